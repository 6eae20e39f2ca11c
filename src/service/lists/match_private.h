/* What the files of matching share beyond the engine. */
#ifndef YZ_SERVICE_LISTS_MATCH_PRIVATE_H
#define YZ_SERVICE_LISTS_MATCH_PRIVATE_H

#include "service/lists/match.h"

struct yz_session;

struct yz_matching {
    struct yz_session *session;
    struct yz_match_set set; /* needs by id */
    struct yz_vocabulary *words;
    uint8_t *minutes;
    struct yz_match_pair *pairs;
    int64_t *compounds; /* place 1 and on */
    size_t need_room, candidate_room;
};

/* Reads what was before: loads, outcomes, refusals (match_past.c). Candidates are in the order of ids. */
enum yz_status yz_match_past(struct yz_matching *m);
/* And what was between single needs and offers; needs are read, and in the order of ids. */
enum yz_status yz_match_pairs(struct yz_matching *m);

/* Why a rule keeps the two apart, with its facts (match_say.c). */
void yz_match_against(const struct yz_matching *m, enum yz_match_rule rule, const struct yz_match_need *n,
                      const struct yz_match_candidate *c, char *out, size_t room);

/* Reads the places: compounds and the minutes on foot between them (match_places.c). */
enum yz_status yz_match_places(struct yz_matching *m);
uint16_t yz_match_place(const struct yz_matching *m, int64_t compound); /* 0: none */

const struct yz_match_need *yz_matching_need(const struct yz_matching *m, int64_t id);           /* NULL: not read */
const struct yz_match_candidate *yz_matching_candidate(const struct yz_matching *m, int64_t id); /* likewise */

#endif
