/* What a definition must keep to, every fault at once: names, choices, and where skip rules point. Of one question the findings
 * name its fields, of a whole definition the questions. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/field/survey_private.h"

size_t yz_survey_place(const struct yz_survey_form *form, const char *name) {
    size_t i = 0;
    while (i < form->count && strcmp(form->questions[i].name, name) != 0) i++;
    return i;
}

static bool plain_name(const char *name) {
    if (!isalpha((unsigned char)*name) && *name != '_') return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("_-.", *name)) return false;
    return true;
}

static void check_name(const struct yz_survey_form *form, size_t at, struct yz_findings *f) {
    const struct yz_question *q = &form->questions[at];
    if (!plain_name(q->name))
        yz_find_error(f, "name", q->name, _("题目代号要是英文字母开头的字母、数字、_"), _("如 car 或 q1"));
    if (yz_survey_place(form, q->name) < at)
        yz_find_error(f, "name", q->name, _("题目代号和前面的重复"), _("换一个代号"));
    if (!*q->label) yz_find_error(f, "label", NULL, _("没有题目文字"), _("写在 label 列"));
}

static void check_choices(const struct yz_question *q, struct yz_findings *f) {
    char name[48], label[192], other[48];
    size_t count = 0;
    for (; yz_question_choice(q, count, name, label); count++) {
        if (name[strspn(name, "0123456789")] == '\0' && strtoul(name, NULL, 10) != count + 1)
            yz_find_error(f, "choices", name, _("选项代号是数字，却不是它的次序"),
                          _("纸上按次序编号；代号改成字母，或按次序 1、2、3"));
        if (strpbrk(name, ",，、;；|/"))
            yz_find_error(f, "choices", name, _("选项代号里有标点"), _("用字母和数字，如 yes"));
        for (size_t i = 0; i < count; i++)
            if (yz_question_choice(q, i, other, label) && strcmp(other, name) == 0)
                yz_find_error(f, "choices", name, _("选项代号重复"), _("换一个代号"));
    }
    if (count < 2)
        yz_find_error(f, "choices", NULL, _("选项不到两个"),
                      _("至少写两个；表格文件写在 choices 表里，list_name 和题型里的一样"));
}

/* --- skip rules --- */

/* Whether following the rules from question `from` leads to `to`. `seen` stops at what was passed. */
static bool leads(const struct yz_survey_form *form, size_t from, size_t to, bool *seen) {
    struct yz_survey_rule rule;
    if (seen[from] || yz_survey_rule_read(form->questions[from].relevant, &rule)) return false;
    seen[from] = true;
    for (size_t i = 0; i < rule.count; i++) {
        size_t next = yz_survey_place(form, rule.terms[i].question);
        if (next == to || (next < form->count && leads(form, next, to, seen))) return true;
    }
    return false;
}

static void check_value(const char *field, const struct yz_question *asked, const struct yz_rule_term *t,
                        struct yz_findings *f) {
    char name[48], label[192], *end;
    bool order = t->how >= YZ_RULE_LESS && t->how <= YZ_RULE_LEAST;
    if (asked->type == YZ_ASK_SINGLE || asked->type == YZ_ASK_MANY) {
        size_t i = 0;
        while (yz_question_choice(asked, i, name, label) && strcmp(name, t->value) != 0) i++;
        if (order) yz_find_error(f, field, t->question, _("规则拿选项比大小"), _("用 = 或 selected( )"));
        else if (*t->value && !yz_question_choice(asked, i, name, label))
            yz_find_error(f, field, t->value, _("规则里的选项那一题没有"),
                          _("用那一题选项的代号；表格文件是 choices 表里的 name"));
        if (asked->type == YZ_ASK_MANY && *t->value && (t->how == YZ_RULE_EQUAL || t->how == YZ_RULE_OTHER))
            yz_find_error(f, field, t->question, _("规则拿多选题用了 = 或 !="),
                          _("写 selected(${题目代号}, '选项代号')"));
    } else if (asked->type == YZ_ASK_NOTE) {
        yz_find_error(f, field, t->question, _("规则问的是说明，它没有回答"), NULL);
    } else if (asked->type != YZ_ASK_TEXT && *t->value) {
        strtod(t->value, &end);
        if (*end) yz_find_error(f, field, t->value, _("规则里那一题的值要是数字"), NULL);
    } else if (order) {
        yz_find_error(f, field, t->question, _("规则拿文字比大小"), _("用 = 或 !="));
    }
}

