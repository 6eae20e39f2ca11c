/* Small improvements of the year: of the needs that a fitter or a gardener can answer, each as far as its need has come. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/improvements.h>
#include <yizhan/lists.h>

enum { EACH = 5 }; /* of a sort, at most */

static const struct deed {
    const char *wish, *name, *before, *plan, *after, *crew, *payer, *given;
    int64_t cost;
} deeds[] = {{"单元门关不上，想请人修", "单元门换闭门器", "单元门关不上，夜里谁都能进", "换闭门器，校门轴",
              "门自己关得上，夜里安静了", "物业维修队", "物业维修资金", "闭门器一个", 26000},
             {"楼道灯坏了，晚上回家看不见", "楼道换感应灯", "二层到四层的灯不亮，老人摸黑上楼",
              "换声控感应灯，理一遍线", "走到哪亮到哪", "供电所志愿者", "", "感应灯六盏和半天人工", 0},
             {"楼下绿化带想补种，给孩子一块玩的地方", "楼下补种三角梅，铺一块地垫", "绿化带踩秃了一片，下雨全是泥",
              "补种三角梅，空地铺软地垫", "孩子有地方玩，花也开了", "邻里志愿队", "小区公共收益", "花苗四十株", 118000},
             {"电动车充电桩不够，想加几个", "车棚加四个充电位", "充电要排队，有人从窗户拉线", "车棚东侧加四个充电位",
              "不排队了，没有飞线了", "物业服务中心", "共建单位", "充电插座四个", 320000}};

static void far_as(struct yz_demo_maker *m, const struct yz_need *n, const struct deed *d, struct yz_improvement *im) {
    bool ended = n->state == YZ_NEED_DELIVERED || n->state == YZ_NEED_CLOSED;
    yz_date heard = yz_moment_date(n->at);
    int states[] = {YZ_IMPROVEMENT_PROPOSED, YZ_IMPROVEMENT_PLANNED, YZ_IMPROVEMENT_UNDER_WAY};
    im->state = ended ? YZ_IMPROVEMENT_DONE : states[yz_dice_below(&m->dice, 3)];
    if (n->state == YZ_NEED_CLOSED) im->state = YZ_IMPROVEMENT_CONFIRMED;
    if (im->state >= YZ_IMPROVEMENT_PLANNED) {
        yz_copy(im->plan, sizeof im->plan, d->plan);
        yz_copy(im->crew, sizeof im->crew, d->crew);
        im->planned_days = yz_dice_between(&m->dice, 1, 5);
        im->leader = im->staff;
    }
    if (im->state >= YZ_IMPROVEMENT_UNDER_WAY) im->started = yz_date_add(heard, yz_dice_between(&m->dice, 1, 4));
    if (im->started > m->want.date) im->started = m->want.date;
    if (!ended) return;
    im->finished = yz_date_add(im->started, yz_dice_between(&m->dice, 0, 6));
    if (im->finished > m->want.date) im->finished = m->want.date;
    im->cost = d->cost;
    yz_copy(im->payer, sizeof im->payer, d->payer);
    yz_copy(im->after, sizeof im->after, d->after);
    if (im->state != YZ_IMPROVEMENT_CONFIRMED) return;
    im->word_of = n->person;
    im->word_on = im->finished;
    yz_copy(im->word, sizeof im->word, "说到做到，谢谢");
}

static enum yz_status put(struct yz_demo_maker *m, struct yz_need *n, const struct deed *d, int number, int64_t giver) {
    struct yz_improvement im = {
        .building = n->building, .grid = n->grid, .staff = n->staff, .at = n->at, .invented = true};
    struct yz_cause c = {.need = n->id, .was = YZ_NEED_HEARD, .at = n->at, .staff = n->staff};
    struct yz_gift g = {.provider = giver, .at = n->at, .staff = n->staff};
    struct yz_building b;
    struct yz_person p;
    snprintf(im.number, sizeof im.number, "转变%04d-%04d", m->want.date / 10000, number);
    yz_copy(im.name, sizeof im.name, d->name);
    yz_copy(im.before, sizeof im.before, d->before);
    far_as(m, n, d, &im);
    if (yz_get(m->store, &yz_building_kind, n->building, &b) == YZ_OK) im.compound = b.compound;
    if (im.word_of && yz_get(m->store, &yz_person_kind, im.word_of, &p) == YZ_OK)
        yz_copy(im.word_name, sizeof im.word_name, p.name);
    enum yz_status status = yz_put(m->store, &yz_improvement_kind, &im);
    c.improvement = g.improvement = im.id;
    yz_copy(g.what, sizeof g.what, d->given);
    if (status == YZ_OK) status = yz_put(m->store, &yz_cause_kind, &c);
    if (status == YZ_OK && im.started && giver) status = yz_put(m->store, &yz_gift_kind, &g);
    if (status != YZ_OK || im.state == YZ_IMPROVEMENT_PROPOSED || n->state >= YZ_NEED_MATCHED) return status;
    n->state = YZ_NEED_MATCHED;
    return yz_put(m->store, &yz_need_kind, n);
}

/* The newest needs that say so, and whoever offers something of the sort. */
static enum yz_status put_all(struct yz_demo_maker *m) {
    enum yz_status status = YZ_OK;
    int number = 0;
    for (size_t i = 0; status == YZ_OK && i < sizeof deeds / sizeof *deeds; i++) {
        struct yz_need needs[EACH];
        size_t count = 0;
        struct yz_query *q = yz_select(m->store, &yz_need_kind,
                                       "WHERE text=?1 AND building<>0 AND state<6 AND at>=?3 ORDER BY at DESC,id DESC"
                                       " LIMIT ?2");
        int64_t giver =
            yz_sql_int(m->store, "SELECT id FROM provider WHERE sort<>5 ORDER BY id LIMIT 1 OFFSET ?1", (int64_t)i, 0);
        yz_bind_text(q, 1, deeds[i].wish);
        yz_bind(q, 2, EACH);
        yz_bind(q, 3, yz_moment_make(m->want.date / 10000 * 10000 + 101, 0)); /* numbered in their year */
        while (count < EACH && yz_next(q)) yz_row(q, &yz_need_kind, &needs[count++]);
        status = yz_done(q);
        for (size_t k = 0; status == YZ_OK && k < count; k++) status = put(m, &needs[k], &deeds[i], ++number, giver);
    }
    return status;
}

enum yz_status yz_demo_improvements(struct yz_demo_maker *m) {
    return yz_demo_part(m, "add-improvement", 7103, put_all);
}
