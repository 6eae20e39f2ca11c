/* The form of a service: fields from the item's, filled in from the intake, the draft, and what follows from it. Part of
 * the service screen. */
#ifndef YZ_UI_SCREENS_SERVICE_FORM_H
#define YZ_UI_SCREENS_SERVICE_FORM_H

#include "ui/form.h"
#include "ui/ui.h"

#include <yizhan/intake.h>

enum { YZ_SERVICE_FIELDS = YZ_ITEM_FIELDS + 3 };

struct yz_service_form {
    struct yz_ui *ui;
    struct yz_intake *intake; /* NULL while there is no form */
    struct yz_form_field fields[YZ_SERVICE_FIELDS];
    size_t count;
    struct yz_form form;
    struct yz_outcome outcome;
    char title[192]; /* whom or where it is about */
    yz_moment draft_at;
};

/* Begins; nothing is open when it fails. `state`: of the screen, whose first member this is (for questions). */
enum yz_status yz_service_form_open(struct yz_service_form *v, struct yz_ui *ui, const char *key,
                                    const struct yz_intake_for *about);
void yz_service_form_close(struct yz_service_form *v);
/* What is being typed goes to the intake too: the register is about to change, or the terminal to go. */
void yz_service_form_keep(struct yz_service_form *v);
/* The register changed: what stands as it was filled in follows. */
enum yz_status yz_service_form_refresh(struct yz_service_form *v);
/* Whom Ctrl-E edits: the member named by the field with the cursor, else the person of the form, else the one member that
 * the form names; 0 = nobody. */
int64_t yz_service_form_person(const struct yz_service_form *v);
void yz_service_form_save(struct yz_service_form *v);

#endif
