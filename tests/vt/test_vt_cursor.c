/* The real cursor: on the selected row of a list, in the exact cell while something is typed, and nothing steals it. */
#include "support/vt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void on_the_selected_row(void **state) {
    struct vt v;
    int row, column, next;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F9");
    vt_cursor(&v, &row, &column);
    assert_int_equal(vt_row(&v, row)[0], '>');
    for (int i = 0; i < 30; i++) {
        vt_keys(&v, "Down");
        vt_cursor(&v, &next, &column);
        assert_int_equal(vt_row(&v, next)[0], '>');
        assert_int_equal(column, 0);
        assert_true(next == row + 1 || next == row);
        row = next;
    }
    vt_keys(&v, "Home");
    vt_cursor(&v, &next, &column);
    assert_true(next < row);
    assert_int_equal(vt_row(&v, next)[0], '>');
    vt_stop(&v);
}

static void in_the_cell_while_typing(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F2");
    vt_expect_cursor(&v, 21, 5); /* behind 查找 and a blank */
    vt_keys(&v, "张");
    vt_expect_cursor(&v, 21, 7);
    vt_keys(&v, "小a");
    vt_expect_cursor(&v, 21, 10);
    vt_keys(&v, "Left Left");
    vt_expect_cursor(&v, 21, 7);
    vt_keys(&v, "明");
    vt_expect_cursor(&v, 21, 9);
    assert_string_equal(vt_row(&v, 21), "查找 张明小a");
    vt_keys(&v, "Home Right");
    vt_expect_cursor(&v, 21, 7);
    vt_keys(&v, "Backspace");
    vt_expect_cursor(&v, 21, 5);
    vt_keys(&v, "End");
    vt_expect_cursor(&v, 21, 10);
    assert_true(v.cursor_shown);
    vt_stop(&v);
}

/* A mark stands on its letter and takes no cell; wide characters outside the first plane take two. */
static void marks_and_rare_characters(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F2 e\xCC\x81");
    vt_expect_cursor(&v, 21, 6);
    vt_keys(&v, "Left");
    vt_expect_cursor(&v, 21, 5);
    vt_keys(&v, "End 𠮷");
    vt_expect_cursor(&v, 21, 8);
    vt_keys(&v, "Backspace Backspace");
    vt_expect_cursor(&v, 21, 5);
    assert_string_equal(vt_row(&v, 21), "查找");
    vt_stop(&v);
}

/* Longer than its line: the window moves, the cursor stays on it, and no character is cut in half. */
static void a_line_longer_than_the_screen(void **state) {
    struct vt v;
    char where[64];
    int row, column;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F2");
    for (int i = 0; i < 60; i++) {
        vt_keys(&v, i % 3 ? "云" : "a");
        vt_cursor(&v, &row, &column);
        assert_int_equal(row, 21);
        assert_in_range(column, 5, 79);
        if (vt_half(&v, where)) fail_msg("half a character at %s", where);
    }
    vt_keys(&v, "Home");
    vt_expect_cursor(&v, 21, 5);
    vt_stop(&v);
}

/* Opens the form of the newborn's insurance for the first household at 3-2-501. */
static void open_form(struct vt *v) {
    vt_forget_drafts();
    vt_start(v);
    vt_keys(v, "1 3-2-501 Enter");
    vt_expect(v, "新生儿姓名");
}

static void in_the_fields_of_a_form(void **state) {
    struct vt v;
    int row, column, field, at;
    (void)state;
    open_form(&v);
    vt_keys(&v, "Tab");
    assert_true(vt_find(&v, "新生儿姓名", &field, &at));
    vt_cursor(&v, &row, &at);
    assert_int_equal(row, field);
    vt_keys(&v, "王小");
    vt_cursor(&v, &row, &column);
    assert_int_equal(row, field);
    assert_int_equal(column, at + 4);
    vt_keys(&v, "Home");
    vt_expect_cursor(&v, field, at);
    vt_keys(&v, "End Backspace");
    vt_expect_cursor(&v, field, at + 2);
    vt_stop(&v);
}

