/* The queue: its views page as a plain look at all cases says, both ways, and its counts stay true under every act. */
#include "support/desk.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "service/session.h"
#include <yizhan/i18n.h>

enum { CASES = 160, STATIONS = 3, STAFF = 4, LINES = 300 };

static struct desk d;
static int64_t stations[STATIONS], staff[STAFF];
static struct yz_case all[LINES];
static size_t count;
static uint32_t seed = 77;

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static void begin(const char *verb) {
    good(yz_session_act(d.session, verb));
}

static void commit(void) {
    good(yz_act_commit(d.store, NULL));
}

/* Days around today, at hours before and after the present one; some days have nothing. */
static yz_moment some_moment(void) {
    return yz_moment_make(yz_date_add(yz_today(), (int)dice(&seed, 9) - 4), 60 * (int)(8 + dice(&seed, 14)));
}

static void change(struct yz_case *c) {
    static const int32_t states[] = {2, 3, 4, 5, 8, 9, 11, 12, 14};
    c->state = states[dice(&seed, 9)];
    c->due = c->state == YZ_CASE_SUPPLEMENT ? 0 : some_moment();
    c->station = stations[dice(&seed, STATIONS)];
    c->owner = dice(&seed, 6) ? staff[dice(&seed, STAFF)] : 0;
    c->offered_to = c->state == YZ_CASE_TRANSFERRED ? stations[dice(&seed, STATIONS)] : 0;
}

static void some_case(struct yz_case *c, size_t number) {
    *c = (struct yz_case){.received = some_moment(), .evening = dice(&seed, 3) == 0};
    snprintf(c->number, sizeof c->number, "2026-%06zu", number);
    strcpy(c->service, dice(&seed, 2) ? "newborn-insurance" : "use-of-seal");
    change(c);
}

static void make(void) {
    desk_make(&d);
    begin("test-make");
    for (size_t i = 0; i < STATIONS; i++) {
        struct yz_station s = d.station;
        s.id = s.version = 0;
        good(yz_put(d.store, &yz_station_kind, &s));
        stations[i] = s.id;
    }
    staff[0] = d.clerk.id;
    for (size_t i = 1; i < STAFF; i++) {
        struct yz_staff one = {.name = "某人", .station = stations[0], .role = 1};
        good(yz_put(d.store, &yz_staff_kind, &one));
        staff[i] = one.id;
    }
    for (size_t i = 0; i < CASES; i++) {
        struct yz_case c;
        some_case(&c, i + 1);
        good(yz_put(d.store, &yz_case_kind, &c));
    }
    commit();
}

static void read_all(void) {
    struct yz_query *q = yz_select(d.store, &yz_case_kind, "ORDER BY id");
    for (count = 0; count < LINES && yz_next(q); count++) yz_row(q, &yz_case_kind, &all[count]);
    good(yz_done(q));
}

/* --- the plain look --- */

static bool in_view(const struct yz_case *c, enum yz_case_view view, int64_t station, yz_date day) {
    yz_moment now = yz_now();
    bool here = !station || c->station == station, open = yz_case_open(c);
    switch (view) {
    case YZ_VIEW_ALL: return here;
    case YZ_VIEW_DUE_TODAY:
        return here && open && c->due && yz_moment_date(c->due) == day && (day != yz_today() || c->due >= now);
    case YZ_VIEW_OVERDUE: return here && open && c->due && c->due < now;
    case YZ_VIEW_EVENING: return here && c->evening && yz_moment_date(c->received) == day;
    case YZ_VIEW_WAITING: return here && c->state == YZ_CASE_SUPPLEMENT;
    case YZ_VIEW_MINE: return here && open && c->owner == d.clerk.id;
    case YZ_VIEW_OFFERED: return c->offered_to && (!station || c->offered_to == station);
    default: return here && open;
    }
}

static int64_t count_in(enum yz_case_view view, int64_t station, yz_date day) {
    int64_t n = 0;
    for (size_t i = 0; i < count; i++) n += in_view(&all[i], view, station, day);
    return n;
}

