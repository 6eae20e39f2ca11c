/* improvement: 小转变: proposed, planned, done, confirmed by residents; needs it answers, what is given for it, its paper. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { SETS = 32, REFS = 32, USUAL = 100, MOST = 64 };

/* --- what is told --- */

static enum yz_status needs_json(struct yz_cli *cli, struct yz_json *j, int64_t id) {
    struct yz_need *all = calloc(MOST, sizeof *all);
    size_t count = 0;
    enum yz_status status =
        all ? yz_improvement_needs(cli->session, id, all, MOST, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    yz_json_array(j, "needs");
    for (size_t i = 0; i < count; i++) {
        yz_json_object(j, NULL);
        yz_cli_json_ref(j, "id", YZ_NEED, all[i].id);
        char text[sizeof all[i].text];
        yz_json_text(j, "text", yz_cli_field(cli, YZ_NEED, "text", &all[i], text, sizeof text));
        yz_json_text(j, "state", yz_code_key("need_state", all[i].state));
        yz_json_end(j);
    }
    yz_json_end(j);
    free(all);
    return status;
}

static enum yz_status gifts_json(struct yz_cli *cli, struct yz_json *j, int64_t id) {
    struct yz_gift *all = calloc(MOST, sizeof *all);
    size_t count = 0;
    enum yz_status status =
        all ? yz_improvement_gifts(cli->session, id, all, MOST, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    yz_json_array(j, "gifts");
    for (size_t i = 0; i < count; i++) {
        yz_json_object(j, NULL);
        yz_cli_fields(cli, j, YZ_GIFT, &all[i]);
        yz_json_end(j);
    }
    yz_json_end(j);
    free(all);
    return status;
}

static enum yz_status one_json(struct yz_cli *cli, const struct yz_improvement *im, bool whole) {
    struct yz_json j;
    char place[256];
    enum yz_status status = yz_cli_reveal(cli, YZ_IMPROVEMENT, im->id);
    if (status != YZ_OK) return status;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_IMPROVEMENT, im);
    yz_json_text(&j, "where", yz_improvement_where(cli->session, im, place, sizeof place));
    yz_json_int(&j, "days", yz_improvement_days(im));
    status = needs_json(cli, &j, im->id);
    if (status == YZ_OK) status = gifts_json(cli, &j, im->id);
    if (whole && status == YZ_OK) status = yz_cli_history(cli, &j, YZ_IMPROVEMENT, im->id, 0);
    yz_cli_json_end(cli, &j);
    return status;
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_improvement *im) {
    char text[256];
    yz_table_cell(t, im->number);
    yz_table_cell(t, yz_code_label("improvement_state", im->state));
    yz_table_cell(t, im->name);
    yz_table_cell(t, yz_improvement_where(cli->session, im, text, sizeof text));
    yz_table_cell(t, yz_date_text(im->finished, text));
    snprintf(text, sizeof text, "%lld", (long long)yz_improvement_days(im));
    yz_table_cell(t, im->started ? text : "");
}

/* What was just written, or what was wrong with it. */
static enum yz_status told(struct yz_cli *cli, enum yz_status status, const struct yz_improvement *im,
                           struct yz_findings *f) {
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status != YZ_OK) return status;
    if (cli->json) return one_json(cli, im, false);
    yz_cli_print("%s %s", im->number, yz_code_label("improvement_state", im->state));
    return YZ_OK;
}

/* Needs that are done and still wait for the word of those who asked. */
static void tell_waiting(struct yz_cli *cli, const struct yz_improvement *im) {
    struct yz_need *all = calloc(MOST, sizeof *all);
    size_t count = 0;
    char ref[32];
    if (all && yz_improvement_needs(cli->session, im->id, all, MOST, &count) == YZ_OK)
        for (size_t i = 0; i < count; i++)
            if (all[i].state == YZ_NEED_DELIVERED)
                yz_cli_say(_("%s 是别人家提的，还要他们自己说"), yz_ref_text(YZ_NEED, all[i].id, ref));
    free(all);
}

/* --- what is asked --- */

static enum yz_status named(struct yz_cli *cli, int argc, char **argv, struct yz_improvement *im) {
    if (argc < 2) return yz_usage("improvement");
    return yz_improvement_by_number(cli->session, argv[1], im);
}

static enum yz_status set_all(struct yz_cli *cli, const struct yz_kind *k, void *record, const char *const *sets,
                              int count, struct yz_findings *f) {
    char field[64];
    const char *value;
    enum yz_status status = YZ_OK;
    for (int i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        if (status == YZ_OK) yz_record_set_named(cli->session, k, record, field, value, f);
    }
    return status != YZ_OK || yz_findings_ok(f) ? status : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
}

