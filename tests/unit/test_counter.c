/* The counter: numbers without gaps and never called twice, carrying over, who is on duty, handing over. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "service/session.h"
#include <yizhan/handover.h>
#include <yizhan/i18n.h>
#include <yizhan/shifts.h>
#include <yizhan/tickets.h>

static struct desk d;

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static int setup(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static void at(yz_date day, int hour, int minute) {
    yz_set_now(yz_moment_make(day, hour * 60 + minute));
}

static struct yz_ticket take(bool priority) {
    const struct yz_ticket_wish wish = {.name = "张小明", .priority = priority};
    struct yz_findings f = {0};
    struct yz_ticket t;
    good(yz_ticket_take(d.session, d.station.id, &wish, &t, &f));
    yz_findings_free(&f);
    return t;
}

static struct yz_ticket next(void) {
    struct yz_ticket t;
    good(yz_ticket_next(d.session, d.station.id, &t));
    return t;
}

static void step(struct yz_ticket *t, enum yz_ticket_step what) {
    good(yz_ticket_do(d.session, t, what, 0));
}

/* --- tickets --- */

static void order(void **state) {
    (void)state;
    at(20261123, 9, 0);
    struct yz_ticket one = take(false), two = take(false), three = take(true);
    assert_int_equal(one.number, 1);
    assert_int_equal(two.number, 2);
    assert_string_equal(three.code, "B003");
    assert_false(one.evening);
    at(20261123, 9, 25);
    struct yz_ticket t = next();
    assert_int_equal(t.id, three.id);
    assert_int_equal(t.calls, 1);
    step(&t, YZ_TICKET_MISS);
    t = next();
    assert_int_equal(t.id, one.id);
    step(&t, YZ_TICKET_SERVE);
    assert_int_equal(yz_ticket_minutes(d.session, &t), 25);
    at(20261123, 9, 40);
    assert_int_equal(yz_ticket_minutes(d.session, &t), 25);
    step(&t, YZ_TICKET_FINISH);
    assert_int_equal(next().id, two.id);
    assert_int_equal(yz_ticket_next(d.session, d.station.id, &t), YZ_REFUSED);
}

static void steps_are_refused(void **state) {
    (void)state;
    struct yz_ticket t = take(false), old = t;
    assert_int_equal(yz_ticket_do(d.session, &t, YZ_TICKET_MISS, 0), YZ_REFUSED);
    assert_int_equal(t.state, YZ_TICKET_WAITING);
    step(&t, YZ_TICKET_CALL);
    assert_int_equal(yz_ticket_do(d.session, &old, YZ_TICKET_CALL, 0), YZ_REFUSED); /* somebody was quicker */
    step(&t, YZ_TICKET_FINISH);
    assert_int_equal(yz_ticket_do(d.session, &t, YZ_TICKET_SERVE, 0), YZ_REFUSED);
    for (int s = YZ_TICKET_WAITING; s <= YZ_TICKET_CARRIED; s++)
        assert_int_equal(yz_ticket_may(s, YZ_TICKET_MISS), s == YZ_TICKET_CALLED);
}

static void named_by_code(void **state) {
    (void)state;
    struct yz_ticket t, one = take(false);
    static const char *const ways[] = {"A001", "a1", "1", "Ａ００１", " 001 "};
    for (size_t i = 0; i < 5; i++) {
        good(yz_ticket_by_code(d.session, d.station.id, 0, ways[i], &t));
        assert_int_equal(t.id, one.id);
    }
    assert_int_equal(yz_ticket_by_code(d.session, d.station.id, 0, "A002", &t), YZ_REFUSED);
    assert_int_equal(yz_ticket_by_code(d.session, d.station.id, 0, "Z1", &t), YZ_REFUSED);
    assert_int_equal(yz_ticket_by_code(d.session, d.station.id, 20261122, "1", &t), YZ_REFUSED);
}

static void pages_of_the_line(void **state) {
    (void)state;
    struct yz_ticket page[2], after;
    char seen[128] = "";
    size_t n = 2;
    for (int i = 0; i < 7; i++) take(i % 3 == 2);
    struct yz_ticket t = next();
    step(&t, YZ_TICKET_SERVE);
    next();
    for (bool begun = false; n == 2; begun = true) {
        good(yz_tickets(d.session, d.station.id, yz_today(), true, begun ? &after : NULL, page, 2, &n));
        for (size_t i = 0; i < n; i++) {
            strcat(seen, page[i].code);
            after = page[i];
        }
    }
    assert_string_equal(seen, "B003B006A001A002A004A005A007");
}

