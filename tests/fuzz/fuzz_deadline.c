/* Limits, hours and calendars: any bytes are read or refused, what is read can be written and counted with. The first line is
 * a limit, the second and third are hours, the whole is a calendar. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yizhan/deadline.h>

#include "service/desk/calendar_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_hours(const struct yz_hours *h) {
    for (size_t i = 0; i < h->workdays; i++) {
        const struct yz_span *s = &h->workday[i];
        if (s->from < 0 || s->from >= 1440 || s->to <= s->from || s->to > 2880) abort();
        if (i && s->from < h->workday[i - 1].to) abort();
    }
}

/* The steps of whatever was read add up. */
static void count(struct yz_limit limit, const struct yz_hours *h, size_t seed) {
    static struct yz_deadline_step steps[8192];
    struct yz_deadline due, again;
    yz_moment start = yz_moment_make(20150105, 0) + (int64_t)(seed % 6000000) * 60000;
    size_t n;
    int64_t sum = 0;
    bool hours = limit.unit == YZ_LIMIT_HOURS || limit.unit == YZ_LIMIT_WORK_HOURS;
    if (yz_deadline(limit, start, h, NULL, 0, &due) != YZ_OK) return;
    if (!due.due) return; /* beyond 2999: a minute a day, for example */
    if (due.due < start) abort();
    if (yz_deadline_explain(limit, start, h, NULL, 0, &again, steps, 8192, &n) != YZ_OK) abort();
    if (again.due != due.due || n == 0) abort();
    for (size_t i = 0; i < n && i < 8192; i++) sum += hours ? steps[i].minutes : steps[i].days;
    if (n <= 8192 && sum != limit.amount * (hours ? 60 : 1)) abort();
}

static void check_days(const struct yz_special_days *d) {
    for (size_t i = 0; i < d->count; i++) {
        if (!yz_date_valid(d->all[i].date) || d->all[i].date < YZ_CALENDAR_FIRST || !*d->all[i].name) abort();
        if (i && d->all[i].date <= d->all[i - 1].date) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[1024], *rest = text, limit_text[YZ_LIMIT_TEXT];
    struct yz_findings f = {0};
    struct yz_special_days days = {0};
    struct yz_limit limit = {0}, again;
    struct yz_hours h;
    size_t n = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, n);
    text[n] = '\0';
    const char *line[3];
    for (int i = 0; i < 3; i++) line[i] = rest ? strsep(&rest, "\n") : "";
    if (yz_limit_parse(line[0], &limit)) {
        if (limit.amount < 1) abort();
        if (!yz_limit_parse(yz_limit_text(limit, limit_text), &again) || again.amount != limit.amount) abort();
    }
    bool good = yz_hours_parse(line[1], line[2], "hours", &h, &f);
    if (good != (f.errors == 0)) abort();
    if (good) check_hours(&h);
    if (good && limit.amount) count(limit, &h, size * 7919 + (size ? data[size - 1] : 0));
    yz_findings_clear(&f);
    if (yz_calendar_parse((const char *)data, size, &days, &f) == YZ_OK && f.errors == 0) check_days(&days);
    free(days.all);
    yz_findings_free(&f);
    return 0;
}
