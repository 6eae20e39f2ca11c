/* Before somebody is added: those who may be the same person are told, and nothing is forbidden. */
#include <stdio.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>

#include "base/mask.h"

enum { TOLD = 3 };

static void warn(const struct yz_twin *t, const char *field, struct yz_findings *f) {
    char name[96], ref[32], whom[160], rule[192];
    yz_mask_name(name, sizeof name, t->name);
    snprintf(whom, sizeof whom, "%s（%s）", name, yz_ref_text(YZ_PERSON, t->person, ref));
    snprintf(rule, sizeof rule, _("%1$s是同一人：%2$s，%3$d 分"), yz_likely_text(t->likely ? YZ_LIKELY : YZ_POSSIBLE),
             t->why, t->score);
    yz_find_warning(f, field, whom, rule, _("先打开看；是同一人的，改那一份，不再新增"));
}

enum yz_status yz_person_warn(struct yz_session *s, const struct yz_person *p, int64_t dwelling, const char *field,
                              struct yz_findings *f) {
    struct yz_twin like[TOLD];
    size_t count = 0;
    enum yz_status status = yz_person_duplicates(s, p, dwelling, like, TOLD, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) warn(&like[i], field, f);
    return status;
}

enum yz_status yz_move_warn(struct yz_session *s, const struct yz_move *m, struct yz_findings *f) {
    struct yz_household into = {.dwelling = m->dwelling};
    enum yz_status status = m->into ? yz_record_get(s, YZ_HOUSEHOLD, m->into, &into) : YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < m->fresh_count && m->kind != YZ_MOVE_BIRTH; i++)
        status = yz_person_warn(s, &m->fresh[i].person, into.dwelling, "fresh", f);
    return status;
}
