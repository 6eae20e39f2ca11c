/* Households that live: every act, every refusal, and five years of them taken back one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/journal.h>
#include <yizhan/find.h>
#include <yizhan/living.h>
#include <yizhan/records.h>

#include "base/buffer.h"
#include "service/session.h"
#include "support/desk.h"

enum { DOORS = 40 };

static struct desk d;
static struct yz_move m;
static struct yz_move_plan plan;
static struct yz_findings f;
static int64_t doors[DOORS];

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static int begin(void **state) {
    (void)state;
    struct yz_dwelling first;
    desk_make(&d);
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &first));
    good(yz_act_begin(d.store, "demo", d.clerk.id));
    for (int i = 0; i < DOORS; i++) {
        struct yz_dwelling door = {.building = first.building, .unit = "1", .floor = i / 4 + 1};
        snprintf(door.room, sizeof door.room, "%d0%d", i / 4 + 1, i % 4 + 1);
        good(yz_put(d.store, &yz_dwelling_kind, &door));
        doors[i] = door.id;
    }
    good(yz_act_commit(d.store, NULL));
    return 0;
}

static void clear(void) {
    yz_findings_clear(&f);
    yz_move_plan_free(&plan);
    memset(&m, 0, sizeof m);
}

static int end(void **state) {
    (void)state;
    clear();
    yz_findings_free(&f);
    desk_drop(&d);
    return 0;
}

static void of(enum yz_move_kind kind, int64_t household, int64_t person) {
    clear();
    m.kind = kind;
    m.household = household;
    if (person) m.who[m.count++].person = person;
}

static void done(void) {
    enum yz_status status = yz_move_do(d.session, &m, &plan, &f);
    for (size_t i = 0; status != YZ_OK && i < f.count; i++) print_error("%s: %s\n", f.all[i].field, f.all[i].rule);
    good(status);
}

static void refused(const char *field, const char *words) {
    int64_t lines = yz_sql_int(d.store, "SELECT max(seq) FROM journal", 0, 0);
    assert_int_equal(yz_move_do(d.session, &m, &plan, &f), YZ_REFUSED);
    assert_true(desk_said(&f, field, words));
    assert_int_equal(yz_sql_int(d.store, "SELECT max(seq) FROM journal", 0, 0), lines);
}

static size_t living_in(int64_t household) {
    struct yz_member all[16];
    size_t count;
    good(yz_household_members(d.session, household, 0, all, 16, &count));
    return count;
}

static int relation_of(int64_t household, int64_t person) {
    return (int)yz_sql_int(d.store, "SELECT relation FROM membership WHERE household=?1 AND person=?2 AND until=0",
                           household, person);
}

static int64_t household_of(int64_t person) {
    return yz_person_household(d.session, person, 0);
}

/* --- the acts --- */

static void a_family_moves_without_its_registration(void **state) {
    (void)state;
    char line[256];
    of(YZ_MOVE_WITHIN, d.family, 0);
    m.dwelling = doors[0];
    done();
    size_t at = 0;
    assert_true(yz_move_line(d.session, &plan, &at, true, line, sizeof line));
    assert_int_equal(living_in(d.family), 5);
    int64_t moved = household_of(d.father);
    assert_int_not_equal(moved, d.family);
    assert_int_equal(living_in(moved), 5);
    assert_int_equal(yz_sql_int(d.store,
                                "SELECT count(*) FROM membership WHERE household=?1 AND until=0 AND role=4 AND legal",
                                d.family, 0),
                     5);
    assert_int_equal(yz_sql_int(d.store, "SELECT head FROM household WHERE id=?1", moved, 0), d.grandfather);
}

static void with_it_the_household_stays_the_same_one(void **state) {
    (void)state;
    of(YZ_MOVE_WITHIN, d.family, 0);
    m.dwelling = doors[0];
    m.legal = true;
    done();
    assert_int_equal(household_of(d.father), d.family);
    assert_int_equal(yz_sql_int(d.store, "SELECT dwelling FROM household WHERE id=?1", d.family, 0), doors[0]);
    struct yz_household then;
    good(yz_household_on(d.session, d.family, 20261101, &then));
    assert_int_equal(then.dwelling, d.dwelling);
}

