/* A list with a form over it. */
#include "ui/screens/list_form.h"

#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { FIELDS = 32 };

static void write_draft(struct yz_list_form *l) {
    struct yz_draft_pair pairs[FIELDS];
    size_t n = l->form.count < FIELDS ? l->form.count : FIELDS;
    if (!l->typing || !l->form.changed) return;
    for (size_t i = 0; i < n; i++)
        pairs[i] = (struct yz_draft_pair){l->form.fields[i].name, yz_form_get(&l->form, l->form.fields[i].name)};
    yz_form_drafted(&l->form, l->ui, yz_drafts_write(yz_ui_session(l->ui), l->draft, l->draft_of, 0, pairs, n));
}

static void set(void *ctx, const char *name, const char *value) {
    yz_form_set(ctx, name, value);
}

void yz_list_form_begin(struct yz_list_form *l, const struct yz_form_field *fields, size_t count,
                        const struct yz_form_events *events) {
    yz_moment at = 0;
    enum yz_status may = yz_must(yz_ui_session(l->ui), YZ_RIGHT_WRITE); /* else it could not be saved */
    l->typing = yz_ui_ok(l->ui, may == YZ_OK ? yz_form_open(&l->form, fields, count, events, l) : may);
    if (l->typing) yz_drafts_read(yz_ui_session(l->ui), l->draft, l->draft_of, set, &l->form, &at);
    if (at) yz_ui_say(l->ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
    yz_ui_repaint(l->ui);
}

void yz_list_form_left(void *ctx, struct yz_form *form, const char *field) {
    (void)form, (void)field;
    write_draft(ctx);
}

static void put_away(struct yz_list_form *l) {
    if (l->typing) yz_form_close(&l->form);
    l->typing = false;
    yz_ui_repaint(l->ui);
}

void yz_list_form_saved(struct yz_list_form *l) {
    yz_drafts_drop(yz_ui_session(l->ui), l->draft, l->draft_of);
    put_away(l);
}

bool yz_list_form_input(void *state, const struct yz_input *in, void (*save)(void *state)) {
    struct yz_list_form *l = state;
    if (in->request == YZ_REQ_BACK) {
        write_draft(l);
        if (yz_form_may_go(&l->form, l->ui)) put_away(l);
        return true;
    }
    if (yz_form_input(&l->form, l->ui, in)) return true;
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    if (yz_form_check(&l->form)) save(state);
    return true;
}

/* --- callbacks --- */

void yz_list_form_close(struct yz_ui *ui, void *state) {
    struct yz_list_form *l = state;
    (void)ui;
    write_draft(l);
    if (l->typing) yz_form_close(&l->form);
    yz_list_close(&l->list);
}

bool yz_list_form_editing(struct yz_ui *ui, void *state) {
    const struct yz_list_form *l = state;
    (void)ui;
    return l->typing ? yz_form_editing(&l->form) : yz_list_editing(&l->list);
}

bool yz_list_form_cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct yz_list_form *l = state;
    (void)ui;
    return l->typing ? yz_form_cursor(&l->form, y, x) : yz_list_cursor(&l->list, y, x);
}

void yz_list_form_suspend(struct yz_ui *ui, void *state) {
    (void)ui;
    write_draft(state);
}
