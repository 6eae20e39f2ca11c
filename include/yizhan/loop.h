/* From proposal to the resident's word: what becomes of a match of a need with a service or resource.
 *
 *     proposed ─ accept ─ accepted ─ deliver ─ delivered ─ confirm ─ confirmed
 *         └──── decline ─────┘ declined          └─ reopen ─ reopened ─ deliver …
 *     withdrawn: the community took it back before it was delivered
 *
 * Each step is one act. A need's state follows its matches: something under way → matched, all delivered → delivered, all
 * confirmed → closed; when the resident says it did not work it is open again, until another match stands in for that one.
 *
 * A match takes units of its offer's capacity in the period that its day lies in, whatever became of it, unless it was
 * declined or withdrawn: also what had to be reopened used up the provider's time. Loads are counted from the rows, never
 * kept, and the store refuses whatever would go over a capacity in a period that is not over yet. */
#ifndef YIZHAN_LOOP_H
#define YIZHAN_LOOP_H

#include "lists.h"

struct yz_session;

enum yz_match_state { /* codes of the table match_state */
                      YZ_MATCH_PROPOSED = 1,
                      YZ_MATCH_ACCEPTED,
                      YZ_MATCH_DECLINED,
                      YZ_MATCH_DELIVERED,
                      YZ_MATCH_CONFIRMED,
                      YZ_MATCH_REOPENED,
                      YZ_MATCH_WITHDRAWN
};

enum yz_match_rest {                     /* codes of the table match_rest: what a refusal means for later */
                     YZ_REST_PARKED = 1, /* this pair not before `parked_until` */
                     YZ_REST_PAIR,       /* never again this pair */
                     YZ_REST_FIELD,      /* never again this provider for needs of this field */
                     YZ_REST_ASK         /* this need asks another: never again this pair */
};

struct yz_match { /* 匹配 */
    int64_t id, version;
    int64_t need, offer;
    int64_t units; /* of the capacity; 1 or more */
    int32_t state; /* match_state */
    yz_date day;   /* for which it is; its period of capacity is the one of this day */
    int64_t score; /* when it was proposed, with its parts: "领域 25、词 20" */
    char parts[192];
    int64_t staff; /* who proposed it */
    yz_moment at;
    int64_t instead;     /* the reopened match that it stands in for */
    int32_t need_before; /* need_state: heard or published, before anything was matched */
    yz_moment answered_at;
    int64_t answered_by; /* staff who took the provider's answer down */
    char reason[32];     /* of declining: key of data/lists/declines.conf */
    int32_t rest;        /* match_rest */
    yz_date parked_until;
    yz_date delivered_on;
    yz_moment word_at; /* the resident's word: confirmed, or why it is reopened */
    int64_t word_by;
    char word[512];
    yz_date remind_on;   /* from this day on its next step is asked for; 0 = nothing is */
    char household[512]; /* who lived there when it was proposed */
    char note[512];
    bool invented;
};

extern const struct yz_kind yz_match_kind;

/* --- reasons of declining (data/lists/declines.conf) --- */

struct yz_decline {
    char key[32], name[64], name_en[96];
    enum yz_match_rest rest;
    int64_t days; /* working days, of YZ_REST_PARKED */
    bool counts;  /* against the offer, in the points of later matches */
};
/* In the order of the file; NULL with a message when it has a mistake. */
const struct yz_decline *yz_declines(size_t *count);
/* By key or name in either language; NULL with a message that names them all. */
const struct yz_decline *yz_decline_named(const char *typed);
const char *yz_decline_name(const struct yz_decline *d);
/* "10 个工作日内不再问" and the like; answers `out`. */
char *yz_decline_next(const struct yz_decline *d, char *out, size_t room);

/* --- steps --- */

