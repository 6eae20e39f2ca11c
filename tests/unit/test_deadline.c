/* Deadlines against a counter that looks at every minute, and known cases of real calendars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "service/desk/workday.h"
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

enum { DAY = 1440, TRIALS = 4000, STEPS = 4096 };

static struct yz_hours hours_of(const char *workday, const char *weekend) {
    struct yz_findings f = {0};
    struct yz_hours h;
    assert_true(yz_hours_parse(workday, weekend, "hours", &h, &f));
    yz_findings_free(&f);
    return h;
}

static yz_moment at(yz_date day, int hour, int minute) {
    return yz_moment_make(day, hour * 60 + minute);
}

/* --- a counter without any sums --- */

struct slow {
    struct yz_limit limit;
    const struct yz_hours *hours;
    const struct yz_pause *pauses;
    size_t count;
    bool assumed;
};

static int64_t local(yz_moment m) {
    return m / 60000 + 480;
}

static bool paused(const struct slow *s, int64_t minute) {
    for (size_t i = 0; i < s->count; i++) {
        const struct yz_pause *p = &s->pauses[i];
        if (local(p->from) <= minute && (!p->to || minute < local(p->to))) return true;
    }
    return false;
}

static bool workday(struct slow *s, int64_t day) {
    return yz_workday(yz_date_from_number((int)day), &s->assumed);
}

static bool in_spans(struct slow *s, int64_t day, int64_t minute) {
    bool work = workday(s, day);
    const struct yz_span *spans = work ? s->hours->workday : s->hours->weekend;
    size_t n = work ? s->hours->workdays : s->hours->weekends;
    for (size_t i = 0; i < n; i++)
        if (day * DAY + spans[i].from <= minute && minute < day * DAY + spans[i].to) return true;
    return false;
}

static int last_end(const struct yz_hours *h) {
    int end = 0;
    for (size_t i = 0; i < h->workdays; i++) end = h->workday[i].to;
    return end;
}

static bool has_nights(const struct yz_hours *h) {
    return last_end(h) > DAY || (h->weekends && h->weekend[h->weekends - 1].to > DAY);
}

/* In minutes; 0 = the clock stands for good. */
static int64_t slow_hours(struct slow *s, int64_t start) {
    bool work = s->limit.unit == YZ_LIMIT_WORK_HOURS, nights = work && has_nights(s->hours);
    int64_t left = s->limit.amount * 60;
    for (int64_t t = start;; t++) {
        bool open = !work || in_spans(s, t / DAY, t) || (nights && in_spans(s, t / DAY - 1, t));
        if (open && !paused(s, t) && --left == 0) {
            if (work) workday(s, (t + 1) / DAY); /* an end at midnight is on the next day */
            return t + 1;
        }
        const struct yz_pause *last = s->count ? &s->pauses[s->count - 1] : NULL;
        if (last && !last->to && t > local(last->from)) return 0;
    }
}

static int64_t slow_days(struct slow *s, int64_t start) {
    bool work = s->limit.unit == YZ_LIMIT_WORK_DAYS;
    int64_t left = s->limit.amount, end = work ? last_end(s->hours) : DAY - 1;
    for (int64_t day = start / DAY + 1;; day++) {
        bool counts = !work || workday(s, day);
        if (counts && !paused(s, day * DAY + end - 1) && --left == 0) return day * DAY + end;
        const struct yz_pause *last = s->count ? &s->pauses[s->count - 1] : NULL;
        if (last && !last->to && day * DAY > local(last->from) + 2 * DAY) return 0;
    }
}

static struct yz_deadline slow(struct slow *s, yz_moment start) {
    bool hours = s->limit.unit == YZ_LIMIT_WORK_HOURS || s->limit.unit == YZ_LIMIT_HOURS;
    int64_t due = hours ? slow_hours(s, local(start)) : slow_days(s, local(start));
    return (struct yz_deadline){.due = due ? (due - 480) * 60000 : 0, .assumed = due && s->assumed};
}

/* --- chance --- */

static uint64_t seed = 20261123;

static int64_t below(int64_t n) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

static const char *const opening[][2] = {
    {"09:00-12:00,13:30-17:30", ""},
    {"09:00-12:00,13:30-20:00", "10:00-16:00"},
    {"08:30-17:00", "09:00-11:30,14:00-16:00"},
    {"18:00-02:00", ""},
    {"07:00-09:00,12:00-12:30,22:00-06:30", "20:00-04:00"},
    {"00:00-24:00", "00:00-24:00"},
    {"23:00-24:00", ""},
    {"10:00-10:01", "10:00-10:07"},
    {"00:00-01:00,01:00-02:00,03:00-04:00,05:00-06:00,07:00-08:00,23:00-24:00", ""}};

