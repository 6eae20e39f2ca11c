/* 政策找人: which residents a policy reaches on a day, each with the reason, a "not before" and the source.
 *
 * A policy is one text file of data/policies (docs/policies.md), compiled in; files of that folder in $YIZHAN_DATA or
 * /etc/yizhan stand in for them or come on top. Only people who live here now are found. */
#ifndef YIZHAN_POLICIES_H
#define YIZHAN_POLICIES_H

#include "catalogue.h"
#include "date.h"
#include "findings.h"
#include "groups.h"
#include "status.h"

struct yz_session;

enum { YZ_POLICIES = 48, YZ_POLICY_TESTS = 8, YZ_POLICY_STEPS = 4 };

/* "60 years - 30 days": counted from a day. A birthday of 29 February falls on 1 March. */
struct yz_period {
    int years, months, days;
    bool given;
};
yz_date yz_period_from(const struct yz_period *span, yz_date day);

enum yz_policy_of { /* the day that everything is counted from */
                    YZ_OF_BIRTH = 1,
                    YZ_OF_ID,    /* the last day of the identity document */
                    YZ_OF_LEASE, /* the last day of the lease */
                    YZ_OF_CASE,  /* the receipt of the newest case of a service */
                    YZ_OF_YEAR,  /* 1 January of the year */
                    YZ_OF_VISIT  /* the day from which on the household of a key group is due for a visit (visits.h) */
};

/* "tag 失业", "group disabled", "case unemployment", "case pension-check this-year", "case … 12 months" */
struct yz_policy_test {
    bool is_case;  /* else a tag, or */
    bool is_group; /* a key group that is not secret */
    bool this_year;
    struct yz_period within; /* the case was received within so long before the day */
    char word[48];
};

struct yz_policy {
    char key[48], name[96], name_en[96];
    char service[48]; /* key of the item that helps; "" = none, and the catalogue need not have it */
    /* when */
    enum yz_policy_of of;
    char of_case[48];                        /* of YZ_OF_CASE */
    struct yz_period from, to;               /* found on these days, both included */
    struct yz_period not_before, by;         /* it cannot be done before; it is to be done by (both: else from, to) */
    struct yz_period steps[YZ_POLICY_STEPS]; /* further reminders: up to the next one it is put aside */
    size_t step_count;
    /* who: all of these */
    int32_t sex;                                 /* GB/T 2261.1; 0 = any */
    int64_t age;                                 /* at least so many years; 0 = any */
    struct yz_policy_test any[YZ_POLICY_TESTS];  /* at least one holds; empty = no matter */
    struct yz_policy_test none[YZ_POLICY_TESTS]; /* none holds */
    size_t any_count, none_count;
    char reason[192], reason_en[256]; /* {days} {age} {date} {on} {by} {left} */
    int64_t interval;                 /* days for which one puts it aside, when nothing else is said */
    char source[192], source_en[192], document[96];
    enum yz_confidence confidence;
    yz_date valid_from, valid_to;
    int64_t line; /* of [policy] in the file */
};

/* Reads a definition. Every error is added to `f` ("line" or "line:key"); true when there is none. */
bool yz_policy_parse(const char *text, size_t size, struct yz_policy *out, struct yz_findings *f);
/* `policy check FILE`: the same for a file. YZ_REFUSED when it cannot be read or has errors. */
enum yz_status yz_policy_check_file(const char *path, struct yz_policy *out, struct yz_findings *f);

/* All policies, by the names of their files. YZ_REFUSED names the file that has an error, and the error. */
enum yz_status yz_policies(struct yz_policy *out, size_t max, size_t *count);

/* In the language in force; "来源（文号，待核实）". They answer what is to be shown. */
const char *yz_policy_name(const struct yz_policy *p);
char *yz_policy_source(const struct yz_policy *p, char *out, size_t room);

struct yz_policy_hit {
    int64_t person;
    size_t policy; /* its place in yz_people.policies */
    yz_date date, not_before, by;
    int urgency; /* days left; what is late already comes after all that is not */
    yz_date birth;
    int64_t dwelling; /* where they live; 0 = not known */
    char name[96];    /* masked */
};

struct yz_people { /* zero-initialise; release with yz_people_free */
    yz_date day;
    struct yz_policy *policies;
    size_t policy_count;
    size_t per[YZ_POLICIES]; /* hits of each */
    struct yz_policy_hit *all;
    size_t count, room;
    bool unfinished;           /* the policy added last has more: add it again */
    struct yz_key_home *homes; /* of key households, looked at some at a time */
    size_t home_count, looked;
};

/* Loads the policies and nothing else. `day` 0 = today. */
enum yz_status yz_people_begin(struct yz_people *p, yz_date day);
/* Adds hits of one policy, by its place; again while it is `unfinished`: work in small parts, for a screen that must not
 * wait. */
enum yz_status yz_people_add(struct yz_session *s, struct yz_people *p, size_t policy);
/* The most urgent first: few days left, then what is late, the latest miss first. */
void yz_people_sort(struct yz_people *p);
/* The whole list of a day, sorted; `key` NULL or "" = every policy,
 * YZ_REFUSED with the nearest when there is none of that key. What was put aside is not in it. */
enum yz_status yz_people_find(struct yz_session *s, yz_date day, const char *key, struct yz_people *out);
void yz_people_free(struct yz_people *p);

/* The reason with its dates, translated. Answers `out`. */
char *yz_policy_why(const struct yz_people *p, const struct yz_policy_hit *hit, char *out, size_t room);

/* Until when a hit is put aside when nobody says otherwise: the policy's next step, else its interval from the day on, and
 * never beyond the day by which it is to be done, while that is still to come. */
yz_date yz_policy_until(const struct yz_people *p, const struct yz_policy_hit *hit);

/* Puts a policy aside for a person until a day (0 = as yz_policy_until; on that day it is there again), as one act.
 * YZ_REFUSED: no such policy, person or hit, no reason, a day that is not in the future; `f` names each. */
enum yz_status yz_policy_dismiss(struct yz_session *s, const char *policy, int64_t person, yz_date until,
                                 const char *reason, struct yz_findings *f);

#endif
