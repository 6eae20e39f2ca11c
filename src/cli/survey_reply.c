/* survey fill, enter, replies, results, need: what came back, and what it says. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "cli/survey.h"

enum { SETS = 128, GRIDS = 256, BAR = 30 };

struct filling {
    const char *household, *grid, *number, *take[SETS], *sets[SETS];
    int count, takes;
    bool anonymous;
    struct yz_survey_form form;
    struct yz_reply reply;
    char (*values)[YZ_ANSWER_ROOM], (*first)[YZ_ANSWER_ROOM];
    struct yz_findings f;
};

static enum yz_status whose(struct yz_cli *cli, struct filling *w) {
    enum yz_kind_id kind;
    enum yz_status status = YZ_OK;
    if (w->household)
        status = yz_ref_resolve(cli->session, w->household, 1u << YZ_HOUSEHOLD, &kind, &w->reply.household);
    if (status == YZ_OK && w->grid)
        status = yz_ref_resolve(cli->session, w->grid, 1u << YZ_GRID, &kind, &w->reply.grid);
    if (status == YZ_OK && w->number) status = yz_argument_number("--number", w->number, 1, 1000000, &w->reply.number);
    w->reply.anonymous = w->anonymous;
    return status;
}

static enum yz_status answer(struct filling *w, const char *set) {
    char name[64];
    const char *value;
    size_t i = 0;
    enum yz_status status = yz_cli_assignment(set, name, sizeof name, &value);
    while (status == YZ_OK && i < w->form.count && strcmp(w->form.questions[i].name, name) != 0) i++;
    if (status != YZ_OK) return status;
    if (i == w->form.count) return yz_fail(YZ_USAGE, _("问卷里没有题目 %s"), name);
    yz_answer_set(&w->form.questions[i], value, w->values[i], &w->f);
    return YZ_OK;
}

static enum yz_status begin(struct yz_cli *cli, int argc, char **argv, struct filling *w) {
    const struct yz_option_row rows[] = {{.name = "--household", .value = &w->household},
                                         {.name = "--grid", .value = &w->grid},
                                         {.name = "--number", .value = &w->number},
                                         {.name = "--anonymous", .flag = &w->anonymous},
                                         {.name = "--set", .value = w->sets, .times = &w->count, .most = SETS},
                                         {.name = "--take", .value = w->take, .times = &w->takes, .most = SETS},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("survey");
    if (status == YZ_OK) status = yz_cli_survey_named(cli, argv[1], &w->form);
    if (status == YZ_OK) status = whose(cli, w);
    w->values = calloc(YZ_QUESTIONS, sizeof *w->values);
    w->first = calloc(YZ_QUESTIONS, sizeof *w->first);
    if (status == YZ_OK && (!w->values || !w->first)) status = yz_fail(YZ_BUSY, _("内存不足"));
    for (int i = 0; status == YZ_OK && i < w->count; i++) status = answer(w, w->sets[i]);
    return status;
}

static void tell(struct yz_cli *cli, const struct yz_reply *r) {
    struct yz_json j;
    char ref[32];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_REPLY, r);
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_print("%s  %s", yz_ref_text(YZ_REPLY, r->id, ref), yz_code_label("reply_state", r->state));
    }
}

static enum yz_status end(struct yz_cli *cli, struct filling *w, enum yz_status status) {
    yz_cli_findings(cli, &w->f);
    if (status == YZ_OK) tell(cli, &w->reply);
    yz_findings_free(&w->f);
    yz_survey_form_free(&w->form);
    free(w->values);
    free(w->first);
    free(w);
    return status;
}

enum yz_status yz_cli_survey_fill(struct yz_cli *cli, int argc, char **argv) {
    struct filling *w = calloc(1, sizeof *w);
    if (!w) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = begin(cli, argc, argv, w);
    if (status == YZ_OK && w->number) status = yz_fail(YZ_USAGE, _("纸上答的用 survey enter 录入"));
    if (status == YZ_OK && !yz_findings_ok(&w->f)) status = yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (status == YZ_OK) status = yz_reply_add(cli->session, &w->form, &w->reply, w->values, &w->f);
    return end(cli, w, status);
}

/* --- the second keying --- */

/* What --take says of a question: 1 the first keying holds, 2 the second, 0 nothing. */
static int taken(const struct filling *w, const char *name) {
    size_t n = strlen(name);
    for (int i = 0; i < w->takes; i++) {
        const char *t = w->take[i];
        if (strncmp(t, name, n) == 0 && t[n] == '=') t += n + 1;
        if (strcmp(t, "first") == 0) return 1;
        if (strcmp(t, "second") == 0) return 2;
    }
    return 0;
}

static void tell_difference(struct yz_cli *cli, const struct yz_survey_form *form, size_t at, const char *first,
                            const char *second) {
    const struct yz_question *q = &form->questions[at];
    char one[600], two[600];
    struct yz_json j;
    yz_answer_text(q, first, one, sizeof one);
    yz_answer_text(q, second, two, sizeof two);
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "question", q->name);
        yz_json_text(&j, "first", one);
        yz_json_text(&j, "second", two);
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_print(_("第 %1$d 题 %2$s：第一遍“%3$s”，第二遍“%4$s”"), yz_question_number(form, at), q->name, one, two);
    }
}

