/* Numbers of the lists that are data: read once. */
#include "service/lists/lists_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>

#include "base/conf.h"
#include "base/data.h"

static const char source_file[] = "lists/rules.conf";

static struct { int64_t services, resources, percent, answer, deliver, confirm; } rules;
static bool read_once;

static void take(const struct yz_conf *conf, const struct yz_conf_section *section, const char *key, int64_t *out,
                 struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(conf, section, key);
    char place[32], *end = NULL;
    *out = e ? strtoll(e->value, &end, 10) : 0;
    if (!e || *end || *out < 1 || *out > 3660)
        yz_find_error(f, yz_conf_place(e ? e->line : section->line, key, place), NULL, _("须是 1 到 3660 的整数"),
                      NULL);
}

static void take_all(const struct yz_conf *conf, struct yz_findings *f) {
    char place[32];
    for (size_t i = 0; i < conf->section_count; i++) {
        const struct yz_conf_section *section = &conf->sections[i];
        if (strcmp(section->name, "stale") == 0) {
            take(conf, section, "services", &rules.services, f);
            take(conf, section, "resources", &rules.resources, f);
        } else if (strcmp(section->name, "near") == 0) take(conf, section, "percent", &rules.percent, f);
        else if (strcmp(section->name, "waits") == 0) {
            take(conf, section, "answer", &rules.answer, f);
            take(conf, section, "deliver", &rules.deliver, f);
            take(conf, section, "confirm", &rules.confirm, f);
        } else yz_find_error(f, yz_conf_place(section->line, NULL, place), section->name, _("没有这种段落"), NULL);
    }
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    if (bytes && yz_conf_read(bytes, size, &conf, &f)) take_all(&conf, &f);
    bool good = bytes && yz_findings_ok(&f) && rules.services && rules.resources && rules.percent && rules.answer;
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.count ? f.all[0].field : "1",
                f.count ? f.all[0].rule : _("缺少一段"));
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

static bool known(void) {
    if (!read_once) read_once = read_file();
    return read_once;
}

int64_t yz_offer_stale_days(int32_t list) {
    if (!known()) return 0;
    return list == YZ_LIST_SERVICE ? rules.services : rules.resources;
}

int64_t yz_need_near_percent(void) {
    return known() ? rules.percent : 0;
}

int64_t yz_match_wait_days(int32_t state) {
    if (!known()) return 0;
    switch (state) {
    case YZ_MATCH_PROPOSED: return rules.answer;
    case YZ_MATCH_ACCEPTED: return rules.deliver;
    case YZ_MATCH_DELIVERED: return rules.confirm;
    default: return 0;
    }
}
