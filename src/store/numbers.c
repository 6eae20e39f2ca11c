/* Inner fragments of numbers: a scan over packed blocks.
 *
 * A row of number_block holds the numbers of 256 neighbouring ids of one kind: four bits a character, the first
 * YZ_FRAGMENT field in 18, the second in 12, zeros for what is missing. A row fills one page of the file, so a million
 * people are 3,900 pages, and reading them is most of what a search costs. Digits and X have codes of their own; other
 * letters (passports) share one, and a fragment with such letters is compared with the record itself. A block with
 * nothing in it is no row. */
#include "store/keys.h"

#include <yizhan/i18n.h>

#include <stdlib.h>
#include <string.h>

typedef unsigned char lane __attribute__((vector_size(16)));

enum { CODE_X = 11, CODE_OTHER = 12, WIDTH = YZ_SLOT_ONE + YZ_SLOT_TWO, LOW_BITS = 54 };

static const struct yz_field *fragment_field(const struct yz_kind *k, size_t which) {
    for (size_t i = 0; i < k->count; i++)
        if (k->fields[i].flags & YZ_FRAGMENT && k->fields[i].type == YZ_TEXT && which-- == 0) return &k->fields[i];
    return NULL;
}

bool yz_numbers_any(const struct yz_kind *k) {
    return fragment_field(k, 0) != NULL;
}

static unsigned char code_of(char c) {
    if (c >= '0' && c <= '9') return (unsigned char)(c - '0' + 1);
    return c == 'X' || c == 'x' ? CODE_X : CODE_OTHER;
}

/* Of a number that is too long the end is kept, which is what people know of it. */
static void put_number(unsigned char *codes, size_t width, const struct yz_field *f, const void *record) {
    const char *text = f ? (const char *)record + f->offset : "";
    size_t length = strlen(text);
    if (length > width) text += length - width;
    for (; *text; text++) *codes++ = code_of(*text);
}

void yz_numbers_slot(const struct yz_kind *k, const void *record, unsigned char slot[YZ_SLOT]) {
    unsigned char codes[WIDTH] = {0};
    if (record) {
        put_number(codes, YZ_SLOT_ONE, fragment_field(k, 0), record);
        put_number(codes + YZ_SLOT_ONE, YZ_SLOT_TWO, fragment_field(k, 1), record);
    }
    for (size_t i = 0; i < YZ_SLOT; i++) slot[i] = (unsigned char)(codes[2 * i] << 4 | codes[2 * i + 1]);
}

int64_t yz_numbers_block(enum yz_kind_id kind, int64_t id) {
    return (int64_t)kind << LOW_BITS | id / YZ_SLOTS;
}

/* --- writing --- */

static bool empty(const unsigned char *block) {
    return block[0] == 0 && memcmp(block, block + 1, YZ_BLOCK - 1) == 0;
}

static bool prepare(struct yz_store *s) {
    struct yz_keys *keys = s->keys;
    if (!keys->block_get) keys->block_get = yz_prepare(s, "SELECT data FROM number_block WHERE block = ?1");
    if (!keys->block_put)
        keys->block_put = yz_prepare(s, "INSERT INTO number_block(block, data) VALUES(?1, ?2) "
                                        "ON CONFLICT(block) DO UPDATE SET data = excluded.data");
    if (!keys->block_drop) keys->block_drop = yz_prepare(s, "DELETE FROM number_block WHERE block = ?1");
    return keys->block_get && keys->block_put && keys->block_drop;
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
    enum yz_status status = prepare(s) ? YZ_OK : yz_sqlite_last();
    /* What was held of an earlier act may be old: only a bulk act keeps a block from put to put. */
    if (status == YZ_OK && (!s->act.bulk || !keys->held || keys->number != number)) status = hold(s, number);
    if (status != YZ_OK) return status;
    unsigned char slot[YZ_SLOT], *at = keys->block + id % YZ_SLOTS * YZ_SLOT;
    yz_numbers_slot(k, after, slot);
    if (memcmp(at, slot, YZ_SLOT) != 0) {
        memcpy(at, slot, YZ_SLOT);
        keys->dirty = true;
    }
    return s->act.bulk ? YZ_OK : yz_numbers_flush(s);
}

/* --- one fragment --- */

/* Where the fragment begins with the upper half of a byte, and where with the lower one, it covers other whole bytes:
 * the first and the last of them are looked for, sixteen places at a time. */
struct probe {
    lane first, last;
    size_t apart;
};

struct needle {
    char text[YZ_SLOT_ONE + 1]; /* upper case */
    unsigned char codes[YZ_SLOT_ONE];
    size_t length;
    bool letters; /* needs a look at the record */
    struct probe upper, lower;
};

static struct probe probe_of(const unsigned char *codes, size_t length) {
    struct probe p = {.apart = length / 2 - 1};
    memset(&p.first, codes[0] << 4 | codes[1], sizeof p.first);
    memset(&p.last, codes[2 * p.apart] << 4 | codes[2 * p.apart + 1], sizeof p.last);
    return p;
}

