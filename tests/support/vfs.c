/* Every method asks the hook and goes on to the system's VFS. */
#include "support/vfs.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>

struct file {
    sqlite3_file base;
    bool wal;
    sqlite3_file *under;
};

int (*vfs_hook)(const struct vfs_call *call);

static sqlite3_vfs *usual;
static sqlite3_vfs ours;

static sqlite3_file *under(sqlite3_file *f) {
    return ((struct file *)f)->under;
}

static int ask(enum vfs_op op, sqlite3_file *f, const void *data, int n, int64_t at) {
    const struct vfs_call call = {op, f && ((struct file *)f)->wal, data, n, at, f};
    return vfs_hook ? vfs_hook(&call) : SQLITE_OK;
}

static int do_close(sqlite3_file *f) {
    return under(f)->pMethods ? under(f)->pMethods->xClose(under(f)) : SQLITE_OK;
}

static int do_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    int rc = ask(VFS_READ, f, NULL, n, at);
    return rc == SQLITE_OK ? under(f)->pMethods->xRead(under(f), to, n, at) : rc;
}

static int do_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    int rc = ask(VFS_WRITE, f, from, n, at);
    return rc == SQLITE_OK ? under(f)->pMethods->xWrite(under(f), from, n, at) : rc;
}

void vfs_write(const struct vfs_call *call, int n) {
    sqlite3_file *f = under(call->file);
    f->pMethods->xWrite(f, call->data, n, call->at);
}

static int do_truncate(sqlite3_file *f, sqlite3_int64 size) {
    int rc = ask(VFS_TRUNCATE, f, NULL, 0, size);
    return rc == SQLITE_OK ? under(f)->pMethods->xTruncate(under(f), size) : rc;
}

static int do_sync(sqlite3_file *f, int flags) {
    (void)flags;
    return ask(VFS_SYNC, f, NULL, 0, 0);
}

static int do_size(sqlite3_file *f, sqlite3_int64 *size) {
    int rc = ask(VFS_SIZE, f, NULL, 0, 0);
    return rc == SQLITE_OK ? under(f)->pMethods->xFileSize(under(f), size) : rc;
}

static int do_lock(sqlite3_file *f, int level) {
    int rc = ask(VFS_LOCK, f, NULL, 0, 0);
    return rc == SQLITE_OK ? under(f)->pMethods->xLock(under(f), level) : rc;
}

static int do_unlock(sqlite3_file *f, int level) {
    return under(f)->pMethods->xUnlock(under(f), level);
}

static int do_reserved(sqlite3_file *f, int *out) {
    int rc = ask(VFS_LOCK, f, NULL, 0, 0);
    return rc == SQLITE_OK ? under(f)->pMethods->xCheckReservedLock(under(f), out) : rc;
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
    int rc = ask(VFS_SHARED, f, NULL, 0, 0);
    return rc == SQLITE_OK ? under(f)->pMethods->xShmMap(under(f), page, size, extend, out) : rc;
}

static int do_shm_lock(sqlite3_file *f, int at, int n, int flags) {
    int rc = flags & SQLITE_SHM_LOCK ? ask(VFS_LOCK, f, NULL, 0, 0) : SQLITE_OK;
    return rc == SQLITE_OK ? under(f)->pMethods->xShmLock(under(f), at, n, flags) : rc;
}

static void do_shm_barrier(sqlite3_file *f) {
    under(f)->pMethods->xShmBarrier(under(f));
}

static int do_shm_unmap(sqlite3_file *f, int remove) {
    return under(f)->pMethods->xShmUnmap(under(f), remove);
}

static int do_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **out) { /* nothing is mapped */
    (void)f;
    (void)at;
    (void)n;
    *out = NULL;
    return SQLITE_OK;
}

static int do_unfetch(sqlite3_file *f, sqlite3_int64 at, void *page) {
    (void)page;
    return ask(VFS_UNFETCH, f, NULL, 0, at);
}

static const sqlite3_io_methods methods = {
    .iVersion = 3,
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
    .xFetch = do_fetch,
    .xUnfetch = do_unfetch,
};

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
    struct file *file = (struct file *)f;
    (void)vfs;
    file->under = (sqlite3_file *)(file + 1);
    file->wal = flags & SQLITE_OPEN_WAL;
    file->base.pMethods = NULL;
    int rc = ask(VFS_OPEN, f, NULL, 0, 0);
    if (rc == SQLITE_OK) rc = usual->xOpen(usual, name, file->under, flags, out);
    if (rc == SQLITE_OK) file->base.pMethods = &methods;
    return rc;
}

static int do_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    int rc = ask(VFS_REMOVE, NULL, NULL, 0, 0);
    return rc == SQLITE_OK ? usual->xDelete(usual, name, sync) : rc;
}

void vfs_stand_between(void) {
    usual = sqlite3_vfs_find(NULL);
    ours = *usual;
    ours.zName = "fault";
    ours.pNext = NULL;
    ours.szOsFile = (int)sizeof(struct file) + usual->szOsFile;
    ours.xOpen = do_open;
    ours.xDelete = do_delete;
    if (sqlite3_vfs_register(&ours, 1) != SQLITE_OK) abort();
}
