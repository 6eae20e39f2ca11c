/* The year at the desks: what happens, moment by moment, with the clock standing at each. */
#ifndef YZ_SERVICE_DEMO_YEAR_H
#define YZ_SERVICE_DEMO_YEAR_H

#include "service/demo/demo_private.h"
#include "service/session.h"

#include <yizhan/desk.h>
#include <yizhan/intake.h>

struct yz_demo_year;
struct yz_demo_course;

/* Something that will happen: `make` is called with the clock at `at`. What a, b, c mean is its own. */
struct yz_demo_move {
    yz_moment at;
    int64_t order; /* among those of one moment: as they were planned */
    enum yz_status (*make)(struct yz_demo_year *y, const struct yz_demo_move *move);
    const struct yz_demo_course *course;
    int64_t a, b, c;
};

struct yz_demo_agenda { /* a heap, the next one first */
    struct yz_demo_move *moves;
    size_t count, room;
    int64_t planned;
};

enum yz_demo_papers {
    YZ_DEMO_SEEN,    /* all of them */
    YZ_DEMO_CHANCE,  /* now and then one is missing */
    YZ_DEMO_AWAITED, /* one that the clock waits for is missing */
};

struct yz_demo_visit { /* somebody comes to a desk for something */
    const char *service;
    size_t station;      /* counted from 0, the main one first */
    int64_t soul;        /* of m->souls, or of m->births; -1 = somebody whom it fits */
    const char *course;  /* what becomes of it; NULL = what usually does */
    const char *then[4]; /* what the same one comes for afterwards, each when the one before is done */
    enum yz_demo_papers papers;
    bool nearby;      /* comes to the post station next to the home, if not to the main one */
    bool elsewhere;   /* what must be done before was done at another place */
    bool first_clerk; /* comes to the station's first clerk, whoever else is there */
};

struct yz_demo_sitting { /* enrolments of one sitting, which the department answers together */
    int64_t *cases;
    size_t count, soul, size, station;
};

struct yz_demo_year {
    struct yz_demo_maker *m;
    struct yz_session *s;
    struct yz_demo_agenda agenda;
    yz_date first, today; /* the year's first and last working day */
    yz_moment end;        /* nothing happens from then on */
    struct yz_demo_visit *visits;
    size_t visit_count, visit_room;
    struct yz_demo_sitting *sittings;
    size_t sitting_count;
    int64_t *key; /* households of key groups, by id */
    size_t key_count;
    int newborns; /* come to a desk so far */
};

/* --- agenda.c --- */

/* What would happen at or after the year's end never does. */
enum yz_status yz_demo_plan(struct yz_demo_year *y, struct yz_demo_move move);
enum yz_status yz_demo_live(struct yz_demo_year *y); /* until nothing is left */

/* --- hours.c: moments, and who is there then --- */

int yz_demo_scaled(const struct yz_demo_year *y, int figure); /* a figure of the article for this file; 2 at least */
yz_date yz_demo_workday_before(yz_date day, int working_days);
yz_date yz_demo_any_workday(struct yz_demo_year *y, yz_date from, yz_date to);
yz_moment yz_demo_open_moment(struct yz_demo_year *y, size_t station, yz_date day);
/* So many minutes later, or when the station is open after that. */
yz_moment yz_demo_later(struct yz_demo_year *y, size_t station, yz_moment at, int64_t minutes);
const struct yz_staff *yz_demo_clerk(const struct yz_demo_year *y, size_t station, yz_moment at);
const struct yz_staff *yz_demo_chief(const struct yz_demo_year *y, int64_t station); /* its supervisor */
const struct yz_staff *yz_demo_staff_of(const struct yz_demo_year *y, int64_t id);
size_t yz_demo_station_of(const struct yz_demo_year *y, int64_t id);

/* --- courses.c, steps.c: what becomes of a case --- */

enum yz_demo_actor { YZ_DEMO_OWNER, YZ_DEMO_CHIEF, YZ_DEMO_OFFERED };

struct yz_demo_stride {
    const char *step;
    int low, high; /* minutes after the one before; below 0: per cent of the limit that is left */
    enum yz_demo_actor who;
    const char *text; /* what the step asks for: a reason, a result, a note */
};
enum { YZ_DEMO_STRIDES = 12 };
struct yz_demo_course {
    const char *name;
    int per_hundred; /* how often it is a usual one */
    struct yz_demo_stride strides[YZ_DEMO_STRIDES];
};

const struct yz_demo_course *yz_demo_course(const char *name);
/* A draw of what usually becomes of a case: done at once, within a limit, or an event of the grid. */
const struct yz_demo_course *yz_demo_usual(struct yz_demo_year *y, const struct yz_item *item);
/* Plans the strides of a case that was just received. */
enum yz_status yz_demo_follow(struct yz_demo_year *y, const struct yz_case *c, const struct yz_demo_course *course,
                              int64_t visit);

/* --- visits.c, forms.c, events.c, births.c, season.c, today.c, counter.c, queue.c, walks.c --- */

enum yz_status yz_demo_visit_at(struct yz_demo_year *y, yz_moment at, const struct yz_demo_visit *visit);
/* Somebody whom the service fits on that day and who has not come for it yet; NULL when there is nobody. */
bool yz_demo_fits(struct yz_demo_soul *soul, const char *service, yz_date day); /* and then comes for it */
struct yz_demo_soul *yz_demo_somebody(struct yz_demo_year *y, const char *service, yz_date day);
void yz_demo_set(struct yz_intake *in, const char *field, const char *text);
void yz_demo_set_date(struct yz_intake *in, const char *field, yz_date day);
void yz_demo_fill(struct yz_demo_year *y, struct yz_intake *in, const struct yz_demo_visit *v,
                  const struct yz_demo_soul *soul);
void yz_demo_tick(struct yz_demo_year *y, struct yz_intake *in, enum yz_demo_papers papers);
enum yz_status yz_demo_save(struct yz_intake *in, struct yz_case *c);

enum yz_status yz_demo_plan_births(struct yz_demo_year *y);
enum yz_status yz_demo_plan_services(struct yz_demo_year *y);
enum yz_status yz_demo_plan_events(struct yz_demo_year *y);
enum yz_status yz_demo_plan_season(struct yz_demo_year *y);
enum yz_status yz_demo_plan_today(struct yz_demo_year *y);
enum yz_status yz_demo_plan_counter(struct yz_demo_year *y);
enum yz_status yz_demo_plan_queue(struct yz_demo_year *y);
enum yz_status yz_demo_plan_walks(struct yz_demo_year *y);

#endif
