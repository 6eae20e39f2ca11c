/* How the queue is shown: a form over it for station, order, filters, day and columns. */
#ifndef YZ_UI_SCREENS_QUEUE_SETUP_H
#define YZ_UI_SCREENS_QUEUE_SETUP_H

#include "ui/form.h"
#include "ui/screens/desk/queue_rows.h"

struct yz_queue_setup {
    struct yz_ui *ui;
    struct yz_form form;
    bool open;
    char service[96]; /* name of the item that is filtered by */
};

/* Opens the form, filled with how it is. */
void yz_queue_setup_open(struct yz_queue_setup *e, struct yz_ui *ui, const struct yz_queue_rows *r);
/* Input while it is open; *changed when `r` was given what was chosen (then it is closed). */
bool yz_queue_setup_input(struct yz_queue_setup *e, const struct yz_input *in, struct yz_queue_rows *r, bool *changed);
void yz_queue_setup_close(struct yz_queue_setup *e);

#endif
