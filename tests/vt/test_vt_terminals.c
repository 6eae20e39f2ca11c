/* Terminals and locales of every sort: the same program comes up, takes keys and paints. */
#include "support/vt.h"

#include <langinfo.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

/* A lap: home, the one line, a household, back; then out. */
static void lap(struct vt *v) {
    char where[64], bytes[32];
    if (!vt_wait(v, "今日", PATIENCE_MS)) fail_msg("no first screen: %s", yz_buffer_string(&v->sent));
    vt_settle(v);
    vt_keys(v, vt_key_bytes(v->type, "F2", bytes) ? "F2" : "/");
    vt_keys(v, "3-2-501");
    vt_expect(v, "3-2-501");
    vt_keys(v, "Down Up Enter");
    vt_expect(v, "成员");
    if (vt_half(v, where)) fail_msg("half a character at %s", where);
    vt_keys(v, "Esc Esc");
    vt_expect(v, "今日");
    vt_send(v, vt_key_bytes(v->type, "F10", bytes) ? "F10 F10" : "");
    if (vt_key_bytes(v->type, "F10", bytes)) assert_true(pty_ended(&v->pty, PATIENCE_MS));
    vt_stop(v);
}

static void terminal_type(void **state) {
    struct vt v;
    char bytes[32];
    const char *type = *state;
    if (!vt_key_bytes(type, "Up", bytes)) skip(); /* this machine does not describe it */
    vt_start_with(&v, &(struct vt_choice){.type = type});
    lap(&v);
}

static void language_c(void **state) {
    static const char *const c[] = {"LC_ALL=C", NULL};
    struct vt v;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.environment = c});
    lap(&v);
}

static void no_locale_at_all(void **state) {
    static const char *const none[] = {"LC_ALL=", "LANG=", "LC_CTYPE=", NULL};
    struct vt v;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.environment = none});
    lap(&v);
}

/* A locale that may have to be made first. */
static void gb18030(void **state) {
    static const char *environment[] = {NULL, "LC_ALL=zh_CN.GB18030", NULL};
    char path[640], command[2400];
    struct vt v;
    (void)state;
    locale_t locale = newlocale(LC_CTYPE_MASK, "zh_CN.GB18030", NULL);
    bool always_utf8 = locale && strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0; // musl's are all of them
    if (locale) freelocale(locale);
    if (always_utf8) skip();
    const char *place = vt_station();
    snprintf(path, sizeof path, "LOCPATH=%.600s.locales", place);
    snprintf(command, sizeof command,
             "mkdir -p '%.600s.locales' && cd '%.600s.locales' && localedef -i zh_CN -f GB18030 ./zh_CN.GB18030 2> "
             "/dev/null; "
             "test -s '%.600s.locales/zh_CN.GB18030/LC_CTYPE'",
             place, place, place);
    if (system(command) != 0) skip();
    environment[0] = path;
    vt_start_with(&v, &(struct vt_choice){.environment = environment, .charset = "GB18030"});
    if (!vt_wait(&v, "今日", PATIENCE_MS)) fail_msg("no first screen: %s", yz_buffer_string(&v.sent));
    vt_settle(&v);
    vt_keys(&v, "F2 王");
    vt_expect(&v, "查找 王");
    vt_expect_cursor(&v, 21, 7);
    vt_expect(&v, "王*");
    vt_keys(&v, "Backspace 3-2-501 Enter");
    vt_expect(&v, "成员");
    /* Ornaments that GB terminals show two columns wide are not used. */
    assert_null(strstr(yz_buffer_string(&v.sent), "\xA8\x44")); /* … is A1 AD, ─ A9 A4 there */
    assert_null(strstr(yz_buffer_string(&v.sent), "\xA9\xA4"));
    vt_stop(&v);
}

/* SGR 30…37, 39…47, 90… and 38;5: a colour was set. */
static bool coloured(const char *sent) {
    for (const char *p = sent; (p = strstr(p, "\033[")) != NULL;) {
        p += 2;
        size_t n = strspn(p, "0123456789;");
        if (p[n] != 'm') continue;
        for (const char *q = p; q < p + n; q += strcspn(q, ";m") + 1) {
            long code = strtol(q, NULL, 10);
            if ((code >= 30 && code <= 38) || (code >= 40 && code <= 48) || (code >= 90 && code <= 107)) return true;
        }
    }
    return false;
}

static void colours_of(const char *setting, bool wanted) {
    const char *environment[] = {setting, NULL};
    struct vt v;
    vt_start_with(&v, &(struct vt_choice){.environment = environment});
    assert_true(vt_wait(&v, "今日", PATIENCE_MS));
    vt_settle(&v);
    vt_keys(&v, "F2 zhang");
    vt_expect(&v, "查找 zhang");
    assert_int_equal(coloured(yz_buffer_string(&v.sent)), wanted);
    vt_stop(&v);
}

static void colours(void **state) {
    (void)state;
    colours_of("NO_COLOR=", true);
    colours_of("NO_COLOR=1", false);
    colours_of("YIZHAN_THEME=mono", false);
    colours_of("YIZHAN_THEME=high-contrast", false);
}

