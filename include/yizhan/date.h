/* Days and moments. A day is one integer yyyymmdd (0 = none), so it reads as itself in the file, in a debugger and in
 * JSON; a moment is milliseconds since 1970 UTC (0 = none). Days and hours are the station's zone, whatever TZ says. */
#ifndef YIZHAN_DATE_H
#define YIZHAN_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t yz_date;   /* yyyymmdd */
typedef int64_t yz_moment; /* ms since 1970-01-01T00:00Z */

#define YZ_DATE_TEXT   16 /* room for "2026-11-23" */
#define YZ_MOMENT_TEXT 24 /* room for "2026-11-23 19:30:05" */

/* The one clock. $YIZHAN_NOW (ISO 8601; without zone, the station's) stands it still at that moment. */
yz_moment yz_now(void);
/* Stands the clock still at a moment, before all else; 0 lets it go again. For makers of histories (the demo). */
void yz_set_now(yz_moment at);
yz_date yz_today(void);

/* Minutes east of UTC of the station's zone; 480 (Asia/Shanghai, no summer time since 1991) unless set. */
void yz_set_zone(int minutes_east);
int yz_zone(void);

/* Calendar (proleptic Gregorian, years 1800..2999). yz_day_number counts days since 1970-01-01. */
bool yz_date_valid(yz_date d);
yz_date yz_date_make(int year, int month, int day); /* 0 when there is no such day */
int yz_day_number(yz_date d);
yz_date yz_date_from_number(int days);
yz_date yz_date_add(yz_date d, int days);
yz_date yz_date_add_months(yz_date d, int months); /* the last day of the month when the day is missing there */
int yz_days_between(yz_date from, yz_date to);     /* to - from */
int yz_weekday(yz_date d);                         /* 1 = Monday .. 7 = Sunday */
int yz_age_on(yz_date birth, yz_date day);         /* whole years; birthday of 29 Feb falls on 1 March */

/* Moments and the station's wall clock. */
yz_date yz_moment_date(yz_moment at);
int yz_moment_minute(yz_moment at); /* minute of the day, 0..1439 */
yz_moment yz_moment_make(yz_date d, int minute);

/* Writing: "2026-11-23" and "2026-11-23 19:30" (station's zone), or "" for none. JSON form: "2026-11-23T19:30:00+08:00".
 * `out` must have room for YZ_DATE_TEXT / 40 bytes. They answer `out`. */
char *yz_date_text(yz_date d, char out[YZ_DATE_TEXT]);
char *yz_moment_text(yz_moment at, char out[YZ_MOMENT_TEXT]);
char *yz_moment_iso(yz_moment at, char out[40]);

/* Reading what people and spreadsheets write: 2024.3.5 2024/3/5 2024-03-05 20240305 2024年3月5日, full-width digits,
 * 今天 昨天 明天 today, -1 +2w +3m (counted from `today`), 3-5 3月5日 (of the year in which it is nearest to `today`; not where
 * `serial` is true), and, where `serial` is true, Excel serials (45356). `today` 0: none that is counted from it.
 * False when it is no date; `*d` is then unchanged. */
bool yz_date_parse(const char *text, yz_date today, bool serial, yz_date *d);

/* A month: 2026-06 202606 2026年6月 2026.6 2026/6, or any of its days as above. `*first` is its first day. */
bool yz_month_parse(const char *text, yz_date today, yz_date *first);

/* A date, or a date and time of day ("2026-11-18 03:20", "20261118 0320", ISO 8601 with T and optional zone, 现在/now).
 * `*has_time` tells whether a time of day was given (midnight otherwise). */
bool yz_moment_parse(const char *text, yz_date today, yz_moment *at, bool *has_time);

#endif
