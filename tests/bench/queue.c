/* The queue of a million cases at forty stations, of which 2 or 30 in a hundred are open: pages of each view and the counts
 * of the tabs, in the library. Beside them, the same machine's SQLite reading twenty entries of one index. */
#include "service/session.h"
#include "store/store_private.h"
#include "support/bench.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/cases.h>

enum { CASES = 1000000, STATIONS = 40, PAGE = 20, PAGES = 5, TIMES = 400, TURN = 20 };

static const char day[] = "2026-11-23T12:00";

struct run {
    int percent; /* open */
    char path[512];
    struct yz_session *session;
    sqlite3 *db;
    sqlite3_stmt *range[2];
    int64_t station[STATIONS];
    bool failed;
};

/* --- the file, made once --- */

/* ?1: percent open. Staff and stations are the demo's and 40 more; people and households the demo's. What is open was
 * received of late; a tenth of it waits for papers, a fiftieth is offered to the next station. */
/* clang-format off */
static const char make_cases[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000), "
    "p(low, n) AS (SELECT min(id), count(*) FROM person), h(low, n) AS (SELECT min(id), count(*) FROM household), "
    "x AS (SELECT i, i * 2654435761 & 4294967295 AS x FROM n), "
    "y AS (SELECT i, x, (x + (x >> 13)) * 1103515245 & 4294967295 AS y FROM x), "
    "z AS (SELECT i, x >> 8 AS x, y >> 8 AS y, ((y + (y >> 11)) * 214013 & 4294967295) >> 8 AS z FROM y), "
    "d AS (SELECT i, x, z % 100 < ?1 AS open, y % 40 AS post, z / 100 % 1000 AS draw, "
    "1795363200000 - x % 730 * 86400000 + y / 40 % 39600 * 1000 + 32400000 AS received FROM z) "
    "INSERT INTO \"case\"(id, version, number, service, state, station, owner, taken_by, person, household, received, due, "
    "evening, offered_to, answers, missing) "
    "SELECT (1 << 46) + (1 << 36) + 5000000 + i, 1, printf('2026-9%06d', i), 'newborn-insurance', "
    "CASE WHEN NOT open THEN 9 WHEN draw < 100 THEN 3 WHEN draw < 120 THEN 8 WHEN draw < 400 THEN 2 ELSE 5 END, "
    "(1 << 46) + (1 << 36) + 9000 + post, (SELECT min(id) FROM staff) + x % 20, 0, "
    "p.low + i * 31 % p.n, h.low + i * 37 % h.n, received, "
    "CASE WHEN open AND draw < 100 THEN 0 ELSE 1795363200000 + (draw % 120 - 30) * 86400000 + 34200000 + "
    "x % 3 * 14400000 END, (received - 1795363200000) % 86400000 + (received < 1795363200000) * 86400000 >= 63000000, "
    "CASE WHEN open AND draw BETWEEN 100 AND 119 THEN (1 << 46) + (1 << 36) + 9000 + (post + 1) % 40 "
    "ELSE 0 END, '{\"birth\":\"2026-11-01 03:20\",\"certificate\":\"U530123456\",\"guardian\":\"p:1.7\"}', '' FROM d, p, h";
/* clang-format on */

static bool execute(sqlite3 *db, const char *sql) {
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) == SQLITE_OK) return true;
    fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    return false;
}

static bool add_stations(sqlite3 *db) {
    char sql[256];
    bool good = true;
    for (int i = 0; i < STATIONS && good; i++) {
        snprintf(sql, sizeof sql,
                 "INSERT INTO station(id, version, name, kind) VALUES((1 << 46) + (1 << 36) + %d, 1, 'bench %d', 2)",
                 9000 + i, i);
        good = execute(db, sql);
    }
    return good;
}

