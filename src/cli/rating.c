/* rate, rating: keeping what a resident thinks, and what supervisors may read of it. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/ratings.h>

enum { STATIONS = 200 };

enum yz_status yz_cli_rate(struct yz_cli *cli, int argc, char **argv) {
    bool paper = false;
    const char *note = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--paper", .flag = &paper}, {.name = "--note", .value = &note}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_case c;
    struct yz_json j;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("rate");
    if (status == YZ_OK) status = yz_case_by_number(cli->session, argv[1], &c);
    if (status == YZ_OK) {
        int32_t mark = yz_mark_parse(argv[2], &f);
        if (mark) status = yz_rate(cli->session, &c, mark, paper, note, &f);
    }
    if (!yz_findings_ok(&f)) status = yz_fail(YZ_REFUSED, _("有错误，没有评价"));
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "number", c.number);
        yz_json_bool(&j, "rated", c.rated);
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK) {
        yz_cli_say(_("办件 %s 已评价"), c.number);
    }
    yz_findings_free(&f);
    return status;
}

static void line_json(struct yz_cli *cli, const struct yz_rating_line *l) {
    struct yz_json j;
    char text[40];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "at", yz_moment_iso(l->at, text));
    yz_json_text(&j, "number", l->number);
    yz_json_text(&j, "service", l->service_name);
    yz_json_text(&j, "station", l->station_name);
    yz_json_int(&j, "mark", l->mark);
    yz_json_bool(&j, "paper", l->paper);
    yz_json_text(&j, "note", l->note);
    yz_json_text(&j, "callback", l->callback ? l->callback_number : NULL);
    yz_json_text(&j, "callback_state", l->callback ? yz_code_key("case_state", l->callback_state) : NULL);
    yz_json_text(&j, "callback_due", l->callback_due ? yz_moment_iso(l->callback_due, text) : NULL);
    yz_json_bool(&j, "callback_overdue", l->callback_overdue);
    yz_cli_json_end(cli, &j);
}

static void line_row(struct yz_table *t, const struct yz_rating_line *l) {
    char text[40];
    yz_table_cell(t, yz_moment_text(l->at, text));
    yz_table_cell(t, l->number);
    yz_table_cell(t, yz_code_label("rating", l->mark));
    yz_table_cell(t, l->callback ? l->callback_number : "");
    yz_table_cell(t, yz_code_label("case_state", l->callback_state));
    yz_table_cell(t, l->callback_due ? yz_moment_text(l->callback_due, text) : "");
    yz_table_cell(t, l->note);
}

/* Days of --from and --to. */
static enum yz_status days(const char *from, const char *to, yz_date *first, yz_date *last) {
    enum yz_status status = from ? yz_argument_day("--from", from, first) : YZ_OK;
    return status == YZ_OK && to ? yz_argument_day("--to", to, last) : status;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *from = NULL, *to = NULL;
    struct yz_rating_filter filter = {0};
    const struct yz_option_row rows[] = {{.name = "--bad", .flag = &filter.bad},
                                         {.name = "--from", .value = &from},
                                         {.name = "--to", .value = &to},
                                         {.name = NULL}};
    struct yz_pages p = {.size = sizeof(struct yz_rating_line), .most = INT64_MAX};
    struct yz_table t;
    p.status = yz_arguments(&argc, argv, rows);
    if (p.status == YZ_OK && argc > 1) p.status = yz_usage("rating");
    if (p.status == YZ_OK) p.status = days(from, to, &filter.from, &filter.to);
    yz_table_begin(&t, 0, _("时间"), _("办件"), _("评价"), _("回访"), _("状态"), _("回访期限"), _("意见"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_ratings_list(cli->session, &filter, p.last, p.rows, p.want, &p.count);
        for (const struct yz_rating_line *l; (l = yz_pages_row(&p)) != NULL;) {
            if (cli->json) line_json(cli, l);
            else line_row(&t, l);
        }
    }
    return yz_pages_end(&p, &t);
}

static void summary_json(struct yz_cli *cli, const struct yz_rating_summary *r, yz_date from, yz_date to) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "station", r->station ? r->station_name : NULL);
    yz_cli_json_day(&j, "from", from);
    yz_cli_json_day(&j, "to", to);
    yz_json_int(&j, "total", r->total);
    yz_json_bool(&j, "few", r->few);
    for (int mark = YZ_MARK_BEST; mark >= YZ_MARK_WORST; mark--) {
        if (r->few) yz_json_null(&j, yz_code_key("rating", mark));
        else yz_json_int(&j, yz_code_key("rating", mark), r->marks[mark]);
    }
    yz_cli_json_end(cli, &j);
}

static void summary_row(struct yz_table *t, const struct yz_rating_summary *r) {
    char text[32];
    yz_table_cell(t, r->station ? r->station_name : _("全部"));
    snprintf(text, sizeof text, "%lld", (long long)r->total);
    yz_table_cell(t, text);
    for (int mark = YZ_MARK_BEST; mark >= YZ_MARK_WORST; mark--) {
        snprintf(text, sizeof text, "%lld", (long long)r->marks[mark]);
        yz_table_cell(t, r->few ? "-" : text);
    }
}

static enum yz_status summary(struct yz_cli *cli, int argc, char **argv) {
    const char *from = NULL, *to = NULL, *by = NULL;
    const struct yz_option_row rows[] = {{.name = "--from", .value = &from},
                                         {.name = "--to", .value = &to},
                                         {.name = "--by", .value = &by},
                                         {.name = NULL}};
    struct yz_table t;
    yz_date first = 0, last = 0;
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || (by && strcmp(by, "station") != 0))) status = yz_usage("rating");
    if (status == YZ_OK) status = days(from, to, &first, &last);
    struct yz_rating_summary *all = status == YZ_OK ? calloc(STATIONS, sizeof *all) : NULL;
    if (status == YZ_OK && !all) status = yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_ratings_summary(cli->session, &first, &last, by != NULL, all, STATIONS, &count);
    yz_table_begin(&t, 126u, _("驿站"), _("共"), yz_code_label("rating", 5), yz_code_label("rating", 4),
                   yz_code_label("rating", 3), yz_code_label("rating", 2), yz_code_label("rating", 1), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (cli->json) summary_json(cli, &all[i], first, last);
        else summary_row(&t, &all[i]);
    }
    yz_table_print(&t);
    free(all);
    return status;
}

enum yz_status yz_cli_rating(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {
        {"list", YZ_CLI_FILE, list}, {"summary", YZ_CLI_FILE, summary}, {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
