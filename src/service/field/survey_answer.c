/* One question and its answer: choices, what people type, what is asked after what. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/field/survey_private.h"

bool yz_question_choice(const struct yz_question *q, size_t at, char name[48], char label[192]) {
    const char *p = q->choices;
    for (; at && *p; at--) {
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    if (!*p) return false;
    size_t n = strcspn(p, " \n"), rest = strcspn(p, "\n");
    snprintf(name, 48, "%.*s", (int)n, p);
    snprintf(label, 192, "%.*s", n < rest ? (int)(rest - n - 1) : 0, p + n + (n < rest));
    return true;
}

/* The choice that a word means: its name, its label, or its place counted from 1; -1 when it is none. */
static int choice_of(const struct yz_question *q, const char *word) {
    char name[48], label[192], *end;
    for (int i = 0; yz_question_choice(q, (size_t)i, name, label); i++)
        if (strcasecmp(name, word) == 0 || strcmp(label, word) == 0) return i;
    long n = strtol(word, &end, 10);
    return *word && !*end && n >= 1 && yz_question_choice(q, (size_t)n - 1, name, label) ? (int)n - 1 : -1;
}

static bool refuse(const struct yz_question *q, const char *text, const char *rule, const char *mend,
                   struct yz_findings *f) {
    yz_find_error(f, q->name, text, rule, mend);
    return false;
}

static void known(const struct yz_question *q, char *out, size_t room) {
    char name[48], label[192];
    size_t n = (size_t)snprintf(out, room, "%s", _("可填："));
    for (size_t i = 0; n < room && yz_question_choice(q, i, name, label); i++)
        n += (size_t)snprintf(out + n, room - n, "%s%zu %s", i ? _("、") : "", i + 1, label);
    out[yz_utf8_cut(out, room - 1)] = '\0';
}

