/* Lists, the frame and the stack, seen through their screens: a source of a million rows, and one over an array. */
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "support/ui_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include <cmocka.h>

enum { MILLION = 1000000 };

struct row {
    int64_t id;
    char name[32];
};

/* What the test changes under the screen, and counts. */
static struct {
    int64_t gone_from, gone_to; /* ids that are not there (any more) */
    int64_t fetched;
    int opened, closed, refreshed;
} data;

static bool is_there(int64_t id) {
    return id >= 1 && id <= MILLION && (id < data.gone_from || id > data.gone_to);
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    (void)ctx;
    struct row *rows = out;
    int64_t id = from ? ((const struct row *)from)->id : direction > 0 ? 0 : MILLION + 1;
    *count = 0;
    for (id += direction; id >= 1 && id <= MILLION && *count < max; id += direction) {
        if (!is_there(id)) continue;
        memset(&rows[*count], 0, sizeof rows[*count]);
        rows[*count].id = id;
        snprintf(rows[(*count)++].name, sizeof rows->name, "居民%lld号", (long long)id);
        data.fetched++;
    }
    return YZ_OK;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    (void)ctx;
    const struct row *r = row;
    if (column == 0) snprintf(out, room, "%s", r->name);
    if (column == 1) snprintf(out, room, "%lld", (long long)r->id);
    if (column == 2) snprintf(out, room, "住在星体花园南区，这是很长很长的一段说明");
}

static const struct yz_column columns[] = {
    {N_("姓名"), 10, 16, 1, YZ_LEFT}, {N_("编号"), 8, 10, 3, YZ_RIGHT}, {N_("地址"), 18, 0, 2, YZ_LEFT}};
static const struct yz_list_source paged = {.row_size = sizeof(struct row), .fetch = fetch, .cell = cell};
static const struct yz_list_source whole = {.row_size = sizeof(struct row), .cell = cell};

struct screen {
    struct yz_list list;
    struct row rows[5];
};

static enum yz_status open_paged(struct yz_ui *ui, void *state, const struct yz_target *target) {
    (void)ui;
    (void)target;
    yz_list_open(&((struct screen *)state)->list, &paged, NULL, columns, 3);
    data.opened++;
    return YZ_OK;
}

static enum yz_status open_array(struct yz_ui *ui, void *state, const struct yz_target *target) {
    static const char *const names[] = {"张小明", "李芳", "王建国", "曾\033[31m丽", "Lee e\u0301"};
    struct screen *s = state;
    (void)ui;
    (void)target;
    for (size_t i = 0; i < 5; i++) {
        s->rows[i].id = (int64_t)i + 1;
        strcpy(s->rows[i].name, names[i]);
    }
    yz_list_open(&s->list, &whole, NULL, columns, 3);
    yz_list_array(&s->list, s->rows, 5);
    data.opened++;
    return YZ_OK;
}

static enum yz_status open_refused(struct yz_ui *ui, void *state, const struct yz_target *target) {
    (void)ui;
    (void)state;
    (void)target;
    return yz_fail(YZ_REFUSED, "没有这一户\033]0;x\007");
}

static void close_list(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct screen *)state)->list);
    data.closed++;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct screen *)state)->list, area, true);
}

static void answered(struct yz_ui *ui, void *state, const char *answer) {
    (void)state;
    yz_ui_say(ui, YZ_ROLE_GOOD, "答：%s。", answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct screen *s = state;
    if (yz_list_input(&s->list, in)) return true;
    switch (in->request) {
    case YZ_REQ_OPEN:
        yz_ui_open(ui, &YZ_TARGET("array", YZ_PERSON, ((const struct row *)yz_list_selected(&s->list))->id));
        return true;
    case YZ_REQ_NEW: yz_ui_open(ui, &YZ_TARGET("refused", YZ_NO_KIND, 0)); return true;
    case YZ_REQ_SAVE: /* as if another terminal had removed rows */
        data.gone_from = 101;
        data.gone_to = 105;
        yz_ui_changed(ui);
        return true;
    case YZ_REQ_EDIT: yz_ui_ask_line(ui, "原因", NULL, answered); return true;
    case YZ_REQ_DELETE: yz_ui_ask(ui, "删去？", "删去", answered); return true;
    default: return false;
    }
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct screen *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct screen *)state)->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    data.refreshed++;
    yz_list_reload(&((struct screen *)state)->list);
    return YZ_OK;
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看这一户")}, {YZ_REQ_MARK, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_screen paged_screen = {.name = "paged",
                                              .title = "总表",
                                              .help = "一百万行。\n",
                                              .size = sizeof(struct screen),
                                              .open = open_paged,
                                              .close = close_list,
                                              .paint = paint,
                                              .input = input,
                                              .editing = editing,
                                              .cursor = cursor,
                                              .refresh = refresh,
                                              .hints = hints};