static void counts_are_true(void) {
    read_all();
    for (size_t at = 0; at <= STATIONS; at++) {
        for (int by = -2; by <= 2; by++) {
            int64_t station = at ? stations[at - 1] : 0;
            yz_date day = yz_date_add(yz_today(), by);
            struct yz_case_counts c;
            good(yz_case_count(d.session, station, by ? day : 0, &c));
            const int64_t got[YZ_VIEWS] = {[YZ_VIEW_ALL] = c.all,         [YZ_VIEW_DUE_TODAY] = c.due_today,
                                           [YZ_VIEW_OVERDUE] = c.overdue, [YZ_VIEW_EVENING] = c.evening,
                                           [YZ_VIEW_WAITING] = c.waiting, [YZ_VIEW_MINE] = c.mine,
                                           [YZ_VIEW_OFFERED] = c.offered, [YZ_VIEW_OPEN] = c.open};
            for (unsigned v = 0; v < YZ_VIEWS; v++)
                if (got[v] != count_in((enum yz_case_view)v, station, day))
                    fail_msg("%s, station %zu, day %d: %lld, not %lld", yz_case_view_key((enum yz_case_view)v), at,
                             (int)day, (long long)got[v], (long long)count_in((enum yz_case_view)v, station, day));
        }
    }
}

static void doctor_agrees(bool repair, bool ok) {
    struct yz_verdict v;
    enum yz_status status = yz_store_doctor(d.store, repair, &v);
    if (ok && status != YZ_OK) fail_msg("%s", v.text[0]);
    assert_int_equal(v.ok, ok);
}

/* --- pages --- */

static struct yz_case_line lines[LINES], page[LINES];

static size_t read_pages(struct yz_case_filter f, size_t size) {
    size_t n = 0, got = size;
    while (got == size) {
        good(yz_case_page(d.session, &f, n ? &lines[n - 1] : NULL, page, size, &got));
        memcpy(&lines[n], page, got * sizeof *page);
        n += got;
        assert_true(n < LINES);
    }
    return n;
}

static const struct yz_case *case_of(int64_t id) {
    for (size_t i = 0; i < count; i++)
        if (all[i].id == id) return &all[i];
    fail_msg("a line of no case");
    return NULL;
}

static void view_is_right(enum yz_case_view view, int64_t station) {
    struct yz_case_filter f = {.view = view, .station = station};
    int64_t forward[LINES];
    size_t n = read_pages(f, 7);
    assert_int_equal(n, count_in(view, station, yz_today()));
    for (size_t i = 0; i < n; i++) {
        forward[i] = lines[i].id;
        assert_true(in_view(case_of(lines[i].id), view, station, yz_today()));
        bool due = view == YZ_VIEW_DUE_TODAY || view == YZ_VIEW_OVERDUE || view == YZ_VIEW_MINE || view == YZ_VIEW_OPEN;
        yz_moment a = i ? due ? lines[i - 1].due : lines[i - 1].received : 0,
                  b = due ? lines[i].due : lines[i].received;
        if (i) assert_true(view == YZ_VIEW_ALL ? a >= b : a <= b);
    }
    f.backward = true;
    assert_int_equal(read_pages(f, 5), n);
    for (size_t i = 0; i < n; i++) assert_int_equal(lines[i].id, forward[n - 1 - i]);
}

static void views(void **state) {
    (void)state;
    read_all();
    for (unsigned v = 0; v < YZ_VIEWS; v++)
        for (size_t at = 0; at <= STATIONS; at++) view_is_right((enum yz_case_view)v, at ? stations[at - 1] : 0);
}

static void filters(void **state) {
    (void)state;
    struct yz_case_filter f = {.view = YZ_VIEW_OPEN, .staff = staff[1], .service = "use-of-seal"};
    read_all();
    size_t want = 0, n = read_pages(f, 9);
    for (size_t i = 0; i < count; i++)
        want += yz_case_open(&all[i]) && all[i].owner == staff[1] && strcmp(all[i].service, "use-of-seal") == 0;
    assert_int_equal(n, want);
    assert_true(want > 0);
    f = (struct yz_case_filter){.view = YZ_VIEW_ALL, .state = YZ_CASE_FINISHED, .station = stations[2]};
    n = read_pages(f, 9);
    for (size_t i = want = 0; i < count; i++) want += all[i].state == YZ_CASE_FINISHED && all[i].station == stations[2];
    assert_int_equal(n, want);
}

static void names(void **state) {
    (void)state;
    enum yz_case_view v;
    for (unsigned i = 0; i < YZ_VIEWS; i++) {
        assert_true(yz_case_view_from_key(yz_case_view_key((enum yz_case_view)i), &v));
        assert_int_equal(v, i);
        assert_true(yz_case_view_from_key(yz_case_view_name((enum yz_case_view)i), &v));
        assert_int_equal(v, i);
    }
    assert_false(yz_case_view_from_key("nosuch", &v));
}

