/* The clocks of cases, calendars of the station file that move them, and the screen that explains them. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "service/desk/case_clock.h"
#include "service/desk/workday.h"
#include "service/session.h"
#include "support/ui_script.h"
#include "ui/ui.h"
#include <yizhan/counter.h>
#include <yizhan/flow.h>
#include <yizhan/journal.h>

static struct desk d;

static int set_up(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static yz_moment at(yz_date day, int hour, int minute) {
    return yz_moment_make(day, hour * 60 + minute);
}

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

/* A newborn's case received at a moment: five working days of a department that ends at 17:30. */
static struct yz_case open_at(yz_moment now, const char *certificate) {
    struct yz_outcome o;
    struct yz_case c;
    struct yz_findings f = {0};
    yz_set_now(now);
    char birth[YZ_DATE_TEXT];
    struct yz_intake *in = desk_baby(&d, yz_date_text(yz_date_add(yz_moment_date(now), -10), birth), certificate);
    good(yz_intake_save(in, &o, &c, &f));
    assert_true(o.due == c.due);
    yz_intake_free(in);
    yz_findings_free(&f);
    return c;
}

static struct yz_case read_case(int64_t id) {
    struct yz_case c;
    good(yz_get(d.store, &yz_case_kind, id, &c));
    return c;
}

