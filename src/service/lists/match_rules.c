/* data/matching/rules.conf: points, conditions and their order, names. */
#include "service/lists/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

static const char source_file[] = "matching/rules.conf";

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

static int *place_of(const struct number *n) {
    return (int *)((char *)&rules + n->at);
}

static bool fault(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule) {
    char place[32];
    yz_find_error(f, yz_conf_place(line, key, place), value, rule, NULL);
    return false;
}

static bool take_number(const struct yz_conf *c, const struct yz_conf_section *at, const char *key, long most, int *out,
                        struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(c, at, key);
    char *end = NULL;
    long n = e ? strtol(e->value, &end, 10) : 0;
    if (!e) return fault(f, at->line, key, NULL, _("没有写这一项"));
    if (end == e->value || *end || n < 0 || n > most) {
        char rule[96];
        snprintf(rule, sizeof rule, _("要一个 0 到 %ld 之间的整数"), most);
        return fault(f, e->line, key, e->value, rule);
    }
    *out = (int)n;
    return true;
}

static void take_names(const struct yz_conf *c, const struct yz_conf_section *at, struct names *out,
                       struct yz_findings *f) {
    const struct yz_conf_entry *zh = yz_conf_find(c, at, "name"), *en = yz_conf_find(c, at, "name_en");
    if (!zh) fault(f, at->line, "name", NULL, _("没有写这一项"));
    yz_copy(out->zh, sizeof out->zh, zh ? zh->value : "");
    yz_copy(out->en, sizeof out->en, en ? en->value : out->zh);
}

static size_t key_of(const char *label, const char *const *keys, size_t count) {
    size_t i = 0;
    while (i < count && strcmp(keys[i], label) != 0) i++;
    return i;
}

static void take_score(const struct yz_conf *c, const struct yz_conf_section *at, struct yz_findings *f) {
    size_t part = key_of(at->label, part_keys, YZ_MATCH_PARTS);
    if (part == YZ_MATCH_PARTS) {
        fault(f, at->line, NULL, at->label, _("没有这种段落"));
        return;
    }
    take_names(c, at, &part_names[part], f);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(numbers[i].label, at->label) == 0)
            take_number(c, at, numbers[i].key, numbers[i].most, place_of(&numbers[i]), f);
}

static void take_rule(const struct yz_conf *c, const struct yz_conf_section *at, struct yz_findings *f) {
    const struct yz_conf_entry *use = yz_conf_find(c, at, "use");
    size_t rule = key_of(at->label, rule_keys, YZ_MATCH_RULES);
    if (rule == YZ_MATCH_RULES || *rule_names[rule].zh) {
        fault(f, at->line, NULL, at->label, rule == YZ_MATCH_RULES ? _("没有这种段落") : _("这一段写了两次"));
        return;
    }
    take_names(c, at, &rule_names[rule], f);
    if (rule == YZ_MATCH_WALK) take_number(c, at, "minutes", 254, &rules.walk_limit, f);
    if (use && strcmp(use->value, "no") == 0) return;
    rules.order[rules.rule_count++] = (enum yz_match_rule)rule;
    rules.used |= 1u << rule;
}

static void take_week(const struct yz_conf *c, const struct yz_conf_section *at, struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(c, at, "evening");
    int hour, minute, end = 0;
    if (e && sscanf(e->value, "%2d:%2d%n", &hour, &minute, &end) == 2 && !e->value[end] && hour >= 13 && hour < 24 &&
        minute < 60)
        rules.evening = hour * 60 + minute;
    else fault(f, e ? e->line : at->line, "evening", e ? e->value : NULL, _("要一个 13:00 到 23:59 的时刻"));
}

static void take(const struct yz_conf *c, struct yz_findings *f) {
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *at = &c->sections[i];
        if (strcmp(at->name, "score") == 0) take_score(c, at, f);
        else if (strcmp(at->name, "rule") == 0) take_rule(c, at, f);
        else if (strcmp(at->name, "week") == 0) take_week(c, at, f);
        else fault(f, at->line, NULL, at->name, _("没有这种段落"));
    }
}

/* What no section alone can tell. */
static void check(struct yz_findings *f) {
    int sum = 0;
    for (size_t i = 0; i < YZ_MATCH_PARTS; i++)
        if (!*part_names[i].zh) fault(f, 1, NULL, part_keys[i], _("没有写这一项"));
    for (size_t i = 0; i < YZ_MATCH_RULES; i++)
        if (!*rule_names[i].zh) fault(f, 1, NULL, rule_keys[i], _("没有写这一项"));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].counts) sum += *place_of(&numbers[i]);
        for (size_t k = 0; k < i; k++)
            if (numbers[k].counts && strcmp(numbers[k].label, numbers[i].label) == 0 &&
                strcmp(numbers[i].key, "each") != 0 && numbers[i].most == 100 &&
                *place_of(&numbers[i]) > *place_of(&numbers[k]))
                fault(f, 1, numbers[i].key, numbers[i].label, _("一项里的其他分值不能超过这一项的满分"));
    }
    if (sum > 100) fault(f, 1, NULL, NULL, _("各项满分加起来超过 100 分"));
    if (rules.distance_far <= rules.distance_near) fault(f, 1, "far", "distance", _("far 要大于 near"));
    if (!rules.evening) fault(f, 1, NULL, "week", _("没有写这一项"));
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    if (!bytes) return false;
    rules = (struct yz_match_rules){0};
    memset(part_names, 0, sizeof part_names);
    memset(rule_names, 0, sizeof rule_names);
    if (yz_conf_read(bytes, size, &c, &f)) take(&c, &f), check(&f);
    bool good = yz_findings_ok(&f);
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s %4$s"), source_file, f.count ? f.all[0].field : "",
                f.count ? f.all[0].value : "", f.count ? f.all[0].rule : _("内存不足"));
    yz_conf_free(&c);
    yz_findings_free(&f);
    return good;
}

const struct yz_match_rules *yz_match_rules(void) {
    if (!read_once) read_once = read_file();
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
