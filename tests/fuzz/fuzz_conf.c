/* Definition files: any bytes give sections and findings, an item or a policy, and never more. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yizhan/catalogue.h>
#include <yizhan/policies.h>

#include "base/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct yz_item item;
    struct yz_findings f = {0};
    struct yz_conf c;
    yz_conf_read((const char *)data, size, &c, &f);
    for (size_t i = 0; i < c.section_count; i++) {
        const struct yz_conf_section *s = &c.sections[i];
        if (s->first + s->count > c.entry_count) abort();
        for (size_t k = 0; k < s->count; k++) {
            const struct yz_conf_entry *e = &c.entries[s->first + k];
            if (strlen(e->value) > size || !yz_conf_find(&c, s, e->key)) abort();
        }
    }
    yz_conf_free(&c);
    yz_findings_clear(&f);
    if (yz_item_parse((const char *)data, size, &item, &f) != (f.errors == 0)) abort();
    static struct yz_policy policy;
    yz_findings_clear(&f);
    if (yz_policy_parse((const char *)data, size, &policy, &f) != (f.errors == 0)) abort();
    yz_findings_free(&f);
    return 0;
}
