/* Key groups: the dictionary, who is in them on a day and why, typing somebody in, and who may know of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/journal.h>
#include <yizhan/records.h>

#include "service/session.h"
#include "support/desk.h"

enum { ROOM = 32 };
static struct desk d;
static struct yz_grouping found[ROOM];

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

static void sign_in_as(const char *role) {
    assert_true(yz_code_parse("staff_role", role, &d.clerk.role));
    yz_session_act_as(d.session, &d.clerk);
}

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_session_act(d.session, "test"), YZ_OK);
    assert_int_equal(yz_put(d.store, k, record), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static struct yz_person person(int64_t id) {
    struct yz_person p;
    assert_int_equal(yz_get(d.store, &yz_person_kind, id, &p), YZ_OK);
    return p;
}

/* Keys of the person's groups with a blank between. */
static const char *keys(int64_t id, yz_date day) {
    static char text[512];
    size_t count, n = 0;
    assert_int_equal(yz_groups_of_person(d.session, id, day, found, ROOM, &count), YZ_OK);
    *text = '\0';
    for (size_t i = 0; i < count; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? " " : "", found[i].group->key);
    return text;
}

static enum yz_status add(int64_t person_id, const char *group, yz_date since, yz_date until, struct yz_focus *x,
                          struct yz_findings *f) {
    *x = (struct yz_focus){.person = person_id, .since = since, .until = until, .reason = "残疾证", .source = "残联"};
    snprintf(x->group_key, sizeof x->group_key, "%s", group);
    return yz_group_save(d.session, x, f);
}

static void add_good(int64_t person_id, const char *group, yz_date since, yz_date until, struct yz_focus *x) {
    struct yz_findings f = {0};
    assert_int_equal(add(person_id, group, since, until, x, &f), YZ_OK);
    yz_findings_free(&f);
}

static void add_bad(int64_t person_id, const char *group, yz_date since, yz_date until, const char *field,
                    const char *words) {
    struct yz_findings f = {0};
    struct yz_focus x;
    assert_int_equal(add(person_id, group, since, until, &x, &f), YZ_REFUSED);
    assert_true(desk_said(&f, field, words));
    yz_findings_free(&f);
}

/* --- the dictionary --- */

static void the_dictionary_is_whole(void **state) {
    (void)state;
    size_t count;
    const struct yz_group *g = yz_groups(&count);
    assert_non_null(g);
    assert_true(count > 16);
    assert_int_equal(g[count - 1].comes, YZ_GROUP_REST);
    assert_int_equal(yz_group_interval(0), 182);
    for (size_t i = 0; i + 1 < count; i++) {
        assert_ptr_equal(yz_group_named(g[i].key), &g[i]);
        assert_ptr_equal(yz_group_named(g[i].name), &g[i]);
        assert_ptr_equal(yz_group_named(g[i].word), &g[i]);
    }
    assert_string_equal(yz_group_named("低保户")->key, "minimum-living");
    assert_string_equal(yz_group_named("aged 80 or over")->key, "aged-80");
    assert_null(yz_group_named("保户"));
    assert_null(yz_group_named("普通户"));
    assert_non_null(strstr(yz_message(), "disabled"));
}

static void every_mistake_of_a_file_at_once(void **state) {
    (void)state;
    static const char text[] =
        "[group]\nkey = Bad Key\nname = 独居\nname_en = Alone\nword = 独\nword_en = alone\n"
        "comes = guessed\nlevel = open\ninterval = 0\nsource = 某办法\nconfidence = sure\n"
        "valid_from = 2026-13-01\nplace = 3\n[computed]\ntest = person.age >= rule(age) and has(x)\n"
        "reason = {old} 岁\nreason_en = old\n[more]\n";
    static const char *const lines[][2] = {{"2:key", "小写"},      {"1:word", "2 到 4"},  {"7:comes", "没有这个词"},
                                           {"9:interval", "整数"}, {"11:confidence", ""}, {"12:valid_from", "日期"},
                                           {"13:place", "这个键"}, {"15:test", "规则"},   {"1:reason", "这个空"},
                                           {"18", "没有这种节"}};
    struct yz_findings f = {0};
    struct yz_group g;
    assert_false(yz_group_parse(text, sizeof text - 1, &g, &f));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) assert_true(desk_said(&f, lines[i][0], lines[i][1]));
    yz_findings_free(&f);
}

