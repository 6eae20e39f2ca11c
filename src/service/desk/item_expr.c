/* The expressions of an item: parsed when the whole of it has been read, since they name its fields and rules. */
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "service/desk/expr_private.h"

/* What is worked out may rest on fields that stand before it only: so nothing rests on itself. */
static void look_back(const struct yz_item *item, const struct yz_item_field *field, struct yz_findings *f) {
    char place[32];
    for (uint8_t i = 0; i < field->value.count; i++) {
        const struct yz_expr_node *n = &field->value.nodes[i];
        const struct yz_item_field *other =
            strncmp(n->word, "answer.", 7) == 0 ? yz_item_field(item, n->word + 7) : NULL;
        if (other && other >= field)
            yz_find_error(f, yz_conf_place((size_t)field->value.line, "value", place), n->word,
                          _("value 只能用排在它前面的字段"), _("把这个字段往后挪"));
    }
}

void yz_item_parse_expressions(struct yz_item *item, struct yz_findings *f) {
    yz_expr_parse(&item->after_or, item, "after_or", YZ_EXPR_TRUTH, f);
    for (size_t i = 0; i < item->paper_count; i++) {
        yz_expr_parse(&item->papers[i].when, item, "when", YZ_EXPR_TRUTH, f);
    }
    for (size_t i = 0; i < item->field_count; i++) {
        struct yz_item_field *field = &item->fields[i];
        yz_expr_parse(&field->when, item, "when", YZ_EXPR_TRUTH, f);
        yz_expr_parse(&field->value, item, "value", yz_expr_type_of(field), f);
        look_back(item, field, f);
    }
    for (size_t i = 0; i < item->test_count; i++) {
        yz_expr_parse(&item->tests[i].test, item, "test", YZ_EXPR_TRUTH, f);
    }
}
