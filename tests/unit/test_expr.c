/* Expressions: read with every name and type known, worked out with three values of truth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "service/desk/expr_private.h"

static struct yz_item item;

/* An item with a field of each sort, and some rules. */
static void begin(void) {
    static const char text[] =
        "[item]\nkey = k\nname = 甲\nshort = 甲\ndepartment = 乙\ntype = 即办件\nsource = 丙\nconfidence = weak\n"
        "valid_from = 2026-01-01\n"
        "[field n]\nlabel = 数\ntype = number\n[field d]\nlabel = 日\ntype = date\n[field yes]\nlabel = 是\ntype = "
        "flag\n"
        "[field way]\nlabel = 路\ntype = choice\noptions =\n    a | 甲\n    b | 乙\n"
        "[field money]\nlabel = 钱\ntype = money\n"
        "[rule age]\ntype = number\nvalue = 60\nsource = 甲\nconfidence = weak\n"
        "[rule price]\nvalue = 400\nyear = 2026\nsource = 甲\nconfidence = weak\n";
    struct yz_findings f = {0};
    assert_true(yz_item_parse(text, sizeof text - 1, &item, &f));
    yz_findings_free(&f);
}

/* person.age 59, person.sex female, answer.n 3; person.birth and children unknown; case of "done" finished, "under-way" open. */
static void world(void *ctx, const struct yz_expr_node *n, int64_t argument, struct yz_value *out) {
    static const struct {
        const char *name;
        int64_t number;
        const char *word;
    } known[] = {{"person.age", 59, ""},     {"person.sex", 0, "female"}, {"answer.n", 3, ""},  {"answer.way", 0, "b"},
                 {"answer.d", 20241123, ""}, {"today", 20261123, ""},     {"answer.yes", 0, ""}};
    (void)ctx;
    if (n->op == YZ_OP_HAS || n->op == YZ_OP_OPEN) {
        out->known = true;
        out->number = strcmp(n->word, n->op == YZ_OP_HAS ? "done" : "under-way") == 0 && argument != -1;
    }
    if (n->op == YZ_OP_RULE) {
        const struct yz_rule *r = yz_item_rule(&item, n->word, argument, 20261123);
        out->known = r && yz_rule_value((enum yz_rule_type)r->type, r->value, &out->number);
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, n->word) != 0) continue;
        *out = (struct yz_value){.known = true, .number = n->op == YZ_OP_GIVEN ? 1 : known[i].number};
        snprintf(out->word, sizeof out->word, "%s", known[i].word);
    }
    if (n->op == YZ_OP_GIVEN) out->known = true;
}

static const struct yz_expr_world all = {world, NULL, 20261123};

static enum yz_truth truth(const char *text) {
    struct yz_expr e = {.line = 1, .column = 1};
    struct yz_findings f = {0};
    snprintf(e.text, sizeof e.text, "%s", text);
    bool good = yz_expr_parse(&e, &item, "test", YZ_EXPR_TRUTH, &f);
    if (!good) print_error("%s: %s\n", text, f.count ? f.all[0].rule : "?");
    assert_true(good);
    yz_findings_free(&f);
    return yz_expr_truth(&e, &all);
}

static void three_values(void **state) {
    (void)state;
    begin();
    assert_int_equal(truth(""), YZ_TRUE);
    assert_int_equal(truth("person.age = 59"), YZ_TRUE);
    assert_int_equal(truth("person.age >= 60"), YZ_FALSE);
    assert_int_equal(truth("children < 3"), YZ_UNKNOWN);
    assert_int_equal(truth("not children < 3"), YZ_UNKNOWN);
    /* what is known may decide alone, from either side */
    assert_int_equal(truth("children < 3 or person.age < 60"), YZ_TRUE);
    assert_int_equal(truth("person.age < 60 or children < 3"), YZ_TRUE);
    assert_int_equal(truth("children < 3 and person.age >= 60"), YZ_FALSE);
    assert_int_equal(truth("person.age >= 60 and children < 3"), YZ_FALSE);
    assert_int_equal(truth("children < 3 and person.age < 60"), YZ_UNKNOWN);
    assert_int_equal(truth("children < 3 or person.age >= 60"), YZ_UNKNOWN);
    assert_int_equal(truth("given(children)"), YZ_FALSE);
    assert_int_equal(truth("if(children < 3, person.age = 59, person.age = 1)"), YZ_UNKNOWN);
}

