/* The walk list of a building and the grid diary: the order of the doors, when which is due, what nobody is to see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/diary.h>
#include <yizhan/findings.h>
#include <yizhan/journal.h>
#include <yizhan/visits.h>

#include "service/session.h"
#include "support/desk.h"

static struct desk d;
static struct yz_door *doors;
static size_t count;
static int64_t building;

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static int begin(void **state) {
    (void)state;
    struct yz_dwelling door;
    desk_make(&d);
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &door));
    building = door.building;
    return 0;
}

static int end(void **state) {
    (void)state;
    free(doors);
    doors = NULL;
    desk_drop(&d);
    return 0;
}

static void put(const struct yz_kind *k, void *record) {
    good(yz_act_begin(d.store, "test", d.clerk.id));
    good(yz_put(d.store, k, record));
    good(yz_act_commit(d.store, NULL));
}

static void walk(void) {
    free(doors);
    good(yz_walk_list(d.session, building, &doors, &count));
}

static const struct yz_door *family(void) {
    walk();
    for (size_t i = 0; i < count; i++)
        if (doors[i].household == d.family) return &doors[i];
    fail();
    return NULL;
}

static void visit(int32_t outcome, struct yz_need *need) {
    struct yz_findings f = {0};
    struct yz_visit v = {.household = d.family, .outcome = outcome};
    struct yz_found found = {.need = need};
    good(yz_visit_log(d.session, &v, need ? &found : NULL, &f));
    yz_findings_free(&f);
}

static void at(yz_date day, int minute) {
    yz_set_now(yz_moment_make(day, minute));
}

/* --- the walk list --- */

static void doors_stand_as_one_walks_past_them(void **state) {
    (void)state;
    static const struct {
        const char *unit, *room;
        int floor;
    } more[] = {{"10", "101", 1}, {"2", "1001", 10}, {"2", "201", 2}, {"1", "102", 1}, {"1", "101", 1}};
    static const char *const order[] = {"1-101", "1-102", "2-201", "2-501", "2-501", "2-1001", "10-101"};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        struct yz_dwelling door = {.building = building, .floor = more[i].floor};
        snprintf(door.unit, sizeof door.unit, "%s", more[i].unit);
        snprintf(door.room, sizeof door.room, "%s", more[i].room);
        put(&yz_dwelling_kind, &door);
    }
    walk();
    assert_int_equal(count, sizeof order / sizeof *order);
    for (size_t i = 0; i < count; i++) {
        char name[40];
        snprintf(name, sizeof name, "%s-%s", doors[i].unit, doors[i].room);
        assert_string_equal(name, order[i]);
        assert_int_equal(doors[i].id, doors[i].household ? doors[i].household : -doors[i].dwelling);
        assert_int_equal(doors[i].due != 0, doors[i].household != 0); /* nobody is known behind the others */
    }
    assert_int_equal(doors[3].household, d.family);
    assert_int_equal(doors[3].members, 5);
    assert_int_equal(doors[4].household, d.tenants);
}

static void a_household_is_due_when_its_interval_has_passed(void **state) {
    (void)state;
    int64_t interval;
    yz_group_set set;
    good(yz_household_group_set(d.session, d.family, 0, &set, &interval));
    assert_true(interval > 1);
    const struct yz_door *door = family();
    assert_int_equal(door->due, 20100101); /* since they came: nobody has met them */
    assert_true(door->due_now);
    visit(YZ_VISIT_ABSENT, NULL);
    door = family();
    assert_int_equal(door->outcome, YZ_VISIT_ABSENT);
    assert_int_equal(door->due, 20100101); /* nobody was met */
    at(20261124, 600);
    visit(YZ_VISIT_MET, NULL);
    door = family();
    yz_date due = yz_date_add(20261124, (int)interval);
    assert_int_equal(door->due, due);
    assert_false(door->due_now);
    assert_int_equal(yz_household_visit_due(d.session, d.family, yz_today(), 0), due);
    at(yz_date_add(due, -1), 600);
    assert_false(family()->due_now);
    at(due, 600);
    assert_true(family()->due_now);
    struct yz_walk_building b = {.id = building};
    good(yz_walk_count(d.session, &b));
    assert_int_equal(b.households, 2);
    assert_int_equal(b.due, 2);
}

