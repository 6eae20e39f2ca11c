/* survey: questionnaires: check and add a definition, list, show, targets, print. Replies and figures are in survey_reply.c. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/surveys.h>

#include "cli/survey.h"

enum { GRIDS = 256 };

enum yz_status yz_cli_survey_named(struct yz_cli *cli, const char *name, struct yz_survey_form *form) {
    struct yz_survey v;
    enum yz_status status = yz_survey_find(cli->session, name, &v);
    return status == YZ_OK ? yz_survey_load(cli->session, v.id, form) : status;
}

/* --- definitions --- */

static void question_json(struct yz_json *j, const struct yz_question *q) {
    char name[48], label[192];
    yz_json_object(j, NULL);
    yz_json_text(j, "name", q->name);
    yz_json_text(j, "type", yz_code_key("question_type", q->type));
    yz_json_text(j, "label", q->label);
    yz_json_text(j, "hint", q->hint);
    yz_json_text(j, "section", q->section);
    yz_json_bool(j, "required", q->required);
    yz_json_text(j, "relevant", q->relevant);
    yz_json_text(j, "constraint", q->limit);
    yz_json_text(j, "constraint_message", q->message);
    yz_json_array(j, "choices");
    for (size_t i = 0; yz_question_choice(q, i, name, label); i++) {
        yz_json_object(j, NULL);
        yz_json_text(j, "name", name);
        yz_json_text(j, "label", label);
        yz_json_end(j);
    }
    yz_json_end(j);
    if (q->low || q->high) yz_json_int(j, "low", q->low), yz_json_int(j, "high", q->high);
    yz_json_end(j);
}

static void question_print(const struct yz_survey_form *form, size_t at) {
    const struct yz_question *q = &form->questions[at];
    char name[48], label[192], number[16] = "";
    if (*q->section && (!at || strcmp(q->section, form->questions[at - 1].section) != 0))
        yz_cli_print("   [%s]", q->section);
    if (q->type != YZ_ASK_NOTE) snprintf(number, sizeof number, "%d", yz_question_number(form, at));
    yz_cli_print("%2s %-12s %s%s  [%s]%s%s%s%s", number, q->name, q->label, q->required ? " *" : "",
                 yz_code_label("question_type", q->type), *q->relevant ? "  " : "", q->relevant, *q->limit ? "  " : "",
                 q->limit);
    for (size_t i = 0; yz_question_choice(q, i, name, label); i++) yz_cli_print("     %zu %s", i + 1, label);
}

static void tell(struct yz_cli *cli, const struct yz_survey_form *form) {
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_SURVEY, &form->survey);
        yz_json_array(&j, "questions");
        for (size_t i = 0; i < form->count; i++) question_json(&j, &form->questions[i]);
        yz_json_end(&j);
        yz_cli_json_end(cli, &j);
        return;
    }
    yz_cli_pairs(cli, YZ_SURVEY, &form->survey);
    for (size_t i = 0; i < form->count; i++) question_print(form, i);
}