/* Whatever stands between several: Chinese commas and the like become plain ones. */
static void part(char *text) {
    static const char *const signs[] = {"，", "、", "；"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (char *p; (p = strstr(text, signs[i]));) p[0] = ',', p[1] = p[2] = ' ';
}

/* One word or several; kept by their names in the order of the choices. */
static bool set_choices(const struct yz_question *q, char *text, char *value, struct yz_findings *f) {
    char name[48], label[192], mend[192], *rest = NULL;
    bool picked[YZ_CHOICES] = {false};
    int count = 0, whole = choice_of(q, text);
    if (whole >= 0) picked[whole] = true, count = 1;
    else part(text);
    for (char *w = whole < 0 ? strtok_r(text, " ,;|/", &rest) : NULL; w; w = strtok_r(NULL, " ,;|/", &rest)) {
        int i = choice_of(q, w);
        if (i < 0) {
            known(q, mend, sizeof mend);
            return refuse(q, w, _("没有这个选项"), mend, f);
        }
        count += !picked[i];
        picked[i] = true;
    }
    if (q->type == YZ_ASK_SINGLE && count > 1) return refuse(q, NULL, _("单选题只能选一个"), NULL, f);
    size_t n = 0;
    *value = '\0';
    for (size_t i = 0; i < YZ_CHOICES && yz_question_choice(q, i, name, label); i++)
        if (picked[i] && n < YZ_ANSWER_ROOM)
            n += (size_t)snprintf(value + n, YZ_ANSWER_ROOM - n, "%s%s", n ? " " : "", name);
    return n < YZ_ANSWER_ROOM || refuse(q, NULL, _("选项代号太长，放不下"), NULL, f);
}

static bool set_number(const struct yz_question *q, const char *text, char *value, struct yz_findings *f) {
    char *end, mend[96];
    bool bounded = q->low || q->high;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    snprintf(mend, sizeof mend, _("%1$lld 到 %2$lld 的整数"), (long long)q->low, (long long)q->high);
    if (*end || errno) return refuse(q, text, _("不是整数"), bounded ? mend : _("只写数字，如 6"), f);
    if (bounded && (n < q->low || n > q->high)) return refuse(q, text, _("不在范围里"), mend, f);
    snprintf(value, YZ_ANSWER_ROOM, "%lld", n);
    return true;
}

/* "-012.50" is kept as "-12.5". */
static bool set_decimal(const struct yz_question *q, const char *text, char *value, struct yz_findings *f) {
    const char *p = text + (*text == '-'), *end;
    char mend[96];
    size_t whole = strspn(p, "0123456789"), part = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    bool bounded = q->low || q->high;
    end = p + whole + (p[whole] == '.') + part;
    snprintf(mend, sizeof mend, _("%1$lld 到 %2$lld 的数"), (long long)q->low, (long long)q->high);
    if (*end || !whole || (p[whole] == '.' && !part))
        return refuse(q, text, _("不是数字"), bounded ? mend : _("只写数字，如 6.5"), f);
    if (whole > 12 || part > 4) return refuse(q, text, _("数字太长"), _("小数最多四位"), f);
    double n = strtod(text, NULL);
    if (bounded && (n < (double)q->low || n > (double)q->high)) return refuse(q, text, _("不在范围里"), mend, f);
    while (whole > 1 && *p == '0') p++, whole--;
    while (part && p[whole + part] == '0') part--;
    snprintf(value, YZ_ANSWER_ROOM, "%s%.*s", n < 0 ? "-" : "", (int)(whole + (part ? part + 1 : 0)), p);
    return true;
}

static bool set_value(const struct yz_question *q, char *clean, char *value, struct yz_findings *f) {
    if (q->type == YZ_ASK_NOTE) return !*clean || refuse(q, clean, _("这是说明，不用答"), NULL, f);
    if (q->type == YZ_ASK_TEXT || !*clean) return yz_copy(value, YZ_ANSWER_ROOM, clean);
    yz_text_narrow(clean, (size_t)2 * YZ_ANSWER_ROOM, clean);
    if (q->type == YZ_ASK_SCALE || q->type == YZ_ASK_NUMBER) return set_number(q, clean, value, f);
    return q->type == YZ_ASK_DECIMAL ? set_decimal(q, clean, value, f) : set_choices(q, clean, value, f);
}

/* The definition's own limit on an answer. */
static bool keeps_to(const struct yz_question *q, const char *value, struct yz_findings *f) {
    struct yz_survey_rule rule;
    bool terms[YZ_RULE_TERMS] = {false};
    if (!*value || !*q->limit || yz_survey_rule_read(q->limit, &rule)) return true;
    for (size_t i = 0; i < rule.count; i++) terms[i] = yz_survey_term_holds(&rule.terms[i], value);
    if (yz_survey_rule_holds(&rule, terms)) return true;
    return refuse(q, value, _("不合这一题的限制"), *q->message ? q->message : q->limit, f);
}

bool yz_answer_set(const struct yz_question *q, const char *text, char value[YZ_ANSWER_ROOM], struct yz_findings *f) {
    char clean[2 * YZ_ANSWER_ROOM], set[YZ_ANSWER_ROOM] = "";
    if (strlen(text) >= YZ_ANSWER_ROOM) return refuse(q, text, _("太长，最多 170 个汉字"), _("写短一些"), f);
    if (yz_clean(clean, sizeof clean, text, true) == YZ_DAMAGED)
        return refuse(q, NULL, _("文字损坏"), _("请重新输入"), f);
    yz_text_trim(clean, sizeof clean, clean);
    if (!set_value(q, clean, set, f) || !keeps_to(q, set, f)) return false;
    return yz_copy(value, YZ_ANSWER_ROOM, set);
}

char *yz_answer_text(const struct yz_question *q, const char *value, char *out, size_t room) {
    char name[48], label[192];
    size_t n = 0;
    if (q->type != YZ_ASK_SINGLE && q->type != YZ_ASK_MANY) return yz_copy(out, room, value), out;
    *out = '\0';
    for (size_t i = 0; n < room && yz_question_choice(q, i, name, label); i++)
        if (yz_lists(value, name)) n += (size_t)snprintf(out + n, room - n, "%s%s", n ? _("、") : "", label);
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

bool yz_question_asked(const struct yz_survey_form *form, char (*values)[YZ_ANSWER_ROOM], size_t at) {
    struct yz_survey_rule rule;
    bool terms[YZ_RULE_TERMS] = {false};
    yz_survey_rule_read(form->questions[at].relevant, &rule);
    for (size_t i = 0; i < rule.count; i++) {
        size_t of = yz_survey_place(form, rule.terms[i].question);
        bool asked = of < at && yz_question_asked(form, values, of);
        terms[i] = yz_survey_term_holds(&rule.terms[i], asked ? values[of] : "");
    }
    return yz_survey_rule_holds(&rule, terms);
}

static int questions_to(const struct yz_survey_form *form, size_t end) {
    int n = 0;
    for (size_t i = 0; i < end; i++) n += form->questions[i].type != YZ_ASK_NOTE;
    return n;
}

int yz_question_number(const struct yz_survey_form *form, size_t at) {
    return form->questions[at].type == YZ_ASK_NOTE ? 0 : questions_to(form, at + 1);
}

int yz_survey_questions(const struct yz_survey_form *form) {
    return questions_to(form, form->count);
}

bool yz_answers_check(const struct yz_survey_form *form, char (*values)[YZ_ANSWER_ROOM], struct yz_findings *f) {
    size_t errors = f->errors;
    for (size_t i = 0; i < form->count; i++) {
        const struct yz_question *q = &form->questions[i];
        if (q->type == YZ_ASK_NOTE || !yz_question_asked(form, values, i)) *values[i] = '\0';
        else if (q->required && !*values[i]) yz_find_error(f, q->name, NULL, _("必答的题没有答"), q->label);
    }
    return f->errors == errors && !f->lost;
}
