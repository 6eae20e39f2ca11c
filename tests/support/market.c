/* Needs and candidates by dice: see market.h. */
#include "support/market.h"

#include <stdlib.h>
#include <yizhan/lists.h>

#include "support/station.h"

enum { PLACES = 14, GRIDS = 9, WORDS = 80, TODAY = 20261126, FIELDS = 6, TOPICS = 4 };

static struct yz_match_words some_words(uint32_t *state, unsigned most) {
    struct yz_match_words w = {0};
    unsigned count = dice(state, most + 1), from = dice(state, WORDS);
    for (unsigned i = 0; i < count; i++) {
        w.word[w.count++] = (uint16_t)from;
        w.mask |= UINT64_C(1) << from % 64;
        from += 1 + dice(state, 12);
    }
    return w;
}

static void need(struct yz_match_need *n, int64_t id, uint32_t *state) {
    *n = (struct yz_match_need){.id = id, .at = id, .open = dice(state, 50) > 0, .secret = dice(state, 30) == 0};
    n->field = 1 + (int32_t)dice(state, FIELDS);
    n->topic = dice(state, 3) ? n->field * 100 + 1 + (int32_t)dice(state, TOPICS) : 0;
    n->urgency = (int32_t)dice(state, 4);
    n->wished_by = dice(state, 2) ? TODAY + (yz_date)dice(state, 4) : 0;
    n->groups = dice(state, 2) ? UINT64_C(1) << dice(state, 8) : 0;
    n->words = some_words(state, 4);
    n->building = (int64_t)dice(state, 10 * GRIDS);
    n->grid = n->building / 10 + 1;
    n->place = (uint16_t)dice(state, PLACES);
    n->when = dice(state, 4) ? 0 : (uint8_t)(1u << dice(state, 6));
}

static void candidate(struct yz_match_candidate *c, int64_t id, int64_t room, uint32_t *state) {
    *c = (struct yz_match_candidate){.id = id, .list = dice(state, 4) ? YZ_LIST_RESOURCE : YZ_LIST_SERVICE};
    c->field = 1 + (int32_t)dice(state, FIELDS);
    c->topic = dice(state, 4) ? c->field * 100 + 1 + (int32_t)dice(state, TOPICS) : 0;
    c->since = dice(state, 20) ? 20260101 : TODAY + 2;
    c->until = dice(state, 20) ? 0 : TODAY - 1;
    c->confirmed_on = dice(state, 5) ? 20260901 + (yz_date)dice(state, 28) : 0;
    c->stale = 90;
    c->groups = dice(state, 5) ? 0 : (yz_group_set)(1 + dice(state, 255));
    c->words = some_words(state, 6);
    c->capacity = 1 + (int64_t)dice(state, (uint32_t)room);
    c->left = c->capacity - (int64_t)dice(state, 3);
    c->good = (int32_t)dice(state, 9);
    c->bad = (int32_t)dice(state, 4);
    c->place = (uint16_t)dice(state, PLACES);
    c->grid = dice(state, 4) ? 0 : 1 + (int64_t)dice(state, GRIDS);
    c->building = dice(state, 9) ? 0 : 1 + (int64_t)dice(state, 10 * GRIDS);
    c->hours = (uint8_t)dice(state, 64);
    c->barred = dice(state, 40) == 0;
    c->walk = dice(state, 5) ? 0 : 20;
}

static void pair(struct yz_match_pair *p, size_t candidates, uint32_t *state) {
    uint32_t what = dice(state, 3);
    *p = (struct yz_match_pair){.offer = 1 + (int64_t)dice(state, (uint32_t)candidates)};
    p->already = what == 0;
    p->never = what == 1;
    p->parked_until = what == 2 ? TODAY - 1 + (yz_date)dice(state, 3) : 0;
}

bool market_make(struct market *m, size_t needs, size_t candidates, int64_t room, uint32_t seed) {
    uint32_t state = seed * 2654435761u + 1;
    *m = (struct market){.set = {.rules = yz_match_rules(),
                                 .today = TODAY,
                                 .needs = calloc(needs + 1, sizeof(struct yz_match_need)),
                                 .need_count = needs,
                                 .candidates = calloc(candidates + 1, sizeof(struct yz_match_candidate)),
                                 .candidate_count = candidates,
                                 .place_count = PLACES}};
    m->set.minutes = m->minutes = calloc(PLACES, PLACES);
    m->set.pairs = m->pairs = calloc(needs + 3, sizeof *m->pairs);
    if (!m->pairs || !m->set.rules || !m->set.needs || !m->set.candidates || !m->minutes) return false;
    for (size_t i = 0; i < PLACES * PLACES; i++)
        m->minutes[i] = dice(&state, 10) ? (uint8_t)(3 + dice(&state, 70)) : YZ_MATCH_FAR;
    for (size_t i = 0; i < needs; i++) need(&m->set.needs[i], (int64_t)i + 1, &state);
    for (size_t i = 0; i < candidates; i++) candidate(&m->set.candidates[i], (int64_t)i + 1, room, &state);
    for (size_t i = 0; i < needs; i += 3) { /* one in three has asked somebody before */
        struct yz_match_need *n = &m->set.needs[i];
        n->pair_first = (uint32_t)i;
        n->pair_count = 1 + (uint16_t)dice(&state, 3);
        for (size_t k = i; k < i + n->pair_count && candidates; k++) pair(&m->pairs[k], candidates, &state);
    }
    yz_match_prepare(&m->set);
    return true;
}

void market_free(struct market *m) {
    free(m->set.needs);
    free(m->set.candidates);
    free(m->minutes);
    free(m->pairs);
    *m = (struct market){0};
}
