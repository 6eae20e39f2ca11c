/* UTF-8, columns, user-perceived characters, cutting and normalising. */
#include "base/ambiguous.h"
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <yizhan/status.h>

static void decoding_is_strict(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\xC0\xAF",         /* overlong / */
        "\xE0\x80\xAF",     /* overlong in three bytes */
        "\xF0\x82\x82\xAC", /* overlong in four */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF8\x88\x80\x80\x80",
        "\x80",
        "\xE5\xBC",
        "张\xE4\xB8",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(yz_utf8_valid(bad[i], strlen(bad[i])));
    static const char good[] = "a·张𠮷😀\xF4\x8F\xBF\xBF\xED\x9F\xBF, and more than eight";
    assert_true(yz_utf8_valid(good, strlen(good)));
    assert_true(yz_utf8_valid("a\0b", 3));

    const char *s = "张\xFF𠮷";
    uint32_t cp;
    assert_int_equal(yz_utf8_next(&s, &cp), 3);
    assert_int_equal(cp, 0x5F20);
    assert_int_equal(yz_utf8_next(&s, &cp), -1);
    assert_int_equal(cp, YZ_REPLACEMENT);
    assert_int_equal(yz_utf8_next(&s, &cp), 4);
    assert_int_equal(cp, 0x20BB7);
    assert_int_equal(yz_utf8_next(&s, &cp), 0);
    assert_int_equal(yz_utf8_next(&s, &cp), 0);
}

static void every_character_comes_back(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char bytes[5] = {0};
        uint32_t back;
        int n = yz_utf8_encode(cp, bytes);
        assert_int_equal(yz_utf8_decode(bytes, (size_t)n, &back), n);
        assert_int_equal(back, cp >= 0xD800 && cp < 0xE000 ? YZ_REPLACEMENT : cp);
        assert_int_equal(yz_utf8_decode(bytes, (size_t)n - 1, &back), 0);
    }
}

static void cuts_stand_between_characters(void **state) {
    (void)state;
    static const char s[] = "a张𠮷z"; /* boundaries 0 1 4 8 9 */
    static const size_t expected[] = {0, 1, 1, 1, 4, 4, 4, 4, 8, 9, 9};
    for (size_t max = 0; max < 11; max++) assert_int_equal(yz_utf8_cut(s, max), expected[max]);
    char out[6];
    assert_false(yz_copy(out, sizeof out, "李小龙"));
    assert_string_equal(out, "李");
    assert_true(yz_copy(out, sizeof out, "12345"));
    assert_string_equal(out, "12345");
    assert_int_equal(yz_utf8_count("a张𠮷\xFFz"), 5);
}

static void widths_are_those_of_the_screen(void **state) {
    (void)state;
    assert_int_equal(yz_text_width("abc"), 3);
    assert_int_equal(yz_text_width("张三"), 4);
    assert_int_equal(yz_text_width("𠮷㐂䶮"), 6);
    assert_int_equal(yz_text_width("e\xCC\x81"), 1);
    assert_int_equal(yz_text_width("\xCC\x81"), 1); /* on a space of its own */
    assert_int_equal(yz_text_width("\x1B\x7F\xC2\x9B\xFF"), 4);
    assert_int_equal(yz_width_of(0x202E), 1);
    assert_int_equal(yz_width_of(0x3FFFD), 2);
    assert_true(yz_is_han(0x3007) && yz_is_han(0x20BB7) && yz_is_han(0x4DAE) && !yz_is_han('a') && !yz_is_han(0x3001));
}

static void step(const char *s, size_t bytes, int columns) {
    int got = -1;
    assert_int_equal(yz_grapheme(s, &got), bytes);
    assert_int_equal(got, columns);
}

static void characters_stay_whole(void **state) {
    (void)state;
    step("", 0, 0);
    step("ab", 1, 1);
    step("张三", 3, 2);
    step("e\xCC\x81\xCC\xA3x", 5, 1);
    step("葛\xF3\xA0\x84\x80城", 7, 2);          /* ideographic variation selector */
    step("བོད", 6, 1);                            /* Tibetan letter and vowel sign */
    step("👨\xE2\x80\x8D👩\xE2\x80\x8D👧x", 18, 6); /* a family, joined */
    step("🇨🇳🇨🇳", 8, 2);
    step("a\xE2\x80\x8D"
         "b",
         4, 1); /* a joiner joins only pictures */
    step("\xFF\xCC\x81", 3, 1);
}

static void nothing_reaches_the_terminal_raw(void **state) {
    (void)state;
    char out[64];
    yz_text_visible(out, sizeof out, "\x1B[31m\a红\x7F\n");
    assert_string_equal(out, "␛[31m␇红␡␊");
    yz_text_visible(out, sizeof out,
                    "a\xC2\x9B"
                    "b\xE2\x80\xAE"
                    "c\xE2\x81\xA6"
                    "d\xE2\x80\xA8"
                    "e\xFF");
    assert_string_equal(out, "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD");
    yz_text_visible(out, sizeof out, "\xCC\x81x");
    assert_string_equal(out, " \xCC\x81x");
    yz_text_line(out, sizeof out, "一\r\n二\n三\t四\v五\xE2\x80\xA8六\x1B");
    assert_string_equal(out, "一 二 三 四 五 六␛");
    yz_text_line(out, 5, "张三");
    assert_string_equal(out, "张");
    yz_fail(YZ_REFUSED, "%s\n%s", "\x1B]0;x\a", "门");
    assert_string_equal(yz_message(), "␛]0;x␇ 门");
}

