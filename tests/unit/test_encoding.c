/* Files as other programs write them. */
#include "base/encoding.h"
#include "base/gb18030.h"
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void detected(const char *bytes, size_t n, enum yz_encoding expected) {
    assert_int_equal(yz_encoding_detect(bytes, n), expected);
}

static void encodings_are_recognised(void **state) {
    (void)state;
    detected("", 0, YZ_UTF8);
    detected("abc,1\n", 6, YZ_UTF8);
    detected("姓名", 6, YZ_UTF8);
    detected("\xEF\xBB\xBF姓名", 9, YZ_UTF8_BOM);
    detected("\xD0\xD5\xC3\xFB,1", 6, YZ_GB18030);
    detected("\xFF\xFE\xD3\x59", 4, YZ_UTF16LE);
    detected("\xFE\xFF\x59\xD3", 4, YZ_UTF16BE);
    detected("\xD3\x59\x0D\x54,\0001\0\r\0\n\0", 12, YZ_UTF16LE);
    detected("\x59\xD3\x54\x0D\0,\0001\0\r\0\n", 12, YZ_UTF16BE);
    detected("ab\0cd,ef,gh", 11, YZ_UTF8); /* a stray NUL is no UTF-16 */
    enum yz_encoding e;
    assert_true(yz_encoding_parse("GBK", &e) && e == YZ_GB18030);
    assert_true(yz_encoding_parse("UTF-8", &e) && e == YZ_UTF8);
    assert_false(yz_encoding_parse("latin1", &e));
    for (int i = YZ_UTF8; i <= YZ_UTF16BE; i++)
        assert_true(yz_encoding_parse(yz_encoding_name((enum yz_encoding)i), &e) && (int)e == i);
}

static void decodes(enum yz_encoding from, const char *bytes, size_t n, const char *text, size_t bad,
                    size_t bad_count) {
    struct yz_decoded d;
    assert_int_equal(yz_decode(from, bytes, n, &d), YZ_OK);
    assert_string_equal(d.text, text);
    assert_int_equal(d.length, strlen(text));
    assert_int_equal(d.bad, bad);
    assert_int_equal(d.bad_count, bad_count);
    free(d.text);
}

static void rare_names_survive(void **state) {
    (void)state;
    decodes(YZ_GB18030, "\xFE\x9F,\x81\x39\xEF\x31,\x95\x34\xB2\x35", 12, "䶮,㐂,𠮷", YZ_NO_BAD_BYTES, 0);
    static const char names[] = "㐂𠮷䶮张三·買€";
    struct yz_buffer gb = {0};
    size_t lost;
    assert_int_equal(yz_encode(YZ_GB18030, names, strlen(names), &gb, &lost), YZ_OK);
    assert_int_equal(lost, 0);
    decodes(YZ_GB18030, gb.data, gb.length, names, YZ_NO_BAD_BYTES, 0);
    yz_buffer_free(&gb);
}

static void bad_bytes_are_placed_and_replaced(void **state) {
    (void)state;
    decodes(YZ_GB18030, "\xD0\xD5,\xFF,\xC3\xFB\xD0", 8, "姓,\uFFFD,名\uFFFD", 3, 2);
    decodes(YZ_GB18030, "\xD0,\xD5\"", 4, "\uFFFD,\uFFFD\"", 0, 2);
    decodes(YZ_UTF8, "ab\xFFz", 4, "ab\uFFFDz", 2, 1);
    decodes(YZ_UTF8, "\xEF\xBB\xBF\xE5", 4, "\uFFFD", 3, 1);
    decodes(YZ_UTF16LE,
            "\xFF\xFE"
            "a\0\x00\xD8"
            "b\0c",
            9, "a\uFFFDb\uFFFD", 4, 2);
}

static void byte_order_marks_go(void **state) {
    (void)state;
    decodes(YZ_UTF8, "\xEF\xBB\xBF名", 6, "名", YZ_NO_BAD_BYTES, 0);
    decodes(YZ_UTF16LE, "\xFF\xFE\xD3\x59", 4, "姓", YZ_NO_BAD_BYTES, 0);
    decodes(YZ_UTF16BE, "\x42\xB7", 2, "䊷", YZ_NO_BAD_BYTES, 0);
    decodes(YZ_UTF16LE, "", 0, "", YZ_NO_BAD_BYTES, 0);
}

static void large_files_come_whole(void **state) {
    (void)state;
    size_t n = 300000;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i += 2) memcpy(bytes + i, "\xD0\xD5", 2);
    struct yz_decoded d;
    assert_int_equal(yz_decode(YZ_GB18030, bytes, n, &d), YZ_OK);
    assert_int_equal(d.length, n / 2 * 3);
    assert_memory_equal(d.text + d.length - 3, "姓", 4);
    free(d.text);
    free(bytes);
}

