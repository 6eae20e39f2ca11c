/* The disk fails: the n-th read, write, sync, truncation, lock, opening … answers with an error, once and for good; what
 * SQLite does goes through a VFS of our own, what the store does by hand through the calls named here.
 *
 * wraps: open read write pread pwrite fsync fdatasync rename renameat2 link unlink fcntl
 */
#include "support/fault.h"
#include "support/fault_ways.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static size_t tried;

static void one_way(const char *verb, enum fault_way way, size_t points) {
    fault_way = way;
    fault_errno = EIO;
    tried += fault_walk(verb, fault_way_names[way], false, points, NULL);
    fault_errno = ENOSPC;
    tried += fault_walk(verb, fault_way_names[way], true, points / 2, NULL);
}

/* In a short run any call, and the two ways of writing that leave something behind. */
static void walk(void **state) {
    for (int i = FAULT_READ; fault_full() && i < FAULT_WAYS; i++) one_way(*state, (enum fault_way)i, 0);
    if (fault_full()) return;
    one_way(*state, FAULT_DISK, 6);
    one_way(*state, FAULT_CUT, 2);
    one_way(*state, FAULT_FULL, 2);
}

static int told(void **state) {
    printf("# %zu points at which reading or writing failed\n", tried);
    return fault_teardown(state);
}

int main(void) {
    struct CMUnitTest tests[32] = {0};
    size_t n = 0;
    fault_between_disk();
    for (; fault_verbs[n]; n++)
        tests[n] = (struct CMUnitTest){fault_verbs[n], walk, NULL, NULL, (void *)(uintptr_t)fault_verbs[n]};
    return _cmocka_run_group_tests("io", tests, n, fault_setup, told);
}