static void conditions_know_only_people_and_homes(void **state) {
    (void)state;
    static const char *const bad[] = {"has(newborn-insurance)", "person.phone",        "answer.x = 1",
                                      "children > 0",           "given(person.hukou)", "person.age"};
    struct yz_group g;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yz_findings f = {0};
        char text[512];
        int n = snprintf(text, sizeof text,
                         "[group]\nkey = a\nname = 甲\nname_en = A\nword = 甲乙\nword_en = a\ncomes = computed\n"
                         "level = open\nsource = 某\nconfidence = weak\nvalid_from = 2020-01-01\n[computed]\n"
                         "test = %s\nreason = 甲\nreason_en = a\n",
                         bad[i]);
        assert_false(yz_group_parse(text, (size_t)n, &g, &f));
        assert_true(desk_said(&f, "13:test", ""));
        yz_findings_free(&f);
    }
}

/* --- computed ones --- */

static void old_people_grow_into_groups(void **state) {
    (void)state;
    assert_string_equal(keys(d.grandfather, 20261123), "");
    assert_string_equal(keys(d.grandfather, 20270309), "");
    assert_string_equal(keys(d.grandfather, 20270310), "aged-65");
    assert_int_equal(found[0].since, 20270310);
    assert_string_equal(keys(d.grandfather, 20420310), "aged-80 aged-65");
    assert_string_equal(found[0].reason, "80 岁");
    assert_int_equal(found[0].since, 20420310);
    assert_int_equal(found[0].focus, 0);
}

/* Whose everybody else moved out on a day lives alone from the next one on; a move to be is none yet. */
static void move_out(int64_t who, yz_date until) {
    struct yz_membership m[4];
    size_t count;
    assert_int_equal(yz_person_memberships(d.session, who, m, 4, &count), YZ_OK);
    m[0].until = until;
    put(&yz_membership_kind, &m[0]);
}

static void who_stays_behind_lives_alone(void **state) {
    (void)state;
    move_out(d.father, 20260630);
    move_out(d.mother, 20260630);
    move_out(d.sister, 20260630);
    assert_string_equal(keys(d.grandfather, 20260630), "");
    assert_string_equal(keys(d.grandfather, 20260701), "empty-nest");
    assert_int_equal(found[0].since, 20260701);
    assert_string_equal(found[0].reason, "64 岁，同住 2 人都满 60 岁");
    struct yz_person w = person(d.grandmother);
    w.died = 20261010;
    put(&yz_person_kind, &w);
    assert_string_equal(keys(d.grandfather, 20261009), "empty-nest");
    assert_string_equal(keys(d.grandfather, 20261010), "living-alone");
    assert_int_equal(found[0].since, 20261010);
    assert_string_equal(keys(d.grandmother, 20261010), "");
    assert_string_equal(keys(d.father, 20261123), "");
}

static void status_and_birth_make_groups(void **state) {
    (void)state;
    struct yz_person p = person(d.father), baby = person(d.sister);
    assert_true(yz_code_parse("political", "probationary-member", &p.political));
    put(&yz_person_kind, &p);
    baby.birth = 20261101;
    put(&yz_person_kind, &baby);
    assert_string_equal(keys(d.father, 0), "party-member");
    assert_string_equal(keys(d.sister, 20261129), "newborn");
    assert_int_equal(found[0].since, 20261101);
    assert_string_equal(keys(d.sister, 20261130), "");
}

static void tags_count_where_they_mean_a_group(void **state) {
    (void)state;
    struct yz_person p = person(d.tenant);
    snprintf(p.tags, sizeof p.tags, "失业，低保户、残疾");
    put(&yz_person_kind, &p);
    assert_string_equal(keys(d.tenant, 0), "disabled minimum-living");
    assert_string_equal(found[1].reason, "低保户");
    assert_string_equal(found[1].source, "人群标签");
}

static void a_secret_word_among_the_tags_is_warned_of(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person p = person(d.tenant);
    snprintf(p.tags, sizeof p.tags, "失业,社区矫正");
    assert_true(yz_record_check(&yz_person_kind, &p, &f));
    assert_true(desk_said(&f, "tags", "保密"));
    yz_findings_free(&f);
}

/* --- typed ones --- */

