/* Fields, options and values of the form of a service. */
#include "ui/screens/desk/service_form.h"

#include "base/text.h"
#include "ui/match.h"
#include "ui/screens/desk/answer_field.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/reveal.h>

/* --- form fields from the item's --- */

/* The intake knows the field's rule: it checks and gives the normal form back. */
static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct yz_service_form *v = ctx;
    if (yz_intake_set(v->intake, name, text, f)) yz_copy(text, room, yz_intake_get(v->intake, name));
}

static void add_field(struct yz_service_form *v, const struct yz_item_field *f) {
    v->fields[v->count++] = (struct yz_form_field){
        .name = f->key,
        .label = yz_item_field_label(f),
        .editor = yz_answer_editor(f->type),
        .of = f->type == YZ_ANSWER_CODE ? f->of : NULL,
        .help = yz_item_field_help(f),
        .flags = (f->flags & YZ_ANSWER_REQUIRED) && !*f->when.text ? YZ_FORM_REQUIRED : 0, /* else the intake knows */
        .room = f->type == YZ_ANSWER_LONG ? YZ_FORM_TEXT : 192,
        .check = check_field,
    };
}

/* Filled in already: worked out by the program, or with a usual value. */
static bool settled(const struct yz_item_field *f) {
    return (f->flags & YZ_ANSWER_DERIVED) || *f->initial;
}

/* What must be typed comes first, then the papers, then what is settled and only sometimes changed. */
static void make_fields(struct yz_service_form *v) {
    const struct yz_item *item = yz_intake_item(v->intake);
    v->count = 0;
    for (size_t i = 0; i < item->field_count; i++)
        if (!settled(&item->fields[i])) add_field(v, &item->fields[i]);
    if (item->paper_count)
        v->fields[v->count++] = (struct yz_form_field){.name = "papers",
                                                       .label = _("收到材料"),
                                                       .editor = YZ_EDIT_TICKS,
                                                       .help = _("看到一份，空格勾一份；没带的印告知单")};
    size_t typed = v->count++;
    for (size_t i = 0; i < item->field_count; i++)
        if (settled(&item->fields[i])) add_field(v, &item->fields[i]);
    v->fields[typed] =
        (struct yz_form_field){.name = "settled", .label = _("一般不用改，空着的按规则填"), .editor = YZ_EDIT_HEADING};
    if (v->count == typed + 1) v->count = typed;
}

/* --- what the form asks --- */

static size_t paper_options(const struct yz_service_form *v, struct yz_option *out, size_t max) {
    const struct yz_item *item = yz_intake_item(v->intake);
    size_t n = 0;
    for (size_t i = 0; i < item->paper_count && n < max; i++)
        if (yz_intake_wants(v->intake, i))
            yz_answer_option(&out[n++], item->papers[i].key, yz_item_paper_name(&item->papers[i]),
                             yz_item_paper_note(&item->papers[i]));
    return n;
}

