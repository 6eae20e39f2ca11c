/* Meetings: thresholds of voting, doors, ballots apart from who came, what becomes of a decision, what is kept from the public. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/journal.h>
#include <yizhan/meetings.h>
#include <yizhan/net.h>
#include <yizhan/papers.h>

#include "base/buffer.h"
#include "service/session.h"
#include "support/desk.h"

static struct desk d;
static int64_t building;

enum { DOORS = 8 }; /* and 2-501 of the desk, without an area */

static int begin(void **state) {
    (void)state;
    struct yz_dwelling home;
    desk_make(&d);
    building = yz_sql_int(d.store, "SELECT id FROM building WHERE ?1=?1", 0, 0);
    assert_int_equal(yz_act_begin(d.store, "import", d.clerk.id), YZ_OK);
    for (int i = 1; i <= DOORS; i++) {
        struct yz_dwelling w = {.building = building, .unit = "1", .floor = i, .square = 10000};
        snprintf(w.room, sizeof w.room, "%d01", i);
        assert_int_equal(yz_put(d.store, &yz_dwelling_kind, &w), YZ_OK);
    }
    assert_int_equal(yz_get(d.store, &yz_dwelling_kind, d.dwelling, &home), YZ_OK);
    home.square = 10000;
    assert_int_equal(yz_put(d.store, &yz_dwelling_kind, &home), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static enum yz_status invite(const struct yz_meeting *m) {
    return yz_meeting_invite(d.session, m->id, &(struct yz_meeting_place){YZ_BUILDING, building}, 1);
}

static struct yz_meeting raised(const char *matter) {
    struct yz_findings f = {0};
    struct yz_meeting m = {.title = "楼道堆物"};
    snprintf(m.matter, sizeof m.matter, "%s", matter);
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_OK);
    assert_int_equal(invite(&m), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_MEETING, m.id, &m), YZ_OK);
    yz_findings_free(&f);
    return m;
}

static enum yz_status came(const struct yz_meeting *m, const char *door, struct yz_findings *f) {
    struct yz_presence a;
    return yz_meeting_attend(d.session, m->id, door, NULL, &a, f);
}

static void came_many(const struct yz_meeting *m, int doors) {
    struct yz_findings f = {0};
    char door[24];
    for (int i = 1; i <= doors; i++) {
        snprintf(door, sizeof door, "1-%d01", i);
        assert_int_equal(came(m, door, &f), YZ_OK);
    }
    yz_findings_free(&f);
}

static void numbers_run_by_year(void **state) {
    (void)state;
    struct yz_undo undone;
    struct yz_meeting m = raised("ordinary"), again;
    assert_string_equal(m.number, "协商2026-0001");
    assert_int_equal(m.state, YZ_MEETING_INVITED);
    assert_int_equal(m.doors, DOORS + 1);
    assert_int_equal(m.square, 10000 * (DOORS + 1));
    assert_string_equal(raised("ordinary").number, "协商2026-0002");
    assert_int_equal(yz_meeting_by_number(d.session, "２０２６-0001", &again), YZ_OK);
    assert_int_equal(again.id, m.id);
    assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK); /* the invitation */
    assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK);
    assert_string_equal(raised("ordinary").number, "协商2026-0002");
}

static void doors_by_number(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_meeting m = raised("ordinary");
    struct yz_presence a;
    assert_int_equal(yz_meeting_attend(d.session, m.id, "２-501", NULL, &a, &f), YZ_OK);
    assert_string_equal(a.name, "李建国");
    assert_int_equal(a.square, 10000);
    assert_int_equal(came(&m, "3-2-501", &f), YZ_REFUSED);
    assert_true(desk_said(&f, "dwelling", "已经登记"));
    yz_findings_clear(&f);
    assert_int_equal(came(&m, "9-901", &f), YZ_REFUSED);
    assert_int_equal(f.errors, 1);
    assert_int_equal(invite(&m), YZ_REFUSED);
    yz_findings_free(&f);
}

static struct yz_ballot ballot(const struct yz_meeting *m, int yes, int no, int abstain, int invalid) {
    return (struct yz_ballot){.meeting = m->id,
                              .question = "统一清理",
                              .secret = true,
                              .yes = yes,
                              .no = no,
                              .abstain = abstain,
                              .invalid = invalid};
}

static void more_ballots_than_people(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_meeting m = raised("ordinary");
    came_many(&m, 3);
    struct yz_ballot b = ballot(&m, 2, 1, 0, 1);
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "yes", "票数 4 多于到会的 3 户"));
    yz_findings_clear(&f);
    b = ballot(&m, 2, -1, 0, 0);
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "no", "不能小于 0"));
    yz_findings_clear(&f);
    b = ballot(&m, 1, 0, 0, 0);
    b.yes_square = 30001 * 100;
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "yes_square", "多于到会"));
    yz_findings_clear(&f);
    b = ballot(&m, 2, 1, 0, 0);
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_OK);
    assert_int_equal(b.result, YZ_BALLOT_PASSED);
    b = ballot(&m, 1, 1, 0, 0);
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_OK);
    assert_int_equal(b.result, YZ_BALLOT_REJECTED); /* half is no majority */
    yz_findings_free(&f);
}

