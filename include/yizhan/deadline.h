/* Deadlines: a limit counted from a moment, over the hours of whoever works at it, holidays, make-up days and pauses.
 *
 * Four units. 工作日: the day of the start is day 0; the limit ends with the working time of the N-th working day after it.
 * 自然日: the same with calendar days, which end at 23:59. 工作时: hours within the working spans only; what starts outside of
 * them starts with the next one, and a limit that is used up with a span ends there. 自然时: hours, whatever the hours are.
 * Working days follow Monday to Friday but for the days off and make-up days of the calendars (State Council, announced
 * each November for the next year), never the opening hours; a year without a calendar is counted by the week alone, and
 * `assumed` says so. Seconds are cut off.
 *
 * A pause does not count in any unit: hours go by the minute, and a day counts when the clock runs at its end (a pause from
 * Monday 14:00 to Thursday 10:00 moves a limit in working days by three: Monday, Tuesday, Wednesday; one within a day moves
 * it by none). So no limit ends while the clock stands. A pause that begins at the end of the limit or later changes
 * nothing. docs/deadlines.md has an example. */
#ifndef YIZHAN_DEADLINE_H
#define YIZHAN_DEADLINE_H

#include "date.h"
#include "findings.h"
#include "status.h"

struct yz_case;
struct yz_session;

#define YZ_CALENDAR_FIRST 20150101 /* nothing is counted from before this day */

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

enum { YZ_LIMIT_TEXT = 48, YZ_LIMIT_FAULT = 96, YZ_SPANS = 6, YZ_PAUSES = 16 };

/* "10 工作日", "4工作时", "24 自然时", "30 自然日", "10 working days", "10 个工作日"; full-width digits too. A bare number is
 * working days; bare 天 and "days" are refused, since they may mean either. False when it is none of these, 0, or more
 * than 3,660 days' worth; `*out` is then unchanged. */
bool yz_limit_parse(const char *text, struct yz_limit *out);
/* Why that was refused, translated: "期限太大，最多 3660 个工作日"; answers `out`. */
char *yz_limit_fault(const char *text, char out[YZ_LIMIT_FAULT]);
char *yz_limit_text(struct yz_limit limit, char out[YZ_LIMIT_TEXT]); /* "10 个工作日", translated; answers `out` */

/* The working time of a day, in minutes of the day. A span past midnight goes on into the next day ("18:00-02:00" is
 * 1080..1560). */
struct yz_hours {
    struct yz_span {
        int from, to;
    } workday[YZ_SPANS], weekend[YZ_SPANS]; /* weekend: days that are no working days; none = closed */
    size_t workdays, weekends;
};

/* The minute of the day that a text begins with ("9:00-12:00" → 540, up to 1440); -1 when it begins with none. */
int yz_day_minute(const char *text);

/* "09:00-12:00,13:30-17:30" and the same for other days ("" = closed). Spans must be in order and may not overlap, nor a
 * night the morning after it. Findings name `field`; false when there is an error. */
bool yz_hours_parse(const char *workday, const char *weekend, const char *field, struct yz_hours *out,
                    struct yz_findings *f);

/* Is it a working day? `*assumed` is set (never cleared) when only the week says so, its year having no calendar. May be
 * NULL. */
bool yz_workday(yz_date day, bool *assumed);

struct yz_pause {
    yz_moment from, to; /* to 0 = it goes on: there is no deadline yet */
};

struct yz_deadline {
    yz_moment due; /* 0: the clock stands, or the calendar of dates (2999) ends first */
    bool assumed;  /* a year in the count has no calendar */
};

/* The end of `limit` from `start`; due 0 when the amount is 0. `pauses` in order of time, apart. At most 2 µs for limits of a
 * year. YZ_REFUSED (message names it) for a start before 2015-01-01 or after 2999, for hours without any working time
 * where the unit needs them (`hours` may be NULL where it does not), and for overlapping pauses. The calendars are those of
 * the program, or of the station file after yz_calendar_use. */
