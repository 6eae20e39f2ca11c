/* Those in the file who may be the person being typed: candidates from a few ranges of indexes, compared one by one. */
#include "service/same/likeness.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/identity.h>
#include <yizhan/merges.h>

#include "base/pinyin.h"
#include "base/text.h"

enum { CANDIDATES = 400, RANGE = 120, TAIL = 4 };

struct looking {
    struct yz_session *s;
    const struct yz_person *p;
    int64_t ids[CANDIDATES];
    size_t count;
    bool births; /* a child being born: its mother's other child of that day is told, twin or not */
    enum yz_status status;
};

static void candidate(struct looking *l, int64_t id) {
    size_t i = 0;
    while (i < l->count && l->ids[i] != id) i++;
    if (i == l->count && i < CANDIDATES && id != l->p->id) l->ids[l->count++] = id;
}

static bool hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    (void)key;
    (void)length;
    if (kind == YZ_PERSON) candidate(ctx, id);
    return true;
}

static void scan_keys(struct looking *l, enum yz_key_class c, const char *key) {
    size_t n = strlen(key);
    if (l->status == YZ_OK && n) l->status = yz_find_scan(l->s->store, c, key, n, RANGE, hit, l);
}

/* The sound of the whole name, as its first reading. */
static void by_name(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    char *sound = ctx;
    if (kind == YZ_KEY_FULL && from == 0 && !*sound && length <= YZ_KEY_MAX) memcpy(sound, key, length + 1);
}

static void by_number(struct looking *l) {
    const char *number = l->p->id_number;
    size_t n = strlen(number);
    struct yz_identity id;
    scan_keys(l, YZ_KEY_NUMBER, number);
    if (n > TAIL) scan_keys(l, YZ_KEY_TAIL, number + n - TAIL);
    if (n && yz_identity_check(number, YZ_ID_ANY, "", 0, &id, NULL)) scan_keys(l, YZ_KEY_NUMBER, id.upgraded);
    scan_keys(l, YZ_KEY_NUMBER, l->p->certificate);
    scan_keys(l, YZ_KEY_NUMBER, l->p->phone);
    scan_keys(l, YZ_KEY_NUMBER, l->p->phone2);
}

static void by_query(struct looking *l, struct yz_query *q, int64_t value) {
    if (l->status != YZ_OK) {
        yz_done(q);
        return;
    }
    yz_bind(q, 1, value);
    while (yz_next(q)) candidate(l, yz_int(q, 0));
    l->status = yz_done(q);
}

static enum yz_status gather(struct looking *l, yz_date birth) {
    char sound[YZ_KEY_MAX + 1] = "";
    struct yz_store *s = l->s->store;
    by_number(l);
    if (birth) by_query(l, yz_sql(s, "SELECT id FROM person WHERE birth=?1 ORDER BY id LIMIT 200"), birth);
    if (l->p->mother)
        by_query(l, yz_sql(s, "SELECT id FROM person WHERE mother=?1 AND mother<>0 ORDER BY id"), l->p->mother);
    yz_name_keys(l->p->name, l->p->reading, by_name, sound);
    scan_keys(l, YZ_KEY_FULL_HEAD, sound);
    return l->status;
}

/* Keeps the `max` likeliest, in order. */
static void keep(struct yz_twin *out, size_t max, size_t *count, const struct yz_twin *t) {
    size_t at = *count;
    while (at && out[at - 1].score < t->score) at--;
    if (at == max) return;
    size_t last = *count < max ? (*count)++ : max - 1;
    memmove(&out[at + 1], &out[at], (last - at) * sizeof *out);
    out[at] = *t;
}

static bool born_together(const struct yz_face *a, const struct yz_face *b) {
    return a->mother && a->mother == b->mother && a->birth && a->birth == b->birth;
}

static enum yz_status compare(const struct looking *look, const struct yz_face *self, int64_t other,
                              struct yz_twin *out, size_t max, size_t *count) {
    struct yz_session *s = look->s;
    struct yz_face face;
    struct yz_likeness l;
    struct yz_twin twin = {.person = other};
    if (!yz_face_of(s, other, &face)) return YZ_REFUSED;
    enum yz_status status = yz_faces_compare(self, &face, &l);
    bool told = l.level != YZ_UNLIKELY || (look->births && born_together(self, &face));
    if (status != YZ_OK || !told || (self->id && yz_distinct_noted(s, self->id, other))) return status;
    twin.score = l.score;
    twin.likely = l.level == YZ_LIKELY;
    yz_likeness_text(&l, twin.why, sizeof twin.why);
    yz_record_title(s, YZ_PERSON, other, false, twin.name, sizeof twin.name);
    keep(out, max, count, &twin);
    return YZ_OK;
}

static enum yz_status look(struct looking *l, int64_t dwelling, struct yz_twin *out, size_t max, size_t *count) {
    struct yz_face self;
    *count = 0;
    yz_face_make(&self, l->p, dwelling);
    yz_snapshot_begin(l->s->store);
    enum yz_status status = gather(l, self.birth);
    for (size_t i = 0; status == YZ_OK && i < l->count; i++) status = compare(l, &self, l->ids[i], out, max, count);
    yz_snapshot_end(l->s->store);
    return status;
}

enum yz_status yz_person_duplicates(struct yz_session *s, const struct yz_person *p, int64_t dwelling,
                                    struct yz_twin *out, size_t max, size_t *count) {
    return look(&(struct looking){.s = s, .p = p}, dwelling, out, max, count);
}

enum yz_status yz_child_duplicates(struct yz_session *s, int64_t mother, int64_t household, yz_date birth,
                                   const char *certificate, const char *name, struct yz_twin *out, size_t max,
                                   size_t *count) {
    struct yz_person child = {.mother = mother, .birth = birth};
    char normal[YZ_CERTIFICATE_TEXT];
    bool sound = certificate && yz_certificate_check(certificate, "certificate", normal, NULL);
    yz_copy(child.name, sizeof child.name, name ? name : "");
    yz_copy(child.certificate, sizeof child.certificate, sound ? normal : certificate ? certificate : "");
    int64_t dwelling = yz_sql_int(s->store, "SELECT dwelling FROM household WHERE id=?1", household, 0);
    return look(&(struct looking){.s = s, .p = &child, .births = true}, dwelling, out, max, count);
}