/* Civil Code art. 278, at every edge: nine doors of 100 m². */
static void the_civil_code(void **state) {
    (void)state;
    static const struct {
        const char *matter;
        int yes, no;
        int32_t result;
    } cases[] = {{"owners", 5, 0, YZ_BALLOT_TOO_FEW},        {"owners", 6, 0, YZ_BALLOT_PASSED},
                 {"owners", 3, 3, YZ_BALLOT_REJECTED},       {"owners", 4, 2, YZ_BALLOT_PASSED},
                 {"owners-major", 5, 2, YZ_BALLOT_REJECTED}, {"owners-major", 6, 2, YZ_BALLOT_PASSED},
                 {"owners-major", 5, 1, YZ_BALLOT_PASSED},   {"ordinary", 1, 0, YZ_BALLOT_PASSED},
                 {"residents", 4, 0, YZ_BALLOT_TOO_FEW}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct yz_matter *m = yz_matter_named(cases[i].matter, 20261123);
        struct yz_ballot b = {.yes = cases[i].yes, .no = cases[i].no, .doors = 9, .doors_square = 90000};
        b.present = b.yes + b.no;
        b.yes_square = b.yes * 10000;
        b.no_square = b.no * 10000;
        assert_non_null(m);
        if (yz_ballot_judge(m, &b, 0) != cases[i].result) print_error("case %zu\n", i);
        assert_int_equal(yz_ballot_judge(m, &b, 0), cases[i].result);
    }
    const struct yz_matter *m = yz_matter_named("owners", 20261123);
    struct yz_ballot b = {.yes = 6, .doors = 9, .yes_square = 50000, .doors_square = 90000};
    assert_int_equal(yz_ballot_judge(m, &b, 0), YZ_BALLOT_TOO_FEW); /* heads are enough, the area is not */
    assert_int_equal(yz_ballot_judge(m, &b, 1), YZ_BALLOT_UNMEASURED);
    assert_null(yz_matter_named("owners", 20201231)); /* the code is in force since 2021 */
}

static void areas_are_asked_for(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_meeting m = raised("owners");
    came_many(&m, 7);
    struct yz_ballot b = ballot(&m, 6, 1, 0, 0);
    b.yes_square = 60000;
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "no_square", "面积都要计"));
    yz_findings_clear(&f);
    b.no_square = 10000;
    assert_int_equal(yz_meeting_vote(d.session, &b, &f), YZ_OK);
    assert_int_equal(b.result, YZ_BALLOT_PASSED);
    yz_findings_free(&f);
}

static struct yz_decision decision(const struct yz_meeting *m) {
    struct yz_decision r = {.meeting = m->id, .text = "周六清理", .owner = d.clerk.id, .due = 20261201};
    return r;
}

static void becomes_a_case_or_a_need(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_undo undone;
    struct yz_meeting m = raised("ordinary");
    struct yz_decision r = decision(&m);
    struct yz_case c;
    struct yz_need n;
    came_many(&m, 1);
    assert_int_equal(yz_meeting_resolve(d.session, &r, &(struct yz_becomes){.service = "event-environment"}, &f),
                     YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_CASE, r.case_id, &c), YZ_OK);
    assert_int_equal(c.building, building);
    assert_non_null(strstr(c.answers, "周六清理"));
    assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_CASE, r.case_id, &c), YZ_REFUSED); /* one act */
    r = decision(&m);
    assert_int_equal(yz_meeting_resolve(d.session, &r, &(struct yz_becomes){.need_field = 3}, &f), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_NEED, r.need, &n), YZ_OK);
    assert_int_equal(n.source, 3);
    assert_int_equal(n.wished_by, 20261201);
    r = decision(&m);
    r.due = 20261122;
    assert_int_equal(yz_meeting_resolve(d.session, &r, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "due", "已经过了"));
    yz_findings_clear(&f);
    r = decision(&m);
    assert_int_equal(yz_meeting_resolve(d.session, &r, &(struct yz_becomes){.service = "newborn-insurance"}, &f),
                     YZ_REFUSED);
    yz_findings_free(&f);
}