static bool needle_of(const char *fragment, struct needle *n) {
    memset(n, 0, sizeof *n);
    n->length = strlen(fragment);
    if (n->length == 0 || n->length > YZ_SLOT_ONE) return false;
    for (size_t i = 0; i < n->length; i++) {
        char c = fragment[i];
        n->text[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        n->codes[i] = code_of(c);
        n->letters |= n->codes[i] == CODE_OTHER;
    }
    if (n->length < 3) return true; /* too short for whole bytes: every slot is looked at */
    n->upper = probe_of(n->codes, n->length);
    n->lower = probe_of(n->codes + 1, n->length - 1);
    return true;
}

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

/* A slot at or after byte `at` that may hold the fragment, or YZ_SLOTS. There is room to read beyond the block. */
static size_t next_slot(const unsigned char *block, size_t at, const struct needle *n) {
    if (n->length < 3) return at / YZ_SLOT;
    for (; at < YZ_BLOCK; at += sizeof(lane)) {
        const unsigned char *p = block + at;
        lane bytes = load(p);
        lane maybe = ((lane)(bytes == n->upper.first) & (lane)(load(p + n->upper.apart) == n->upper.last)) |
                     ((lane)(bytes == n->lower.first) & (lane)(load(p + n->lower.apart) == n->lower.last));
        if (none(maybe)) continue;
        for (size_t i = 0; i < sizeof(lane); i++)
            if (maybe[i]) return (at + i) / YZ_SLOT;
    }
    return YZ_SLOTS;
}

static bool contains(const unsigned char *codes, size_t width, const struct needle *n) {
    for (size_t i = 0; i + n->length <= width; i++)
        if (memcmp(codes + i, n->codes, n->length) == 0) return true;
    return false;
}

static bool slot_contains(const unsigned char *slot, const struct needle *n) {
    unsigned char codes[WIDTH];
    for (size_t i = 0; i < YZ_SLOT; i++) {
        codes[2 * i] = slot[i] >> 4;
        codes[2 * i + 1] = slot[i] & 15;
    }
    return contains(codes, YZ_SLOT_ONE, n) || contains(codes + YZ_SLOT_ONE, YZ_SLOT_TWO, n);
}

/* --- the scan --- */

struct scan {
    struct yz_store *store;
    const struct yz_kind *kind;
    struct needle needle;
    size_t left;
    bool (*hit)(void *ctx, int64_t id);
    void *ctx;
    char *record; /* room for one, where letters need a look at it */
};

static bool field_contains(const struct yz_field *f, const void *record, const char *text) {
    char upper[256];
    size_t i = 0;
    if (!f) return false;
    for (const char *p = (const char *)record + f->offset; p[i] && i < sizeof upper - 1; i++)
        upper[i] = (char)(p[i] >= 'a' && p[i] <= 'z' ? p[i] - 'a' + 'A' : p[i]);
    upper[i] = '\0';
    return strstr(upper, text) != NULL;
}

static bool record_contains(struct scan *scan, int64_t id) {
    bool found = false;
    if (!scan->record) return true;
    return yz_record_stored(scan->store, scan->kind, id, scan->record, &found) == YZ_OK && found &&
           (field_contains(fragment_field(scan->kind, 0), scan->record, scan->needle.text) ||
            field_contains(fragment_field(scan->kind, 1), scan->record, scan->needle.text));
}

/* Every slot once. Answers false when enough was found. */
static bool scan_block(struct scan *scan, int64_t first_id, const void *data) {
    unsigned char block[YZ_BLOCK + 2 * sizeof(lane)]; /* a copy: hits may read the store */
    memcpy(block, data, YZ_BLOCK);
    memset(block + YZ_BLOCK, 0, sizeof block - YZ_BLOCK);
    for (size_t slot = 0; (slot = next_slot(block, slot * YZ_SLOT, &scan->needle)) < YZ_SLOTS; slot++) {
        int64_t id = first_id + (int64_t)slot;
        if (slot_contains(block + slot * YZ_SLOT, &scan->needle) && record_contains(scan, id) &&
            yz_reach_hit(scan->store, scan->kind->id, id) && (!scan->hit(scan->ctx, id) || --scan->left == 0))
            return false;
    }
    return true;
}

static enum yz_status scan_blocks(struct yz_store *s, enum yz_kind_id kind, struct scan *scan) {
    sqlite3_stmt **stmt = &s->keys->block_scan;
    if (!*stmt && !(*stmt = yz_prepare(s, "SELECT block, data FROM number_block WHERE block >= ?1 AND block < ?2")))
        return YZ_BUSY;
    sqlite3_bind_int64(*stmt, 1, yz_numbers_block(kind, 0));
    sqlite3_bind_int64(*stmt, 2, yz_numbers_block(kind + 1, 0));
    while (sqlite3_step(*stmt) == SQLITE_ROW) {
        int64_t first_id = (sqlite3_column_int64(*stmt, 0) & ((INT64_C(1) << LOW_BITS) - 1)) * YZ_SLOTS;
        const void *data = sqlite3_column_blob(*stmt, 1);
        if (sqlite3_column_bytes(*stmt, 1) == YZ_BLOCK && !scan_block(scan, first_id, data)) break;
    }
    int rc = sqlite3_reset(*stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("读取检索表"));
}

enum yz_status yz_find_fragment(struct yz_store *s, enum yz_kind_id kind, const char *digits, size_t limit,
                                bool (*hit)(void *ctx, int64_t id), void *ctx) {
    struct scan scan = {.store = s, .kind = yz_store_kind_of(kind), .left = limit, .hit = hit, .ctx = ctx};
    if (limit == 0 || !scan.kind || !needle_of(digits, &scan.needle)) return YZ_OK;
    if (!yz_keys_of(s)) return YZ_BUSY;
    enum yz_status status = yz_keys_flush(s); /* an act sees its own numbers */
    if (status == YZ_OK) status = yz_reach_ready(s);
    if (status == YZ_OK && scan.needle.letters && !(scan.record = malloc(scan.kind->size)))
        status = yz_fail(YZ_BUSY, "%s", _("内存不够"));
    if (status == YZ_OK) status = scan_blocks(s, kind, &scan);
    free(scan.record);
    return status;
}
