/* 办件: one case: what it is, for whom, by when, what is missing, and its timeline. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/facts.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

enum { EVENTS = 64 };

struct one_case {
    struct yz_ui *ui;
    struct yz_case_facts facts;
    struct yz_case_event events[EVENTS];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 1, YZ_LEFT}, {N_("经过"), 16, 0, 2, YZ_LEFT}, {N_("经手"), 8, 12, 3, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_case_event *e = row;
    char time[YZ_MOMENT_TEXT];
    (void)ctx;
    const char *texts[] = {yz_moment_text(e->at, time), e->what, e->staff};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_case_event), .cell = cell};

static bool masked(const struct one_case *c) {
    return yz_ui_masked(c->ui, YZ_CASE, c->facts.c.id);
}

static enum yz_status read_all(struct one_case *c, int64_t id) {
    struct yz_session *s = yz_ui_session(c->ui);
    static struct yz_case record;
    enum yz_status status = yz_record_get(s, YZ_CASE, id, &record);
    if (status == YZ_OK) status = yz_case_facts(s, &record, !yz_ui_masked(c->ui, YZ_CASE, id), &c->facts);
    if (status == YZ_OK) status = yz_case_timeline(s, id, c->events, EVENTS, &c->count);
    yz_list_array(&c->list, c->events, c->count);
    return status;
}

static enum yz_status open_case(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct one_case *c = state;
    c->ui = ui;
    yz_list_open(&c->list, &source, c, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_all(c, target->id);
    if (status != YZ_OK) yz_list_close(&c->list);
    return status;
}

static void close_case(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct one_case *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct one_case *c = state;
    (void)ui;
    snprintf(out, room, _("办件 %1$s %2$s"), c->facts.c.number, c->facts.service_name);
}

static void due_text(const struct yz_case_facts *f, char *out, size_t room) {
    char time[YZ_MOMENT_TEXT];
    if (!f->c.due) yz_copy(out, room, yz_case_open(&f->c) ? _("等材料，暂停计时") : "");
    else
        snprintf(out, room, "%s%s%s", yz_moment_text(f->c.due, time), f->overdue ? _(" 已超期") : "",
                 f->c.due_assumed ? _("（日历未公布，按周一至周五）") : "");
}

static int paint_facts(const struct one_case *c, struct yz_rect a) {
    const struct yz_case_facts *f = &c->facts;
    struct yz_facts facts = {0};
    char text[192], time[YZ_MOMENT_TEXT];
    yz_facts_add(&facts, _("状态"), f->state);
    due_text(f, text, sizeof text);
    yz_facts_add(&facts, _("到期"), text);
    yz_facts_add(&facts, _("居民"), f->person_name);
    yz_facts_add(&facts, _("申请人"), f->applicant_name);
    yz_facts_add(&facts, _("住处"), f->address);
    snprintf(text, sizeof text, "%s%s", yz_moment_text(f->c.received, time), f->c.evening ? _(" 晚间") : "");
    yz_facts_add(&facts, _("受理"), text);
    yz_facts_add(&facts, _("驿站"), f->station_name);
    yz_facts_add(&facts, _("经办"), f->owner_name);
    if (f->c.amount > 0) {
        snprintf(text, sizeof text, _("%1$lld.%2$02d 元"), (long long)(f->c.amount / 100), (int)(f->c.amount % 100));
        yz_facts_add(&facts, _("金额"), text);
    }
    yz_facts_add(&facts, _("参保年度"), f->years);
    return yz_facts_paint(&facts, a);
}

static int paint_notes(const struct one_case *c, struct yz_rect a) {
    const struct yz_case_facts *f = &c->facts;
    char text[1024] = "";
    if (*f->cover_text) snprintf(text, sizeof text, _("待遇：%s"), f->cover_text);
    int row = yz_paint_wrap(a, 0, 0, YZ_ROLE_TEXT, text);
    for (size_t i = 0; i < f->missing_count; i++) {
        snprintf(text, sizeof text, _("缺：%s"), f->missing_name[i]);
        yz_paint(a, row++, 0, a.columns, YZ_ROLE_WARNING, text);
    }
    if (!*f->rule_source) return row;
    snprintf(text, sizeof text, _("依据：%s"), f->rule_source);
    return row + yz_paint_wrap(yz_area_below(a, row), 0, 0, YZ_ROLE_DIM, text);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct one_case *c = state;
    (void)ui;
    int row = paint_facts(c, area);
    row += paint_notes(c, yz_area_part(yz_area_below(area, row), 1, area.columns - 2));
    yz_list_paint(&c->list, yz_area_below(area, row + 1), true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct one_case *c = state;
    const struct yz_case *record = &c->facts.c;
    if (in->request == YZ_REQ_PRINT) return yz_ui_open(ui, &YZ_TARGET("receipt", YZ_CASE, record->id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 1 && record->person)
        return yz_ui_open(ui, &YZ_TARGET("person", YZ_PERSON, record->person)), true;
    if (in->request == YZ_REQ_PICK && in->number == 2 && record->household)
        return yz_ui_open(ui, &YZ_TARGET("household", YZ_HOUSEHOLD, record->household)), true;
    return yz_list_input(&c->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct one_case *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct one_case *)state)->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct one_case *c = state;
    (void)ui;
    return read_all(c, c->facts.c.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_CASE;
    *id = ((struct one_case *)state)->facts.c.id;
    return true;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s%s", _("1 看居民   2 看这一户"), masked(state) ? "" : _("   个人信息已显示"));
}

static const struct yz_hint hints[] = {{YZ_REQ_PRINT, N_("回执和打印")},

                                       {YZ_REQ_REVEAL, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_case_screen = {
    .name = "case",
    .title = N_("办件"),
    .help = N_("一件办件：状态、到期、缺的材料、依据和全部经过。Ctrl-P 看回执并打印，1 看居民，2 看这一户。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct one_case),
    .open = open_case,
    .close = close_case,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .subject = subject,
    .status = status,
    .hints = hints,
};
