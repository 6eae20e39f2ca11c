/* One deadline, for limits of a year in every unit, with and without pauses; beside it one binary search over as many days
 * as the known calendars have. */
#include "support/bench.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/deadline.h>

enum { ROUNDS = 200000, DAYS = 4383, BATCH = 1000 };

static int64_t days[DAYS];

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Microseconds a call, the median of batches. */
static double search(void) {
    struct bench_samples all = {0};
    volatile int64_t found = 0;
    for (int i = 0; i < ROUNDS; i += BATCH) {
        double from = bench_ms();
        for (int k = 0; k < BATCH; k++) {
            int64_t key = days[(unsigned)(i + k) * 2654435761u % DAYS];
            found += *(int64_t *)bsearch(&key, days, DAYS, sizeof *days, by_number);
        }
        bench_add(&all, (bench_ms() - from) * 1000 / BATCH);
    }
    (void)found;
    double median = bench_at(&all, 50);
    bench_free(&all);
    return median;
}

static double count(struct yz_limit limit, const struct yz_hours *hours, bool pauses) {
    struct bench_samples all = {0};
    struct yz_deadline due;
    yz_moment first = yz_moment_make(20150105, 600);
    for (int i = 0; i < ROUNDS; i += BATCH) {
        double from = bench_ms();
        for (int k = 0; k < BATCH; k++) {
            yz_moment start = first + (int64_t)((unsigned)(i + k) * 2654435761u % (4000u * 1440)) * 60000;
            struct yz_pause two[] = {{start + 86400000, start + 3 * INT64_C(86400000)},
                                     {start + 5 * INT64_C(86400000), start + 9 * INT64_C(86400000)}};
            if (yz_deadline(limit, start, hours, two, pauses ? 2 : 0, &due) != YZ_OK || !due.due) exit(1);
        }
        bench_add(&all, (bench_ms() - from) * 1000 / BATCH);
    }
    double median = bench_at(&all, 50);
    bench_free(&all);
    return median;
}

int main(void) {
    static const struct {
        const char *name;
        struct yz_limit limit;
        const char *weekend;
        bool pauses;
    } all[] = {{"deadline, 10 working days", {10, YZ_LIMIT_WORK_DAYS}, "", false},
               {"deadline, 366 working days", {366, YZ_LIMIT_WORK_DAYS}, "", false},
               {"deadline, 366 working days, two pauses", {366, YZ_LIMIT_WORK_DAYS}, "", true},
               {"deadline, 2562 working hours", {2562, YZ_LIMIT_WORK_HOURS}, "", false},
               {"deadline, 2562 working hours, open at weekends, two pauses",
                {2562, YZ_LIMIT_WORK_HOURS},
                "10:00-16:00",
                true},
               {"deadline, 366 calendar days, two pauses", {366, YZ_LIMIT_DAYS}, "", true}};
    for (int i = 0; i < DAYS; i++) days[i] = 16436 + i;
    double raw = search();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct yz_hours hours;
        struct yz_findings f = {0};
        if (!yz_hours_parse("09:00-12:00,13:30-17:30", all[i].weekend, "hours", &hours, &f)) return 1;
        bench_tell(&(struct bench_figure){.name = all[i].name,
                                          .unit = "µs",
                                          .value = count(all[i].limit, &hours, all[i].pauses),
                                          .raw = raw,
                                          .raw_is = "one bsearch over 12 years of days",
                                          .budget = 2});
    }
    return 0;
}
