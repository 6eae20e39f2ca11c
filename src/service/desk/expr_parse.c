/* Expressions: text → nodes. Every name must be known and every type fit, so that what is loaded can be worked out. A slip
 * of the writing ends the reading of an expression; names and types are told all at once. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/text.h"
#include "service/desk/expr_private.h"

struct parser {
    struct yz_expr *e;
    const struct yz_item *item;
    const char *key; /* of the line */
    struct yz_findings *f;
    const char *at;
    bool broken; /* the writing is: nothing more can be read */
};

/* --- what there is --- */

static const struct yz_expr_name names[] = {
    {"today", YZ_EXPR_DATE, NULL},
    {"month_day", YZ_EXPR_NUMBER, NULL},
    {"person", YZ_EXPR_TRUTH, NULL},
    {"person.age", YZ_EXPR_NUMBER, NULL},
    {"person.birth", YZ_EXPR_DATE, NULL},
    {"person.sex", YZ_EXPR_WORD, "sex"},
    {"person.marital", YZ_EXPR_WORD, "marital"},
    {"person.political", YZ_EXPR_WORD, "political"},
    {"person.residence", YZ_EXPR_WORD, "residence"},
    {"person.ethnic", YZ_EXPR_WORD, "ethnic"},
    {"person.died", YZ_EXPR_TRUTH, NULL},
    {"person.id_number", YZ_EXPR_TRUTH, NULL},
    {"person.phone", YZ_EXPR_TRUTH, NULL},
    {"person.hukou", YZ_EXPR_TRUTH, NULL},
    {"person.employer", YZ_EXPR_TRUTH, NULL},
    {"person.head", YZ_EXPR_TRUTH, NULL},
    {"household.kind", YZ_EXPR_WORD, "household_kind"},
    {"household.members", YZ_EXPR_NUMBER, NULL},
    {"children", YZ_EXPR_NUMBER, NULL},
};

/* Of key groups alone (data/groups), which belong to no item. */
static const struct yz_expr_name home_names[] = {
    {"household.youngest", YZ_EXPR_NUMBER, NULL},
    {"household.since", YZ_EXPR_DATE, NULL},
};

static const struct {
    const char *name;
    enum yz_expr_op op;
    enum yz_expr_type type, args[3]; /* of args: 0 = none; FREE = as its neighbours */
} functions[] = {
    {"rule", YZ_OP_RULE, 0, {0}},
    {"given", YZ_OP_GIVEN, YZ_EXPR_TRUTH, {0}},
    {"has", YZ_OP_HAS, YZ_EXPR_TRUTH, {0}},
    {"open", YZ_OP_OPEN, YZ_EXPR_TRUTH, {0}},
    {"days_since", YZ_OP_DAYS, YZ_EXPR_NUMBER, {YZ_EXPR_DATE}},
    {"year", YZ_OP_YEAR, YZ_EXPR_NUMBER, {YZ_EXPR_DATE}},
    {"year_start", YZ_OP_START, YZ_EXPR_DATE, {YZ_EXPR_NUMBER}},
    {"months_after", YZ_OP_MONTHS, YZ_EXPR_DATE, {YZ_EXPR_DATE, YZ_EXPR_NUMBER}},
};

static enum yz_expr_type type_of_answer(const struct yz_item_field *f) {
    switch (f->type) {
    case YZ_ANSWER_DATE:
    case YZ_ANSWER_MONTH:
    case YZ_ANSWER_MOMENT: return YZ_EXPR_DATE;
    case YZ_ANSWER_NUMBER:
    case YZ_ANSWER_MONEY:
    case YZ_ANSWER_YEARS: return YZ_EXPR_NUMBER;
    case YZ_ANSWER_CONSENT:
    case YZ_ANSWER_FLAG: return YZ_EXPR_TRUTH;
    default: return YZ_EXPR_WORD;
    }
}

/* --- errors --- */

