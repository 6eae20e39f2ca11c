/* Reading and writing fail: what SQLite does, through a VFS; what the store does by hand, through the calls that a test
 * names in its line "wraps:". */
#include "support/fault_ways.h"
#include "support/vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

int fault_errno = EIO;

/* Which way a call of the VFS is of; a write may fail in three ways. */
static int on_call(const struct vfs_call *call) {
    static const struct {
        enum fault_way way;
        int rc;
    } as[] = {
        [VFS_READ] = {FAULT_READ, SQLITE_IOERR_READ},       [VFS_WRITE] = {FAULT_WRITE, SQLITE_IOERR_WRITE},
        [VFS_SYNC] = {FAULT_SYNC, SQLITE_IOERR_FSYNC},      [VFS_TRUNCATE] = {FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE},
        [VFS_SIZE] = {FAULT_SIZE, SQLITE_IOERR_FSTAT},      [VFS_LOCK] = {FAULT_LOCK, SQLITE_IOERR_LOCK},
        [VFS_OPEN] = {FAULT_OPEN, SQLITE_CANTOPEN},         [VFS_SHARED] = {FAULT_SHARED, SQLITE_IOERR_SHMMAP},
        [VFS_REMOVE] = {FAULT_REMOVE, SQLITE_IOERR_DELETE}, [VFS_UNFETCH] = {FAULT_WAYS, SQLITE_OK},
    };
    if (call->op == VFS_WRITE && fault_of(FAULT_FULL)) return SQLITE_FULL;
    if (call->op == VFS_WRITE && fault_of(FAULT_CUT)) return vfs_write(call, call->n / 2), SQLITE_IOERR_WRITE;
    return fault_of(as[call->op].way) ? as[call->op].rc : SQLITE_OK;
}

#ifndef __APPLE__ /* its linker has no --wrap */
int __real_open(const char *path, int flags, ...);
ssize_t __real_read(int fd, void *to, size_t n);
ssize_t __real_write(int fd, const void *from, size_t n);
ssize_t __real_pread(int fd, void *to, size_t n, off_t at);
ssize_t __real_pwrite(int fd, const void *from, size_t n, off_t at);
int __real_rename(const char *from, const char *to);
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __real_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_fcntl(int fd, int command, void *arg);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_read(int fd, void *to, size_t n);
ssize_t __wrap_write(int fd, const void *from, size_t n);
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
    if (!fault_of(FAULT_OWN)) return false;
    errno = fault_errno;
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

ssize_t __wrap_read(int fd, void *to, size_t n) {
    return fails() ? -1 : __real_read(fd, to, n);
}

/* Half of it is there, and an error. */
ssize_t __wrap_write(int fd, const void *from, size_t n) {
    bool bad = fails();
    ssize_t done = __real_write(fd, from, bad ? n / 2 : n);
    if (bad) errno = fault_errno;
    return bad ? -1 : done;
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

#ifdef RENAME_NOREPLACE /* where the C library has it */
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return fails() ? -1 : __real_renameat2(a, from, b, to, flags);
}
#endif

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

void fault_between_disk(void) {
    vfs_hook = on_call;
    vfs_stand_between();
}
