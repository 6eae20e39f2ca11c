/* A list, and a form over it from time to time: what is typed outlives Esc, the lock and a kill, until it is saved. The state
 * of the screen begins with it. */
#ifndef YZ_UI_SCREENS_LIST_FORM_H
#define YZ_UI_SCREENS_LIST_FORM_H

#include "ui/form.h"
#include "ui/list.h"

struct yz_list_form {
    struct yz_ui *ui;
    struct yz_list list;
    struct yz_form form;
    bool typing;       /* the form is open */
    const char *draft; /* its draft's form, and record */
    int64_t draft_of;
};

/* Opens the form with what was typed before. `events` has yz_list_form_left; its ctx is the state. */
void yz_list_form_begin(struct yz_list_form *l, const struct yz_form_field *fields, size_t count,
                        const struct yz_form_events *events);
void yz_list_form_left(void *ctx, struct yz_form *form, const char *field);
/* What was typed is saved: no form, no draft. */
void yz_list_form_saved(struct yz_list_form *l);

/* Input while the form is open; `save` is called for what saves. */
bool yz_list_form_input(void *state, const struct yz_input *in, void (*save)(void *state));

/* The screen's callbacks. */
void yz_list_form_close(struct yz_ui *ui, void *state);
bool yz_list_form_editing(struct yz_ui *ui, void *state);
bool yz_list_form_cursor(struct yz_ui *ui, void *state, int *y, int *x);
void yz_list_form_suspend(struct yz_ui *ui, void *state);

#endif
