/* A whole, checked copy while others work.
 *
 * VACUUM INTO reads one snapshot; a copy step by step never ends beside a writer. A copy gets its name only after it
 * was opened, checked and synced, so a file with that name is always good. */
#include "store/copy.h"

#include <yizhan/i18n.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- files --- */

static bool exists_beside(const char *path, const char *suffix) {
    char name[YZ_PATH + 16];
    struct stat st;
    snprintf(name, sizeof name, "%s%s", path, suffix);
    return lstat(name, &st) == 0 && st.st_size > 0;
}

void yz_copy_remove(const char *path) {
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal", ".lock"};
    char name[YZ_PATH + 16];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

/* Read-only SQLite would want a shared memory file for a WAL-mode file, except for one said never to change. */
sqlite3 *yz_open_quiet(const char *path) {
    struct yz_buffer uri = {0};
    sqlite3 *db = NULL;
    yz_buffer_text(&uri, "file:");
    for (const char *p = path; *p; p++)
        if (strchr("%?# ", *p)) yz_buffer_printf(&uri, "%%%02X", (unsigned)(unsigned char)*p);
        else yz_buffer_byte(&uri, *p);
    if (!exists_beside(path, "-wal") && !exists_beside(path, "-journal")) yz_buffer_text(&uri, "?immutable=1");
    int rc = uri.failed
                 ? SQLITE_NOMEM
                 : sqlite3_open_v2(uri.data, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, NULL);
    yz_buffer_free(&uri);
    if (rc == SQLITE_OK) return db;
    yz_fail(YZ_BUSY, _("%1$s 打不开：%2$s"), path, db ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
    sqlite3_close(db);
    return NULL;
}

/* --- backup --- */

static enum yz_status vacuum_into(struct yz_store *s, const char *path) {
    int attached = sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1);
    sqlite3_stmt *stmt = yz_prepare(s, "VACUUM INTO ?1");
    enum yz_status status = YZ_BUSY;
    if (stmt) {
        sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
        sqlite3_step(stmt);
        int rc = sqlite3_finalize(stmt);
        status = rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("写出备份"));
    }
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, attached);
    return status;
}

/* One text or blob from the copy, as bytes; false when there is none. */
static bool ask(sqlite3 *db, const char *sql, unsigned char *out, size_t room, size_t *size, int64_t *number) {
    sqlite3_stmt *stmt = NULL;
    bool got = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;
    if (got) {
        const void *value = sqlite3_column_blob(stmt, 0);
        *size = (size_t)sqlite3_column_bytes(stmt, 0);
        *size = *size > room ? room : *size;
        if (value) memcpy(out, value, *size);
        if (number) *number = sqlite3_column_int64(stmt, 1);
    }
    sqlite3_finalize(stmt);
    return got;
}

/* The newest line of the copy is a line of ours; at least that one which was newest when the copy was begun. */
static bool knows_head(struct yz_store *s, sqlite3 *copy, int64_t least) {
    unsigned char hash[YZ_HASH];
    size_t size = 0;
    int64_t seq = 0;
    if (!ask(copy, "SELECT hash, seq FROM journal ORDER BY seq DESC LIMIT 1", hash, sizeof hash, &size, &seq))
        return least == 0;
    struct yz_query *q = yz_sql(s, "SELECT hash FROM journal WHERE seq = ?1");
    if (!q) return false;
    yz_bind(q, 1, seq);
    bool same = false;
    if (yz_next(q)) {
        size_t ours;
        const void *hash_here = yz_bytes(q, 0, &ours);
        same = seq >= least && size == YZ_HASH && ours == YZ_HASH && memcmp(hash_here, hash, YZ_HASH) == 0;
    }
    return yz_done(q) == YZ_OK && same;
}

static enum yz_status check_copy(struct yz_store *s, const char *copy, int64_t least) {
    unsigned char answer[8] = {0};
    size_t size = 0;
    sqlite3 *db = yz_open_quiet(copy);
    if (!db) return YZ_BUSY;
    bool whole = ask(db, "PRAGMA quick_check(1)", answer, sizeof answer, &size, NULL) && size == 2 &&
                 memcmp(answer, "ok", 2) == 0;
    bool ours = whole && knows_head(s, db, least);
    sqlite3_close(db);
    if (!ours) return yz_fail(YZ_BUSY, "%s", _("备份写出后检查没有通过，没有留下；请检查磁盘后再试"));
    return YZ_OK;
}

