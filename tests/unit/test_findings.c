/* Findings are all kept, and none lost lets a check pass. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <yizhan/findings.h>

static void warnings_allow_and_errors_forbid(void **state) {
    (void)state;
    struct yz_findings f = {0};
    assert_true(yz_findings_ok(&f));
    yz_find_warning(&f, "phone", "123", "号码偏短", NULL);
    assert_true(yz_findings_ok(&f));
    assert_string_equal(yz_findings_about(&f, "phone")->rule, "号码偏短");
    assert_string_equal(yz_findings_about(&f, "phone")->mend, "");
    yz_find_error(&f, "phone", NULL, "不能为空", "例如 13812345678");
    assert_false(yz_findings_ok(&f));
    assert_string_equal(yz_findings_about(&f, "phone")->rule, "不能为空");
    assert_null(yz_findings_about(&f, "name"));
    yz_findings_clear(&f);
    assert_true(yz_findings_ok(&f));
    assert_null(yz_findings_about(&f, "phone"));
    yz_findings_free(&f);
}

static void many_are_kept_in_order(void **state) {
    (void)state;
    struct yz_findings f = {0};
    for (int i = 0; i < 1000; i++) {
        char value[16];
        snprintf(value, sizeof value, "%d", i);
        yz_find_error(&f, "id", value, "规则", "");
    }
    assert_int_equal(f.count, 1000);
    assert_int_equal(f.errors, 1000);
    assert_string_equal(f.all[999].value, "999");
    yz_findings_free(&f);
    assert_int_equal(f.count, 0);
}

static void long_values_are_cut_between_characters(void **state) {
    (void)state;
    struct yz_findings f = {0};
    char value[400] = "a";
    while (strlen(value) < 390) strcat(value, "张");
    yz_find_warning(&f, "name", value, value, value);
    assert_int_equal(strlen(f.all[0].value), 94);
    assert_true(yz_utf8_valid(f.all[0].rule, strlen(f.all[0].rule)));
    yz_findings_free(&f);
}

static void what_is_lost_forbids(void **state) {
    (void)state;
    struct yz_findings f = {.lost = true};
    assert_false(yz_findings_ok(&f));
    yz_find_warning(&f, "a", "b", "c", "d"); /* no room, and none to be had */
    assert_int_equal(f.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warnings_allow_and_errors_forbid),
        cmocka_unit_test(many_are_kept_in_order),
        cmocka_unit_test(long_values_are_cut_between_characters),
        cmocka_unit_test(what_is_lost_forbids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
