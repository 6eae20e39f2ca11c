/* The intake: filling in the form of a service and saving it as one act.
 *
 *     yz_intake_begin(s, "newborn-insurance", household, 0, &in);      filled in with all that is known
 *     yz_intake_set(in, "birth", "2026.11.18 3:20", &findings);        as each field is left
 *     yz_intake_check(in, &outcome, &findings);                        the whole form: every error, and what follows
 *     yz_intake_save(in, &outcome, &c, &findings);                     person, membership and case in one act
 *     yz_intake_free(in);
 *
 * Values are kept as texts in normal form: a date "2026-11-18", a moment "2026-11-18 03:20", a code or choice by its
 * key, a member as REF, an amount "400.00". */
#ifndef YIZHAN_INTAKE_H
#define YIZHAN_INTAKE_H

#include "catalogue.h"
#include "date.h"
#include "desk.h"
#include "findings.h"
#include "registry.h"
#include "status.h"

struct yz_intake;

enum { YZ_INTAKE_VALUE = 512, YZ_INTAKE_GUARDIANS = 24, YZ_INTAKE_TWINS = 8, YZ_INTAKE_YEARS = 4 };

struct yz_condition_result {
    const struct yz_condition *condition; /* of the intake's item */
    enum yz_truth truth;                  /* YZ_UNKNOWN: to be looked at by hand */
};

/* What follows from the form: shown beside it while it is filled in, and kept with the case. */
struct yz_outcome {
    /* newborn insurance */
    bool window_known; /* false while there is no birth date */
    bool in_window;
    int window_days;            /* the rule, e.g. 90 */
    int window_days_left;       /* on the day of receipt: 0 = today is the last day, negative = that many days late */
    yz_date window_ends;        /* the last day */
    yz_date cover_from;         /* 0: depends on a payment not made yet */
    char cover_text[160];       /* "自出生之日（2026-11-18）起", translated */
    int years[YZ_INTAKE_YEARS]; /* insured years */
    size_t year_count;
    int64_t amount;        /* fen; -1: no price is known */
    bool amount_typed;     /* it was typed, not worked out */
    char rule_source[320]; /* of the window */
    char price_source[320];
    bool unconfirmed; /* a rule that was used is not confirmed: the sources say which */
    char name[96];    /* the baby's name as it will be written, 李芳之子 while not named */
    int32_t relation; /* to the head, GB/T 4761 */
    int64_t guardian, mother;
    struct yz_twin twins[YZ_INTAKE_TWINS]; /* who may be the same child: a hint */
    size_t twin_count;
    /* every service */
    struct yz_condition_result conditions[YZ_ITEM_CONDITIONS]; /* those in force today */
    size_t condition_count;
    char after[96]; /* name of the item that must be finished before; "" = none */
    enum yz_truth after_done;
    char open_case[24];              /* number of a case of the same sort that is under way; "" = none */
    char worked[YZ_ITEM_FIELDS][48]; /* by field: what an empty one is worked out to, in normal form */
    enum yz_case_state state;        /* accepted, or supplement when a paper is missing that may not follow later */
    size_t missing_count;
    char missing[512];                /* keys of papers not seen, comma between */
    yz_date missing_by;               /* the last day for those that may follow; 0 if none */
    yz_moment received, due;          /* due 0 while the clock waits for papers */
    yz_moment legal_due, station_due; /* 0: no such limit, or the clock waits */
    bool due_assumed, legal_assumed;  /* the calendar of a year in the count is not known yet */
    bool evening;                     /* received in the station's extended hours */
};

/* For whom, or where; 0 = not given. A person brings the household, a household the building. */
struct yz_intake_for {
    int64_t household, person, building;
};

/* Begins a form, with what the item begins with (item->about): a person, unless the form has a field `party` for somebody
 * who is not in the register; a household; a building. Owned by the caller. YZ_REFUSED: no such item today, or
 * what it begins with is missing, gone, or does not belong together. */
enum yz_status yz_intake_begin_at(struct yz_session *s, const char *key, const struct yz_intake_for *about,
                                  struct yz_intake **out);
/* The same for a household and a person. */
enum yz_status yz_intake_begin(struct yz_session *s, const char *key, int64_t household, int64_t person,
                               struct yz_intake **out);
void yz_intake_free(struct yz_intake *in);

const struct yz_item *yz_intake_item(const struct yz_intake *in);
int64_t yz_intake_household(const struct yz_intake *in);
int64_t yz_intake_person(const struct yz_intake *in);
int64_t yz_intake_building(const struct yz_intake *in);

/* The register changed: reads the people anew; values that stand as they were filled in follow, what was typed stays. */
enum yz_status yz_intake_refresh(struct yz_intake *in);

/* Is the field asked for, the paper (by its place in item->papers) wanted, as things stand? */
bool yz_intake_asks(const struct yz_intake *in, const char *field);
bool yz_intake_wants(const struct yz_intake *in, size_t paper);

/* The value of a field in normal form; "" when empty or when there is no such field. "papers" gives the keys seen. */
const char *yz_intake_get(const struct yz_intake *in, const char *key);

/* The same as people read it: label of a code or choice, a member's name, "是". Answers `out`. */
char *yz_intake_show(const struct yz_intake *in, const char *key, char *out, size_t room);

/* Checks what was typed and keeps it in normal form; empty text clears. On an error the text is kept as typed, so that
 * nothing is lost, and yz_intake_check tells it again. "papers" takes the comma list of those seen, by key or name.
 * True when there is no error. `f` may be NULL. */
bool yz_intake_set(struct yz_intake *in, const char *field, const char *text, struct yz_findings *f);

/* Ticks one paper, by its place in item->papers; and asks. */
void yz_intake_tick(struct yz_intake *in, size_t paper, bool seen);

/* Who may be guardian: living members of the household aged 16 or more, the likeliest first. */
struct yz_guardian {
    int64_t person;
    char ref[32];                           /* what yz_intake_set takes */
    char name[96], relation[48], phone[24]; /* relation: label, to the head */
    int32_t sex;
    int age;  /* -1 when the birth date is not known */
    bool kin; /* of the head, or the head */
};
size_t yz_intake_guardians(const struct yz_intake *in, const struct yz_guardian **out);

/* The whole form: all errors and warnings at once (`f` is not cleared first), and what follows. YZ_REFUSED only when
 * there are errors; `out` is filled as far as the values allow in every case. Reads the file, changes nothing. */
enum yz_status yz_intake_check(struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f);

/* A condition's source as people read it: "…（文号，待核实）". Answers `out`. */
char *yz_condition_source(const struct yz_condition *c, char *out, size_t room);

/* Checks and saves in one act ("register-newborn"; "open-case" for plain items), and drops the draft. `c` gets the case. A
 * refusal changes nothing and leaves the errors in `f`. */
enum yz_status yz_intake_save(struct yz_intake *in, struct yz_outcome *out, struct yz_case *c, struct yz_findings *f);

/* --- the draft: written as each field is left, bound to the item, the household and who types --- */
enum yz_status yz_intake_draft_write(struct yz_intake *in);
/* Is there one for this form? `*at` says from when; 0 when there is none. */
enum yz_status yz_intake_draft_find(struct yz_intake *in, yz_moment *at);
/* Takes its values over into the form. `homeless` gets what the item, changed since, no longer asks for. */
enum yz_status yz_intake_draft_take(struct yz_intake *in, struct yz_findings *homeless);
enum yz_status yz_intake_draft_drop(struct yz_intake *in);

#endif