static enum yz_status read_file(struct yz_cli *cli, int argc, char **argv, struct yz_survey_form *form) {
    struct yz_findings f = {0};
    if (argc != 2) return yz_usage("survey");
    enum yz_status status = yz_survey_read(argv[1], form, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status;
}

static enum yz_status check(struct yz_cli *cli, int argc, char **argv) {
    struct yz_survey_form form = {0};
    enum yz_status status = read_file(cli, argc, argv, &form);
    if (status == YZ_OK) yz_cli_say(_("问卷 %1$s 没有错误，%2$d 题"), form.survey.key, yz_survey_questions(&form));
    yz_survey_form_free(&form);
    return status;
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    struct yz_survey_form form = {0};
    enum yz_status status = read_file(cli, argc, argv, &form);
    if (status == YZ_OK) status = yz_survey_add(cli->session, &form);
    if (status == YZ_OK && cli->json) tell(cli, &form);
    else if (status == YZ_OK) yz_cli_print("%s", form.survey.key);
    yz_survey_form_free(&form);
    return status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    struct yz_survey_form form = {0};
    enum yz_status status = argc == 2 ? yz_cli_survey_named(cli, argv[1], &form) : yz_usage("survey");
    if (status == YZ_OK) tell(cli, &form);
    yz_survey_form_free(&form);
    return status;
}

/* --- how far they are --- */

static enum yz_status sums(struct yz_cli *cli, const struct yz_survey *v, struct yz_survey_grid *sum) {
    struct yz_survey_grid all[GRIDS];
    size_t count = 0;
    enum yz_status status = yz_survey_grids(cli->session, v, all, GRIDS, &count);
    *sum = (struct yz_survey_grid){0};
    for (size_t i = 0; i < count; i++) {
        sum->wanted += all[i].wanted;
        sum->replies += all[i].replies;
        sum->once += all[i].once;
    }
    return status;
}

static enum yz_status list_one(struct yz_cli *cli, const struct yz_survey *v, struct yz_table *t) {
    struct yz_survey_grid sum;
    struct yz_json j;
    char text[64], day[YZ_DATE_TEXT];
    enum yz_status status = sums(cli, v, &sum);
    if (status != YZ_OK) return status;
    if (!cli->json) {
        yz_table_cell(t, v->key);
        yz_table_cell(t, v->title);
        yz_table_cell(t, v->ended_at ? _("已结束") : yz_date_text(v->until, day));
        snprintf(text, sizeof text, "%lld", (long long)sum.replies);
        yz_table_cell(t, text);
        snprintf(text, sizeof text, "%lld", (long long)sum.wanted);
        yz_table_cell(t, text);
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_SURVEY, v);
    yz_json_int(&j, "replies", sum.replies);
    yz_json_int(&j, "once", sum.once);
    yz_json_int(&j, "wanted", sum.wanted);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    const struct yz_record_filter any = {0};
    struct yz_pages p = {.size = sizeof(struct yz_survey), .most = INT64_MAX};
    struct yz_table t;
    int64_t after = 0;
    p.status = yz_arguments(&argc, argv, none);
    if (p.status == YZ_OK && argc > 1) p.status = yz_usage("survey");
    yz_table_begin(&t, 1u << 3 | 1u << 4, _("代号"), _("问卷名称"), _("截止日期"), _("答卷"), _("目标"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_record_page(cli->session, YZ_SURVEY, &any, after, p.rows, p.want, &p.count);
        for (const struct yz_survey *v; (v = yz_pages_row(&p)) != NULL; after = v->id) p.status = list_one(cli, v, &t);
    }
    return yz_pages_end(&p, &t);
}

/* target KEY: how far each grid is; target KEY GRID N: sets one. */
static void target_row(struct yz_cli *cli, const struct yz_survey_grid *g, struct yz_table *t) {
    struct yz_json j;
    char text[32];
    const int64_t numbers[] = {g->households, g->wanted, g->replies, g->once};
    int64_t rate = g->wanted ? yz_survey_percent(g->replies, g->wanted) : -1;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_json_ref(&j, "grid", YZ_GRID, g->id);
        yz_json_text(&j, "name", g->name);
        yz_json_int(&j, "households", g->households);
        yz_json_int(&j, "wanted", g->wanted);
        yz_json_int(&j, "replies", g->replies);
        yz_json_int(&j, "once", g->once);
        if (rate < 0) yz_json_null(&j, "rate");
        else yz_json_int(&j, "rate", rate);
        yz_json_bool(&j, "hidden", g->hidden);
        yz_cli_json_end(cli, &j);
        return;
    }
    yz_table_cell(t, g->name);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(text, sizeof text, "%lld", (long long)numbers[i]);
        yz_table_cell(t, text);
    }
    snprintf(text, sizeof text, "%lld%%", (long long)rate);
    yz_table_cell(t, rate < 0 ? "" : text);
}

