/* The end of a limit. */
#include <yizhan/i18n.h>

#include "service/desk/measure.h"
#include "service/desk/workday.h"

enum { MOST_UNITS = 10000000 }; /* far beyond 2999 in every unit, and no sum overflows */

static enum yz_status check_pauses(const struct yz_pause *pauses, size_t count) {
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT];
    for (size_t i = 0; i < count; i++) {
        const struct yz_pause *p = &pauses[i];
        bool last = i + 1 == count, starts = p->from != 0, ends = p->to ? p->to >= p->from : last;
        bool apart = last || !p->to || pauses[i + 1].from >= p->to;
        if (starts && ends && apart) continue;
        yz_moment_text(p->from, from);
        if (!p->to || !starts || !ends)
            return yz_fail(
                YZ_REFUSED,
                _("第 %1$zu 段暂停（%2$s 至 %3$s）的时间不对：要有开始，结束在开始之后，没有结束的只能是最后一段"),
                i + 1, from, yz_moment_text(p->to, to));
        return yz_fail(YZ_REFUSED, _("第 %1$zu 段暂停（%2$s 至 %3$s）和下一段重叠，或者先后颠倒"), i + 1, from,
                       yz_moment_text(p->to, to));
    }
    return YZ_OK;
}

/* Whether the weeks alone decided about any day: the first one that could count to the one in which it ended. */
static bool is_assumed(const struct yz_measure *m, int64_t due) {
    if (m->unit == YZ_LIMIT_WORK_DAYS) return !yz_years_known(m->day0 + 1, yz_day_of(due - m->end));
    if (m->unit != YZ_LIMIT_WORK_HOURS) return false;
    const struct yz_hours *h = m->hours;
    bool nights = (h->workdays && h->workday[h->workdays - 1].to > YZ_DAY_MINUTES) ||
                  (h->weekends && h->weekend[h->weekends - 1].to > YZ_DAY_MINUTES);
    return !yz_years_known(m->day0 - nights, yz_day_of(due));
}

/* Each pause moves the end by what would have counted in it; one that begins after the end changes nothing. */
static int64_t end_of(const struct yz_measure *m, const struct yz_pause *pauses, size_t count) {
    int64_t target = yz_measure_until(m, m->start) + m->amount, due = yz_measure_at(m, target);
    for (size_t i = 0; i < count && due != YZ_NEVER; i++) {
        int64_t from = yz_local_minute(pauses[i].from);
        if (from >= due) break;
        if (!pauses[i].to) return YZ_NEVER;
        target += yz_measure_until(m, yz_local_minute(pauses[i].to)) - yz_measure_until(m, from);
        due = yz_measure_at(m, target);
    }
    return due;
}

enum yz_status yz_deadline(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                           const struct yz_pause *pauses, size_t count, struct yz_deadline *out) {
    struct yz_measure m;
    *out = (struct yz_deadline){0};
    if (limit.amount < 1 || limit.amount > MOST_UNITS) return YZ_OK;
    enum yz_status status = yz_measure_begin(limit, start, hours, &m);
    if (status == YZ_OK) status = check_pauses(pauses, count);
    if (status != YZ_OK) return status;
    int64_t due = end_of(&m, pauses, count);
    if (due == YZ_NEVER) return YZ_OK;
    *out = (struct yz_deadline){.due = yz_from_local(due), .assumed = is_assumed(&m, due)};
    return YZ_OK;
}