static void typed_for_a_span_of_days(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_focus x;
    add_good(d.mother, "残疾", 20260101, 0, &x);
    assert_string_equal(x.group_key, "disabled");
    assert_int_equal(x.staff, d.clerk.id);
    assert_string_equal(keys(d.mother, 20251231), "");
    assert_string_equal(keys(d.mother, 20260101), "disabled");
    assert_int_equal(found[0].focus, x.id);
    assert_string_equal(found[0].reason, "残疾证");
    assert_int_equal(yz_group_end(d.session, x.id, 20261031, "证到期", &f), YZ_OK);
    assert_string_equal(keys(d.mother, 20261031), "disabled");
    assert_string_equal(keys(d.mother, 20261101), "");
    assert_int_equal(yz_group_end(d.session, x.id, 20261101, "", &f), YZ_REFUSED);
    yz_findings_free(&f);
    add_good(d.mother, "disabled", 20261101, 0, &x);
    x.source[0] = '\0';
    assert_int_equal(yz_group_save(d.session, &x, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "source", ""));
    yz_findings_free(&f);
}

/* The register has others behind the door, and the grid worker knows better: typed in. */
static void either_typed_or_worked_out(void **state) {
    (void)state;
    struct yz_focus x;
    add_good(d.grandfather, "独居", 20260101, 0, &x);
    assert_string_equal(keys(d.grandfather, 0), "living-alone");
    assert_int_equal(found[0].focus, x.id);
    assert_string_equal(keys(d.grandmother, 0), "");
}

static void what_is_refused(void **state) {
    (void)state;
    struct yz_focus x;
    struct yz_person p = person(d.grandmother);
    add_bad(d.mother, "富人", 20260101, 0, "group_key", "没有重点人群");
    add_bad(d.mother, "高龄", 20260101, 0, "group_key", "不用登记");
    add_bad(d.mother, "残疾", 20260301, 20260201, "until", "早于起始");
    add_bad(d.mother, "残疾", 0, 0, "since", "从哪天起");
    add_bad(d.sister, "残疾", 20200531, 0, "since", "早于出生");
    add_bad(0, "残疾", 20260101, 0, "person", "");
    add_bad(77, "残疾", 20260101, 0, "person", "");
    p.died = 20261010;
    put(&yz_person_kind, &p);
    add_bad(d.grandmother, "残疾", 20260101, 0, "until", "已经死亡");
    add_good(d.mother, "残疾", 20260101, 20260630, &x);
    add_bad(d.mother, "disabled", 20260630, 0, "group_key", "已经登记");
    add_bad(d.mother, "disabled", 20250101, 20260101, "group_key", "2026-06-30");
    add_good(d.mother, "disabled", 20260701, 0, &x);
    add_good(d.mother, "低保", 20260701, 0, &x);
}

static void person_and_group_of_a_record_stay(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_focus x;
    add_good(d.mother, "残疾", 20260101, 0, &x);
    x.person = d.father;
    assert_int_equal(yz_record_edit(d.session, YZ_FOCUS, &x, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "group_key", "不能换"));
    yz_findings_free(&f);
}

static void undo_takes_it_back(void **state) {
    (void)state;
    struct yz_undo undone;
    struct yz_focus x;
    add_good(d.mother, "残疾", 20260101, 0, &x);
    int64_t act = yz_sql_int(d.store, "SELECT act FROM journal WHERE kind = 'focus' AND id = ?1", x.id, 0);
    assert_int_equal(yz_undo(d.session, act, &undone), YZ_OK);
    assert_string_equal(keys(d.mother, 0), "");
}

/* --- who may know --- */

static void secret_groups_are_not_there(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_focus x;
    struct yz_group_member *m;
    struct yz_census c;
    yz_group_set set;
    int64_t interval;
    assert_int_equal(add(d.mother, "矫正", 20260101, 0, &x, &f), YZ_DENIED);
    sign_in_as("supervisor");
    add_good(d.mother, "矫正", 20260101, 0, &x);
    assert_string_equal(keys(d.mother, 0), "community-correction");
    assert_int_equal(yz_household_group_set(d.session, d.family, 0, &set, &interval), YZ_OK);
    assert_int_equal(interval, 30);
    sign_in_as("grid-worker");
    assert_string_equal(keys(d.mother, 0), "");
    assert_int_equal(yz_household_group_set(d.session, d.family, 0, &set, &interval), YZ_OK);
    assert_true(set == 0);
    assert_int_equal(interval, 182);
    assert_int_equal(yz_census_take(d.session, YZ_NO_KIND, 0, 0, &c), YZ_OK);
    m = c.all;
    for (size_t i = 0; i < c.count; i++) assert_true(m[i].person != d.mother);
    yz_census_free(&c);
    assert_int_equal(yz_record_get(d.session, YZ_FOCUS, x.id, &x), YZ_REFUSED);
    struct yz_log_filter filter = {.kind = YZ_FOCUS};
    struct yz_log_line lines[4];
    size_t count;
    assert_int_equal(yz_log(d.session, &filter, lines, 4, &count), YZ_OK);
    assert_int_equal(count, 0);
    struct yz_focus page[4];
    assert_int_equal(yz_record_page(d.session, YZ_FOCUS, &(struct yz_record_filter){0}, 0, page, 4, &count), YZ_OK);
    assert_int_equal(count, 0);
}

