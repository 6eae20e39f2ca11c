/* Deadlines: a limit counted from a moment, over the hours of whoever works at it, holidays, make-up days and pauses.
 *
 * Four units. 工作日: the day of the start is day 0; the limit ends with the working time of the N-th working day after it.
 * 工作时: hours within the working spans only; 自然日 and 自然时: calendar days (ending with the day) and hours, whatever
 * the hours are. Working days follow Monday to Friday but for the days off and make-up days of the calendars (State
 * Council, announced each November for the next year); a year without a calendar is counted by the week alone, and
 * `assumed` says so. A pause does not count in any unit: a day on which the clock stood from its first to its last working
 * minute is no working day; hours go by the minute. */
#ifndef YIZHAN_DEADLINE_H
#define YIZHAN_DEADLINE_H

#include "date.h"
#include "findings.h"
#include "status.h"

struct yz_session;

enum yz_limit_unit {
    YZ_LIMIT_WORK_HOURS = 1, /* 工作时 */
    YZ_LIMIT_WORK_DAYS,      /* 工作日 */
    YZ_LIMIT_HOURS,          /* 自然时 */
    YZ_LIMIT_DAYS            /* 自然日 */
};

struct yz_limit {
    int64_t amount; /* 0 = no limit */
    enum yz_limit_unit unit;
};

enum { YZ_LIMIT_TEXT = 48, YZ_SPANS = 6, YZ_PAUSES = 16 };

/* "10 工作日", "4工作时", "24 自然时", "30 自然日", "10 working days", "10 个工作日"; full-width digits too. A bare number is
 * working days. False when it is none of these, 0, or more than 3,660 days' worth. */
bool yz_limit_parse(const char *text, struct yz_limit *out);
char *yz_limit_text(struct yz_limit limit, char out[YZ_LIMIT_TEXT]); /* "10 个工作日", translated; answers `out` */

/* The working time of a day, in minutes of the day. A span past midnight goes on into the next day ("18:00-02:00" is
 * 1080..1560). */
struct yz_hours {
    struct yz_span {
        int from, to;
    } workday[YZ_SPANS], weekend[YZ_SPANS]; /* weekend: days that are no working days; none = closed */
    size_t workdays, weekends;
};

/* "09:00-12:00,13:30-17:30" and the same for other days ("" = closed). Spans must be in order and apart. Findings name
 * `field`; false when there is an error. */
bool yz_hours_parse(const char *workday, const char *weekend, const char *field, struct yz_hours *out,
                    struct yz_findings *f);
bool yz_hours_open(const struct yz_hours *h, yz_moment at); /* is it working time? */

struct yz_pause {
    yz_moment from, to; /* to 0 = it goes on: there is no deadline yet */
};

struct yz_deadline {
    yz_moment due; /* 0: the clock stands, or the calendar of dates (2999) ends first */
    bool assumed;  /* a year in the count has no calendar */
};

/* The end of `limit` from `start`. `pauses` in order of time, apart. At most 2 µs for limits of a year. YZ_REFUSED (message
 * names it) for a start before 2015-01-01 or after 2999, for hours without any working time where the unit needs
 * them, and for overlapping pauses. */
enum yz_status yz_deadline(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                           const struct yz_pause *pauses, size_t count, struct yz_deadline *out);

/* The same count, step by step, as `due --explain` and the screen show it: each stretch of working time, each day that
 * does not count and why, each pause. */
struct yz_deadline_step {
    yz_moment from, to;
    int64_t minutes; /* counted, of limits in hours */
    int64_t days;    /* counted, of limits in days */
    bool assumed;    /* by the week alone: its year has no calendar */
    char why[96]; /* translated: "办理日", "周末", "国庆节 放假", "国庆节 调休上班", "等补材料，暂停" … */
};
/* At most `max` steps; runs of days of the same sort are one step. `*count` gets how many there are in all. */
enum yz_status yz_deadline_explain(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                                   const struct yz_pause *pauses, size_t count, struct yz_deadline *out,
                                   struct yz_deadline_step *steps, size_t max, size_t *step_count);

/* --- calendars of the file --- */

/* A year's calendar from a file (date,kind,name) into the station file: checked whole, every error at once, then one act
 * that puts the days and counts the deadlines of all open cases anew. `source` is kept with each day (the notice's
 * number). YZ_REFUSED when there are errors. */
struct yz_moved { /* a case whose deadline moved */
    int64_t id;
    char number[24];
    yz_moment before, after;
};
enum yz_status yz_calendar_load(struct yz_session *s, const char *path, const char *source, struct yz_findings *f,
                                struct yz_moved *moved, size_t max, size_t *count);

/* After the program came with a new calendar: counts anew what was counted by the week alone. One act when anything moved,
 * none otherwise. Asked once when the file is opened for work. */
enum yz_status yz_calendar_catch_up(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count);

#endif
