/* report, list, brief: figures, the rows behind each of them, and a text with them. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>
#include <yizhan/papers.h>
#include <yizhan/reports.h>

enum { USUAL = 100 };

/* --- report --- */

static void row_json(struct yz_cli *cli, const struct yz_report_result *r, const struct yz_report_row *row) {
    struct yz_json j;
    char text[40];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "report", r->ask.report->key);
    yz_json_text(&j, "figure", row->figure->key);
    yz_json_text(&j, "name", yz_figure_name(row->figure));
    yz_json_text(&j, "item", *row->label ? row->label : NULL);
    yz_json_text(&j, "part", *row->part ? row->part : NULL);
    if (row->none) yz_json_null(&j, "value");
    else yz_json_raw(&j, "value", yz_report_value(row, text));
    yz_json_text(&j, "unit", yz_figure_unit(row->figure));
    if (row->none && !row->count) yz_json_null(&j, "count");
    else yz_json_int(&j, "count", row->count);
    if (yz_report_share(row) < 0) yz_json_null(&j, "percent");
    else {
        snprintf(text, sizeof text, "%.1f", yz_report_share(row));
        yz_json_raw(&j, "percent", text);
    }
    yz_json_bool(&j, "rising", row->rising);
    yz_json_text(&j, "remark", *row->remark ? row->remark : NULL);
    yz_cli_json_day(&j, "from", r->ask.from);
    yz_cli_json_day(&j, "to", r->ask.to);
    yz_json_text(&j, "as_of", yz_moment_iso(r->as_of, text));
    yz_json_text(&j, "query", row->query);
    yz_cli_json_end(cli, &j);
}

/* "  60–64" below its figure; the part of --by first. */
static void row_cells(struct yz_table *t, const struct yz_report_row *r, bool by) {
    char text[160], value[32], share[16];
    snprintf(text, sizeof text, "%s%s", *r->label ? "  " : "", *r->label ? r->label : yz_figure_name(r->figure));
    yz_table_cell(t, text);
    if (by) yz_table_cell(t, r->part);
    yz_table_cell(t, yz_report_value(r, value));
    yz_table_cell(t, yz_figure_unit(r->figure));
    yz_table_cell(t, yz_report_share_text(yz_report_share(r), share));
    yz_table_cell(t, r->remark);
}

static void print_rows(struct yz_cli *cli, const struct yz_report_result *r) {
    struct yz_table t;
    char from[YZ_DATE_TEXT], to[YZ_DATE_TEXT], at[YZ_MOMENT_TEXT];
    bool by = *r->ask.by;
    if (!cli->json)
        yz_cli_print(_("%1$s  %2$s 至 %3$s（%4$s 统计）"), yz_report_name(r->ask.report),
                     yz_date_text(r->ask.from, from), yz_date_text(r->ask.to, to), yz_moment_text(r->as_of, at));
    if (by)
        yz_table_begin(&t, 1u << 2 | 1u << 4, _("项目"), yz_report_word(r->ask.by), _("数目"), _("单位"), _("占比"),
                       _("说明"), NULL);
    else yz_table_begin(&t, 1u << 1 | 1u << 3, _("项目"), _("数目"), _("单位"), _("占比"), _("说明"), NULL);
    for (size_t i = 0; i < r->count; i++) {
        if (cli->json) row_json(cli, r, &r->rows[i]);
        else row_cells(&t, &r->rows[i], by);
    }
    yz_table_print(&t);
}

