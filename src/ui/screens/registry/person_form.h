/* The form of a person: the fields of the kind, who it may be already, the ID card reader, the draft. Part of the screens
 * that change a person and that add one, whose state begins with it. */
#ifndef YZ_UI_SCREENS_PERSON_FORM_H
#define YZ_UI_SCREENS_PERSON_FORM_H

#include "ui/screens/record_form.h"
#include <yizhan/registry.h>

struct yz_person_form {
    struct yz_record_form r;
    struct yz_person record;                   /* as read; zeros for a new one */
    int64_t (*door)(struct yz_person_form *p); /* the dwelling behind whose door they live, or will; 0 = not known */
    struct yz_twin likely[2];                  /* who may be the one being typed */
    size_t likely_count;
};

/* Begins the form: its draft, then the screen's `own` fields first, then those of the person. `use` has
 * yz_person_form_left and yz_person_form_taken. */
void yz_person_form_begin(struct yz_person_form *p, struct yz_ui *ui, const struct yz_record_use *use,
                          const char *draft, int64_t draft_of);
enum yz_status yz_person_form_open(struct yz_person_form *p, const struct yz_form_field *own, size_t count);
/* A field was left: looks for doubles, writes the draft. */
void yz_person_form_left(void *ctx, struct yz_form *form, const char *field);
void yz_person_form_taken(struct yz_record_form *r);
/* What was saved, and what of it is worth another look. */
void yz_person_form_say(struct yz_ui *ui, const struct yz_findings *f);

void yz_person_form_paint(struct yz_ui *ui, void *state, struct yz_rect area);
bool yz_person_form_input(struct yz_ui *ui, void *state, const struct yz_input *in);
extern const struct yz_hint yz_person_form_hints[];

#endif
