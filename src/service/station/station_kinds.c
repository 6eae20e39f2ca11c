/* The kinds station, walk and staff. */
#include <yizhan/i18n.h>
#include <yizhan/station.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_station, member, __VA_ARGS__)
static const struct yz_field station_fields[] = {
    F(community, YZ_REF, N_("社区"), .of = "community", .flags = YZ_REQUIRED, .headers = "所属社区"),
    F(compound, YZ_REF, N_("小区"), .of = "compound", .headers = "所在小区"),
    F(name, YZ_TEXT, N_("驿站名称"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME, .headers = "驿站|名称"),
    F(address, YZ_TEXT, N_("地址"), .headers = "驿站地址"),
    F(phone, YZ_TEXT, N_("电话"), .headers = "电话号码|联系电话", .check = yz_check_phone),
    F(kind, YZ_CODE, N_("驿站类型"), .of = "station_kind", .headers = "类型"),
    F(hours, YZ_TEXT, N_("工作日开放时间"), .headers = "开放时间|工作时间", .help = N_("如 09:00-12:00,13:30-20:00")),
    F(weekend, YZ_TEXT, N_("周末开放时间"), .help = N_("如 10:00-16:00；周末不开放的留空")),
    F(evening, YZ_TEXT, N_("延时服务开始"), .help = N_("如 17:30")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_walk, member, __VA_ARGS__)
static const struct yz_field walk_fields[] = {
    F(compound, YZ_REF, N_("小区"), .of = "compound", .flags = YZ_REQUIRED, .headers = "小区名称"),
    F(station, YZ_REF, N_("驿站"), .of = "station", .flags = YZ_REQUIRED, .headers = "驿站名称"),
    F(minutes, YZ_INT, N_("步行时间"), .unit = N_("分钟"), .headers = "步行分钟"),
    F(source, YZ_TEXT, N_("来源"), .help = N_("这个数是谁、怎样得来的，如 实地步行 2026-03")),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_staff, member, __VA_ARGS__)
static const struct yz_field staff_fields[] = {
    F(name, YZ_TEXT, N_("姓名"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME, .headers = "网格员姓名|工作人员|网格员",
      .check = yz_check_name),
    F(login, YZ_TEXT, N_("登录名"), .headers = "账号|用户名", .help = N_("如 chenjing")),
    F(station, YZ_REF, N_("驿站"), .of = "station", .headers = "所属驿站|所在驿站"),
    F(grid, YZ_REF, N_("网格"), .of = "grid", .headers = "所属网格|负责网格"),
    F(role, YZ_CODE, N_("岗位"), .of = "staff_role", .flags = YZ_REQUIRED, .headers = "所属岗位|角色"),
    F(phone, YZ_TEXT, N_("电话"), .headers = "手机号|手机号码|电话号码|联系电话", .check = yz_check_phone),
    F(os_user, YZ_TEXT, N_("系统用户"), .headers = "操作系统用户", .help = N_("登录这台机器所用的用户名")),
    F(title, YZ_TEXT, N_("职责"), .headers = "职务|职责范围"),
    F(party_member, YZ_FLAG, N_("党员"), .headers = "是否党员"),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
    F(since, YZ_DAY, N_("到岗日期"), .headers = "任职日期"),
    F(until, YZ_DAY, N_("离岗日期"), .headers = "离任日期"),
    F(disabled, YZ_FLAG, N_("已停用"), .flags = YZ_DERIVED),
};
#undef F

static void check_walk(const void *record, struct yz_findings *f) {
    const struct yz_walk *w = record;
    if (w->minutes < 0 || w->minutes > 600)
        yz_find_error(f, "minutes", NULL, _("步行时间须在 0 到 600 分钟之间"), NULL);
}

static void check_staff(const void *record, struct yz_findings *f) {
    const struct yz_staff *s = record;
    if (s->since && s->until && s->until < s->since) {
        yz_find_error(f, "until", NULL, _("离岗日期早于到岗日期"), _("改其中一个日期"));
    }
}

static const char *const walk_indexes[] = {"walk_compound ON walk(compound)", NULL};
static const char *const staff_indexes[] = {"staff_os_user ON staff(os_user) WHERE os_user<>''",
                                            "staff_station ON staff(station)", NULL};

#define COUNT(a) (sizeof(a) / sizeof *(a))

const struct yz_kind yz_station_kind = {.id = YZ_STATION,
                                        .name = "station",
                                        .letter = 't',
                                        .label = N_("驿站"),
                                        .size = sizeof(struct yz_station),
                                        .fields = station_fields,
                                        .count = COUNT(station_fields)};

const struct yz_kind yz_walk_kind = {.id = YZ_WALK,
                                     .name = "walk",
                                     .letter = 'w',
                                     .label = N_("步行路程"),
                                     .size = sizeof(struct yz_walk),
                                     .fields = walk_fields,
                                     .count = COUNT(walk_fields),
                                     .indexes = walk_indexes,
                                     .check = check_walk};

const struct yz_kind yz_staff_kind = {.id = YZ_STAFF,
                                      .name = "staff",
                                      .letter = 's',
                                      .label = N_("工作人员"),
                                      .size = sizeof(struct yz_staff),
                                      .fields = staff_fields,
                                      .count = COUNT(staff_fields),
                                      .indexes = staff_indexes,
                                      .check = check_staff};
