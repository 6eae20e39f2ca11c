/* match propose, accept, decline …, list, reasons: the loop from a proposal to the resident's word. */
#include "cli/cli.h"
#include "cli/match_loop.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/match.h>
#include <yizhan/registry.h>

static void match_json(struct yz_cli *cli, const struct yz_match *m, const char *next) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_MATCH, m);
    if (next) yz_json_text(&j, "next_candidate", *next ? next : NULL);
    yz_cli_json_end(cli, &j);
}

/* --- proposing --- */

static enum yz_status propose(struct yz_cli *cli, int argc, char **argv) {
    const char *units = NULL, *on = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--units", .value = &units}, {.name = "--on", .value = &on}, {.name = NULL}};
    struct yz_proposal p = {0};
    struct yz_match m;
    enum yz_kind_id kind;
    size_t done;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) return yz_usage("match");
    if (status == YZ_OK && units) status = yz_argument_number("--units", units, 1, 100000, &p.units);
    if (status == YZ_OK && on) status = yz_argument_day("--on", on, &p.day);
    if (status == YZ_OK) status = yz_ref_resolve(cli->session, argv[1], YZ_KIND_BIT(YZ_NEED), &kind, &p.need);
    if (status == YZ_OK) status = yz_ref_resolve(cli->session, argv[2], YZ_KIND_BIT(YZ_OFFER), &kind, &p.offer);
    if (status == YZ_OK) status = yz_match_propose(cli->session, &p, 1, &done);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_MATCH, p.match, &m);
    if (status != YZ_OK) return status;
    if (cli->json) match_json(cli, &m, NULL);
    else yz_cli_print(_("已提出 %s"), yz_ref_text(YZ_MATCH, m.id, ref));
    return YZ_OK;
}

/* --- steps --- */

/* Whoever is best for the need now; 0 when it is not open any more, or nobody is. */
static int64_t next_candidate(struct yz_cli *cli, int64_t need) {
    struct yz_matching *m = NULL;
    struct yz_match_hit hit = {0};
    size_t count = 0;
    if (yz_matching_load(cli->session, need, &m) == YZ_OK) yz_match_best(m, need, &hit, 1, &count);
    yz_matching_free(m);
    return count ? hit.offer : 0;
}

static void tell(struct yz_cli *cli, const struct yz_match *m) {
    struct yz_need n;
    char match[32], need[32], next[32] = "", name[96];
    bool declined = m->state == YZ_MATCH_DECLINED;
    int64_t offer = declined ? next_candidate(cli, m->need) : 0;
    if (offer) yz_ref_text(YZ_OFFER, offer, next);
    if (cli->json) {
        match_json(cli, m, declined ? next : NULL);
        return;
    }
    if (yz_record_get(cli->session, YZ_NEED, m->need, &n) != YZ_OK) return;
    yz_cli_print(_("%1$s %2$s；需求 %3$s %4$s"), yz_ref_text(YZ_MATCH, m->id, match),
                 yz_code_label("match_state", m->state), yz_ref_text(YZ_NEED, n.id, need),
                 yz_code_label("need_state", n.state));
    const struct yz_decline *d = declined ? yz_decline_named(m->reason) : NULL;
    if (d) yz_cli_print("%s", yz_decline_next(d, name, sizeof name));
    if (offer)
        yz_cli_print(_("下一家：%1$s %2$s"), next,
                     yz_record_title(cli->session, YZ_OFFER, offer, false, name, sizeof name));
}

static enum yz_status take(struct yz_cli *cli, int argc, char **argv) {
    const char *reason = cli->reason, *note = NULL, *on = NULL;
    const struct yz_option_row rows[] = {{.name = "--reason", .value = &reason},
                                         {.name = "--note", .value = &note},
                                         {.name = "--on", .value = &on},
                                         {.name = NULL}};
    struct yz_match_answer a = {.step = YZ_STEP_ACCEPT};
    struct yz_match m;
    enum yz_kind_id kind;
    int64_t id = 0;
    while (strcmp(yz_match_step_key(a.step), argv[0]) != 0) a.step++;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && on) status = yz_argument_day("--on", on, &a.on);
    if (status == YZ_OK && reason && a.step != YZ_STEP_DECLINE)
        status = yz_fail(YZ_USAGE, _("只有 decline 要写 --reason；别的话写在 --note"));
    if (status == YZ_OK && on && a.step != YZ_STEP_ACCEPT && a.step != YZ_STEP_DELIVER)
        status = yz_fail(YZ_USAGE, _("只有 accept 和 deliver 可以写 --on"));
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, YZ_KIND_BIT(YZ_MATCH), &kind, &id);
    a.reason = reason;
    a.text = note;
    if (status == YZ_OK) status = yz_match_take(cli->session, id, &a, &m);
    if (status == YZ_OK) tell(cli, &m);
    return status;
}

