/* The net as a tree: what is kept counted is what counting finds, whatever was done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/journal.h>
#include <yizhan/posts.h>
#include <yizhan/records.h>
#include <yizhan/tree.h>

#include "service/session.h"
#include "store/store_private.h"
#include "support/desk.h"

static struct desk d;
static struct yz_tree tree;
static yz_date day; /* as of; 0 = today */

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_tree_free(&tree);
    desk_drop(&d);
    return 0;
}

/* The building of the family's dwelling. */
static int64_t home(void) {
    return yz_sql_int(d.store, "SELECT building FROM dwelling WHERE id=?1", d.dwelling, 0);
}

/* The whole tree with the building of the family unfolded. */
static void read_tree(void) {
    yz_tree_free(&tree);
    assert_int_equal(yz_tree_read(d.session, day, &tree), YZ_OK);
    size_t left = 0;
    assert_int_equal(yz_tree_count(d.session, &tree, 0, SIZE_MAX, &left), YZ_OK);
    assert_int_equal(left, 0);
    for (size_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].level == YZ_NODE_BUILDING) assert_int_equal(yz_tree_unfold(d.session, &tree, i), YZ_OK);
}

static const int64_t *kept(void) {
    static int64_t counts[YZ_TREE_WHATS];
    read_tree();
    for (size_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].level == YZ_NODE_BUILDING && tree.nodes[i].id == home())
            memcpy(counts, tree.nodes[i].counts, sizeof counts);
    return counts;
}

/* As many rows as the number says, the same backwards, by pages of three. */
static void rows_are(size_t node, enum yz_tree_what what) {
    static struct yz_tree_row forth[300], page[3], last;
    size_t n = 0, count = 3, back = 0;
    for (bool begun = false; count == 3; begun = true) {
        assert_int_equal(yz_tree_rows(d.session, &tree, node, what, begun ? &last : NULL, 1, page, 3, &count), YZ_OK);
        memcpy(&forth[n], page, count * sizeof *page);
        n += count;
        if (count) last = page[count - 1];
    }
    assert_int_equal(n, tree.nodes[node].counts[what]);
    count = 3;
    for (bool begun = false; count == 3; begun = true) {
        assert_int_equal(yz_tree_rows(d.session, &tree, node, what, begun ? &last : NULL, -1, page, 3, &count), YZ_OK);
        for (size_t i = 0; i < count; i++) assert_int_equal(page[i].id, forth[n - 1 - back - i].id);
        back += count;
        if (count) last = page[count - 1];
    }
    assert_int_equal(back, n);
}

static void same(void) {
    struct yz_verdict v;
    read_tree();
    for (size_t i = 0; i < tree.count; i++)
        for (int w = 0; w < YZ_TREE_WHATS; w++) {
            bool roster = w == YZ_TREE_POSTS || w == YZ_TREE_GAPS;
            if (tree.nodes[i].level != YZ_NODE_CENTER && !(roster && tree.nodes[i].level > YZ_NODE_GRID))
                rows_are(i, (enum yz_tree_what)w);
        }
    assert_int_equal(yz_store_doctor(d.store, false, &v), YZ_OK);
    assert_int_equal(v.problems, 0);
}

/* What the lists of a past day find in the family's building, record by record. */
static void lists_agree(void) {
    struct yz_record_filter in = {.within = YZ_BUILDING, .within_id = home(), .on = day};
    static struct yz_person people[300];
    static struct yz_household households[300];
    size_t n = 0, h = 0;
    int64_t floating = 0, party = 0;
    const int64_t *counts = kept();
    assert_int_equal(yz_record_page(d.session, YZ_PERSON, &in, 0, people, 300, &n), YZ_OK);
    assert_int_equal(yz_record_page(d.session, YZ_HOUSEHOLD, &in, 0, households, 300, &h), YZ_OK);
    for (size_t i = 0; i < n; i++) {
        floating += people[i].residence == 2;
        party += people[i].political == 1 || people[i].political == 2;
    }
    assert_int_equal(counts[YZ_TREE_PEOPLE], n);
    assert_int_equal(counts[YZ_TREE_HOUSEHOLDS], h);
    assert_int_equal(counts[YZ_TREE_FLOATING], floating);
    assert_int_equal(counts[YZ_TREE_PARTY], party);
}

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_session_act(d.session, "edit-person"), YZ_OK);
    assert_int_equal(yz_session_end(d.session, yz_put(d.store, k, record)), YZ_OK);
}

