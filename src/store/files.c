#include "store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <yizhan/i18n.h>

bool yz_exists(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

enum yz_status yz_path_taken(const char *path) {
    return yz_fail(YZ_REFUSED, _("%s 已经存在，不会覆盖；请换一个文件名"), path);
}

enum yz_status yz_file_failed(const char *path) {
    int error = errno;
    if (error == EEXIST) return yz_path_taken(path);
    return yz_fail(YZ_BUSY, _("%1$s 写不了：%2$s"), path, yz_errno_text(error));
}

enum yz_status yz_temporary(const char *path, char out[YZ_PATH]) {
    static unsigned count;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int n = snprintf(out, YZ_PATH, "%.*s.%s.tmp-%ld-%u", (int)(name - path), path, name, (long)getpid(), ++count);
    if (n >= YZ_PATH) return yz_fail(YZ_REFUSED, _("文件名太长：%s"), path);
    int fd = open(out, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return yz_file_failed(path);
    close(fd);
    return YZ_OK;
}

enum yz_status yz_file_sync(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return yz_file_failed(path);
    enum yz_status status = fsync(fd) == 0 ? YZ_OK : yz_file_failed(path);
    close(fd);
    return status;
}

enum yz_status yz_sync_directory(const char *path) {
    char folder[YZ_PATH];
    yz_folder_of(path, folder);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return yz_file_failed(folder);
    /* Some file systems cannot sync a folder and say so. */
    enum yz_status status = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? YZ_OK : yz_file_failed(folder);
    close(fd);
    return status;
}

enum yz_status yz_file_name(const char *from, const char *to) {
#ifdef RENAME_NOREPLACE
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return YZ_OK;
    if (errno == EEXIST) return yz_path_taken(to);
#endif
    if (link(from, to) == 0) return unlink(from) == 0 ? YZ_OK : yz_file_failed(from);
    if (errno == EEXIST || yz_exists(to)) return yz_path_taken(to);
    return rename(from, to) == 0 ? YZ_OK : yz_file_failed(to);
}

/* --- temporaries left behind by a process that was killed --- */

enum { STALE_AFTER = 3600 }; /* s */

static bool is_stale(int folder, const char *entry, const char *name) {
    struct stat st;
    size_t n = strlen(name);
    const char *mark = entry[0] == '.' && strncmp(entry + 1, name, n) == 0 ? strstr(entry + 1 + n, ".tmp-") : NULL;
    long pid = mark ? strtol(mark + 5, NULL, 10) : 0;
    return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH &&
           fstatat(folder, entry, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           st.st_mtime + STALE_AFTER < time(NULL);
}

void yz_temporaries_sweep(const char *path) {
    char folder[YZ_PATH];
    const char *slash = strrchr(path, '/');
    yz_folder_of(path, folder);
    DIR *d = opendir(folder);
    if (!d) return;
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        if (is_stale(dirfd(d), e->d_name, slash ? slash + 1 : path)) unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
}
