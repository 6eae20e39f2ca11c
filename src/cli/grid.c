/* grid: the net with its counts, the rows behind each, and duties that nobody holds. */
#include "base/mask.h"
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>
#include <yizhan/tree.h>

enum {
    USUAL = 100,
    COUNTED = YZ_TREE_POSTS, /* columns of the table; who is on and gaps are said in words */
    NODES = 1u << YZ_COMMUNITY | 1u << YZ_AREA | 1u << YZ_GRID | 1u << YZ_BUILDING | 1u << YZ_DWELLING
};

static void node_json(struct yz_cli *cli, const struct yz_tree *t, const struct yz_tree_node *n) {
    struct yz_json j;
    char query[128], ref[32], day[YZ_DATE_TEXT] = "";
    yz_ref_text(n->kind, n->id, ref);
    snprintf(query, sizeof query, "grid rows %s%s%s --what WHAT%s%s", ref, n->level == YZ_NODE_UNIT ? " --unit " : "",
             n->level == YZ_NODE_UNIT ? n->unit : "", t->day ? " --as-of " : "",
             t->day ? yz_date_text(t->day, day) : "");
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", n->level == YZ_NODE_UNIT ? "unit" : yz_kinds[n->kind]->name);
    yz_cli_json_ref(&j, "id", n->kind, n->id);
    yz_json_text(&j, "name", n->name);
    yz_json_text(&j, "above", n->parent < 0 ? NULL : t->nodes[n->parent].name);
    yz_json_text(&j, "branch", n->branch);
    yz_json_text(&j, "grid_kind", n->level == YZ_NODE_GRID ? yz_code_key("grid_kind", n->use) : NULL);
    for (int w = 0; w < YZ_TREE_WHATS; w++) yz_json_int(&j, yz_tree_what_key((enum yz_tree_what)w), n->counts[w]);
    bool rows = n->id && n->level != YZ_NODE_CENTER && n->level != YZ_NODE_COMPOUND;
    yz_json_text(&j, "query", rows ? query : NULL);
    yz_cli_json_end(cli, &j);
}

static void node_row(struct yz_table *t, const struct yz_tree_node *n, int level) {
    char text[192];
    snprintf(text, sizeof text, "%*s%s", 2 * level, "", n->name);
    yz_table_cell(t, text);
    for (int w = 0; w < COUNTED; w++) {
        snprintf(text, sizeof text, "%lld", (long long)n->counts[w]);
        yz_table_cell(t, n->level == YZ_NODE_CENTER ? "" : text);
    }
    text[0] = '\0';
    if (n->counts[YZ_TREE_GAPS]) snprintf(text, sizeof text, _("缺 %d 岗"), (int)n->counts[YZ_TREE_GAPS]);
    yz_table_cell(t, text);
}

static void table_begin(struct yz_table *t) {
    const char *labels[COUNTED];
    for (int w = 0; w < COUNTED; w++) labels[w] = yz_tree_what_label((enum yz_tree_what)w);
    yz_table_begin(t, ((1u << COUNTED) - 1) << 1, _("名称"), labels[0], labels[1], labels[2], labels[3], labels[4],
                   labels[5], labels[6], labels[7], "", NULL);
}
_Static_assert(COUNTED == 8, "as many labels");

static int level_of(const struct yz_tree *t, const struct yz_tree_node *n, size_t top, bool *below) {
    int level = 0;
    *below = n == &t->nodes[top];
    for (; n != &t->nodes[top] && n->parent >= 0; level++) {
        n = &t->nodes[n->parent];
        *below |= n == &t->nodes[top];
    }
    return level;
}

/* The node `top` and what is below it, down to `least`. */
static void print_nodes(struct yz_cli *cli, const struct yz_tree *tree, size_t top, enum yz_tree_level least) {
    struct yz_table t;
    table_begin(&t);
    for (size_t i = top; i < tree->count; i++) {
        bool below;
        int level = level_of(tree, &tree->nodes[i], top, &below);
        if (!below || tree->nodes[i].level > least) continue;
        if (cli->json) node_json(cli, tree, &tree->nodes[i]);
        else node_row(&t, &tree->nodes[i], level);
    }
    yz_table_print(&t);
}

/* The tree of the day of --as-of, all counted. */
static enum yz_status read_tree(struct yz_cli *cli, const char *as_of, struct yz_tree *out) {
    yz_date day = 0;
    size_t left;
    enum yz_status status = as_of ? yz_argument_day("--as-of", as_of, &day) : YZ_OK;
    if (status == YZ_OK && day > yz_today()) status = yz_fail(YZ_USAGE, "%s", _("要看的日子在今天之后"));
    if (status == YZ_OK) status = yz_tree_read(cli->session, day, out);
    return status == YZ_OK ? yz_tree_count(cli->session, out, 0, SIZE_MAX, &left) : status;
}

static enum yz_status grid_list(struct yz_cli *cli, int argc, char **argv) {
    const char *as_of = NULL;
    const struct yz_option_row rows[] = {{.name = "--as-of", .value = &as_of}, {.name = NULL}};
    struct yz_tree tree = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("grid");
    if (status == YZ_OK) status = read_tree(cli, as_of, &tree);
    if (status == YZ_OK) print_nodes(cli, &tree, 0, YZ_NODE_GRID);
    yz_tree_free(&tree);
    return status;
}

