/* The kinds of a small improvement: improvement, cause (a need it answers), gift. */
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_improvement, member, __VA_ARGS__)
static const struct yz_field improvement_fields[] = {
    F(number, YZ_TEXT, N_("编号"), .flags = YZ_DERIVED, .find = YZ_FIND_NUMBER),
    F(name, YZ_TEXT, N_("做什么"), .flags = YZ_REQUIRED, .help = N_("一句话，例如 3 幢门口装扶手")),
    F(compound, YZ_REF, N_("小区"), .of = "compound"),
    F(building, YZ_REF, N_("楼栋"), .of = "building"),
    F(grid, YZ_REF, N_("网格"), .of = "grid"),
    F(place, YZ_TEXT, N_("地点"), .help = N_("说得准一点，例如 南门花坛边")),
    F(before, YZ_TEXT, N_("原来怎样"), .flags = YZ_LONG),
    F(plan, YZ_TEXT, N_("打算怎么做"), .flags = YZ_LONG),
    F(planned_days, YZ_INT, N_("计划工期"), .unit = N_("个工作日")),
    F(planned_from, YZ_DAY, N_("计划开工")),
    F(leader, YZ_REF, N_("负责人"), .of = "staff"),
    F(crew, YZ_TEXT, N_("谁来做"), .help = N_("例如 物业维修队、邻里志愿队")),
    F(started, YZ_DAY, N_("开工日期")),
    F(finished, YZ_DAY, N_("完工日期")),
    F(cost, YZ_MONEY, N_("花费"), .unit = N_("元")),
    F(payer, YZ_TEXT, N_("谁出的钱")),
    F(after, YZ_TEXT, N_("现在怎样"), .flags = YZ_LONG),
    F(word_of, YZ_REF, N_("谁说的"), .of = "person", .help = N_("台账里有的挑选；没有的写姓名")),
    F(word_name, YZ_TEXT, N_("居民姓名"), .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(word, YZ_TEXT, N_("居民的话"), .flags = YZ_LONG),
    F(word_on, YZ_DAY, N_("哪天说的")),
    F(state, YZ_CODE, N_("状态"), .of = "improvement_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(reason, YZ_TEXT, N_("原因"), .help = N_("为什么重新打开，或者不做了")),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("登记时间"), .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_cause, member, __VA_ARGS__)
static const struct yz_field cause_fields[] = {
    F(improvement, YZ_REF, N_("小转变"), .of = "improvement", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(was, YZ_CODE, N_("原来的状态"), .of = "need_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_gift, member, __VA_ARGS__)
static const struct yz_field gift_fields[] = {
    F(improvement, YZ_REF, N_("小转变"), .of = "improvement", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(offer, YZ_REF, N_("服务、资源"), .of = "offer", .help = N_("清单里有的挑选，提供方不用写")),
    F(provider, YZ_REF, N_("提供方"), .of = "provider", .flags = YZ_REQUIRED),
    F(what, YZ_TEXT, N_("给了什么"), .flags = YZ_REQUIRED, .help = N_("例如 太阳能灯 4 盏、油漆、两天人工")),
    F(worth, YZ_MONEY, N_("值多少"), .unit = N_("元")),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

/* A day stands only where its step was taken. */
static void check_days(const struct yz_improvement *im, struct yz_findings *f) {
    bool begun = im->state == YZ_IMPROVEMENT_UNDER_WAY || im->state == YZ_IMPROVEMENT_DONE ||
                 im->state == YZ_IMPROVEMENT_CONFIRMED;
    bool ended = im->state == YZ_IMPROVEMENT_DONE || im->state == YZ_IMPROVEMENT_CONFIRMED;
    if (im->started > yz_today()) yz_find_error(f, "started", NULL, _("开工日期还没有到"), NULL);
    if (im->finished > yz_today()) yz_find_error(f, "finished", NULL, _("完工日期还没有到"), NULL);
    if (im->finished && im->finished < im->started)
        yz_find_error(f, "finished", NULL, _("完工早于开工"), _("核对两个日期"));
    if (begun && !im->started) yz_find_error(f, "started", NULL, _("没有开工日期"), NULL);
    if (im->started && im->state <= YZ_IMPROVEMENT_PLANNED)
        yz_find_error(f, "started", NULL, _("还没有动工"), _("动工了用“动工”这一步"));
    if (im->finished && !ended) yz_find_error(f, "finished", NULL, _("还没有完工"), _("做好了用“完工”这一步"));
}

static void check_improvement(const void *record, struct yz_findings *f) {
    const struct yz_improvement *im = record;
    if (!im->compound && !im->building && !im->grid && !*im->place)
        yz_find_error(f, "place", NULL, _("没有地点"), _("写小区、楼栋、网格，或地点，例如 南门花坛边"));
    if (im->planned_days < 0) yz_find_error(f, "planned_days", NULL, _("工期不能小于 0"), NULL);
    if (im->cost < 0) yz_find_error(f, "cost", NULL, _("花费不能小于 0"), NULL);
    if (im->cost > 0 && !*im->payer)
        yz_find_error(f, "payer", NULL, _("没有写谁出的钱"), _("例如 物业公共收益、共建单位"));
    check_days(im, f);
}

static void check_gift(const void *record, struct yz_findings *f) {
    if (((const struct yz_gift *)record)->worth < 0) yz_find_error(f, "worth", NULL, _("值多少不能小于 0"), NULL);
}

static const char *const improvement_indexes[] = {"improvement_number ON improvement(number)",
                                                  "improvement_state ON improvement(state,id)", NULL};
static const char *const cause_indexes[] = {"cause_improvement ON cause(improvement,need)", "cause_need ON cause(need)",
                                            NULL};
static const char *const gift_indexes[] = {"gift_improvement ON gift(improvement)", NULL};

#define KIND(kind_id, name_, letter_, text, check_)                                                                    \
    {                                                                                                                  \
        .id = (kind_id), .name = #name_, .letter = (letter_), .label = (text), .size = sizeof(struct yz_##name_),      \
        .fields = name_##_fields, .count = sizeof name_##_fields / sizeof *name_##_fields, .indexes = name_##_indexes, \
        .check = (check_)                                                                                              \
    }

const struct yz_kind yz_improvement_kind = KIND(YZ_IMPROVEMENT, improvement, 'j', N_("小转变"), check_improvement);
const struct yz_kind yz_cause_kind = KIND(YZ_CAUSE, cause, 0, N_("回应的需求"), NULL);
const struct yz_kind yz_gift_kind = KIND(YZ_GIFT, gift, 0, N_("出资出力"), check_gift);
