/* 期限: how the deadline of one case was counted, step by step. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/facts.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { STEPS = 512 };

struct count {
    struct yz_ui *ui;
    struct yz_case c;
    struct yz_case_limits limits;
    struct yz_deadline due;
    struct yz_deadline_step steps[STEPS];
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("从"), 16, 16, 1, false},
                                           {N_("到"), 16, 16, 2, false},
                                           {N_("计"), 12, 22, 3, true},
                                           {N_("为什么"), 12, 0, 4, false}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct count *d = ctx;
    const struct yz_deadline_step *s = row;
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT], counted[YZ_LIMIT_TEXT], why[160];
    snprintf(why, sizeof why, "%s%s", s->why, s->assumed ? _("（推定）") : "");
    const char *texts[] = {yz_moment_text(s->from, from), yz_step_end_text(s->to, to),
                           yz_step_counted_text(s, d->limits.promised.unit, counted), why};
    yz_copy(out, room, texts[column]);
}

/* Steps do not begin with an id: each begins at a moment of its own. */
static int64_t id(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_deadline_step *)row)->from;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_deadline_step), .cell = cell, .id = id};

static enum yz_status read_all(struct count *d, int64_t case_id) {
    struct yz_session *s = yz_ui_session(d->ui);
    size_t n = 0;
    enum yz_status status = yz_record_get(s, YZ_CASE, case_id, &d->c);
    if (status == YZ_OK) status = yz_case_limits(s, &d->c, &d->limits);
    if (status == YZ_OK) status = yz_case_explain(s, &d->c, &d->due, d->steps, STEPS, &n);
    yz_list_array(&d->list, d->steps, n < STEPS ? n : STEPS);
    return status;
}

static enum yz_status open_count(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct count *d = state;
    d->ui = ui;
    yz_list_open(&d->list, &source, d, columns, sizeof columns / sizeof *columns);
    d->list.empty = N_("没有期限");
    enum yz_status status = read_all(d, target->id);
    if (status != YZ_OK) yz_list_close(&d->list);
    return status;
}

static void close_count(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct count *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, _("期限 %s"), ((const struct count *)state)->c.number);
}

/* "5 个工作日，到 2026-12-04 17:30" */
static void add_limit(struct yz_facts *facts, const char *label, struct yz_limit limit, yz_moment due, bool assumed) {
    char text[160], time[YZ_MOMENT_TEXT], amount[YZ_LIMIT_TEXT];
    if (limit.amount < 1) return;
    yz_limit_text(limit, amount);
    if (due) snprintf(text, sizeof text, _("%1$s，到 %2$s"), amount, yz_moment_text(due, time));
    else yz_copy(text, sizeof text, amount);
    size_t n = strlen(text);
    if (due && assumed) yz_copy(text + n, sizeof text - n, _("（推定）"));
    yz_facts_add(facts, label, text);
}

/* Does a year without a calendar decide about this limit's end? */
static bool guessed(const struct yz_case_limits *l, struct yz_limit limit, const struct yz_hours *hours) {
    struct yz_deadline end;
    return yz_deadline(limit, l->from, hours, l->pauses, l->pause_count, &end) == YZ_OK && end.assumed;
}

static void add_pauses(const struct count *d, struct yz_facts *facts) {
    char text[160], from[YZ_MOMENT_TEXT];
    size_t n = d->limits.pause_count;
    if (!n) return;
    if (d->limits.pauses[n - 1].to) snprintf(text, sizeof text, _("%zu 次"), n);
    else
        snprintf(text, sizeof text, _("%1$zu 次，从 %2$s 起还停着"), n,
                 yz_moment_text(d->limits.pauses[n - 1].from, from));
    yz_facts_add(facts, _("暂停"), text);
}

static int paint_facts(const struct count *d, struct yz_rect area) {
    struct yz_facts facts = {0};
    const struct yz_case_limits *l = &d->limits;
    struct yz_limit extended = {d->c.extended, l->promised.unit};
    char text[192], time[YZ_MOMENT_TEXT];
    yz_facts_add(&facts, _("起算"), yz_moment_text(l->from, time));
    snprintf(text, sizeof text, "%s%s", d->due.due ? yz_moment_text(d->due.due, time) : _("等材料，暂停计时"),
             d->due.assumed ? _("（日历未公布，按周一至周五）") : "");
    yz_facts_add(&facts, _("到期"), text);
    add_limit(&facts, _("承诺时限"), l->promised, 0, false);
    add_limit(&facts, _("其中延期"), extended, 0, false);
    add_limit(&facts, _("法定时限"), l->legal, d->c.legal_due, guessed(l, l->legal, &l->hours));
    add_limit(&facts, _("驿站流转"), l->station, d->c.station_due, guessed(l, l->station, &l->station_hours));
    add_pauses(d, &facts);
    yz_facts_add(&facts, _("来源"), l->source);
    return yz_facts_paint(&facts, area);
}

/* What the case keeps is what it was promised; it differs when the item or the hours changed since. */
static int paint_difference(const struct count *d, struct yz_rect area) {
    char text[192], kept[YZ_MOMENT_TEXT];
    if (d->c.due == d->due.due || !d->c.due) return 0;
    snprintf(text, sizeof text, _("办件上记的是 %s：当时的时限或工作时间和现在不一样"), yz_moment_text(d->c.due, kept));
    return yz_paint_wrap(area, 0, 0, YZ_ROLE_WARNING, text);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct count *d = state;
    (void)ui;
    int row = paint_facts(d, area);
    row += paint_difference(d, yz_area_part(yz_area_below(area, row), 1, area.columns - 2));
    yz_list_paint(&d->list, yz_area_below(area, row + 1), true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)ui;
    return yz_list_input(&((struct count *)state)->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct count *d = state;
    (void)ui;
    return read_all(d, d->c.id);
}

const struct yz_screen yz_deadline_screen = {
    .name = "deadline",
    .title = N_("期限"),
    .help = N_("这件办件的期限是怎么数出来的：起算日不计，办理日、休息日、调休和暂停各是一行。\n"
               "推定：那一年的节假日安排还没有公布，按周一至周五数。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .size = sizeof(struct count),
    .list = YZ_WHERE(struct count, list),
    .open = open_count,
    .close = close_count,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
};