static const struct yz_screen array_screen = {.name = "array",
                                              .title = "小表",
                                              .size = sizeof(struct screen),
                                              .open = open_array,
                                              .close = close_list,
                                              .paint = paint,
                                              .input = input,
                                              .editing = editing,
                                              .cursor = cursor,
                                              .function_key = YZ_REQ_GRIDS};
static const struct yz_screen refused_screen = {.name = "refused", .title = "无", .open = open_refused, .paint = paint};
static const struct yz_screen *const screens[] = {&paged_screen,   &array_screen,   &refused_screen,
                                                  &yz_help_screen, &yz_lock_screen, NULL};

static int setup(void **state) {
    (void)state;
    memset(&data, 0, sizeof data);
    data.gone_from = MILLION + 1;
    return 0;
}

static void only_the_rows_shown_are_read(void **state) {
    (void)state;
    ui_script(screens, NULL, "size 80 24\nexpect > 居民1号\nexpect 居民20号\nreject 居民21号\nexpect-cursor 2 0\n");
    assert_in_range(data.fetched, 20, 21);
    ui_script(screens, NULL,
              "size 80 24\nkey End\nexpect > 居民1000000号\nexpect 居民999981号\nexpect-cursor 21 0\n"
              "key Up\nexpect > 居民999999号\nkey Home\nexpect > 居民1号\nkey Up\nexpect > 居民1号\n");
    assert_in_range(data.fetched, 60, 140);
}

static void moving_goes_row_by_row_and_page_by_page(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey j\nkey Down\nexpect > 居民3号\nkey k\nexpect > 居民2号\n"
              "key PgDn\nexpect > 居民21号\nexpect-cursor 3 0\nkey PgUp\nexpect > 居民2号\n"
              "key G\nkey Down\nexpect > 居民1000000号\nkey PgDn\nexpect > 居民1000000号\nkey g\n"
              "key PgUp\nexpect > 居民1号\n");
}

static void a_size_change_keeps_the_selected_row(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey PgDn\nkey PgDn\nkey Down\nkey Down\nexpect > 居民41号\nsize 80 8\n"
              "expect > 居民41号\nsize 1 1\nreject 居民\nsize 30 24\nexpect 窗口太小\nkey Down\n"
              "size 120 40\nexpect > 居民42号\nexpect 居民70号\n");
}

static void rows_that_go_leave_the_position(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey Ctrl-F\ntype 居民103号\nkey Enter\nexpect > 居民103号\nkey Ctrl-S\n"
              "reject 居民103号\nexpect 居民106号\nexpect 居民100号\nkey Down\nexpect >\n");
    assert_int_equal(data.refreshed, 1);
}

static void search_jumps_and_says_when_it_fails(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey Ctrl-F\nexpect 跳到\ntype 民300\nexpect > 居民300号\nkey Esc\nreject 跳到\n"
              "expect > 居民300号\nkey Home\nkey Ctrl-F\ntype 300号\nexpect > 居民300号\n"
              "key Enter\nkey n\nexpect > 居民1300号\n");
}

static void a_filter_hides_and_esc_shows_again(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey F6\nexpect 小表\nexpect > 张小明\nkey Ctrl-T\ntype wjg\nexpect > 王建国\nreject 张小明\n"
              "key Enter\nexpect > 王建国\nkey Esc\nexpect > 王建国\nexpect 张小明\nkey Ctrl-T\ntype 没有的\n"
              "expect 没有含这些字的行\nkey Esc\nexpect 张小明\nkey Esc\nexpect 总表\n");
}

static void data_never_reaches_the_terminal_raw(void **state) {
    (void)state;
    ui_script(screens, NULL, "size 80 24\nkey F6\nexpect 曾\u241b[31m丽\nexpect Lee e\u0301\n");
    ui_script(screens, NULL, "size 80 24\nkey Ctrl-N\nexpect 没有这一户\nexpect 总表\nreject \007\n");
}

static void columns_give_way_and_cuts_are_marked(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nexpect 编号\nexpect 地址\nsize 40 24\nexpect 姓名\nexpect 地址\nexpect …\n"
              "reject 编号\n");
}

static void marks_stay_while_moving(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey Space\nexpect > 居民2号\nkey Space\nexpect  *居民1号\nkey PgDn\nkey Home\n"
              "expect >*居民1号\nkey Space\nkey Up\nexpect > 居民1号\n");
}

static void the_stack_keeps_positions_and_opens_nothing_twice(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey Down\nkey Down\nkey Enter\nexpect 小表\nkey Down\nexpect > 李芳\nkey F6\n"
              "expect > 张小明\nkey Esc\nexpect > 李芳\nkey Esc\nexpect > 居民3号\nkey Enter\n"
              "expect > 张小明\nkey Esc\nkey Esc\nexpect 总表\n");
    assert_int_equal(data.opened, data.closed);
}

