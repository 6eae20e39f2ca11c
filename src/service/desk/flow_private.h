/* A flow as its file says it (data/flows, docs/flows.md), shared by the files that read it and those that take steps. */
#ifndef YZ_SERVICE_FLOW_PRIVATE_H
#define YZ_SERVICE_FLOW_PRIVATE_H

#include <yizhan/cases.h>
#include <yizhan/catalogue.h>
#include <yizhan/flow.h>

#include "service/desk/desk_private.h"
#include "service/session.h"

enum yz_clock { /* what a step does to the clock of the promised limit */
                YZ_CLOCK_KEEP,
                YZ_CLOCK_START, /* the limit counts from now on */
                YZ_CLOCK_PAUSE,
                YZ_CLOCK_RESUME,
                YZ_CLOCK_STOP,
                YZ_CLOCK_RESTART /* as START, and extensions are forgotten */
};

enum { /* who may take a step */
       YZ_WHO_OWNER = 1,
       YZ_WHO_STATION = 2,    /* whoever works at the case's station */
       YZ_WHO_SUPERVISOR = 4, /* of that station */
       YZ_WHO_ADMIN = 8,
       YZ_WHO_OFFERED = 16 /* whoever works at the station that was asked to take it over */
};

enum yz_effect { /* what a step does besides state and clock; its name in a file is the step's key, or `does` */
                 YZ_DOES_NOTHING,
                 YZ_DOES_ACCEPT,
                 YZ_DOES_SUPPLEMENT,
                 YZ_DOES_PAPERS,
                 YZ_DOES_RESUME,
                 YZ_DOES_EXTEND,
                 YZ_DOES_OFFER,
                 YZ_DOES_TAKE_OVER,
                 YZ_DOES_DECLINE,
                 YZ_DOES_RECALL,
                 YZ_DOES_HAND,
                 YZ_DOES_TAKE,
                 YZ_DOES_URGE,
                 YZ_DOES_ESCALATE,
                 YZ_DOES_DE_ESCALATE,
                 YZ_DOES_SECRET,
                 YZ_DOES_UNSECRET,
                 YZ_DOES_CALL,
                 YZ_DOES_CALLED,
                 YZ_DOES_NOTE,
                 YZ_DOES_REFUSE,
                 YZ_DOES_RATE
};

#define YZ_STATE_BIT(state) (1u << (state))

struct yz_flow_step {
    char key[24], alias[24]; /* alias: another word for it where both cannot be open at once ("accept" an offer) */
    char label[48], label_en[64];
    unsigned from, usual; /* bits of states; usual: where it is the usual next step */
    int32_t to;           /* 0 = unchanged */
    bool back;            /* to the state before, `to` when that is not known */
    enum yz_clock clock;
    enum yz_effect effect;
    unsigned asks, who;
    int64_t most; /* of an extension, in units of the limit, all in all */
    bool in_time; /* not once the limit has passed */
    char source[192];
    int64_t line;
};

enum { YZ_FLOW_LINKS = 12 };

struct yz_flow {
    char key[24], name[48], name_en[64], source[192];
    int64_t line;
    struct yz_flow_link {
        char key[24], label[48], label_en[64];
        unsigned states;
        bool rated; /* a case is here once it was rated */
        int64_t line;
    } links[YZ_FLOW_LINKS];
    size_t link_count;
    struct yz_flow_step steps[YZ_STEPS];
    size_t step_count;
};

/* Reads a flow: every error at once in `f`, with "line" or "line:key" as its field; true when there was none. */
bool yz_flow_parse(const char *text, size_t size, struct yz_flow *out, struct yz_findings *f);
/* What its parts must mean together (flow_check.c). */
void yz_flow_check(const struct yz_flow *flow, struct yz_findings *f);

/* data/flows/NAME.flow ("" = service); kept, not to be freed. YZ_FOREIGN names the first error of a bad file. */
enum yz_status yz_flow_named(const char *name, const struct yz_flow **out);

const char *yz_flow_step_label(const struct yz_flow_step *step); /* in the language in force */
/* By key, or by alias where it is open from `state`; NULL if there is none. */
const struct yz_flow_step *yz_flow_step_named(const struct yz_flow *flow, const char *key, int32_t state);

/* A case with what its steps depend on. Good while the session keeps the item. */
struct yz_stand {
    struct yz_session *s;
    const struct yz_flow *flow;
    const struct yz_item *item; /* zeros when the catalogue does not have it any more */
};
enum yz_status yz_stand_make(struct yz_session *s, const struct yz_case *c, struct yz_stand *out);

/* Whether the signed-in one may take the step at this case, whatever its state. */
bool yz_flow_may(const struct yz_session *s, const struct yz_case *c, const struct yz_flow_step *step);
/* Why a step that is open from the case's state is of no use now ("已经评价过"), translated; NULL when it is. */
const char *yz_flow_idle(const struct yz_stand *stand, const struct yz_case *c, const struct yz_flow_step *step);

/* --- one step at one case, within an act (step.c) --- */

struct yz_asked { /* what was given, checked and resolved */
    char note[512], reason[512], result[192], department[96];
    int64_t days, staff, station;
    int away; /* another station of the district, instead of `station`; 0 = none */
    yz_moment when;
    int32_t mark;
    unsigned papers; /* bits of the item's papers */
};
/* Checks what a step was given (step_asked.c); every error at once. False when there is one. */
bool yz_asked_read(const struct yz_stand *stand, const struct yz_case *c, const struct yz_flow_step *step,
                   const struct yz_doing *doing, struct yz_asked *out, struct yz_findings *f);

/* Changes `c` as the step says (step_effect.c). */
enum yz_status yz_step_apply(const struct yz_stand *stand, struct yz_case *c, const struct yz_flow_step *step,
                             const struct yz_asked *asked);

/* Keys of papers, comma between, from bits and back. */
char *yz_paper_list(const struct yz_item *item, unsigned papers, char *out, size_t room);
unsigned yz_paper_bits(const struct yz_item *item, const char *list);

#endif
