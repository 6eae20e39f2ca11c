/* 修改居民: the form of a person, made from the table of the kind. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/idcard_reader.h>
#include <yizhan/registry.h>

enum { FIELDS = 48 };

struct person_edit {
    struct yz_ui *ui;
    struct yz_person record; /* as read */
    struct yz_form_field fields[FIELDS];
    size_t count;
    struct yz_form form;
    bool open;
};

static enum yz_editor editor_of(enum yz_type type) {
    switch (type) {
    case YZ_CODE: return YZ_EDIT_CHOICE;
    case YZ_DAY: return YZ_EDIT_DAY;
    case YZ_TIME: return YZ_EDIT_MOMENT;
    case YZ_MONEY: return YZ_EDIT_MONEY;
    case YZ_FLAG: return YZ_EDIT_FLAG;
    case YZ_INT: return YZ_EDIT_NUMBER;
    default: return YZ_EDIT_TEXT;
    }
}

static bool typed_by_hand(const struct yz_field *f) {
    return !(f->flags & YZ_DERIVED) && f->type != YZ_REF && strcmp(f->column, "invented") != 0;
}

/* A field in the form's normal form: codes by key. */
static void value_of(const struct yz_field *f, const void *record, char *out, size_t room) {
    if (f->type == YZ_CODE)
        yz_copy(out, room, yz_code_key(f->of, *(const int32_t *)(const void *)((const char *)record + f->offset)));
    else if (f->type == YZ_FLAG) yz_copy(out, room, *((const char *)record + f->offset) ? "yes" : "");
    else yz_field_text(f, record, false, out, room);
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct person_edit *p = ctx;
    const struct yz_field *field = yz_field_named(&yz_person_kind, name);
    struct yz_person scratch = p->record;
    if (field && yz_field_set(field, &scratch, text, false, f)) value_of(field, &scratch, text, room);
}

static void make_fields(struct person_edit *p) {
    for (size_t i = 0; i < yz_person_kind.count && p->count < FIELDS; i++) {
        const struct yz_field *f = &yz_person_kind.fields[i];
        if (!typed_by_hand(f)) continue;
        p->fields[p->count++] = (struct yz_form_field){
            .name = f->column,
            .label = f->label,
            .editor = editor_of(f->type),
            .of = f->type == YZ_CODE ? f->of : NULL,
            .help = f->help,
            .flags = f->flags & YZ_REQUIRED ? YZ_FORM_REQUIRED : 0,
            .room = f->type == YZ_TEXT ? (f->size < YZ_FORM_TEXT ? f->size : YZ_FORM_TEXT) : 0,
            .check = check_field,
        };
    }
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct person_edit *p = ctx;
    struct yz_draft_pair pairs[FIELDS];
    (void)field;
    for (size_t i = 0; i < p->count; i++)
        pairs[i] = (struct yz_draft_pair){p->fields[i].name, yz_form_get(form, p->fields[i].name)};
    yz_ui_ok(p->ui, yz_drafts_write(yz_ui_session(p->ui), "person", p->record.id, p->record.version, pairs, p->count));
}

static const struct yz_form_events events = {.left = left};

static void take_pair(void *ctx, const char *name, const char *value) {
    struct person_edit *p = ctx;
    yz_form_set(&p->form, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct person_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), "person", p->record.id, p->record.version, take_pair, p, &at));
}

static void offer_draft(struct person_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_drafts_read(yz_ui_session(p->ui), "person", p->record.id, p->record.version, NULL, NULL, &at) != YZ_OK ||
        !at)
        return;
    snprintf(question, sizeof question, _("这位居民有 %s 没改完的草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着改"), take_draft);
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct person_edit *p = state;
    p->ui = ui;
    bool served = strcmp(target->extra, "served") == 0; /* from the form of a service, which has noted it */
    if (!served && yz_ui_masked(ui, YZ_PERSON, target->id))
        return yz_fail(YZ_REFUSED, _("个人信息遮盖着：先按 Ctrl-R 写明原因，再修改"));
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_PERSON, target->id, &p->record);
    if (status != YZ_OK) return status;
    make_fields(p);
    status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    for (size_t i = 0; status == YZ_OK && i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        value_of(yz_field_named(&yz_person_kind, p->fields[i].name), &p->record, text, sizeof text);
        yz_form_set(&p->form, p->fields[i].name, text);
    }
    if (status == YZ_OK) offer_draft(p);
    return status;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct person_edit *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("修改居民"), ((struct person_edit *)state)->record.name);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct person_edit *)state)->form, area, true);
}

