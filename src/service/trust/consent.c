/* Who is a child, and whether a guardian said yes: data/trust/children.conf. */
#include <yizhan/consent.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

static struct rule {
    int64_t below;
    yz_date since;
} rule;
static bool read_once;

#define S(member, kind, ...) YZ_SLOT(struct rule, member, kind, .required = true, __VA_ARGS__)
static const struct yz_slot slots[] = {S(below, NUMBER, .low = 1, .high = 18), S(since, DAY), YZ_REMARK("source")};
static const struct yz_section sections[] = {YZ_SECTION("child", slots, .required = true)};
static const struct yz_definition definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rule};

enum yz_status yz_children_ready(void) {
    if (!read_once) read_once = yz_definition_data(&definition, "trust/children.conf", &rule);
    return read_once ? YZ_OK : YZ_REFUSED;
}

int yz_child_age(void) {
    return yz_children_ready() == YZ_OK ? (int)rule.below : 0;
}

yz_date yz_child_since(void) {
    return yz_children_ready() == YZ_OK ? rule.since : 0;
}

bool yz_is_child(const struct yz_person *p) {
    return p->birth && p->birth <= yz_today() && !p->died && yz_age_on(p->birth, yz_today()) < yz_child_age();
}

/* What says that there is a consent and not whose. */
static bool only_yes(const char *text) {
    static const char *const all[] = {"是", "有",  "同意", "已同意", "监护人同意", "监护人已同意", "√",   "✓", "Y",
                                      "y",  "yes", "Yes",  "YES",    "1",          "已取得",       "已签"};
    for (size_t i = 0; i < YZ_COUNT(all); i++)
        if (strcmp(text, all[i]) == 0) return true;
    return false;
}

void yz_consent_named(struct yz_person *p, const char *guardian) {
    if (*guardian && only_yes(p->consent)) yz_copy(p->consent, sizeof p->consent, guardian);
}

bool yz_consent_check(const struct yz_person *before, struct yz_person *p, struct yz_findings *f) {
    char text[160], day[YZ_DATE_TEXT];
    yz_date today = yz_today();
    if (p->consent_on > today)
        return yz_find_error(f, "consent_on", yz_date_text(p->consent_on, day), _("同意日期在今天之后"), NULL), false;
    if (*p->consent && !p->consent_on) p->consent_on = today;
    if (!yz_is_child(p) || (before && yz_is_child(before))) return true;
    if (*p->consent && !only_yes(p->consent)) return true;
    snprintf(text, sizeof text, _("不满 %d 周岁，登记要有监护人同意（个人信息保护法第三十一条）"), yz_child_age());
    yz_find_error(f, "consent", p->consent, *p->consent ? _("没有写是谁同意的") : text,
                  _("写谁同意的、怎样同意的，如 母亲李红，当面"));
    return false;
}