/* Differences that --take does not settle are told; how many. */
static size_t settle(struct yz_cli *cli, struct filling *w) {
    size_t open = 0;
    for (size_t i = 0; i < w->form.count; i++) {
        const struct yz_question *q = &w->form.questions[i];
        int which = taken(w, q->name);
        if (strcmp(w->first[i], w->values[i]) == 0) continue;
        if (which == 1) memcpy(w->values[i], w->first[i], YZ_ANSWER_ROOM);
        if (which) continue;
        tell_difference(cli, &w->form, i, w->first[i], w->values[i]);
        open++;
    }
    return open;
}

static enum yz_status second(struct yz_cli *cli, struct filling *w) {
    struct yz_findings ignored = {0};
    yz_answers_check(&w->form, w->values, &ignored); /* what is not asked does not differ */
    yz_findings_free(&ignored);
    enum yz_status status = yz_reply_values(cli->session, &w->form, w->reply.id, w->first);
    if (status != YZ_OK) return status;
    size_t open = settle(cli, w);
    if (open)
        return yz_fail(YZ_REFUSED, _("两遍有 %zu 处不同；看纸，再用 --take 题目=first 或 --take 题目=second 定下来"),
                       open);
    return yz_reply_second(cli->session, &w->form, &w->reply, w->values, &w->f);
}

enum yz_status yz_cli_survey_enter(struct yz_cli *cli, int argc, char **argv) {
    struct filling *w = calloc(1, sizeof *w);
    struct yz_reply known = {0};
    if (!w) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = begin(cli, argc, argv, w);
    if (status == YZ_OK && !w->number) status = yz_fail(YZ_USAGE, _("写明纸上的编号：--number N"));
    if (status == YZ_OK && !yz_findings_ok(&w->f)) status = yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (status == YZ_OK) status = yz_reply_numbered(cli->session, w->form.survey.id, w->reply.number, &known);
    if (status != YZ_OK) return end(cli, w, status);
    if (known.id) w->reply = known;
    return end(cli, w, known.id ? second(cli, w) : yz_reply_add(cli->session, &w->form, &w->reply, w->values, &w->f));
}

/* --- reading --- */

enum yz_status yz_cli_survey_replies(struct yz_cli *cli, int argc, char **argv) {
    struct yz_pages p = {.size = sizeof(struct yz_reply), .most = INT64_MAX};
    struct yz_survey v;
    int64_t before = 0;
    p.status = argc == 2 ? yz_survey_find(cli->session, argv[1], &v) : yz_usage("survey");
    while (yz_pages_want(&p)) {
        p.status = yz_reply_page(cli->session, &v, NULL, before, p.rows, p.want, &p.count);
        for (const struct yz_reply *r; (r = yz_pages_row(&p)) != NULL; before = r->id) tell(cli, r);
    }
    return yz_pages_end(&p, NULL);
}

static void bar(const char *label, int64_t n, int64_t of) {
    char line[BAR + 1];
    int length = of ? (int)(n * BAR / of) : 0;
    memset(line, '#', sizeof line);
    line[length] = '\0';
    yz_cli_print("     %5lld %3d%%  %-*s %s", (long long)n, (int)yz_survey_percent(n, of), BAR, line, label);
}

/* Calls for each row of a question's figures. */
static void figures_rows(const struct yz_question *q, const struct yz_survey_figures *g, struct yz_json *j) {
    char name[48] = "", label[192];
    bool choices = q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY;
    for (int64_t i = 0; i < YZ_CHOICES; i++) {
        if (choices && !yz_question_choice(q, (size_t)i, name, label)) return;
        if (!choices && (q->type != YZ_ASK_SCALE || q->low + i > q->high)) return;
        if (!choices) snprintf(label, sizeof label, "%lld", (long long)q->low + i);
        if (!j) {
            bar(label, g->per[i], g->answered);
            continue;
        }
        yz_json_object(j, NULL);
        yz_json_text(j, "name", choices ? name : label);
        yz_json_text(j, "label", label);
        yz_json_int(j, "count", g->per[i]);
        yz_json_end(j);
    }
}

static void figures_json(struct yz_cli *cli, const struct yz_question *q, const struct yz_survey_figures *g,
                         int64_t grid) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "question", q->name);
    yz_json_text(&j, "label", q->label);
    yz_json_text(&j, "type", yz_code_key("question_type", q->type));
    yz_cli_json_ref(&j, "grid", YZ_GRID, grid);
    yz_json_int(&j, "replies", g->replies);
    yz_json_int(&j, "answered", g->answered);
    yz_json_array(&j, "counts");
    figures_rows(q, g, &j);
    yz_json_end(&j);
    if (yz_question_counts(q) && g->answered) {
        yz_json_real(&j, "mean", g->sum / (double)g->answered);
        yz_json_real(&j, "least", g->least);
        yz_json_real(&j, "most", g->most);
    }
    yz_cli_json_end(cli, &j);
}

