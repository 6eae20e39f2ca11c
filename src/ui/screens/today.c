/* 今日: home: the cases that matter first, counts that open their rows, drafts, and the services by number. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/draft_list.h"
#include "ui/screens/desk/queue_rows.h"
#include "ui/screens/screens.h"
#include "ui/screens/desk/services.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/backup.h>
#include <yizhan/cases.h>
#include <yizhan/deadline.h>
#include <yizhan/codes.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/policies.h>
#include <yizhan/visits.h>

/* The last tabs, behind the views, lead to 政策找人, to the walk lists and to the matches that wait. */
enum { LINES = 200, VIEWS = 5, PEOPLE = VIEWS, VISITS, MATCHES, TABS, DRAFTS = 9, NEWEST_DRAFT = 9, WIDE = 104 };
enum { BUILDINGS = 2048, AT_ONCE = 8 };

struct today {
    struct yz_ui *ui;
    struct yz_case_counts counts;
    struct yz_case_line lines[LINES];
    size_t count;
    struct yz_list list;
    struct yz_services services;
    struct yz_draft_entry drafts[DRAFTS];
    size_t draft_count;
    size_t tab;
    struct yz_people people; /* counted in idle time */
    size_t reading;
    struct yz_walk_building *buildings; /* likewise, afterwards */
    size_t building_count, walked;
    int64_t found, due; /* -1: not counted yet */
    int64_t matches;    /* that wait for a step */
    char backup[160];   /* that one is overdue */
    char district[160]; /* that it is not reached, or wants something */
};

static const enum yz_case_view views[VIEWS] = {YZ_VIEW_DUE_TODAY, YZ_VIEW_OVERDUE, YZ_VIEW_EVENING, YZ_VIEW_WAITING,
                                               YZ_VIEW_MINE};

static int64_t count_of(const struct today *t, size_t tab) {
    const int64_t counts[TABS] = {
        t->counts.due_today, t->counts.overdue, t->counts.evening, t->counts.waiting, t->counts.mine, t->found, t->due,
        t->matches};
    return tab < TABS ? counts[tab] : 0;
}

/* At 80 columns all but the last two: whose case, which door, by when and how it stands is what is looked for. */
static const struct yz_column columns[] = {
    {N_("编号"), 11, 11, 1, YZ_LEFT}, {N_("事项"), 10, 16, 6, YZ_LEFT}, {N_("居民"), 9, 14, 3, YZ_LEFT},
    {N_("住处"), 19, 24, 2, YZ_END},  {N_("到期"), 11, 11, 4, YZ_LEFT}, {N_("状态"), 8, 14, 5, YZ_LEFT},
    {N_("受理"), 11, 11, 7, YZ_LEFT}, {N_("经办"), 6, 10, 8, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_case_line *c = row;
    char due[YZ_MOMENT_TEXT], received[YZ_MOMENT_TEXT];
    (void)ctx;
    yz_queue_moment(c->due, c->due_assumed, due);
    yz_queue_moment(c->received, false, received);
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
    t->list.empty = t->tab == PEOPLE    ? N_("Enter 看名单：今天按政策该提醒的居民")
                    : t->tab == VISITS  ? N_("Enter 看名单：该走访的户，一栋一行")
                    : t->tab == MATCHES ? N_("Enter 看匹配：等对方答复、落实或居民确认太久的")
                                        : N_("这里现在没有办件");
    t->count = 0;
    if (t->tab >= VIEWS) return yz_list_array(&t->list, t->lines, 0), YZ_OK;
    struct yz_session *s = yz_ui_session(t->ui);
    struct yz_case_filter filter = {.view = views[t->tab], .station = yz_session_station(s)->id};
    filter.staff = yz_session_staff(s)->id;
    if (views[t->tab] != YZ_VIEW_MINE) filter.staff = 0;
    enum yz_status status = yz_case_page(s, &filter, NULL, t->lines, LINES, &t->count);
    yz_list_array(&t->list, t->lines, t->count);
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct today *t = state;
    struct yz_session *s = yz_ui_session(ui);
    yz_people_free(&t->people); /* counted anew, the old counts stand until then */
    t->reading = t->building_count = t->walked = 0;
    yz_backup_warning(s, t->backup, sizeof t->backup);
    yz_hub_warning(s, t->district, sizeof t->district);
    enum yz_status status = yz_case_count(s, yz_session_station(s)->id, 0, &t->counts);
    t->matches = yz_match_waiting(s);
    if (status == YZ_OK) status = yz_services_read(&t->services, s);
    if (status == YZ_OK) status = yz_draft_entries(s, t->drafts, DRAFTS, &t->draft_count);
    return status == YZ_OK ? read_lines(t) : status;
}

/* Opens on the first view that has something in it. */
static enum yz_status open_today(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct today *t = state;
    (void)target;
    t->ui = ui;
    yz_list_open(&t->list, &source, t, columns, sizeof columns / sizeof *columns);
    t->found = t->due = -1;
    enum yz_status status = refresh(ui, state);
    while (status == YZ_OK && t->tab + 1 < VIEWS && !count_of(t, t->tab)) t->tab++;
    if (status == YZ_OK) status = read_lines(t);
    if (status != YZ_OK) yz_list_close(&t->list);
    return status;
}

static void close_today(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct today *)state)->list);
    yz_people_free(&((struct today *)state)->people);
    free(((struct today *)state)->buildings);
}

