/* How a field of a service item stands in a form: what it is typed with, what may be chosen. */
#ifndef YZ_UI_SCREENS_ANSWER_FIELD_H
#define YZ_UI_SCREENS_ANSWER_FIELD_H

#include "ui/form.h"

#include <yizhan/catalogue.h>

enum yz_editor yz_answer_editor(enum yz_answer_type type);
void yz_answer_option(struct yz_option *o, const char *value, const char *label, const char *note);
/* The field's own options (none for NULL); how many, at most `max`. */
size_t yz_answer_options(const struct yz_item_field *f, struct yz_option *out, size_t max);

#endif
