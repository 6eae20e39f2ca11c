/* How long the journal must be there: data/trust/retention.conf. Nothing in the program takes a line away. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

#include "service/definition.h"
#include "service/session.h"

static struct rule { int64_t days, least; /* least: what the law asks */ } rule;
static bool read_once;

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct rule *r = whole;
    (void)c;
    if (r->days < r->least) yz_find_error(f, "1", "days", _("留存的天数比法律要求的少"), NULL);
}

#define S(member) YZ_SLOT(struct rule, member, NUMBER, .required = true, .low = 1, .high = 36600)
static const struct yz_slot slots[] = {S(days), S(least), YZ_REMARK("source")};
static const struct yz_section sections[] = {YZ_SECTION("journal", slots, .required = true)};
static const struct yz_definition definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rule, .check = check};

enum yz_status yz_log_kept(struct yz_session *s, yz_date *first, int64_t *days) {
    if (!read_once) read_once = yz_definition_data(&definition, "trust/retention.conf", &rule);
    if (!read_once) return YZ_REFUSED;
    struct yz_query *q = yz_sql(s->store, "SELECT at FROM journal ORDER BY seq LIMIT 1");
    *first = yz_next(q) ? yz_moment_date(yz_int(q, 0)) : 0;
    *days = rule.days;
    return yz_done(q);
}
