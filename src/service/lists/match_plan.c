/* The plan: each need to at most one candidate, each candidate as often as it has room, the sum of scores the greatest there
 * is; and beside it the plan of taking the best that is left, need by need.
 *
 * The greatest sum is found by the primal-dual method for the transportation problem (Ford and Fulkerson 1957; the Hungarian
 * method with capacities). Every need has a price `gain`, every candidate a price `cost`, with gain + cost >= score for every
 * pair that may be. All gains begin at the greatest score. While needs without candidate are worth more than 0, as many as
 * can be are given one along pairs where gain + cost = score, others giving way to their next best; then the gains of those
 * that were reached fall by one point and the costs of the candidates they reached rise by one. Scores are whole points of at
 * most 100, so 100 rounds end it, whatever the size: that is why this, and no general network solver, is used.
 *
 * Only the best pairs of each need are looked at. At the end all pairs are compared with the prices; those that would be
 * worth more are added and it is done again, until none is. So what it finds is the best of all pairs, and
 * sum of gains + sum of costs × capacities, which no plan can exceed (duality), is equal to it: `bound`. */
#include "service/lists/match.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST = 48, ADDED = 48 };

struct row { /* the pairs of a need looked at, best first */
    struct yz_match_edge *edge;
    uint32_t count;
};

struct solver {
    const struct yz_match_set *m;
    struct row *rows;
    struct yz_match_edge *first; /* what the rows begin with, in one piece */
    int32_t *gain, *cost;        /* prices of needs, of candidates */
    int32_t *of, *slot;          /* a need's candidate, and the slot it sits in; -1 = none */
    uint32_t *begin, *load;      /* a candidate's slots: where they begin, how many are taken */
    uint32_t *room, *sits;       /* how many it has; the need in each slot of all */
    int32_t *parent;             /* the need through which a candidate was reached; -1 = not reached */
    uint32_t *queue, *single;    /* candidates reached, in order; needs without candidate */
    size_t reached, singles;
};

static bool solver_make(struct solver *s, const struct yz_match_set *m) {
    size_t needs = m->need_count + 1, candidates = m->candidate_count + 1, slots = 1;
    *s = (struct solver){.m = m};
    s->rows = calloc(needs, sizeof *s->rows);
    s->first = malloc(needs * FIRST * sizeof *s->first);
    s->gain = calloc(needs, sizeof *s->gain);
    s->of = calloc(needs, sizeof *s->of);
    s->slot = calloc(needs, sizeof *s->slot);
    s->single = calloc(needs, sizeof *s->single);
    s->cost = calloc(candidates, sizeof *s->cost);
    s->begin = calloc(candidates, sizeof *s->begin);
    s->load = calloc(candidates, sizeof *s->load);
    s->room = calloc(candidates, sizeof *s->room);
    s->parent = calloc(candidates, sizeof *s->parent);
    s->queue = calloc(candidates, sizeof *s->queue);
    if (!s->rows || !s->first || !s->gain || !s->of || !s->slot || !s->single || !s->cost || !s->begin || !s->load ||
        !s->room || !s->parent || !s->queue)
        return false;
    for (size_t i = 0; i < m->candidate_count; i++) {
        int64_t left = m->candidates[i].left;
        s->room[i] = (uint32_t)(left < 0 ? 0 : left > (int64_t)m->need_count ? (int64_t)m->need_count : left);
        s->begin[i] = (uint32_t)slots;
        slots += s->room[i];
        if (slots > UINT32_MAX / 2) return false;
    }
    return (s->sits = malloc(slots * sizeof *s->sits)) != NULL;
}

