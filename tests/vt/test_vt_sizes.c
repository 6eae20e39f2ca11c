/* Every size: no half characters, the same cells as the screen that scripts dump, and a way back from 1×1. */
#include "support/vt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include <stdio.h>
#include <unistd.h>

enum { LEAST = 40, MOST = 120 };

static const struct {
    const char *name, *keys;
} screens[] = {
    {"today", ""},
    {"found people", "F2 zhang"},
    {"a household", "F2 3-2-501 Enter"},
    {"the newborn's form", "1 3-2-501 Enter Tab"},
    {"the journal", "F9"},
    {"help", "F1"},
};

/* The keys as lines of a script. */
static void script_keys(FILE *f, const char *keys) {
    char name[64], bytes[32];
    for (const char *p = keys; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        snprintf(name, sizeof name, "%.*s", (int)n, p);
        fprintf(f, "%s %s\n", vt_key_bytes("xterm-256color", name, bytes) ? "key" : "type", name);
        p += n;
    }
}

/* What the same program paints offscreen, one dump after another in a file. */
static FILE *offscreen(const char *keys) {
    char script[600], dump[600], command[2400];
    snprintf(script, sizeof script, "%s.script", vt_station());
    snprintf(dump, sizeof dump, "%s.dump", vt_station());
    unlink(dump);
    FILE *f = fopen(script, "w");
    assert_non_null(f);
    fprintf(f, "size 80 24\n");
    script_keys(f, keys);
    for (int columns = LEAST; columns <= MOST; columns++) fprintf(f, "size %d 24\ndump %s\n", columns, dump);
    fclose(f);
    snprintf(
        command, sizeof command,
        "TERM=xterm-256color LC_ALL=C.UTF-8 YIZHAN_NOW=2026-11-23T19:30:00 TZ=Asia/Shanghai '%s' -f '%s' --script '%s'",
        getenv("YIZHAN") ? getenv("YIZHAN") : "build/yizhan", vt_station(), script);
    assert_int_equal(system(command), 0);
    f = fopen(dump, "r");
    assert_non_null(f);
    return f;
}

static void same_as(struct vt *v, FILE *dump) {
    char line[4096];
    int row, column, wanted_row, wanted_column;
    for (int y = 0; y < v->rows; y++) {
        assert_non_null(fgets(line, sizeof line, dump));
        line[strcspn(line, "\n")] = '\0';
        assert_string_equal(vt_row(v, y), line);
    }
    assert_non_null(fgets(line, sizeof line, dump));
    assert_int_equal(sscanf(line, "cursor %d %d", &wanted_row, &wanted_column), 2);
    vt_cursor(v, &row, &column);
    assert_int_equal(row, wanted_row);
    assert_int_equal(column, wanted_column);
}

static int sign_ins(void) {
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    int n = -1;
    assert_int_equal(sqlite3_open_v2(vt_station(), &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM journal WHERE verb='sign-in'", -1, &q, NULL),
                     SQLITE_OK);
    if (sqlite3_step(q) == SQLITE_ROW) n = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

/* Signing in is noted when the screen first has nothing to do; what is compared begins after that. */
static void start_noted(struct vt *v) {
    int before = sign_ins();
    vt_start(v);
    for (int i = 0; i < 200 && sign_ins() == before; i++) usleep(50000);
    assert_int_equal(sign_ins(), before + 1);
}

static void every_width_of(const char *keys) {
    struct vt v;
    char where[64];
    start_noted(&v);
    FILE *dump = offscreen(keys);
    vt_keys(&v, keys);
    for (int columns = LEAST; columns <= MOST; columns++) {
        vt_resize(&v, 24, columns);
        if (vt_half(&v, where)) fail_msg("half a character at %s with %d columns", where, columns);
        same_as(&v, dump);
    }
    fclose(dump);
    vt_stop(&v);
}

static void every_width(void **state) {
    every_width_of(*state);
}

static void back_from_one_cell(void **state) {
    struct vt v;
    struct yz_buffer before = {0};
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F9 Down Down Down");
    vt_dump(&v, &before);
    vt_resize(&v, 1, 1);
    vt_keys(&v, "Down Up");
    vt_resize(&v, 40, 120);
    vt_expect(&v, "系统");
    vt_resize(&v, 24, 80);
    vt_expect_dump(&v, yz_buffer_string(&before));
    yz_buffer_free(&before);
    vt_stop(&v);
}

/* What is being typed, and where, outlives every size. */
static void typing_through_sizes(void **state) {
    static const int sizes[][2] = {{1, 1}, {2, 200}, {200, 2}, {8, 40}, {7, 39}, {3, 3}, {50, 132}, {24, 80}};
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_keys(&v, "F2 张 小 Left");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) vt_resize(&v, sizes[i][0], sizes[i][1]);
    assert_string_equal(vt_row(&v, 21), "查找 张小");
    vt_expect_cursor(&v, 21, 7);
    vt_stop(&v);
}

static void too_small_says_so(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    vt_resize(&v, 6, 30);
    vt_expect(&v, "窗口太小");
    vt_resize(&v, 24, 80);
    vt_reject(&v, "窗口太小");
    vt_expect(&v, "今日");
    vt_stop(&v);
}

/* Sizes that change faster than they are painted. */
static void a_window_being_dragged(void **state) {
    struct vt v;
    (void)state;
    vt_start(&v);
    for (int i = 0; i < 200; i++) {
        pty_resize(&v.pty, 5 + i % 40, 20 + i * 7 % 120);
        pty_read(&v.pty, 0);
    }
    vt_resize(&v, 24, 80);
    vt_keys(&v, "Ctrl-L");
    vt_expect(&v, "今日");
    vt_expect(&v, "F1 帮助");
    vt_stop(&v);
}

int main(void) {
    struct CMUnitTest tests[16] = {
        cmocka_unit_test(back_from_one_cell),
        cmocka_unit_test(typing_through_sizes),
        cmocka_unit_test(too_small_says_so),
        cmocka_unit_test(a_window_being_dragged),
    };
    size_t n = 4;
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++)
        tests[n++] = (struct CMUnitTest){screens[i].name, every_width, NULL, NULL, (void *)(uintptr_t)screens[i].keys};
    return _cmocka_run_group_tests("vt sizes", tests, n, NULL, NULL);
}
