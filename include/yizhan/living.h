/* Households that live: families come, go, move, split, join, return, die and are born, and nothing is lost.
 *
 * Whatever happens is one struct yz_move. yz_move_plan works out everything that would be written and every fault at
 * once, and writes nothing; yz_move_do writes it as one act, which one undo takes back. Memberships are ended and new
 * ones begun, never changed in place, so that every past day can be seen; only the relation to a new head and the terms of a
 * stay change where they stand, and the journal knows what they were.
 *
 * The dwelling moves, the registration (户籍) only when `legal` says so: who leaves without it stays a member, 空挂户. */
#ifndef YIZHAN_LIVING_H
#define YIZHAN_LIVING_H

#include "findings.h"
#include "registry.h"

struct yz_session;

enum yz_move_kind {
    YZ_MOVE_NONE,
    YZ_MOVE_WITHIN,   /* to another dwelling here: the household, or some of it */
    YZ_MOVE_OUT,      /* away from the community */
    YZ_MOVE_IN,       /* into a dwelling, as a new household or into one that is there */
    YZ_MOVE_SPLIT,    /* some become a household of their own */
    YZ_MOVE_JOIN,     /* into another household */
    YZ_MOVE_RETURN,   /* who went away comes back */
    YZ_MOVE_BIRTH,    /* a child */
    YZ_MOVE_DEATH,    /* a death ends all memberships */
    YZ_MOVE_HEAD,     /* another head */
    YZ_MOVE_SWAP,     /* tenants leave a dwelling and others come */
    YZ_MOVE_RENEW,    /* a lease, a permit, a role or a relation changes; nobody goes anywhere */
    YZ_MOVE_BUILDING, /* every household of a building: away, or to the same doors of another building */
    YZ_MOVE_KINDS
};

enum { YZ_MOVERS = 64, YZ_NEWCOMERS = 8 };

struct yz_mover {
    int64_t person;
    int32_t relation, role; /* 0: as it was, or what follows from the change of head */
};

struct yz_newcomer { /* somebody who is not in the register yet */
    struct yz_person person;
    int32_t relation, role;
};

struct yz_move { /* zero-initialise; what an act does not need is 0 */
    enum yz_move_kind kind;
    yz_date day;                   /* the first day of what is new; of leaving and death the last day here; 0 = today */
    char reason[64], moved_to[96]; /* moved_to: of YZ_MOVE_OUT */
    int64_t household;             /* whose */
    struct yz_mover who[YZ_MOVERS]; /* none: all of the household */
    size_t count;                   /* of who */
    struct yz_newcomer
        fresh[YZ_NEWCOMERS]; /* of moving in, swapping (tenants, if no role is told), and the child that is born */
    size_t fresh_count;
    int64_t dwelling;                  /* where to; 0: of a split the same, of a return as before */
    int64_t into;                      /* the household that is joined, moved into */
    int64_t building, to_building;     /* of YZ_MOVE_BUILDING; to_building 0 = away */
    int64_t head;                      /* of the new household; of YZ_MOVE_HEAD the new one */
    int64_t successor;                 /* the head of those who stay */
    int64_t mother, guardian;          /* of a birth */
    char consent[96];                  /* of children who come: which guardian consented; of a birth "是" is enough */
    int32_t role;                      /* of everybody where their own is 0 */
    yz_date lease_until, permit_until; /* 0: taken over */
    bool legal;                        /* the registration moves too */
};

/* What would be written: records with id 0 are new, negative references lead to new ones (-1: the first new household,
 * the first newcomer). Zero-initialise; release with yz_move_plan_free. */
struct yz_move_plan {
    struct yz_membership *memberships;
    struct yz_household *households;
    struct yz_person *persons;
    size_t membership_count, household_count, person_count;
    size_t membership_room, household_room, person_room;
    bool written; /* what was new has its id and version 1 */
    bool lost;    /* memory ran out */
};
void yz_move_plan_free(struct yz_move_plan *plan);