static void a_lease_and_a_permit_are_taken_over(void **state) {
    (void)state;
    of(YZ_MOVE_WITHIN, d.tenants, 0);
    m.dwelling = doors[1];
    m.lease_until = 20270630;
    m.permit_until = 20271231;
    m.day = 20261001;
    done();
    of(YZ_MOVE_WITHIN, d.tenants, 0);
    m.dwelling = doors[2];
    done();
    assert_int_equal(yz_sql_int(d.store, "SELECT lease_until FROM membership WHERE person=?1 AND until=0", d.tenant, 0),
                     20270630);
    assert_int_equal(
        yz_sql_int(d.store, "SELECT permit_until FROM membership WHERE person=?1 AND until=0", d.tenant, 0), 20271231);
}

static void a_son_splits_with_wife_and_child(void **state) {
    (void)state;
    of(YZ_MOVE_SPLIT, d.family, d.father);
    m.who[m.count++].person = d.mother;
    m.who[m.count++].person = d.sister;
    m.legal = true;
    refused("head", "户主");
    of(YZ_MOVE_SPLIT, d.family, d.father);
    m.who[m.count++].person = d.mother;
    m.who[m.count++].person = d.sister;
    m.legal = true;
    m.head = d.father;
    m.who[1].relation = 12;
    done();
    int64_t new = household_of(d.father);
    assert_int_equal(relation_of(new, d.father), 2);
    assert_int_equal(relation_of(new, d.mother), 12);
    assert_int_equal(relation_of(new, d.sister), 80); /* a grandchild: his own or his sister's */
    assert_true(desk_said(&f, "relation", "推不出来"));
    assert_int_equal(living_in(d.family), 2);
}

static void the_head_leaves_and_a_successor_is_asked_for(void **state) {
    (void)state;
    of(YZ_MOVE_DEATH, 0, d.grandfather);
    refused("successor", "没有户主");
    of(YZ_MOVE_DEATH, 0, d.grandfather);
    m.successor = d.father;
    done();
    assert_int_equal(relation_of(d.family, d.father), 2);
    assert_int_equal(relation_of(d.family, d.grandmother), 52);
    assert_int_equal(yz_sql_int(d.store, "SELECT died FROM person WHERE id=?1", d.grandfather, 0), 20261123);
    of(YZ_MOVE_DEATH, 0, d.grandfather);
    refused("who", "已经登记过死亡");
}

static void a_new_head_turns_all_relations_round(void **state) {
    (void)state;
    of(YZ_MOVE_HEAD, d.family, 0);
    m.head = d.grandmother;
    done();
    assert_int_equal(relation_of(d.family, d.grandfather), 11);
    assert_int_equal(relation_of(d.family, d.father), 20);
    assert_int_equal(relation_of(d.family, d.mother), 38);
    assert_int_equal(relation_of(d.family, d.sister), 42);
    of(YZ_MOVE_HEAD, d.family, 0);
    m.head = d.tenant;
    refused("head", "现在的成员");
}

static void the_last_one_ends_the_household_and_may_return(void **state) {
    (void)state;
    of(YZ_MOVE_OUT, d.tenants, 0);
    strcpy(m.moved_to, "昆明呈贡");
    m.day = 20261031;
    done();
    assert_true(desk_said(&f, "household", "为止"));
    assert_int_equal(yz_sql_int(d.store, "SELECT until FROM household WHERE id=?1", d.tenants, 0), 20261031);
    of(YZ_MOVE_RETURN, 0, d.tenant);
    m.day = 20261101;
    done();
    assert_int_equal(household_of(d.tenant), d.tenants);
    assert_int_equal(yz_sql_int(d.store, "SELECT until FROM household WHERE id=?1", d.tenants, 0), 0);
    of(YZ_MOVE_RETURN, 0, d.tenant);
    refused("who", "还住在");
}

static void a_child_is_born(void **state) {
    (void)state;
    of(YZ_MOVE_BIRTH, d.family, 0);
    m.mother = d.mother;
    m.legal = true;
    m.day = 20261101;
    m.fresh_count = 1;
    strcpy(m.fresh[0].person.name, "李小满");
    m.fresh[0].person.sex = 2;
    refused("consent", "监护人同意"); /* PIPL art. 31 */
    yz_findings_clear(&f);
    yz_move_plan_free(&plan);
    strcpy(m.consent, "是");
    done();
    assert_string_equal(plan.persons[0].consent, "张丽");
    assert_int_equal(plan.persons[0].consent_on, yz_today());
    int64_t child = plan.persons[0].id;
    assert_int_equal(relation_of(d.family, child), 42);
    assert_int_equal(yz_sql_int(d.store, "SELECT mother FROM person WHERE id=?1", child, 0), d.mother);
    assert_int_equal(yz_sql_int(d.store, "SELECT legal FROM membership WHERE person=?1", child, 0), 1);
}

