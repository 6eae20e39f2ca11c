/* data/lists/declines.conf: why providers decline, and what follows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

enum { MOST = 32 };
static const char source_file[] = "lists/declines.conf";

static struct yz_decline all[MOST];
static size_t declines;
static bool read_once;

static bool fault(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule) {
    char place[32];
    yz_find_error(f, yz_conf_place(line, key, place), value, rule, NULL);
    return false;
}

static const char *text_of(const struct yz_conf *c, const struct yz_conf_section *at, const char *key) {
    const struct yz_conf_entry *e = yz_conf_find(c, at, key);
    return e ? e->value : "";
}

static void take_next(const struct yz_conf *c, const struct yz_conf_section *at, struct yz_decline *d,
                      struct yz_findings *f) {
    const char *next = text_of(c, at, "next"), *scope = text_of(c, at, "scope"), *days = text_of(c, at, "days");
    char *end = NULL;
    if (strcmp(next, "ask") == 0) d->rest = YZ_REST_ASK;
    else if (strcmp(next, "never") == 0 && strcmp(scope, "pair") == 0) d->rest = YZ_REST_PAIR;
    else if (strcmp(next, "never") == 0 && strcmp(scope, "field") == 0) d->rest = YZ_REST_FIELD;
    else if (strcmp(next, "never") == 0) fault(f, at->line, "scope", scope, _("要写 pair 或 field"));
    else if (strcmp(next, "park") == 0) {
        d->rest = YZ_REST_PARKED;
        d->days = strtoll(days, &end, 10);
        if (end == days || *end || d->days < 1 || d->days > 366)
            fault(f, at->line, "days", days, _("须是 1 到 366 的整数"));
    } else fault(f, at->line, "next", next, _("要写 park、never 或 ask"));
}

static void take(const struct yz_conf *c, struct yz_findings *f) {
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *at = &c->sections[i];
        struct yz_decline *d = &all[declines];
        if (strcmp(at->name, "decline") != 0 || !*at->label || declines == MOST) {
            fault(f, at->line, NULL, at->name, _("没有这种段落"));
            continue;
        }
        *d = (struct yz_decline){.counts = strcmp(text_of(c, at, "counts"), "no") != 0};
        yz_copy(d->key, sizeof d->key, at->label);
        yz_copy(d->name, sizeof d->name, text_of(c, at, "name"));
        yz_copy(d->name_en, sizeof d->name_en, text_of(c, at, "name_en"));
        if (!*d->name) fault(f, at->line, "name", NULL, _("没有写这一项"));
        take_next(c, at, d, f);
        for (size_t k = 0; k < declines; k++)
            if (strcmp(all[k].key, d->key) == 0) fault(f, at->line, NULL, d->key, _("这一段写了两次"));
        declines++;
    }
    if (!declines) fault(f, 1, NULL, NULL, _("缺少一段"));
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    declines = 0;
    if (!bytes) return false;
    if (yz_conf_read(bytes, size, &c, &f)) take(&c, &f);
    bool good = yz_findings_ok(&f);
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s %4$s"), source_file, f.count ? f.all[0].field : "",
                f.count ? f.all[0].value : "", f.count ? f.all[0].rule : _("内存不足"));
    yz_conf_free(&c);
    yz_findings_free(&f);
    return good;
}

const struct yz_decline *yz_declines(size_t *count) {
    if (!read_once) read_once = read_file();
    *count = read_once ? declines : 0;
    return read_once ? all : NULL;
}

const struct yz_decline *yz_decline_named(const char *typed) {
    char names[512] = "";
    size_t count, n = 0;
    const struct yz_decline *d = yz_declines(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(d[i].key, typed) == 0 || strcmp(d[i].name, typed) == 0 || strcmp(d[i].name_en, typed) == 0)
            return &d[i];
        if (n < sizeof names)
            n += (size_t)snprintf(names + n, sizeof names - n, "%s%s %s", i ? _("、") : "", d[i].key,
                                  yz_decline_name(&d[i]));
    }
    if (d) yz_fail(YZ_REFUSED, _("谢绝的原因没有“%1$s”；有：%2$s"), typed, names);
    return NULL;
}

const char *yz_decline_name(const struct yz_decline *d) {
    return strcmp(yz_language_name(), "en") == 0 && *d->name_en ? d->name_en : d->name;
}

char *yz_decline_next(const struct yz_decline *d, char *out, size_t room) {
    switch (d->rest) {
    case YZ_REST_PARKED: snprintf(out, room, _("%lld 个工作日内不再问"), (long long)d->days); break;
    case YZ_REST_PAIR: yz_copy(out, room, _("这条需求不再问它")); break;
    case YZ_REST_FIELD: yz_copy(out, room, _("这个领域不再问这个提供方")); break;
    case YZ_REST_ASK: yz_copy(out, room, _("马上问下一家")); break;
    }
    return out;
}
