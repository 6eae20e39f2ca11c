/* The inside of living: what is worked out for one act. */
#ifndef YZ_SERVICE_REGISTRY_LIVING_H
#define YZ_SERVICE_REGISTRY_LIVING_H

#include <yizhan/living.h>

#include "service/session.h"

enum { YZ_MOVING = 128 };

struct yz_moving {            /* somebody who takes part */
    int64_t person;           /* negative: a newcomer */
    struct yz_membership now; /* id 0: has none in the household that is left */
    int32_t relation, role;   /* asked for; 0 = as it follows */
};

struct yz_planning {
    struct yz_session *s;
    const struct yz_move *m;
    struct yz_move_plan *plan;
    struct yz_findings *f;
    yz_date day;
    struct yz_household household; /* whose, as stored; id 0 = none */
    struct yz_moving all[YZ_MOVING];
    size_t count;
    bool whole; /* nobody stays but those who are only registered */
};

/* --- living_plan.c: what is planned so far --- */

/* The planned change of a record; adds it (`record` is copied) or overwrites what was planned of it. A new one (id 0) is
 * always added; they answer its reference (-1 …). */
int64_t yz_plan_membership(struct yz_move_plan *plan, const struct yz_membership *m);
int64_t yz_plan_household(struct yz_move_plan *plan, const struct yz_household *h);
int64_t yz_plan_person(struct yz_move_plan *plan, const struct yz_person *p);

/* As planned, else as stored; `id` may be negative. */
enum yz_status yz_planned_household(const struct yz_planning *p, int64_t id, struct yz_household *out);
enum yz_status yz_planned_person(struct yz_session *s, const struct yz_move_plan *plan, int64_t id,
                                 struct yz_person *out);

/* Memberships of a household that are open when the plan is done; of a person all of them. `*count` gets the whole number. */
enum yz_status yz_planned_members(const struct yz_planning *p, int64_t household, struct yz_membership *out, size_t max,
                                  size_t *count);
enum yz_status yz_planned_of_person(const struct yz_planning *p, int64_t person, struct yz_membership *out, size_t max,
                                    size_t *count);

bool yz_membership_open(const struct yz_membership *m);
/* The name as findings say it, masked. Answers `out`. */
char *yz_planned_name(struct yz_session *s, const struct yz_move_plan *plan, int64_t person, char *out, size_t room);

/* --- living_acts.c, living_events.c: the acts --- */
enum yz_status yz_living_act(struct yz_planning *p);
enum yz_status yz_living_building(struct yz_planning *p);
enum yz_status yz_living_birth(struct yz_planning *p);
enum yz_status yz_living_death(struct yz_planning *p);
enum yz_status yz_living_return(struct yz_planning *p);

/* Reads who takes part; who is not of the household is a finding. */
enum yz_status yz_living_gather(struct yz_planning *p);
/* The household, or those who take part of it, to another dwelling. */
enum yz_status yz_living_within(struct yz_planning *p);
/* A membership ends, its last day `last`; who keeps the registration here stays, registered only, from the next day on. */
void yz_living_leave(struct yz_planning *p, const struct yz_moving *who, yz_date last, bool whole);
/* A membership begins. */
void yz_living_arrive(struct yz_planning *p, const struct yz_moving *who, const struct yz_household *h,
                      int64_t household, int32_t relation, bool legal);

/* --- living_as_of.c: a record just read, as it was known that evening --- */
enum yz_status yz_as_it_was(struct yz_session *s, const struct yz_kind *k, yz_date day, void *record);

/* --- living_check.c: heads, ends of households, and every rule --- */
enum yz_status yz_living_settle(struct yz_planning *p);
enum yz_status yz_living_check(struct yz_planning *p);
/* Gives a household another head, and its members their relations to him. */
enum yz_status yz_living_set_head(struct yz_planning *p, int64_t household, int64_t head);

#endif
