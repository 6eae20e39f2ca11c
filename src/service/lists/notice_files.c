/* The files of a notice. Never over one that is there; all three, or none. */
#include "service/lists/notice_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/put_file.h"

enum { PATH = 4096 };

static bool path_of(const struct yz_notice *n, const char *folder, enum yz_notice_form form, char out[PATH]) {
    char name[64];
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    return snprintf(out, PATH, "%s%s%s", folder, slash, yz_notice_file(n, form, name, sizeof name)) < PATH;
}

/* The name is taken first (O_EXCL, which sticks with FAT know as well), then filled by renaming onto it, so that nobody ever
 * reads half a page. Everybody may read it: it is a public notice, and a web server or the next clerk fetches it as somebody
 * else. 0 or an errno; what was begun is taken away. */
static int put_file(const char *path, const struct yz_buffer *b) {
    int taken = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (taken < 0) return errno;
    close(taken);
    int why = yz_put_file(path, 0644, b->data, b->length);
    if (why) unlink(path);
    return why;
}

static void sync_folder(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    (void)!fsync(fd); /* not every file system can */
    close(fd);
}

static enum yz_status failed(const char *folder, const char *path, int why) {
    if (why == EEXIST) return yz_fail(YZ_REFUSED, _("文件 %s 已经有了，公示从不覆盖；换一个文件夹，或先移走它"), path);
    if (why == ENOENT || why == ENOTDIR) return yz_fail(YZ_REFUSED, _("没有这个文件夹：%s"), folder);
    return yz_fail(YZ_BUSY, _("文件 %1$s 写不了：%2$s"), path, yz_errno_text(why));
}

static void take_back(const struct yz_notice *n, const char *folder, int forms) {
    char path[PATH];
    for (int i = 0; i < forms; i++)
        if (path_of(n, folder, (enum yz_notice_form)i, path)) unlink(path);
}

enum yz_status yz_notice_put_files(const struct yz_notice *n, const char *folder,
                                   const struct yz_buffer bytes[YZ_NOTICE_FORMS]) {
    char path[PATH];
    if (!folder || !*folder) return yz_fail(YZ_USAGE, _("没有写放到哪个文件夹"));
    for (int i = 0; i < YZ_NOTICE_FORMS; i++) {
        if (!path_of(n, folder, (enum yz_notice_form)i, path)) return yz_fail(YZ_USAGE, _("文件名太长"));
        int why = put_file(path, &bytes[i]);
        if (!why) continue;
        take_back(n, folder, i);
        return failed(folder, path, why);
    }
    sync_folder(folder);
    return YZ_OK;
}

void yz_notice_take_back(const struct yz_notice *n, const char *folder) {
    take_back(n, folder, YZ_NOTICE_FORMS);
}
