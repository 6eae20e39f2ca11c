/* The reader of definition files: what people write, and every slip at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/conf.h"

static struct yz_findings f;
static struct yz_conf c;

static bool read_text(const char *text) {
    return yz_conf_read(text, strlen(text), &c, &f);
}

static int done(void **state) {
    (void)state;
    yz_conf_free(&c);
    yz_findings_free(&f);
    return 0;
}

static void a_whole_file(void **state) {
    (void)state;
    assert_true(
        read_text("\xEF\xBB\xBF# 说明\r\n[item]\r\nname = 新生儿医保 \r\n\r\n[paper certificate]\nname=出生医学证明\n"
                  "note = 看原件，\n    记编号\n# 中间的说明\n\t退还\n[paper booklet]\nempty =\nformula = a = b\n"));
    assert_int_equal(c.section_count, 3);
    assert_string_equal(c.sections[0].name, "item");
    assert_string_equal(c.sections[0].label, "");
    assert_string_equal(c.sections[1].name, "paper");
    assert_string_equal(c.sections[1].label, "certificate");
    assert_int_equal(c.sections[1].line, 5);
    assert_string_equal(yz_conf_find(&c, &c.sections[0], "name")->value, "新生儿医保");
    assert_string_equal(yz_conf_find(&c, &c.sections[1], "note")->value, "看原件，\n记编号\n退还");
    assert_string_equal(yz_conf_find(&c, &c.sections[2], "empty")->value, "");
    assert_string_equal(yz_conf_find(&c, &c.sections[2], "formula")->value, "a = b");
    assert_null(yz_conf_find(&c, &c.sections[2], "name"));
    assert_int_equal(f.count, 0);
}

static void every_slip_at_once(void **state) {
    (void)state;
    assert_false(
        read_text("key = 1\n  缩进\n[item\nname\n[item]\nName = x\nfee = 1\nfee = 2\nok = \x01\nbad = \xFF\n[Bad]\n"));
    const char *const places[] = {"1:key", "2", "3", "4", "6", "8:fee", "9", "10", "11"};
    assert_int_equal(f.errors, sizeof places / sizeof *places);
    for (size_t i = 0; i < f.count; i++) {
        assert_string_equal(f.all[i].field, places[i]);
        assert_true(*f.all[i].rule != '\0');
    }
    assert_non_null(strstr(f.all[5].rule, "7"));
}

static void empty_and_odd_ends(void **state) {
    (void)state;
    assert_true(read_text(""));
    yz_conf_free(&c);
    assert_true(read_text("[a]\nk = v"));
    assert_string_equal(yz_conf_find(&c, &c.sections[0], "k")->value, "v");
    yz_conf_free(&c);
    assert_false(yz_conf_read("[a]\nk = v\0w\n", 13, &c, &f));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_whole_file, done),
        cmocka_unit_test_teardown(every_slip_at_once, done),
        cmocka_unit_test_teardown(empty_and_odd_ends, done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