static enum yz_status report_list(struct yz_cli *cli, int argc) {
    struct yz_table t;
    struct yz_json j;
    char by[256];
    size_t count;
    const struct yz_report *all = yz_reports(&count);
    if (argc > 2) return yz_usage("report");
    yz_table_begin(&t, 0, "NAME", _("报表"), "--by", _("说明"), NULL);
    for (size_t i = 0; i < count; i++) {
        const struct yz_report *r = &all[i];
        size_t n = 0;
        *by = '\0';
        for (size_t k = 0; k < r->by_count; k++)
            n += (size_t)snprintf(by + n, sizeof by - n, "%s%s", k ? " " : "", r->by[k]);
        if (cli->json) {
            yz_cli_json(cli, &j);
            yz_json_text(&j, "report", r->key);
            yz_json_text(&j, "name", yz_report_name(r));
            yz_json_text(&j, "about", yz_report_about(r));
            yz_json_array(&j, "by");
            for (size_t k = 0; k < r->by_count; k++) yz_json_text(&j, NULL, r->by[k]);
            yz_json_end(&j);
            yz_json_int(&j, "figures", (int64_t)r->count);
            yz_cli_json_end(cli, &j);
            continue;
        }
        yz_table_cell(&t, r->key);
        yz_table_cell(&t, yz_report_name(r));
        yz_table_cell(&t, by);
        yz_table_cell(&t, yz_report_about(r));
    }
    yz_table_print(&t);
    return all ? YZ_OK : YZ_REFUSED;
}

static enum yz_status report_check(struct yz_cli *cli, int argc, char **argv) {
    struct yz_report *r = calloc(1, sizeof *r);
    struct yz_findings f = {0};
    enum yz_status status = argc == 3 ? YZ_OK : yz_usage("report");
    if (!r) return yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_report_check_file(argv[2], r, &f);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("%s：没有错误"), argv[2]);
    yz_findings_free(&f);
    free(r);
    return status;
}

struct wanted {
    const char *from, *to, *by, *as_of, *out, *print, *hub;
};

enum yz_status yz_cli_moment(const char *name, const char *text, yz_moment *out) {
    char why[160];
    if (yz_report_as_of(text, out) == YZ_OK) return YZ_OK;
    yz_copy(why, sizeof why, yz_message());
    return yz_fail(YZ_USAGE, _("选项 %1$s %2$s：%3$s"), name, text, why);
}

static enum yz_status read_ask(const struct wanted *w, const char *name, struct yz_report_ask *ask) {
    *ask = (struct yz_report_ask){.report = yz_report_named(name)};
    if (!ask->report) return YZ_USAGE;
    enum yz_status status = w->from ? yz_argument_day("--from", w->from, &ask->from) : YZ_OK;
    if (status == YZ_OK && w->to) status = yz_argument_day("--to", w->to, &ask->to);
    if (status == YZ_OK && w->as_of) status = yz_cli_moment("--as-of", w->as_of, &ask->as_of);
    if (w->by && !yz_copy(ask->by, sizeof ask->by, w->by)) status = yz_usage("report");
    return status;
}

/* The format goes by the file's name; an existing file is never written over. */
static enum yz_status write_out(const struct yz_report_result *r, const char *path) {
    const char *dot = strrchr(path, '.');
    bool xlsx = dot && strcmp(dot, ".xlsx") == 0;
    FILE *file;
    if (!dot || (!xlsx && strcmp(dot, ".csv") != 0))
        return yz_fail(YZ_USAGE, _("文件名要以 .csv 或 .xlsx 结尾，写的是 %s"), path);
    enum yz_status status = yz_new_file(path, &file);
    if (status == YZ_OK) status = yz_new_file_done(path, file, yz_report_export(r, file, xlsx));
    if (status == YZ_OK) yz_cli_say(_("已导出 %1$zu 行到 %2$s"), r->count, path);
    return status;
}

static enum yz_status print_out(struct yz_cli *cli, const struct yz_report_result *r, const char *to) {
    struct yz_print way;
    enum yz_status status = yz_print_parse(to, &way);
    if (status == YZ_OK) status = yz_report_print(cli->session, r, &way);
    if (status == YZ_OK) yz_cli_say(_("已打印%s"), yz_report_name(r->ask.report));
    return status;
}

