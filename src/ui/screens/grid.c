/* 网格: the net as a tree that opens and closes, with what there is below each line. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>
#include <yizhan/tree.h>

enum { LINES = 4096, BELOW = 3 };

struct line {
    int64_t id; /* of the list: kind and id of the node */
    int node, level;
};

struct grid {
    struct yz_ui *ui;
    struct yz_tree tree;
    int64_t opened[LINES]; /* ids of lines that stand open */
    size_t open_count;
    struct line lines[LINES];
    size_t count;
    struct yz_list list;
    int64_t shown; /* the grid whose roster is below */
    char roster[400], gaps[200];
};

static const struct yz_column columns[] = {
    {N_("名称"), 24, 40, 1, YZ_LEFT}, {N_("楼栋"), 4, 5, 5, YZ_RIGHT},   {N_("户"), 6, 6, 2, YZ_RIGHT},
    {N_("人"), 6, 7, 3, YZ_RIGHT},    {N_("流动"), 5, 7, 6, YZ_RIGHT},   {N_("党员"), 5, 6, 4, YZ_RIGHT},
    {N_("重点"), 5, 6, 7, YZ_RIGHT},  {N_("中心户"), 6, 6, 8, YZ_RIGHT}, {N_("岗位"), 8, 10, 9, YZ_LEFT}};

static int64_t line_id(const struct yz_tree_node *n) {
    return n->id * YZ_KIND_COUNT + (int64_t)n->kind;
}

static size_t open_at(const struct grid *g, int64_t id) {
    size_t i = 0;
    while (i < g->open_count && g->opened[i] != id) i++;
    return i;
}

static bool is_open(const struct grid *g, int64_t id) {
    return open_at(g, id) < g->open_count;
}

static const struct yz_tree_node *node_of(const struct grid *g, const struct line *l) {
    return &g->tree.nodes[l->node];
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct grid *g = ctx;
    const struct line *l = row;
    const struct yz_tree_node *n = node_of(g, l);
    const struct yz_tree_counts *c = &n->counts;
    const int64_t numbers[] = {0, c->buildings, c->households, c->people, c->floating, c->party, c->focus, c->centers};
    if (column == 0)
        snprintf(out, room, "%*s%s %s", 2 * l->level, "",
                 n->kind == YZ_BUILDING   ? " "
                 : is_open(g, line_id(n)) ? "-"
                                          : "+",
                 n->name);
    else if (column < sizeof numbers / sizeof *numbers) snprintf(out, room, "%lld", (long long)numbers[column]);
    else if (n->gaps) snprintf(out, room, _("缺 %d 员"), n->gaps);
}

