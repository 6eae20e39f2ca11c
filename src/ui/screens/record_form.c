/* The form of one record. */
#include "ui/screens/record_form.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>

/* --- values --- */

static bool untouched(const struct yz_record_form *r, const char *name, const char *text) {
    for (size_t i = 0; i < YZ_RECORD_MASKED; i++)
        if (r->masked[i].name && strcmp(r->masked[i].name, name) == 0) return strcmp(text, r->masked[i].text) == 0;
    return false;
}

void yz_record_form_check(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct yz_record_form *r = ctx;
    const struct yz_field *field = yz_field_named(r->kind, name);
    void *scratch = field && !untouched(r, name, text) ? malloc(r->kind->size) : NULL;
    if (!scratch) return;
    memcpy(scratch, r->record, r->kind->size);
    char normal[YZ_FORM_TEXT] = "";
    if (yz_field_set(field, scratch, text, false, f)) yz_kind_form_value(field, scratch, normal, sizeof normal);
    if (*normal) yz_copy(text, room, normal); /* 0 is kept as nothing: what was typed stays to be judged */
    free(scratch);
}

void yz_record_form_put(struct yz_record_form *r, const char *name, const char *value) {
    if (r->use->put) r->use->put(r, name, value);
    else yz_kind_form_put(yz_ui_session(r->ui), &r->form, name, value);
}

/* A text of the record that is not shown whole: its numbers are masked, and come back on saving where they still stand. */
static bool veiled(const struct yz_record_form *r, const struct yz_field *f) {
    int64_t id = ((const struct yz_record *)r->record)->id;
    return id && yz_field_is_free(f) && yz_ui_masked(r->ui, r->kind->id, id);
}

static const char *shown(const struct yz_record_form *r, const struct yz_field *f, const void *record,
                         char out[YZ_FORM_TEXT]) {
    *out = '\0';
    yz_kind_form_value(f, record, out, YZ_FORM_TEXT);
    if (veiled(r, f)) yz_mask_numbers_in(out);
    return out;
}

void yz_record_form_show(struct yz_record_form *r, const void *record) {
    for (size_t i = 0; i < r->count; i++) {
        char text[YZ_FORM_TEXT];
        const struct yz_field *f = yz_field_named(r->kind, r->fields[i].name);
        if (f) yz_record_form_put(r, f->column, shown(r, f, record, text));
    }
    for (size_t i = 0; i < YZ_RECORD_MASKED; i++)
        if (r->masked[i].name) yz_form_set(&r->form, r->masked[i].name, r->masked[i].text);
}

void yz_record_form_gather(struct yz_record_form *r, void *out, struct yz_findings *f) {
    for (size_t i = 0; i < r->count; i++) {
        const char *name = r->fields[i].name, *text = yz_form_get(&r->form, name);
        const struct yz_field *field = r->fields[i].editor == YZ_EDIT_SHOW ? NULL : yz_field_named(r->kind, name);
        char typed[YZ_FORM_TEXT];
        if (!field || untouched(r, name, text)) continue;
        yz_copy(typed, sizeof typed, text);
        if (yz_field_is_free(field)) yz_unmask_numbers(typed, (const char *)r->record + field->offset);
        yz_field_set(field, out, typed, false, f);
    }
}

void yz_record_form_typed(struct yz_record_form *r, void *out, struct yz_findings *f) {
    memcpy(out, r->record, r->kind->size);
    if (r->use->gather) r->use->gather(r, out, f);
    else yz_record_form_gather(r, out, f);
}

size_t yz_record_form_options(void *ctx, struct yz_form *form, const char *field, const char *typed,
                              struct yz_option *out, size_t max) {
    struct yz_record_form *r = ctx;
    (void)form;
    return yz_lookup(yz_ui_session(r->ui), yz_kind_named(yz_field_named(r->kind, field)->of)->id, typed, out, max);
}

/* --- opening --- */

void yz_record_form_add(struct yz_record_form *r, const struct yz_form_field *field) {
    if (r->count < YZ_RECORD_FIELDS) r->fields[r->count++] = *field;
}

struct yz_form_field *yz_record_form_add_kind(struct yz_record_form *r, const struct yz_field *f) {
    struct yz_form_field field = yz_kind_form_field(f, yz_record_form_check);
    yz_record_form_add(r, &field);
    return &r->fields[r->count - 1];
}

