/* 网格: the net as a tree that opens and closes, with what there is below each line. Who is on, and what is missing, stands
 * below it. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/facts.h"
#include "ui/screens/kind_edit.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>

enum {
    OPENED = 2048,
    BELOW = YZ_DUTY_ROWS + 3,
    FIRST = 20,
    STEP = 20
}; /* buildings of a past day, counted at a time */

struct line {
    int64_t id; /* of the list: what the node is, not where it stands */
    size_t node;
    int level;
};

struct grid {
    struct yz_ui *ui;
    yz_date day;               /* as of; 0 = now */
    struct yz_tree tree, next; /* next: of a past day, counted anew behind the scene */
    size_t left;               /* buildings to count */
    int64_t opened[OPENED];    /* ids of lines that stand open */
    size_t open_count;
    struct line *lines; /* room for every node */
    size_t count;
    struct yz_list list;
    int64_t shown; /* the line whose roster is below; 0: none read */
    char duty[1024], gaps[256];
};

/* After the name, what is counted. */
static const struct yz_column columns[] = {
    {N_("名称"), 24, 40, 1, YZ_LEFT},  {N_("户"), 5, 6, 2, YZ_RIGHT},   {N_("人"), 6, 7, 3, YZ_RIGHT},
    {N_("流动"), 5, 7, 7, YZ_RIGHT},   {N_("党员"), 5, 6, 4, YZ_RIGHT}, {N_("在办"), 4, 5, 6, YZ_RIGHT},
    {N_("中心户"), 6, 6, 8, YZ_RIGHT}, {N_("楼栋"), 4, 5, 9, YZ_RIGHT}, {N_("房屋"), 5, 6, 10, YZ_RIGHT},
    {N_("在岗"), 4, 5, 11, YZ_RIGHT},  {N_("缺岗"), 4, 7, 5, YZ_RIGHT}};
static const enum yz_tree_what counted[] = {YZ_TREE_WHATS,     YZ_TREE_HOUSEHOLDS, YZ_TREE_PEOPLE,  YZ_TREE_FLOATING,
                                            YZ_TREE_PARTY,     YZ_TREE_CASES,      YZ_TREE_CENTERS, YZ_TREE_BUILDINGS,
                                            YZ_TREE_DWELLINGS, YZ_TREE_POSTS,      YZ_TREE_GAPS};

static const struct yz_tree_node *node_of(const struct grid *g, const struct line *l) {
    return &g->tree.nodes[l->node];
}

/* The same as long as the node is of the same record at the same place. */
static int64_t line_id(const struct grid *g, const struct yz_tree_node *n) {
    uint64_t h = (uint64_t)n->id * 31 + (uint64_t)n->level + 1;
    if (n->level == YZ_NODE_COMPOUND) h = h * 2654435761u + (uint64_t)g->tree.nodes[n->parent].id;
    for (const char *c = n->level == YZ_NODE_UNIT ? n->unit : ""; *c; c++) h = h * 2654435761u + (unsigned char)*c;
    return (int64_t)(h & INT64_MAX);
}

static size_t open_at(const struct grid *g, int64_t id) {
    size_t i = 0;
    while (i < g->open_count && g->opened[i] != id) i++;
    return i;
}

static bool is_open(const struct grid *g, int64_t id) {
    return open_at(g, id) < g->open_count;
}

static void open_line(struct grid *g, int64_t id) {
    if (!is_open(g, id) && g->open_count < OPENED) g->opened[g->open_count++] = id;
}

