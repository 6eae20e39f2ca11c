/* Definition files where they lie: those of the program's data, and those somebody wrote. */
#include "service/definition.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/data.h"

enum { LARGEST = 65536 };

enum yz_status yz_definition_read(const char *path, char *out, size_t room, size_t *size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0) return yz_fail(YZ_REFUSED, _("读不了文件 %s：%s"), path, yz_errno_text(errno));
    ssize_t got = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, out, room) : -1;
    close(fd);
    if (got < 0) return yz_fail(YZ_REFUSED, _("%s 不是可读的文件"), path);
    if ((size_t)got == room) return yz_fail(YZ_REFUSED, _("文件 %s 太大：最多 %zu 字节"), path, room - 1);
    out[got] = '\0';
    *size = (size_t)got;
    return YZ_OK;
}

enum yz_status yz_definition_check_file(const struct yz_definition *d, const char *path, void *whole,
                                        struct yz_findings *f) {
    char *text = malloc(LARGEST);
    size_t size;
    enum yz_status status = text ? yz_definition_read(path, text, LARGEST, &size) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && !yz_definition_parse(d, text, size, whole, f))
        status = yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors);
    yz_conf_sort(f);
    free(text);
    return status;
}

static void tell_first(const struct yz_definition *d, const char *name, const struct yz_findings *f) {
    const struct yz_finding none = {.field = "1"}, *first = f->count ? &f->all[0] : &none;
    const char *rule = f->count ? first->rule : _("内存不足");
    char text[512];
    snprintf(text, sizeof text, "%s%s%s", rule, *first->value ? " " : "", first->value);
    if (d->command)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s；用 yizhan %4$s check 看全部"), name, first->field, text,
                d->command);
    else yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), name, first->field, text);
}

bool yz_definition_data(const struct yz_definition *d, const char *name, void *whole) {
    struct yz_findings f = {0};
    size_t size;
    const char *text = yz_data(name, &size);
    bool good = text && yz_definition_parse(d, text, size, whole, &f);
    if (text && !good) tell_first(d, name, &f);
    yz_findings_free(&f);
    return good;
}

struct loading {
    const struct yz_definition *d;
    const char *ending;
    char *out;
    size_t max, count;
};

static bool load_one(const char *name, void *with) {
    struct loading *l = with;
    size_t n = strlen(name), end = strlen(l->ending);
    if (n < end || strcmp(name + n - end, l->ending) != 0) return true;
    if (l->count == l->max) {
        yz_fail(YZ_REFUSED, _("%1$s：这样的文件太多，最多 %2$zu 个"), name, l->max);
        return false;
    }
    return yz_definition_data(l->d, name, l->out + l->count++ * l->d->size);
}

bool yz_definition_all(const struct yz_definition *d, const char *folder, const char *ending, void *out, size_t max,
                       size_t *count) {
    struct loading l = {.d = d, .ending = ending, .out = out, .max = max};
    bool good = yz_data_each(folder, load_one, &l);
    *count = l.count;
    return good;
}
