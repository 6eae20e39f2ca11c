/* Expressions, as the files that read, check and work them out share them. */
#ifndef YZ_SERVICE_DESK_EXPR_PRIVATE_H
#define YZ_SERVICE_DESK_EXPR_PRIVATE_H

#include "service/desk/desk_private.h"

struct yz_expr_name {
    const char *name;
    enum yz_expr_type type;
    const char *codes; /* code table of a word; NULL = none */
};

/* Parses e->text for that item (NULL: for a key group); `key` is of its line, for findings ("12:test", with the column in the rule). The value
 * must be of `type`. An empty text is good, and no expression. */
bool yz_expr_parse(struct yz_expr *e, const struct yz_item *item, const char *key, enum yz_expr_type type,
                   struct yz_findings *f);
/* What an answer is in expressions. */
enum yz_expr_type yz_expr_type_of(const struct yz_item_field *field);

#endif
