/* The kinds service (an item of the catalogue) and case. */
#include <yizhan/desk.h>
#include <yizhan/i18n.h>

#include "service/desk/case_sql.h"
#include "service/field_checks.h"
#include "service/restricted.h"

#define F(member, ...) YZ_FIELD(struct yz_service, member, __VA_ARGS__)
static const struct yz_field service_fields[] = {
    F(key, YZ_TEXT, N_("事项键"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME),
    F(name, YZ_TEXT, N_("事项名称"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME),
    F(short_name, YZ_TEXT, N_("简称"), .find = YZ_FIND_NAME),
    F(name_en, YZ_TEXT, N_("英文名称"), .flags = 0),
    F(department, YZ_TEXT, N_("主管部门"), .flags = 0),
    F(valid_from, YZ_DAY, N_("生效日期"), .flags = 0),
    F(valid_to, YZ_DAY, N_("失效日期"), .flags = 0),
    F(place, YZ_INT, N_("次序"), .flags = YZ_DERIVED),
    F(internal, YZ_FLAG, N_("内部事项"), .flags = YZ_DERIVED),
    F(promised, YZ_TEXT, N_("承诺时限"), .flags = YZ_DERIVED),
    F(definition, YZ_TEXT, N_("定义"), .flags = YZ_LONG | YZ_DERIVED | YZ_NO_EXPORT),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_case, member, __VA_ARGS__)
static const struct yz_field case_fields[] = {
    F(number, YZ_TEXT, N_("办件编号"), .flags = YZ_DERIVED, .find = YZ_FIND_NUMBER, .headers = "编号|受理编号"),
    F(service, YZ_TEXT, N_("事项"), .flags = YZ_REQUIRED, .headers = "事项名称"),
    F(service_version, YZ_INT, N_("事项版本"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(state, YZ_CODE, N_("状态"), .of = "case_state", .flags = YZ_REQUIRED | YZ_DERIVED, .headers = "办件状态"),
    F(state_before, YZ_CODE, N_("转办前状态"), .of = "case_state", .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(level, YZ_CODE, N_("办理层级"), .of = "case_level", .flags = YZ_DERIVED, .headers = "层级"),
    F(station, YZ_REF, N_("驿站"), .of = "station", .headers = "受理驿站"),
    F(owner, YZ_REF, N_("经办人"), .of = "staff", .headers = "承办人"),
    F(taken_by, YZ_REF, N_("受理人"), .of = "staff"),
    F(offered_to, YZ_REF, N_("拟转往驿站"), .of = "station", .flags = YZ_DERIVED),
    F(person, YZ_REF, N_("当事人"), .of = "person", .flags = YZ_ON_CARD, .headers = "办理人"),
    F(household, YZ_REF, N_("户"), .of = "household"),
    F(applicant, YZ_REF, N_("申请人"), .of = "person", .headers = "代办人"),
    F(party, YZ_TEXT, N_("来办人"), .mask = YZ_MASK_NAME, .headers = "反映人|投诉人", .check = yz_check_name),
    F(party_phone, YZ_TEXT, N_("来办人电话"), .mask = YZ_MASK_PHONE, .headers = "反映人电话", .check = yz_check_phone),
    F(building, YZ_REF, N_("楼栋"), .of = "building"),
    F(place, YZ_TEXT, N_("地点"), .headers = "事发地点|问题地点"),
    F(department, YZ_TEXT, N_("承办部门"), .headers = "承办单位|责任单位"),
    F(received, YZ_TIME, N_("受理时间"), .flags = YZ_DERIVED, .headers = "受理日期"),
    F(due, YZ_TIME, N_("办结期限"), .flags = YZ_DERIVED, .headers = "承诺时限|截止时间"),
    F(finished, YZ_TIME, N_("办结时间"), .flags = YZ_DERIVED, .headers = "办结日期"),
    F(legal_due, YZ_TIME, N_("法定期限"), .flags = YZ_DERIVED, .headers = "法定时限"),
    F(station_due, YZ_TIME, N_("驿站流转期限"), .flags = YZ_DERIVED),
    F(clock_from, YZ_TIME, N_("计时起点"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(paused_at, YZ_TIME, N_("暂停计时"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(pauses, YZ_TEXT, N_("暂停时段"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
    F(extended, YZ_INT, N_("延期"), .flags = YZ_DERIVED),
    F(due_assumed, YZ_FLAG, N_("期限为推定"), .flags = YZ_DERIVED, .help = N_("期限跨入节假日安排尚未公布的年份")),
    F(evening, YZ_FLAG, N_("延时受理"), .flags = YZ_DERIVED),
    F(secret, YZ_FLAG, N_("保密"), .flags = YZ_DERIVED),
    F(rated, YZ_FLAG, N_("已评价"), .flags = YZ_DERIVED),
    F(urged, YZ_INT, N_("催办次数"), .flags = YZ_DERIVED),
    F(call_by, YZ_TIME, N_("约定回电"), .flags = YZ_DERIVED),
    F(call_note, YZ_TEXT, N_("回电事由"), .flags = YZ_DERIVED),
    F(follows, YZ_REF, N_("接续办件"), .of = "case", .flags = YZ_DERIVED),
    F(answers, YZ_TEXT, N_("填写内容"), .flags = YZ_LONG | YZ_DERIVED | YZ_NO_EXPORT | YZ_SENSITIVE,
      .mask = YZ_MASK_WHOLE),
    F(missing, YZ_TEXT, N_("缺少的材料"), .flags = YZ_DERIVED),
    F(missing_by, YZ_DAY, N_("补交期限"), .flags = YZ_DERIVED),
    F(result, YZ_TEXT, N_("办理结果"), .flags = YZ_DERIVED, .headers = "结果"),
    F(amount, YZ_MONEY, N_("金额"), .unit = N_("元")),
    F(consent_by, YZ_REF, N_("同意的监护人"), .of = "person"),
    F(consent_at, YZ_TIME, N_("同意时间"), .flags = YZ_DERIVED),
    F(consent_how, YZ_TEXT, N_("同意方式"), .help = N_("如 当面、书面")),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG, .headers = "说明"),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_service(const void *record, struct yz_findings *f) {
    const struct yz_service *s = record;
    if (s->valid_from && s->valid_to && s->valid_to < s->valid_from) {
        yz_find_error(f, "valid_to", NULL, _("失效日期早于生效日期"), _("改其中一个日期"));
    }
}

static const char *const service_indexes[] = {"service_key ON service(key)", NULL};
static const char *const case_indexes[] = {
    "case_number ON \"case\"(number)",
    "case_due ON \"case\"(station,due) WHERE " YZ_CASE_OPEN_SQL,
    "case_received ON \"case\"(station,received) WHERE " YZ_CASE_OPEN_SQL,
    "case_any_due ON \"case\"(due) WHERE " YZ_CASE_OPEN_SQL,
    "case_person ON \"case\"(person)",
    "case_household ON \"case\"(household)",
    "case_building ON \"case\"(building) WHERE " YZ_CASE_OPEN_SQL,
    "case_owner ON \"case\"(owner,due) WHERE " YZ_CASE_OPEN_SQL,
    "case_owner_at ON \"case\"(owner,station,due) WHERE " YZ_CASE_OPEN_SQL,
    "case_offered_any ON \"case\"(received) WHERE offered_to <> 0",
    "case_offered_to ON \"case\"(offered_to,received) WHERE offered_to <> 0",
    "case_call ON \"case\"(station,call_by) WHERE call_by <> 0",
    "case_callback ON \"case\"(station) WHERE service = '" YZ_CALLBACK "'",
    "case_follows ON \"case\"(follows) WHERE follows <> 0",
    "case_waiting ON \"case\"(received) WHERE state = 3",
    "case_evening ON \"case\"(received) WHERE evening = 1",
    "case_waiting_at ON \"case\"(station,received) WHERE state = 3",
    "case_evening_at ON \"case\"(station,received) WHERE evening = 1",
    "case_all ON \"case\"(received)",
    "case_station ON \"case\"(station,received)",
    NULL,
};

const struct yz_kind yz_service_kind = {.id = YZ_SERVICE,
                                        .name = "service",
                                        .letter = 'i',
                                        .label = N_("服务事项"),
                                        .size = sizeof(struct yz_service),
                                        .fields = service_fields,
                                        .count = sizeof service_fields / sizeof *service_fields,
                                        .indexes = service_indexes,
                                        .check = check_service};

const struct yz_kind yz_case_kind = {.id = YZ_CASE,
                                     .name = "case",
                                     .letter = 'c',
                                     .label = N_("办件"),
                                     .size = sizeof(struct yz_case),
                                     .fields = case_fields,
                                     .count = sizeof case_fields / sizeof *case_fields,
                                     .indexes = case_indexes,
                                     .tally = &yz_case_tally};
