/* All pairs that may be one person: people are laid into blocks by what two records of one person hardly ever differ in all
 * at once (a part of the number, the sound of the name with the birth date, a phone …), and compared within a block. */
#include "service/same/likeness.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { NUMBER = 18, MOST_KEYS = 11 };

struct key { /* who lies in which block */
    uint64_t block;
    uint32_t face;
};

struct scan {
    struct yz_face *faces;
    struct key *keys;
    struct yz_pair *pairs, *apart; /* apart: noted as not the same; a < b, sorted */
    size_t face_count, face_room, key_count, pair_count, pair_room, apart_count, apart_room;
};

static enum yz_status grow(void **all, size_t count, size_t *room, size_t size) {
    if (count < *room) return YZ_OK;
    size_t more = *room ? 2 * *room : 1024;
    void *p = realloc(*all, more * size);
    if (!p) return yz_fail(YZ_BUSY, _("内存不足"));
    *all = p;
    *room = more;
    return YZ_OK;
}

static enum yz_status read_faces(struct yz_session *s, struct scan *c) {
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(s->store, YZ_FACE_COLUMNS "ORDER BY p.id");
    while (status == YZ_OK && yz_next(q)) {
        void *all = c->faces;
        status = grow(&all, c->face_count, &c->face_room, sizeof *c->faces);
        c->faces = all;
        if (status == YZ_OK) yz_face_read(&c->faces[c->face_count++], q);
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

/* --- blocks --- */

static void lay(struct scan *c, size_t face, unsigned sort, uint64_t a, uint64_t b) {
    uint64_t h = (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) * UINT64_C(0xBF58476D1CE4E5B9);
    c->keys[c->key_count++] = (struct key){(h ^ h >> 29) * 31 + sort, (uint32_t)face};
}

/* The first reading of each character. */
static uint64_t sound_of(const struct yz_face *f) {
    uint64_t h = f->characters;
    for (size_t i = 0; i < f->characters && i < YZ_FACE_NAME; i++) {
        uint16_t sound = f->sound[i][0] ? f->sound[i][0] : f->sound[i][YZ_FACE_SOUNDS - 1];
        h = h * 1099511628211u + (sound ? sound : f->character[i]);
    }
    return h;
}

/* A fault in one part of the number, region, birth date or the rest, leaves the other two. */
static void lay_number(struct scan *c, size_t i, const struct yz_face *f) {
    if (!*f->number) return;
    lay(c, i, 0, yz_hash_text(f->number, strlen(f->number)), 0);
    if (strlen(f->number) != NUMBER) return;
    lay(c, i, 1, yz_hash_text(f->number, 14), 0);
    lay(c, i, 2, yz_hash_text(f->number + 6, 12), 0);
    lay(c, i, 3, yz_hash_text(f->number, 6), yz_hash_text(f->number + 14, 4));
}

static void lay_all(struct scan *c, size_t i) {
    const struct yz_face *f = &c->faces[i];
    uint64_t sound = sound_of(f);
    lay_number(c, i, f);
    if (f->certificate) lay(c, i, 4, f->certificate, 0);
    for (int k = 0; k < 2; k++)
        if (f->phone[k]) lay(c, i, 5, f->phone[k], 0);
    if (f->name && f->birth) lay(c, i, 6, sound, (uint64_t)f->birth);
    if (f->name && f->door) lay(c, i, 7, sound, (uint64_t)f->door);
    if (f->birth && f->door) lay(c, i, 8, (uint64_t)f->birth, (uint64_t)f->door);
    if (f->birth && f->mother) lay(c, i, 9, (uint64_t)f->birth, (uint64_t)f->mother);
}

static int by_block(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    return (x->face > y->face) - (x->face < y->face);
}

/* --- comparing --- */

static enum yz_status compare(struct scan *c, uint32_t i, uint32_t k) {
    struct yz_likeness l;
    if (i == k) return YZ_OK; /* twice in a block: two phones that are one */
    enum yz_status status = yz_faces_compare(&c->faces[i], &c->faces[k], &l);
    if (status != YZ_OK || l.level == YZ_UNLIKELY) return status;
    void *all = c->pairs;
    status = grow(&all, c->pair_count, &c->pair_room, sizeof *c->pairs);
    c->pairs = all;
    if (status == YZ_OK) c->pairs[c->pair_count++] = (struct yz_pair){c->faces[i].id, c->faces[k].id, l};
    return status;
}

static enum yz_status compare_blocks(struct scan *c) {
    const struct yz_weights *w = yz_weights();
    enum yz_status status = w ? YZ_OK : YZ_REFUSED;
    for (size_t i = 0; status == YZ_OK && i < c->key_count; i++)
        for (size_t k = i + 1; status == YZ_OK && k < c->key_count && c->keys[k].block == c->keys[i].block; k++) {
            if (k - i > w->block) break;
            status = compare(c, c->keys[i].face, c->keys[k].face);
        }
    return status;
}

static int by_people(const void *a, const void *b) {
    const struct yz_pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static int by_score(const void *a, const void *b) {
    const struct yz_pair *x = a, *y = b;
    return x->likeness.score != y->likeness.score ? y->likeness.score - x->likeness.score : by_people(a, b);
}

static enum yz_status read_apart(struct yz_session *s, struct scan *c) {
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(s->store, "SELECT min(a,b),max(a,b) FROM \"distinct\" ORDER BY 1,2");
    while (status == YZ_OK && yz_next(q)) {
        void *all = c->apart;
        status = grow(&all, c->apart_count, &c->apart_room, sizeof *c->apart);
        c->apart = all;
        if (status == YZ_OK) c->apart[c->apart_count++] = (struct yz_pair){.a = yz_int(q, 0), .b = yz_int(q, 1)};
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

/* Each pair once, those left out that are known not to be one, the likeliest first. */
static void tidy(struct scan *c) {
    size_t n = 0;
    if (c->pair_count) qsort(c->pairs, c->pair_count, sizeof *c->pairs, by_people);
    for (size_t i = 0; i < c->pair_count; i++) {
        const struct yz_pair *p = &c->pairs[i];
        if (n && by_people(&c->pairs[n - 1], p) == 0) continue;
        if (c->apart_count && bsearch(p, c->apart, c->apart_count, sizeof *p, by_people)) continue;
        c->pairs[n++] = *p;
    }
    c->pair_count = n;
    if (n) qsort(c->pairs, n, sizeof *c->pairs, by_score);
}

static enum yz_status scan(struct yz_session *s, struct scan *c) {
    enum yz_status status = read_faces(s, c);
    if (status == YZ_OK) status = read_apart(s, c);
    if (status != YZ_OK || !c->face_count) return status;
    c->keys = malloc(c->face_count * MOST_KEYS * sizeof *c->keys);
    if (!c->keys) return yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; i < c->face_count; i++) lay_all(c, i);
    qsort(c->keys, c->key_count, sizeof *c->keys, by_block);
    status = compare_blocks(c);
    tidy(c);
    return status;
}

enum yz_status yz_duplicate_scan(struct yz_session *s, struct yz_pair **out, size_t *count) {
    struct scan c = {0};
    yz_snapshot_begin(s->store);
    enum yz_status status = scan(s, &c);
    yz_snapshot_end(s->store);
    free(c.faces);
    free(c.keys);
    free(c.apart);
    if (status != YZ_OK) free(c.pairs);
    *out = status == YZ_OK ? c.pairs : NULL;
    *count = status == YZ_OK ? c.pair_count : 0;
    return status;
}
