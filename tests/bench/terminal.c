/* The terminal as a person meets it: the program runs in a terminal of 80×24, keys are pressed, and what comes back is
 * timed and counted. Beside it the smallest ncurses and SQLite program (least.c) on the same file. */
#include "support/bench.h"
#include "support/pty.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS = 15, MOVES = 150, LINES_SCROLLED = 150, SETTLE_MS = 3000, ESC_MS = 300 };

static const char UP[] = "\033OA", DOWN[] = "\033OB", ENTER[] = "\r", ESC[] = "\033", F1[] = "\033OP", F2[] = "\033OQ",
                  F9[] = "\033[20~";
static const char *const environment[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "ESCDELAY=", "NO_COLOR=", NULL};

/* Key → last byte of what it painted. */
struct keys {
    struct bench_samples ms, bytes;
};

struct run {
    const char *path;
    struct pty pty;
    struct keys move, scroll, type, open, all;
};

static size_t disturbed;

static double waited(const struct run *r) {
    return bench_waited(0) + bench_waited(r->pty.pid);
}

/* From then to the last byte read, less what both sides waited for a machine that was busy with others. Negative: that
 * was most of it, and the sample tells nothing. */
static double until_paint(const struct run *r, double from, double before) {
    double wall = r->pty.last - from, others = r->pty.waited + bench_waited(r->pty.pid) - before;
    return others < wall / 2 ? wall - others : -1;
}

static bool start(struct run *r, bool least, double *ms) {
    static char folder[4096], program[4200];
    const char *build = getenv("BUILD"), *ours = getenv("YIZHAN");
    snprintf(folder, sizeof folder, "%s", build ? build : "build");
    snprintf(program, sizeof program, "%s/tests/bench/least", folder);
    const char *const small[] = {program, r->path, NULL};
    const char *const big[] = {ours ? ours : "build/yizhan", "-f", r->path, NULL};
    double before = bench_waited(0), from = bench_ms();
    r->pty = (struct pty){0};
    if (!pty_start(&r->pty, 24, 80, least ? small : big, environment)) return false;
    pty_read(&r->pty, SETTLE_MS);
    pty_settle(&r->pty, SETTLE_MS);
    *ms = until_paint(r, from, before);
    return r->pty.pid > 0 && r->pty.bytes > 200;
}

static bool leave(struct run *r) {
    kill(r->pty.pid, SIGTERM);
    bool ended = pty_ended(&r->pty, SETTLE_MS);
    pty_stop(&r->pty);
    return ended;
}

static double press(struct run *r, struct keys *k, const char *key) {
    pty_mark(&r->pty);
    double before = waited(r), from = bench_ms();
    r->pty.last = from;
    pty_write(&r->pty, key, strlen(key));
    if (key == ESC) pty_read(&r->pty, ESC_MS); /* it may be the beginning of another key: nothing happens for a while */
    pty_settle(&r->pty, SETTLE_MS);
    double ms = r->pty.bytes > 0 ? until_paint(r, from, before) : 0;
    if (!k || r->pty.bytes == 0) return ms;
    bench_add(&k->bytes, (double)r->pty.bytes);
    if (ms < 0) {
        disturbed++;
        return ms;
    }
    bench_add(&k->ms, ms);
    bench_add(&r->all.ms, ms);
    return ms;
}

static void press_each(struct run *r, struct keys *k, const char *text) {
    for (char key[2] = ""; *text; text++) {
        key[0] = *text;
        press(r, k, key);
    }
}

static void free_keys(struct keys *k) {
    bench_free(&k->ms);
    bench_free(&k->bytes);
}

static void free_run(struct run *r) {
    struct keys *all[] = {&r->move, &r->scroll, &r->type, &r->open, &r->all};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free_keys(all[i]);
}

/* --- what is done ----------------------------------------------------------------------------------------------------- */

/* A morning of looking people up: typed by pinyin, initials and address, moved through, opened, closed again. */
static void look_up(struct run *r) {
    static const char *const clues[] = {"zhangx", "lm", "3-2-501", "1380", "wangw", "xse", "liq", "yjx"};
    for (size_t i = 0; i < sizeof clues / sizeof *clues; i++) {
        press(r, &r->open, F2);
        press_each(r, &r->type, clues[i]);
        for (int n = 0; n < MOVES / 16; n++) press(r, &r->move, DOWN);
        for (int n = 0; n < MOVES / 16; n++) press(r, &r->move, UP);
        press(r, &r->open, ENTER);
        press(r, &r->open, F1);
        for (int n = 0; n < 4; n++) press(r, NULL, ESC);
    }
}

/* The journal, the longest list there is, line by line past the end of the screen. */
static void scroll(struct run *r, const char *way_in) {
    press(r, &r->open, way_in);
    for (int n = 0; n < 24; n++) press(r, NULL, DOWN);
    for (int n = 0; n < LINES_SCROLLED; n++) press(r, &r->scroll, DOWN);
    press(r, NULL, ESC);
}