/* --- lists --- */

static void match_row(struct yz_cli *cli, struct yz_table *t, const struct yz_match *m) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_MATCH, m->id, text));
    yz_table_cell(t, yz_code_label("match_state", m->state));
    yz_table_cell(t, yz_ref_text(YZ_NEED, m->need, text));
    yz_table_cell(t, m->offer ? yz_ref_text(YZ_OFFER, m->offer, text) : "");
    yz_table_cell(t, m->offer ? yz_record_title(cli->session, YZ_OFFER, m->offer, false, text, sizeof text)
                              : _("（保密）"));
    snprintf(text, sizeof text, "%lld", (long long)m->units);
    yz_table_cell(t, text);
    yz_table_cell(t, yz_date_text(m->day, text));
    yz_table_cell(t, yz_date_text(m->remind_on, text));
}

static enum yz_status view_of(const char *name, enum yz_match_view *out) {
    for (int i = 0; i < YZ_MATCH_VIEWS; i++) {
        *out = (enum yz_match_view)i;
        if (strcmp(name, yz_match_view_key(*out)) == 0 || strcmp(name, yz_match_view_name(*out)) == 0) return YZ_OK;
    }
    return yz_fail(
        YZ_USAGE, _("--view 没有“%s”：waiting open proposed accepted delivered reopened confirmed declined all"), name);
}

static enum yz_status pages(struct yz_cli *cli, const struct yz_match_filter *filter, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_match), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 1u << 5, "REF", _("状态"), _("需求"), _("服务、资源"), _("内容"), _("占几次"), _("哪一天的"),
                   _("提醒日期"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_match_page(cli->session, filter, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_match *m; (m = yz_pages_row(&p)) != NULL;) {
            p.status = yz_cli_reveal(cli, YZ_MATCH, m->id);
            if (p.status == YZ_OK && cli->json) match_json(cli, m, NULL);
            else if (p.status == YZ_OK) match_row(cli, &t, m);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *view = "open", *need = NULL, *offer = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--view", .value = &view},
                                         {.name = "--need", .value = &need},
                                         {.name = "--offer", .value = &offer},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_match_filter filter = {0};
    enum yz_kind_id kind;
    int64_t most = cli->json ? INT64_MAX : 100;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) return yz_usage("match");
    if (status == YZ_OK) status = view_of(view, &filter.view);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, 1000000, &most);
    if (status == YZ_OK && need) status = yz_ref_resolve(cli->session, need, YZ_KIND_BIT(YZ_NEED), &kind, &filter.need);
    if (status == YZ_OK && offer)
        status = yz_ref_resolve(cli->session, offer, YZ_KIND_BIT(YZ_OFFER), &kind, &filter.offer);
    return status == YZ_OK ? pages(cli, &filter, most) : status;
}

static enum yz_status reasons(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_json j;
    char next[128];
    size_t count;
    const struct yz_decline *d = yz_declines(&count);
    (void)argv;
    if (argc > 1) return yz_usage("match");
    if (!d) return YZ_REFUSED;
    yz_table_begin(&t, 0, _("原因"), _("名称"), _("下一步"), NULL);
    for (size_t i = 0; i < count; i++) {
        yz_decline_next(&d[i], next, sizeof next);
        if (!cli->json) {
            yz_table_cell(&t, d[i].key);
            yz_table_cell(&t, yz_decline_name(&d[i]));
            yz_table_cell(&t, next);
            continue;
        }
        yz_cli_json(cli, &j);
        yz_json_text(&j, "key", d[i].key);
        yz_json_text(&j, "name", d[i].name);
        yz_json_text(&j, "name_en", d[i].name_en);
        yz_json_text(&j, "next", yz_code_key("match_rest", (int32_t)d[i].rest));
        yz_json_int(&j, "days", d[i].days);
        yz_json_bool(&j, "counts", d[i].counts);
        yz_cli_json_end(cli, &j);
    }
    yz_table_print(&t);
    return YZ_OK;
}

static const struct yz_action actions[] = {{"propose", YZ_CLI_FILE | YZ_CLI_WRITES, propose},
                                           {"accept", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"decline", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"deliver", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"confirm", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"reopen", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"withdraw", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                           {"list", YZ_CLI_FILE, list},
                                           {"reasons", 0, reasons},
                                           {NULL, 0, NULL}};

bool yz_cli_match_action(const char *word) {
    for (const struct yz_action *a = actions; a->name; a++)
        if (strcmp(a->name, word) == 0) return true;
    return false;
}

enum yz_status yz_cli_match_loop(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_action(cli, argc, argv, actions);
}
