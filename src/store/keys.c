/* Search keys: one row (key, kind, id) for every beginning by which a record can be found.
 *
 * A key is its class (enum yz_key_class, one byte) and the text; letters of numbers are upper case. Keys go through
 * gather.c, which finds out what really changes; an ordinary put settles at once, a bulk act when much has come
 * together and before its commit, so that both leave the same table. */
#include "store/keys.h"

#include "base/pairs.h"
#include "base/pinyin.h"
#include "base/text.h"

#include <yizhan/i18n.h>

#include <stdlib.h>
#include <string.h>

enum { BULK_BYTES = 96 << 20, ROOM_KEPT = 64 << 10, TAIL = 4 };

const char *const yz_keys_schema[] = {
    "CREATE TABLE find(key BLOB NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(key, kind, id)) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE number_block(block INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT",
    NULL,
};

/* --- the keys of a record --- */

struct adder {
    void (*add)(void *ctx, const char *key, size_t length);
    void *ctx;
};

static void add_class(const struct adder *a, enum yz_key_class c, const char *text, size_t length) {
    char key[YZ_GATHER_KEY_MAX];
    if (length > sizeof key - 1) length = sizeof key - 1;
    key[0] = (char)c;
    memcpy(key + 1, text, length);
    a->add(a->ctx, key, length + 1);
}

static void name_key(void *ctx, enum yz_key_kind kind, size_t from_character, const char *key, size_t length) {
    static const enum yz_key_class class_of[][2] = {
        [YZ_KEY_TEXT] = {YZ_KEY_TEXT_HEAD, YZ_KEY_TEXT_INNER},
        [YZ_KEY_FULL] = {YZ_KEY_FULL_HEAD, YZ_KEY_FULL_INNER},
        [YZ_KEY_INITIALS] = {YZ_KEY_INITIALS_HEAD, YZ_KEY_INITIALS_INNER},
    };
    add_class(ctx, class_of[kind][from_character > 0], key, length);
}

static void number_keys(const struct adder *a, const char *number) {
    char upper[YZ_GATHER_KEY_MAX];
    size_t length = 0;
    for (; number[length] && length < sizeof upper - 1; length++) {
        char c = number[length];
        upper[length] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    if (length) add_class(a, YZ_KEY_NUMBER, upper, length);
    if (length > TAIL) add_class(a, YZ_KEY_TAIL, upper + length - TAIL, TAIL);
}

struct word_adder {
    const struct adder *to;
    int64_t id;
};

static void word_key(void *ctx, const char *at, size_t length) {
    const struct word_adder *w = ctx;
    char key[YZ_PAIR + sizeof w->id];
    memcpy(key, at, length);
    for (size_t i = 0; i < sizeof w->id; i++) key[length + i] = (char)(~(uint64_t)w->id >> (56 - 8 * i));
    add_class(w->to, YZ_KEY_WORDS, key, length + sizeof w->id);
}

static void word_keys(const struct adder *a, const char *text, int64_t id) {
    struct word_adder w = {a, id};
    char folded[1024];
    yz_text_fold(folded, sizeof folded, text);
    yz_text_pairs(folded, word_key, &w);
}

static const char *text_of(const struct yz_field *f, const void *record) {
    return (const char *)record + f->offset;
}

static const struct yz_field *reading_field(const struct yz_kind *k) {
    for (size_t i = 0; i < k->count; i++)
        if (k->fields[i].type == YZ_TEXT && strcmp(k->fields[i].column, "reading") == 0) return &k->fields[i];
    return NULL;
}

void yz_keys_each(const struct yz_kind *k, const void *record, void (*add)(void *ctx, const char *key, size_t length),
                  void *ctx) {
    struct adder a = {add, ctx};
    const struct yz_field *reading = reading_field(k); /* of the first name only: an alias is read otherwise */
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        if (f->type != YZ_TEXT) continue;
        if (f->find == YZ_FIND_NAME) {
            yz_name_keys(text_of(f, record), reading ? text_of(reading, record) : NULL, name_key, &a);
            reading = NULL;
        } else if (f->find == YZ_FIND_NUMBER) {
            number_keys(&a, text_of(f, record));
        } else if (f->find == YZ_FIND_WORDS) {
            word_keys(&a, text_of(f, record), ((const struct yz_record *)record)->id);
        }
    }
}

