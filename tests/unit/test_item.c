/* Definition files of services: ours are whole, and a bad one tells every error at once, by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/i18n.h>

#include "base/data.h"

static struct yz_item item;

static bool ours(const char *name, void *with) {
    struct yz_findings f = {0};
    size_t size, *n = with;
    const char *text = yz_data(name, &size);
    assert_non_null(text);
    bool good = yz_item_parse(text, size, &item, &f);
    for (size_t i = 0; i < f.count; i++) print_error("%s %s: %s\n", name, f.all[i].field, f.all[i].rule);
    assert_true(good);
    assert_int_equal(f.count, 0);
    yz_findings_free(&f);
    ++*n;
    return true;
}

static void every_item_of_ours_is_whole(void **state) {
    (void)state;
    size_t n = 0;
    assert_true(yz_data_each("services/", ours, &n));
    assert_true(n >= 1);
}

static void load_newborn(void) {
    struct yz_findings f = {0};
    size_t size;
    const char *text = yz_data("services/newborn-insurance.item", &size);
    assert_true(yz_item_parse(text, size, &item, &f));
    yz_findings_free(&f);
}

static void the_newborns_insurance(void **state) {
    (void)state;
    load_newborn();
    assert_string_equal(item.key, "newborn-insurance");
    assert_string_equal(item.short_name, "新生儿医保");
    assert_int_equal(item.type, YZ_ITEM_PROMISED);
    assert_int_equal(item.promised.amount, 5);
    assert_int_equal(item.promised.unit, YZ_LIMIT_WORK_DAYS);
    assert_int_equal(item.about, YZ_ABOUT_HOUSEHOLD);
    assert_string_equal(item.flow, "service");
    assert_string_equal(item.hours, "09:00-12:00,13:30-17:30");
    assert_int_equal(item.paper_count, 3);
    const struct yz_item_paper *id = yz_item_paper(&item, "parent-id");
    assert_true(id->original && id->copies == 1 && id->may_follow);
    assert_false(yz_item_paper(&item, "certificate")->may_follow);
    assert_true(yz_item_field(&item, "baby_sex")->flags & YZ_ANSWER_REQUIRED);
    assert_false(yz_item_field(&item, "baby_name")->flags & YZ_ANSWER_REQUIRED);
    assert_string_equal(yz_item_field(&item, "payment")->options[1].label, "已缴费");
    assert_null(yz_item_field(&item, "no-such"));
}

static void rules_go_by_their_days(void **state) {
    (void)state;
    char text[256];
    load_newborn();
    assert_int_equal(yz_item_rule_number(&item, "window", 0, 20261118, -1), 90);
    assert_int_equal(yz_item_rule_number(&item, "window", 0, 20210101, -1), 90);
    assert_int_equal(yz_item_rule_number(&item, "window", 0, 20201231, -1), 365);
    assert_int_equal(yz_item_rule_number(&item, "price", 2025, 20261118, -1), 40000);
    assert_int_equal(yz_item_rule_number(&item, "price", 1999, 20261118, -1), -1);
    assert_int_equal(yz_item_rule_number(&item, "late_birth", 0, 20261118, -1), 1001);
    /* a doubtful source says so */
    const struct yz_rule *old = yz_item_rule(&item, "window", 0, 20190101);
    assert_non_null(strstr(yz_rule_source(old, text, sizeof text), "来源较弱"));
    const struct yz_rule *price = yz_item_rule(&item, "price", 2027, 20261118);
    assert_non_null(strstr(yz_rule_source(price, text, sizeof text), "待核实"));
}

static void both_languages(void **state) {
    (void)state;
    load_newborn();
    assert_string_equal(yz_item_field_label(yz_item_field(&item, "birth")), "出生时间");
    yz_language("en");
    assert_string_equal(yz_item_field_label(yz_item_field(&item, "birth")), "Born");
    for (size_t i = 0; i < item.field_count; i++) assert_true(*item.fields[i].label_en != '\0');
    for (size_t i = 0; i < item.paper_count; i++) assert_true(*item.papers[i].name_en != '\0');
    yz_language("zh");
}

static const char bad[] = "[item]\n"                  /* 1 */
                          "key = Newborn Insurance\n" /* 2 not a key */
                          "name = 新生儿\n"           /* 3 */
                          "short = 新生儿\n"          /* 4 */
                          "department =\n"            /* 5 required */
                          "type = 马上办\n"           /* 6 no such word */
                          "promised = 0\n"            /* 7 */
                          "legal = -5\n"              /* 8 no limit */
                          "flow = river\n"            /* 9 */
                          "valid_from = 2026-02-30\n" /* 10 no such day */
                          "colour = red\n"            /* 11 unknown key */
                          "confidence = confirmed\n"  /* 12; and source is missing: 1 */
                          "[paper a]\n"               /* 13 neither original nor copy */
                          "name = 甲\n"               /* 14 */
                          "missing = follow\n"        /* 15 without days */
                          "[paper a]\n"               /* 16 twice */
                          "name = 乙\n"               /* 17 */
                          "original = 也许\n"         /* 18 */
                          "copies = 1\n"              /* 19 */
                          "[field x]\n"               /* 20 no options */
                          "label = 甲\n"              /* 21 */
                          "type = choice\n"           /* 22 */
                          "[field y]\n"               /* 23 */
                          "label = 乙\n"              /* 24 */
                          "type = code\n"             /* 25 */
                          "of = no-such-table\n"      /* 26 */
                          "[rule window]\n"           /* 27 */
                          "value = many\n"            /* 28 */
                          "source = 甲\n"             /* 29 */
                          "confidence = sure\n"       /* 30 */
                          "[rule price]\n"            /* 31 no year */
                          "value = 400\n"             /* 32 */
                          "source = 甲\n"             /* 33 */
                          "confidence = weak\n"       /* 34 */
                          "[rule price]\n"            /* 35 overlaps */
                          "value = 380\n"             /* 36 */
                          "source = 甲\n"             /* 37 */
                          "confidence = weak\n"       /* 38 */
                          "[rule luck]\n"             /* 39 unknown */
                          "value = 1\n"               /* 40 */
                          "source = 甲\n"             /* 41 */
                          "confidence = weak\n"       /* 42 */
                          "[oracle]\n";               /* 43 */

