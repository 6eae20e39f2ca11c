/* Reach: what whoever is signed in may see. A view in SQLite's temporary schema, named like a table, stands before it: every question
 * of the service goes through it, one written years from now too, and what lies outside is not there. Acts see everything
 * (they go by what was found before them, and keep the file right), and write past the views. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* --- the views --- */

/* yz_wide(): whether everything is to be seen now. Asked anew for each row, since an act may begin between two. */
static void wide(sqlite3_context *c, int n, sqlite3_value **values) {
    const struct yz_store *s = sqlite3_user_data(c);
    (void)n;
    (void)values;
    sqlite3_result_int(c, !s->reach.strict && (s->tx_depth > 0 || s->reach.wide > 0));
}

static enum yz_status make(struct yz_store *s, const struct yz_reach *r) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "CREATE TEMP VIEW \"%s\" AS %s", r->table, r->view);
    enum yz_status status =
        sql.failed ? yz_sqlite_fail(s, SQLITE_NOMEM, _("读取")) : yz_exec(s, yz_buffer_string(&sql));
    yz_buffer_free(&sql);
    return status;
}

static enum yz_status drop_all(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < s->reach.count; i++) {
        struct yz_buffer sql = {0};
        yz_buffer_printf(&sql, "DROP VIEW IF EXISTS temp.\"%s\"", s->reach.all[i].table);
        status = sql.failed ? yz_sqlite_fail(s, SQLITE_NOMEM, _("读取")) : yz_exec(s, yz_buffer_string(&sql));
        yz_buffer_free(&sql);
    }
    return status == YZ_OK ? yz_exec(s, "DROP TABLE IF EXISTS temp.reach;DROP TABLE IF EXISTS temp.reach_self")
                           : status;
}

static enum yz_status fill(struct yz_store *s, const struct yz_reaching *to) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql,
                     "CREATE TEMP TABLE reach(id INTEGER PRIMARY KEY);CREATE TEMP TABLE reach_self(id INTEGER PRIMARY "
                     "KEY);INSERT INTO temp.reach_self VALUES(%lld)",
                     (long long)to->staff);
    for (size_t i = 0; i < to->place_count; i++)
        yz_buffer_printf(&sql, ";INSERT OR IGNORE INTO temp.reach VALUES(%lld)", (long long)to->places[i]);
    enum yz_status status =
        sql.failed ? yz_sqlite_fail(s, SQLITE_NOMEM, _("读取")) : yz_exec(s, yz_buffer_string(&sql));
    yz_buffer_free(&sql);
    return status;
}

enum yz_status yz_reach_set(struct yz_store *s, const struct yz_reaching *to) {
    yz_queries_drop(s); /* kept ones name indexes that a view has not */
    enum yz_status status = drop_all(s);
    free(s->reach.ids);
    s->reach.ids = NULL;
    s->reach.id_count = 0;
    if (status != YZ_OK) return status;
    s->reach.count = 0;
    if (!to) return YZ_OK;
    int rc = sqlite3_create_function(s->db, "yz_wide", 0, SQLITE_UTF8 | SQLITE_INNOCUOUS, s, wide, NULL, NULL);
    status = rc == SQLITE_OK ? fill(s, to) : yz_sqlite_fail(s, rc, _("读取"));
    s->reach.all = to->all;
    s->reach.refuse = to->refuse;
    for (size_t i = 0; status == YZ_OK && i < to->count; i++) {
        status = make(s, &to->all[i]);
        if (status == YZ_OK) s->reach.count++;
    }
    return status;
}

void yz_reach_wide(struct yz_store *s, bool on) {
    s->reach.wide += on ? 1 : -1;
}

/* --- statements --- */

static const struct yz_reach *narrowed(const struct yz_store *s, const char *table, size_t length) {
    for (size_t i = 0; i < s->reach.count; i++)
        if (strlen(s->reach.all[i].table) == length && memcmp(s->reach.all[i].table, table, length) == 0)
            return &s->reach.all[i];
    return NULL;
}

