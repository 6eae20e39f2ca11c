/* The lists of services and resources: who offers what, keyed in over the year. Invented units, with dice of their own: the
 * rest of the community stays as it is. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <yizhan/identity.h>
#include <yizhan/lists.h>

enum { HOUSEHOLDS_EACH = 90, LEAST = 12 }; /* a provider for so many households */

/* What they are called repeats with another place in front; each does two things, of `services` or of `deeds`. */
static const struct {
    int32_t sort;
    const char *name;
    int does[2];
} units[] = {{YZ_PROVIDER_DEPARTMENT, "社区民政", {0, 5}},     {YZ_PROVIDER_PARTNER, "社区卫生服务站", {3, 1}},
             {YZ_PROVIDER_FIRM, "便民理发店", {0, 13}},        {YZ_PROVIDER_COMMITTEE, "物业服务中心", {9, 10}},
             {YZ_PROVIDER_VOLUNTEER, "邻里志愿队", {1, 13}},   {YZ_PROVIDER_PARTNER, "小学", {2, 5}},
             {YZ_PROVIDER_DEPARTMENT, "社区综治", {2, 3}},     {YZ_PROVIDER_PARTNER, "律师事务所", {6, 7}},
             {YZ_PROVIDER_FIRM, "家电维修部", {4, 9}},         {YZ_PROVIDER_COMMITTEE, "人力资源公司", {8, 7}},
             {YZ_PROVIDER_VOLUNTEER, "银龄志愿队", {0, 1}},    {YZ_PROVIDER_PARTNER, "供电所", {11, 12}},
             {YZ_PROVIDER_DEPARTMENT, "社区就业社保", {4, 1}}, {YZ_PROVIDER_FIRM, "连锁药房", {3, 1}},
             {YZ_PROVIDER_VOLUNTEER, "大学生志愿队", {5, 2}}};
static const char *const places[] = {"云秀", "滇翠", "金桥", "泽远", "春和", "明月",
                                     "长坡", "石龙", "清泉", "宝象", "海晏", "晨光"};

static const struct deed {
    int32_t topic;
    const char *name, *tags, *whom;
} deeds[] = {{601, "上门理发", "理发 剪头 老人", "aged-80,disabled"},
             {601, "陪同看病", "陪诊 医院 老人", "aged-80"},
             {602, "四点半课堂", "放学 孩子 看管 作业", ""},
             {603, "量血压测血糖", "血压 血糖 义诊", ""},
             {604, "家电小修", "维修 电器 灯", ""},
             {605, "手机课", "手机 挂号 智能手机", ""},
             {401, "法律咨询", "律师 咨询 纠纷", ""},
             {402, "看租房合同", "租房 合同 律师", ""},
             {503, "招聘信息和介绍工作", "找工作 招聘 就业", ""},
             {301, "楼道灯和门锁维修", "楼道灯 单元门 维修", ""},
             {303, "补种花木", "绿化 花木 补种", ""},
             {304, "电路燃气检查", "消防 燃气 电路", ""},
             {203, "充电桩加装", "充电 电动车 充电桩", ""},
             {102, "志愿服务报名", "志愿 报名", ""}},
  services[] = {{502, "救助和津贴申请指导", "低保 津贴 高龄", ""}, {501, "医保社保代办", "医保 社保 养老", ""},
                {201, "邻里纠纷调解", "装修 噪音 调解", ""},       {302, "楼道清理", "堆物 垃圾 保洁", ""},
                {503, "就业登记和岗位推荐", "找工作 失业", ""},    {101, "流动党员报到", "党员 报到", ""}};

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static void code(struct yz_demo_maker *m, char out[24]) {
    snprintf(out, 18, "92530111MA6%06d", yz_dice_below(&m->dice, 1000000));
    out[17] = yz_uscc_check_digit(out);
    out[18] = '\0';
}

static void provider(struct yz_demo_maker *m, int i, struct yz_provider *p) {
    int unit = i % COUNT(units), round = i / COUNT(units);
    const char *name = units[unit].name;
    *p = (struct yz_provider){.sort = units[unit].sort, .station = m->stations[0].id, .invented = true};
    const char *place = places[(round + 5 * unit) % COUNT(places)];
    snprintf(p->name, sizeof p->name, "%s%s", round ? place : "", name);
    if (p->sort != YZ_PROVIDER_VOLUNTEER && p->sort != YZ_PROVIDER_DEPARTMENT) code(m, p->uscc);
    if (p->sort != YZ_PROVIDER_DEPARTMENT)
        yz_demo_name(m, NULL, 1 + yz_dice_below(&m->dice, 2), yz_date_add_months(m->want.date, -12 * 42), p->contact);
    snprintf(p->phone, sizeof p->phone, "0871-6%07d", yz_dice_below(&m->dice, 10000000));
}