struct trial {
    struct yz_limit limit;
    struct yz_hours hours;
    yz_moment start;
    struct yz_pause pauses[4];
    size_t count;
};

static void make_pauses(struct trial *t) {
    yz_moment last = t->start - below(3) * 86400000;
    t->count = (size_t)below(5);
    for (size_t i = 0; i < t->count; i++) {
        t->pauses[i].from = last + below(4 * DAY) * 60000;
        t->pauses[i].to = t->pauses[i].from + below(below(2) ? DAY : 6 * DAY) * 60000;
        if (below(3) == 0) t->pauses[i].to -= t->pauses[i].to % 1800000; /* now and then on the ends of spans */
        if (t->pauses[i].to < t->pauses[i].from) t->pauses[i].to = t->pauses[i].from;
        last = t->pauses[i].to;
    }
    if (t->count && below(8) == 0) t->pauses[t->count - 1].to = 0;
}

static struct trial any(void) {
    static const int most[] = {0, 60, 25, 300, 40};
    size_t which = (size_t)below(sizeof opening / sizeof *opening);
    struct trial t = {.hours = hours_of(opening[which][0], opening[which][1])};
    t.limit.unit = (enum yz_limit_unit)(1 + below(4));
    t.limit.amount = 1 + below(which == 7 && t.limit.unit == YZ_LIMIT_WORK_HOURS ? 2 : most[t.limit.unit]);
    /* 2015 to 2027, the ends of years and long holidays more often */
    yz_date day = yz_date_add(20150102, (int)below(4700));
    if (below(3) == 0) day = yz_date_make(2015 + (int)below(13), below(2) ? 12 : 9, 20 + (int)below(11));
    t.start = yz_moment_make(day, (int)below(DAY));
    if (below(3) == 0) t.start -= t.start % 1800000;
    make_pauses(&t);
    return t;
}

static void tell(const struct trial *t, const struct yz_deadline *want, const struct yz_deadline *got) {
    char a[YZ_MOMENT_TEXT], b[YZ_MOMENT_TEXT], limit[YZ_LIMIT_TEXT];
    print_error("%s from %s, %zu spans", yz_limit_text(t->limit, limit), yz_moment_text(t->start, a),
                t->hours.workdays);
    for (size_t i = 0; i < t->count; i++)
        print_error(", pause %s to %s", yz_moment_text(t->pauses[i].from, a), yz_moment_text(t->pauses[i].to, b));
    print_error(": want %s %d, got %s %d\n", yz_moment_text(want->due, a), want->assumed, yz_moment_text(got->due, b),
                got->assumed);
}

/* Steps follow each other and add up to the limit; the last one ends with it. */
static void check_steps(const struct trial *t, const struct yz_deadline *due) {
    static struct yz_deadline_step steps[STEPS];
    struct yz_deadline again;
    size_t n;
    int64_t minutes = 0, days = 0;
    bool hours = t->limit.unit == YZ_LIMIT_WORK_HOURS || t->limit.unit == YZ_LIMIT_HOURS, assumed = false;
    assert_int_equal(yz_deadline_explain(t->limit, t->start, &t->hours, t->pauses, t->count, &again, steps, STEPS, &n),
                     YZ_OK);
    assert_true(again.due == due->due && again.assumed == due->assumed);
    assert_in_range(n, 1, STEPS);
    for (size_t i = 0; i < n; i++) {
        minutes += steps[i].minutes;
        days += steps[i].days;
        assumed |= steps[i].assumed;
        assert_true(*steps[i].why);
        assert_true(steps[i].from < steps[i].to || (steps[i].to == 0 && i + 1 == n));
        if (i) assert_true(steps[i].from >= steps[i - 1].to);
    }
    if (!due->due) {
        assert_true(steps[n - 1].to == 0);
        assert_true(minutes < t->limit.amount * 60 && days < t->limit.amount);
        return;
    }
    assert_true(steps[n - 1].to == due->due);
    assert_int_equal(hours ? minutes : days, t->limit.amount * (hours ? 60 : 1));
    assert_int_equal(hours ? days : minutes, 0);
    if (assumed) assert_true(due->assumed);
}

