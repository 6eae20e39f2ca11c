/* What counts as a visit and what is looked at, read from data once. */
#include <yizhan/visits.h>

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

static struct {
    struct yz_visit_check all[32];
    size_t count;
} checks;
static unsigned counting;
static bool rule_read, checks_read;

static void put_outcomes(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    const char *left = at->value;
    char word[48];
    int32_t code;
    (void)s;
    while (yz_next_word(&left, word)) {
        if (yz_code_parse("visit_outcome", word, &code)) *(unsigned *)one |= 1u << code;
        else yz_conf_wrong(at->f, at->line, at->key, word, _("没有这个词"), "codes/visit_outcome.csv");
    }
}

static const struct yz_slot rule_slots[] = {
    {.key = "counts", .type = YZ_SLOT_OWN, .required = true, .put = put_outcomes}};
static const struct yz_section rule_sections[] = {YZ_SECTION("visit", rule_slots, .required = true)};
const struct yz_definition yz_visit_rules_definition = {
    .sections = rule_sections, .section_count = 1, .size = sizeof counting};

#define S(member, kind, ...) YZ_SLOT(struct yz_visit_check, member, kind, __VA_ARGS__)
static const struct yz_slot check_slots[] = {
    YZ_LABEL(struct yz_visit_check, key),
    S(name, LINE, .required = true),
    S(name_en, LINE),
    S(look, LINE, .required = true),
    S(look_en, LINE),
    YZ_SLOT_AS(struct yz_visit_check, whom, "for", LINE),
};
static const struct yz_section check_sections[] = {YZ_SECTIONS("check", check_slots, __typeof__(checks), all, count)};
const struct yz_definition yz_visit_checks_definition = {
    .sections = check_sections, .section_count = 1, .size = sizeof checks};

unsigned yz_visit_counts(void) {
    if (!rule_read) rule_read = yz_definition_data(&yz_visit_rules_definition, "visits/rules.conf", &counting);
    return rule_read ? counting : 0;
}

const struct yz_visit_check *yz_visit_checks(size_t *count) {
    if (!checks_read) checks_read = yz_definition_data(&yz_visit_checks_definition, "visits/checks.conf", &checks);
    *count = checks_read ? checks.count : 0;
    return checks_read ? checks.all : NULL;
}

static const char *in_language(const char *zh, const char *en) {
    return *en && strcmp(yz_language_name(), "en") == 0 ? en : zh;
}

const char *yz_visit_check_name(const struct yz_visit_check *c) {
    return in_language(c->name, c->name_en);
}

const char *yz_visit_check_look(const struct yz_visit_check *c) {
    return in_language(c->look, c->look_en);
}

bool yz_visit_check_fits(const struct yz_visit_check *c, const struct yz_door *d) {
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    bool fits = !*c->whom;
    for (size_t i = 0; !fits && i < count; i++)
        fits = (d->groups & yz_group_bit(&all[i])) && yz_lists(c->whom, all[i].key);
    return fits;
}
