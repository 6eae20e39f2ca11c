/* 8 clerks and a report reader on one file: each clerk hears of needs, as fast as nobody types; the reader writes the ledger
 * of residents again and again. Nobody is told that the file is busy, every acknowledged act is there, and the time that an
 * act takes is told. */
#include "base/buffer.h"
#include "service/session.h"
#include "store/store_private.h"
#include "support/bench.h"
#include "support/fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yizhan/demo.h>
#include <yizhan/ledger.h>
#include <yizhan/lists.h>
#include <yizhan/net.h>

#include <cmocka.h>

enum { CLERKS = 8, SHORT_MS = 5000, LONG_MS = 60000, PAUSE_MS = 25 };

static char folder[64], path[96];

static void pause_ms(long ms) {
    struct timespec t = {0, ms * 1000000};
    nanosleep(&t, NULL);
}

static void refused(const char *who) {
    fprintf(stderr, "%s: %s\n", who, yz_message());
    _exit(1);
}

/* Says each act's time once it is acknowledged. */
static void clerk(int number, double until, int to) {
    struct yz_session *s;
    if (yz_session_open(path, &s) != YZ_OK) refused("a clerk");
    for (int i = 0; bench_ms() < until; i++) {
        struct yz_findings f = {0};
        struct yz_need n = {.field = 1 + i % 6,
                            .household = YZ_ID(yz_store_number(s->store), 1, 1 + (number * 7 + i) % 200)};
        snprintf(n.text, sizeof n.text, "第%d位办事员听到的第%d件事", number, i);
        double begun = bench_ms();
        if (yz_need_save(s, &n, &f) != YZ_OK) refused("a clerk");
        double took = bench_ms() - begun;
        yz_findings_free(&f);
        if (write(to, &took, sizeof took) != sizeof took) _exit(2);
        pause_ms(PAUSE_MS + number);
    }
    yz_session_close(s);
    _exit(0);
}

static void reader(double until, int to) {
    const struct yz_export_options o = {.kind = "residents"};
    struct yz_session *s;
    double reports = 0;
    if (yz_session_open(path, &s) != YZ_OK) refused("the reader");
    for (FILE *out; bench_ms() < until; reports++) {
        size_t rows = 0;
        if (!(out = fopen("/dev/null", "w")) || yz_export(s, &o, out, &rows) != YZ_OK || rows == 0)
            refused("the reader");
        fclose(out);
    }
    yz_session_close(s);
    reports = -reports; /* told apart from a time */
    _exit(write(to, &reports, sizeof reports) == sizeof reports ? 0 : 2);
}

static int make(void **state) {
    const struct yz_demo o = {.households = 700, .people = 2000, .seed = 7, .date = 20261123, .practice = true};
    (void)state;
    strcpy(folder, "/tmp/yz-load-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/station.db", folder);
    yz_session_kinds();
    if (yz_demo_write(path, &o) != YZ_OK) fail_msg("%s", yz_message());
    return 0;
}

static int unmake(void **state) {
    char command[96];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void a_busy_station(void **state) {
    int ends[2], status;
    pid_t pids[CLERKS + 1];
    struct bench_samples times = {0};
    struct yz_store *s;
    struct yz_verdict v;
    double time, reports = 0;
    (void)state;
    assert_int_equal(pipe(ends), 0);
    double until = bench_ms() + (fault_full() ? LONG_MS : SHORT_MS);
    for (int i = 0; i <= CLERKS; i++)
        if ((pids[i] = fork()) == 0) {
            if (i < CLERKS) clerk(i, until, ends[1]);
            else reader(until, ends[1]);
        }
    close(ends[1]);
    while (read(ends[0], &time, sizeof time) == sizeof time) {
        if (time < 0) reports = -time;
        else bench_add(&times, time);
    }
    close(ends[0]);
    for (int i = 0; i <= CLERKS; i++) {
        waitpid(pids[i], &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail_msg("somebody was refused: status %d", status);
    }
    printf(
        "# %d clerks, %zu acts, beside a reader of %.0f reports: an act takes %.1f ms, p99 %.1f ms, at most %.1f ms\n",
        CLERKS, times.count, reports, bench_at(&times, 50), bench_at(&times, 99), bench_at(&times, 100));
    if (yz_store_open(path, &s) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_sql_int(s, "SELECT count(*) FROM need WHERE text LIKE '第%位办事员%'", 0, 0), times.count);
    if (yz_store_verify(s, &v) != YZ_OK || yz_store_doctor(s, false, &v) != YZ_OK) fail_msg("%s", yz_message());
    yz_store_close(s);
    assert_true(reports >= 1 && times.count >= CLERKS);
    bench_free(&times);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_busy_station)};
    return cmocka_run_group_tests(tests, make, unmake);
}
