/* A form made from the table of a kind. */
#ifndef YZ_UI_SCREENS_KIND_FORM_H
#define YZ_UI_SCREENS_KIND_FORM_H

#include "ui/form.h"

/* The form's row of a field; `check` may be NULL. A REF is looked up by the form's options callback (yz_lookup). */
struct yz_form_field yz_kind_form_field(const struct yz_field *f,
                                        void (*check)(void *ctx, char *text, size_t room, const char *name,
                                                      struct yz_findings *found));
/* A field of a record in the form's normal form: codes by key, REFs as text. */
void yz_kind_form_value(const struct yz_field *f, const void *record, char *out, size_t room);
/* A value into a form: a REF of a lookup or a choice is shown by what it is called, names of people masked. */
void yz_kind_form_put(struct yz_session *s, struct yz_form *form, const char *name, const char *value);

/* Records that the typed text fits, for the options of a lookup: staff, grids, providers, services and resources, stations and compounds by name,
 * what the one line finds of residents, households, dwellings, buildings and cases, open needs by their text. Answers how
 * many it wrote. */
size_t yz_lookup(struct yz_session *s, enum yz_kind_id kind, const char *typed, struct yz_option *out, size_t max);

#endif
