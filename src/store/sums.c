/* Sums kept for each record of one kind: how many live in a building. A row is an answer of the kind's own select, kept with
 * the day it was made on and the last day it holds for.
 *
 * An act notes which records it changed and what they refer to, before and after; at its end the rows in which these
 * count are made anew. An act of very many, or a file not yet published, makes all anew at once. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

enum { NOTES = 2048, ROWS = 64, AT_FIRST = 64 };

const struct yz_kind *yz_sums_kind(void) {
    for (size_t i = 0; i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_store_kind_table[i]->sums) return yz_store_kind_table[i];
    return NULL;
}

void yz_sums_table(struct yz_buffer *out) {
    const struct yz_kind *k = yz_sums_kind();
    if (!k) return;
    if (out->length) yz_buffer_byte(out, ';');
    yz_buffer_printf(out,
                     "CREATE TABLE sums(id INTEGER PRIMARY KEY,day INTEGER NOT NULL,last INTEGER NOT NULL,%s) STRICT",
                     k->sums->columns);
}

/* --- noting --- */

static enum yz_status note(struct yz_store *s, const struct yz_kind *k, int64_t id) {
    struct yz_sums_notes *c = &s->sums;
    if (!k || !k->counted_in || !id || c->all) return YZ_OK;
    for (size_t i = c->count; i > 0 && c->count - i < 4; i--) /* those of a family come one after the other */
        if (c->notes[i - 1].kind == k && c->notes[i - 1].id == id) return YZ_OK;
    if (c->count >= NOTES) return c->all = true, YZ_OK;
    if (c->count == c->room) {
        size_t room = c->room ? 2 * c->room : AT_FIRST;
        struct yz_sums_note *more = realloc(c->notes, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
        c->notes = more;
        c->room = room;
    }
    c->notes[c->count++] = (struct yz_sums_note){k, id};
    return YZ_OK;
}

static enum yz_status note_field(struct yz_store *s, const struct yz_field *f, const void *record) {
    int64_t id = 0;
    if (record) memcpy(&id, (const char *)record + f->offset, sizeof id);
    return id ? note(s, yz_store_kind_named(f->of), id) : YZ_OK;
}

enum yz_status yz_sums_touch(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after) {
    if (!k->counted_in || s->sums.all) return YZ_OK;
    if (*s->published) return s->sums.all = true, YZ_OK;
    enum yz_status status = note(s, k, ((const struct yz_record *)(after ? after : before))->id);
    for (size_t i = 0; status == YZ_OK && i < k->count; i++) {
        if (k->fields[i].type != YZ_REF) continue;
        status = note_field(s, &k->fields[i], before);
        if (status == YZ_OK) status = note_field(s, &k->fields[i], after);
    }
    return status;
}

/* --- writing --- */

static enum yz_status run(struct yz_store *s, sqlite3_stmt *stmt, int64_t first, int64_t last) {
    sqlite3_bind_int64(stmt, 1, first);
    sqlite3_bind_int64(stmt, 2, last);
    if (sqlite3_bind_parameter_count(stmt) > 2) sqlite3_bind_int64(stmt, 3, yz_today());
    sqlite3_step(stmt);
    int rc = sqlite3_reset(stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("写入计数"));
}

static bool prepare(struct yz_store *s) {
    struct yz_buffer sql = {0};
    if (s->sums.drop && s->sums.fill) return true;
    if (!s->sums.drop) s->sums.drop = yz_prepare(s, "DELETE FROM main.sums WHERE id BETWEEN ?1 AND ?2");
    yz_buffer_printf(&sql, "INSERT INTO main.sums %s", yz_sums_kind()->sums->select);
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("写入计数"));
    else if (s->sums.drop) s->sums.fill = yz_prepare(s, yz_buffer_string(&sql));
    yz_buffer_free(&sql);
    return s->sums.fill != NULL;
}

static enum yz_status write_anew(struct yz_store *s, int64_t first, int64_t last) {
    if (!prepare(s)) return yz_sqlite_last();
    enum yz_status status = run(s, s->sums.drop, first, last);
    return status == YZ_OK ? run(s, s->sums.fill, first, last) : status;
}

