/* Two questionnaires of data/surveys with their replies: one that is being asked, one that was ended early. Keyed in at the end of
 * the year, with dice of their own: the rest of the community stays as it is. */
#include "base/data.h"
#include "base/text.h"
#include "service/demo/demo_private.h"
#include "service/field/survey_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>

enum { HOUSEHOLDS_EACH = 60, LEAST = 48, MOST = 220, WORDS = 4, NEEDS = 3 }; /* a reply for so many households */

static const struct plan {
    const char *data;
    int days; /* asked since so many */
    bool ended;
    const char *words[WORDS];
} plans[] = {{"surveys/parking.csv",
              21,
              false,
              {"晚上九点以后回来找不到车位", "消防通道常被占", "希望重新划线，再装几个充电桩", "访客来了没地方停"}},
             {"surveys/hall.csv",
              96,
              true,
              {"晚上开到九点", "想要几张孩子写作业的桌子", "周末有书画班", "空调坏了，夏天坐不住"}}};

struct talk {
    struct yz_demo_maker *m;
    const struct plan *plan;
    struct yz_survey_form form;
    char (*values)[YZ_ANSWER_ROOM];
    int64_t *asked; /* households */
    size_t count;
    int needs;
};

static bool was_asked(const struct talk *t, int64_t household) {
    for (size_t i = 0; i < t->count; i++)
        if (t->asked[i] == household) return true;
    return false;
}

/* An answer that somebody might give; "" where one need not. */
static void answer(struct talk *t, const struct yz_question *q, char value[YZ_ANSWER_ROOM]) {
    struct yz_dice *d = &t->m->dice;
    char name[48], label[192];
    size_t n = 0, used = 0;
    while (yz_question_choice(q, n, name, label)) n++;
    if (q->type == YZ_ASK_SINGLE && yz_question_choice(q, (size_t)yz_dice_below(d, (int)n), name, label))
        yz_copy(value, YZ_ANSWER_ROOM, name);
    for (size_t i = 0; q->type == YZ_ASK_MANY && yz_question_choice(q, i, name, label); i++)
        if (yz_dice_chance(d, 40))
            used += (size_t)snprintf(value + used, YZ_ANSWER_ROOM - used, "%s%s", used ? " " : "", name);
    if (q->type == YZ_ASK_SCALE) snprintf(value, YZ_ANSWER_ROOM, "%d", yz_dice_between(d, (int)q->low, (int)q->high));
    if (q->type == YZ_ASK_NUMBER) snprintf(value, YZ_ANSWER_ROOM, "%d", 1 + yz_dice_below(d, 3));
    if (q->type == YZ_ASK_DECIMAL) snprintf(value, YZ_ANSWER_ROOM, "%d.5", yz_dice_below(d, 3));
    if (q->type == YZ_ASK_TEXT && yz_dice_chance(d, 25))
        yz_copy(value, YZ_ANSWER_ROOM, t->plan->words[yz_dice_below(d, WORDS)]);
}

/* The first few texts have been made needs. */
static enum yz_status make_need(struct talk *t, const struct yz_reply *r, struct yz_answer *a) {
    struct yz_need n = {.household = r->household, .grid = r->grid, .source = 2, .state = YZ_NEED_HEARD};
    yz_code_parse("need_topic", "parking", &n.topic); /* what they are asked about, unless nobody is named */
    n.field = n.topic / 100;
    n.at = yz_moment_make(yz_date_add(yz_moment_date(r->at), 1), 10 * 60);
    n.staff = r->staff;
    n.invented = true;
    yz_copy(n.text, sizeof n.text, a->value);
    yz_copy(n.note, sizeof n.note, t->form.survey.title);
    enum yz_status status = yz_put(t->m->store, &yz_need_kind, &n);
    a->need = n.id;
    t->needs++;
    return status;
}

static enum yz_status put_answers(struct talk *t, const struct yz_reply *r) {
    struct yz_findings f = {0};
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < t->form.count; i++) {
        *t->values[i] = '\0';
        if (yz_question_asked(&t->form, t->values, i)) answer(t, &t->form.questions[i], t->values[i]);
    }
    yz_answers_check(&t->form, t->values, &f);
    yz_findings_free(&f);
    for (size_t i = 0; i < t->form.count && status == YZ_OK; i++) {
        struct yz_answer a = {.reply = r->id, .question = t->form.questions[i].id, .invented = true};
        if (!*t->values[i]) continue;
        yz_copy(a.value, sizeof a.value, t->values[i]);
        if (t->form.questions[i].type == YZ_ASK_TEXT && t->needs < NEEDS && r->household) status = make_need(t, r, &a);
        if (status == YZ_OK) status = yz_put(t->m->store, &yz_answer_kind, &a);
    }
    return status;
}

