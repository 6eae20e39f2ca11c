/* Needs and candidates by dice, for tests and measurements of matching: fields, sub-fields, words, places, areas, hours, groups
 * and capacities, with something of every rule. */
#ifndef YZ_TESTS_MARKET_H
#define YZ_TESTS_MARKET_H

#include "service/lists/match.h"

struct market {
    struct yz_match_set set;
    uint8_t *minutes;
    struct yz_match_pair *pairs;
};

/* The same numbers give the same market. `room`: the most capacity of a candidate. False without memory or rules. */
bool market_make(struct market *m, size_t needs, size_t candidates, int64_t room, uint32_t seed);
void market_free(struct market *m);

#endif
