/* Skip rules: the part of XLSForm's "relevant" that a questionnaire at the door needs. */
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
    if (n >= room) r->wrong = N_("跳题规则里的代号或值太长");
    snprintf(out, room, "%.*s", (int)(n < room ? n : 0), r->at);
    r->at += n;
}

static void question(struct reader *r, struct yz_rule_term *t) {
    need(r, "${", N_("跳题规则要从 ${题目代号} 写起"));
    until(r, "}", t->question, sizeof t->question);
    need(r, "}", N_("跳题规则里的 ${ 没有 }"));
}

/* Word processors bend the quotes. */
static bool bent(struct reader *r, struct yz_rule_term *t) {
    static const char *const pairs[][2] = {{"‘", "’"}, {"“", "”"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!take(r, pairs[i][0])) continue;
        const char *end = strstr(r->at, pairs[i][1]);
        size_t n = end ? (size_t)(end - r->at) : sizeof t->value;
        if (n >= sizeof t->value) return r->wrong = N_("跳题规则里的引号没有成对"), true;
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
        need(r, quote, N_("跳题规则里的引号没有成对"));
        return;
    }
    size_t n = strspn(r->at, "-0123456789");
    if (!n || n >= sizeof t->value) r->wrong = N_("跳题规则里的值要是数字，或加引号的选项代号");
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
        need(r, ")", N_("跳题规则里的括号没有成对"));
        return;
    }
    question(r, t);
    size_t i = 0;
    while (i < sizeof signs / sizeof *signs && !take(r, signs[i])) i++;
    if (i == sizeof signs / sizeof *signs) r->wrong = N_("跳题规则里只能用 = != < <= > >= 和 selected( )");
    else t->how = how[i];
    value(r, t);
}

static void term(struct reader *r, struct yz_rule_term *t) {
    t->negated = take(r, "not(");
    comparison(r, t);
    if (t->negated) need(r, ")", N_("跳题规则里的括号没有成对"));
}

const char *yz_survey_rule_read(const char *text, struct yz_survey_rule *out) {
    struct reader r = {text, NULL};
    *out = (struct yz_survey_rule){0};
    blank(&r);
    while (*r.at && !r.wrong) {
        if (out->count == YZ_RULE_TERMS) return N_("跳题规则太长，最多八个条件");
        term(&r, &out->terms[out->count++]);
        blank(&r);
        if (!*r.at || r.wrong) break;
        bool any = take(&r, "or ");
        if (!any && !take(&r, "and ")) return N_("跳题规则的条件之间要写 and 或 or");
        if (out->count > 1 && any != out->any) return N_("一条跳题规则里 and 和 or 不能混用");
        out->any = any;
        blank(&r);
        if (!*r.at) return N_("跳题规则没有写完");
    }
    return r.wrong;
}

static bool compares(const struct yz_rule_term *t, const char *value) {
    if (t->how == YZ_RULE_HAS) return yz_lists(value, t->value);
    if (t->how == YZ_RULE_EQUAL) return strcmp(value, t->value) == 0;
    if (t->how == YZ_RULE_OTHER) return strcmp(value, t->value) != 0;
    long long a = strtoll(value, NULL, 10), b = strtoll(t->value, NULL, 10);
    if (!*value) return false;
    return t->how == YZ_RULE_LESS ? a < b : t->how == YZ_RULE_MOST ? a <= b : t->how == YZ_RULE_MORE ? a > b : a >= b;
}

bool yz_survey_term_holds(const struct yz_rule_term *t, const char *value) {
    return compares(t, value) != t->negated;
}
