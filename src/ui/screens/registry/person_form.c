/* The form of a person. */
#include "ui/screens/registry/person_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/idcard_reader.h>

static bool typed_by_hand(const struct yz_field *f) {
    return !(f->flags & YZ_DERIVED) && f->type != YZ_REF && strcmp(f->column, "invented") != 0;
}

/* Only a hint: what cannot be read yet is left out. */
static void look_for_doubles(struct yz_person_form *p) {
    struct yz_findings unread = {0};
    struct yz_person typed;
    yz_record_form_typed(&p->r, &typed, &unread);
    yz_findings_free(&unread);
    yz_ui_ok(p->r.ui, yz_person_duplicates(yz_ui_session(p->r.ui), &typed, p->door(p), p->likely,
                                           sizeof p->likely / sizeof *p->likely, &p->likely_count));
}

void yz_person_form_begin(struct yz_person_form *p, struct yz_ui *ui, const struct yz_record_use *use,
                          const char *draft, int64_t draft_of) {
    p->r = (struct yz_record_form){
        .ui = ui, .kind = &yz_person_kind, .record = &p->record, .use = use, .draft = draft, .draft_of = draft_of};
}

enum yz_status yz_person_form_open(struct yz_person_form *p, const struct yz_form_field *own, size_t count) {
    p->r.draft_version = p->record.version;
    for (size_t i = 0; i < count; i++) yz_record_form_add(&p->r, &own[i]);
    for (size_t i = 0; i < yz_person_kind.count; i++)
        if (typed_by_hand(&yz_person_kind.fields[i])) yz_record_form_add_kind(&p->r, &yz_person_kind.fields[i]);
    enum yz_status status = yz_record_form_open(&p->r);
    if (status == YZ_OK) look_for_doubles(p);
    return status;
}

void yz_person_form_left(void *ctx, struct yz_form *form, const char *field) {
    look_for_doubles(ctx);
    yz_record_form_left(ctx, form, field);
}

void yz_person_form_taken(struct yz_record_form *r) {
    look_for_doubles((struct yz_person_form *)(void *)r);
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
        yz_record_form_typed(&p->r, &told, &doubts);
        yz_id_card_fill(&card, &told);
        yz_record_form_show(&p->r, &told);
        yz_person_form_left(p, &p->r.form, "");
        yz_form_show_findings(&p->r.form, &f);
        if (f.count) yz_ui_say(ui, YZ_ROLE_WARNING, _("已读身份证，请核对：%s"), f.all[0].rule);
        else yz_ui_say(ui, YZ_ROLE_GOOD, _("已读身份证，核对后 Ctrl-S 保存"));
    }
    yz_findings_free(&doubts);
    yz_findings_free(&f);
}

/* From the reader that this place has, else from the file that is named. */
static bool read_card(struct yz_person_form *p) {
    const char *reader = getenv("YIZHAN_CARD");
    if (reader && *reader) take_card(p->r.ui, p, reader);
    else yz_ui_ask_line(p->r.ui, _("身份证阅读器的文件或设备"), "", take_card);
    return true;
}

/* --- as part of a screen --- */

void yz_person_form_paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    const struct yz_person_form *p = state;
    const struct yz_twin *t = p->likely;
    char name[96];
    if (p->likely_count) {
        yz_record_title(yz_ui_session(ui), YZ_PERSON, t->person, true, name, sizeof name);
        yz_paintf(area, area.rows - 1, 1, YZ_ROLE_WARNING, _("%1$s是同一人：%2$s，Ctrl-O 打开（%3$d 分：%4$s）"),
                  yz_likely_text(t->likely ? YZ_LIKELY : YZ_POSSIBLE), name, t->score, t->why);
        area.rows--;
    }
    yz_record_form_paint(ui, state, area);
}

bool yz_person_form_input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct yz_person_form *p = state;
    if ((in->request == YZ_REQ_LIKELY || in->request == YZ_REQ_PLACE) && p->likely_count)
        return yz_ui_open(ui, &YZ_TARGET("person", YZ_PERSON, p->likely[0].person)), true;
    if (in->request == YZ_REQ_NEW) return read_card(p);
    return yz_record_form_input(ui, state, in);
}

const struct yz_hint yz_person_form_hints[] = {{YZ_REQ_SAVE, NULL},          {YZ_REQ_NEXT, NULL},
                                               {YZ_REQ_NEW, N_("读身份证")}, {YZ_REQ_UNDO, N_("恢复这一栏")},
                                               {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};