static enum yz_status texts(struct yz_cli *cli, const struct yz_question *q, int64_t grid) {
    struct yz_pages p = {.size = sizeof(struct yz_survey_text), .most = INT64_MAX};
    struct yz_json j;
    char ref[32], need[32];
    int64_t before = 0;
    while (yz_pages_want(&p)) {
        p.status = yz_survey_texts(cli->session, q->id, grid, before, p.rows, p.want, &p.count);
        for (const struct yz_survey_text *t; (t = yz_pages_row(&p)) != NULL; before = t->id) {
            yz_ref_text(YZ_ANSWER, t->id, ref);
            if (!cli->json) {
                yz_cli_print("     %s  %s  %s", ref, t->text, t->need ? yz_ref_text(YZ_NEED, t->need, need) : "");
                continue;
            }
            yz_cli_json(cli, &j);
            yz_json_text(&j, "question", q->name);
            yz_json_text(&j, "answer", ref);
            yz_json_text(&j, "text", t->text);
            yz_cli_json_ref(&j, "need", YZ_NEED, t->need);
            yz_cli_json_end(cli, &j);
        }
    }
    return yz_pages_end(&p, NULL);
}

static enum yz_status results_one(struct yz_cli *cli, const struct yz_survey_form *form, size_t at, int64_t grid) {
    const struct yz_question *q = &form->questions[at];
    struct yz_survey_figures g;
    enum yz_status status = yz_survey_figures(cli->session, form, at, grid, &g);
    if (status != YZ_OK) return status;
    if (cli->json) {
        figures_json(cli, q, &g, grid);
    } else {
        yz_cli_print(_("%1$d %2$s  （%3$lld 份里 %4$lld 份答了）"), yz_question_number(form, at), q->label,
                     (long long)g.replies, (long long)g.answered);
        figures_rows(q, &g, NULL);
        if (yz_question_counts(q) && g.answered)
            yz_cli_print(_("     平均 %1$.2f，最小 %2$.10g，最大 %3$.10g"), g.sum / (double)g.answered, g.least,
                         g.most);
    }
    return q->type == YZ_ASK_TEXT ? texts(cli, q, grid) : YZ_OK;
}

/* Each grid in turn; those with too few are told as hidden. */
static enum yz_status by_grid(struct yz_cli *cli, const struct yz_survey_form *form, size_t at) {
    struct yz_survey_grid all[GRIDS];
    size_t count = 0;
    enum yz_status status = yz_survey_grids(cli->session, &form->survey, all, GRIDS, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (!all[i].hidden && !cli->json) yz_cli_print("%s", all[i].name);
        if (!all[i].hidden) status = results_one(cli, form, at, all[i].id);
        else yz_cli_say(_("%s的答卷太少，不单独列出"), all[i].name);
    }
    return status;
}

enum yz_status yz_cli_survey_results(struct yz_cli *cli, int argc, char **argv) {
    const char *question = NULL, *where = NULL;
    bool grids = false;
    const struct yz_option_row rows[] = {{.name = "--question", .value = &question},
                                         {.name = "--grid", .value = &where},
                                         {.name = "--by-grid", .flag = &grids},
                                         {.name = NULL}};
    struct yz_survey_form form = {0};
    enum yz_kind_id kind;
    int64_t grid = 0;
    bool found = false;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("survey");
    if (status == YZ_OK) status = yz_cli_survey_named(cli, argv[1], &form);
    if (status == YZ_OK && where) status = yz_ref_resolve(cli->session, where, 1u << YZ_GRID, &kind, &grid);
    for (size_t i = 0; status == YZ_OK && i < form.count; i++) {
        if (question ? strcmp(question, form.questions[i].name) != 0 : form.questions[i].type == YZ_ASK_NOTE) continue;
        found = true;
        status = grids ? by_grid(cli, &form, i) : results_one(cli, &form, i, grid);
    }
    if (status == YZ_OK && !found) status = yz_fail(YZ_USAGE, _("问卷里没有题目 %s"), question ? question : "");
    yz_survey_form_free(&form);
    return status;
}

enum yz_status yz_cli_survey_need(struct yz_cli *cli, int argc, char **argv) {
    const char *field = NULL;
    const struct yz_option_row rows[] = {{.name = "--field", .value = &field}, {.name = NULL}};
    struct yz_need need = {0};
    struct yz_findings f = {0};
    enum yz_kind_id kind;
    int64_t id;
    int32_t code = 0;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 2 || !field)) status = yz_usage("survey");
    if (status == YZ_OK && !yz_code_parse("need_field", field, &code))
        status = yz_fail(YZ_USAGE, _("没有需求领域 %s"), field);
    if (status == YZ_OK && (!yz_ref_parse(argv[1], &kind, &id) || kind != YZ_ANSWER))
        status = yz_fail(YZ_USAGE, _("%s 不是回答的编号；见 survey results"), argv[1]);
    if (status == YZ_OK) status = yz_answer_need(cli->session, id, code, &need, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK) yz_cli_print("%s", yz_ref_text(YZ_NEED, need.id, ref));
    return status;
}
