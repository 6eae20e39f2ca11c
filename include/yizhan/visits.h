/* Visits to households: the walk list of a building, which doors are due, logging a visit and what was found there. How long a
 * household may go without one, and what is looked at, is data (data/visits). */
#ifndef YIZHAN_VISITS_H
#define YIZHAN_VISITS_H

#include "net.h"
#include "status.h"

struct yz_session;

struct yz_visit_rule {
    int64_t days;     /* a visit is due so many days after the last one that counts */
    unsigned counts;  /* bit 1 << outcome: those that count as a visit */
    char source[256]; /* with what is not confirmed about it */
    yz_date valid_from;
};
/* The rule in force; NULL, with a message, when the file of it is wrong. */
const struct yz_visit_rule *yz_visit_rule(void);

struct yz_visit_check {
    char key[32], name[64], name_en[64], look[192], look_en[192], whom[96];
};
/* All checks, in the order of the file; NULL with a message when it is wrong. */
const struct yz_visit_check *yz_visit_checks(size_t *count);
/* Name, and what to look at, in the language in force. */
const char *yz_visit_check_name(const struct yz_visit_check *c);
const char *yz_visit_check_look(const struct yz_visit_check *c);

struct yz_door {
    int64_t id; /* of the household; the dwelling's, negative, when nobody is known behind the door */
    int64_t dwelling, household;
    char unit[16], room[16], head[96];
    int64_t floor, members;
    char words[96];       /* tags of who lives there */
    yz_moment last;       /* the newest visit, 0 = none */
    int32_t outcome;      /* of it */
    int64_t needs, cases; /* open ones; secret ones are not counted */
    yz_date due;          /* from that day on; 0 when nobody is known there */
    bool due_now;
};

/* Whether the check is for who lives behind that door. */
bool yz_visit_check_fits(const struct yz_visit_check *c, const struct yz_door *d);

/* The doors of a building by unit, floor, room and household, from the one after `after` (NULL = from the start). */
enum yz_status yz_walk_list(struct yz_session *s, int64_t building, const struct yz_door *after, struct yz_door *out,
                            size_t max, size_t *count);

struct yz_walk_building {
    int64_t id;
    char address[160];
    int64_t households, due;
    yz_moment last; /* the newest visit in it */
};
/* The buildings of a grid (0 = all), most due first. */
enum yz_status yz_walk_buildings(struct yz_session *s, int64_t grid, struct yz_walk_building *out, size_t max,
                                 size_t *count);

/* Logs a visit as one act ("log-visit"); with `need` (may be NULL; text and field given) the need too. Place, time, staff and
 * what a need takes over from its visit are filled in. Errors, all of them, in `f`. */
enum yz_status yz_visit_log(struct yz_session *s, struct yz_visit *v, struct yz_need *need, struct yz_findings *f);

/* "fire,gas" as the JSON that a visit keeps: something is wrong there. False, with a finding, for a key that does not exist. */
bool yz_visit_checks_set(struct yz_visit *v, const char *keys, struct yz_findings *f);

struct yz_visit_filter { /* zero-initialise; 0 = any */
    int64_t building, household, grid, staff;
    yz_moment since;
};
/* Newest first, from the one after `after` (NULL = from the newest). */
enum yz_status yz_visit_page(struct yz_session *s, const struct yz_visit_filter *filter, const struct yz_visit *after,
                             struct yz_visit *out, size_t max, size_t *count);

/* A need said at the desk or at a meeting, as one act ("add-need"). Its place is filled in from the household. */
enum yz_status yz_need_add(struct yz_session *s, struct yz_need *need, struct yz_findings *f);

#endif