/* How many households of the own grid (without one: of all) are due for a visit: a few buildings at a time. */
static bool count_due(struct today *t) {
    struct yz_session *s = yz_ui_session(t->ui);
    int64_t grid = yz_session_staff(s)->grid, due = 0;
    if (!t->buildings) t->buildings = calloc(BUILDINGS, sizeof *t->buildings);
    if (!t->buildings) return false;
    if (!t->building_count && yz_walk_buildings(s, grid, t->buildings, BUILDINGS, &t->building_count) != YZ_OK)
        return false;
    for (size_t i = 0; i < AT_ONCE && t->walked < t->building_count; i++)
        if (yz_walk_count(s, &t->buildings[t->walked++]) != YZ_OK) return false; /* 走访 itself says what is wrong */
    if (t->walked < t->building_count) return true;
    for (size_t i = 0; i < t->building_count; i++) due += t->buildings[i].due;
    t->due = due;
    yz_ui_repaint(t->ui);
    return false;
}

/* How many residents policies reach: policy by policy, so that no key waits long. */
static bool count_people(struct yz_ui *ui, void *state) {
    struct today *t = state;
    struct yz_people *p = &t->people;
    if (t->walked) return count_due(t);
    if (!p->policies && yz_people_begin(p, 0) != YZ_OK) return count_due(t); /* 政策找人 itself says what is wrong */
    p->count = 0; /* only how many is asked here: who they were of the policy before need not be kept */
    if (t->reading < p->policy_count && yz_people_add(yz_ui_session(ui), p, t->reading) == YZ_OK)
        return t->reading += !p->unfinished, true;
    if (t->reading == p->policy_count) t->found = 0;
    for (size_t i = 0; t->reading == p->policy_count && i < p->policy_count; i++) t->found += (int64_t)p->per[i];
    yz_people_free(p);
    t->reading = 0;
    yz_ui_repaint(ui);
    return count_due(t);
}

/* How many rows the shortcuts take: narrow screens need two for the services; the newest draft has one when there is one. */
static int shortcut_rows(const struct today *t, struct yz_rect a) {
    return (a.columns < WIDE ? 2 : 1) + (t->draft_count > 0);
}

static void paint_draft(const struct today *t, struct yz_rect a, int row) {
    char more[64] = "";
    int x = 1 + yz_paint(a, row, 1, 2, YZ_ROLE_KEY, "9") + 1;
    x += yz_paint(a, row, x, a.columns - x, YZ_ROLE_WARNING, t->drafts[0].text) + 2;
    if (t->draft_count > 1) snprintf(more, sizeof more, _("还有 %zu 份，按 0 看"), t->draft_count - 1);
    yz_paint(a, row, x, a.columns - x, YZ_ROLE_DIM, more);
}

static void paint_shortcuts(const struct today *t, struct yz_rect a) {
    int x = 1 + yz_paint(a, 0, 1, 12, YZ_ROLE_LABEL, _("办理")) + 2;
    struct yz_rect services = a;
    services.rows -= t->draft_count > 0;
    yz_services_paint(&t->services, services, x);
    if (t->draft_count) paint_draft(t, a, a.rows - 1);
}

enum tight { LOOSE, TIGHT, TIGHTEST }; /* how close the tabs stand, and how short their names are */

static const char *tab_name(size_t i, enum tight tight) {
    if (i < VIEWS) return tight == TIGHTEST && views[i] == YZ_VIEW_WAITING ? _("等材料") : yz_case_view_name(views[i]);
    if (i == PEOPLE) return tight == TIGHTEST ? _("政策") : _("政策找人");
    if (i == VISITS) return tight ? _("走访户") : _("该走访户");
    return tight ? _("催匹配") : _("该催匹配");
}

