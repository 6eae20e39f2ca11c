/* Numbers of the lists that are data: read once. */
#include "service/lists/lists_private.h"

#include "service/definition.h"

static struct rules { int64_t services, resources, percent, answer, deliver, confirm; } rules;
static bool read_once;

#define S(member) YZ_SLOT(struct rules, member, NUMBER, .required = true, .low = 1, .high = 3660)
static const struct yz_slot stale_slots[] = {S(services), S(resources), YZ_REMARK("source"), YZ_REMARK("confidence")};
static const struct yz_slot near_slots[] = {S(percent), YZ_REMARK("source"), YZ_REMARK("confidence")};
static const struct yz_slot waits_slots[] = {S(answer), S(deliver), S(confirm), YZ_REMARK("source"),
                                             YZ_REMARK("confidence")};
static const struct yz_section sections[] = {YZ_SECTION("stale", stale_slots, .required = true),
                                             YZ_SECTION("near", near_slots, .required = true),
                                             YZ_SECTION("waits", waits_slots, .required = true)};
const struct yz_definition yz_list_rules_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rules};

static bool known(void) {
    if (!read_once) read_once = yz_definition_data(&yz_list_rules_definition, "lists/rules.conf", &rules);
    return read_once;
}

int64_t yz_offer_stale_days(int32_t list) {
    if (!known()) return 0;
    return list == YZ_LIST_SERVICE ? rules.services : rules.resources;
}

int64_t yz_need_near_percent(void) {
    return known() ? rules.percent : 0;
}

int64_t yz_match_wait_days(int32_t state) {
    if (!known()) return 0;
    switch (state) {
    case YZ_MATCH_PROPOSED: return rules.answer;
    case YZ_MATCH_ACCEPTED: return rules.deliver;
    case YZ_MATCH_DELIVERED: return rules.confirm;
    default: return 0;
    }
}
