/* The waiting line of the file's last day at every post station: served, waiting, called, and one left from the day
 * before. */
#include "service/demo/year.h"
#include "service/desk/workday.h"

#include <yizhan/tickets.h>

enum fate { SERVED, ABSENT, CALLED, WAITS };

static enum yz_status step(struct yz_demo_year *y, const struct yz_demo_move *move, enum yz_ticket_step what,
                           struct yz_ticket *t) {
    enum yz_status status = yz_get(y->m->store, &yz_ticket_kind, move->a, t);
    if (status != YZ_OK) return status;
    yz_session_act_as(y->s, yz_demo_clerk(y, yz_demo_station_of(y, t->station), move->at));
    return yz_ticket_do(y->s, t, what, 0);
}

/* In all of these a is the ticket and b its fate. */
static enum yz_status finish(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_ticket t;
    return step(y, move, YZ_TICKET_FINISH, &t);
}

static enum yz_status serve(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_ticket t;
    struct yz_demo_move next = {.make = finish, .a = move->a};
    next.at = move->at + yz_dice_between(&y->m->dice, 5, 18) * INT64_C(60000);
    enum yz_status status = step(y, move, move->b == ABSENT ? YZ_TICKET_MISS : YZ_TICKET_SERVE, &t);
    return status == YZ_OK && move->b == SERVED ? yz_demo_plan(y, next) : status;
}

static enum yz_status call(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_ticket t;
    struct yz_demo_move next = {.make = serve, .a = move->a, .b = move->b};
    next.at = move->at + (move->b == ABSENT ? 4 : 1) * INT64_C(60000);
    enum yz_status status = step(y, move, YZ_TICKET_CALL, &t);
    return status == YZ_OK && move->b != CALLED ? yz_demo_plan(y, next) : status;
}

/* a: the station. */
static enum yz_status come(struct yz_demo_year *y, const struct yz_demo_move *move) {
    static const char *const services[] = {"resident-insurance", "newborn-insurance", "pension-check",
                                           "unemployment",       "old-age-allowance", ""};
    struct yz_dice *d = &y->m->dice;
    char name[96];
    struct yz_ticket_wish wish = {.name = name, .service = services[yz_dice_below(d, 6)]};
    struct yz_findings f = {0};
    struct yz_ticket t;
    wish.priority = yz_dice_chance(d, 14);
    int age = wish.priority ? yz_dice_between(d, 68, 88) : yz_dice_between(d, 20, 60);
    yz_demo_name(y->m, NULL, 1 + yz_dice_below(d, 2), yz_demo_birthday(y->m, age), name);
    yz_session_act_as(y->s, yz_demo_clerk(y, (size_t)move->a, move->at));
    enum yz_status status = yz_ticket_take(y->s, y->m->stations[move->a].id, &wish, &t, &f);
    yz_findings_free(&f);
    if (status != YZ_OK || move->b == WAITS) return status;
    struct yz_demo_move next = {.make = call, .a = t.id, .b = move->b};
    next.at = move->at + yz_dice_between(d, 2, move->b == CALLED ? 4 : 22) * INT64_C(60000);
    return yz_demo_plan(y, next);
}

/* a: the station. At closing time the rest is carried over. */
static enum yz_status carry(struct yz_demo_year *y, const struct yz_demo_move *move) {
    yz_date to;
    size_t count;
    yz_session_act_as(y->s, yz_demo_clerk(y, (size_t)move->a, move->at));
    return yz_ticket_carry(y->s, y->m->stations[move->a].id, yz_moment_date(move->at), &to, &count);
}

/* a: the station. In the morning those come first. */
static enum yz_status call_carried(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_ticket t;
    yz_session_act_as(y->s, yz_demo_clerk(y, (size_t)move->a, move->at));
    enum yz_status status = yz_ticket_next(y->s, y->m->stations[move->a].id, &t);
    struct yz_demo_move next = {.at = move->at + 60000, .make = serve, .a = t.id, .b = SERVED};
    return status == YZ_OK ? yz_demo_plan(y, next) : status;
}

static enum yz_status plan(struct yz_demo_year *y, size_t station, yz_date day, int minute, enum fate fate) {
    struct yz_demo_move move = {.at = yz_moment_make(day, minute), .make = come, .a = (int64_t)station, .b = fate};
    return yz_demo_plan(y, move);
}

static enum yz_status at(struct yz_demo_year *y, size_t station, yz_date day, int minute,
                         enum yz_status (*make)(struct yz_demo_year *y, const struct yz_demo_move *move)) {
    struct yz_demo_move move = {.at = yz_moment_make(day, minute), .make = make, .a = (int64_t)station};
    return yz_demo_plan(y, move);
}

/* One who came too late the day before, on which the station may have closed early, comes first today. */
static enum yz_status plan_carried(struct yz_demo_year *y, size_t station) {
    struct yz_station open;
    enum yz_status status = yz_get(y->m->store, &yz_station_kind, y->m->stations[station].id, &open);
    yz_date before = yz_date_add(y->today, -1);
    if (status != YZ_OK) return status;
    while (yz_station_next_day(&open, yz_date_add(before, -1)) == y->today) before = yz_date_add(before, -1);
    int closes = yz_workday(before, NULL) ? 20 * 60 : 16 * 60;
    status = plan(y, station, before, closes - 12, WAITS);
    if (status == YZ_OK) status = at(y, station, before, closes - 1, carry);
    return status == YZ_OK ? at(y, station, y->today, 9 * 60 + 3, call_carried) : status;
}

static enum yz_status plan_station(struct yz_demo_year *y, size_t station) {
    struct yz_dice *d = &y->m->dice;
    enum yz_status status = plan_carried(y, station);
    for (int n = yz_dice_between(d, 5, 9); n && status == YZ_OK; n--) { /* over the day, but for noon */
        int minute = n % 2 ? yz_dice_between(d, 550, 690) : yz_dice_between(d, 815, 1120);
        status = plan(y, station, y->today, minute, n == 5 ? ABSENT : SERVED);
    }
    for (int n = yz_dice_between(d, 2, 4); n && status == YZ_OK; n--)
        status = plan(y, station, y->today, yz_dice_between(d, 1136, 1164), WAITS);
    if (status == YZ_OK) status = plan(y, station, y->today, 1128 + yz_dice_below(d, 6), CALLED);
    return status == YZ_OK ? at(y, station, y->today, 20 * 60 - 1, carry) : status;
}

enum yz_status yz_demo_plan_queue(struct yz_demo_year *y) {
    enum yz_status status = YZ_OK;
    for (size_t station = 1; station < y->m->n_stations && status == YZ_OK; station++)
        status = plan_station(y, station);
    return status;
}
