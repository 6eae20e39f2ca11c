/* Questionnaires: skip rules, answers as people type them, what is asked after what, a workbook of three sheets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/xlsx.h"
#include "service/field/survey_private.h"
#include "support/office.h"

static void rules_that_are_none(void **state) {
    static const char *const all[] = {"car = 'x'",
                                      "${car",
                                      "${car} 'x'",
                                      "${car} = x",
                                      "${car} = 'x",
                                      "${a} = 1 or",
                                      "${a} = 1 xor ${b} = 2",
                                      "selected(${a} 'x')",
                                      "not(${a} = 1",
                                      "${a} = 1 and ${b} = 2 or ${c} = 3"};
    struct yz_survey_rule r;
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) assert_non_null(yz_survey_rule_read(all[i], &r));
    assert_null(yz_survey_rule_read(" ", &r));
    assert_int_equal(r.count, 0);
    assert_null(yz_survey_rule_read("${a} = ‘x’ and not(selected(${b}, \"y\")) and ${c} >= -3", &r));
    assert_int_equal(r.count, 3);
    assert_string_equal(r.terms[0].value, "x");
    assert_true(r.terms[1].negated && r.terms[1].how == YZ_RULE_HAS);
    assert_string_equal(r.terms[2].value, "-3");
    assert_non_null(yz_survey_rule_read("(${a} = 1", &r));
    assert_non_null(yz_survey_rule_read("(${a} = 1) or (${b} = 1)", &r));
    assert_non_null(yz_survey_rule_read("(${a} = 1) and", &r));
    assert_null(yz_survey_rule_read("(${a} = 1) and (${b} = 2 or ${c} = 3)", &r));
    assert_int_equal(r.clauses, 2);
    assert_true(!r.any[0] && r.any[1]);
}

static void in_words(void **state) {
    static const struct {
        const char *rule, *words;
    } all[] = {{"", ""},
               {"${car} = 'yes'", "第 1 题是“有”"},
               {"not(${car} = 'yes') or ${age} <= 17", "第 1 题不是“有”或第 3 题不大于“17”"},
               {"(selected(${wish}, 'a')) and (${age} > 2 or not(${age} < 1))",
                "第 2 题选了“充电桩”，并且第 3 题大于“2”或第 3 题不小于“1”"},
               {"${nobody} = 1", "${nobody} = 1"},
               {"${car} ~ 1", "${car} ~ 1"}};
    static struct yz_question q[4] = {{.name = "car", .type = YZ_ASK_SINGLE, .choices = "yes 有\nno 没有\n"},
                                      {.name = "wish", .type = YZ_ASK_MANY, .choices = "a 充电桩\nb 车位\n"},
                                      {.name = "age", .type = YZ_ASK_NUMBER},
                                      {.name = "last", .type = YZ_ASK_TEXT}};
    struct yz_survey_form form = {.questions = q, .count = 4};
    char words[512];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        strcpy(q[3].relevant, all[i].rule);
        assert_string_equal(yz_question_when(&form, &q[3], words, sizeof words), all[i].words);
    }
}

static void terms(void **state) {
    static const struct {
        const char *rule, *value;
        bool holds;
    } all[] = {{"${a} = 'x'", "x", true},
               {"${a} != 'x'", "", true},
               {"${a} < 3", "2", true},
               {"${a} < 3", "", false},
               {"${a} >= 10", "9", false},
               {"selected(${a}, 'y')", "x y", true},
               {"selected(${a}, 'y')", "xy", false},
               {"not(selected(${a}, 'y'))", "", true},
               {". <= 1.5", "1.25", true},
               {". = 1.50", "1.5", true},
               {". = '1.50'", "1.5", false}};
    struct yz_survey_rule r;
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_null(yz_survey_rule_read(all[i].rule, &r));
        assert_int_equal(yz_survey_term_holds(&r.terms[0], all[i].value), all[i].holds);
    }
}

static bool set(struct yz_question *q, const char *text, char *value) {
    struct yz_findings f = {0};
    bool good = yz_answer_set(q, text, value, &f);
    assert_int_equal(good, f.errors == 0);
    yz_findings_free(&f);
    return good;
}

static void answers(void **state) {
    struct yz_question q = {.type = YZ_ASK_MANY, .name = "q", .choices = "red 红色\nblue 蓝、绿\nlast 都不是"};
    char v[YZ_ANSWER_ROOM] = "";
    (void)state;
    assert_true(set(&q, "３，RED", v));
    assert_string_equal(v, "red last");
    assert_true(set(&q, "蓝、绿", v));
    assert_string_equal(v, "blue");
    assert_false(set(&q, "4", v));
    assert_false(set(&q, "红色 黄", v));
    assert_string_equal(v, "blue");
    assert_true(set(&q, "", v));
    assert_string_equal(v, "");
    q.type = YZ_ASK_SINGLE;
    assert_false(set(&q, "1 2", v));
    q = (struct yz_question){.type = YZ_ASK_SCALE, .name = "q", .low = 1, .high = 5};
    assert_true(set(&q, "５", v));
    assert_string_equal(v, "5");
    assert_false(set(&q, "6", v));
    assert_false(set(&q, "4.5", v));
}

static void shares_are_rounded(void **state) {
    (void)state;
    assert_int_equal(yz_survey_percent(14, 23), 61); /* 60.87 */
    assert_int_equal(yz_survey_percent(1, 8), 13);
    assert_int_equal(yz_survey_percent(9, 23), 39);
    assert_int_equal(yz_survey_percent(3, 3), 100);
    assert_int_equal(yz_survey_percent(0, 0), 0);
}

