/* Puts a backup in the place of the station file: only after a copy of it, beside that place, was read through and
 * checked. The file replaced is kept beside with the time in its name; nothing is lost by restoring the wrong backup. */
#include "base/json.h"
#include "store/copy.h"

#include <yizhan/i18n.h>

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the copy --- */

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
    if (yz_passing(rc)) return yz_fail(YZ_BUSY, _("%1$s 打不开：%2$s"), path, sqlite3_errstr(rc));
    return YZ_OK;
}

static enum yz_status begin_epoch(struct yz_store *s, const char *path) {
    unsigned failures = yz_failures();
    int64_t here = yz_meta(s, "epoch", 1), there = 0;
    enum yz_status status = yz_failures() == failures ? last_epoch(path, &there) : yz_sqlite_last();
    return status == YZ_OK ? yz_meta_set(s, "epoch", (here > there ? here : there) + 1) : status;
}

/* What was put back, and how much went with the file it replaces, is the first line of the new epoch. */
static enum yz_status note_restore(struct yz_store *s, const struct yz_restore_want *want,
                                   const struct yz_restore_told *told) {
    struct yz_buffer body = {0};
    struct yz_json j;
    int64_t seq;
    yz_moment at; /* when what is in it ends */
    unsigned char head[YZ_HASH];
    enum yz_status status = yz_journal_head(s, &seq, head, &at);
    const char *slash = strrchr(want->backup, '/');
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "name", slash ? slash + 1 : want->backup);
    yz_json_bool(&j, "ok", true); /* it was read through */
    yz_json_int(&j, "seq", told->facts.seq);
    yz_json_int(&j, "created", at);
    if (told->compared) yz_json_int(&j, "lost_acts", told->acts);
    yz_json_text(&j, "user", yz_user_name());
    yz_json_end(&j);
    s->epoch = (uint32_t)yz_meta(s, "epoch", 1);
    s->number = (int)yz_meta(s, "number", 1);
    if (status == YZ_OK && body.failed) status = yz_fail(YZ_BUSY, "%s", _("内存不够"));
    if (status == YZ_OK) status = yz_act_begin(s, "restore", 0);
    if (status == YZ_OK) {
        status = yz_note(s, "backup", 0, yz_buffer_string(&body));
        if (status == YZ_OK) status = yz_meta_set(s, "backup_seq", told->facts.seq);
        if (status == YZ_OK) status = yz_meta_set(s, "backup_at", at);
        if (status == YZ_OK) status = yz_act_commit(s, NULL);
        else yz_act_abort(s);
    }
    yz_buffer_free(&body);
    return status == YZ_OK && !sqlite3_get_autocommit(s->db) ? yz_exec(s, "COMMIT") : status;
}

/* Read through, compared with the present file, then a new epoch, so that no id of the lost time is given again. */
static enum yz_status prove_and_mark(const struct yz_restore_want *want, const char *temporary,
                                     struct yz_restore_told *told) {
    struct yz_verdict v;
    struct yz_store *s;
    enum yz_status status = yz_copy_open_proved(temporary, want->backup, &v, &s);
    if (status != YZ_OK) return status;
    if (told->there) status = yz_copy_compare(temporary, want, told);
    if (status == YZ_OK && told->there && !want->replace && !want->dry_run) status = yz_path_taken(want->path);
    if (status == YZ_OK && !want->dry_run) status = begin_epoch(s, want->path);
    if (status == YZ_OK && !want->dry_run) status = note_restore(s, want, told);
    yz_copy_close(s);
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

static enum yz_status put_in_place(const char *temporary, const char *path, bool replace, char kept[YZ_PATH]) {
    struct stat st;
    *kept = '\0';
    if (!yz_exists(path)) return yz_file_publish(temporary, path, false, NULL);
    keep_name(path, kept);
    enum yz_status status = lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? YZ_OK : yz_path_taken(path);
    if (status == YZ_OK) status = not_in_use(path, st.st_mode);
    if (status == YZ_OK) status = settle_wal(path, kept);
    if (status == YZ_OK && chmod(temporary, st.st_mode & 0777) != 0) status = yz_file_failed(temporary);
    return status == YZ_OK ? yz_file_publish(temporary, path, replace, kept) : status;
}

/* Of another station than the present file's: that file must be moved away by hand first. */
static enum yz_status same_station(const struct yz_restore_want *want, const struct yz_backup_facts *backup) {
    struct yz_backup_facts present;
    static const unsigned char none[YZ_HASH];
    if (!yz_exists(want->path)) return YZ_OK;
    enum yz_status status = yz_copy_facts(want->path, &present);
    if (status != YZ_OK) return status == YZ_BUSY ? status : YZ_OK; /* a damaged one is what restoring is for */
    bool known = memcmp(present.founding, none, YZ_HASH) != 0 && memcmp(backup->founding, none, YZ_HASH) != 0;
    if (!known || memcmp(present.founding, backup->founding, YZ_HASH) == 0) return YZ_OK;
    return yz_fail(YZ_REFUSED,
                   _("%1$s 是另一个驿站的备份（%2$d 号），%3$s 是 %4$d 号驿站的；确实要换，先把 %3$s 移到别处"),
                   want->backup, backup->number, want->path, present.number);
}

static enum yz_status restore(const struct yz_restore_want *want, struct yz_restore_told *told) {
    char temporary[YZ_PATH];
    unsigned char master[YZ_MASTER];
    bool locked = false;
    told->there = yz_exists(want->path);
    if (same_file(want->backup, want->path))
        return yz_fail(YZ_REFUSED, _("%s 就是驿站文件本身，不能用它恢复它自己"), want->path);
    enum yz_status status = yz_vault_is(want->backup, &locked);
    if (status == YZ_OK) status = yz_backup_look(want->backup, &told->facts);
    if (status == YZ_OK) status = same_station(want, &told->facts);
    if (status == YZ_OK) status = yz_folder_look(want->path, NULL);
    if (status == YZ_OK && locked) status = yz_vault_open(want->backup, &want->key, master);
    if (status == YZ_OK) status = yz_temporary(want->path, temporary);
    if (status != YZ_OK) return status;
    status = yz_copy_unpack(want->backup, locked ? master : NULL, temporary);
    sodium_memzero(master, sizeof master);
    if (status == YZ_OK) status = prove_and_mark(want, temporary, told);
    if (status == YZ_OK && !want->dry_run) status = put_in_place(temporary, want->path, want->replace, told->kept);
    if (status != YZ_OK || want->dry_run) yz_copy_remove(temporary);
    return status;
}

enum yz_status yz_store_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told) {
    char from[YZ_PATH], to[YZ_PATH];
    struct yz_restore_want real = *want;
    *told = (struct yz_restore_told){0};
    enum yz_status status = sodium_init() < 0 ? YZ_BUSY : yz_store_resolve(want->backup, from);
    if (status == YZ_OK) status = yz_store_resolve(want->path, to);
    real.backup = from;
    real.path = to;
    return status == YZ_OK ? restore(&real, told) : status;
}

enum yz_status yz_store_restore(const char *backup, const char *path, bool replace) {
    struct yz_restore_told told;
    return yz_store_restore_from(&(struct yz_restore_want){.backup = backup, .path = path, .replace = replace}, &told);
}
