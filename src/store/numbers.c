/* Inner fragments of numbers: a scan over packed blocks.
 *
 * A row of number_block holds the numbers of 128 neighbouring ids of one kind, 31 bytes each: the first YZ_FRAGMENT
 * field in 18 bytes, a NUL, the second in 12, NULs for what is missing. 3,968 bytes fill one page of the file, so that a
 * million people are 7,800 pages. Fragments have no NUL, so a match never crosses a boundary that a NUL marks; a full
 * second field and the next slot touch, and a candidate is checked for that. A block with nothing in it is no row. */
#include "store/keys.h"

#include <yizhan/i18n.h>

#include <string.h>

typedef unsigned char lane __attribute__((vector_size(16)));

static const struct yz_field *fragment_field(const struct yz_kind *k, size_t which) {
    for (size_t i = 0; i < k->count; i++)
        if (k->fields[i].flags & YZ_FRAGMENT && k->fields[i].type == YZ_TEXT && which-- == 0) return &k->fields[i];
    return NULL;
}

bool yz_numbers_any(const struct yz_kind *k) {
    return fragment_field(k, 0) != NULL;
}

static unsigned char upper(char c) {
    return (unsigned char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/* Of a number that is too long the end is kept, which is what people know of it. */
static void put_number(unsigned char *to, size_t width, const struct yz_field *f, const void *record) {
    const char *text = f ? (const char *)record + f->offset : "";
    size_t length = strlen(text);
    if (length > width) text += length - width;
    for (; *text; text++) *to++ = upper(*text);
}

void yz_numbers_slot(const struct yz_kind *k, const void *record, unsigned char slot[YZ_SLOT]) {
    memset(slot, 0, YZ_SLOT);
    if (!record) return;
    put_number(slot, YZ_SLOT_ONE, fragment_field(k, 0), record);
    put_number(slot + YZ_SLOT_ONE + 1, YZ_SLOT_TWO, fragment_field(k, 1), record);
}

int64_t yz_numbers_block(enum yz_kind_id kind, int64_t id) {
    return (int64_t)kind << 55 | id >> 7;
}

/* --- writing --- */

static bool empty(const unsigned char *block) {
    return block[0] == 0 && memcmp(block, block + 1, YZ_BLOCK - 1) == 0;
}

static enum yz_status prepare(struct yz_store *s) {
    struct yz_keys *keys = s->keys;
    if (!keys->block_get) keys->block_get = yz_prepare(s, "SELECT data FROM number_block WHERE block = ?1");
    if (!keys->block_put)
        keys->block_put = yz_prepare(s, "INSERT INTO number_block(block, data) VALUES(?1, ?2) "
                                        "ON CONFLICT(block) DO UPDATE SET data = excluded.data");
    if (!keys->block_drop) keys->block_drop = yz_prepare(s, "DELETE FROM number_block WHERE block = ?1");
    return keys->block_get && keys->block_put && keys->block_drop ? YZ_OK : YZ_BUSY;
}

enum yz_status yz_numbers_flush(struct yz_store *s) {
    struct yz_keys *keys = s->keys;
    if (!keys->dirty) return YZ_OK;
    bool gone = empty(keys->block);
    sqlite3_stmt *stmt = gone ? keys->block_drop : keys->block_put;
    sqlite3_bind_int64(stmt, 1, keys->number);
    if (!gone) sqlite3_bind_blob(stmt, 2, keys->block, YZ_BLOCK, SQLITE_STATIC);
    sqlite3_step(stmt);
    int rc = sqlite3_reset(stmt);
    if (rc != SQLITE_OK) return yz_sqlite_fail(s, rc, _("写入检索表"));
    keys->dirty = false;
    return YZ_OK;
}

static enum yz_status hold(struct yz_store *s, int64_t number) {
    struct yz_keys *keys = s->keys;
    enum yz_status status = yz_numbers_flush(s);
    if (status != YZ_OK) return status;
    keys->held = false;
    memset(keys->block, 0, YZ_BLOCK);
    sqlite3_bind_int64(keys->block_get, 1, number);
    if (sqlite3_step(keys->block_get) == SQLITE_ROW && sqlite3_column_bytes(keys->block_get, 0) == YZ_BLOCK)
        memcpy(keys->block, sqlite3_column_blob(keys->block_get, 0), YZ_BLOCK);
    int rc = sqlite3_reset(keys->block_get);
    if (rc != SQLITE_OK) return yz_sqlite_fail(s, rc, _("写入检索表"));
    keys->held = true;
    keys->number = number;
    return YZ_OK;
}

enum yz_status yz_numbers_put(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *after) {
    struct yz_keys *keys = s->keys;
    int64_t number = yz_numbers_block(k->id, id);
    enum yz_status status = prepare(s);
    /* What was held of an earlier act may be old: only a bulk act keeps a block from put to put. */
    if (status == YZ_OK && (!s->act.bulk || !keys->held || keys->number != number)) status = hold(s, number);
    if (status != YZ_OK) return status;
    unsigned char slot[YZ_SLOT], *at = keys->block + (id & (YZ_SLOTS - 1)) * YZ_SLOT;
    yz_numbers_slot(k, after, slot);
    if (memcmp(at, slot, YZ_SLOT) != 0) {
        memcpy(at, slot, YZ_SLOT);
        keys->dirty = true;
    }
    return s->act.bulk ? YZ_OK : yz_numbers_flush(s);
}

/* --- reading --- */

struct needle {
    unsigned char text[YZ_SLOT_ONE];
    size_t length, middle;
    lane first, mid, last;
};

static lane load(const unsigned char *from) {
    lane v;
    memcpy(&v, from, sizeof v);
    return v;
}

static bool none(lane v) {
    uint64_t half[2];
    memcpy(half, &v, sizeof half);
    return (half[0] | half[1]) == 0;
}

static bool needle_of(const char *digits, struct needle *n) {
    n->length = strlen(digits);
    if (n->length == 0 || n->length > YZ_SLOT_ONE) return false;
    for (size_t i = 0; i < n->length; i++) n->text[i] = upper(digits[i]);
    n->middle = n->length / 2;
    memset(&n->first, n->text[0], sizeof n->first);
    memset(&n->mid, n->text[n->middle], sizeof n->mid);
    memset(&n->last, n->text[n->length - 1], sizeof n->last);
    return true;
}

/* The place of the first match from `at` on within one slot, or YZ_BLOCK. `block` has room to read beyond its end. */
static size_t find_in(const unsigned char *block, size_t at, const struct needle *n) {
    for (; at < YZ_BLOCK; at += sizeof(lane)) {
        const unsigned char *p = block + at;
        lane maybe = (lane)(load(p) == n->first) & (lane)(load(p + n->middle) == n->mid) &
                     (lane)(load(p + n->length - 1) == n->last);
        if (none(maybe)) continue;
        for (size_t i = 0; i < sizeof(lane) && at + i < YZ_BLOCK; i++)
            if (maybe[i] && memcmp(p + i, n->text, n->length) == 0 &&
                (at + i) / YZ_SLOT == (at + i + n->length - 1) / YZ_SLOT)
                return at + i;
    }
    return YZ_BLOCK;
}

struct scan {
    struct needle needle;
    size_t left;
    bool (*hit)(void *ctx, int64_t id);
    void *ctx;
};

/* Every slot once. Answers false when enough was found. */
static bool scan_block(struct scan *scan, int64_t first_id, const void *data) {
    unsigned char block[YZ_BLOCK + YZ_SLOT_ONE + sizeof(lane)];
    memcpy(block, data, YZ_BLOCK);
    memset(block + YZ_BLOCK, 0, sizeof block - YZ_BLOCK);
    for (size_t at = 0; (at = find_in(block, at, &scan->needle)) < YZ_BLOCK;) {
        size_t slot = at / YZ_SLOT;
        if (!scan->hit(scan->ctx, first_id + (int64_t)slot) || --scan->left == 0) return false;
        at = (slot + 1) * YZ_SLOT;
    }
    return true;
}

enum yz_status yz_find_fragment(struct yz_store *s, enum yz_kind_id kind, const char *digits, size_t limit,
                                bool (*hit)(void *ctx, int64_t id), void *ctx) {
    struct scan scan = {.left = limit, .hit = hit, .ctx = ctx};
    if (limit == 0 || !needle_of(digits, &scan.needle)) return YZ_OK;
    struct yz_keys *keys = yz_keys_of(s);
    enum yz_status status = keys ? yz_keys_flush(s) : YZ_BUSY; /* an act sees its own numbers */
    if (status != YZ_OK) return status;
    if (!keys->block_scan && !(keys->block_scan = yz_prepare(s, "SELECT block, data FROM number_block "
                                                                "WHERE block >= ?1 AND block < ?2")))
        return YZ_BUSY;
    sqlite3_bind_int64(keys->block_scan, 1, yz_numbers_block(kind, 0));
    sqlite3_bind_int64(keys->block_scan, 2, yz_numbers_block(kind + 1, 0));
    while (sqlite3_step(keys->block_scan) == SQLITE_ROW) {
        int64_t first_id = (sqlite3_column_int64(keys->block_scan, 0) & ((INT64_C(1) << 55) - 1)) << 7;
        const void *data = sqlite3_column_blob(keys->block_scan, 1);
        if (sqlite3_column_bytes(keys->block_scan, 1) == YZ_BLOCK && !scan_block(&scan, first_id, data)) break;
    }
    int rc = sqlite3_reset(keys->block_scan);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("读取检索表"));
}