static void tenants_change(void **state) {
    (void)state;
    of(YZ_MOVE_SWAP, d.tenants, 0);
    m.role = YZ_ROLE_TENANT;
    m.fresh_count = 1;
    strcpy(m.fresh[0].person.name, "马超");
    m.fresh[0].person.sex = 1;
    done();
    int64_t new = household_of(plan.persons[0].id);
    assert_int_equal(living_in(d.tenants), 0);
    assert_int_equal(yz_sql_int(d.store, "SELECT until FROM household WHERE id=?1", d.tenants, 0), 20261122);
    assert_int_equal(yz_sql_int(d.store, "SELECT kind FROM household WHERE id=?1", new, 0), 3);
    assert_int_equal(yz_sql_int(d.store, "SELECT head FROM household WHERE id=?1", new, 0), plan.persons[0].id);
}

static void some_join_another_household(void **state) {
    (void)state;
    of(YZ_MOVE_JOIN, d.tenants, 0);
    m.into = d.family;
    m.who[m.count++] = (struct yz_mover){.person = d.tenant, .relation = 98};
    done();
    assert_int_equal(relation_of(d.family, d.tenant), 98);
    assert_int_equal(living_in(d.family), 6);
}

static void a_whole_building_is_emptied(void **state) {
    (void)state;
    struct yz_dwelling door;
    struct yz_counts counts;
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &door));
    of(YZ_MOVE_BUILDING, 0, 0);
    m.building = door.building;
    m.legal = true;
    m.day = 20261031;
    done();
    good(yz_place_counts_on(d.session, YZ_BUILDING, door.building, 20261031, &counts));
    assert_int_equal(counts.people, 6);
    good(yz_place_counts_on(d.session, YZ_BUILDING, door.building, 20261101, &counts));
    assert_int_equal(counts.people, 0);
    of(YZ_MOVE_BUILDING, 0, 0);
    m.building = door.building;
    refused("building", "没有人住");
}

static void newcomers_are_one_line_each(void **state) {
    struct yz_newcomer n;
    (void)state;
    clear();
    assert_true(yz_newcomer_read("王小明，１３８００００００００ 租客、配偶", &n, &f));
    assert_string_equal(n.person.name, "王小明");
    assert_string_equal(n.person.phone, "13800000000");
    assert_int_equal(n.role, YZ_ROLE_TENANT);
    assert_int_equal(n.relation, 10);
    assert_true(yz_newcomer_read("李红 女 530102198805110046 妻", &n, &f) || f.errors);
    assert_int_equal(n.relation, 12);
    yz_findings_clear(&f);
    assert_false(yz_newcomer_read("李红 不知道什么", &n, &f));
    assert_true(desk_said(&f, "fresh", "看不懂"));
    yz_findings_clear(&f);
    assert_false(yz_newcomer_read("李红 53010219880511004", &n, &f));
    assert_true(f.errors > 0);
    assert_false(yz_newcomer_read("  ", &n, &f));
}

static void a_couple_moves_in_behind_an_empty_door(void **state) {
    (void)state;
    of(YZ_MOVE_IN, 0, 0);
    m.dwelling = doors[4];
    m.role = YZ_ROLE_TENANT;
    m.fresh_count = 2;
    assert_true(yz_newcomer_read("马超 男", &m.fresh[0], &f));
    assert_true(yz_newcomer_read("李红 女 妻", &m.fresh[1], &f));
    done();
    int64_t household = household_of(plan.persons[0].id);
    assert_null(yz_findings_about(&f, "dwelling"));
    assert_int_equal(relation_of(household, plan.persons[0].id), 2);
    assert_int_equal(relation_of(household, plan.persons[1].id), 12);
    of(YZ_MOVE_WITHIN, d.tenants, 0);
    m.dwelling = doors[4];
    done();
    assert_true(desk_said(&f, "dwelling", "另一户"));
}

