/* The rule of visits and what is looked at, read from data once. */
#include <yizhan/visits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

enum { MOST = 32 };
static struct yz_visit_interval intervals[YZ_VISIT_INTERVALS];
static size_t interval_count;
static unsigned counting;
static struct yz_visit_check checks[MOST];
static size_t check_count;
static bool rule_read, checks_read;

static const char *value(const struct yz_conf *c, const struct yz_conf_section *at, const char *key) {
    const struct yz_conf_entry *e = yz_conf_find(c, at, key);
    return e ? e->value : "";
}

/* Reads a file and hands each section on; an unreadable one, or one that `take` does not take, is told with its line. */
static bool read_file(const char *name, bool (*take)(const struct yz_conf *, const struct yz_conf_section *)) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    size_t size;
    const char *bytes = yz_data(name, &size);
    if (!bytes) return false;
    bool good = yz_conf_read(bytes, size, &c, &f);
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), name, f.count ? f.all[0].field : "",
                f.count ? f.all[0].rule : "");
    for (size_t i = 0; good && i < c.section_count; i++) {
        char line[32];
        good = take(&c, &c.sections[i]);
        if (!good)
            yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), name, yz_conf_place(c.sections[i].line, NULL, line),
                    _("这一段写得不全或不对"));
    }
    yz_conf_free(&c);
    yz_findings_free(&f);
    return good;
}

static bool take_counts(const struct yz_conf *c, const struct yz_conf_section *at) {
    char words[128], *rest = words;
    int32_t code;
    yz_copy(words, sizeof words, value(c, at, "counts"));
    for (char *word; (word = strsep(&rest, " "));) {
        if (!yz_code_parse("visit_outcome", word, &code)) return false;
        counting |= 1u << code;
    }
    return true;
}

static bool take_rule(const struct yz_conf *c, const struct yz_conf_section *at) {
    if (strcmp(at->name, "visit") == 0) return take_counts(c, at);
    if (strcmp(at->name, "interval") != 0 || interval_count == YZ_VISIT_INTERVALS) return false;
    struct yz_visit_interval *i = &intervals[interval_count++];
    bool sure = strcmp(value(c, at, "confidence"), "confirmed") == 0;
    yz_copy(i->key, sizeof i->key, at->label);
    yz_copy(i->name, sizeof i->name, value(c, at, "name"));
    yz_copy(i->name_en, sizeof i->name_en, value(c, at, "name_en"));
    yz_copy(i->groups, sizeof i->groups, value(c, at, "groups"));
    yz_copy(i->words, sizeof i->words, value(c, at, "tags"));
    i->days = strtoll(value(c, at, "days"), NULL, 10);
    i->alone_from = strtoll(value(c, at, "alone_from"), NULL, 10);
    snprintf(i->source, sizeof i->source, sure ? "%s" : _("%s（待核实）"), value(c, at, "source"));
    return *i->key && *i->name && i->days > 0 && i->days < 3660 &&
           yz_date_parse(value(c, at, "valid_from"), 0, false, &i->valid_from);
}

static bool take_check(const struct yz_conf *c, const struct yz_conf_section *at) {
    if (check_count == MOST) return false;
    struct yz_visit_check *k = &checks[check_count++];
    yz_copy(k->key, sizeof k->key, at->label);
    yz_copy(k->name, sizeof k->name, value(c, at, "name"));
    yz_copy(k->name_en, sizeof k->name_en, value(c, at, "name_en"));
    yz_copy(k->look, sizeof k->look, value(c, at, "look"));
    yz_copy(k->look_en, sizeof k->look_en, value(c, at, "look_en"));
    yz_copy(k->whom, sizeof k->whom, value(c, at, "for"));
    return *k->key && *k->name && *k->look;
}

static bool read_rules(void) {
    if (rule_read) return true;
    interval_count = 0;
    counting = 0;
    return rule_read = read_file("visits/rules.conf", take_rule) && interval_count;
}

const struct yz_visit_interval *yz_visit_intervals(size_t *count) {
    bool good = read_rules();
    *count = good ? interval_count : 0;
    return good ? intervals : NULL;
}

unsigned yz_visit_counts(void) {
    return read_rules() ? counting : 0;
}

const struct yz_visit_check *yz_visit_checks(size_t *count) {
    if (!checks_read) check_count = 0, checks_read = read_file("visits/checks.conf", take_check);
    *count = checks_read ? check_count : 0;
    return checks_read ? checks : NULL;
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

const char *yz_visit_interval_name(const struct yz_visit_interval *i) {
    return in_language(i->name, i->name_en);
}

bool yz_visit_check_fits(const struct yz_visit_check *c, const struct yz_door *d) {
    bool fits = !*c->whom;
    for (size_t i = 0; !fits && i < interval_count; i++)
        fits = d->groups >> i & 1 && yz_lists(c->whom, intervals[i].key);
    return fits;
}

char *yz_door_groups(const struct yz_door *d, char *out, size_t room) {
    size_t n = 0;
    *out = '\0';
    for (size_t i = 1; i < interval_count; i++) {
        if (!(d->groups >> i & 1) || n >= room) continue;
        n += (size_t)snprintf(out + n, room - n, "%s%s", n ? "、" : "", yz_visit_interval_name(&intervals[i]));
    }
    return out;
}
