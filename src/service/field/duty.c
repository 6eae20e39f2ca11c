/* Duties that a grid must have: read from data once. */
#include <yizhan/posts.h>

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

static struct duties {
    struct yz_duty all[YZ_DUTIES];
    size_t count;
    char source[sizeof((struct yz_duty *)0)->source]; /* of those that name none */
} duties;
static bool read_once;

static void put_code(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    (void)s;
    if (!yz_code_parse("duty", at->value, &((struct yz_duty *)one)->code))
        yz_spot_wrong(at, _("没有这项职责"), _("先在 codes/duty.csv 里加一行"));
}

static const struct yz_slot list_slots[] = {YZ_SLOT_AS(__typeof__(duties), source, "source", LINE),
                                            YZ_REMARK("confidence")};
static const struct yz_slot duty_slots[] = {
    YZ_SLOT_AS(struct yz_duty, code, "", OWN, .put = put_code),
    YZ_SLOT(struct yz_duty, branch, YES),
    YZ_SLOT(struct yz_duty, task, LINE),
    YZ_SLOT(struct yz_duty, task_en, LINE),
    YZ_SLOT(struct yz_duty, source, LINE),
    YZ_SLOT_AS(struct yz_duty, from, "valid_from", DAY),
    YZ_SLOT_AS(struct yz_duty, until, "valid_to", DAY),
    YZ_REMARK("confidence"),
};
static const struct yz_section sections[] = {
    YZ_SECTION("list", list_slots),
    YZ_SECTIONS("duty", duty_slots, __typeof__(duties), all, count),
};

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    struct duties *d = whole;
    (void)c, (void)f;
    for (size_t i = 0; i < d->count; i++)
        if (!*d->all[i].source) yz_copy(d->all[i].source, sizeof d->source, d->source);
}

const struct yz_definition yz_duties_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof duties, .check = check};

const struct yz_duty *yz_duties(size_t *count) {
    if (!read_once) read_once = yz_definition_data(&yz_duties_definition, "net/duties.conf", &duties);
    *count = read_once ? duties.count : 0;
    return read_once ? duties.all : NULL;
}

bool yz_duty_required(const struct yz_duty *d, yz_date day) {
    return (!d->from || d->from <= day) && (!d->until || day <= d->until);
}

const char *yz_duty_task(const struct yz_duty *d) {
    return *d->task_en && strcmp(yz_language_name(), "en") == 0 ? d->task_en : d->task;
}
