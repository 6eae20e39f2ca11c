/* Days, moments, and the dates that people and spreadsheets write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <yizhan/date.h>

static const yz_date today = 20261123;

static yz_date read_date(const char *text, bool serial) {
    yz_date d = -1;

    return yz_date_parse(text, today, serial, &d) ? d : d == -1 ? 0 : -2;
}

/* The slow, obvious calendar. */
static bool leap(int y) {
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static yz_date next_day(yz_date d) {
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y = d / 10000, m = d / 100 % 100, day = d % 100;

    if (day < days[m] + (m == 2 && leap(y))) return d + 1;
    return m < 12 ? y * 10000 + (m + 1) * 100 + 1 : (y + 1) * 10000 + 101;
}

static void every_day_counts_as_in_the_slow_calendar(void **state) {
    int number = -62091; /* 1800-01-01 */
    yz_date d = 18000101;
    int weekday = 3; /* it was a Wednesday */

    (void)state;
    for (; d < 30000101; d = next_day(d), number++, weekday = weekday % 7 + 1) {
        if (yz_day_number(d) != number || yz_date_from_number(number) != d || yz_weekday(d) != weekday)
            fail_msg("%d: number %d (want %d), weekday %d (want %d)", d, yz_day_number(d), number, yz_weekday(d),
                     weekday);
        assert_true(yz_date_valid(d));
    }
    assert_int_equal(yz_day_number(19700101), 0);
    assert_int_equal(yz_date_from_number(number), 0);
    assert_int_equal(yz_date_from_number(-62092), 0);
}

static void every_eight_digits_are_a_day_or_not(void **state) {
    yz_date next = 18000101;

    (void)state;
    for (int d = 17990000; d < 30010000; d++) {
        bool real = d == next;

        if (yz_date_valid(d) != real) fail_msg("%d is %s a day", d, real ? "" : "not");
        if (real) next = next_day(next) < 30000101 ? next_day(next) : 0;
    }
    assert_false(yz_date_valid(0));
    assert_false(yz_date_valid(-20240305));
    assert_false(yz_date_valid(INT32_MAX));
}

static void days_and_months_are_added(void **state) {
    (void)state;
    assert_int_equal(yz_date_add(20240228, 1), 20240229);
    assert_int_equal(yz_date_add(20230228, 1), 20230301);
    assert_int_equal(yz_date_add(20240301, -1), 20240229);
    assert_int_equal(yz_date_add(20240101, 90), 20240331);
    assert_int_equal(yz_date_add(29991231, 1), 0);
    assert_int_equal(yz_date_add(20240101, INT32_MAX), 0);
    assert_int_equal(yz_date_add(20240101, INT32_MIN), 0);
    assert_int_equal(yz_date_add_months(20240131, 1), 20240229);
    assert_int_equal(yz_date_add_months(20230131, 1), 20230228);
    assert_int_equal(yz_date_add_months(20240229, 12), 20250228);
    assert_int_equal(yz_date_add_months(20240315, -3), 20231215);
    assert_int_equal(yz_date_add_months(20241231, 2), 20250228);
    assert_int_equal(yz_date_add_months(20241231, INT32_MAX), 0);
    assert_int_equal(yz_date_add_months(20241231, INT32_MIN), 0);
    assert_int_equal(yz_days_between(20261101, 20261123), 22);
    assert_int_equal(yz_days_between(20261123, 20261101), -22);
}

static void age_changes_on_the_birthday(void **state) {
    (void)state;
    assert_int_equal(yz_age_on(19721018, 20261017), 53);
    assert_int_equal(yz_age_on(19721018, 20261018), 54);
    assert_int_equal(yz_age_on(20240229, 20250228), 0);
    assert_int_equal(yz_age_on(20240229, 20250301), 1);
    assert_int_equal(yz_age_on(20240229, 20280229), 4);
}

static void what_people_write_is_a_date(void **state) {
    static const char *const forms[] = {
        "2024.3.5",           "2024/3/5",         "2024-03-05",          "20240305",
        "2024年3月5日",       "２０２４．３．５", "２０２４０３０５",    "2024年03月05号",
        " 2024-3-5 ",         "2024.03.05",       "2024/03/05",          "'20240305",
        "2024-3-05",          "2024年3月5",       "2024 年 3 月 5 日",   "\u00a02024-3-5",
        "2024\u30023\u30025", "2024/3/5 0:00:00", "2024-03-05T00:00:00", "２０２４年３月５日",
        "2024－3－5",         "2024-03-05 00:00", "\ufeff20240305",      "2024. 3. 5",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (read_date(forms[i], false) != 20240305 || read_date(forms[i], true) != 20240305)
            fail_msg("\"%s\" is read as %d", forms[i], read_date(forms[i], false));
}

static void words_and_distances_count_from_today(void **state) {
    static const struct {
        const char *text;
        yz_date d;
    } cases[] = {{"今天", 20261123}, {"昨天", 20261122},   {"明天", 20261124},      {"前天", 20261121},
                 {"后天", 20261125}, {"today", 20261123},  {"Yesterday", 20261122}, {"-1", 20261122},
                 {"+2w", 20261207},  {"+3m", 20270223},    {"+1", 20261124},        {"+10d", 20261203},
                 {"-1y", 20251123},  {"＋２ｗ", 20261207}, {"tomorrow", 20261124},  {"TODAY", 20261123},
                 {"+0", 20261123}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_date(cases[i].text, false) != cases[i].d)
            fail_msg("\"%s\" is read as %d", cases[i].text, read_date(cases[i].text, false));
}

static void month_and_day_are_of_the_nearest_year(void **state) {
    static const struct {
        const char *text;
        yz_date d;
    } cases[] = {{"11-22", 20261122},
                 {"11月22日", 20261122},
                 {"11.22", 20261122},
                 {"1/5", 20270105},
                 {"6-1", 20260601},
                 {"5-26", 20260526},
                 {"１２－２８", 20261228},
                 {"2-29", 0},
                 {"13-1", 0},
                 {"11-31", 0},
                 {"11-", 0},
                 {"11月", 0},
                 {"11-22-1", 0},
                 {"11", 0}};
    yz_date d = 0;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_date(cases[i].text, false) != cases[i].d)
            fail_msg("\"%s\" is read as %d", cases[i].text, read_date(cases[i].text, false));
    assert_int_equal(read_date("3-5", true), 0); /* the cells of a table have years */
    assert_false(yz_date_parse("11-22", 0, false, &d));
    assert_true(yz_date_parse("12-28", 20270103, false, &d)); /* early in January of the year before */
    assert_int_equal(d, 20261228);
    assert_true(yz_date_parse("2-29", 20270301, false, &d));
    assert_int_equal(d, 20280229);
}

static void excel_serials_are_dates_where_asked(void **state) {
    (void)state;
    assert_int_equal(read_date("45356", true), 20240305);
    assert_int_equal(read_date("45356", false), 0);
    assert_int_equal(read_date("１", true), 19000101);
    assert_int_equal(read_date("59", true), 19000228);
    assert_int_equal(read_date("60", true), 0); /* Excel's 29 February 1900 never was */
    assert_int_equal(read_date("61", true), 19000301);
    assert_int_equal(read_date("45356.75", true), 20240305);
    assert_int_equal(read_date("45356.0", true), 20240305);
    assert_int_equal(read_date("73050", true), 20991231);
    assert_int_equal(read_date("73051", true), 0);
    assert_int_equal(read_date("0", true), 0);
    assert_int_equal(read_date("1985", true), 0); /* a year that lost its month, no day of 1905 */
    assert_int_equal(read_date("202403", true), 0);
    assert_int_equal(read_date("45356.", true), 0);
}

static void what_is_no_day_is_refused(void **state) {
    static const char *const forms[] = {
        "",
        "   ",
        "2024.13.1",
        "20230229",
        "2024-3-5x",
        "2024-2-30",
        "24-3-5",
        "24.3.5",
        "240305",
        "2024-3",
        "2024.3",
        "2024年3月",
        "2024",
        "3/5/2024",
        "2024-3/5",
        "2024--3-5",
        "2024-3-5-",
        "2024-003-5",
        "2024-3-005",
        "0000-00-00",
        "1799-12-31",
        "3000-01-01",
        "abc",
        "二〇二四年三月五日",
        "2024年3-5",
        "2024-3-5 8:00",
        "+",
        "-",
        "+w",
        "+1x",
        "+999999",
        "今天天气",
        "todayish",
        "=0",
        "=9",
        "2024-3-5\x01",
        "\xff\xfe",
        "２",
        "2024-3-5 junk",
        "20240305202403052024030520240305202403052024030520240305202403052024030520240305",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (read_date(forms[i], false) != 0) fail_msg("\"%s\" is read as %d", forms[i], read_date(forms[i], false));
}

static void every_day_is_read_in_every_form(void **state) {
    static const char *const forms[] = {"%d.%d.%d", "%d/%d/%d", "%d-%02d-%02d", "%d%02d%02d", "%d年%d月%d日"};
    char text[64], out[YZ_DATE_TEXT];

    (void)state;
    for (yz_date d = 19000101; d < 20500101; d = yz_date_add(d, 17)) {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(text, sizeof text, forms[i], d / 10000, d / 100 % 100, d % 100);
#pragma GCC diagnostic pop
            assert_int_equal(read_date(text, false), d);
        }
        assert_int_equal(read_date(yz_date_text(d, out), true), d);
        if (d > 19080401) {
            snprintf(text, sizeof text, "%d", yz_day_number(d) + 25569);
            assert_int_equal(read_date(text, true), d);
        }
    }
}

static void moments_keep_the_wall_clock_of_the_station(void **state) {
    yz_moment at = yz_moment_make(20261123, 19 * 60 + 30);
    char out[40];

    (void)state;
    assert_true(at == INT64_C(1795433400000));
    assert_int_equal(yz_moment_date(at), 20261123);
    assert_int_equal(yz_moment_minute(at), 19 * 60 + 30);
    assert_string_equal(yz_moment_text(at, out), "2026-11-23 19:30");
    assert_string_equal(yz_moment_iso(at, out), "2026-11-23T19:30:00+08:00");
    assert_string_equal(yz_moment_iso(at + 5999, out), "2026-11-23T19:30:05+08:00");
    assert_string_equal(yz_moment_text(0, out), "");
    assert_string_equal(yz_moment_iso(0, out), "");
    assert_string_equal(yz_date_text(0, out), "");
    assert_string_equal(yz_date_text(20240305, out), "2024-03-05");
    assert_string_equal(yz_moment_text(INT64_MAX, out), "");
    assert_string_equal(yz_moment_text(INT64_MIN, out), "");
    at = yz_moment_make(19500101, 1); /* before 1970, just after midnight here, the day before in UTC */
    assert_int_equal(yz_moment_date(at), 19500101);
    assert_int_equal(yz_moment_minute(at), 1);
    assert_int_equal(yz_moment_date(at - 120000), 19491231);
    assert_int_equal(yz_moment_minute(at - 120000), 1439);
    yz_set_zone(-210);
    assert_string_equal(yz_moment_iso(yz_moment_make(20260101, 0), out), "2026-01-01T00:00:00-03:30");
    yz_set_zone(480);
}

static void moments_are_read(void **state) {
    static const struct {
        const char *text, *iso;
        bool time;
    } cases[] = {
        {"2026-11-18 03:20", "2026-11-18T03:20:00+08:00", true},
        {"20261118 0320", "2026-11-18T03:20:00+08:00", true},
        {"2026-11-18T03:20:05", "2026-11-18T03:20:05+08:00", true},
        {"2026-11-18T03:20:05+08:00", "2026-11-18T03:20:05+08:00", true},
        {"2026-11-18T03:20:05Z", "2026-11-18T11:20:05+08:00", true},
        {"2026-11-17t19:20:05.250z", "2026-11-18T03:20:05+08:00", true},
        {"2026-11-17T19:20:00-0000", "2026-11-18T03:20:00+08:00", true},
        {"2026-11-17T14:20:00-05", "2026-11-18T03:20:00+08:00", true},
        {"2026年11月18日3时20分", "2026-11-18T03:20:00+08:00", true},
        {"11-18 3:20", "2026-11-18T03:20:00+08:00", true},
        {"11月18日3点20分", "2026-11-18T03:20:00+08:00", true},
        {"11-18 0320", "2026-11-18T03:20:00+08:00", true},
        {"2026年11月18日 3点", "2026-11-18T03:00:00+08:00", true},
        {"2026-11-18", "2026-11-18T00:00:00+08:00", false},
        {"2026年11月18日", "2026-11-18T00:00:00+08:00", false},
        {"今天 9:05", "2026-11-23T09:05:00+08:00", true},
        {"明天10点", "2026-11-24T10:00:00+08:00", true},
        {"后天15点30分", "2026-11-25T15:30:00+08:00", true},
        {"明天25点", NULL, false},
        {"明天10", NULL, false},
        {"昨天", "2026-11-22T00:00:00+08:00", false},
        {"２０２６／１１／１８　０３：２０", "2026-11-18T03:20:00+08:00", true},
        {"2026-11-18 24:00", NULL, false},
        {"2026-11-18 03:60", NULL, false},
        {"2026-11-18 3", NULL, false},
        {"2026-11-18 03:20x", NULL, false},
        {"2026-11-18 03:", NULL, false},
        {"2026-11-18T03:20+25:00", NULL, false},
        {"2026-02-30 03:20", NULL, false},
        {"03:20", NULL, false},
    };
    char out[40];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        yz_moment at = 0;
        bool time = false, read = yz_moment_parse(cases[i].text, today, &at, &time);

        if (read != (cases[i].iso != NULL)) fail_msg("\"%s\" is %s", cases[i].text, read ? "read" : "refused");
        if (read) {
            assert_string_equal(yz_moment_iso(at, out), cases[i].iso);
            assert_int_equal(time, cases[i].time);
        }
    }
}

