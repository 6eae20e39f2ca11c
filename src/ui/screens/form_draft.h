/* The draft of a whole form: what is typed outlives Esc, the lock and a kill, until it is saved. */
#ifndef YZ_UI_SCREENS_FORM_DRAFT_H
#define YZ_UI_SCREENS_FORM_DRAFT_H

#include "ui/form.h"

void yz_form_draft_write(struct yz_ui *ui, const struct yz_form *form, const char *name, int64_t record);
/* Sets the fields to what was typed, and says so. */
void yz_form_draft_read(struct yz_ui *ui, struct yz_form *form, const char *name, int64_t record);
void yz_form_draft_drop(struct yz_ui *ui, const char *name, int64_t record);

#endif