static void figures(void **state) {
    (void)state;
    struct yz_ticket_figures f;
    at(20261123, 17, 0);
    take(false);
    at(20261123, 18, 0);
    take(false);
    take(false);
    at(20261123, 18, 30);
    for (int i = 0; i < 2; i++) {
        struct yz_ticket t = next();
        step(&t, YZ_TICKET_SERVE);
    }
    at(20261123, 18, 50);
    good(yz_ticket_figures(d.session, d.station.id, 20261123, false, &f));
    assert_int_equal(f.taken, 3);
    assert_int_equal(f.serving, 2);
    assert_int_equal(f.average, 60);
    assert_int_equal(f.longest, 90);
    assert_int_equal(f.longest_now, 50);
    good(yz_ticket_figures(d.session, 0, 20261123, true, &f)); /* of the evening, all stations */
    assert_int_equal(f.taken, 2);
    assert_int_equal(f.average, 30);
    good(yz_ticket_figures(d.session, d.station.id, 20261124, false, &f));
    assert_int_equal(f.left_over, 3);
}

/* Friday before a holiday: the station is closed on the days off, and has hours of its own at weekends. */
static void carried_to_the_next_open_day(void **state) {
    (void)state;
    struct yz_station closed = d.station;
    yz_date to;
    size_t n;
    closed.weekend[0] = '\0';
    assert_int_equal(yz_station_next_day(&d.station, 20261127), 20261128); /* Friday to Saturday */
    assert_int_equal(yz_station_next_day(&closed, 20261127), 20261130);
    assert_int_equal(yz_station_next_day(&closed, 20260930), 20261008); /* the national holidays */
    at(20261123, 19, 50);
    take(false);
    struct yz_ticket first = take(true), gone = take(true);
    (void)first;
    gone = next();
    step(&gone, YZ_TICKET_MISS);
    good(yz_ticket_carry(d.session, d.station.id, 20261123, &to, &n));
    assert_int_equal(to, 20261124);
    assert_int_equal(n, 2);
    at(20261124, 9, 10);
    take(true);
    struct yz_ticket t = next(), old;
    assert_string_equal(t.code, "C001"); /* priority and carried over */
    good(yz_record_get(d.session, YZ_TICKET, t.carried_from, &old));
    assert_int_equal(old.state, YZ_TICKET_CARRIED);
    struct yz_ticket left = old;
    left.state =
        YZ_TICKET_WAITING; /* as if nobody had carried it: the next day it waited until the station until_closing */
    int64_t until_closing = (yz_station_closes(&d.station, left.day) - left.taken) / 60000;
    assert_true(until_closing > 0 && yz_now() > yz_station_closes(&d.station, left.day));
    assert_int_equal(yz_ticket_minutes(d.session, &left), until_closing);
    assert_true(old.priority);
    assert_int_equal(yz_ticket_minutes(d.session, &t), 10);
    assert_string_equal(next().code, "B003");
    assert_string_equal(next().code, "C002");
    /* what nobody carried in the evening is carried the next morning, into the day that has begun */
    at(20261125, 9, 30);
    take(false);
    good(yz_ticket_carry(d.session, d.station.id, 20261124, &to, &n));
    assert_int_equal(to, 20261125);
    assert_int_equal(n, 3);
    assert_int_equal(next().carried_from != 0, true);
}

static void undone_carrying(void **state) {
    (void)state;
    struct yz_ticket_figures f;
    struct yz_undo undone;
    yz_date to;
    size_t n;
    take(false);
    take(false);
    good(yz_ticket_carry(d.session, d.station.id, yz_today(), &to, &n));
    good(yz_undo(d.session, 0, &undone));
    good(yz_ticket_figures(d.session, d.station.id, yz_today(), false, &f));
    assert_int_equal(f.waiting, 2);
    good(yz_ticket_figures(d.session, d.station.id, to, false, &f));
    assert_int_equal(f.taken, 0);
}

/* One process of several at the same file: takes numbers, then calls until nobody waits. Writes what it got. */
static void one_terminal(int out, int takes) {
    struct yz_store *store;
    struct yz_ticket t;
    if (yz_store_open(d.path, &store) != YZ_OK || yz_session_over(store, &d.clerk, &d.session) != YZ_OK) _exit(1);
    for (int i = 0; i < takes; i++) take(i % 5 == 0);
    char go;
    if (read(STDIN_FILENO, &go, 1) != 0) _exit(2); /* until all are there */
    while (yz_ticket_next(d.session, d.station.id, &t) == YZ_OK)
        if (write(out, &t.number, sizeof t.number) != sizeof t.number) _exit(3);
    yz_session_leave(d.session);
    yz_store_close(store);
    _exit(0);
}