static bool has_below(const struct yz_tree_node *n) {
    return n->level != YZ_NODE_CENTER && n->level != YZ_NODE_DOOR;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct grid *g = ctx;
    const struct line *l = row;
    const struct yz_tree_node *n = node_of(g, l);
    if (column == 0)
        snprintf(out, room, "%*s%s %s", 2 * l->level, "", !has_below(n) ? " " : is_open(g, l->id) ? "-" : "+", n->name);
    else if (n->level == YZ_NODE_BUILDING && !n->counts[YZ_TREE_BUILDINGS])
        yz_copy(out, room, "…"); /* not counted yet */
    else if (n->level != YZ_NODE_CENTER && (n->counts[counted[column]] || counted[column] < YZ_TREE_POSTS))
        snprintf(out, room, "%lld", (long long)n->counts[counted[column]]);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_tree_node *n = node_of(ctx, row);
    return n->level == YZ_NODE_GRID && n->counts[YZ_TREE_GAPS] ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* --- what stands open --- */

/* The lines that stand below open ones. */
static enum yz_status fill(struct grid *g) {
    struct line *lines = realloc(g->lines, (g->tree.count + 1) * sizeof *lines);
    int folded = -1; /* the node that is shut, while nodes below it come */
    if (!lines) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
    g->lines = lines;
    g->count = 0;
    for (size_t i = 0; i < g->tree.count; i++) {
        const struct yz_tree_node *n = &g->tree.nodes[i];
        int level = 0;
        if (folded >= 0 && n->parent >= folded) continue;
        folded = -1;
        for (int up = n->parent; up >= 0; up = g->tree.nodes[up].parent) level++;
        int64_t id = line_id(g, n);
        g->lines[g->count++] = (struct line){id, i, level};
        if (has_below(n) && !is_open(g, id)) folded = (int)i;
    }
    yz_list_array(&g->list, g->lines, g->count);
    return YZ_OK;
}

/* What is below open buildings is read. */
static enum yz_status unfold(struct grid *g) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < g->tree.count && status == YZ_OK; i++)
        if (g->tree.nodes[i].level == YZ_NODE_BUILDING && is_open(g, line_id(g, &g->tree.nodes[i])))
            status = yz_tree_unfold(yz_ui_session(g->ui), &g->tree, i);
    return status == YZ_OK ? fill(g) : status;
}

static enum yz_status take_tree(struct grid *g, struct yz_tree fresh) {
    yz_tree_free(&g->tree);
    g->tree = fresh;
    g->shown = 0;
    return unfold(g);
}

static enum yz_status read_tree(struct grid *g) {
    struct yz_tree fresh;
    enum yz_status status = yz_tree_read(yz_ui_session(g->ui), g->day, &fresh);
    if (status != YZ_OK) return status;
    status = yz_tree_count(yz_ui_session(g->ui), &fresh, 0, FIRST, &g->left);
    if (status != YZ_OK) return yz_tree_free(&fresh), status;
    if (!g->left || !g->tree.count) return take_tree(g, fresh);
    yz_tree_free(&g->next);
    g->next = fresh;
    return YZ_OK;
}

/* A past day is counted while nothing is typed: its first count is shown as it grows, a later one when it is whole. */
static bool idle(struct yz_ui *ui, void *state) {
    struct grid *g = state;
    struct yz_tree *t = g->next.count ? &g->next : &g->tree, whole = g->next;
    if (!g->left) return false;
    if (!yz_ui_ok(ui, yz_tree_count(yz_ui_session(ui), t, 0, STEP, &g->left))) {
        g->left = 0; /* said once */
        return false;
    }
    if (t == &g->next && !g->left) {
        g->next = (struct yz_tree){0};
        yz_ui_ok(ui, take_tree(g, whole));
    }
    yz_ui_repaint(ui);
    return g->left > 0;
}

static enum yz_status open_grid(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct grid *g = state;
    g->ui = ui;
    g->day = target->day;
    yz_list_open(&g->list, &source, g, columns, sizeof columns / sizeof *columns);
    g->list.empty = N_("还没有网格");
    enum yz_status status = read_tree(g);
    for (size_t i = 0; i < g->tree.count && status == YZ_OK; i++)
        if (g->tree.nodes[i].level < YZ_NODE_GRID) open_line(g, line_id(g, &g->tree.nodes[i]));
    if (status == YZ_OK) status = fill(g);
    if (status == YZ_OK) return status;
    yz_list_close(&g->list);
    yz_tree_free(&g->tree);
    free(g->lines);
    return status;
}

static void close_grid(struct yz_ui *ui, void *state) {
    struct grid *g = state;
    (void)ui;
    yz_list_close(&g->list);
    yz_tree_free(&g->tree);
    yz_tree_free(&g->next);
    free(g->lines);
}

/* Opens a line; of a grid with one compound only, that one too. */
static void open_node(struct grid *g, const struct line *l) {
    const struct yz_tree_node *n = node_of(g, l), *next = n + 1;
    size_t same = 0;
    open_line(g, l->id);
    for (size_t i = l->node + 1; i < g->tree.count && g->tree.nodes[i].parent >= (int)l->node; i++)
        same += g->tree.nodes[i].level == YZ_NODE_COMPOUND;
    if (n->level == YZ_NODE_GRID && same == 1) open_line(g, line_id(g, next));
}

