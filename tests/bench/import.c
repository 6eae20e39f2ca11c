/* The import of a ledger of 100,000 residents into an empty station file, beside bare prepared inserts of the rows it
 * writes; and the same ledger a second time, when nothing changes. */
#include "support/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yizhan/demo.h>
#include <yizhan/ledger.h>
#include <yizhan/session.h>
#include <yizhan/setup.h>

enum { RUNS = 3, PEOPLE = 100000 };

static const char *folder(void) {
    const char *at = getenv("YZ_BENCH_STATIONS");
    return at ? at : ".";
}

static void remove_station(const char *path) {
    static const char *const tails[] = {"", ".lock", "-wal", "-shm"};
    char name[4200];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
}

/* What a demo's residents look like as a ledger. */
static bool write_ledger(const char *station, const char *ledger) {
    const struct yz_demo demo = {.people = PEOPLE, .households = 13350, .date = 20261123, .force = true};
    const struct yz_export_options all = {.kind = "residents", .encoding = "gb18030", .revealed = true};
    struct yz_session *s = NULL;
    size_t rows = 0;
    FILE *f = fopen(ledger, "w");
    bool good = f && yz_demo_write(station, &demo) == YZ_OK && yz_session_open(station, &s) == YZ_OK &&
                yz_export(s, &all, f, &rows) == YZ_OK && rows > PEOPLE / 2;
    if (f) fclose(f);
    yz_session_close(s);
    remove_station(station);
    return good;
}

static double import(const char *station, const char *ledger, size_t *added) {
    const struct yz_import_options all = {.kind = "residents", .file = ledger, .create_places = true};
    struct yz_import_report report;
    struct yz_session *s = NULL;
    if (yz_session_open(station, &s) != YZ_OK) return -1;
    double from = bench_ms();
    enum yz_status status = yz_import(s, &all, &report);
    double ms = bench_ms() - from;
    *added = report.added;
    yz_session_close(s);
    return status == YZ_OK ? ms : -1;
}

static bool make_empty(const char *station) {
    static const char community[] = "{\"name\":\"某某社区\",\"areas\":[\"东片\"]}";
    const struct yz_setup setup = {.community = community, .station = "为民服务站"};
    remove_station(station);
    return yz_init_station(station, &setup) == YZ_OK;
}

static double bare_inserts(const char *station, const char *bare) {
    remove_station(bare);
    return bench_bare_inserts_as(station, bare, "",
                                 "PRAGMA temp_store=MEMORY;PRAGMA journal_mode=WAL;PRAGMA wal_autocheckpoint=0;"
                                 "PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA journal_size_limit=16777216;"
                                 "PRAGMA cell_size_check=ON;PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536",
                                 "PRAGMA wal_checkpoint(PASSIVE)");
}

/* In a process of its own, for its memory. Kilobytes at the most; 0: it failed. */
static long memory_of_import(const char *station, const char *ledger) {
    struct rusage usage;
    int status;
    size_t added;
    pid_t pid = fork();
    if (pid == 0) _exit(import(station, ledger, &added) > 0 ? 0 : 1);
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) return 0;
    return usage.ru_maxrss;
}

int main(void) {
    char station[4096], bare[4096], ledger[4096];
    struct bench_samples first = {0}, again = {0}, raw = {0};
    size_t added = 0, none = 0;
    snprintf(station, sizeof station, "%s/import.db", folder());
    snprintf(bare, sizeof bare, "%s/import-bare.db", folder());
    snprintf(ledger, sizeof ledger, "%s/import.csv", folder());
    bool good = write_ledger(station, ledger) && make_empty(station);
    long memory = good ? memory_of_import(station, ledger) : 0; /* before this process has grown */
    for (int i = 0; i < RUNS && good; i++) {
        good = make_empty(station);
        double ours = good ? import(station, ledger, &added) : -1, limit = bare_inserts(station, bare);
        double second = import(station, ledger, &none);
        good = ours > 0 && limit > 0 && second > 0 && added > PEOPLE / 2 && none == 0;
        bench_add(&first, ours / 1e3);
        bench_add(&raw, limit / 1e3);
        bench_add(&again, second / 1e3);
    }
    if (good) {
        bench_tell(&(struct bench_figure){.name = "import of 100,000 residents",
                                          .unit = "s",
                                          .value = bench_at(&first, 0),
                                          .raw = bench_at(&raw, 0),
                                          .raw_is = "bare prepared inserts of the same rows, same settings",
                                          .budget_ratio = 1.6});
        bench_tell(&(struct bench_figure){.name = "the same ledger again", .unit = "s", .value = bench_at(&again, 0)});
        bench_tell(&(struct bench_figure){
            .name = "memory of the import", .unit = "MB", .value = (double)memory / 1024, .budget = 300});
    } else {
        fprintf(stderr, "the import could not be measured: %s\n", yz_message());
    }
    remove_station(station);
    remove_station(bare);
    unlink(ledger);
    bench_free(&first);
    bench_free(&raw);
    bench_free(&again);
    return good ? 0 : 1;
}
