/* The kinds of places: community, area, grid, compound, building, dwelling. */
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "service/field_checks.h"
#include "service/registry/sums.h"

#define F(member, ...) YZ_FIELD(struct yz_community, member, __VA_ARGS__)
static const struct yz_field community_fields[] = {
    F(name, YZ_TEXT, N_("社区名称"), .flags = YZ_REQUIRED, .headers = "社区|所属社区|村（社区）"),
    F(street, YZ_TEXT, N_("街道"), .headers = "所属街道|乡镇（街道）|街道（乡镇）"),
    F(region, YZ_TEXT, N_("区划代码"), .headers = "行政区划代码", .help = N_("统计用区划代码，如 530111007"),
      .check = yz_check_division),
    F(address_prefix, YZ_TEXT, N_("地址前段"), .help = N_("写在每个地址前面，如 云南省昆明市官渡区矣六街道")),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
    F(invented_note, YZ_TEXT, N_("演示数据说明"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_area, member, __VA_ARGS__)
static const struct yz_field area_fields[] = {
    F(community, YZ_REF, N_("社区"), .of = "community", .flags = YZ_REQUIRED, .headers = "所属社区"),
    F(name, YZ_TEXT, N_("片区名称"), .flags = YZ_REQUIRED, .headers = "片区|所属片区"),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_grid, member, __VA_ARGS__)
static const struct yz_field grid_fields[] = {
    F(area, YZ_REF, N_("片区"), .of = "area", .flags = YZ_REQUIRED, .headers = "所属片区"),
    F(name, YZ_TEXT, N_("网格名称"), .flags = YZ_REQUIRED, .headers = "网格|所属网格"),
    F(number, YZ_TEXT, N_("网格编号"), .headers = "网格号|网格编码"),
    F(branch, YZ_TEXT, N_("网格党支部"), .headers = "党支部|所属党支部"),
    F(kind, YZ_CODE, N_("网格类型"), .of = "grid_kind", .headers = "专属网格|网格类别"),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_compound, member, __VA_ARGS__)
static const struct yz_field compound_fields[] = {
    F(area, YZ_REF, N_("片区"), .of = "area", .flags = YZ_REQUIRED, .headers = "所属片区"),
    F(name, YZ_TEXT, N_("小区名称"), .flags = YZ_REQUIRED, .find = YZ_FIND_NAME,
      .headers = "小区|所属小区|小区（院落）"),
    F(address, YZ_TEXT, N_("地址"), .headers = "小区地址|坐落"),
    F(kind, YZ_CODE, N_("小区类型"), .of = "compound_kind", .headers = "类型|类别"),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_building, member, __VA_ARGS__)
static const struct yz_field building_fields[] = {
    F(compound, YZ_REF, N_("小区"), .of = "compound", .flags = YZ_REQUIRED, .headers = "所属小区|小区名称"),
    F(grid, YZ_REF, N_("网格"), .of = "grid", .headers = "所属网格|网格名称"),
    F(number, YZ_TEXT, N_("楼栋号"), .flags = YZ_REQUIRED, .headers = "幢号|栋号|楼号|楼栋编号|幢|栋",
      .help = N_("只写号，如 3 或 A2；不写“幢”“栋”")),
    F(name, YZ_TEXT, N_("楼栋名称"), .find = YZ_FIND_NAME, .headers = "楼名"),
    F(units, YZ_INT, N_("单元数"), .headers = "单元个数"),
    F(floors, YZ_INT, N_("楼层数"), .unit = N_("层"), .headers = "总层数|层数"),
    F(doors, YZ_INT, N_("层户数"), .unit = N_("套"), .headers = "每层户数", .help = N_("每个单元每层的户数")),
    F(dwellings, YZ_INT, N_("房屋数"), .unit = N_("套"), .headers = "总户数|房屋套数"),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG, .headers = "说明"),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_dwelling, member, __VA_ARGS__)
static const struct yz_field dwelling_fields[] = {
    F(building, YZ_REF, N_("楼栋"), .of = "building", .flags = YZ_REQUIRED, .headers = "所属楼栋"),
    F(unit, YZ_TEXT, N_("单元"), .headers = "单元号|单元名称", .help = N_("只写号，如 2；没有单元的楼留空")),
    F(room, YZ_TEXT, N_("门牌号"), .flags = YZ_REQUIRED, .headers = "房号|室号|室|户室号", .help = N_("如 501")),
    F(floor, YZ_INT, N_("所在楼层"), .headers = "楼层|层"),
    /* Hundredths of a square metre, so two decimals as money has them. */
    F(square, YZ_MONEY, N_("面积"), .unit = N_("平方米"), .headers = "建筑面积|房屋面积|面积（㎡）|面积(平方米)",
      .help = N_("如 89.5")),
    F(use, YZ_CODE, N_("房屋类型"), .of = "dwelling_use", .headers = "房屋用途|居住情况|房屋性质"),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG, .headers = "说明"),
};
#undef F