/* Guardians whose name or relation fits what is typed, in characters, pinyin or initials; all for nothing typed. */
static size_t guardian_options(struct yz_service_form *v, const char *typed, struct yz_option *out, size_t max) {
    const struct yz_guardian *all;
    size_t count = yz_intake_guardians(v->intake, &all), n = 0;
    for (size_t i = 0; i < count && n < max; i++) {
        char note[96];
        if (!yz_matches(all[i].name, typed) && !yz_matches(all[i].relation, typed)) continue;
        snprintf(note, sizeof note, _("%1$s %2$d 岁 %3$s"), all[i].relation, all[i].age, all[i].phone);
        yz_answer_option(&out[n++], all[i].ref, all[i].name, note);
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct yz_service_form *v = ctx;
    const struct yz_item_field *f = yz_item_field(yz_intake_item(v->intake), field);
    (void)form;
    if (strcmp(field, "papers") == 0) return paper_options(v, out, max);
    if (f && f->type == YZ_ANSWER_MEMBER) return guardian_options(v, typed, out, max);
    return yz_answer_options(f, out, max);
}

/* What follows, and which fields are asked for now: kept, since painting reads nothing from the file. What is wrong with
 * `field`, which was left, is told there; "" = none was. */
static void work_out(struct yz_service_form *v, const char *field) {
    struct yz_findings f = {0};
    yz_intake_check(v->intake, &v->outcome, &f);
    const struct yz_finding *found = *field && *yz_form_get(&v->form, field) ? yz_findings_about(&f, field) : NULL;
    if (found && found->severity == YZ_ERROR) yz_form_show_finding(&v->form, found);
    yz_findings_free(&f);
    for (size_t i = 0; i < v->count; i++)
        yz_form_show_field(&v->fields[i], yz_intake_asks(v->intake, v->fields[i].name));
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_service_form *v = ctx;
    yz_intake_set(v->intake, field, yz_form_get(form, field), NULL);
    yz_form_drafted(&v->form, v->ui, yz_intake_draft_write(v->intake));
    work_out(v, field);
}

/* Every failing field at once, also those that only the intake can judge. */
static void check_whole(void *ctx, struct yz_form *form, struct yz_findings *f) {
    struct yz_service_form *v = ctx;
    (void)form;
    yz_intake_check(v->intake, &v->outcome, f);
}

/* Ticks show at once what is still missing, choices and flags what else is asked. */
static void typed(void *ctx, struct yz_form *form, const char *field) {
    struct yz_service_form *v = ctx;
    const struct yz_item_field *f = yz_item_field(yz_intake_item(v->intake), field);
    bool quick = f ? f->type == YZ_ANSWER_CHOICE || f->type == YZ_ANSWER_FLAG : strcmp(field, "papers") == 0;
    if (!quick) return;
    yz_intake_set(v->intake, field, yz_form_get(form, field), NULL);
    work_out(v, "");
}

static const struct yz_form_events events = {.options = options, .left = left, .typed = typed, .check = check_whole};

/* --- the intake's values into the form --- */

static void show_value(struct yz_service_form *v, const char *name) {
    const struct yz_item_field *f = yz_item_field(yz_intake_item(v->intake), name);
    char shown[YZ_INTAKE_VALUE];
    if (f && (f->type == YZ_ANSWER_MEMBER || f->type == YZ_ANSWER_CHOICE))
        yz_form_set_option(&v->form, name, yz_intake_get(v->intake, name),
                           yz_intake_show(v->intake, name, shown, sizeof shown));
    else yz_form_set(&v->form, name, yz_intake_get(v->intake, name));
}

static void fill(struct yz_service_form *v) {
    for (size_t i = 0; i < v->count; i++) show_value(v, v->fields[i].name);
    work_out(v, "");
    size_t first = 0; /* the first of all is not asked of everybody */
    while (first < v->count && (v->fields[first].flags & YZ_FORM_HIDDEN)) first++;
    if (first && first < v->count) yz_form_focus(&v->form, v->fields[first].name);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_service_form *v = state;
    (void)answer;
    struct yz_findings homeless = {0};
    if (yz_ui_ok(ui, yz_intake_draft_take(v->intake, &homeless))) fill(v);
    if (homeless.count) {
        const struct yz_finding *f = &homeless.all[0];
        yz_ui_say(ui, YZ_ROLE_WARNING, "%s：%s；%s", f->rule, f->value, f->mend);
    }
    yz_findings_free(&homeless);
}

static void offer_draft(struct yz_service_form *v) {
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_intake_draft_find(v->intake, &v->draft_at) != YZ_OK || !v->draft_at) return;
    bool home = yz_intake_item(v->intake)->about == YZ_ABOUT_HOUSEHOLD;
    snprintf(question, sizeof question, home ? _("这一户有 %s 没填完的草稿") : _("这里有 %s 没填完的草稿"),
             yz_moment_text(v->draft_at, when));
    yz_ui_offer(v->ui, question, _("接着填"), take_draft);
}

/* --- beginning, following, saving --- */

/* Whom and where, for the first line: the person by the full name, since a wrong one must be seen. */
static void title(struct yz_service_form *v) {
    struct yz_session *s = yz_ui_session(v->ui);
    struct yz_household h;
    char name[96] = "", place[96] = "";
    if (yz_intake_person(v->intake))
        yz_record_title(s, YZ_PERSON, yz_intake_person(v->intake), false, name, sizeof name);
    if (yz_intake_building(v->intake)) yz_building_address(s, yz_intake_building(v->intake), place, sizeof place);
    else if (yz_intake_household(v->intake) &&
             yz_record_get(s, YZ_HOUSEHOLD, yz_intake_household(v->intake), &h) == YZ_OK)
        yz_dwelling_address(s, h.dwelling, place, sizeof place);
    snprintf(v->title, sizeof v->title, "%s%s%s", name, *name ? " " : "", place);
}

