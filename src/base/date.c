/* Days, moments, and the dates that people and spreadsheets write. Day numbers follow the civil-from-days arithmetic:
 * years begin in March, so the leap day is the last of its year. */
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <time.h>
#include <yizhan/date.h>

enum { FIRST_YEAR = 1800, LAST_YEAR = 2999, DAY_MINUTES = 1440, MINUTE_MS = 60000 };

static int zone_minutes = 480;

void yz_set_zone(int minutes_east) {
    zone_minutes = minutes_east;
}

int yz_zone(void) {
    return zone_minutes;
}

/* ---- calendar ---- */

static int floor_div(int64_t a, int64_t b) {
    return (int)(a / b - (a % b < 0));
}

static int month_days(int year, int month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

yz_date yz_date_make(int year, int month, int day) {
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return 0;
    return year * 10000 + month * 100 + day;
}

bool yz_date_valid(yz_date d) {
    return d > 0 && yz_date_make(d / 10000, d / 100 % 100, d % 100) == d;
}

int yz_day_number(yz_date d) {
    int month = d / 100 % 100, year = d / 10000 - (month <= 2);
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + d % 100 - 1;

    return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

yz_date yz_date_from_number(int days) {
    int64_t z = (int64_t)days + 719468;
    int era = floor_div(z, 146097), in_era = (int)(z - (int64_t)era * 146097);
    int year_in_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int day_of_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
    int m = (5 * day_of_year + 2) / 153, month = m < 10 ? m + 3 : m - 9;

    return yz_date_make(year_in_era + era * 400 + (month <= 2), month, day_of_year - (153 * m + 2) / 5 + 1);
}

/* Any sum of a day number and a count of days, pressed into what an int holds; far outside the calendar gives 0. */
static yz_date date_from_wide(int64_t days) {
    return days < -1000000 || days > 1000000 ? 0 : yz_date_from_number((int)days);
}

yz_date yz_date_add(yz_date d, int days) {
    return yz_date_valid(d) ? date_from_wide((int64_t)yz_day_number(d) + days) : 0;
}

yz_date yz_date_add_months(yz_date d, int months) {
    int64_t count = (int64_t)(d / 10000) * 12 + d / 100 % 100 - 1 + months;
    int year, month, day = d % 100;

    if (!yz_date_valid(d) || count / 12 < FIRST_YEAR || count / 12 > LAST_YEAR) return 0;
    year = (int)(count / 12), month = (int)(count % 12) + 1;
    return yz_date_make(year, month, day < month_days(year, month) ? day : month_days(year, month));
}

int yz_days_between(yz_date from, yz_date to) {
    return yz_day_number(to) - yz_day_number(from);
}

int yz_weekday(yz_date d) {
    int n = yz_day_number(d) + 3; /* 1970-01-01 was a Thursday */

    return n - floor_div(n, 7) * 7 + 1;
}

int yz_age_on(yz_date birth, yz_date day) {
    int years = day / 10000 - birth / 10000;

    return years - (day % 10000 < birth % 10000);
}

/* ---- moments ---- */

static int64_t moment_local_minutes(yz_moment at) {
    int64_t minutes = at / MINUTE_MS - (at % MINUTE_MS < 0);

    return minutes + zone_minutes;
}

yz_date yz_moment_date(yz_moment at) {
    int64_t minutes = moment_local_minutes(at);

    if (!at) return 0;
    return date_from_wide(minutes / DAY_MINUTES - (minutes % DAY_MINUTES < 0));
}

int yz_moment_minute(yz_moment at) {
    int64_t in_day = moment_local_minutes(at) % DAY_MINUTES;

    return (int)(in_day < 0 ? in_day + DAY_MINUTES : in_day);
}

yz_moment yz_moment_make(yz_date d, int minute) {
    if (!yz_date_valid(d)) return 0;
    return ((int64_t)yz_day_number(d) * DAY_MINUTES + minute - zone_minutes) * MINUTE_MS;
}

static yz_moment set_now;

void yz_set_now(yz_moment at) {
    set_now = at;
}

yz_moment yz_now(void) {
    const char *still = getenv("YIZHAN_NOW");
    struct timespec now;
    yz_moment at;
    bool has_time;

    if (set_now) return set_now;
    if (still && yz_moment_parse(still, 0, &at, &has_time)) return at;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

yz_date yz_today(void) {
    return yz_moment_date(yz_now());
}

/* ---- writing ---- */

/* By hand, for lists write thousands of them; `d` is valid. */
static char *put_date(char *p, yz_date d) {
    for (int i = 0, unit = 10000000; i < 8; i++, unit /= 10) {
        if (i == 4 || i == 6) *p++ = '-';
        *p++ = (char)('0' + d / unit % 10);
    }
    *p = '\0';
    return p;
}

static char *put_two(char *p, char before, int n) {
    *p++ = before;
    *p++ = (char)('0' + n / 10 % 10);
    *p++ = (char)('0' + n % 10);
    *p = '\0';
    return p;
}

char *yz_date_text(yz_date d, char out[YZ_DATE_TEXT]) {
    out[0] = '\0';
    if (yz_date_valid(d)) put_date(out, d);
    return out;
}

/* Date and time of day, `gap` between them; NULL when the moment is none or outside the calendar. */
static char *put_moment(char *p, yz_moment at, char gap) {
    yz_date d = yz_moment_date(at);
    int minute = yz_moment_minute(at);

    *p = '\0';
    if (!yz_date_valid(d)) return NULL;
    p = put_two(put_date(p, d), gap, minute / 60);
    return put_two(p, ':', minute % 60);
}

char *yz_moment_text(yz_moment at, char out[YZ_MOMENT_TEXT]) {
    put_moment(out, at, ' ');
    return out;
}

char *yz_moment_iso(yz_moment at, char out[40]) {
    char *p = put_moment(out, at, 'T');
    int east = zone_minutes < 0 ? -zone_minutes : zone_minutes;

    if (p) {
        p = put_two(p, ':', (int)((at % MINUTE_MS + MINUTE_MS) % MINUTE_MS / 1000));
        p = put_two(p, zone_minutes < 0 ? '-' : '+', east / 60);
        put_two(p, ':', east % 60);
    }
    return out;
}