/* Indexes are made after the rows. */
static bool fill(sqlite3 *db, int percent) {
    char *indexes[64];
    size_t n = 0;
    sqlite3_stmt *q = NULL;
    sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'case' AND type = 'index'", -1, &q,
                       NULL);
    char drop[4096] = "";
    while (sqlite3_step(q) == SQLITE_ROW && n < 64) {
        snprintf(drop + strlen(drop), sizeof drop - strlen(drop), "DROP INDEX %s;",
                 (const char *)sqlite3_column_text(q, 0));
        indexes[n++] = strdup((const char *)sqlite3_column_text(q, 1));
    }
    sqlite3_finalize(q);
    bool good = execute(db, "BEGIN") && execute(db, drop) && add_stations(db) &&
                sqlite3_prepare_v2(db, make_cases, -1, &q, NULL) == SQLITE_OK;
    if (good) {
        sqlite3_bind_int(q, 1, percent);
        good = sqlite3_step(q) == SQLITE_DONE;
        if (!good) fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        sqlite3_finalize(q);
    }
    for (size_t i = 0; i < n; i++) {
        good = good && execute(db, indexes[i]);
        free(indexes[i]);
    }
    return good && execute(db, "COMMIT");
}

static bool count_cases(const char *path) {
    struct yz_store *store = NULL;
    yz_session_kinds();
    bool good = yz_store_open(path, &store) == YZ_OK && yz_tx_begin(store, "bench") == YZ_OK &&
                yz_tally_rebuild(store) == YZ_OK && yz_tx_commit(store) == YZ_OK;
    if (!good) fprintf(stderr, "%s\n", yz_message());
    if (store) yz_store_close(store);
    return good;
}

/* The file of 100,000 people with its cases replaced; made anew when it is older than that one. */
static bool make_file(struct run *r) {
    const char *from = bench_station(100000);
    char command[1200];
    if (!from) return false;
    snprintf(r->path, sizeof r->path, "%s/queue-%d.db", getenv("YZ_BENCH_STATIONS"), r->percent);
    snprintf(command, sizeof command, "[ -e '%s.made' ] && [ '%s.made' -nt '%s' ]", r->path, r->path, from);
    if (system(command) == 0) return true;
    printf("writing a station file of a million cases, %d in a hundred open, once\n", r->percent);
    snprintf(command, sizeof command, "rm -f '%s'*; cp '%s' '%s'", r->path, from, r->path);
    sqlite3 *db = NULL;
    bool good = system(command) == 0 && sqlite3_open(r->path, &db) == SQLITE_OK &&
                execute(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; DELETE FROM \"case\"") &&
                fill(db, r->percent);
    good = sqlite3_close(db) == SQLITE_OK && good && count_cases(r->path);
    snprintf(command, sizeof command, "touch '%s.made'", r->path);
    return good && system(command) == 0;
}

/* --- measuring --- */

static double since(double from, double waited) {
    return bench_ms() - from - (bench_waited(0) - waited);
}

static int64_t some_station(const struct run *r, int i) {
    return r->station[(unsigned)i * 7u % STATIONS];
}

struct view_run {
    struct bench_samples ms;
    size_t rows;
};

/* The first pages of a view, one after another, again and again, as somebody does who works with it: once through them to
 * have them in the cache, then what counts. */
static void measure_turn(struct run *r, enum yz_case_view view, bool one, struct view_run *v) {
    static struct yz_case_line lines[PAGE];
    for (int i = -PAGES; i < TURN; i++) {
        struct yz_case_filter f = {.view = view, .station = one ? r->station[3] : 0};
        struct yz_case_line last = lines[PAGE - 1];
        size_t n = 0;
        double waited = bench_waited(0), from = bench_ms();
        if (yz_case_page(r->session, &f, i % PAGES && last.id ? &last : NULL, lines, PAGE, &n) != YZ_OK)
            r->failed = true;
        if (i >= 0) bench_add(&v->ms, since(from, waited));
        if (n < PAGE) lines[PAGE - 1].id = 0;
        if (i >= 0) v->rows += n;
    }
}

static double tell_view(enum yz_case_view view, bool one, struct view_run *v) {
    double median = bench_at(&v->ms, 50);
    printf("  %-10s %s  median %.3f ms, p99 %.3f ms, %zu rows\n", yz_case_view_key(view),
           one ? "one station " : "all stations", median, bench_at(&v->ms, 99), v->rows);
    bench_free(&v->ms);
    return median;
}

