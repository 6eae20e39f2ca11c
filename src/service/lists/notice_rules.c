/* What data says about notices: how long, how small a group, beside which words a name is a name. Read once. */
#include "service/lists/notice_private.h"

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const char source_file[] = "notices/rules.conf";

static struct yz_notice_rules rules;

static const struct row {
    const char *section, *key;
    int64_t *number; /* 1 to 366, else */
    char *words;
    size_t room;
} rows[] = {
    {"notice", "days", &rules.days, NULL, 0},
    {"notice", "period", &rules.period, NULL, 0},
    {"group", "least", &rules.least, NULL, 0},
    {"beside", "before", NULL, rules.before, sizeof rules.before},
    {"beside", "after", NULL, rules.after, sizeof rules.after},
    {"measure", "words", NULL, rules.measures, sizeof rules.measures},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct yz_conf_section *section_named(const struct yz_conf *conf, const char *name) {
    for (size_t i = 0; i < conf->section_count; i++)
        if (strcmp(conf->sections[i].name, name) == 0) return &conf->sections[i];
    return NULL;
}

static void take(const struct yz_conf *conf, const struct row *row, struct yz_findings *f) {
    const struct yz_conf_section *section = section_named(conf, row->section);
    const struct yz_conf_entry *e = section ? yz_conf_find(conf, section, row->key) : NULL;
    char place[32], *end = NULL;
    size_t line = e ? e->line : section ? section->line : 1;
    if (row->words && e && yz_copy(row->words, row->room, e->value)) return;
    int64_t n = e && row->number ? strtoll(e->value, &end, 10) : 0;
    if (row->number && end && !*end && n >= 1 && n <= 366) *row->number = n;
    else
        yz_find_error(f, yz_conf_place(line, row->key, place), NULL,
                      row->words ? _("缺少这一项，或太长") : _("须是 1 到 366 的整数"), NULL);
}

const struct yz_notice_rules *yz_notice_rules(void) {
    static bool read_once;
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    if (read_once) return &rules;
    const char *bytes = yz_data(source_file, &size);
    if (!bytes) return NULL;
    if (yz_conf_read(bytes, size, &conf, &f))
        for (size_t i = 0; i < ROWS; i++) take(&conf, &rows[i], &f);
    read_once = yz_findings_ok(&f);
    if (!read_once)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.count ? f.all[0].field : "1",
                f.count ? f.all[0].rule : _("缺少一段"));
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return read_once ? &rules : NULL;
}

int64_t yz_notice_days(void) {
    const struct yz_notice_rules *r = yz_notice_rules();
    return r ? r->days : 0;
}
