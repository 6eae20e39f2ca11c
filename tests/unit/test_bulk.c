/* A sitting: many people and one item, as one act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/bulk.h>
#include <yizhan/journal.h>
#include <yizhan/prints.h>

#include "base/buffer.h"
#include "store/store.h"
#include "support/desk.h"

#define ITEM "tests/data/resident-enrolment.item"

static struct desk d;
static struct yz_bulk *b;
static struct yz_bulk_report report;
static int64_t building, baby;

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

/* A child of six months in the family: too young for the item. */
static void add_baby(void) {
    struct yz_person p = {.name = "李小满", .sex = 2, .birth = 20260520, .residence = 1};
    good(yz_act_begin(d.store, "add-person", d.clerk.id));
    good(yz_put(d.store, &yz_person_kind, &p));
    struct yz_membership m = {.person = p.id,
                              .household = d.family,
                              .dwelling = d.dwelling,
                              .relation = 42,
                              .role = 1,
                              .legal = true,
                              .since = 20260520};
    good(yz_put(d.store, &yz_membership_kind, &m));
    good(yz_act_commit(d.store, NULL));
    baby = p.id;
}

static int begin(void **state) {
    struct yz_findings f = {0};
    struct yz_dwelling dwelling;
    (void)state;
    desk_make(&d);
    add_baby();
    good(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &dwelling));
    building = dwelling.building;
    good(yz_catalogue_load(d.session, ITEM, &f, NULL));
    good(yz_bulk_begin(d.session, "resident-enrolment", &b));
    yz_findings_free(&f);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_bulk_free(b);
    desk_drop(&d);
    return 0;
}

static void ask_all(const char *year) {
    assert_true(yz_bulk_set(b, "years", year, NULL));
    assert_true(yz_bulk_set(b, "consent", "是", NULL));
    assert_true(yz_bulk_set(b, "papers", "id-card", NULL));
}

static void sit_down(const char *year) {
    ask_all(year);
    good(yz_bulk_add_place(b, YZ_BUILDING, building));
    good(yz_bulk_check(b));
}

/* Begins anew, as the next clerk does. */
static void again(const char *year) {
    yz_bulk_free(b);
    good(yz_bulk_begin(d.session, "resident-enrolment", &b));
    sit_down(year);
}

static const struct yz_bulk_line *line(int64_t person) {
    const struct yz_bulk_line *all;
    size_t n = yz_bulk_lines(b, &all);
    for (size_t i = 0; i < n; i++)
        if (all[i].person == person) return &all[i];
    fail_msg("no such line");
    return NULL;
}

static size_t place(int64_t person) {
    const struct yz_bulk_line *all;
    yz_bulk_lines(b, &all);
    return (size_t)(line(person) - all);
}

static int64_t count(const char *sql) {
    return yz_sql_int(d.store, sql, 0, 0);
}

/* Everything that search reads, in order. */
static void keys(struct yz_buffer *out) {
    struct yz_query *q = yz_sql(d.store, "SELECT hex(key), kind, id FROM find ORDER BY 1, 2, 3");
    while (yz_next(q)) yz_buffer_printf(out, "%s %d %lld\n", yz_text(q, 0), (int)yz_int(q, 1), (long long)yz_int(q, 2));
    good(yz_done(q));
}

static void everybody_who_lives_there(void **state) {
    (void)state;
    sit_down("2027");
    struct yz_bulk_sums n = yz_bulk_count(b);
    assert_int_equal(n.lines, 7);
    assert_int_equal(n.fit, 6);
    assert_int_equal(n.unfit, 1);
    assert_int_equal(n.chosen, 0);
    const struct yz_bulk_line *all;
    yz_bulk_lines(b, &all);
    assert_int_equal(all[0].person, d.grandfather);
    assert_true(all[0].head);
    assert_string_equal(all[0].place, "星体花园南区3-2-501");
    assert_int_equal(all[0].amount, 40000);
    assert_true(all[0].due > yz_now());
}

