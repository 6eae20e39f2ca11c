/* Forms, seen through a screen: every editor, checks when a field is left, saving, leaving. */
#include "ui/form.h"
#include "ui/match.h"
#include "support/ui_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include <cmocka.h>

#include "base/text.h"

struct seen {
    char left[32], birth[32], sex[32], guardian[32], papers[64], consent[8], amount[16];
    int saved, drafts;
};

struct screen {
    struct yz_form form;
    struct seen *seen;
};

static void check_name(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    (void)ctx;
    (void)room;
    if (strchr(text, '7')) yz_find_error(f, name, text, "姓名里不能有数字", "例：张小明");
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    static const struct yz_option people[] = {
        {"p:1", "张建国", "户主"}, {"p:2", "李芳", "配偶"}, {"p:3", "张小红", "女儿"}};
    static const struct yz_option papers[] = {{"birth", "出生医学证明", ""}, {"id", "监护人身份证", "原件"}};
    static const struct yz_option kinds[] = {{"a", "新办", ""}, {"b", "变更", ""}};
    const struct yz_option *from = strcmp(field, "guardian") == 0 ? people
                                   : strcmp(field, "papers") == 0 ? papers
                                                                  : kinds;
    size_t count = from == people ? 3 : 2, n = 0;
    (void)ctx;
    (void)form;
    for (size_t i = 0; i < count && n < max; i++) {
        if (yz_matches(from[i].label, typed)) out[n++] = from[i];
    }
    return n;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct screen *s = ctx;
    s->seen->drafts++;
    snprintf(s->seen->left, sizeof s->seen->left, "%s", field);
    if (strcmp(field, "birth") == 0) yz_form_set(form, "days", "剩 85 天");
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    (void)ctx;
    return strcmp(field, "why") != 0 || *yz_form_get(form, "consent");
}

static void check(void *ctx, struct yz_form *form, struct yz_findings *f) {
    (void)ctx;
    if (strcmp(yz_form_get(form, "amount"), "13.00") == 0) yz_find_error(f, "", "13", "金额不合规定", "");
}

static const struct yz_form_events events = {.options = options, .left = left, .visible = visible, .check = check};

static const struct yz_form_field fields[] = {
    {.name = "head", .label = N_("新生儿"), .editor = YZ_EDIT_HEADING},
    {.name = "name", .label = N_("姓名"), .help = N_("可以后补，例：张小明"), .room = 48, .check = check_name},
    {.name = "birth", .label = N_("出生日期"), .editor = YZ_EDIT_MOMENT, .flags = YZ_FORM_REQUIRED},
    {.name = "days", .label = N_("期限"), .editor = YZ_EDIT_SHOW},
    {.name = "kind", .label = N_("办理"), .editor = YZ_EDIT_CHOICE},
    {.name = "guardian", .label = N_("监护人"), .editor = YZ_EDIT_LOOKUP, .flags = YZ_FORM_REQUIRED},
    {.name = "papers", .label = N_("材料"), .editor = YZ_EDIT_TICKS},
    {.name = "consent", .label = N_("监护人同意"), .editor = YZ_EDIT_FLAG},
    {.name = "why", .label = N_("同意方式")},
    {.name = "amount", .label = N_("金额"), .editor = YZ_EDIT_MONEY},
};

static enum yz_status open_form(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct screen *s = state;
    (void)target;
    s->seen = yz_ui_user(ui);
    return yz_form_open(&s->form, fields, sizeof fields / sizeof *fields, &events, s);
}

static void close_form(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct screen *)state)->form);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct screen *)state)->form, area, true);
}