static enum yz_role role(void *ctx, const void *row) {
    return node_of(ctx, row)->gaps ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* The lines that stand below open ones. */
static void fill(struct grid *g) {
    g->count = 0;
    for (size_t i = 0; i < g->tree.count && g->count < LINES; i++) {
        const struct yz_tree_node *n = &g->tree.nodes[i];
        bool shown = true;
        int level = 0;
        for (int up = n->parent; up >= 0; up = g->tree.nodes[up].parent, level++)
            shown &= is_open(g, line_id(&g->tree.nodes[up]));
        if (shown) g->lines[g->count++] = (struct line){line_id(n), (int)i, level};
    }
    yz_list_array(&g->list, g->lines, g->count);
}

static enum yz_status read_tree(struct grid *g) {
    struct yz_tree fresh;
    enum yz_status status = yz_tree_read(yz_ui_session(g->ui), &fresh);
    if (status != YZ_OK) return status;
    yz_tree_free(&g->tree);
    g->tree = fresh;
    g->shown = -1;
    fill(g);
    return YZ_OK;
}

static void open_line(struct grid *g, int64_t id) {
    if (!is_open(g, id) && g->open_count < LINES) g->opened[g->open_count++] = id;
}

static enum yz_status open_grid(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct grid *g = state;
    (void)target;
    g->ui = ui;
    yz_list_open(&g->list, &source, g, columns, sizeof columns / sizeof *columns);
    g->list.empty = N_("还没有网格");
    enum yz_status status = read_tree(g);
    if (status != YZ_OK) return yz_list_close(&g->list), status;
    for (size_t i = 0; i < g->tree.count; i++)
        if (g->tree.nodes[i].kind == YZ_COMMUNITY || g->tree.nodes[i].kind == YZ_AREA)
            open_line(g, line_id(&g->tree.nodes[i]));
    fill(g);
    return YZ_OK;
}

static void close_grid(struct yz_ui *ui, void *state) {
    struct grid *g = state;
    (void)ui;
    yz_list_close(&g->list);
    yz_tree_free(&g->tree);
}

static void add_text(char *out, size_t room, const char *text) {
    size_t n = strlen(out);
    snprintf(out + n, room - n, "%s%s", n ? "  " : "", text);
    out[yz_utf8_cut(out, room - 1)] = '\0';
}

/* Who is on in the grid of the line, with the duties nobody holds; read when another grid is reached. */
static void read_roster(struct grid *g, const struct yz_tree_node *n) {
    struct yz_post posts[24];
    int32_t gaps[16];
    size_t count = 0, missing = 0;
    char text[160];
    int64_t grid = n->kind == YZ_GRID ? n->id : n->kind == YZ_BUILDING ? g->tree.nodes[n->parent].id : 0;
    if (grid == g->shown) return;
    g->shown = grid;
    g->roster[0] = g->gaps[0] = '\0';
    if (!grid || yz_posts(yz_ui_session(g->ui), YZ_GRID, grid, 0, posts, 24, &count) != YZ_OK) return;
    for (size_t i = 0; i < count; i++) {
        char phone[32];
        yz_field_text(yz_field_named(&yz_post_kind, "phone"), &posts[i], true, phone, sizeof phone);
        snprintf(text, sizeof text, "%s %s %s", yz_code_label("duty", posts[i].duty), posts[i].name, phone);
        add_text(g->roster, sizeof g->roster, text);
    }
    if (yz_post_gaps(yz_ui_session(g->ui), grid, gaps, 16, &missing) != YZ_OK) return;
    for (size_t i = 0; i < missing; i++) {
        snprintf(text, sizeof text, _("没有%s"), yz_code_label("duty", gaps[i]));
        add_text(g->gaps, sizeof g->gaps, text);
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct grid *g = state;
    struct yz_rect list = area, below = yz_area_below(area, area.rows - BELOW);
    (void)ui;
    list.rows -= BELOW;
    yz_list_paint(&g->list, list, true);
    const struct line *l = yz_list_selected(&g->list); /* painting may move the rows */
    if (!l) return;
    const struct yz_tree_node *n = node_of(g, l);
    const struct yz_tree_node *grid = n->kind == YZ_BUILDING ? &g->tree.nodes[n->parent] : n;
    read_roster(g, n);
    yz_paint_rule(below, 0);
    yz_paintf(below, 1, 1, YZ_ROLE_TEXT, "%s%s%s", grid->branch, *grid->branch ? "  " : "", g->roster);
    yz_paintf(below, 2, 1, YZ_ROLE_WARNING, "%s", g->gaps);
}

static void move_to(struct grid *g, const struct yz_tree_node *n) {
    fill(g);
    yz_list_select(&g->list, line_id(n));
}

static bool open_or_shut(struct grid *g, const struct line *l, bool open) {
    const struct yz_tree_node *n = node_of(g, l);
    size_t at = open_at(g, l->id);
    if (open && n->kind != YZ_BUILDING) open_line(g, l->id);
    else if (!open && at < g->open_count) g->opened[at] = g->opened[--g->open_count];
    else if (!open && n->parent >= 0) n = &g->tree.nodes[n->parent];
    return move_to(g, n), true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct grid *g = state;
    const struct line *l = yz_list_selected(&g->list);
    if (l && !yz_list_editing(&g->list)) {
        const struct yz_tree_node *n = node_of(g, l);
        if (in->request == YZ_REQ_RIGHT) return open_or_shut(g, l, true);
        if (in->request == YZ_REQ_LEFT) return open_or_shut(g, l, false);
        if (in->request == YZ_REQ_OPEN && n->kind == YZ_BUILDING)
            return yz_ui_open(ui, &YZ_TARGET("building", YZ_BUILDING, n->id)), true;
        if (in->request == YZ_REQ_OPEN) return open_or_shut(g, l, !is_open(g, l->id));
    }
    return yz_list_input(&g->list, in);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct grid *g = state;
    (void)ui;
    snprintf(out, room, "%s",
             yz_list_selected(&g->list) ? _("户、人、流动、党员都是今天在这里的；重点不含敏感的") : "");
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct grid *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct grid *)state)->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_tree(state);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("打开、合上")}, {YZ_REQ_RIGHT, N_("展开")}, {YZ_REQ_LEFT, N_("收起")},
    {YZ_REQ_SEARCH, NULL},           {YZ_REQ_BACK, NULL},        {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_grid_screen = {
    .name = "grid",
    .title = N_("网格"),
    .help = N_("社区、片区、网格、楼栋，各有多少户、多少人。右键展开，左键收起，Enter 看楼栋。\n"
               "下面是这个网格的党支部和现在在岗的人；没有人担任的职责写明。\n"),
    .function_key = YZ_REQ_GRIDS,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct grid),
    .open = open_grid,
    .close = close_grid,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