static bool open_or_shut(struct grid *g, const struct line *l, bool open) {
    const struct yz_tree_node *n = node_of(g, l);
    int64_t id = l->id;
    size_t at = open_at(g, id);
    if (open && has_below(n)) open_node(g, l);
    else if (!open && at < g->open_count) g->opened[at] = g->opened[--g->open_count];
    else if (!open && n->parent >= 0) id = line_id(g, &g->tree.nodes[n->parent]);
    if (yz_ui_ok(g->ui, unfold(g))) yz_list_select(&g->list, id);
    return true;
}

/* --- what is shown --- */

static const struct yz_tree_node *above(const struct grid *g, const struct yz_tree_node *n, enum yz_tree_level level) {
    while (n->level > level) n = &g->tree.nodes[n->parent];
    return n;
}

/* Who is on for the line, with the duties that nobody in its grid holds; read when another line is reached. */
static void read_roster(struct grid *g, const struct line *l) {
    const struct yz_tree_node *n = above(g, node_of(g, l), YZ_NODE_BUILDING), *grid = above(g, n, YZ_NODE_GRID);
    struct yz_session *s = yz_ui_session(g->ui);
    int32_t gaps[YZ_DUTIES];
    size_t count = 0, at = 0;
    if (l->id == g->shown) return;
    g->shown = l->id;
    g->duty[0] = g->gaps[0] = '\0';
    if (grid->level != YZ_NODE_GRID || !grid->id) return;
    if (n->level != YZ_NODE_BUILDING) n = grid;
    yz_posts_text(s, n->kind, n->id, g->day, true, g->duty, sizeof g->duty);
    if (yz_post_gaps(s, grid->id, g->day, gaps, YZ_DUTIES, &count) != YZ_OK) return;
    for (size_t i = 0; i < count && at < sizeof g->gaps; i++) {
        at += (size_t)snprintf(g->gaps + at, sizeof g->gaps - at, "%s", i ? "  " : "");
        if (at < sizeof g->gaps)
            at += (size_t)snprintf(g->gaps + at, sizeof g->gaps - at, _("没有%s"), yz_code_label("duty", gaps[i]));
    }
    g->gaps[yz_utf8_cut(g->gaps, sizeof g->gaps - 1)] = '\0';
}

static void paint_roster(const struct grid *g, const struct yz_tree_node *n, struct yz_rect a) {
    const struct yz_tree_node *grid = above(g, n, YZ_NODE_GRID);
    char text[320];
    yz_paint_rule(a, 0);
    struct yz_rect body = yz_area_part(a, 1, a.columns - 2);
    if (grid->level == YZ_NODE_GRID) {
        snprintf(text, sizeof text, _("%1$s%2$s党员 %3$d  中心户 %4$d  %5$s"), grid->branch, *grid->branch ? "  " : "",
                 (int)grid->counts[YZ_TREE_PARTY], (int)grid->counts[YZ_TREE_CENTERS],
                 yz_code_label("grid_kind", grid->use));
        yz_paintf(body, 1, 0, YZ_ROLE_TEXT, "%s", text);
    }
    yz_facts_items(body, 2, YZ_ROLE_TEXT, g->duty, YZ_DUTY_ROWS);
    yz_paintf(body, 2 + YZ_DUTY_ROWS, 0, YZ_ROLE_WARNING, "%s", g->gaps);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct grid *g = state;
    struct yz_rect list = area;
    (void)ui;
    list.rows -= BELOW;
    yz_list_paint(&g->list, list, true);
    const struct line *l = yz_list_selected(&g->list); /* painting may move the rows */
    if (!l) return;
    read_roster(g, l);
    paint_roster(g, node_of(g, l), yz_area_below(area, area.rows - BELOW));
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    yz_copy(out, room, _("网格"));
    yz_as_of_headline(((struct grid *)state)->day, out, room);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct grid *g = state;
    char day[YZ_DATE_TEXT];
    (void)ui;
    if (g->left) snprintf(out, room, _("正在数：还有 %zu 栋"), g->left);
    else if (g->day) snprintf(out, room, _("数目都是 %s 的，Tab 看那天的名单"), yz_date_text(g->day, day));
    else snprintf(out, room, "%s", _("数目都是今天的，Tab 看数目后面的名单"));
}

/* --- what is done --- */

static bool open_record(struct grid *g, const struct line *l) {
    const struct yz_tree_node *n = node_of(g, l);
    int64_t id = n->level >= YZ_NODE_CENTER && n->level != YZ_NODE_UNIT ? n->household : n->id;
    struct yz_target building = yz_as_of_target("building", YZ_BUILDING, n->id, g->day),
                     household = yz_as_of_target("household", YZ_HOUSEHOLD, id, g->day);
    if (n->level == YZ_NODE_BUILDING) yz_ui_open(g->ui, &building);
    else if (has_below(n)) open_or_shut(g, l, !is_open(g, l->id));
    else if (id) yz_ui_open(g->ui, &household);
    else yz_ui_say(g->ui, YZ_ROLE_WARNING, _("这套房没有登记的住户"));
    return true;
}

