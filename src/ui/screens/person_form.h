/* The form of a person: the fields of the kind, who it may be already, the ID card reader, the draft. Part of the screens
 * that change a person and that add one, whose state begins with it. */
#ifndef YZ_UI_SCREENS_PERSON_FORM_H
#define YZ_UI_SCREENS_PERSON_FORM_H

#include "ui/form.h"
#include <yizhan/registry.h>

enum { YZ_PERSON_FIELDS = 56 };

struct yz_person_form {
    struct yz_ui *ui;
    struct yz_person record; /* as read; zeros for a new one */
    const char *draft;       /* name of the draft's form, and its record */
    int64_t draft_of;
    int64_t (*door)(struct yz_person_form *p); /* the dwelling behind whose door they live, or will; 0 = not known */
    struct yz_form_field fields[YZ_PERSON_FIELDS];
    size_t count;
    struct yz_form form;
    struct yz_twin likely[2]; /* who may be the one being typed */
    size_t likely_count;
};

/* Opens the form with the screen's `own` fields first, then those of the person as `record` has them. `events` has
 * yz_person_form_left. */
enum yz_status yz_person_form_open(struct yz_person_form *p, const struct yz_form_field *own, size_t count,
                                   const struct yz_form_events *events);
/* A field was left: looks for doubles, writes the draft. */
void yz_person_form_left(void *ctx, struct yz_form *form, const char *field);
/* When the draft that there is was written, into `when`; NULL = there is none. The screen asks, and takes it on yes. */
char *yz_person_form_draft(struct yz_person_form *p, char when[YZ_MOMENT_TEXT]);
void yz_person_form_take_draft(struct yz_ui *ui, void *state, const char *answer);
/* The person's fields into `out`; what cannot be read is an error in `f`. */
void yz_person_form_gather(const struct yz_person_form *p, struct yz_person *out, struct yz_findings *f);
/* It is saved: no draft, nothing to ask about. */
void yz_person_form_saved(struct yz_person_form *p);
/* What was saved, and what of it is worth another look. */
void yz_person_form_say(struct yz_ui *ui, const struct yz_findings *f);

void yz_person_form_paint(struct yz_person_form *p, struct yz_rect area);
/* True when it was for the form; YZ_REQ_SAVE, and Enter in the last field, are the screen's. */
bool yz_person_form_input(struct yz_person_form *p, const struct yz_input *in);

#endif
