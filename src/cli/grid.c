/* grid, post: the net with its counts, and who holds which duty. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>
#include <yizhan/records.h>
#include <yizhan/tree.h>

enum { POSTS = 512, SETS = 16 };

static const struct {
    const char *key, *label;
} counted[] = {{"buildings", N_("楼栋")}, {"dwellings", N_("房屋")}, {"households", N_("户")},
               {"people", N_("人")},      {"floating", N_("流动")},  {"party", N_("党员")},
               {"focus", N_("重点人群")}, {"centers", N_("中心户")}};
enum { COUNTED = sizeof counted / sizeof *counted };

static void node_json(struct yz_cli *cli, const struct yz_tree *t, const struct yz_tree_node *n) {
    const int64_t *counts = &n->counts.buildings;
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", yz_kinds[n->kind]->name);
    yz_cli_json_ref(&j, "id", n->kind, n->id);
    yz_json_text(&j, "name", n->name);
    yz_json_text(&j, "above", n->parent < 0 ? NULL : t->nodes[n->parent].name);
    yz_json_text(&j, "branch", n->branch);
    yz_json_text(&j, "grid_kind", yz_code_key("grid_kind", n->grid_kind));
    for (size_t i = 0; i < COUNTED; i++) yz_json_int(&j, counted[i].key, counts[i]);
    yz_json_int(&j, "gaps", n->gaps);
    yz_cli_json_end(cli, &j);
}

static void node_row(struct yz_table *t, const struct yz_tree_node *n, int level) {
    const int64_t *counts = &n->counts.buildings;
    char text[192];
    snprintf(text, sizeof text, "%*s%s", 2 * level, "", n->name);
    yz_table_cell(t, text);
    for (size_t i = 0; i < COUNTED; i++) {
        snprintf(text, sizeof text, "%lld", (long long)counts[i]);
        yz_table_cell(t, text);
    }
    text[0] = '\0';
    if (n->gaps) snprintf(text, sizeof text, _("缺 %d 员"), n->gaps);
    yz_table_cell(t, text);
}

static void table_begin(struct yz_table *t) {
    yz_table_begin(t, ((1u << COUNTED) - 1) << 1, _("名称"), _("楼栋"), _("房屋"), _("户"), _("人"), _("流动"),
                   _("党员"), _("重点人群"), _("中心户"), "", NULL);
}

/* The nodes down to grids, or with `id` one node and all below it. */
static enum yz_status nodes(struct yz_cli *cli, enum yz_kind_id kind, int64_t id) {
    struct yz_tree tree;
    struct yz_table t;
    enum yz_status status = yz_tree_read(cli->session, &tree);
    table_begin(&t);
    for (size_t i = 0; status == YZ_OK && i < tree.count; i++) {
        const struct yz_tree_node *n = &tree.nodes[i];
        int level = 0;
        bool below = !id && n->kind != YZ_BUILDING;
        for (const struct yz_tree_node *up = n; id && !below; up = &tree.nodes[up->parent]) {
            below = up->kind == kind && up->id == id;
            if (up->parent < 0) break;
        }
        for (const struct yz_tree_node *up = n; up->parent >= 0; up = &tree.nodes[up->parent]) level++;
        if (below && cli->json) node_json(cli, &tree, n);
        else if (below) node_row(&t, n, level);
    }
    yz_table_print(&t);
    if (status == YZ_OK) yz_tree_free(&tree);
    return status;
}

static enum yz_status grid_list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("grid");
    return status == YZ_OK ? nodes(cli, YZ_NO_KIND, 0) : status;
}

/* --- posts --- */

static void post_json(struct yz_cli *cli, const struct yz_post *p) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_POST, p);
    yz_cli_json_end(cli, &j);
}

static void post_row(struct yz_cli *cli, struct yz_table *t, const struct yz_post *p) {
    char text[160];
    yz_table_cell(t, yz_ref_text(YZ_POST, p->id, text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_GRID, p->grid, false, text, sizeof text));
    yz_table_cell(t, yz_building_address(cli->session, p->building, text, sizeof text));
    yz_table_cell(t, yz_code_label("duty", p->duty));
    yz_table_cell(t, p->name);
    yz_table_cell(t, yz_field_text(yz_field_named(&yz_post_kind, "phone"), p, !cli->reveal, text, sizeof text));
    yz_table_cell(t, yz_code_label("post_source", p->source));
    yz_table_cell(t, yz_date_text(p->since, text));
}

