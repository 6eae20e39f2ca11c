/* What a check found. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/findings.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

static void copy_cut(char *out, size_t room, const char *s) {
    yz_copy(out, room, s ? s : "");
}

static void add(struct yz_findings *f, enum yz_severity severity, const char *const text[4]) {
    f->errors += severity == YZ_ERROR;
    if (f->count == f->room) {
        size_t room = f->room ? 2 * f->room : 8;
        struct yz_finding *all = f->lost ? NULL : realloc(f->all, room * sizeof *all);
        if (!all) {
            f->lost = true;
            yz_fail(YZ_BUSY, _("内存不足"));
            return;
        }
        f->all = all;
        f->room = room;
    }
    struct yz_finding *new = &f->all[f->count++];
    new->severity = severity;
    copy_cut(new->field, sizeof new->field, text[0]);
    copy_cut(new->value, sizeof new->value, text[1]);
    copy_cut(new->rule, sizeof new->rule, text[2]);
    copy_cut(new->mend, sizeof new->mend, text[3]);
}

void yz_find_error(struct yz_findings *f, const char *field, const char *value, const char *rule, const char *mend) {
    add(f, YZ_ERROR, (const char *const[]){field, value, rule, mend});
}

void yz_find_warning(struct yz_findings *f, const char *field, const char *value, const char *rule, const char *mend) {
    add(f, YZ_WARNING, (const char *const[]){field, value, rule, mend});
}

bool yz_findings_ok(const struct yz_findings *f) {
    return f->errors == 0 && !f->lost;
}

const struct yz_finding *yz_findings_about(const struct yz_findings *f, const char *field) {
    const struct yz_finding *warning = NULL;
    for (size_t i = 0; i < f->count; i++) {
        const struct yz_finding *one = &f->all[i];
        if (strcmp(one->field, field) != 0) continue;
        if (one->severity == YZ_ERROR) return one;
        if (!warning) warning = one;
    }
    return warning;
}

void yz_findings_clear(struct yz_findings *f) {
    f->count = f->errors = 0;
    f->lost = false;
}

void yz_findings_free(struct yz_findings *f) {
    free(f->all);
    *f = (struct yz_findings){0};
}
