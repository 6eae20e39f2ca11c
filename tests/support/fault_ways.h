/* The ways in which a call may fail under fire (fault.h says which of them does). */
#ifndef YZ_TESTS_FAULT_WAYS_H
#define YZ_TESTS_FAULT_WAYS_H

#include <stdbool.h>

enum fault_way {
    FAULT_MEMORY,
    FAULT_READ,
    FAULT_WRITE,
    FAULT_CUT, /* half of it is written */
    FAULT_FULL,
    FAULT_SYNC,
    FAULT_TRUNCATE,
    FAULT_LOCK,
    FAULT_OPEN,
    FAULT_SIZE,
    FAULT_SHARED,
    FAULT_REMOVE,
    FAULT_OWN, /* what the program does by hand, not SQLite */
    FAULT_WAYS,
    FAULT_DISK = FAULT_WAYS /* each of those from FAULT_READ on, as the calls come */
};

extern enum fault_way fault_way; /* the calls that are counted */
extern int fault_errno;          /* of FAULT_OWN */
extern const char *const fault_way_names[FAULT_WAYS + 1];

/* A call that could fail so is made: must it? */
bool fault_of(enum fault_way way);

/* Stand between the program and what it calls, once, before SQLite is used. The test names the calls of the program
 * itself: " * wraps: malloc calloc realloc strdup strndup realpath", " * wraps: open pread pwrite fsync fdatasync rename
 * renameat2 link unlink fcntl". */
void fault_between_memory(void);
void fault_between_disk(void);

#endif
