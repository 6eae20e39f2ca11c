/* What screens and commands ask of matching: the best, why not, a plan, as records. */
#include "service/lists/match_private.h"

#include <stdlib.h>
#include <yizhan/i18n.h>

enum { MOST = 64 };

static int by_id(const void *a, const void *b) {
    const struct yz_match_need *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

const struct yz_match_need *yz_matching_need(const struct yz_matching *m, int64_t id) {
    const struct yz_match_need key = {.id = id};
    if (!m->set.need_count) return NULL;
    return bsearch(&key, m->set.needs, m->set.need_count, sizeof key, by_id);
}

const struct yz_match_candidate *yz_matching_candidate(const struct yz_matching *m, int64_t id) {
    for (size_t i = 0; i < m->set.candidate_count; i++)
        if (m->set.candidates[i].id == id) return &m->set.candidates[i];
    return NULL;
}

static void hit(const struct yz_matching *m, size_t need, size_t candidate, struct yz_match_hit *out) {
    const struct yz_match_need *n = &m->set.needs[need];
    const struct yz_match_candidate *c = &m->set.candidates[candidate];
    *out = (struct yz_match_hit){.need = n->id, .offer = c->id, .n = (uint32_t)need, .c = (uint32_t)candidate};
    out->score = yz_match_score(&m->set, n, c, out->part);
}

static size_t best(const struct yz_matching *m, size_t need, struct yz_match_hit *out, size_t max) {
    struct yz_match_edge top[MOST];
    size_t count = yz_match_top(&m->set, &m->set.needs[need], top, max < MOST ? max : MOST);
    for (size_t i = 0; i < count; i++) hit(m, need, top[i].candidate, &out[i]);
    return count;
}

enum yz_status yz_match_best(const struct yz_matching *m, int64_t need, struct yz_match_hit *out, size_t max,
                             size_t *count) {
    const struct yz_match_need *n = yz_matching_need(m, need);
    *count = 0;
    if (!n) return yz_fail(YZ_REFUSED, _("没有这条需求"));
    *count = best(m, (size_t)(n - m->set.needs), out, max);
    return YZ_OK;
}

enum yz_status yz_match_each(const struct yz_matching *m, size_t most,
                             enum yz_status (*each)(void *ctx, const struct yz_match_hit *hit), void *ctx) {
    struct yz_match_hit all[MOST];
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < m->set.need_count; i++) {
        size_t count = best(m, i, all, most < MOST ? most : MOST);
        for (size_t k = 0; status == YZ_OK && k < count; k++) status = each(ctx, &all[k]);
    }
    return status;
}

/* How far down the order of data a rule stands; the further, the nearer the two are. */
static size_t rank_of(const struct yz_match_set *m, enum yz_match_rule rule) {
    size_t at = 0;
    while (at < m->rules->rule_count && m->rules->order[at] != rule) at++;
    return at;
}

enum yz_status yz_match_others(const struct yz_matching *m, int64_t need, struct yz_match_apart *out, size_t max,
                               size_t *count) {
    const struct yz_match_need *n = yz_matching_need(m, need);
    size_t kept = 0;
    *count = 0;
    if (!n) return yz_fail(YZ_REFUSED, _("没有这条需求"));
    for (size_t i = 0; i < m->set.candidate_count; i++) {
        struct yz_match_apart a = {m->set.candidates[i].id, yz_match_first_broken(&m->set, n, &m->set.candidates[i])};
        if (a.rule == YZ_MATCH_RULES) continue;
        (*count)++;
        size_t rank = rank_of(&m->set, a.rule), at = kept < max ? kept++ : max;
        if (at == max && (!max || rank_of(&m->set, out[max - 1].rule) >= rank)) continue;
        if (at == max) at--;
        for (; at && rank_of(&m->set, out[at - 1].rule) < rank; at--) out[at] = out[at - 1];
        out[at] = a;
    }
    return YZ_OK;
}

/* The lines of an assignment, urgent needs first; NULL without memory. */
static struct yz_match_hit *lines(const struct yz_matching *m, const struct yz_match_assignment *a) {
    const struct yz_match_need **turns = yz_match_turns(&m->set);
    struct yz_match_hit *all = turns ? malloc((a->count + 1) * sizeof *all) : NULL;
    size_t n = 0;
    for (size_t i = 0; all && i < m->set.need_count; i++) {
        size_t need = (size_t)(turns[i] - m->set.needs);
        if (a->of[need] >= 0) hit(m, need, (size_t)a->of[need], &all[n++]);
    }
    free(turns);
    return all;
}

enum yz_status yz_match_plan(const struct yz_matching *m, struct yz_match_plan *out) {
    struct yz_match_assignment a = {.of = malloc((m->set.need_count + 1) * sizeof *a.of)};
    *out = (struct yz_match_plan){0};
    bool good = a.of && yz_match_greedy(&m->set, &a) && (out->greedy = lines(m, &a));
    out->greedy_total = a.total;
    out->greedy_count = a.count;
    good = good && yz_match_optimum(&m->set, &a) && (out->lines = lines(m, &a));
    out->total = a.total;
    out->bound = a.bound;
    out->count = a.count;
    free(a.of);
    if (good) return YZ_OK;
    yz_match_plan_free(out);
    return yz_fail(YZ_REFUSED, _("内存不足"));
}

void yz_match_plan_free(struct yz_match_plan *p) {
    free(p->lines);
    free(p->greedy);
    *p = (struct yz_match_plan){0};
}
