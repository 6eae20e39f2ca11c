/* What the files of questionnaires share. */
#ifndef YZ_SERVICE_FIELD_SURVEY_PRIVATE_H
#define YZ_SERVICE_FIELD_SURVEY_PRIVATE_H

#include <yizhan/surveys.h>

enum { YZ_RULE_TERMS = 8 };

/* A skip rule: clauses, all of which must hold; each is some comparisons, all of which, or any of which, must hold. */
struct yz_survey_rule {
    size_t count, clauses;
    bool any[YZ_RULE_TERMS]; /* by clause */
    struct yz_rule_term {
        size_t clause;
        char question[48], value[64]; /* question: "." is the answer itself, in a limit */
        bool number;                  /* the value stood without quotes */
        enum { YZ_RULE_EQUAL, YZ_RULE_OTHER, YZ_RULE_LESS, YZ_RULE_MOST, YZ_RULE_MORE, YZ_RULE_LEAST, YZ_RULE_HAS } how;
        bool negated;
    } terms[YZ_RULE_TERMS];
};

/* Reads "${a} = 'x' and selected(${b}, 'y')": = != < <= > >=, selected(), not(), joined by and, or by or; several such in
 * parentheses, joined by and. NULL: it could be read; else what is wrong with it. "" gives a rule without terms. */
const char *yz_survey_rule_read(const char *text, struct yz_survey_rule *out);
bool yz_survey_term_holds(const struct yz_rule_term *t, const char *value);
/* The skip rule in words, in Chinese or in the language in force; "" when there is none, as it stands when it cannot be read. */
void yz_survey_rule_words(const struct yz_survey_form *form, const struct yz_question *q, bool chinese, char *out,
                          size_t room);
/* The rule, when each of its terms is known to hold or not. */
bool yz_survey_rule_holds(const struct yz_survey_rule *r, const bool terms[YZ_RULE_TERMS]);

/* yz_survey_read of a CSV that is in memory. */
enum yz_status yz_survey_read_text(const char *name, const char *text, size_t n, struct yz_survey_form *out,
                                   struct yz_findings *findings);

/* All that a whole definition must keep to. */
void yz_survey_check(const struct yz_survey_form *form, struct yz_findings *f);
/* What question `at` must keep to, its fields named. */
void yz_survey_check_question(const struct yz_survey_form *form, size_t at, struct yz_findings *f);

/* Refused when the answers of that grid are told to nobody. */
enum yz_status yz_survey_may_see(struct yz_session *s, const struct yz_survey *v, int64_t grid);

/* Counts of groups that make up a whole: those of one or two become -1, and others with them while the whole less the
 * rest would tell fewer than three. */
void yz_survey_suppress(int64_t *n, size_t count);

/* The place of a question by name (from 0); form->count when there is none. */
size_t yz_survey_place(const struct yz_survey_form *form, const char *name);

#endif
