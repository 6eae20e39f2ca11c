/* 小转变: small improvements, the newest first; Tab turns from state to state. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>

struct improvements {
    struct yz_ui *ui;
    struct yz_improvement_filter filter;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("编号"), 14, 14, 1, YZ_LEFT},     {N_("状态"), 8, 10, 2, YZ_LEFT},
                                           {N_("做什么"), 16, 0, 1, YZ_LEFT},    {N_("地点"), 14, 26, 3, YZ_END},
                                           {N_("完工日期"), 10, 10, 5, YZ_LEFT}, {N_("工作日"), 6, 6, 4, YZ_RIGHT},
                                           {N_("花费"), 9, 10, 6, YZ_RIGHT},     {N_("谁来做"), 10, 14, 7, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct improvements *p = ctx;
    const struct yz_improvement *im = row;
    char day[YZ_DATE_TEXT], days[24], where[256], cost[32] = "";
    snprintf(days, sizeof days, "%lld", (long long)yz_improvement_days(im));
    if (im->cost) yz_field_text(yz_field_named(&yz_improvement_kind, "cost"), im, false, cost, sizeof cost);
    const char *texts[] = {im->number,
                           yz_code_label("improvement_state", im->state),
                           im->name,
                           yz_improvement_where(yz_ui_session(p->ui), im, where, sizeof where),
                           yz_date_text(im->finished, day),
                           im->started ? days : "",
                           cost,
                           im->crew};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    int32_t state = ((const struct yz_improvement *)row)->state;
    (void)ctx;
    return state == YZ_IMPROVEMENT_CONFIRMED || state == YZ_IMPROVEMENT_DROPPED ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct improvements *p = ctx;
    return yz_improvement_page(yz_ui_session(p->ui), &p->filter, from, direction, out, max, count);
}

static enum yz_status filter(void *ctx, const char *text) {
    struct improvements *p = ctx;
    yz_copy(p->filter.text, sizeof p->filter.text, text);
    return YZ_OK;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_improvement), .fetch = fetch, .cell = cell, .role = role, .filter = filter};

static enum yz_status open_improvements(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct improvements *p = state;
    p->ui = ui;
    yz_code_parse("improvement_state", target->key, &p->filter.state);
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("没有这样的小转变，Ctrl-N 提出一个");
    return YZ_OK;
}

static void close_improvements(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct improvements *)state)->list);
}

/* The states as tabs; 0 is all. */
static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct improvements *p = state;
    int x = 0;
    (void)ui;
    for (int32_t i = 0; i <= YZ_IMPROVEMENT_STATES; i++)
        x += yz_paintf(area, 0, x, i == p->filter.state ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s ",
                       i ? yz_code_label("improvement_state", i) : _("全部"));
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

static bool turn(struct improvements *p, int by) {
    p->filter.state = (p->filter.state + by + YZ_IMPROVEMENT_STATES + 1) % (YZ_IMPROVEMENT_STATES + 1);
    yz_list_restart(&p->list);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct improvements *p = state;
    const struct yz_improvement *im = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEW: return yz_ui_open(ui, &YZ_TARGET("improvement-edit", YZ_IMPROVEMENT, 0)), true;
    case YZ_REQ_OPEN: return im ? yz_ui_open(ui, &YZ_TARGET("improvement", YZ_IMPROVEMENT, im->id)), true : false;
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    default: return yz_list_input(&p->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_reload(&((struct improvements *)state)->list);
    return YZ_OK;
}

static const struct yz_hint hints[] = {{YZ_REQ_NEW, N_("提出小转变")},
                                       {YZ_REQ_OPEN, NULL},
                                       {YZ_REQ_NEXT, N_("换状态")},
                                       {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_improvements_screen = {
    .name = "improvements",
    .title = N_("小转变"),
    .help = N_("身边的小改善：一张长椅、一盏灯、一根扶手。新的在上面，Tab 换状态，Ctrl-T 找有这些字的。\n"
               "Ctrl-N 提出一个；Enter 打开，里面安排、动工、完工，登记谁出资出力、居民怎么说。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct improvements),
    .list = YZ_WHERE(struct improvements, list),
    .open = open_improvements,
    .close = close_improvements,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
