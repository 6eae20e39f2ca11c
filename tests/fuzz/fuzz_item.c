/* Items and their expressions: any bytes give findings, or an item whose every expression can be worked out. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "service/desk/expr_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Answers that change from call to call, unknown now and then. */
static void lookup(void *ctx, const struct yz_expr_node *node, int64_t argument, struct yz_value *out) {
    uint32_t *calls = ctx;
    *calls = *calls * 1103515245u + 12345u;
    out->known = (*calls >> 16 & 3) != 0;
    out->number = node->type == YZ_EXPR_DATE ? 20260228 : (int64_t)*calls * (argument + 1);
    memcpy(out->word, node->word, sizeof node->word);
}

static void work_out(const struct yz_expr *e) {
    uint32_t calls = e->count;
    struct yz_expr_world world = {lookup, &calls, 20261123};
    if (e->root > e->count || e->count > YZ_EXPR_NODES) abort();
    enum yz_truth truth = yz_expr_truth(e, &world);
    if (!*e->text && truth != YZ_TRUE) abort();
    if (strlen(yz_expr_field(e)) >= sizeof e->nodes[0].word) abort();
}

/* The bytes as one expression over a small item. */
static void as_expression(const uint8_t *data, size_t size) {
    static struct yz_item item;
    static const char text[] =
        "[item]\nkey = k\nname = a\nshort = a\ndepartment = b\ntype = instant\nsource = c\nconfidence = weak\n"
        "valid_from = 2026-01-01\n[field n]\nlabel = n\ntype = number\n[field w]\nlabel = w\ntype = choice\n"
        "options =\n  a | a\n  b | b\n[rule r]\ntype = days\nvalue = 3\nsource = c\nconfidence = weak\n";
    struct yz_findings f = {0};
    struct yz_expr e = {.line = 1, .column = 1};
    if (!*item.key && !yz_item_parse(text, sizeof text - 1, &item, &f)) abort();
    memcpy(e.text, data, size < sizeof e.text ? size : sizeof e.text - 1);
    bool good = yz_expr_parse(&e, &item, "test", YZ_EXPR_TRUTH, &f);
    if (good != (f.errors == 0) || (e.root != 0) != (good && *e.text)) abort();
    work_out(&e);
    yz_findings_free(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct yz_item item;
    struct yz_findings f = {0};
    bool good = yz_item_parse((const char *)data, size, &item, &f);
    if (good != (f.errors == 0)) abort();
    for (size_t i = 0; good && i < item.test_count; i++) work_out(&item.tests[i].test);
    for (size_t i = 0; good && i < item.field_count; i++)
        work_out(&item.fields[i].value), work_out(&item.fields[i].when);
    yz_findings_free(&f);
    as_expression(data, size);
    return 0;
}
