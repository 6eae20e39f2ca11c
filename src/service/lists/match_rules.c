/* data/matching/rules.conf: points, conditions and their order, names. */
#include "service/lists/match.h"

#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

static const char *const part_keys[YZ_MATCH_PARTS] = {"field",    "words",     "distance", "open",
                                                      "capacity", "freshness", "outcomes", "urgency"};
static const char *const rule_keys[YZ_MATCH_RULES] = {
    "need-open", "secret", "valid", "same-field", "same-topic", "group",          "area",
    "walk",      "time",   "room",  "already",    "parked",     "declined-before"};

struct names {
    char zh[48], en[48];
};
static struct yz_match_rules rules;
static struct names part_names[YZ_MATCH_PARTS], rule_names[YZ_MATCH_RULES];
static unsigned rules_told;
static bool read_once;

/* Every number of the file; `counts`: it is the most that its part can give, and the sum of these is at most 100. */
#define N(section_, key_, member_, most_, counts_)                                                                     \
    { section_, key_, offsetof(struct yz_match_rules, member_), most_, counts_ }
static const struct number {
    const char *label, *key;
    size_t at;
    long most;
    bool counts;
} numbers[] = {
    N("field", "topic", field_topic, 100, true),
    N("field", "open", field_open, 100, false),
    N("field", "words", field_words, 100, false),
    N("words", "each", word_each, 100, false),
    N("words", "most", word_most, 100, true),
    N("distance", "points", distance_points, 100, true),
    N("distance", "near", distance_near, 254, false),
    N("distance", "far", distance_far, 254, false),
    N("distance", "unknown", distance_unknown, 100, false),
    N("open", "points", open_points, 100, true),
    N("open", "unknown", open_unknown, 100, false),
    N("capacity", "points", capacity_points, 100, true),
    N("freshness", "points", freshness_points, 100, true),
    N("freshness", "unknown", freshness_unknown, 100, false),
    N("outcomes", "points", outcomes_points, 100, true),
    N("urgency", "urgent", urgency[1], 100, true),
    N("urgency", "soon", urgency[2], 100, false),
    N("urgency", "normal", urgency[3], 100, false),
};
#undef N

static int *place_of(void *whole, const struct number *n) {
    return (void *)((char *)whole + n->at);
}

static void take_number(const struct yz_conf *c, const struct yz_conf_section *at, const char *key, long most, int *out,
                        struct yz_findings *f) {
    const struct yz_slot slot = {
        .key = key, .type = YZ_SLOT_NUMBER, .size = sizeof *out, .required = true, .high = most};
    yz_definition_key(c, at, &slot, out, f);
}

static void take_names(const struct yz_conf *c, const struct yz_conf_section *at, struct names *out,
                       struct yz_findings *f) {
    static const struct yz_slot slots[] = {YZ_SLOT_AS(struct names, zh, "name", LINE, .required = true),
                                           YZ_SLOT_AS(struct names, en, "name_en", LINE)};
    for (size_t i = 0; i < YZ_COUNT(slots); i++) yz_definition_key(c, at, &slots[i], out, f);
    if (!*out->en) yz_copy(out->en, sizeof out->en, out->zh);
}

static size_t key_of(const char *label, const char *const *keys, size_t count) {
    size_t i = 0;
    while (i < count && strcmp(keys[i], label) != 0) i++;
    return i;
}

static void take_score(const struct yz_conf *c, const struct yz_conf_section *at, void *whole, struct yz_findings *f) {
    size_t part = key_of(at->label, part_keys, YZ_MATCH_PARTS);
    if (part == YZ_MATCH_PARTS) {
        yz_conf_wrong(f, at->line, "", at->label, _("没有这种节"), "");
        return;
    }
    take_names(c, at, &part_names[part], f);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(numbers[i].label, at->label) == 0)
            take_number(c, at, numbers[i].key, numbers[i].most, place_of(whole, &numbers[i]), f);
}