/* Key of a kind ("move-within"): verb of its act and word of --kind; what people call it, translated. */
const char *yz_move_verb(enum yz_move_kind kind);
const char *yz_move_label(enum yz_move_kind kind);

/* Reads one line about somebody from outside: the name first, then whatever is known in any order: sex, ID number (it is
 * checked, and tells birth and sex), phone, role, relation to the head. False with findings about "fresh". */
bool yz_newcomer_read(const char *text, struct yz_newcomer *out, struct yz_findings *f);

/* Works out what follows. Errors (field names of struct yz_move: day, who, dwelling, into, head, successor, relation …) and
 * what must be checked or known (warnings) go to `f`. YZ_REFUSED with the first error when there is one. */
enum yz_status yz_move_plan(struct yz_session *s, const struct yz_move *m, struct yz_move_plan *plan,
                            struct yz_findings *f);

/* Plans anew under the lock and writes all of it as one act. `plan` gets what was written, with ids. */
enum yz_status yz_move_do(struct yz_session *s, const struct yz_move *m, struct yz_move_plan *plan,
                          struct yz_findings *f);

/* What a plan says, one line a person or household: "王*：星体花园南区3-2-102 → 星体花园南区5-1-301，自 2026-11-23". `*at` is 0 at
 * first and moves on; false behind the last line. */
bool yz_move_line(struct yz_session *s, const struct yz_move_plan *plan, size_t *at, bool masked, char *out,
                  size_t room);

/* The relation that somebody has to a new head, from both their relations to the old one (data/relations); the old head
 * himself is YZ_RELATION_HEAD. `sex`, `birth` are the member's, `head_birth` the new head's. 0 when it cannot be told. */
int32_t yz_relation_to(int32_t new_head, int32_t member, int32_t sex, yz_date birth, yz_date head_birth);

/* --- leases and residence permits --- */

enum { YZ_TERM_LEASE = 1, YZ_TERM_PERMIT = 2 };

struct yz_term {
    int64_t id; /* of its own */
    int64_t person, household, dwelling;
    char name[96]; /* unmasked */
    yz_date until;
    bool permit; /* else a lease */
};

/* Those of people who live here that end by a day or have ended already, the soonest first; `which`: YZ_TERM_ bits, 0 = both.
 * `*count` gets the whole number. */
enum yz_status yz_terms(struct yz_session *s, yz_date by, unsigned which, struct yz_term *out, size_t max,
                        size_t *count);

/* --- as of: `day` 0 is now, everywhere --- */

/* The record as it was known that evening; somebody or a household who was here that day by the dates, and places, as they
 * were first entered when that was later. YZ_REFUSED when it did not exist then. */
enum yz_status yz_record_on(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, void *record);

/* A person's memberships that held on a day, newest first, relation and role as the register had them that evening; of now
 * (day 0) the ended ones too, as yz_person_memberships. */
enum yz_status yz_person_memberships_on(struct yz_session *s, int64_t person, yz_date day, struct yz_membership *out,
                                        size_t max, size_t *count);

/* Members of a household on a past day with relation, role and person as they were known that evening (what was entered
 * later about that day counts). */
enum yz_status yz_household_members_on(struct yz_session *s, int64_t household, yz_date day, struct yz_member *out,
                                       size_t max, size_t *count);

/* The household as it was known that evening: its head, and where its members lived. */
enum yz_status yz_household_on(struct yz_session *s, int64_t household, yz_date day, struct yz_household *out);

/* A building's households on a day by unit, floor and room, from the line after `after` (NULL = from the start). */
enum yz_status yz_building_households_on(struct yz_session *s, int64_t building, yz_date day,
                                         const struct yz_household_line *after, struct yz_household_line *out,
                                         size_t max, size_t *count);

/* Households and people of a building, grid or compound on a day, by where they lived then. */
enum yz_status yz_place_counts_on(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                                  struct yz_counts *out);

#endif
