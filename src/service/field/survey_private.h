/* What the files of questionnaires share. */
#ifndef YZ_SERVICE_FIELD_SURVEY_PRIVATE_H
#define YZ_SERVICE_FIELD_SURVEY_PRIVATE_H

#include <yizhan/surveys.h>

enum { YZ_RULE_TERMS = 8 };

/* A skip rule: some comparisons, all of which, or any of which, must hold. */
struct yz_survey_rule {
    bool any;
    size_t count;
    struct yz_rule_term {
        char question[48], value[64];
        enum { YZ_RULE_EQUAL, YZ_RULE_OTHER, YZ_RULE_LESS, YZ_RULE_MOST, YZ_RULE_MORE, YZ_RULE_LEAST, YZ_RULE_HAS } how;
        bool negated;
    } terms[YZ_RULE_TERMS];
};

/* Reads "${a} = 'x' and selected(${b}, 'y')": = != < <= > >=, selected(), not(), joined by and, or by or. NULL: it could be
 * read; else what is wrong with it. "" gives a rule without terms. */
const char *yz_survey_rule_read(const char *text, struct yz_survey_rule *out);
bool yz_survey_term_holds(const struct yz_rule_term *t, const char *value);

/* All that a whole definition must keep to. */
void yz_survey_check(const struct yz_survey_form *form, struct yz_findings *f);

/* The place of a question by name (from 0); form->count when there is none. */
size_t yz_survey_place(const struct yz_survey_form *form, const char *name);

#endif
