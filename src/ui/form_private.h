/* Between form.c (fields, values, checks), form_edit.c (keys of each editor) and form_paint.c. */
#ifndef YZ_UI_FORM_PRIVATE_H
#define YZ_UI_FORM_PRIVATE_H

#include "ui/form.h"

enum { YZ_FIELD_ROOM = 192, YZ_SUGGESTIONS = 6, YZ_INLINE_OPTIONS = 8 };

struct yz_form_slot {
    char text[YZ_FORM_TEXT];      /* the value, in normal form */
    char entered[YZ_FORM_TEXT];   /* as it was when the field got the cursor */
    char shown[96];               /* label of an option of the callback */
    struct yz_finding finding;    /* rule "" = none */
    bool suggested;               /* by the program: what is typed first takes its place */
    char unmatched[YZ_FORM_TEXT]; /* typed in a choice or lookup, and fits nothing: stays until it is mended */
};

static inline const struct yz_form_field *yz_form_field(const struct yz_form *form) {
    return &form->fields[form->focus];
}
static inline struct yz_form_slot *yz_form_slot(const struct yz_form *form) {
    return &form->slots[form->focus];
}

size_t yz_form_room(const struct yz_form_field *f);
bool yz_form_visible(struct yz_form *form, size_t i);
bool yz_form_can_focus(struct yz_form *form, size_t i);
bool yz_form_is_line(enum yz_editor editor);   /* typed straight into the value */
bool yz_form_is_option(enum yz_editor editor); /* choice and lookup */
const char *yz_form_shown_at(const struct yz_form *form, size_t i);
bool yz_form_move(struct yz_form *form, int direction); /* leaves the field, enters the next one; false at the end */
void yz_form_leave(struct yz_form *form);
void yz_form_enter(struct yz_form *form, size_t i);
void yz_form_touched(struct yz_form *form); /* the value changed by a key */

/* form_edit.c */
bool yz_form_edit(struct yz_form *form, const struct yz_input *in);
void yz_form_load_options(struct yz_form *form, const char *typed); /* of the focused field */
size_t yz_form_all_options(struct yz_form *form, size_t i, struct yz_option *out, size_t max);
void yz_form_commit(struct yz_form *form); /* what is typed in a choice or lookup becomes its value */
bool yz_form_ticked(const char *values, const char *value);

#endif
