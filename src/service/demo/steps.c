/* Taking the steps of the demo's cases, each by whoever may, when its moment has come. */
#include "service/demo/year.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/flow.h>
#include <yizhan/registry.h>

static enum yz_status take(struct yz_demo_year *y, const struct yz_demo_move *move);

/* --- when --- */

/* Minutes until a stride: its own, or so much of what is left of the limit; a day or two when nothing is left. */
static int64_t minutes_to(struct yz_demo_year *y, const struct yz_case *c, const struct yz_demo_stride *s) {
    struct yz_dice *d = &y->m->dice;
    int64_t left = (c->due - yz_now()) / 60000;
    if (s->low >= 0) return yz_dice_between(d, s->low, s->high);
    if (left < 10) return yz_dice_between(d, 1440, 2880);
    return left * yz_dice_between(d, -s->low, -s->high) / 100;
}

/* Whoever is done with one thing comes for the next some days later. */
static enum yz_status come_again(struct yz_demo_year *y, const struct yz_case *c, int64_t visit) {
    if (visit < 0 || yz_case_open(c) || c->state == YZ_CASE_WITHDRAWN || c->state == YZ_CASE_REFUSED) return YZ_OK;
    struct yz_demo_visit next = y->visits[visit];
    if (!next.then[0]) return YZ_OK;
    next.service = next.then[0];
    memmove(next.then, next.then + 1, sizeof next.then - sizeof *next.then);
    next.then[sizeof next.then / sizeof *next.then - 1] = NULL;
    int64_t minutes = yz_dice_between(&y->m->dice, 2, 9) * INT64_C(1440);
    return yz_demo_visit_at(y, yz_demo_later(y, next.station, yz_now(), minutes), &next);
}

static enum yz_status plan_next(struct yz_demo_year *y, const struct yz_case *c, struct yz_demo_move move) {
    const struct yz_demo_stride *s = move.course->strides;
    if (s[move.b].step && strcmp(s[move.b].step, "papers") == 0 && !*c->missing) move.b++; /* nothing to bring */
    if (move.b >= YZ_DEMO_STRIDES || !s[move.b].step) return come_again(y, c, move.c);
    move.at = yz_demo_later(y, yz_demo_station_of(y, c->station), yz_now(), minutes_to(y, c, &s[move.b]));
    return yz_demo_plan(y, move);
}

enum yz_status yz_demo_follow(struct yz_demo_year *y, const struct yz_case *c, const struct yz_demo_course *course,
                              int64_t visit) {
    return plan_next(y, c, (struct yz_demo_move){.make = take, .course = course, .a = c->id, .c = visit});
}

/* --- what is said --- */

static const char *department(const char *service) {
    static const struct {
        const char *service, *department;
    } all[] = {{"event-environment", "物业服务中心"},   {"event-safety", "消防救援站"},
               {"event-dispute", "人民调解委员会"},     {"event-facility", "物业工程部"},
               {"newborn-insurance", "医保经办窗口"},   {"resident-insurance", "医保经办窗口"},
               {"wage-claim", "劳动保障监察大队"},      {"old-age-allowance", "街道民政办"},
               {"only-child-certificate", "街道卫健办"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].service, service) == 0) return all[i].department;
    return "街道社会保障所";
}

/* In the afternoon for the same evening, else for the next morning: so, too, who promises in the last half hour. */
static yz_moment call_moment(void) {
    yz_date day = yz_moment_date(yz_now());
    int minute = yz_moment_minute(yz_now());
    if (minute >= 14 * 60 + 30 && minute < 19 * 60 + 20) return yz_moment_make(day, 19 * 60 + 50);
    return yz_moment_make(yz_date_add(day, 1), 10 * 60);
}

/* The station that is next in the list: another post station. */
static int64_t neighbour(const struct yz_demo_year *y, int64_t station) {
    size_t at = yz_demo_station_of(y, station) + 1;
    return y->m->stations[at < y->m->n_stations ? at : 1].id;
}

/* Most are content. */
static const char *mark(struct yz_demo_year *y) {
    int draw = yz_dice_below(&y->m->dice, 100);
    return draw < 66 ? "5" : draw < 91 ? "4" : draw < 96 ? "3" : draw < 99 ? "2" : "1";
}

struct words {
    char station[32], when[YZ_MOMENT_TEXT];
};

static struct yz_doing say(struct yz_demo_year *y, const struct yz_case *c, const struct yz_demo_stride *s,
                           struct words *w) {
    struct yz_doing d = {0};
    if (strcmp(s->step, "finish") == 0) d.result = s->text;
    else if (strcmp(s->step, "assign") == 0) d.department = department(c->service);
    else if (strcmp(s->step, "papers") == 0) d.papers = c->missing;
    else if (strcmp(s->step, "rate") == 0) d.mark = mark(y);
    else d.note = s->text; /* for a reason, too */
    if (strcmp(s->step, "extend") == 0) d.days = "3";
    if (strcmp(s->step, "transfer") == 0) d.station = yz_ref_text(YZ_STATION, neighbour(y, c->station), w->station);
    if (strcmp(s->step, "call") == 0) d.when = yz_moment_text(call_moment(), w->when);
    return d;
}

/* --- who --- */

static const struct yz_staff *actor(const struct yz_demo_year *y, const struct yz_case *c, enum yz_demo_actor who) {
    if (who == YZ_DEMO_CHIEF) return yz_demo_chief(y, c->station);
    if (who == YZ_DEMO_OFFERED) return yz_demo_clerk(y, yz_demo_station_of(y, c->offered_to), yz_now());
    return yz_demo_staff_of(y, c->owner);
}

/* A bad mark has opened a call back, which its supervisor makes. */
static enum yz_status follow_rating(struct yz_demo_year *y, const struct yz_case *rated, const char *given) {
    struct yz_case c;
    if (!given || *given > '2') return YZ_OK;
    int64_t id = yz_sql_int(y->m->store, "SELECT id FROM \"case\" WHERE follows = ?1 AND follows <> 0", rated->id, 0);
    enum yz_status status = yz_get(y->m->store, &yz_case_kind, id, &c);
    return status == YZ_OK ? yz_demo_follow(y, &c, yz_demo_course("called-back"), -1) : status;
}

/* Whoever meant to extend and came after the limit finishes late instead. */
static bool missed(const struct yz_demo_stride *s, const struct yz_case *c) {
    return strcmp(s->step, "extend") == 0 && c->due < yz_now();
}

static enum yz_status take(struct yz_demo_year *y, const struct yz_demo_move *move) {
    const struct yz_demo_stride *s = &move->course->strides[move->b];
    struct yz_demo_move next = *move;
    struct yz_case c;
    struct words words;
    enum yz_status status = yz_get(y->m->store, &yz_case_kind, move->a, &c);
    if (status != YZ_OK) return status;
    next.b++;
    if (missed(s, &c)) return plan_next(y, &c, next);
    struct yz_doing doing = say(y, &c, s, &words);
    yz_session_act_as(y->s, actor(y, &c, s->who));
    status = yz_case_do(y->s, &c, s->step, &doing, NULL);
    if (status == YZ_OK) status = follow_rating(y, &c, doing.mark);
    return status == YZ_OK ? plan_next(y, &c, next) : status;
}
