/* The kinds of the lists: provider, offer. (The need is one of the net: it is heard there.) */
#include <yizhan/i18n.h>
#include <yizhan/lists.h>

#include "service/field_checks.h"
#include "service/lists/lists_private.h"

#define F(member, ...) YZ_FIELD(struct yz_provider, member, __VA_ARGS__)
static const struct yz_field provider_fields[] = {
    F(name, YZ_TEXT, N_("名称"), .flags = YZ_REQUIRED, .find = YZ_FIND_WORDS, .headers = "单位名称|提供单位"),
    F(sort, YZ_CODE, N_("提供方类别"), .of = "provider_sort", .flags = YZ_REQUIRED, .headers = "单位类别"),
    F(uscc, YZ_TEXT, N_("统一社会信用代码"), .headers = "信用代码", .check = yz_check_uscc,
      .help = N_("18 位；志愿者没有就空着")),
    F(contact, YZ_TEXT, N_("联系人")),
    F(phone, YZ_TEXT, N_("电话"), .mask = YZ_MASK_PHONE, .headers = "联系电话", .check = yz_check_phone),
    F(station, YZ_REF, N_("联系驿站"), .of = "station"),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_offer, member, __VA_ARGS__)
static const struct yz_field offer_fields[] = {
    F(list, YZ_CODE, N_("清单"), .of = "offer_list", .flags = YZ_REQUIRED),
    F(provider, YZ_REF, N_("提供方"), .of = "provider", .flags = YZ_REQUIRED),
    F(name, YZ_TEXT, N_("内容"), .flags = YZ_REQUIRED, .find = YZ_FIND_WORDS, .headers = "资源名称|服务名称",
      .help = N_("一句话，例如 上门理发")),
    F(detail, YZ_TEXT, N_("说明"), .flags = YZ_LONG, .find = YZ_FIND_WORDS, .headers = "资源说明|服务说明"),
    F(field, YZ_CODE, N_("领域"), .of = "need_field", .flags = YZ_REQUIRED, .headers = "需求领域|类别"),
    F(topic, YZ_CODE, N_("小类"), .of = "need_topic"),
    F(tags, YZ_TEXT, N_("标签"), .find = YZ_FIND_WORDS, .help = N_("居民会怎么说，例如 理发 剪头 老人")),
    F(capacity, YZ_INT, N_("每期数量"), .headers = "数量|可提供次数", .help = N_("一期里最多几次，例如 每周 5 次写 5")),
    F(period, YZ_CODE, N_("周期"), .of = "offer_period", .flags = YZ_REQUIRED),
    F(area, YZ_CODE, N_("服务范围"), .of = "offer_area", .flags = YZ_REQUIRED),
    F(grid, YZ_REF, N_("网格"), .of = "grid"),
    F(building, YZ_REF, N_("楼栋"), .of = "building"),
    F(compound, YZ_REF, N_("小区"), .of = "compound", .help = N_("从哪个小区走过去")),
    F(minutes, YZ_INT, N_("步行分钟"), .unit = N_("分钟")),
    F(hours, YZ_TEXT, N_("工作日时间"), .help = N_("例如 09:00-12:00,13:30-17:30；约时间的空着")),
    F(weekend, YZ_TEXT, N_("休息日时间")),
    F(whom, YZ_TEXT, N_("服务人群"), .help = N_("重点人群的名称，用顿号分开；不限的空着")),
    F(price, YZ_CODE, N_("价格"), .of = "offer_price", .flags = YZ_REQUIRED),
    F(amount, YZ_MONEY, N_("每次费用"), .unit = N_("元")),
    F(since, YZ_DAY, N_("开始日期")),
    F(until, YZ_DAY, N_("截止日期"), .help = N_("最后一天；一直有的空着")),
    F(confirmed_on, YZ_DAY, N_("最近确认"), .help = N_("提供方最近一次说还有的日子")),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_area(const struct yz_offer *o, struct yz_findings *f) {
    if (o->area == YZ_AREA_GRID && !o->grid) yz_find_error(f, "grid", NULL, _("没有写是哪个网格"), NULL);
    if (o->area == YZ_AREA_BUILDING && !o->building) yz_find_error(f, "building", NULL, _("没有写是哪栋楼"), NULL);
    if (o->area == YZ_AREA_WALK && !o->compound) yz_find_error(f, "compound", NULL, _("没有写从哪个小区走"), NULL);
    if (o->area == YZ_AREA_WALK && o->minutes <= 0)
        yz_find_error(f, "minutes", NULL, _("没有写步行几分钟"), _("例如 15"));
}

static void check_price(const struct yz_offer *o, struct yz_findings *f) {
    if (o->price == YZ_PRICE_COST && o->amount <= 0)
        yz_find_error(f, "amount", NULL, _("收成本的没有写多少钱"), _("例如 20.00；不收钱的选免费"));
    if (o->price == YZ_PRICE_FREE && o->amount)
        yz_find_error(f, "amount", NULL, _("免费的不能有费用"), _("删去费用，或选收成本"));
}

static void check_offer(const void *record, struct yz_findings *f) {
    const struct yz_offer *o = record;
    if (o->capacity <= 0) yz_find_error(f, "capacity", NULL, _("数量须大于 0"), _("暂时没有的写截止日期，不写 0"));
    check_area(o, f);
    check_price(o, f);
    yz_check_span(o->since, o->until, f);
    yz_check_topic(o->field, o->topic, f);
}

static const char *const provider_indexes[] = {"provider_name ON provider(name)",
                                               "provider_uscc ON provider(uscc) WHERE uscc<>''", NULL};
static const char *const offer_indexes[] = {"offer_list ON offer(list,field)", "offer_provider ON offer(provider)",
                                            NULL};

#define COUNT(a) (sizeof(a) / sizeof *(a))
const struct yz_kind yz_provider_kind = {.id = YZ_PROVIDER,
                                         .name = "provider",
                                         .label = N_("提供方"),
                                         .size = sizeof(struct yz_provider),
                                         .fields = provider_fields,
                                         .count = COUNT(provider_fields),
                                         .indexes = provider_indexes};

const struct yz_kind yz_offer_kind = {.id = YZ_OFFER,
                                      .name = "offer",
                                      .label = N_("服务、资源"),
                                      .size = sizeof(struct yz_offer),
                                      .fields = offer_fields,
                                      .count = COUNT(offer_fields),
                                      .indexes = offer_indexes,
                                      .holds = yz_offer_holds,
                                      .holds_rule = N_("已经排出去的比每期数量多：%s"),
                                      .check = check_offer};
