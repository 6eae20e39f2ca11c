/* The year's cases: each birth comes to a desk some weeks later, through the same intake that a clerk uses; the
 * department finishes it some days after. The clock stands at each moment, so the journal tells a true year. */
#include "base/text.h"
#include "service/demo/demo_private.h"
#include "service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/intake.h>

enum { DESK_DAYS = 88, UNSEEN_PER_HUNDRED = 12 }; /* how late people come; how often a paper is missing */

struct visit { /* a birth at the desk */
    struct yz_demo_birth birth;
    yz_moment at;
    int64_t number; /* of the certificate */
};

struct finish { /* what the department will have done */
    int64_t id;
    yz_moment at;
};

static int by_time(const void *a, const void *b) {
    const struct visit *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->birth.guardian < y->birth.guardian ? -1 : x->birth.guardian > y->birth.guardian;
}

/* A working moment some days after the birth; every third one in the evening hours. */
yz_moment yz_demo_desk_moment(struct yz_demo_maker *m, yz_date birth) {
    yz_date day = yz_date_add(birth, 4 + yz_dice_below(&m->dice, DESK_DAYS));
    while (yz_weekday(day) > 5) day = yz_date_add(day, 1);
    int draw = yz_dice_below(&m->dice, 9);
    int minute = draw < 3   ? yz_dice_between(&m->dice, 17 * 60 + 35, 19 * 60 + 50)
                 : draw < 6 ? yz_dice_between(&m->dice, 9 * 60 + 5, 11 * 60 + 50)
                            : yz_dice_between(&m->dice, 13 * 60 + 35, 17 * 60 + 20);
    return yz_moment_make(day, minute);
}

yz_moment yz_demo_end(const struct yz_demo_maker *m) {
    yz_moment evening = yz_moment_make(m->want.date, 19 * 60 + 30);
    return m->made && m->made < evening ? m->made : evening;
}

/* Those who come before the file's day is over; the rest have not come yet. */
static size_t plan(struct yz_demo_maker *m, struct visit *visits) {
    size_t n = 0;
    for (size_t i = 0; i < m->n_births; i++)
        if (m->births[i].at < yz_demo_end(m))
            visits[n++] = (struct visit){.birth = m->births[i], .at = m->births[i].at, .number = (int64_t)i};
    qsort(visits, n, sizeof *visits, by_time);
    return n;
}

/* A clerk of a post station: the main station closes before the evening. */
static const struct yz_staff *clerk(struct yz_demo_maker *m) {
    size_t clerks = 2 * m->n_stations;
    return &m->staff[m->n_stations > 1 ? 2 + (size_t)yz_dice_below(&m->dice, (int)clerks - 2) : 0];
}

static void baby_name(struct yz_demo_maker *m, const struct visit *v, char out[96]) {
    struct yz_person guardian;
    *out = '\0';
    if (yz_dice_chance(&m->dice, 30) || yz_get(m->store, &yz_person_kind, v->birth.guardian, &guardian) != YZ_OK)
        return; /* not named yet */
    char surname[16];
    snprintf(surname, sizeof surname, "%.*s", (int)yz_grapheme(guardian.name, NULL), guardian.name);
    yz_demo_name(m, surname, v->birth.sex, v->birth.day, out);
}

static void fill(struct yz_demo_maker *m, struct yz_intake *in, const struct visit *v) {
    const struct yz_item *item = yz_intake_item(in);
    char text[96], day[YZ_DATE_TEXT];
    baby_name(m, v, text);
    yz_intake_set(in, "baby_name", text, NULL);
    yz_intake_set(in, "baby_sex", v->birth.sex == 1 ? "男" : "女", NULL);
    snprintf(text, sizeof text, "%s %02d:%02d", yz_date_text(v->birth.day, day), yz_dice_below(&m->dice, 24),
             yz_dice_below(&m->dice, 60));
    yz_intake_set(in, "birth", text, NULL);
    snprintf(text, sizeof text, "%c53%07lld", 'V', (long long)v->number + 1000);
    yz_intake_set(in, "certificate", text, NULL);
    yz_intake_set(in, "guardian", yz_ref_text(YZ_PERSON, v->birth.guardian, text), NULL);
    yz_intake_set(in, "consent", "yes", NULL);
    for (size_t i = 0; i < item->paper_count; i++)
        yz_intake_tick(in, i, !yz_dice_chance(&m->dice, UNSEEN_PER_HUNDRED / (int)item->paper_count + 1));
}

