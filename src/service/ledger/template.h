/* What the rooms of the templates share. */
#ifndef YZ_SERVICE_LEDGER_TEMPLATE_H
#define YZ_SERVICE_LEDGER_TEMPLATE_H

#include "service/ledger/export.h"

#include <yizhan/templates.h>

/* Sources that are no column of the export. */
enum yz_template_special {
    YZ_SOURCE_COLUMN, /* of the export */
    YZ_SOURCE_SERIAL,
    YZ_SOURCE_TODAY,
    YZ_SOURCE_TEXT,
    YZ_SOURCE_BLANK,
    YZ_SOURCE_NONE /* no such source */
};
enum yz_template_special yz_template_source_of(const struct yz_export_list *l, const char *source,
                                               const struct yz_export_column **column);

/* The list of all columns that a template of the kind may ask for; false: there is no such kind. */
bool yz_template_list(struct yz_session *s, const char *kind, struct yz_export_list *l);

/* Writes a cell in the form that the column wants. False: the form does not fit the column, or names no such code. */
bool yz_template_form(const struct yz_field *f, const char *form, const void *record, char *text, size_t room);
/* What is wrong with a form for a field (NULL: no field); NULL: nothing. */
const char *yz_template_form_wrong(const struct yz_field *f, const char *form);

#endif