static int64_t grid_of(struct talk *t, int64_t household) {
    struct yz_query *q =
        yz_sql(t->m->store, "SELECT b.grid FROM household h JOIN dwelling d ON d.id=h.dwelling JOIN building b"
                            " ON b.id=d.building WHERE h.id=?1");
    yz_bind(q, 1, household);
    int64_t grid = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return grid;
}

/* At the door, or on paper and keyed in twice. */
static enum yz_status put_reply(struct talk *t, int64_t household) {
    struct yz_demo_maker *m = t->m;
    struct yz_dice *d = &m->dice;
    bool anonymous = t->form.survey.anonymous;
    yz_date last = t->plan->ended ? yz_moment_date(t->form.survey.ended_at) : m->want.date;
    yz_date day = yz_date_add(last, -yz_dice_between(d, 1, 18));
    struct yz_reply r = {.survey = t->form.survey.id, .grid = grid_of(t, household), .invented = true};
    r.household = anonymous ? 0 : household;
    r.anonymous = anonymous;
    r.state = YZ_REPLY_WHOLE;
    r.at = yz_moment_make(day, anonymous ? 0 : yz_dice_between(d, 9 * 60, 19 * 60));
    r.staff = m->staff[yz_dice_below(d, (int)m->n_staff)].id;
    if (yz_dice_chance(d, 30)) r.number = (int64_t)t->count, r.second = m->staff[0].id;
    if (!r.grid) return YZ_OK;
    enum yz_status status = yz_put(m->store, &yz_reply_kind, &r);
    return status == YZ_OK ? put_answers(t, &r) : status;
}

static int replies_of(const struct talk *t) {
    int64_t n = t->m->want.households / HOUSEHOLDS_EACH;
    n = n < LEAST ? LEAST : n > MOST ? MOST : n;
    return (int)(t->plan->ended ? n / 2 : n);
}

static enum yz_status put_form(struct talk *t) {
    struct yz_demo_maker *m = t->m;
    struct yz_survey *v = &t->form.survey;
    v->since = yz_date_add(m->want.date, -t->plan->days);
    v->until = yz_date_add(m->want.date, t->plan->ended ? -30 : 14);
    v->target = ((int64_t)replies_of(t) * 130 + m->want.households - 1) / m->want.households;
    v->at = yz_moment_make(v->since, 9 * 60);
    v->staff = yz_demo_supervisor(m);
    v->invented = true;
    if (t->plan->ended) {
        v->ended_at = yz_moment_make(yz_date_add(v->since, 30), 17 * 60);
        v->ended_by = v->staff;
        yz_copy(v->ended_why, sizeof v->ended_why, "各网格的目标都够了，先把结果贴出来");
    }
    enum yz_status status = yz_put(m->store, &yz_survey_kind, v);
    for (size_t i = 0; status == YZ_OK && i < t->form.count; i++) {
        t->form.questions[i].survey = v->id;
        t->form.questions[i].invented = true;
        status = yz_put(m->store, &yz_question_kind, &t->form.questions[i]);
    }
    return status;
}

static enum yz_status put_survey(struct talk *t) {
    struct yz_demo_maker *m = t->m;
    int most = replies_of(t);
    struct yz_findings f = {0};
    size_t size = 0;
    const char *text = yz_data(t->plan->data, &size);
    if (!text) return YZ_FOREIGN;
    enum yz_status status = yz_survey_read_text(t->plan->data, text, size, &t->form, &f);
    yz_findings_free(&f);
    if (status == YZ_OK) status = put_form(t);
    for (int i = 0; i < most && m->n_souls && status == YZ_OK; i++) {
        int64_t household = m->souls[yz_dice_below(&m->dice, (int)m->n_souls)].household;
        if (was_asked(t, household)) continue;
        t->asked[t->count++] = household;
        status = put_reply(t, household);
    }
    yz_survey_form_free(&t->form);
    return status;
}

static enum yz_status put_all(struct yz_demo_maker *m) {
    enum yz_status status = YZ_OK;
    char(*values)[YZ_ANSWER_ROOM] = calloc(YZ_QUESTIONS, sizeof *values);
    int64_t *asked = calloc(MOST, sizeof *asked);
    if (!values || !asked) status = yz_fail(YZ_BUSY, "%s", "");
    for (size_t i = 0; i < sizeof plans / sizeof *plans && status == YZ_OK; i++) {
        struct talk t = {.m = m, .plan = &plans[i], .values = values, .asked = asked};
        status = put_survey(&t);
    }
    free(values);
    free(asked);
    return status;
}

enum yz_status yz_demo_surveys(struct yz_demo_maker *m) {
    return yz_demo_part(m, "add-survey", 6007, put_all);
}