/* Who is served is shown whole, and the journal says for what. */
static enum yz_status shown(const struct yz_service_form *v) {
    char reason[160];
    int64_t person = yz_intake_person(v->intake);
    if (!person) return YZ_OK;
    snprintf(reason, sizeof reason, _("办理%s"), yz_item_name(yz_intake_item(v->intake)));
    return yz_reveal_served(yz_ui_session(v->ui), person, reason);
}

enum yz_status yz_service_form_open(struct yz_service_form *v, struct yz_ui *ui, const char *key,
                                    const struct yz_intake_for *about) {
    v->ui = ui;
    enum yz_status status = yz_intake_begin_at(yz_ui_session(ui), key, about, &v->intake);
    if (status != YZ_OK) return status;
    status = shown(v);
    make_fields(v);
    if (status == YZ_OK) status = yz_form_open(&v->form, v->fields, v->count, &events, v);
    if (status != YZ_OK) {
        yz_intake_free(v->intake);
        v->intake = NULL;
        return status;
    }
    title(v);
    fill(v);
    yz_form_suggested(&v->form);
    offer_draft(v);
    return YZ_OK;
}

void yz_service_form_close(struct yz_service_form *v) {
    if (v->intake) yz_form_close(&v->form);
    yz_intake_free(v->intake);
}

void yz_service_form_keep(struct yz_service_form *v) {
    if (!v->intake || !v->form.changed) return;
    const char *field = yz_form_focused(&v->form);
    yz_intake_set(v->intake, field, yz_form_get(&v->form, field), NULL);
    yz_form_drafted(&v->form, v->ui, yz_intake_draft_write(v->intake));
}

enum yz_status yz_service_form_refresh(struct yz_service_form *v) {
    if (!v->intake) return YZ_OK;
    const struct yz_item *item = yz_intake_item(v->intake);
    const char *focused = yz_form_focused(&v->form);
    yz_intake_set(v->intake, focused, yz_form_get(&v->form, focused), NULL);
    enum yz_status status = yz_intake_refresh(v->intake);
    for (size_t i = 0; status == YZ_OK && i < item->field_count; i++) {
        const char *key = item->fields[i].key;
        if (strcmp(yz_form_get(&v->form, key), yz_intake_get(v->intake, key)) != 0 && strcmp(key, focused) != 0)
            show_value(v, key);
    }
    if (status == YZ_OK) title(v), work_out(v, "");
    if (status != YZ_REFUSED) return status;
    /* somebody moved away meanwhile: saving would say so; what was typed stays on the screen */
    yz_ui_say(v->ui, YZ_ROLE_WARNING, _("%s；表里填的还在"), yz_message());
    return YZ_OK;
}

static int64_t member_of(const struct yz_service_form *v, const struct yz_item_field *f) {
    enum yz_kind_id kind;
    int64_t id;
    bool member = f && f->type == YZ_ANSWER_MEMBER;
    return member && yz_ref_parse(yz_intake_get(v->intake, f->key), &kind, &id) && kind == YZ_PERSON ? id : 0;
}

int64_t yz_service_form_person(const struct yz_service_form *v) {
    const struct yz_item *item = yz_intake_item(v->intake);
    int64_t id = member_of(v, yz_item_field(item, yz_form_focused(&v->form)));
    if (!id) id = yz_intake_person(v->intake);
    for (size_t i = 0; !id && i < item->field_count; i++) id = member_of(v, &item->fields[i]);
    return id;
}

void yz_service_form_save(struct yz_service_form *v) {
    struct yz_findings errors = {0};
    struct yz_case c;
    if (!yz_form_check(&v->form)) return;
    enum yz_status status = yz_intake_save(v->intake, &v->outcome, &c, &errors);
    const struct yz_finding *whole = yz_findings_about(&errors, "");
    if (errors.count) yz_form_show_findings(&v->form, &errors);
    if (status == YZ_REFUSED && whole && whole->severity == YZ_ERROR) { /* more than how many there are */
        yz_ui_say(v->ui, YZ_ROLE_ERROR, "%s%s%s", whole->rule, *whole->mend ? "；" : "", whole->mend);
    } else if (yz_ui_ok(v->ui, status)) {
        yz_form_saved(&v->form);
        yz_ui_changed(v->ui);
        if (yz_ui_replace(v->ui, &YZ_TARGET("receipt", YZ_CASE, c.id)) == YZ_OK)
            yz_ui_say(v->ui, YZ_ROLE_GOOD, _("已保存，办件 %s"), c.number);
    }
    yz_findings_free(&errors);
}