static void take_rule(const struct yz_conf *c, const struct yz_conf_section *at, void *whole, struct yz_findings *f) {
    const struct yz_conf_entry *use = yz_conf_find(c, at, "use");
    struct yz_match_rules *r = whole;
    size_t rule = key_of(at->label, rule_keys, YZ_MATCH_RULES);
    if (rule == YZ_MATCH_RULES || rules_told & 1u << rule) {
        yz_conf_wrong(f, at->line, "", at->label, rule == YZ_MATCH_RULES ? _("没有这种节") : _("这一节写了两次"), "");
        return;
    }
    rules_told |= 1u << rule; /* its name may be missing */
    take_names(c, at, &rule_names[rule], f);
    if (rule == YZ_MATCH_WALK) take_number(c, at, "minutes", 254, &r->walk_limit, f);
    if (use && strcmp(use->value, "no") == 0) return;
    r->order[r->rule_count++] = (enum yz_match_rule)rule;
    r->used |= 1u << rule;
}

static void put_evening(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    int minute = yz_day_minute(at->value);
    struct yz_match_rules *r = one;
    (void)s;
    if (minute >= 13 * 60 && minute < 24 * 60 && !at->value[strlen("17:30")]) r->evening = minute;
    else yz_spot_wrong(at, _("要一个 13:00 到 23:59 的时刻"), _("例如 17:30"));
}

/* What no section alone can tell. */
static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct yz_match_rules *r = whole;
    int sum = 0;
    (void)c;
    for (size_t i = 0; i < YZ_MATCH_PARTS; i++)
        if (!*part_names[i].zh) yz_conf_wrong(f, 1, "", part_keys[i], _("缺少这一节"), "[score …]");
    for (size_t i = 0; i < YZ_MATCH_RULES; i++)
        if (!*rule_names[i].zh) yz_conf_wrong(f, 1, "", rule_keys[i], _("缺少这一节"), "[rule …]");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].counts) sum += *place_of(whole, &numbers[i]);
        for (size_t k = 0; k < i; k++)
            if (numbers[k].counts && strcmp(numbers[k].label, numbers[i].label) == 0 &&
                strcmp(numbers[i].key, "each") != 0 && numbers[i].most == 100 &&
                *place_of(whole, &numbers[i]) > *place_of(whole, &numbers[k]))
                yz_conf_wrong(f, 1, numbers[i].key, numbers[i].label, _("一项里的其他分值不能超过这一项的满分"), "");
    }
    if (sum > 100) yz_conf_wrong(f, 1, "", NULL, _("各项满分加起来超过 100 分"), "");
    if (r->distance_far <= r->distance_near) yz_conf_wrong(f, 1, "far", "distance", _("far 要大于 near"), "");
}

static const struct yz_slot week_slots[] = {
    {.key = "evening", .type = YZ_SLOT_OWN, .required = true, .put = put_evening},
    YZ_REMARK("why"),
};
static const struct yz_slot district_slots[] = {YZ_SLOT(struct yz_match_rules, per_km, NUMBER, .low = 1, .high = 60),
                                                YZ_REMARK("why")};
static const struct yz_section sections[] = {
    {.name = "score", .read = take_score},
    {.name = "rule", .read = take_rule},
    YZ_SECTION("week", week_slots, .required = true),
    YZ_SECTION("district", district_slots),
};

static void begin(void *whole) {
    (void)whole;
    memset(part_names, 0, sizeof part_names);
    memset(rule_names, 0, sizeof rule_names);
    rules_told = 0;
}

const struct yz_definition yz_match_rules_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rules, .begin = begin, .check = check};

const struct yz_match_rules *yz_match_rules(void) {
    if (!read_once) read_once = yz_definition_data(&yz_match_rules_definition, "matching/rules.conf", &rules);
    return read_once ? &rules : NULL;
}

static const char *named(const struct names *n) {
    return strcmp(yz_language_name(), "en") == 0 ? n->en : n->zh;
}

const char *yz_match_part_key(enum yz_match_part part) {
    return part < YZ_MATCH_PARTS ? part_keys[part] : "";
}

const char *yz_match_part_name(enum yz_match_part part) {
    return part < YZ_MATCH_PARTS && yz_match_rules() ? named(&part_names[part]) : "";
}

const char *yz_match_rule_key(enum yz_match_rule rule) {
    return rule < YZ_MATCH_RULES ? rule_keys[rule] : "";
}

const char *yz_match_rule_name(enum yz_match_rule rule) {
    return rule < YZ_MATCH_RULES && yz_match_rules() ? named(&rule_names[rule]) : "";
}
