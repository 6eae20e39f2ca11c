/* seal: the register of the community's seal. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/seals.h>

enum { SETS = 32, USUAL = 100 };

static void line_row(struct yz_cli *cli, struct yz_table *t, const struct yz_seal *u) {
    char text[96];
    yz_table_cell(t, u->number);
    yz_table_cell(t, yz_moment_text(u->at, text));
    yz_table_cell(t, u->document);
    snprintf(text, sizeof text, "%lld", (long long)u->copies);
    yz_table_cell(t, text);
    yz_table_cell(t, yz_field_text(yz_field_named(&yz_seal_kind, "applicant"), u, !cli->reveal, text, sizeof text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STAFF, u->approved_by, false, text, sizeof text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STAFF, u->handled_by, false, text, sizeof text));
    yz_table_cell(t, u->matter);
}

static enum yz_status line_json(struct yz_cli *cli, const struct yz_seal *u) {
    struct yz_json j;
    enum yz_status status = yz_cli_reveal_row(cli, YZ_SEAL, u->id);
    if (status != YZ_OK) return status;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_SEAL, u);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS], *override = NULL, *value;
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = "--override", .value = &override},
                                         {.name = NULL}};
    struct yz_findings findings = {0};
    struct yz_seal u;
    char field[64];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 1) status = yz_usage("seal");
    yz_seal_begin(cli->session, &u);
    for (int i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        if (status == YZ_OK) yz_seal_set(cli->session, &u, field, value, &findings);
    }
    if (status == YZ_OK) status = yz_seal_add(cli->session, &u, override, &findings);
    if (status != YZ_OK && !yz_findings_ok(&findings)) status = yz_fail(YZ_REFUSED, "%s", _("有错误，没有保存"));
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, &findings);
    yz_findings_free(&findings);
    if (status == YZ_OK && cli->json) return line_json(cli, &u);
    if (status == YZ_OK) yz_cli_print("%s", u.number);
    return status;
}

static enum yz_status lines(struct yz_cli *cli, const struct yz_seal_filter *filter, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_seal), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 1u << 3, _("编号"), _("时间"), _("文件名称"), _("份数"), _("申请人"), _("批准人"), _("经手人"),
                   _("用印事由"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_seal_page(cli->session, filter, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_seal *u; (u = yz_pages_row(&p)) != NULL;) {
            if (cli->json) p.status = line_json(cli, u);
            else line_row(cli, &t, u);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *month = NULL, *text = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--month", .value = &month},
                                         {.name = "--text", .value = &text},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_seal_filter filter = {0};
    int64_t most = cli->json ? INT64_MAX : USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("seal");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK && month && !yz_seal_month(month, &filter))
        status = yz_fail(YZ_USAGE, _("选项 --month 要一个月份，如 2026-11，写的是 %s"), month);
    if (text) snprintf(filter.text, sizeof filter.text, "%s", text);
    return status == YZ_OK ? lines(cli, &filter, most) : status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_seal u;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("seal");
    if (status == YZ_OK) status = yz_seal_by_number(cli->session, argv[1], &u);
    if (status != YZ_OK) return status;
    return yz_cli_show_kind(cli, 2, (char *[]){argv[0], yz_ref_text(YZ_SEAL, u.id, ref), NULL}, 1u << YZ_SEAL);
}

static enum yz_status print(struct yz_cli *cli, int argc, char **argv) {
    const char *to = NULL, *key = "seal";
    const struct yz_option_row rows[] = {
        {.name = "--to", .value = &to}, {.name = "--paper", .value = &key}, {.name = NULL}};
    enum yz_paper paper = YZ_PAPER_SEAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("seal");
    if (status == YZ_OK) status = yz_paper_named(key, YZ_SEAL, &paper);
    return status == YZ_OK ? yz_cli_print_one(cli, paper, argv[1], to) : status;
}

enum yz_status yz_cli_seal(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"add", YZ_CLI_FILE, add},
                                               {"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"print", YZ_CLI_FILE, print},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
