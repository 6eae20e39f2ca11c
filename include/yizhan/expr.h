/* Expressions of definition files: conditions, what a field is worked out from, when something is asked for.
 *
 *     person.age >= rule(age) and not has(pension-check, year)
 *
 * Parsed once when the item is read, each name known and each type fitting; evaluated with three values, since a
 * register never knows everything: what rests on something unknown is unknown, unless the rest decides it. */
#ifndef YIZHAN_EXPR_H
#define YIZHAN_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { YZ_EXPR_TEXT = 256, YZ_EXPR_NODES = 48 };

enum yz_expr_type {
    YZ_EXPR_TRUTH = 1, /* true, false */
    YZ_EXPR_NUMBER,    /* money is a number of fen */
    YZ_EXPR_DATE,
    YZ_EXPR_WORD /* key of a code or choice, or a text */
};

enum yz_expr_op {
    YZ_OP_OR = 1,
    YZ_OP_AND,
    YZ_OP_NOT,
    YZ_OP_EQUAL,
    YZ_OP_UNEQUAL,
    YZ_OP_LESS,
    YZ_OP_AT_MOST,
    YZ_OP_MORE,
    YZ_OP_AT_LEAST,
    YZ_OP_IN, /* a in (b, and b's next ones) */
    YZ_OP_PLUS,
    YZ_OP_MINUS,
    YZ_OP_TIMES,
    YZ_OP_LITERAL, /* number, date, word */
    YZ_OP_NAME,    /* person.age, answer.period, today … */
    YZ_OP_RULE,    /* rule(price, year): the dated value in force today */
    YZ_OP_GIVEN,   /* given(person.phone): always known */
    YZ_OP_HAS,     /* has(service), has(service, year), has(service, 183): a finished case */
    YZ_OP_OPEN,    /* open(service): a case under way */
    YZ_OP_DAYS,    /* days_since(date) */
    YZ_OP_YEAR,    /* year(date) */
    YZ_OP_START,   /* year_start(year): 1 January */
    YZ_OP_MONTHS,  /* months_after(date, n) */
    YZ_OP_IF       /* if(a, b, c) */
};

struct yz_expr_node {
    enum yz_expr_op op;
    enum yz_expr_type type;
    uint8_t a, b, c; /* operands: places in `nodes`, from 1; 0 = none. Literals of a list hang together by `c` */
    char word[40];   /* name, service, rule, or the literal */
    int64_t number;  /* literal number or date */
};

struct yz_expr {
    char text[YZ_EXPR_TEXT]; /* as the file has it; "" = no expression */
    int64_t line, column;    /* of its first character in the file */
    struct yz_expr_node nodes[YZ_EXPR_NODES];
    uint8_t count, root;
};

struct yz_value {
    bool known;
    int64_t number; /* truth (0, 1), number, date */
    char word[192];
};

/* What is known, told by name. `lookup` is asked for nodes of the ops NAME, RULE, GIVEN, HAS and OPEN; `argument` is the
 * operand of RULE (the year) and HAS (days; -1 = this calendar year), 0 when there is none. */
struct yz_expr_world {
    void (*lookup)(void *ctx, const struct yz_expr_node *node, int64_t argument, struct yz_value *out);
    void *ctx;
    int32_t today;
};

enum yz_truth { YZ_UNKNOWN, YZ_TRUE, YZ_FALSE };

/* The value; not known for an expression that is empty or did not parse. */
struct yz_value yz_expr_value(const struct yz_expr *e, const struct yz_expr_world *world);
/* The same as one of three; an empty expression is true. */
enum yz_truth yz_expr_truth(const struct yz_expr *e, const struct yz_expr_world *world);

/* The first answer.FIELD in it; "" when there is none: where a finding about it belongs. */
const char *yz_expr_field(const struct yz_expr *e);

#endif