static double measure_count(struct run *r, bool one) {
    struct bench_samples ms = {0};
    struct yz_case_counts c;
    for (int i = 0; i < TIMES; i++) {
        double waited = bench_waited(0), from = bench_ms();
        if (yz_case_count(r->session, one ? some_station(r, i) : 0, 0, &c) != YZ_OK || c.open == 0) r->failed = true;
        bench_add(&ms, since(from, waited));
    }
    double median = bench_at(&ms, 50);
    printf("  counts     %s  median %.3f ms: open %lld, overdue %lld, due today %lld, papers %lld, evening %lld\n",
           one ? "one station " : "all stations", median, (long long)c.open, (long long)c.overdue,
           (long long)c.due_today, (long long)c.waiting, (long long)c.evening);
    bench_free(&ms);
    return median;
}

static double measure_range(struct run *r, bool one) {
    struct bench_samples ms = {0};
    for (int i = 0; i < TIMES; i++) {
        sqlite3_stmt *q = r->range[one];
        double waited = bench_waited(0), from = bench_ms();
        sqlite3_bind_int64(q, 1, some_station(r, i));
        while (sqlite3_step(q) == SQLITE_ROW) sqlite3_column_int64(q, 0);
        sqlite3_reset(q);
        bench_add(&ms, since(from, waited));
    }
    double median = bench_at(&ms, 50);
    bench_free(&ms);
    return median;
}

static void tell(const struct run *r, const char *what, double value, double raw, double budget) {
    char name[96];
    snprintf(name, sizeof name, "queue: %s, 1,000,000 cases, %d %% open", what, r->percent);
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = value,
                                      .raw = raw,
                                      .raw_is = "one bare range query of 20 entries, no names",
                                      .budget = budget});
}

/* The slowest view counts. They take turns, so that what else the machine does falls on all of them alike. */
static void run_pages(struct run *r, bool one) {
    struct view_run views[YZ_VIEWS] = {0};
    double worst = 0;
    for (int turn = 0; turn < TIMES / TURN; turn++)
        for (unsigned v = 0; v < YZ_VIEWS; v++) measure_turn(r, (enum yz_case_view)v, one, &views[v]);
    for (unsigned v = 0; v < YZ_VIEWS; v++) {
        double ms = tell_view((enum yz_case_view)v, one, &views[v]);
        if (views[v].rows == 0) r->failed = true;
        if (ms > worst) worst = ms;
    }
    tell(r, one ? "page, one station" : "page, all stations", worst, measure_range(r, one), one ? 0.1 : 1);
    tell(r, one ? "all counts, one station" : "all counts, all stations", measure_count(r, one), measure_range(r, one),
         10);
}

static bool open_run(struct run *r) {
    sqlite3_stmt *q = NULL;
    if (yz_session_open(r->path, &r->session) != YZ_OK) {
        fprintf(stderr, "%s\n", yz_message());
        return false;
    }
#define OPEN "(state BETWEEN 2 AND 8 OR state = 14)"
    static const char *const ranges[2] = {
        "SELECT id, number, due FROM \"case\" INDEXED BY case_any_due WHERE " OPEN " AND due > ?1 * 0 "
        "ORDER BY due LIMIT 20",
        "SELECT id, number, due FROM \"case\" INDEXED BY case_due WHERE station = ?1 AND " OPEN " AND due > 0 "
        "ORDER BY due LIMIT 20"};
    bool good = sqlite3_open_v2(r->path, &r->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(r->db, ranges[0], -1, &r->range[0], NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(r->db, ranges[1], -1, &r->range[1], NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(r->db, "SELECT id FROM station WHERE name LIKE 'bench %' ORDER BY id", -1, &q,
                                   NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < STATIONS && sqlite3_step(q) == SQLITE_ROW; i++)
        r->station[i] = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    if (!good) fprintf(stderr, "%s\n", sqlite3_errmsg(r->db));
    return good && r->station[STATIONS - 1];
}

static bool run_file(int percent) {
    struct run r = {.percent = percent};
    bool good = make_file(&r) && open_run(&r);
    if (good) run_pages(&r, true);
    if (good) run_pages(&r, false);
    sqlite3_finalize(r.range[0]);
    sqlite3_finalize(r.range[1]);
    sqlite3_close(r.db);
    yz_session_close(r.session);
    return good && !r.failed;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    setenv("YIZHAN_NOW", day, 1);
    bool good = run_file(2);
    return run_file(30) && good ? 0 : 1;
}
