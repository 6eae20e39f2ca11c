/* Cards: a hit shows at once what any act changed of whom it names; a wrong card is found and mended, a lacking one made. */
#include "service/registry/person_card.h"
#include "service/session.h"
#include "support/desk.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/find.h>
#include <yizhan/journal.h>

#include <cmocka.h>

static struct desk d;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int done(void **state) {
    (void)state;
    struct yz_verdict v;
    assert_int_equal(yz_doctor(d.session, false, &v), YZ_OK); /* whatever was done */
    desk_drop(&d);
    return 0;
}

static struct yz_person_card card(int64_t person) {
    struct yz_person_card c;
    if (!yz_person_card_read(d.store, person, &c)) fail_msg("no card");
    return c;
}

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_act_begin(d.store, "test", 1), YZ_OK);
    if (yz_put(d.store, k, record) != YZ_OK || yz_act_commit(d.store, NULL) != YZ_OK) fail_msg("%s", yz_message());
}

static void undo(void) {
    struct yz_undo u;
    if (yz_undo(d.session, 0, &u) != YZ_OK) fail_msg("%s", yz_message());
}

static struct yz_membership membership_of(int64_t person) {
    struct yz_membership m;
    size_t count;
    assert_int_equal(yz_person_memberships(d.session, person, &m, 1, &count), YZ_OK);
    return m;
}

/* Another door of the same building. */
static int64_t other_door(void) {
    struct yz_dwelling door;
    assert_int_equal(yz_get(d.store, &yz_dwelling_kind, d.dwelling, &door), YZ_OK);
    door.id = door.version = 0;
    strcpy(door.unit, "9");
    strcpy(door.room, "909");
    put(&yz_dwelling_kind, &door);
    return door.id;
}

static void a_card_says_who_and_where(void **state) {
    (void)state;
    struct yz_person_card c = card(d.grandfather), tenant = card(d.tenant);
    struct yz_dwelling door;
    char words[40];
    assert_int_equal(yz_get(d.store, &yz_dwelling_kind, d.dwelling, &door), YZ_OK);
    snprintf(words, sizeof words, "%s%s%s", door.unit, *door.unit ? "-" : "", door.room);
    assert_string_equal(c.name, "李建国");
    assert_string_equal(c.door, words);
    assert_int_equal(c.building, door.building);
    assert_int_equal(c.sex, 1);
    assert_int_equal(c.birth, 19620310);
    assert_int_equal(c.died, 0);
    assert_true(c.head && !c.served && tenant.head);
    assert_false(card(d.sister).head);
    assert_string_equal(tenant.name, "阿依·古丽");
    assert_false(yz_person_card_read(d.store, d.grandfather + 1000, &c));
    assert_string_equal(c.name, "");
}

static void a_name_a_death_and_their_undoing(void **state) {
    (void)state;
    struct yz_person p;
    assert_int_equal(yz_get(d.store, &yz_person_kind, d.grandfather, &p), YZ_OK);
    yz_session_act_as(d.session, &d.clerk);
    strcpy(p.name, "李建军");
    p.died = 20261120;
    put(&yz_person_kind, &p);
    assert_string_equal(card(p.id).name, "李建军");
    assert_int_equal(card(p.id).died, 20261120);
    struct yz_undo u;
    int64_t act = yz_sql_int(d.store, "SELECT max(act) FROM journal", 0, 0);
    assert_int_equal(yz_undo(d.session, act, &u), YZ_OK);
    assert_string_equal(card(p.id).name, "李建国");
    assert_int_equal(card(p.id).died, 0);
}

static void moving_out_and_in(void **state) {
    (void)state;
    struct yz_membership m = membership_of(d.mother), second = m;
    m.until = 20261101;
    put(&yz_membership_kind, &m);
    assert_int_equal(card(d.mother).building, 0);
    assert_string_equal(card(d.mother).door, "");
    second.id = second.version = 0;
    second.dwelling = other_door();
    second.legal = false;
    second.relation = YZ_RELATION_HEAD;
    put(&yz_membership_kind, &second);
    assert_string_equal(card(d.mother).door, "9-909");
    assert_true(card(d.mother).head);
    m.until = 0; /* back: of two places it is the legal one */
    put(&yz_membership_kind, &m);
    assert_string_not_equal(card(d.mother).door, "9-909");
    assert_false(card(d.mother).head);
    m.person = d.father; /* it was his: both cards change */
    put(&yz_membership_kind, &m);
    assert_string_equal(card(d.mother).door, "9-909");
}

