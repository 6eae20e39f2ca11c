/* A file that is there whole or not at all: written beside its place, synced, then renamed into it, so that nobody reads half of
 * one and a full disk leaves what was there. */
#ifndef YZ_BASE_PUT_FILE_H
#define YZ_BASE_PUT_FILE_H

#include <stddef.h>
#include <sys/types.h>

/* 0 or an errno; ENAMETOOLONG when the name leaves no room for one beside it. `mode`: who may read it, whatever the umask. */
int yz_put_file(const char *path, mode_t mode, const void *bytes, size_t length);

/* All of it, 0 or an errno. A device that does not take anything for ten seconds is given up (ETIMEDOUT). */
int yz_write_all(int fd, const void *bytes, size_t length);

#endif
