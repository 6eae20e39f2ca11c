/* Matching needs with services and resources: the best of those that may, ranked by a score whose parts are told; why one
 * may not; and a plan for all open needs at once, the best there is under the capacities.
 *
 * Weights, rules and their order, and the words of one meaning are data (data/matching, docs/matching.md). A score is whole
 * points, 1 to 100. */
#ifndef YIZHAN_MATCH_H
#define YIZHAN_MATCH_H

#include "date.h"
#include "kind.h"
#include "status.h"

struct yz_session;

enum yz_match_part {
    YZ_MATCH_FIELD,     /* field and sub-field */
    YZ_MATCH_WORDS,     /* words and tags in common */
    YZ_MATCH_DISTANCE,  /* minutes on foot between the compounds (table walk) */
    YZ_MATCH_OPEN,      /* open when it is wished */
    YZ_MATCH_CAPACITY,  /* how much is left in this period */
    YZ_MATCH_FRESHNESS, /* days since the provider confirmed it */
    YZ_MATCH_OUTCOMES,  /* what came of earlier matches */
    YZ_MATCH_URGENCY,   /* of the need: the same for all its candidates, it counts in a plan */
    YZ_MATCH_PARTS
};

/* What must hold. The order in which they are asked is that of data/matching/rules.conf. */
enum yz_match_rule {
    YZ_MATCH_NEED_OPEN,
    YZ_MATCH_SECRET,
    YZ_MATCH_VALID,
    YZ_MATCH_SAME_FIELD,
    YZ_MATCH_SAME_TOPIC,
    YZ_MATCH_GROUP,
    YZ_MATCH_AREA,
    YZ_MATCH_WALK,
    YZ_MATCH_TIME,
    YZ_MATCH_ROOM,
    YZ_MATCH_ALREADY, /* the two are being matched */
    YZ_MATCH_PARKED,  /* declined, to be asked again later */
    YZ_MATCH_DECLINED_BEFORE,
    YZ_MATCH_RULES /* none */
};

/* Keys of JSON: "distance", "same-field"; names in the language in force. "" when data cannot be read. */
const char *yz_match_part_key(enum yz_match_part part);
const char *yz_match_part_name(enum yz_match_part part);
const char *yz_match_rule_key(enum yz_match_rule rule);
const char *yz_match_rule_name(enum yz_match_rule rule);

struct yz_match_hit {
    int64_t need, offer;
    int score; /* the sum of parts */
    uint8_t part[YZ_MATCH_PARTS];
    uint32_t n, c; /* where they are in memory */
};

/* Needs and offers as they stand today, in memory. */
struct yz_matching;

/* Reads all offers, and the open needs (`need` 0) or that one, open or not. Release with yz_matching_free (NULL is harmless).
 * YZ_REFUSED when data/matching has a mistake (told with its line) or the need is not there. */
enum yz_status yz_matching_load(struct yz_session *s, int64_t need, struct yz_matching **out);
void yz_matching_free(struct yz_matching *m);

/* The best `max` candidates of a need, the best first; of equal ones the nearer first. `*count` gets how many were written. */
enum yz_status yz_match_best(const struct yz_matching *m, int64_t need, struct yz_match_hit *out, size_t max,
                             size_t *count);
/* Of all needs read, in their order, the best `most` of each: `each` is called for every hit. */
enum yz_status yz_match_each(const struct yz_matching *m, size_t most,
                             enum yz_status (*each)(void *ctx, const struct yz_match_hit *hit), void *ctx);

/* The first rule that keeps the two apart, YZ_MATCH_RULES when none does, and in words with its facts ("" when none). */
enum yz_status yz_match_why_not(const struct yz_matching *m, int64_t need, int64_t offer, enum yz_match_rule *rule,
                                char *detail, size_t room);

/* All offers that a rule keeps apart from a need, those that come nearest to fitting first. `*count` gets the whole number. */
struct yz_match_apart {
    int64_t offer;
    enum yz_match_rule rule;
};
enum yz_status yz_match_others(const struct yz_matching *m, int64_t need, struct yz_match_apart *out, size_t max,
                               size_t *count);

/* Why it is a candidate: the line of a part with its facts ("步行 8 分钟"); "" when the part has nothing to tell. Answers
 * `out`. */
char *yz_match_reason(const struct yz_matching *m, const struct yz_match_hit *hit, enum yz_match_part part, char *out,
                      size_t room);

struct yz_match_plan {          /* release with yz_match_plan_free */
    struct yz_match_hit *lines; /* in the order of needs: urgent first, then as they came */
    size_t count;
    int64_t total;               /* the sum of scores: there is no better plan */
    int64_t bound;               /* the proof: no plan is worth more than this; equal to total */
    struct yz_match_hit *greedy; /* the lines of the greedy way, in the same order */
    int64_t greedy_total;        /* of taking the best that is left, need by need */
    size_t greedy_count;
};
enum yz_status yz_match_plan(const struct yz_matching *m, struct yz_match_plan *out);
void yz_match_plan_free(struct yz_match_plan *p);

#endif