static enum yz_status target(struct yz_cli *cli, int argc, char **argv) {
    struct yz_survey_grid all[GRIDS];
    struct yz_survey v;
    struct yz_table t;
    enum yz_kind_id kind;
    int64_t grid, number;
    size_t count = 0;
    if (argc != 2 && argc != 4) return yz_usage("survey");
    enum yz_status status = yz_survey_find(cli->session, argv[1], &v);
    if (status == YZ_OK && argc == 4) {
        status = yz_ref_resolve(cli->session, argv[2], 1u << YZ_GRID, &kind, &grid);
        if (status == YZ_OK) status = yz_argument_number("target", argv[3], 0, 1000000, &number);
        if (status == YZ_OK) status = yz_quota_set(cli->session, v.id, grid, number);
    }
    if (status == YZ_OK) status = yz_survey_grids(cli->session, &v, all, GRIDS, &count);
    yz_table_begin(&t, 62, _("网格"), _("住户"), _("目标"), _("答卷"), _("待第二遍"), _("完成"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) target_row(cli, &all[i], &t);
    yz_table_print(&t);
    return status;
}

/* --- the end, and what came of it --- */

static enum yz_status end(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_survey_form form = {0};
    struct yz_findings f = {0};
    const char *why = cli->reason ? cli->reason : ""; /* the program's own option of that name took it */
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("survey");
    if (status == YZ_OK) status = yz_cli_survey_named(cli, argv[1], &form);
    if (status == YZ_OK) status = yz_survey_end(cli->session, form.survey.id, why, &f);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_SURVEY, form.survey.id, &form.survey);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && cli->json) tell(cli, &form);
    else if (status == YZ_OK) yz_cli_print("%s", form.survey.key);
    yz_findings_free(&f);
    yz_survey_form_free(&form);
    return status;
}

static enum yz_status export(struct yz_cli *cli, int argc, char **argv) {
    const char *out = NULL; struct yz_survey_out o = {.revealed = cli->reveal};
    const struct yz_option_row rows[] = {{.name = "--format", .value = &o.format},
                                         {.name = "--encoding", .value = &o.encoding},
                                         {.name = "--public", .flag = &o.open},
                                         {.name = "--out", .value = &out},
                                         {.name = NULL}};
    struct yz_survey_form form = {0}; FILE *file = NULL; size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("survey");
    if (status == YZ_OK) status = yz_cli_survey_named(cli, argv[1], &form);
    if (status == YZ_OK) status = yz_cli_reveal(cli, YZ_SURVEY, form.survey.id);
    if (!o.format) o.format = cli->json             ? "json"
                              : yz_cli_is_xlsx(out) ? "xlsx"
                                                    : NULL;
    if (status == YZ_OK) status = yz_cli_open_out(out, o.format &&strcmp(o.format, "xlsx") == 0, &file);
    if (status == YZ_OK){status = yz_survey_export(cli->session, &form, &o, file, &count);
                         status = yz_cli_close_out(out, file, status);
                         if (status == YZ_OK && out) yz_cli_say(_("已导出 %1$zu 行到 %2$s"), count, out);}
yz_survey_form_free(&form);
return status;
}

static enum yz_status print(struct yz_cli *cli, int argc, char **argv) {
    const char *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--to", .value = &to}, {.name = NULL}};
    struct yz_survey_form form = {0};
    struct yz_print way;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("survey");
    if (status == YZ_OK) status = yz_print_parse(to, &way);
    if (status == YZ_OK) status = yz_cli_survey_named(cli, argv[1], &form);
    if (status == YZ_OK) status = yz_survey_print(cli->session, &form, &way);
    yz_survey_form_free(&form);
    return status;
}

enum yz_status yz_cli_survey(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"check", 0, check},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, add},
                                               {"target", YZ_CLI_FILE | YZ_CLI_WRITES, target},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, end},
                                               {"export", YZ_CLI_FILE, export},
                                               {"print", YZ_CLI_FILE, print},
                                               {"fill", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_survey_fill},
                                               {"enter", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_survey_enter},
                                               {"replies", YZ_CLI_FILE, yz_cli_survey_replies},
                                               {"results", YZ_CLI_FILE, yz_cli_survey_results},
                                               {"need", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_survey_need},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
