/* The net as a tree: what is kept counted is what counting finds, whatever was done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/journal.h>
#include <yizhan/posts.h>
#include <yizhan/tree.h>

#include "service/session.h"
#include "support/desk.h"

static struct desk d;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

/* The building of the family's dwelling. */
static int64_t home(void) {
    return yz_sql_int(d.store, "SELECT building FROM dwelling WHERE id=?1", d.dwelling, 0);
}

static int64_t by_hand(enum yz_tree_what what) {
    static struct yz_tree_person people[200];
    size_t count = 0;
    assert_int_equal(yz_building_people(d.session, home(), what, people, 200, &count), YZ_OK);
    return (int64_t)count;
}

static struct yz_tree_counts kept(void) {
    struct yz_tree t;
    struct yz_tree_counts c = {0};
    assert_int_equal(yz_tree_read(d.session, &t), YZ_OK);
    for (size_t i = 0; i < t.count; i++)
        if (t.nodes[i].kind == YZ_BUILDING && t.nodes[i].id == home()) c = t.nodes[i].counts;
    yz_tree_free(&t);
    return c;
}

static void same(void) {
    struct yz_tree_counts c = kept();
    struct yz_verdict v;
    assert_int_equal(c.people, by_hand(YZ_TREE_PEOPLE));
    assert_int_equal(c.floating, by_hand(YZ_TREE_FLOATING));
    assert_int_equal(c.party, by_hand(YZ_TREE_PARTY));
    assert_int_equal(c.focus, by_hand(YZ_TREE_FOCUS));
    assert_int_equal(yz_store_doctor(d.store, false, &v), YZ_OK);
    assert_int_equal(v.problems, 0);
}

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_session_act(d.session, "edit-person"), YZ_OK);
    assert_int_equal(yz_session_end(d.session, yz_put(d.store, k, record)), YZ_OK);
}

static void random_acts(void **state) {
    (void)state;
    int64_t people[] = {d.grandfather, d.grandmother, d.father, d.mother, d.sister, d.tenant};
    srand(7);
    for (int i = 0; i < 120; i++) {
        int64_t who = people[rand() % 6];
        struct yz_person p;
        struct yz_membership m;
        struct yz_focus x = {.person = who, .group_key = "disabled", .reason = "x", .source = "x", .since = 20261101};
        size_t n = 0;
        assert_int_equal(yz_get(d.store, &yz_person_kind, who, &p), YZ_OK);
        assert_int_equal(yz_person_memberships(d.session, who, &m, 1, &n), YZ_OK);
        p.residence = 1 + rand() % 3;
        p.political = rand() % 3;
        x.until = rand() % 2 ? 0 : 20261120 + rand() % 9;
        x.sensitive = rand() % 4 == 0;
        m.until = rand() % 3 ? 0 : 20261118 + rand() % 12;
        if (rand() % 3 == 0) put(&yz_person_kind, &p);
        else if (rand() % 2) put(&yz_membership_kind, &m);
        else put(&yz_focus_kind, &x);
        if (rand() % 5 == 0) {
            struct yz_undo undone;
            yz_undo(d.session, 0, &undone);
        }
        same();
    }
}

/* Who leaves on a day is counted on that day and no more on the next, with no act between. */
static void a_day_passes(void **state) {
    (void)state;
    struct yz_membership m;
    size_t n = 0;
    assert_int_equal(yz_person_memberships(d.session, d.sister, &m, 1, &n), YZ_OK);
    int64_t before = kept().people;
    m.until = 20261123;
    put(&yz_membership_kind, &m);
    assert_int_equal(kept().people, before);
    yz_set_now(yz_moment_make(20261124, 9 * 60));
    assert_int_equal(kept().people, before - 1);
    same();
}

static void gaps(void **state) {
    (void)state;
    int32_t missing[16];
    size_t duties = 0, count = 0;
    struct yz_findings f = {0};
    struct yz_area area = {.name = "东片"};
    struct yz_grid grid = {.name = "试验网格"};
    struct yz_post p = {.duty = 5, .name = "李安", .phone = "13812345678"};
    assert_non_null(yz_codes("duty", &duties));
    area.community = yz_sql_int(d.store, "SELECT min(id) FROM community WHERE ?1=?2", 0, 0);
    put(&yz_area_kind, &area);
    grid.area = area.id;
    put(&yz_grid_kind, &grid);
    assert_int_equal(yz_post_gaps(d.session, grid.id, missing, 16, &count), YZ_OK);
    assert_int_equal(count, duties);
    p.grid = grid.id;
    assert_int_equal(yz_post_save(d.session, &p, &f), YZ_OK);
    assert_int_equal(yz_post_gaps(d.session, grid.id, missing, 16, &count), YZ_OK);
    assert_int_equal(count, duties - 1);
    assert_int_equal(yz_post_end(d.session, p.id, 20261122, &f), YZ_REFUSED); /* before it began */
    assert_int_equal(yz_post_end(d.session, p.id, 20261123, &f), YZ_OK);
    yz_set_now(yz_moment_make(20261124, 9 * 60));
    assert_int_equal(yz_post_gaps(d.session, grid.id, missing, 16, &count), YZ_OK);
    assert_int_equal(count, duties);
    p = (struct yz_post){.grid = grid.id, .building = home(), .duty = 5, .name = "李安"};
    yz_findings_free(&f);
    assert_int_equal(yz_post_save(d.session, &p, &f), YZ_REFUSED); /* the building is in another grid */
    assert_true(desk_said(&f, "building", "不在这个网格"));
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(random_acts, begin, end),
                                       cmocka_unit_test_setup_teardown(a_day_passes, begin, end),
                                       cmocka_unit_test_setup_teardown(gaps, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
