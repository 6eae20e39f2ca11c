/* The folder of backups, and which files in it are this station's: by their names, and by what they say of themselves. */
#include "service/backup/backup_private.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/session.h"

static const char *const endings[] = {".db", ".yzb"};

enum yz_status yz_backup_folder(struct yz_session *s, const char *folder, char out[4096]) {
    const struct yz_backup_rules *rules = yz_backup_rules();
    struct stat st;
    if (!rules) return YZ_REFUSED;
    if (!folder && *rules->folder) folder = rules->folder;
    int n = folder ? snprintf(out, 4096, "%s", folder) : snprintf(out, 4096, "%s.backups", yz_store_path(s->store));
    if (n >= 4096 - 320) return yz_fail(YZ_REFUSED, _("文件名太长：%s"), out);
    if (!folder && mkdir(out, 0700) != 0 && errno != EEXIST)
        return yz_fail(YZ_BUSY, _("备份文件夹 %1$s 建不了：%2$s"), out, yz_errno_text(errno));
    if ((folder ? stat(out, &st) : lstat(out, &st)) == 0 && S_ISDIR(st.st_mode)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("备份文件夹 %s 不在；U 盘要先插好，再运行 yizhan backup --auto"), out);
}

void yz_backup_base(struct yz_session *s, char out[160]) {
    const char *path = yz_store_path(s->store), *slash = strrchr(path, '/');
    yz_copy(out, 160, slash ? slash + 1 : path);
    size_t n = strlen(out);
    if (n > 3 && strcmp(out + n - 3, ".db") == 0) out[n - 3] = '\0';
}

static bool digits(const char *text, size_t n) {
    return strspn(text, "0123456789") >= n;
}

yz_moment yz_backup_name_time(const char *name, const char *base) {
    size_t n = strlen(base);
    if (strncmp(name, base, n) != 0 || name[n] != '-') return 0;
    const char *day = name + n + 1;
    if (strlen(day) < 15) return 0;
    const char *time = day + 9, *rest = time + 6;
    if (!digits(day, 8) || day[8] != '-' || !digits(time, 6)) return 0;
    if (*rest == '-' && digits(rest + 1, 1)) rest += 1 + strspn(rest + 1, "0123456789");
    bool ends = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) ends |= strcmp(rest, endings[i]) == 0;
    long date = strtol(day, NULL, 10), clock = strtol(time, NULL, 10);
    if (!ends || !yz_date_valid((yz_date)date) || clock / 10000 > 23 || clock / 100 % 100 > 59) return 0;
    return yz_moment_make((yz_date)date, (int)(clock / 10000 * 60 + clock / 100 % 100)) + clock % 100 * 1000;
}

static bool is_ours(struct yz_session *s, const char *path, const unsigned char first[32], struct yz_backup_file *f) {
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || yz_backup_look(path, &f->facts) != YZ_OK) return false;
    f->bytes = st.st_size;
    return f->facts.number == yz_store_number(s->store) && memcmp(f->facts.founding, first, 32) == 0;
}

static int newest_first(const void *a, const void *b) {
    const struct yz_backup_file *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? 1 : -1;
    return x->facts.seq != y->facts.seq ? (x->facts.seq < y->facts.seq ? 1 : -1) : strcmp(y->name, x->name);
}

static enum yz_status read_folder(struct yz_session *s, DIR *d, const char *where, struct yz_backup_file *out,
                                  size_t max, size_t *count) {
    char base[160], path[4096 + 300], sum[65];
    unsigned char first[32];
    enum yz_status status = yz_store_founding(s->store, first);
    yz_backup_base(s, base);
    for (const struct dirent *e; status == YZ_OK && *count < max && (e = readdir(d)) != NULL;) {
        struct yz_backup_file f = {.at = yz_backup_name_time(e->d_name, base)};
        snprintf(path, sizeof path, "%s/%s", where, e->d_name);
        if (!f.at || !is_ours(s, path, first, &f)) continue;
        yz_copy(f.name, sizeof f.name, e->d_name);
        status = yz_backup_noted(s, f.name, &f.mark, sum);
        out[(*count)++] = f;
    }
    return status;
}

enum yz_status yz_backup_files(struct yz_session *s, const char *folder, struct yz_backup_file *out, size_t max,
                               size_t *count, char where[4096]) {
    char place[4096];
    *count = 0;
    enum yz_status status = yz_backup_folder(s, folder, place);
    if (where) yz_copy(where, 4096, place);
    if (status != YZ_OK) return status;
    DIR *d = opendir(place);
    if (!d) return yz_fail(YZ_BUSY, _("备份文件夹 %1$s 读不了：%2$s"), place, yz_errno_text(errno));
    status = read_folder(s, d, place, out, max, count);
    closedir(d);
    qsort(out, *count, sizeof *out, newest_first);
    if (status == YZ_OK) yz_backup_tiers(out, *count, yz_today(), yz_backup_rules());
    return status;
}
