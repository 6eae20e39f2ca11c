/* Whatever ends the program, the terminal is as it was: line editing and echo, the first screen, the cursor, pastes. */
#include "support/vt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>

enum { PATIENCE_MS = 20000 };

static bool said(const struct vt *v, const char *bytes) {
    return strstr(yz_buffer_string(&v->sent), bytes) != NULL;
}

static void expect_restored(struct vt *v) {
    assert_false(v->alternate);
    assert_true(v->cursor_shown);
    assert_true(pty_restored(&v->pty));
    assert_true(said(v, "\033[?2004l"));
    assert_true(said(v, "\033[?1049l"));
}

static void expect_taken(struct vt *v) {
    assert_true(v->alternate);
    assert_false(pty_restored(&v->pty));
    assert_true(said(v, "\033[?2004h"));
}

static void by_the_keys(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    expect_taken(&v);
    vt_send(&v, "F10 F10");
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    assert_true(WIFEXITED(v.pty.status));
    assert_int_equal(WEXITSTATUS(v.pty.status), 0);
    expect_restored(&v);
    vt_stop(&v);
}

static void by_signal(int number, bool in_a_form) {
    struct vt v;
    vt_start(&v);
    vt_keys(&v, in_a_form ? "1 3-2-501 Enter Tab 王" : "F2 zhang");
    expect_taken(&v);
    kill(v.pty.pid, number);
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    assert_true(WIFEXITED(v.pty.status));
    expect_restored(&v);
    vt_stop(&v);
}

static void by_sigterm(void **state) {
    (void)state;
    by_signal(SIGTERM, false);
}

static void by_sighup(void **state) {
    (void)state;
    by_signal(SIGHUP, true);
}

/* What was typed in the form when the signal came is offered the next time. */
static void the_draft_after_a_signal(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "1 3-2-501 Enter");
    if (vt_shows(&v, "草稿")) vt_keys(&v, "Esc");
    vt_keys(&v, "Tab 草稿甲");
    kill(v.pty.pid, SIGTERM);
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    vt_stop(&v);
    vt_start(&v);
    vt_keys(&v, "1 3-2-501 Enter");
    vt_expect(&v, "草稿");
    vt_keys(&v, "Enter");
    vt_expect(&v, "草稿甲");
    vt_stop(&v);
}

/* The line to the terminal is cut: nobody is there to say goodbye to, but the program must not go on for ever. */
static void by_hanging_up(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F2 li");
    pty_hang_up(&v.pty);
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    vt_stop(&v);
}

/* A crash, too. A sanitizer that catches the signal first prints its report instead. */
static void by_a_crash(void **state) {
    struct vt v;
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip();
#endif
    if (getenv("YZ_VALGRIND")) skip();
    vt_start(&v);
    kill(v.pty.pid, SIGSEGV);
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    assert_true(WIFSIGNALED(v.pty.status));
    expect_restored(&v);
    vt_stop(&v);
}

/* Ctrl-C and Ctrl-\\ are keys like others: they end nothing. Ctrl-S and Ctrl-Q do not stop the screen. */
static void keys_that_are_no_signals(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    pty_write(&v.pty, "\003\034\021\023\032", 5);
    vt_settle(&v);
    vt_expect(&v, "撤销：办结（2026-"); /* an older act: asked first */
    vt_keys(&v, "Esc F2 zhang");
    vt_expect(&v, "查找 zhang");
    vt_stop(&v);
}

/* Nothing is said on the way that is not meant for the terminal's own screen. */
static void leaves_nothing_behind(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_send(&v, "F10 F10");
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    for (int row = 0; row < v.rows; row++) assert_string_equal(vt_row(&v, row), "");
    vt_stop(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_the_keys),
        cmocka_unit_test(by_sigterm),
        cmocka_unit_test(by_sighup),
        cmocka_unit_test(the_draft_after_a_signal),
        cmocka_unit_test(by_hanging_up),
        cmocka_unit_test(by_a_crash),
        cmocka_unit_test(keys_that_are_no_signals),
        cmocka_unit_test(leaves_nothing_behind),
    };
    return cmocka_run_group_tests_name("vt leave", tests, NULL, NULL);
}