enum yz_status yz_sums_rebuild(struct yz_store *s) {
    s->sums.all = false;
    s->sums.count = 0;
    return yz_sums_kind() ? write_anew(s, INT64_MIN, INT64_MAX) : YZ_OK;
}

static bool add_row(int64_t *rows, size_t *count, int64_t id) {
    for (size_t i = 0; i < *count; i++)
        if (rows[i] == id) return true;
    if (*count == ROWS) return false;
    rows[(*count)++] = id;
    return true;
}

/* The rows that the notes lead to; false: too many. */
static bool rows_noted(struct yz_store *s, int64_t *rows, size_t *count, enum yz_status *status) {
    bool few = true;
    for (size_t i = 0; few && *status == YZ_OK && i < s->sums.count; i++) {
        struct yz_query *q = yz_sql(s, s->sums.notes[i].kind->counted_in);
        yz_bind(q, 1, s->sums.notes[i].id);
        while (few && yz_next(q)) few = add_row(rows, count, yz_int(q, 0));
        *status = yz_done(q);
    }
    return few;
}

/* Rows that hold for no day are worked out by whoever reads them, so a page of a long roll need not make all of them. */
static enum yz_status put_off(struct yz_store *s) {
    s->sums.all = true;
    return yz_exec(s, "UPDATE main.sums SET last=0 WHERE last<>0");
}

void yz_sums_resume(struct yz_store *s) {
    if (yz_sums_kind() && !*s->published && yz_sql_int(s, "SELECT 1 FROM sums WHERE last=0 LIMIT 1", 0, 0))
        s->sums.all = true;
}

enum yz_status yz_sums_flush(struct yz_store *s) {
    int64_t rows[ROWS];
    size_t count = 0;
    enum yz_status status = YZ_OK;
    if (*s->published) return YZ_OK; /* made whole when it is published */
    if (s->sums.all || !rows_noted(s, rows, &count, &status)) return s->more_to_roll ? put_off(s) : yz_sums_rebuild(s);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = write_anew(s, rows[i], rows[i]);
    s->sums.count = 0;
    return status;
}

enum yz_status yz_sums_publish(struct yz_store *s) {
    if (!s->sums.all) return YZ_OK;
    enum yz_status status = yz_tx_begin(s, "publish");
    if (status != YZ_OK) return status;
    status = yz_sums_rebuild(s);
    if (status == YZ_OK) return yz_tx_commit(s);
    yz_tx_rollback(s);
    return status;
}

/* Of a file being made, the whole is made anew in the end, whatever became of this act. */
void yz_sums_drop_pending(struct yz_store *s) {
    s->sums.count = 0;
    if (!*s->published) s->sums.all = false;
}

void yz_sums_free(struct yz_store *s) {
    sqlite3_finalize(s->sums.drop);
    sqlite3_finalize(s->sums.fill);
    free(s->sums.notes);
    s->sums.drop = s->sums.fill = NULL;
    s->sums.notes = NULL;
    s->sums.count = s->sums.room = 0;
}

/* --- checking --- */

static bool same_row(struct yz_query *a, struct yz_query *b) {
    for (int i = 3; i < sqlite3_column_count(a->stmt); i++)
        if (yz_int(a, i) != yz_int(b, i)) return false;
    return true;
}

/* Rows that do not hold for today are none of the check's business: whoever reads works them out. */
enum yz_status yz_sums_check(struct yz_store *s, bool *right) {
    yz_date today = yz_today();
    *right = true;
    if (!yz_sums_kind()) return YZ_OK;
    struct yz_query *q = yz_sql(s, yz_sums_kind()->sums->select);
    yz_bind(q, 1, INT64_MIN);
    yz_bind(q, 2, INT64_MAX);
    yz_bind(q, 3, today);
    while (yz_next(q)) {
        struct yz_query *kept = yz_sql(s, "SELECT * FROM sums WHERE id=?1");
        yz_bind(kept, 1, yz_int(q, 0));
        bool there = yz_next(kept), holds = there && yz_int(kept, 1) <= today && today <= yz_int(kept, 2);
        if (!there || (holds && !same_row(q, kept))) *right = false;
        yz_done(kept);
    }
    return yz_done(q);
}