/* A case of any item, about whom one says, or one that is there already; a need of a household. */
static void becomes_something_about_somebody(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_meeting m = raised("ordinary");
    struct yz_decision r = decision(&m);
    struct yz_case c;
    struct yz_need n;
    struct yz_becomes as = {.service = "unemployment", .about = YZ_PERSON, .about_id = d.father};
    came_many(&m, 1);
    assert_int_equal(yz_meeting_resolve(d.session, &r, &as, &f), YZ_REFUSED); /* its own fields are named */
    assert_true(f.errors > 0);
    yz_findings_clear(&f);
    as.service = "pension-check";
    as.sets = (const char *const[]){"kind", "pension"};
    as.set_count = 1;
    assert_int_equal(yz_meeting_resolve(d.session, &r, &as, &f), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_CASE, r.case_id, &c), YZ_OK);
    assert_int_equal(c.person, d.father);
    int64_t there = r.case_id;
    r = decision(&m);
    assert_int_equal(yz_meeting_resolve(d.session, &r, &(struct yz_becomes){.case_id = there}, &f), YZ_OK);
    assert_int_equal(r.case_id, there);
    r = decision(&m);
    as = (struct yz_becomes){.need_field = 6, .about = YZ_HOUSEHOLD, .about_id = d.family};
    assert_int_equal(yz_meeting_resolve(d.session, &r, &as, &f), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_NEED, r.need, &n), YZ_OK);
    assert_int_equal(n.household, d.family);
    assert_string_not_equal(n.place, "");
    yz_findings_free(&f);
}

/* Buildings and a grid at once: a door counts once, and is named by its building. */
static void several_places(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_presence a;
    struct yz_invited *doors;
    struct yz_meeting m = raised("ordinary");
    struct yz_building other;
    struct yz_meeting_place places[3] = {{YZ_BUILDING, building}};
    size_t count;
    char text[160];
    assert_int_equal(yz_get(d.store, &yz_building_kind, building, &other), YZ_OK);
    other.id = other.version = 0;
    snprintf(other.number, sizeof other.number, "4");
    assert_int_equal(yz_act_begin(d.store, "import", d.clerk.id), YZ_OK);
    assert_int_equal(yz_put(d.store, &yz_building_kind, &other), YZ_OK);
    struct yz_dwelling w = {.building = other.id, .unit = "1", .floor = 1, .square = 5000, .room = "101"};
    assert_int_equal(yz_put(d.store, &yz_dwelling_kind, &w), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
    places[1] = (struct yz_meeting_place){YZ_BUILDING, other.id};
    places[2] = (struct yz_meeting_place){YZ_GRID, other.grid};
    assert_int_equal(yz_meeting_invite(d.session, m.id, places, 3), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_MEETING, m.id, &m), YZ_OK);
    assert_int_equal(m.doors, DOORS + 2);
    assert_int_equal(m.square, 10000 * (DOORS + 1) + 5000);
    assert_int_equal(yz_meeting_doors(d.session, &m, &doors, &count), YZ_OK);
    assert_int_equal(count, DOORS + 2);
    free(doors);
    assert_non_null(strstr(yz_meeting_where(d.session, &m, text, sizeof text), "4幢、"));
    assert_int_equal(came(&m, "1-101", &f), YZ_REFUSED); /* which of the two? */
    assert_true(desk_said(&f, "dwelling", "不止一户"));
    yz_findings_clear(&f);
    assert_int_equal(yz_meeting_attend(d.session, m.id, "4-1-101", "王芳", &a, &f), YZ_OK);
    assert_int_equal(a.square, 5000);
    assert_int_equal(yz_meeting_invite(d.session, raised("ordinary").id, &places[1], 1), YZ_OK);
    assert_int_equal(yz_meeting_invite(d.session, m.id, places, 0), YZ_REFUSED);
    assert_int_equal(yz_meeting_places_read(d.session, "星体花园南区3幢、4幢；没有这里", places, &count), YZ_REFUSED);
    assert_int_equal(yz_meeting_places_read(d.session, "星体花园南区3幢、4幢，4幢", places, &count), YZ_OK);
    assert_int_equal(count, 2);
    yz_findings_free(&f);
}

static void closed_means_closed(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_meeting m = raised("ordinary");
    struct yz_opinion o = {.meeting = m.id, .text = "好", .mark = 4};
    assert_int_equal(yz_meeting_say(d.session, &o, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "mark", "还没有决定"));
    yz_findings_clear(&f);
    assert_int_equal(yz_meeting_close(d.session, m.id, "", &f), YZ_REFUSED);
    yz_findings_clear(&f);
    assert_int_equal(yz_meeting_close(d.session, m.id, "下月再议", &f), YZ_OK);
    assert_int_equal(yz_meeting_say(d.session, &o, &f), YZ_OK);
    o = (struct yz_opinion){.meeting = m.id, .text = "晚了"};
    assert_int_equal(yz_meeting_say(d.session, &o, &f), YZ_REFUSED);
    yz_findings_clear(&f);
    assert_int_equal(came(&m, "1-101", &f), YZ_REFUSED);
    yz_findings_free(&f);
}

