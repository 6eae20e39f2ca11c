/* Data files: the compiled-in ones, and those which stand in for them from outside. */
#include "base/data.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

#include "base/embedded.h"

#ifndef YZ_SYSCONFDIR
#define YZ_SYSCONFDIR "/etc/yizhan"
#endif

enum { NAME_ROOM = 256, PATH_ROOM = 4096, DEEPEST = 6 };
static const off_t largest = 64 << 20;

/* A file read from outside, kept until yz_data_free. */
struct loaded {
    struct loaded *next;
    char *bytes;
    size_t size;
    char name[NAME_ROOM];
};
static struct loaded *loaded;

/* Names stay below their folder: no absolute path, no hidden file, no "..". */
static bool name_ok(const char *name) {
    if (strlen(name) >= NAME_ROOM || *name == '/' || *name == '.') return false;
    return !strstr(name, "/.") && !strstr(name, "//");
}

/* What decides who may do what: not from a folder that anybody may name. */
static bool of_rights(const char *name) {
    return strncmp(name, "trust/", 6) == 0 || strcmp(name, "codes/staff_role.csv") == 0;
}

/* The folders that are looked at first, in order; NULL when there is no i-th. */
static const char *folder(const char *name, int i) {
    const char *own = getenv("YIZHAN_DATA");
    bool has_own = own && *own && !of_rights(name);
    if (i == 0 && has_own) return own;
    return i == (has_own ? 1 : 0) ? YZ_SYSCONFDIR : NULL;
}

static char *read_all(int fd, size_t size) {
    char *bytes = malloc(size + 1);
    size_t have = 0;
    while (bytes && have < size) {
        ssize_t got = read(fd, bytes + have, size - have);
        if (got > 0) {
            have += (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            free(bytes);
            if (got == 0) errno = EIO; /* shorter than it was a moment ago */
            return NULL;
        }
    }
    if (bytes) bytes[size] = '\0';
    return bytes;
}

/* Reads an open file into the list; NULL with errno set. */
static struct loaded *keep(const char *name, int fd) {
    struct stat st;
    if (fstat(fd, &st) != 0) return NULL;
    if (!S_ISREG(st.st_mode) || st.st_size > largest) {
        errno = S_ISREG(st.st_mode) ? EFBIG : EISDIR;
        return NULL;
    }
    struct loaded *l = calloc(1, sizeof *l);
    if (!l) return NULL;
    l->size = (size_t)st.st_size;
    l->bytes = read_all(fd, l->size);
    if (!l->bytes) {
        free(l);
        return NULL;
    }
    snprintf(l->name, sizeof l->name, "%s", name);
    l->next = loaded;
    return loaded = l;
}

/* A file that is set up wrongly is refused; one that cannot be read this time is a failure (yz_failures): what is worked
 * out without it may be wrong. */
static enum yz_status unreadable(int why) {
    return why == EACCES || why == EPERM || why == EISDIR || why == EFBIG || why == ELOOP ? YZ_REFUSED : YZ_BUSY;
}

/* Looks for `name` in one folder. False when a file is there that cannot be used; `*found` stays NULL without one. */
static bool load_from(const char *dir, const char *name, struct loaded **found) {
    char path[PATH_ROOM];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path) return true;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) return true;
    *found = fd < 0 ? NULL : keep(name, fd);
    int why = errno;
    if (fd >= 0) close(fd);
    if (!*found) yz_fail(unreadable(why), _("数据文件 %s 读不了：%s"), path, yz_errno_text(why));
    return *found != NULL;
}

