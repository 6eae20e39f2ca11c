/* Measurements: see bench.h. */
#include "support/bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

double bench_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* /proc/PID/schedstat: time on a processor, time waiting for one (ns), turns. Kept open: it is asked often. */
double bench_waited(pid_t pid) {
    static struct {
        pid_t pid;
        int fd;
    } known[2] = {{0, -1}, {0, -1}};
    char text[128];
    bool other = pid != 0;
    if (known[other].fd < 0 || known[other].pid != pid) {
        char path[64] = "/proc/self/schedstat";
        if (other) snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)pid);
        if (known[other].fd >= 0) close(known[other].fd);
        known[other].fd = open(path, O_RDONLY | O_CLOEXEC);
        known[other].pid = pid;
    }
    ssize_t n = pread(known[other].fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    const char *blank = strchr(text, ' ');
    return blank ? strtod(blank, NULL) / 1e6 : 0;
}

void bench_add(struct bench_samples *s, double value) {
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 256;
        double *values = realloc(s->values, room * sizeof *values);
        if (!values) abort();
        s->values = values;
        s->room = room;
    }
    s->values[s->count++] = value;
    s->sorted = false;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double bench_at(struct bench_samples *s, double percent) {
    if (!s->count) return 0;
    if (!s->sorted) qsort(s->values, s->count, sizeof *s->values, by_size);
    s->sorted = true;
    size_t at = (size_t)(percent / 100 * (double)(s->count - 1) + 0.5);
    return s->values[at];
}

void bench_free(struct bench_samples *s) {
    free(s->values);
    *s = (struct bench_samples){0};
}

/* Three digits that count. */
static void number(double value, char out[32]) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
    snprintf(out, 32, "%.*f", digits, value);
}

/* Tabs between: name, figure, unit, raw limit, ratio, budget, verdict, what the raw limit is. */
void bench_tell(const struct bench_figure *f) {
    char value[32], raw[32] = "", ratio[32] = "", budget[48] = "";
    const char *verdict = "";
    number(f->value, value);
    if (f->raw > 0) {
        number(f->raw, raw);
        snprintf(ratio, sizeof ratio, "%.2f", f->value / f->raw);
    }
    if (f->budget > 0) {
        snprintf(budget, sizeof budget, "%g", f->budget);
        verdict = f->value <= f->budget ? "ok" : "OVER";
    }
    if (f->budget_ratio > 0) {
        snprintf(budget, sizeof budget, "%.2gx", f->budget_ratio);
        verdict = f->raw > 0 && f->value <= f->budget_ratio * f->raw ? "ok" : "OVER";
    }
    printf("figure\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f->name, value, f->unit, raw, ratio, budget, verdict,
           f->raw_is ? f->raw_is : "");
    fflush(stdout);
}

int bench_sizes(bool (*file)(long people, double factor)) {
    const char *more = getenv("YZ_BENCH_MORE");
    bool good = file(100000, 1);
    good = file(1000000, 1.5) && good;
    if (more && *more) good = file(strtol(more, NULL, 10), 2.25) && good;
    return good ? 0 : 1;
}

const char *bench_station(long people) {
    static char path[4096];
    const char *folder = getenv("YZ_BENCH_STATIONS");
    snprintf(path, sizeof path, "%s/station-%ld.db", folder ? folder : ".", people);
    if (access(path, R_OK) == 0) return path;
    fprintf(stderr, "%s is not there; tests/bench.sh makes it\n", path);
    return NULL;
}