static void random_acts(void **state) {
    (void)state;
    int64_t people[] = {d.grandfather, d.grandmother, d.father, d.mother, d.sister, d.tenant};
    srand(7);
    for (int i = 0; i < 60; i++) {
        int64_t who = people[rand() % 6];
        struct yz_person p;
        struct yz_membership m;
        size_t n = 0;
        assert_int_equal(yz_get(d.store, &yz_person_kind, who, &p), YZ_OK);
        assert_int_equal(yz_person_memberships(d.session, who, &m, 1, &n), YZ_OK);
        p.residence = 1 + rand() % 3;
        p.political = rand() % 3;
        m.until = rand() % 3 ? 0 : 20261118 + rand() % 12;
        if (rand() % 3 == 0) put(&yz_person_kind, &p);
        else put(&yz_membership_kind, &m);
        if (rand() % 5 == 0) {
            struct yz_undo undone;
            yz_undo(d.session, 0, &undone);
        }
        same();
    }
}

/* Of days gone by: rows are as many as the numbers, the lists of records find the same, and what is done today leaves what
 * was known of an earlier evening alone. */
static void past_days(void **state) {
    (void)state;
    int64_t people[] = {d.grandfather, d.grandmother, d.father, d.mother, d.sister, d.tenant};
    struct yz_person p;
    int64_t before[YZ_TREE_WHATS];
    yz_date today = yz_today();
    day = yz_date_add(today, -1);
    memcpy(before, kept(), sizeof before);
    for (int i = 0; i < 6; i++) { /* all of them floating party members from today on */
        assert_int_equal(yz_get(d.store, &yz_person_kind, people[i], &p), YZ_OK);
        p.residence = 2;
        p.political = 1;
        put(&yz_person_kind, &p);
    }
    assert_memory_equal(before, kept(), sizeof before);
    day = 0;
    assert_true(kept()[YZ_TREE_FLOATING] > before[YZ_TREE_FLOATING]);
    for (int back = 1; back < 4000; back = back * 3) {
        day = yz_date_add(today, -back);
        same();
        lists_agree();
    }
    day = 0;
}

/* A building counted to another grid since lies in its old one on the day before; a case is open until it ends. */
static void past_places_and_cases(void **state) {
    (void)state;
    struct yz_building b;
    struct yz_case c = {.number = "2026-000903",
                        .service = "newborn-insurance",
                        .state = YZ_CASE_FINISHED,
                        .household = d.family,
                        .person = d.mother,
                        .station = d.station.id};
    c.received = yz_now() - 3 * 86400000LL;
    c.finished = yz_now();
    put(&yz_case_kind, &c);
    assert_int_equal(kept()[YZ_TREE_CASES], 0);
    assert_int_equal(yz_get(d.store, &yz_building_kind, home(), &b), YZ_OK);
    int64_t grid_before = b.grid;
    b.grid = 0;
    put(&yz_building_kind, &b);
    day = yz_date_add(yz_today(), -1);
    assert_int_equal(kept()[YZ_TREE_CASES], 1);
    for (size_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].level == YZ_NODE_BUILDING && tree.nodes[i].id == b.id)
            assert_int_equal(tree.nodes[tree.nodes[tree.nodes[i].parent].parent].id, grid_before);
    day = yz_date_add(yz_today(), -4);
    assert_int_equal(kept()[YZ_TREE_CASES], 0);
    day = 0;
}

