/* The kind match, and what the store sees to: no capacity is exceeded in a period that is not over, whatever wrote it. */
#include <yizhan/i18n.h>

#include "service/lists/lists_private.h"

#define F(member, ...) YZ_FIELD(struct yz_match, member, __VA_ARGS__)
static const struct yz_field match_fields[] = {
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(offer, YZ_REF, N_("服务、资源"), .of = "offer", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(units, YZ_INT, N_("占几次"), .flags = YZ_DERIVED),
    F(state, YZ_CODE, N_("状态"), .of = "match_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(day, YZ_DAY, N_("哪一天的"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(score, YZ_INT, N_("分"), .flags = YZ_DERIVED),
    F(parts, YZ_TEXT, N_("各项分"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("提出人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("提出时间"), .flags = YZ_DERIVED),
    F(instead, YZ_REF, N_("代替匹配"), .of = "match", .flags = YZ_DERIVED),
    F(need_before, YZ_CODE, N_("需求原状态"), .of = "need_state", .flags = YZ_DERIVED),
    F(answered_at, YZ_TIME, N_("答复时间"), .flags = YZ_DERIVED),
    F(answered_by, YZ_REF, N_("答复登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(reason, YZ_TEXT, N_("谢绝原因"), .flags = YZ_DERIVED),
    F(rest, YZ_CODE, N_("谢绝以后"), .of = "match_rest", .flags = YZ_DERIVED),
    F(parked_until, YZ_DAY, N_("可再问日期"), .flags = YZ_DERIVED),
    F(delivered_on, YZ_DAY, N_("落实日期"), .flags = YZ_DERIVED),
    F(word_at, YZ_TIME, N_("居民答复时间"), .flags = YZ_DERIVED),
    F(word_by, YZ_REF, N_("居民答复登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(word, YZ_TEXT, N_("居民的话"), .flags = YZ_DERIVED | YZ_LONG),
    F(remind_on, YZ_DAY, N_("提醒日期"), .flags = YZ_DERIVED),
    F(household, YZ_TEXT, N_("当时的户"), .flags = YZ_DERIVED | YZ_LONG | YZ_SENSITIVE, .mask = YZ_MASK_WHOLE),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_DERIVED | YZ_LONG),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_match(const void *record, struct yz_findings *f) {
    const struct yz_match *m = record;
    if (m->units < 1) yz_find_error(f, "units", NULL, _("至少占一次"), NULL);
}

static const char *const match_indexes[] = {
    "match_need ON \"match\"(need,offer)", "match_offer ON \"match\"(offer,day,state,units)",
    "match_remind ON \"match\"(remind_on) WHERE remind_on<>0", "match_state ON \"match\"(state)", NULL};

/* Days are written 20261123. The period is that of yz_offer_period: 1 day, 2 week, 3 month, 4 year. */
#define DASHED(day) "substr(" day ",1,4)||'-'||substr(" day ",5,2)||'-'||substr(" day ",7,2)"
#define SUNDAY(day) "CAST(strftime('%Y%m%d'," DASHED(day) ",'weekday 0') AS INTEGER)"
#define MONDAY(day) "CAST(strftime('%Y%m%d'," DASHED(day) ",'weekday 0','-6 days') AS INTEGER)"
#define FIRST(per, day)                                                                                                \
    "CASE " per " WHEN 1 THEN " day " WHEN 2 THEN " MONDAY(day) " WHEN 3 THEN " day "/100*100 ELSE " day               \
                                                                "/10000*10000 END"
#define LAST(per, day)                                                                                                 \
    "CASE " per " WHEN 1 THEN " day " WHEN 2 THEN " SUNDAY(day) " WHEN 3 THEN " day "/100*100+99 ELSE " day            \
                                                                "/10000*10000+9999 END"

const struct yz_kind yz_match_kind = {
    .id = YZ_MATCH,
    .name = "match",
    .label = N_("匹配"),
    .size = sizeof(struct yz_match),
    .fields = match_fields,
    .count = sizeof match_fields / sizeof *match_fields,
    .indexes = match_indexes,
    .check = check_match,
    .holds = "SELECT o.name||' '||taken||'/'||o.capacity FROM (SELECT m.offer AS offer," LAST(
        "p.period",
        "m.day") " AS last,(SELECT sum(x.units) FROM \"match\" x WHERE x.offer=m.offer AND x.state " YZ_MATCH_HELD
                 " AND x.day BETWEEN " FIRST("p.period", "m.day") " AND " LAST(
                     "p.period", "m.day") ") AS taken FROM \"match\" m JOIN offer p ON p.id=m.offer WHERE m.id=?1 AND "
                                          "m.state " YZ_MATCH_HELD
                                          ") JOIN offer o ON o.id=offer WHERE taken>o.capacity AND last>=?2",
    .holds_rule = N_("超出了每期数量：%s")};

const char yz_offer_holds[] =
    "SELECT o.name||' '||taken||'/'||o.capacity FROM offer o,(SELECT sum(m.units) AS taken FROM \"match\" m JOIN offer "
    "p"
    " ON p.id=m.offer WHERE m.offer=?1 AND m.day>=?2/10000*10000 AND m.state " YZ_MATCH_HELD
    " AND " LAST("p.period", "m.day") ">=?2 GROUP BY " FIRST(
        "p.period", "m.day") ") WHERE o.id=?1 AND taken>o.capacity ORDER BY taken DESC LIMIT 1";