bool yz_keys_any(const struct yz_kind *k) {
    for (size_t i = 0; i < k->count; i++)
        if ((k->fields[i].find != YZ_FIND_NONE || k->fields[i].flags & YZ_FRAGMENT) && k->fields[i].type == YZ_TEXT)
            return true;
    return false;
}

/* Whether nothing that makes keys differs. */
static bool same_keys(const struct yz_kind *k, const void *a, const void *b) {
    const struct yz_field *reading = reading_field(k);
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        if ((f->find != YZ_FIND_NONE || f->flags & YZ_FRAGMENT || f == reading) && f->type == YZ_TEXT &&
            strcmp(text_of(f, a), text_of(f, b)) != 0)
            return false;
    }
    return true;
}

/* --- writing --- */

struct yz_keys *yz_keys_of(struct yz_store *s) {
    if (!s->keys && !(s->keys = calloc(1, sizeof *s->keys))) yz_fail(YZ_BUSY, "%s", _("内存不够"));
    return s->keys;
}

struct record_keys {
    struct yz_gather *gather;
    bool add;
    uint8_t kind;
    int64_t id;
};

static void gather_key(void *ctx, const char *key, size_t length) {
    const struct record_keys *r = ctx;
    yz_gather_add(r->gather, r->add, key, length, r->kind, r->id);
}

/* Rows on their way into the table: many in one statement, which costs a third of one at a time. */
struct writer {
    struct yz_store *s;
    enum yz_status status;
    size_t count;
    struct row {
        const char *key;
        size_t length;
        int64_t id;
        uint8_t kind;
    } rows[YZ_KEYS_BATCH];
};

static bool run(struct writer *w, sqlite3_stmt *stmt, const struct row *rows, size_t count) {
    for (size_t i = 0, at = 1; i < count; i++) {
        sqlite3_bind_blob(stmt, (int)at++, rows[i].key, (int)rows[i].length, SQLITE_STATIC);
        sqlite3_bind_int(stmt, (int)at++, rows[i].kind);
        sqlite3_bind_int64(stmt, (int)at++, rows[i].id);
    }
    sqlite3_step(stmt);
    int rc = sqlite3_reset(stmt);
    if (rc != SQLITE_OK) w->status = yz_sqlite_fail(w->s, rc, _("写入检索表"));
    return rc == SQLITE_OK;
}

static bool write_rest(struct writer *w) {
    for (size_t i = 0; i < w->count; i++)
        if (!run(w, w->s->keys->add, &w->rows[i], 1)) return false;
    w->count = 0;
    return true;
}

static bool write_key(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id) {
    struct writer *w = ctx;
    struct row row = {key, length, id, kind};
    if (!add) return run(w, w->s->keys->drop, &row, 1);
    w->rows[w->count++] = row;
    if (w->count < YZ_KEYS_BATCH) return true;
    w->count = 0;
    return run(w, w->s->keys->add_batch, w->rows, YZ_KEYS_BATCH);
}

static sqlite3_stmt *prepare_batch(struct yz_store *s) {
    struct yz_buffer sql = {0};
    yz_buffer_text(&sql, "INSERT OR IGNORE INTO find(key, kind, id) VALUES(?, ?, ?)");
    for (int i = 1; i < YZ_KEYS_BATCH; i++) yz_buffer_text(&sql, ", (?, ?, ?)");
    sqlite3_stmt *stmt = sql.failed ? NULL : yz_prepare(s, sql.data);
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("写入检索表"));
    yz_buffer_free(&sql);
    return stmt;
}

static bool prepare(struct yz_store *s) {
    struct yz_keys *keys = s->keys;
    if (!keys->add) keys->add = yz_prepare(s, "INSERT OR IGNORE INTO find(key, kind, id) VALUES(?1, ?2, ?3)");
    if (!keys->add_batch) keys->add_batch = prepare_batch(s);
    if (!keys->drop) keys->drop = yz_prepare(s, "DELETE FROM find WHERE key = ?1 AND kind = ?2 AND id = ?3");
    return keys->add && keys->add_batch && keys->drop;
}

static enum yz_status settle(struct yz_store *s) {
    struct yz_gather *gather = &s->keys->gather;
    if (gather->failed) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    if (!prepare(s)) return yz_sqlite_last();
    struct writer w = {.s = s};
    /* The keys' bytes stay where they are until the next one is gathered. */
    if (yz_gather_settle(gather, write_key, &w)) write_rest(&w);
    return w.status;
}

