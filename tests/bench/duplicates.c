/* The scan for duplicates over 100,000 people of whom each 20th stands there twice, its precision and recall; the hint while
 * typing; merging and taking apart. */
#include "service/session.h"
#include "support/bench.h"
#include "support/doubles.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/merges.h>

enum { MERGES = 40, HINTS = 400 };

/* The file and what lies beside it. */
static void forget(const char *path) {
    static const char *const ends[] = {"", ".lock", "-wal", "-shm"};
    char name[640];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        remove(name);
    }
}

static bool copy_of(const char *from, char *to, size_t room) {
    char command[1200];
    const char *folder = getenv("TMPDIR");
    snprintf(to, room, "%s/duplicates.db", folder ? folder : "/tmp");
    forget(to);
    snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
    return system(command) == 0;
}

static bool scan(struct yz_session *s, const struct doubles *d) {
    struct yz_pair *pairs = NULL;
    struct doubles_found f;
    size_t count = 0;
    double from = bench_ms();
    if (yz_duplicate_scan(s, &pairs, &count) != YZ_OK) return false;
    double took = bench_ms() - from;
    doubles_judge(d, pairs, count, &f);
    free(pairs);
    for (int i = 0; i < DOUBLE_SORTS; i++)
        printf("%-10s %zu of %zu listed%s\n", double_sort_names[i], f.found[i], f.of[i],
               i >= DOUBLE_TWIN ? " (should not be)" : "");
    printf("%zu others listed\n", f.wrong - f.found[DOUBLE_TWIN] - f.found[DOUBLE_NAMESAKE]);
    bench_tell(&(struct bench_figure){
        .name = "scan of 107,000 people for duplicates", .unit = "s", .value = took / 1000, .budget = 20});
    bench_tell(
        &(struct bench_figure){.name = "its recall", .unit = "%", .value = 100.0 * (double)f.right / (double)f.wanted});
    bench_tell(&(struct bench_figure){
        .name = "its precision", .unit = "%", .value = 100.0 * (double)f.right / (double)(f.right + f.wrong)});
    return true;
}

static bool hints(struct yz_session *s, const struct doubles *d) {
    struct bench_samples times = {0};
    struct yz_twin twin[5];
    size_t count;
    for (size_t i = 0; i < HINTS && i < d->count; i++) {
        struct yz_person p;
        if (yz_record_get(s, YZ_PERSON, d->all[i].b, &p) != YZ_OK) return false;
        double from = bench_ms();
        if (yz_person_duplicates(s, &p, 0, twin, 5, &count) != YZ_OK) return false;
        bench_add(&times, bench_ms() - from);
    }
    bench_tell(&(struct bench_figure){
        .name = "who may be the person typed, median", .unit = "ms", .value = bench_at(&times, 50), .budget = 10});
    bench_free(&times);
    return true;
}

static bool merges(struct yz_session *s, const struct doubles *d) {
    static struct yz_merge_plan p;
    struct bench_samples there = {0}, back = {0};
    struct yz_merge m;
    struct yz_unmerged u;
    char ref[32];
    for (size_t i = 0, done = 0; done < MERGES && i < d->count; i++) {
        struct yz_findings f = {0};
        if (d->all[i].sort >= DOUBLE_TWIN) continue;
        double from = bench_ms();
        if (yz_merge_look(s, YZ_PERSON, d->all[i].a, d->all[i].b, &p) != YZ_OK) return false;
        yz_merge_take(&p, "legal", YZ_KEEP);
        if (yz_merge(s, &p, "bench", &f) != YZ_OK) return false;
        bench_add(&there, bench_ms() - from);
        if (yz_merge_named(s, YZ_PERSON, yz_ref_text(YZ_PERSON, d->all[i].b, ref), &m) != YZ_OK) return false;
        from = bench_ms();
        if (yz_unmerge(s, &m, &u) != YZ_OK) return false;
        bench_add(&back, bench_ms() - from);
        yz_findings_free(&f);
        done++;
    }
    bench_tell(&(struct bench_figure){
        .name = "merging two people, median", .unit = "ms", .value = bench_at(&there, 50), .budget = 20});
    bench_tell(&(struct bench_figure){
        .name = "taking them apart, median", .unit = "ms", .value = bench_at(&back, 50), .budget = 20});
    bench_free(&there);
    bench_free(&back);
    return true;
}

int main(void) {
    struct yz_session *s = NULL;
    struct doubles d = {0};
    char path[600];
    setlocale(LC_ALL, "");
    const char *from = bench_station(100000);
    if (!from || !copy_of(from, path, sizeof path)) return 1;
    bool good = yz_session_open(path, &s) == YZ_OK && doubles_make(s->store, 1, &d) && scan(s, &d) && hints(s, &d) &&
                merges(s, &d);
    if (!good) fprintf(stderr, "duplicates: %s\n", yz_message());
    doubles_free(&d);
    yz_session_close(s);
    forget(path);
    return good ? 0 : 1;
}
