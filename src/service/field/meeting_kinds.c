/* The kinds of a meeting: meeting, presence, opinion, ballot, decision. */
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_meeting, member, __VA_ARGS__)
static const struct yz_field meeting_fields[] = {
    F(number, YZ_TEXT, N_("协商编号"), .flags = YZ_DERIVED, .find = YZ_FIND_NUMBER),
    F(title, YZ_TEXT, N_("议题"), .flags = YZ_REQUIRED, .help = N_("写了需求或办件可以空着，照那里的写")),
    F(sort, YZ_CODE, N_("方式"), .of = "meeting_sort", .flags = YZ_REQUIRED),
    F(matter, YZ_TEXT, N_("事项类别"), .flags = YZ_REQUIRED, .help = N_("按哪一条规则表决，见 data/meetings")),
    F(need, YZ_REF, N_("来自需求"), .of = "need", .help = N_("打需求里的字挑选")),
    F(case_id, YZ_REF, N_("来自办件"), .of = "case", .help = N_("打办件编号，如纠纷事件")),
    F(background, YZ_TEXT, N_("情况"), .flags = YZ_LONG),
    F(at, YZ_TIME, N_("开会时间")),
    F(place, YZ_TEXT, N_("开会地点")),
    F(host, YZ_REF, N_("主持人"), .of = "staff", .flags = YZ_REQUIRED),
    F(first, YZ_REF, N_("甲方居民"), .of = "person", .help = N_("调解时填；台账里有的挑选")),
    F(first_name, YZ_TEXT, N_("甲方"), .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(second, YZ_REF, N_("乙方居民"), .of = "person"),
    F(second_name, YZ_TEXT, N_("乙方"), .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(agreement, YZ_TEXT, N_("协议内容"), .flags = YZ_LONG, .help = N_("调解达成的，一条一句")),
    F(agreed_on, YZ_DAY, N_("达成日期")),
    F(grid, YZ_REF, N_("邀请网格"), .of = "grid", .flags = YZ_DERIVED),
    F(building, YZ_REF, N_("邀请楼栋"), .of = "building", .flags = YZ_DERIVED),
    F(state, YZ_CODE, N_("状态"), .of = "meeting_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(invited_at, YZ_TIME, N_("邀请时间"), .flags = YZ_DERIVED),
    F(doors, YZ_INT, N_("邀请户数"), .flags = YZ_DERIVED, .unit = N_("户")),
    F(square, YZ_MONEY, N_("邀请面积"), .flags = YZ_DERIVED, .unit = N_("平方米")),
    F(unmeasured, YZ_INT, N_("没有面积的户数"), .flags = YZ_DERIVED, .unit = N_("户")),
    F(outcome, YZ_TEXT, N_("结果"), .flags = YZ_LONG | YZ_DERIVED),
    F(closed_at, YZ_TIME, N_("结束时间"), .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_presence, member, __VA_ARGS__)
static const struct yz_field presence_fields[] = {
    F(meeting, YZ_REF, N_("协商"), .of = "meeting", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(dwelling, YZ_REF, N_("房屋"), .of = "dwelling", .flags = YZ_REQUIRED),
    F(household, YZ_REF, N_("户"), .of = "household", .flags = YZ_DERIVED),
    F(name, YZ_TEXT, N_("到会的人"), .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(square, YZ_MONEY, N_("面积"), .flags = YZ_DERIVED, .unit = N_("平方米")),
    F(at, YZ_TIME, N_("到会时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_opinion, member, __VA_ARGS__)
static const struct yz_field opinion_fields[] = {
    F(meeting, YZ_REF, N_("协商"), .of = "meeting", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(text, YZ_TEXT, N_("意见"), .flags = YZ_REQUIRED | YZ_LONG),
    F(dwelling, YZ_REF, N_("房屋"), .of = "dwelling", .help = N_("哪一户说的；不愿留名的空着")),
    F(mark, YZ_CODE, N_("评议"), .of = "rating", .help = N_("决定以后的评议才填，开会时说的空着")),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_ballot, member, __VA_ARGS__)
static const struct yz_field ballot_fields[] = {
    F(meeting, YZ_REF, N_("协商"), .of = "meeting", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(question, YZ_TEXT, N_("表决事项"), .flags = YZ_REQUIRED),
    F(matter, YZ_TEXT, N_("事项类别"), .flags = YZ_REQUIRED),
    F(secret, YZ_FLAG, N_("无记名票"), .help = N_("只记票数，不记谁投什么")),
    F(yes, YZ_INT, N_("同意"), .unit = N_("户")),
    F(yes_square, YZ_MONEY, N_("同意面积"), .unit = N_("平方米")),
    F(no, YZ_INT, N_("不同意"), .unit = N_("户")),
    F(no_square, YZ_MONEY, N_("不同意面积"), .unit = N_("平方米")),
    F(abstain, YZ_INT, N_("弃权"), .unit = N_("户")),
    F(abstain_square, YZ_MONEY, N_("弃权面积"), .unit = N_("平方米")),
    F(invalid, YZ_INT, N_("废票"), .unit = N_("张")),
    F(present, YZ_INT, N_("到会户数"), .flags = YZ_DERIVED, .unit = N_("户")),
    F(present_square, YZ_MONEY, N_("到会面积"), .flags = YZ_DERIVED, .unit = N_("平方米")),
    F(doors, YZ_INT, N_("全部户数"), .flags = YZ_DERIVED, .unit = N_("户")),
    F(doors_square, YZ_MONEY, N_("全部面积"), .flags = YZ_DERIVED, .unit = N_("平方米")),
    F(result, YZ_CODE, N_("表决结果"), .of = "ballot_result", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_decision, member, __VA_ARGS__)
static const struct yz_field decision_fields[] = {
    F(meeting, YZ_REF, N_("协商"), .of = "meeting", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(text, YZ_TEXT, N_("决议"), .flags = YZ_REQUIRED | YZ_LONG),
    F(owner, YZ_REF, N_("负责人"), .of = "staff", .flags = YZ_REQUIRED),
    F(due, YZ_DAY, N_("完成期限"), .flags = YZ_REQUIRED),
    F(need, YZ_REF, N_("转为需求"), .of = "need", .flags = YZ_DERIVED),
    F(case_id, YZ_REF, N_("转为办件"), .of = "case", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_invite, member, __VA_ARGS__)
static const struct yz_field invite_fields[] = {
    F(meeting, YZ_REF, N_("协商"), .of = "meeting", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(building, YZ_REF, N_("邀请楼栋"), .of = "building", .flags = YZ_DERIVED),
    F(grid, YZ_REF, N_("邀请网格"), .of = "grid", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static const char *const meeting_indexes[] = {"meeting_number ON meeting(number)", "meeting_state ON meeting(state,id)",
                                              NULL};
static const char *const presence_indexes[] = {"presence_door ON presence(meeting,dwelling)", NULL};
static const char *const opinion_indexes[] = {"opinion_meeting ON opinion(meeting)", NULL};
static const char *const ballot_indexes[] = {"ballot_meeting ON ballot(meeting)", NULL};
static const char *const decision_indexes[] = {"decision_meeting ON decision(meeting)", NULL};
static const char *const invite_indexes[] = {"invite_meeting ON invite(meeting)", NULL};

#define KIND(kind_id, name_, text)                                                                                     \
    {                                                                                                                  \
        .id = (kind_id), .name = #name_, .label = (text), .size = sizeof(struct yz_##name_), .fields = name_##_fields, \
        .count = sizeof name_##_fields / sizeof *name_##_fields, .indexes = name_##_indexes                            \
    }

const struct yz_kind yz_meeting_kind = KIND(YZ_MEETING, meeting, N_("协商"));
const struct yz_kind yz_presence_kind = KIND(YZ_PRESENCE, presence, N_("到会"));
const struct yz_kind yz_opinion_kind = KIND(YZ_OPINION, opinion, N_("协商意见"));
const struct yz_kind yz_ballot_kind = KIND(YZ_BALLOT, ballot, N_("表决"));
const struct yz_kind yz_decision_kind = KIND(YZ_DECISION, decision, N_("决议"));
const struct yz_kind yz_invite_kind = KIND(YZ_INVITE, invite, N_("协商邀请"));
