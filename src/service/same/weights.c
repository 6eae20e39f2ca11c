/* The weights of data/duplicates/person.conf. */
#include "service/same/likeness.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"

static const char source_file[] = "duplicates/person.conf";
#define KEY(name, key, label) [YZ_##name] = key,
static const char *const keys[YZ_EVIDENCES] = {YZ_EVIDENCE(KEY)};

static struct yz_weights weights;
static bool read_once;

static bool number(const struct yz_conf *conf, const struct yz_conf_section *section, const char *key, long low,
                   int *out, struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(conf, section, key);
    char place[32], *end = NULL;
    errno = 0;
    long n = e ? strtol(e->value, &end, 10) : 0;
    if (e && end != e->value && !*end && !errno && n >= low && n <= 1000) {
        *out = (int)n;
        return true;
    }
    yz_find_error(f, yz_conf_place(e ? e->line : section->line, key, place), e ? e->value : NULL,
                  _("要一个 -1000 到 1000 之间的整数"), NULL);
    return false;
}

static void take(const struct yz_conf *conf, const struct yz_conf_section *section, bool *have, struct yz_findings *f) {
    char place[32];
    size_t i = 0;
    if (strcmp(section->name, "levels") == 0) {
        int block = 0;
        number(conf, section, "likely", 1, &weights.likely, f);
        number(conf, section, "possible", 1, &weights.possible, f);
        if (number(conf, section, "block", 1, &block, f)) weights.block = (size_t)block;
        return;
    }
    while (i < YZ_EVIDENCES && strcmp(keys[i], section->label) != 0) i++;
    if (strcmp(section->name, "evidence") != 0 || i == YZ_EVIDENCES)
        yz_find_error(f, yz_conf_place(section->line, NULL, place), section->label, _("没有这种段落"), NULL);
    else have[i] = number(conf, section, "points", -1000, &weights.points[i], f);
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    bool have[YZ_EVIDENCES] = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    if (!bytes) return false;
    weights = (struct yz_weights){0};
    if (yz_conf_read(bytes, size, &conf, &f))
        for (size_t i = 0; i < conf.section_count; i++) take(&conf, &conf.sections[i], have, &f);
    for (size_t i = 0; i < YZ_EVIDENCES; i++)
        if (!have[i]) yz_find_error(&f, "1", keys[i], _("没有写这一项"), NULL);
    if (!weights.block) yz_find_error(&f, "1", "levels", _("没有写这一项"), NULL);
    bool good = yz_findings_ok(&f);
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s %4$s"), source_file, f.count ? f.all[0].field : "",
                f.count ? f.all[0].value : "", f.count ? f.all[0].rule : _("内存不足"));
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

const struct yz_weights *yz_weights(void) {
    if (!read_once) read_once = read_file();
    return read_once ? &weights : NULL;
}