/* A clerk's case counts where the family lives, and an event where it happened; nothing when they are over. */
static void open_cases(void **state) {
    (void)state;
    struct yz_case c = {.number = "2026-000901",
                        .service = "newborn-insurance",
                        .state = YZ_CASE_ACCEPTED,
                        .household = d.family,
                        .person = d.mother,
                        .station = d.station.id};
    struct yz_case event = {.number = "2026-000902",
                            .service = "event-facility",
                            .state = YZ_CASE_ACCEPTED,
                            .building = home(),
                            .place = "小区南门",
                            .station = d.station.id};
    c.received = event.received = yz_now();
    int64_t before = kept()[YZ_TREE_CASES];
    put(&yz_case_kind, &c);
    put(&yz_case_kind, &event);
    assert_int_equal(kept()[YZ_TREE_CASES], before + 2);
    same();
    c.state = YZ_CASE_FINISHED;
    put(&yz_case_kind, &c);
    assert_int_equal(kept()[YZ_TREE_CASES], before + 1);
    same();
}

/* Who leaves on a day is counted on that day and no more on the next, with no act between. */
static void a_day_passes(void **state) {
    (void)state;
    struct yz_membership m;
    size_t n = 0;
    assert_int_equal(yz_person_memberships(d.session, d.sister, &m, 1, &n), YZ_OK);
    int64_t before = kept()[YZ_TREE_PEOPLE];
    m.until = 20261123;
    put(&yz_membership_kind, &m);
    assert_int_equal(kept()[YZ_TREE_PEOPLE], before);
    yz_set_now(yz_moment_make(20261124, 9 * 60));
    assert_int_equal(kept()[YZ_TREE_PEOPLE], before - 1);
    same();
}

static int64_t put_off(void) {
    return yz_sql_int(d.store, "SELECT count(*) FROM sums WHERE last=0", 0, 0);
}

/* Between the acts of a long roll rows hold for no day, and who reads counts; the next act makes them, even of another process. */
static void rolled(void **state) {
    (void)state;
    struct yz_person p;
    read_tree();
    assert_int_equal(yz_get(d.store, &yz_person_kind, d.sister, &p), YZ_OK);
    p.political = p.political == 1 ? 3 : 1;
    d.store->sums.all = d.store->more_to_roll = true;
    put(&yz_person_kind, &p);
    assert_int_equal(put_off(), yz_sql_int(d.store, "SELECT count(*) FROM building", 0, 0));
    same();
    d.store->sums.all = d.store->more_to_roll = false;
    yz_sums_resume(d.store);
    p.political = p.political == 1 ? 3 : 1;
    put(&yz_person_kind, &p);
    assert_int_equal(put_off(), 0);
    same();
}

/* Doctor finds a number that is wrong, and puts it right. */
static void doctor(void **state) {
    (void)state;
    struct yz_verdict v;
    int64_t people = kept()[YZ_TREE_PEOPLE];
    assert_int_equal(yz_exec(d.store, "UPDATE sums SET people=people+1"), YZ_OK);
    assert_int_equal(kept()[YZ_TREE_PEOPLE], people + 1);
    yz_store_doctor(d.store, false, &v);
    assert_int_equal(v.problems, 1);
    assert_int_equal(yz_store_doctor(d.store, true, &v), YZ_OK);
    same();
    assert_int_equal(kept()[YZ_TREE_PEOPLE], people);
}

static struct yz_grid grid;

static void make_grid(void) {
    struct yz_area area = {.name = "东片"};
    area.community = yz_sql_int(d.store, "SELECT min(id) FROM community WHERE ?1=?2", 0, 0);
    put(&yz_area_kind, &area);
    grid = (struct yz_grid){.name = "试验网格", .area = area.id};
    put(&yz_grid_kind, &grid);
}

static size_t missing(void) {
    int32_t codes[YZ_DUTIES];
    size_t count = 0;
    assert_int_equal(yz_post_gaps(d.session, grid.id, 0, codes, YZ_DUTIES, &count), YZ_OK);
    return count;
}

