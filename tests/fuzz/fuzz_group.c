/* Key groups: any bytes give findings, or a group whose condition can be worked out for anybody. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>

#include "service/desk/expr_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Answers that change from call to call, unknown now and then. */
static void lookup(void *ctx, const struct yz_expr_node *node, int64_t argument, struct yz_value *out) {
    uint32_t *calls = ctx;
    *calls = *calls * 1103515245u + 12345u;
    out->known = (*calls >> 16 & 3) != 0;
    out->number = node->type == YZ_EXPR_DATE ? 20260228 : (int64_t)(*calls >> 8) % 120 + argument % 2;
    memcpy(out->word, node->word, sizeof node->word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct yz_group group;
    struct yz_findings f = {0};
    uint32_t calls = (uint32_t)size;
    struct yz_expr_world world = {lookup, &calls, 20261123};
    bool good = yz_group_parse((const char *)data, size, &group, &f);
    if (good != (f.errors == 0)) abort();
    if (good && (!*group.key || !*group.name || !*group.word || !group.comes || !group.level || group.interval < 0))
        abort();
    if (good && (group.comes == YZ_GROUP_COMPUTED) && !*group.test.text) abort();
    if (good) yz_expr_truth(&group.test, &world), yz_expr_value(&group.since, &world);
    yz_findings_free(&f);
    return 0;
}
