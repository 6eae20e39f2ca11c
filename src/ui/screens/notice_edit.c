/* 准备公示: the form of a notice, or of what came in about one, made from the table of the kind. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/form_draft.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/notices.h>
#include <yizhan/registry.h>

enum { FIELDS = 12 };

union record {
    struct yz_record any;
    struct yz_notice notice;
    struct yz_feedback feedback;
};

struct notice_edit {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    int64_t
        about; /* of the draft: the notice that is replaced; of feedback itself when it is answered, else its notice */
    union record record;
    struct yz_form_field fields[FIELDS];
    size_t count;
    struct yz_form form;
};

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct notice_edit *p = ctx;
    const struct yz_field *field = yz_field_named(p->kind, name);
    union record scratch = p->record;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_kind_form_value(field, &scratch, text, room);
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct notice_edit *p = ctx;
    (void)form;
    return yz_lookup(yz_ui_session(p->ui), yz_kind_named(yz_field_named(p->kind, field)->of)->id, typed, out, max);
}

static const char *draft_form(const struct notice_edit *p) {
    return p->record.any.id ? "feedback-answer" : p->kind->name;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct notice_edit *p = ctx;
    (void)field;
    yz_form_draft_write(p->ui, form, draft_form(p), p->about);
}

static const struct yz_form_events events = {.options = options, .left = left};

static void make_fields(struct notice_edit *p) {
    for (size_t i = 0; i < p->kind->count && p->count < FIELDS; i++) {
        const struct yz_field *f = &p->kind->fields[i];
        if (f->flags & YZ_DERIVED || strcmp(f->column, "replaces") == 0) continue;
        p->fields[p->count++] = yz_kind_form_field(f, check_field);
    }
}

/* Anew: all three lists, of the whole community; to replace one, what that one was about. */
static enum yz_status read_notice(struct notice_edit *p) {
    struct yz_notice *n = &p->record.notice, old;
    *n = (struct yz_notice){.needs = true, .services = true, .resources = true};
    if (!p->about) return YZ_OK;
    enum yz_status status = yz_record_get(yz_ui_session(p->ui), YZ_NOTICE, p->about, &old);
    if (status != YZ_OK) return status;
    *n = (struct yz_notice){.needs = old.needs,
                            .services = old.services,
                            .resources = old.resources,
                            .since = old.since,
                            .until = old.until,
                            .grid = old.grid,
                            .replaces = old.id};
    return YZ_OK;
}

static enum yz_status read_record(struct notice_edit *p, const struct yz_target *target) {
    p->about = target->id;
    p->kind = target->kind == YZ_FEEDBACK || strcmp(target->key, "feedback") == 0 ? &yz_feedback_kind : &yz_notice_kind;
    if (p->kind->id == YZ_NOTICE) return read_notice(p);
    if (target->kind == YZ_FEEDBACK) return yz_record_get(yz_ui_session(p->ui), YZ_FEEDBACK, target->id, &p->record);
    p->record.feedback = (struct yz_feedback){.notice = target->id};
    return YZ_OK;
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct notice_edit *p = state;
    p->ui = ui;
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    make_fields(p);
    status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        const struct yz_field *f = yz_field_named(p->kind, p->fields[i].name);
        if (f->type != YZ_INT || p->record.any.id) yz_kind_form_value(f, &p->record, text, sizeof text);
        yz_kind_form_put(yz_ui_session(ui), &p->form, f->column, text);
    }
    yz_form_draft_read(ui, &p->form, draft_form(p), p->about);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct notice_edit *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct notice_edit *p = state;
    char title[192];
    bool notice = p->kind->id == YZ_NOTICE;
    int64_t of = notice ? p->about : p->record.feedback.notice;
    yz_record_title(yz_ui_session(ui), YZ_NOTICE, of, false, title, sizeof title);
    snprintf(out, room, "%s %s", notice ? of ? _("替换公示") : _("准备公示") : _("公示反馈"), title);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct notice_edit *)state)->form, area, true);
}

static void gather(const struct notice_edit *p, union record *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++)
        yz_field_set(yz_field_named(p->kind, p->fields[i].name), out, yz_form_get(&p->form, p->fields[i].name), false,
                     f);
}

/* A notice is looked at before it goes out; its form stays a draft until then. */
static enum yz_status look(struct notice_edit *p, const struct yz_notice *want, struct yz_findings *f) {
    struct yz_notice_draft d;
    enum yz_status status = yz_notice_prepare(yz_ui_session(p->ui), want, &d, f);
    if (status != YZ_OK) return status;
    yz_notice_draft_free(&d);
    left(p, &p->form, NULL);
    return yz_ui_open(p->ui, &YZ_TARGET("notice-preview", YZ_NOTICE, p->about));
}

static enum yz_status keep(struct notice_edit *p, struct yz_feedback *b, struct yz_findings *f) {
    enum yz_status status = yz_feedback_save(yz_ui_session(p->ui), b, f);
    if (status != YZ_OK) return status;
    yz_form_draft_drop(p->ui, draft_form(p), p->about);
    yz_form_saved(&p->form);
    yz_ui_back(p->ui);
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已保存"));
    return YZ_OK;
}

static bool save(struct notice_edit *p) {
    struct yz_ui *ui = p->ui;
    struct yz_findings f = {0};
    union record changed;
    enum yz_status status = YZ_REFUSED;
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &f);
    if (yz_findings_ok(&f))
        status = p->kind->id == YZ_NOTICE ? look(p, &changed.notice, &f) : keep(p, &changed.feedback, &f);
    if (status != YZ_OK && !yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    else yz_ui_ok(ui, status);
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct notice_edit *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_notice_edit_screen = {
    .name = "notice-edit",
    .title = N_("准备公示"),
    .help = N_("选哪几张清单、哪些天提出的需求、哪个网格、公示哪几天；空着的按规定。Ctrl-S 去看这一份，看好再发。\n"
               "反馈也在这里填：对哪一条、说什么、怎么答复。离开一栏就存草稿。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct notice_edit),
    .form = YZ_WHERE(struct notice_edit, form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
