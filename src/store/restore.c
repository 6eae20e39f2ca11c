/* Puts a backup in the place of the station file: only after a copy of it, beside that place, was read through and
 * checked. The file replaced is kept beside with the time in its name; nothing is lost by restoring the wrong backup. */
#include "store/copy.h"

#include <yizhan/i18n.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the copy --- */

static enum yz_status copy_failed(const char *path, sqlite3 *to, int rc) {
    return yz_fail(YZ_BUSY, _("%1$s 写不了：%2$s"), path, to ? sqlite3_errmsg(to) : sqlite3_errstr(rc));
}

/* Page by page, what a WAL beside the backup holds included. */
static enum yz_status copy_into(const char *backup, const char *temporary) {
    sqlite3 *from = yz_open_quiet(backup), *to = NULL;
    if (!from) return YZ_BUSY;
    int rc = sqlite3_open_v2(temporary, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    enum yz_status status = rc == SQLITE_OK ? YZ_OK : copy_failed(temporary, to, rc);
    sqlite3_backup *copy = status == YZ_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (copy) {
        sqlite3_exec(to, "PRAGMA synchronous=OFF", NULL, NULL, NULL); /* synced when it gets its name */
        rc = sqlite3_backup_step(copy, -1);
        sqlite3_backup_finish(copy);
        if (rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT)
            status = yz_fail(YZ_FOREIGN, _("%1$s 已损坏：%2$s"), backup, sqlite3_errstr(rc));
        else if (rc != SQLITE_DONE) status = copy_failed(temporary, NULL, rc);
    } else if (status == YZ_OK) {
        status = copy_failed(temporary, to, sqlite3_errcode(to));
    }
    sqlite3_close(to);
    sqlite3_close(from);
    return status;
}

/* The copy as a store of its own, which nobody else knows. */
static enum yz_status open_copy(const char *temporary, struct yz_store **out) {
    struct yz_store *s = *out = yz_store_new();
    if (!s) return YZ_BUSY;
    snprintf(s->path, sizeof s->path, "%s", temporary);
    snprintf(s->published, sizeof s->published, "%s", temporary); /* writes without a lock */
    enum yz_status status = yz_connect(s, temporary);
    if (status != YZ_OK) free(s);
    return status;
}

static int64_t witnessed_epoch(const char *path) {
    char sidecar[YZ_PATH];
    struct yz_witness w = {0};
    yz_sidecar_path(path, sidecar);
    int fd = open(sidecar, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool there = fd >= 0 && yz_witness_read(fd, &w);
    if (fd >= 0) close(fd);
    return there ? w.epoch : 0;
}

/* The newest epoch that the file to be replaced is known to have had: 0 when nothing is known of it. A damaged file is
 * what restoring is for; one that only could not be read now must not be taken for it. */
static enum yz_status last_epoch(const char *path, int64_t *epoch) {
    sqlite3_stmt *stmt = NULL;
    *epoch = witnessed_epoch(path);
    if (!yz_exists(path)) return YZ_OK;
    sqlite3 *db = yz_open_quiet(path);
    if (!db) return YZ_BUSY;
    int rc = sqlite3_prepare_v2(db, "SELECT value FROM meta WHERE name = 'epoch'", -1, &stmt, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW && sqlite3_column_int64(stmt, 0) > *epoch)
        *epoch = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    if ((rc & 0xFF) == SQLITE_NOMEM || (rc & 0xFF) == SQLITE_BUSY)
        return yz_fail(YZ_BUSY, _("%1$s 打不开：%2$s"), path, sqlite3_errstr(rc));
    return YZ_OK;
}

static enum yz_status begin_epoch(struct yz_store *s, const char *path) {
    unsigned failures = yz_failures();
    int64_t here = yz_meta(s, "epoch", 1), there = 0;
    enum yz_status status = yz_failures() == failures ? last_epoch(path, &there) : yz_sqlite_last();
    return status == YZ_OK ? yz_meta_set(s, "epoch", (here > there ? here : there) + 1) : status;
}

/* Everything that verify and open would say of it; then a new epoch, so that no id of the lost time is given again. */
static enum yz_status check_copy(const char *backup, const char *temporary, const char *path) {
    struct yz_verdict v = {0};
    struct yz_store *s;
    enum yz_status status = open_copy(temporary, &s);
    if (status != YZ_OK) return status;
    status = yz_schema_current(s);
    if (status == YZ_OK) status = yz_verify_content(s, &v);
    if (status == YZ_OK) status = yz_verdict_close(&v, backup);
    if (status == YZ_OK) status = begin_epoch(s, path);
    yz_keys_free(s);
    yz_tally_free(s);
    yz_disconnect(s);
    free(s);
    return status;
}

/* --- the file in whose place it goes --- */

static bool same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Nobody else may have it open: they would go on working in the file that was put aside. */
static enum yz_status not_in_use(const char *path, mode_t mode) {
    struct yz_store *probe = yz_store_new();
    if (!probe) return YZ_BUSY;
    snprintf(probe->path, sizeof probe->path, "%s", path);
    enum yz_status status = yz_lock_open(probe, mode);
    if (status == YZ_OK && !yz_lock_alone(probe))
        status = yz_fail(YZ_BUSY, _("%s 正被别的程序打开着；请先退出所有驿站程序，再恢复"), path);
    yz_lock_close(probe);
    free(probe);
    return status;
}

/* STATION.db.20261123-193005, and a number when there is one already. */
static void keep_name(const char *path, char out[YZ_PATH]) {
    char at[YZ_MOMENT_TEXT], digits[YZ_MOMENT_TEXT];
    size_t n = 0;
    yz_moment now = yz_now();
    yz_moment_text(now, at);
    for (const char *p = at; *p; p++)
        if (*p == ' ') digits[n++] = '-';
        else if (*p >= '0' && *p <= '9') digits[n++] = *p;
    digits[n] = '\0';
    snprintf(out, YZ_PATH, "%.3900s.%s%02d", path, digits, (int)(now / 1000 % 60));
    for (int i = 2; yz_exists(out) && i < 1000; i++)
        snprintf(out, YZ_PATH, "%.3900s.%s%02d-%d", path, digits, (int)(now / 1000 % 60), i);
}

/* What its WAL holds goes into the file that is kept; a WAL that cannot be read is kept under its name. */
static enum yz_status settle_wal(const char *path, const char *keep) {
    char wal[YZ_PATH + 8], kept[YZ_PATH + 8];
    int fd = -1;
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(kept, sizeof kept, "%s-wal", keep);
    if (!yz_exists(wal)) return YZ_OK;
    enum yz_status status = yz_lock_file(path, "restore", YZ_LOCK_WAIT, &fd);
    if (status != YZ_OK) return status;
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK)
        sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    sqlite3_close(db);
    struct stat st;
    if (lstat(wal, &st) == 0 && st.st_size > 0 && link(wal, kept) != 0 && rename(wal, kept) != 0)
        status = yz_file_failed(kept);
    close(fd);
    return status;
}

static enum yz_status put_in_place(const char *temporary, const char *path, bool replace) {
    char keep[YZ_PATH];
    struct stat st;
    if (!yz_exists(path)) return yz_file_publish(temporary, path, false, NULL);
    keep_name(path, keep);
    enum yz_status status = lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? YZ_OK : yz_path_taken(path);
    if (status == YZ_OK) status = not_in_use(path, st.st_mode);
    if (status == YZ_OK) status = settle_wal(path, keep);
    if (status == YZ_OK && chmod(temporary, st.st_mode & 0777) != 0) status = yz_file_failed(temporary);
    return status == YZ_OK ? yz_file_publish(temporary, path, replace, keep) : status;
}

static enum yz_status restore(const char *backup, const char *path, bool replace) {
    char temporary[YZ_PATH];
    if (same_file(backup, path)) return yz_fail(YZ_REFUSED, _("%s 就是驿站文件本身，不能用它恢复它自己"), path);
    if (!replace && yz_exists(path)) return yz_path_taken(path);
    enum yz_status status = yz_file_look(backup, NULL, NULL);
    if (status == YZ_OK) status = yz_folder_look(path, NULL);
    if (status == YZ_OK) status = yz_temporary(path, temporary);
    if (status != YZ_OK) return status;
    status = copy_into(backup, temporary);
    if (status == YZ_OK) status = check_copy(backup, temporary, path);
    if (status == YZ_OK) status = put_in_place(temporary, path, replace);
    if (status != YZ_OK) yz_copy_remove(temporary);
    return status;
}

enum yz_status yz_store_restore(const char *backup, const char *path, bool replace) {
    char from[YZ_PATH], to[YZ_PATH];
    enum yz_status status = yz_store_resolve(backup, from);
    if (status == YZ_OK) status = yz_store_resolve(path, to);
    return status == YZ_OK ? restore(from, to, replace) : status;
}
