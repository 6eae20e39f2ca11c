/* The program's own rules (rights, accounts, duties, matters, weights …): any bytes as one of them, the first of which says
 * which, give findings or a whole. */
#include <stdint.h>
#include <stdlib.h>

#include "service/definition.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct yz_definition *const all[] = {
    &yz_accounts_definition,    &yz_certificates_definition, &yz_duties_definition, &yz_list_rules_definition,
    &yz_match_rules_definition, &yz_matters_definition,      &yz_rights_definition, &yz_visit_checks_definition,
    &yz_visit_rules_definition, &yz_weights_definition,      &yz_agenda_definition, &yz_tour_definition,
    &yz_declines_definition};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct yz_findings f = {0};
    if (!size) return 0;
    const struct yz_definition *d = all[data[0] % YZ_COUNT(all)];
    void *whole = malloc(d->size); /* of exactly its size, so that a section too many is seen */
    if (!whole) abort();
    if (yz_definition_parse(d, (const char *)data + 1, size - 1, whole, &f) != (f.errors == 0)) abort();
    free(whole);
    yz_findings_free(&f);
    return 0;
}
