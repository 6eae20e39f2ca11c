/* Whatever is typed into any field: what is kept is clean, fits its check, and can be shown and typed again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/kind.h>

#include "service/clean.h"

static void one(const struct yz_kind *k, const struct yz_field *f, const char *text) {
    struct yz_findings findings = {0}, again = {0};
    char *record = calloc(1, k->size), *shown = malloc(f->size + 64);
    if (!record || !shown) abort();
    bool good = yz_field_set(f, record, text, true, &findings);
    if (good != (findings.errors == 0)) abort();
    yz_field_text(f, record, true, shown, f->size + 64);
    yz_field_text(f, record, false, shown, f->size + 64);
    if (f->type == YZ_TEXT && !yz_is_clean(record + f->offset, f->flags & YZ_LONG)) abort();
    if (good && !yz_field_set(f, record, shown, false, &again)) abort();
    for (size_t i = 0; i < findings.count; i++) {
        if (strlen(findings.all[i].rule) >= sizeof findings.all[i].rule) abort();
    }
    yz_findings_free(&findings);
    yz_findings_free(&again);
    free(record);
    free(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    const struct yz_kind *k = yz_kinds[1 + data[0] % (YZ_KIND_COUNT - 1)];
    const struct yz_field *f = &k->fields[data[1] % k->count];
    char *text = malloc(size - 1);
    if (!text) return 0;
    memcpy(text, data + 2, size - 2);
    text[size - 2] = '\0';
    one(k, f, text);
    free(text);
    return 0;
}