static void save(struct yz_ui *ui, struct screen *s) {
    struct seen *n = s->seen;
    if (!yz_form_check(&s->form)) {
        yz_ui_say(ui, YZ_ROLE_ERROR, "还不能保存");
        return;
    }
    n->saved++;
    snprintf(n->birth, sizeof n->birth, "%s", yz_form_get(&s->form, "birth"));
    snprintf(n->sex, sizeof n->sex, "%s", yz_form_get(&s->form, "kind"));
    snprintf(n->guardian, sizeof n->guardian, "%s", yz_form_get(&s->form, "guardian"));
    snprintf(n->papers, sizeof n->papers, "%s", yz_form_get(&s->form, "papers"));
    snprintf(n->consent, sizeof n->consent, "%s", yz_form_get(&s->form, "consent"));
    snprintf(n->amount, sizeof n->amount, "%s", yz_form_get(&s->form, "amount"));
    yz_form_saved(&s->form);
    yz_ui_say(ui, YZ_ROLE_GOOD, "已保存");
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct screen *s = state;
    if (yz_form_input(&s->form, ui, in)) return true;
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    save(ui, s);
    return true;
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_form_editing(&((struct screen *)state)->form);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_form_cursor(&((struct screen *)state)->form, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    yz_form_status(&((struct screen *)state)->form, out, room);
}

static void paint_home(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    (void)state;
    yz_paint(area, 0, 0, area.columns, YZ_ROLE_TEXT, "首页内容");
}

static bool home_input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)state;
    if (in->request == YZ_REQ_OPEN) yz_ui_open(ui, &YZ_TARGET("form", YZ_NO_KIND, 0));
    return in->request == YZ_REQ_OPEN;
}

static const struct yz_screen home_screen = {.name = "home", .title = "今日", .paint = paint_home, .input = home_input};
static const struct yz_screen form_screen = {.name = "form",
                                             .title = "登记",
                                             .size = sizeof(struct screen),
                                             .open = open_form,
                                             .close = close_form,
                                             .paint = paint,
                                             .input = input,
                                             .editing = editing,
                                             .cursor = cursor,
                                             .status = status};
static const struct yz_screen *const screens[] = {&home_screen, &form_screen, NULL};

static struct seen seen;

static void run(const char *script) {
    char whole[4096];
    memset(&seen, 0, sizeof seen);
    snprintf(whole, sizeof whole, "size 80 24\nkey Enter\nexpect 登记\n%s", script);
    ui_script(screens, &seen, whole);
}

static void a_form_is_filled_and_saved(void **state) {
    (void)state;
    run("type 张小明\nkey Tab\ntype 20261118 0320\nkey Enter\nexpect 2026-11-18 03:20\nexpect 剩 85 天\ntype 2\n"
        "expect [变更]\nkey Enter\ntype lf\nexpect 李芳\nreject 张建国\nkey Enter\nkey Space\nkey Space\n"
        "expect [x] 出生医学证明\nexpect [x] 监护人身份证\nkey Tab\nkey Space\nkey Tab\ntype 当面\nkey Tab\n"
        "type 400\nkey Enter\nexpect 已保存\nexpect 400.00\n");
    assert_int_equal(seen.saved, 1);
    assert_string_equal(seen.birth, "2026-11-18 03:20");
    assert_string_equal(seen.sex, "b");
    assert_string_equal(seen.guardian, "p:2");
    assert_string_equal(seen.papers, "birth,id");
    assert_string_equal(seen.consent, "yes");
    assert_string_equal(seen.amount, "400.00");
}

static void a_wrong_field_says_so_and_stops_nobody(void **state) {
    (void)state;
    run("key Tab\ntype 不是\nkey Tab\nexpect ! 不是日期和时间\nexpect 例：2026-11-18 03:20\nkey Tab\nkey Shift-Tab\n"
        "key Shift-Tab\nkey Ctrl-U\nreject 不是日期\ntype -1\nkey Tab\nexpect 2026-11-22\nreject 不是日期\n");
    run("type 张7\nkey Down\nexpect ! 姓名里不能有数字\nexpect 例：张小明\n");
}

static void saving_names_every_failing_field(void **state) {
    (void)state;
    run("type 张7\nkey Ctrl-S\nexpect 还不能保存\nexpect ! 姓名里不能有数字\nexpect ! 还没有填\nexpect-cursor 2 17\n");
    assert_int_equal(seen.saved, 0);
    run("key Tab\ntype 今天\nkey Tab\nkey Tab\ntype 没有\nkey Ctrl-S\nexpect ! 没有“没有”这一项\nexpect 还不能保存\n");
    run("key Tab\ntype 今天\nkey Tab\nkey Tab\ntype zjg\nkey Shift-Tab\nexpect 张建国\nkey Up\nkey Up\nkey Up\n"
        "type 13\nkey Ctrl-S\nexpect 还不能保存\nkey Esc\nkey Tab\n");
    assert_int_equal(seen.saved, 0);
}

