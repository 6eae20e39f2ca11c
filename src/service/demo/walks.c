/* A year of visits: each grid's workers walk their buildings twice a year, and now and then somebody says what they need.
 * A walk is a building in some hours, keyed in afterwards from its door list as one act. Dice of its own, by building and
 * walk: the rest of the community stays as it is. */
#include "base/text.h"
#include "service/demo/year.h"

#include <stdio.h>
#include <stdlib.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/net.h>

static const struct {
    int32_t field; /* need_field */
    const char *text;
} wishes[] = {
    {3, "单元门关不上，想请人修"},     {3, "楼道灯坏了，晚上回家看不见"}, {3, "楼下绿化带想补种，给孩子一块玩的地方"},
    {2, "电动车充电桩不够，想加几个"}, {2, "楼上装修太吵，想请人说一说"}, {5, "想知道高龄津贴怎么领"},
    {5, "想找一份离家近的活"},         {6, "老人想有人帮着理发"},         {6, "想学用手机挂号"},
    {6, "孩子放学后两个小时没人看"},   {4, "租房合同有纠纷，想问律师"},   {1, "想参加社区的志愿服务"}};
static const char *const notes[] = {"家里都好", "老人腿脚不便，下次带血压计", "问了医保缴费", "说最近出差多，晚上再来",
                                    "门口堆了纸箱，已请挪走"};

enum {
    ROUNDS = 2,
    LATELY = 2
}; /* walks of all in a year; monthly ones of key households, as far as they are kept here */
enum { DOORS = 512, LONG = 150, AGAIN = 50 }; /* minutes: of a walk, and for those who were out at first */

struct door {
    int64_t household, dwelling, building, grid, head;
    yz_date since;
};

struct walks {
    struct yz_demo_maker *m;
    struct yz_dice dice;
    const struct yz_staff *worker;
    yz_moment at;
};

static const struct yz_staff *worker_of(struct walks *w, int64_t grid) {
    const struct yz_staff *first = NULL, *second = NULL;
    for (size_t i = 0; i < w->m->n_staff; i++) {
        const struct yz_staff *s = &w->m->staff[i];
        if (s->grid != grid || !grid) continue;
        if (!first) first = s;
        else if (!second) second = s;
    }
    bool other = second && yz_dice_chance(&w->dice, 35);
    return other ? second : first ? first : &w->m->staff[0];
}

/* What was heard is dealt with in time: the older, the more likely it is closed. */
static int32_t fate(struct walks *w) {
    int days = yz_days_between(yz_moment_date(w->at), w->m->want.date);
    if (days > 60 && yz_dice_chance(&w->dice, 75)) return YZ_NEED_CLOSED;
    if (days > 20 && yz_dice_chance(&w->dice, 50)) return YZ_NEED_DELIVERED;
    return yz_dice_chance(&w->dice, 40) ? YZ_NEED_PUBLISHED : YZ_NEED_HEARD;
}

static enum yz_status wish(struct walks *w, const struct door *d, struct yz_visit *v) {
    int i = yz_dice_below(&w->dice, sizeof wishes / sizeof *wishes);
    struct yz_need n = {.field = wishes[i].field,
                        .person = d->head,
                        .household = d->household,
                        .building = d->building,
                        .grid = d->grid,
                        .source = 1,
                        .visit = v->id,
                        .at = v->at,
                        .staff = v->staff,
                        .invented = true};
    yz_copy(n.text, sizeof n.text, wishes[i].text);
    n.state = fate(w);
    if (n.state == YZ_NEED_CLOSED) n.closed_at = n.at + INT64_C(20) * 86400000;
    enum yz_status status = yz_put(w->m->store, &yz_need_kind, &n);
    v->need = n.id;
    return status == YZ_OK ? yz_put(w->m->store, &yz_visit_kind, v) : status;
}

static int32_t outcome(struct walks *w) {
    int n = yz_dice_below(&w->dice, 1000);
    return n < 760   ? YZ_VISIT_MET
           : n < 965 ? YZ_VISIT_ABSENT
           : n < 985 ? YZ_VISIT_REFUSED
           : n < 992 ? YZ_VISIT_MOVED
                     : YZ_VISIT_NEW_TENANT;
}

static enum yz_status knock(struct walks *w, const struct door *d, int32_t *came) {
    struct yz_visit v = {.building = d->building,
                         .dwelling = d->dwelling,
                         .household = d->household,
                         .at = w->at,
                         .staff = w->worker->id,
                         .outcome = outcome(w),
                         .invented = true};
    bool met = v.outcome == YZ_VISIT_MET, wished = met && yz_dice_chance(&w->dice, 4);
    if (met && yz_dice_chance(&w->dice, 60)) v.person = d->head;
    if (met && yz_dice_chance(&w->dice, 8))
        yz_copy(v.note, sizeof v.note, notes[yz_dice_below(&w->dice, sizeof notes / sizeof *notes)]);
    if (met && yz_dice_chance(&w->dice, 3)) yz_copy(v.checks, sizeof v.checks, "{\"fire\":\"bad\"}");
    *came = v.outcome;
    enum yz_status status = yz_put(w->m->store, &yz_visit_kind, &v);
    return status == YZ_OK && wished ? wish(w, d, &v) : status;
}

