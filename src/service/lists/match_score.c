/* One need and one candidate: the rules, the score, and the best of a field. All of it is a few comparisons of numbers, since
 * it is asked of millions of pairs. */
#include "service/lists/match.h"

#include <stdlib.h>

#include <yizhan/lists.h>

static inline size_t common(const struct yz_match_words *a, const struct yz_match_words *b) {
    size_t i = 0, k = 0, count = 0;
    if (!(a->mask & b->mask)) return 0;
    while (i < a->count && k < b->count) {
        if (a->word[i] == b->word[k]) count++, i++, k++;
        else if (a->word[i] < b->word[k]) i++;
        else k++;
    }
    return count;
}

static inline unsigned minutes_of(const struct yz_match_set *m, const struct yz_match_need *n,
                                  const struct yz_match_candidate *c) {
    return c->away ? c->away : m->minutes[n->place * m->place_count + c->place];
}

static inline const struct yz_match_pair *pair_of(const struct yz_match_set *m, const struct yz_match_need *n,
                                                  const struct yz_match_candidate *c) {
    for (size_t i = 0; i < n->pair_count; i++)
        if (m->pairs[n->pair_first + i].offer == c->id) return &m->pairs[n->pair_first + i];
    return NULL;
}

static inline bool breaks(const struct yz_match_set *m, enum yz_match_rule rule, const struct yz_match_need *n,
                          const struct yz_match_candidate *c) {
    const struct yz_match_pair *p;
    unsigned minutes;
    switch (rule) {
    case YZ_MATCH_NEED_OPEN: return !n->open;
    case YZ_MATCH_SECRET: return n->secret && c->list != YZ_LIST_SERVICE;
    case YZ_MATCH_VALID:
        return (c->until && c->until < m->today) || c->since > (n->wished_by > m->today ? n->wished_by : m->today);
    case YZ_MATCH_SAME_FIELD: return n->field != c->field;
    case YZ_MATCH_SAME_TOPIC:
        if (n->topic && n->topic == c->topic) return false;
        return ((n->topic && c->topic) || (n->words.count && c->words.count)) && !common(&n->words, &c->words);
    case YZ_MATCH_GROUP: return c->groups && !(n->groups & c->groups);
    case YZ_MATCH_AREA:
        if ((c->grid && c->grid != n->grid) || (c->building && c->building != n->building)) return true;
        minutes = c->walk ? minutes_of(m, n, c) : 0;
        return minutes > c->walk && minutes != YZ_MATCH_FAR;
    case YZ_MATCH_WALK:
        minutes = minutes_of(m, n, c);
        return minutes > (unsigned)m->rules->walk_limit && minutes != YZ_MATCH_FAR;
    case YZ_MATCH_TIME: return n->when && c->hours && !(n->when & c->hours);
    case YZ_MATCH_ROOM: return c->left <= 0;
    case YZ_MATCH_ALREADY: return (p = pair_of(m, n, c)) && p->already;
    case YZ_MATCH_PARKED: return (p = pair_of(m, n, c)) && p->parked_until > m->today;
    case YZ_MATCH_DECLINED_BEFORE: return c->barred || ((p = pair_of(m, n, c)) && p->never);
    case YZ_MATCH_RULES: break;
    }
    return false;
}

bool yz_match_breaks(const struct yz_match_set *m, enum yz_match_rule rule, const struct yz_match_need *n,
                     const struct yz_match_candidate *c) {
    return breaks(m, rule, n, c);
}

enum yz_match_rule yz_match_first_but(const struct yz_match_set *m, enum yz_match_rule but,
                                      const struct yz_match_need *n, const struct yz_match_candidate *c) {
    for (size_t i = 0; i < m->rules->rule_count; i++)
        if (m->rules->order[i] != but && breaks(m, m->rules->order[i], n, c)) return m->rules->order[i];
    return YZ_MATCH_RULES;
}

enum yz_match_rule yz_match_first_broken(const struct yz_match_set *m, const struct yz_match_need *n,
                                         const struct yz_match_candidate *c) {
    return yz_match_first_but(m, YZ_MATCH_RULES, n, c);
}

/* Whether any rule keeps them apart: the same as first_broken, without the order of data, the most telling first. */
#define BROKEN(rule) ((m->rules->used >> (rule)&1) && breaks(m, rule, n, c))
static inline bool apart(const struct yz_match_set *m, const struct yz_match_need *n,
                         const struct yz_match_candidate *c) {
    return BROKEN(YZ_MATCH_SAME_TOPIC) || BROKEN(YZ_MATCH_GROUP) || BROKEN(YZ_MATCH_AREA) || BROKEN(YZ_MATCH_ROOM) ||
           BROKEN(YZ_MATCH_TIME) || BROKEN(YZ_MATCH_WALK) || BROKEN(YZ_MATCH_VALID) || BROKEN(YZ_MATCH_SECRET) ||
           BROKEN(YZ_MATCH_NEED_OPEN) || BROKEN(YZ_MATCH_SAME_FIELD) ||
           ((n->pair_count || c->barred) &&
            (BROKEN(YZ_MATCH_ALREADY) || BROKEN(YZ_MATCH_PARKED) || BROKEN(YZ_MATCH_DECLINED_BEFORE)));
}
#undef BROKEN

static inline uint8_t field_points(const struct yz_match_rules *r, const struct yz_match_need *n,
                                   const struct yz_match_candidate *c) {
    if (!n->topic || !c->topic) return (uint8_t)r->field_open;
    return (uint8_t)(n->topic == c->topic ? r->field_topic : r->field_words);
}

