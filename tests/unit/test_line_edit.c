/* The line editor, as fingers use it. In the expected texts | is the cursor. */
#include "base/line_edit.h"
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct yz_line_edit e;
static char field[64];

static void begin(const char *text) {
    strcpy(field, text);
    yz_line_open(&e, field, sizeof field);
}

static void shows(const char *expected) {
    char out[128];
    size_t at = e.marks[e.cursor].offset;
    snprintf(out, sizeof out, "%.*s|%s", (int)at, field, field + at);
    assert_string_equal(out, expected);
    assert_int_equal(e.length, strlen(field));
}

static bool paste(const char *s) {
    return yz_line_insert(&e, s, strlen(s));
}

static void typing_and_moving(void **state) {
    (void)state;
    begin("");
    shows("|");
    assert_true(yz_line_insert_char(&e, 0x5F20));
    assert_true(yz_line_insert_char(&e, 0x20BB7));
    shows("张𠮷|");
    assert_true(yz_line_left(&e));
    assert_true(yz_line_insert_char(&e, '1'));
    shows("张1|𠮷");
    assert_true(yz_line_home(&e));
    assert_false(yz_line_left(&e));
    assert_false(yz_line_backspace(&e));
    assert_true(yz_line_delete(&e));
    shows("|1𠮷");
    assert_true(yz_line_right(&e) && yz_line_right(&e));
    assert_false(yz_line_right(&e));
    assert_false(yz_line_delete(&e));
    assert_true(yz_line_backspace(&e));
    shows("1|");
}

static void marks_go_with_their_base(void **state) {
    (void)state;
    begin("xe\xCC\x81y");
    yz_line_left(&e);
    shows("xe\xCC\x81|y");
    assert_true(yz_line_backspace(&e));
    shows("x|y");
    yz_line_insert_char(&e, 'o');
    yz_line_insert_char(&e, 0x308);
    shows("xo\xCC\x88|y");
    yz_line_left(&e);
    shows("x|o\xCC\x88y");
    yz_line_delete(&e);
    shows("x|y");
    begin("👨\xE2\x80\x8D👩\xE2\x80\x8D👧");
    assert_true(yz_line_backspace(&e));
    shows("|");
    begin("\xCC\x81"); /* a mark that finds its base later */
    yz_line_home(&e);
    yz_line_insert_char(&e, 'e');
    shows("e\xCC\x81|");
}

static void words(void **state) {
    (void)state;
    begin("星体花园 3-2  abc12");
    yz_line_word_left(&e);
    shows("星体花园 3-2  |abc12");
    yz_line_word_left(&e);
    shows("星体花园 3-|2  abc12");
    yz_line_kill_word(&e);
    shows("星体花园 3|2  abc12");
    yz_line_home(&e);
    yz_line_word_right(&e);
    shows("星体花园 |32  abc12");
    yz_line_word_right(&e);
    shows("星体花园 32  |abc12");
    yz_line_kill_word(&e);
    shows("星体花园 |abc12");
    yz_line_kill_to_end(&e);
    shows("星体花园 |");
    yz_line_left(&e);
    yz_line_kill_to_start(&e);
    shows("| ");
    assert_false(yz_line_kill_to_start(&e));
}

static void pastes_come_clean(void **state) {
    (void)state;
    begin("");
    assert_true(paste("第一行\r\n第二行\t三\x1B[31m\a\x7F\xC2\x9B\xE2\x80\xAE\xFF四\n\n"));
    shows("第一行 第二行 三[31m四|");
    begin("ab");
    yz_line_left(&e);
    assert_true(yz_line_insert(&e, "\0中\0", 5));
    shows("a中|b");
    yz_line_insert_char(&e, '\n');
    yz_line_insert_char(&e, 0x1B);
    yz_line_insert_char(&e, 0xD800);
    shows("a中 \uFFFD|b");
}

static void what_does_not_fit_is_refused_whole(void **state) {
    (void)state;
    char small[8] = "张三";
    yz_line_open(&e, small, sizeof small);
    assert_false(yz_line_insert_char(&e, 0x4E09));
    assert_true(e.refused);
    assert_string_equal(small, "张三");
    assert_false(yz_line_insert(&e, "ab", 2));
    assert_string_equal(small, "张三");
    assert_true(yz_line_insert(&e, "a", 1));
    assert_false(e.refused);
    assert_string_equal(small, "张三a");
    assert_false(yz_line_insert(&e, "b", 1));
    yz_line_left(&e);
    assert_false(e.refused);
}

