/* Duties that a grid must have: read from data once. */
#include <yizhan/posts.h>

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

static const char source_file[] = "net/duties.conf";

static struct yz_duty all[YZ_DUTIES];
static size_t count_all;
static bool read_once;

static void take_text(const struct yz_conf *conf, const struct yz_conf_section *section, const char *key, char *out,
                      size_t room, struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(conf, section, key);
    char place[32];
    if (e && !yz_copy(out, room, e->value))
        yz_find_error(f, yz_conf_place(e->line, key, place), e->value, _("太长"), NULL);
}

static void take_day(const struct yz_conf *conf, const struct yz_conf_section *section, const char *key, yz_date *out,
                     struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(conf, section, key);
    char place[32];
    if (e && !yz_date_parse(e->value, 0, false, out))
        yz_find_error(f, yz_conf_place(e->line, key, place), e->value, _("不是日期"), _("例如 2020-04-27"));
}

static void take_duty(const struct yz_conf *conf, const struct yz_conf_section *section, const struct yz_duty *common,
                      struct yz_findings *f) {
    struct yz_duty *d = &all[count_all++];
    const struct yz_conf_entry *branch = yz_conf_find(conf, section, "branch");
    char place[32];
    *d = *common;
    d->branch = branch && strcmp(branch->value, "yes") == 0;
    if (!yz_code_parse("duty", section->label, &d->code))
        yz_find_error(f, yz_conf_place(section->line, NULL, place), section->label, _("没有这项职责"),
                      _("先在 codes/duty.csv 里加一行"));
    take_text(conf, section, "task", d->task, sizeof d->task, f);
    take_text(conf, section, "task_en", d->task_en, sizeof d->task_en, f);
    take_text(conf, section, "source", d->source, sizeof d->source, f);
    take_day(conf, section, "valid_from", &d->from, f);
    take_day(conf, section, "valid_to", &d->until, f);
}

static void take_all(const struct yz_conf *conf, struct yz_findings *f) {
    struct yz_duty common = {0};
    char place[32];
    for (size_t i = 0; i < conf->section_count; i++) {
        const struct yz_conf_section *section = &conf->sections[i];
        if (strcmp(section->name, "list") == 0)
            take_text(conf, section, "source", common.source, sizeof common.source, f);
        else if (strcmp(section->name, "duty") == 0 && count_all < YZ_DUTIES) take_duty(conf, section, &common, f);
        else yz_find_error(f, yz_conf_place(section->line, NULL, place), section->name, _("没有这种段落"), NULL);
    }
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    count_all = 0;
    if (bytes && yz_conf_read(bytes, size, &conf, &f)) take_all(&conf, &f);
    bool good = bytes && yz_findings_ok(&f);
    if (!good && f.count) yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.all[0].field, f.all[0].rule);
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

const struct yz_duty *yz_duties(size_t *count) {
    if (!read_once) read_once = read_file();
    *count = read_once ? count_all : 0;
    return read_once ? all : NULL;
}

bool yz_duty_required(const struct yz_duty *d, yz_date day) {
    return (!d->from || d->from <= day) && (!d->until || day <= d->until);
}

const char *yz_duty_task(const struct yz_duty *d) {
    return *d->task_en && strcmp(yz_language_name(), "en") == 0 ? d->task_en : d->task;
}
