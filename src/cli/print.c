/* print, prints: any paper of any record, and the record of what was printed. */
#include "cli/cli.h"

#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/meetings.h>
#include <yizhan/prints.h>
#include <yizhan/registry.h>
#include <yizhan/seals.h>

enum { USUAL = 50 };

enum yz_status yz_cli_print_one(struct yz_cli *cli, enum yz_paper paper, const char *ref, const char *to) {
    struct yz_print way = {0};
    int64_t id = 0;
    enum yz_status status = yz_print_parse(to, &way);
    if (status == YZ_OK) status = yz_paper_subject(cli->session, paper, ref, &id);
    if (status == YZ_OK) status = yz_paper_print_of(cli->session, yz_paper_kind(paper), id, paper, &way);
    if (status == YZ_OK) yz_cli_say(_("已打印%1$s：%2$s"), yz_paper_name(paper), ref);
    return status;
}

static enum yz_status paper_called(const char *key, enum yz_paper *paper) {
    struct yz_buffer all = {0};
    if (yz_paper_from_key(key, paper)) return YZ_OK;
    for (int i = 0; i < YZ_PAPERS; i++) yz_buffer_printf(&all, "%s%s", i ? " " : "", yz_paper_key((enum yz_paper)i));
    yz_fail(YZ_USAGE, _("没有文书 %1$s；有 %2$s"), key, yz_buffer_string(&all));
    yz_buffer_free(&all);
    return YZ_USAGE;
}

enum yz_status yz_cli_print_paper(struct yz_cli *cli, int argc, char **argv) {
    const char *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--to", .value = &to}, {.name = NULL}};
    enum yz_paper paper = YZ_PAPER_RECEIPT;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("print");
    if (status == YZ_OK) status = paper_called(argv[1], &paper);
    return status == YZ_OK ? yz_cli_print_one(cli, paper, argv[2], to) : status;
}

/* --- prints --- */

static void line_json(struct yz_cli *cli, const struct yz_print_line *l) {
    struct yz_json j;
    char at[40], ref[32];
    yz_cli_json(cli, &j);
    yz_json_int(&j, "seq", l->seq);
    yz_json_text(&j, "at", yz_moment_iso(l->at, at));
    yz_json_text(&j, "paper", yz_paper_key(l->paper));
    yz_json_text(&j, "kind", l->kind == YZ_NO_KIND ? "certificate" : yz_kinds[l->kind]->name);
    yz_json_text(&j, "id", l->kind == YZ_NO_KIND ? NULL : yz_ref_text(l->kind, l->id, ref));
    yz_json_text(&j, "subject", l->subject);
    yz_json_text(&j, "whom", l->whom);
    yz_json_text(&j, "staff", l->staff);
    yz_json_text(&j, "to", l->to);
    yz_json_int(&j, "columns", l->columns);
    yz_json_int(&j, "lines", l->lines);
    yz_json_bool(&j, "again", l->again);
    yz_cli_json_end(cli, &j);
}

static void line_row(struct yz_table *t, const struct yz_print_line *l) {
    char text[48];
    yz_table_cell(t, yz_moment_text(l->at, text));
    yz_table_cell(t, l->staff);
    yz_table_cell(t, yz_paper_name(l->paper));
    yz_table_cell(t, l->subject);
    yz_table_cell(t, l->whom);
    yz_table_cell(t, l->to);
    snprintf(text, sizeof text, "%lld", (long long)l->lines);
    yz_table_cell(t, text);
    yz_table_cell(t, l->again ? _("补打") : "");
}

static enum yz_status list(struct yz_cli *cli, struct yz_print_filter *filter, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_print_line), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 1u << 6, _("时间"), _("谁"), _("文书"), _("对象"), _("给谁"), _("打到哪里"), _("行数"), "",
                   NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_prints(cli->session, filter, p.rows, p.want, &p.count);
        for (const struct yz_print_line *l; (l = yz_pages_row(&p)) != NULL; filter->before_seq = l->seq) {
            if (cli->json) line_json(cli, l);
            else line_row(&t, l);
        }
    }
    return yz_pages_end(&p, &t);
}

/* A number of the seal register, of a meeting or of an improvement is no REF that the registry knows. */
static enum yz_status about(struct yz_cli *cli, const char *ref, struct yz_print_filter *filter) {
    struct yz_seal u;
    struct yz_meeting m;
    struct yz_improvement im;
    if (yz_seal_by_number(cli->session, ref, &u) == YZ_OK) filter->kind = YZ_SEAL, filter->id = u.id;
    else if (yz_meeting_by_number(cli->session, ref, &m) == YZ_OK) filter->kind = YZ_MEETING, filter->id = m.id;
    else if (yz_improvement_by_number(cli->session, ref, &im) == YZ_OK)
        filter->kind = YZ_IMPROVEMENT, filter->id = im.id;
    else return yz_ref_resolve(cli->session, ref, 0, &filter->kind, &filter->id);
    return YZ_OK;
}

enum yz_status yz_cli_prints(struct yz_cli *cli, int argc, char **argv) {
    const char *since = NULL, *key = NULL, *ref = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--since", .value = &since},
                                         {.name = "--paper", .value = &key},
                                         {.name = "--ref", .value = &ref},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_print_filter filter = {0};
    int64_t most = cli->json ? INT64_MAX : USUAL;
    bool has_time;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("prints");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK && since && !yz_moment_parse(since, yz_today(), &filter.since, &has_time))
        status = yz_fail(YZ_USAGE, _("选项 %1$s 要一个日期，如 2026-11-23，写的是 %2$s"), "--since", since);
    if (status == YZ_OK && key) status = paper_called(key, &filter.paper);
    filter.of_paper = key != NULL;
    if (status == YZ_OK && ref) status = about(cli, ref, &filter);
    return status == YZ_OK ? list(cli, &filter, most) : status;
}
