/* The count of a deadline step by step: walked day by day, apart from the sums that work it out. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/measure.h"
#include "service/desk/workday.h"

struct teller {
    struct yz_measure m;
    struct yz_deadline_step *steps, last; /* the last one may still grow */
    size_t max, count;
    bool grows; /* `last` is a run of whole days */
};

/* --- steps --- */

static void write_last(struct teller *t) {
    if (t->count && t->count <= t->max) t->steps[t->count - 1] = t->last;
}

/* A run goes on while its days are of the same sort. */
static void add(struct teller *t, const struct yz_deadline_step *step, bool whole) {
    struct yz_deadline_step *last = &t->last;
    if (whole && t->grows && strcmp(last->why, step->why) == 0 && last->assumed == step->assumed) {
        last->to = step->to;
        last->minutes += step->minutes;
        last->days += step->days;
    } else {
        write_last(t);
        *last = *step;
        t->count++;
    }
    t->grows = whole;
}

static struct yz_deadline_step step_of(int64_t from, int64_t to, int64_t counted, bool days) {
    return (struct yz_deadline_step){.from = yz_from_local(from),
                                     .to = yz_from_local(to),
                                     .minutes = days ? 0 : counted,
                                     .days = days ? counted : 0};
}

/* --- why --- */

static bool is_workday(int64_t day) {
    return yz_workdays_until(day) > yz_workdays_until(day - 1);
}

/* `open`: there is working time though it is no working day. */
static void say_why(int64_t day, bool open, struct yz_deadline_step *step) {
    const char *name = yz_workday_name(yz_date_from_number((int)day));
    const char *form = is_workday(day) ? _("%s 调休上班") : open ? _("%s 放假，照常开门") : _("%s 放假");
    step->assumed = !yz_years_known(day, day);
    if (*name) snprintf(step->why, sizeof step->why, form, name);
    else yz_copy(step->why, sizeof step->why, is_workday(day) ? _("办理日") : open ? _("周末开门") : _("周末"));
}