static void wrong(struct parser *p, const char *where, const char *value, const char *rule, const char *mend) {
    char place[32], text[192];
    long long line = p->e->line, column = p->e->column;
    for (const char *c = p->e->text; c < where; c++) {
        if (*c == '\n') line++, column = 1;
        else if (((unsigned char)*c & 0xC0) != 0x80) column++;
    }
    snprintf(text, sizeof text, _("第 %1$lld 列：%2$s"), column, rule);
    yz_find_error(p->f, yz_conf_place((size_t)line, p->key, place), value, text, mend);
}

static uint8_t broken(struct parser *p, const char *rule, const char *mend) {
    if (!p->broken) wrong(p, p->at, p->at, rule, mend);
    p->broken = true;
    return 0;
}

/* --- words --- */

static void blanks(struct parser *p) {
    while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n') p->at++;
}

static bool word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || ((unsigned char)c & 0x80);
}

static size_t word_length(struct parser *p) {
    size_t n = 0;
    blanks(p);
    while (word_byte(p->at[n])) n++;
    return n;
}

static bool keyword(struct parser *p, const char *word) {
    size_t n = strlen(word);
    if (word_length(p) != n || strncmp(p->at, word, n) != 0) return false;
    p->at += n;
    return true;
}

static bool mark(struct parser *p, const char *text) {
    blanks(p);
    if (strncmp(p->at, text, strlen(text)) != 0) return false;
    p->at += strlen(text);
    return true;
}

static bool expect(struct parser *p, const char *text) {
    char rule[64];
    if (mark(p, text)) return true;
    snprintf(rule, sizeof rule, _("这里应当是 %s"), text);
    broken(p, rule, NULL);
    return false;
}

static bool take_word(struct parser *p, char out[40]) {
    size_t n = word_length(p);
    if (!n || n >= 40) return broken(p, n ? _("这个词太长") : _("这里应当是一个名字"), NULL), false;
    memcpy(out, p->at, n);
    out[n] = '\0';
    p->at += n;
    return true;
}

/* --- nodes --- */

static uint8_t add(struct parser *p, struct yz_expr_node node) {
    if (p->broken) return 0;
    if (p->e->count == YZ_EXPR_NODES) return broken(p, _("表达式太长"), _("分成两条条件"));
    p->e->nodes[p->e->count++] = node;
    return p->e->count;
}

static const struct yz_expr_node *node(const struct parser *p, uint8_t n) {
    return &p->e->nodes[n - 1];
}

static const char *type_name(enum yz_expr_type type) {
    const char *const all[] = {"", _("是非"), _("数"), _("日期"), _("词")};
    return all[type];
}

static void need(struct parser *p, const char *where, uint8_t n, enum yz_expr_type type) {
    char rule[128];
    if (p->broken || !n || !node(p, n)->type || node(p, n)->type == type) return;
    snprintf(rule, sizeof rule, _("这里要%1$s，写的是%2$s"), type_name(type), type_name(node(p, n)->type));
    wrong(p, where, where, rule, NULL);
}

static uint8_t parse_or(struct parser *p);

