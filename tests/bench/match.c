/* Matching 10,000 needs with 2,000 services and resources: the best five of one, of all, the plan; from a station file with all
 * of them, loading included. */
#include "service/session.h"
#include "support/bench.h"
#include "support/market.h"
#include "support/station.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/journal.h>
#include <yizhan/lists.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

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

/* --- from a station file --- */

static const struct {
    const char *need, *offer;
    int32_t field, topic;
} matters[] = {{"想请人上门理发", "上门理发", 6, 601},
               {"孩子放学后没人看", "四点半托管和作业辅导", 6, 602},
               {"想在楼下量血压", "义诊量血压", 6, 603},
               {"电视没有声音，想请人修", "家电小修", 6, 604},
               {"手机扫码不会用", "智能手机培训", 6, 605},
               {"想问怎么申请低保", "救助和补贴申请指导", 5, 502},
               {"想找一份离家近的工作", "招聘和介绍工作", 5, 503},
               {"楼道灯坏了", "路灯和电路维修", 3, 301},
               {"垃圾桶旁边常堆杂物", "垃圾清运", 3, 302},
               {"房东不退押金", "看租房合同", 4, 402},
               {"单位欠薪三个月", "讨薪法律援助", 4, 403},
               {"楼上太吵，想请人调解", "邻里纠纷调解", 2, 201},
               {"晚上没有车位", "错时停车", 2, 203},
               {"想参加志愿服务", "志愿服务报名", 1, 102}};
enum { MATTERS = sizeof matters / sizeof *matters };

static enum yz_status put_offer(struct yz_session *s, int64_t provider, uint32_t *state) {
    unsigned i = dice(state, MATTERS);
    struct yz_offer o = {.list = YZ_LIST_RESOURCE, .provider = provider, .capacity = 1 + dice(state, 9)};
    snprintf(o.name, sizeof o.name, "%s", matters[i].offer);
    o.field = matters[i].field;
    o.topic = dice(state, 3) ? matters[i].topic : 0;
    o.period = YZ_PER_WEEK;
    o.area = YZ_AREA_COMMUNITY;
    o.price = YZ_PRICE_FREE;
    o.confirmed_on = 20261001 + (yz_date)dice(state, 28);
    if (dice(state, 3) == 0) snprintf(o.hours, sizeof o.hours, "09:00-12:00,13:30-20:00");
    if (dice(state, 8) == 0) snprintf(o.whom, sizeof o.whom, "aged-80,living-alone");
    return yz_put(s->store, &yz_offer_kind, &o);
}

static enum yz_status put_need(struct yz_session *s, const struct yz_household *h, int64_t building, uint32_t *state) {
    unsigned i = dice(state, MATTERS);
    struct yz_need n = {.field = matters[i].field, .household = h->id, .building = building, .state = YZ_NEED_HEARD};
    snprintf(n.text, sizeof n.text, "%s", matters[i].need);
    n.topic = dice(state, 3) ? matters[i].topic : 0;
    n.urgency = 1 + (int32_t)dice(state, 3);
    n.at = yz_moment_make(20261101 + (yz_date)dice(state, 20), 600);
    n.source = 1;
    snprintf(n.place, sizeof n.place, "门口");
    return yz_put(s->store, &yz_need_kind, &n);
}

/* In place of the demo's own: 2,000 offers, 10,000 needs of as many households. */
static enum yz_status fill(struct yz_session *s) {
    struct yz_household *all = calloc(NEEDS, sizeof *all);
    struct yz_record_filter none = {0};
    struct yz_provider p = {.name = "便民服务队", .sort = YZ_PROVIDER_VOLUNTEER};
    struct yz_dwelling d;
    uint32_t state = 5;
    size_t count = 0;
    enum yz_status status = all ? yz_record_page(s, YZ_HOUSEHOLD, &none, 0, all, NEEDS, &count) : YZ_REFUSED;
    if (status == YZ_OK) status = yz_session_act(s, "edit-need");
    if (status != YZ_OK) return status;
    yz_act_bulk(s->store);
    status = yz_put(s->store, &yz_provider_kind, &p);
    for (size_t i = 0; status == YZ_OK && i < OFFERS; i++) status = put_offer(s, p.id, &state);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        status = yz_get(s->store, &yz_dwelling_kind, all[i].dwelling, &d);
        if (status == YZ_OK) status = put_need(s, &all[i], d.building, &state);
    }
    free(all);
    return yz_session_end(s, status);
}

static enum yz_status loaded_plan(struct yz_session *s) {
    struct bench_samples loading = {0}, whole = {0};
    struct yz_matching *m = NULL;
    struct yz_match_plan p = {0};
    enum yz_status status = YZ_OK;
    for (int round = 0; status == YZ_OK && round < 5; round++) {
        double from = now();
        status = yz_matching_load(s, 0, &m);
        bench_add(&loading, now() - from);
        if (status == YZ_OK) status = yz_match_plan(m, &p);
        bench_add(&whole, now() - from);
        yz_matching_free(m);
        if (status == YZ_OK && !round)
            printf("from the file: %zu needs get one, %lld points, the greedy way %lld\n", p.count, (long long)p.total,
                   (long long)p.greedy_total);
        if (status == YZ_OK && p.bound != p.total) status = yz_fail(YZ_REFUSED, "the plan is not the best");
        yz_match_plan_free(&p);
    }
    bench_tell(
        &(struct bench_figure){.name = "reading needs and offers", .unit = "ms", .value = bench_at(&loading, 50)});
    bench_tell(&(struct bench_figure){.name = "plan from the file, loading and greedy one included",
                                      .unit = "ms",
                                      .value = bench_at(&whole, 50),
                                      .budget = 600});
    bench_free(&loading);
    bench_free(&whole);
    return status;
}

static bool from_file(void) {
    struct yz_session *s = NULL;
    const char *from = bench_station(100000);
    char copy[512];
    if (!from) return false;
    snprintf(copy, sizeof copy, "%s/match.db",
             getenv("TMPDIR") ? getenv("TMPDIR") : "."); /* tests/bench.sh clears it */
    bool good = yz_session_open(from, &s) == YZ_OK && yz_backup(s, copy) == YZ_OK;
    yz_session_close(s);
    s = NULL;
    yz_set_now(yz_moment_make(20261124, 600));
    good = good && yz_session_open(copy, &s) == YZ_OK && fill(s) == YZ_OK && loaded_plan(s) == YZ_OK;
    if (!good) fprintf(stderr, "%s\n", yz_message());
    yz_session_close(s);
    return good;
}

int main(void) {
    static const struct {
        const char *name;
        int64_t room;
    } sizes[] = {{"plan, room for half of them", 4}, {"plan, room for all", 12}, {"plan, a single place each", 1}};
    struct market m;
    bool good = true;
    setlocale(LC_ALL, "C.UTF-8");
    for (size_t i = 0; good && i < sizeof sizes / sizeof *sizes; i++) {
        good = market_make(&m, NEEDS, OFFERS, sizes[i].room, 1);
        if (good && !i) best_five(&m.set);
        good = good && plan(&m.set, sizes[i].name);
        market_free(&m);
    }
    return good && from_file() ? 0 : 1;
}
