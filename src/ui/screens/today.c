/* 今日: home: the cases that matter first, counts that open their rows, drafts, and the services by number. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/deadline.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { LINES = 200, TABS = 5, DRAFTS = 3 };

struct draft { /* a form left half-filled, and where to go on with it */
    struct yz_target target;
    char text[160];
};

struct today {
    struct yz_ui *ui;
    struct yz_case_counts counts;
    struct yz_case_line lines[LINES];
    size_t count;
    struct yz_list list;
    struct yz_services services;
    struct draft drafts[DRAFTS];
    size_t draft_count;
    size_t tab;
};

static const enum yz_case_view views[TABS] = {YZ_VIEW_DUE_TODAY, YZ_VIEW_OVERDUE, YZ_VIEW_EVENING, YZ_VIEW_WAITING,
                                              YZ_VIEW_MINE};

static int64_t count_of(const struct today *t, size_t tab) {
    const int64_t counts[TABS] = {t->counts.due_today, t->counts.overdue, t->counts.evening, t->counts.waiting,
                                  t->counts.mine};
    return counts[tab];
}

/* At 80 columns all but the last two: whose case, which door, by when and how it stands is what is looked for. */
static const struct yz_column columns[] = {
    {N_("编号"), 11, 11, 1, YZ_LEFT}, {N_("事项"), 10, 16, 6, YZ_LEFT}, {N_("居民"), 9, 14, 3, YZ_LEFT},
    {N_("住处"), 19, 24, 2, YZ_END},  {N_("到期"), 11, 11, 4, YZ_LEFT}, {N_("状态"), 8, 14, 5, YZ_LEFT},
    {N_("受理"), 11, 11, 7, YZ_LEFT}, {N_("经办"), 6, 10, 8, YZ_LEFT},
};

/* Of this year without it: 11-30 17:30. Of another without the time: 2025-11-30. */
static void moment(yz_moment at, char out[YZ_MOMENT_TEXT]) {
    yz_date day = yz_moment_date(at);
    if (!at) *out = '\0';
    else if (day / 10000 != yz_today() / 10000) yz_date_text(day, out);
    else memmove(out, yz_moment_text(at, out) + 5, YZ_MOMENT_TEXT - 5);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_case_line *c = row;
    char due[YZ_MOMENT_TEXT], received[YZ_MOMENT_TEXT];
    (void)ctx;
    moment(c->due, due);
    moment(c->received, received);
    const char *texts[] = {
        c->number, c->service_name, c->person_name, c->address, due, yz_code_label("case_state", c->state),
        received,  c->owner_name};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_case_line *)row)->overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_case_line), .cell = cell, .role = role};

/* The view's first page: home shows what is nearest, the queue shows all. */
static enum yz_status read_lines(struct today *t) {
    struct yz_session *s = yz_ui_session(t->ui);
    struct yz_case_filter filter = {.view = views[t->tab], .station = yz_session_station(s)->id};
    filter.staff = yz_session_staff(s)->id;
    if (views[t->tab] != YZ_VIEW_MINE) filter.staff = 0;
    enum yz_status status = yz_case_page(s, &filter, NULL, t->lines, LINES, &t->count);
    yz_list_array(&t->list, t->lines, t->count);
    return status;
}

/* "step:KEY": a step of a case that was begun. */
static bool describe_step(struct yz_session *s, const struct yz_draft_line *l, struct draft *d) {
    struct yz_case c;
    char when[YZ_MOMENT_TEXT];
    if (yz_record_get(s, YZ_CASE, l->record, &c) != YZ_OK) return false;
    *d = (struct draft){.target = YZ_TARGET("case", YZ_CASE, l->record)};
    yz_copy(d->target.key, sizeof d->target.key, l->form + strlen("step:"));
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), c.number, yz_moment_text(l->at, when) + 5);
    return true;
}

/* Of the counter: "tickets", "handover", "handover:take" of a station. */
static bool describe_counter(struct yz_session *s, const struct yz_draft_line *l, struct draft *d) {
    char title[96], when[YZ_MOMENT_TEXT];
    *d = (struct draft){.target = YZ_TARGET("tickets", YZ_STATION, l->record)};
    if (*l->form == 'h') yz_copy(d->target.screen, sizeof d->target.screen, "handover");
    yz_record_title(s, YZ_STATION, l->record, false, title, sizeof title);
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), *l->form == 'h' ? _("交接班") : _("取号"),
             yz_moment_text(l->at, when) + 5);
    return *title != '\0';
}

