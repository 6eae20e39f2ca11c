/* yz_search: asks the finders in turn, ranks what they offer. */
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

bool yz_find_wants(const struct yz_finding_run *r, enum yz_hit_kind kind) {
    return (r->kinds & YZ_HITS(kind)) != 0;
}

enum { POOL = 20 }; /* candidates ranked even when fewer are wanted, so that a head further back can come first */

bool yz_find_full(const struct yz_finding_run *r) {
    return r->count == YZ_CANDIDATES || r->count >= (r->want > POOL ? r->want : POOL);
}

bool yz_find_offer(struct yz_finding_run *r, enum yz_hit_kind kind, int64_t id, enum yz_fit fit, const char *why) {
    for (size_t i = 0; i < r->count; i++) {
        struct yz_candidate *c = &r->all[i];
        if (c->kind == kind && c->id == id) {
            if (fit < c->fit) {
                c->fit = fit;
                c->why = why;
            }
            return true;
        }
    }
    if (yz_find_full(r)) return false;
    r->all[r->count++] = (struct yz_candidate){.kind = kind, .id = id, .fit = fit, .why = why};
    return true;
}

void yz_find_give(struct yz_finding_run *r, const struct yz_hit *hit) {
    if (r->hits < r->want) r->out[r->hits++] = *hit;
}

const char *yz_hit_kind_name(enum yz_hit_kind kind) {
    static const char *const names[] = {"person", "household",   "building", "case",     "service",
                                        "screen", "certificate", "need",     "resource", "dwelling"};
    return names[kind];
}

static int by_rank(const void *a, const void *b) {
    const struct yz_hit *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static int best_first(const void *a, const void *b) {
    const struct yz_candidate *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Where the next hit goes: behind the others, or in place of one given at once that is worth less. */
static struct yz_hit *place_for(struct yz_finding_run *r, int rank) {
    struct yz_hit *worst = r->out;
    if (r->hits < r->want) return &r->out[r->hits++];
    for (size_t i = 1; i < r->hits; i++)
        if (r->out[i].rank >= worst->rank) worst = &r->out[i];
    return worst->rank > rank ? worst : NULL;
}

/* All candidates are ranked, so that heads of households and people just served come first; only the best get titles. */
static void finish(struct yz_finding_run *r) {
    bool given = r->hits > 0;
    for (size_t i = 0; i < r->count; i++) yz_find_rank(r, &r->all[i]);
    qsort(r->all, r->count, sizeof *r->all, best_first);
    struct yz_hit hit, *place = r->out;
    for (size_t i = 0; i < r->count && place; i++) {
        if (!yz_find_title(r, &r->all[i], &hit)) continue;
        place = place_for(r, hit.rank);
        if (place) *place = hit;
    }
    if (given && r->out) qsort(r->out, r->hits, sizeof *r->out, by_rank);
}

/* p:7.3, h:7.12: as cards and lists name a record. */
static void by_ref(struct yz_finding_run *r) {
    static const enum yz_hit_kind hits[YZ_KIND_COUNT] = {
        [YZ_HOUSEHOLD] = YZ_HIT_HOUSEHOLD, [YZ_BUILDING] = YZ_HIT_BUILDING, [YZ_CASE] = YZ_HIT_CASE};
    enum yz_kind_id kind;
    int64_t id;
    if (!yz_ref_parse(r->folded, &kind, &id) || (kind != YZ_PERSON && !hits[kind])) return;
    enum yz_hit_kind hit = kind == YZ_PERSON ? YZ_HIT_PERSON : hits[kind];
    if (yz_find_wants(r, hit)) yz_find_offer(r, hit, id, YZ_FIT_EXACT, N_("编号"));
}

enum yz_status yz_search(struct yz_session *s, const char *query, unsigned kinds, struct yz_hit *out, size_t max,
                         size_t *count) {
    struct yz_finding_run r = {
        .session = s, .query = query, .kinds = kinds ? kinds : ~YZ_HITS(YZ_HIT_DWELLING), .want = max, .out = out};
    r.today = yz_today();
    *count = 0;
    yz_text_fold(r.folded, sizeof r.folded, query);
    if (!*r.folded || !max) return YZ_OK;
    unsigned failures = yz_failures();
    r.n_ways = yz_pinyin_parse(r.folded, r.ways, YZ_PINYIN_QUERIES);
    yz_snapshot_begin(s->store);
    by_ref(&r);
    yz_find_few(&r);
    yz_find_by_address(&r);
    yz_find_by_number(&r);
    yz_find_by_name(&r);
    yz_find_compounds(&r);
    yz_find_by_words(&r);
    finish(&r);
    yz_snapshot_end(s->store);
    if (yz_failures() != failures) return YZ_BUSY; /* some were not found, or nameless: no answer at all */
    *count = r.hits;
    return YZ_OK;
}