static bool open_rows(struct grid *g, const struct line *l, enum yz_tree_what what) {
    const struct yz_tree_node *n = node_of(g, l);
    struct yz_target target = yz_as_of_target("grid-rows", n->kind, n->id, g->day);
    char ref[32];
    yz_copy(target.key, sizeof target.key, yz_tree_what_key(what));
    if (n->level == YZ_NODE_UNIT) yz_copy(target.extra, sizeof target.extra, n->unit);
    if (n->level == YZ_NODE_COMPOUND)
        yz_copy(target.extra, sizeof target.extra, yz_ref_text(YZ_GRID, g->tree.nodes[n->parent].id, ref));
    if (n->level == YZ_NODE_CENTER) open_record(g, l);
    else yz_ui_open(g->ui, &target);
    return true;
}

/* A new post for the line's building or grid. */
static bool new_post(struct grid *g, const struct line *l) {
    const struct yz_tree_node *n = above(g, node_of(g, l), YZ_NODE_BUILDING);
    if (n->level == YZ_NODE_COMPOUND) n = above(g, n, YZ_NODE_GRID);
    yz_net_edit_new(g->ui, YZ_POST, n->kind, n->id, 0);
    return true;
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_target present = yz_as_of_target("grid", YZ_NO_KIND, 0, ((struct grid *)state)->day);
    yz_as_of_go(ui, &present, answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct grid *g = state;
    const struct line *l = yz_list_selected(&g->list);
    if (!l || yz_list_editing(&g->list)) return yz_list_input(&g->list, in);
    if (in->request != YZ_REQ_PICK && yz_as_of_refuses(ui, g->day, in)) return true;
    switch (in->request) {
    case YZ_REQ_RIGHT: return open_or_shut(g, l, true);
    case YZ_REQ_LEFT: return open_or_shut(g, l, false);
    case YZ_REQ_OPEN: return open_record(g, l);
    case YZ_REQ_NEXT: return open_rows(g, l, YZ_TREE_HOUSEHOLDS);
    case YZ_REQ_PICK: return open_rows(g, l, yz_tree_what_number(in->number));
    case YZ_REQ_NEW: return new_post(g, l);
    case YZ_REQ_DAY: return yz_as_of_ask(ui, another_day), true;
    default: return yz_list_input(&g->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_tree(state);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("打开、合上")}, {YZ_REQ_NEXT, N_("名单")},  {YZ_REQ_NEW, N_("新岗位")},
    {YZ_REQ_DAY, N_("看过去")},      {YZ_REQ_RIGHT, N_("展开")}, {YZ_REQ_LEFT, N_("收起")},
    {YZ_REQ_SEARCH, NULL},           {YZ_REQ_BACK, NULL},        {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, N_("打开、合上")},
                                            {YZ_REQ_NEXT, N_("名单")},
                                            {YZ_REQ_DAY, N_("看另一天")},
                                            {YZ_REQ_RIGHT, N_("展开")},
                                            {YZ_REQ_LEFT, N_("收起")},
                                            {YZ_REQ_SEARCH, NULL},
                                            {YZ_REQ_BACK, NULL},
                                            {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct grid *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_grid_screen = {
    .name = "grid",
    .title = N_("网格"),
    .help = N_("社区、片区、网格、小区、楼栋、中心户、单元、房屋，各有多少户、多少人。右键展开，左键收起；\n"
               "Enter 展开，在楼栋上打开楼栋，在房屋和中心户上打开那一户。Tab 看数目后面的名单；数字键直接看：\n"
               "1 楼栋 2 房屋 3 户 4 人 5 流动 6 党员 7 中心户 8 在办 9 在岗 0 缺岗。Ctrl-N 增加一个岗位。\n"
               "下面是网格的党支部、现在在岗的人（楼栋的连同网格的）；没有人担任的职责写明。\n"
               "Ctrl-Y 看截至过去某一天的样子：那天谁住在这里、谁在岗，名单和打开的户也是那天的，那里只能看。\n"),
    .function_key = YZ_REQ_GRIDS,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct grid),
    .list = YZ_WHERE(struct grid, list),
    .open = open_grid,
    .close = close_grid,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .idle = idle,
    .hints = hints,
    .hints_now = hints_now,
};
