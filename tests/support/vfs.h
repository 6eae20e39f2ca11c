/* A VFS between SQLite and the disk: a test sees every call before it is made, and may answer it with an error. */
#ifndef YZ_TESTS_VFS_H
#define YZ_TESTS_VFS_H

#include <stdbool.h>
#include <stdint.h>

enum vfs_op {
    VFS_READ,
    VFS_WRITE,
    VFS_TRUNCATE,
    VFS_SYNC,
    VFS_SIZE,
    VFS_LOCK,
    VFS_SHARED, /* maps shared memory */
    VFS_OPEN,
    VFS_REMOVE,
    VFS_UNFETCH /* no call to the disk: in a checkpoint, right after it read what the WAL holds */
};

struct vfs_call {
    enum vfs_op op;
    bool wal;         /* of the WAL, not of the file itself */
    const void *data; /* of VFS_WRITE; may be cut by the hook: see vfs_write */
    int n;
    int64_t at; /* where; the new size of VFS_TRUNCATE */
    void *file;
};

/* Answers SQLITE_OK (the call is made) or what the call answers instead. */
extern int (*vfs_hook)(const struct vfs_call *call);

/* Makes it the default VFS of the program. Syncing does nothing: nothing is cut off from power here. */
void vfs_stand_between(void);

/* The first `n` bytes of the write that the hook is asked about. */
void vfs_write(const struct vfs_call *call, int n);

#endif
