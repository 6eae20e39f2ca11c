/* The kinds merge and distinct: what was found to be one, and what not. */
#include <yizhan/i18n.h>
#include <yizhan/merges.h>

#define F(member, ...) YZ_FIELD(struct yz_merge, member, __VA_ARGS__)
static const struct yz_field merge_fields[] = {
    F(of, YZ_TEXT, N_("哪种记录"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(keep, YZ_TEXT, N_("保留的"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(lose, YZ_TEXT, N_("并入的"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("经手人"), .of = "staff", .flags = YZ_DERIVED),
    F(reason, YZ_TEXT, N_("理由")),
    F(drafts, YZ_TEXT, N_("移走的草稿"), .flags = YZ_DERIVED | YZ_NO_EXPORT),
};
#undef F

static const char *const merge_indexes[] = {"merge_lose ON merge(lose)", "merge_keep ON merge(keep)", NULL};

const struct yz_kind yz_merge_kind = {.id = YZ_MERGE,
                                      .name = "merge",
                                      .label = N_("合并"),
                                      .size = sizeof(struct yz_merge),
                                      .fields = merge_fields,
                                      .count = sizeof merge_fields / sizeof *merge_fields,
                                      .indexes = merge_indexes};

#define F(member, ...) YZ_FIELD(struct yz_distinct, member, __VA_ARGS__)
static const struct yz_field distinct_fields[] = {
    F(a, YZ_REF, N_("一位"), .of = "person", .flags = YZ_REQUIRED),
    F(b, YZ_REF, N_("另一位"), .of = "person", .flags = YZ_REQUIRED),
    F(reason, YZ_TEXT, N_("理由")),
    F(staff, YZ_REF, N_("经手人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
};
#undef F

const struct yz_kind yz_distinct_kind = {.id = YZ_DISTINCT,
                                         .name = "distinct",
                                         .label = N_("不是同一人"),
                                         .size = sizeof(struct yz_distinct),
                                         .fields = distinct_fields,
                                         .count = sizeof distinct_fields / sizeof *distinct_fields};