static void long_messages_end_in_dots(void **state) {
    (void)state;
    char text[4001];
    for (size_t i = 0; i < 4000; i += 4) memcpy(text + i, "𠮷", 5);
    assert_int_equal(yz_fail(YZ_BUSY, "%s", text), YZ_BUSY);
    size_t n = strlen(yz_message());
    assert_true(yz_utf8_valid(yz_message(), n) && n > 2000);
    assert_string_equal(yz_message() + n - 3, "…");
    yz_fail(YZ_USAGE, "甲：%.9s", yz_message());
    assert_string_equal(yz_message(), "甲：𠮷𠮷\xEF\xBF\xBD");
}

static void fit(const char *s, int columns, const char *expected, int width) {
    char out[64];
    assert_int_equal(yz_text_fit(out, sizeof out, s, columns), width);
    assert_string_equal(out, expected);
    assert_int_equal(yz_text_width(out), width);
}

static void fitting_marks_the_cut(void **state) {
    (void)state;
    fit("星体花园", 8, "星体花园", 8);
    fit("星体花园", 7, "星体花…", 7);
    fit("星体花园", 6, "星体…", 5);
    fit("星体花园", 2, "…", 1);
    fit("星体花园", 1, "…", 1);
    fit("星体花园", 0, "", 0);
    fit("abc", 3, "abc", 3);
    fit("abcd", 3, "ab…", 3);
    fit("e\xCC\x81"
        "e\xCC\x81"
        "e\xCC\x81",
        2, "e\xCC\x81…", 2);
    fit("a\r\nb\x1B", 9, "a b␛", 4);
    char out[16];
    assert_int_equal(yz_text_fit(out, 8, "星体花园", 20), 3); /* no room for more bytes */
    assert_string_equal(out, "星…");
    assert_int_equal(yz_text_pad(out, sizeof out, "张三", 6), 6);
    assert_string_equal(out, "张三  ");
    assert_int_equal(yz_text_pad_left(out, sizeof out, "张三", 6), 6);
    assert_string_equal(out, "  张三");
    assert_int_equal(yz_text_pad(out, sizeof out, "张三李四", 4), 4);
    assert_string_equal(out, "张… ");
}

static void fold(const char *s, const char *expected) {
    char out[128];
    yz_text_fold(out, sizeof out, s);
    assert_string_equal(out, expected);
}

static void search_sees_no_difference(void **state) {
    (void)state;
    fold("  ＡＢＣ１２３ｘ　Ｚ  ", "abc123x z");
    fold("买买提‧吐尔逊", "买买提·吐尔逊");
    fold("买买提•吐尔逊", "买买提·吐尔逊");
    fold("买买提．吐尔逊", "买买提·吐尔逊");
    fold("买买提・吐尔逊", "买买提·吐尔逊");
    fold("买买提·吐尔逊", "买买提·吐尔逊");
    fold("２０２４．３．５", "2024.3.5");
    fold("\xC2\xA0'530111199003071234\xE2\x80\x8B", "530111199003071234");
    fold("\xEF\xBB\xBF‘张三’ ' ", "张三");
    fold("O'Brien", "o'brien");
    fold("张 \n 三", "张 三");
    fold("葛\xF3\xA0\x84\x80城", "葛城");
    fold("' '", "");
    fold("", "");
    char out[8];
    yz_text_fold(out, sizeof out, "星体花园");
    assert_string_equal(out, "星体");
}

static void narrowing_keeps_what_is_chinese(void **state) {
    (void)state;
    char out[64];
    yz_text_narrow(out, sizeof out, "５３０１１１Ｘｘ（备注：无）");
    assert_string_equal(out, "530111Xx（备注：无）");
    yz_text_narrow(out, sizeof out, "３－２－５０１，２０２４／３／５");
    assert_string_equal(out, "3-2-501，2024/3/5");
    yz_text_narrow(out, sizeof out, "３－");
    assert_string_equal(out, "3－");
    strcpy(out, "１\xFF２");
    yz_text_narrow(out, sizeof out, out);
    assert_string_equal(out, "1\xFF"
                             "2");
    strcpy(out, "\xC2\xA0\t'张 三\xE3\x80\x80\xE2\x80\x8B\r\n");
    yz_text_trim(out, sizeof out, out);
    assert_string_equal(out, "张 三");
    yz_text_trim(out, sizeof out, " ' ");
    assert_string_equal(out, "");
}

/* On terminals that show them two columns wide, others stand in for characters of ambiguous width. */
static void test_ambiguous(void **state) {
    (void)state;
    assert_int_equal(yz_text_width("“王·…”→"), 7);
    assert_int_equal(yz_ambiguous_shown(0x2026), 0x2026);
    yz_ambiguous_wide(true);
    assert_int_equal(yz_ambiguous_shown(0x2026), '~');
    assert_int_equal(yz_ambiguous_shown(0x2464), '5');
    assert_int_equal(yz_ambiguous_shown(0x1CE), 'a'); /* ǎ */
    assert_int_equal(yz_ambiguous_shown(0x42F), '?'); /* Я */
    assert_int_equal(yz_ambiguous_shown(0x738B), 0x738B);
    assert_int_equal(yz_text_width("“王·…”→"), 8); /* the dot between names is two wide everywhere */
    yz_ambiguous_wide(false);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(decoding_is_strict),
        cmocka_unit_test(every_character_comes_back),
        cmocka_unit_test(cuts_stand_between_characters),
        cmocka_unit_test(widths_are_those_of_the_screen),
        cmocka_unit_test(characters_stay_whole),
        cmocka_unit_test(nothing_reaches_the_terminal_raw),
        cmocka_unit_test(long_messages_end_in_dots),
        cmocka_unit_test(fitting_marks_the_cut),
        cmocka_unit_test(search_sees_no_difference),
        cmocka_unit_test(narrowing_keeps_what_is_chinese),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