static bool has(const struct yz_findings *f, const char *place) {
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->all[i].field, place) == 0) return *f->all[i].rule != '\0';
    }
    return false;
}

static void every_error_at_once(void **state) {
    (void)state;
    static const char *const places[] = {
        "2:key",     "5:department", "6:type",        "7:promised",     "8:legal", "9:flow",      "10:valid_from",
        "11:colour", "1:source",     "13:original",   "13:follow_days", "16",      "18:original", "20:options",
        "26:of",     "28:value",     "30:confidence", "31:year",        "35",      "39:type",     "43",
    };
    struct yz_findings f = {0};
    assert_false(yz_item_parse(bad, sizeof bad - 1, &item, &f));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!has(&f, places[i])) print_error("missing: %s\n", places[i]);
        assert_true(has(&f, places[i]));
    }
    yz_findings_free(&f);
}

static void a_limit_of_nothing_is_refused(void **state) {
    (void)state;
    static const char text[] = "[item]\nkey = k\nname = 甲\nshort = 甲\ndepartment = 乙\ntype = 承诺件\n"
                               "promised = 0\nsource = 丙\nconfidence = weak\nvalid_from = 2026-01-01\n";
    struct yz_findings f = {0};
    assert_false(yz_item_parse(text, sizeof text - 1, &item, &f));
    assert_int_equal(f.errors, 2);
    assert_string_equal(f.all[0].field, "7:promised");
    yz_findings_free(&f);
}

/* What expressions of a whole file must mean: each by its line. */
static void expressions_in_their_file(void **state) {
    (void)state;
    static const char text[] = "[item]\nkey = k\nname = 甲\nshort = 甲\ndepartment = 乙\ntype = 即办件\nabout = event\n"
                               "after = k\nsource = 丙\nconfidence = weak\nvalid_from = 2026-01-01\n" /* to line 11 */
                               "[field a]\nlabel = 甲\ntype = choice\nderived = 是\nvalue = if(answer.b = 1, x, z)\n"
                               "options =\n  x | 甲\n  y | 乙\n"                   /* to line 19 */
                               "[field b]\nlabel = 乙\ntype = number\nvalue = 1\n" /* to line 23 */
                               "[condition c]\nlabel = 丙\ntest = answer.gone = 1\nseverity = must\nconfidence = weak\n"
                               "[paper p]\nname = 丁\noriginal = 是\nwhen = person.age\n";
    static const char *const places[] = {"7:about",  /* no place */
                                         "8:after",  /* itself */
                                         "16:value", /* z is no option; b stands after a */
                                         "23:value", /* not derived */
                                         "26:test",  "24:source", "32:when"};
    struct yz_findings f = {0};
    assert_false(yz_item_parse(text, sizeof text - 1, &item, &f));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!has(&f, places[i])) print_error("missing: %s\n", places[i]);
        assert_true(has(&f, places[i]));
    }
    assert_int_equal(f.errors, sizeof places / sizeof *places + 1);
    yz_findings_free(&f);
}

/* Each line of a good file taken away, doubled or damaged: never a crash, and a damaged rule is never passed over. */
static void damaged_files(void **state) {
    (void)state;
    size_t size;
    const char *text = yz_data("services/newborn-insurance.item", &size);
    char *copy = malloc(size + 1);
    assert_non_null(copy);
    for (size_t cut = 0; cut < size; cut += 97) {
        struct yz_findings f = {0};
        memcpy(copy, text, size);
        copy[cut] = '\x02';
        assert_false(yz_item_parse(copy, size, &item, &f));
        yz_findings_clear(&f);
        yz_item_parse(text, cut, &item, &f);
        yz_findings_free(&f);
    }
    free(copy);
}

static int done(void **state) {
    (void)state;
    yz_data_free();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_of_ours_is_whole), cmocka_unit_test(the_newborns_insurance),
        cmocka_unit_test(rules_go_by_their_days),      cmocka_unit_test(both_languages),
        cmocka_unit_test(every_error_at_once),         cmocka_unit_test(a_limit_of_nothing_is_refused),
        cmocka_unit_test(expressions_in_their_file),   cmocka_unit_test(damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
