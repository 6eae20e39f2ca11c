/* What the file's last days leave on the desks of every station: something to find in each of its lists that evening. */
#include "service/demo/year.h"

enum { EVENING = 17 * 60 + 35 };

/* How many days before, of what, between which minutes of the day (0: any), what came of it. */
static const struct {
    int most; /* so many at a station: some of them are left out */
    int days_from, days_to, from, to;
    struct yz_demo_visit visit;
} all[] = {
    /* 晚间 */
    {2, 0, 0, EVENING, 1155, {.service = "wage-claim", .course = "left"}},
    {2, 0, 0, EVENING, 1155, {.service = "only-child-certificate", .course = "left"}},
    {2, 0, 0, EVENING, 1130, {.service = "pension-check", .course = "at-once"}},
    {1, 0, 0, EVENING, 1155, {.service = "unemployment", .course = "left", .first_clerk = true}},
    /* 今天到期: what is done the same day */
    {2, 0, 0, EVENING, 1155, {.service = "pension-check", .course = "left"}},
    {1, 0, 0, 15 * 60, 17 * 60, {.service = "certificate-check", .course = "left", .first_clerk = true}},
    /* 已超期 */
    {1, 7, 9, 0, 0, {.service = "unemployment", .course = "asked-after", .first_clerk = true}},
    {1, 6, 10, 0, 0, {.service = "only-child-certificate", .course = "begun"}},
    {1, 17, 19, 0, 0, {.service = "old-age-allowance", .course = "asked-after"}},
    /* 等补材料 */
    {2, 1, 6, 0, 0, {.service = "only-child-certificate", .course = "left", .papers = YZ_DEMO_AWAITED}},
    {1, 1, 4, 0, 0, {.service = "old-age-allowance", .course = "left", .papers = YZ_DEMO_AWAITED}},
    {1, 1, 4, 0, 0, {.service = "unemployment", .course = "left", .papers = YZ_DEMO_AWAITED, .first_clerk = true}},
    {1, 1, 5, 0, 0, {.service = "subsidy-4050", .course = "left", .papers = YZ_DEMO_AWAITED, .elsewhere = true}},
    /* 我的, and what was promised or offered */
    {1, 1, 3, 0, 0, {.service = "old-age-allowance", .course = "begun", .first_clerk = true}},
    {1, 2, 4, 0, 0, {.service = "subsidy-4050", .course = "begun", .elsewhere = true, .first_clerk = true}},
    {1, 0, 0, 14 * 60 + 35, 16 * 60, {.service = "wage-claim", .course = "promised-call", .first_clerk = true}},
    {1, 0, 0, 14 * 60 + 35, 16 * 60, {.service = "only-child-certificate", .course = "promised-call"}},
    {1, 1, 1, 14 * 60, 16 * 60, {.service = "only-child-certificate", .course = "offered"}},
};

static enum yz_status plan_one(struct yz_demo_year *y, size_t i, size_t station) {
    struct yz_dice *d = &y->m->dice;
    struct yz_demo_visit v = all[i].visit;
    yz_date day = yz_demo_workday_before(y->today, yz_dice_between(d, all[i].days_from, all[i].days_to));
    yz_moment at = all[i].to ? yz_moment_make(day, yz_dice_between(d, all[i].from, all[i].to))
                             : yz_demo_open_moment(y, station, day);
    v.station = station;
    v.soul = -1;
    return yz_demo_visit_at(y, at, &v);
}

/* The first of each sort always, more of it by chance. */
enum yz_status yz_demo_plan_today(struct yz_demo_year *y) {
    enum yz_status status = YZ_OK;
    for (size_t station = 1; station < y->m->n_stations; station++)
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            for (int n = 0; n < all[i].most && status == YZ_OK; n++)
                if (!n || yz_dice_chance(&y->m->dice, 40)) status = plan_one(y, i, station);
    return status;
}