static void words_are_masked(void **state) {
    (void)state;
    char text[64];
    yz_group_set set = yz_group_bit(yz_group_named("高龄")) | yz_group_bit(yz_group_named("低保")) |
                       yz_group_bit(yz_group_named("残疾"));
    assert_string_equal(yz_group_words(set, false, text, sizeof text), "高龄 残疾 低保");
    assert_string_equal(yz_group_words(set, true, text, sizeof text), "高龄 重点");
    assert_string_equal(yz_group_words(set, false, text, 10), "高龄 ");
    assert_int_equal(yz_group_interval(set), 30);
}

/* --- households, doors, everybody --- */

static void households_and_doors_are_unions(void **state) {
    (void)state;
    struct yz_door_groups doors[8];
    struct yz_focus x;
    size_t count;
    yz_group_set disabled = yz_group_bit(yz_group_named("残疾")), aged = yz_group_bit(yz_group_named("65岁"));
    add_good(d.mother, "残疾", 20260101, 0, &x);
    add_good(d.tenant, "慢病", 20260101, 0, &x);
    int64_t building = yz_sql_int(d.store, "SELECT id FROM building", 0, 0);
    assert_int_equal(yz_groups_of_building(d.session, building, 20270310, doors, 8, &count), YZ_OK);
    assert_int_equal(count, 2);
    const struct yz_door_groups *family = doors[0].household == d.family ? &doors[0] : &doors[1];
    assert_true(family->set == (disabled | aged));
    assert_int_equal(family->people, 5);
    assert_int_equal(family->interval, 30);
    assert_int_equal(doors[0].dwelling, d.dwelling);
    assert_int_equal(yz_groups_of_household(d.session, d.family, 20270310, found, ROOM, &count), YZ_OK);
    assert_int_equal(count, 2);
    assert_int_equal(yz_groups_of_dwelling(d.session, d.dwelling, 20270310, found, 1, &count), YZ_OK);
    assert_int_equal(count, 3);
}

/* Registered here and living elsewhere: typed ones hold, what is worked out does not, and the household has neither. */
static void registered_only(void **state) {
    (void)state;
    struct yz_membership m[4];
    struct yz_census c;
    struct yz_focus x;
    yz_group_set set;
    int64_t interval;
    size_t count;
    assert_int_equal(yz_person_memberships(d.session, d.grandfather, m, 4, &count), YZ_OK);
    m[0].role = YZ_ROLE_REGISTERED_ONLY;
    put(&yz_membership_kind, &m[0]);
    add_good(d.grandfather, "退役", 20260101, 0, &x);
    assert_string_equal(keys(d.grandfather, 20270401), "veteran");
    assert_int_equal(yz_household_group_set(d.session, d.family, 20270401, &set, &interval), YZ_OK);
    assert_true(set == 0);
    assert_int_equal(yz_census_take(d.session, YZ_NO_KIND, 0, 20270401, &c), YZ_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.all[0].person, d.grandfather);
    assert_int_equal(c.all[0].building, 0);
    yz_census_free(&c);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {T(the_dictionary_is_whole),
                                       T(every_mistake_of_a_file_at_once),
                                       T(conditions_know_only_people_and_homes),
                                       T(old_people_grow_into_groups),
                                       T(who_stays_behind_lives_alone),
                                       T(status_and_birth_make_groups),
                                       T(tags_count_where_they_mean_a_group),
                                       T(a_secret_word_among_the_tags_is_warned_of),
                                       T(typed_for_a_span_of_days),
                                       T(either_typed_or_worked_out),
                                       T(what_is_refused),
                                       T(person_and_group_of_a_record_stay),
                                       T(undo_takes_it_back),
                                       T(secret_groups_are_not_there),
                                       T(words_are_masked),
                                       T(households_and_doors_are_unions),
                                       T(registered_only)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