void yz_record_form_mask(struct yz_record_form *r, const char *name) {
    size_t i = 0;
    while (i < YZ_RECORD_MASKED - 1 && r->masked[i].name) i++;
    r->masked[i].name = name;
    yz_field_text(yz_field_named(r->kind, name), r->record, true, r->masked[i].text, sizeof r->masked[i].text);
}

enum yz_status yz_record_form_open(struct yz_record_form *r) {
    enum yz_status status = yz_form_open(&r->form, r->fields, r->count, &r->use->events, r);
    if (status == YZ_OK) yz_record_form_show(r, r->record);
    if (status == YZ_OK && !((const struct yz_record *)r->record)->id) yz_form_suggested(&r->form);
    return status;
}

/* --- the draft --- */

/* As the record has it: no part of a draft, so that a draft taken later never undoes what others changed meanwhile. */
static bool as_recorded(const struct yz_record_form *r, const char *name, const char *text) {
    char recorded[YZ_FORM_TEXT];
    const struct yz_field *f = yz_field_named(r->kind, name);
    bool kept = ((const struct yz_record *)r->record)->id != 0 && f;
    return kept && (untouched(r, name, text) || strcmp(shown(r, f, r->record, recorded), text) == 0);
}

void yz_record_form_left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_record_form *r = ctx;
    struct yz_draft_pair pairs[YZ_RECORD_FIELDS];
    size_t n = 0;
    (void)field;
    for (size_t i = 0; i < r->count; i++) {
        const char *text = yz_form_get(form, r->fields[i].name);
        if (!as_recorded(r, r->fields[i].name, text)) pairs[n++] = (struct yz_draft_pair){r->fields[i].name, text};
    }
    struct yz_session *s = yz_ui_session(r->ui);
    yz_form_drafted(form, r->ui,
                    n ? yz_drafts_write(s, r->draft, r->draft_of, r->draft_version, pairs, n)
                      : yz_drafts_drop(s, r->draft, r->draft_of));
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct yz_record_form *r = ctx;
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->fields[i].name, name) == 0 && r->fields[i].editor == YZ_EDIT_SHOW) return;
    yz_record_form_put(r, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_record_form *r = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), r->draft, r->draft_of, take_pair, r, &at));
    if (r->use->taken) r->use->taken(r);
}

void yz_record_form_offer_draft(struct yz_record_form *r, const char *question, const char *yes) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], text[192];
    yz_drafts_read(yz_ui_session(r->ui), r->draft, r->draft_of, NULL, NULL, &at);
    if (!at) return;
    snprintf(text, sizeof text, question, yz_moment_text(at, when));
    yz_ui_offer(r->ui, text, yes, take_draft);
}

/* --- saving --- */

void yz_record_form_back(struct yz_record_form *r, const struct yz_findings *f) {
    yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    if (f->count) yz_ui_say(r->ui, YZ_ROLE_WARNING, _("已保存，请核对：%s"), f->all[0].rule);
    else yz_ui_say(r->ui, YZ_ROLE_GOOD, _("已保存"));
}

static void keep(struct yz_record_form *r, void *record, struct yz_findings *f) {
    enum yz_status status = YZ_REFUSED;
    yz_record_form_typed(r, record, f);
    if (yz_findings_ok(f)) status = r->use->save(r, record, f);
    if (!yz_findings_ok(f)) yz_form_show_findings(&r->form, f);
    else if (yz_ui_ok(r->ui, status)) {
        yz_drafts_drop(yz_ui_session(r->ui), r->draft, r->draft_of);
        yz_form_saved(&r->form);
        if (r->use->saved) r->use->saved(r, record, f);
        else yz_record_form_back(r, f);
    }
}

static void save(struct yz_record_form *r) {
    struct yz_findings f = {0};
    void *record = yz_form_check(&r->form) ? malloc(r->kind->size) : NULL;
    if (record) keep(r, record, &f);
    yz_findings_free(&f);
    free(record);
}

/* --- as a screen --- */

void yz_record_form_close(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct yz_record_form *)state)->form);
}

void yz_record_form_paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct yz_record_form *)state)->form, area, true);
}

bool yz_record_form_input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct yz_record_form *r = state;
    if (yz_form_input(&r->form, ui, in)) return true;
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    save(r);
    return true;
}

const struct yz_hint yz_record_form_hints[] = {{YZ_REQ_SAVE, NULL},
                                               {YZ_REQ_NEXT, NULL},
                                               {YZ_REQ_UNDO, N_("恢复这一栏")},
                                               {YZ_REQ_BACK, NULL},
                                               {YZ_REQ_NONE, NULL}};
