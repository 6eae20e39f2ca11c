/* The form of a person. */
#include "ui/screens/person_form.h"

#include "base/text.h"
#include "ui/screens/kind_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/idcard_reader.h>

static bool typed_by_hand(const struct yz_field *f) {
    return !(f->flags & YZ_DERIVED) && f->type != YZ_REF && strcmp(f->column, "invented") != 0;
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct yz_person_form *p = ctx;
    const struct yz_field *field = yz_field_named(&yz_person_kind, name);
    struct yz_person scratch = p->record;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_kind_form_value(field, &scratch, text, room);
}

/* A field of the person's; NULL: one of the screen's own. */
static const struct yz_field *of_person(const struct yz_person_form *p, size_t i) {
    return p->fields[i].check == check_field ? yz_field_named(&yz_person_kind, p->fields[i].name) : NULL;
}

static void make_fields(struct yz_person_form *p, const struct yz_form_field *own, size_t count) {
    for (size_t i = 0; i < count; i++) p->fields[p->count++] = own[i];
    for (size_t i = 0; i < yz_person_kind.count && p->count < YZ_PERSON_FIELDS; i++)
        if (typed_by_hand(&yz_person_kind.fields[i]))
            p->fields[p->count++] = yz_kind_form_field(&yz_person_kind.fields[i], check_field);
}

static void show(struct yz_person_form *p, const struct yz_person *person) {
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        const struct yz_field *f = of_person(p, i);
        if (!f) continue;
        yz_kind_form_value(f, person, text, sizeof text);
        yz_form_set(&p->form, f->column, text);
    }
}

void yz_person_form_gather(const struct yz_person_form *p, struct yz_person *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++)
        if (of_person(p, i)) yz_field_set(of_person(p, i), out, yz_form_get(&p->form, p->fields[i].name), false, f);
}

/* Only a hint: what cannot be read yet is left out. */
static void look_for_doubles(struct yz_person_form *p) {
    struct yz_findings unread = {0};
    struct yz_person typed;
    yz_person_form_gather(p, &typed, &unread);
    yz_findings_free(&unread);
    yz_ui_ok(p->ui, yz_person_duplicates(yz_ui_session(p->ui), &typed, p->door(p), p->likely,
                                         sizeof p->likely / sizeof *p->likely, &p->likely_count));
}

enum yz_status yz_person_form_open(struct yz_person_form *p, const struct yz_form_field *own, size_t count,
                                   const struct yz_form_events *events) {
    make_fields(p, own, count);
    enum yz_status status = yz_form_open(&p->form, p->fields, p->count, events, p);
    if (status != YZ_OK) return status;
    show(p, &p->record);
    look_for_doubles(p);
    return YZ_OK;
}

/* --- the draft --- */

void yz_person_form_left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_person_form *p = ctx;
    struct yz_draft_pair pairs[YZ_PERSON_FIELDS];
    (void)field;
    look_for_doubles(p);
    for (size_t i = 0; i < p->count; i++)
        pairs[i] = (struct yz_draft_pair){p->fields[i].name, yz_form_get(form, p->fields[i].name)};
    yz_ui_ok(p->ui, yz_drafts_write(yz_ui_session(p->ui), p->draft, p->draft_of, p->record.version, pairs, p->count));
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct yz_person_form *p = ctx;
    yz_kind_form_put(yz_ui_session(p->ui), &p->form, name, value);
}

void yz_person_form_take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_person_form *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), p->draft, p->draft_of, p->record.version, take_pair, p, &at));
    look_for_doubles(p);
}

char *yz_person_form_draft(struct yz_person_form *p, char when[YZ_MOMENT_TEXT]) {
    yz_moment at = 0;
    yz_drafts_read(yz_ui_session(p->ui), p->draft, p->draft_of, p->record.version, NULL, NULL, &at);
    return at ? yz_moment_text(at, when) : NULL;
}

void yz_person_form_saved(struct yz_person_form *p) {
    yz_drafts_drop(yz_ui_session(p->ui), p->draft, p->draft_of);
    yz_form_saved(&p->form);
}

void yz_person_form_say(struct yz_ui *ui, const struct yz_findings *f) {
    const struct yz_finding *doubt = f->count ? &f->all[0] : NULL;
    const struct yz_field *field = doubt ? yz_field_named(&yz_person_kind, doubt->field) : NULL;
    if (!doubt) yz_ui_say(ui, YZ_ROLE_GOOD, _("已保存"));
    else
        yz_ui_say(ui, YZ_ROLE_WARNING, _("已保存，请核对%1$s：%2$s"), field ? yz_tr(field->label) : doubt->value,
                  doubt->rule);
}

/* --- the ID card --- */

/* What a card tells goes into the form; nothing is saved yet. */
static void take_card(struct yz_ui *ui, void *state, const char *path) {
    struct yz_person_form *p = state;
    struct yz_findings f = {0}, doubts = {0};
    struct yz_id_card card;
    struct yz_person told;
    if (yz_ui_ok(ui, yz_id_card_read(path, &card, &f))) {
        yz_person_form_gather(p, &told, &doubts);
        yz_id_card_fill(&card, &told);
        show(p, &told);
        yz_person_form_left(p, &p->form, "");
        yz_form_show_findings(&p->form, &f);
        if (f.count) yz_ui_say(ui, YZ_ROLE_WARNING, _("已读身份证，请核对：%s"), f.all[0].rule);
        else yz_ui_say(ui, YZ_ROLE_GOOD, _("已读身份证，核对后 Ctrl-S 保存"));
    }
    yz_findings_free(&doubts);
    yz_findings_free(&f);
}

/* From the reader that this place has, else from the file that is named. */
static bool read_card(struct yz_person_form *p) {
    const char *reader = getenv("YIZHAN_CARD");
    if (reader && *reader) take_card(p->ui, p, reader);
    else yz_ui_ask_line(p->ui, _("身份证阅读器的文件或设备"), "", take_card);
    return true;
}

/* --- as part of a screen --- */

void yz_person_form_paint(struct yz_person_form *p, struct yz_rect area) {
    const struct yz_twin *t = p->likely;
    char name[96];
    if (p->likely_count) {
        yz_record_title(yz_ui_session(p->ui), YZ_PERSON, t->person, true, name, sizeof name);
        yz_paintf(area, area.rows - 1, 1, YZ_ROLE_WARNING, _("%1$s是同一人：%2$s（%3$d 分：%4$s），Ctrl-O 打开"),
                  yz_likely_text(t->likely ? YZ_LIKELY : YZ_POSSIBLE), name, t->score, t->why);
        area.rows--;
    }
    yz_form_paint(&p->form, area, true);
}

bool yz_person_form_input(struct yz_person_form *p, const struct yz_input *in) {
    if ((in->request == YZ_REQ_LIKELY || in->request == YZ_REQ_PLACE) && p->likely_count)
        return yz_ui_open(p->ui, &YZ_TARGET("person", YZ_PERSON, p->likely[0].person)), true;
    if (in->request == YZ_REQ_NEW) return read_card(p);
    return yz_form_input(&p->form, p->ui, in);
}
