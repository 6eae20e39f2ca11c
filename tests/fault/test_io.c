/* The disk fails: the n-th read, write, sync, truncation, lock, opening … answers with an error, once and for good; what
 * SQLite does goes through a VFS of our own, what the store does by hand through the calls named here.
 *
 * wraps: open pread pwrite fsync fdatasync rename renameat2 link unlink fcntl
 */
#include "support/fault.h"

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

/* --- the VFS --- */

struct file {
    sqlite3_file base;
    sqlite3_file *under;
};

static sqlite3_vfs *usual;
static sqlite3_vfs ours;

static sqlite3_file *under(sqlite3_file *f) {
    return ((struct file *)f)->under;
}

static int do_close(sqlite3_file *f) {
    return under(f)->pMethods ? under(f)->pMethods->xClose(under(f)) : SQLITE_OK;
}

static int do_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    return strikes(READ) ? SQLITE_IOERR_READ : under(f)->pMethods->xRead(under(f), to, n, at);
}

static int do_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    if (strikes(WRITE)) return SQLITE_IOERR_WRITE;
    if (strikes(FULL)) return SQLITE_FULL;
    if (strikes(CUT_WRITE)) {
        under(f)->pMethods->xWrite(under(f), from, n / 2, at);
        return SQLITE_IOERR_WRITE;
    }
    return under(f)->pMethods->xWrite(under(f), from, n, at);
}

static int do_truncate(sqlite3_file *f, sqlite3_int64 size) {
    return strikes(TRUNCATE) ? SQLITE_IOERR_TRUNCATE : under(f)->pMethods->xTruncate(under(f), size);
}

/* Nothing is cut off from power here, so nothing need reach the disk. */
static int do_sync(sqlite3_file *f, int flags) {
    (void)f;
    (void)flags;
    return strikes(SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int do_size(sqlite3_file *f, sqlite3_int64 *size) {
    return strikes(SIZE) ? SQLITE_IOERR_FSTAT : under(f)->pMethods->xFileSize(under(f), size);
}

static int do_lock(sqlite3_file *f, int level) {
    return strikes(LOCK) ? SQLITE_IOERR_LOCK : under(f)->pMethods->xLock(under(f), level);
}

static int do_unlock(sqlite3_file *f, int level) {
    return under(f)->pMethods->xUnlock(under(f), level);
}

static int do_reserved(sqlite3_file *f, int *out) {
    return strikes(LOCK) ? SQLITE_IOERR_CHECKRESERVEDLOCK : under(f)->pMethods->xCheckReservedLock(under(f), out);
}

static int do_control(sqlite3_file *f, int op, void *arg) {
    return under(f)->pMethods->xFileControl(under(f), op, arg);
}

static int do_sector(sqlite3_file *f) {
    return under(f)->pMethods->xSectorSize(under(f));
}

static int do_traits(sqlite3_file *f) {
    return under(f)->pMethods->xDeviceCharacteristics(under(f));
}

static int do_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
    if (strikes(SHARED)) return SQLITE_IOERR_SHMMAP;
    return under(f)->pMethods->xShmMap(under(f), page, size, extend, out);
}

static int do_shm_lock(sqlite3_file *f, int at, int n, int flags) {
    if (flags & SQLITE_SHM_LOCK && strikes(LOCK)) return SQLITE_IOERR_SHMLOCK;
    return under(f)->pMethods->xShmLock(under(f), at, n, flags);
}

static void do_shm_barrier(sqlite3_file *f) {
    under(f)->pMethods->xShmBarrier(under(f));
}

static int do_shm_unmap(sqlite3_file *f, int remove) {
    return under(f)->pMethods->xShmUnmap(under(f), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_reserved,
    .xFileControl = do_control,
    .xSectorSize = do_sector,
    .xDeviceCharacteristics = do_traits,
    .xShmMap = do_shm_map,
    .xShmLock = do_shm_lock,
    .xShmBarrier = do_shm_barrier,
    .xShmUnmap = do_shm_unmap,
};

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
    struct file *file = (struct file *)f;
    (void)vfs;
    file->under = (sqlite3_file *)(file + 1);
    file->base.pMethods = NULL;
    if (strikes(OPEN)) return SQLITE_CANTOPEN;
    int rc = usual->xOpen(usual, name, file->under, flags, out);
    if (rc == SQLITE_OK) file->base.pMethods = &methods;
    return rc;
}

static int do_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    return strikes(REMOVE) ? SQLITE_IOERR_DELETE : usual->xDelete(usual, name, sync);
}

static void stand_between(void) {
    usual = sqlite3_vfs_find(NULL);
    ours = *usual;
    ours.zName = "fault";
    ours.pNext = NULL;
    ours.szOsFile = (int)sizeof(struct file) + usual->szOsFile;
    ours.xOpen = do_open;
    ours.xDelete = do_delete;
    if (sqlite3_vfs_register(&ours, 1) != SQLITE_OK) abort();
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
    stand_between();
    for (; fault_verbs[n]; n++)
        tests[n] = (struct CMUnitTest){fault_verbs[n], walk, NULL, NULL, (void *)(uintptr_t)fault_verbs[n]};
    return _cmocka_run_group_tests("io", tests, n, fault_setup, told);
}
