/* Cards: what every list of hits shows of a record, in one row of one table, so that a hit costs one look where the
 * records themselves lie on three or four pages. A card is an answer of the kind's own select, kept.
 *
 * An act notes whose cards its changes touch and writes these anew before its commit, neighbours in one statement. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

const struct yz_kind *yz_cards_kind(void) {
    for (size_t i = 0; i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_store_kind_table[i]->card) return yz_store_kind_table[i];
    return NULL;
}

void yz_cards_table(struct yz_buffer *out) {
    const struct yz_kind *k = yz_cards_kind();
    if (k) yz_buffer_printf(out, ";CREATE TABLE card(id INTEGER PRIMARY KEY,%s) STRICT", k->card->columns);
}

/* --- noting --- */

static bool grow(struct yz_store *s) {
    if (s->cards.count < s->cards.room) return true;
    size_t room = s->cards.room ? 2 * s->cards.room : 64;
    int64_t *ids = realloc(s->cards.ids, room * sizeof *ids);
    if (!ids) return false;
    s->cards.ids = ids;
    s->cards.room = room;
    return true;
}

/* A person and all that stands on their card often come one after the other. */
static enum yz_status note(struct yz_store *s, int64_t id) {
    if (!id || (s->cards.count && s->cards.ids[s->cards.count - 1] == id)) return YZ_OK;
    if (!grow(s)) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    s->cards.ids[s->cards.count++] = id;
    return YZ_OK;
}

static enum yz_status note_field(struct yz_store *s, const struct yz_field *f, const void *record) {
    int64_t id = 0;
    if (record) memcpy(&id, (const char *)record + f->offset, sizeof id);
    return note(s, id);
}

static enum yz_status note_those_of(struct yz_store *s, const char *sql, int64_t id) {
    struct yz_query *q = yz_sql(s, sql);
    enum yz_status status = YZ_OK;
    yz_bind(q, 1, id);
    while (status == YZ_OK && yz_next(q)) status = note(s, yz_int(q, 0));
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

enum yz_status yz_cards_touch(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after) {
    int64_t id = ((const struct yz_record *)(after ? after : before))->id;
    enum yz_status status = k->card ? note(s, id) : YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < k->count; i++) {
        if (!(k->fields[i].flags & YZ_ON_CARD)) continue;
        status = note_field(s, &k->fields[i], before);
        if (status == YZ_OK) status = note_field(s, &k->fields[i], after);
    }
    return status == YZ_OK && k->on_cards ? note_those_of(s, k->on_cards, id) : status;
}

/* --- writing --- */

static bool prepare(struct yz_store *s) {
    struct yz_buffer sql = {0};
    if (s->cards.drop && s->cards.fill) return true;
    if (!s->cards.drop) s->cards.drop = yz_prepare(s, "DELETE FROM card WHERE id BETWEEN ?1 AND ?2");
    yz_buffer_printf(&sql, "INSERT INTO card %s", yz_cards_kind()->card->select);
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("写入检索表"));
    else if (s->cards.drop) s->cards.fill = yz_prepare(s, yz_buffer_string(&sql));
    yz_buffer_free(&sql);
    return s->cards.fill != NULL;
}

static enum yz_status run(struct yz_store *s, sqlite3_stmt *stmt, int64_t first, int64_t last) {
    sqlite3_bind_int64(stmt, 1, first);
    sqlite3_bind_int64(stmt, 2, last);
    sqlite3_step(stmt);
    int rc = sqlite3_reset(stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("写入检索表"));
}

static enum yz_status write_anew(struct yz_store *s, int64_t first, int64_t last) {
    if (!prepare(s)) return yz_sqlite_last();
    enum yz_status status = run(s, s->cards.drop, first, last);
    return status == YZ_OK ? run(s, s->cards.fill, first, last) : status;
}

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

enum yz_status yz_cards_flush(struct yz_store *s) {
    const int64_t *ids = s->cards.ids;
    size_t count = s->cards.count;
    enum yz_status status = YZ_OK;
    if (count) qsort(s->cards.ids, count, sizeof *ids, by_id);
    for (size_t i = 0, end; status == YZ_OK && i < count; i = end) {
        for (end = i + 1; end < count && ids[end] - ids[end - 1] <= 1;) end++;
        status = write_anew(s, ids[i], ids[end - 1]);
    }
    yz_cards_drop_pending(s);
    return status;
}

enum yz_status yz_cards_rebuild(struct yz_store *s) {
    return yz_cards_kind() ? write_anew(s, INT64_MIN, INT64_MAX) : YZ_OK;
}

void yz_cards_drop_pending(struct yz_store *s) {
    free(s->cards.ids);
    s->cards.ids = NULL;
    s->cards.count = s->cards.room = 0;
}

void yz_cards_free(struct yz_store *s) {
    yz_cards_drop_pending(s);
    sqlite3_finalize(s->cards.drop);
    sqlite3_finalize(s->cards.fill);
    s->cards.drop = s->cards.fill = NULL;
}

/* --- reading --- */

struct yz_query *yz_card(struct yz_store *s, int64_t id) {
    if (s->cards.count && yz_cards_flush(s) != YZ_OK) return NULL;
    struct yz_query *q = yz_sql(s, "SELECT * FROM card WHERE id = ?1");
    yz_bind(q, 1, id);
    return q;
}
