/* A step at many cases at once: the steps that all of them allow, and who was left out and why. */
#include "ui/screens/desk/case_steps.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

/* Papers and marks are of one case only. */
static const unsigned of_one_only = YZ_ASK_PAPERS | YZ_ASK_MARK;

static bool has_step(const struct yz_step *steps, size_t n, const char *key) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(steps[i].key, key) == 0) return true;
    return false;
}

static void keep_common(struct yz_case_bar *b, const struct yz_step *steps, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < b->count; i++)
        if (has_step(steps, n, b->all[i].key)) b->all[kept++] = b->all[i];
    b->count = kept;
}

static enum yz_status begin(struct yz_case_bar *b, struct yz_ui *ui, const struct yz_case *first) {
    enum yz_status status = yz_case_bar_read(b, ui, first);
    size_t kept = 0;
    for (size_t i = 0; i < b->count; i++) {
        if (b->all[i].asks & of_one_only) continue;
        b->all[kept] = b->all[i];
        b->all[kept++].main = false; /* Enter stays for opening */
    }
    b->count = kept;
    b->shown.id = 0; /* a draft of many is nobody's own */
    return status;
}

enum yz_status yz_case_bar_many(struct yz_case_bar *b, struct yz_ui *ui, const int64_t *ids, size_t n) {
    struct yz_session *s = yz_ui_session(ui);
    struct yz_step steps[YZ_STEPS];
    struct yz_case *c = malloc(sizeof *c);
    int64_t *many = malloc((n + 1) * sizeof *many);
    size_t count = 0;
    enum yz_status status = c && many ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < n; i++) {
        many[i] = ids[i];
        status = yz_record_get(s, YZ_CASE, ids[i], c);
        if (status == YZ_OK && i == 0) status = begin(b, ui, c);
        if (status == YZ_OK) status = yz_case_steps(s, c, steps, YZ_STEPS, &count);
        if (status == YZ_OK) keep_common(b, steps, count);
    }
    free(c);
    free(b->many);
    b->many = status == YZ_OK ? many : NULL;
    b->many_done = false;
    b->many_count = status == YZ_OK ? n : 0;
    if (status != YZ_OK) free(many);
    if (status == YZ_OK && b->count == 0)
        status = yz_fail(YZ_REFUSED, _("标记的 %zu 件没有都能办的步骤；少标几件，或一件一件办"), n);
    return status;
}
