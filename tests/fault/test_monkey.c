/* A monkey at the real interface: keys, texts, pastes, rubbish and sizes by dice. Nothing crashes, every end leaves the
 * terminal as it was, what was being typed is there as a draft, and the file is whole. YZ_MONKEY=SEED replays one that failed;
 * its last keys are told. */
#include "service/session.h"
#include "store/store_private.h"
#include "support/fault.h"
#include "support/station.h"
#include "support/vt.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { SHORT = 2000, LONG = 100000, SITTING = 250, TOGETHER = 6, KEPT = 48, SETTLE_MS = 400, PATIENCE_MS = 30000 };

static const char *const keys[] = {"Enter", "Esc",       "Tab",   "Space", "Backspace", "Up",   "Down", "Left", "Right",
                                   "Home",  "End",       "PgUp",  "PgDn",  "Delete",    "F1",   "F2",   "F3",   "F4",
                                   "F5",    "F6",        "F7",    "F8",    "F9",        "F10",  "Down", "Down", "Tab",
                                   "Enter", "Shift-Tab", "Enter", "Up",    "Enter",     "Down", "Tab"};
static const char *const texts[] = {"张",
                                    "zhang",
                                    "3-2-501",
                                    "1",
                                    "2",
                                    "7",
                                    "0",
                                    "j",
                                    "?",
                                    "小宝",
                                    "13812345678",
                                    "2026-11-18",
                                    "是",
                                    "女",
                                    "U530123456",
                                    "明天",
                                    "p:7.1",
                                    "/",
                                    "一二三四五六七八九十",
                                    "😀",
                                    "𠮷",
                                    "a\xcc\x81",
                                    "200",
                                    "李",
                                    "+3",
                                    "h:7.12",
                                    "5",
                                    "3"};
static const char *const rubbish[] = {"\xff\xfe",     "\xe4\xbd",      "\033[",
                                      "\033[<0;5;5M", "\033[999;999R", "\033O",
                                      "\033[1;5A",    "\033]0;x\007",  "\033[200~张\n三\033[201~",
                                      "\033[I",       "\x80\x81",      "\033[3;5~"};

static struct monkey {
    struct vt v;
    uint32_t seed, dice;
    size_t events, sittings, ends, homes;
    char last[KEPT][32];
} m;

static void give_up(const char *what) {
    struct yz_buffer b = {0};
    for (size_t i = m.events > KEPT ? m.events - KEPT : 0; i < m.events; i++)
        yz_buffer_printf(&b, " %s", m.last[i % KEPT]);
    fail_msg("%s, after %zu events; replay with YZ_MONKEY=%u; the last ones:%s", what, m.events, m.seed,
             yz_buffer_string(&b));
}

#define PICK(list) (list)[dice(&m.dice, sizeof(list) / sizeof *(list))]

static void note(const char *name) {
    snprintf(m.last[m.events++ % KEPT], sizeof *m.last, "%s", name);
}

static void press(const char *name) {
    char bytes[32];
    const char *key = vt_key_bytes(m.v.type, name, bytes);
    note(name);
    pty_write(&m.v.pty, key, strlen(key));
}

static void type(const char *bytes) {
    note(bytes);
    pty_write(&m.v.pty, bytes, strlen(bytes));
}

static bool ended(void) {
    return pty_ended(&m.v.pty, 0);
}

static void resize(void) {
    char name[32];
    bool usual = dice(&m.dice, 2);
    int rows = usual ? 24 : 1 + (int)dice(&m.dice, 60), columns = usual ? 80 : 1 + (int)dice(&m.dice, 200);
    snprintf(name, sizeof name, "size-%dx%d", columns, rows);
    note(name);
    m.v.rows = rows;
    m.v.columns = columns;
    vterm_set_size(m.v.term, rows, columns);
    pty_resize(&m.v.pty, rows, columns);
}

static void one_event(void) {
    char name[8];
    uint32_t lot = dice(&m.dice, 100);
    if (lot < 64) press(PICK(keys));
    else if (lot < 82) type(PICK(texts));
    else if (lot < 91) {
        snprintf(name, sizeof name, "Ctrl-%c", (char)('A' + dice(&m.dice, 26)));
        press(name);
    } else if (lot < 95) type(PICK(rubbish));
    else if (lot < 98) {
        snprintf(name, sizeof name, "%c", (char)(' ' + dice(&m.dice, 95)));
        type(name);
    } else resize();
}