/* The doors one after the other, then most of those who were out once more. Few are passed by, or moved in later. */
static enum yz_status go_round(struct walks *w, yz_moment end, const struct door *doors, size_t count) {
    bool out[DOORS] = {false};
    enum yz_status status = YZ_OK;
    for (size_t turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < count && status == YZ_OK; i++) {
            int32_t came = 0;
            yz_moment minutes = (yz_moment)(count - i) * (turn ? AGAIN : LONG) / (yz_moment)count + (turn ? 0 : AGAIN);
            w->at = end - minutes * 60000;
            bool knocks = turn ? out[i] && yz_dice_chance(&w->dice, 75) : !yz_dice_chance(&w->dice, 4);
            if (knocks && doors[i].since <= yz_moment_date(w->at)) status = knock(w, &doors[i], &came);
            out[i] = came == YZ_VISIT_ABSENT;
        }
    }
    return status;
}

static enum yz_status read_doors(struct yz_store *store, int64_t building, struct door *out, size_t *count) {
    struct yz_query *q = yz_sql(store, "SELECT h.id,d.id,b.grid,h.head,h.since FROM building b JOIN dwelling d ON "
                                       "d.building=b.id JOIN household h ON h.dwelling=d.id WHERE b.id=?1 AND "
                                       "h.until=0 ORDER BY d.id,h.id");
    yz_bind(q, 1, building);
    for (*count = 0; *count < DOORS && yz_next(q); ++*count)
        out[*count] =
            (struct door){yz_int(q, 0), yz_int(q, 1), building, yz_int(q, 2), yz_int(q, 3), (yz_date)yz_int(q, 4)};
    return yz_done(q);
}

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Whom key groups make them call on more often. */
static enum yz_status read_key(struct yz_demo_year *y) {
    const struct yz_demo_maker *m = y->m;
    y->key = calloc(m->n_souls + 1, sizeof *y->key);
    if (!y->key) return yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; i < m->n_souls; i++)
        if (yz_demo_interval(m, &m->souls[i]) < yz_group_interval(0)) y->key[y->key_count++] = m->souls[i].household;
    qsort(y->key, y->key_count, sizeof *y->key, by_id);
    return YZ_OK;
}

static void only_key(const struct yz_demo_year *y, struct door *doors, size_t *count) {
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (bsearch(&doors[i].household, y->key, y->key_count, sizeof *y->key, by_id)) doors[kept++] = doors[i];
    *count = kept;
}

/* a: the building, by its place; b: which walk; from ROUNDS on, of key households only. */
static enum yz_status walk(struct yz_demo_year *y, const struct yz_demo_move *move) {
    static struct door doors[DOORS];
    struct walks w = {.m = y->m};
    size_t count;
    w.dice.state = y->m->want.seed + 8191 * (uint64_t)move->a + (uint64_t)move->b;
    enum yz_status status = read_doors(y->m->store, y->m->buildings[move->a], doors, &count);
    if (move->b >= ROUNDS) only_key(y, doors, &count);
    if (status != YZ_OK || !count) return status;
    w.worker = worker_of(&w, doors[0].grid);
    status = yz_act_begin(y->m->store, "log-visit", w.worker->id);
    if (status != YZ_OK) return status;
    status = go_round(&w, move->at, doors, count);
    if (status == YZ_OK) return yz_act_commit(y->m->store, NULL);
    yz_act_abort(y->m->store);
    return status;
}

/* Twice a year, half a year apart but for some days; in the morning, or late when people come home. Few are passed over. */
static enum yz_status plan(struct yz_demo_year *y, struct yz_dice *d, size_t building, int turn, yz_date day) {
    int minute = yz_dice_chance(d, 40) ? 11 * 60 + 50 : 18 * 60 + 30;
    struct yz_demo_move move = {.at = yz_moment_make(day, minute + yz_dice_below(d, 10)), .make = walk};
    move.a = (int64_t)building;
    move.b = turn;
    return yz_dice_chance(d, 3) ? YZ_OK : yz_demo_plan(y, move);
}

enum yz_status yz_demo_plan_walks(struct yz_demo_year *y) {
    struct yz_dice d = {.state = y->m->want.seed + 65537};
    int half = yz_days_between(y->first, y->today) / 2;
    enum yz_status status = read_key(y);
    for (size_t i = 0; i < y->m->n_buildings && status == YZ_OK; i++) {
        yz_date day = yz_date_add(y->first, yz_dice_below(&d, half));
        status = plan(y, &d, i, 0, day);
        day = yz_date_add(day, half - yz_dice_below(&d, 12));
        if (status == YZ_OK) status = plan(y, &d, i, 1, day < y->today ? day : y->today);
        day = yz_date_add(y->today, -yz_dice_below(&d, 28));
        for (int k = 0; k < LATELY && status == YZ_OK; k++)
            status = plan(y, &d, i, ROUNDS + k, yz_date_add(day, -28 * k));
    }
    return status;
}
