/* A season's ledger: 4,753 people enrolled in a file of 100,000 by one import, beside bare inserts of the rows that
 * it writes: the cases, their journal lines, their search keys. And a building at the screen: who is fit. */
#include "support/bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/backup.h>
#include <yizhan/bulk.h>
#include <yizhan/catalogue.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

enum { RUNS = 3, PEOPLE = 4753, OFTEN = 20 };

#define ITEM "tests/data/resident-enrolment.item"

static const char *const sets[] = {"years=2027", "consent=是", "papers=id-card"};
static char station[4096], ledger[4096], bare[4096];

static void remove_station(const char *path) {
    static const char *const tails[] = {"", ".lock", "-wal", "-shm"};
    char name[4200];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    snprintf(name, sizeof name, "rm -rf '%s.backups'", path);
    if (system(name) != 0) fprintf(stderr, "%s: its backups stay\n", path);
}

static bool copy_station(const char *from) {
    char command[9000];
    remove_station(station);
    snprintf(command, sizeof command, "cp '%s' '%s'", from, station);
    return system(command) == 0;
}

static bool sql(const char *path, const char *text) {
    sqlite3 *db = NULL;
    char *error = NULL;
    bool good = sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, text, NULL, NULL, &error) == SQLITE_OK;
    if (!good) fprintf(stderr, "%s: %s\n", path, error ? error : sqlite3_errmsg(db));
    sqlite3_free(error);
    sqlite3_close(db);
    return good;
}

/* People with an ID number, from all over the file. */
static bool write_ledger(void) {
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    FILE *f = fopen(ledger, "w");
    int n = 0;
    if (!f || sqlite3_open(station, &db) != SQLITE_OK) return false;
    fputs("姓名,身份证号,应缴金额,缴费情况,缴费日期\n", f);
    sqlite3_prepare_v2(db,
                       "SELECT name, id_number FROM person WHERE length(id_number) = 18 AND died = 0"
                       " AND birth < 20200101 ORDER BY id * 7919 % 100003 LIMIT ?1",
                       -1, &q, NULL);
    sqlite3_bind_int(q, 1, PEOPLE);
    for (; sqlite3_step(q) == SQLITE_ROW; n++)
        fprintf(f, "%s,%s,400,已缴费,2026.11.%02d\n", (const char *)sqlite3_column_text(q, 0),
                (const char *)sqlite3_column_text(q, 1), n % 20 + 1);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return fclose(f) == 0 && n == PEOPLE;
}

static bool load_item(void) {
    struct yz_session *s = NULL;
    struct yz_findings f = {0};
    bool good = yz_session_open(station, &s) == YZ_OK && yz_catalogue_load(s, ITEM, &f, NULL) == YZ_OK;
    yz_session_close(s);
    yz_findings_free(&f);
    return good;
}

/* Seconds that the proved backup before a long import takes. */
static double keep(struct yz_session *s) {
    struct yz_backup_made made;
    double from = bench_ms(), waited = bench_waited(0);
    enum yz_status status = yz_backup_keep(s, NULL, NULL, true, &made);
    return status == YZ_OK ? (bench_ms() - from - (bench_waited(0) - waited)) / 1e3 : -1;
}

/* Seconds; what it made is left in the file. `kept`: of the backup before it, NULL = none is wanted. */
static double enrol(int64_t *act, size_t *added, double *kept) {
    const struct yz_import_options o = {
        .kind = "cases", .file = ledger, .service = "resident-enrolment", .sets = sets, .set_count = 3};
    struct yz_import_report report;
    struct yz_session *s = NULL;
    if (yz_session_open(station, &s) != YZ_OK) return -1;
    if (kept) *kept = keep(s); /* else the import would begin with it */
    double from = bench_ms(), waited = bench_waited(0);
    enum yz_status status = yz_import(s, &o, &report);
    double ms = bench_ms() - from - (bench_waited(0) - waited);
    *act = report.act;
    *added = report.added;
    yz_session_close(s);
    return status == YZ_OK ? ms / 1e3 : -1;
}

/* The rows of that act into the same tables of the file as it was before, in one transaction, by one statement a table. */
static double bare_inserts(int64_t act) {
    char text[9000];
    snprintf(
        text, sizeof text,
        "ATTACH '%s' AS made;CREATE TEMP TABLE c AS SELECT * FROM made.\"case\" WHERE id IN"
        " (SELECT id FROM made.journal WHERE act = %lld AND kind = 'case');"
        "CREATE TEMP TABLE j AS SELECT * FROM made.journal WHERE act = %lld;"
        "CREATE TEMP TABLE f AS SELECT f.* FROM made.find f JOIN c ON f.id = c.id WHERE f.kind = %d;"
        "DETACH made;PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA cache_size=-65536",
        station, (long long)act, (long long)act, YZ_CASE);
    sqlite3 *db = NULL;
    double ms = -1;
    if (sqlite3_open(bare, &db) == SQLITE_OK && sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK) {
        double from = bench_ms(), waited = bench_waited(0);
        int rc = sqlite3_exec(db,
                              "BEGIN IMMEDIATE;INSERT INTO main.\"case\" SELECT * FROM c;INSERT INTO main.journal"
                              " SELECT * FROM j;INSERT INTO main.find SELECT * FROM f ORDER BY 1, 2, 3;COMMIT",
                              NULL, NULL, NULL);
        ms = rc == SQLITE_OK ? bench_ms() - from - (bench_waited(0) - waited) : -1;
    }
    if (ms < 0) fprintf(stderr, "bare inserts: %s\n", sqlite3_errmsg(db));
    sqlite3_close(db);
    return ms / 1e3;
}

