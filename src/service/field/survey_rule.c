/* Skip rules and limits: the part of XLSForm's "relevant" and "constraint" that a questionnaire at the door needs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/field/survey_private.h"

struct reader {
    const char *at;
    const char *wrong; /* the first thing that was */
};

static void blank(struct reader *r) {
    r->at += strspn(r->at, " \t\r\n");
}

static bool take(struct reader *r, const char *word) {
    size_t n = strlen(word);
    blank(r);
    if (strncmp(r->at, word, n) != 0) return false;
    r->at += n;
    return true;
}

static void need(struct reader *r, const char *word, const char *wrong) {
    if (!take(r, word) && !r->wrong) r->wrong = wrong;
}

static void until(struct reader *r, const char *end, char *out, size_t room) {
    size_t n = strcspn(r->at, end);
    if (n >= room) r->wrong = N_("规则里的代号或值太长");
    snprintf(out, room, "%.*s", (int)(n < room ? n : 0), r->at);
    r->at += n;
}

/* "." alone is the answer; ".5" would be a number. */
static void question(struct reader *r, struct yz_rule_term *t) {
    blank(r);
    if (*r->at == '.' && !strchr("0123456789", r->at[1] ? r->at[1] : 'x')) {
        r->at++;
        yz_copy(t->question, sizeof t->question, ".");
        return;
    }
    need(r, "${", N_("规则要从 ${题目代号} 写起，限制从 . 写起"));
    until(r, "}", t->question, sizeof t->question);
    need(r, "}", N_("规则里的 ${ 没有 }"));
}

/* Word processors bend the quotes. */
static bool bent(struct reader *r, struct yz_rule_term *t) {
    static const char *const pairs[][2] = {{"‘", "’"}, {"“", "”"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!take(r, pairs[i][0])) continue;
        const char *end = strstr(r->at, pairs[i][1]);
        size_t n = end ? (size_t)(end - r->at) : sizeof t->value;
        if (n >= sizeof t->value) return r->wrong = N_("规则里的引号没有成对"), true;
        snprintf(t->value, sizeof t->value, "%.*s", (int)n, r->at);
        r->at = end + strlen(pairs[i][1]);
        return true;
    }
    return false;
}

static void value(struct reader *r, struct yz_rule_term *t) {
    char quote[2] = "";
    blank(r);
    if (bent(r, t)) return;
    if (*r->at == '\'' || *r->at == '"') {
        *quote = *r->at++;
        until(r, quote, t->value, sizeof t->value);
        need(r, quote, N_("规则里的引号没有成对"));
        return;
    }
    t->number = true;
    size_t n = strspn(r->at, "-0123456789.");
    if (!n || n >= sizeof t->value) r->wrong = N_("规则里的值要是数字，或加引号的选项代号");
    else snprintf(t->value, sizeof t->value, "%.*s", (int)n, r->at);
    r->at += n;
}

static void comparison(struct reader *r, struct yz_rule_term *t) {
    static const char *const signs[] = {"<=", ">=", "!=", "=", "<", ">"};
    static const int how[] = {YZ_RULE_MOST, YZ_RULE_LEAST, YZ_RULE_OTHER, YZ_RULE_EQUAL, YZ_RULE_LESS, YZ_RULE_MORE};
    if (take(r, "selected(")) {
        t->how = YZ_RULE_HAS;
        question(r, t);
        need(r, ",", N_("selected( ) 里要写 ${题目代号}, '选项代号'"));
        value(r, t);
        need(r, ")", N_("规则里的括号没有成对"));
        return;
    }
    question(r, t);
    size_t i = 0;
    while (i < sizeof signs / sizeof *signs && !take(r, signs[i])) i++;
    if (i == sizeof signs / sizeof *signs) r->wrong = N_("规则里只能用 = != < <= > >= 和 selected( )");
    else t->how = how[i];
    value(r, t);
}

static void term(struct reader *r, struct yz_rule_term *t) {
    t->negated = take(r, "not(");
    comparison(r, t);
    if (t->negated) need(r, ")", N_("规则里的括号没有成对"));
}

/* Comparisons joined by one word, up to the end or, of a clause in parentheses, up to the closing one. */
static void clause(struct reader *r, struct yz_survey_rule *out, const char *end) {
    size_t first = out->count, at = out->clauses++;
    while (!r->wrong) {
        if (out->count == YZ_RULE_TERMS) r->wrong = N_("规则太长，最多八个条件");
        if (r->wrong) return;
        out->terms[out->count].clause = at;
        term(r, &out->terms[out->count++]);
        blank(r);
        if (!*r->at || *r->at == *end || r->wrong) return;
        bool any = take(r, "or ");
        if (!any && !take(r, "and ")) r->wrong = N_("规则的条件之间要写 and 或 or");
        else if (out->count - first > 1 && any != out->any[at])
            r->wrong = N_("一条规则里 and 和 or 不能混用，可以用括号分开");
        out->any[at] = any;
        blank(r);
        if (!*r->at && !r->wrong) r->wrong = N_("规则没有写完");
    }
}

const char *yz_survey_rule_read(const char *text, struct yz_survey_rule *out) {
    struct reader r = {text, NULL};
    *out = (struct yz_survey_rule){0};
    blank(&r);
    if (*r.at && *r.at != '(') clause(&r, out, "");
    while (*r.at && !r.wrong) {
        need(&r, "(", N_("规则里的括号没有成对"));
        clause(&r, out, ")");
        need(&r, ")", N_("规则里的括号没有成对"));
        blank(&r);
        if (*r.at) need(&r, "and ", N_("括号之间只能写 and"));
    }
    return r.wrong;
}

/* A number without quotes is compared as a number: 1.50 is 1.5. */
static bool equal(const struct yz_rule_term *t, const char *value) {
    return strcmp(value, t->value) == 0 || (t->number && *value && strtod(value, NULL) == strtod(t->value, NULL));
}

static bool compares(const struct yz_rule_term *t, const char *value) {
    if (t->how == YZ_RULE_HAS) return yz_lists(value, t->value);
    if (t->how == YZ_RULE_EQUAL) return equal(t, value);
    if (t->how == YZ_RULE_OTHER) return !equal(t, value);
    double a = strtod(value, NULL), b = strtod(t->value, NULL);
    if (!*value) return false;
    return t->how == YZ_RULE_LESS ? a < b : t->how == YZ_RULE_MOST ? a <= b : t->how == YZ_RULE_MORE ? a > b : a >= b;
}

bool yz_survey_term_holds(const struct yz_rule_term *t, const char *value) {
    return compares(t, value) != t->negated;
}

bool yz_survey_rule_holds(const struct yz_survey_rule *r, const bool terms[YZ_RULE_TERMS]) {
    for (size_t c = 0; c < r->clauses; c++) {
        bool holds = !r->any[c];
        for (size_t i = 0; i < r->count; i++)
            if (r->terms[i].clause == c) holds = r->any[c] ? holds || terms[i] : holds && terms[i];
        if (!holds) return false;
    }
    return true;
}