static void help_comes_from_the_table_and_filters(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nexpect F1 帮助\nexpect Enter 看这一户\nkey ？\nexpect 帮助  总表\n"
              "expect 一百万行。\nexpect F2\nkey Ctrl-T\ntype 重画\nexpect Ctrl-L\nreject 一百万行\n"
              "key Esc\nkey Esc\nexpect 总表\n");
}

static void the_lock_hides_everything(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey F10\nexpect 已锁定\nreject 居民\nkey Esc\nkey F1\nkey F2\ntype abc\n"
              "expect 已锁定\nkey Enter\nexpect > 居民1号\n");
    assert_int_equal(ui_script_status(screens, NULL, "key F10\nkey F10\nexpect 不会到这里\n"), YZ_OK);
}

static void questions_take_what_an_input_method_gives(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nkey Delete\nexpect 删去？  Enter 删去  Esc 不\nkey Esc\nreject 答\nkey Delete\nkey ｙ\n"
              "expect 答：。\nkey Ctrl-E\nkey Enter\nexpect 原因\nexpect 不能空着：原因\ntype 家属询问\nexpect-cursor "
              "22 23\nkey Enter\n"
              "expect 答：家属询问。\nkey Ctrl-E\npaste 一\\n二\nkey Enter\nexpect 答：一 二。\n");
}

static void pastes_do_no_harm_in_lists(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\npaste GGjjq\nexpect > 居民1号\nexpect 这里不能粘贴\nkey q\n"
              "expect 没有作用\nkey F3\nexpect F3 在这里没有作用\n");
}

static void few_bytes_are_written(void **state) {
    (void)state;
    ui_script(screens, NULL,
              "size 80 24\nexpect-bytes 20000\nkey Ctrl-L\nexpect-bytes 2500\nkey Down\nexpect-bytes 200\nkey Down\n"
              "expect-bytes 200\nkey PgDn\nkey End\nkey Home\nkey PgDn\nkey PgUp\nkey Up\nexpect-bytes 20000\n");
    ui_script(screens, NULL, "size 80 24\nkey PgDn\nkey PgDn\nkey PgUp\nkey PgDn\nwait idle\nexpect-bytes 20000\n");
}

static void a_scrolled_line_is_scrolled(void **state) {
    (void)state;
    char script[1024] = "size 80 24\n";
    for (int i = 0; i < 19; i++) strcat(script, "key Down\n");
    strcat(script, "expect-cursor 21 0\nexpect-bytes 20000\nkey Down\nexpect > 居民21号\nexpect-bytes 600\nkey Down\n"
                   "expect-bytes 600\n");
    ui_script(screens, NULL, script);
}

static void a_script_fails_with_its_line(void **state) {
    (void)state;
    int kept = dup(STDERR_FILENO); // stderr itself is no variable everywhere
    assert_non_null(freopen("/dev/null", "w", stderr));
    enum yz_status status = ui_script_status(screens, NULL, "# nothing\nsize 80 24\nexpect 没有的字\n");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    assert_int_equal(status, YZ_REFUSED);
    assert_non_null(strstr(yz_message(), ":3:"));
    assert_non_null(strstr(yz_message(), "没有的字"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_the_rows_shown_are_read, setup),
        cmocka_unit_test_setup(moving_goes_row_by_row_and_page_by_page, setup),
        cmocka_unit_test_setup(a_size_change_keeps_the_selected_row, setup),
        cmocka_unit_test_setup(rows_that_go_leave_the_position, setup),
        cmocka_unit_test_setup(search_jumps_and_says_when_it_fails, setup),
        cmocka_unit_test_setup(a_filter_hides_and_esc_shows_again, setup),
        cmocka_unit_test_setup(data_never_reaches_the_terminal_raw, setup),
        cmocka_unit_test_setup(columns_give_way_and_cuts_are_marked, setup),
        cmocka_unit_test_setup(marks_stay_while_moving, setup),
        cmocka_unit_test_setup(the_stack_keeps_positions_and_opens_nothing_twice, setup),
        cmocka_unit_test_setup(help_comes_from_the_table_and_filters, setup),
        cmocka_unit_test_setup(the_lock_hides_everything, setup),
        cmocka_unit_test_setup(questions_take_what_an_input_method_gives, setup),
        cmocka_unit_test_setup(pastes_do_no_harm_in_lists, setup),
        cmocka_unit_test_setup(few_bytes_are_written, setup),
        cmocka_unit_test_setup(a_scrolled_line_is_scrolled, setup),
        cmocka_unit_test_setup(a_script_fails_with_its_line, setup),
    };
    ui_script_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