/* The form has a rule, an ellipsis and quotation marks: on a terminal that shows these two columns wide others stand there. */
static void expect_width(struct vt *v, bool wide) {
    vt_keys(v, "1 3-2-501 Enter");
    vt_expect(v, "新生儿姓名");
    vt_expect(v, wide ? "----------" : "──────────");
    vt_expect(v, wide ? "~" : "…");
    if (wide) vt_reject(v, "…");
    if (wide) vt_reject(v, "─");
}

static void start_asked(struct vt *v, const char *setting) {
    const char *environment[] = {setting, NULL};
    vt_forget_drafts();
    vt_start_with(v, &(struct vt_choice){.environment = environment});
    assert_true(vt_wait(v, "F1 帮助", PATIENCE_MS));
    vt_settle(v);
}

static void told_how_wide(void **state) {
    struct vt v;
    (void)state;
    for (int wide = 0; wide <= 1; wide++) {
        start_asked(&v, wide ? "YIZHAN_AMBIGUOUS=wide" : "YIZHAN_AMBIGUOUS=narrow");
        assert_null(strstr(yz_buffer_string(&v.sent), "\033[6n"));
        expect_width(&v, wide);
        vt_stop(&v);
    }
}

/* Asked, the terminal answers where its cursor is behind one such character; or does not, and nobody waits. */
static void asked_how_wide(void **state) {
    static const char *const answers[] = {"", "\033[2;2R", "\033[2;3R"};
    struct vt v;
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        start_asked(&v, "YIZHAN_AMBIGUOUS=");
        assert_non_null(strstr(yz_buffer_string(&v.sent), "\033[6n"));
        pty_write(&v.pty, answers[i], strlen(answers[i]));
        vt_settle(&v);
        vt_expect(&v, "今日");
        expect_width(&v, i == 2);
        vt_stop(&v);
    }
}

/* The answer is no key: not even in the middle of what is typed. */
static void an_answer_that_comes_late(void **state) {
    struct vt v;
    (void)state;
    start_asked(&v, "YIZHAN_AMBIGUOUS=");
    vt_keys(&v, "F2 王");
    pty_write(&v.pty, "\033[2;3R", 6);
    vt_settle(&v);
    vt_keys(&v, "a");
    assert_string_equal(vt_row(&v, 21), "查找 王a");
    vt_expect_cursor(&v, 21, 8);
    vt_stop(&v);
}

static void unknown_terminal(void **state) {
    /* ncurses keeps a little memory of its own when it does not know the terminal. */
    static const char *const odd[] = {"TERM=no-such-terminal", "ASAN_OPTIONS=detect_leaks=0", NULL};
    struct vt v;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.environment = odd});
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    assert_true(WIFEXITED(v.pty.status));
    assert_int_equal(WEXITSTATUS(v.pty.status), 2);
    vt_expect(&v, "no-such-terminal");
    assert_true(pty_restored(&v.pty));
    vt_stop(&v);
}

/* One that cannot move the cursor is refused like one that is not known. */
static void no_cursor(void **state) {
    static const char *const odd[] = {"TERM=dumb", "ASAN_OPTIONS=detect_leaks=0", NULL};
    struct vt v;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.environment = odd});
    assert_true(pty_ended(&v.pty, PATIENCE_MS));
    assert_int_equal(WEXITSTATUS(v.pty.status), 2);
    vt_expect(&v, "dumb");
    vt_stop(&v);
}

/* TERM names another terminal than the one that sends, as often with PuTTY: function keys still do what they say. */
static void keys_of_another(void **state) {
    struct vt v;
    char bytes[32];
    (void)state;
    if (!vt_key_bytes("linux", "F2", bytes) || !vt_key_bytes("xterm", "F2", bytes)) skip();
    vt_start_with(&v, &(struct vt_choice){.type = "linux"});
    assert_true(vt_wait(&v, "今日", PATIENCE_MS));
    vt_settle(&v);
    strcpy(v.type, "xterm");
    vt_keys(&v, "F2");
    vt_expect(&v, "查找 ");
    vt_stop(&v);
}

static void english(void **state) {
    static const char *const words[] = {"--lang", "en", NULL};
    struct vt v;
    (void)state;
    vt_start_with(&v, &(struct vt_choice){.arguments = words});
    assert_true(vt_wait(&v, "F1 Help", PATIENCE_MS));
    vt_settle(&v);
    vt_reject(&v, "帮助");
    vt_stop(&v);
}

int main(void) {
    static const char *const types[] = {"vt100", "linux",         "screen", "screen-256color",
                                        "tmux",  "tmux-256color", "xterm",  "xterm-mono"};
    struct CMUnitTest tests[24] = {
        cmocka_unit_test(language_c),     cmocka_unit_test(no_locale_at_all),          cmocka_unit_test(gb18030),
        cmocka_unit_test(colours),        cmocka_unit_test(unknown_terminal),          cmocka_unit_test(english),
        cmocka_unit_test(no_cursor),      cmocka_unit_test(keys_of_another),           cmocka_unit_test(told_how_wide),
        cmocka_unit_test(asked_how_wide), cmocka_unit_test(an_answer_that_comes_late),
    };
    size_t n = 11;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        tests[n++] = (struct CMUnitTest){types[i], terminal_type, NULL, NULL, (void *)(uintptr_t)types[i]};
    return _cmocka_run_group_tests("vt terminals", tests, n, NULL, NULL);
}
