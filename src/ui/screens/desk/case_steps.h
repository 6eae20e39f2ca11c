/* The steps of a case: numbered choices in a bar, and in its place the form of the one that is being taken. What is typed
 * is kept as a draft of the case and the step, whatever becomes of the screen or the case meanwhile. */
#ifndef YZ_UI_SCREENS_CASE_STEPS_H
#define YZ_UI_SCREENS_CASE_STEPS_H

#include "ui/form.h"
#include <yizhan/catalogue.h>
#include <yizhan/flow.h>

enum { YZ_STEP_FIELDS = 10 };

struct yz_case_bar {
    struct yz_ui *ui;
    struct yz_case shown; /* as read last */
    struct yz_step all[YZ_STEPS];
    size_t count, first; /* first: of those shown under the digits */
    struct yz_item *item;
    bool taking; /* a form is open, for `step` at the case as it was `based` */
    struct yz_step step;
    struct yz_case based;
    int64_t *many; /* the step is taken at all of these, as one act */
    size_t many_count;
    bool many_done;             /* it was, since yz_case_bar_many */
    struct yz_refusal *refused; /* of the last one at many: those that were left out */
    size_t refusals;
    struct yz_form_field fields[YZ_STEP_FIELDS];
    size_t field_count;
    struct yz_form form;
};

enum { YZ_REFUSED_SHOWN = 64 };

/* The case was read: its steps anew. While a form is open it stays as it is. */
enum yz_status yz_case_bar_read(struct yz_case_bar *b, struct yz_ui *ui, const struct yz_case *c);
/* For many at once (case_steps_many.c): the steps that are open at all of them, without those about papers and marks. */
enum yz_status yz_case_bar_many(struct yz_case_bar *b, struct yz_ui *ui, const int64_t *ids, size_t n);
void yz_case_bar_close(struct yz_case_bar *b);
void yz_case_bar_begin(struct yz_case_bar *b, const char *step); /* opens its form, when it can be taken */

/* Digits and Enter (`usual`: when it is meant for the steps) take a step; everything is for the form while one is open. */
bool yz_case_bar_input(struct yz_case_bar *b, const struct yz_input *in, bool usual);

int yz_case_bar_rows(const struct yz_case_bar *b, int columns); /* how many it wants */
void yz_case_bar_paint(struct yz_case_bar *b, struct yz_rect area);
void yz_case_bar_suspend(struct yz_case_bar *b); /* writes the draft */

#endif
