/* Memory runs out: of the program's own allocations, those that a test names in its line "wraps:", and of SQLite's. */
#include "support/fault.h"
#include "support/fault_ways.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

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
    if (!fault_of(FAULT_MEMORY)) return false;
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
    return fault_of(FAULT_MEMORY) ? NULL : usual.xMalloc(size);
}

static void *resize(void *old, int size) {
    return fault_of(FAULT_MEMORY) ? NULL : usual.xRealloc(old, size);
}

void fault_between_memory(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods ours = usual;
    ours.xMalloc = get;
    ours.xRealloc = resize;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK) abort();
    if (fault_full()) sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* nothing served from a reserve */
}