/* A view has no index to insist on. An index is named after its table: "person_birth". */
void yz_reach_rewrite(const struct yz_store *s, char *sql) {
    static const char words[] = "INDEXED BY ";
    for (char *at = sql; s->reach.count && (at = strstr(at, words)); at++) {
        char *name = at + sizeof words - 1;
        if (narrowed(s, name, strcspn(name, "_ "))) memset(at, ' ', (size_t)(name - at) + strcspn(name, " )"));
    }
}

/* --- one record --- */

bool yz_reach_outside(struct yz_store *s, const struct yz_kind *k, int64_t id) {
    struct yz_buffer sql = {0};
    bool there = false;
    if (!narrowed(s, k->name, strlen(k->name))) return false;
    yz_buffer_printf(&sql, "SELECT 1 FROM \"%s\" WHERE id=?1", k->name);
    sqlite3_stmt *q = sql.failed ? NULL : yz_prepare(s, yz_buffer_string(&sql));
    yz_buffer_free(&sql);
    bool strict = s->reach.strict;
    s->reach.strict = true;
    if (q) {
        sqlite3_bind_int64(q, 1, id);
        there = sqlite3_step(q) == SQLITE_ROW;
        sqlite3_finalize(q);
    }
    s->reach.strict = strict;
    return !there;
}

enum yz_status yz_reach_refuse(struct yz_store *s, const struct yz_kind *k, int64_t id) {
    bool found = false;
    void *record = s->reach.count && yz_reach_outside(s, k, id) ? malloc(k->size) : NULL;
    if (!record) return YZ_OK;
    yz_reach_wide(s, true);
    enum yz_status status = yz_record_stored(s, k, id, record, &found);
    yz_reach_wide(s, false);
    free(record);
    return status == YZ_OK && found ? s->reach.refuse(k) : status;
}

/* --- search keys: their scans see thousands, so what is within reach is kept --- */

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool add(struct yz_store *s, size_t *room, int64_t id) {
    if (s->reach.id_count == *room) {
        size_t more = *room ? 2 * *room : 1024;
        int64_t *ids = realloc(s->reach.ids, more * sizeof *ids);
        if (!ids) return false;
        s->reach.ids = ids;
        *room = more;
    }
    s->reach.ids[s->reach.id_count++] = id;
    return true;
}

static int64_t version_of(struct yz_store *s) {
    struct yz_query *q = yz_sql(s, "PRAGMA data_version");
    int64_t version = yz_next(q) ? yz_int(q, 0) : -1;
    yz_done(q);
    return version;
}

static enum yz_status keep_ids(struct yz_store *s, const char *sql) {
    int64_t version = version_of(s), changes = sqlite3_total_changes64(s->db);
    size_t room = 0;
    bool whole = true;
    if (s->reach.ids && s->reach.version == version && s->reach.changes == changes) return YZ_OK;
    free(s->reach.ids);
    s->reach.ids = NULL;
    s->reach.id_count = 0;
    struct yz_query *q = yz_sql(s, sql);
    whole = add(s, &room, 0);
    while (whole && yz_next(q)) whole = add(s, &room, yz_int(q, 0));
    enum yz_status status = yz_done(q);
    if (!whole) return yz_sqlite_fail(s, SQLITE_NOMEM, _("读取"));
    qsort(s->reach.ids, s->reach.id_count, sizeof *s->reach.ids, by_id);
    s->reach.version = version;
    s->reach.changes = changes;
    return status;
}

enum yz_status yz_reach_ready(struct yz_store *s) {
    if (s->tx_depth > 0 || s->reach.wide > 0) return YZ_OK;
    for (size_t i = 0; i < s->reach.count; i++)
        if (s->reach.all[i].ids) return keep_ids(s, s->reach.all[i].ids);
    return YZ_OK;
}

bool yz_reach_hit(struct yz_store *s, enum yz_kind_id kind, int64_t id) {
    const struct yz_kind *k = s->reach.count ? yz_store_kind_of(kind) : NULL;
    if (!k || s->tx_depth > 0 || s->reach.wide > 0) return true;
    const struct yz_reach *r = narrowed(s, k->name, strlen(k->name));
    if (!r) return true;
    if (!r->ids) return !yz_reach_outside(s, k, id);
    return bsearch(&id, s->reach.ids, s->reach.id_count, sizeof id, by_id) != NULL;
}
