/* A line of 9600 baud, as to a far-off counter: each key is answered within a quarter of a second. What is typed and what is
 * selected comes first, of another screen its title; the rest may follow. */
#include "support/vt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { BUDGET = 240 }; /* bytes in 0.25 s at 9600 baud, ten bits a byte */

/* How the terminal looked when it had got so many bytes: row `row`. */
static void row_after(const struct vt *v, size_t bytes, int row, char *out, size_t room) {
    struct vt then = {.rows = v->rows, .columns = v->columns};
    then.term = vterm_new(then.rows, then.columns);
    assert_non_null(then.term);
    vterm_set_utf8(then.term, 1);
    then.screen = vterm_obtain_screen(then.term);
    vterm_screen_enable_altscreen(then.screen, 1);
    vterm_screen_reset(then.screen, 1);
    vterm_input_write(then.term, yz_buffer_string(&v->sent), bytes);
    snprintf(out, room, "%s", vt_row(&then, row));
    vterm_free(then.term);
}

/* Presses a key; `title` or the row of the cursor must be there within the budget, when not all is. */
static void answered(struct vt *v, const char *key, bool title) {
    char early[4096];
    int row = 0, column;
    size_t before = v->sent.length;
    vt_keys(v, key);
    if (v->sent.length - before <= BUDGET) return;
    if (!title) vt_cursor(v, &row, &column);
    row_after(v, before + BUDGET, row, early, sizeof early);
    if (strcmp(early, vt_row(v, row)) == 0) return;
    fail_msg("%s on %s: %zu bytes, and after %d row %d is still \"%s\"", key, v->type, v->sent.length - before, BUDGET,
             row, early);
}

static void each(struct vt *v, const char *keys, bool title) {
    char all[512];
    snprintf(all, sizeof all, "%s", keys);
    for (char *rest = all, *key; (key = strsep(&rest, " ")) != NULL;) answered(v, key, title);
}

/* The clues typed, the lists moved through, the forms filled in. */
static void a_morning(struct vt *v) {
    static const char *const main_screens[] = {"F3", "F5", "F6", "F7", "F8"};
    for (size_t i = 0; i < sizeof main_screens / sizeof *main_screens; i++) {
        each(v, main_screens[i], true);
        each(v, "Down Down Up", false);
        each(v, "Tab Esc", true);
    }
    each(v, "F2", true);
    each(v, "z h a n g Backspace Down Down Down Up", false);
    each(v, "Enter Esc Esc F9", true);
    each(v, "Down Down Down Down Up", false);
    for (int i = 0; i < 24; i++) answered(v, "Down", false);
    each(v, "Esc F4", true);
    each(v, "Down Down Up", false);
    each(v, "Enter", true);
    each(v, "Down 1 2 Up", false);
    each(v, "Esc Esc 1", true);
    each(v, "3 - 2 - 5 0 1", false);
    each(v, "Enter", true);
    each(v, "Tab 王 小 Tab 男 Tab 2 0 2 6 1 1 1 8 Tab U530123456 Tab Space Tab Space Down", false);
}

static void on(void **state) {
    struct vt v;
    char bytes[32];
    if (!vt_key_bytes(*state, "F2", bytes)) skip(); /* this machine does not describe it */
    vt_forget_drafts();
    vt_start_with(&v, &(struct vt_choice){.type = *state, .speed = B9600});
    assert_true(vt_wait(&v, "F1 帮助", 20000));
    vt_settle(&v);
    a_morning(&v);
    vt_stop(&v);
}

int main(void) {
    static const char *const types[] = {"xterm-256color", "linux", "vt100"};
    struct CMUnitTest tests[sizeof types / sizeof *types];
    size_t n = 0;
    for (; n < sizeof types / sizeof *types; n++)
        tests[n] = (struct CMUnitTest){types[n], on, NULL, NULL, (void *)(uintptr_t)types[n]};
    return _cmocka_run_group_tests("vt slow", tests, n, NULL, NULL);
}
