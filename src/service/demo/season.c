/* The season of the residents' insurance: the mass of the year. Neighbours come together, one sitting after the other,
 * and the department answers a sitting as a whole. */
#include "service/demo/year.h"

#include <stdlib.h>
#include <yizhan/bulk.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>

#define SERVICE "resident-insurance"
enum { FIGURE = 4753, SEASON_FROM = 901, SEASON_TO = 1231, LEAST_DAYS = 40 };

/* The last season of the year that has lasted long enough. */
static void season(const struct yz_demo_year *y, yz_date *from, yz_date *to) {
    int year = y->today / 10000;
    *from = year * 10000 + SEASON_FROM;
    if (*from > y->today || yz_days_between(*from, y->today) < LEAST_DAYS) *from -= 10000;
    *to = *from / 10000 * 10000 + SEASON_TO;
    if (*to >= y->today) *to = yz_demo_workday_before(y->today, 1); /* whole days only: all of them come */
    if (*from < y->first) *from = y->first;
}

/* What one of them answers otherwise than all: a child, somebody new, somebody who pays later. */
static enum yz_status enrol(struct yz_demo_year *y, struct yz_bulk *b, size_t line, const struct yz_demo_soul *soul) {
    struct yz_dice *d = &y->m->dice;
    enum yz_status status = yz_bulk_add(b, soul->id, soul->household);
    if (status == YZ_OK && yz_age_on(soul->birth, yz_today()) < 18)
        status = yz_bulk_set_own(b, line, "kind", "student", NULL);
    if (status == YZ_OK && yz_dice_chance(d, 25)) status = yz_bulk_set_own(b, line, "history", "first", NULL);
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

/* The cases that came of it. */
static enum yz_status keep_cases(struct yz_demo_sitting *s, const struct yz_bulk *b) {
    const struct yz_bulk_line *lines;
    size_t count = yz_bulk_lines(b, &lines);
    s->cases = calloc(count + 1, sizeof *s->cases);
    if (!s->cases) return yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; i < count; i++)
        if (lines[i].state == YZ_BULK_DONE) s->cases[s->count++] = lines[i].case_id;
    return YZ_OK;
}

static enum yz_status fill(struct yz_demo_year *y, const struct yz_demo_sitting *s, struct yz_bulk *b) {
    struct yz_demo_maker *m = y->m;
    char today[YZ_DATE_TEXT];
    enum yz_status status = YZ_OK;
    yz_bulk_set(b, "history", "continuous", NULL);
    yz_bulk_set(b, "papers", "id,residence-permit", NULL);
    if (yz_dice_chance(&m->dice, 80)) yz_bulk_set(b, "paid_on", yz_date_text(yz_today(), today), NULL);
    for (size_t i = 0, n = 0; i < m->n_souls && n < s->size && status == YZ_OK; i++) {
        struct yz_demo_soul *soul = &m->souls[(s->soul + i) % m->n_souls];
        if (yz_demo_fits(soul, SERVICE, yz_today())) status = enrol(y, b, n++, soul);
    }
    return status;
}

/* a: the sitting. Neighbours, one after the other, as one act. */
static enum yz_status sit(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_demo_sitting *s = &y->sittings[move->a];
    struct yz_bulk_report report;
    struct yz_bulk *b;
    yz_session_act_as(y->s, yz_demo_clerk(y, s->station, move->at));
    enum yz_status status = yz_bulk_begin(y->s, SERVICE, &b);
    if (status != YZ_OK) return status;
    status = fill(y, s, b);
    if (status == YZ_OK && yz_bulk_choose_all(b, true)) status = yz_bulk_save(b, true, &report);
    if (status == YZ_OK) status = keep_cases(s, b);
    yz_bulk_free(b);
    if (status != YZ_OK || !s->count) return status;
    struct yz_demo_move next = {.make = answer, .a = move->a};
    next.at = yz_demo_later(y, 0, move->at, yz_dice_between(&y->m->dice, 1, 3) * INT64_C(1440));
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
        size_t near = (size_t)m->souls[s->soul].near;
        if (yz_dice_below(&m->dice, (int)m->n_stations)) s->station = near; /* else the main one */
        left -= (int)s->size;
        yz_moment at = yz_demo_open_moment(y, s->station, yz_demo_any_workday(y, from, to));
        status = yz_demo_plan(y, (struct yz_demo_move){.at = at, .make = sit, .a = (int64_t)y->sitting_count - 1});
    }
    return status;
}