static int64_t later(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t sooner(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* --- stretches in which the clock runs --- */

/* A day without working time, as far as it lies in [a, b), after the night of the day before. */
static void tell_closed(struct teller *t, int64_t day, int64_t a, int64_t b) {
    size_t n;
    const struct yz_span *night = yz_spans_on(t->m.hours, day - 1, &n);
    int64_t morning = n ? later(night[n - 1].to - YZ_DAY_MINUTES, 0) : 0;
    int64_t from = later(a, day * YZ_DAY_MINUTES + morning), to = sooner(b, (day + 1) * YZ_DAY_MINUTES);
    struct yz_deadline_step step = step_of(from, to, 0, false);
    say_why(day, false, &step);
    if (from < to) add(t, &step, true);
}

/* The working time that begins on a day, as far as it lies in [a, b): as one when it is whole, else each stretch. */
static void tell_open(struct teller *t, int64_t day, const struct yz_span *spans, size_t n, int64_t a, int64_t b) {
    int64_t base = day * YZ_DAY_MINUTES;
    bool whole = base + spans[0].from >= a && base + spans[n - 1].to <= b;
    struct yz_deadline_step step = step_of(base + spans[0].from, base + spans[n - 1].to, 0, false);
    say_why(day, !is_workday(day), &step);
    for (size_t i = 0; i < n; i++) {
        int64_t from = later(a, base + spans[i].from), to = sooner(b, base + spans[i].to);
        if (from >= to) continue;
        step.minutes += to - from;
        if (whole) continue;
        step.from = yz_from_local(from);
        step.to = yz_from_local(to);
        add(t, &step, false);
        step.minutes = 0;
    }
    if (whole) add(t, &step, true);
}

static void tell_work_hours(struct teller *t, int64_t a, int64_t b) {
    for (int64_t day = yz_day_of(a) - 1; day <= yz_day_of(b); day++) {
        size_t n;
        const struct yz_span *spans = yz_spans_on(t->m.hours, day, &n);
        if (n) tell_open(t, day, spans, n, a, b);
        else tell_closed(t, day, a, b);
    }
}

/* Where what is told of a day begins: at midnight, or when the working night of the day before is over. */
static int64_t begin_of(const struct teller *t, int64_t day) {
    return day * YZ_DAY_MINUTES + later(0, t->m.end - YZ_DAY_MINUTES);
}

/* The morning of a day on whose end the clock stands. */
static void tell_cut(struct teller *t, int64_t from, int64_t to) {
    struct yz_deadline_step step = step_of(from, to, 0, true);
    yz_copy(step.why, sizeof step.why, _("暂停当天，不计"));
    if (from < to) add(t, &step, false);
}

/* Day 0, then the days that end in (a, b]. */
static void tell_days(struct teller *t, int64_t a, int64_t b, bool cut) {
    bool work = t->m.unit == YZ_LIMIT_WORK_DAYS;
    int64_t first = yz_day_of(a - t->m.end) + 1, last = yz_day_of(b - t->m.end);
    if (a == t->m.start) {
        struct yz_deadline_step step = step_of(a, sooner(b, begin_of(t, t->m.day0 + 1)), 0, true);
        yz_copy(step.why, sizeof step.why, _("起算日，不计"));
        if (step.from < step.to) add(t, &step, false);
    }
    for (int64_t day = later(first, t->m.day0 + 1); day <= last; day++) {
        int64_t from = later(a, begin_of(t, day)), to = sooner(b, begin_of(t, day + 1));
        struct yz_deadline_step step = step_of(from, to, !work || is_workday(day), true);
        if (work) say_why(day, false, &step);
        else yz_copy(step.why, sizeof step.why, _("自然日"));
        add(t, &step, true);
    }
    if (cut) tell_cut(t, later(a, begin_of(t, later(last, t->m.day0) + 1)), b);
}

/* `cut`: it ends with a pause, not with the limit. */
static void tell_running(struct teller *t, int64_t a, int64_t b, bool cut) {
    struct yz_deadline_step step = step_of(a, b, b - a, false);
    if (a >= b) return;
    if (t->m.unit == YZ_LIMIT_WORK_HOURS) {
        tell_work_hours(t, a, b);
    } else if (t->m.unit == YZ_LIMIT_HOURS) {
        yz_copy(step.why, sizeof step.why, _("自然时"));
        add(t, &step, false);
    } else {
        tell_days(t, a, b, cut);
    }
}

static void tell_pause(struct teller *t, int64_t from, int64_t to, bool open) {
    struct yz_deadline_step step = step_of(from, to, 0, false);
    yz_copy(step.why, sizeof step.why, open ? _("暂停，还没有恢复") : _("暂停，不计"));
    if (open) step.to = 0;
    if (open || from < to) add(t, &step, false);
}

/* The running stretches and the pauses between them, until the end of the limit. */
static void tell_all(struct teller *t, const struct yz_pause *pauses, size_t count, int64_t due) {
    int64_t at = t->m.start;
    for (size_t i = 0; i < count; i++) {
        int64_t from = later(yz_local_minute(pauses[i].from), t->m.start), to = yz_local_minute(pauses[i].to);
        if (due != YZ_NEVER && from >= due) break;
        if (pauses[i].to && to <= from) continue;
        tell_running(t, at, from, true);
        tell_pause(t, from, to, !pauses[i].to);
        if (!pauses[i].to) return;
        at = to;
    }
    if (due != YZ_NEVER) tell_running(t, at, due, false);
}

enum yz_status yz_deadline_explain(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                                   const struct yz_pause *pauses, size_t count, struct yz_deadline *out,
                                   struct yz_deadline_step *steps, size_t max, size_t *step_count) {
    struct teller t = {.steps = steps, .max = max};
    *step_count = 0;
    enum yz_status status = yz_deadline(limit, start, hours, pauses, count, out);
    if (status != YZ_OK || limit.amount < 1) return status;
    status = yz_measure_begin(limit, start, hours, &t.m);
    if (status != YZ_OK) return status;
    tell_all(&t, pauses, count, out->due ? yz_local_minute(out->due) : YZ_NEVER);
    write_last(&t);
    *step_count = t.count;
    return YZ_OK;
}