static void a_rule_leaves_out_and_is_named(void **state) {
    (void)state;
    sit_down("2027");
    const struct yz_bulk_line *l = line(baby);
    assert_int_equal(l->state, YZ_BULK_UNFIT);
    assert_string_equal(l->why, "不符合：满一周岁（测试规则 测〔2026〕1号）；用“新生儿医保参保登记”办理");
    assert_false(yz_bulk_choose(b, place(baby), true));
    assert_int_equal(yz_bulk_choose_all(b, true), 6);
    assert_int_equal(yz_bulk_count(b).amount, 6 * 40000);
}

static void all_in_one_act(void **state) {
    (void)state;
    struct yz_case c;
    sit_down("2027");
    int64_t lines = count("SELECT count(*) FROM journal");
    yz_bulk_choose_all(b, true);
    good(yz_bulk_save(b, false, &report));
    assert_int_equal(report.done, 6);
    assert_int_equal(count("SELECT count(*) FROM journal") - lines, 6);
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM journal WHERE act = ?1", report.act, 0), 6);
    assert_string_equal(line(d.grandfather)->number, "2026-000001");
    assert_string_equal(line(d.tenant)->number, "2026-000006");
    good(yz_case_by_number(d.session, "2026-000006", &c));
    assert_int_equal(c.person, d.tenant);
    assert_int_equal(c.household, d.tenants);
    assert_int_equal(c.amount, 40000);
    assert_int_equal(c.state, YZ_CASE_ACCEPTED);
    assert_int_equal(c.owner, d.clerk.id);
    char year[32];
    assert_string_equal(yz_case_answer(d.session, &c, "years", year, sizeof year), "2027");
    assert_string_equal(yz_case_answer(d.session, &c, "phone", year, sizeof year), "13819950707");
}

static void as_a_single_form_has_it(void **state) {
    (void)state;
    struct yz_case one, many;
    struct yz_outcome o;
    struct yz_findings f = {0};
    struct yz_intake *in;
    good(yz_intake_begin(d.session, "resident-enrolment", 0, d.mother, &in));
    assert_true(yz_intake_set(in, "years", "2027", &f) && yz_intake_set(in, "consent", "是", &f));
    good(yz_intake_save(in, &o, &one, &f));
    yz_intake_free(in);
    yz_findings_free(&f);
    assert_true(yz_bulk_set(b, "years", "2027", NULL) && yz_bulk_set(b, "consent", "是", NULL));
    good(yz_bulk_add(b, d.father, 0));
    good(yz_bulk_check(b));
    yz_bulk_choose_all(b, true);
    good(yz_bulk_save(b, false, &report));
    good(yz_record_get(d.session, YZ_CASE, line(d.father)->case_id, &many));
    assert_int_equal(many.household, one.household);
    assert_int_equal(many.due, one.due);
    assert_int_equal(many.state, one.state);
    assert_string_equal(many.missing, one.missing);
    assert_int_equal(many.missing_by, one.missing_by);
    assert_int_equal(many.consent_at, one.consent_at);
}

static void who_has_one_is_left_alone(void **state) {
    (void)state;
    sit_down("2027");
    yz_bulk_choose(b, place(d.mother), true);
    good(yz_bulk_save(b, false, &report));
    again("2027");
    const struct yz_bulk_line *l = line(d.mother);
    assert_int_equal(l->state, YZ_BULK_KNOWN);
    assert_string_equal(l->number, "2026-000001");
    assert_non_null(strstr(l->why, "2026-000001"));
    assert_int_equal(yz_bulk_choose_all(b, true), 5);
    again("2026"); /* another year is another thing, told beside the case that is open */
    assert_int_equal(line(d.mother)->state, YZ_BULK_FIT);
    assert_true(line(d.mother)->doubtful);
    again("2026,2027");
    assert_int_equal(line(d.mother)->state, YZ_BULK_KNOWN);
}