static void tab_text(const struct today *t, size_t i, enum tight tight, char out[64]) {
    const char *name = tab_name(i, tight), *end = tight ? "" : " ";
    if (count_of(t, i) < 0) snprintf(out, 64, " %s%s", name, end);
    else snprintf(out, 64, " %s %d%s", name, (int)count_of(t, i), end);
}

static int tabs_width(const struct today *t, enum tight tight) {
    char text[64];
    int width = 1;
    for (size_t i = 0; i < TABS; i++) {
        tab_text(t, i, tight, text);
        width += yz_text_width(text);
    }
    return width;
}

static void paint_tabs(const struct today *t, struct yz_rect a) {
    enum tight tight = LOOSE;
    while (tight < TIGHTEST && tabs_width(t, tight) > a.columns) tight++;
    int gap = tabs_width(t, LOOSE) + TABS - 1 <= a.columns, x = 1;
    for (size_t i = 0; i < TABS && x < a.columns - 1; i++) {
        char text[64];
        tab_text(t, i, tight, text);
        x += yz_paint(a, 0, x, a.columns - x, i == t->tab ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, text) + gap;
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct today *t = state;
    (void)ui;
    paint_tabs(t, area);
    struct yz_rect list = yz_area_below(area, 2);
    int shortcuts = shortcut_rows(t, area);
    list.rows -= shortcuts + 1;
    yz_list_paint(&t->list, list, true);
    paint_shortcuts(t, yz_area_below(area, area.rows - shortcuts));
}

static void turn(struct today *t, int by) {
    t->tab = (t->tab + (size_t)(TABS + by)) % TABS;
    yz_ui_ok(t->ui, read_lines(t));
    yz_list_restart(&t->list);
}

static bool pick(struct today *t, int number) {
    if (number != NEWEST_DRAFT) return yz_services_pick(&t->services, t->ui, number, 0);
    if (t->draft_count) yz_ui_open(t->ui, &t->drafts[0].target);
    return t->draft_count > 0;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct today *t = state;
    const struct yz_case_line *c = yz_list_selected(&t->list);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS)
        return turn(t, in->request == YZ_REQ_NEXT ? 1 : -1), true;
    if (in->request == YZ_REQ_PICK) return pick(t, in->number);
    if (in->request == YZ_REQ_OPEN && c) return yz_ui_open(ui, &YZ_TARGET("case", YZ_CASE, c->id)), true;
    if (in->request == YZ_REQ_OPEN && t->tab == VISITS)
        return yz_ui_open(ui, &YZ_TARGET("visits", YZ_NO_KIND, 0)), true;
    if (in->request == YZ_REQ_OPEN && t->tab == MATCHES)
        return yz_ui_open(ui, &(struct yz_target){.screen = "matches", .key = "waiting"}), true;
    if (in->request == YZ_REQ_OPEN && t->tab == PEOPLE)
        return yz_ui_open(ui, &YZ_TARGET("people", YZ_NO_KIND, 0)), true;
    return yz_list_input(&t->list, in);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct today *t = state;
    struct yz_session *s = yz_ui_session(ui);
    if (*yz_session_warning(s, out, room)) return;
    if (!*yz_calendar_news(s, out, room))
        snprintf(out, room, "%s%s%s", t->district, *t->district && *t->backup ? "  " : "", t->backup);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_FIND, NULL},  {YZ_REQ_PICK, N_("办理")}, {YZ_REQ_OPEN, N_("看办件")}, {YZ_REQ_NEXT, N_("换一类")},
    {YZ_REQ_CASES, NULL}, {YZ_REQ_VISITS, NULL},     {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint people[] = {{YZ_REQ_FIND, NULL},
                                            {YZ_REQ_PICK, N_("办理")},
                                            {YZ_REQ_OPEN, N_("看名单")},
                                            {YZ_REQ_NEXT, N_("换一类")},
                                            {YZ_REQ_NONE, NULL}};
    static const struct yz_hint none[] = {
        {YZ_REQ_FIND, NULL}, {YZ_REQ_PICK, N_("办理")}, {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_NONE, NULL}};
    const struct today *t = state;
    (void)ui;
    return t->tab >= VIEWS ? people : t->count ? hints : none;
}

const struct yz_screen yz_today_screen = {
    .name = "today",
    .title = N_("今日"),
    .help =
        N_("本站今天要紧的办件：今天到期、已超期、晚间、等补材料、我的；最后是政策找人、该走访的户和该催的匹配。Tab "
           "换一类，Enter 打开。\n"
           "数字键办理下面列出的事项，0 是全部，9 接着填最近的草稿；F2 用任何线索找人、户、地址、事项、办件。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct today),
    .list = YZ_WHERE(struct today, list),
    .open = open_today,
    .close = close_today,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .idle = count_people,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
