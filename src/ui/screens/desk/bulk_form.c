/* Fields of the forms of a sitting, from the item's. An answer of one's own that is the same as everybody's is none. */
#include "ui/screens/desk/bulk_form.h"

#include "base/text.h"
#include "ui/screens/desk/answer_field.h"

#include <string.h>
#include <yizhan/i18n.h>

static bool of_all(const struct yz_bulk_form *v) {
    return v->line == YZ_BULK_ALL;
}

static const char *value_of(const struct yz_bulk_form *v, const char *field) {
    return of_all(v) ? yz_bulk_get(v->bulk, field) : yz_bulk_value(v->bulk, (size_t)v->line, field);
}

/* "-" is the service's word for no paper at all. */
static bool set(struct yz_bulk_form *v, const char *field, const char *text, struct yz_findings *f) {
    size_t errors = f ? f->errors : 0;
    if (of_all(v)) return yz_bulk_set(v->bulk, field, text, f);
    if (strcmp(text, yz_bulk_usual(v->bulk, (size_t)v->line, field)) == 0) text = "";
    else if (!*text && strcmp(field, "papers") == 0) text = "-";
    yz_ui_ok(v->ui, yz_bulk_set_own(v->bulk, (size_t)v->line, field, text, f));
    return !f || f->errors == errors;
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct yz_bulk_form *v = ctx;
    if (set(v, name, text, f)) yz_copy(text, room, value_of(v, name));
}

static void add_field(struct yz_bulk_form *v, const struct yz_item_field *f) {
    bool asked = of_all(v) ? yz_bulk_common(v->bulk, f->key) : f->type != YZ_ANSWER_MEMBER;
    if (!asked) return;
    v->fields[v->count++] = (struct yz_form_field){
        .name = f->key,
        .label = yz_item_field_label(f),
        .editor = yz_answer_editor(f->type),
        .of = f->type == YZ_ANSWER_CODE ? f->of : NULL,
        .help = of_all(v) ? yz_item_field_help(f) : N_("只改这一位的；和大家一样的不用动"),
        .room = f->type == YZ_ANSWER_LONG ? YZ_FORM_TEXT : 192,
        .check = check_field,
    };
}

static void make_fields(struct yz_bulk_form *v) {
    const struct yz_item *item = yz_bulk_item(v->bulk);
    v->count = 0;
    for (size_t i = 0; i < item->field_count; i++) add_field(v, &item->fields[i]);
    if (item->paper_count)
        v->fields[v->count++] = (struct yz_form_field){.name = "papers",
                                                       .label = _("收到材料"),
                                                       .editor = YZ_EDIT_TICKS,
                                                       .help = _("看到一份，空格勾一份；没带的印告知单")};
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct yz_bulk_form *v = ctx;
    const struct yz_item *item = yz_bulk_item(v->bulk);
    bool papers = strcmp(field, "papers") == 0;
    size_t n = 0;
    (void)form;
    (void)typed;
    for (; papers && n < item->paper_count && n < max; n++)
        yz_answer_option(&out[n], item->papers[n].key, yz_item_paper_name(&item->papers[n]), "");
    return papers ? n : yz_answer_options(yz_item_field(item, field), out, max);
}

static void ask_anew(struct yz_bulk_form *v) {
    for (size_t i = 0; i < v->count; i++)
        yz_form_show_field(&v->fields[i], yz_bulk_asks(v->bulk, v->line, v->fields[i].name));
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_bulk_form *v = ctx;
    set(v, field, yz_form_get(form, field), NULL);
    ask_anew(v);
    v->changed(v->ctx);
}

/* Choices and flags say at once what else is asked. */
static void typed(void *ctx, struct yz_form *form, const char *field) {
    struct yz_bulk_form *v = ctx;
    const struct yz_item_field *f = yz_item_field(yz_bulk_item(v->bulk), field);
    if (!f || (f->type != YZ_ANSWER_CHOICE && f->type != YZ_ANSWER_FLAG)) return;
    set(v, field, yz_form_get(form, field), NULL);
    ask_anew(v);
}

static const struct yz_form_events events = {.options = options, .left = left, .typed = typed};

/* The sitting's values into the form, which a draft may have brought. */
static void fill(struct yz_bulk_form *v) {
    for (size_t i = 0; i < v->count; i++) {
        const char *name = v->fields[i].name;
        char value[YZ_FORM_TEXT];
        yz_copy(value, sizeof value, value_of(v, name));
        const struct yz_item_field *f = yz_item_field(yz_bulk_item(v->bulk), name);
        const struct yz_item_option *o = f && f->type == YZ_ANSWER_CHOICE ? f->options : NULL;
        yz_form_set(&v->form, name, value);
        for (size_t k = 0; o && k < YZ_ITEM_OPTIONS && *o[k].key; k++)
            if (strcmp(o[k].key, value) == 0) yz_form_set_option(&v->form, name, value, yz_item_option_label(&o[k]));
    }
    ask_anew(v);
}

enum yz_status yz_bulk_form_open(struct yz_bulk_form *v, int64_t line) {
    yz_bulk_form_close(v);
    v->line = line;
    make_fields(v);
    enum yz_status status = yz_form_open(&v->form, v->fields, v->count, &events, v);
    if (status != YZ_OK) return status;
    v->open = true;
    fill(v);
    return YZ_OK;
}

void yz_bulk_form_close(struct yz_bulk_form *v) {
    if (v->open) yz_form_close(&v->form);
    v->open = false;
}

void yz_bulk_form_keep(struct yz_bulk_form *v) {
    if (!v->open || !v->form.changed) return;
    const char *field = yz_form_focused(&v->form);
    set(v, field, yz_form_get(&v->form, field), NULL);
    v->changed(v->ctx);
}