/* What fits nothing stays typed, and stays in the way, however often one saves. */
static void what_fits_nothing_is_not_dropped(void **state) {
    (void)state;
    run("key Tab\ntype 今天\nkey Tab\ntype 没有\nkey Tab\ntype zjg\nkey Ctrl-S\nexpect 还不能保存\n"
        "expect ! 没有“没有”这一项\nkey Ctrl-S\nexpect 还不能保存\nexpect ! 没有“没有”这一项\nkey Tab\nkey Shift-Tab\n"
        "key Ctrl-S\nexpect 还不能保存\n");
    assert_int_equal(seen.saved, 0);
    run("key Tab\ntype 今天\nkey Tab\ntype 没有\nkey Tab\ntype zjg\nkey Ctrl-S\nkey Ctrl-U\nreject 这一项\nkey Ctrl-S\n"
        "expect 已保存\n");
    assert_int_equal(seen.saved, 1);
}

static void esc_leaves_the_field_and_asks_only_after_a_change(void **state) {
    (void)state;
    run("key Esc\nexpect 首页内容\n");
    run("key Tab\nkey Tab\nkey Esc\nexpect 首页内容\n");
    run("type 张\nkey Esc\nexpect 再按 Esc 离开\nkey Esc\nexpect 离开吗？\nkey Esc\nexpect 登记\nkey Enter\ntype 三\n"
        "expect 张三\nkey Esc\nkey Esc\nkey Enter\nexpect 首页内容\n");
    assert_true(seen.drafts >= 2);
    run("type 张\nkey Esc\ntype 7三\nexpect 张7三\n"); /* typed after Esc: not a key of it is lost */
}

static void the_cursor_stands_in_the_exact_cell(void **state) {
    (void)state;
    run("expect-cursor 2 14\ntype 张a三\nexpect-cursor 2 19\nkey Left\nexpect-cursor 2 17\nkey Left\n"
        "expect-cursor 2 16\nkey Backspace\nexpect-cursor 2 14\nexpect a三\nkey Home\nkey End\n"
        "expect-cursor 2 17\n");
}

static void a_paste_is_literal_and_ctrl_z_takes_it_back(void **state) {
    (void)state;
    run("paste 张\\n小\\t明?/\nexpect 张 小 明?/\nkey Ctrl-Z\nreject 张 小\nkey Ctrl-Z\ntype 李\nexpect 李\n");
}

static void a_small_window_scrolls_to_the_field(void **state) {
    (void)state;
    run("size 60 8\nkey Shift-Tab\nexpect 金额\nreject 姓名\nkey Tab\nexpect 姓名\nexpect-cursor 1 14\nsize 20 4\n"
        "expect 窗口太小\ntype 张\nsize 80 24\nexpect 张\n");
}

static void a_lookup_shows_names_while_typing(void **state) {
    (void)state;
    run("key Tab\nkey Tab\nkey Tab\nexpect 张建国\nexpect 户主\nkey Down\nkey Down\nkey Enter\nkey Shift-Tab\n"
        "expect 李芳\nreject 户主x\n");
    run("key Tab\nkey Tab\nkey Tab\ntype zx\nexpect > 张小红\nreject 李芳\nkey Backspace\nexpect 张建国\nkey Esc\n"
        "expect 李芳\n");
}

static void matching_knows_pinyin(void **state) {
    (void)state;
    assert_true(yz_matches("汉族", "hz"));
    assert_true(yz_matches("汉族", "han"));
    assert_true(yz_matches("汉族", "hanz"));
    assert_true(yz_matches("汉族", "族"));
    assert_true(yz_matches("汉族", ""));
    assert_true(yz_matches("ABC", "ｂ"));
    assert_false(yz_matches("汉族", "zh"));
    assert_false(yz_matches_start("汉族", "族"));
    assert_true(yz_matches("重庆", "chongq"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_filled_and_saved),
        cmocka_unit_test(a_wrong_field_says_so_and_stops_nobody),
        cmocka_unit_test(saving_names_every_failing_field),
        cmocka_unit_test(what_fits_nothing_is_not_dropped),
        cmocka_unit_test(esc_leaves_the_field_and_asks_only_after_a_change),
        cmocka_unit_test(the_cursor_stands_in_the_exact_cell),
        cmocka_unit_test(a_paste_is_literal_and_ctrl_z_takes_it_back),
        cmocka_unit_test(a_small_window_scrolls_to_the_field),
        cmocka_unit_test(a_lookup_shows_names_while_typing),
        cmocka_unit_test(matching_knows_pinyin),
    };
    ui_script_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