enum yz_status yz_keys_put(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *before,
                           const void *after) {
    if (!yz_keys_any(k) || (before && after && same_keys(k, before, after))) return YZ_OK;
    struct yz_keys *keys = yz_keys_of(s);
    if (!keys) return YZ_BUSY;
    struct record_keys r = {&keys->gather, false, (uint8_t)k->id, id};
    if (before) yz_keys_each(k, before, gather_key, &r);
    r.add = true;
    if (after) yz_keys_each(k, after, gather_key, &r);
    enum yz_status status = YZ_OK;
    if (!s->act.bulk || keys->gather.failed || yz_gather_size(&keys->gather) >= BULK_BYTES) status = settle(s);
    if (status == YZ_OK && yz_numbers_any(k)) status = yz_numbers_put(s, k, id, after);
    return status;
}

enum yz_status yz_keys_flush(struct yz_store *s) {
    if (!s->keys) return YZ_OK;
    enum yz_status status = s->keys->gather.count ? settle(s) : YZ_OK;
    if (yz_gather_size(&s->keys->gather) == 0 && s->keys->gather.room > ROOM_KEPT) yz_gather_free(&s->keys->gather);
    s->keys->held = false; /* what was held may be old when the next act begins */
    return status == YZ_OK ? yz_numbers_flush(s) : status;
}

void yz_keys_drop_pending(struct yz_store *s) {
    if (!s->keys) return;
    yz_gather_free(&s->keys->gather);
    s->keys->held = s->keys->dirty = false;
}

void yz_keys_free(struct yz_store *s) {
    if (!s->keys) return;
    sqlite3_finalize(s->keys->add);
    sqlite3_finalize(s->keys->add_batch);
    sqlite3_finalize(s->keys->drop);
    sqlite3_finalize(s->keys->scan);
    sqlite3_finalize(s->keys->block_get);
    sqlite3_finalize(s->keys->block_put);
    sqlite3_finalize(s->keys->block_drop);
    sqlite3_finalize(s->keys->block_scan);
    yz_gather_free(&s->keys->gather);
    free(s->keys);
    s->keys = NULL;
}

/* --- reading --- */

/* The least key greater than all that begin with `from`, whose first byte is a class. */
static size_t key_after(const char *from, size_t length, char *to) {
    memcpy(to, from, length);
    while (length > 1 && (unsigned char)to[length - 1] == 0xFF) length--;
    to[length - 1] = (char)((unsigned char)to[length - 1] + 1);
    return length;
}

/* `key` comes without its class. `hit` may read the store, but not scan again. */
enum yz_status yz_find_scan(struct yz_store *s, enum yz_key_class c, const char *prefix, size_t length, size_t limit,
                            bool (*hit)(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id),
                            void *ctx) {
    char from[YZ_GATHER_KEY_MAX], to[YZ_GATHER_KEY_MAX];
    if (length + 1 > sizeof from) return YZ_OK; /* longer than any key */
    struct yz_keys *keys = yz_keys_of(s);
    enum yz_status status = keys ? yz_keys_flush(s) : YZ_BUSY; /* an act sees its own keys */
    if (status == YZ_OK) status = yz_reach_ready(s);
    if (status != YZ_OK) return status;
    if (!keys->scan && !(keys->scan = yz_prepare(s, "SELECT key, kind, id FROM find WHERE key >= ?1 AND key < ?2 "
                                                    "ORDER BY key, kind, id")))
        return YZ_BUSY;
    from[0] = (char)c;
    memcpy(from + 1, prefix, length);
    size_t end = key_after(from, length + 1, to);
    sqlite3_bind_blob(keys->scan, 1, from, (int)length + 1, SQLITE_STATIC);
    sqlite3_bind_blob(keys->scan, 2, to, (int)end, SQLITE_STATIC);
    for (size_t seen = 0; seen < limit && sqlite3_step(keys->scan) == SQLITE_ROW; seen++) {
        const char *key = sqlite3_column_blob(keys->scan, 0);
        size_t size = (size_t)sqlite3_column_bytes(keys->scan, 0);
        enum yz_kind_id kind = (enum yz_kind_id)sqlite3_column_int(keys->scan, 1);
        int64_t id = sqlite3_column_int64(keys->scan, 2);
        if (yz_reach_hit(s, kind, id)) {
            if (!hit(ctx, key + 1, size - 1, kind, id)) break;
        } else seen--; /* those outside are not counted: who is within may stand behind them */
    }
    int rc = sqlite3_reset(keys->scan);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("读取检索表"));
}