static void decimals(void **state) {
    static const char *const none[] = {"1.", ".5", "1,5", "1e3", "--1", "0.12345", "1234567890123", "一"};
    struct yz_question q = {
        .type = YZ_ASK_DECIMAL, .name = "q", .limit = ". >= -0.5 and . <= 12", .message = "一天之内"};
    struct yz_findings f = {0};
    char v[YZ_ANSWER_ROOM] = "";
    (void)state;
    assert_true(set(&q, "００８.５０", v));
    assert_string_equal(v, "8.5");
    assert_true(set(&q, "-0.50", v));
    assert_string_equal(v, "-0.5");
    assert_true(set(&q, "-0.0", v));
    assert_string_equal(v, "0");
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(set(&q, none[i], v));
    assert_false(yz_answer_set(&q, "12.01", v, &f));
    assert_string_equal(f.all[0].mend, "一天之内");
    assert_string_equal(v, "0");
    yz_findings_free(&f);
}

/* No group of one or two is told, nor can it be worked out from what is. */
static void small_groups(void **state) {
    int64_t a[] = {10, 2, 7, 0}, b[] = {1, 2, 9}, c[] = {2, 0}, d[] = {3, 3};
    (void)state;
    yz_survey_suppress(a, 4);
    assert_true(a[0] == 10 && a[1] == -1 && a[2] == -1 && a[3] == 0);
    yz_survey_suppress(b, 3);
    assert_true(b[0] == -1 && b[1] == -1 && b[2] == 9);
    yz_survey_suppress(c, 2);
    assert_true(c[0] == -1 && c[1] == 0);
    yz_survey_suppress(d, 2);
    assert_true(d[0] == 3 && d[1] == 3);
}

/* What an earlier answer no longer asks for falls away, also further down. */
static void asked(void **state) {
    struct yz_question q[] = {
        {.type = YZ_ASK_NUMBER, .name = "a", .place = 1, .required = true},
        {.type = YZ_ASK_NUMBER, .name = "b", .place = 2, .required = true, .relevant = "${a} > 1"},
        {.type = YZ_ASK_TEXT, .name = "c", .place = 3, .relevant = "${b} = 7"}};
    struct yz_survey_form form = {.questions = q, .count = 3};
    char v[3][YZ_ANSWER_ROOM] = {"2", "7", "so"};
    struct yz_findings f = {0};
    (void)state;
    assert_true(yz_question_asked(&form, v, 2));
    strcpy(v[0], "1");
    assert_false(yz_question_asked(&form, v, 2));
    assert_true(yz_answers_check(&form, v, &f));
    assert_string_equal(v[1], "");
    assert_string_equal(v[2], "");
    q[1].type = YZ_ASK_NOTE; /* never insisted on, and has no number */
    strcpy(v[0], "2");
    assert_true(yz_answers_check(&form, v, &f));
    assert_int_equal(yz_question_number(&form, 1), 0);
    assert_int_equal(yz_question_number(&form, 2), 2);
    q[1].type = YZ_ASK_NUMBER;
    assert_false(yz_answers_check(&form, v, &f));
    assert_string_equal(f.all[0].field, "b");
    yz_findings_free(&f);
}
#ifdef HAVE_XLSXREADER
#include "support/workbook.h"

#define CELL(text)  "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define ROW(...)    "<row>" __VA_ARGS__ "</row>"

/* Sheets are found by their names, in any order; others are passed over. */
static void a_workbook(void **state) {
    static const struct part parts[] = {
        {"xl/workbook.xml",
         "<workbook><sheets><sheet name=\"说明\" id=\"r1\"/><sheet name=\"choices\" id=\"r2\"/>"
         "<sheet name=\"survey\" id=\"r3\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/1.xml\"/>"
         "<Relationship Id=\"r2\" Target=\"worksheets/2.xml\"/><Relationship Id=\"r3\" "
         "Target=\"worksheets/3.xml\"/></Relationships>",
         0},
        {"xl/worksheets/1.xml", SHEET(ROW(CELL("type") CELL("name") CELL("label"))), 0},
        {"xl/worksheets/2.xml",
         SHEET(ROW(CELL("list_name") CELL("name") CELL("label")) ROW(CELL("yn") CELL("y") CELL("是"))
                   ROW(CELL("yn") CELL("n") CELL("否"))),
         0},
        {"xl/worksheets/3.xml",
         SHEET(ROW(CELL("type") CELL("name") CELL("label::中文") CELL("required"))
                   ROW(CELL("select_one yn") CELL("ok") CELL("好吗") CELL("yes"))),
         0}};
    struct office o;
    struct yz_buffer file = {0};
    struct yz_survey_form form = {0};
    struct yz_findings f = {0};
    (void)state;
    office_open(&o);
    assert_true(workbook_zip(parts, sizeof parts / sizeof *parts, NULL, &file));
    assert_int_equal(yz_survey_read(office_bytes(&o, file.data, file.length), &form, &f), YZ_OK);
    assert_int_equal(form.count, 1);
    assert_true(form.questions[0].required);
    assert_string_equal(form.questions[0].choices, "y 是\nn 否");
    assert_int_equal(yz_survey_add(o.session, &form), YZ_OK);
    assert_int_equal(office_int(&o, "SELECT count(*) FROM question"), 1);
    yz_survey_form_free(&form);
    yz_findings_free(&f);
    yz_buffer_free(&file);
    office_close(&o);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_that_are_none),
        cmocka_unit_test(in_words),
        cmocka_unit_test(terms),
        cmocka_unit_test(answers),
        cmocka_unit_test(shares_are_rounded),
        cmocka_unit_test(decimals),
        cmocka_unit_test(small_groups),
        cmocka_unit_test(asked),
#ifdef HAVE_XLSXREADER
        cmocka_unit_test(a_workbook),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
