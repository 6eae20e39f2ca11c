/* Visits to households: the walk list of a building, which doors are due, logging a visit and what was found there. How long
 * whom may go without one is said by key groups (groups.h); what counts and what is looked at is data (data/visits). */
#ifndef YIZHAN_VISITS_H
#define YIZHAN_VISITS_H

#include "groups.h"
#include "net.h"
#include "status.h"

struct yz_session;
struct yz_findings;

/* Outcomes that count as a visit: bit 1 << outcome; 0, with a message, when the file of it is wrong. */
unsigned yz_visit_counts(void);

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
    yz_group_set groups;  /* of all who live there, as far as whoever is signed in may know */
    bool key;             /* due more often than others */
    yz_moment last;       /* the newest visit, 0 = none */
    int32_t outcome;      /* of it */
    int64_t needs, cases; /* open ones; secret ones are not counted */
    yz_date due;          /* from that day on; 0 when nobody is known there */
    bool due_now;
    bool
        outdated; /* the newest visit met new tenants or an empty flat, and the register still has who was there before */
};

/* Whether the check is for who lives behind that door. */
bool yz_visit_check_fits(const struct yz_visit_check *c, const struct yz_door *d);

/* The doors of a building by unit, floor, room and household: `*out` to be freed (NULL on an error). */
enum yz_status yz_walk_list(struct yz_session *s, int64_t building, struct yz_door **out, size_t *count);

/* As of `day`: since when a household is due for a visit when it is to be visited every `interval` days; 0 = there is none.
 * With interval 0: as its key groups say. */
yz_date yz_household_visit_due(struct yz_session *s, int64_t household, yz_date day, int64_t interval);
/* Its building; 0 when there is none. */
int64_t yz_household_building(struct yz_session *s, int64_t household);

struct yz_walk_building {
    int64_t id;
    char address[160];
    int64_t households, due; /* -1: not counted yet */
    yz_moment last;          /* the newest visit in it */
};
/* The buildings of a grid (0 = all) by compound and number; not counted. At most `max`. */
enum yz_status yz_walk_buildings(struct yz_session *s, int64_t grid, struct yz_walk_building *out, size_t max,
                                 size_t *count);
/* Counts one: under a millisecond, so that a screen can do it between two keys. */
enum yz_status yz_walk_count(struct yz_session *s, struct yz_walk_building *b);
/* Most due first. */
void yz_walk_sort(struct yz_walk_building *all, size_t count);

/* What is known of a door before one knocks: its newest visits, open needs and open cases, each line ready to be shown.
 * Secret ones are left out. */
enum { YZ_DOOR_LINES = 6 };
enum yz_door_line_kind { YZ_DOOR_VISIT, YZ_DOOR_NEED, YZ_DOOR_CASE };
struct yz_door_line {
    enum yz_door_line_kind kind;
    int64_t id;
    char text[256];
};
enum yz_status yz_door_lines(struct yz_session *s, const struct yz_door *d, struct yz_door_line *out, size_t max,
                             size_t *count);

/* What else a visit found. Zero-initialise. */
struct yz_found {
    struct yz_need *need; /* text and field given; gets what was kept. NULL = none */
    int64_t person;       /* whose phone: 0 = whoever was met, else the head */
    const char *phone;    /* NULL or "" = as it is */
};
/* Logs a visit as one act ("log-visit"): the visit, the need that was heard, the phone that changed. Place, time, staff and
 * what a need takes over from its visit are filled in. `found` may be NULL. Errors, all of them, in `f`; then nothing is
 * kept. */
enum yz_status yz_visit_log(struct yz_session *s, struct yz_visit *v, const struct yz_found *found,
                            struct yz_findings *f);

/* "fire,gas" as the JSON that a visit keeps: something is wrong there. False, with a finding, for a key that does not exist. */
bool yz_visit_checks_set(struct yz_visit *v, const char *keys, struct yz_findings *f);
/* The other way: "消防、燃气" of what was wrong. Answers `out`. */
char *yz_visit_checks_text(struct yz_session *s, const struct yz_visit *v, char *out, size_t room);

struct yz_visit_filter { /* zero-initialise; 0 = any */
    int64_t building, household, grid, staff;
    yz_moment since;
};
/* Newest first, from the one after `after` (NULL = from the newest). */
enum yz_status yz_visit_page(struct yz_session *s, const struct yz_visit_filter *filter, const struct yz_visit *after,
                             struct yz_visit *out, size_t max, size_t *count);

#endif
