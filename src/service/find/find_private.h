/* What the finders share. Each finder offers candidates; the best are kept, then given titles, ranked and handed out. */
#ifndef YZ_SERVICE_FIND_PRIVATE_H
#define YZ_SERVICE_FIND_PRIVATE_H

#include "base/pinyin.h"
#include "service/registry/person_card.h"

#include <yizhan/find.h>

struct yz_session;

enum yz_fit { YZ_FIT_EXACT, YZ_FIT_PREFIX, YZ_FIT_INNER }; /* how well; the rank is fit × 10 + details */

struct yz_candidate {
    enum yz_hit_kind kind;
    int64_t id;
    enum yz_fit fit;
    const char *why;           /* N_ text */
    int rank;                  /* yz_find_rank; lower is better */
    struct yz_person_card who; /* of a person, read with the rank */
};

enum { YZ_CANDIDATES = 48 };

struct yz_finding_run { /* one search under way */
    struct yz_session *session;
    const char *query;                              /* as typed */
    char folded[128];                               /* yz_text_fold */
    struct yz_pinyin_query ways[YZ_PINYIN_QUERIES]; /* how the folded query reads as pinyin */
    size_t n_ways;
    unsigned kinds; /* bits of YZ_HITS */
    size_t want;
    yz_date today;
    struct yz_candidate all[YZ_CANDIDATES];
    size_t count;
    struct yz_hit *out; /* finders of things without a record put their hits here at once */
    size_t hits;
};

bool yz_find_wants(const struct yz_finding_run *r, enum yz_hit_kind kind);
bool yz_find_full(const struct yz_finding_run *r);
/* Notes a candidate once (a better fit replaces a worse one); false when there is no more room. */
bool yz_find_offer(struct yz_finding_run *r, enum yz_hit_kind kind, int64_t id, enum yz_fit fit, const char *why);
/* A hit that needs no record. */
void yz_find_give(struct yz_finding_run *r, const struct yz_hit *hit);

void yz_find_by_name(struct yz_finding_run *r);    /* by_name.c: characters, pinyin, initials */
void yz_find_by_number(struct yz_finding_run *r);  /* by_number.c: ID, phone, certificate, case number, fragments */
void yz_find_by_address(struct yz_finding_run *r); /* by_address.c: 3-2-501, 星体花园南区3-2-501 */
void yz_find_few(struct yz_finding_run *r);        /* few.c: services, screens: few, so kept in memory */
void yz_find_compounds(struct yz_finding_run *r);  /* few.c: buildings of a compound; after the people, who are more */
void yz_find_by_words(struct yz_finding_run *r);   /* by_words.c: needs, what is offered */
void yz_find_rank(struct yz_finding_run *r, struct yz_candidate *c);                            /* titles.c */
bool yz_find_title(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit); /* titles.c */

/* by_address.c: the whole addresses among what the text may mean, households and buildings of `kinds` (bits of YZ_HITS); at
 * most `max` into `out`; answers how many. */
size_t yz_find_spoken(struct yz_session *s, const char *text, unsigned kinds, struct yz_candidate *out, size_t max);

/* few.c: keys of what is few, made when first needed; released with the session. */
struct yz_find_few;
void yz_find_few_free(struct yz_find_few *f);

#endif
