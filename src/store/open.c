/* Opening the station file: looked at by hand first, then by SQLite with its guards up.
 *
 * The hand's look must come before: once SQLite has the file open, closing any other descriptor of it in this process
 * drops SQLite's locks, and with them other clerks' commits. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#ifdef __linux__
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

enum { HEADER = 512, PAGE_SIZE_AT = 16, PAGES_AT = 28, USER_VERSION_AT = 60, APPLICATION_AT = 68 };

static struct yz_store *open_stores;

/* --- names --- */

/* The folder's real name and the file's own: SQLite's NOFOLLOW would refuse a link anywhere in the path, we only one at
 * its end. */
static enum yz_status real_path(const char *path, char out[YZ_PATH]) {
    char folder[YZ_PATH], *real;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = slash ? (size_t)(slash - path) : 1;
    if (!*name || strlen(path) > YZ_PATH - 300)
        return yz_fail(YZ_REFUSED, _("文件名不对：%s；请写出文件夹和文件名"), path);
    if (slash) snprintf(folder, sizeof folder, "%.*s", n ? (int)n : 1, path);
    else snprintf(folder, sizeof folder, ".");
    real = realpath(folder, NULL);
    if (!real) return yz_fail(YZ_REFUSED, _("没有文件夹 %s：%s"), folder, yz_errno_text(errno));
    int length = snprintf(out, YZ_PATH, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
    free(real);
    if (length >= YZ_PATH - 300) return yz_fail(YZ_REFUSED, _("文件名太长：%s"), path);
    return YZ_OK;
}

void yz_folder_of(const char *path, char out[YZ_PATH]) {
    const char *slash = strrchr(path, '/');
    if (!slash) snprintf(out, YZ_PATH, ".");
    else snprintf(out, YZ_PATH, "%.*s", slash > path ? (int)(slash - path) : 1, path);
}

/* --- the file system --- */

#ifdef __linux__
/* Locks and shared memory do not work across machines. */
static const unsigned long network[] = {0x6969 /* NFS */,
                                        0x517B /* SMB */,
                                        0xFF534D42 /* CIFS */,
                                        0xFE534D42 /* SMB2 */,
                                        0x01021997 /* 9P */,
                                        0x5346414F /* AFS */,
                                        0x6B414653 /* AFS */,
                                        0x00C36400 /* CEPH */,
                                        0x73757245 /* CODA */,
                                        0x564C /* NCP */,
                                        0x0BD00BD0 /* LUSTRE */,
                                        0x01161970 /* GFS2 */,
                                        0x7461636F /* OCFS2 */};
static const unsigned long doubtful[] = {0x65735546 /* FUSE */, 0x4D44 /* FAT */, 0x2011BAB0 /* exFAT */};

static bool among(unsigned long type, const unsigned long *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (list[i] == type) return true;
    return false;
}

static bool on_network(const struct statfs *fs) {
    return among((unsigned long)fs->f_type & 0xFFFFFFFF, network, sizeof network / sizeof *network);
}

static bool is_doubtful(const struct statfs *fs) {
    return among((unsigned long)fs->f_type & 0xFFFFFFFF, doubtful, sizeof doubtful / sizeof *doubtful);
}
#else
static bool on_network(const struct statfs *fs) {
    return !(fs->f_flags & MNT_LOCAL);
}

static bool is_doubtful(const struct statfs *fs) {
    return strncmp(fs->f_fstypename, "msdos", 5) == 0 || strstr(fs->f_fstypename, "fuse") != NULL;
}
#endif

enum yz_status yz_folder_look(const char *path, unsigned *warnings) {
    char folder[YZ_PATH];
    struct statfs fs;
    struct stat st;
    yz_folder_of(path, folder);
    if (statfs(folder, &fs) == 0) {
        if (on_network(&fs))
            return yz_fail(YZ_BUSY, _("%s 在网络共享上，那里的锁靠不住，数据会损坏；请放到本机的磁盘上"), path);
        if (is_doubtful(&fs) && warnings) *warnings |= YZ_WARN_FILE_SYSTEM;
    }
    /* Without any write bit a folder is meant to be left alone, by the administrator too. */
    if (stat(folder, &st) != 0 || (st.st_mode & 0222) == 0 || access(folder, W_OK | X_OK) != 0)
        return yz_fail(YZ_BUSY, _("文件夹 %s 不能写，驿站文件在里面用不了；请检查文件夹的权限"), folder);
    return YZ_OK;
}

/* --- the look by hand --- */

static enum yz_status wrong_sort(const char *path, mode_t mode) {
    if (S_ISLNK(mode)) return yz_fail(YZ_FOREIGN, _("%s 是符号链接；请直接写出驿站文件的位置"), path);
    if (S_ISDIR(mode)) return yz_fail(YZ_FOREIGN, _("%s 是文件夹，不是驿站文件；请写出文件夹里的文件名"), path);
    return yz_fail(YZ_FOREIGN, _("%s 不是普通文件；请写出驿站文件的位置"), path);
}

static enum yz_status cannot_open(const char *path) {
    int error = errno;
    if (error == ENOENT) return yz_fail(YZ_REFUSED, _("没有文件 %s；新建用 yizhan init 或 yizhan demo"), path);
    if (error == ELOOP) return wrong_sort(path, S_IFLNK);
    if (error == EACCES || error == EPERM || error == EROFS)
        return yz_fail(YZ_BUSY, _("%s 是只读的，或没有读写它的权限；请检查文件的权限"), path);
    return yz_fail(YZ_BUSY, _("%1$s 打不开：%2$s"), path, yz_errno_text(error));
}

static uint32_t big_endian(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The file is shorter than it says and no WAL holds the rest. Its size is asked last: another process may be folding
 * its WAL in at this moment. */
static bool is_cut(const char *path, const unsigned char *header) {
    char wal[YZ_PATH + 8];
    struct stat st;
    unsigned page = (unsigned)header[PAGE_SIZE_AT] << 8 | header[PAGE_SIZE_AT + 1];
    snprintf(wal, sizeof wal, "%s-wal", path);
    if (page == 1) page = 65536;
    bool folded = stat(wal, &st) != 0 || st.st_size == 0;
    return folded && stat(path, &st) == 0 && (int64_t)big_endian(header + PAGES_AT) * page > st.st_size;
}

static enum yz_status look_at_header(const char *path, const unsigned char *header) {
    if (memcmp(header, "SQLite format 3", 16) != 0)
        return yz_fail(YZ_FOREIGN, _("%s 不是驿站文件；请核对文件名"), path);
    if (big_endian(header + APPLICATION_AT) != YZ_APPLICATION_ID)
        return yz_fail(YZ_FOREIGN, _("%s 是别的程序的数据库，不是驿站文件；请核对文件名"), path);
    if ((int32_t)big_endian(header + USER_VERSION_AT) > YZ_SCHEMA_VERSION)
        return yz_fail(YZ_FOREIGN, _("%s 是由较新版本的驿站程序写的，这个版本不能打开；请更新程序"), path);
    if (is_cut(path, header))
        return yz_fail(YZ_FOREIGN, _("%s 不完整，后面的部分丢了；请恢复备份：yizhan restore"), path);
    return YZ_OK;
}

static enum yz_status look_at_content(const char *path, int fd, off_t size) {
    unsigned char header[HEADER];
    if (size == 0) return yz_fail(YZ_FOREIGN, _("%s 是空文件，里面什么也没有；请恢复备份：yizhan restore"), path);
    ssize_t n = size < HEADER ? 0 : pread(fd, header, sizeof header, 0);
    if (n < 0) return cannot_open(path);
    if (n != HEADER) return yz_fail(YZ_FOREIGN, _("%s 不是驿站文件；请核对文件名"), path);
    return look_at_header(path, header);
}

enum yz_status yz_file_look(const char *path, mode_t *mode, unsigned *warnings) {
    struct stat st;
    if (lstat(path, &st) != 0) return cannot_open(path);
    if (!S_ISREG(st.st_mode)) return wrong_sort(path, st.st_mode);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return cannot_open(path);
    enum yz_status status = fstat(fd, &st) == 0 ? YZ_OK : cannot_open(path);
    if (status == YZ_OK) status = look_at_content(path, fd, st.st_size);
    close(fd);
    if (mode) *mode = st.st_mode;
    if (warnings && status == YZ_OK) status = yz_folder_look(path, warnings);
    return status;
}

/* `mode & 0222`: a file without any write bit is meant to be left alone, by the administrator too. */
static enum yz_status look_writable(const char *path, mode_t mode) {
    if ((mode & 0222) && access(path, R_OK | W_OK) == 0) return YZ_OK;
    return yz_fail(YZ_BUSY, _("%s 是只读的，或没有读写它的权限；请检查文件的权限"), path);
}

/* --- SQLite --- */

static int on_wal(void *ctx, sqlite3 *db, const char *name, int pages) {
    (void)db;
    (void)name;
    ((struct yz_store *)ctx)->wal_pages = pages;
    return SQLITE_OK;
}

/* When memory or the disk fails, SQLite may roll back by itself; what is written after that, in the same act, would be
 * committed on the spot, without what came before. */
static int on_commit(void *ctx) {
    const struct yz_store *s = ctx;
    return s->tx_depth > 0 && !s->committing;
}

static void set_guards(sqlite3 *db) {
    static const struct {
        int option, on;
    } guards[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                  {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                  {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
                  {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                  {SQLITE_DBCONFIG_ENABLE_QPSG, 1}};
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        sqlite3_db_config(db, guards[i].option, guards[i].on, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 16 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100000);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
}

/* "PRAGMA journal_mode=X" answers with the mode it got. */
static enum yz_status set_journal_mode(struct yz_store *s, const char *sql, const char *mode) {
    sqlite3_stmt *stmt = yz_prepare(s, sql);
    if (!stmt) return yz_sqlite_last();
    bool got = sqlite3_step(stmt) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), mode) == 0;
    int rc = sqlite3_finalize(stmt);
    if (rc != SQLITE_OK) return yz_sqlite_fail(s, rc, _("打开文件"));
    if (!got) return yz_fail(YZ_BUSY, _("%s 所在的磁盘不支持多人同时使用（WAL）；请放到本机的磁盘上"), s->path);
    return YZ_OK;
}

/* Unpublished, nobody sees the file before it is synced and renamed: neither journal nor syncing is needed, only that
 * an act can be given up. */
static enum yz_status set_pragmas(struct yz_store *s) {
    enum yz_status status =
        yz_exec(s, "PRAGMA mmap_size=0;PRAGMA cell_size_check=ON;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON");
    if (status != YZ_OK) return status;
    if (*s->published) {
        status = yz_exec(s, "PRAGMA synchronous=OFF;PRAGMA locking_mode=EXCLUSIVE;PRAGMA cache_size=-65536");
        return status == YZ_OK ? set_journal_mode(s, "PRAGMA journal_mode=MEMORY", "memory") : status;
    }
    status = set_journal_mode(s, "PRAGMA journal_mode=WAL", "wal");
    if (status != YZ_OK) return status;
    return yz_exec(s, "PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA journal_size_limit=16777216;"
                      "PRAGMA cache_size=-9216");
}

enum yz_status yz_connect(struct yz_store *s, const char *path) {
    int rc = sqlite3_open_v2(
        path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
    enum yz_status status = rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("打开文件"));
    if (status == YZ_OK) {
        sqlite3_busy_timeout(s->db, 2000);
        set_guards(s->db);
        sqlite3_commit_hook(s->db, on_commit, s);
        sqlite3_wal_hook(s->db, on_wal, s); /* instead of SQLite's own checkpoints: ours are made under the lock */
        status = set_pragmas(s);
    }
    if (status == YZ_OK && !(s->rollback = yz_prepare(s, "ROLLBACK"))) status = yz_sqlite_last();
    if (status != YZ_OK) yz_disconnect(s);
    return status;
}

static void release_statements(struct yz_store *s) {
    yz_queries_drop(s);
    free(s->reach.ids);
    s->reach.ids = NULL;
    for (size_t i = 0; i < YZ_KIND_COUNT; i++) {
        struct yz_kind_use *use = &s->kind[i];
        sqlite3_finalize(use->insert);
        sqlite3_finalize(use->update);
        sqlite3_finalize(use->remove);
        free(use->before);
        *use = (struct yz_kind_use){0};
    }
    sqlite3_finalize(s->journal_insert);
    sqlite3_finalize(s->version_stmt);
    sqlite3_finalize(s->rollback);
    s->journal_insert = s->version_stmt = s->rollback = NULL;
    yz_buffer_free(&s->json);
}

void yz_disconnect(struct yz_store *s) {
    release_statements(s);
    yz_cards_free(s);
    yz_sums_free(s);
    sqlite3_close(s->db);
    s->db = NULL;
}

/* --- open --- */

struct yz_store *yz_store_new(void) {
    struct yz_store *s = sodium_init() < 0 ? NULL : calloc(1, sizeof *s);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* no mutex in any call; refused, without harm, once SQLite works */
    if (!s) {
        yz_fail(YZ_BUSY, _("内存不够"));
        return NULL;
    }
    s->lock_fd = -1;
    s->lock_wait = YZ_LOCK_WAIT;
    s->number = s->epoch = 1;
    return s;
}

static bool is_open_here(const char *path) {
    struct stat st;
    if (lstat(path, &st) != 0) return false;
    for (const struct yz_store *s = open_stores; s; s = s->next)
        if (s->inode == st.st_ino && s->device == st.st_dev) return true;
    return false;
}

static int64_t data_version(struct yz_store *s) {
    if (!s->version_stmt && !(s->version_stmt = yz_prepare(s, "PRAGMA data_version"))) return 0;
    int64_t version = sqlite3_step(s->version_stmt) == SQLITE_ROW ? sqlite3_column_int64(s->version_stmt, 0) : 0;
    sqlite3_reset(s->version_stmt);
    return version;
}

static void join_open_stores(struct yz_store *s) {
    struct stat st;
    if (stat(s->path, &st) != 0) return;
    s->device = st.st_dev;
    s->inode = st.st_ino;
    s->next = open_stores;
    open_stores = s;
}

static void leave_open_stores(const struct yz_store *s) {
    for (struct yz_store **at = &open_stores; *at; at = &(*at)->next)
        if (*at == s) {
            *at = s->next;
            return;
        }
}

static enum yz_status look(struct yz_store *s, mode_t *mode) {
    if (is_open_here(s->path)) return YZ_OK; /* looked at before; a second look would drop its locks */
    enum yz_status status = yz_file_look(s->path, mode, &s->warnings);
    return status == YZ_OK ? look_writable(s->path, *mode) : status;
}

/* Read wrongly, they would make ids that were given before. */
static enum yz_status read_facts(struct yz_store *s) {
    unsigned failures = yz_failures();
    s->number = (int)yz_meta(s, "number", 1);
    s->epoch = (uint32_t)yz_meta(s, "epoch", 1);
    return yz_failures() == failures ? YZ_OK : yz_sqlite_last();
}

enum yz_status yz_store_attach(struct yz_store *s, bool accept_loss) {
    mode_t mode = 0600;
    enum yz_status status = look(s, &mode);
    if (status == YZ_OK) status = yz_lock_open(s, mode);
    if (status == YZ_OK) status = yz_connect(s, s->path);
    if (status != YZ_OK) return status;
    join_open_stores(s);
    status = read_facts(s);
    if (status != YZ_OK) return status;
    yz_witness_arrive(s);
    if (!accept_loss) status = yz_witness_check(s);
    if (status == YZ_OK) status = yz_schema_current(s);
    s->data_version = data_version(s);
    return status;
}

static enum yz_status open_file(const char *path, bool accept_loss, struct yz_store **out) {
    struct yz_store *s = yz_store_new();
    *out = NULL;
    if (!s) return YZ_BUSY;
    enum yz_status status = real_path(path, s->path);
    if (status == YZ_OK) status = yz_store_attach(s, accept_loss);
    if (status == YZ_OK) *out = s;
    else yz_store_close(s);
    return status;
}

enum yz_status yz_store_open(const char *path, struct yz_store **out) {
    return open_file(path, false, out);
}

enum yz_status yz_store_resolve(const char *path, char out[YZ_PATH]) {
    return real_path(path, out);
}

/* --- close --- */

enum { LEAVE_WAIT = 200 }; /* ms: who holds the lock longer is at work, and will be the last */

/* Leaving the lock to others only when it cannot be had: then the last of them folds the WAL in. */
static void fold_wal(struct yz_store *s) {
    int moved = 0;
    bool locked = yz_lock_try(s, "close", LEAVE_WAIT);
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (!locked || moved || s->broken) {
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        return;
    }
    if (yz_lock_alone(s)) sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    yz_witness_leave(s);
}

void yz_store_close(struct yz_store *s) {
    if (!s) return;
    yz_act_abort(s);
    yz_tx_rollback(s);
    if (s->db && s->lock_fd >= 0) fold_wal(s);
    yz_keys_free(s);
    yz_tally_free(s);
    if (s->db) yz_disconnect(s);
    leave_open_stores(s);
    yz_lock_close(s);
    if (*s->published) unlink(s->path);
    free(s);
}

/* --- small questions --- */

const char *yz_store_path(const struct yz_store *s) {
    return *s->published ? s->published : s->path;
}

void yz_store_person(struct yz_store *s, const char *name) {
    snprintf(s->person, sizeof s->person, "%s", name);
}

void yz_store_wait(struct yz_store *s, int ms) {
    s->lock_wait = ms;
}

unsigned yz_store_warnings(const struct yz_store *s) {
    return s->warnings;
}

bool yz_store_alone(struct yz_store *s) {
    return yz_lock_alone(s);
}

bool yz_store_changed(struct yz_store *s) {
    int64_t now = data_version(s);
    bool changed = now != s->data_version;
    s->data_version = now;
    return changed;
}

bool yz_store_check_owed(const struct yz_store *s) {
    return s->check_owed;
}

enum yz_status yz_store_quick_check(struct yz_store *s) {
    char answer[160] = "";
    struct yz_query *q = yz_sql(s, "PRAGMA quick_check(1)");
    if (yz_next(q)) snprintf(answer, sizeof answer, "%s", yz_text(q, 0));
    enum yz_status status = yz_done(q);
    if (status != YZ_OK) return status;
    if (strcmp(answer, "ok") != 0)
        return yz_fail(YZ_FOREIGN, _("%s 已损坏（%s）；请恢复备份：yizhan restore"), yz_store_path(s), answer);
    s->check_owed = false;
    return YZ_OK;
}

enum yz_status yz_store_next_epoch(struct yz_store *s, const char *verb) {
    enum yz_status status = yz_act_begin(s, verb, 0);
    if (status != YZ_OK) return status;
    s->epoch++;
    status = yz_meta_set(s, "epoch", s->epoch);
    if (status == YZ_OK) status = yz_note(s, verb, 0, NULL);
    if (status == YZ_OK) return yz_act_commit(s, NULL);
    yz_act_abort(s);
    return status;
}

enum yz_status yz_store_accept_loss(const char *path) {
    struct yz_store *s;
    enum yz_status status = open_file(path, true, &s);
    if (status != YZ_OK) return status;
    /* From here on the witness says what the file holds. */
    status = yz_lock_take(s, "accept-loss", s->lock_wait);
    if (status == YZ_OK && !yz_witness_renew(s, false, true))
        status = yz_fail(YZ_BUSY, _("%s 的锁文件写不了"), s->path);
    yz_lock_drop(s);
    if (status == YZ_OK) status = yz_store_next_epoch(s, "accept-loss");
    yz_store_close(s);
    return status;
}
