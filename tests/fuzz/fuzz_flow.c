/* Flows: any bytes give findings, or a flow in which every step can be reached and every state left. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "service/desk/flow_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct yz_flow flow;
    struct yz_findings f = {0};
    if (yz_flow_parse((const char *)data, size, &flow, &f) != (f.errors == 0)) abort();
    if (flow.step_count > YZ_STEPS || flow.link_count > YZ_FLOW_LINKS) abort();
    for (size_t i = 0; f.errors == 0 && i < flow.step_count; i++) {
        const struct yz_flow_step *step = &flow.steps[i];
        for (int state = 1; state < 32; state++) {
            const struct yz_flow_step *found = yz_flow_step_named(&flow, step->key, state);
            if (!found || ((step->from & YZ_STATE_BIT(state)) && found != step)) abort();
        }
    }
    yz_findings_free(&f);
    return 0;
}
