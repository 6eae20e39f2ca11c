/* The inside of matching: needs and candidates as numbers, scored by rules that are data, and the two ways of planning. No
 * file and no session: whoever fills the arrays (match_load.c, tests) decides what is in them. */
#ifndef YZ_SERVICE_LISTS_MATCH_H
#define YZ_SERVICE_LISTS_MATCH_H

#include <yizhan/groups.h>
#include <yizhan/match.h>

enum {
    YZ_MATCH_WORD_MOST = 12, /* words of one text that count */
    YZ_MATCH_FIELDS = 16,    /* fields are below this */
    YZ_MATCH_ALWAYS = 63,    /* all six parts of the week: morning, afternoon, evening of working days, of others */
    YZ_MATCH_FAR = 255       /* minutes that nobody knows */
};

struct yz_match_words { /* numbers of meanings, rising */
    uint64_t mask;      /* bit number % 64 of each: no bit in common, no word in common */
    uint16_t word[YZ_MATCH_WORD_MOST];
    uint8_t count;
};

struct yz_match_need {
    int64_t id;
    int32_t field, topic;
    int32_t urgency; /* 1 urgent, 2 soon, 3 normal */
    yz_date wished_by;
    yz_moment at;
    yz_group_set groups;
    struct yz_match_words words;
    int64_t grid, building;
    uint16_t place; /* compound, an index into minutes; 0 = nobody knows */
    uint8_t when;   /* parts of the week; 0 = any */
    bool open, secret;
    uint16_t pair_count; /* its past with single offers: `pairs` of the set from pair_first on */
    uint32_t pair_first;
};

struct yz_match_candidate {
    int64_t id;
    int32_t list; /* offer_list */
    int32_t field, topic;
    yz_date since, until, confirmed_on;
    yz_group_set groups; /* for whom; 0 = everybody */
    struct yz_match_words words;
    int64_t left, capacity;
    int32_t good, bad;            /* earlier matches: confirmed by the resident; declined or come to nothing */
    int32_t stale;                /* days after which it is to be confirmed */
    int64_t grid, building;       /* served; 0 = all of them */
    uint16_t place;               /* where one goes, 0 = nobody knows */
    uint8_t hours;                /* parts of the week; 0 = by appointment */
    bool barred;                  /* its provider declined for good in this field */
    uint8_t away;                 /* minutes on foot to the station of the district that has it; 0 = this file's */
    uint8_t walk;                 /* most minutes on foot from `place`; 0 = not by walk */
    uint8_t part[YZ_MATCH_PARTS]; /* by yz_match_prepare: what does not depend on the need */
};

struct yz_match_pair { /* what was between a need and an offer before */
    int64_t offer;
    yz_date parked_until; /* asked again from that day on; 0 = not parked */
    bool already, never;  /* being matched; declined for good */
};

struct yz_match_rules { /* data/matching/rules.conf */
    int field_topic, field_open, field_words;
    int word_each, word_most;
    int distance_points, distance_near, distance_far, distance_unknown;
    int open_points, open_unknown;
    int capacity_points, freshness_points, freshness_unknown, outcomes_points;
    int urgency[4]; /* by code; 0 = not given */
    int walk_limit;
    int64_t per_km; /* minutes on foot for a kilometre as the crow flies; 0 = not told */
    int evening;    /* minute of the day at which the evening begins */
    enum yz_match_rule order[YZ_MATCH_RULES];
    size_t rule_count;
    unsigned used; /* bit n: rule n is asked */
};
/* Read once; NULL (message left) when the file has a mistake. */
const struct yz_match_rules *yz_match_rules(void);