/* Everywhere, in one grid, or within a walk. */
static void area(struct yz_demo_maker *m, struct yz_offer *o) {
    int n = yz_dice_below(&m->dice, 10);
    o->area = n < 5 ? YZ_AREA_COMMUNITY : n < 8 ? YZ_AREA_GRID : YZ_AREA_WALK;
    if (o->area == YZ_AREA_GRID) o->grid = m->grids[yz_dice_below(&m->dice, (int)m->n_grids)].id;
    if (o->area == YZ_AREA_WALK) {
        o->compound = m->compounds[yz_dice_below(&m->dice, (int)m->n_compounds)].id;
        o->minutes = INT64_C(5) * yz_dice_between(&m->dice, 2, 4);
    }
}

/* One in seven was not asked for too long, one in fifteen has ended. */
static void days(struct yz_demo_maker *m, struct yz_offer *o) {
    bool stale = yz_dice_chance(&m->dice, 14);
    int least = stale ? (int)yz_offer_stale_days(o->list) + 1 : 0;
    o->confirmed_on = yz_date_add(m->want.date, -yz_dice_between(&m->dice, least, least + 60));
    o->since = yz_date_add(m->want.date, -yz_dice_between(&m->dice, 250, 360));
    if (yz_dice_chance(&m->dice, 30)) o->until = yz_date_add(m->want.date, yz_dice_between(&m->dice, -10, 120));
}

static enum yz_status offer(struct yz_demo_maker *m, const struct yz_provider *p, int which) {
    struct yz_offer o = {.list = p->sort == YZ_PROVIDER_DEPARTMENT ? YZ_LIST_SERVICE : YZ_LIST_RESOURCE,
                         .provider = p->id,
                         .invented = true};
    bool service = o.list == YZ_LIST_SERVICE;
    const struct deed *d = service ? &services[which] : &deeds[which];
    o.topic = d->topic;
    o.field = d->topic / 100;
    yz_copy(o.name, sizeof o.name, d->name);
    yz_copy(o.tags, sizeof o.tags, d->tags);
    yz_copy(o.whom, sizeof o.whom, d->whom);
    o.period = yz_dice_between(&m->dice, YZ_PER_WEEK, YZ_PER_MONTH);
    o.capacity = service ? 40 : 2 * yz_dice_between(&m->dice, 1, 10);
    if (service) yz_copy(o.hours, sizeof o.hours, "09:00-12:00,13:30-17:30");
    else if (yz_dice_chance(&m->dice, 50)) yz_copy(o.hours, sizeof o.hours, "14:00-18:00");
    if (*o.hours && !service && yz_dice_chance(&m->dice, 50)) yz_copy(o.weekend, sizeof o.weekend, "09:00-12:00");
    o.price = !service && p->sort == YZ_PROVIDER_FIRM && yz_dice_chance(&m->dice, 40) ? YZ_PRICE_COST : YZ_PRICE_FREE;
    if (o.price == YZ_PRICE_COST) o.amount = INT64_C(500) * yz_dice_between(&m->dice, 1, 8);
    if (service) o.area = YZ_AREA_COMMUNITY;
    else area(m, &o);
    days(m, &o);
    return yz_put(m->store, &yz_offer_kind, &o);
}

static enum yz_status put_all(struct yz_demo_maker *m) {
    int count = (int)(m->want.households / HOUSEHOLDS_EACH);
    enum yz_status status = YZ_OK;
    if (count < LEAST) count = LEAST;
    if (count > COUNT(units) * COUNT(places)) count = COUNT(units) * COUNT(places);
    for (int i = 0; i < count && status == YZ_OK; i++) {
        struct yz_provider p;
        provider(m, i, &p);
        status = yz_put(m->store, &yz_provider_kind, &p);
        for (int k = 0; k < 2 && status == YZ_OK; k++) status = offer(m, &p, units[i % COUNT(units)].does[k]);
    }
    return status;
}

enum yz_status yz_demo_lists(struct yz_demo_maker *m) {
    return yz_demo_part(m, "add-offer", 5021, put_all);
}
