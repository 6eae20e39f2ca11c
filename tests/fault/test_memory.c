/* Memory runs out: the n-th allocation fails, once and for good, of the program's own and of SQLite's.
 *
 * wraps: malloc calloc realloc strdup strndup realpath
 */
#include "support/fault.h"
#include "support/fault_ways.h"

#include "base/data.h"
#include "base/pinyin.h"
#include "service/desk/workday.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <yizhan/codes.h>

#include <cmocka.h>

/* What the program keeps between calls is read anew, so that reading it fails too. */
static void cold(void) {
    yz_workdays_free();
    yz_pinyin_free();
    yz_codes_free();
    yz_data_free();
}

static size_t tried;

static void walk(void **state) {
    const char *verb = *state;
    sqlite3_int64 held = sqlite3_memory_used();
    tried += fault_walk(verb, "allocation", false, 8, cold);
    tried += fault_walk(verb, "allocation", true, 2, cold);
    assert_int_equal(sqlite3_memory_used(), held);
}

static int told(void **state) {
    printf("# %zu points at which an allocation failed\n", tried);
    return fault_teardown(state);
}

int main(void) {
    struct CMUnitTest tests[32] = {0};
    size_t n = 0;
    fault_between_memory();
    for (; fault_verbs[n]; n++)
        tests[n] = (struct CMUnitTest){fault_verbs[n], walk, NULL, NULL, (void *)(uintptr_t)fault_verbs[n]};
    return _cmocka_run_group_tests("memory", tests, n, fault_setup, told);
}
