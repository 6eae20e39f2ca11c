/* Gathers search keys and sorts them eight bytes at a time.
 *
 * An entry is: one byte "add", one byte length, then the key, a NUL, the kind and the id (big-endian, sign turned), so
 * that plain byte order is the order of the table's primary key. */
#include "store/gather.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRY_HEAD = 2, ENTRY_TAIL = 10, SMALL_RUN = 48 };

static bool grow_bytes(struct yz_gather *g, size_t n) {
    if (g->room - g->used >= n) return true;
    size_t room = g->room ? g->room * 2 : 4096;
    unsigned char *bytes = room <= UINT32_MAX ? realloc(g->bytes, room) : NULL;
    if (!bytes) return false;
    g->bytes = bytes;
    g->room = room;
    return true;
}

static bool grow_items(struct yz_gather *g) {
    if (g->count < g->item_room) return true;
    size_t room = g->item_room ? g->item_room * 2 : 128;
    struct yz_gather_item *items = realloc(g->items, room * sizeof *items);
    if (!items) return false;
    g->items = items;
    struct yz_gather_item *spare = realloc(g->spare, room * sizeof *spare);
    if (!spare) return false;
    g->spare = spare;
    g->item_room = room;
    return true;
}

void yz_gather_add(struct yz_gather *g, bool add, const char *key, size_t length, uint8_t kind, int64_t id) {
    if (length > YZ_GATHER_KEY_MAX) length = YZ_GATHER_KEY_MAX;
    if (g->failed || !grow_bytes(g, length + ENTRY_HEAD + ENTRY_TAIL) || !grow_items(g)) {
        g->failed = true;
        return;
    }
    unsigned char *to = g->bytes + g->used;
    uint64_t order = (uint64_t)id ^ (UINT64_C(1) << 63);
    g->items[g->count++] = (struct yz_gather_item){0, (uint32_t)g->used};
    *to++ = add;
    *to++ = (unsigned char)length;
    memcpy(to, key, length);
    to += length;
    *to++ = 0;
    *to++ = kind;
    for (int shift = 56; shift >= 0; shift -= 8) *to++ = (unsigned char)(order >> shift);
    g->used += length + ENTRY_HEAD + ENTRY_TAIL;
}

size_t yz_gather_size(const struct yz_gather *g) {
    return g->used + 2 * g->count * sizeof *g->items;
}

/* Eight bytes of an entry's order from `depth` on, zeros beyond its end. */
static uint64_t word_at(const struct yz_gather *g, uint32_t at, size_t depth) {
    const unsigned char *entry = g->bytes + at;
    size_t length = (size_t)entry[1] + ENTRY_TAIL;
    const unsigned char *from = entry + ENTRY_HEAD + depth;
    size_t left = length > depth ? length - depth : 0;
    uint64_t word = 0;
    if (left >= 8)
        for (size_t i = 0; i < 8; i++) word = word << 8 | from[i];
    else
        for (size_t i = 0; i < 8; i++) word = word << 8 | (i < left ? from[i] : 0u);
    return word;
}

static void sort_small(struct yz_gather_item *a, size_t n) {
    for (size_t i = 1; i < n; i++) {
        struct yz_gather_item item = a[i];
        size_t j = i;
        for (; j > 0 && a[j - 1].word > item.word; j--) a[j] = a[j - 1];
        a[j] = item;
    }
}

/* Stable counting sort on one byte of the word. */
static void sort_byte(const struct yz_gather_item *from, struct yz_gather_item *to, size_t n, int shift,
                      const size_t counts[256]) {
    size_t start[256];
    for (size_t b = 0, sum = 0; b < 256; b++) {
        start[b] = sum;
        sum += counts[b];
    }
    for (size_t i = 0; i < n; i++) to[start[from[i].word >> shift & 255]++] = from[i];
}

static void sort_large(struct yz_gather_item *a, struct yz_gather_item *spare, size_t n) {
    size_t counts[8][256] = {{0}};
    for (size_t i = 0; i < n; i++)
        for (int b = 0; b < 8; b++) counts[b][a[i].word >> (8 * b) & 255]++;
    struct yz_gather_item *from = a, *to = spare;
    for (int b = 0; b < 8; b++) {
        if (counts[b][from[0].word >> (8 * b) & 255] == n) continue; /* the same byte everywhere */
        sort_byte(from, to, n, 8 * b, counts[b]);
        struct yz_gather_item *swap = from;
        from = to;
        to = swap;
    }
    if (from != a) memcpy(a, from, n * sizeof *a);
}

static bool in_order(const struct yz_gather_item *a, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (a[i - 1].word > a[i].word) return false;
    return true;
}

/* Sorts items `a`, which are equal before `depth`; equal tuples stay in the order of time. */
static void sort_items(const struct yz_gather *g, struct yz_gather_item *a, struct yz_gather_item *spare, size_t n,
                       size_t depth) {
    for (size_t i = 0; i < n; i++) a[i].word = word_at(g, a[i].at, depth);
    if (!in_order(a, n)) {
        if (n <= SMALL_RUN) sort_small(a, n);
        else sort_large(a, spare, n);
    }
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && a[end].word == a[i].word;) end++;
        if (end - i > 1 && (size_t)g->bytes[a[i].at + 1] + ENTRY_TAIL > depth + 8)
            sort_items(g, a + i, spare, end - i, depth + 8);
    }
}

static bool same(const struct yz_gather *g, uint32_t a, uint32_t b) {
    const unsigned char *x = g->bytes + a, *y = g->bytes + b;
    return x[1] == y[1] && memcmp(x + ENTRY_HEAD, y + ENTRY_HEAD, (size_t)x[1] + ENTRY_TAIL) == 0;
}

static int64_t id_of(const unsigned char *end) {
    uint64_t order = 0;
    for (int i = 0; i < 8; i++) order = order << 8 | end[2 + i];
    return (int64_t)(order ^ (UINT64_C(1) << 63));
}

bool yz_gather_settle(struct yz_gather *g,
                      bool (*each)(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id),
                      void *ctx) {
    bool going = true;
    if (g->count) sort_items(g, g->items, g->spare, g->count, 0);
    for (size_t i = 0, end; going && i < g->count; i = end) {
        for (end = i + 1; end < g->count && same(g, g->items[i].at, g->items[end].at);) end++;
        const unsigned char *first = g->bytes + g->items[i].at, *last = g->bytes + g->items[end - 1].at;
        /* What happened first tells whether it was there before; what happened last, whether it shall be there. */
        if (first[0] != last[0]) continue;
        const unsigned char *tail = last + ENTRY_HEAD + last[1];
        going = each(ctx, last[0], (const char *)last + ENTRY_HEAD, last[1], tail[1], id_of(tail));
    }
    yz_gather_clear(g);
    return going;
}

void yz_gather_clear(struct yz_gather *g) {
    g->used = g->count = 0;
    g->failed = false;
}

void yz_gather_free(struct yz_gather *g) {
    free(g->bytes);
    free(g->items);
    free(g->spare);
    *g = (struct yz_gather){0};
}