static void secrets(void **state) {
    (void)state;
    struct yz_case c = {.state = YZ_CASE_ACCEPTED,
                        .secret = true,
                        .person = d.father,
                        .household = d.family,
                        .station = stations[0],
                        .owner = d.clerk.id,
                        .received = yz_now(),
                        .number = "2026-900001",
                        .service = "newborn-insurance"};
    begin("open-case");
    good(yz_put(d.store, &yz_case_kind, &c));
    commit();
    struct yz_case_filter f = {.view = YZ_VIEW_ALL, .station = stations[0], .received_on = yz_today()};
    size_t n = read_pages(f, 50), at = 0;
    while (at < n && lines[at].id != c.id) at++;
    assert_true(at < n);
    assert_string_equal(lines[at].person_name, "李*");
    assert_false(lines[at].secret);
    struct yz_staff other = d.clerk, clerk = d.clerk;
    other.id = staff[1];
    yz_session_act_as(d.session, &other);
    read_pages(f, 50);
    assert_true(lines[at].secret);
    assert_string_equal(lines[at].person_name, "保密");
    assert_string_equal(lines[at].address, "");
    other.role = 3;
    other.station = stations[0];
    yz_session_act_as(d.session, &other);
    read_pages(f, 50);
    assert_string_equal(lines[at].person_name, "李*");
    yz_session_act_as(d.session, &clerk);
}

/* --- counts under acts --- */

static void random_act(void) {
    size_t at = dice(&seed, (uint32_t)count), many = 1 + dice(&seed, 4);
    struct yz_undo undone;
    struct yz_case c;
    int64_t act = 0;
    switch (dice(&seed, 6)) {
    case 0: /* undone, when nothing stands in the way */
        good(yz_journal_last(d.store, d.clerk.id, &act));
        yz_journal_undo(d.store, act, d.clerk.id, &undone);
        return;
    case 1:
        begin("test-drop");
        good(yz_drop(d.store, &yz_case_kind, all[at].id));
        return commit();
    case 2: /* given up half way */
        begin("test-abort");
        change(&all[at]);
        good(yz_put(d.store, &yz_case_kind, &all[at]));
        yz_act_abort(d.store);
        return;
    case 3:
        begin("open-case");
        some_case(&c, 1000 + dice(&seed, 100000));
        good(yz_put(d.store, &yz_case_kind, &c));
        return commit();
    default:
        begin("transfer-case");
        for (size_t i = 0; i < many && at + i < count; i++) {
            change(&all[at + i]);
            good(yz_put(d.store, &yz_case_kind, &all[at + i]));
        }
        return commit();
    }
}

static void counts_stay_true(void **state) {
    (void)state;
    counts_are_true();
    for (int i = 0; i < 150 && count < LINES - 10; i++) {
        random_act();
        read_all();
        if (i % 5 == 0) counts_are_true();
    }
    counts_are_true();
    doctor_agrees(false, true);
}

/* With the hour of the day deadlines pass: nothing is written, and the counts follow. */
static void counts_follow_the_clock(void **state) {
    (void)state;
    yz_moment now = yz_now();
    for (int hours = 1; hours < 60; hours += 7) {
        yz_set_now(now + hours * INT64_C(3600000));
        counts_are_true();
    }
    yz_set_now(now);
}

static void doctor_mends(void **state) {
    (void)state;
    station_sql(d.path, "UPDATE tally SET n = n + 1 WHERE sort = 2");
    doctor_agrees(false, false);
    doctor_agrees(true, true);
    counts_are_true();
}

/* A file from before there were counts gets them when it is opened. */
static void older_files_count_anew(void **state) {
    (void)state;
    yz_session_leave(d.session);
    yz_store_close(d.store);
    station_sql(d.path, "DROP TABLE tally; UPDATE meta SET value = 0 WHERE name = 'schema'");
    good(yz_store_open(d.path, &d.store));
    good(yz_session_over(d.store, &d.clerk, &d.session));
    counts_are_true();
    doctor_agrees(false, true);
}

static int setup(void **state) {
    (void)state;
    make();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views),
        cmocka_unit_test(filters),
        cmocka_unit_test(names),
        cmocka_unit_test(secrets),
        cmocka_unit_test(counts_stay_true),
        cmocka_unit_test(counts_follow_the_clock),
        cmocka_unit_test(doctor_mends),
        cmocka_unit_test(older_files_count_anew),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
