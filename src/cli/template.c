/* template: reports in a superior's own columns, order and codes. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/templates.h>

enum { SOURCES = 96 };

static void tell(struct yz_cli *cli, const struct yz_template *t) {
    struct yz_template_column *all = calloc(YZ_TEMPLATE_COLUMNS, sizeof *all);
    size_t count = all ? yz_template_columns(t, all, YZ_TEMPLATE_COLUMNS) : 0;
    struct yz_table table;
    struct yz_json j;
    char when[YZ_MOMENT_TEXT];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_TEMPLATE, t);
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_pair(_("模板名称"), t->name, 12);
        yz_cli_pair(_("名单种类"), t->kind, 12);
        yz_cli_pair(_("文件格式"), t->format, 12);
        yz_cli_pair(_("表头上方"), t->title, 12);
        yz_cli_pair(_("上次报送"), yz_moment_text(t->sent_at, when), 12);
        yz_table_begin(&table, 0, _("表头"), _("来源"), _("写法"), NULL);
        for (size_t i = 0; i < count; i++) {
            yz_table_cell(&table, all[i].header);
            yz_table_cell(&table, *all[i].source ? all[i].source : _("（不知道）"));
            yz_table_cell(&table, all[i].form);
        }
        yz_table_print(&table);
    }
    free(all);
}

/* What both ways of saving set; NULL: stays. */
struct settings {
    const char *map, *title, *format, *encoding;
};

static enum yz_status set(struct yz_template *t, const struct settings *o) {
    struct yz_findings f = {0};
    const char *const values[][2] = {{"title", o->title}, {"format", o->format}, {"encoding", o->encoding}};
    enum yz_status status = o->map ? yz_template_map(t, o->map) : YZ_OK;
    for (size_t i = 0; i < sizeof values / sizeof *values && status == YZ_OK; i++) {
        if (!values[i][1]) continue;
        const struct yz_field *field = yz_field_named(&yz_template_kind, values[i][0]);
        if (!yz_field_set(field, t, values[i][1], false, &f))
            status = yz_fail(YZ_REFUSED, _("%1$s：%2$s"), yz_tr(field->label), f.all[0].rule);
    }
    yz_findings_free(&f);
    return status;
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *kind = "residents", *file = NULL;
    struct settings o = {0};
    const struct yz_option_row rows[] = {{.name = "--kind", .value = &kind},
                                         {.name = "--from", .value = &file},
                                         {.name = "--map", .value = &o.map},
                                         {.name = "--title", .value = &o.title},
                                         {.name = "--format", .value = &o.format},
                                         {.name = "--encoding", .value = &o.encoding},
                                         {.name = NULL}};
    struct yz_template *t = calloc(1, sizeof *t);
    size_t unknown = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (!t) return yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && (argc != 2 || !file)) status = yz_usage("template");
    if (status == YZ_OK) status = yz_template_from_file(cli->session, argv[1], kind, file, o.map, t, &unknown);
    o.map = NULL;
    if (status == YZ_OK) status = set(t, &o);
    if (status == YZ_OK) tell(cli, t);
    if (status == YZ_OK) status = yz_template_save(cli->session, t);
    if (status == YZ_OK) yz_cli_say(_("已保存上报模板“%s”"), t->name);
    free(t);
    return status;
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    struct settings o = {0};
    const struct yz_option_row rows[] = {{.name = "--map", .value = &o.map},
                                         {.name = "--title", .value = &o.title},
                                         {.name = "--format", .value = &o.format},
                                         {.name = "--encoding", .value = &o.encoding},
                                         {.name = NULL}};
    struct yz_template *t = calloc(1, sizeof *t);
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (!t) return yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && argc != 2) status = yz_usage("template");
    if (status == YZ_OK) status = yz_template_find(cli->session, argv[1], t);
    if (status == YZ_OK) status = set(t, &o);
    if (status == YZ_OK) status = yz_template_save(cli->session, t);
    if (status == YZ_OK) tell(cli, t);
    free(t);
    return status;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    const struct yz_record_filter any = {0};
    struct yz_pages p = {.size = sizeof(struct yz_template), .most = INT64_MAX};
    struct yz_table table;
    char when[YZ_MOMENT_TEXT];
    int64_t after = 0;
    p.status = yz_arguments(&argc, argv, none);
    if (p.status == YZ_OK && argc > 1) p.status = yz_usage("template");
    yz_table_begin(&table, 0, _("模板名称"), _("名单种类"), _("文件格式"), _("上次报送"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_record_page(cli->session, YZ_TEMPLATE, &any, after, p.rows, p.want, &p.count);
        for (const struct yz_template *t; (t = yz_pages_row(&p)) != NULL; after = t->id) {
            if (cli->json) {
                tell(cli, t);
                continue;
            }
            yz_table_cell(&table, t->name);
            yz_table_cell(&table, t->kind);
            yz_table_cell(&table, t->format);
            yz_table_cell(&table, yz_moment_text(t->sent_at, when));
        }
    }
    return yz_pages_end(&p, &table);
}