static void withdrawn_counts_no_more(void **state) {
    (void)state;
    struct yz_case c;
    sit_down("2027");
    yz_bulk_choose(b, place(d.mother), true);
    good(yz_bulk_save(b, false, &report));
    good(yz_record_get(d.session, YZ_CASE, line(d.mother)->case_id, &c));
    c.state = YZ_CASE_WITHDRAWN;
    good(yz_act_begin(d.store, "withdraw-case", d.clerk.id));
    good(yz_put(d.store, &yz_case_kind, &c));
    good(yz_act_commit(d.store, NULL));
    again("2027");
    assert_int_equal(line(d.mother)->state, YZ_BULK_FIT);
}

static void of_a_household_or_a_grid(void **state) {
    (void)state;
    struct yz_building record;
    ask_all("2027");
    good(yz_bulk_add_place(b, YZ_HOUSEHOLD, d.tenants));
    assert_int_equal(yz_bulk_count(b).lines, 1);
    good(yz_bulk_add_place(b, YZ_HOUSEHOLD, d.family));
    assert_int_equal(yz_bulk_count(b).lines, 7);
    good(yz_record_get(d.session, YZ_BUILDING, building, &record));
    yz_bulk_free(b);
    good(yz_bulk_begin(d.session, "resident-enrolment", &b));
    good(yz_bulk_add_place(b, YZ_COMPOUND, record.compound));
    assert_int_equal(yz_bulk_count(b).lines, 7);
    good(yz_bulk_add_place(b, YZ_GRID, YZ_ID(7, 0, 999)));
    assert_int_equal(yz_bulk_count(b).lines, 7);
    assert_int_equal(yz_bulk_add_place(b, YZ_PERSON, d.mother), YZ_USAGE);
}

/* Whose household book is here and who lives elsewhere is not met at the door. */
static void not_who_is_only_registered(void **state) {
    (void)state;
    struct yz_membership m[4];
    size_t n;
    good(yz_person_memberships(d.session, d.sister, m, 4, &n));
    m[0].role = YZ_ROLE_REGISTERED_ONLY;
    good(yz_act_begin(d.store, "edit-membership", d.clerk.id));
    good(yz_put(d.store, &yz_membership_kind, &m[0]));
    good(yz_act_commit(d.store, NULL));
    sit_down("2027");
    assert_int_equal(yz_bulk_count(b).lines, 6);
}

static void answers_of_ones_own(void **state) {
    (void)state;
    struct yz_case c;
    ask_all("2027");
    good(yz_bulk_add_place(b, YZ_HOUSEHOLD, d.family));
    size_t mother = place(d.mother), father = place(d.father), head = place(d.grandfather);
    good(yz_bulk_set_own(b, mother, "amount", "１２０", NULL));
    good(yz_bulk_set_own(b, mother, "payment", "已缴费", NULL));
    good(yz_bulk_set_own(b, mother, "paid_on", "2026.11.20", NULL));
    good(yz_bulk_set_own(b, father, "payment", "paid", NULL));
    good(yz_bulk_set_own(b, head, "papers", "none-of-them", NULL));
    assert_int_equal(yz_bulk_set_own(b, head, "colour", "red", NULL), YZ_REFUSED);
    good(yz_bulk_check(b));
    assert_int_equal(line(d.mother)->amount, 12000);
    assert_int_equal(line(d.father)->state, YZ_BULK_UNFIT);
    assert_non_null(strstr(line(d.father)->why, "缴费日期")); /* paid, and not when */
    assert_int_equal(line(d.grandfather)->state, YZ_BULK_UNFIT);
    good(yz_bulk_set_own(b, father, "payment", "", NULL));
    good(yz_bulk_check(b));
    assert_int_equal(line(d.father)->state, YZ_BULK_FIT);
    yz_bulk_choose(b, mother, true);
    good(yz_bulk_save(b, false, &report));
    good(yz_record_get(d.session, YZ_CASE, line(d.mother)->case_id, &c));
    char text[32];
    assert_string_equal(yz_case_answer(d.session, &c, "paid_on", text, sizeof text), "2026-11-20");
    assert_int_equal(c.amount, 12000);
}

