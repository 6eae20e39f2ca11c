/* When the demo's stations are open, and who sits at their desks. */
#include "service/demo/year.h"
#include "service/desk/workday.h"

enum { MORNING = 9 * 60, NOON = 12 * 60, AFTERNOON = 13 * 60 + 30, EVENING = 17 * 60 + 30, NIGHT = 20 * 60 };

int yz_demo_scaled(const struct yz_demo_year *y, int figure) {
    int64_t n = (figure * y->m->want.households + 13350 / 2) / 13350;
    return n < 2 ? 2 : (int)n;
}

yz_date yz_demo_workday_before(yz_date day, int working_days) {
    while (working_days > 0) working_days -= yz_workday(day = yz_date_add(day, -1), NULL);
    return day;
}

yz_date yz_demo_any_workday(struct yz_demo_year *y, yz_date from, yz_date to) {
    int days = yz_days_between(from, to);
    yz_date day = yz_date_add(from, days > 0 ? yz_dice_below(&y->m->dice, days + 1) : 0);
    return yz_workday(day, NULL) ? day : yz_demo_workday_before(day, 1);
}

/* Every third one comes in the evening, where there is one. */
yz_moment yz_demo_open_moment(struct yz_demo_year *y, size_t station, yz_date day) {
    struct yz_dice *d = &y->m->dice;
    int draw = station ? yz_dice_below(d, 9) : 3 + yz_dice_below(d, 6);
    int minute = draw < 3   ? yz_dice_between(d, EVENING + 5, NIGHT - 10)
                 : draw < 6 ? yz_dice_between(d, MORNING + 5, NOON - 10)
                            : yz_dice_between(d, AFTERNOON + 5, EVENING - 10);
    return yz_moment_make(day, minute);
}

yz_moment yz_demo_later(struct yz_demo_year *y, size_t station, yz_moment at, int64_t minutes) {
    struct yz_dice *d = &y->m->dice;
    yz_moment then = at + (minutes > 0 ? minutes : 1) * 60000;
    yz_date day = yz_moment_date(then);
    int minute = yz_moment_minute(then), closes = station ? NIGHT : EVENING;
    if (yz_workday(day, NULL) && minute < closes) {
        if (minute < MORNING) minute = yz_dice_between(d, MORNING + 2, NOON - 2);
        else if (minute >= NOON && minute < AFTERNOON) minute = yz_dice_between(d, AFTERNOON, AFTERNOON + 25);
        return yz_moment_make(day, minute);
    }
    do day = yz_date_add(day, 1);
    while (!yz_workday(day, NULL));
    return yz_moment_make(day, yz_dice_between(d, MORNING + 2, NOON - 2));
}

/* Two clerks a station, who change shifts every week; in the file's last one the first of them has the evenings. */
const struct yz_staff *yz_demo_clerk(const struct yz_demo_year *y, size_t station, yz_moment at) {
    int weeks = (yz_day_number(y->today) + 3) / 7 - (yz_day_number(yz_moment_date(at)) + 3) / 7, turn = weeks & 1;
    bool late = yz_moment_minute(at) >= EVENING || (yz_moment_minute(at) >= AFTERNOON && at / 60000 % 2);
    return &y->m->staff[2 * station + (size_t)(late ? turn : !turn)];
}

const struct yz_staff *yz_demo_staff_of(const struct yz_demo_year *y, int64_t id) {
    for (size_t i = 0; i < y->m->n_staff; i++)
        if (y->m->staff[i].id == id) return &y->m->staff[i];
    return &y->m->staff[0];
}

const struct yz_staff *yz_demo_chief(const struct yz_demo_year *y, int64_t station) {
    const struct yz_demo_maker *m = y->m;
    for (size_t i = 0; i < m->n_staff; i++)
        if (m->staff[i].role == m->code.supervisor && m->staff[i].station == station) return &m->staff[i];
    return &m->staff[0];
}

size_t yz_demo_station_of(const struct yz_demo_year *y, int64_t id) {
    for (size_t i = 0; i < y->m->n_stations; i++)
        if (y->m->stations[i].id == id) return i;
    return 0;
}