enum yz_status yz_cli_report(struct yz_cli *cli, int argc, char **argv) {
    struct wanted w = {0};
    const struct yz_option_row rows[] = {{.name = "--from", .value = &w.from}, {.name = "--to", .value = &w.to},
                                         {.name = "--by", .value = &w.by},     {.name = "--as-of", .value = &w.as_of},
                                         {.name = "--out", .value = &w.out},   {.name = "--print", .value = &w.print},
                                         {.name = "--hub", .value = &w.hub},   {.name = NULL}};
    struct yz_report_ask ask;
    struct yz_report_result result = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc < 2) status = yz_usage("report");
    if (status != YZ_OK) return status;
    if (strcmp(argv[1], "list") == 0) return report_list(cli, argc);
    if (strcmp(argv[1], "check") == 0) return report_check(cli, argc, argv);
    if (argc > 2) return yz_usage("report");
    status = read_ask(&w, argv[1], &ask);
    if (status == YZ_OK) status = yz_cli_open(cli);
    if (status == YZ_OK && !w.hub) status = yz_report_run(cli->session, &ask, &result);
    if (status == YZ_OK && w.hub)
        status = yz_hub_report(cli->session, strcmp(w.hub, "-") == 0 ? NULL : w.hub, &ask, &result);
    if (status == YZ_OK && w.out) status = write_out(&result, w.out);
    if (status == YZ_OK && w.print) status = print_out(cli, &result, w.print);
    if (status == YZ_OK && !w.out && !w.print) print_rows(cli, &result);
    yz_report_free(&result);
    return status;
}

/* --- list --- */

static void selected(struct yz_cli *cli, struct yz_table *t, const struct yz_selected *r) {
    struct yz_json j;
    char ref[32];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "kind", yz_kinds[r->kind]->name);
        yz_cli_json_ref(&j, "id", r->kind, r->id);
        yz_json_text(&j, "title", r->title);
        yz_json_text(&j, "subtitle", r->text);
        yz_cli_json_end(cli, &j);
        return;
    }
    yz_table_cell(t, yz_ref_text(r->kind, r->id, ref));
    yz_table_cell(t, r->title);
    yz_table_cell(t, r->text);
}

static enum yz_status list_rows(struct yz_cli *cli, const struct yz_selection *x, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_selected), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 0, "REF", _("名称"), _("说明"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_selection_page(cli->session, x, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_selected *r; (r = yz_pages_row(&p)) != NULL;) selected(cli, &t, r);
    }
    return yz_pages_end(&p, &t);
}

/* What can be listed by what. */
static enum yz_status list_words(struct yz_cli *cli) {
    struct yz_table t;
    struct yz_json j;
    const char *key, *word, *label, *takes;
    yz_table_begin(&t, 0, "FACT", _("词"), _("意思"), _("值"), NULL);
    for (size_t i = 0; (key = yz_fact_key(i)); i++)
        for (size_t k = 0; (word = yz_fact_word(i, k, &label, &takes)); k++) {
            const char *cells[] = {k ? "" : key, word, label, takes};
            for (size_t n = 0; !cli->json && n < 4; n++) yz_table_cell(&t, cells[n]);
            if (!cli->json) continue;
            yz_cli_json(cli, &j);
            yz_json_text(&j, "fact", key);
            yz_json_text(&j, "word", word);
            yz_json_text(&j, "label", label);
            yz_json_text(&j, "takes", takes);
            yz_cli_json_end(cli, &j);
        }
    yz_table_print(&t);
    return YZ_OK;
}

