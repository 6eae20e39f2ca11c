/* The kinds of the net: post, center, focus, visit, need. */
#include <yizhan/i18n.h>
#include <yizhan/net.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_post, member, __VA_ARGS__)
static const struct yz_field post_fields[] = {
    F(grid, YZ_REF, N_("网格"), .of = "grid", .flags = YZ_REQUIRED, .headers = "所属网格"),
    F(building, YZ_REF, N_("楼栋"), .of = "building", .headers = "负责楼栋"),
    F(person, YZ_REF, N_("居民"), .of = "person"),
    F(staff, YZ_REF, N_("工作人员"), .of = "staff"),
    F(name, YZ_TEXT, N_("姓名"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME, .headers = "网格员姓名",
      .check = yz_check_name),
    F(phone, YZ_TEXT, N_("电话"), .mask = YZ_MASK_PHONE, .headers = "手机号|联系电话", .check = yz_check_phone),
    F(work_phone, YZ_FLAG, N_("工作电话"), .help = N_("工作用的电话不遮盖")),
    F(source, YZ_CODE, N_("来源"), .of = "post_source", .headers = "人员类别"),
    F(duty, YZ_CODE, N_("职责"), .of = "duty", .flags = YZ_REQUIRED, .headers = "所属岗位|职责范围"),
    F(party_member, YZ_FLAG, N_("党员"), .headers = "是否党员"),
    F(since, YZ_DAY, N_("起始日期"), .headers = "任职日期"),
    F(until, YZ_DAY, N_("截止日期"), .headers = "离任日期"),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_center, member, __VA_ARGS__)
static const struct yz_field center_fields[] = {
    F(grid, YZ_REF, N_("网格"), .of = "grid", .flags = YZ_REQUIRED),
    F(building, YZ_REF, N_("楼栋"), .of = "building"),
    F(household, YZ_REF, N_("户"), .of = "household", .flags = YZ_REQUIRED),
    F(person, YZ_REF, N_("党员"), .of = "person", .flags = YZ_REQUIRED),
    F(since, YZ_DAY, N_("起始日期")),
    F(until, YZ_DAY, N_("截止日期")),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_focus, member, __VA_ARGS__)
static const struct yz_field focus_fields[] = {
    F(person, YZ_REF, N_("居民"), .of = "person", .flags = YZ_REQUIRED),
    F(group_key, YZ_TEXT, N_("重点人群"), .flags = YZ_REQUIRED | YZ_SENSITIVE, .mask = YZ_MASK_WHOLE,
      .help = N_("按 data/groups 里的 key、名称或简称")),
    F(reason, YZ_TEXT, N_("原因"), .flags = YZ_REQUIRED | YZ_SENSITIVE, .mask = YZ_MASK_WHOLE),
    F(source, YZ_TEXT, N_("来源"), .flags = YZ_REQUIRED, .help = N_("谁认定的、凭什么，如 残疾证、民政名单")),
    F(since, YZ_DAY, N_("起始日期")),
    F(until, YZ_DAY, N_("截止日期")),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_visit, member, __VA_ARGS__)
static const struct yz_field visit_fields[] = {
    F(building, YZ_REF, N_("楼栋"), .of = "building", .flags = YZ_REQUIRED),
    F(dwelling, YZ_REF, N_("房屋"), .of = "dwelling"),
    F(household, YZ_REF, N_("户"), .of = "household"),
    F(at, YZ_TIME, N_("走访时间"), .flags = YZ_REQUIRED),
    F(staff, YZ_REF, N_("走访人"), .of = "staff", .flags = YZ_REQUIRED),
    F(outcome, YZ_CODE, N_("结果"), .of = "visit_outcome", .flags = YZ_REQUIRED),
    F(person, YZ_REF, N_("见到的人"), .of = "person"),
    F(checks, YZ_TEXT, N_("检查"), .flags = YZ_LONG | YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG),
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_need, member, __VA_ARGS__)
static const struct yz_field need_fields[] = {
    F(text, YZ_TEXT, N_("需求"), .flags = YZ_REQUIRED | YZ_LONG, .find = YZ_FIND_WORDS, .headers = "需求内容|微心愿"),
    F(field, YZ_CODE, N_("需求领域"), .of = "need_field", .flags = YZ_REQUIRED, .headers = "类别|领域"),
    F(topic, YZ_CODE, N_("需求小类"), .of = "need_topic", .headers = "小类", .help = N_("领域不写时按小类填")),
    F(person, YZ_REF, N_("居民"), .of = "person"),
    F(household, YZ_REF, N_("户"), .of = "household"),
    F(building, YZ_REF, N_("楼栋"), .of = "building"),
    F(grid, YZ_REF, N_("网格"), .of = "grid"),
    F(place, YZ_TEXT, N_("地点"), .find = YZ_FIND_WORDS),
    F(urgency, YZ_CODE, N_("紧急程度"), .of = "urgency"),
    F(wished_by, YZ_DAY, N_("希望办成")),
    F(source, YZ_CODE, N_("来源"), .of = "need_source", .flags = YZ_REQUIRED),
    F(visit, YZ_REF, N_("走访"), .of = "visit", .flags = YZ_DERIVED),
    F(secret, YZ_FLAG, N_("保密")),
    F(state, YZ_CODE, N_("状态"), .of = "need_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(steps, YZ_INT, N_("匹配动作数"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(at, YZ_TIME, N_("提出时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(closed_at, YZ_TIME, N_("闭合时间"), .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_post(const void *record, struct yz_findings *f) {
    const struct yz_post *p = record;
    yz_check_span(p->since, p->until, f);
}

static void check_center(const void *record, struct yz_findings *f) {
    const struct yz_center *c = record;
    yz_check_span(c->since, c->until, f);
}

static void check_focus(const void *record, struct yz_findings *f) {
    const struct yz_focus *x = record;
    yz_check_span(x->since, x->until, f);
}

/* Whoever goes there must know where; whose it is may stay open. */
static void check_need(const void *record, struct yz_findings *f) {
    const struct yz_need *n = record;
    if (!n->household && !n->building && !n->grid && !*n->place)
        yz_find_error(f, "place", NULL, _("没有地点"), _("写户、楼栋、网格，或地点，例如 广场东侧"));
    yz_check_topic(n->field, n->topic, f);
}

static const char *const post_indexes[] = {"post_grid ON post(grid,building)",
                                           "post_staff ON post(staff) WHERE staff<>0", NULL};
static const char *const center_indexes[] = {"center_grid ON center(grid,building)",
                                             "center_household ON center(household)",
                                             "center_building ON center(building)", NULL};
static const char *const focus_indexes[] = {"focus_person ON focus(person)", "focus_group ON focus(group_key)",
                                            "focus_until ON focus(until) WHERE until<>0", NULL};
static const char *const visit_indexes[] = {
    "visit_household ON visit(household,at)", "visit_dwelling ON visit(dwelling,at)",
    "visit_building ON visit(building,at)", "visit_staff ON visit(staff,at)", NULL};
static const char *const need_indexes[] = {"need_household ON need(household) WHERE household<>0",
                                           "need_building ON need(building,state)",
                                           "need_state ON need(state,at)",
                                           "need_place ON need(place) WHERE place<>''",
                                           "need_grid ON need(grid) WHERE building=0",
                                           NULL};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define KIND(kind_id, name_, letter_, text, fields_, indexes_, check_, ...)                                            \
    {                                                                                                                  \
        .id = kind_id, .name = #name_, .letter = letter_, .label = text, .size = sizeof(struct yz_##name_),            \
        .fields = fields_, .count = COUNT(fields_), .indexes = indexes_, .check = check_, __VA_ARGS__                  \
    }

const struct yz_kind yz_post_kind = KIND(YZ_POST, post, 0, N_("网格岗位"), post_fields, post_indexes, check_post, );
const struct yz_kind yz_center_kind = KIND(YZ_CENTER, center, 0, N_("党员中心户"), center_fields, center_indexes,
                                           check_center, .counted_in = "SELECT building FROM center WHERE id=?1");
const struct yz_kind yz_focus_kind =
    KIND(YZ_FOCUS, focus, 0, N_("重点人群"), focus_fields, focus_indexes, check_focus, );
const struct yz_kind yz_visit_kind = KIND(YZ_VISIT, visit, 0, N_("走访"), visit_fields, visit_indexes, NULL, );
const struct yz_kind yz_need_kind = KIND(YZ_NEED, need, 'n', N_("需求"), need_fields, need_indexes, check_need, );