static void another_number_on_the_door(void **state) {
    (void)state;
    struct yz_dwelling door;
    assert_int_equal(yz_get(d.store, &yz_dwelling_kind, d.dwelling, &door), YZ_OK);
    strcpy(door.room, "888");
    put(&yz_dwelling_kind, &door);
    assert_non_null(strstr(card(d.sister).door, "888"));
    assert_non_null(strstr(card(d.tenant).door, "888"));
}

static void a_case_and_a_birth_and_their_undoing(void **state) {
    (void)state;
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    struct yz_outcome o;
    struct yz_findings f = {0};
    struct yz_case c;
    struct yz_person_card baby;
    if (yz_intake_save(in, &o, &c, &f) != YZ_OK) fail_msg("%s", yz_message());
    yz_intake_free(in);
    yz_findings_free(&f);
    baby = card(c.person);
    assert_true(baby.served && baby.building);
    assert_int_equal(baby.birth, 20261118);
    undo();
    assert_false(yz_person_card_read(d.store, c.person, &baby));
}

static void an_act_sees_its_own_and_leaves_none_behind(void **state) {
    (void)state;
    struct yz_person p = {.name = "王小明"};
    struct yz_person_card c;
    assert_int_equal(yz_act_begin(d.store, "test", 1), YZ_OK);
    yz_act_bulk(d.store);
    assert_int_equal(yz_put(d.store, &yz_person_kind, &p), YZ_OK);
    assert_string_equal(card(p.id).name, "王小明");
    strcpy(p.name, "王大明");
    assert_int_equal(yz_put(d.store, &yz_person_kind, &p), YZ_OK);
    yz_act_abort(d.store);
    assert_false(yz_person_card_read(d.store, p.id, &c));
    struct yz_person other = {.name = "赵六"};
    put(&yz_person_kind, &other); /* nor anything with the next act */
    assert_string_equal(card(other.id).name, "赵六");
}

/* The same file, after something was done to it by hand. */
static void reopen_after(const char *sql) {
    yz_session_leave(d.session);
    yz_store_close(d.store);
    station_sql(d.path, sql);
    if (yz_store_open(d.path, &d.store) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_session_over(d.store, &d.clerk, &d.session), YZ_OK);
}

static void doctor_finds_and_mends(void **state) {
    static const char *const damage[] = {"DELETE FROM card", "UPDATE card SET name = '某人' WHERE name = '李明'",
                                         "UPDATE card SET facts = facts + 32 WHERE name = '张丽'",
                                         "INSERT INTO card VALUES(1, 0, 0, '', '无人')"};
    (void)state;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct yz_verdict v;
        reopen_after(damage[i]);
        assert_int_equal(yz_doctor(d.session, false, &v), YZ_FOREIGN);
        assert_int_equal(v.problems, 1);
        assert_int_equal(yz_verify(d.session, &v), YZ_OK); /* derived: no matter of proof */
        if (yz_doctor(d.session, true, &v) != YZ_OK) fail_msg("%s", yz_message());
        assert_string_equal(card(d.father).name, "李明");
    }
}

static void a_file_without_cards_gets_them(void **state) {
    (void)state;
    reopen_after("DROP TABLE card; UPDATE meta SET value = 1 WHERE name = 'schema'");
    struct yz_hit hits[8];
    size_t count;
    assert_string_equal(card(d.father).name, "李明");
    assert_int_equal(yz_search(d.session, "lim", 0, hits, 8, &count), YZ_OK);
    assert_true(count > 0 && hits[0].id == d.father);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_card_says_who_and_where, begin, done),
        cmocka_unit_test_setup_teardown(a_name_a_death_and_their_undoing, begin, done),
        cmocka_unit_test_setup_teardown(moving_out_and_in, begin, done),
        cmocka_unit_test_setup_teardown(another_number_on_the_door, begin, done),
        cmocka_unit_test_setup_teardown(a_case_and_a_birth_and_their_undoing, begin, done),
        cmocka_unit_test_setup_teardown(an_act_sees_its_own_and_leaves_none_behind, begin, done),
        cmocka_unit_test_setup_teardown(doctor_finds_and_mends, begin, done),
        cmocka_unit_test_setup_teardown(a_file_without_cards_gets_them, begin, done),
    };
    return cmocka_run_group_tests_name("cards", tests, NULL, NULL);
}
