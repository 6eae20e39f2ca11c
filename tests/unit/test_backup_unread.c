/* A disk that does not answer once says nothing about a backup: it is neither bad, nor of another station, nor is what a
 * restore loses told wrongly. Each read fails in turn. */
#include "store/store_private.h"
#include "support/station.h"
#include "support/vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { IN_IT = 30, AFTER = 3 };

static struct station st;
static char copy[160];
static struct yz_backup_facts right;
static long at, seen; /* the read that fails, of those seen */

static int fail_one_read(const struct vfs_call *call) {
    return call->op == VFS_READ && ++seen == at ? SQLITE_IOERR_READ : SQLITE_OK;
}

static void add(uint32_t from, uint32_t n) {
    for (uint32_t i = from; i < from + n; i++) {
        struct resident r = {0};
        resident_make(&r, i);
        station_put(&st, &resident_kind, &r);
    }
}

static int make(void **state) {
    (void)state;
    vfs_stand_between();
    station_make(&st);
    snprintf(copy, sizeof copy, "%s/copy.db", st.folder);
    add(0, IN_IT);
    if (yz_store_backup(st.store, copy) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_backup_look(copy, &right), YZ_OK);
    add(IN_IT, AFTER);
    station_close(&st);
    return 0;
}

static int unmake(void **state) {
    (void)state;
    station_remove(&st);
    return 0;
}

/* Until a trial meets no fault. What is answered: YZ_OK, or that it cannot be read now. */
static void each_read(enum yz_status (*trial)(void)) {
    long refused = 0;
    for (at = 1;; at++) {
        seen = 0;
        vfs_hook = fail_one_read;
        enum yz_status status = trial();
        vfs_hook = NULL;
        if (status != YZ_OK && status != YZ_BUSY) fail_msg("read %ld: %d, %s", at, status, yz_message());
        refused += status == YZ_BUSY;
        if (seen < at) break;
    }
    assert_true(refused > 0 && at > 3);
}

static enum yz_status look(void) {
    struct yz_backup_facts facts;
    enum yz_status status = yz_backup_look(copy, &facts);
    if (status == YZ_OK) assert_memory_equal(facts.founding, right.founding, sizeof facts.founding);
    if (status == YZ_OK) assert_int_equal(facts.seq, right.seq);
    return status;
}

static enum yz_status prove(void) {
    struct yz_verdict v;
    return yz_store_backup_prove(copy, NULL, st.path, &v);
}

static enum yz_status restore(void) {
    const struct yz_restore_want want = {.backup = copy, .path = st.path, .replace = true, .dry_run = true};
    struct yz_restore_told told;
    enum yz_status status = yz_store_restore_from(&want, &told);
    if (status == YZ_OK && (!told.compared || told.acts != AFTER || told.newer_itself))
        fail_msg("read %ld: %lld acts, compared %d", at, (long long)told.acts, told.compared);
    return status;
}

static void what_it_is(void **state) {
    (void)state;
    each_read(look);
}

static void whether_it_is_good(void **state) {
    (void)state;
    each_read(prove);
}

static void what_a_restore_loses(void **state) {
    (void)state;
    each_read(restore);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_it_is), cmocka_unit_test(whether_it_is_good),
                                       cmocka_unit_test(what_a_restore_loses)};
    return cmocka_run_group_tests(tests, make, unmake);
}