/* One template by its name, for what is done with it. */
static enum yz_status named(struct yz_cli *cli, int argc, char **argv, struct yz_template **t) {
    *t = calloc(1, sizeof **t);
    if (!*t) return yz_fail(YZ_BUSY, _("内存不足"));
    return argc == 2 ? yz_template_find(cli->session, argv[1], *t) : yz_usage("template");
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    struct yz_template *t;
    enum yz_status status = named(cli, argc, argv, &t);
    if (status == YZ_OK) tell(cli, t);
    free(t);
    return status;
}

static enum yz_status remove_one(struct yz_cli *cli, int argc, char **argv) {
    struct yz_template *t;
    enum yz_status status = named(cli, argc, argv, &t);
    if (status == YZ_OK) status = yz_template_remove(cli->session, t->id);
    if (status == YZ_OK) yz_cli_say(_("已删除上报模板“%s”；undo 可以撤销"), t->name);
    free(t);
    return status;
}

static enum yz_status fields(struct yz_cli *cli, int argc, char **argv) {
    struct yz_template_source *all = calloc(SOURCES, sizeof *all);
    struct yz_table table;
    size_t count = all ? yz_template_sources(NULL, argc == 2 ? argv[1] : "residents", all, SOURCES) : 0;
    (void)cli;
    yz_table_begin(&table, 0, _("来源"), _("名称"), NULL);
    for (size_t i = 0; i < count; i++) {
        yz_table_cell(&table, all[i].name);
        yz_table_cell(&table, all[i].label);
    }
    yz_table_print(&table);
    free(all);
    return count ? YZ_OK : yz_fail(YZ_USAGE, _("不能导出 %s"), argv[1]);
}

static enum yz_status write_out(struct yz_cli *cli, const struct yz_template *t, const struct yz_template_run *run,
                                const char *out, bool sent) {
    FILE *file = NULL;
    size_t count = 0;
    int64_t seq = 0;
    enum yz_status status = yz_cli_reveal(cli, YZ_STATION, yz_session_station(cli->session)->id);
    if (status == YZ_OK) status = yz_cli_open_out(out, strcmp(t->format, "xlsx") == 0, &file);
    if (status != YZ_OK) return status;
    status = yz_cli_close_out(out, file, yz_template_write(cli->session, t, run, file, &count, &seq));
    if (status == YZ_OK && sent) status = yz_template_sent(cli->session, t->id, seq);
    if (status == YZ_OK && out) yz_cli_say(_("已导出 %1$zu 行到 %2$s"), count, out);
    if (status == YZ_OK && sent) yz_cli_say(_("已记为报送；下次 --changed 从现在算起"));
    return status;
}

static enum yz_status run(struct yz_cli *cli, int argc, char **argv) {
    const char *out = NULL, *within = NULL;
    bool sent = false;
    struct yz_template_run o = {.revealed = cli->reveal};
    const struct yz_option_row rows[] = {{.name = "--changed", .flag = &o.changed},
                                         {.name = "--sent", .flag = &sent},
                                         {.name = "--in", .value = &within},
                                         {.name = "--out", .value = &out},
                                         {.name = NULL}};
    const unsigned places =
        1u << YZ_HOUSEHOLD | 1u << YZ_DWELLING | 1u << YZ_BUILDING | 1u << YZ_GRID | 1u << YZ_COMPOUND;
    struct yz_template *t = NULL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, &t);
    if (status == YZ_OK && within) status = yz_ref_resolve(cli->session, within, places, &o.within_kind, &o.within);
    if (status == YZ_OK) status = write_out(cli, t, &o, out, sent);
    free(t);
    return status;
}

enum yz_status yz_cli_template(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"add", YZ_CLI_FILE | YZ_CLI_WRITES, add},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"fields", 0, fields},
                                               {"run", YZ_CLI_FILE, run},
                                               {"remove", YZ_CLI_FILE | YZ_CLI_WRITES, remove_one},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
