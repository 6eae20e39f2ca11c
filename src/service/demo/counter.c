/* Shifts of the last weeks and the next days, and what one shift handed to the next. */
#include "service/demo/year.h"
#include "base/text.h"
#include "service/desk/workday.h"

#include <string.h>
#include <yizhan/handover.h>
#include <yizhan/shifts.h>

enum { WEEKS_BEFORE = 3, DAYS_AFTER = 6, HANDOVER_DAYS = 5 };
enum { OPENS = 9 * 60, NOON = 13 * 60 + 30, DAY_ENDS = 17 * 60 + 30, NIGHT = 20 * 60 };

static enum yz_status add_shift(struct yz_demo_year *y, const struct yz_staff *who, yz_date day, int from, int to) {
    struct yz_shift shift = {.staff = who->id, .station = who->station, .invented = true};
    struct yz_findings f = {0};
    shift.starts = yz_moment_make(day, from);
    shift.ends = yz_moment_make(day, to);
    enum yz_status status = yz_shift_add(y->s, &shift, &f);
    yz_findings_free(&f);
    return status;
}

/* One clerk from the morning on, the other one until night; at the main station both by day. */
static enum yz_status shifts_of(struct yz_demo_year *y, size_t station, yz_date day) {
    const struct yz_staff *first = yz_demo_clerk(y, station, yz_moment_make(day, OPENS));
    const struct yz_staff *second = yz_demo_clerk(y, station, yz_moment_make(day, NIGHT));
    enum yz_status status = add_shift(y, first, day, OPENS, DAY_ENDS);
    if (status != YZ_OK) return status;
    return add_shift(y, second, day, station ? NOON : OPENS, station ? NIGHT : DAY_ENDS);
}

/* a: how many days from today the week begins that the head of the main station plans. */
static enum yz_status roster(struct yz_demo_year *y, const struct yz_demo_move *move) {
    enum yz_status status = YZ_OK;
    yz_session_act_as(y->s, yz_demo_chief(y, y->m->stations[0].id));
    for (int i = 0; i < 7 && move->a + i <= DAYS_AFTER; i++) {
        yz_date day = yz_date_add(y->today, (int)move->a + i);
        for (size_t k = 0; k < y->m->n_stations && yz_workday(day, NULL) && status == YZ_OK; k++)
            status = shifts_of(y, k, day);
    }
    return status;
}

/* a: the station. Whoever is there gives. */
static enum yz_status give(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_handover h = {.cash = -1, .papers = yz_dice_below(&y->m->dice, 4), .invented = true};
    struct yz_findings f = {0};
    if (yz_dice_chance(&y->m->dice, 40)) yz_copy(h.note, sizeof h.note, "证件原件在右边抽屉里，钥匙在老地方");
    yz_moment shift = yz_moment_make(yz_moment_date(move->at), yz_moment_minute(move->at) < DAY_ENDS ? OPENS : NIGHT);
    yz_session_act_as(y->s, yz_demo_clerk(y, (size_t)move->a, shift));
    enum yz_status status = yz_handover_give(y->s, y->m->stations[move->a].id, &h, &f);
    yz_findings_free(&f);
    return status;
}

/* The other one of a station's two clerks. */
static const struct yz_staff *colleague(const struct yz_demo_year *y, size_t station, int64_t of) {
    const struct yz_staff *two = &y->m->staff[2 * station];
    return two[0].id == of ? &two[1] : &two[0];
}

/* a: the station. Whoever comes next takes; where weeks meet it is the colleague who was not there. */
static enum yz_status receive(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_handover h;
    struct yz_findings f = {0};
    bool found;
    enum yz_status status = yz_handover_pending(y->s, y->m->stations[move->a].id, &h, &found);
    if (status == YZ_OK && found) yz_session_act_as(y->s, colleague(y, (size_t)move->a, h.given_by));
    if (status == YZ_OK && found) status = yz_handover_take(y->s, &h, NULL, &f);
    yz_findings_free(&f);
    return status;
}

static enum yz_status plan_handovers(struct yz_demo_year *y, size_t station, yz_date day) {
    const struct {
        int minute;
        enum yz_status (*make)(struct yz_demo_year *y, const struct yz_demo_move *move);
    } all[] = {{OPENS + 4, receive}, {DAY_ENDS - 5, give}, {DAY_ENDS + 3, receive}, {NIGHT - 3, give}};
    bool left = station == 1 && day == y->today; /* for the evening shift to take */
    enum yz_status status = YZ_OK;
    for (int i = 0; i < (left ? 2 : 4) && status == YZ_OK; i++) {
        struct yz_demo_move move = {.at = yz_moment_make(day, all[i].minute), .make = all[i].make};
        move.a = (int64_t)station;
        status = yz_demo_plan(y, move);
    }
    return status;
}

enum yz_status yz_demo_plan_counter(struct yz_demo_year *y) {
    enum yz_status status = YZ_OK;
    int monday = 1 - yz_weekday(y->today);
    for (int from = monday - 7 * WEEKS_BEFORE; from <= DAYS_AFTER && status == YZ_OK; from += 7) {
        yz_date friday = yz_demo_workday_before(yz_date_add(y->today, from), 1);
        status = yz_demo_plan(
            y, (struct yz_demo_move){.at = yz_moment_make(friday, 16 * 60 + 5), .make = roster, .a = from});
    }
    for (size_t station = 1; station < y->m->n_stations && status == YZ_OK; station++)
        for (int n = HANDOVER_DAYS; n >= 0 && status == YZ_OK; n--)
            status = plan_handovers(y, station, yz_demo_workday_before(y->today, n));
    return status;
}
