/* 名单: the records that a number of the net counts; Tab turns from one number to the next. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/kind_edit.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>

enum { PIECE = 64, STEP = 20 }; /* STEP: buildings of a past day, counted at a time */

struct grid_rows {
    struct yz_ui *ui;
    struct yz_target target;
    struct yz_tree tree;
    size_t node, left; /* left: buildings to count */
    enum yz_tree_what what;
    char filter[96];
    struct yz_list list;
};

static const struct yz_tree_node *node_of(const struct grid_rows *g) {
    return &g->tree.nodes[g->node];
}

static const struct yz_column columns[] = {{N_("名称"), 12, 20, 1, YZ_LEFT},
                                           {N_("位置"), 18, 28, 2, YZ_END},
                                           {N_("说明"), 16, 0, 3, YZ_LEFT},
                                           {N_("电话"), 11, 13, 4, YZ_LEFT}}; /* of posts */
enum { COLUMNS = sizeof columns / sizeof *columns };

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct grid_rows *g = ctx;
    const struct yz_tree_row *r = row;
    bool masked = yz_ui_masked(g->ui, r->kind, r->id);
    if (column == 0 && r->person && masked) yz_mask_name(out, room, r->name);
    else if (column == 0) yz_copy(out, room, r->name);
    else if (column == 1) yz_copy(out, room, r->where);
    else if (column == 2) yz_copy(out, room, r->text);
    else if (*r->phone && masked && !r->work_phone) yz_mask_phone(out, room, r->phone);
    else yz_copy(out, room, r->phone);
}

static bool fits(const struct grid_rows *g, const struct yz_tree_row *r) {
    return strstr(r->name, g->filter) || strstr(r->where, g->filter) || strstr(r->text, g->filter);
}

/* What the filter lets through is looked for in piece after piece. */
static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct grid_rows *g = ctx;
    struct yz_session *s = yz_ui_session(g->ui);
    static struct yz_tree_row piece[PIECE], last;
    size_t n = PIECE;
    enum yz_status status = YZ_OK;
    if (!*g->filter) return yz_tree_rows(s, &g->tree, g->node, g->what, from, direction, out, max, count);
    for (*count = 0; status == YZ_OK && *count < max && n == PIECE; from = &last) {
        status = yz_tree_rows(s, &g->tree, g->node, g->what, from, direction, piece, PIECE, &n);
        for (size_t i = 0; i < n && *count < max; i++)
            if (fits(g, &piece[i])) ((struct yz_tree_row *)out)[(*count)++] = piece[i];
        if (n) last = piece[n - 1];
    }
    return status;
}

static enum yz_status filter(void *ctx, const char *text) {
    struct grid_rows *g = ctx;
    yz_copy(g->filter, sizeof g->filter, text);
    return YZ_OK;
}

static int64_t row_id(void *ctx, const void *row) {
    const struct yz_tree_row *r = row;
    (void)ctx;
    return (int64_t)(((uint64_t)r->id * 1000003u + (uint64_t)r->place * 31 + (uint64_t)r->duty) & INT64_MAX);
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_tree_row), .fetch = fetch, .cell = cell, .id = row_id, .filter = filter};

static enum yz_status read_tree(struct grid_rows *g) {
    struct yz_tree fresh;
    size_t node = 0;
    struct yz_session *s = yz_ui_session(g->ui);
    enum yz_status status = yz_tree_read(s, g->target.day, &fresh);
    if (status == YZ_OK) status = yz_tree_find(s, &fresh, g->target.kind, g->target.id, g->target.extra, &node);
    if (status == YZ_OK) status = yz_tree_count(s, &fresh, node, STEP, &g->left);
    if (status != YZ_OK) return yz_tree_free(&fresh), status;
    yz_tree_free(&g->tree);
    g->tree = fresh;
    g->node = node;
    return YZ_OK;
}

static void turn(struct grid_rows *g, enum yz_tree_what what) {
    g->what = what;
    g->list.column_count = what == YZ_TREE_POSTS ? COLUMNS : COLUMNS - 1;
    yz_list_restart(&g->list);
}