static void encodes(enum yz_encoding to, const char *text, const char *expected, size_t n, size_t lost_expected) {
    struct yz_buffer out = {0};
    size_t lost = 99;
    assert_int_equal(yz_encode(to, text, strlen(text), &out, &lost), YZ_OK);
    assert_int_equal(out.length, n);
    assert_memory_equal(yz_buffer_string(&out), expected, n);
    assert_int_equal(lost, lost_expected);
    yz_buffer_free(&out);
}

static void what_cannot_be_written_is_a_question_mark(void **state) {
    (void)state;
    encodes(YZ_GB18030, "姓\xFF名", "\xD0\xD5?\xC3\xFB", 5, 1);
    encodes(YZ_UTF8, "姓\xFF", "姓?", 4, 1);
    encodes(YZ_UTF16LE, "a\xFF𠮷", "a\0?\0\x42\xD8\xB7\xDF", 8, 1);
    struct yz_buffer out = {0};
    size_t lost;
    assert_int_equal(yz_encode_locale("张三", 6, &out, &lost), YZ_OK);
    assert_string_equal(yz_buffer_string(&out), "张三");
    setlocale(LC_ALL, "C");
    yz_buffer_clear(&out);
    assert_int_equal(yz_encode_locale("a张z", 5, &out, &lost), YZ_OK);
    setlocale(LC_ALL, "C.UTF-8");
    assert_true(out.data[0] == 'a' && out.data[out.length - 1] == 'z');
    yz_buffer_free(&out);
}

/* Our own table, for a C library whose iconv lacks GB18030 in part: iconv reads what it writes, and it reads that back. */
static void own_table_agrees(void **state) {
    (void)state;
    assert_true(yz_gb18030_ready());
    struct yz_buffer gb = {0}, text = {0};
    for (uint32_t cp = 0x20; cp < 0x30000; cp++) {
        char code[4], utf8[4];
        if ((cp >= 0xD800 && cp < 0xF900) || (cp > 0xFFFF && cp % 16)) continue; /* surrogates, private use */
        yz_buffer_append(&gb, code, (size_t)yz_gb18030_encode(cp, code));
        yz_buffer_append(&text, utf8, (size_t)yz_utf8_encode(cp, utf8));
    }
    struct yz_decoded d;
    assert_int_equal(yz_decode(YZ_GB18030, gb.data, gb.length, &d), YZ_OK);
    assert_int_equal(d.bad_count, 0);
    assert_string_equal(d.text, text.data);
    for (size_t i = 0, at = 0; i < gb.length;) {
        uint32_t ours, theirs;
        int bytes = yz_gb18030_decode(gb.data + i, gb.length - i, &ours);
        assert_true(bytes > 0);
        at += (size_t)yz_utf8_decode(d.text + at, d.length - at, &theirs);
        assert_int_equal(ours, theirs);
        i += (size_t)bytes;
    }
    uint32_t cp;
    assert_int_equal(yz_gb18030_decode("\xFE\x59", 2, &cp), 2);
    assert_int_equal(cp, 0x9FB4);
    assert_int_equal(yz_gb18030_decode("\xFE\x51", 2, &cp), 2);
    assert_int_equal(cp, 0x20087);
    assert_int_equal(yz_gb18030_decode("\x84\x31\xA4\x3A", 4, &cp), 0);
    assert_int_equal(yz_gb18030_decode("\x8F\x30\x81\x30", 4, &cp), 0);
    assert_int_equal(yz_gb18030_decode("\x81\x30\x81", 3, &cp), 0);
    assert_int_equal(yz_gb18030_decode("\xFE\xFF", 2, &cp), 0);
    free(d.text);
    yz_buffer_free(&gb);
    yz_buffer_free(&text);
    char code[4];
    assert_int_equal(yz_gb18030_encode(0x10FFFF, code), 4);
    assert_memory_equal(code, "\xE3\x32\x9A\x35", 4);
    assert_int_equal(yz_gb18030_encode(0xD800, code), 0);
}

/* Whatever this C library calls the characters of the locale C, Chinese can be shown. */
static void a_locale_of_ascii_becomes_utf8(void **state) {
    (void)state;
    struct yz_buffer b = {0};
    size_t lost = 0;
    setlocale(LC_ALL, "C");
    yz_encoding_settle();
    assert_int_equal(yz_encode_locale("驿站", strlen("驿站"), &b, &lost), YZ_OK);
    assert_string_equal(yz_buffer_string(&b), "驿站");
    assert_int_equal(lost, 0);
    yz_buffer_free(&b);
    setlocale(LC_ALL, "C.UTF-8");
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_recognised),
        cmocka_unit_test(rare_names_survive),
        cmocka_unit_test(bad_bytes_are_placed_and_replaced),
        cmocka_unit_test(byte_order_marks_go),
        cmocka_unit_test(large_files_come_whole),
        cmocka_unit_test(what_cannot_be_written_is_a_question_mark),
        cmocka_unit_test(own_table_agrees),
        cmocka_unit_test(a_locale_of_ascii_becomes_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