static void broken_text_can_be_mended(void **state) {
    (void)state;
    char raw[8];
    memcpy(raw, "a\xFF\x1B张三", 8); /* no NUL, and a character cut by the field's end */
    yz_line_open(&e, raw, sizeof raw);
    assert_string_equal(raw, "a\xFF\x1B张");
    assert_int_equal(e.count, 4);
    yz_line_home(&e);
    yz_line_right(&e);
    yz_line_delete(&e);
    yz_line_delete(&e);
    assert_string_equal(raw, "a张");
}

static void undo_brings_the_text_back(void **state) {
    (void)state;
    begin("李小龙");
    assert_false(yz_line_restore(&e));
    yz_line_kill_to_start(&e);
    paste("abc");
    assert_true(yz_line_changed(&e));
    assert_true(yz_line_restore(&e));
    shows("李小龙|");
    assert_false(yz_line_changed(&e));
    strcpy(field, "换");
    yz_line_reload(&e);
    shows("换|");
    assert_true(yz_line_restore(&e));
    shows("李小龙|");
}

/* Typed or pasted text takes the place of an offer, if it fits; any other key makes the offer one's own. */
static void an_offer_gives_way(void **state) {
    char small[8] = "张三";
    (void)state;
    begin("日常服务");
    yz_line_offer(&e);
    assert_true(paste("环境"));
    assert_true(paste("整治"));
    shows("环境整治|");
    begin("lp");
    yz_line_offer(&e);
    yz_line_end(&e);
    assert_true(paste(":queue"));
    shows("lp:queue|");
    begin("lp");
    yz_line_offer(&e);
    assert_true(yz_line_backspace(&e));
    assert_true(paste("s"));
    shows("ls|");
    yz_line_open(&e, small, sizeof small);
    yz_line_offer(&e);
    assert_false(paste("abcdefgh"));
    assert_string_equal(small, "张三");
    assert_true(paste("李四"));
    assert_string_equal(small, "李四");
}

static void window(int width, const char *text, int cursor, bool more_left, bool more_right) {
    char out[64];
    struct yz_line_view v = yz_line_view(&e, width);
    snprintf(out, sizeof out, "%.*s", (int)(v.to - v.from), field + v.from);
    assert_string_equal(out, text);
    assert_int_equal(v.cursor, cursor);
    assert_int_equal(v.columns, yz_text_width(out));
    assert_int_equal(v.more_left, more_left);
    assert_int_equal(v.more_right, more_right);
}

static void the_window_follows_the_cursor(void **state) {
    (void)state;
    begin("星体花园南区");
    window(20, "星体花园南区", 12, false, false);
    window(13, "星体花园南区", 12, false, false);
    window(12, "体花园南区", 10, true, false);
    window(6, "南区", 4, true, false);
    yz_line_left(&e);
    window(6, "南区", 2, true, false);
    yz_line_left(&e);
    yz_line_left(&e);
    window(6, "园南区", 0, true, false);
    yz_line_home(&e);
    window(5, "星体", 0, false, true);
    yz_line_right(&e);
    yz_line_right(&e);
    window(5, "体花", 2, true, true);
    yz_line_kill_to_end(&e);
    window(5, "星体", 4, false, false); /* what was hidden comes back into the room */
    window(1, "", 0, true, false);
    window(0, "", 0, true, false);
}

static void a_click_finds_its_character(void **state) {
    (void)state;
    begin("a星体b");
    struct yz_line_view v = yz_line_view(&e, 20);
    static const size_t expected[] = {0, 1, 1, 2, 2, 3, 4, 4};
    for (int column = 0; column < 8; column++) {
        yz_line_click(&e, &v, column);
        assert_int_equal(e.cursor, expected[column]);
    }
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_and_moving),
        cmocka_unit_test(marks_go_with_their_base),
        cmocka_unit_test(words),
        cmocka_unit_test(pastes_come_clean),
        cmocka_unit_test(what_does_not_fit_is_refused_whole),
        cmocka_unit_test(broken_text_can_be_mended),
        cmocka_unit_test(undo_brings_the_text_back),
        cmocka_unit_test(an_offer_gives_way),
        cmocka_unit_test(the_window_follows_the_cursor),
        cmocka_unit_test(a_click_finds_its_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
