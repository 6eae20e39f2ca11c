/* 小转变: small improvements of the surroundings — a bench, a lamp, a handrail: how it was, what is planned, who gives what,
 * what it cost, how it is now, and the residents' word, which alone closes it. It answers needs, whose states go with it. */
#ifndef YIZHAN_IMPROVEMENTS_H
#define YIZHAN_IMPROVEMENTS_H

#include "date.h"
#include "findings.h"
#include "kind.h"
#include "net.h"
#include "status.h"

struct yz_session;

enum yz_improvement_state { /* codes of the table improvement_state */
                            YZ_IMPROVEMENT_PROPOSED = 1,
                            YZ_IMPROVEMENT_PLANNED,
                            YZ_IMPROVEMENT_UNDER_WAY,
                            YZ_IMPROVEMENT_DONE,
                            YZ_IMPROVEMENT_CONFIRMED, /* by a resident's word */
                            YZ_IMPROVEMENT_REOPENED,
                            YZ_IMPROVEMENT_DROPPED,
                            YZ_IMPROVEMENT_STATES = YZ_IMPROVEMENT_DROPPED
};

struct yz_improvement { /* 小转变 */
    int64_t id, version;
    char number[32];                  /* "转变2026-0001" */
    char name[96];                    /* what: "3 幢门口装扶手" */
    int64_t compound, building, grid; /* where; one of them, or `place` */
    char place[160];
    char before[512], plan[512];
    int64_t planned_days; /* working days */
    yz_date planned_from;
    int64_t leader; /* staff */
    char crew[96];  /* who does it: "物业维修队" */
    yz_date started, finished;
    int64_t cost; /* fen */
    char payer[96];
    char after[512];
    int64_t word_of; /* person; 0 = not in the register */
    char word_name[96], word[512];
    yz_date word_on;
    int32_t state;    /* improvement_state */
    char reason[192]; /* why it was reopened or dropped */
    int64_t staff;
    yz_moment at;
    bool invented;
};

struct yz_cause { /* a need that an improvement answers */
    int64_t id, version;
    int64_t improvement, need;
    int32_t was; /* need_state before: what it goes back to when nothing comes of it */
    yz_moment at;
    int64_t staff;
};

struct yz_gift { /* what somebody gives for it: lamps, paint, hands */
    int64_t id, version;
    int64_t improvement, offer, provider; /* an offer's provider is filled in */
    char what[192];
    int64_t worth; /* fen, when somebody said */
    yz_moment at;
    int64_t staff;
};

extern const struct yz_kind yz_improvement_kind, yz_cause_kind, yz_gift_kind;

/* --- acts; each answers YZ_REFUSED with every finding in `f`, and then nothing is kept --- */

/* New (id 0: gets the next number of its year) or changed, but for its state and the residents' word. Of a new one the first
 * of `needs` tells what and where when nothing else does, and all of them are linked. */
enum yz_status yz_improvement_save(struct yz_session *s, struct yz_improvement *im, const int64_t *needs, size_t count,
                                   struct yz_findings *f);

enum yz_improvement_step {
    YZ_IMPROVE_PLAN,
    YZ_IMPROVE_START,
    YZ_IMPROVE_FINISH,
    YZ_IMPROVE_CONFIRM,
    YZ_IMPROVE_REOPEN,
    YZ_IMPROVE_DROP,
    YZ_IMPROVEMENT_STEPS
};
const char *yz_improvement_step_key(enum yz_improvement_step step);   /* "plan" … */
const char *yz_improvement_step_label(enum yz_improvement_step step); /* translated */
bool yz_improvement_step_named(const char *key, enum yz_improvement_step *step);
/* The columns that a step asks for, NULL-terminated. */
const char *const *yz_improvement_step_fields(enum yz_improvement_step step);
/* Whether it may be taken from there; from confirmed, confirm is for needs that still wait for their own word. */
bool yz_improvement_step_open(int32_t state, enum yz_improvement_step step);
/* Takes it with the fields of the step as they stand in `im`; days that are empty are today. YZ_REFUSED names the steps that are
 * open. Needs go along: matched from plan on, delivered when it is finished; a resident's word closes those of the same
 * household and those of nobody named, the others wait for their own; dropped, they are as before. */
enum yz_status yz_improvement_do(struct yz_session *s, struct yz_improvement *im, enum yz_improvement_step step,
                                 struct yz_findings *f);

/* Links needs, or (`drop`) takes links back. Those closed, dropped, linked already or not to be read are refused. */
enum yz_status yz_improvement_link(struct yz_session *s, int64_t improvement, const int64_t *needs, size_t count,
                                   bool drop);
/* An offer fills in provider and what where they are empty. */
enum yz_status yz_improvement_give(struct yz_session *s, struct yz_gift *g, struct yz_findings *f);

/* --- reading --- */

/* "转变2026-0003", "2026-0003" or a REF. YZ_REFUSED when there is none. */
enum yz_status yz_improvement_by_number(struct yz_session *s, const char *typed, struct yz_improvement *out);

struct yz_improvement_filter { /* zero-initialise; 0 = any */
    int32_t state;
    int64_t need;  /* that it answers */
    char text[96]; /* in number, name, place, before, plan or after */
};
/* The newest first, as yz_meeting_page. */
enum yz_status yz_improvement_page(struct yz_session *s, const struct yz_improvement_filter *filter,
                                   const struct yz_improvement *after, int direction, struct yz_improvement *out,
                                   size_t max, size_t *count);

/* The needs it answers, by id of the link, after the need with link `after` (0 = the start): secret ones veiled. */
enum yz_status yz_improvement_needs(struct yz_session *s, int64_t improvement, struct yz_need *out, size_t max,
                                    size_t *count);
enum yz_status yz_improvement_gifts(struct yz_session *s, int64_t improvement, struct yz_gift *out, size_t max,
                                    size_t *count);
/* Open needs of the same place that are not linked yet and may be read, the newest first; `improvement` may be new. */
enum yz_status yz_improvement_near_needs(struct yz_session *s, const struct yz_improvement *im, struct yz_need *out,
                                         size_t max, size_t *count);
/* Working days from the first to the last one, to today while it goes on; 0 before. */
int64_t yz_improvement_days(const struct yz_improvement *im);
/* Its place in words. Answers `out`. */
char *yz_improvement_where(struct yz_session *s, const struct yz_improvement *im, char *out, size_t room);

#endif
