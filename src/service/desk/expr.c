/* Expressions: nodes → value, with three values of truth. What is not known makes unknown only what rests on it. */
#include <string.h>

#include "base/text.h"
#include "service/desk/expr_private.h"

struct run {
    const struct yz_expr *e;
    const struct yz_expr_world *world;
};

/* Values are written in place: a word has room for 192 bytes, and a census works out hundreds of thousands. */
static void eval(const struct run *r, uint8_t place, struct yz_value *out);

static void tell(struct yz_value *out, bool known, int64_t number) {
    out->known = known;
    out->number = known ? number : 0;
    *out->word = '\0';
}

/* `decides` is the truth that settles the whole whatever the other part is: true for or, false for and. */
static void joined(const struct run *r, const struct yz_expr_node *n, int64_t decides, struct yz_value *out) {
    struct yz_value b;
    eval(r, n->a, out);
    if (out->known && out->number == decides) return;
    eval(r, n->b, &b);
    if (out->known || (b.known && b.number == decides)) tell(out, b.known, b.number);
}

static int order(enum yz_expr_type type, const struct yz_value *a, const struct yz_value *b) {
    if (type == YZ_EXPR_WORD) return strcmp(a->word, b->word);
    return (a->number > b->number) - (a->number < b->number);
}

static void compared(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    struct yz_value b;
    eval(r, n->a, out);
    if (!out->known) return tell(out, false, 0);
    eval(r, n->b, &b);
    int o = order(r->e->nodes[n->a - 1].type, out, &b);
    bool holds = n->op == YZ_OP_EQUAL     ? o == 0
                 : n->op == YZ_OP_UNEQUAL ? o != 0
                 : n->op == YZ_OP_LESS    ? o < 0
                 : n->op == YZ_OP_AT_MOST ? o <= 0
                 : n->op == YZ_OP_MORE    ? o > 0
                                          : o >= 0;
    tell(out, b.known, holds);
}

static void listed(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    struct yz_value b;
    bool found = false;
    eval(r, n->a, out);
    for (uint8_t i = n->b; i && out->known && !found; i = r->e->nodes[i - 1].c) {
        eval(r, i, &b);
        found = order(r->e->nodes[i - 1].type, out, &b) == 0;
    }
    tell(out, out->known, found);
}

static void sum(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    struct yz_value b;
    int64_t result = 0;
    eval(r, n->a, out);
    eval(r, n->b, &b);
    bool over = n->op == YZ_OP_PLUS    ? __builtin_add_overflow(out->number, b.number, &result)
                : n->op == YZ_OP_MINUS ? __builtin_sub_overflow(out->number, b.number, &result)
                                       : __builtin_mul_overflow(out->number, b.number, &result);
    tell(out, out->known && b.known && !over, result);
}

static void looked_up(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    int64_t argument = 0;
    if (n->a) {
        eval(r, n->a, out);
        if (!out->known) return;
        argument = out->number;
    }
    tell(out, false, 0);
    r->world->lookup(r->world->ctx, n, argument, out);
}

static void dated(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    struct yz_value b;
    eval(r, n->a, out);
    tell(&b, true, 0);
    if (n->b) eval(r, n->b, &b);
    if (!out->known || !b.known || !yz_date_valid((yz_date)out->number)) return tell(out, false, 0);
    if (n->op == YZ_OP_DAYS) return tell(out, true, yz_days_between((yz_date)out->number, r->world->today));
    if (n->op == YZ_OP_YEAR) return tell(out, true, out->number / 10000);
    if (b.number < -1200 || b.number > 1200) return tell(out, false, 0);
    yz_date d = yz_date_add_months((yz_date)out->number, (int)b.number);
    tell(out, d != 0, d);
}

static void literal(const struct yz_expr_node *n, struct yz_value *out) {
    tell(out, true, n->number);
    if (*n->word) yz_copy(out->word, sizeof out->word, n->word);
}

static void start_of(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    eval(r, n->a, out);
    bool year = out->known && out->number > 1800 && out->number < 2999;
    tell(out, year, year ? out->number * 10000 + 101 : 0);
}

static void chosen(const struct run *r, const struct yz_expr_node *n, struct yz_value *out) {
    eval(r, n->a, out);
    if (out->known) eval(r, out->number ? n->b : n->c, out);
}

static void eval(const struct run *r, uint8_t place, struct yz_value *out) {
    const struct yz_expr_node *n = &r->e->nodes[place - 1];
    switch (n->op) {
    case YZ_OP_OR: return joined(r, n, 1, out);
    case YZ_OP_AND: return joined(r, n, 0, out);
    case YZ_OP_NOT: eval(r, n->a, out); return tell(out, out->known, !out->number);
    case YZ_OP_IN: return listed(r, n, out);
    case YZ_OP_PLUS:
    case YZ_OP_MINUS:
    case YZ_OP_TIMES: return sum(r, n, out);
    case YZ_OP_LITERAL: return literal(n, out);
    case YZ_OP_NAME:
    case YZ_OP_RULE:
    case YZ_OP_GIVEN:
    case YZ_OP_HAS:
    case YZ_OP_OPEN: return looked_up(r, n, out);
    case YZ_OP_START: return start_of(r, n, out);
    case YZ_OP_DAYS:
    case YZ_OP_YEAR:
    case YZ_OP_MONTHS: return dated(r, n, out);
    case YZ_OP_IF: return chosen(r, n, out);
    default: return compared(r, n, out);
    }
}

struct yz_value yz_expr_value(const struct yz_expr *e, const struct yz_expr_world *world) {
    struct yz_value v;
    tell(&v, false, 0);
    if (e->root) eval(&(struct run){e, world}, e->root, &v);
    return v;
}

enum yz_truth yz_expr_truth(const struct yz_expr *e, const struct yz_expr_world *world) {
    if (!*e->text) return YZ_TRUE;
    struct yz_value v;
    tell(&v, false, 0);
    if (e->root) eval(&(struct run){e, world}, e->root, &v);
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