/* Each canary keeps the summary back; without any it is given. */
static void nothing_personal_in_public(void **state) {
    (void)state;
    static const char *const canaries[] = {
        "请打 138 1234 5678", "身份证 530111199003071234", "李小雨说好", "2-501 门口堆着纸箱",
        "501室门口",          "63120000 打不通",           "2单元的灯",  "１３８１２３４５６７８"};
    struct yz_findings f = {0};
    struct yz_undo undone;
    struct yz_buffer text = {0};
    struct yz_meeting m = raised("ordinary");
    struct yz_decision r = decision(&m);
    struct yz_opinion o = {.meeting = m.id, .text = "2026-11-23 起每周 2 次，3 幢先做"};
    assert_int_equal(yz_meeting_resolve(d.session, &r, NULL, &f), YZ_OK);
    assert_int_equal(yz_meeting_say(d.session, &o, &f), YZ_OK);
    assert_true(yz_meeting_public(d.session, &m, &f));
    for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++) {
        o = (struct yz_opinion){.meeting = m.id};
        snprintf(o.text, sizeof o.text, "%s", canaries[i]);
        assert_int_equal(yz_meeting_say(d.session, &o, &f), YZ_OK);
        if (yz_meeting_public(d.session, &m, &f)) print_error("%s\n", canaries[i]);
        assert_false(yz_findings_ok(&f));
        yz_findings_clear(&f);
        assert_int_equal(yz_paper_text_of(d.session, YZ_MEETING, m.id, YZ_PAPER_SUMMARY, YZ_COLUMNS_A4, &text),
                         YZ_REFUSED);
        assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK);
    }
    assert_int_equal(yz_paper_text_of(d.session, YZ_MEETING, m.id, YZ_PAPER_SUMMARY, YZ_COLUMNS_A4, &text), YZ_OK);
    assert_null(strstr(yz_buffer_string(&text), "陈静"));
    yz_buffer_free(&text);
    yz_findings_free(&f);
}

static void two_parties(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_buffer text = {0};
    struct yz_meeting m = {.title = "漏水", .sort = YZ_MEDIATION, .agreement = "三日内修好"};
    m.first = d.mother;
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "second_name", "甲方和乙方"));
    yz_findings_clear(&f);
    m.second = d.mother;
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "second", "同一人"));
    yz_findings_clear(&f);
    m.second = d.tenant;
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_OK);
    assert_int_equal(m.state, YZ_MEETING_DECIDED);
    assert_int_equal(yz_paper_text_of(d.session, YZ_MEETING, m.id, YZ_PAPER_AGREEMENT, YZ_COLUMNS_A4, &text), YZ_OK);
    assert_non_null(strstr(yz_buffer_string(&text), "乙方：阿依·古丽"));
    assert_int_equal(yz_paper_text_of(d.session, YZ_MEETING, m.id, YZ_PAPER_SUMMARY, YZ_COLUMNS_A4, &text), YZ_REFUSED);
    m.sort = YZ_CONSULTATION;
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_REFUSED);
    yz_buffer_free(&text);
    yz_findings_free(&f);
}

static void a_topic_from_a_need(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_need n = {.text = "装扶手", .field = 3, .source = 4, .state = YZ_NEED_HEARD, .building = building};
    struct yz_meeting m = {0};
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_REFUSED);
    yz_findings_clear(&f);
    assert_int_equal(yz_record_save(d.session, "add-need", &yz_need_kind, &n, &f), YZ_OK);
    m = (struct yz_meeting){.need = n.id};
    assert_int_equal(yz_meeting_save(d.session, &m, &f), YZ_OK);
    assert_string_equal(m.title, "装扶手");
    assert_int_equal(m.building, building);
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_run_by_year, begin, end),
        cmocka_unit_test_setup_teardown(doors_by_number, begin, end),
        cmocka_unit_test_setup_teardown(more_ballots_than_people, begin, end),
        cmocka_unit_test_setup_teardown(the_civil_code, begin, end),
        cmocka_unit_test_setup_teardown(areas_are_asked_for, begin, end),
        cmocka_unit_test_setup_teardown(becomes_a_case_or_a_need, begin, end),
        cmocka_unit_test_setup_teardown(becomes_something_about_somebody, begin, end),
        cmocka_unit_test_setup_teardown(several_places, begin, end),
        cmocka_unit_test_setup_teardown(closed_means_closed, begin, end),
        cmocka_unit_test_setup_teardown(nothing_personal_in_public, begin, end),
        cmocka_unit_test_setup_teardown(two_parties, begin, end),
        cmocka_unit_test_setup_teardown(a_topic_from_a_need, begin, end),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