struct yz_match_set { /* the arrays belong to whoever filled them in */
    const struct yz_match_rules *rules;
    yz_date today;
    struct yz_match_need *needs;
    size_t need_count;
    struct yz_match_candidate *candidates; /* yz_match_prepare puts them in the order of fields */
    size_t candidate_count;
    size_t first[YZ_MATCH_FIELDS + 1]; /* candidates of field f: first[f] up to first[f + 1] */
    const struct yz_match_pair *pairs; /* of a need one behind the other */
    const uint8_t *minutes;            /* [place][place] on foot; YZ_MATCH_FAR = not known */
    size_t place_count;
    uint8_t distance[YZ_MATCH_FAR + 1]; /* points by minutes */
};

/* Sorts the candidates and works out what does not depend on a need. After the arrays are filled, before all below. */
void yz_match_prepare(struct yz_match_set *m);

/* Does the pair break this rule? */
bool yz_match_breaks(const struct yz_match_set *m, enum yz_match_rule rule, const struct yz_match_need *n,
                     const struct yz_match_candidate *c);
/* The first in the order of data that it breaks; YZ_MATCH_RULES for none. */
enum yz_match_rule yz_match_first_broken(const struct yz_match_set *m, const struct yz_match_need *n,
                                         const struct yz_match_candidate *c);
/* The same without one of the rules. */
enum yz_match_rule yz_match_first_but(const struct yz_match_set *m, enum yz_match_rule but,
                                      const struct yz_match_need *n, const struct yz_match_candidate *c);
/* Score and parts of a pair; 0 when a rule keeps them apart. `part` may be NULL. */
int yz_match_score(const struct yz_match_set *m, const struct yz_match_need *n, const struct yz_match_candidate *c,
                   uint8_t part[YZ_MATCH_PARTS]);
unsigned yz_match_minutes(const struct yz_match_set *m, const struct yz_match_need *n,
                          const struct yz_match_candidate *c);

struct yz_match_edge {
    uint32_t candidate; /* index */
    int32_t score;
};
/* The best `max` candidates of a need, best first, of equal ones the nearer, then the one with the lower id; answers how many. */
size_t yz_match_top(const struct yz_match_set *m, const struct yz_match_need *n, struct yz_match_edge *out, size_t max);
/* The candidates of a need's field: from `*first` on; answers how many. */
size_t yz_match_range(const struct yz_match_set *m, const struct yz_match_need *n, size_t *first);

/* Each need's candidate (index, -1 = none), in the order of `needs`. */
struct yz_match_assignment {
    int32_t *of;
    int64_t total; /* sum of scores */
    size_t count;
    int64_t bound; /* dual value: an upper bound of every plan's total; of the greedy one 0 */
};
/* Both answer false without memory. `of` is the caller's, need_count long. */
bool yz_match_optimum(const struct yz_match_set *m, struct yz_match_assignment *out);
bool yz_match_greedy(const struct yz_match_set *m, struct yz_match_assignment *out);

/* All needs in the order in which they take their turn: urgent first, then as they came. free() it; NULL without memory. */
const struct yz_match_need **yz_match_turns(const struct yz_match_set *m);

/* --- words (match_words.c) --- */
struct yz_vocabulary; /* words of one meaning, and words that tell when */
/* From data/matching/words.conf; NULL with a message. Release with yz_vocabulary_free. */
struct yz_vocabulary *yz_vocabulary_read(void);
void yz_vocabulary_free(struct yz_vocabulary *v);
/* Every word of a list (tags) becomes one that is looked for from here on, unless it has a meaning already. */
bool yz_vocabulary_learn(struct yz_vocabulary *v, const char *tags);
/* What a text says is added to `out`, and the parts of the week it names are kept in `*when` (NULL: not asked for). */
void yz_vocabulary_look(const struct yz_vocabulary *v, const char *text, struct yz_match_words *out, uint8_t *when);
const char *yz_vocabulary_name(const struct yz_vocabulary *v, uint16_t word);
/* The words of both; `out` has room for YZ_MATCH_WORD_MOST. Answers how many. */
size_t yz_match_common(const struct yz_match_words *a, const struct yz_match_words *b, uint16_t *out);

#endif