enum yz_match_step {
    YZ_STEP_ACCEPT,
    YZ_STEP_DECLINE,
    YZ_STEP_DELIVER,
    YZ_STEP_CONFIRM,
    YZ_STEP_REOPEN,
    YZ_STEP_WITHDRAW,
    YZ_MATCH_STEPS
};
const char *yz_match_step_key(enum yz_match_step step);   /* "accept" */
const char *yz_match_step_label(enum yz_match_step step); /* "接受", in the language in force */
bool yz_match_step_legal(int32_t state, enum yz_match_step step);
/* The step that leads on from a state: accept, deliver, confirm, and deliver again; YZ_MATCH_STEPS when it is over. */
enum yz_match_step yz_match_next_step(int32_t state);

struct yz_match_answer {
    enum yz_match_step step;
    const char *reason; /* of declining: key or name; required there */
    const char *text;   /* confirm and reopen: the resident's word, required when reopening; else a note; may be NULL */
    yz_date on;         /* accept: the day it is for; deliver: when it was delivered; 0 = as it was, today */
};
/* Takes one step, as one act ("accept-match" …). YZ_REFUSED names the steps that are legal, or what is wrong; YZ_DENIED when
 * its need is secret from whoever is signed in. `out` (may be NULL) gets the match. */
enum yz_status yz_match_take(struct yz_session *s, int64_t id, const struct yz_match_answer *answer,
                             struct yz_match *out);

/* --- proposing --- */

struct yz_proposal {
    int64_t need, offer;
    int64_t units; /* 0 = 1 */
    yz_date day;   /* 0 = today, or the first day of the offer */
    /* out */
    int64_t match;
    char why[256]; /* it could not be proposed: the rule and its facts */
};
/* Proposes them as one act ("propose-match"), each checked under the lock by every rule of matching and the room on its day.
 * What does not fit says why and is left out; YZ_REFUSED when nothing is left. `*count_done` gets how many went in. */
enum yz_status yz_match_propose(struct yz_session *s, struct yz_proposal *all, size_t count, size_t *count_done);

/* --- reading --- */

/* Units taken of an offer in the period that `day` lies in. */
int64_t yz_offer_load(struct yz_session *s, const struct yz_offer *o, yz_date day);
/* What is left in the period of today, of how many: "3/5"; answers `out`. */
char *yz_offer_load_text(struct yz_session *s, const struct yz_offer *o, char *out, size_t room);

enum yz_match_view {
    YZ_MATCHES_WAITING, /* to be reminded of, the longest first */
    YZ_MATCHES_OPEN,    /* proposed, accepted, delivered, reopened and nothing in its place */
    YZ_MATCHES_PROPOSED,
    YZ_MATCHES_ACCEPTED,
    YZ_MATCHES_DELIVERED,
    YZ_MATCHES_REOPENED,
    YZ_MATCHES_CONFIRMED,
    YZ_MATCHES_DECLINED, /* and withdrawn */
    YZ_MATCHES_ALL,
    YZ_MATCH_VIEWS
};
const char *yz_match_view_key(enum yz_match_view view);
const char *yz_match_view_name(enum yz_match_view view);

struct yz_match_filter { /* zero-initialise */
    enum yz_match_view view;
    int64_t need, offer; /* 0 = any */
    char text[96]; /* stands in the need's text or place, the offer's or the provider's name; secret ones are found only
                            by those who may read them */
};
/* A page, newest first (waiting ones by the day of their reminder; of one need what is not over before the rest): as yz_need_page. Of matches of a need hidden from whoever
 * is signed in only ids, state and days are there. */
enum yz_status yz_match_page(struct yz_session *s, const struct yz_match_filter *filter, const struct yz_match *from,
                             int direction, struct yz_match *out, size_t max, size_t *count);
/* How many each view has; `count` has room for YZ_MATCH_VIEWS. */
enum yz_status yz_match_count(struct yz_session *s, int64_t counts[YZ_MATCH_VIEWS]);
/* How many wait to be reminded of. */
int64_t yz_match_waiting(struct yz_session *s);

#endif
