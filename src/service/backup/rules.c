/* data/trust/backup.conf, read once. */
#include <yizhan/backup.h>

#include <string.h>

#include "service/definition.h"

static struct yz_backup_rules rules;
static bool read_once;

#define S(member, ...)         YZ_SLOT(struct yz_backup_rules, member, __VA_ARGS__)
#define N(member, low_, high_) S(member, NUMBER, .required = true, .low = (low_), .high = (high_))
static const struct yz_slot kept[] = {N(daily, 1, 366), N(weekly, 0, 520), N(monthly, 0, 600), YZ_REMARK("source")};
static const struct yz_slot import[] = {N(rows, 1, 100000000), YZ_REMARK("source")};
static const struct yz_slot age[] = {N(days, 1, 366), YZ_REMARK("source")};
static const struct yz_slot place[] = {S(folder, LINE), S(key, LINE), YZ_REMARK("source")};
static const struct yz_slot passphrase[] = {N(length, 8, 64), YZ_REMARK("source")};
static const struct yz_section sections[] = {YZ_SECTION("kept", kept, .required = true),
                                             YZ_SECTION("import", import, .required = true),
                                             YZ_SECTION("age", age, .required = true), YZ_SECTION("place", place),
                                             YZ_SECTION("passphrase", passphrase, .required = true)};
static const struct yz_definition definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rules};

const struct yz_backup_rules *yz_backup_rules(void) {
    if (!read_once) read_once = yz_definition_data(&definition, "trust/backup.conf", &rules);
    return read_once ? &rules : NULL;
}
