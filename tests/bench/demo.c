/* The demo of 100,000 people, beside bare prepared inserts of the rows it writes. */
#include "support/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 2 };

/* The milliseconds of the program as people run it, the start included; negative when it failed. */
static double write_demo(const char *path) {
    const char *program = getenv("YIZHAN");
    double from = bench_ms();
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stderr)) _exit(126);
        execl(program ? program : "build/yizhan", "yizhan", "-f", path, "demo", "--date", "2026-11-23", "--force",
              (char *)NULL);
        _exit(127);
    }
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) return -1;
    return bench_ms() - from;
}

static void remove_file(const char *path) {
    static const char *const tails[] = {"", "-wal", "-shm", "-journal", ".lock"};
    char name[4200];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
}

int main(void) {
    const char *folder = getenv("YZ_BENCH_STATIONS");
    char path[4096], bare[4096];
    struct bench_samples demo = {0}, raw = {0};
    snprintf(path, sizeof path, "%s/demo.db", folder ? folder : ".");
    snprintf(bare, sizeof bare, "%s/bare.db", folder ? folder : ".");
    bool good = true;
    for (int i = 0; i < RUNS && good; i++) {
        double ours = write_demo(path), limit = bench_bare_inserts(path, bare, "");
        good = ours > 0 && limit > 0;
        bench_add(&demo, ours / 1e3);
        bench_add(&raw, limit / 1e3);
    }
    if (good) {
        bench_tell(
            &(struct bench_figure){.name = "demo of 100,000 people",
                                   .unit = "s",
                                   .value = bench_at(&demo, 0),
                                   .raw = bench_at(&raw, 0),
                                   .raw_is = "bare prepared inserts of the same rows, same schema, one transaction",
                                   .budget = 6});
    } else {
        fprintf(stderr, "the demo could not be written\n");
    }
    remove_file(path);
    remove_file(bare);
    bench_free(&demo);
    bench_free(&raw);
    return good ? 0 : 1;
}
