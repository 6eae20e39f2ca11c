/* 走访: the buildings of the own grid, those with most doors due first. Enter walks one. Counted while nothing is typed. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>
#include <yizhan/visits.h>

enum { BUILDINGS = 2048, AT_ONCE = 8 };

struct visits {
    struct yz_ui *ui;
    struct yz_walk_building all[BUILDINGS];
    size_t count, counted;
    char grid[96];
    bool sorted, touched; /* touched: a key came, so the cursor stays where it is */
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("楼栋"), 20, 30, 1, YZ_LEFT},
    {N_("住户"), 8, 10, 3, YZ_RIGHT},
    {N_("该走访的户"), 10, 12, 2, YZ_RIGHT},
    {N_("上次走访"), 16, 16, 4, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_walk_building *b = row;
    char households[16] = "…", due[16] = "…", last[YZ_MOMENT_TEXT];
    (void)ctx;
    if (b->due >= 0) {
        snprintf(households, sizeof households, "%d", (int)b->households);
        snprintf(due, sizeof due, "%d", (int)b->due);
    }
    const char *texts[] = {b->address, households, due, b->last ? yz_moment_text(b->last, last) : ""};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_walk_building), .cell = cell};

/* The counts that stood so far stand until they are counted anew. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct visits *v = state;
    struct yz_session *s = yz_ui_session(ui);
    v->counted = 0;
    if (v->sorted) return YZ_OK;
    enum yz_status status = yz_walk_buildings(s, yz_session_staff(s)->grid, v->all, BUILDINGS, &v->count);
    yz_list_array(&v->list, v->all, v->count);
    return status;
}

/* By what is due; once, so that nothing moves away under somebody's fingers later. */
static void sort(struct visits *v) {
    const struct yz_walk_building *at = yz_list_selected(&v->list);
    int64_t selected = v->touched && at ? at->id : 0;
    yz_walk_sort(v->all, v->count);
    v->sorted = true;
    yz_list_array(&v->list, v->all, v->count);
    yz_list_select(&v->list, selected || !v->count ? selected : v->all[0].id);
}

static bool idle(struct yz_ui *ui, void *state) {
    struct visits *v = state;
    for (size_t i = 0; i < AT_ONCE && v->counted < v->count; i++)
        if (!yz_ui_ok(ui, yz_walk_count(yz_ui_session(ui), &v->all[v->counted++]))) return false;
    bool more = v->counted < v->count;
    if (!more && !v->sorted) sort(v);
    yz_list_array(&v->list, v->all, v->count);
    yz_ui_repaint(ui);
    return more;
}

static enum yz_status open_visits(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct visits *v = state;
    struct yz_session *s = yz_ui_session(ui);
    (void)target;
    v->ui = ui;
    if (yz_session_staff(s)->grid)
        yz_record_title(s, YZ_GRID, yz_session_staff(s)->grid, false, v->grid, sizeof v->grid);
    yz_list_open(&v->list, &source, v, columns, sizeof columns / sizeof *columns);
    v->list.empty = N_("网格里没有楼栋");
    enum yz_status status = refresh(ui, state);
    if (status == YZ_OK) idle(ui, state); /* a grid's few buildings are in order before the first key */
    else yz_list_close(&v->list);
    return status;
}

static void close_visits(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct visits *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct visits *v = state;
    int64_t due = 0;
    (void)ui;
    for (size_t i = 0; i < v->count; i++) due += v->all[i].due > 0 ? v->all[i].due : 0;
    if (v->sorted) snprintf(out, room, _("走访 %1$s 该走 %2$d 户"), *v->grid ? v->grid : _("全部"), (int)due);
    else snprintf(out, room, "%s %s", _("走访"), v->grid);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct visits *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct visits *v = state;
    const struct yz_walk_building *b = yz_list_selected(&v->list);
    v->touched = true;
    if (in->request == YZ_REQ_OPEN && b) return yz_ui_open(ui, &YZ_TARGET("walk", YZ_BUILDING, b->id)), true;
    if (in->request == YZ_REQ_DAY) return yz_ui_open(ui, &YZ_TARGET("diary", YZ_NO_KIND, 0)), true;
    if (in->request == YZ_REQ_NEXT) return yz_ui_open(ui, &YZ_TARGET("visit-log", YZ_NO_KIND, 0)), true;
    return yz_list_input(&v->list, in);
}

/* How often whom. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct yz_session *s = yz_ui_session(ui);
    (void)state;
    if (!yz_session_staff(s)->grid && !yz_may(s, YZ_RIGHT_EVERYWHERE))
        snprintf(out, room, "%s", _("还没有给您分网格，看不到住户；请管理员在账号里写明"));
    else snprintf(out, room, _("普通户满 %d 天没走访就该走访，重点户按各个人群的间隔"), (int)yz_group_interval(0));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("走这一栋")}, {YZ_REQ_NEXT, N_("走访记录")},
                                       {YZ_REQ_DAY, N_("网格日志")},  {YZ_REQ_SEARCH, NULL},
                                       {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_visits_screen = {
    .name = "visits",
    .title = N_("走访"),
    .help = N_("自己网格的楼栋，该走访的户多的在前；没有网格的人看到全部楼栋。Enter 打开走访名单。\n"
               "Tab 看走访记录，Ctrl-Y 看网格日志。多久走访一次、依据什么，由重点人群规定。\n"),
    .function_key = YZ_REQ_VISITS,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct visits),
    .list = YZ_WHERE(struct visits, list),
    .open = open_visits,
    .close = close_visits,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .idle = idle,
    .status = status,
    .hints = hints,
};