static void a_lease_is_renewed_where_it_stands(void **state) {
    struct yz_term terms[4];
    struct yz_membership then[2];
    size_t count;
    (void)state;
    of(YZ_MOVE_RENEW, d.tenants, 0);
    refused("lease_until", "没有要改的");
    of(YZ_MOVE_RENEW, d.tenants, 0);
    m.lease_until = 19500101;
    refused("lease_until", "到期日不能在那以前");
    of(YZ_MOVE_RENEW, d.tenants, 0);
    m.lease_until = 20261130;
    m.permit_until = 20270115;
    done();
    good(yz_terms(d.session, 20261223, 0, terms, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(terms[0].person, d.tenant);
    assert_false(terms[0].permit);
    good(yz_terms(d.session, 20270115, 0, terms, 4, &count));
    assert_int_equal(count, 2);
    good(yz_terms(d.session, 20270115, YZ_TERM_PERMIT, terms, 4, &count));
    assert_int_equal(count, 1);
    yz_set_now(yz_moment_make(20261201, 600));
    of(YZ_MOVE_RENEW, d.tenants, 0);
    m.lease_until = 20271130;
    done();
    good(yz_person_memberships_on(d.session, d.tenant, 20261130, then, 2, &count));
    assert_int_equal(count, 1);
    assert_int_equal(then[0].lease_until, 20261130);
    good(yz_person_memberships_on(d.session, d.tenant, 20261201, then, 2, &count));
    assert_int_equal(then[0].lease_until, 20271130);
    yz_set_now(yz_moment_make(20261123, 1170));
}

static void a_card_shows_where_one_lives(void **state) {
    struct yz_hit hits[2];
    struct yz_person who;
    size_t count;
    (void)state;
    of(YZ_MOVE_WITHIN, d.family, 0);
    m.dwelling = doors[9];
    done();
    assert_int_equal(yz_person_dwelling(d.session, d.father, 0), doors[9]);
    good(yz_record_get(d.session, YZ_PERSON, d.father, &who));
    good(yz_search(d.session, who.name, YZ_HITS(YZ_HIT_PERSON), hits, 2, &count));
    assert_int_equal(count, 1);
    assert_non_null(strstr(hits[0].subtitle, "302"));
}

static void lists_of_a_past_day(void **state) {
    struct yz_record_filter filter = {.on = 20261101};
    struct yz_household page[8];
    struct yz_person people[16];
    size_t count;
    (void)state;
    of(YZ_MOVE_OUT, d.tenants, 0);
    m.day = 20261031;
    m.legal = true;
    done();
    good(yz_record_page(d.session, YZ_HOUSEHOLD, &filter, 0, page, 8, &count));
    assert_int_equal(count, 1);
    assert_int_equal(page[0].id, d.family);
    filter.on = 20261031;
    good(yz_record_page(d.session, YZ_HOUSEHOLD, &filter, 0, page, 8, &count));
    assert_int_equal(count, 2);
    filter.within = YZ_DWELLING;
    filter.within_id = d.dwelling;
    good(yz_record_page(d.session, YZ_PERSON, &filter, 0, people, 16, &count));
    assert_int_equal(count, 6);
    assert_int_equal(yz_record_page(d.session, YZ_CASE, &filter, 0, NULL, 0, &count), YZ_REFUSED);
}

static void one_of_hundreds_leaves(void **state) {
    struct yz_membership bed;
    int64_t last = 0;
    (void)state;
    good(yz_act_begin(d.store, "demo", d.clerk.id));
    for (int i = 0; i < 200; i++) {
        struct yz_person p = {.name = "工友"};
        good(yz_put(d.store, &yz_person_kind, &p));
        bed = (struct yz_membership){.person = p.id, .household = d.tenants, .dwelling = doors[3], .relation = 99};
        bed.role = YZ_ROLE_TENANT;
        bed.since = 20260101;
        good(yz_put(d.store, &yz_membership_kind, &bed));
        last = p.id;
    }
    good(yz_act_commit(d.store, NULL));
    of(YZ_MOVE_OUT, d.tenants, 0);
    refused("who", "128");
    of(YZ_MOVE_OUT, d.tenants, last);
    done();
    assert_int_equal(plan.membership_count, 1);
    assert_int_equal(plan.memberships[0].person, last);
    of(YZ_MOVE_OUT, d.tenants, d.father);
    refused("who", "不是这一户的成员");
}

/* --- refusals --- */

static void an_undo_leaves_nobody_homeless(void **state) {
    struct yz_dwelling door = {.unit = "9", .room = "901", .floor = 9}, first;
    struct yz_undo undo;
    int64_t built, moved;
    (void)state;
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &first));
    door.building = first.building;
    good(yz_act_begin(d.store, "import", d.clerk.id));
    good(yz_put(d.store, &yz_dwelling_kind, &door));
    good(yz_act_commit(d.store, &built));
    of(YZ_MOVE_WITHIN, d.tenants, 0);
    m.dwelling = door.id;
    m.legal = true;
    done();
    moved = yz_sql_int(d.store, "SELECT act FROM journal ORDER BY seq DESC LIMIT 1", 0, 0);
    assert_int_equal(yz_undo(d.session, built, &undo), YZ_REFUSED);
    assert_int_equal(undo.blocked_by, moved); /* not the act that registered the household long before */
    assert_non_null(strstr(yz_message(), "撤销不了"));
    assert_int_equal(household_of(d.tenant), d.tenants);
    good(yz_undo(d.session, moved, &undo));
    good(yz_undo(d.session, built, &undo));
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM dwelling WHERE id=?1", door.id, 0), 0);
}

