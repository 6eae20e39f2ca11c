/* What the rooms of the lists share. */
#ifndef YZ_SERVICE_LISTS_PRIVATE_H
#define YZ_SERVICE_LISTS_PRIVATE_H

#include <yizhan/loop.h>

/* Fills in a need's household, building, grid and place from whoever it is of; state, time and staff of a new one. */
enum yz_status yz_need_place(struct yz_session *s, struct yz_need *n);
/* Text made clean, then every rule of a need. */
void yz_need_check(struct yz_need *n, struct yz_findings *f);

/* Of a secret need that is hidden: nothing but id, grid, field, urgency, state and times. */
void yz_need_veil(const struct yz_session *s, struct yz_need *n);
/* Whose secret needs are read beside the own ones: the station of who wrote them down, -1 all, 0 none; and a condition of "need" for
 * that, of the numbers of the parameters for who asks and for this. */
int64_t yz_need_secrets_at(const struct yz_session *s);
#define YZ_NEED_SEEN(me, at)                                                                                           \
    "(secret=0 OR staff=" me " OR " at "<0 OR staff IN (SELECT id FROM staff WHERE station=" at "))"
bool yz_need_is_hidden(struct yz_session *s, int64_t id); /* yz_need_hidden of the need as it is now */
void yz_need_veil_past(struct yz_session *s, struct yz_need *n);

/* Of a match whose need is hidden: nothing but id, need, state and days. */
void yz_match_veil(struct yz_session *s, struct yz_match *m);
bool yz_match_is_hidden(struct yz_session *s, int64_t id); /* its need is; also of a match that is gone */

/* Working days (data) after which somebody is reminded of a match in that state; 0 = never. */
int64_t yz_match_wait_days(int32_t state);

/* The row of the steps' table. */
struct yz_loop_step {
    const char *key, *label, *verb;
    unsigned from; /* states it may be taken in, a bit each */
    int32_t to;
};
const struct yz_loop_step *yz_loop_step(enum yz_match_step step);
/* YZ_REFUSED with the legal ones named when it is not legal. */
enum yz_status yz_loop_allowed(int32_t state, enum yz_match_step step);

/* Within an act, after a match of it was put: the need's state follows its matches, and the need is put. */
enum yz_status yz_need_follow(struct yz_session *s, int64_t id);
/* The reopened match of a need that nothing stands in for, the oldest; 0 = none. */
int64_t yz_need_unsettled(struct yz_session *s, int64_t need);

/* Who lives there today, for the record: dwelling, members with sex and age, key groups that are not secret. Answers `out`. */
char *yz_household_words(struct yz_session *s, const struct yz_need *n, char *out, size_t room);

/* SQL of the kind offer: a period not over yet in which more is taken than its capacity (loop_kind.c). */
extern const char yz_offer_holds[];

/* SQL: matches that take capacity. */
#define YZ_MATCH_HELD "NOT IN(3,7)"
/* A warning when something like a new need is there already. */
void yz_need_warn_near(struct yz_session *s, const struct yz_need *n, struct yz_findings *f);
/* Nothing of whom and what it is about. */
void yz_need_blank(struct yz_need *n);

/* Whatever forbids a provider. */
enum yz_status yz_provider_check(struct yz_session *s, const struct yz_provider *p, struct yz_findings *f);
/* By code, else by the whole name as names are compared; 0 = none. */
enum yz_status yz_provider_called(struct yz_session *s, const char *name, const char *uscc, int64_t *id);
/* Fills in what goes without saying of a service or resource, and checks all but what its kind checks. */
void yz_offer_complete(struct yz_session *s, struct yz_offer *o, struct yz_findings *f);

/* A text typed anywhere in a column: "%text%" for LIKE … ESCAPE '\'. `out` of 256 bytes; answers it. */
char *yz_like(const char *text, char out[256]);

#endif