static void undo_gives_all_back(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0};
    struct yz_undo undo;
    sit_down("2027");
    keys(&before);
    yz_bulk_choose_all(b, true);
    good(yz_bulk_save(b, false, &report));
    keys(&after);
    assert_string_not_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    good(yz_undo(d.session, 0, &undo));
    assert_string_equal(undo.verb, "bulk-open-cases");
    assert_int_equal(undo.records, 6);
    assert_int_equal(count("SELECT count(*) FROM \"case\""), 0);
    yz_buffer_clear(&after);
    keys(&after);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    good(yz_bulk_check(b)); /* the same sitting sees it */
    assert_int_equal(yz_bulk_choose_all(b, true), 6);
    good(yz_bulk_save(b, false, &report));
    struct yz_verdict verdict;
    good(yz_verify(d.session, &verdict));
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

/* Another desk was quicker: told under the lock, and the others still go in. */
static void two_desks_at_one_moment(void **state) {
    (void)state;
    struct yz_bulk *mine = b;
    sit_down("2027");
    yz_bulk_choose_all(b, true);
    good(yz_bulk_begin(d.session, "resident-enrolment", &b));
    sit_down("2027");
    yz_bulk_choose(b, place(d.mother), true);
    good(yz_bulk_save(b, false, &report));
    yz_bulk_free(b);
    b = mine;
    good(yz_bulk_save(b, false, &report));
    assert_int_equal(report.done, 5);
    assert_int_equal(report.known, 1);
    assert_int_equal(count("SELECT count(*) FROM \"case\""), 6);
    assert_int_equal(yz_bulk_count(b).chosen, 0);
}

/* Who moved, died … since they were chosen is refused, and `whole` then writes nothing. */
static void refused_under_the_lock(void **state) {
    (void)state;
    struct yz_person p;
    sit_down("2027");
    yz_bulk_choose_all(b, true);
    good(yz_record_get(d.session, YZ_PERSON, d.grandmother, &p));
    p.died = 20261101;
    good(yz_act_begin(d.store, "edit-person", d.clerk.id));
    good(yz_put(d.store, &yz_person_kind, &p));
    good(yz_act_commit(d.store, NULL));
    assert_int_equal(yz_bulk_save(b, true, &report), YZ_REFUSED);
    assert_int_equal(report.done, 0);
    assert_int_equal(count("SELECT count(*) FROM \"case\""), 0);
    assert_int_equal(line(d.mother)->state, YZ_BULK_FIT);
    assert_string_equal(line(d.mother)->number, "");
    assert_true(line(d.mother)->chosen);
    good(yz_bulk_save(b, false, &report));
    assert_int_equal(report.done, 5);
    assert_int_equal(line(d.grandmother)->state, YZ_BULK_UNFIT);
    assert_non_null(strstr(line(d.grandmother)->why, "已经死亡"));
    assert_string_equal(line(d.grandfather)->number, "2026-000001"); /* the numbers given up came back */
}

static void moved_out_meanwhile(void **state) {
    (void)state;
    struct yz_membership m[4];
    size_t n;
    sit_down("2027");
    yz_bulk_choose_all(b, true);
    good(yz_person_memberships(d.session, d.tenant, m, 4, &n));
    m[0].until = 20261122;
    good(yz_act_begin(d.store, "edit-membership", d.clerk.id));
    good(yz_put(d.store, &yz_membership_kind, &m[0]));
    good(yz_act_commit(d.store, NULL));
    assert_int_equal(yz_bulk_save(b, false, &report), YZ_PARTIAL);
    assert_int_equal(report.done, 5);
    assert_non_null(strstr(line(d.tenant)->why, "已经不住在这里"));
}