enum yz_status yz_cli_list(struct yz_cli *cli, int argc, char **argv) {
    const char *on = NULL, *as_of = NULL, *limit = NULL;
    bool only_count = false;
    const struct yz_option_row rows[] = {{.name = "--on", .value = &on},
                                         {.name = "--as-of", .value = &as_of},
                                         {.name = "--limit", .value = &limit},
                                         {.name = "--count", .flag = &only_count},
                                         {.name = NULL}};
    struct yz_selection x = {0};
    struct yz_json j;
    int64_t most = cli->json ? INT64_MAX : USUAL, count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc < 2) return list_words(cli);
    if (status == YZ_OK) status = yz_selection_of(argv[1], &x);
    if (status == YZ_OK && on) status = yz_argument_day("--on", on, &x.on);
    if (status == YZ_OK && as_of) status = yz_cli_moment("--as-of", as_of, &x.as_of);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK) status = yz_cli_open(cli);
    for (int i = 2; status == YZ_OK && i < argc; i++) status = yz_selection_add(cli->session, &x, argv[i]);
    if (status != YZ_OK || !only_count) return status == YZ_OK ? list_rows(cli, &x, most) : status;
    status = yz_selection_count(cli->session, &x, &count);
    if (status == YZ_OK && cli->json) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "count", count);
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK) {
        yz_cli_print("%lld", (long long)count);
    }
    return status;
}

/* --- brief --- */

static void brief_json(struct yz_cli *cli, const struct yz_brief *b) {
    struct yz_json j;
    char text[4096], value[32];
    for (const char *at = b->text; *at; at += strcspn(at, "\n") + 1) {
        yz_cli_json(cli, &j);
        yz_json_text_n(&j, "text", at, strcspn(at, "\n"));
        yz_cli_json_end(cli, &j);
    }
    for (size_t i = 1; i <= b->mark_count; i++) {
        const struct yz_report_row *row = b->marks[i - 1];
        yz_cli_json(cli, &j);
        yz_json_int(&j, "mark", (int64_t)i);
        yz_json_text(&j, "figure", row->figure->key);
        yz_json_text(&j, "item", *row->label ? row->label : NULL);
        if (row->none) yz_json_null(&j, "value");
        else yz_json_raw(&j, "value", yz_report_value(row, value));
        yz_json_text(&j, "source", yz_brief_source(b, i, text, sizeof text));
        yz_json_int(&j, "count", row->count);
        yz_json_text(&j, "query", row->query);
        yz_cli_json_end(cli, &j);
    }
}

static enum yz_status brief_out(struct yz_cli *cli, const struct yz_brief *b, const char *to) {
    struct yz_buffer text = {0};
    struct yz_print way;
    enum yz_status status = YZ_OK;
    if (to) {
        status = yz_print_parse(to, &way);
        if (status == YZ_OK) status = yz_brief_print(cli->session, b, &way);
        if (status == YZ_OK) yz_cli_say(_("已打印%s"), _("简报"));
    } else if (cli->json) {
        brief_json(cli, b);
    } else {
        yz_brief_lay(cli->session, b, YZ_COLUMNS_A4, &text);
        yz_cli_write(stdout, yz_buffer_string(&text), text.length);
        yz_buffer_free(&text);
    }
    return status;
}

enum yz_status yz_cli_brief(struct yz_cli *cli, int argc, char **argv) {
    bool week = false, month = false, year = false;
    const char *from = NULL, *to = NULL, *as_of = NULL, *print = NULL;
    const struct yz_option_row rows[] = {{.name = "--week", .flag = &week},    {.name = "--month", .flag = &month},
                                         {.name = "--year", .flag = &year},    {.name = "--from", .value = &from},
                                         {.name = "--to", .value = &to},       {.name = "--as-of", .value = &as_of},
                                         {.name = "--print", .value = &print}, {.name = NULL}};
    yz_date first = 0, last = 0;
    yz_moment then = 0;
    struct yz_brief b = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || week + month + year > 1)) status = yz_usage("brief");
    if (status == YZ_OK && from) status = yz_argument_day("--from", from, &first);
    if (status == YZ_OK && to) status = yz_argument_day("--to", to, &last);
    if (status == YZ_OK && as_of) status = yz_cli_moment("--as-of", as_of, &then);
    if (status == YZ_OK)
        status = yz_brief_make(cli->session, year ? "year" : month ? "month" : "week", first, last, then, &b);
    if (status == YZ_OK) status = brief_out(cli, &b, print);
    yz_brief_free(&b);
    return status;
}
