/* The past: a person's card as of a day, and a page of a list as of a day, in a file where people have moved and have been
 * edited since, so that what they were must come from the journal. Beside it, the same records as they are now. */
#include "support/bench.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/journal.h>
#include <yizhan/living.h>
#include <yizhan/records.h>
#include <yizhan/session.h>

enum { MOVED = 300, PAGE = 50, RUNS = 200, PAGES = 100 };

/* A copy to write into: each family moves to the door of the one before it, people are edited. */
static bool live(struct yz_session *s) {
    struct yz_household *all = calloc(MOVED, sizeof *all);
    struct yz_record_filter none = {0};
    struct yz_move *m = calloc(1, sizeof *m);
    size_t count = 0;
    bool good = all && m && yz_record_page(s, YZ_HOUSEHOLD, &none, 0, all, MOVED, &count) == YZ_OK && count == MOVED;
    for (size_t i = 1; good && i < count; i++) {
        struct yz_move_plan plan = {0};
        struct yz_findings f = {0};
        struct yz_person p;
        *m = (struct yz_move){.kind = YZ_MOVE_WITHIN, .household = all[i].id, .dwelling = all[i - 1].dwelling};
        good = yz_move_do(s, m, &plan, &f) == YZ_OK && yz_record_get(s, YZ_PERSON, all[i].head, &p) == YZ_OK;
        snprintf(p.employer, sizeof p.employer, "%s", "搬家那天问到的单位");
        good = good && yz_person_save(s, &p, &f) == YZ_OK;
        if (!good) fprintf(stderr, "%s\n", yz_message());
        yz_move_plan_free(&plan);
        yz_findings_free(&f);
    }
    free(all);
    free(m);
    return good;
}

/* What the card of a person reads: the record, the memberships, their addresses. */
static double card(struct yz_session *s, int64_t person, yz_date day) {
    struct yz_person p;
    struct yz_membership m[32];
    char address[128];
    size_t count = 0;
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_record_on(s, YZ_PERSON, person, day, &p);
    if (status == YZ_OK) status = yz_person_memberships_on(s, person, day, m, 32, &count);
    for (size_t i = 0; i < count && i < 32; i++) yz_dwelling_address(s, m[i].dwelling, address, sizeof address);
    return status == YZ_OK ? bench_ms() - from - (bench_waited(0) - waited) : -1;
}

static double page(struct yz_session *s, int64_t after, yz_date day) {
    static struct yz_person people[PAGE];
    struct yz_record_filter filter = {.on = day};
    char address[128];
    size_t count = 0;
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_record_page(s, YZ_PERSON, &filter, after, people, PAGE, &count);
    for (size_t i = 0; i < count; i++)
        yz_dwelling_address(s, yz_person_dwelling(s, people[i].id, day), address, sizeof address);
    return status == YZ_OK && count == PAGE ? bench_ms() - from - (bench_waited(0) - waited) : -1;
}

static double doors(struct yz_session *s, int64_t building, yz_date day) {
    struct yz_household_line lines[PAGE];
    size_t count = 0;
    double waited = bench_waited(0), from = bench_ms();
    enum yz_status status = yz_building_households_on(s, building, day, NULL, lines, PAGE, &count);
    return status == YZ_OK ? bench_ms() - from - (bench_waited(0) - waited) : -1;
}

static void tell(const char *name, struct bench_samples *past, struct bench_samples *now, double budget) {
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(past, 99),
                                      .raw = bench_at(now, 99),
                                      .raw_is = "the same as it is now",
                                      .budget = budget});
}

static bool measure(struct yz_session *s) {
    static struct yz_household moved[MOVED];
    struct bench_samples then[3] = {{0}}, now[3] = {{0}};
    struct yz_record_filter none = {0};
    struct yz_dwelling door;
    size_t count = 0;
    bool good = yz_record_page(s, YZ_HOUSEHOLD, &none, 0, moved, MOVED, &count) == YZ_OK;
    for (int i = 0; good && i < RUNS; i++) {
        const struct yz_household *h = &moved[i % (int)count];
        good = yz_record_get(s, YZ_DWELLING, h->dwelling, &door) == YZ_OK;
        bench_add(&then[0], card(s, h->head, 20261101));
        bench_add(&now[0], card(s, h->head, 0));
        bench_add(&then[2], doors(s, door.building, 20261101));
        bench_add(&now[2], doors(s, door.building, 0));
        if (i < PAGES) bench_add(&then[1], page(s, h->head, 20261101));
        if (i < PAGES) bench_add(&now[1], page(s, h->head, 0));
    }
    for (int i = 0; good && i < 3; i++) good = bench_at(&then[i], 0) >= 0 && bench_at(&now[i], 0) >= 0;
    tell("as of a past day: a person's card, p99", &then[0], &now[0], 2);
    tell("as of a past day: a page of 50 people, p99", &then[1], &now[1], 20);
    tell("as of a past day: a building's households, p99", &then[2], &now[2], 20);
    for (int i = 0; i < 3; i++) bench_free(&then[i]), bench_free(&now[i]);
    return good;
}

int main(void) {
    struct yz_session *s = NULL;
    const char *from = bench_station(100000);
    char copy[512];
    setlocale(LC_ALL, "C.UTF-8");
    if (!from) return 1;
    snprintf(copy, sizeof copy, "%s/living.db",
             getenv("TMPDIR") ? getenv("TMPDIR") : "."); /* tests/bench.sh clears it */
    bool good = yz_session_open(from, &s) == YZ_OK && yz_backup(s, copy) == YZ_OK;
    yz_session_close(s);
    s = NULL;
    yz_set_now(yz_moment_make(20261124, 600));
    good = good && yz_session_open(copy, &s) == YZ_OK && live(s) && measure(s);
    if (!good) fprintf(stderr, "%s\n", yz_message());
    yz_session_close(s);
    return good ? 0 : 1;
}