static void not_negative(int64_t value, const char *field, struct yz_findings *f) {
    if (value < 0) yz_find_error(f, field, NULL, _("不能小于 0"), NULL);
}

static void check_building(const void *record, struct yz_findings *f) {
    const struct yz_building *b = record;
    not_negative(b->units, "units", f);
    not_negative(b->floors, "floors", f);
    not_negative(b->doors, "doors", f);
    not_negative(b->dwellings, "dwellings", f);
}

static void check_dwelling(const void *record, struct yz_findings *f) {
    const struct yz_dwelling *d = record;
    not_negative(d->square, "square", f);
}

static const char *const compound_indexes[] = {"compound_area ON compound(area)", "compound_name ON compound(name)",
                                               NULL};
static const char *const grid_indexes[] = {"grid_area ON grid(area)", NULL};
static const char *const building_indexes[] = {"building_compound ON building(compound,number)",
                                               "building_grid ON building(grid)", NULL};
static const char *const dwelling_indexes[] = {"dwelling_building ON dwelling(building,unit,room)", NULL};

#define COUNT(a) (sizeof(a) / sizeof *(a))

const struct yz_kind yz_community_kind = {.id = YZ_COMMUNITY,
                                          .name = "community",
                                          .letter = 'u',
                                          .label = N_("社区"),
                                          .size = sizeof(struct yz_community),
                                          .fields = community_fields,
                                          .count = COUNT(community_fields)};

const struct yz_kind yz_area_kind = {.id = YZ_AREA,
                                     .name = "area",
                                     .letter = 'a',
                                     .label = N_("片区"),
                                     .size = sizeof(struct yz_area),
                                     .fields = area_fields,
                                     .count = COUNT(area_fields)};

const struct yz_kind yz_grid_kind = {.id = YZ_GRID,
                                     .name = "grid",
                                     .letter = 'g',
                                     .label = N_("网格"),
                                     .size = sizeof(struct yz_grid),
                                     .fields = grid_fields,
                                     .count = COUNT(grid_fields),
                                     .indexes = grid_indexes};

const struct yz_kind yz_compound_kind = {.id = YZ_COMPOUND,
                                         .name = "compound",
                                         .letter = 'o',
                                         .label = N_("小区"),
                                         .size = sizeof(struct yz_compound),
                                         .fields = compound_fields,
                                         .count = COUNT(compound_fields),
                                         .indexes = compound_indexes};

const struct yz_kind yz_building_kind = {.id = YZ_BUILDING,
                                         .name = "building",
                                         .letter = 'b',
                                         .label = N_("楼栋"),
                                         .size = sizeof(struct yz_building),
                                         .fields = building_fields,
                                         .count = COUNT(building_fields),
                                         .indexes = building_indexes,
                                         .sums = &yz_building_sums,
                                         .counted_in = "SELECT id FROM building WHERE id=?1",
                                         .check = check_building};

const struct yz_kind yz_dwelling_kind = {.id = YZ_DWELLING,
                                         .name = "dwelling",
                                         .letter = 'd',
                                         .label = N_("房屋"),
                                         .size = sizeof(struct yz_dwelling),
                                         .fields = dwelling_fields,
                                         .count = COUNT(dwelling_fields),
                                         .indexes = dwelling_indexes,
                                         .on_cards = "SELECT person FROM membership WHERE dwelling=?1",
                                         .counted_in = "SELECT building FROM dwelling WHERE id=?1",
                                         .check = check_dwelling};
