/* The demo's year: in the numbers of the founding article, made smaller for a smaller community. */
#include "service/demo/year.h"
#include "service/desk/workday.h"

#include <stdlib.h>

/* A year's figures. What is asked for earlier in a chain comes earlier in the year. */
static const struct {
    int figure, from, to; /* per cent of the year */
    struct yz_demo_visit visit;
} services[] = {
    {40, 0, 100, {.service = "wage-claim", .papers = YZ_DEMO_CHANCE}},
    {65, 0, 94, {.service = "unemployment", .course = "finish", .then = {"employment-certificate"}}},
    {40, 0, 100, {.service = "certificate-check"}},
    {100, 0, 100, {.service = "pension-check"}},
    {25,
     0,
     62,
     {.service = "unemployment", .course = "finish", .then = {"hardship", "flexible-employment", "subsidy-4050"}}},
    {27, 0, 96, {.service = "subsidy-4050", .elsewhere = true, .papers = YZ_DEMO_CHANCE}},
    {300, 0, 100, {.service = "only-child-certificate", .papers = YZ_DEMO_CHANCE}},
    {36, 0, 100, {.service = "old-age-allowance", .papers = YZ_DEMO_CHANCE}},
};

static enum yz_status plan_visit(struct yz_demo_year *y, size_t i) {
    struct yz_demo_visit v = services[i].visit;
    int days = yz_days_between(y->first, y->today);
    yz_date from = yz_date_add(y->first, days * services[i].from / 100);
    yz_date day = yz_demo_any_workday(y, from, yz_date_add(y->first, days * services[i].to / 100));
    v.station = (size_t)yz_dice_below(&y->m->dice, (int)y->m->n_stations);
    v.soul = -1;
    v.nearby = true;
    return yz_demo_visit_at(y, yz_demo_open_moment(y, v.station, day), &v);
}

enum yz_status yz_demo_plan_services(struct yz_demo_year *y) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        for (int n = yz_demo_scaled(y, services[i].figure); n && status == YZ_OK; n--) status = plan_visit(y, i);
    return status;
}

static void forget(struct yz_demo_year *y) {
    for (size_t i = 0; i < y->sitting_count; i++) free(y->sittings[i].cases);
    free(y->sittings);
    free(y->visits);
    free(y->key);
    free(y->agenda.moves);
    yz_session_leave(y->s);
}

enum yz_status yz_demo_live_year(struct yz_demo_maker *m) {
    struct yz_demo_year y = {.m = m, .end = yz_demo_end(m), .today = m->want.date};
    if (!yz_workday(y.today, NULL)) y.today = yz_demo_workday_before(y.today, 1);
    y.first = yz_demo_workday_before(yz_date_add(yz_date_add_months(m->want.date, -12), 3), 1);
    enum yz_status (*const plans[])(struct yz_demo_year *) = {
        yz_demo_plan_births, yz_demo_plan_services, yz_demo_plan_events, yz_demo_plan_season,
        yz_demo_plan_today,  yz_demo_plan_counter,  yz_demo_plan_queue,  yz_demo_plan_walks};
    size_t count = m->want.practice ? 1 : sizeof plans / sizeof *plans;
    enum yz_status status = yz_session_over(m->store, &m->staff[0], &y.s);
    for (size_t i = 0; i < count && status == YZ_OK; i++) status = plans[i](&y);
    if (status == YZ_OK) status = yz_demo_live(&y);
    forget(&y);
    return status;
}