static void dates_that_cannot_be(void **state) {
    (void)state;
    of(YZ_MOVE_WITHIN, d.family, 0);
    m.dwelling = doors[0];
    m.day = 20261124;
    refused("day", "今天之后");
    of(YZ_MOVE_WITHIN, d.family, d.sister);
    m.dwelling = doors[0];
    m.day = 20200501;
    refused("day", "才出生");
    assert_true(desk_said(&f, "day", "才来的"));
    of(YZ_MOVE_IN, 0, d.grandfather);
    m.dwelling = doors[0];
    m.legal = true;
    refused("day", "同一天只能在一个户籍户");
    assert_true(desk_said(&f, "who", "还住在"));
    of(YZ_MOVE_DEATH, 0, d.sister);
    m.day = 20261101;
    done();
    of(YZ_MOVE_IN, 0, d.sister);
    m.dwelling = doors[0];
    refused("day", "已经去世");
}

static void places_and_people_that_are_not_there(void **state) {
    (void)state;
    of(YZ_MOVE_WITHIN, d.family, 0);
    refused("dwelling", "没有写搬到哪里");
    of(YZ_MOVE_WITHIN, d.family, 0);
    m.dwelling = d.dwelling;
    refused("dwelling", "现在的住处");
    of(YZ_MOVE_OUT, d.family, d.tenant);
    refused("who", "不是这一户的成员");
    of(YZ_MOVE_JOIN, d.family, d.sister);
    refused("into", "并入哪一户");
    of(YZ_MOVE_BIRTH, d.family, 0);
    m.fresh_count = 1;
    strcpy(m.fresh[0].person.name, "李小满");
    refused("mother", "成员");
    of(YZ_MOVE_RETURN, 0, d.mother);
    refused("who", "没有搬走过");
}

/* --- five years --- */

static void records(struct yz_buffer *out) {
    struct yz_query *q =
        yz_sql(d.store, "SELECT 'm',id,person,household,dwelling,relation,role,legal,since,until,reason FROM membership"
                        " UNION ALL SELECT 'h',id,head,dwelling,kind,since,until,0,0,0,number FROM household"
                        " UNION ALL SELECT 'p',id,birth,died,sex,mother,guardian,0,0,0,name FROM person ORDER BY 1,2");
    yz_buffer_clear(out);
    while (yz_next(q))
        for (int i = 0; i < 11; i++) {
            yz_buffer_text(out, yz_text(q, i));
            yz_buffer_byte(out, '\n');
        }
    good(yz_done(q));
}

/* People with a dwelling, counted a second way: through the doors of the building, and straight. */
static void counts_add_up(yz_date day, int64_t building) {
    struct yz_household_line lines[128], *last = NULL;
    struct yz_counts counts;
    size_t count, page = 0;
    int64_t people = 0;
    good(yz_place_counts_on(d.session, YZ_BUILDING, building, day, &counts));
    for (count = 0; count == 0 || page; count += page) {
        good(yz_building_households_on(d.session, building, day, last, &lines[count], 7, &page));
        for (size_t i = count; i < count + page; i++) people += lines[i].members;
        if (page) last = &lines[count + page - 1];
        if (!page) break;
    }
    int64_t twice = yz_sql_int(d.store,
                               "SELECT ifnull(sum(n-1),0) FROM (SELECT count(DISTINCT household) n FROM membership"
                               " WHERE since<=?1 AND (until=0 OR until>=?1) GROUP BY person)",
                               day, 0);
    assert_int_equal(people - twice, counts.people);
}

