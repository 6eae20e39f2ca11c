/* Expressions: nodes → value, with three values of truth. What is not known makes unknown only what rests on it. */
#include <string.h>

#include "base/text.h"
#include "service/desk/expr_private.h"

struct run {
    const struct yz_expr *e;
    const struct yz_expr_world *world;
};

static struct yz_value eval(const struct run *r, uint8_t n);

static struct yz_value known(int64_t number) {
    return (struct yz_value){.known = true, .number = number};
}

/* `decides` is the truth that settles the whole whatever the other part is: true for or, false for and. */
static struct yz_value joined(const struct run *r, const struct yz_expr_node *n, int64_t decides) {
    struct yz_value a = eval(r, n->a);
    if (a.known && a.number == decides) return a;
    struct yz_value b = eval(r, n->b);
    if (b.known && b.number == decides) return b;
    return a.known ? b : a;
}

static int order(enum yz_expr_type type, const struct yz_value *a, const struct yz_value *b) {
    if (type == YZ_EXPR_WORD) return strcmp(a->word, b->word);
    return (a->number > b->number) - (a->number < b->number);
}

static struct yz_value compared(const struct run *r, const struct yz_expr_node *n) {
    struct yz_value a = eval(r, n->a), b = eval(r, n->b);
    if (!a.known || !b.known) return (struct yz_value){0};
    int o = order(r->e->nodes[n->a - 1].type, &a, &b);
    switch (n->op) {
    case YZ_OP_EQUAL: return known(o == 0);
    case YZ_OP_UNEQUAL: return known(o != 0);
    case YZ_OP_LESS: return known(o < 0);
    case YZ_OP_AT_MOST: return known(o <= 0);
    case YZ_OP_MORE: return known(o > 0);
    default: return known(o >= 0);
    }
}

static struct yz_value listed(const struct run *r, const struct yz_expr_node *n) {
    struct yz_value a = eval(r, n->a);
    if (!a.known) return a;
    for (uint8_t i = n->b; i; i = r->e->nodes[i - 1].c) {
        struct yz_value b = eval(r, i);
        if (order(r->e->nodes[i - 1].type, &a, &b) == 0) return known(1);
    }
    return known(0);
}

static struct yz_value sum(const struct run *r, const struct yz_expr_node *n) {
    struct yz_value a = eval(r, n->a), b = eval(r, n->b);
    int64_t result = 0;
    bool over = n->op == YZ_OP_PLUS    ? __builtin_add_overflow(a.number, b.number, &result)
                : n->op == YZ_OP_MINUS ? __builtin_sub_overflow(a.number, b.number, &result)
                                       : __builtin_mul_overflow(a.number, b.number, &result);
    return a.known && b.known && !over ? known(result) : (struct yz_value){0};
}

static struct yz_value looked_up(const struct run *r, const struct yz_expr_node *n) {
    struct yz_value out = {0}, argument = {0};
    if (n->a) argument = eval(r, n->a);
    if (n->a && !argument.known) return argument;
    r->world->lookup(r->world->ctx, n, argument.number, &out);
    return out;
}

static struct yz_value dated(const struct run *r, const struct yz_expr_node *n) {
    struct yz_value a = eval(r, n->a), b = n->b ? eval(r, n->b) : known(0);
    if (!a.known || !b.known || !yz_date_valid((yz_date)a.number)) return (struct yz_value){0};
    if (n->op == YZ_OP_DAYS) return known(yz_days_between((yz_date)a.number, r->world->today));
    if (n->op == YZ_OP_YEAR) return known(a.number / 10000);
    if (b.number < -1200 || b.number > 1200) return (struct yz_value){0};
    yz_date d = yz_date_add_months((yz_date)a.number, (int)b.number);
    return d ? known(d) : (struct yz_value){0};
}

static struct yz_value literal(const struct yz_expr_node *n) {
    struct yz_value v = known(n->number);
    yz_copy(v.word, sizeof v.word, n->word);
    return v;
}

static struct yz_value eval(const struct run *r, uint8_t place) {
    const struct yz_expr_node *n = &r->e->nodes[place - 1];
    struct yz_value a;
    switch (n->op) {
    case YZ_OP_OR: return joined(r, n, 1);
    case YZ_OP_AND: return joined(r, n, 0);
    case YZ_OP_NOT: a = eval(r, n->a); return a.known ? known(!a.number) : a;
    case YZ_OP_IN: return listed(r, n);
    case YZ_OP_PLUS:
    case YZ_OP_MINUS:
    case YZ_OP_TIMES: return sum(r, n);
    case YZ_OP_LITERAL: return literal(n);
    case YZ_OP_NAME:
    case YZ_OP_RULE:
    case YZ_OP_GIVEN:
    case YZ_OP_HAS:
    case YZ_OP_OPEN: return looked_up(r, n);
    case YZ_OP_START:
        a = eval(r, n->a);
        return a.known && a.number > 1800 && a.number < 2999 ? known(a.number * 10000 + 101) : (struct yz_value){0};
    case YZ_OP_DAYS:
    case YZ_OP_YEAR:
    case YZ_OP_MONTHS: return dated(r, n);
    case YZ_OP_IF: a = eval(r, n->a); return a.known ? eval(r, a.number ? n->b : n->c) : a;
    default: return compared(r, n);
    }
}

struct yz_value yz_expr_value(const struct yz_expr *e, const struct yz_expr_world *world) {
    return e->root ? eval(&(struct run){e, world}, e->root) : (struct yz_value){0};
}

enum yz_truth yz_expr_truth(const struct yz_expr *e, const struct yz_expr_world *world) {
    if (!*e->text) return YZ_TRUE;
    struct yz_value v = yz_expr_value(e, world);
    return !v.known ? YZ_UNKNOWN : v.number ? YZ_TRUE : YZ_FALSE;
}

const char *yz_expr_field(const struct yz_expr *e) {
    for (uint8_t i = 0; i < e->count; i++) {
        const struct yz_expr_node *n = &e->nodes[i];
        bool name = n->op == YZ_OP_NAME || n->op == YZ_OP_GIVEN;
        if (name && strncmp(n->word, "answer.", 7) == 0) return n->word + 7;
    }
    return "";
}
