/* The weights of data/duplicates/person.conf. */
#include "service/same/likeness.h"

#include <string.h>
#include <yizhan/i18n.h>

#include "service/definition.h"

#define KEY(name, key, label) [YZ_##name] = (key),
static const char *const keys[YZ_EVIDENCES] = {YZ_EVIDENCE(KEY)};

static struct file {
    struct yz_weights weights;
    bool have[YZ_EVIDENCES];
} file;
static bool read_once;

#define LEVEL(member)                                                                                                  \
    YZ_SLOT_AS(__typeof__(file), weights.member, #member, NUMBER, .required = true, .low = 1, .high = 1000)
static const struct yz_slot level_slots[] = {LEVEL(likely), LEVEL(possible), LEVEL(block), YZ_REMARK("why")};
static const struct yz_slot evidence_slots[] = {
    {.key = "points", .type = YZ_SLOT_NUMBER, .size = sizeof(int), .required = true, .low = -1000, .high = 1000},
    YZ_REMARK("why"),
};

static void read_evidence(const struct yz_conf *c, const struct yz_conf_section *at, void *whole,
                          struct yz_findings *f) {
    struct file *w = whole;
    size_t i = 0;
    while (i < YZ_EVIDENCES && strcmp(keys[i], at->label) != 0) i++;
    if (i == YZ_EVIDENCES) {
        yz_conf_wrong(f, at->line, "", at->label, _("没有这种节"), "");
        return;
    }
    w->have[i] = true;
    yz_definition_section(c, at, evidence_slots, YZ_COUNT(evidence_slots), &w->weights.points[i], f);
}

static const struct yz_section sections[] = {YZ_SECTION("levels", level_slots, .required = true),
                                             {.name = "evidence", .read = read_evidence}};

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct file *w = whole;
    (void)c;
    for (size_t i = 0; i < YZ_EVIDENCES; i++)
        if (!w->have[i]) yz_conf_wrong(f, 1, "", keys[i], _("缺少这一节"), "[evidence …]");
}

const struct yz_definition yz_weights_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof file, .check = check};

const struct yz_weights *yz_weights(void) {
    if (!read_once) read_once = yz_definition_data(&yz_weights_definition, "duplicates/person.conf", &file);
    return read_once ? &file.weights : NULL;
}
