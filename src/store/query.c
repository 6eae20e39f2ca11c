/* Reading: prepared statements, kept and found again by the address of their text. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static struct yz_query **slot_of(struct yz_store *s, const char *key) {
    uintptr_t h = (uintptr_t)key;
    return &s->queries[(h ^ h >> 7 ^ h >> 14) % YZ_QUERY_SLOTS];
}

/* A kept statement that is free. The text is compared too, should a caller's SQL not be a literal after all. */
static struct yz_query *find(struct yz_store *s, const char *key, const struct yz_kind *k, const char *sql) {
    for (struct yz_query *q = *slot_of(s, key); q; q = q->next)
        if (q->key == key && q->kind == k && !q->busy && (k || strcmp(sqlite3_sql(q->stmt), sql) == 0)) return q;
    return NULL;
}

static struct yz_query *make(struct yz_store *s, const char *key, const struct yz_kind *k, const char *sql) {
    struct yz_query *q = calloc(1, sizeof *q);
    if (!q) {
        yz_sqlite_fail(s, SQLITE_NOMEM, _("读取"));
        return NULL;
    }
    char *text = s->reach.count ? strdup(sql) : NULL;
    if (text) yz_reach_rewrite(s, text);
    *q = (struct yz_query){.stmt = yz_prepare(s, text ? text : sql), .store = s, .key = key, .kind = k};
    q->loose = text && strcmp(text, sql) != 0; /* it would not be known again by its text */
    free(text);
    if (!q->stmt) {
        free(q);
        return NULL;
    }
    struct yz_query **slot = slot_of(s, key);
    for (const struct yz_query *other = *slot; other; other = other->next)
        if (other->key == key && other->kind == k) q->loose = true; /* the kept one is busy, or its text is another's */
    if (q->loose) return q;
    q->next = *slot;
    *slot = q;
    return q;
}

void yz_queries_drop(struct yz_store *s) {
    for (size_t i = 0; i < YZ_QUERY_SLOTS; i++)
        while (s->queries[i]) {
            struct yz_query *q = s->queries[i];
            s->queries[i] = q->next;
            sqlite3_finalize(q->stmt);
            free(q);
        }
}

static struct yz_query *start(struct yz_query *q) {
    if (!q) return NULL;
    q->busy = true;
    q->rc = SQLITE_OK;
    return q;
}

struct yz_query *yz_sql(struct yz_store *s, const char *sql) {
    struct yz_query *q = find(s, sql, NULL, sql);
    return start(q ? q : make(s, sql, NULL, sql));
}

struct yz_query *yz_select(struct yz_store *s, const struct yz_kind *k, const char *tail) {
    struct yz_query *q = find(s, tail, k, NULL);
    /* The same address with another text: the caller's buffer was used again. */
    if (q) {
        const char *sql = sqlite3_sql(q->stmt);
        size_t all = strlen(sql), end = strlen(tail);
        if (all >= end && strcmp(sql + all - end, tail) == 0) return start(q);
    }
    struct yz_buffer sql = {0};
    yz_buffer_text(&sql, "SELECT ");
    yz_record_columns(k, &sql);
    yz_buffer_printf(&sql, " FROM \"%s\" %s", k->name, tail);
    q = sql.failed ? NULL : make(s, tail, k, sql.data);
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("读取"));
    yz_buffer_free(&sql);
    return start(q);
}

static void note(struct yz_query *q, int rc) {
    if (rc != SQLITE_OK && q->rc == SQLITE_OK) q->rc = rc;
}

void yz_bind(struct yz_query *q, int at, int64_t value) {
    if (q) note(q, sqlite3_bind_int64(q->stmt, at, value));
}

void yz_bind_text(struct yz_query *q, int at, const char *value) {
    if (q) note(q, sqlite3_bind_text(q->stmt, at, value, -1, SQLITE_TRANSIENT));
}

bool yz_next(struct yz_query *q) {
    if (!q || q->rc != SQLITE_OK) return false;
    int rc = sqlite3_step(q->stmt);
    if (rc == SQLITE_ROW) return true;
    q->rc = rc == SQLITE_DONE ? SQLITE_DONE : rc;
    return false;
}

void yz_row(struct yz_query *q, const struct yz_kind *k, void *record) {
    if (q) yz_record_read(q->stmt, k, record);
}

int64_t yz_int(struct yz_query *q, int column) {
    return q ? sqlite3_column_int64(q->stmt, column) : 0;
}

const char *yz_text(struct yz_query *q, int column) {
    const unsigned char *text = q ? sqlite3_column_text(q->stmt, column) : NULL;
    return text ? (const char *)text : "";
}

const void *yz_bytes(struct yz_query *q, int column, size_t *size) {
    const void *bytes = q ? sqlite3_column_blob(q->stmt, column) : NULL;
    *size = bytes ? (size_t)sqlite3_column_bytes(q->stmt, column) : 0;
    return bytes ? bytes : "";
}

enum yz_status yz_done(struct yz_query *q) {
    if (!q) return yz_sqlite_last();
    int rc = q->rc;
    struct yz_store *s = q->store;
    /* A value of the last row that could not be handed out is told only now. */
    int end = q->loose ? sqlite3_finalize(q->stmt) : sqlite3_reset(q->stmt);
    if (rc == SQLITE_OK || rc == SQLITE_DONE) rc = end;
    q->busy = false;
    if (q->loose) free(q);
    else sqlite3_clear_bindings(q->stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("读取"));
}

int64_t yz_sql_int(struct yz_store *s, const char *sql, int64_t a, int64_t b) {
    struct yz_query *q = yz_sql(s, sql);
    int parameters = q ? sqlite3_bind_parameter_count(q->stmt) : 0;
    if (parameters > 0) yz_bind(q, 1, a);
    if (parameters > 1) yz_bind(q, 2, b);
    int64_t answer = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return answer;
}

enum yz_status yz_json_each(struct yz_store *s, const char *json,
                            void (*member)(void *ctx, const char *name, const char *value), void *ctx) {
    struct yz_query *q = yz_sql(s, "SELECT key, value FROM json_each(?1)");
    yz_bind_text(q, 1, json);
    while (yz_next(q)) member(ctx, yz_text(q, 0), yz_text(q, 1));
    bool malformed = q && q->rc == SQLITE_ERROR;
    enum yz_status status = yz_done(q);
    return malformed ? yz_fail(YZ_REFUSED, _("不是正确的 JSON")) : status;
}

/* --- several queries as one --- */

static void run(struct yz_store *s, const char *sql) {
    struct yz_query *q = yz_sql(s, sql);
    yz_next(q);
    yz_done(q);
}

void yz_snapshot_begin(struct yz_store *s) {
    if (s->tx_depth == 0 && !*s->published && s->snapshots++ == 0) run(s, "BEGIN");
}

void yz_snapshot_end(struct yz_store *s) {
    if (s->tx_depth != 0 || *s->published) return;
    if (--s->snapshots == 0) yz_rollback(s); /* nothing was written; works when memory is out */
}
