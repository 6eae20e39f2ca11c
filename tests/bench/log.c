/* A page of the log of a station with 1,000,000 people, by every filter and by filters together, from many places. Beside it,
 * the same machine's SQLite reading as many lines that follow on each other. */
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <yizhan/journal.h>
#include <yizhan/session.h>
#include <yizhan/status.h>

enum { PAGE = 64, PAGES = 12, PLACES = 5 };

static double one_page(struct yz_session *s, struct yz_log_filter *f, size_t *count) {
    static struct yz_log_line page[PAGE];
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_log(s, f, page, PAGE, count);
    double ms = bench_ms() - from - (bench_waited(0) - waited);
    if (*count) f->before_seq = page[*count - 1].seq;
    if (status != YZ_OK) return -1;
    return ms < 0 ? 0 : ms; /* what others took can be a little more than all of it */
}

/* Pages one after the other, from the newest line and from further and further down. */
static bool walk(struct yz_session *s, struct yz_log_filter f, int64_t lines, struct bench_samples *out) {
    for (int place = 0; place < PLACES; place++) {
        size_t count = PAGE;
        f.before_seq = place ? lines - lines / PLACES * place : 0;
        for (int i = 0; i < PAGES && count == PAGE; i++) {
            double ms = one_page(s, &f, &count);
            if (ms < 0) return fprintf(stderr, "%s\n", yz_message()), false;
            bench_add(out, ms);
        }
    }
    return true;
}

static double bare(sqlite3 *db, int64_t lines) {
    sqlite3_stmt *q = NULL;
    double waited = bench_waited(0), from = bench_ms();
    sqlite3_prepare_v2(db,
                       "SELECT seq, act, at, staff, verb, kind, id, version FROM journal WHERE seq < ?1 ORDER BY seq "
                       "DESC LIMIT 64",
                       -1, &q, NULL);
    sqlite3_bind_int64(q, 1, lines);
    while (sqlite3_step(q) == SQLITE_ROW) sqlite3_column_text(q, 4);
    sqlite3_finalize(q);
    return bench_ms() - from - (bench_waited(0) - waited);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    struct yz_session *s = NULL;
    struct bench_samples ours = {0}, raw = {0};
    const char *path = bench_station(1000000);
    sqlite3 *db = NULL;
    struct yz_log_line newest = {0}, line = {0};
    const struct yz_log_filter any = {0};
    size_t count = 0;
    bool good = path && yz_session_open(path, &s) == YZ_OK &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                yz_log(s, &any, &newest, 1, &count) == YZ_OK;
    const struct yz_log_filter middle = {.before_seq = newest.seq / 2};
    good = good && yz_log(s, &middle, &line, 1, &count) == YZ_OK;
    const yz_moment day = 86400000;
    struct yz_log_filter filters[] = {{.staff = newest.staff},
                                      {.kind = YZ_PERSON},
                                      {.kind = YZ_SEAL},
                                      {.kind = YZ_HOUSEHOLD, .staff = newest.staff},
                                      {.verbs = {"log-visit"}, .verb_count = 1},
                                      {.verbs = {"open-case"}, .verb_count = 1, .kind = YZ_CASE},
                                      {.verbs = {"demo", "undo"}, .verb_count = 2, .kind = YZ_MEMBERSHIP},
                                      {.verbs = {"demo"}, .verb_count = 1, .kind = YZ_COMPOUND},
                                      {.since = newest.at - 30 * day, .until = newest.at - 20 * day},
                                      {.until = newest.at - 90 * day, .kind = YZ_CASE, .staff = newest.staff},
                                      {.kind = YZ_PERSON, .id = line.id},
                                      {0}};
    for (size_t i = 0; good && i < sizeof filters / sizeof *filters; i++) {
        size_t from = ours.count;
        double most = 0;
        good = walk(s, filters[i], newest.seq, &ours);
        for (size_t n = from; n < ours.count; n++) most = ours.values[n] > most ? ours.values[n] : most;
        printf("filter %zu: %zu pages, the slowest %.3f ms\n", i, ours.count - from, most);
    }
    for (int i = 0; good && i < 200; i++) bench_add(&raw, bare(db, newest.seq / 200 * i + PAGE));
    bench_tell(&(struct bench_figure){.name = "log: a page by filters, the slowest, 1,000,000 people",
                                      .unit = "ms",
                                      .value = bench_at(&ours, 100),
                                      .raw = bench_at(&raw, 50),
                                      .raw_is = "64 lines that follow on each other, no filter",
                                      .budget = 5});
    printf("%lld lines\n", (long long)newest.seq);
    bench_free(&ours);
    bench_free(&raw);
    sqlite3_close(db);
    yz_session_close(s);
    return good ? 0 : 1;
}