static void every_minute_looked_at(void **state) {
    (void)state;
    int none = 0, assumed = 0, wrong = 0;
    for (int i = 0; i < TRIALS; i++) {
        struct trial t = any();
        struct slow s = {t.limit, &t.hours, t.pauses, t.count, false};
        struct yz_deadline got, want = slow(&s, t.start);
        assert_int_equal(yz_deadline(t.limit, t.start, &t.hours, t.pauses, t.count, &got), YZ_OK);
        if (got.due != want.due || got.assumed != want.assumed) {
            if (wrong++ < 5) tell(&t, &want, &got);
            continue;
        }
        check_steps(&t, &got);
        none += !got.due;
        assumed += got.assumed;
    }
    assert_int_equal(wrong, 0);
    assert_in_range(none, TRIALS / 50, TRIALS / 4);
    assert_in_range(assumed, TRIALS / 50, TRIALS / 2);
}

/* Longer limits end later; a later start never ends earlier. */
static void order_is_kept(void **state) {
    (void)state;
    for (int i = 0; i < TRIALS; i++) {
        struct trial t = any();
        struct yz_deadline a, b, c;
        if (t.count && !t.pauses[t.count - 1].to) t.count--;
        struct yz_limit more = {t.limit.amount + 1, t.limit.unit};
        assert_int_equal(yz_deadline(t.limit, t.start, &t.hours, t.pauses, t.count, &a), YZ_OK);
        assert_int_equal(yz_deadline(more, t.start, &t.hours, t.pauses, t.count, &b), YZ_OK);
        assert_int_equal(yz_deadline(t.limit, t.start + below(3 * DAY) * 60000, &t.hours, t.pauses, t.count, &c),
                         YZ_OK);
        assert_true(a.due < b.due && a.due <= c.due);
    }
}

/* --- known cases --- */

static void due_is(const char *limit, yz_moment start, const struct yz_hours *h, yz_moment due, bool assumed) {
    struct yz_limit l;
    struct yz_deadline d;
    assert_true(yz_limit_parse(limit, &l));
    assert_int_equal(yz_deadline(l, start, h, NULL, 0, &d), YZ_OK);
    if (d.due != due) {
        char a[YZ_MOMENT_TEXT], b[YZ_MOMENT_TEXT];
        print_error("%s: want %s, got %s\n", limit, yz_moment_text(due, a), yz_moment_text(d.due, b));
    }
    assert_true(d.due == due);
    assert_int_equal(d.assumed, assumed);
}

static void real_years(void **state) {
    (void)state;
    struct yz_hours h = hours_of("09:00-12:00,13:30-17:30", "");
    /* 2026 国庆: off 1 to 7 October, Saturday the 10th at work */
    due_is("1 工作日", at(20260930, 16, 0), &h, at(20261008, 17, 30), false);
    due_is("3 工作日", at(20260930, 16, 0), &h, at(20261010, 17, 30), false);
    due_is("10 工作日", at(20260930, 16, 0), &h, at(20261020, 17, 30), false);
    due_is("4 工作时", at(20260930, 16, 0), &h, at(20261008, 11, 30), false);
    due_is("7 自然日", at(20260930, 16, 0), &h, at(20261007, 23, 59), false);
    due_is("24 自然时", at(20260930, 16, 0), &h, at(20261001, 16, 0), false);
    /* 2024 春节: off 10 to 17 February, the 4th (Sunday) and the 18th (Sunday) at work */
    due_is("1 工作日", at(20240202, 10, 0), &h, at(20240204, 17, 30), false);
    due_is("2 工作日", at(20240208, 10, 0), &h, at(20240218, 17, 30), false);
    /* 2020 春节, prolonged to 2 February */
    due_is("1 工作日", at(20200123, 10, 0), &h, at(20200203, 17, 30), false);
    /* 2023 into 2024: 30 December to 1 January off */
    due_is("2 工作日", at(20231228, 10, 0), &h, at(20240102, 17, 30), false);
    /* received on a holiday: day 0 all the same; hours begin with the next working minute */
    due_is("1 工作日", at(20261003, 10, 0), &h, at(20261008, 17, 30), false);
    due_is("1 工作时", at(20261003, 10, 0), &h, at(20261008, 10, 0), false);
    due_is("1 工作时", at(20261124, 12, 30), &h, at(20261124, 14, 30), false);
    /* used up with the span: its end, not the beginning of the next */
    due_is("3 工作时", at(20261124, 9, 0), &h, at(20261124, 12, 0), false);
    due_is("7 工作时", at(20261127, 9, 0), &h, at(20261127, 17, 30), false);
    /* leap day */
    due_is("1 自然日", at(20240228, 9, 0), &h, at(20240229, 23, 59), false);
}