static void solver_free(struct solver *s) {
    for (size_t i = 0; s->rows && i < s->m->need_count; i++)
        if (s->rows[i].edge && s->rows[i].edge != s->first + i * FIRST) free(s->rows[i].edge);
    void *all[] = {s->rows,  s->first, s->gain, s->of,   s->slot,   s->single, s->cost,
                   s->begin, s->load,  s->room, s->sits, s->parent, s->queue};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

/* Gives the candidate at the end of a path to the need that reached it, that one's former candidate to the need before, and
 * so on back to a need that had none. */
static void give_along(struct solver *s, uint32_t end) {
    uint32_t slot = s->begin[end] + s->load[end]++;
    for (int32_t c = (int32_t)end; c >= 0;) {
        int32_t need = s->parent[c], before = s->of[need], free_slot = s->slot[need];
        s->of[need] = c;
        s->slot[need] = (int32_t)slot;
        s->sits[slot] = (uint32_t)need;
        slot = (uint32_t)free_slot;
        c = before;
    }
}

/* Reaches whatever is worth as much as the need's price; true when one has room. */
static bool reach(struct solver *s, uint32_t need, uint32_t *end) {
    const struct row *r = &s->rows[need];
    for (uint32_t i = 0; i < r->count && r->edge[i].score >= s->gain[need]; i++) {
        uint32_t c = r->edge[i].candidate;
        if (s->gain[need] + s->cost[c] != r->edge[i].score || s->parent[c] >= 0) continue;
        s->parent[c] = (int32_t)need;
        s->queue[s->reached++] = c;
        if (s->load[c] < s->room[c]) {
            *end = c;
            return true;
        }
    }
    return false;
}

/* From one need without candidate. What it reached in vain stays marked: from there no room can be reached until prices change,
 * since whatever is given later in this round passes it by. What it reached on the way to one with room is free again. */
static bool search(struct solver *s, uint32_t need) {
    uint32_t end = 0;
    size_t from = s->reached;
    bool found = reach(s, need, &end);
    for (size_t at = from; !found && at < s->reached; at++) {
        uint32_t c = s->queue[at];
        for (uint32_t k = 0; !found && k < s->load[c]; k++) found = reach(s, s->sits[s->begin[c] + k], &end);
    }
    if (!found) return false;
    give_along(s, end);
    while (s->reached > from) s->parent[s->queue[--s->reached]] = -1;
    return true;
}

/* Candidates for as many as can be; what is marked then is all that those without one can reach. */
static void give_all(struct solver *s) {
    size_t kept = 0;
    s->reached = 0;
    memset(s->parent, 0xff, s->m->candidate_count * sizeof *s->parent);
    for (size_t i = 0; i < s->singles; i++)
        if (!search(s, s->single[i])) s->single[kept++] = s->single[i];
    s->singles = kept;
}

static void change_prices(struct solver *s) {
    for (size_t i = 0; i < s->singles; i++) s->gain[s->single[i]]--;
    for (size_t i = 0; i < s->reached; i++) {
        uint32_t c = s->queue[i];
        s->cost[c]++;
        for (uint32_t k = 0; k < s->load[c]; k++) s->gain[s->sits[s->begin[c] + k]]--;
    }
}

static void solve(struct solver *s) {
    int32_t most = 0;
    size_t needs = s->m->need_count;
    for (size_t i = 0; i < needs; i++)
        if (s->rows[i].count && s->rows[i].edge[0].score > most) most = s->rows[i].edge[0].score;
    s->singles = needs;
    memset(s->cost, 0, (s->m->candidate_count + 1) * sizeof *s->cost);
    memset(s->load, 0, (s->m->candidate_count + 1) * sizeof *s->load);
    for (size_t i = 0; i < needs; i++) s->gain[i] = most, s->of[i] = s->slot[i] = -1, s->single[i] = (uint32_t)i;
    for (; most > 0; most--) {
        give_all(s);
        change_prices(s);
    }
}

static int by_score(const void *a, const void *b) {
    const struct yz_match_edge *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

static bool row_add(struct solver *s, size_t need, const struct yz_match_edge *more, size_t count) {
    struct row *r = &s->rows[need];
    bool in_first = r->edge == s->first + need * FIRST;
    struct yz_match_edge *edge = realloc(in_first ? NULL : r->edge, (r->count + count) * sizeof *edge);
    if (!edge) return false;
    if (in_first) memcpy(edge, r->edge, r->count * sizeof *edge);
    memcpy(edge + r->count, more, count * sizeof *edge);
    r->edge = edge;
    r->count += (uint32_t)count;
    qsort(edge, r->count, sizeof *edge, by_score);
    return true;
}

/* Where to begin among `size` candidates: elsewhere for each need, so that needs that are alike do not all look at the same
 * few of many that are alike. */
static size_t begin_at(size_t need, size_t size) {
    return size ? need * 2654435761u % size : 0;
}

/* The best FIRST of a need, best first. */
static uint32_t look_first(const struct yz_match_set *m, size_t need, struct yz_match_edge *out) {
    size_t first = 0, size = yz_match_range(m, &m->needs[need], &first), c = begin_at(need, size);
    uint32_t count = 0;
    for (size_t left = size; left; left--, c = c + 1 < size ? c + 1 : 0) {
        int32_t score = yz_match_score(m, &m->needs[need], &m->candidates[first + c], NULL);
        if (!score || (count == FIRST && score <= out[FIRST - 1].score)) continue;
        uint32_t at = count < FIRST ? count++ : FIRST - 1;
        for (; at && out[at - 1].score < score; at--) out[at] = out[at - 1];
        out[at] = (struct yz_match_edge){(uint32_t)(first + c), score};
    }
    return count;
}

/* Pairs of a need that would be worth more than their prices, at most ADDED. What is not in its row from the beginning scores
 * no more than the last one there. */
static size_t worth_more(const struct solver *s, size_t need, struct yz_match_edge more[ADDED]) {
    const struct yz_match_need *n = &s->m->needs[need];
    int32_t most = s->first[need * FIRST + FIRST - 1].score - s->gain[need];
    size_t first = 0, size = most > 0 ? yz_match_range(s->m, n, &first) : 0, c = begin_at(need, size), count = 0;
    for (size_t left = size; left && count < ADDED; left--, c = c + 1 < size ? c + 1 : 0) {
        if (s->cost[first + c] >= most) continue;
        int32_t score = yz_match_score(s->m, n, &s->m->candidates[first + c], NULL);
        if (score > s->gain[need] + s->cost[first + c])
            more[count++] = (struct yz_match_edge){(uint32_t)(first + c), score};
    }
    return count;
}

/* Adds them to the rows; `*added` tells whether there was any. */
static bool price_all(struct solver *s, bool *added) {
    struct yz_match_edge more[ADDED];
    *added = false;
    for (size_t i = 0; i < s->m->need_count; i++) {
        size_t count = s->rows[i].count < FIRST ? 0 : worth_more(s, i, more); /* a short row has all there is */
        if (count && !row_add(s, i, more, count)) return false;
        *added |= count > 0;
    }
    return true;
}

static void tell(const struct solver *s, struct yz_match_assignment *out) {
    const struct yz_match_set *m = s->m;
    out->total = out->bound = 0;
    out->count = 0;
    for (size_t i = 0; i < m->need_count; i++) {
        out->of[i] = s->of[i];
        out->bound += s->gain[i];
        if (s->of[i] < 0) continue;
        out->count++;
        out->total += yz_match_score(m, &m->needs[i], &m->candidates[s->of[i]], NULL);
    }
    for (size_t i = 0; i < m->candidate_count; i++) out->bound += (int64_t)s->cost[i] * s->room[i];
}

bool yz_match_optimum(const struct yz_match_set *m, struct yz_match_assignment *out) {
    struct solver s;
    bool good = solver_make(&s, m), more = true;
    for (size_t i = 0; good && i < m->need_count; i++) {
        s.rows[i].edge = s.first + i * FIRST;
        s.rows[i].count = look_first(m, i, s.rows[i].edge);
    }
    while (good && more) {
        solve(&s);
        good = price_all(&s, &more);
    }
    if (good) tell(&s, out);
    solver_free(&s);
    return good;
}

static int by_turn(const void *a, const void *b) {
    const struct yz_match_need *x = *(const struct yz_match_need *const *)a,
                               *y = *(const struct yz_match_need *const *)b;
    int32_t p = x->urgency ? x->urgency : INT32_MAX, q = y->urgency ? y->urgency : INT32_MAX;
    if (p != q) return p < q ? -1 : 1;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* NOLINTBEGIN(bugprone-sizeof-expression): the array is one of pointers */
const struct yz_match_need **yz_match_turns(const struct yz_match_set *m) {
    const struct yz_match_need **turns = malloc((m->need_count + 1) * sizeof *turns);
    for (size_t i = 0; turns && i < m->need_count; i++) turns[i] = &m->needs[i];
    if (turns) qsort(turns, m->need_count, sizeof *turns, by_turn);
    return turns;
}
/* NOLINTEND(bugprone-sizeof-expression) */

/* The best candidate that still has room. */
static int32_t best_left(const struct yz_match_set *m, const struct yz_match_need *n, const int64_t *left,
                         int *points) {
    int32_t best = -1;
    size_t first, size = yz_match_range(m, n, &first);
    *points = 0;
    for (size_t c = first; c < first + size; c++) {
        int score = left[c] > 0 ? yz_match_score(m, n, &m->candidates[c], NULL) : 0;
        if (score > *points) *points = score, best = (int32_t)c;
    }
    return best;
}

bool yz_match_greedy(const struct yz_match_set *m, struct yz_match_assignment *out) {
    const struct yz_match_need **turns = yz_match_turns(m);
    int64_t *left = malloc((m->candidate_count + 1) * sizeof *left);
    bool good = turns && left;
    out->total = out->bound = 0;
    out->count = 0;
    for (size_t i = 0; good && i < m->candidate_count; i++) left[i] = m->candidates[i].left;
    for (size_t i = 0; good && i < m->need_count; i++) {
        int points;
        int32_t c = best_left(m, turns[i], left, &points);
        out->of[turns[i] - m->needs] = c;
        if (c < 0) continue;
        left[c]--;
        out->total += points;
        out->count++;
    }
    free(turns);
    free(left);
    return good;
}