static inline uint8_t word_points(const struct yz_match_rules *r, const struct yz_match_need *n,
                                  const struct yz_match_candidate *c) {
    size_t points = common(&n->words, &c->words) * (size_t)r->word_each;
    return (uint8_t)(points < (size_t)r->word_most ? points : (size_t)r->word_most);
}

static inline int score(const struct yz_match_set *m, const struct yz_match_need *n, const struct yz_match_candidate *c,
                        uint8_t part[YZ_MATCH_PARTS]) {
    const struct yz_match_rules *r = m->rules;
    int sum = 0;
    if (apart(m, n, c)) return 0;
    part[YZ_MATCH_FIELD] = field_points(r, n, c);
    part[YZ_MATCH_WORDS] = word_points(r, n, c);
    part[YZ_MATCH_DISTANCE] = m->distance[minutes_of(m, n, c)];
    part[YZ_MATCH_OPEN] = (uint8_t)(n->when && c->hours ? r->open_points : r->open_unknown);
    part[YZ_MATCH_CAPACITY] = c->part[YZ_MATCH_CAPACITY];
    part[YZ_MATCH_FRESHNESS] = c->part[YZ_MATCH_FRESHNESS];
    part[YZ_MATCH_OUTCOMES] = c->part[YZ_MATCH_OUTCOMES];
    part[YZ_MATCH_URGENCY] = (uint8_t)r->urgency[n->urgency & 3];
    for (size_t i = 0; i < YZ_MATCH_PARTS; i++) sum += part[i];
    return sum > 0 ? sum : 1;
}

int yz_match_score(const struct yz_match_set *m, const struct yz_match_need *n, const struct yz_match_candidate *c,
                   uint8_t part[YZ_MATCH_PARTS]) {
    uint8_t own[YZ_MATCH_PARTS];
    return score(m, n, c, part ? part : own);
}

unsigned yz_match_minutes(const struct yz_match_set *m, const struct yz_match_need *n,
                          const struct yz_match_candidate *c) {
    return minutes_of(m, n, c);
}

size_t yz_match_range(const struct yz_match_set *m, const struct yz_match_need *n, size_t *first) {
    bool known = n->field > 0 && n->field < YZ_MATCH_FIELDS;
    *first = known ? m->first[n->field] : 0;
    return known ? m->first[n->field + 1] - *first : 0;
}

size_t yz_match_top(const struct yz_match_set *m, const struct yz_match_need *n, struct yz_match_edge *out,
                    size_t max) {
    uint8_t part[YZ_MATCH_PARTS];
    size_t first, size = yz_match_range(m, n, &first), count = 0;
    for (size_t i = first; i < first + size; i++) {
        const struct yz_match_candidate *c = &m->candidates[i];
        int points = score(m, n, c, part), rank = points << 8 | (int)(YZ_MATCH_FAR - minutes_of(m, n, c));
        if (!points || (count == max && rank <= out[count - 1].score)) continue;
        size_t at = count < max ? count++ : count - 1;
        for (; at && out[at - 1].score < rank; at--) out[at] = out[at - 1];
        out[at] = (struct yz_match_edge){(uint32_t)i, rank};
    }
    for (size_t i = 0; i < count; i++) out[i].score >>= 8;
    return count;
}

static int by_field(const void *a, const void *b) {
    const struct yz_match_candidate *x = a, *y = b;
    if (x->field != y->field) return x->field < y->field ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Out of the range of fields, there is no need for it. */
static int32_t known_field(int32_t field) {
    return field > 0 && field < YZ_MATCH_FIELDS ? field : 0;
}

static void prepare_one(const struct yz_match_set *m, struct yz_match_candidate *c) {
    const struct yz_match_rules *r = m->rules;
    int64_t capacity = c->capacity > 0 ? c->capacity : 1, left = c->left < capacity ? c->left : capacity;
    int64_t days = c->confirmed_on ? yz_days_between(c->confirmed_on, m->today) : 0;
    int64_t fresh = c->stale > days ? c->stale - (days > 0 ? days : 0) : 0;
    c->part[YZ_MATCH_CAPACITY] = (uint8_t)(left > 0 ? r->capacity_points * left / capacity : 0);
    c->part[YZ_MATCH_FRESHNESS] =
        (uint8_t)(c->confirmed_on && c->stale ? r->freshness_points * fresh / c->stale : r->freshness_unknown);
    c->part[YZ_MATCH_OUTCOMES] = (uint8_t)(r->outcomes_points * (c->good + 1) / (c->good + c->bad + 2));
}

void yz_match_prepare(struct yz_match_set *m) {
    const struct yz_match_rules *r = m->rules;
    size_t at = 0;
    for (size_t i = 0; i < m->candidate_count; i++) {
        m->candidates[i].field = known_field(m->candidates[i].field);
        prepare_one(m, &m->candidates[i]);
    }
    if (m->candidate_count) qsort(m->candidates, m->candidate_count, sizeof *m->candidates, by_field);
    for (int32_t f = 0; f <= YZ_MATCH_FIELDS; f++) {
        while (at < m->candidate_count && m->candidates[at].field < f) at++;
        m->first[f] = at;
    }
    for (int minutes = 0; minutes < YZ_MATCH_FAR; minutes++) {
        int beyond = minutes < r->distance_near ? 0 : minutes - r->distance_near;
        int span = r->distance_far - r->distance_near;
        m->distance[minutes] = (uint8_t)(beyond < span ? r->distance_points * (span - beyond) / span : 0);
    }
    m->distance[YZ_MATCH_FAR] = (uint8_t)r->distance_unknown;
}