static double escape(struct run *r) {
    struct bench_samples s = {0};
    for (int i = 0; i < 9; i++) {
        press(r, NULL, F2);
        bench_add(&s, press(r, NULL, ESC));
    }
    double worst = bench_at(&s, 100);
    bench_free(&s);
    return worst;
}

/* --- the table ---------------------------------------------------------------------------------------------------------- */

static char of[40]; /* "" or ", 1000000 people" */

static void tell(const char *name, const char *unit, double value, double raw, double budget) {
    char whole[160];
    snprintf(whole, sizeof whole, "%s%s", name, of);
    bench_tell(&(struct bench_figure){.name = whole,
                                      .unit = unit,
                                      .value = value,
                                      .raw = raw,
                                      .raw_is = raw > 0 ? "the smallest ncurses + SQLite program" : NULL,
                                      .budget = budget});
}

static bool first_paint(struct run *ours, struct run *least, double factor) {
    struct bench_samples a = {0}, b = {0};
    bool good = true;
    double ms, bytes = 0, least_bytes = 0;
    /* The first of each only fills the file cache; one that others disturbed is made up for. */
    for (int i = 0; good && i <= 4 * STARTS && (a.count < STARTS || b.count < STARTS); i++) {
        good = start(ours, false, &ms);
        if (i && ms >= 0) bench_add(&a, ms);
        bytes = (double)ours->pty.bytes;
        good = good && leave(ours) && start(least, true, &ms);
        if (i && ms >= 0) bench_add(&b, ms);
        least_bytes = (double)least->pty.bytes;
        good = good && leave(least);
    }
    good = good && a.count && b.count;
    if (good) {
        tell("first useful paint, median", "ms", bench_at(&a, 50), bench_at(&b, 50), 8 * factor);
        tell("first screen", "B", bytes, least_bytes, 2500 * factor);
    }
    bench_free(&a);
    bench_free(&b);
    return good;
}

static void tell_keys(struct run *ours, struct run *least, double factor) {
    tell("key to paint, all keys, median", "ms", bench_at(&ours->all.ms, 50), bench_at(&least->all.ms, 50),
         0.4 * factor);
    tell("key to paint, all keys, p99", "ms", bench_at(&ours->all.ms, 99), bench_at(&least->all.ms, 99), 3 * factor);
    tell("  cursor move, median", "ms", bench_at(&ours->move.ms, 50), bench_at(&least->move.ms, 50), 0);
    tell("  scrolled line, median", "ms", bench_at(&ours->scroll.ms, 50), bench_at(&least->scroll.ms, 50), 0);
    tell("  character in the one line, median", "ms", bench_at(&ours->type.ms, 50), 0, 0);
    tell("  screen opened, median", "ms", bench_at(&ours->open.ms, 50), 0, 0);
    tell("cursor move, median", "B", bench_at(&ours->move.bytes, 50), bench_at(&least->move.bytes, 50), 200);
    tell("scrolled line, median", "B", bench_at(&ours->scroll.bytes, 50), bench_at(&least->scroll.bytes, 50), 600);
}

static void memory(struct run *ours, struct run *least, double factor) {
    long now = pty_memory(&ours->pty, false), most = pty_memory(&ours->pty, true);
    if (!now) return;
    tell("resident memory after these screens", "KiB", (double)now, (double)pty_memory(&least->pty, false),
         24 * 1024 * factor);
    tell("resident memory, most", "KiB", (double)most, (double)pty_memory(&least->pty, true), 24 * 1024 * factor);
}

static void use_least(struct run *r) {
    for (int n = 0; n < MOVES / 8; n++) press(r, &r->move, n < MOVES / 16 ? DOWN : UP);
    for (int n = 0; n < 24; n++) press(r, NULL, DOWN);
    for (int n = 0; n < LINES_SCROLLED; n++) press(r, &r->scroll, DOWN);
}

static bool run_file(long people, double factor) {
    of[0] = '\0';
    if (people > 100000) snprintf(of, sizeof of, ", %ld people", people);
    const char *path = bench_station(people);
    struct run ours = {.path = path}, least = {.path = path};
    double ms;
    bool good = path && first_paint(&ours, &least, factor);
    good = good && start(&ours, false, &ms) && start(&least, true, &ms);
    if (good) {
        look_up(&ours);
        scroll(&ours, F9);
        use_least(&least);
        tell_keys(&ours, &least, factor);
        tell("Esc to paint, worst of 9", "ms", escape(&ours), 0, 60);
        memory(&ours, &least, factor);
        printf("%zu keys, %zu left out, others had the processor\n", ours.all.ms.count, disturbed);
        good = leave(&ours) && leave(&least);
    }
    free_run(&ours);
    free_run(&least);
    if (!good)
        fprintf(stderr, "the program did not start or end as it should, or others had the processor all the time\n");
    return good;
}

int main(void) {
    return bench_sizes(run_file);
}
