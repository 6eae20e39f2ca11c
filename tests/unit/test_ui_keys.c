/* The table of keys: every name known, no key with two meanings in one place, everything within reach of an input method. */
#include "ui/keys.h"
#include "support/ui_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include <cmocka.h>

static bool next(const char **p, char out[32]) {
    *p += strspn(*p, " ");
    size_t n = strcspn(*p, " ");
    if (n == 0 || n >= 32) return false;
    memcpy(out, *p, n);
    out[n] = '\0';
    *p += n;
    return true;
}

static void names_are_keys(void **state) {
    char name[32];
    (void)state;
    for (size_t i = 0; i < yz_key_rows; i++) {
        for (const char *p = yz_key_table[i].keys; next(&p, name);) {
            if (yz_key_named(name) == 0) fail_msg("no key is named %s", name);
        }
    }
    assert_int_equal(yz_key_named("Ctrl-"), 0);
    assert_int_equal(yz_key_named("F13"), 0);
    assert_int_equal(yz_key_named("Nothing"), 0);
    assert_int_equal(yz_key_named("张"), 0x5F20);
}

/* What the table says is what the dispatcher does: so no key can have been given away twice. */
static void table_and_dispatch_agree(void **state) {
    char name[32];
    (void)state;
    for (size_t i = 0; i < yz_key_rows; i++) {
        const struct yz_key_row *row = &yz_key_table[i];
        for (const char *p = row->keys; next(&p, name);) {
            for (unsigned where = YZ_IN_LIST; where <= YZ_IN_FIELD; where++) {
                int number = 0;
                if (!(row->where & where)) continue;
                if (yz_key_request(yz_key_named(name), where, &number) != row->request)
                    fail_msg("%s does something else than the table says", name);
            }
        }
    }
}

/* With an input method on, letters do not arrive: each request needs a key that is not one. */
static void no_action_needs_a_letter(void **state) {
    char name[32];
    (void)state;
    for (int request = YZ_REQ_HELP; request < YZ_REQ_COUNT; request++) {
        bool within_reach =
            request == YZ_REQ_PICK || request == YZ_REQ_SEARCH_NEXT; /* extras: arrows and Ctrl-F do it */
        for (size_t i = 0; i < yz_key_rows; i++) {
            if ((int)yz_key_table[i].request != request) continue;
            for (const char *p = yz_key_table[i].keys; next(&p, name);) within_reach |= strlen(name) > 1;
        }
        if (!within_reach) fail_msg("request %d has only letters", request);
    }
}

static void full_width_signs_are_commands_in_lists(void **state) {
    int number = 0;
    (void)state;
    assert_int_equal(yz_key_request(0xFF1F, YZ_IN_LIST, &number), YZ_REQ_HELP); /* ？ */
    assert_int_equal(yz_key_request(0xFF0F, YZ_IN_LIST, &number), YZ_REQ_FIND); /* ／ */
    assert_int_equal(yz_key_request(0xFF1A, YZ_IN_LIST, &number), YZ_REQ_FIND); /* ： */
    assert_int_equal(yz_key_request(0x3001, YZ_IN_LIST, &number), YZ_REQ_FIND); /* 、 */
    assert_int_equal(yz_key_request(0x3000, YZ_IN_LIST, &number), YZ_REQ_MARK); /* ideographic space */
    assert_int_equal(yz_key_request(0xFF13, YZ_IN_LIST, &number), YZ_REQ_PICK); /* ３ */
    assert_int_equal(number, 3);
    assert_int_equal(yz_key_request(0xFF1F, YZ_IN_FIELD, &number), YZ_REQ_TEXT);
    assert_int_equal(yz_key_request('/', YZ_IN_FIELD, &number), YZ_REQ_TEXT);
    assert_int_equal(yz_key_request('q', YZ_IN_LIST, &number), YZ_REQ_NONE);
}

static void controls_are_never_text(void **state) {
    int number = 0;
    (void)state;
    for (yz_key key = 0; key < 32; key++) assert_int_not_equal(yz_key_request(key, YZ_IN_FIELD, &number), YZ_REQ_TEXT);
    for (yz_key key = 0x7F; key < 0xA0; key++)
        assert_int_not_equal(yz_key_request(key, YZ_IN_FIELD, &number), YZ_REQ_TEXT);
    assert_int_equal(yz_key_unified('\n'), '\r');
    assert_int_equal(yz_key_unified(127), yz_key_named("Backspace"));
    assert_int_equal(yz_key_unified(8), yz_key_named("Backspace"));
}

static void labels_are_for_people(void **state) {
    char label[24];
    (void)state;
    assert_string_equal(yz_key_label(YZ_REQ_FIND, YZ_IN_LIST, label), "F2");
    assert_string_equal(yz_key_label(YZ_REQ_MARK, YZ_IN_LIST, label), "空格");
    assert_string_equal(yz_key_label(YZ_REQ_MARK, YZ_IN_FIELD, label), "");
    assert_string_equal(yz_key_label(YZ_REQ_PICK, YZ_IN_LIST, label), "1-9");
    assert_string_equal(yz_key_label(YZ_PICK_TO(3), YZ_IN_LIST, label), "1-3");
    assert_string_equal(yz_key_label(YZ_PICK_TO(1), YZ_IN_LIST, label), "1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_keys),           cmocka_unit_test(table_and_dispatch_agree),
        cmocka_unit_test(no_action_needs_a_letter), cmocka_unit_test(full_width_signs_are_commands_in_lists),
        cmocka_unit_test(controls_are_never_text),  cmocka_unit_test(labels_are_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
