/* The draft of a whole form. */
#include "ui/screens/form_draft.h"

#include <yizhan/drafts.h>
#include <yizhan/i18n.h>

enum { FIELDS = 32 };

void yz_form_draft_write(struct yz_ui *ui, const struct yz_form *form, const char *name, int64_t record) {
    struct yz_draft_pair pairs[FIELDS];
    size_t n = form->count < FIELDS ? form->count : FIELDS;
    for (size_t i = 0; i < n; i++)
        pairs[i] = (struct yz_draft_pair){form->fields[i].name, yz_form_get(form, form->fields[i].name)};
    yz_ui_ok(ui, yz_drafts_write(yz_ui_session(ui), name, record, 0, pairs, n));
}

static void set(void *ctx, const char *name, const char *value) {
    yz_form_set(ctx, name, value);
}

void yz_form_draft_read(struct yz_ui *ui, struct yz_form *form, const char *name, int64_t record) {
    yz_moment at = 0;
    yz_drafts_read(yz_ui_session(ui), name, record, 0, set, form, &at);
    if (at) yz_ui_say(ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
}

void yz_form_draft_drop(struct yz_ui *ui, const char *name, int64_t record) {
    yz_drafts_drop(yz_ui_session(ui), name, record);
}
