/* The year's births: some are told of before by the registration of a birth to come, and each comes to a desk some weeks
 * after for its insurance, through the same intake that a clerk uses. */
#include "service/demo/year.h"

#include "base/text.h"
#include "service/desk/workday.h"

#include <stdio.h>
#include <string.h>

enum { DESK_DAYS = 88 }; /* how late people come */

/* A working moment some days after the birth; every third one in the evening hours. */
yz_moment yz_demo_desk_moment(struct yz_demo_maker *m, yz_date birth) {
    yz_date day = yz_date_add(birth, 4 + yz_dice_below(&m->dice, DESK_DAYS));
    while (!yz_workday(day, NULL)) day = yz_date_add(day, 1);
    return yz_demo_open_moment(&(struct yz_demo_year){.m = m}, 1, day);
}

yz_moment yz_demo_end(const struct yz_demo_maker *m) {
    yz_moment evening = yz_moment_make(m->want.date, 19 * 60 + 30);
    return m->made && m->made < evening ? m->made : evening;
}

/* The post station next to their home, or some one: the main one closes before the evening. */
static size_t post(struct yz_demo_year *y, const struct yz_demo_birth *b) {
    size_t n = y->m->n_stations, some = n > 1 ? 1 + (size_t)yz_dice_below(&y->m->dice, (int)n - 1) : 0;
    return b->near ? (size_t)b->near : some;
}

/* --- the insurance --- */

static void baby_name(struct yz_demo_maker *m, const struct yz_demo_birth *b, char out[96]) {
    struct yz_person guardian;
    *out = '\0';
    if (yz_dice_chance(&m->dice, 30) || yz_get(m->store, &yz_person_kind, b->guardian, &guardian) != YZ_OK)
        return; /* not named yet */
    char surname[16];
    snprintf(surname, sizeof surname, "%.*s", (int)yz_grapheme(guardian.name, NULL), guardian.name);
    yz_demo_name(m, surname, b->sex, b->day, out);
}

static void fill_newborn(struct yz_demo_year *y, struct yz_intake *in, const struct yz_demo_birth *b) {
    struct yz_dice *d = &y->m->dice;
    char text[96], day[YZ_DATE_TEXT];
    baby_name(y->m, b, text);
    yz_demo_set(in, "baby_name", text);
    yz_demo_set(in, "baby_sex", b->sex == 1 ? "男" : "女");
    snprintf(text, sizeof text, "%s %02d:%02d", yz_date_text(b->day, day), yz_dice_below(d, 24), yz_dice_below(d, 60));
    yz_demo_set(in, "birth", text);
    snprintf(text, sizeof text, "V53%07lld", (long long)(b - y->m->births) + 1000);
    yz_demo_set(in, "certificate", text);
    yz_demo_set(in, "guardian", yz_ref_text(YZ_PERSON, b->guardian, text));
    yz_demo_set(in, "consent", "yes");
}

/* Of those to practise with the first one waits for the first clerk of the first post station. */
static bool is_left(struct yz_demo_year *y) {
    return y->m->want.practice && y->newborns++ == 0;
}

static enum yz_status insure(struct yz_demo_year *y, const struct yz_demo_move *move) {
    const struct yz_demo_birth *b = &y->m->births[move->a];
    bool left = is_left(y);
    size_t station = left && y->m->n_stations > 1 ? 1 : post(y, b);
    struct yz_intake *in;
    struct yz_case c;
    if (yz_demo_stays_away(y->m, b)) return yz_demo_baby(y->m, b);
    yz_session_act_as(y->s, left ? &y->m->staff[2 * station] : yz_demo_clerk(y, station, move->at));
    enum yz_status status = yz_intake_begin(y->s, "newborn-insurance", b->household, 0, &in);
    if (status != YZ_OK) return status;
    fill_newborn(y, in, b);
    yz_demo_tick(y, in, left ? YZ_DEMO_SEEN : YZ_DEMO_CHANCE);
    const struct yz_demo_course *course = left                  ? yz_demo_course("left")
                                          : y->m->want.practice ? yz_demo_course("finish")
                                                                : yz_demo_usual(y, yz_intake_item(in));
    status = yz_demo_save(in, &c);
    yz_intake_free(in);
    return status == YZ_OK ? yz_demo_follow(y, &c, course, -1) : status;
}

/* --- the registration before it --- */

static void fill_registration(struct yz_demo_year *y, struct yz_intake *in, const struct yz_demo_birth *b) {
    static const char *const orders[] = {"first", "second", "third"};
    int weeks = 40 - yz_days_between(yz_today(), b->day) / 7;
    char text[96];
    yz_demo_set(in, "order", orders[b->older]);
    yz_demo_name(y->m, NULL, 1, yz_date_add_months(b->day, -12 * 30), text);
    yz_demo_set(in, "spouse", text);
    yz_demo_set_date(in, "expected", b->day);
    snprintf(text, sizeof text, "%d", weeks);
    yz_demo_set(in, "weeks", text);
    snprintf(text, sizeof text, "135%08d", yz_dice_below(&y->m->dice, 100000000));
    if (!*yz_intake_get(in, "phone")) yz_demo_set(in, "phone", text);
}

static enum yz_status announce(struct yz_demo_year *y, const struct yz_demo_move *move) {
    const struct yz_demo_birth *b = &y->m->births[move->a];
    size_t station = yz_dice_below(&y->m->dice, (int)y->m->n_stations) ? (size_t)b->near : 0;
    struct yz_intake *in;
    struct yz_case c;
    if (yz_moment_minute(move->at) >= 17 * 60 + 30) station = post(y, b);
    yz_session_act_as(y->s, yz_demo_clerk(y, station, move->at));
    enum yz_status status = yz_intake_begin(y->s, "birth-registration", b->household, b->guardian, &in);
    if (status != YZ_OK) return status;
    fill_registration(y, in, b);
    yz_demo_tick(y, in, YZ_DEMO_SEEN);
    status = yz_demo_save(in, &c);
    yz_intake_free(in);
    return status == YZ_OK ? yz_demo_follow(y, &c, yz_demo_course("at-once"), -1) : status;
}

/* Some months ahead. The babies that are not born yet at the year's end are announced all the same. */
static enum yz_status plan_registration(struct yz_demo_year *y, size_t i, int *first, int *second) {
    struct yz_demo_birth *b = &y->m->births[i];
    int *left = b->older == 0 ? first : second;
    if (b->older > 1 || !b->married || !*left) return YZ_OK;
    yz_date day = yz_date_add(b->day, -yz_dice_between(&y->m->dice, 40, 210));
    if (day <= y->first || day > y->today) return YZ_OK;
    day = yz_demo_any_workday(y, day, day);
    --*left;
    struct yz_demo_move move = {.at = yz_demo_open_moment(y, 1, day), .make = announce, .a = (int64_t)i};
    return yz_demo_plan(y, move);
}

enum yz_status yz_demo_plan_births(struct yz_demo_year *y) {
    int first = yz_demo_scaled(y, 60), second = yz_demo_scaled(y, 50);
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < y->m->n_births && status == YZ_OK; i++) {
        status = yz_demo_plan(y, (struct yz_demo_move){.at = y->m->births[i].at, .make = insure, .a = (int64_t)i});
        if (status == YZ_OK && !y->m->want.practice) status = plan_registration(y, i, &first, &second);
    }
    return status;
}
