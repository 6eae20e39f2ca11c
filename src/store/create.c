/* A new station file: written under a temporary name, and given its own only when it is whole and on the disk. */
#include "store/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

/* --- create --- */

static enum yz_status look_at_place(const char *path, bool replace, unsigned *warnings) {
    struct stat st;
    if (lstat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode)) return yz_fail(YZ_REFUSED, _("%s 是文件夹；请写出文件夹里的文件名"), path);
        if (!replace || !S_ISREG(st.st_mode)) return yz_path_taken(path);
    }
    return yz_folder_look(path, warnings);
}

enum yz_status yz_store_create(const char *path, int file_number, bool replace, struct yz_store **out) {
    struct yz_store *s = yz_store_new();
    char target[YZ_PATH];
    *out = NULL;
    if (!s) return YZ_BUSY;
    s->number = file_number;
    s->replace = replace;
    enum yz_status status = yz_store_resolve(path, target);
    if (status == YZ_OK) status = look_at_place(target, replace, &s->warnings);
    if (status == YZ_OK) {
        yz_temporaries_sweep(target);
        memcpy(s->published, target, sizeof target);
        status = yz_temporary(s->published, s->path);
    }
    if (status == YZ_OK) status = yz_connect(s, s->path);
    if (status == YZ_OK) status = yz_schema_create(s);
    if (status == YZ_OK) *out = s;
    else yz_store_close(s);
    return status;
}

/* --- putting a finished file in place --- */

/* The replaced file's WAL must not meet the new file: SQLite would play it into it. */
static void settle_old(const char *path) {
    static const char *const beside[] = {"-wal", "-shm", "-journal"};
    sqlite3 *old = NULL;
    char name[YZ_PATH + 16];
    if (yz_exists(path) && sqlite3_open_v2(path, &old, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK)
        sqlite3_exec(old, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    sqlite3_close(old);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        unlink(name);
    }
}

static enum yz_status rename_over(const char *temporary, const char *path, const char *keep) {
    if (keep && yz_exists(path) && link(path, keep) != 0 && rename(path, keep) != 0) return yz_file_failed(keep);
    return rename(temporary, path) == 0 ? YZ_OK : yz_file_failed(path);
}

enum yz_status yz_file_publish(const char *temporary, const char *path, bool replace, const char *keep) {
    int lock = -1;
    if (!replace && yz_exists(path)) return yz_path_taken(path);
    enum yz_status status = yz_file_sync(temporary);
    if (status == YZ_OK) status = yz_lock_file(path, "publish", YZ_LOCK_WAIT, &lock);
    if (status != YZ_OK) return status;
    if (replace || !yz_exists(path)) settle_old(path);
    yz_witness_forget(lock);
    status = replace ? rename_over(temporary, path, keep) : yz_file_name(temporary, path);
    close(lock);
    return status == YZ_OK ? yz_sync_directory(path) : status;
}

/* From here on the file is an ordinary one, opened like any other. */
static enum yz_status reopen(struct yz_store *s) {
    memcpy(s->path, s->published, sizeof s->path);
    *s->published = '\0';
    enum yz_status status = yz_store_attach(s, false);
    s->check_owed = false; /* checked before it was published */
    return status;
}

enum yz_status yz_store_publish(struct yz_store *s) {
    if (!*s->published || s->act.open) return yz_fail(YZ_REFUSED, _("上一项改动还没有完成"));
    enum yz_status status = yz_sums_publish(s);
    if (status == YZ_OK) status = sqlite3_get_autocommit(s->db) ? YZ_OK : yz_exec(s, "COMMIT");
    if (status == YZ_OK) status = yz_store_quick_check(s);
    if (status == YZ_OK) status = yz_exec(s, "PRAGMA journal_mode=WAL");
    if (status != YZ_OK) return status;
    yz_keys_free(s);
    yz_tally_free(s);
    yz_disconnect(s);
    status = yz_file_publish(s->path, s->published, s->replace, NULL);
    if (status == YZ_OK) return reopen(s);
    /* Not published: everything is still there for another try. */
    enum yz_status why = status;
    char message[512];
    snprintf(message, sizeof message, "%s", yz_message());
    if (yz_connect(s, s->path) != YZ_OK) return why;
    return yz_fail(why, "%s", message);
}