static void print_roster(struct yz_cli *cli, const struct yz_tree_node *n, yz_date day) {
    char text[1024];
    int32_t gaps[YZ_DUTIES];
    size_t count = 0;
    if (*n->branch) yz_cli_print("%s", n->branch);
    yz_posts_text(cli->session, n->kind, n->id, day, true, text, sizeof text);
    if (*text) yz_cli_print(_("在岗：%s"), text);
    if (n->level != YZ_NODE_GRID || yz_post_gaps(cli->session, n->id, day, gaps, YZ_DUTIES, &count) != YZ_OK) return;
    for (size_t i = 0; i < count; i++) yz_cli_print(_("没有%s"), yz_code_label("duty", gaps[i]));
}

static enum yz_status grid_show(struct yz_cli *cli, int argc, char **argv) {
    const char *as_of = NULL;
    const struct yz_option_row rows[] = {{.name = "--as-of", .value = &as_of}, {.name = NULL}};
    enum yz_kind_id kind;
    int64_t id = 0;
    size_t at = 0;
    struct yz_tree tree = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, NODES, &kind, &id);
    if (status == YZ_OK) status = read_tree(cli, as_of, &tree);
    if (status == YZ_OK) status = yz_tree_find(cli->session, &tree, kind, id, "", &at);
    if (status == YZ_OK) status = yz_tree_unfold(cli->session, &tree, at);
    if (status == YZ_OK) print_nodes(cli, &tree, at, YZ_NODE_DOOR);
    if (status == YZ_OK && !cli->json && (kind == YZ_GRID || kind == YZ_BUILDING))
        print_roster(cli, &tree.nodes[at], tree.day);
    yz_tree_free(&tree);
    return status;
}

/* --- rows --- */

static void row_told(struct yz_cli *cli, struct yz_table *t, const struct yz_tree_row *r) {
    struct yz_json j;
    char ref[32], name[96], phone[32] = "";
    if (r->person && !cli->reveal) yz_mask_name(name, sizeof name, r->name);
    else yz_copy(name, sizeof name, r->name);
    if (r->work_phone || cli->reveal) yz_copy(phone, sizeof phone, r->phone);
    else if (*r->phone) yz_mask_phone(phone, sizeof phone, r->phone);
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "kind", yz_kinds[r->kind]->name);
        yz_cli_json_ref(&j, "id", r->kind, r->id);
        yz_json_text(&j, "name", name);
        yz_json_text(&j, "where", r->where);
        yz_json_text(&j, "text", r->text);
        yz_json_text(&j, "duty", r->duty ? yz_code_key("duty", r->duty) : NULL);
        yz_json_text(&j, "phone", *phone ? phone : NULL);
        yz_cli_json_end(cli, &j);
        return;
    }
    const char *cells[] = {yz_ref_text(r->kind, r->id, ref), name, r->where, r->text, phone};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) yz_table_cell(t, cells[i]);
}

static enum yz_status print_rows(struct yz_cli *cli, const struct yz_tree *tree, size_t node, enum yz_tree_what what,
                                 int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_tree_row), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 0, "REF", _("名称"), _("位置"), _("说明"), _("电话"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_tree_rows(cli->session, tree, node, what, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_tree_row *r; (r = yz_pages_row(&p)) != NULL;) {
            p.status = yz_cli_reveal_row(cli, r->kind, r->id);
            if (p.status == YZ_OK) row_told(cli, &t, r);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status grid_rows(struct yz_cli *cli, int argc, char **argv) {
    const char *key = NULL, *unit = NULL, *limit = NULL, *as_of = NULL;
    const struct yz_option_row rows[] = {{.name = "--what", .value = &key},
                                         {.name = "--unit", .value = &unit},
                                         {.name = "--limit", .value = &limit},
                                         {.name = "--as-of", .value = &as_of},
                                         {.name = NULL}};
    enum yz_kind_id kind;
    int64_t id = 0, most = cli->json ? INT64_MAX : USUAL;
    size_t at = 0;
    enum yz_tree_what what = YZ_TREE_PEOPLE;
    struct yz_tree tree = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (!key || !yz_tree_what_from_key(key, &what)))
        status = yz_fail(YZ_USAGE, _("选项 --what 要一个数目的名字，如 people、party、cases、gaps，写的是 %s"),
                         key ? key : "");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, NODES, &kind, &id);
    if (status == YZ_OK) status = read_tree(cli, as_of, &tree);
    if (status == YZ_OK) status = yz_tree_find(cli->session, &tree, kind, id, unit ? unit : "", &at);
    if (status == YZ_OK) status = print_rows(cli, &tree, at, what, most);
    yz_tree_free(&tree);
    return status;
}

static enum yz_status grid_gaps(struct yz_cli *cli, int argc, char **argv) {
    const char *as_of = NULL;
    const struct yz_option_row rows[] = {{.name = "--as-of", .value = &as_of}, {.name = NULL}};
    struct yz_tree tree = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("grid");
    if (status == YZ_OK) status = read_tree(cli, as_of, &tree);
    if (status == YZ_OK) status = print_rows(cli, &tree, 0, YZ_TREE_GAPS, INT64_MAX);
    yz_tree_free(&tree);
    return status;
}

enum yz_status yz_cli_grid(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, grid_list},
                                               {"show", YZ_CLI_FILE, grid_show},
                                               {"rows", YZ_CLI_FILE, grid_rows},
                                               {"gaps", YZ_CLI_FILE, grid_gaps},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
