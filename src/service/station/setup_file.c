/* Files of setting up: a description that somebody wrote, and what was typed on the first-run screen, kept beside the station file to
 * be as long as there is no file that could keep it. */
#include <yizhan/setup.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/buffer.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/put_file.h"
#include "base/text.h"
#include "service/definition.h"

enum { LARGEST = 16 << 20, KEPT_MOST = 65536, PATH = 4096 };

static enum yz_status unreadable(const char *path, int why) {
    return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(why));
}

enum yz_status yz_setup_read(const char *path, char **text) {
    struct yz_buffer bytes = {0};
    struct yz_decoded decoded = {0};
    FILE *f = fopen(path, "re");
    if (!f) return unreadable(path, errno);
    size_t got = 1;
    while (got && bytes.length <= LARGEST) {
        char *room = yz_buffer_reserve(&bytes, 65536);
        got = room ? fread(room, 1, 65536, f) : 0;
        bytes.length += got;
    }
    int why = ferror(f) ? errno : bytes.failed ? ENOMEM : 0;
    fclose(f);
    enum yz_status status = why ? unreadable(path, why) : YZ_OK;
    if (!why && bytes.length > LARGEST)
        status = yz_fail(YZ_REFUSED, _("文件 %s 太大：最多 %zu 字节"), path, (size_t)LARGEST);
    const char *all = bytes.data ? bytes.data : "";
    if (status == YZ_OK) status = yz_decode(yz_encoding_detect(all, bytes.length), all, bytes.length, &decoded);
    yz_buffer_free(&bytes);
    *text = decoded.text;
    return status;
}

enum yz_status yz_setup_syntax(const char *text) {
    const char *wrong = yz_json_wrong(text);
    if (!wrong && text[strspn(text, " \t\r\n")] == '{') return YZ_OK;
    if (!wrong) wrong = text;
    int line = 1;
    for (const char *p = text; p < wrong; p++) line += *p == '\n';
    char from[32];
    yz_copy(from, sizeof from, wrong);
    from[strcspn(from, "\r\n")] = '\0';
    if (!*from) return yz_fail(YZ_REFUSED, _("社区说明（JSON）到第 %d 行还没有完：少了括号或引号"), line);
    return yz_fail(YZ_REFUSED, _("社区说明第 %1$d 行“%2$s”处不合 JSON 的写法：看前面少不少逗号、引号、括号"), line,
                   from);
}

/* --- what was typed --- */

static char *kept_path(const char *path, char out[PATH]) {
    snprintf(out, PATH, "%.4000s.setup", path);
    return out;
}

enum yz_status yz_setup_keep(const char *path, const char *text) {
    char whole[PATH];
    int why = yz_put_file(kept_path(path, whole), 0600, text, strlen(text));
    return why ? yz_fail(YZ_BUSY, _("文件 %1$s 写不了：%2$s"), whole, yz_errno_text(why)) : YZ_OK;
}

bool yz_setup_kept(const char *path, char **text, yz_moment *at) {
    char whole[PATH];
    size_t size;
    struct stat st;
    *text = NULL;
    if (lstat(kept_path(path, whole), &st) != 0 || !S_ISREG(st.st_mode)) return false;
    *text = malloc(KEPT_MOST);
    if (*text && yz_definition_read(whole, *text, KEPT_MOST, &size) == YZ_OK) {
        *at = (yz_moment)st.st_mtime * 1000;
        return true;
    }
    free(*text);
    *text = NULL;
    return false;
}

void yz_setup_forget(const char *path) {
    char whole[PATH];
    unlink(kept_path(path, whole));
}
