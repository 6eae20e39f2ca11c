/* Memory runs out: the n-th allocation fails, once and for good, of the program's own and of SQLite's.
 *
 * wraps: malloc calloc realloc strdup strndup realpath
 */
#include "support/fault.h"

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

#ifndef __APPLE__ /* its linker has no --wrap: only SQLite's allocations fail there */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t most);
char *__real_realpath(const char *path, char *out);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t most);
char *__wrap_realpath(const char *path, char *out);

static bool none(void) {
    if (!fault_strikes()) return false;
    errno = ENOMEM;
    return true;
}

void *__wrap_malloc(size_t size) {
    return none() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return none() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
    return none() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text) {
    return none() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t most) {
    return none() ? NULL : __real_strndup(text, most);
}

char *__wrap_realpath(const char *path, char *out) {
    return none() ? NULL : __real_realpath(path, out);
}
#endif

/* --- SQLite's --- */

static sqlite3_mem_methods usual;

static void *get(int size) {
    return fault_strikes() ? NULL : usual.xMalloc(size);
}

static void *resize(void *old, int size) {
    return fault_strikes() ? NULL : usual.xRealloc(old, size);
}

static void stand_between(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods ours = usual;
    ours.xMalloc = get;
    ours.xRealloc = resize;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK) abort();
    if (fault_full()) sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* nothing served from a reserve */
}

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
    tried += fault_walk(verb, "allocation", false, 40, cold);
    tried += fault_walk(verb, "allocation", true, 16, cold);
    assert_int_equal(sqlite3_memory_used(), held);
}

static int told(void **state) {
    printf("# %zu points at which an allocation failed\n", tried);
    return fault_teardown(state);
}

int main(void) {
    struct CMUnitTest tests[32] = {0};
    size_t n = 0;
    stand_between();
    for (; fault_verbs[n]; n++)
        tests[n] = (struct CMUnitTest){fault_verbs[n], walk, NULL, NULL, (void *)(uintptr_t)fault_verbs[n]};
    return _cmocka_run_group_tests("memory", tests, n, fault_setup, told);
}
