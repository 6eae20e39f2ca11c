/* Matching 10,000 needs with 2,000 services and resources: the best five of one, of all, the plan; from a station file with all
 * of them, loading included. */
#include "support/bench.h"
#include "support/market.h"

#include <stdio.h>
#include <stdlib.h>

enum { NEEDS = 10000, OFFERS = 2000, ROUNDS = 9 };

/* Without what this process waited for the processors of others. */
static double now(void) {
    return bench_ms() - bench_waited(0);
}

static void best_five(const struct yz_match_set *m) {
    struct bench_samples one = {0}, all = {0};
    struct yz_match_edge five[5];
    volatile size_t sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double from = now();
        for (size_t i = 0; i < m->need_count; i++) sum += yz_match_top(m, &m->needs[i], five, 5);
        bench_add(&all, now() - from);
    }
    for (size_t i = 0; i < m->need_count; i += 7) {
        double from = now();
        sum += yz_match_top(m, &m->needs[i], five, 5);
        bench_add(&one, now() - from);
    }
    (void)sum;
    bench_tell(&(struct bench_figure){
        .name = "best five for one need, 99 %", .unit = "ms", .value = bench_at(&one, 99), .budget = 0.1});
    bench_tell(&(struct bench_figure){
        .name = "best five for 10,000 needs", .unit = "ms", .value = bench_at(&all, 50), .budget = 50});
    bench_free(&one);
    bench_free(&all);
}

static bool plan(const struct yz_match_set *m, const char *name) {
    struct yz_match_assignment best = {.of = calloc(NEEDS, sizeof(int32_t))};
    struct yz_match_assignment greedy = {.of = calloc(NEEDS, sizeof(int32_t))};
    double from = now();
    bool good = best.of && greedy.of && yz_match_optimum(m, &best);
    double took = now() - from;
    good = good && yz_match_greedy(m, &greedy) && best.bound == best.total;
    printf("%s: %zu of %d needs, %lld points, greedy %zu and %.1f %% of it\n", name, best.count, NEEDS,
           (long long)best.total, greedy.count, 100.0 * (double)greedy.total / (double)best.total);
    bench_tell(&(struct bench_figure){.name = name, .unit = "ms", .value = took, .budget = 500});
    free(best.of);
    free(greedy.of);
    return good;
}

int main(void) {
    static const struct {
        const char *name;
        int64_t room;
    } sizes[] = {{"plan, room for half of them", 4}, {"plan, room for all", 12}, {"plan, a single place each", 1}};
    struct market m;
    bool good = true;
    for (size_t i = 0; good && i < sizeof sizes / sizeof *sizes; i++) {
        good = market_make(&m, NEEDS, OFFERS, sizes[i].room, 1);
        if (good && !i) best_five(&m.set);
        good = good && plan(&m.set, sizes[i].name);
        market_free(&m);
    }
    return good ? 0 : 1;
}
