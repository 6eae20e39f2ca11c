/* JSON as others read it. */
#include "base/json.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void objects_and_arrays(void **state) {
    (void)state;
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "name", "张三");
    yz_json_int(&j, "n", INT64_MIN);
    yz_json_int(&j, "zero", 0);
    yz_json_bool(&j, "yes", true);
    yz_json_null(&j, "none");
    yz_json_text(&j, "nothing", NULL);
    yz_json_array(&j, "list");
    yz_json_int(&j, NULL, 1);
    yz_json_array(&j, NULL);
    yz_json_end(&j);
    yz_json_object(&j, NULL);
    yz_json_end(&j);
    yz_json_raw(&j, NULL, "[2]");
    yz_json_end(&j);
    yz_json_real(&j, "real", 0.1);
    yz_json_real(&j, "nan", NAN);
    yz_json_end(&j);
    yz_json_object(&j, NULL);
    yz_json_end(&j);
    assert_string_equal(yz_buffer_string(&b),
                        "{\"name\":\"张三\",\"n\":-9223372036854775808,\"zero\":0,\"yes\":true,\"none\":null,"
                        "\"nothing\":null,\"list\":[1,[],{},[2]],\"real\":0.1,\"nan\":null}\n{}");
    assert_false(b.failed);
    yz_buffer_free(&b);
}

static void quoted(const char *s, size_t n, const char *expected) {
    struct yz_buffer b = {0};
    yz_json_quote(&b, s, n);
    assert_string_equal(yz_buffer_string(&b), expected);
    yz_buffer_free(&b);
}

static void strings_are_escaped(void **state) {
    (void)state;
    quoted("a\"b\\c\n\r\t\0\x1B", 10, "\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001b\"");
    quoted("\x7F\xC2\x9B\xE2\x80\xAE", 6, "\"\\u007f\\u009b\\u202e\"");
    quoted("\xFF张\xE5\xBC", 6, "\"\uFFFD张\uFFFD\uFFFD\"");
    quoted("𠮷·/", 7, "\"𠮷·/\"");
    quoted("", 0, "\"\"");
}

static void depth_is_bounded(void **state) {
    (void)state;
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    for (int i = 0; i < YZ_JSON_DEPTH; i++) yz_json_array(&j, NULL);
    assert_false(b.failed);
    yz_json_array(&j, NULL);
    assert_true(b.failed);
    for (int i = 0; i < 2 * YZ_JSON_DEPTH; i++) yz_json_end(&j);
    yz_buffer_free(&b);
}

static void buffers_remember_failure(void **state) {
    (void)state;
    struct yz_buffer b = {0};
    assert_string_equal(yz_buffer_string(&b), "");
    yz_buffer_printf(&b, "%s-%d", "张", 7);
    for (int i = 0; i < 100; i++) yz_buffer_printf(&b, "%0200d", i);
    assert_int_equal(b.length, 5 + 100 * 200);
    assert_null(yz_buffer_reserve(&b, (size_t)-1));
    assert_true(b.failed);
    yz_buffer_text(&b, "more");
    assert_int_equal(b.length, 5 + 100 * 200);
    assert_null(yz_buffer_take(&b, NULL));
    yz_buffer_text(&b, "again");
    size_t n;
    char *text = yz_buffer_take(&b, &n);
    assert_string_equal(text, "again");
    assert_int_equal(n, 5);
    free(text);
    yz_buffer_free(&b);
}

/* wrong TEXT AT: the text stops being JSON there; -1: nowhere. */
static void wrong(const char *text, long at) {
    const char *where = yz_json_wrong(text);
    if ((where ? where - text : -1) != at) fail_msg("%s: at %ld", text, where ? (long)(where - text) : -1L);
}

static void where_a_text_stops_being_json(void **state) {
    (void)state;
    wrong(" {\"a\": [1, -0.5e+3, true, null, \"\\u00e9\\n\", {}, []]} ", -1);
    wrong("0", -1);
    wrong("", 0);
    wrong("{\"a\": 1", 7);
    wrong("{\"a\" 1}", 5);
    wrong("{\"a\": 1 \"b\": 2}", 8);
    wrong("{\"a\": 1,}", 8);
    wrong("{a: 1}", 1);
    wrong("[1, 2", 5);
    wrong("[1] x", 4);
    wrong("[01]", 2);
    wrong("[1.]", 3);
    wrong("[nul]", 1);
    wrong("[\"a\nb\"]", 3);
    wrong("[\"\\x\"]", 3);
    wrong("\"open", 5);
    char deep[200];
    memset(deep, '[', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    wrong(deep, 64);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_and_arrays),       cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(depth_is_bounded),         cmocka_unit_test(where_a_text_stops_being_json),
        cmocka_unit_test(buffers_remember_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
