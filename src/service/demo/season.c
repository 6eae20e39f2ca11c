/* The season of the residents' insurance: the mass of the year. Neighbours come together, one sitting after the other,
 * and the department answers a sitting as a whole. */
#include "service/demo/year.h"

#include <stdlib.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>

enum { FIGURE = 4753, SEASON_FROM = 901, SEASON_TO = 1231, LEAST_DAYS = 40 };

/* The last season of the year that has lasted long enough. */
static void season(const struct yz_demo_year *y, yz_date *from, yz_date *to) {
    int year = y->today / 10000;
    *from = year * 10000 + SEASON_FROM;
    if (*from > y->today || yz_days_between(*from, y->today) < LEAST_DAYS) *from -= 10000;
    *to = *from / 10000 * 10000 + SEASON_TO;
    if (*to > y->today) *to = y->today;
    if (*from < y->first) *from = y->first;
}

static enum yz_status enrol(struct yz_demo_year *y, struct yz_demo_sitting *sitting, struct yz_demo_soul *soul) {
    struct yz_demo_visit v = {.service = "resident-insurance"};
    struct yz_intake *in;
    struct yz_case c;
    enum yz_status status = yz_intake_begin(y->s, v.service, soul->household, soul->id, &in);
    if (status != YZ_OK) return status;
    yz_demo_fill(y, in, &v, soul);
    yz_demo_tick(y, in, YZ_DEMO_SEEN);
    status = yz_demo_save(in, &c);
    yz_intake_free(in);
    if (status == YZ_OK) sitting->cases[sitting->count++] = c.id;
    return status;
}

/* a: the sitting. Whoever received it sends the department's answers out. */
static enum yz_status answer(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_demo_sitting *sitting = &y->sittings[move->a];
    struct yz_case c;
    struct yz_doing doing = {.result = "参保登记完成"};
    size_t done, refusals;
    enum yz_status status = yz_get(y->m->store, &yz_case_kind, sitting->cases[0], &c);
    if (status != YZ_OK) return status;
    yz_session_act_as(y->s, yz_demo_staff_of(y, c.owner));
    return yz_cases_do(y->s, sitting->cases, sitting->count, "finish", &doing, &done, NULL, 0, &refusals);
}

/* a: the sitting. Nine in ten of the neighbours that may come do. */
static enum yz_status sit(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_demo_maker *m = y->m;
    struct yz_demo_sitting *s = &y->sittings[move->a];
    enum yz_status status = YZ_OK;
    s->cases = calloc(s->size, sizeof *s->cases);
    if (!s->cases) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_session_act_as(y->s, yz_demo_clerk(y, s->station, move->at));
    for (size_t i = 0; i < m->n_souls && s->count < s->size && status == YZ_OK; i++) {
        struct yz_demo_soul *soul = &m->souls[(s->soul + i) % m->n_souls];
        if (!yz_demo_fits(soul, "resident-insurance", yz_moment_date(move->at))) continue;
        if (yz_dice_chance(&m->dice, 90)) status = enrol(y, s, soul);
    }
    if (status != YZ_OK || !s->count) return status;
    int64_t days = yz_dice_between(&m->dice, 1, 3);
    struct yz_demo_move next = {.make = answer, .a = move->a};
    next.at = yz_demo_later(y, 0, move->at, days * 1440);
    return yz_demo_plan(y, next);
}

enum yz_status yz_demo_plan_season(struct yz_demo_year *y) {
    struct yz_demo_maker *m = y->m;
    int left = yz_demo_scaled(y, FIGURE);
    yz_date from, to;
    enum yz_status status = YZ_OK;
    season(y, &from, &to);
    y->sittings = calloc((size_t)left, sizeof *y->sittings);
    if (!y->sittings) return yz_fail(YZ_BUSY, _("内存不足"));
    while (left > 0 && status == YZ_OK && m->n_souls) {
        struct yz_demo_sitting *s = &y->sittings[y->sitting_count++];
        int size = yz_dice_between(&m->dice, 4, 44);
        s->size = (size_t)(size < left ? size : left);
        s->soul = (size_t)yz_dice_below(&m->dice, (int)m->n_souls);
        s->station = (size_t)yz_dice_below(&m->dice, (int)m->n_stations);
        left -= (int)s->size;
        yz_moment at = yz_demo_open_moment(y, s->station, yz_demo_any_workday(y, from, to));
        status = yz_demo_plan(y, (struct yz_demo_move){.at = at, .make = sit, .a = (int64_t)y->sitting_count - 1});
    }
    return status;
}