/* Ended by its own will or by ours: in order, and the terminal is as it was. */
static void expect_restored(void) {
    if (!WIFEXITED(m.v.pty.status)) give_up("it crashed");
    if (WEXITSTATUS(m.v.pty.status) != 0 && WEXITSTATUS(m.v.pty.status) != 128 + SIGTERM) give_up("it ended badly");
    if (m.v.alternate) give_up("the first screen did not come back");
    if (!m.v.cursor_shown) give_up("the cursor is hidden");
    if (!pty_restored(&m.v.pty)) give_up("line editing is not as it was");
    m.ends++;
}

static void stop(void) {
    if (m.v.pty.pid > 0) kill(m.v.pty.pid, SIGTERM);
    if (!pty_ended(&m.v.pty, PATIENCE_MS)) give_up("told to end, it went on");
    expect_restored();
    vt_stop(&m.v);
}

/* --- a draft from wherever the monkey is --- */

static bool draft_holds(const char *text) {
    struct yz_store *s;
    bool holds = false;
    if (yz_store_open(vt_station(), &s) != YZ_OK) give_up(yz_message());
    struct yz_query *q = yz_sql(s, "SELECT 1 FROM draft WHERE instr(json, ?1)");
    yz_bind_text(q, 1, text);
    holds = yz_next(q);
    yz_done(q);
    yz_store_close(s);
    return holds;
}

/* Back to the first screen by Esc alone, whatever is open. */
static bool go_home(void) {
    vt_resize(&m.v, 24, 80);
    for (int i = 0; i < 24 && !ended(); i++) {
        if (vt_shows(&m.v, "已锁定")) vt_keys(&m.v, "Enter");
        if (strstr(vt_row(&m.v, 0), "今日") && !vt_shows(&m.v, "Esc")) return true;
        vt_send(&m.v, "Esc");
        pty_read(&m.v.pty, 120);
        if (!ended()) pty_settle(&m.v.pty, SETTLE_MS);
    }
    return !ended() && strstr(vt_row(&m.v, 0), "今日");
}

static void a_draft_survives(void) {
    char text[24];
    if (!go_home()) return;
    snprintf(text, sizeof text, "稿%zu", m.sittings);
    vt_keys(&m.v, "1 1-1-101 Enter");
    if (vt_shows(&m.v, "草稿")) vt_keys(&m.v, "Esc");
    if (!vt_shows(&m.v, "新生儿")) return;
    vt_keys(&m.v, "Tab");
    vt_keys(&m.v, text);
    if (!vt_shows(&m.v, text)) return; /* no field that takes it */
    stop();
    m.homes++;
    if (!draft_holds(text)) give_up("what was being typed is lost");
    vt_start(&m.v);
}

static void a_monkey_at_the_keys(void **state) {
    size_t most = fault_share(fault_full() ? LONG : SHORT);
    const char *seed = getenv("YZ_MONKEY");
    struct yz_store *s;
    struct yz_verdict v;
    (void)state;
    m.seed = m.dice = seed ? (uint32_t)strtoul(seed, NULL, 10) : 20261123;
    vt_start(&m.v);
    while (m.events < most) {
        for (int i = 0; i < TOGETHER; i++) one_event();
        pty_read(&m.v.pty, 5);
        if (!ended()) pty_settle(&m.v.pty, SETTLE_MS);
        yz_buffer_clear(&m.v.sent);
        if (ended()) {
            expect_restored();
            vt_stop(&m.v);
            vt_start(&m.v);
        } else if (m.events / SITTING > m.sittings) {
            m.sittings++;
            a_draft_survives();
        }
    }
    stop();
    printf("# %zu events of the monkey (seed %u), %zu ends in order, %zu drafts found again\n", m.events, m.seed,
           m.ends, m.homes);
    if (yz_store_open(vt_station(), &s) != YZ_OK) give_up(yz_message());
    if (yz_store_verify(s, &v) != YZ_OK || yz_store_doctor(s, false, &v) != YZ_OK) give_up(yz_message());
    yz_store_close(s);
    assert_true(m.homes > 0);
}

static int begin(void **state) {
    (void)state;
    char *home = getenv("HOME"); /* files that the monkey writes stay there */
    yz_session_kinds();
    return home ? chdir(home) : 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_monkey_at_the_keys)};
    return cmocka_run_group_tests(tests, begin, NULL);
}