/* A draft's form says which screen goes on with it: "intake:KEY" of a household or person, "person" of a person. */
static bool describe_draft(struct yz_session *s, const struct yz_draft_line *l, struct draft *d) {
    if (strncmp(l->form, "step:", 5) == 0) return describe_step(s, l, d);
    if (strcmp(l->form, "tickets") == 0 || strncmp(l->form, "handover", 8) == 0) return describe_counter(s, l, d);
    bool intake = strncmp(l->form, "intake:", 7) == 0;
    struct yz_household household;
    bool family = intake && yz_record_get(s, YZ_HOUSEHOLD, l->record, &household) == YZ_OK;
    char title[96], when[YZ_MOMENT_TEXT];
    if (!family && !yz_record_title(s, YZ_PERSON, l->record, true, title, sizeof title)[0]) return false;
    if (family) yz_dwelling_short(s, household.dwelling, title, sizeof title);
    *d = (struct draft){.target = YZ_TARGET("", family ? YZ_HOUSEHOLD : YZ_PERSON, l->record)};
    yz_copy(d->target.screen, sizeof d->target.screen, intake ? "service" : "person");
    yz_copy(d->target.key, sizeof d->target.key, intake ? l->form + 7 : "");
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), title, yz_moment_text(l->at, when) + 5);
    return true;
}

static enum yz_status read_drafts(struct today *t) {
    struct yz_draft_line lines[DRAFTS];
    size_t count = 0;
    enum yz_status status = yz_drafts_list(yz_ui_session(t->ui), lines, DRAFTS, &count);
    t->draft_count = 0;
    for (size_t i = 0; i < count; i++)
        t->draft_count += describe_draft(yz_ui_session(t->ui), &lines[i], &t->drafts[t->draft_count]);
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct today *t = state;
    struct yz_session *s = yz_ui_session(ui);
    enum yz_status status = yz_case_count(s, yz_session_station(s)->id, 0, &t->counts);
    if (status == YZ_OK) status = yz_services_read(&t->services, s);
    if (status == YZ_OK) status = read_drafts(t);
    return status == YZ_OK ? read_lines(t) : status;
}

/* Opens on the first view that has something in it. */
static enum yz_status open_today(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct today *t = state;
    (void)target;
    t->ui = ui;
    yz_list_open(&t->list, &source, t, columns, sizeof columns / sizeof *columns);
    t->list.empty = N_("这里现在没有办件");
    enum yz_status status = refresh(ui, state);
    while (status == YZ_OK && t->tab + 1 < TABS && !count_of(t, t->tab)) t->tab++;
    if (status == YZ_OK) status = read_lines(t);
    if (status != YZ_OK) yz_list_close(&t->list);
    return status;
}

static void close_today(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct today *)state)->list);
}

/* The services, and after them the drafts, by the digit that opens them. */
static void paint_shortcuts(const struct today *t, struct yz_rect a) {
    int x = 1 + yz_paint(a, 0, 1, 12, YZ_ROLE_LABEL, _("办理")) + 2;
    x = yz_services_paint(&t->services, a, 0, x);
    for (size_t i = 0; i < t->draft_count && t->services.count + i < 9; i++) {
        const char number[] = {(char)('1' + t->services.count + i), '\0'};
        x += yz_paint(a, 0, x, 2, YZ_ROLE_KEY, number) + 1;
        x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_WARNING, t->drafts[i].text) + 2;
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct today *t = state;
    int x = 1;
    (void)ui;
    for (size_t i = 0; i < TABS; i++) {
        char text[64];
        snprintf(text, sizeof text, " %s %d ", yz_case_view_name(views[i]), (int)count_of(t, i));
        x += yz_paint(area, 0, x, area.columns - x, i == t->tab ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, text) + 1;
    }
    struct yz_rect list = yz_area_below(area, 2);
    list.rows -= 2;
    yz_list_paint(&t->list, list, true);
    paint_shortcuts(t, yz_area_below(area, area.rows - 1));
}

static void turn(struct today *t, int by) {
    t->tab = (t->tab + (size_t)(TABS + by)) % TABS;
    yz_ui_ok(t->ui, read_lines(t));
    yz_list_restart(&t->list);
}

static bool pick(struct today *t, int number) {
    size_t draft = (size_t)number - t->services.count - 1;
    if ((size_t)number <= t->services.count) return yz_services_pick(&t->services, t->ui, number, 0);
    if (draft >= t->draft_count) return false;
    yz_ui_open(t->ui, &t->drafts[draft].target);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct today *t = state;
    const struct yz_case_line *c = yz_list_selected(&t->list);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS)
        return turn(t, in->request == YZ_REQ_NEXT ? 1 : -1), true;
    if (in->request == YZ_REQ_PICK) return pick(t, in->number);
    if (in->request == YZ_REQ_OPEN && c) return yz_ui_open(ui, &YZ_TARGET("case", YZ_CASE, c->id)), true;
    return yz_list_input(&t->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct today *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct today *)state)->list, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)state;
    if (!*yz_session_warning(yz_ui_session(ui), out, room)) yz_calendar_news(yz_ui_session(ui), out, room);
}

static const struct yz_hint hints[] = {{YZ_REQ_FIND, NULL},
                                       {YZ_REQ_PICK, N_("办理")},
                                       {YZ_REQ_OPEN, N_("看办件")},
                                       {YZ_REQ_NEXT, N_("换一类")},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_today_screen = {
    .name = "today",
    .title = N_("今日"),
    .help = N_("本站今天要紧的办件：今天到期、已超期、晚间、等补材料、我的；Tab 换一类，Enter 打开。\n"
               "数字键办理下面列出的事项；F2 用任何线索找人、户、地址、事项、办件。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct today),
    .open = open_today,
    .close = close_today,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