static void gaps(void **state) {
    (void)state;
    size_t duties = 0;
    struct yz_findings f = {0};
    struct yz_post p = {.duty = 5, .name = "李安", .phone = "13812345678"};
    assert_non_null(yz_duties(&duties));
    make_grid();
    assert_int_equal(missing(), duties);
    p.grid = grid.id;
    assert_int_equal(yz_post_save(d.session, &p, &f), YZ_OK);
    assert_int_equal(missing(), duties - 1);
    same();
    assert_int_equal(yz_post_end(d.session, p.id, 20261122, &f), YZ_REFUSED); /* before it began */
    assert_true(desk_said(&f, "until", "早于起始日期"));
    yz_findings_free(&f);
    assert_int_equal(yz_post_end(d.session, p.id, 20261123, &f), YZ_OK);
    yz_set_now(yz_moment_make(20261124, 9 * 60));
    assert_int_equal(missing(), duties);
    same();
}

/* What is saved is named when it cannot be. */
static void refuse(struct yz_post p, const char *field, const char *words) {
    struct yz_findings f = {0};
    assert_int_equal(yz_post_save(d.session, &p, &f), YZ_REFUSED);
    assert_true(desk_said(&f, field, words));
    yz_findings_free(&f);
}

static void bad_posts(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_post p = {.duty = 5, .name = "李安", .since = 20261101, .until = 20261110}, again;
    make_grid();
    p.grid = grid.id;
    refuse((struct yz_post){.grid = grid.id, .building = home(), .duty = 5, .name = "李安"}, "building",
           "不在这个网格");
    refuse((struct yz_post){.grid = grid.id, .duty = 99, .name = "李安"}, "duty", "");
    refuse((struct yz_post){.grid = grid.id, .duty = 5, .name = "李安", .since = 20261110, .until = 20261101}, "until",
           "早于起始日期");
    assert_int_equal(yz_post_save(d.session, &p, &f), YZ_OK);
    again = (struct yz_post){.grid = grid.id, .duty = 5, .name = "李安", .since = 20261110};
    refuse(again, "since", "重叠");
    again.since = 20261111;
    assert_int_equal(yz_post_save(d.session, &again, &f), YZ_OK);
    again.since = 20261105; /* changed so that they meet */
    refuse(again, "since", "重叠");
    yz_findings_free(&f);
}

static void centers(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_center c = {.household = d.family, .person = d.father}, outside;
    make_grid();
    outside = (struct yz_center){.household = d.family, .person = d.father, .grid = grid.id};
    assert_int_equal(yz_center_save(d.session, &outside, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "grid", "不在这个网格"));
    yz_findings_free(&f);
    outside = (struct yz_center){.household = d.family, .person = d.tenant};
    assert_int_equal(yz_center_save(d.session, &outside, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "person", "不在这一户"));
    yz_findings_free(&f);
    struct yz_building b;
    assert_int_equal(yz_record_get(d.session, YZ_BUILDING, home(), &b), YZ_OK);
    b.grid = grid.id;
    put(&yz_building_kind, &b);
    assert_int_equal(yz_center_save(d.session, &c, &f), YZ_OK);
    assert_int_equal(c.grid, grid.id);
    assert_int_equal(c.building, home());
    assert_true(desk_said(&f, "person", "不是党员")); /* a warning */
    yz_findings_free(&f);
    same();
    assert_int_equal(kept()[YZ_TREE_CENTERS], 1);
    outside = (struct yz_center){.household = d.family, .person = d.mother};
    assert_int_equal(yz_center_save(d.session, &outside, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "since", "已经是中心户"));
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(random_acts, begin, end),
                                       cmocka_unit_test_setup_teardown(a_day_passes, begin, end),
                                       cmocka_unit_test_setup_teardown(open_cases, begin, end),
                                       cmocka_unit_test_setup_teardown(past_days, begin, end),
                                       cmocka_unit_test_setup_teardown(past_places_and_cases, begin, end),
                                       cmocka_unit_test_setup_teardown(rolled, begin, end),
                                       cmocka_unit_test_setup_teardown(doctor, begin, end),
                                       cmocka_unit_test_setup_teardown(gaps, begin, end),
                                       cmocka_unit_test_setup_teardown(bad_posts, begin, end),
                                       cmocka_unit_test_setup_teardown(centers, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
