/* What counts as a visit and what is looked at, read from data once. */
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

unsigned yz_visit_counts(void) {
    if (!rule_read) counting = 0, rule_read = read_file("visits/rules.conf", take_counts);
    return rule_read ? counting : 0;
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

bool yz_visit_check_fits(const struct yz_visit_check *c, const struct yz_door *d) {
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    bool fits = !*c->whom;
    for (size_t i = 0; !fits && i < count; i++)
        fits = (d->groups & yz_group_bit(&all[i])) && yz_lists(c->whom, all[i].key);
    return fits;
}