static enum yz_status read_needs(struct yz_cli *cli, const char *const *refs, int count, int64_t *ids) {
    enum yz_kind_id kind;
    enum yz_status status = YZ_OK;
    for (int i = 0; status == YZ_OK && i < count; i++)
        status = yz_ref_resolve(cli->session, refs[i], YZ_KIND_BIT(YZ_NEED), &kind, &ids[i]);
    return status;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *state = NULL, *text = "", *need = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--state", .value = &state},
                                         {.name = "--text", .value = &text},
                                         {.name = "--need", .value = &need},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_improvement_filter filter = {0};
    struct yz_table t;
    int64_t most = cli->json ? INT64_MAX : USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("improvement");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK && need) status = read_needs(cli, &need, 1, &filter.need);
    if (status == YZ_OK && state && !yz_code_parse("improvement_state", state, &filter.state))
        status = yz_fail(YZ_USAGE, _("没有这种状态 %s；有 proposed planned under-way done confirmed reopened dropped"),
                         state);
    snprintf(filter.text, sizeof filter.text, "%s", text);
    yz_table_begin(&t, 1u << 5, _("编号"), _("状态"), _("做什么"), _("地点"), _("完工日期"), _("工作日"), NULL);
    struct yz_pages p = {.size = sizeof(struct yz_improvement), .most = most, .status = status};
    while (yz_pages_want(&p)) {
        p.status = yz_improvement_page(cli->session, &filter, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_improvement *im; (im = yz_pages_row(&p)) != NULL;) {
            if (cli->json) p.status = one_json(cli, im, false);
            else row(cli, &t, im);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_improvement im;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("improvement");
    if (status == YZ_OK) status = named(cli, argc, argv, &im);
    if (status != YZ_OK) return status;
    if (cli->json) return one_json(cli, &im, true);
    return yz_cli_show_kind(cli, 2, (char *[]){argv[0], yz_ref_text(YZ_IMPROVEMENT, im.id, ref), NULL},
                            YZ_KIND_BIT(YZ_IMPROVEMENT));
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS], *refs[REFS];
    int count = 0, needs = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = "--need", .value = refs, .times = &needs, .most = REFS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_improvement im = {0};
    int64_t ids[REFS];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 1 || !(count + needs))) status = yz_usage("improvement");
    if (status == YZ_OK) status = read_needs(cli, refs, needs, ids);
    if (status == YZ_OK) status = set_all(cli, &yz_improvement_kind, &im, sets, count, &f);
    if (status == YZ_OK) status = yz_improvement_save(cli->session, &im, ids, (size_t)needs, &f);
    return told(cli, status, &im, &f);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_improvement im = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 2 || !count)) status = yz_usage("improvement");
    if (status == YZ_OK) status = named(cli, argc, argv, &im);
    if (status == YZ_OK) status = set_all(cli, &yz_improvement_kind, &im, sets, count, &f);
    if (status == YZ_OK) status = yz_improvement_save(cli->session, &im, NULL, 0, &f);
    return told(cli, status, &im, &f);
}

static enum yz_status need(struct yz_cli *cli, int argc, char **argv) {
    bool drop = false;
    const struct yz_option_row rows[] = {{.name = "--drop", .flag = &drop}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_improvement im = {0};
    int64_t ids[REFS];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc < 3 || argc > 2 + REFS)) status = yz_usage("improvement");
    if (status == YZ_OK) status = named(cli, argc, argv, &im);
    if (status == YZ_OK) status = read_needs(cli, (const char *const *)argv + 2, argc - 2, ids);
    if (status == YZ_OK) status = yz_improvement_link(cli->session, im.id, ids, (size_t)argc - 2, drop);
    return told(cli, status, &im, &f);
}

static enum yz_status give(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_improvement im = {0};
    struct yz_gift g = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 2 || !count)) status = yz_usage("improvement");
    if (status == YZ_OK) status = named(cli, argc, argv, &im);
    g.improvement = im.id;
    if (status == YZ_OK) status = set_all(cli, &yz_gift_kind, &g, sets, count, &f);
    if (status == YZ_OK) status = yz_improvement_give(cli->session, &g, &f);
    return told(cli, status, &im, &f);
}

/* A field that the step does not ask for would be lost without a word. */
static enum yz_status only_fields(enum yz_improvement_step step, const char *const *sets, int count) {
    char field[64], all[160] = "";
    const char *value, *const *names = yz_improvement_step_fields(step);
    enum yz_status status = YZ_OK;
    for (size_t i = 0; names[i]; i++) snprintf(all + strlen(all), sizeof all - strlen(all), " %s", names[i]);
    for (int i = 0; status == YZ_OK && i < count; i++) {
        size_t n = 0;
        status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        while (status == YZ_OK && names[n] && strcmp(names[n], field) != 0) n++;
        if (status == YZ_OK && !names[n])
            status = yz_fail(YZ_USAGE, _("%1$s 这一步没有 %2$s；有%3$s"), yz_improvement_step_key(step), field, all);
    }
    return status;
}

static enum yz_status step(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_improvement im = {0};
    enum yz_improvement_step which = YZ_IMPROVE_PLAN;
    yz_improvement_step_named(argv[0], &which);
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("improvement");
    if (status == YZ_OK) status = only_fields(which, sets, count);
    if (status == YZ_OK) status = named(cli, argc, argv, &im);
    if (status == YZ_OK) status = set_all(cli, &yz_improvement_kind, &im, sets, count, &f);
    if (status == YZ_OK) status = yz_improvement_do(cli->session, &im, which, &f);
    if (status == YZ_OK && which == YZ_IMPROVE_CONFIRM && !cli->json) tell_waiting(cli, &im);
    return told(cli, status, &im, &f);
}

enum yz_status yz_cli_improvement(struct yz_cli *cli, int argc, char **argv) {
    enum { WRITES = YZ_CLI_FILE | YZ_CLI_WRITES };
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"add", WRITES, add},
                                               {"edit", WRITES, edit},
                                               {"need", WRITES, need},
                                               {"give", WRITES, give},
                                               {"plan", WRITES, step},
                                               {"start", WRITES, step},
                                               {"finish", WRITES, step},
                                               {"confirm", WRITES, step},
                                               {"reopen", WRITES, step},
                                               {"drop", WRITES, step},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