static void two_terminals_never_call_the_same(void **state) {
    (void)state;
    enum { TERMINALS = 3, TAKES = 12 };
    int called[2], hold[2], status, seen[TERMINALS * TAKES + 1] = {0};
    int64_t number;
    yz_session_leave(d.session);
    yz_store_close(d.store);
    assert_int_equal(pipe(called), 0);
    assert_int_equal(pipe(hold), 0);
    for (int i = 0; i < TERMINALS; i++) {
        if (fork() != 0) continue;
        close(hold[1]);
        dup2(hold[0], STDIN_FILENO);
        one_terminal(called[1], TAKES);
    }
    close(called[1]);
    close(hold[0]);
    close(hold[1]);
    for (int i = 0; i < TERMINALS; i++) {
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    size_t total = 0;
    while (read(called[0], &number, sizeof number) == sizeof number) {
        assert_in_range(number, 1, TERMINALS * TAKES); /* no gaps, so none is above */
        assert_int_equal(seen[number]++, 0);
        total++;
    }
    close(called[0]);
    assert_int_equal(total, TERMINALS * TAKES);
    good(yz_store_open(d.path, &d.store));
    good(yz_session_over(d.store, &d.clerk, &d.session));
}

/* --- shifts --- */

static struct yz_staff hire(const char *name, int role) {
    struct yz_staff s = {.station = d.station.id, .role = role};
    snprintf(s.name, sizeof s.name, "%s", name);
    good(yz_session_act(d.session, "add-staff"));
    good(yz_session_end(d.session, yz_put(d.store, &yz_staff_kind, &s)));
    return s;
}

static enum yz_status shift(int64_t staff, yz_date day, int from, int to, struct yz_findings *f) {
    struct yz_shift s = {
        .staff = staff, .starts = yz_moment_make(day, from * 60), .ends = yz_moment_make(day, to * 60)};
    return yz_shift_add(d.session, &s, f);
}

static void on_duty(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_duty duty[8];
    size_t n;
    struct yz_staff wang = hire("王芳", 1);
    good(shift(d.clerk.id, 20261123, 9, 17, &f));
    good(shift(wang.id, 20261123, 13, 20, &f));
    good(shift(d.clerk.id, 20261123, 22, 26, &f)); /* past midnight */
    assert_int_equal(shift(wang.id, 20261123, 19, 21, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "starts", "已有班次"));
    yz_findings_free(&f);
    assert_int_equal(shift(wang.id, 20261124, 20, 19, &f), YZ_REFUSED);
    yz_findings_free(&f);
    good(yz_on_duty(d.session, d.station.id, yz_moment_make(20261123, 14 * 60), duty, 8, &n));
    assert_int_equal(n, 2);
    good(yz_on_duty(d.session, 0, yz_moment_make(20261123, 17 * 60), duty, 8, &n)); /* the end is not in it */
    assert_int_equal(n, 1);
    assert_string_equal(duty[0].staff, "王芳");
    assert_string_equal(duty[0].station, d.station.name);
    assert_true(duty[0].shift.evening);
    good(yz_on_duty(d.session, d.station.id, yz_moment_make(20261124, 60), duty, 8, &n));
    assert_int_equal(n, 1);
    assert_string_equal(duty[0].staff, "陈静");
    good(yz_evening_duty(d.session, d.station.id, 20261123, duty, 8, &n));
    assert_int_equal(n, 2);
    good(yz_shifts(d.session, d.station.id, 20261124, duty, 8, &n));
    assert_int_equal(n, 0);
}

/* --- handing over --- */

static void some_cases(void) {
    good(yz_session_act(d.session, "open-case"));
    for (int i = 0; i < 90; i++) {
        struct yz_case c = {.station = d.station.id, .owner = d.clerk.id, .received = yz_now() - i, .person = d.father};
        snprintf(c.number, sizeof c.number, "2026-%06d", i + 1);
        strcpy(c.service, "newborn-insurance");
        c.household = d.family;
        c.state = i % 3 == 0 ? YZ_CASE_SUPPLEMENT : YZ_CASE_ACCEPTED;
        c.due = i % 3 == 0 ? 0 : yz_moment_make(yz_date_add(20261123, i % 3 == 1 ? 1 : 2), 17 * 60 + 30);
        if (i == 4) c.call_by = yz_moment_make(20261124, 600);
        good(yz_put(d.store, &yz_case_kind, &c));
    }
    good(yz_session_end(d.session, YZ_OK));
}

static void lines_are_within(const char *text, int columns) {
    while (*text) {
        char line[1024];
        size_t n = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        if (yz_text_width(line) > columns) fail_msg("too wide for %d: %s", columns, line);
        text += n + (text[n] == '\n');
    }
}

static void handing_over(void **state) {
    (void)state;
    static struct yz_handover h, other, list[4];
    static struct yz_handover_sheet sheet;
    struct yz_findings f = {0};
    struct yz_undo undone;
    bool found;
    size_t n;
    struct yz_staff wang = hire("王芳", 1);
    good(shift(wang.id, 20261123, 19, 22, &f));
    some_cases();
    take(false);
    good(yz_handover_sheet(d.session, d.station.id, &sheet));
    assert_int_equal(sheet.counts[YZ_HANDOVER_TICKETS], 1);
    assert_int_equal(sheet.counts[YZ_HANDOVER_CALLS], 1);
    assert_int_equal(sheet.counts[YZ_HANDOVER_WAITING], 30);
    assert_int_equal(sheet.counts[YZ_HANDOVER_DUE], 30); /* by tomorrow's close, not those of the day after */
    assert_int_equal(sheet.count, 62);
    h = (struct yz_handover){.cash = 5000, .papers = -1, .note = "钥匙在抽屉里"};
    good(yz_handover_give(d.session, d.station.id, &h, &f));
    assert_int_equal(h.waiting, 30);
    assert_int_equal(h.given_by, d.clerk.id);
    assert_int_equal(strlen(h.head), 64);
    assert_true(yz_utf8_valid(h.sheet, strlen(h.sheet)));
    assert_non_null(strstr(h.sheet, "【排队 1】\nA001  "));
    assert_non_null(strstr(h.sheet, "2026-000005"));
    assert_null(strstr(h.sheet, "张小明"));
    other = (struct yz_handover){.cash = -1, .papers = -1};
    assert_int_equal(yz_handover_give(d.session, d.station.id, &other, &f), YZ_REFUSED);
    assert_int_equal(yz_handover_take(d.session, &h, "", &f), YZ_REFUSED); /* by the same one */
    yz_session_act_as(d.session, &wang);
    good(yz_handover_pending(d.session, d.station.id, &other, &found));
    assert_true(found);
    good(yz_handover_take(d.session, &other, "少一把钥匙", &f));
    assert_int_equal(other.taken_by, wang.id);
    assert_string_equal(other.taken_note, "少一把钥匙");
    assert_int_equal(yz_handover_take(d.session, &h, "", &f), YZ_REFUSED); /* not twice */
    good(yz_handover_pending(d.session, d.station.id, &h, &found));
    assert_false(found);
    struct yz_duty duty[4];
    good(yz_on_duty(d.session, d.station.id, yz_now(), duty, 4, &n));
    assert_int_equal(duty[0].shift.signed_on, yz_now());
    good(yz_handovers(d.session, d.station.id, 0, list, 4, &n));
    assert_int_equal(n, 1);
    static const int widths[] = {80, 48, 32};
    for (size_t i = 0; i < 3; i++) {
        struct yz_buffer text = {0};
        good(yz_handover_text(d.session, &list[0], widths[i], &text));
        lines_are_within(yz_buffer_string(&text), widths[i]);
        assert_non_null(strstr(yz_buffer_string(&text), "50.00"));
        yz_buffer_free(&text);
    }
    good(yz_undo(d.session, 0, &undone)); /* shift and record together */
    good(yz_handover_pending(d.session, d.station.id, &h, &found));
    assert_true(found);
    good(yz_on_duty(d.session, d.station.id, yz_now(), duty, 4, &n));
    assert_int_equal(duty[0].shift.signed_on, 0);
}

static void wrong_amounts(void **state) {
    (void)state;
    static struct yz_handover h = {.cash = -7, .papers = 100000};
    struct yz_findings f = {0};
    assert_int_equal(yz_handover_give(d.session, d.station.id, &h, &f), YZ_REFUSED);
    assert_int_equal(f.count, 2);
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(order, setup, teardown),
        cmocka_unit_test_setup_teardown(steps_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(named_by_code, setup, teardown),
        cmocka_unit_test_setup_teardown(pages_of_the_line, setup, teardown),
        cmocka_unit_test_setup_teardown(figures, setup, teardown),
        cmocka_unit_test_setup_teardown(carried_to_the_next_open_day, setup, teardown),
        cmocka_unit_test_setup_teardown(undone_carrying, setup, teardown),
        cmocka_unit_test_setup_teardown(two_terminals_never_call_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(on_duty, setup, teardown),
        cmocka_unit_test_setup_teardown(handing_over, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong_amounts, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