static void what_can_be_said(void **state) {
    (void)state;
    begin();
    assert_int_equal(truth("person.age + 1 >= rule(age)"), YZ_TRUE);
    assert_int_equal(truth("person.age >= rule(age)"), YZ_FALSE);
    assert_int_equal(truth("person.sex = 女"), YZ_TRUE); /* codes by any of their names */
    assert_int_equal(truth("person.sex in (male, female)"), YZ_TRUE);
    assert_int_equal(truth("person.sex in (male)"), YZ_FALSE);
    assert_int_equal(truth("answer.way != a and answer.way = b"), YZ_TRUE);
    assert_int_equal(truth("days_since(answer.d) = 730"), YZ_TRUE);
    assert_int_equal(truth("answer.d <= 2024-11-23 and answer.d > 2024-11-22"), YZ_TRUE);
    assert_int_equal(truth("months_after(answer.d, 3) = 2025-02-23 and year(answer.d) = 2024"), YZ_TRUE);
    assert_int_equal(truth("rule(price, year(today)) = 400元"), YZ_TRUE);
    assert_int_equal(truth("rule(price, 1999) = 400元"), YZ_UNKNOWN);
    assert_int_equal(truth("has(done) and not has(other) and open(under-way)"), YZ_TRUE);
    assert_int_equal(truth("has(done, year)"), YZ_FALSE);
    assert_int_equal(truth("has(done, 183)"), YZ_TRUE);
    assert_int_equal(truth("not answer.yes"), YZ_TRUE);
    assert_int_equal(truth("2 + 3 * 2 = 8 and (2 + 3) * 2 - 1 = 9"), YZ_TRUE);
    assert_int_equal(truth("not (person.age = 59 and person.age = 60) or person.age = 1"), YZ_TRUE);
}

/* The column of the first fault, and how many there are. */
static void faulty(const char *text, int column, size_t count) {
    struct yz_expr e = {.line = 7, .column = 1};
    struct yz_findings f = {0};
    char start[32];
    snprintf(e.text, sizeof e.text, "%s", text);
    assert_false(yz_expr_parse(&e, &item, "test", YZ_EXPR_TRUTH, &f));
    snprintf(start, sizeof start, "第 %d 列", column);
    if (f.errors != count || strncmp(f.all[0].rule, start, strlen(start)) != 0)
        print_error("%s: %zu, %s\n", text, f.errors, f.all[0].rule);
    assert_int_equal(f.errors, count);
    assert_string_equal(f.all[0].field, "7:test");
    assert_ptr_equal(strstr(f.all[0].rule, start), f.all[0].rule);
    assert_int_equal(yz_expr_truth(&e, &all), YZ_UNKNOWN); /* never worked out by half */
    yz_findings_free(&f);
}

static void faults_by_their_column(void **state) {
    (void)state;
    begin();
    faulty("person.age >=", 14, 1);
    faulty("person.height > 1", 1, 1);
    faulty("answer.no = 1 or answer.neither = 2", 1, 2); /* every unknown name at once */
    faulty("person.age = female", 14, 1);
    faulty("person.sex = many", 14, 1);
    faulty("answer.way = c", 14, 1);
    faulty("person.age", 1, 1); /* no truth */
    faulty("rule(luck) = 1", 6, 1);
    faulty("person.age = 59 person.age", 17, 1);
    faulty("(person.age = 59", 17, 1);
    faulty("maybe(person.age)", 1, 1);
    faulty("answer.d = 2026-02-30", 12, 1);
    faulty("person.sex < male", 14, 1);
    faulty("person.age in (1, person.age)", 19, 1);
    faulty("person.age = 12345678901", 14, 1);
    faulty("1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1 or 1=1", 88, 1);
}

static void a_continued_line_has_its_own_number(void **state) {
    (void)state;
    begin();
    struct yz_expr e = {.text = "person.age = 59 and\nperson.height = 1", .line = 7, .column = 8};
    struct yz_findings f = {0};
    assert_false(yz_expr_parse(&e, &item, "test", YZ_EXPR_TRUTH, &f));
    assert_string_equal(f.all[0].field, "8:test");
    yz_findings_free(&f);
}

static void where_a_finding_belongs(void **state) {
    (void)state;
    begin();
    struct yz_expr e = {.text = "person.age > 1 and given(answer.way) and answer.n > 2"};
    struct yz_findings f = {0};
    assert_true(yz_expr_parse(&e, &item, "test", YZ_EXPR_TRUTH, &f));
    assert_string_equal(yz_expr_field(&e), "way");
    struct yz_expr none = {.text = "person.age > 1"};
    assert_true(yz_expr_parse(&none, &item, "test", YZ_EXPR_TRUTH, &f));
    assert_string_equal(yz_expr_field(&none), "");
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_values),
        cmocka_unit_test(what_can_be_said),
        cmocka_unit_test(faults_by_their_column),
        cmocka_unit_test(a_continued_line_has_its_own_number),
        cmocka_unit_test(where_a_finding_belongs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