static enum yz_status posts_of(struct yz_cli *cli, enum yz_kind_id kind, int64_t id, yz_date day) {
    struct yz_post *all = calloc(POSTS, sizeof *all);
    struct yz_table t;
    size_t count = 0;
    enum yz_status status =
        all ? yz_posts(cli->session, kind, id, day, all, POSTS, &count) : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    yz_table_begin(&t, 0, "REF", _("网格"), _("楼栋"), _("职责"), _("姓名"), _("电话"), _("来源"), _("起始日期"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_reveal(cli, YZ_POST, all[i].id);
        if (cli->json) post_json(cli, &all[i]);
        else post_row(cli, &t, &all[i]);
    }
    yz_table_print(&t);
    free(all);
    return status;
}

static enum yz_status grid_show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_kind_id kind;
    int64_t id = 0;
    int32_t gaps[16];
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, 1u << YZ_GRID, &kind, &id);
    if (status == YZ_OK) status = nodes(cli, kind, id);
    if (status == YZ_OK && !cli->json) status = posts_of(cli, kind, id, 0);
    if (status == YZ_OK) status = yz_post_gaps(cli->session, id, gaps, 16, &count);
    for (size_t i = 0; status == YZ_OK && !cli->json && i < count; i++)
        yz_cli_print(_("没有%s"), yz_code_label("duty", gaps[i]));
    return status;
}

static enum yz_status post_list(struct yz_cli *cli, int argc, char **argv) {
    const char *within = NULL, *date = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--in", .value = &within}, {.name = "--date", .value = &date}, {.name = NULL}};
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0;
    yz_date day = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("post");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK && within)
        status = yz_ref_resolve(cli->session, within, 1u << YZ_GRID | 1u << YZ_BUILDING, &kind, &id);
    return status == YZ_OK ? posts_of(cli, kind, id, day) : status;
}

/* field=value, where a REF may be anything that names the record. */
static enum yz_status set(struct yz_cli *cli, struct yz_post *p, const char *text, struct yz_findings *f) {
    char field[32], ref[32];
    const char *value;
    enum yz_kind_id kind;
    int64_t id;
    enum yz_status status = yz_cli_assignment(text, field, sizeof field, &value);
    const struct yz_field *row = status == YZ_OK ? yz_field_named(&yz_post_kind, field) : NULL;
    if (status != YZ_OK) return status;
    if (row && row->type == YZ_REF) {
        if (yz_ref_resolve(cli->session, value, 1u << yz_kind_named(row->of)->id, &kind, &id) != YZ_OK)
            return yz_find_error(f, field, value, yz_message(), NULL), YZ_OK;
        value = yz_ref_text(kind, id, ref);
    }
    yz_record_set(&yz_post_kind, p, field, value, f);
    return YZ_OK;
}

static enum yz_status post_told(struct yz_cli *cli, enum yz_status status, struct yz_post *p, struct yz_findings *f) {
    char ref[32];
    yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status == YZ_OK && cli->json) post_json(cli, p);
    else if (status == YZ_OK) yz_cli_print("%s", yz_ref_text(YZ_POST, p->id, ref));
    return status;
}

static enum yz_status post_add(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_post p = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 1 || !count)) status = yz_usage("post");
    for (int i = 0; status == YZ_OK && i < count; i++) status = set(cli, &p, sets[i], &f);
    if (status == YZ_OK && !yz_findings_ok(&f)) status = yz_fail(YZ_REFUSED, "%s", _("有错误，没有保存"));
    if (status == YZ_OK) status = yz_post_add(cli->session, &p, &f);
    return post_told(cli, status, &p, &f);
}

static enum yz_status post_end(struct yz_cli *cli, int argc, char **argv) {
    const char *date = NULL;
    const struct yz_option_row rows[] = {{.name = "--date", .value = &date}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_post p = {0};
    enum yz_kind_id kind;
    yz_date day = yz_today();
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, 1u << YZ_POST, &kind, &p.id);
    if (status == YZ_OK) status = yz_post_end(cli->session, p.id, day, &f);
    return post_told(cli, status, &p, &f);
}

enum yz_status yz_cli_grid(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {
        {"list", YZ_CLI_FILE, grid_list}, {"show", YZ_CLI_FILE, grid_show}, {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}

enum yz_status yz_cli_post(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, post_list},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, post_add},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, post_end},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
