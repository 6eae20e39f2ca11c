/* Lawful erasure: bodies out of the journal while the chain stays, and what was erased out of the file's unused bytes. */
#include "store/erase.h"

#include "store/store_private.h"

#include <string.h>
#include <yizhan/i18n.h>

#define OWED "purge"

/* --- who holds a text --- */

static sqlite3_stmt *search_of(struct yz_store *s, const struct yz_kind *k) {
    struct yz_buffer sql = {0};
    for (size_t i = 0; i < k->count; i++)
        if (k->fields[i].type == YZ_TEXT)
            yz_buffer_printf(&sql, "%s instr(\"%s\",?1)", sql.length ? " OR" : "", k->fields[i].column);
    if (!sql.length) return NULL;
    struct yz_buffer whole = {0};
    yz_buffer_printf(&whole, "SELECT id FROM \"%s\" WHERE%s ORDER BY id", k->name, yz_buffer_string(&sql));
    sqlite3_stmt *q = sql.failed || whole.failed ? NULL : yz_prepare(s, yz_buffer_string(&whole));
    if (sql.failed || whole.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("读取"));
    yz_buffer_free(&sql);
    yz_buffer_free(&whole);
    return q;
}

static enum yz_status search(struct yz_store *s, const struct yz_kind *k, const char *text,
                             enum yz_status (*each)(void *ctx, const struct yz_kind *k, int64_t id), void *ctx) {
    unsigned failures = yz_failures();
    sqlite3_stmt *q = search_of(s, k);
    enum yz_status status = YZ_OK;
    int rc = SQLITE_DONE;
    if (!q) return yz_failures() == failures ? YZ_OK : yz_sqlite_last(); /* a kind without texts */
    sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
    while (status == YZ_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) status = each(ctx, k, sqlite3_column_int64(q, 0));
    sqlite3_finalize(q);
    return status != YZ_OK || rc == SQLITE_DONE ? status : yz_sqlite_fail(s, rc, _("读取"));
}

enum yz_status yz_holding(struct yz_store *s, const char *text,
                          enum yz_status (*each)(void *ctx, const struct yz_kind *k, int64_t id), void *ctx) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i]) status = search(s, yz_store_kind_table[i], text, each, ctx);
    return status;
}

/* --- the journal --- */

static enum yz_status in_act(const struct yz_store *s) {
    return s->act.open ? YZ_OK : yz_fail(YZ_REFUSED, _("没有正在进行的操作，不能写入"));
}

enum yz_status yz_forget_record(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t *lines) {
    enum yz_status status = in_act(s);
    if (status != YZ_OK) return status;
    struct yz_query *q =
        yz_sql(s, "UPDATE journal SET body = NULL WHERE kind = ?1 AND id = ?2 AND version > 0 AND body IS NOT NULL "
                  "AND version < (SELECT max(n.version) FROM journal n WHERE n.kind = ?1 AND n.id = ?2)");
    yz_bind_text(q, 1, k->name);
    yz_bind(q, 2, id);
    yz_next(q);
    status = yz_done(q);
    if (status == YZ_OK) *lines += yz_sql_int(s, "SELECT changes()", 0, 0);
    return status;
}

enum yz_status yz_forget_line(struct yz_store *s, int64_t seq) {
    enum yz_status status = in_act(s);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "UPDATE journal SET body = NULL WHERE seq = ?1");
    yz_bind(q, 1, seq);
    yz_next(q);
    return yz_done(q);
}

/* The next line after `after` that holds the text and is not the newest of its record; 0 = none. */
static int64_t next_line(struct yz_store *s, const char *text, int64_t after, char kind[24], int64_t *id) {
    struct yz_query *q = yz_sql(
        s, "SELECT seq, kind, id FROM journal j WHERE seq > ?2 AND instr(body, ?1) AND (version = 0 OR version < "
           "(SELECT max(n.version) FROM journal n WHERE n.kind = j.kind AND n.id = j.id)) ORDER BY seq LIMIT 1");
    yz_bind_text(q, 1, text);
    yz_bind(q, 2, after);
    int64_t seq = yz_next(q) ? yz_int(q, 0) : 0;
    if (seq) {
        strncpy(kind, yz_text(q, 1), 23);
        *id = yz_int(q, 2);
    }
    return yz_done(q) == YZ_OK ? seq : -1;
}

enum yz_status yz_forget_text(struct yz_store *s, const char *text,
                              bool (*may)(void *ctx, const struct yz_kind *k, int64_t id), void *ctx, int64_t *lines) {
    char kind[24] = "";
    int64_t id = 0, seq = 0;
    enum yz_status status = in_act(s);
    while (status == YZ_OK && (seq = next_line(s, text, seq, kind, &id)) > 0) {
        if (!may(ctx, yz_store_kind_named(kind), id)) continue;
        status = yz_forget_line(s, seq);
        ++*lines;
    }
    return seq < 0 ? yz_sqlite_last() : status;
}

enum yz_status yz_forget_drafts(struct yz_store *s, const char *text, int64_t *drafts) {
    enum yz_status status = in_act(s);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "DELETE FROM draft WHERE instr(json, ?1)");
    yz_bind_text(q, 1, text);
    yz_next(q);
    status = yz_done(q);
    if (status == YZ_OK) *drafts += yz_sql_int(s, "SELECT changes()", 0, 0);
    return status;
}

/* --- the bytes --- */

enum yz_status yz_purge_owe(struct yz_store *s) {
    return yz_meta_set(s, OWED, 1);
}

bool yz_purge_owed(struct yz_store *s) {
    return yz_meta(s, OWED, 0) != 0;
}

/* Deleted cells are zeroed (secure_delete), but pages that were split or joined keep copies in their gaps: only a file that
 * is written anew has none. */
static enum yz_status write_anew(struct yz_store *s) {
    int attached = sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1);
    enum yz_status status = yz_exec(s, "VACUUM");
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, attached);
    return status;
}

/* All of the WAL into the file, and the WAL to nothing: its old frames hold what the pages were. */
static enum yz_status empty_wal(struct yz_store *s) {
    int rc = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("清除残留"));
}

static enum yz_status settle(struct yz_store *s) {
    enum yz_status status = yz_tx_begin(s, "purge");
    if (status != YZ_OK) return status;
    status = yz_meta_set(s, OWED, 0);
    if (status == YZ_OK) return yz_tx_commit(s);
    yz_tx_rollback(s);
    return status;
}

enum yz_status yz_purge(struct yz_store *s) {
    if (*s->published) return YZ_OK; /* written under another name: it is made anew when it is published */
    enum yz_status status = yz_lock_take(s, "purge", s->lock_wait);
    if (status != YZ_OK) return status;
    status = write_anew(s);
    if (status == YZ_OK) status = empty_wal(s);
    yz_lock_drop(s);
    return status == YZ_OK ? settle(s) : status;
}