/* A line that appears (the message under a field) moves the fields below; the cursor goes with its field. */
static void a_message_under_a_field(void **state) {
    struct vt v;
    int row, column, field, at;
    (void)state;
    open_form(&v);
    for (int i = 0; i < 3; i++) vt_keys(&v, "Tab");
    assert_true(vt_find(&v, "出生时间", &field, &at)); /* only now: the choices of the first field are folded up */
    vt_cursor(&v, &row, &column);
    assert_int_equal(row, field);
    vt_keys(&v, "2199-01-01 Tab");
    assert_true(vt_find(&v, "出生医学证明编号", &field, &at));
    vt_cursor(&v, &row, &column);
    assert_int_equal(row, field);
    vt_stop(&v);
}

/* The clock and the look for other terminals' changes leave it where it is. */
static void nothing_steals_it(void **state) {
    static const char *const running[] = {"YIZHAN_NOW=", NULL};
    struct vt v;
    int row, column;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.environment = running});
    assert_true(vt_wait(&v, "今日", 20000));
    vt_settle(&v);
    vt_keys(&v, "F2 张");
    vt_cursor(&v, &row, &column);
    for (int i = 0; i < 12; i++) {
        pty_read(&v.pty, 100);
        vt_expect_cursor(&v, row, column);
    }
    vt_stop(&v);
}

/* The marks that only a look tells apart: what is typed in is underlined. */
static bool in_a_field(struct vt *v, int row, int column) {
    VTermScreenCell cell;
    return vterm_screen_get_cell(v->screen, (VTermPos){row, column}, &cell) && cell.attrs.underline;
}

static void stands_where_it_should(struct vt *v, const char *keys) {
    int row, column;
    vt_cursor(v, &row, &column);
    bool right =
        vt_row(v, row)[0] == '>' || strncmp(vt_row(v, row), "  ", 2) == 0 || in_a_field(v, row, column) || column > 0;
    if (!right || !v->cursor_shown) fail_msg("after %s the cursor is at %d %d: %s", keys, row, column, vt_row(v, row));
}

/* Wherever one gets to, the cursor is shown and stands on what is selected: in the row that ">" marks, on the line that says
 * that there is none, or where one types. Screen readers and braille lines follow it and nothing else. */
static void on_every_screen(void **state) {
    static const char *const places[] = {"",
                                         "F3",
                                         "F3 6",
                                         "F3 8",
                                         "F3 9",
                                         "F4",
                                         "F4 Enter",
                                         "F5",
                                         "F5 3",
                                         "F5 6",
                                         "F5 7",
                                         "F5 8",
                                         "F5 0",
                                         "F6",
                                         "F6 9",
                                         "F7",
                                         "F8",
                                         "F8 Enter",
                                         "F9",
                                         "F9 3",
                                         "F9 4",
                                         "F9 7",
                                         "F9 8",
                                         "F9 9",
                                         "F9 0",
                                         "0",
                                         "F2",
                                         "F2 王",
                                         "F10",
                                         "1",
                                         "F2 日志 Enter",
                                         "1 3-2-501 Enter",
                                         "F2 zdrq Enter",
                                         "F2 3-2-501 Enter",
                                         "F2 星体花园南区3 Enter"};
    const char *environment[] = {*state, NULL};
    struct vt v;
    vt_forget_drafts();
    vt_start_with(&v, &(struct vt_choice){.environment = environment});
    assert_true(vt_wait(&v, "F1 帮助", 20000));
    vt_settle(&v);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        vt_keys(&v, places[i]);
        stands_where_it_should(&v, places[i]);
        vt_keys(&v, "Down");
        stands_where_it_should(&v, places[i]);
        if (strcmp(places[i], "F10") == 0) vt_keys(&v, "Enter");
        vt_send(&v, "F2 今日 Enter");
        vt_settle(&v);
    }
    vt_stop(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(on_every_screen, (void *)(uintptr_t) "YIZHAN_THEME=high-contrast"),
        cmocka_unit_test(on_the_selected_row),
        cmocka_unit_test(in_the_cell_while_typing),
        cmocka_unit_test(marks_and_rare_characters),
        cmocka_unit_test(a_line_longer_than_the_screen),
        cmocka_unit_test(in_the_fields_of_a_form),
        cmocka_unit_test(a_message_under_a_field),
        cmocka_unit_test(nothing_steals_it),
    };
    return cmocka_run_group_tests_name("vt cursor", tests, NULL, NULL);
}
