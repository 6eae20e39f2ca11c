/* Copies: unpacked to a temporary place, opened there as a station of their own, and read through. */
#include "store/copy.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

/* --- what a copy says of itself --- */

bool yz_passing(int rc) {
    static const int codes[] = {SQLITE_NOMEM, SQLITE_BUSY,     SQLITE_LOCKED,  SQLITE_IOERR,
                                SQLITE_FULL,  SQLITE_CANTOPEN, SQLITE_PROTOCOL};
    bool passing = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) passing |= (rc & 0xFF) == codes[i];
    return passing;
}

/* SQLITE_ROW, SQLITE_DONE when there is none, or the error. */
static int ask(sqlite3 *db, const char *sql, int64_t *a, int64_t *b, unsigned char *hash) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        *a = sqlite3_column_int64(stmt, 0);
        *b = sqlite3_column_int64(stmt, 1);
        const void *bytes = sqlite3_column_blob(stmt, 2);
        if (hash && bytes && sqlite3_column_bytes(stmt, 2) == YZ_HASH) memcpy(hash, bytes, YZ_HASH);
    }
    sqlite3_finalize(stmt);
    return rc;
}

/* INT64_MAX: there is no such line, or (rc) it could not be read. */
static int64_t act_of(sqlite3_stmt *line, int64_t seq, unsigned char *hash, int *rc) {
    sqlite3_bind_int64(line, 1, seq);
    int got = sqlite3_step(line);
    int64_t act = got == SQLITE_ROW ? sqlite3_column_int64(line, 0) : INT64_MAX;
    const void *bytes = act < INT64_MAX ? sqlite3_column_blob(line, 1) : NULL;
    if (hash && bytes && sqlite3_column_bytes(line, 1) == YZ_HASH) memcpy(hash, bytes, YZ_HASH);
    sqlite3_reset(line);
    if (got != SQLITE_ROW && got != SQLITE_DONE) *rc = got;
    return act;
}

/* Lines of an act are neighbours, so its last one is found by doubling and halving. */
int yz_founding(sqlite3 *db, unsigned char out[YZ_HASH]) {
    sqlite3_stmt *line = NULL;
    int64_t low = 1, high = 2;
    memset(out, 0, YZ_HASH);
    int rc = sqlite3_prepare_v2(db, "SELECT act, hash FROM journal WHERE seq=?1", -1, &line, NULL);
    if (rc != SQLITE_OK) return rc;
    int64_t first = act_of(line, 1, out, &rc);
    while (first < INT64_MAX && act_of(line, high, NULL, &rc) == first) low = high, high *= 2;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (act_of(line, middle, NULL, &rc) == first) low = middle;
        else high = middle;
    }
    if (first < INT64_MAX) act_of(line, low, out, &rc);
    sqlite3_finalize(line);
    return rc;
}

enum yz_status yz_store_founding(struct yz_store *s, unsigned char out[32]) {
    int rc = yz_founding(s->db, out);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("读取"));
}

static int read_facts(sqlite3 *db, struct yz_backup_facts *out) {
    int64_t number = 0, epoch = 0, pages = 0, page = 0, none = 0;
    int rc = ask(db, "SELECT (SELECT value FROM meta WHERE name='number'), (SELECT value FROM meta WHERE name='epoch')",
                 &number, &epoch, NULL);
    if (rc == SQLITE_ROW)
        rc = ask(db, "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size", &pages, &page, NULL);
    if (rc != SQLITE_ROW) return rc == SQLITE_DONE ? SQLITE_CORRUPT : rc;
    out->number = (int)number;
    out->epoch = (uint32_t)epoch;
    out->size = pages * page;
    rc = ask(db, "SELECT seq, 0, hash FROM journal ORDER BY seq DESC LIMIT 1", &out->seq, &none, out->head);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? yz_founding(db, out->founding) : rc;
}