/* Every field of the form into the record; what cannot be read is an error there. */
static void gather(const struct person_edit *p, struct yz_person *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++)
        yz_field_set(yz_field_named(&yz_person_kind, p->fields[i].name), out, yz_form_get(&p->form, p->fields[i].name),
                     false, f);
}

/* And what is worth another look. */
static void say_saved(struct yz_ui *ui, const struct yz_findings *f) {
    const struct yz_finding *doubt = f->count ? &f->all[0] : NULL;
    const struct yz_field *field = doubt ? yz_field_named(&yz_person_kind, doubt->field) : NULL;
    if (!doubt) yz_ui_say(ui, YZ_ROLE_GOOD, _("已保存"));
    else
        yz_ui_say(ui, YZ_ROLE_WARNING, _("已保存，请核对%1$s：%2$s"), field ? yz_tr(field->label) : doubt->field,
                  doubt->rule);
}

static bool save(struct person_edit *p) {
    struct yz_findings errors = {0};
    struct yz_person changed;
    struct yz_session *s = yz_ui_session(p->ui);
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &errors);
    enum yz_status status = yz_findings_ok(&errors) ? yz_person_save(s, &changed, &errors) : YZ_REFUSED;
    if (!yz_findings_ok(&errors)) yz_form_show_findings(&p->form, &errors);
    else if (yz_ui_ok(p->ui, status)) {
        yz_drafts_drop(s, "person", p->record.id);
        yz_form_saved(&p->form);
        yz_ui_back(p->ui);
        yz_ui_changed(p->ui);
        say_saved(p->ui, &errors);
    }
    yz_findings_free(&errors);
    return true;
}

/* What a card tells goes into the form; nothing is saved yet. */
static void take_card(struct yz_ui *ui, void *state, const char *path) {
    struct person_edit *p = state;
    struct yz_findings f = {0}, doubts = {0};
    struct yz_id_card card;
    struct yz_person told;
    if (yz_ui_ok(ui, yz_id_card_read(path, &card, &f))) {
        gather(p, &told, &doubts);
        yz_id_card_fill(&card, &told);
        for (size_t i = 0; i < p->count; i++) {
            char text[YZ_FORM_TEXT] = "";
            value_of(yz_field_named(&yz_person_kind, p->fields[i].name), &told, text, sizeof text);
            yz_form_set(&p->form, p->fields[i].name, text);
        }
        left(p, &p->form, "");
        yz_form_show_findings(&p->form, &f);
        if (f.count) yz_ui_say(ui, YZ_ROLE_WARNING, _("已读身份证，请核对：%s"), f.all[0].rule);
        else yz_ui_say(ui, YZ_ROLE_GOOD, _("已读身份证，核对后 Ctrl-S 保存"));
    }
    yz_findings_free(&doubts);
    yz_findings_free(&f);
}

/* From the reader that this place has, else from the file that is named. */
static bool read_card(struct person_edit *p) {
    const char *reader = getenv("YIZHAN_CARD");
    if (reader && *reader) take_card(p->ui, p, reader);
    else yz_ui_ask_line(p->ui, _("身份证阅读器的文件或设备"), "", take_card);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct person_edit *p = state;
    if (in->request == YZ_REQ_NEW) return read_card(p);
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},          {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_NEW, N_("读身份证")}, {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_person_edit_screen = {
    .name = "person-edit",
    .title = N_("修改居民"),
    .help =
        N_("改好后 Ctrl-S 保存；每改一次记入日志，Ctrl-Z 可以撤销。离开一栏就存草稿。\n"
           "Ctrl-N 读身份证：阅读器的文字（256 字节）填进表单；从 YIZHAN_CARD 指的文件或设备读，没有设的写文件名。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct person_edit),
    .form = YZ_WHERE(struct person_edit, form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
