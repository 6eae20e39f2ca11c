/* 政策找人 for a day, every policy, over the whole register. Beside it, the same machine's SQLite reading what is asked of
 * each person from every row of the table. */
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/policies.h>
#include <yizhan/session.h>

enum { RUNS = 9 };

static double ours(struct yz_session *s, size_t *hits) {
    struct yz_people people;
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_people_find(s, 20261123, NULL, &people);
    double ms = bench_ms() - from - (bench_waited(0) - waited);
    *hits = people.count;
    yz_people_free(&people);
    return status == YZ_OK ? ms : -1;
}

static double bare(sqlite3 *db) {
    sqlite3_stmt *q = NULL;
    sqlite3_int64 sum = 0;
    double waited = bench_waited(0), from = bench_ms();
    sqlite3_prepare_v2(db, "SELECT birth, sex, died, tags FROM person", -1, &q, NULL);
    while (sqlite3_step(q) == SQLITE_ROW) sum += sqlite3_column_int64(q, 0) + sqlite3_column_bytes(q, 3);
    sqlite3_finalize(q);
    return sum ? bench_ms() - from - (bench_waited(0) - waited) : -1;
}

static bool run_file(long people, double budget) {
    struct yz_session *s = NULL;
    struct bench_samples a = {0}, b = {0};
    const char *path = bench_station(people);
    sqlite3 *db = NULL;
    char name[64];
    size_t hits = 0;
    bool good = path && yz_session_open(path, &s) == YZ_OK &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
    for (int i = 0; good && i < RUNS; i++) {
        bench_add(&a, ours(s, &hits));
        bench_add(&b, bare(db));
        good = bench_at(&a, 0) >= 0 && bench_at(&b, 0) >= 0;
    }
    snprintf(name, sizeof name, "people that policies find, %ld, median", people);
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(&a, 50),
                                      .raw = bench_at(&b, 50),
                                      .raw_is = "four columns of every person, read once",
                                      .budget = budget});
    printf("%ld people: %zu hints\n", people, hits);
    bench_free(&a);
    bench_free(&b);
    sqlite3_close(db);
    yz_session_close(s);
    return good && hits > 0;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    bool good = run_file(100000, 200);
    return run_file(1000000, 2000) && good ? 0 : 1;
}