/* A number, money as 400元, or a date. */
static uint8_t parse_number(struct parser *p) {
    struct yz_expr_node n = {.op = YZ_OP_LITERAL, .type = YZ_EXPR_NUMBER};
    int y, m, d, used = 0;
    /* NOLINTNEXTLINE(cert-err34-c): few digits cannot overflow */
    if (sscanf(p->at, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && used == 10) {
        n.type = YZ_EXPR_DATE;
        n.number = yz_date_make(y, m, d);
        if (!n.number) wrong(p, p->at, p->at, _("没有这个日期"), _("例如 2026-01-01"));
        p->at += used;
        return add(p, n);
    }
    size_t digits = strspn(p->at, "0123456789");
    if (digits > 9) return broken(p, _("这个数太大"), NULL);
    n.number = strtol(p->at, NULL, 10);
    p->at += digits;
    if (strncmp(p->at, "元", strlen("元")) == 0) n.number *= 100, p->at += strlen("元");
    if (word_byte(*p->at)) return broken(p, _("不是一个数"), _("例如 50、400元、2026-01-01"));
    return add(p, n);
}

static uint8_t parse_rule(struct parser *p, const char *where, struct yz_expr_node *n) {
    const struct yz_rule *found = NULL;
    for (size_t i = 0; p->item && i < p->item->rule_count && !found; i++) {
        if (strcmp(p->item->rules[i].name, n->word) == 0) found = &p->item->rules[i];
    }
    if (!found) wrong(p, where, n->word, _("没有这条规则"), _("在 [rule …] 里写上它的值"));
    else n->type = found->type == YZ_RULE_WORD || found->type == YZ_RULE_START ? YZ_EXPR_WORD : YZ_EXPR_NUMBER;
    if (mark(p, ",")) {
        where = p->at;
        n->a = parse_or(p);
        need(p, where, n->a, YZ_EXPR_NUMBER);
    }
    return 0;
}

static const struct yz_expr_name *name_of(struct parser *p, const char *where, const char *word,
                                          struct yz_expr_name *own) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, word) == 0) return &names[i];
    }
    for (size_t i = 0; !p->item && i < sizeof home_names / sizeof *home_names; i++) {
        if (strcmp(home_names[i].name, word) == 0) return &home_names[i];
    }
    bool answer = p->item && strncmp(word, "answer.", 7) == 0;
    const struct yz_item_field *field = answer ? yz_item_field(p->item, word + 7) : NULL;
    if (field) {
        *own = (struct yz_expr_name){word, type_of_answer(field), *field->of ? field->of : NULL};
        return own;
    }
    if (!strchr(word, '.')) return NULL;
    wrong(p, where, word, strncmp(word, "answer.", 7) == 0 ? _("表单里没有这个字段") : _("没有这个名字"),
          "person.age person.sex person.birth household.kind children answer.… today");
    return own;
}

/* rule(…), given(…), has(…), open(…): the first operand is a name. */
static uint8_t parse_named(struct parser *p, struct yz_expr_node n) {
    struct yz_expr_name own = {0};
    blanks(p);
    const char *where = p->at;
    if (!take_word(p, n.word)) return 0;
    if (n.op == YZ_OP_RULE) parse_rule(p, where, &n);
    if (n.op == YZ_OP_GIVEN && !name_of(p, where, n.word, &own)) wrong(p, where, n.word, _("没有这个名字"), NULL);
    if (n.op == YZ_OP_HAS && mark(p, ",")) {
        where = p->at;
        if (keyword(p, "year"))
            n.a = add(p, (struct yz_expr_node){.op = YZ_OP_LITERAL, .type = YZ_EXPR_NUMBER, .number = -1});
        else n.a = parse_or(p);
        need(p, where, n.a, YZ_EXPR_NUMBER);
    }
    return expect(p, ")") ? add(p, n) : 0;
}

static uint8_t parse_if(struct parser *p) {
    struct yz_expr_node n = {.op = YZ_OP_IF};
    const char *where = p->at;
    n.a = parse_or(p);
    need(p, where, n.a, YZ_EXPR_TRUTH);
    if (!expect(p, ",")) return 0;
    n.b = parse_or(p);
    if (!expect(p, ",")) return 0;
    where = p->at;
    n.c = parse_or(p);
    if (p->broken) return 0;
    n.type = node(p, n.b)->type;
    need(p, where, n.c, n.type);
    return expect(p, ")") ? add(p, n) : 0;
}

static uint8_t parse_call(struct parser *p, const char *where, const char *word) {
    if (strcmp(word, "if") == 0) return parse_if(p);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        struct yz_expr_node n = {.op = functions[i].op, .type = functions[i].type};
        if (strcmp(functions[i].name, word) != 0) continue;
        if (!functions[i].args[0]) return parse_named(p, n);
        where = p->at;
        n.a = parse_or(p);
        need(p, where, n.a, functions[i].args[0]);
        if (functions[i].args[1]) {
            if (!expect(p, ",")) return 0;
            where = p->at;
            n.b = parse_or(p);
            need(p, where, n.b, functions[i].args[1]);
        }
        return expect(p, ")") ? add(p, n) : 0;
    }
    p->at = where;
    return broken(p, _("没有这个函数"), "rule given has open days_since year year_start months_after if");
}

