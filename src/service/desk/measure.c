/* Counting time in each unit. */
#include "service/desk/measure.h"

#include <yizhan/i18n.h>

#include "service/desk/workday.h"

enum { MINUTE_MS = 60000, LAST_DAY = 376199 /* 2999-12-31 */, FIRST_DAY = 16436 /* 2015-01-01 */ };

static int64_t floor_to(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

int64_t yz_local_minute(yz_moment at) {
    return floor_to(at, MINUTE_MS) + yz_zone();
}

yz_moment yz_from_local(int64_t minute) {
    return (minute - yz_zone()) * MINUTE_MS;
}

int64_t yz_day_of(int64_t minute) {
    return floor_to(minute, YZ_DAY_MINUTES);
}

/* --- working minutes --- */

static int64_t sum_of(const struct yz_span *spans, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) sum += spans[i].to - spans[i].from;
    return sum;
}

/* Of the spans, what lies before minute `m` of the day they begin on. */
static int64_t before(const struct yz_span *spans, size_t n, int64_t m) {
    int64_t sum = 0;
    for (size_t i = 0; i < n && spans[i].from < m; i++) sum += (spans[i].to < m ? spans[i].to : m) - spans[i].from;
    return sum;
}

const struct yz_span *yz_spans_on(const struct yz_hours *h, int64_t day, size_t *count) {
    bool work = yz_workdays_until(day) > yz_workdays_until(day - 1);
    *count = work ? h->workdays : h->weekends;
    return work ? h->workday : h->weekend;
}

/* All working time that begins up to the end of a day. */
static int64_t worked_days(const struct yz_measure *m, int64_t day) {
    int64_t work = yz_workdays_until(day);
    return work * m->workday + (day - FIRST_DAY + 1 - work) * m->weekend;
}

/* A night's span belongs to the day it begins on: of the day before, what is still to come is taken off. */
static int64_t worked_until(const struct yz_measure *m, int64_t minute) {
    size_t n;
    int64_t day = yz_day_of(minute), in_day = minute - day * YZ_DAY_MINUTES;
    const struct yz_span *spans = yz_spans_on(m->hours, day, &n);
    int64_t sum = worked_days(m, day - 1) + before(spans, n, in_day);
    if (day == FIRST_DAY) return sum;
    spans = yz_spans_on(m->hours, day - 1, &n);
    if (!n || spans[n - 1].to <= YZ_DAY_MINUTES + in_day) return sum;
    return sum - (sum_of(spans, n) - before(spans, n, YZ_DAY_MINUTES + in_day));
}

/* The first day up to whose end so much is worked: at most one step a doubling of the days. */
static int64_t day_of_count(const struct yz_measure *m, int64_t count) {
    if (!m->weekend) return yz_workday_nth((count + m->workday - 1) / m->workday);
    int64_t low = m->day0 - 2, high = m->day0 + 8;
    while (high < LAST_DAY && worked_days(m, high) < count) low = high, high += high - m->day0;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (worked_days(m, middle) < count) low = middle;
        else high = middle;
    }
    return high;
}

static int64_t worked_at(const struct yz_measure *m, int64_t count) {
    size_t n, i = 0;
    int64_t day = day_of_count(m, count), rest = count - worked_days(m, day - 1);
    const struct yz_span *spans = yz_spans_on(m->hours, day, &n);
    while (i + 1 < n && rest > spans[i].to - spans[i].from) {
        rest -= spans[i].to - spans[i].from;
        i++;
    }
    return n ? day * YZ_DAY_MINUTES + spans[i].from + rest : YZ_NEVER;
}

/* --- every unit --- */

/* The last day that has counted at a minute; none before day 1. */
static int64_t counted_day(const struct yz_measure *m, int64_t minute) {
    int64_t day = yz_day_of(minute - m->end);
    return day > m->day0 ? day : m->day0;
}

int64_t yz_measure_until(const struct yz_measure *m, int64_t minute) {
    if (minute < m->start) minute = m->start;
    switch (m->unit) {
    case YZ_LIMIT_WORK_HOURS: return worked_until(m, minute);
    case YZ_LIMIT_WORK_DAYS: return yz_workdays_until(counted_day(m, minute));
    case YZ_LIMIT_DAYS: return counted_day(m, minute);
    default: return minute;
    }
}

int64_t yz_measure_at(const struct yz_measure *m, int64_t count) {
    int64_t at = count;
    if (m->unit == YZ_LIMIT_WORK_HOURS) at = worked_at(m, count);
    else if (m->unit == YZ_LIMIT_WORK_DAYS) at = yz_workday_nth(count) * YZ_DAY_MINUTES + m->end;
    else if (m->unit == YZ_LIMIT_DAYS) at = count * YZ_DAY_MINUTES + m->end;
    return yz_day_of(at) > LAST_DAY ? YZ_NEVER : at;
}

static enum yz_status check_hours(struct yz_limit limit, const struct yz_measure *m) {
    char text[YZ_LIMIT_TEXT];
    bool by_day = limit.unit == YZ_LIMIT_WORK_DAYS;
    if (!by_day && limit.unit != YZ_LIMIT_WORK_HOURS) return YZ_OK;
    if (m->workday || (m->weekend && !by_day)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("没有工作时间，%s 的期限数不出来；写明工作时间，例如 09:00-12:00,13:30-17:30"),
                   yz_limit_text(limit, text));
}

enum yz_status yz_measure_begin(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                                struct yz_measure *out) {
    static const struct yz_hours none;
    char text[YZ_MOMENT_TEXT];
    bool hourly = limit.unit == YZ_LIMIT_HOURS || limit.unit == YZ_LIMIT_WORK_HOURS;
    if (!hours) hours = &none;
    int64_t from = yz_local_minute(start);
    *out = (struct yz_measure){.unit = limit.unit,
                               .hours = hours,
                               .workday = sum_of(hours->workday, hours->workdays),
                               .weekend = sum_of(hours->weekend, hours->weekends),
                               .start = from,
                               .day0 = yz_day_of(from),
                               .amount = limit.amount * (hourly ? 60 : 1),
                               .end = YZ_DAY_MINUTES - 1};
    if (limit.unit == YZ_LIMIT_WORK_DAYS && hours->workdays) out->end = hours->workday[hours->workdays - 1].to;
    if (!start || out->day0 < FIRST_DAY || out->day0 > LAST_DAY) {
        return yz_fail(YZ_REFUSED, _("期限不能从 %s 起算：只能从 2015 年到 2999 年"),
                       start ? yz_moment_text(start, text) : "…");
    }
    enum yz_status status = check_hours(limit, out);
    return status == YZ_OK ? yz_workdays_load() : status;
}