static void a_key_group_shortens_the_interval(void **state) {
    (void)state;
    const struct yz_group *g = yz_group_named("disabled");
    struct yz_focus x = {.person = d.father, .group_key = "disabled", .since = 20261101, .reason = "残疾证"};
    assert_true(g && g->interval < yz_group_interval(0));
    visit(YZ_VISIT_MET, NULL);
    yz_date before = family()->due;
    put(&yz_focus_kind, &x);
    const struct yz_door *door = family();
    assert_true(door->key);
    assert_true(door->due <= yz_date_add(20261123, (int)g->interval));
    assert_true(door->due <= before);
    assert_true(door->groups & yz_group_bit(g));
}

static void who_moved_makes_the_register_outdated(void **state) {
    (void)state;
    assert_false(family()->outdated);
    visit(YZ_VISIT_NEW_TENANT, NULL);
    assert_true(family()->outdated);
    at(20261125, 600);
    visit(YZ_VISIT_MET, NULL);
    assert_false(family()->outdated);
}

static struct yz_need need_of(const char *text, bool secret) {
    struct yz_need n = {.field = 1, .secret = secret};
    snprintf(n.text, sizeof n.text, "%s", text);
    return n;
}

static void secret_needs_are_not_there(void **state) {
    (void)state;
    struct yz_door_line lines[YZ_DOOR_LINES];
    struct yz_need open = need_of("想修单元门", false), secret = need_of("怕家里人打", true);
    struct yz_need closed = need_of("装扶手", false);
    size_t n;
    visit(YZ_VISIT_MET, &open);
    visit(YZ_VISIT_MET, &secret);
    visit(YZ_VISIT_MET, &closed);
    closed.state = YZ_NEED_CLOSED;
    put(&yz_need_kind, &closed);
    const struct yz_door *door = family();
    assert_int_equal(door->needs, 1);
    good(yz_door_lines(d.session, door, lines, YZ_DOOR_LINES, &n));
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        assert_null(strstr(lines[i].text, "怕家里人打"));
        told += strstr(lines[i].text, "想修单元门") != NULL;
    }
    assert_int_equal(told, 1);
}

/* --- the diary --- */

static struct yz_diary diary;

static void read_diary(int64_t grid, int64_t staff) {
    yz_diary_free(&diary);
    good(yz_diary_read(d.session, &(struct yz_diary_filter){.grid = grid, .staff = staff}, &diary));
}

static bool diary_says(const char *text) {
    for (size_t i = 0; i < diary.count; i++)
        if (strstr(diary.all[i].text, text)) return true;
    return false;
}

static void undone_acts_are_not_in_the_diary(void **state) {
    (void)state;
    struct yz_undo undo;
    visit(YZ_VISIT_MET, NULL);
    at(20261123, 1200);
    visit(YZ_VISIT_ABSENT, NULL);
    read_diary(0, d.clerk.id);
    assert_int_equal(diary.visits, 2);
    assert_int_equal(diary.met, 1);
    assert_true(diary.all[0].at < diary.all[1].at);
    good(yz_undo(d.session, 0, &undo));
    read_diary(0, d.clerk.id);
    assert_int_equal(diary.visits, 1);
    assert_int_equal(diary.met, 1);
    assert_int_equal(diary.count, 1); /* nor is the undoing */
    good(yz_undo(d.session, undo.undone_by, &undo));
    read_diary(0, d.clerk.id);
    assert_int_equal(diary.visits, 2);
    yz_diary_free(&diary);
}

static void the_diary_is_of_its_place_and_its_staff(void **state) {
    (void)state;
    struct yz_need secret = need_of("怕家里人打", true);
    visit(YZ_VISIT_MET, &secret);
    read_diary(0, d.clerk.id);
    assert_int_equal(diary.visits, 1);
    assert_int_equal(diary.needs, 1);
    assert_true(diary_says("保密"));
    assert_false(diary_says("怕家里人打"));
    read_diary(0, d.clerk.id + 1);
    assert_int_equal(diary.count, 0);
    read_diary(building, 0); /* no grid */
    assert_int_equal(diary.count, 0);
    at(20261124, 600);
    read_diary(0, 0);
    assert_int_equal(diary.count, 0); /* of today */
    yz_diary_free(&diary);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(doors_stand_as_one_walks_past_them),
        T(a_household_is_due_when_its_interval_has_passed),
        T(a_key_group_shortens_the_interval),
        T(who_moved_makes_the_register_outdated),
        T(secret_needs_are_not_there),
        T(undone_acts_are_not_in_the_diary),
        T(the_diary_is_of_its_place_and_its_staff),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
