/* Skip rules in words: "第 1 题是“有”". */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/field/survey_private.h"

/* As enum of yz_rule_term; beside each what it is when negated. */
static const char *const signs[][2] = {
    {N_("第 %1$d 题是“%2$s”"), N_("第 %1$d 题不是“%2$s”")},
    {N_("第 %1$d 题不是“%2$s”"), N_("第 %1$d 题是“%2$s”")},
    {N_("第 %1$d 题小于“%2$s”"), N_("第 %1$d 题不小于“%2$s”")},
    {N_("第 %1$d 题不大于“%2$s”"), N_("第 %1$d 题大于“%2$s”")},
    {N_("第 %1$d 题大于“%2$s”"), N_("第 %1$d 题不大于“%2$s”")},
    {N_("第 %1$d 题不小于“%2$s”"), N_("第 %1$d 题小于“%2$s”")},
    {N_("第 %1$d 题选了“%2$s”"), N_("第 %1$d 题没有选“%2$s”")},
};

static const char *say(bool chinese, const char *text) {
    return chinese ? text : yz_tr(text);
}

static void put_term(const struct yz_survey_form *form, const struct yz_rule_term *t, bool chinese, char *out,
                     size_t room) {
    size_t at = yz_survey_place(form, t->question);
    char words[192];
    yz_answer_text(&form->questions[at], t->value, words, sizeof words);
    snprintf(out, room, say(chinese, signs[t->how][t->negated]), yz_question_number(form, at),
             *words ? words : t->value);
}

static const char *join(const struct yz_survey_rule *rule, size_t i, bool chinese) {
    size_t clause = rule->terms[i].clause;
    if (!i) return "";
    if (clause != rule->terms[i - 1].clause) return say(chinese, N_("，并且"));
    return rule->any[clause] ? say(chinese, N_("或")) : say(chinese, N_("并且"));
}

void yz_survey_rule_words(const struct yz_survey_form *form, const struct yz_question *q, bool chinese, char *out,
                          size_t room) {
    struct yz_survey_rule rule;
    char one[320];
    *out = '\0';
    bool good = !yz_survey_rule_read(q->relevant, &rule);
    for (size_t i = 0; i < rule.count; i++) good = good && yz_survey_place(form, rule.terms[i].question) < form->count;
    if (!good) return (void)yz_copy(out, room, q->relevant);
    for (size_t i = 0; i < rule.count; i++) {
        size_t n = strlen(out);
        put_term(form, &rule.terms[i], chinese, one, sizeof one);
        snprintf(out + n, room - n, "%s%s", join(&rule, i, chinese), one);
    }
}

char *yz_question_when(const struct yz_survey_form *form, const struct yz_question *q, char *out, size_t room) {
    yz_survey_rule_words(form, q, false, out, room);
    return out;
}