static void months_are_read_as_people_write_them(void **state) {
    static const char *const june[] = {"2026-06",    "2026-6",   "202606",         "2026年6月",
                                       "2026.6",     "2026/06",  "２０２６年６月", " 2026-06 ",
                                       "2026-06-30", "20260601", "2026年6月3日"};
    static const char *const none[] = {"",    "2026",       "2026-13",  "2026-00", "06",
                                       "6月", "2026-06-31", "2026-06x", "26-06"};
    yz_date d;

    (void)state;
    for (size_t i = 0; i < sizeof june / sizeof *june; i++) {
        d = 0;
        if (!yz_month_parse(june[i], today, &d) || d != 20260601) fail_msg("\"%s\" is read as %d", june[i], (int)d);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        d = 5;
        if (yz_month_parse(none[i], today, &d) || d != 5) fail_msg("\"%s\" is read as %d", none[i], (int)d);
    }
    assert_true(yz_month_parse("今天", today, &d) && d == today / 100 * 100 + 1);
}

static void the_clock_can_stand_still(void **state) {
    yz_moment at;
    bool time;

    (void)state;
    setenv("YIZHAN_NOW", "2026-11-23T19:30:00", 1);
    assert_true(yz_now() == yz_moment_make(20261123, 19 * 60 + 30));
    assert_int_equal(yz_today(), 20261123);
    assert_true(yz_moment_parse("现在", today, &at, &time) && time && at == yz_now());
    assert_true(yz_moment_parse("now", today, &at, &time) && at == yz_now());
    setenv("YIZHAN_NOW", "2026-11-23T17:30:00Z", 1);
    assert_int_equal(yz_today(), 20261124); /* the station's day, not UTC's */
    setenv("YIZHAN_NOW", "now", 1);         /* is no moment: the real clock runs on */
    assert_true(yz_now() > INT64_C(1700000000000));
    unsetenv("YIZHAN_NOW");
    assert_true(yz_now() > INT64_C(1700000000000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_counts_as_in_the_slow_calendar),
        cmocka_unit_test(every_eight_digits_are_a_day_or_not),
        cmocka_unit_test(days_and_months_are_added),
        cmocka_unit_test(age_changes_on_the_birthday),
        cmocka_unit_test(what_people_write_is_a_date),
        cmocka_unit_test(words_and_distances_count_from_today),
        cmocka_unit_test(month_and_day_are_of_the_nearest_year),
        cmocka_unit_test(excel_serials_are_dates_where_asked),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(every_day_is_read_in_every_form),
        cmocka_unit_test(moments_keep_the_wall_clock_of_the_station),
        cmocka_unit_test(moments_are_read),
        cmocka_unit_test(months_are_read_as_people_write_them),
        cmocka_unit_test(the_clock_can_stand_still),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