static enum yz_status open_rows(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct grid_rows *g = state;
    g->ui = ui;
    g->target = *target;
    if (!yz_tree_what_from_key(target->key, &g->what)) g->what = YZ_TREE_HOUSEHOLDS;
    enum yz_status status = read_tree(g);
    if (status != YZ_OK) return status;
    yz_list_open(&g->list, &source, g, columns, COLUMNS);
    g->list.empty = N_("没有");
    turn(g, g->what);
    return YZ_OK;
}

static void close_rows(struct yz_ui *ui, void *state) {
    struct grid_rows *g = state;
    (void)ui;
    yz_list_close(&g->list);
    yz_tree_free(&g->tree);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct grid_rows *g = state;
    const struct yz_tree_node *n = node_of(g);
    (void)ui;
    if (n->level == YZ_NODE_UNIT) snprintf(out, room, "%s %s", g->tree.nodes[n->parent].name, n->name);
    else if (n->level != YZ_NODE_DOOR) yz_copy(out, room, n->name);
    else yz_record_title(yz_ui_session(g->ui), YZ_DWELLING, n->id, true, out, room);
    yz_as_of_headline(g->target.day, out, room);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct grid_rows *g = state;
    char text[96];
    (void)ui;
    if (g->what == YZ_TREE_POSTS && node_of(g)->level >= YZ_NODE_BUILDING)
        yz_copy(text, sizeof text, _("这里在岗的人"));
    else snprintf(text, sizeof text, "%s %lld", yz_tree_what_label(g->what), (long long)node_of(g)->counts[g->what]);
    int x = 1 + yz_paintf(area, 0, 1, YZ_ROLE_HEADER, " %s ", text) + 2;
    x += yz_paintf(area, 0, x, YZ_ROLE_DIM, _("第 %1$zu 类，共 %2$zu 类"), (size_t)g->what + 1, (size_t)YZ_TREE_WHATS) +
         2;
    if (g->left) yz_paintf(area, 0, x, YZ_ROLE_DIM, _("正在数：还有 %zu 栋"), g->left);
    yz_list_paint(&g->list, yz_area_below(area, 2), true);
}

static void open_card(struct grid_rows *g, enum yz_kind_id kind, int64_t id) {
    struct yz_target card = yz_as_of_target(yz_kinds[kind]->name, kind, id, g->target.day);
    yz_ui_open(g->ui, &card);
}

/* Who is behind a door. */
static void open_door(struct grid_rows *g, int64_t dwelling) {
    size_t at = 0;
    if (!yz_ui_ok(g->ui, yz_tree_find(yz_ui_session(g->ui), &g->tree, YZ_DWELLING, dwelling, "", &at))) return;
    if (g->tree.nodes[at].household) open_card(g, YZ_HOUSEHOLD, g->tree.nodes[at].household);
    else yz_ui_say(g->ui, YZ_ROLE_WARNING, _("这套房没有登记的住户"));
}

/* Posts and gaps open to be changed, but on a past day. */
static bool open_row(struct grid_rows *g, const struct yz_tree_row *r) {
    struct yz_center center;
    bool past = g->target.day != 0;
    if (r->kind == YZ_DWELLING) open_door(g, r->id);
    else if (r->kind == YZ_CENTER && past) {
        if (yz_ui_ok(g->ui, yz_record_get(yz_ui_session(g->ui), YZ_CENTER, r->id, &center)))
            open_card(g, YZ_HOUSEHOLD, center.household);
    } else if (past && (r->kind == YZ_GRID || r->kind == YZ_POST)) {
        yz_as_of_refuses(g->ui, g->target.day, &(struct yz_input){.request = YZ_REQ_EDIT});
    } else if (r->kind == YZ_GRID) yz_net_edit_new(g->ui, YZ_POST, YZ_GRID, r->id, r->duty);
    else if (r->kind == YZ_POST || r->kind == YZ_CENTER) yz_ui_open(g->ui, &YZ_TARGET("net-edit", r->kind, r->id));
    else if (r->kind == YZ_CASE) yz_ui_open(g->ui, &YZ_TARGET("case", YZ_CASE, r->id));
    else open_card(g, r->kind, r->id);
    return true;
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct grid_rows *g = state;
    struct yz_target present = g->target;
    yz_copy(present.key, sizeof present.key, yz_tree_what_key(g->what));
    yz_as_of_go(ui, &present, answer);
}

