/* Memberships when their people, or their households, become one: who would stand twice in a household stands there once,
 * and nobody is registered in two households on one day. */
#include "service/same/merge_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static bool by_person(const struct yz_homes *h) {
    return h->kind->id == YZ_PERSON;
}

static enum yz_status read_side(struct yz_session *s, const struct yz_merge_plan *p, enum yz_side side,
                                struct yz_homes *h) {
    int64_t n = by_person(h)
                    ? yz_sql_int(s->store, "SELECT count(*) FROM membership WHERE person=?1", p->id[side], 0)
                    : yz_sql_int(s->store, "SELECT count(*) FROM membership WHERE household=?1", p->id[side], 0);
    h->all[side] = calloc((size_t)n + 1, sizeof *h->all[side]);
    if (!h->all[side]) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q = yz_select(s->store, &yz_membership_kind,
                                   by_person(h) ? "WHERE person=?1 ORDER BY id" : "WHERE household=?1 ORDER BY id");
    yz_bind(q, 1, p->id[side]);
    while (h->count[side] < (size_t)n && yz_next(q)) yz_row(q, &yz_membership_kind, &h->all[side][h->count[side]++]);
    return yz_done(q);
}

enum yz_status yz_homes_read(struct yz_session *s, const struct yz_merge_plan *p, struct yz_homes *out) {
    *out = (struct yz_homes){.kind = p->kind};
    enum yz_status status = read_side(s, p, YZ_KEEP, out);
    if (status == YZ_OK) status = read_side(s, p, YZ_LOSE, out);
    if (status != YZ_OK) yz_homes_free(out);
    return status;
}

void yz_homes_free(struct yz_homes *h) {
    free(h->all[YZ_KEEP]);
    free(h->all[YZ_LOSE]);
    *h = (struct yz_homes){0};
}

static bool overlap(const struct yz_membership *a, const struct yz_membership *b) {
    return (!a->until || b->since <= a->until) && (!b->until || a->since <= b->until);
}

static bool both_legal(const struct yz_membership *a, const struct yz_membership *b) {
    return a->legal && b->legal && a->household != b->household && overlap(a, b);
}

bool yz_homes_legal(const struct yz_homes *h, int64_t legal[2]) {
    for (size_t i = 0; i < h->count[YZ_KEEP]; i++)
        for (size_t k = 0; k < h->count[YZ_LOSE]; k++) {
            if (!both_legal(&h->all[YZ_KEEP][i], &h->all[YZ_LOSE][k])) continue;
            legal[YZ_KEEP] = h->all[YZ_KEEP][i].household;
            legal[YZ_LOSE] = h->all[YZ_LOSE][k].household;
            return true;
        }
    return false;
}

static bool one(const struct yz_homes *h, const struct yz_membership *a, const struct yz_membership *b) {
    return overlap(a, b) && (by_person(h) ? a->household == b->household : a->person == b->person);
}

/* The survivor's membership takes what it lacks, and the longer span. */
static void fold(struct yz_membership *to, const struct yz_membership *from, bool head) {
    if (from->since < to->since) to->since = from->since;
    if (!from->until || (to->until && from->until > to->until)) to->until = from->until;
    if (from->lease_until > to->lease_until) to->lease_until = from->lease_until;
    if (!to->dwelling) to->dwelling = from->dwelling;
    if (!to->relation || head) to->relation = from->relation;
    if (!to->role) to->role = from->role;
    to->legal |= from->legal;
    if (!*to->reason) memcpy(to->reason, from->reason, sizeof to->reason);
}

static enum yz_status fold_all(struct yz_session *s, const struct yz_merge_plan *p, struct yz_homes *h) {
    enum yz_status status = YZ_OK;
    for (size_t k = 0; k < h->count[YZ_LOSE]; k++) {
        struct yz_membership *from = &h->all[YZ_LOSE][k], *to = NULL;
        for (size_t i = 0; !to && i < h->count[YZ_KEEP]; i++)
            if (one(h, &h->all[YZ_KEEP][i], from)) to = &h->all[YZ_KEEP][i];
        if (!to) continue;
        int64_t head = yz_sql_int(s->store, "SELECT head FROM household WHERE id=?1", from->household, 0);
        fold(to, from, head && head == p->id[YZ_LOSE]);
        status = yz_put(s->store, &yz_membership_kind, to);
        if (status == YZ_OK) status = yz_drop(s->store, &yz_membership_kind, from->id);
        if (status != YZ_OK) return status;
        *from = (struct yz_membership){.until = -1, .since = INT32_MAX}; /* of no day */
    }
    return status;
}

static enum yz_status choose_legal(struct yz_session *s, enum yz_side side, struct yz_homes *h) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < h->count[YZ_KEEP]; i++)
        for (size_t k = 0; status == YZ_OK && k < h->count[YZ_LOSE]; k++) {
            struct yz_membership *pair[2] = {&h->all[YZ_KEEP][i], &h->all[YZ_LOSE][k]};
            if (!both_legal(pair[0], pair[1])) continue;
            pair[1 - side]->legal = false;
            status = yz_put(s->store, &yz_membership_kind, pair[1 - side]);
        }
    return status;
}

enum yz_status yz_homes_fold(struct yz_session *s, const struct yz_merge_plan *p, struct yz_homes *h) {
    enum yz_status status = fold_all(s, p, h);
    return status == YZ_OK && by_person(h) ? choose_legal(s, p->legal_side, h) : status;
}
