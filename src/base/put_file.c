/* Files that are there whole or not at all. */
#include "base/put_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096, PATIENCE = 10000 /* ms */ };

int yz_write_all(int fd, const void *bytes, size_t length) {
    const char *at = bytes, *end = at + length;
    while (at < end) {
        ssize_t done = write(fd, at, (size_t)(end - at));
        if (done > 0) at += done;
        else if (done < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            if (poll(&wait, 1, PATIENCE) == 0) return ETIMEDOUT;
        } else if (done < 0 && errno != EINTR) return errno;
    }
    return 0;
}

int yz_put_file(const char *path, mode_t mode, const void *bytes, size_t length) {
    char part[PATH + 8];
    if (snprintf(part, sizeof part, "%s.XXXXXX", path) >= (int)sizeof part) return ENAMETOOLONG;
    int fd = mkostemp(part, O_CLOEXEC), why = fd < 0 ? errno : yz_write_all(fd, bytes, length);
    if (!why && fchmod(fd, mode) != 0 && errno != EPERM) why = errno; /* FAT has no modes */
    if (!why && fsync(fd) != 0) why = errno;
    if (fd >= 0 && close(fd) != 0 && !why) why = errno;
    if (!why && rename(part, path) != 0) why = errno;
    if (why && fd >= 0) unlink(part);
    return why;
}