static const struct yz_embedded *embedded(const char *name) {
    size_t low = 0, high = yz_embedded_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, yz_embedded_all[middle]->name);
        if (order == 0) return yz_embedded_all[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

static const char *answer(const char *bytes, size_t bytes_size, size_t *size) {
    if (size) *size = bytes_size;
    return bytes;
}

const char *yz_data(const char *name, size_t *size) {
    struct loaded *l = NULL;
    bool usable = name_ok(name);
    for (struct loaded *i = loaded; usable && i; i = i->next) {
        if (strcmp(i->name, name) == 0) return answer(i->bytes, i->size, size);
    }
    for (int i = 0; usable && !l && folder(name, i); i++) {
        if (!load_from(folder(name, i), name, &l)) return answer(NULL, 0, size);
    }
    if (l) return answer(l->bytes, l->size, size);
    const struct yz_embedded *e = usable ? embedded(name) : NULL;
    if (e) return answer(e->bytes, e->size, size);
    yz_fail(YZ_REFUSED, _("没有数据文件 %s"), name);
    return answer(NULL, 0, size);
}

bool yz_data_outside(const char *name, char *out, size_t room) {
    *out = '\0';
    for (int i = 0; name_ok(name) && folder(name, i); i++)
        if (snprintf(out, room, "%s/%s", folder(name, i), name) < (int)room && access(out, F_OK) == 0) return true;
    *out = '\0';
    return false;
}

void yz_data_free(void) {
    while (loaded) {
        struct loaded *next = loaded->next;
        free(loaded->bytes);
        free(loaded);
        loaded = next;
    }
}

/* The names under a prefix, gathered from all places. */
struct names {
    char **all;
    size_t count, room;
    bool lost; /* memory ran out */
};

static void add_name(struct names *n, const char *name) {
    if (n->count == n->room) {
        size_t room = n->room ? n->room * 2 : 32;
        char **all = realloc(n->all, room * sizeof *all);
        if (!all) {
            n->lost = true;
            return;
        }
        n->all = all;
        n->room = room;
    }
    n->all[n->count] = strdup(name);
    if (n->all[n->count]) n->count++;
    else n->lost = true;
}

/* Adds the files below `dir`/`below` ("" or "services/"). */
static void add_folder(struct names *n, const char *dir, const char *below, int depth) {
    char path[PATH_ROOM], name[NAME_ROOM];
    if (snprintf(path, sizeof path, "%s/%s", dir, below) >= (int)sizeof path) return;
    DIR *d = depth < DEEPEST ? opendir(path) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        struct stat st;
        if (e->d_name[0] == '.' || fstatat(dirfd(d), e->d_name, &st, 0) != 0) continue;
        const char *slash = S_ISDIR(st.st_mode) ? "/" : "";
        if (snprintf(name, sizeof name, "%s%s%s", below, e->d_name, slash) >= (int)sizeof name) continue;
        if (*slash) add_folder(n, dir, name, depth + 1);
        else if (S_ISREG(st.st_mode)) add_name(n, name);
    }
    if (d) closedir(d);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void gather(struct names *n, const char *prefix) {
    char below[NAME_ROOM];
    const char *slash = strrchr(prefix, '/');
    snprintf(below, sizeof below, "%.*s", slash ? (int)(slash + 1 - prefix) : 0, prefix);
    for (size_t i = 0; i < yz_embedded_count; i++) add_name(n, yz_embedded_all[i]->name);
    for (int i = 0; folder(prefix, i); i++) add_folder(n, folder(prefix, i), below, 0);
    if (n->count) qsort(n->all, n->count, sizeof *n->all, by_name);
}

bool yz_data_each(const char *prefix, bool (*each)(const char *name, void *with), void *with) {
    struct names n = {0};
    bool on = true;
    if (!*prefix || name_ok(prefix)) gather(&n, prefix);
    if (n.lost) {
        yz_fail(YZ_BUSY, _("内存不足"));
        on = false;
    }
    for (size_t i = 0; on && i < n.count; i++) {
        bool again = i > 0 && strcmp(n.all[i], n.all[i - 1]) == 0;
        if (!again && strncmp(n.all[i], prefix, strlen(prefix)) == 0) on = each(n.all[i], with);
    }
    for (size_t i = 0; i < n.count; i++) free(n.all[i]);
    free(n.all);
    return on;
}