static void years_not_announced(void **state) {
    (void)state;
    struct yz_hours h = hours_of("09:00-17:00", "");
    due_is("1 工作日", at(20261230, 10, 0), &h, at(20261231, 17, 0), false);
    due_is("2 工作日", at(20261230, 10, 0), &h, at(20270101, 17, 0), true);
    due_is("8 工作时", at(20261231, 9, 0), &h, at(20261231, 17, 0), false);
    due_is("9 工作时", at(20261231, 9, 0), &h, at(20270101, 10, 0), true);
    due_is("3 自然日", at(20261230, 10, 0), &h, at(20270102, 23, 59), false);
    due_is("366", at(20261124, 10, 0), &h, at(20280419, 17, 0), true);
}

static void nights_and_weekends(void **state) {
    (void)state;
    struct yz_hours night = hours_of("18:00-02:00", ""), post = hours_of("09:00-12:00,13:30-20:00", "10:00-16:00");
    due_is("9 工作时", at(20261127, 19, 0), &night, at(20261130, 20, 0), false); /* 7 hours to Saturday 02:00 */
    due_is("1 工作日", at(20261126, 19, 0), &night, at(20261128, 2, 0), false);
    due_is("8 工作时", at(20261127, 18, 0), &post, at(20261128, 16, 0), false); /* 2 on Friday, 6 on Saturday */
    due_is("1 工作日", at(20261127, 18, 0), &post, at(20261130, 20, 0), false);
}

static yz_moment paused_due(const char *limit, yz_moment start, struct yz_pause pause) {
    struct yz_hours h = hours_of("09:00-12:00,13:30-17:30", "");
    struct yz_limit l;
    struct yz_deadline d;
    assert_true(yz_limit_parse(limit, &l));
    assert_int_equal(yz_deadline(l, start, &h, &pause, 1, &d), YZ_OK);
    return d.due;
}

static void pauses_move_the_end(void **state) {
    (void)state;
    yz_moment start = at(20261123, 10, 0); /* Monday */
    struct yz_pause days = {at(20261124, 14, 0), at(20261127, 10, 0)},
                    hour = {at(20261124, 10, 0), at(20261124, 11, 0)};
    struct yz_pause open = {at(20261124, 10, 0), 0}, late = {at(20261125, 17, 30), at(20261127, 10, 0)};
    assert_true(paused_due("2", start, days) == at(20261130, 17, 30)); /* Friday and Monday */
    assert_true(paused_due("2", start, hour) == at(20261125, 17, 30));
    assert_true(paused_due("12 工作时", start, hour) == at(20261124, 17, 30));
    assert_true(paused_due("13 工作时", start, hour) == at(20261125, 10, 0));
    assert_true(paused_due("2", start, open) == 0);
    assert_true(paused_due("2", start, late) == at(20261125, 17, 30)); /* it begins with the end of the limit */
    assert_true(paused_due("3 自然日", start, days) == at(20261129, 23, 59));
}

static void refuse(yz_moment start, const struct yz_hours *h, const char *limit, const struct yz_pause *p, size_t n) {
    struct yz_limit l;
    struct yz_deadline d;
    assert_true(yz_limit_parse(limit, &l));
    assert_int_equal(yz_deadline(l, start, h, p, n, &d), YZ_REFUSED);
    assert_true(d.due == 0);
}

static void what_is_refused(void **state) {
    (void)state;
    struct yz_hours h = hours_of("09:00-17:00", ""), none = hours_of("", ""), only = hours_of("", "10:00-12:00");
    struct yz_pause twice[] = {{at(20261124, 10, 0), at(20261126, 10, 0)}, {at(20261125, 10, 0), at(20261127, 10, 0)}};
    struct yz_pause back = {at(20261126, 10, 0), at(20261124, 10, 0)};
    struct yz_pause open[] = {{at(20261124, 10, 0), 0}, {at(20261125, 10, 0), at(20261127, 10, 0)}};
    struct yz_deadline d;
    refuse(at(20141231, 10, 0), &h, "1 自然日", NULL, 0);
    refuse(0, &h, "1", NULL, 0);
    refuse(yz_moment_make(29991231, 0) + INT64_C(86400000), &h, "1", NULL, 0);
    refuse(at(20261124, 10, 0), &none, "1", NULL, 0);
    refuse(at(20261124, 10, 0), &none, "1 工作时", NULL, 0);
    refuse(at(20261124, 10, 0), &only, "1 工作日", NULL, 0);
    refuse(at(20261123, 10, 0), &h, "5", twice, 2);
    refuse(at(20261123, 10, 0), &h, "5", &back, 1);
    refuse(at(20261123, 10, 0), &h, "5", open, 2);
    due_is("1 工作时", at(20261124, 10, 0), &only, at(20261128, 11, 0), false);
    due_is("1 自然日", at(20261124, 10, 0), NULL, at(20261125, 23, 59), false);
    due_is("3660", at(29951231, 10, 0), &h, 0, false); /* beyond the calendar of dates */
    assert_int_equal(yz_deadline((struct yz_limit){0, YZ_LIMIT_DAYS}, at(20261124, 10, 0), &h, NULL, 0, &d), YZ_OK);
    assert_true(d.due == 0);
}

