/* Key groups: of one household, of all doors of a building, and of the whole community. Beside it, SQLite reading
 * birth, status and tags of every person from the table. */
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <yizhan/groups.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

enum { RUNS = 200, DOORS = 2000 };

static double household(struct yz_session *s, int64_t id) {
    struct yz_grouping out[64];
    size_t count;
    double from = bench_ms();
    return yz_groups_of_household(s, id, 20261123, out, 64, &count) == YZ_OK ? bench_ms() - from : -1;
}

static double building(struct yz_session *s, int64_t id) {
    static struct yz_door_groups doors[DOORS];
    size_t count;
    double from = bench_ms();
    return yz_groups_of_building(s, id, 20261123, doors, DOORS, &count) == YZ_OK ? bench_ms() - from : -1;
}

static double census(struct yz_session *s, size_t *members) {
    struct yz_census c;
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_census_take(s, YZ_NO_KIND, 0, 20261123, &c);
    double ms = bench_ms() - from - (bench_waited(0) - waited);
    *members = c.count;
    yz_census_free(&c);
    return status == YZ_OK ? ms : -1;
}

static double bare(sqlite3 *db) {
    sqlite3_stmt *q = NULL;
    sqlite3_int64 sum = 0;
    double from = bench_ms();
    sqlite3_prepare_v2(db, "SELECT birth, political, died, tags FROM person", -1, &q, NULL);
    while (sqlite3_step(q) == SQLITE_ROW) sum += sqlite3_column_int64(q, 0) + sqlite3_column_bytes(q, 3);
    sqlite3_finalize(q);
    return sum ? bench_ms() - from : -1;
}

static void tell(const char *what, long people, struct bench_samples *s, double raw, double budget) {
    char name[96];
    snprintf(name, sizeof name, "key groups of %s, %ld, median", what, people);
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(s, 50),
                                      .raw = raw,
                                      .raw_is = "four columns of every person, read once",
                                      .budget = budget});
    bench_free(s);
}

static bool run_file(long people) {
    struct yz_session *s = NULL;
    struct bench_samples one = {0}, whole = {0}, all = {0};
    const char *path = bench_station(people);
    sqlite3 *db = NULL;
    size_t members = 0, count = 0, lines = 0;
    static struct yz_building buildings[RUNS];
    struct yz_household_line line;
    bool good = path && yz_session_open(path, &s) == YZ_OK &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                yz_buildings(s, YZ_NO_KIND, 0, NULL, buildings, RUNS, &count) == YZ_OK;
    for (size_t i = 0; good && i < count; i++) {
        good = yz_building_households(s, buildings[i].id, NULL, &line, 1, &lines) == YZ_OK;
        bench_add(&whole, building(s, buildings[i].id));
        if (lines) bench_add(&one, household(s, line.household.id));
    }
    for (int i = 0; good && i < 5; i++) bench_add(&all, census(s, &members));
    good = good && bench_at(&one, 0) >= 0 && bench_at(&whole, 0) >= 0 && bench_at(&all, 0) >= 0 && members;
    double raw = good ? bare(db) : 0;
    tell("a household", people, &one, 0, 0.1);
    tell("a building", people, &whole, 0, 2);
    tell("everybody", people, &all, raw, 0);
    sqlite3_close(db);
    yz_session_close(s);
    return good;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    return run_file(100000) ? 0 : 1;
}