static enum yz_status register_birth(struct yz_demo_maker *m, struct yz_session *s, const struct visit *v,
                                     struct yz_case *c) {
    struct yz_intake *in;
    struct yz_outcome outcome;
    struct yz_findings errors = {0};
    enum yz_status status = yz_intake_begin(s, "newborn-insurance", v->birth.household, 0, &in);
    if (status != YZ_OK) return status;
    fill(m, in, v);
    status = yz_intake_save(in, &outcome, c, &errors);
    if (status != YZ_OK && errors.count)
        status = yz_fail(YZ_FOREIGN, "%s: %s", errors.all[0].field, errors.all[0].rule);
    yz_findings_free(&errors);
    yz_intake_free(in);
    return status;
}

/* The department's answer comes one to nine days later; near the file's day it is still to come. */
static enum yz_status finish_case(struct yz_demo_maker *m, int64_t id, yz_moment at) {
    struct yz_case c;
    enum yz_status status = yz_get(m->store, &yz_case_kind, id, &c);
    if (status != YZ_OK || c.state != YZ_CASE_ACCEPTED) return status;
    yz_set_now(at);
    status = yz_act_begin(m->store, "finish-case", c.owner);
    if (status != YZ_OK) return status;
    c.state = YZ_CASE_FINISHED;
    c.finished = at;
    status = yz_put(m->store, &yz_case_kind, &c);
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}

static int by_finish(const void *a, const void *b) {
    const struct finish *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Finishes what the department finished before `now`, in the order of time, and keeps the rest. */
static enum yz_status finish_until(struct yz_demo_maker *m, struct finish *all, size_t *n, yz_moment now) {
    enum yz_status status = YZ_OK;
    size_t kept = 0;
    qsort(all, *n, sizeof *all, by_finish);
    for (size_t i = 0; i < *n; i++) {
        if (status == YZ_OK && all[i].at < now) status = finish_case(m, all[i].id, all[i].at);
        else all[kept++] = all[i];
    }
    *n = kept;
    return status;
}

static enum yz_status live_through(struct yz_demo_maker *m, struct yz_session *s, const struct visit *visits, size_t n,
                                   struct finish *open) {
    enum yz_status status = YZ_OK;
    size_t pending = 0;
    for (size_t i = 0; i < n && status == YZ_OK; i++) {
        struct yz_case c;
        status = finish_until(m, open, &pending, visits[i].at);
        if (status != YZ_OK) break;
        yz_set_now(visits[i].at);
        if (yz_demo_stays_away(m, &visits[i].birth)) {
            status = yz_demo_baby(m, &visits[i].birth);
            continue;
        }
        yz_session_act_as(s, clerk(m));
        status = register_birth(m, s, &visits[i], &c);
        yz_date day = yz_date_add(yz_moment_date(visits[i].at), yz_dice_between(&m->dice, 1, 26));
        if (yz_dice_chance(&m->dice, 96))
            open[pending++] =
                (struct finish){.id = c.id, .at = yz_moment_make(day, yz_dice_between(&m->dice, 540, 1020))};
    }
    return status == YZ_OK ? finish_until(m, open, &pending, yz_demo_end(m) - INT64_C(150) * 60000) : status;
}

enum yz_status yz_demo_cases(struct yz_demo_maker *m) {
    struct visit *visits = calloc(m->n_births + 1, sizeof *visits);
    struct finish *open = calloc(m->n_births + 1, sizeof *open);
    struct yz_session *s = NULL;
    enum yz_status status = yz_session_over(m->store, &m->staff[0], &s);
    if (!visits || !open) status = yz_fail(YZ_BUSY, _("内存不足"));
    else if (status == YZ_OK) status = live_through(m, s, visits, plan(m, visits), open);
    yz_session_leave(s);
    free(open);
    free(visits);
    return status;
}