/* A name that is none of ours is a word to compare with: a key of a code or choice. */
static uint8_t parse_primary(struct parser *p) {
    struct yz_expr_node n = {.op = YZ_OP_NAME};
    struct yz_expr_name own = {0};
    blanks(p);
    if (mark(p, "(")) {
        uint8_t inner = parse_or(p);
        return expect(p, ")") ? inner : 0;
    }
    if (isdigit((unsigned char)*p->at)) return parse_number(p);
    const char *where = p->at;
    if (!take_word(p, n.word)) return 0;
    if (mark(p, "(")) return parse_call(p, where, n.word);
    const struct yz_expr_name *name = name_of(p, where, n.word, &own);
    if (!name) n.op = YZ_OP_LITERAL, n.type = YZ_EXPR_WORD;
    else n.type = name->type;
    return add(p, n);
}

static uint8_t parse_product(struct parser *p) {
    uint8_t left = parse_primary(p);
    while (!p->broken && mark(p, "*")) {
        const char *where = p->at;
        uint8_t right = parse_primary(p);
        need(p, where, left, YZ_EXPR_NUMBER);
        need(p, where, right, YZ_EXPR_NUMBER);
        left = add(p, (struct yz_expr_node){.op = YZ_OP_TIMES, .type = YZ_EXPR_NUMBER, .a = left, .b = right});
    }
    return left;
}

static uint8_t parse_sum(struct parser *p) {
    uint8_t left = parse_product(p);
    while (!p->broken) {
        bool plus = mark(p, "+");
        if (!plus && !mark(p, "-")) break;
        const char *where = p->at;
        uint8_t right = parse_product(p);
        need(p, where, left, YZ_EXPR_NUMBER);
        need(p, where, right, YZ_EXPR_NUMBER);
        left = add(p, (struct yz_expr_node){
                          .op = plus ? YZ_OP_PLUS : YZ_OP_MINUS, .type = YZ_EXPR_NUMBER, .a = left, .b = right});
    }
    return left;
}

/* A word that is compared with a code or choice must be one of it; it is kept as its key. */
static void fit_word(struct parser *p, const char *where, uint8_t name, uint8_t literal) {
    struct yz_expr_name own = {0};
    struct yz_expr_node *l = &p->e->nodes[literal - 1];
    if (node(p, name)->op != YZ_OP_NAME || l->op != YZ_OP_LITERAL || l->type != YZ_EXPR_WORD) return;
    const struct yz_expr_name *known = name_of(p, where, node(p, name)->word, &own);
    const struct yz_item_field *field = p->item && strncmp(node(p, name)->word, "answer.", 7) == 0
                                            ? yz_item_field(p->item, node(p, name)->word + 7)
                                            : NULL;
    int32_t code;
    bool good = true;
    if (known && known->codes) {
        good = yz_code_parse(known->codes, l->word, &code);
        if (good) yz_copy(l->word, sizeof l->word, yz_code_key(known->codes, code));
    } else if (field && field->type == YZ_ANSWER_CHOICE) {
        good = false;
        for (size_t i = 0; i < YZ_ITEM_OPTIONS && !good; i++) good = strcmp(field->options[i].key, l->word) == 0;
    }
    if (!good) wrong(p, where, l->word, _("没有这个代码或选项"), NULL);
}

static void fit(struct parser *p, const char *where, uint8_t a, uint8_t b) {
    if (p->broken || !a || !b) return;
    if (node(p, a)->type) need(p, where, b, node(p, a)->type);
    if (node(p, a)->type != YZ_EXPR_WORD || node(p, b)->type != YZ_EXPR_WORD) return;
    fit_word(p, where, a, b);
    fit_word(p, where, b, a);
}