/* A checked copy in `temporary`, an empty file there is. */
static enum yz_status copy_out(struct yz_store *s, const char *temporary) {
    unsigned char hash[YZ_HASH];
    int64_t least;
    enum yz_status status = yz_journal_head(s, &least, hash, NULL);
    if (status == YZ_OK) status = vacuum_into(s, temporary);
    return status == YZ_OK ? check_copy(s, temporary, least) : status;
}

static enum yz_status give_name(const char *temporary, const char *path) {
    enum yz_status status = yz_file_sync(temporary);
    if (status == YZ_OK) status = yz_file_name(temporary, path);
    return status == YZ_OK ? yz_sync_directory(path) : status;
}

static enum yz_status back_up(struct yz_store *s, const char *path) {
    char temporary[YZ_PATH];
    if (yz_exists(path)) return yz_path_taken(path);
    enum yz_status status = yz_temporary(path, temporary);
    if (status != YZ_OK) return status;
    status = copy_out(s, temporary);
    if (status == YZ_OK) status = give_name(temporary, path);
    if (status != YZ_OK) yz_copy_remove(temporary);
    return status;
}

enum yz_status yz_store_backup(struct yz_store *s, const char *path) {
    char real[YZ_PATH];
    if (yz_in_act(s)) return yz_fail(YZ_BUSY, "%s", _("有操作还没有做完，不能备份"));
    enum yz_status status = yz_store_resolve(path, real);
    return status == YZ_OK ? back_up(s, real) : status;
}

/* --- a backup that proves itself --- */

/* The copy is encrypted from beside the station file: its clear text never goes elsewhere. */
static enum yz_status seal_out(struct yz_store *s, const char *to, const struct yz_backup_key *key,
                               struct yz_backup_facts *facts, unsigned char *master) {
    char plain[YZ_PATH];
    enum yz_status status = yz_temporary(s->path, plain);
    if (status != YZ_OK) return status;
    status = copy_out(s, plain);
    if (status == YZ_OK) status = yz_copy_facts(plain, facts);
    facts->created = yz_now();
    if (status == YZ_OK) status = yz_vault_write(plain, to, facts, key, master);
    yz_copy_remove(plain);
    return status;
}

static enum yz_status back_up_proved(struct yz_store *s, const char *path, const struct yz_backup_key *key,
                                     struct yz_backup_facts *facts) {
    char temporary[YZ_PATH];
    unsigned char master[YZ_MASTER] = {0};
    struct yz_verdict v;
    bool locked = key && (key->passphrase || key->key_file);
    if (yz_exists(path)) return yz_path_taken(path);
    yz_temporaries_sweep(s->path);
    enum yz_status status = yz_temporary(path, temporary);
    if (status != YZ_OK) return status;
    status = locked ? seal_out(s, temporary, key, facts, master) : copy_out(s, temporary);
    if (status == YZ_OK && !locked) status = yz_copy_facts(temporary, facts);
    if (status == YZ_OK) status = yz_file_sync(temporary);
    if (status == YZ_OK) status = yz_copy_prove(temporary, locked ? master : NULL, s->path, path, &v);
    sodium_memzero(master, sizeof master);
    if (status == YZ_OK) status = give_name(temporary, path);
    if (status != YZ_OK) yz_copy_remove(temporary);
    return status;
}

enum yz_status yz_store_backup_proved(struct yz_store *s, const char *path, const struct yz_backup_key *key,
                                      struct yz_backup_facts *facts) {
    char real[YZ_PATH];
    *facts = (struct yz_backup_facts){0};
    if (yz_in_act(s)) return yz_fail(YZ_BUSY, "%s", _("有操作还没有做完，不能备份"));
    enum yz_status status = yz_store_resolve(path, real);
    return status == YZ_OK ? back_up_proved(s, real, key, facts) : status;
}