static const char *file_of(const char *text) {
    static char path[128];
    snprintf(path, sizeof path, "%s/calendar.csv", d.folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* Invented: nobody knows the real one yet. */
static const char *const year = "date,kind,name\n2027-01-01,off,元旦\n2027-01-02,off,元旦\n2027-01-09,work,元旦\n"
                                "2027-02-05,off,春节\n2027-02-06,off,春节\n2027-02-07,off,春节\n2027-02-08,off,春节\n"
                                "2027-02-09,off,春节\n2027-02-10,off,春节\n2027-02-11,off,春节\n2027-05-01,off,劳动节\n"
                                "2027-10-01,off,国庆节\n";

static size_t load(const char *text, struct yz_moved *moved, size_t max) {
    struct yz_findings f = {0};
    size_t count;
    good(yz_calendar_load(d.session, file_of(text), "国办发明电", &f, moved, max, &count));
    assert_int_equal(f.count, 0);
    yz_findings_free(&f);
    return count;
}

/* --- a case's clock --- */

static void what_a_new_case_keeps(void **state) {
    (void)state;
    struct yz_case c = open_at(at(20260930, 16, 0), "U530123456");
    assert_true(c.due == at(20261013, 17, 30) && !c.due_assumed); /* 8, 9, 10 (made up), 12, 13 */
    assert_true(c.clock_from == c.received && c.paused_at == 0);
    assert_true(c.legal_due > c.due);
    assert_true(c.station_due == 0);
}

static void five_days(void **state) {
    (void)state;
    struct yz_item item = {.type = YZ_ITEM_PROMISED,
                           .promised = {5, YZ_LIMIT_WORK_DAYS},
                           .legal = {20, YZ_LIMIT_WORK_DAYS},
                           .station_limit = {4, YZ_LIMIT_WORK_HOURS},
                           .hours = "09:00-12:00,13:30-17:30"};
    struct yz_case c = {.received = at(20261127, 18, 0)}; /* Friday, in the evening */
    good(yz_clock_set(&item, &d.station, &c));
    assert_true(c.due == at(20261204, 17, 30));
    assert_true(c.legal_due == at(20261225, 17, 30));
    assert_true(c.station_due == at(20261128, 12, 0)); /* two hours on Friday to 20:00, two on Saturday from 10:00 */
    c.extended = 2;
    good(yz_clock_set(&item, &d.station, &c));
    assert_true(c.due == at(20261208, 17, 30) && c.legal_due == at(20261225, 17, 30));
    snprintf(c.pauses, sizeof c.pauses, "%lld/%lld,%lld/%lld", (long long)at(20261130, 10, 0),
             (long long)at(20261201, 10, 0), (long long)at(20261202, 10, 0), (long long)at(20261204, 10, 0));
    good(yz_clock_set(&item, &d.station, &c));
    assert_true(c.due == at(20261211, 17, 30)); /* Monday, Wednesday and Thursday did not count */
    c.paused_at = at(20261207, 10, 0);
    good(yz_clock_set(&item, &d.station, &c));
    assert_true(c.due == 0 && c.legal_due == 0 && c.station_due == 0);
    c.paused_at = 0;
    strcpy(c.pauses, "12/now");
    assert_int_equal(yz_clock_set(&item, &d.station, &c), YZ_REFUSED);
}

static void instant_items_are_due_today(void **state) {
    (void)state;
    struct yz_item item = {.type = YZ_ITEM_INSTANT, .hours = "09:00-17:30"};
    struct yz_case c = {.received = at(20261127, 18, 0)};
    good(yz_clock_set(&item, NULL, &c));
    assert_true(c.due == at(20261127, 23, 59));
    c.extended = 1;
    good(yz_clock_set(&item, NULL, &c));
    assert_true(c.due == at(20261130, 17, 30));
}

/* What waits for papers has no end before they come, also when an earlier version did not say since when. */
static void waiting_cases_have_none(void **state) {
    (void)state;
    struct yz_item item = {.type = YZ_ITEM_PROMISED, .promised = {5, YZ_LIMIT_WORK_DAYS}, .hours = "09:00-17:30"};
    struct yz_case c = {.received = at(20261127, 18, 0), .state = YZ_CASE_SUPPLEMENT};
    good(yz_clock_set(&item, NULL, &c));
    assert_true(c.due == 0);
}

/* --- calendars --- */

static void loading_moves_open_cases(void **state) {
    (void)state;
    struct yz_case a = open_at(at(20261230, 10, 0), "U530000001"), b = open_at(at(20261201, 10, 0), "U530000002");
    struct yz_case done = open_at(at(20261230, 10, 0), "U530000003");
    struct yz_moved moved[4];
    assert_true(a.due == at(20270106, 17, 30) && a.due_assumed);
    done.state = YZ_CASE_FINISHED;
    good(yz_session_act(d.session, "finish-case"));
    good(yz_put(d.store, &yz_case_kind, &done));
    good(yz_act_commit(d.store, NULL));
    assert_int_equal(load(year, moved, 4), 1);
    assert_true(moved[0].id == a.id && moved[0].before == a.due && moved[0].after == at(20270107, 17, 30));
    assert_string_equal(moved[0].number, a.number);
    struct yz_case now = read_case(a.id);
    assert_true(now.due == moved[0].after && !now.due_assumed);
    assert_true(read_case(b.id).due == b.due && read_case(done.id).due == done.due);
    assert_int_equal(load(year, moved, 4), 0);
    assert_true(open_at(at(20261231, 10, 0), "U530000004").due == at(20270108, 17, 30)); /* new ones too */
}

static void one_act_undone_as_one(void **state) {
    (void)state;
    struct yz_case a = open_at(at(20261230, 10, 0), "U530000001");
    struct yz_undo undo;
    int64_t act;
    load(year, NULL, 0);
    good(yz_journal_last(d.store, d.clerk.id, &act));
    good(yz_undo(d.session, act, &undo));
    struct yz_case now = read_case(a.id);
    assert_true(now.due == a.due && now.due_assumed);
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM holiday", 0, 0), 0);
    assert_true(open_at(at(20261231, 10, 0), "U530000004").due == at(20270107, 17, 30));
}

/* A year in the file stands in for the program's; other years are as they were, and days named no more are gone. */
static void the_file_goes_before_the_program(void **state) {
    (void)state;
    const char *other =
        "2026-12-01,off,测试\n2026-12-02,off,测试\n2026-12-03,off,测试\n2026-12-04,off,测试\n"
        "2026-12-05,off,测试\n2026-12-06,off,测试\n2026-12-07,off,测试\n2026-12-08,off,测试\n"
        "2026-12-09,off,测试\n2026-12-10,off,测试\n2026-12-11,off,测试\n2026-12-12,work,测试\n2026-12-13,off,测试\n";
    struct yz_calendar_day all[64];
    size_t count;
    struct yz_case a = open_at(at(20261130, 10, 0), "U530000001");
    assert_true(a.due == at(20261207, 17, 30));
    assert_int_equal(load(other, NULL, 0), 1);
    assert_true(read_case(a.id).due == at(20261217, 17, 30)); /* 12, 14 to 17 */
    assert_true(yz_workday(20261001, NULL));                  /* the program's 国庆 of 2026 is out */
    assert_false(yz_workday(20251001, NULL));
    good(yz_calendar_list(d.session, 2026, all, 64, &count));
    assert_int_equal(count, 13);
    assert_true(all[0].own && all[11].work);
    assert_string_equal(all[0].source, "国办发明电");
    assert_int_equal(load(strchr(other, '\n') + 1, NULL, 0), 1); /* the first of December is no more */
    good(yz_calendar_list(d.session, 2026, all, 64, &count));
    assert_int_equal(count, 12);
    assert_true(all[0].date == 20261202);
}

static void errors_all_at_once(void **state) {
    (void)state;
    struct yz_findings f = {0};
    size_t count;
    const char *path =
        file_of("date,kind,name\n2027-13-01,off,元旦\n2014-01-01,off,元旦\n2027-01-05,work,元旦\n2027-01-02,free,\n");
    assert_int_equal(yz_calendar_load(d.session, path, NULL, &f, NULL, 0, &count), YZ_REFUSED);
    assert_int_equal(f.errors, 5);
    assert_true(desk_said(&f, "2:date", "") && desk_said(&f, "3:date", "2015") && desk_said(&f, "4:date", "work"));
    assert_true(desk_said(&f, "5:kind", "off") && desk_said(&f, "5:name", ""));
    yz_findings_clear(&f);
    assert_int_equal(yz_calendar_check(file_of("date,kind,name\n"), &f), YZ_REFUSED);
    yz_findings_clear(&f);
    assert_int_equal(yz_calendar_check(d.folder, &f), YZ_REFUSED);
    yz_findings_clear(&f);
    good(yz_calendar_check(file_of("2027-01-01,off,元旦\n"), &f));
    assert_true(f.errors == 0 && f.count == 1); /* a year of one day is warned of */
    yz_findings_free(&f);
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM holiday", 0, 0), 0);
}

static void run_script(const struct yz_target *start, const char *script) {
    char path[128];
    snprintf(path, sizeof path, "%s/script", d.folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(script, f);
    assert_int_equal(fclose(f), 0);
    struct yz_ui_options options = {.script = path, .start = start};
    good(yz_ui_run(d.session, &options));
}

/* A program with another calendar counts once anew, as nobody's act, and only then. */
static void catching_up(void **state) {
    (void)state;
    struct yz_case a = open_at(at(20261230, 10, 0), "U530000001");
    struct yz_moved moved[2];
    char folder[128], news[256], command[512];
    size_t count;
    int64_t own, newest;
    good(yz_calendar_catch_up(d.session, moved, 2, &count));
    assert_int_equal(count, 0);
    snprintf(folder, sizeof folder, "%s/data", d.folder);
    snprintf(command, sizeof command, "mkdir -p %s/calendars && cp %s %s/calendars/cn-2027.csv", folder, file_of(year),
             folder);
    assert_int_equal(system(command), 0);
    setenv("YIZHAN_DATA", folder, 1);
    yz_workdays_free();
    good(yz_journal_last(d.store, d.clerk.id, &own));
    good(yz_calendar_catch_up(d.session, moved, 2, &count));
    assert_int_equal(count, 1);
    assert_true(moved[0].id == a.id && moved[0].after == at(20270107, 17, 30));
    assert_true(read_case(a.id).due == moved[0].after);
    assert_non_null(strstr(yz_calendar_news(d.session, news, sizeof news), a.number));
    good(yz_journal_last(d.store, d.clerk.id, &newest));
    assert_int_equal(newest, own);
    run_script(NULL, "size 80 24\nexpect 节假日安排有更新，1 件办件的期限变了\nquit\n"); /* on 今日 */
    good(yz_calendar_catch_up(d.session, moved, 2, &count));
    assert_int_equal(count, 0);
    unsetenv("YIZHAN_DATA");
}

/* --- explained --- */

static void the_steps_of_a_case(void **state) {
    (void)state;
    struct yz_case a = open_at(at(20261230, 10, 0), "U530000001");
    struct yz_deadline_step steps[16];
    struct yz_deadline due;
    size_t count;
    int64_t days = 0;
    good(yz_case_explain(d.session, &a, &due, steps, 16, &count));
    assert_true(due.due == a.due && due.assumed);
    for (size_t i = 0; i < count; i++) days += steps[i].days;
    assert_int_equal(days, 5);
    good(yz_case_explain(d.session, &a, &due, NULL, 0, &count));
    assert_true(due.due == a.due && count > 3);
}

static void the_screen(void **state) {
    (void)state;
    struct yz_case a = open_at(at(20260930, 16, 0), "U530000001");
    char script[512];
    snprintf(
        script, sizeof script,
        "size 80 24\nexpect 期限 %s\nexpect 到期\nexpect 2026-10-13 17:30\nexpect 5 个工作日\nexpect 20 个工作日，到\n"
        "expect 国庆节 放假\nexpect 国庆节 调休上班\nexpect 2026-09-30 24:00\nkey Down\nexpect 起算日，不计\nkey F1\n"
        "expect 推定\nquit\n",
        a.number);
    run_script(&YZ_TARGET("deadline", YZ_CASE, a.id), script);
}

int main(void) {
    ui_script_begin();
    unsetenv("YIZHAN_NOW");
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {T(what_a_new_case_keeps),
                                       T(five_days),
                                       T(instant_items_are_due_today),
                                       T(waiting_cases_have_none),
                                       T(loading_moves_open_cases),
                                       T(one_act_undone_as_one),
                                       T(the_file_goes_before_the_program),
                                       T(errors_all_at_once),
                                       T(catching_up),
                                       T(the_steps_of_a_case),
                                       T(the_screen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
