/* The disk fails: the n-th read, write, sync, truncation, lock, opening … answers with an error, once and for good; what
 * SQLite does goes through a VFS of our own, what the store does by hand through the calls named here.
 *
 * wraps: open pread pwrite fsync fdatasync rename renameat2 link unlink fcntl
 */
#include "support/fault.h"
#include "support/vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* What fails in this walk. */
enum sort { READ, WRITE, CUT_WRITE, FULL, SYNC, TRUNCATE, LOCK, OPEN, SIZE, SHARED, REMOVE, OWN, SORTS };
static const char *const sort_names[SORTS] = {"read", "write", "cut write", "full disk", "sync",    "truncation",
                                              "lock", "open",  "size",      "shared",    "removal", "own call"};
static enum sort sort;
static int own_error;

static bool strikes(enum sort s) {
    return s == sort && fault_strikes();
}

/* Which sort a call of the VFS is of; a write may fail in three ways. */
static int on_call(const struct vfs_call *call) {
    static const struct {
        enum sort sort;
        int rc;
    } as[] = {
        [VFS_READ] = {READ, SQLITE_IOERR_READ},       [VFS_WRITE] = {WRITE, SQLITE_IOERR_WRITE},
        [VFS_SYNC] = {SYNC, SQLITE_IOERR_FSYNC},      [VFS_TRUNCATE] = {TRUNCATE, SQLITE_IOERR_TRUNCATE},
        [VFS_SIZE] = {SIZE, SQLITE_IOERR_FSTAT},      [VFS_LOCK] = {LOCK, SQLITE_IOERR_LOCK},
        [VFS_OPEN] = {OPEN, SQLITE_CANTOPEN},         [VFS_SHARED] = {SHARED, SQLITE_IOERR_SHMMAP},
        [VFS_REMOVE] = {REMOVE, SQLITE_IOERR_DELETE}, [VFS_UNFETCH] = {SORTS, SQLITE_OK},
    };
    if (call->op == VFS_WRITE && strikes(FULL)) return SQLITE_FULL;
    if (call->op == VFS_WRITE && strikes(CUT_WRITE)) return vfs_write(call, call->n / 2), SQLITE_IOERR_WRITE;
    return strikes(as[call->op].sort) ? as[call->op].rc : SQLITE_OK;
}

/* --- what the store does by hand --- */

#ifndef __APPLE__ /* its linker has no --wrap */
int __real_open(const char *path, int flags, ...);
ssize_t __real_pread(int fd, void *to, size_t n, off_t at);
ssize_t __real_pwrite(int fd, const void *from, size_t n, off_t at);
int __real_rename(const char *from, const char *to);
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __real_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_fcntl(int fd, int command, void *arg);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_pread(int fd, void *to, size_t n, off_t at);
ssize_t __wrap_pwrite(int fd, const void *from, size_t n, off_t at);
int __wrap_fsync(int fd);
int __wrap_fdatasync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_link(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_fcntl(int fd, int command, void *arg);

static bool fails(void) {
    if (!strikes(OWN)) return false;
    errno = own_error;
    return true;
}

int __wrap_open(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    unsigned mode = flags & O_CREAT ? va_arg(args, unsigned) : 0;
    va_end(args);
    return fails() ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_pread(int fd, void *to, size_t n, off_t at) {
    return fails() ? -1 : __real_pread(fd, to, n, at);
}

/* Half of it is written, as on a disk that just filled up. */
ssize_t __wrap_pwrite(int fd, const void *from, size_t n, off_t at) {
    return __real_pwrite(fd, from, fails() ? n / 2 : n, at);
}

int __wrap_fsync(int fd) {
    (void)fd;
    return fails() ? -1 : 0;
}

int __wrap_fdatasync(int fd) {
    (void)fd;
    return fails() ? -1 : 0;
}

int __wrap_rename(const char *from, const char *to) {
    return fails() ? -1 : __real_rename(from, to);
}

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return fails() ? -1 : __real_renameat2(a, from, b, to, flags);
}

int __wrap_link(const char *from, const char *to) {
    return fails() ? -1 : __real_link(from, to);
}

int __wrap_unlink(const char *path) { /* a file that cannot be removed stays: nobody could help that */
    return __real_unlink(path);
}

int __wrap_fcntl(int fd, int command, void *arg) {
    return fails() ? -1 : __real_fcntl(fd, command, arg);
}
#endif

static size_t tried;

static void walk(void **state) {
    const char *verb = *state;
    for (int i = 0; i < SORTS; i++) {
        sort = (enum sort)i;
        own_error = EIO;
        tried += fault_walk(verb, sort_names[i], false, 12, NULL);
        own_error = ENOSPC;
        tried += fault_walk(verb, sort_names[i], true, 8, NULL);
    }
}

static int told(void **state) {
    printf("# %zu points at which reading or writing failed\n", tried);
    return fault_teardown(state);
}

int main(void) {
    struct CMUnitTest tests[32] = {0};
    size_t n = 0;
    vfs_hook = on_call;
    vfs_stand_between();
    for (; fault_verbs[n]; n++)
        tests[n] = (struct CMUnitTest){fault_verbs[n], walk, NULL, NULL, (void *)(uintptr_t)fault_verbs[n]};
    return _cmocka_run_group_tests("io", tests, n, fault_setup, told);
}
