/* The kinds of the counter: ticket, shift, handover, seal, rating, dismissal, holiday. */
#include <yizhan/counter.h>
#include <yizhan/i18n.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_ticket, member, __VA_ARGS__)
static const struct yz_field ticket_fields[] = {
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED),
    F(day, YZ_DAY, N_("日期"), .flags = YZ_REQUIRED),
    F(number, YZ_INT, N_("序号"), .flags = YZ_DERIVED),
    F(code, YZ_TEXT, N_("排队号"), .flags = YZ_DERIVED),
    F(state, YZ_CODE, N_("状态"), .of = "ticket_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(priority, YZ_FLAG, N_("优先"), .help = N_("老人、孕妇、残疾人等")),
    F(evening, YZ_FLAG, N_("延时取号"), .flags = YZ_DERIVED),
    F(service, YZ_TEXT, N_("事项")),
    F(person, YZ_REF, N_("居民"), .of = "person"),
    F(name, YZ_TEXT, N_("称呼"), .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(phone, YZ_TEXT, N_("电话"), .mask = YZ_MASK_PHONE, .check = yz_check_phone),
    F(taken, YZ_TIME, N_("取号时间"), .flags = YZ_DERIVED),
    F(called, YZ_TIME, N_("叫号时间"), .flags = YZ_DERIVED),
    F(served, YZ_TIME, N_("接待时间"), .flags = YZ_DERIVED),
    F(ended, YZ_TIME, N_("结束时间"), .flags = YZ_DERIVED),
    F(calls, YZ_INT, N_("叫号次数"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("接待人"), .of = "staff", .flags = YZ_DERIVED),
    F(case_id, YZ_REF, N_("办件"), .of = "case", .flags = YZ_DERIVED),
    F(carried_from, YZ_REF, N_("顺延自"), .of = "ticket", .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_shift, member, __VA_ARGS__)
static const struct yz_field shift_fields[] = {
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED),
    F(staff, YZ_REF, N_("值班人"), .of = "staff", .flags = YZ_REQUIRED),
    F(day, YZ_DAY, N_("日期"), .flags = YZ_REQUIRED),
    F(starts, YZ_TIME, N_("开始时间"), .flags = YZ_REQUIRED),
    F(ends, YZ_TIME, N_("结束时间"), .flags = YZ_REQUIRED),
    F(evening, YZ_FLAG, N_("延时班"), .flags = YZ_DERIVED),
    F(signed_on, YZ_TIME, N_("接班时间"), .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_handover, member, __VA_ARGS__)
static const struct yz_field handover_fields[] = {
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED),
    F(day, YZ_DAY, N_("日期"), .flags = YZ_REQUIRED),
    F(given_by, YZ_REF, N_("交班人"), .of = "staff", .flags = YZ_REQUIRED),
    F(taken_by, YZ_REF, N_("接班人"), .of = "staff", .flags = YZ_DERIVED),
    F(given_at, YZ_TIME, N_("交班时间"), .flags = YZ_DERIVED),
    F(taken_at, YZ_TIME, N_("接班时间"), .flags = YZ_DERIVED),
    F(cash, YZ_MONEY, N_("现金"), .unit = N_("元")),
    F(papers, YZ_INT, N_("代管原件"), .unit = N_("份")),
    F(tickets, YZ_INT, N_("未办排队号"), .flags = YZ_DERIVED),
    F(calls, YZ_INT, N_("约定回电数"), .flags = YZ_DERIVED),
    F(waiting, YZ_INT, N_("等补材料数"), .flags = YZ_DERIVED),
    F(due, YZ_INT, N_("临期办件数"), .flags = YZ_DERIVED),
    F(sheet, YZ_TEXT, N_("交接内容"), .flags = YZ_LONG | YZ_DERIVED | YZ_NO_EXPORT),
    F(note, YZ_TEXT, N_("交班说明"), .flags = YZ_LONG),
    F(taken_note, YZ_TEXT, N_("接班说明"), .flags = YZ_LONG),
    F(head, YZ_TEXT, N_("日志末行哈希"), .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_seal, member, __VA_ARGS__)
static const struct yz_field seal_fields[] = {
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED),
    F(number, YZ_TEXT, N_("用印编号"), .flags = YZ_DERIVED, .find = YZ_FIND_NUMBER),
    F(at, YZ_TIME, N_("用印时间"), .flags = YZ_REQUIRED),
    F(matter, YZ_TEXT, N_("用印事由"), .flags = YZ_REQUIRED),
    F(document, YZ_TEXT, N_("文件名称"), .flags = YZ_REQUIRED),
    F(copies, YZ_INT, N_("份数"), .unit = N_("份")),
    F(approved_by, YZ_REF, N_("批准人"), .of = "staff", .flags = YZ_REQUIRED),
    F(handled_by, YZ_REF, N_("经手人"), .of = "staff", .flags = YZ_REQUIRED),
    F(person, YZ_REF, N_("居民"), .of = "person"),
    F(applicant, YZ_TEXT, N_("申请人"), .flags = YZ_REQUIRED, .mask = YZ_MASK_NAME, .check = yz_check_name),
    F(phone, YZ_TEXT, N_("电话"), .mask = YZ_MASK_PHONE, .check = yz_check_phone),
    F(address, YZ_TEXT, N_("地址")),
    F(case_id, YZ_REF, N_("办件"), .of = "case"),
    F(note, YZ_TEXT, N_("备注")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_rating, member, __VA_ARGS__)
static const struct yz_field rating_fields[] = {
    F(case_id, YZ_REF, N_("办件"), .of = "case", .flags = YZ_REQUIRED),
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED),
    F(at, YZ_TIME, N_("评价时间"), .flags = YZ_DERIVED),
    F(mark, YZ_CODE, N_("评价"), .of = "rating", .flags = YZ_REQUIRED),
    F(paper, YZ_FLAG, N_("纸质评价表")),
    F(note, YZ_TEXT, N_("意见"), .flags = YZ_LONG),
    F(callback, YZ_REF, N_("回访办件"), .of = "case", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_dismissal, member, __VA_ARGS__)
static const struct yz_field dismissal_fields[] = {
    F(policy, YZ_TEXT, N_("政策"), .flags = YZ_REQUIRED),
    F(person, YZ_REF, N_("居民"), .of = "person", .flags = YZ_REQUIRED),
    F(until, YZ_DAY, N_("暂缓至")),
    F(reason, YZ_TEXT, N_("原因"), .flags = YZ_REQUIRED),
    F(staff, YZ_REF, N_("经手人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_holiday, member, __VA_ARGS__)
static const struct yz_field holiday_fields[] = {
    F(day, YZ_DAY, N_("日期"), .flags = YZ_REQUIRED),
    F(kind, YZ_CODE, N_("放假或上班"), .of = "holiday", .flags = YZ_REQUIRED),
    F(name, YZ_TEXT, N_("节日")),
    F(source, YZ_TEXT, N_("来源"), .flags = YZ_REQUIRED),
};
#undef F

static void check_shift(const void *record, struct yz_findings *f) {
    const struct yz_shift *s = record;
    if (s->ends <= s->starts) yz_find_error(f, "ends", NULL, _("班次结束要在开始之后"), _("改其中一个时间"));
}

static void check_seal(const void *record, struct yz_findings *f) {
    const struct yz_seal *s = record;
    if (s->copies < 1 || s->copies > 999) yz_find_error(f, "copies", NULL, _("份数要在 1 到 999 之间"), _("例如 2"));
}

static const char *const ticket_indexes[] = {"ticket_day ON ticket(station,day,number)",
                                             "ticket_open ON ticket(station,state,number) WHERE state IN (1,2,3,5)",
                                             "ticket_any ON ticket(day)", NULL};
static const char *const shift_indexes[] = {"shift_day ON shift(station,day,starts)", "shift_any ON shift(day)", NULL};
static const char *const handover_indexes[] = {"handover_day ON handover(station,given_at)", NULL};
static const char *const seal_indexes[] = {"seal_at ON seal(at)", "seal_number ON seal(number)", NULL};
static const char *const rating_indexes[] = {"rating_case ON rating(case_id)", "rating_at ON rating(station,at)", NULL};
static const char *const dismissal_indexes[] = {"dismissal_person ON dismissal(policy,person)", NULL};
static const char *const holiday_indexes[] = {"holiday_day ON holiday(day)", NULL};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define KIND(kind_id, name_, letter_, text, fields_, indexes_, ...)                                                    \
    {                                                                                                                  \
        .id = kind_id, .name = #name_, .letter = letter_, .label = text, .size = sizeof(struct yz_##name_),            \
        .fields = fields_, .count = COUNT(fields_), .indexes = indexes_, __VA_ARGS__                                   \
    }

const struct yz_kind yz_ticket_kind =
    KIND(YZ_TICKET, ticket, 'q', N_("排队号"), ticket_fields, ticket_indexes, .check = NULL);
const struct yz_kind yz_shift_kind =
    KIND(YZ_SHIFT, shift, 'f', N_("班次"), shift_fields, shift_indexes, .check = check_shift);
const struct yz_kind yz_handover_kind =
    KIND(YZ_HANDOVER, handover, 'v', N_("交接班"), handover_fields, handover_indexes, .check = NULL);
const struct yz_kind yz_seal_kind =
    KIND(YZ_SEAL, seal, 'l', N_("用印登记"), seal_fields, seal_indexes, .check = check_seal);
const struct yz_kind yz_rating_kind =
    KIND(YZ_RATING, rating, 'r', N_("好差评"), rating_fields, rating_indexes, .restricted = true);
const struct yz_kind yz_dismissal_kind =
    KIND(YZ_DISMISSAL, dismissal, 'x', N_("暂缓提醒"), dismissal_fields, dismissal_indexes, .check = NULL);
const struct yz_kind yz_holiday_kind =
    KIND(YZ_HOLIDAY, holiday, 'y', N_("节假日"), holiday_fields, holiday_indexes, .check = NULL);
