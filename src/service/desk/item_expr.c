/* The expressions of an item: parsed when the whole of it has been read, since they name its fields and rules. */
#include "service/desk/expr_private.h"

void yz_item_parse_expressions(struct yz_item *item, struct yz_findings *f) {
    yz_expr_parse(&item->after_or, item, "after_or", YZ_EXPR_TRUTH, f);
    for (size_t i = 0; i < item->paper_count; i++) {
        yz_expr_parse(&item->papers[i].when, item, "when", YZ_EXPR_TRUTH, f);
    }
    for (size_t i = 0; i < item->field_count; i++) {
        struct yz_item_field *field = &item->fields[i];
        yz_expr_parse(&field->when, item, "when", YZ_EXPR_TRUTH, f);
        yz_expr_parse(&field->value, item, "value", yz_expr_type_of(field), f);
    }
    for (size_t i = 0; i < item->test_count; i++) {
        yz_expr_parse(&item->tests[i].test, item, "test", YZ_EXPR_TRUTH, f);
    }
}
