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

/* A choice may be worked out only to one of its options. */
static void fit_option(const struct yz_item_field *field, uint8_t place, struct yz_findings *f) {
    const struct yz_expr_node *n = place ? &field->value.nodes[place - 1] : NULL;
    char line[32];
    if (!n) return;
    if (n->op == YZ_OP_IF) {
        fit_option(field, n->b, f);
        fit_option(field, n->c, f);
        return;
    }
    for (size_t i = 0; i < YZ_ITEM_OPTIONS; i++) {
        if (n->op != YZ_OP_LITERAL || strcmp(field->options[i].key, n->word) == 0) return;
    }
    yz_find_error(f, yz_conf_place((size_t)field->value.line, "value", line), n->word, _("没有这个选项"), NULL);
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
        if (field->type == YZ_ANSWER_CHOICE) fit_option(field, field->value.root, f);
    }
    for (size_t i = 0; i < item->test_count; i++) {
        yz_expr_parse(&item->tests[i].test, item, "test", YZ_EXPR_TRUTH, f);
    }
}
