/* The two short forms of a sitting: what is the same for all, and what is one person's own. Part of the screen 批量办理. */
#ifndef YZ_UI_SCREENS_BULK_FORM_H
#define YZ_UI_SCREENS_BULK_FORM_H

#include "ui/form.h"
#include "ui/ui.h"

#include <yizhan/bulk.h>

enum { YZ_BULK_FIELDS = YZ_ITEM_FIELDS + 2 };

struct yz_bulk_form { /* zero-initialise */
    struct yz_ui *ui;
    struct yz_bulk *bulk;
    int64_t line; /* YZ_BULK_ALL: of all */
    struct yz_form_field fields[YZ_BULK_FIELDS];
    size_t count;
    struct yz_form form;
    bool open;
    void (*changed)(void *ctx); /* a field was left with another text: the draft is to be written */
    void *ctx;
};

enum yz_status yz_bulk_form_open(struct yz_bulk_form *v, int64_t line);
void yz_bulk_form_close(struct yz_bulk_form *v); /* also one that is not open */
/* What is being typed, also in a field that was not left. */
void yz_bulk_form_keep(struct yz_bulk_form *v);

#endif