static void rules_hold(void) {
    assert_int_equal(
        yz_sql_int(d.store,
                   "SELECT count(*) FROM membership a JOIN membership b ON b.person=a.person AND b.id>a.id"
                   " AND a.legal AND b.legal AND (a.until=0 OR a.until>=b.since) AND (b.until=0 OR b.until>=a.since)",
                   0, 0),
        0);
    assert_int_equal(
        yz_sql_int(
            d.store,
            "SELECT count(*) FROM household h WHERE EXISTS(SELECT 1 FROM membership WHERE household=h.id AND until=0)"
            " AND NOT EXISTS(SELECT 1 FROM membership WHERE household=h.id AND until=0 AND person=h.head AND "
            "relation=2)",
            0, 0),
        0);
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM membership WHERE until<>0 AND until<since", 0, 0), 0);
}

static uint32_t seed = 20261123;
static uint32_t dice(uint32_t sides) {
    seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
    return seed % sides;
}

static int64_t any(const char *sql) {
    int64_t n = yz_sql_int(d.store, "SELECT max(id) FROM person", 0, 0);
    int64_t id =
        yz_sql_int(d.store, sql, YZ_ID(YZ_ID_STATION(n), YZ_ID_EPOCH(n), 1 + dice((uint32_t)YZ_ID_COUNTER(n))), 0);
    return id;
}

/* One act of chance; a rule may refuse it. */
static bool chance(void) {
    static const enum yz_move_kind kinds[] = {YZ_MOVE_WITHIN, YZ_MOVE_WITHIN, YZ_MOVE_OUT,    YZ_MOVE_IN,
                                              YZ_MOVE_SPLIT,  YZ_MOVE_JOIN,   YZ_MOVE_RETURN, YZ_MOVE_BIRTH,
                                              YZ_MOVE_DEATH,  YZ_MOVE_HEAD,   YZ_MOVE_SWAP,   YZ_MOVE_IN};
    int64_t person = any("SELECT person FROM membership WHERE person>=?1 ORDER BY person,id DESC LIMIT 1");
    enum yz_move_kind kind = kinds[dice(sizeof kinds / sizeof *kinds)];
    of(kind, household_of(person), dice(3) ? 0 : person);
    m.legal = dice(2);
    m.dwelling = doors[dice(DOORS)];
    if (kind == YZ_MOVE_SPLIT) m.head = person;
    if (kind == YZ_MOVE_HEAD) {
        m.count = 0;
        m.head =
            yz_sql_int(d.store, "SELECT max(person) FROM membership WHERE household=?1 AND until=0 AND relation<>2",
                       m.household, 0);
    }
    if (kind == YZ_MOVE_SPLIT || kind == YZ_MOVE_DEATH || kind == YZ_MOVE_RETURN) m.count = 1, m.who[0].person = person;
    if (kind == YZ_MOVE_RETURN) m.household = 0, m.dwelling = 0;
    m.successor = any("SELECT person FROM membership WHERE person>=?1 AND until=0 ORDER BY person LIMIT 1");
    if (kind == YZ_MOVE_JOIN)
        m.into =
            yz_sql_int(d.store, "SELECT household FROM membership WHERE household<>?1 AND until=0 ORDER BY id LIMIT 1",
                       m.household, 0);
    if (kind == YZ_MOVE_IN) m.household = 0, m.count = 0;
    if (kind == YZ_MOVE_SWAP) m.count = 0;
    m.mother = person;
    if (kind == YZ_MOVE_IN || kind == YZ_MOVE_SWAP || kind == YZ_MOVE_BIRTH) {
        m.fresh_count = 1;
        strcpy(m.consent, "是");
        m.role = kind == YZ_MOVE_BIRTH ? 0 : YZ_ROLE_TENANT;
        snprintf(m.fresh[0].person.name, sizeof m.fresh[0].person.name, "新人");
        m.fresh[0].person.sex = 1 + (int)dice(2);
    }
    return yz_move_do(d.session, &m, &plan, &f) == YZ_OK;
}