static uint8_t parse_list(struct parser *p, uint8_t subject) {
    struct yz_expr_node n = {.op = YZ_OP_IN, .type = YZ_EXPR_TRUTH, .a = subject};
    uint8_t last = 0;
    if (!expect(p, "(")) return 0;
    do {
        blanks(p);
        const char *where = p->at;
        uint8_t item = parse_primary(p);
        if (p->broken) return 0;
        if (node(p, item)->op != YZ_OP_LITERAL) wrong(p, where, where, _("in 后面只列数、日期或词"), NULL);
        fit(p, where, subject, item);
        if (last) p->e->nodes[last - 1].c = item;
        else n.b = item;
        last = item;
    } while (mark(p, ","));
    return expect(p, ")") ? add(p, n) : 0;
}

static uint8_t parse_comparison(struct parser *p) {
    static const struct {
        const char *mark;
        enum yz_expr_op op;
    } marks[] = {{"!=", YZ_OP_UNEQUAL}, {"<=", YZ_OP_AT_MOST}, {">=", YZ_OP_AT_LEAST},
                 {"=", YZ_OP_EQUAL},    {"<", YZ_OP_LESS},     {">", YZ_OP_MORE}};
    uint8_t left = parse_sum(p);
    if (!p->broken && keyword(p, "in")) return parse_list(p, left);
    for (size_t i = 0; !p->broken && i < sizeof marks / sizeof *marks; i++) {
        if (!mark(p, marks[i].mark)) continue;
        blanks(p);
        const char *where = p->at;
        uint8_t right = parse_sum(p);
        fit(p, where, left, right);
        bool order = marks[i].op != YZ_OP_EQUAL && marks[i].op != YZ_OP_UNEQUAL;
        if (!p->broken && left && order && node(p, left)->type != YZ_EXPR_DATE) need(p, where, left, YZ_EXPR_NUMBER);
        return add(p, (struct yz_expr_node){.op = marks[i].op, .type = YZ_EXPR_TRUTH, .a = left, .b = right});
    }
    return left;
}

static uint8_t parse_not(struct parser *p) {
    if (!keyword(p, "not")) return parse_comparison(p);
    const char *where = p->at;
    uint8_t inner = parse_not(p);
    need(p, where, inner, YZ_EXPR_TRUTH);
    return add(p, (struct yz_expr_node){.op = YZ_OP_NOT, .type = YZ_EXPR_TRUTH, .a = inner});
}

static uint8_t parse_joined(struct parser *p, const char *word, enum yz_expr_op op, uint8_t (*part)(struct parser *p)) {
    const char *where = p->at;
    uint8_t left = part(p);
    while (!p->broken && keyword(p, word)) {
        need(p, where, left, YZ_EXPR_TRUTH);
        where = p->at;
        uint8_t right = part(p);
        need(p, where, right, YZ_EXPR_TRUTH);
        left = add(p, (struct yz_expr_node){.op = op, .type = YZ_EXPR_TRUTH, .a = left, .b = right});
    }
    return left;
}

static uint8_t parse_and(struct parser *p) {
    return parse_joined(p, "and", YZ_OP_AND, parse_not);
}

static uint8_t parse_or(struct parser *p) {
    return parse_joined(p, "or", YZ_OP_OR, parse_and);
}

bool yz_expr_parse(struct yz_expr *e, const struct yz_item *item, const char *key, enum yz_expr_type type,
                   struct yz_findings *f) {
    struct parser p = {.e = e, .item = item, .key = key, .f = f, .at = e->text};
    size_t errors = f->errors;
    e->count = e->root = 0;
    if (!*e->text) return true;
    uint8_t root = parse_or(&p);
    blanks(&p);
    if (!p.broken && *p.at) broken(&p, _("这里看不懂"), _("用 and、or、not 连接，比较写 = != < <= > >= 或 in (…)"));
    need(&p, e->text, root, type);
    if (f->errors == errors && !f->lost) e->root = root;
    else e->count = 0;
    return e->root != 0;
}

enum yz_expr_type yz_expr_type_of(const struct yz_item_field *field) {
    return type_of_answer(field);
}