/* The building with the most people, as the screen opens it: milliseconds, and how many live there. */
static double open_building(size_t *people) {
    struct yz_session *s = NULL;
    struct yz_building all[1024];
    struct yz_bulk_sums sums = {0};
    size_t count = 0;
    double ms = -1;
    if (yz_session_open(station, &s) != YZ_OK) return -1;
    int64_t largest = 0, most = 0;
    yz_buildings(s, YZ_NO_KIND, 0, NULL, all, 1024, &count);
    for (size_t i = 0; i < count; i++) {
        struct yz_counts c;
        if (yz_place_counts(s, YZ_BUILDING, all[i].id, &c) == YZ_OK && c.people > most)
            most = c.people, largest = all[i].id;
    }
    for (int i = 0; i < OFTEN; i++) {
        struct yz_bulk *b = NULL;
        double from = bench_ms(), waited = bench_waited(0);
        bool good = yz_bulk_begin(s, "resident-enrolment", &b) == YZ_OK && yz_bulk_set(b, "years", "2027", NULL) &&
                    yz_bulk_add_place(b, YZ_BUILDING, largest) == YZ_OK && yz_bulk_check(b) == YZ_OK;
        double took = bench_ms() - from - (bench_waited(0) - waited);
        if (good && (ms < 0 || took < ms)) ms = took;
        if (good) sums = yz_bulk_count(b);
        yz_bulk_free(b);
    }
    *people = sums.lines;
    yz_session_close(s);
    return ms;
}

static void tell(struct bench_samples *ours, struct bench_samples *raw, struct bench_samples *again,
                 struct bench_samples *kept, double building, size_t people) {
    char name[96];
    bench_tell(&(struct bench_figure){
        .name = "the proved backup before a long import, 100,000 people", .unit = "s", .value = bench_at(kept, 0)});
    bench_tell(&(struct bench_figure){.name = "a ledger of 4,753 enrolments into 100,000 people",
                                      .unit = "s",
                                      .value = bench_at(ours, 0),
                                      .raw = bench_at(raw, 0),
                                      .raw_is = "bare inserts of the same case, journal and search-key rows",
                                      .budget = 1});
    bench_tell(&(struct bench_figure){.name = "the same ledger again", .unit = "s", .value = bench_at(again, 0)});
    snprintf(name, sizeof name, "a building of %zu people, each judged", people);
    bench_tell(&(struct bench_figure){.name = name, .unit = "ms", .value = building, .budget = 100});
}

int main(void) {
    const char *from = bench_station(100000), *folder = getenv("YZ_BENCH_STATIONS");
    struct bench_samples ours = {0}, raw = {0}, again = {0}, kept = {0};
    size_t added = 0, people = 0, none = 0;
    int64_t act = 0, no_act;
    if (!from) return 1;
    snprintf(station, sizeof station, "%s/enrol.db", folder ? folder : ".");
    snprintf(bare, sizeof bare, "%s/enrol-bare.db", folder ? folder : ".");
    snprintf(ledger, sizeof ledger, "%s/enrol.csv", folder ? folder : ".");
    bool good = copy_station(from) && write_ledger();
    double building = good && load_item() ? open_building(&people) : -1;
    for (int i = 0; i < RUNS && good; i++) {
        char command[9000];
        good = copy_station(from) && load_item();
        remove_station(bare);
        snprintf(command, sizeof command, "cp '%s' '%s'", station, bare);
        good = good && sql(station, "PRAGMA wal_checkpoint(TRUNCATE)") && system(command) == 0;
        double backup = -1, took = good ? enrol(&act, &added, &backup) : -1, limit = took > 0 ? bare_inserts(act) : -1,
               second = took > 0 ? enrol(&no_act, &none, &backup) : -1;
        good = took > 0 && limit > 0 && second > 0 && backup > 0 && added == PEOPLE && none == 0;
        bench_add(&kept, backup);
        bench_add(&ours, took);
        bench_add(&raw, limit);
        bench_add(&again, second);
    }
    if (good && building > 0) tell(&ours, &raw, &again, &kept, building, people);
    else fprintf(stderr, "enrolling could not be measured: %s\n", yz_message());
    remove_station(station);
    remove_station(bare);
    unlink(ledger);
    bench_free(&ours);
    bench_free(&raw);
    bench_free(&again);
    bench_free(&kept);
    return good && building > 0 ? 0 : 1;
}
