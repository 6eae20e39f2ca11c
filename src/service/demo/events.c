/* What the grids come upon in the year: some four hundred events, each at a building, through the seven links. */
#include "service/demo/year.h"

#include <stdio.h>
#include <string.h>

static const struct happening {
    const char *service, *category, *place, *description;
} all[] = {
    {"event-environment", "rubbish", "垃圾房旁", "大件垃圾堆了两天，挡住人行道"},
    {"event-environment", "sewage", "单元门口", "下水道返水，路面有污水"},
    {"event-environment", "occupied", "西侧通道", "流动摊位占道，车过不去"},
    {"event-environment", "posters", "楼道里", "墙上贴满小广告"},
    {"event-environment", "noise", "一楼商铺", "夜里抽油烟机声音大"},
    {"event-environment", "green", "东侧绿化带", "草坪被踩坏一片"},
    {"event-environment", "animals", "中心花园", "有人遛狗不清理粪便"},
    {"event-safety", "fire", "消防通道", "停了两辆车，堵住通道"},
    {"event-safety", "charging", "一楼楼梯间", "电动车拉线充电"},
    {"event-safety", "wiring", "地下车库", "私拉电线，接头露在外面"},
    {"event-safety", "falling", "北面外墙", "外墙砖松动，掉下一小块"},
    {"event-safety", "road", "南门人行道", "井盖翘起，晚上看不清"},
    {"event-dispute", "neighbours", "楼上楼下", "半夜拖桌椅，楼下睡不好"},
    {"event-dispute", "leak", "卫生间", "楼上装修后楼下天花板渗水"},
    {"event-dispute", "parking", "地面车位", "两家争一个车位"},
    {"event-dispute", "tenancy", "出租房", "退租不退押金"},
    {"event-dispute", "property", "物业前台", "电梯广告收入没有公示，业主要说法"},
    {"event-facility", "lamp", "三楼楼道", "楼道灯不亮"},
    {"event-facility", "lift", "电梯", "电梯门关不严，来回开合"},
    {"event-facility", "door", "单元门", "门禁坏了，门关不上"},
    {"event-facility", "pipe", "楼前", "自来水管漏水"},
    {"event-facility", "fitness", "健身角", "健身器材松动"},
    {"event-facility", "sign", "地下车库入口", "限高杆撞歪了"},
};

/* Whoever works in the grid of the building. */
static const struct yz_staff *worker(struct yz_demo_year *y, const struct yz_building *b) {
    size_t turn = (size_t)yz_dice_below(&y->m->dice, 2);
    const struct yz_staff *found = NULL;
    for (size_t i = 0; i < y->m->n_staff; i++)
        if (y->m->staff[i].grid == b->grid && y->m->staff[i].grid && (!found || turn)) found = &y->m->staff[i];
    return found ? found : &y->m->staff[0];
}

static void fill(struct yz_demo_year *y, struct yz_intake *in, const struct happening *h) {
    struct yz_dice *d = &y->m->dice;
    char text[192];
    yz_demo_set(in, "place", h->place);
    yz_demo_set(in, "category", h->category);
    yz_demo_set(in, "description", h->description);
    bool told = yz_dice_chance(d, 55), dispute = strcmp(h->service, "event-dispute") == 0;
    yz_demo_set(in, "found", told ? "resident" : yz_dice_chance(d, 70) ? "patrol" : "hotline");
    if (told || dispute) {
        yz_demo_name(y->m, NULL, 1 + yz_dice_below(d, 2), 19800101 + yz_dice_below(d, 12) * 10000, text);
        yz_demo_set(in, "party", text);
        snprintf(text, sizeof text, "136%08d", yz_dice_below(d, 100000000));
        yz_demo_set(in, "party_phone", text);
    }
    if (!dispute) return;
    yz_demo_set(in, "other_party", "同楼住户");
    yz_demo_set(in, "agrees", "yes");
}

static enum yz_status file(struct yz_demo_year *y, const struct happening *h, const struct yz_building *b,
                           const char *course) {
    struct yz_intake *in;
    struct yz_case c;
    enum yz_status status = yz_intake_begin_at(y->s, h->service, &(struct yz_intake_for){.building = b->id}, &in);
    if (status != YZ_OK) return status;
    fill(y, in, h);
    const struct yz_demo_course *then = course ? yz_demo_course(course) : yz_demo_usual(y, yz_intake_item(in));
    status = yz_demo_save(in, &c);
    yz_intake_free(in);
    return status == YZ_OK ? yz_demo_follow(y, &c, then, -1) : status;
}

/* a: 0, or the station (from 1) where it is left as it stands. */
static enum yz_status happen(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_demo_maker *m = y->m;
    struct yz_building b;
    const struct yz_staff *who = NULL;
    const struct happening *h = &all[yz_dice_below(&m->dice, sizeof all / sizeof *all)];
    size_t at = (size_t)yz_dice_below(&m->dice, (int)m->n_buildings);
    for (size_t i = 0; i < m->n_buildings; i++) {
        enum yz_status status = yz_get(m->store, &yz_building_kind, m->buildings[(at + i) % m->n_buildings], &b);
        if (status != YZ_OK) return status;
        who = worker(y, &b);
        if (!move->a || who->station == m->stations[move->a - 1].id) break;
    }
    yz_session_act_as(y->s, who);
    return file(y, h, &b, move->a ? "dispatched" : NULL);
}

enum yz_status yz_demo_plan_events(struct yz_demo_year *y) {
    int count = yz_demo_scaled(y, 400);
    enum yz_status status = YZ_OK;
    for (int i = 0; i < count && status == YZ_OK; i++) {
        yz_date day = yz_demo_any_workday(y, y->first, y->today);
        status = yz_demo_plan(y, (struct yz_demo_move){.at = yz_demo_open_moment(y, 0, day), .make = happen});
    }
    for (size_t i = 1; i <= y->m->n_stations && status == YZ_OK; i++) { /* dispatched yesterday, and no answer yet */
        yz_moment at = yz_demo_open_moment(y, 0, yz_demo_workday_before(y->today, 1));
        status = yz_demo_plan(y, (struct yz_demo_move){.at = at, .make = happen, .a = (int64_t)i});
    }
    return status;
}
