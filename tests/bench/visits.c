/* The walk list of a building with who lives behind each door, what is due and what is open; what is known of one door; and
 * the diary of a day. Beside it, the same machine's SQLite reading the building's dwellings and their visits. */
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/date.h>
#include <yizhan/diary.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>
#include <yizhan/visits.h>

enum { BUILDINGS = 200 };

static bool walk(struct yz_session *s, int64_t building, struct bench_samples *lists, struct bench_samples *known,
                 size_t *doors) {
    struct yz_door *all;
    struct yz_door_line lines[YZ_DOOR_LINES];
    size_t count, found;
    double from = bench_ms();
    bool good = yz_walk_list(s, building, &all, &count) == YZ_OK;
    bench_add(lists, bench_ms() - from);
    for (size_t i = 0; good && i < count; i++) {
        from = bench_ms();
        good = yz_door_lines(s, &all[i], lines, YZ_DOOR_LINES, &found) == YZ_OK;
        bench_add(known, bench_ms() - from);
    }
    *doors += count;
    free(all);
    return good;
}

static double diary(struct yz_session *s, yz_date day) {
    struct yz_diary d;
    double from = bench_ms();
    bool good = yz_diary_read(s, &(struct yz_diary_filter){.from = day}, &d) == YZ_OK;
    double ms = bench_ms() - from;
    yz_diary_free(&d);
    return good ? ms : -1;
}

static double bare(sqlite3 *db, int64_t building) {
    sqlite3_stmt *q = NULL;
    sqlite3_int64 sum = 0;
    double from = bench_ms();
    sqlite3_prepare_v2(
        db,
        "SELECT d.room, h.head, v.at, v.outcome FROM dwelling d LEFT JOIN household h ON h.dwelling = d.id"
        " LEFT JOIN visit v ON v.household = h.id WHERE d.building = ?1",
        -1, &q, NULL);
    sqlite3_bind_int64(q, 1, building);
    while (sqlite3_step(q) == SQLITE_ROW) sum += 1 + sqlite3_column_int64(q, 2);
    sqlite3_finalize(q);
    return sum ? bench_ms() - from : -1;
}

static void tell(const char *what, long people, struct bench_samples *s, double raw, double budget) {
    char name[96];
    snprintf(name, sizeof name, "%s, %ld, median", what, people);
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(s, 50),
                                      .raw = raw,
                                      .raw_is = "its dwellings, households and visits, read once",
                                      .budget = budget});
    bench_free(s);
}

static bool run_file(long people) {
    struct yz_session *s = NULL;
    struct bench_samples lists = {0}, known = {0}, days = {0}, raw = {0};
    const char *path = bench_station(people);
    static struct yz_building buildings[BUILDINGS];
    sqlite3 *db = NULL;
    size_t count = 0, doors = 0;
    bool good = path && yz_session_open(path, &s) == YZ_OK &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                yz_buildings(s, YZ_NO_KIND, 0, NULL, buildings, BUILDINGS, &count) == YZ_OK;
    for (size_t i = 0; good && i < count; i++) {
        good = walk(s, buildings[i].id, &lists, &known, &doors);
        bench_add(&raw, bare(db, buildings[i].id));
    }
    for (int i = 0; good && i < 30; i++) bench_add(&days, diary(s, yz_date_add(20261120, -i)));
    good = good && doors && bench_at(&days, 0) >= 0;
    double limit = good ? bench_at(&raw, 50) : 0;
    bench_free(&raw);
    tell("walk list of a building", people, &lists, limit, 2);
    tell("what is known of a door", people, &known, 0, 0.4);
    tell("the diary of a day", people, &days, 0, 20);
    sqlite3_close(db);
    yz_session_close(s);
    return good;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    return run_file(100000) ? 0 : 1;
}