/* A new party-member household among these, else a new post, at the building or grid. */
static bool new_one(struct grid_rows *g) {
    size_t i = g->node;
    while (g->tree.nodes[i].level > YZ_NODE_BUILDING || g->tree.nodes[i].level == YZ_NODE_COMPOUND)
        i = (size_t)g->tree.nodes[i].parent;
    bool center = g->what == YZ_TREE_CENTERS;
    yz_net_edit_new(g->ui, center ? YZ_CENTER : YZ_POST, center ? YZ_NO_KIND : g->tree.nodes[i].kind,
                    g->tree.nodes[i].id, 0);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct grid_rows *g = state;
    const struct yz_tree_row *r = yz_list_selected(&g->list);
    if (yz_list_editing(&g->list)) return yz_list_input(&g->list, in);
    if (in->request != YZ_REQ_PICK && yz_as_of_refuses(ui, g->target.day, in)) return true;
    switch (in->request) {
    case YZ_REQ_NEXT: return turn(g, (enum yz_tree_what)((g->what + 1) % YZ_TREE_WHATS)), true;
    case YZ_REQ_PREVIOUS: return turn(g, (enum yz_tree_what)((g->what + YZ_TREE_WHATS - 1) % YZ_TREE_WHATS)), true;
    case YZ_REQ_PICK: return turn(g, yz_tree_what_number(in->number)), true;
    case YZ_REQ_OPEN: return r ? open_row(g, r) : false;
    case YZ_REQ_NEW: return new_one(g);
    case YZ_REQ_DAY: return yz_as_of_ask(ui, another_day), true;
    default: return yz_list_input(&g->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct grid_rows *g = state;
    (void)ui;
    enum yz_status status = read_tree(g);
    if (status == YZ_OK) yz_list_reload(&g->list);
    return status;
}

static bool idle(struct yz_ui *ui, void *state) {
    struct grid_rows *g = state;
    if (!g->left) return false;
    if (!yz_ui_ok(ui, yz_tree_count(yz_ui_session(ui), &g->tree, g->node, STEP, &g->left))) {
        g->left = 0; /* said once */
        return false;
    }
    yz_ui_repaint(ui);
    return g->left > 0;
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct yz_tree_row *r = yz_list_selected(&((struct grid_rows *)state)->list);
    (void)ui;
    *kind = r ? r->kind : YZ_NO_KIND;
    *id = r ? r->id : 0;
    return r && (r->person || *r->phone);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_NEW, N_("新岗位、新中心户")}, {YZ_REQ_FILTER, NULL},
    {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL},         {YZ_REQ_DAY, N_("看过去")},           {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换一类")},  {YZ_REQ_FILTER, NULL},
                                            {YZ_REQ_BACK, NULL}, {YZ_REQ_DAY, N_("看另一天")}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct grid_rows *)state)->target.day ? past_hints : hints;
}

const struct yz_screen yz_grid_rows_screen = {
    .name = "grid-rows",
    .title = N_("网格名单"),
    .help = N_("一个网格、一栋楼、一个单元的名单：数目是几，就有几行。Tab 换一类，数字键直接换：\n"
               "1 楼栋 2 房屋 3 户 4 人 5 流动 6 党员 7 中心户 8 在办 9 在岗 0 缺岗。Enter 打开这一行；\n"
               "在岗的打开岗位（写截止日期就结束），缺岗的登记谁来担任。Ctrl-N 新岗位，在中心户名单里是新中心户。\n"
               "Ctrl-Y 看截至过去某一天的名单，打开的人、户、楼栋也是那天的；办件打开的是现在的样子。那里只能看。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct grid_rows),
    .list = YZ_WHERE(struct grid_rows, list),
    .open = open_rows,
    .close = close_rows,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .idle = idle,
    .hints = hints,
    .hints_now = hints_now,
};