enum yz_status yz_deadline(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                           const struct yz_pause *pauses, size_t count, struct yz_deadline *out);

/* The same count, step by step, as `due --explain` and the screen show it: each stretch of working time, each day that
 * does not count and why, each pause. What is counted in all steps together is the limit, unless the clock stands. */
struct yz_deadline_step {
    yz_moment from, to; /* to 0: the pause goes on */
    int64_t minutes;    /* counted, of limits in hours */
    int64_t days;       /* counted, of limits in days */
    bool assumed;       /* by the week alone: its year has no calendar */
    char why[96]; /* translated: "办理日", "周末", "国庆节 放假", "国庆节 调休上班", "暂停，不计" … */
};
/* At most `max` steps; runs of days of the same sort are one step. `*count` gets how many there are in all. */
enum yz_status yz_deadline_explain(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                                   const struct yz_pause *pauses, size_t count, struct yz_deadline *out,
                                   struct yz_deadline_step *steps, size_t max, size_t *step_count);

/* The end of a step as people write it: midnight is 24:00 of the day before. And what it counted, in the unit of the limit:
 * "2 个工作日", "1 个工作时 20 分", "" when nothing. They answer `out`. */
char *yz_step_end_text(yz_moment to, char out[YZ_MOMENT_TEXT]);
char *yz_step_counted_text(const struct yz_deadline_step *step, enum yz_limit_unit unit, char out[YZ_LIMIT_TEXT]);

/* --- of a case --- */

struct yz_case_limits {       /* what the deadlines of a case are counted with */
    struct yz_limit promised; /* with its extension; an instant item has none: it is due at 23:59 of its first day */
    struct yz_limit legal, station;
    struct yz_hours hours, station_hours; /* of the department, of the station */
    struct yz_pause pauses[YZ_PAUSES];    /* the last one without end while the clock stands */
    size_t pause_count;
    yz_moment from;
    char source[256]; /* of the item */
};
/* YZ_REFUSED when the item is not in the catalogue any more, or its hours cannot be read. */
enum yz_status yz_case_limits(struct yz_session *s, const struct yz_case *c, struct yz_case_limits *out);

/* --- calendars of the file --- */

/* From here on everything is counted with the days of this station file, which go before the program's for their years.
 * yz_case_clock and the like do it themselves. */
enum yz_status yz_calendar_use(struct yz_session *s);

struct yz_calendar_day { /* a day that the week does not tell */
    yz_date date;
    bool work, own; /* own: of the station file */
    char name[64], source[192];
};
/* The days of a year (0 = of all) in use, by date. `s` NULL: the program's. `*count` gets how many there are in all. */
enum yz_status yz_calendar_list(struct yz_session *s, int year, struct yz_calendar_day *out, size_t max, size_t *count);

/* A calendar file (date,kind,name): every error at once, a warning for a year with few days. YZ_REFUSED when there are errors
 * or it cannot be read. */
enum yz_status yz_calendar_check(const char *path, struct yz_findings *f);

/* The same into the station file, in place of what it had for those years: one act that puts the days and counts the
 * deadlines of all open cases anew, undone as one. `source` is kept with each day (the notice's number); NULL or "": the
 * file's name. `*count` gets how many moved, the first `max` are in `moved`. */
struct yz_moved { /* a case whose deadline moved */
    int64_t id;
    char number[24];
    yz_moment before, after;
};
enum yz_status yz_calendar_load(struct yz_session *s, const char *path, const char *source, struct yz_findings *f,
                                struct yz_moved *moved, size_t max, size_t *count);

/* After the program came with another calendar: counts all open cases anew. One act when anything moved, none otherwise; at
 * once YZ_OK with *count 0 when the calendars are those of the last count. Asked before work that writes. */
enum yz_status yz_calendar_catch_up(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count);

/* What the last catching up of this session moved, as one line for people; "" when nothing moved. Answers `out`. */
char *yz_calendar_news(const struct yz_session *s, char *out, size_t room);

#endif
