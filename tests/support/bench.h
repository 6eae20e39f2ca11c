/* Measurements: a clock, samples, the raw limit of writing rows, and one line of the table for each figure. */
#ifndef TESTS_SUPPORT_BENCH_H
#define TESTS_SUPPORT_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

double bench_ms(void); /* of the machine's clock that only goes forward */

/* How long a process (0: this one) stood ready in its life while others had the processors, ms; 0 where the kernel does
 * not tell. That is how busy the machine is, not how fast the program, so it is taken off what is measured. */
double bench_waited(pid_t pid);

struct bench_samples {
    double *values;
    size_t count, room;
    bool sorted;
};

void bench_add(struct bench_samples *s, double value);
double bench_at(struct bench_samples *s, double percent); /* 50: the median; 0 of nothing */
void bench_free(struct bench_samples *s);

/* One line of the table. The figure and the raw limit of the same run are in `unit`; raw 0: there is none. A budget is
 * the most the figure may be, budget_ratio the most that figure / raw may be; 0: none. */
struct bench_figure {
    const char *name, *unit;
    double value, raw;
    const char *raw_is; /* what was measured as the raw limit */
    double budget, budget_ratio;
};
void bench_tell(const struct bench_figure *f);

/* The raw limit of writing: makes the file `to` with the tables and indexes of the station file `from`, and writes the
 * rows of `tables` ("" = all, else names with blanks between) into it in one transaction, by one prepared insert a row,
 * with the settings of a new station file; synced at the end. Answers the milliseconds of inserting, committing and
 * syncing; reading the rows is not counted. Negative when it failed (said on stderr). */
double bench_bare_inserts(const char *from, const char *to, const char *tables);

/* The same with other settings (SQL), and SQL that is run after the commit and counts too. */
double bench_bare_inserts_as(const char *from, const char *to, const char *tables, const char *settings,
                             const char *after);

/* A station file of that many people, kept in $YZ_BENCH_STATIONS by tests/bench.sh. NULL (said on stderr): not there. */
const char *bench_station(long people);
/* Measures at 100,000 people, at 1,000,000, and at $YZ_BENCH_MORE when it is set (make bench PEOPLE=10000000); `file` answers
 * whether all went well. Answers an exit code. */
int bench_sizes(bool (*file)(long people, double factor));

#endif
