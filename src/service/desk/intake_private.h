/* The form being filled in, as the files of the intake share it. */
#ifndef YZ_SERVICE_INTAKE_PRIVATE_H
#define YZ_SERVICE_INTAKE_PRIVATE_H

#include "service/desk/desk_private.h"
#include "service/session.h"

enum { YZ_INTAKE_MEMBERS = 64, YZ_INTAKE_SHORT = 192 };

struct yz_intake {
    struct yz_session *s;
    int64_t service_version;
    struct yz_household household; /* id 0: none */
    struct yz_person person;       /* whom it is about; id 0: not in the registry yet */
    struct yz_building building;   /* of an event; id 0: none */
    char value[YZ_ITEM_FIELDS][YZ_INTAKE_VALUE];
    char filled[YZ_ITEM_FIELDS][YZ_INTAKE_VALUE]; /* what the register gave: an equal value follows it */
    bool bad[YZ_ITEM_FIELDS];                     /* the value is as typed, and wrong */
    bool cut[YZ_ITEM_FIELDS];                     /* and only the beginning of what was typed */
    bool seen[YZ_ITEM_PAPERS];
    char papers[YZ_ITEM_PAPERS * 33]; /* keys of those seen, comma between */
    char bad_papers[YZ_INTAKE_VALUE]; /* what was typed and names no paper; "" when all did */
    struct yz_member members[YZ_INTAKE_MEMBERS];
    size_t member_count;
    struct yz_guardian guardians[YZ_INTAKE_GUARDIANS];
    size_t guardian_count;
    /* of a sitting (bulk.c), whose cases are received at one moment: that moment, and their clock once it is known */
    yz_moment received;
    struct yz_case *clock;
    struct yz_item item; /* last, since it is large and mostly empty: what is not used of it is never touched */
};

/* --- values (intake_value.c) --- */

/* How much a field holds, for people. */
const char *yz_intake_room(const struct yz_item_field *field);
/* The text of one field into its normal form; findings for what is wrong with it. True when there is no error. */
bool yz_intake_normal(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                      char out[YZ_INTAKE_VALUE], struct yz_findings *f);
/* Values in normal form as what they mean; 0 when empty or wrong. */
int32_t yz_intake_code(const struct yz_intake *in, const char *key);
yz_date yz_intake_date(const struct yz_intake *in, const char *key);
yz_moment yz_intake_moment(const struct yz_intake *in, const char *key, bool *has_time);
/* The member that a field names; NULL when empty or wrong. */
const struct yz_member *yz_intake_member(const struct yz_intake *in, const char *key);
bool yz_intake_is(const struct yz_intake *in, const char *field, const char *key);
/* Up to `max` years into `out`; answers how many. */
size_t yz_intake_years(const char *text, int *out, size_t max);

/* --- what is known, demanded, worked out --- */

bool yz_intake_newborn(const struct yz_intake *in);
/* What the register has, into fields that stand as they were filled in last. */
void yz_intake_fill(struct yz_intake *in);
/* For expressions (intake_world.c); good while `in` is. */
struct yz_expr_world yz_intake_world(const struct yz_intake *in);
/* The open case of that item for the same person, household or building; "" when there is none. */
enum yz_status yz_intake_open_case(const struct yz_intake *in, const char *service, char number[24]);
/* Conditions, chain, cases under way, into `out` and `f`; what empty fields are worked out to (intake_conditions.c). */
void yz_intake_conditions(const struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f);
void yz_intake_work_out(const struct yz_intake *in, struct yz_outcome *out);
/* The case that the form makes, but for what a procedure adds, with its clock (intake_save.c). */
enum yz_status yz_intake_case(const struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c);
/* Within an act: the form's answers into the case, its number, and the record. */
enum yz_status yz_intake_put(const struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c);

/* --- kinship (kin.c) --- */

/* What a child of the guardian is to the head, GB/T 4761, from what the guardian is to the head. */
int32_t yz_kin_child(int32_t guardian, int32_t sex);
/* False for what nobody is at birth: the head, a spouse, an in-law, an elder, a nanny. */
bool yz_kin_newborn(int32_t code);
/* The child's mother among the members: the guardian herself, or the guardian's one wife; 0 when not sure. */
int64_t yz_kin_mother(const struct yz_member *members, size_t count, const struct yz_member *guardian);

/* --- procedures --- */

/* newborn.c: what the rules make of the values, and everything wrong with them. */
void yz_newborn_prefill(struct yz_intake *in);

/* event_prefill.c: of an event about a household. */
void yz_event_prefill(struct yz_intake *in);
enum yz_status yz_newborn_check(struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f);
/* newborn_save.c: within the act. Writes person and membership, and puts their ids into the case. */
enum yz_status yz_newborn_write(struct yz_intake *in, const struct yz_outcome *out, struct yz_case *c);
/* Somebody else with that certificate: YZ_OK and `*person` 0 when there is none. `where` gets who and which case. */
enum yz_status yz_certificate_user(struct yz_session *s, const char *certificate, int64_t but, int64_t *person,
                                   char *where, size_t room);

#endif
