/* How a field of a service item stands in a form. */
#include "ui/screens/desk/answer_field.h"

#include "base/text.h"

enum yz_editor yz_answer_editor(enum yz_answer_type type) {
    switch (type) {
    case YZ_ANSWER_CODE:
    case YZ_ANSWER_CHOICE: return YZ_EDIT_CHOICE;
    case YZ_ANSWER_DATE: return YZ_EDIT_DAY;
    case YZ_ANSWER_MOMENT: return YZ_EDIT_MOMENT;
    case YZ_ANSWER_NUMBER: return YZ_EDIT_NUMBER;
    case YZ_ANSWER_MONEY: return YZ_EDIT_MONEY;
    case YZ_ANSWER_MEMBER: return YZ_EDIT_LOOKUP;
    case YZ_ANSWER_CONSENT:
    case YZ_ANSWER_FLAG: return YZ_EDIT_FLAG;
    default: return YZ_EDIT_TEXT;
    }
}

void yz_answer_option(struct yz_option *o, const char *value, const char *label, const char *note) {
    yz_copy(o->value, sizeof o->value, value);
    yz_copy(o->label, sizeof o->label, label);
    yz_copy(o->note, sizeof o->note, note);
}

size_t yz_answer_options(const struct yz_item_field *f, struct yz_option *out, size_t max) {
    size_t n = 0;
    for (; f && n < YZ_ITEM_OPTIONS && n < max && *f->options[n].key; n++)
        yz_answer_option(&out[n], f->options[n].key, yz_item_option_label(&f->options[n]), "");
    return n;
}
