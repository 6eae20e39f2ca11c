/* post, center: who holds which duty in the net, and its party-member households. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>
#include <yizhan/records.h>
#include <yizhan/tree.h>

enum { POSTS = 1024, SETS = 16 };

/* The phone of work is open to everybody. */
static void one_json(struct yz_cli *cli, enum yz_kind_id kind, const void *record) {
    struct yz_json j;
    bool reveal = cli->reveal;
    if (kind == YZ_POST && ((const struct yz_post *)record)->work_phone) cli->reveal = true;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, kind, record);
    yz_cli_json_end(cli, &j);
    cli->reveal = reveal;
}

static void post_row(struct yz_cli *cli, struct yz_table *t, const struct yz_post *p) {
    char text[160];
    yz_table_cell(t, yz_ref_text(YZ_POST, p->id, text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_GRID, p->grid, false, text, sizeof text));
    yz_table_cell(t, yz_building_address(cli->session, p->building, text, sizeof text));
    yz_table_cell(t, yz_code_label("duty", p->duty));
    yz_table_cell(t, p->name);
    yz_table_cell(t, yz_post_phone(p, !cli->reveal, text, sizeof text));
    yz_table_cell(t, yz_code_label("post_source", p->source));
    yz_table_cell(t, yz_date_text(p->since, text));
    yz_table_cell(t, yz_date_text(p->until, text));
}

static enum yz_status posts_of(struct yz_cli *cli, enum yz_kind_id kind, int64_t id, yz_date day) {
    struct yz_post *all = calloc(POSTS, sizeof *all);
    struct yz_table t;
    size_t count = 0;
    enum yz_status status =
        all ? yz_posts(cli->session, kind, id, day, all, POSTS, &count) : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    yz_table_begin(&t, 0, "REF", _("网格"), _("楼栋"), _("职责"), _("姓名"), _("电话"), _("来源"), _("起始日期"),
                   _("截止日期"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_reveal_row(cli, YZ_POST, all[i].id);
        if (cli->json) one_json(cli, YZ_POST, &all[i]);
        else post_row(cli, &t, &all[i]);
    }
    yz_table_print(&t);
    free(all);
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
static enum yz_status set(struct yz_cli *cli, const struct yz_kind *k, void *record, const char *text,
                          struct yz_findings *f) {
    char field[32], ref[32];
    const char *value;
    enum yz_kind_id kind;
    int64_t id;
    enum yz_status status = yz_cli_assignment(text, field, sizeof field, &value);
    const struct yz_field *row = status == YZ_OK ? yz_field_named(k, field) : NULL;
    if (status != YZ_OK) return status;
    if (row && row->type == YZ_REF && *value) {
        if (yz_ref_resolve(cli->session, value, YZ_KIND_BIT(yz_kind_named(row->of)->id), &kind, &id) != YZ_OK)
            return yz_find_error(f, field, value, yz_message(), NULL), YZ_OK;
        value = yz_ref_text(kind, id, ref);
    }
    yz_record_set(k, record, field, value, f);
    return YZ_OK;
}

static enum yz_status save(struct yz_cli *cli, enum yz_kind_id kind, void *record, struct yz_findings *f) {
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s", _("有错误，没有保存"));
    return kind == YZ_POST ? yz_post_save(cli->session, record, f) : yz_center_save(cli->session, record, f);
}

static enum yz_status told(struct yz_cli *cli, enum yz_status status, enum yz_kind_id kind, const void *record,
                           struct yz_findings *f) {
    char ref[32];
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status == YZ_OK && cli->json) one_json(cli, kind, record);
    else if (status == YZ_OK) yz_cli_print("%s", yz_ref_text(kind, ((const struct yz_record *)record)->id, ref));
    return status;
}

/* "add --set …" of a new record, "edit REF --set …" of one that is there. */
static enum yz_status change(struct yz_cli *cli, int argc, char **argv, enum yz_kind_id kind, bool fresh) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    union {
        struct yz_record any;
        struct yz_post post;
        struct yz_center center;
    } r = {0};
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (!count || (fresh && argc != 1))) status = yz_usage(yz_kinds[kind]->name);
    if (status == YZ_OK && !fresh) status = yz_cli_one(cli, argc, argv, 1u << kind, &(enum yz_kind_id){kind}, &id);
    if (status == YZ_OK && !fresh) status = yz_record_get(cli->session, kind, id, &r);
    for (int i = 0; status == YZ_OK && i < count; i++) status = set(cli, yz_kinds[kind], &r, sets[i], &f);
    if (status == YZ_OK) status = save(cli, kind, &r, &f);
    return told(cli, status, kind, &r, &f);
}

static enum yz_status end(struct yz_cli *cli, int argc, char **argv, enum yz_kind_id of) {
    const char *date = NULL;
    const struct yz_option_row rows[] = {{.name = "--date", .value = &date}, {.name = NULL}};
    struct yz_findings f = {0};
    union {
        struct yz_record any;
        struct yz_post post;
        struct yz_center center;
    } r = {0};
    enum yz_kind_id kind;
    int64_t id = 0;
    yz_date day = yz_today();
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, 1u << of, &kind, &id);
    if (status == YZ_OK)
        status = of == YZ_POST ? yz_post_end(cli->session, id, day, &f) : yz_center_end(cli->session, id, day, &f);
    if (status == YZ_OK) status = yz_record_get(cli->session, of, id, &r);
    return told(cli, status, of, &r, &f);
}

static enum yz_status post_add(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, YZ_POST, true);
}

static enum yz_status post_edit(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, YZ_POST, false);
}

static enum yz_status post_end(struct yz_cli *cli, int argc, char **argv) {
    return end(cli, argc, argv, YZ_POST);
}

static enum yz_status center_add(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, YZ_CENTER, true);
}

static enum yz_status center_edit(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, YZ_CENTER, false);
}

static enum yz_status center_end(struct yz_cli *cli, int argc, char **argv) {
    return end(cli, argc, argv, YZ_CENTER);
}

enum yz_status yz_cli_post(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, post_list},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, post_add},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, post_edit},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, post_end},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}

enum yz_status yz_cli_center(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"add", YZ_CLI_FILE | YZ_CLI_WRITES, center_add},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, center_edit},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, center_end},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
