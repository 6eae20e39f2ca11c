/* Two stations with everybody who may be at a case, and a case, for tests of its steps. */
#ifndef TESTS_SUPPORT_STATIONS_H
#define TESTS_SUPPORT_STATIONS_H

#include "support/desk.h"

#include <yizhan/flow.h>

struct stations {
    struct desk d;
    struct yz_station other;
    struct yz_staff clerk, colleague, supervisor, admin,
        auditor;                                 /* at d.station; the clerk is signed in and has the case */
    struct yz_staff elsewhere, other_supervisor; /* at `other` */
    struct yz_case c;                            /* of an item with three papers and five working days */
};

/* The clock stands at 2026-11-23 10:00, a Monday. */
void stations_make(struct stations *o);
void stations_drop(struct stations *o);

void stations_as(struct stations *o, const struct yz_staff *who);
/* Another case, of a baby with that certificate and those papers seen. */
void stations_open(struct stations *o, const char *certificate, const char *papers, struct yz_case *out);
/* Takes a step, which must go well. Findings of one that does not are told. */
void stations_do(struct stations *o, const char *step, struct yz_doing doing);
/* A record as the test wants it, past all steps. */
void stations_put(struct stations *o, struct yz_case *c);
/* The case as it is in the file. */
struct yz_case stations_case(struct stations *o);
/* The item's cases take another flow from here on. */
void stations_flow(struct stations *o, const char *flow);

#endif