/* --- reading --- */

static void limits(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t amount;
        enum yz_limit_unit unit;
    } good[] = {{"10 工作日", 10, YZ_LIMIT_WORK_DAYS},      {"10个工作日", 10, YZ_LIMIT_WORK_DAYS},
                {"１０　工作日", 10, YZ_LIMIT_WORK_DAYS},   {"5", 5, YZ_LIMIT_WORK_DAYS},
                {"4工作时", 4, YZ_LIMIT_WORK_HOURS},        {"24 自然时", 24, YZ_LIMIT_HOURS},
                {"30 自然日", 30, YZ_LIMIT_DAYS},           {" 10 Working Days ", 10, YZ_LIMIT_WORK_DAYS},
                {"1 working hour", 1, YZ_LIMIT_WORK_HOURS}, {"87840 hours", 87840, YZ_LIMIT_HOURS},
                {"3660 calendar days", 3660, YZ_LIMIT_DAYS}};
    static const char *const bad[] = {"",
                                      "0",
                                      "-1",
                                      "10 天",
                                      "ten",
                                      "3661",
                                      "87841 小时",
                                      "10 工作日 5",
                                      "工作日",
                                      "1.5 工作时",
                                      "10 days",
                                      "99999999999999999999",
                                      "10  个 个 工作日"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct yz_limit l = {0}, again = {0};
        char text[YZ_LIMIT_TEXT];
        if (!yz_limit_parse(good[i].text, &l)) fail_msg("%s", good[i].text);
        assert_int_equal(l.amount, good[i].amount);
        assert_int_equal(l.unit, good[i].unit);
        for (int language = 0; language < 2; language++) { /* what is written can be read, in both languages */
            assert_int_equal(yz_language(language ? "zh" : "en"), YZ_OK);
            assert_true(yz_limit_parse(yz_limit_text(l, text), &again));
            assert_true(again.amount == l.amount && again.unit == l.unit);
        }
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yz_limit l = {7, YZ_LIMIT_DAYS};
        if (yz_limit_parse(bad[i], &l)) fail_msg("%s", bad[i]);
        assert_int_equal(l.amount, 7);
    }
}

static void hours(void **state) {
    (void)state;
    static const char *const bad[][2] = {
        {"9-12", ""},
        {"09:00-12:00,11:00-13:00", ""},
        {"13:00-14:00,09:00-10:00", ""},
        {"25:00-26:00", ""},
        {"09:00-09:00", ""},
        {"09:60-10:00", ""},
        {"18:00-10:00,19:00-20:00", ""},
        {"09:00-12:00,", ""},
        {"9:5-10:00", ""},
        {"18:00-09:30", "09:00-10:00"},
        {"24:00-02:00", ""},
        {"00:00-01:00,02:00-03:00,04:00-05:00,06:00-07:00,08:00-09:00,10:00-11:00,12:00-13:00", ""}};
    struct yz_hours h = hours_of("９：００－１２：００，13:30~17:30", "10:00至16:00");
    assert_int_equal(h.workdays, 2);
    assert_true(h.workday[0].from == 540 && h.workday[1].to == 1050 && h.weekend[0].to == 960);
    h = hours_of("18:00-02:00", "");
    assert_true(h.workday[0].to == 1560 && h.weekends == 0);
    h = hours_of("18:00-09:00", "09:00-10:00");
    assert_int_equal(h.weekends, 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yz_findings f = {0};
        if (yz_hours_parse(bad[i][0], bad[i][1], "hours", &h, &f)) fail_msg("%s", bad[i][0]);
        assert_true(f.errors > 0);
        assert_string_equal(f.all[0].field, "hours");
        yz_findings_free(&f);
    }
}

static int done(void **state) {
    (void)state;
    yz_workdays_free();
    yz_data_free();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits),
        cmocka_unit_test(hours),
        cmocka_unit_test(real_years),
        cmocka_unit_test(years_not_announced),
        cmocka_unit_test(nights_and_weekends),
        cmocka_unit_test(pauses_move_the_end),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(every_minute_looked_at),
        cmocka_unit_test(order_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