/* Without `whole` the others go in. */
static void in_part(void **state) {
    (void)state;
    sit_down("2027");
    yz_bulk_choose_all(b, true);
    good(yz_act_begin(d.store, "edit-person", d.clerk.id));
    good(yz_drop(d.store, &yz_person_kind, d.tenant));
    good(yz_act_commit(d.store, NULL));
    assert_int_equal(yz_bulk_save(b, false, &report), YZ_PARTIAL);
    assert_int_equal(report.done, 5);
    assert_int_equal(report.refused, 1);
    assert_int_equal(line(d.tenant)->state, YZ_BULK_UNFIT);
}

static void nobody_chosen_or_fit(void **state) {
    (void)state;
    sit_down("2027");
    assert_int_equal(yz_bulk_save(b, false, &report), YZ_REFUSED);
    yz_bulk_set(b, "consent", "否", NULL);
    good(yz_bulk_check(b));
    assert_int_equal(yz_bulk_count(b).fit, 0);
    assert_non_null(strstr(line(d.mother)->why, "没有同意"));
    assert_int_equal(yz_bulk_choose_all(b, true), 0);
}

static void a_wrong_common_answer_stands_against_all(void **state) {
    (void)state;
    struct yz_findings f = {0};
    assert_false(yz_bulk_set(b, "years", "明年", &f));
    assert_true(desk_said(&f, "years", "年度要写四位数"));
    assert_string_equal(yz_bulk_get(b, "years"), "明年"); /* nothing typed is lost */
    yz_bulk_set(b, "consent", "是", NULL);
    good(yz_bulk_add_place(b, YZ_BUILDING, building));
    good(yz_bulk_check(b));
    assert_int_equal(yz_bulk_count(b).fit, 0);
    assert_non_null(strstr(line(d.mother)->why, "参保年度：年度要写四位数"));
    yz_findings_free(&f);
}

static void items_that_are_not_for_many(void **state) {
    (void)state;
    struct yz_bulk *none;
    assert_int_equal(yz_bulk_begin(d.session, "newborn-insurance", &none), YZ_REFUSED);
    assert_null(none);
    assert_int_equal(yz_bulk_begin(d.session, "resident-enrolments", &none), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "resident-enrolment"));
}

static void what_is_asked_of_whom(void **state) {
    (void)state;
    struct yz_findings f = {0};
    sit_down("2027");
    assert_false(yz_bulk_asks(b, YZ_BULK_ALL, "paid_on"));
    good(yz_bulk_set_own(b, place(d.mother), "payment", "已缴费", &f));
    assert_string_equal(yz_bulk_get_own(b, place(d.mother), "payment"), "paid"); /* in normal form */
    assert_true(yz_bulk_asks(b, (int64_t)place(d.mother), "paid_on"));
    assert_false(yz_bulk_asks(b, (int64_t)place(d.father), "paid_on"));
    good(yz_bulk_set_own(b, place(d.mother), "payment", "赊账", &f));
    assert_true(desk_said(&f, "payment", "没有这个选项"));
    good(yz_bulk_set_own(b, place(d.father), "papers", "-", &f)); /* brought none of those that all the others did */
    good(yz_bulk_check(b));
    assert_string_equal(line(d.father)->missing, "身份证");
    assert_string_equal(line(d.tenant)->missing, "");
    yz_findings_free(&f);
}

static void items_for_many(void **state) {
    (void)state;
    struct yz_service_line lines[64];
    size_t n;
    bool found = false;
    good(yz_bulk_items(d.session, lines, 64, &n));
    for (size_t i = 0; i < n; i++) {
        struct yz_bulk *one;
        found |= strcmp(lines[i].key, "resident-enrolment") == 0;
        good(yz_bulk_begin(d.session, lines[i].key, &one));
        yz_bulk_free(one);
    }
    assert_true(found);
}