static void check_rule(const struct yz_survey_form *form, size_t at, struct yz_findings *f) {
    const struct yz_question *q = &form->questions[at];
    struct yz_survey_rule rule;
    const char *fault = yz_survey_rule_read(q->relevant, &rule);
    if (fault) yz_find_error(f, "relevant", q->relevant, yz_tr(fault), _("如 ${car} = 'yes'"));
    for (size_t i = 0; !fault && i < rule.count; i++) {
        bool seen[YZ_QUESTIONS] = {false};
        const char *name = rule.terms[i].question;
        size_t to = yz_survey_place(form, name);
        if (to == form->count)
            yz_find_error(f, "relevant", name, _("规则问的题目没有"), _("用题目的代号；表格文件是 survey 表里的 name"));
        else if (to == at || leads(form, to, at, seen))
            yz_find_error(f, "relevant", name, _("规则绕成了一圈"), _("规则只能看前面的题"));
        else if (to > at)
            yz_find_error(f, "relevant", name, _("规则看的是后面的题"), _("规则只能看前面的题；调换次序"));
        else check_value("relevant", &form->questions[to], &rule.terms[i], f);
    }
}

/* A limit looks at the answer alone, so that it can be told while one types. */
static void check_limit(const struct yz_question *q, struct yz_findings *f) {
    struct yz_survey_rule rule;
    const char *fault = yz_survey_rule_read(q->limit, &rule);
    if (fault)
        yz_find_error(f, "limit", q->limit, yz_tr(fault), _("限制如 . >= 0 and . <= 24；regex( ) 等写法这里没有"));
    for (size_t i = 0; !fault && i < rule.count; i++) {
        if (strcmp(rule.terms[i].question, ".") != 0)
            yz_find_error(f, "limit", rule.terms[i].question, _("限制里只能看这一题的回答"),
                          _("回答写成 .，如 . <= 24"));
        else check_value("limit", q, &rule.terms[i], f);
    }
}

void yz_survey_check_question(const struct yz_survey_form *form, size_t at, struct yz_findings *f) {
    const struct yz_question *q = &form->questions[at];
    check_name(form, at, f);
    if (q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY) check_choices(q, f);
    if (q->type == YZ_ASK_SCALE && (q->high <= q->low || q->high - q->low >= YZ_CHOICES))
        yz_find_error(f, "high", NULL, _("量表的两头不对"), _("parameters 写 start=1 end=5，最多 24 级"));
    if ((q->type == YZ_ASK_NUMBER || q->type == YZ_ASK_DECIMAL) && q->high < q->low)
        yz_find_error(f, "high", NULL, _("数字的最大小于最小"), NULL);
    check_rule(form, at, f);
    check_limit(q, f);
}

void yz_survey_check(const struct yz_survey_form *form, struct yz_findings *f) {
    char text[192];
    yz_record_check(&yz_survey_kind, &form->survey, f);
    for (size_t i = 0; i < form->count; i++) {
        struct yz_findings own = {0};
        yz_survey_check_question(form, i, &own);
        for (size_t k = 0; k < own.count; k++) {
            snprintf(text, sizeof text, _("第 %1$d 题：%2$s"), (int)form->questions[i].place, own.all[k].rule);
            yz_find_error(f, form->questions[i].name, own.all[k].value, text, own.all[k].mend);
        }
        f->lost |= own.lost;
        yz_findings_free(&own);
    }
}
