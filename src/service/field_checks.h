/* Checks that a row of a kind's table can name (struct yz_field.check): they judge the text typed and normalise it in
 * place. */
#ifndef YZ_SERVICE_FIELD_CHECKS_H
#define YZ_SERVICE_FIELD_CHECKS_H

#include <yizhan/date.h>
#include <yizhan/findings.h>

void yz_check_name(char *text, size_t room, const char *field, struct yz_findings *f);
void yz_check_identity(char *text, size_t room, const char *field, struct yz_findings *f);
void yz_check_certificate(char *text, size_t room, const char *field, struct yz_findings *f);
void yz_check_phone(char *text, size_t room, const char *field, struct yz_findings *f);
void yz_check_uscc(char *text, size_t room, const char *field, struct yz_findings *f);
/* Of a division: 6 digits to the county (GB/T 2260), 9 to the street (GB/T 10114), 12 to the community (for statistics). */
void yz_check_division(char *text, size_t room, const char *field, struct yz_findings *f);

/* Of records as a whole: days that run backwards (field "until"); a sub-field of needs (need_topic) of another field. */
void yz_check_span(yz_date since, yz_date until, struct yz_findings *f);
void yz_check_topic(int32_t field, int32_t topic, struct yz_findings *f);

#endif
