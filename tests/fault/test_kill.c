/* Three writers, killed at any moment, again and again: what was acknowledged is there, and the file verifies. */
#include "store/store_private.h"
#include "support/fault.h"
#include "support/station.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WRITERS = 3, SHORT = 25, LONG = 700, A_SITTING = 6 };

/* Writes residents until it is killed, also while it opens and closes; says each one's id only after the commit. */
static void write_until_killed(const char *path, int to, uint32_t seed) {
    struct yz_store *s;
    if (yz_store_open(path, &s) != YZ_OK) {
        fprintf(stderr, "%s\n", yz_message());
        _exit(1);
    }
    for (uint32_t i = seed;; i++) {
        if (i % A_SITTING == 0) {
            yz_store_close(s);
            if (yz_store_open(path, &s) != YZ_OK) _exit(2);
        }
        struct resident r = {0}, other = {0};
        resident_make(&r, i);
        resident_make(&other, i + 1);
        if (yz_act_begin(s, "write", seed) != YZ_OK || yz_put(s, &resident_kind, &r) != YZ_OK ||
            yz_put(s, &resident_kind, &other) != YZ_OK || yz_act_commit(s, NULL) != YZ_OK ||
            write(to, &r.id, sizeof r.id) != sizeof r.id) {
            fprintf(stderr, "%s\n", yz_message());
            _exit(1);
        }
    }
}

static void sleep_ms(long ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&t, &t) != 0 && errno == EINTR) {
    }
}

static void check(struct station *st, const int64_t *ids, size_t count) {
    struct resident r;
    struct yz_verdict v;
    station_open(st);
    for (size_t i = 0; i < count; i++)
        if (yz_get(st->store, &resident_kind, ids[i], &r) != YZ_OK)
            fail_msg("acknowledged, but lost: %s", yz_message());
    if (yz_store_verify(st->store, &v) != YZ_OK) fail_msg("%s", yz_message());
    if (yz_store_doctor(st->store, false, &v) != YZ_OK) fail_msg("%s", yz_message());
    station_close(st);
}

static void killed_writers_lose_nothing(void **state) {
    struct station st;
    static int64_t ids[1 << 20];
    size_t count = 0, kills = 0;
    int rounds = fault_full() ? LONG : (int)fault_share(SHORT);
    uint32_t d = 7;
    (void)state;
    station_make(&st);
    station_close(&st);
    for (int round = 0; round < rounds; round++) {
        pid_t pids[WRITERS];
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        for (int i = 0; i < WRITERS; i++)
            if ((pids[i] = fork()) == 0) write_until_killed(st.path, ends[1], (uint32_t)(round * 1000 + i * 100 + 1));
        close(ends[1]);
        /* However slow the machine, at least one act is acknowledged. */
        assert_int_equal(read(ends[0], &ids[count++], sizeof *ids), sizeof *ids);
        sleep_ms((long)dice(&d, 60));
        for (int i = 0; i < WRITERS; i++) {
            kill(pids[i], SIGKILL);
            kills++;
            waitpid(pids[i], &status, 0);
            assert_true(WIFSIGNALED(status));
        }
        while (count < sizeof ids / sizeof *ids && read(ends[0], &ids[count], sizeof *ids) == sizeof *ids) count++;
        close(ends[0]);
        if (round % 8 == 7) check(&st, ids, count);
    }
    assert_true(count >= (size_t)rounds);
    check(&st, ids, count);
    printf("# %zu kills of writers, %zu acts acknowledged, 0 lost\n", kills, count);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_writers_lose_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