static void what_may_be_the_same_for_all(void **state) {
    (void)state;
    assert_true(yz_bulk_common(b, "years"));
    assert_true(yz_bulk_common(b, "papers"));
    assert_false(yz_bulk_common(b, "phone")); /* from the register */
    assert_false(yz_bulk_common(b, "colour"));
}

static void a_draft_survives(void **state) {
    (void)state;
    yz_moment at;
    sit_down("2027");
    good(yz_bulk_draft_find(b, YZ_BUILDING, building, &at));
    assert_int_equal(at, 0);
    yz_bulk_choose(b, place(d.mother), true);
    yz_bulk_choose(b, place(d.tenant), true);
    good(yz_bulk_set_own(b, place(d.mother), "amount", "0", NULL));
    good(yz_bulk_draft_write(b, YZ_BUILDING, building));
    enum yz_kind_id kind;
    const char *key;
    assert_true(yz_bulk_draft_of("bulk:b:resident-enrolment", &kind, &key) && kind == YZ_BUILDING);
    assert_string_equal(key, "resident-enrolment");
    assert_false(yz_bulk_draft_of("intake:resident-enrolment", &kind, &key));
    yz_bulk_free(b);
    good(yz_bulk_begin(d.session, "resident-enrolment", &b));
    good(yz_bulk_add_place(b, YZ_BUILDING, building));
    good(yz_bulk_draft_find(b, YZ_BUILDING, building, &at));
    assert_int_equal(at, yz_now());
    good(yz_bulk_draft_take(b, YZ_BUILDING, building));
    assert_string_equal(yz_bulk_get(b, "years"), "2027");
    assert_string_equal(yz_bulk_get(b, "papers"), "id-card");
    assert_string_equal(yz_bulk_get_own(b, place(d.mother), "amount"), "0");
    assert_int_equal(yz_bulk_count(b).chosen, 2);
    assert_int_equal(yz_bulk_count(b).amount, 40000);
    good(yz_bulk_save(b, false, &report));
    assert_int_equal(count("SELECT count(*) FROM draft"), 0); /* saving drops it, in the same act */
}

static void the_list_on_paper(void **state) {
    (void)state;
    char path[160], text[4096];
    struct yz_print to;
    sit_down("2027");
    yz_bulk_choose(b, place(d.mother), true);
    good(yz_bulk_save(b, false, &report));
    snprintf(path, sizeof path, "file:%s/list.txt", d.folder);
    good(yz_print_parse(path, &to));
    good(yz_bulk_print(b, "星体花园南区 3幢", &to));
    FILE *file = fopen(path + 5, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, "办成 1 人，合计 400.00 元；没有办 1 人"));
    assert_non_null(strstr(text, "2026-000001   张*"));
    assert_non_null(strstr(text, "李*满"));
    assert_null(strstr(text, "李小满"));
    assert_non_null(strstr(text, "不符合：满一周岁"));
    struct yz_print_line line;
    size_t n;
    good(yz_prints(d.session, &(struct yz_print_filter){0}, &line, 1, &n));
    assert_int_equal(n, 1);
    assert_int_equal(line.paper, YZ_PAPER_BULK);
    assert_string_equal(line.subject, "居民医保参保 星体花园南区 3幢");
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(everybody_who_lives_there),
        T(a_rule_leaves_out_and_is_named),
        T(all_in_one_act),
        T(as_a_single_form_has_it),
        T(who_has_one_is_left_alone),
        T(withdrawn_counts_no_more),
        T(of_a_household_or_a_grid),
        T(not_who_is_only_registered),
        T(answers_of_ones_own),
        T(undo_gives_all_back),
        T(two_desks_at_one_moment),
        T(refused_under_the_lock),
        T(moved_out_meanwhile),
        T(in_part),
        T(nobody_chosen_or_fit),
        T(a_wrong_common_answer_stands_against_all),
        T(items_that_are_not_for_many),
        T(what_is_asked_of_whom),
        T(items_for_many),
        T(what_may_be_the_same_for_all),
        T(a_draft_survives),
        T(the_list_on_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
