/* 好差评: for supervisors: bad marks with the state of their call backs, or all marks, and the counts. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/ratings.h>
#include <yizhan/registry.h>

enum { LINES = 300 };

struct ratings {
    struct yz_ui *ui;
    bool all; /* else the bad ones */
    struct yz_rating_line lines[LINES];
    size_t count;
    struct yz_rating_summary summary;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 2, false},     {N_("评价"), 10, 12, 1, false}, {N_("回访"), 10, 10, 3, false},
    {N_("回访期限"), 16, 16, 4, false}, {N_("办件"), 11, 12, 5, false}, {N_("事项"), 10, 16, 6, false},
    {N_("驿站"), 10, 20, 7, false},     {N_("意见"), 10, 0, 8, false},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_rating_line *l = row;
    char at[YZ_MOMENT_TEXT], due[YZ_MOMENT_TEXT];
    (void)ctx;
    const char *texts[] = {yz_moment_text(l->at, at),
                           yz_code_label("rating", l->mark),
                           yz_code_label("case_state", l->callback_state),
                           l->callback_due ? yz_moment_text(l->callback_due, due) : "",
                           l->number,
                           l->service_name,
                           l->station_name,
                           l->note};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_rating_line *)row)->callback_overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_rating_line), .cell = cell, .role = role};

static enum yz_status read_all(struct ratings *r) {
    struct yz_session *s = yz_ui_session(r->ui);
    const struct yz_rating_filter filter = {.bad = !r->all};
    yz_date from = 0, to = 0;
    size_t n = 0;
    enum yz_status status = yz_ratings_list(s, &filter, NULL, r->lines, LINES, &r->count);
    if (status == YZ_OK) status = yz_ratings_summary(s, &from, &to, false, &r->summary, 1, &n);
    yz_list_array(&r->list, r->lines, r->count);
    return status;
}

static enum yz_status open_ratings(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct ratings *r = state;
    (void)target;
    r->ui = ui;
    yz_list_open(&r->list, &source, r, columns, sizeof columns / sizeof *columns);
    r->list.empty = N_("没有");
    enum yz_status status = read_all(r);
    if (status != YZ_OK) yz_list_close(&r->list);
    return status;
}

static void close_ratings(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct ratings *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct ratings *r = state;
    int x = 1 + yz_paintf(area, 0, 1, YZ_ROLE_HEADER, " %s ", r->all ? _("全部") : _("差评")) + 2;
    (void)ui;
    x += yz_paintf(area, 0, x, YZ_ROLE_TEXT, _("共评价 %lld 件"), (long long)r->summary.total) + 2;
    for (int mark = YZ_MARK_BEST; mark >= YZ_MARK_WORST && !r->summary.few; mark--)
        x += yz_paintf(area, 0, x, YZ_ROLE_DIM, "%s %lld", yz_code_label("rating", mark),
                       (long long)r->summary.marks[mark]) +
             2;
    yz_list_paint(&r->list, yz_area_below(area, 2), true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct ratings *r = state;
    const struct yz_rating_line *l = yz_list_selected(&r->list);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) {
        r->all = !r->all;
        yz_ui_ok(ui, read_all(r));
        yz_list_restart(&r->list);
        return true;
    }
    if (in->request == YZ_REQ_OPEN && l)
        return yz_ui_open(ui, &YZ_TARGET("case", YZ_CASE, l->callback ? l->callback : l->case_id)), true;
    return yz_list_input(&r->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

/* What was written, whole. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_rating_line *l = yz_list_selected(&((struct ratings *)state)->list);
    (void)ui;
    if (l) yz_copy(out, room, l->note);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看回访")}, {YZ_REQ_NEXT, N_("差评/全部")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_ratings_screen = {
    .name = "ratings",
    .title = N_("好差评"),
    .help = N_("站长、管理员、审计员看：差评和回访办到哪一步，Tab 换到全部评价；Enter 看回访，没有回访的看办件。\n"
               "少于三件的不分级统计。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct ratings),
    .list = YZ_WHERE(struct ratings, list),
    .open = open_ratings,
    .close = close_ratings,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
