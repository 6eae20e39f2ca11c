/* The kind household: a family, a collective or tenants, as the register knows them. */
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#define F(member, ...) YZ_FIELD(struct yz_household, member, __VA_ARGS__)
static const struct yz_field fields[] = {
    F(kind, YZ_CODE, N_("户别"), .of = "household_kind", .headers = "户类型|户口类别|家庭户类型"),
    F(number, YZ_TEXT, N_("户号"), .find = YZ_FIND_NUMBER, .headers = "户口簿号|户口本号|户编号"),
    F(head, YZ_REF, N_("户主"), .of = "person", .headers = "户主姓名"),
    F(dwelling, YZ_REF, N_("住处"), .of = "dwelling", .flags = YZ_REQUIRED),
    F(since, YZ_DAY, N_("入住日期"), .headers = "迁入日期|入住时间"),
    F(until, YZ_DAY, N_("搬离日期"), .headers = "迁出日期|搬离时间"),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG, .headers = "说明"),
};

static void check(const void *record, struct yz_findings *f) {
    const struct yz_household *h = record;
    if (h->since && h->until && h->until < h->since) {
        yz_find_error(f, "until", NULL, _("搬离日期早于入住日期"), _("改其中一个日期"));
    }
}

static const char *const indexes[] = {"household_dwelling ON household(dwelling)", "household_head ON household(head)",
                                      "household_number ON household(number) WHERE number<>''", NULL};

const struct yz_kind yz_household_kind = {.id = YZ_HOUSEHOLD,
                                          .name = "household",
                                          .letter = 'h',
                                          .label = N_("户"),
                                          .size = sizeof(struct yz_household),
                                          .fields = fields,
                                          .count = sizeof fields / sizeof *fields,
                                          .indexes = indexes,
                                          .counted_in = "SELECT d.building FROM household h JOIN dwelling d ON "
                                                        "d.id=h.dwelling WHERE h.id=?1",
                                          .merges = true,
                                          .check = check};