enum yz_status yz_copy_facts(const char *path, struct yz_backup_facts *out) {
    *out = (struct yz_backup_facts){.form = YZ_BACKUP_PLAIN};
    enum yz_status status = yz_file_look(path, NULL, NULL);
    sqlite3 *db = status == YZ_OK ? yz_open_quiet(path) : NULL;
    if (!db) return status == YZ_OK ? YZ_BUSY : status;
    int rc = read_facts(db, out);
    sqlite3_close(db);
    if (rc == SQLITE_OK) return YZ_OK;
    if (yz_passing(rc)) return yz_fail(YZ_BUSY, _("%1$s 读不了：%2$s"), path, sqlite3_errstr(rc));
    return yz_fail(YZ_FOREIGN, _("%s 损坏了，读不出是哪个驿站的；请用另一份备份"), path);
}

enum yz_status yz_backup_look(const char *path, struct yz_backup_facts *out) {
    bool locked;
    enum yz_status status = yz_vault_is(path, &locked);
    if (status != YZ_OK) return status;
    return locked ? yz_vault_look(path, out) : yz_copy_facts(path, out);
}

/* --- unpacked --- */

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

enum yz_status yz_copy_unpack(const char *backup, const unsigned char *master, const char *temporary) {
    if (!master) return copy_into(backup, temporary);
    enum yz_status status = yz_vault_read(backup, master, temporary);
    return status == YZ_OK ? yz_file_look(temporary, NULL, NULL) : status;
}

/* --- read through --- */

static enum yz_status open_copy(const char *temporary, struct yz_store **out) {
    struct yz_store *s = *out = yz_store_new();
    if (!s) return YZ_BUSY;
    snprintf(s->path, sizeof s->path, "%s", temporary);
    snprintf(s->published, sizeof s->published, "%s", temporary); /* writes without a lock */
    enum yz_status status = yz_connect(s, temporary);
    if (status != YZ_OK) free(s);
    return status;
}

void yz_copy_close(struct yz_store *s) {
    yz_keys_free(s);
    yz_tally_free(s);
    yz_disconnect(s);
    free(s);
}

enum yz_status yz_copy_open_proved(const char *temporary, const char *name, struct yz_verdict *v,
                                   struct yz_store **out) {
    *v = (struct yz_verdict){0};
    enum yz_status status = open_copy(temporary, out);
    if (status != YZ_OK) return status;
    status = yz_schema_current(*out);
    if (status == YZ_OK) status = yz_verify_content(*out, v);
    if (status == YZ_OK) status = yz_verdict_close(v, name);
    if (status != YZ_OK) yz_copy_close(*out);
    return status;
}

enum yz_status yz_copy_prove(const char *backup, const unsigned char *master, const char *near, const char *name,
                             struct yz_verdict *v) {
    char temporary[YZ_PATH];
    struct yz_store *copy;
    *v = (struct yz_verdict){0};
    enum yz_status status = yz_temporary(near, temporary);
    if (status != YZ_OK) return status;
    status = yz_copy_unpack(backup, master, temporary);
    if (status == YZ_OK) status = yz_copy_open_proved(temporary, name, v, &copy);
    if (status == YZ_OK) yz_copy_close(copy);
    yz_copy_remove(temporary);
    return status;
}

enum yz_status yz_store_backup_prove(const char *backup, const struct yz_backup_key *key, const char *near,
                                     struct yz_verdict *v) {
    unsigned char master[YZ_MASTER];
    bool locked;
    *v = (struct yz_verdict){0};
    if (sodium_init() < 0) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    enum yz_status status = yz_vault_is(backup, &locked);
    if (status == YZ_OK) status = locked ? yz_vault_open(backup, key, master) : yz_file_look(backup, NULL, NULL);
    if (status == YZ_OK) status = yz_copy_prove(backup, locked ? master : NULL, near, backup, v);
    if (locked) sodium_memzero(master, sizeof master);
    return status;
}
