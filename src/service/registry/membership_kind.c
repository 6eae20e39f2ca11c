/* The kind membership: who belongs to which household and lives behind which door, from when to when. */
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#define F(member, ...) YZ_FIELD(struct yz_membership, member, __VA_ARGS__)
static const struct yz_field fields[] = {
    F(person, YZ_REF, N_("居民"), .of = "person", .flags = YZ_REQUIRED | YZ_ON_CARD),
    F(household, YZ_REF, N_("户"), .of = "household", .flags = YZ_REQUIRED),
    F(dwelling, YZ_REF, N_("住处"), .of = "dwelling"),
    F(relation, YZ_CODE, N_("与户主关系"), .of = "relation", .headers = "与户主的关系|家庭关系|关系|户主关系"),
    F(role, YZ_CODE, N_("居住身份"), .of = "dwelling_role", .headers = "居住性质|与房主关系|居住方式"),
    F(legal, YZ_FLAG, N_("户籍在此"), .headers = "是否户籍|户籍是否在此"),
    F(since, YZ_DAY, N_("起始日期"), .headers = "居住起始日期|来此日期|入住日期|迁入日期"),
    F(until, YZ_DAY, N_("截止日期"), .headers = "居住截止日期|离开日期|迁出日期", .help = N_("最后一天；仍住着的留空")),
    F(lease_until, YZ_DAY, N_("租期至"), .headers = "租期|租赁到期|合同到期日|租赁截止日期"),
    F(permit_until, YZ_DAY, N_("居住证有效期至"), .headers = "居住证有效期|居住证到期日|居住证截止日期|暂住证有效期至"),
    F(reason, YZ_TEXT, N_("变动原因"), .headers = "居住事由|来此原因|迁移原因"),
    F(moved_to, YZ_TEXT, N_("去向"), .headers = "迁往地|迁往何处|搬往何处"),
};

static void check(const void *record, struct yz_findings *f) {
    const struct yz_membership *m = record;
    if (m->since && m->until && m->until < m->since) {
        yz_find_error(f, "until", NULL, _("截止日期早于起始日期"), _("改其中一个日期"));
    }
}

/* The first two hold the days and the role: who was there on one, and how many, is read from them alone (service/records.c,
 * figures/facts.c). */
static const char *const indexes[] = {
    "membership_person ON membership(person,until,role,legal,relation,dwelling,since)",
    "membership_household ON membership(household,since,until,role)",
    "membership_dwelling ON membership(dwelling)",
    "membership_lease ON membership(lease_until) WHERE lease_until<>0",
    "membership_permit ON membership(permit_until) WHERE permit_until<>0",
    NULL};

const struct yz_kind yz_membership_kind = {.id = YZ_MEMBERSHIP,
                                           .name = "membership",
                                           .letter = 'm',
                                           .label = N_("居住关系"),
                                           .size = sizeof(struct yz_membership),
                                           .fields = fields,
                                           .count = sizeof fields / sizeof *fields,
                                           .indexes = indexes,
                                           .counted_in = "SELECT d.building FROM membership m JOIN dwelling d ON "
                                                         "d.id=m.dwelling WHERE m.id=?1",
                                           .check = check};
