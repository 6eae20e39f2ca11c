/* Any bytes as the text block of an ID card: what is accepted is whole and clean, and fills a person that can be saved. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/idcard_reader.h>

#include "service/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct yz_findings f = {0}, again = {0};
    struct yz_id_card c;
    struct yz_person p = {0};
    bool good = yz_id_card_parse(data, size, &c, &f);
    if (good == (f.errors > 0)) abort();
    if (good) {
        if (!c.name[0] || !c.id_number[0] || !c.birth) abort();
        yz_id_card_fill(&c, &p);
        if (!yz_is_clean(p.name, false) || !yz_is_clean(p.hukou, false)) abort();
        if (!yz_record_check(&yz_person_kind, &p, &again)) abort();
    }
    yz_findings_free(&f);
    yz_findings_free(&again);
    return 0;
}