/* --- what each evening counted, and what is said of it years later --- */

static struct evening {
    yz_date day;
    struct yz_counts then, next; /* of that day, of the days after it */
} evenings[400];
static size_t evening_count;

static void note_evening(yz_date day, int64_t building) {
    struct evening *e = &evenings[evening_count ? evening_count - 1 : 0];
    if (!evening_count || e->day != day) e = &evenings[evening_count++];
    e->day = day;
    good(yz_place_counts_on(d.session, YZ_BUILDING, building, day, &e->then));
    good(yz_place_counts_on(d.session, YZ_BUILDING, building, yz_date_add(day, 1), &e->next));
}

/* Every day of the five years, by the counts; every tenth also by the list of people. */
static void every_day_adds_up(int64_t building, yz_date last) {
    struct yz_record_filter filter = {.within = YZ_BUILDING, .within_id = building};
    struct yz_person *people = calloc(512, sizeof *people);
    size_t at = 0, listed;
    assert_non_null(people);
    int days = 0;
    for (yz_date day = evenings[0].day; day <= last; day = yz_date_add(day, 1), days++) {
        struct yz_counts c;
        while (at + 1 < evening_count && evenings[at + 1].day <= day) at++;
        const struct yz_counts *want = evenings[at].day == day ? &evenings[at].then : &evenings[at].next;
        good(yz_place_counts_on(d.session, YZ_BUILDING, building, day, &c));
        assert_int_equal(c.people, want->people);
        assert_int_equal(c.households, want->households);
        if (days % 10) continue;
        filter.on = day;
        good(yz_record_page(d.session, YZ_PERSON, &filter, 0, people, 512, &listed));
        assert_int_equal(listed, c.people);
    }
    assert_true(days > 1800);
    free(people);
}

static void five_years_are_taken_back(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0};
    struct yz_dwelling door;
    struct yz_verdict verdict;
    struct yz_undo undo;
    int64_t acts[400];
    size_t count = 0, kinds[YZ_MOVE_KINDS] = {0};
    yz_set_now(yz_moment_make(20261123, 600));
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &door));
    records(&before);
    for (int quarter = 0; quarter < 20; quarter++) {
        yz_date day = yz_date_add_months(20261124, 3 * quarter);
        for (int i = 0; i < 15; i++) {
            yz_set_now(yz_moment_make(yz_date_add(day, i * 5), 600 + i));
            if (!chance()) continue;
            kinds[m.kind]++;
            acts[count++] = yz_sql_int(d.store, "SELECT act FROM journal ORDER BY seq DESC LIMIT 1", 0, 0);
            rules_hold();
            note_evening(yz_today(), door.building);
        }
        counts_add_up(day, door.building);
        counts_add_up(yz_date_add(day, 40), door.building);
    }
    every_day_adds_up(door.building, yz_date_add_months(20261124, 60));
    for (int k = YZ_MOVE_WITHIN; k <= YZ_MOVE_SWAP; k++) {
        if (!kinds[k]) print_error("never: %s\n", yz_move_verb((enum yz_move_kind)k));
        assert_true(kinds[k] > 0);
    }
    good(yz_verify(d.session, &verdict));
    while (count) good(yz_undo(d.session, acts[--count], &undo));
    records(&after);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    good(yz_verify(d.session, &verdict));
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_family_moves_without_its_registration),
        TEST(with_it_the_household_stays_the_same_one),
        TEST(a_lease_and_a_permit_are_taken_over),
        TEST(a_son_splits_with_wife_and_child),
        TEST(the_head_leaves_and_a_successor_is_asked_for),
        TEST(a_new_head_turns_all_relations_round),
        TEST(the_last_one_ends_the_household_and_may_return),
        TEST(a_child_is_born),
        TEST(tenants_change),
        TEST(some_join_another_household),
        TEST(a_whole_building_is_emptied),
        TEST(newcomers_are_one_line_each),
        TEST(a_couple_moves_in_behind_an_empty_door),
        TEST(a_lease_is_renewed_where_it_stands),
        TEST(a_card_shows_where_one_lives),
        TEST(lists_of_a_past_day),
        TEST(one_of_hundreds_leaves),
        TEST(an_undo_leaves_nobody_homeless),
        TEST(dates_that_cannot_be),
        TEST(places_and_people_that_are_not_there),
        TEST(five_years_are_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
