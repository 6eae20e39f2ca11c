/* 准备公示: the form of a notice, or of what came in about one, made from the table of the kind. */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/notices.h>
#include <yizhan/registry.h>

union record {
    struct yz_record any;
    struct yz_notice notice;
    struct yz_feedback feedback;
};

/* Its draft_of: the notice that is replaced; of feedback itself when it is answered, else its notice. */
struct notice_edit {
    struct yz_record_form r;
    union record record;
};

static void make_fields(struct yz_record_form *r) {
    for (size_t i = 0; i < r->kind->count; i++) {
        const struct yz_field *f = &r->kind->fields[i];
        if (f->flags & YZ_DERIVED || strcmp(f->column, "replaces") == 0) continue;
        yz_record_form_add_kind(r, f);
    }
}

/* Anew: all three lists, of the whole community; to replace one, what that one was about. */
static enum yz_status read_notice(struct notice_edit *p) {
    struct yz_notice *n = &p->record.notice, old;
    *n = (struct yz_notice){.needs = true, .services = true, .resources = true, .matches = true};
    if (!p->r.draft_of) return YZ_OK;
    enum yz_status status = yz_record_get(yz_ui_session(p->r.ui), YZ_NOTICE, p->r.draft_of, &old);
    if (status != YZ_OK) return status;
    *n = (struct yz_notice){.needs = old.needs,
                            .services = old.services,
                            .resources = old.resources,
                            .matches = old.matches,
                            .since = old.since,
                            .until = old.until,
                            .grid = old.grid,
                            .replaces = old.id};
    return YZ_OK;
}

static enum yz_status read_record(struct notice_edit *p, const struct yz_target *target) {
    bool feedback = target->kind == YZ_FEEDBACK || strcmp(target->key, "feedback") == 0;
    p->r.kind = feedback ? &yz_feedback_kind : &yz_notice_kind;
    if (!feedback) return read_notice(p);
    if (target->kind == YZ_FEEDBACK) return yz_record_get(yz_ui_session(p->r.ui), YZ_FEEDBACK, target->id, &p->record);
    p->record.feedback = (struct yz_feedback){.notice = target->id};
    return YZ_OK;
}

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    return yz_feedback_save(yz_ui_session(r->ui), record, f);
}

static const struct yz_record_use use = {.events = {.options = yz_record_form_options, .left = yz_record_form_left},
                                         .save = save};

/* The draft is what is being prepared: taken without a question. */
static void take(void *ctx, const char *name, const char *value) {
    yz_record_form_put(ctx, name, value);
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct notice_edit *p = state;
    yz_moment at;
    p->r = (struct yz_record_form){.ui = ui, .record = &p->record, .use = &use, .draft_of = target->id};
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    p->r.draft = p->record.any.id ? "feedback-answer" : p->r.kind->name;
    make_fields(&p->r);
    status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    if (p->r.kind->id == YZ_FEEDBACK && !p->record.feedback.line) yz_form_set(&p->r.form, "line", "");
    yz_drafts_read(yz_ui_session(ui), p->r.draft, p->r.draft_of, take, &p->r, &at);
    if (p->r.kind->id == YZ_FEEDBACK && p->record.any.id) yz_form_focus(&p->r.form, "answer");
    return YZ_OK;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct notice_edit *p = state;
    char title[192];
    bool notice = p->r.kind->id == YZ_NOTICE;
    int64_t of = notice ? p->r.draft_of : p->record.feedback.notice;
    yz_record_title(yz_ui_session(ui), YZ_NOTICE, of, false, title, sizeof title);
    snprintf(out, room, "%s %s", notice ? of ? _("替换公示") : _("准备公示") : _("公示反馈"), title);
}

/* A notice is looked at before it goes out; its form stays a draft until then. */
static enum yz_status look(struct notice_edit *p, struct yz_findings *f) {
    struct yz_notice want;
    struct yz_notice_draft d;
    yz_record_form_typed(&p->r, &want, f);
    if (!yz_findings_ok(f)) return YZ_REFUSED;
    enum yz_status status = yz_notice_prepare(yz_ui_session(p->r.ui), &want, &d, f);
    if (status != YZ_OK) return status;
    yz_notice_draft_free(&d);
    yz_record_form_left(&p->r, &p->r.form, NULL);
    return yz_ui_open(p->r.ui, &YZ_TARGET("notice-preview", YZ_NOTICE, p->r.draft_of));
}

static bool go_on(struct notice_edit *p) {
    struct yz_findings f = {0};
    if (!yz_form_check(&p->r.form)) return true;
    enum yz_status status = look(p, &f);
    if (status != YZ_OK && !yz_findings_ok(&f)) yz_form_show_findings(&p->r.form, &f);
    else yz_ui_ok(p->r.ui, status);
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct notice_edit *p = state;
    if (p->r.kind->id != YZ_NOTICE) return yz_record_form_input(ui, state, in);
    if (yz_form_input(&p->r.form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? go_on(p) : false;
}

const struct yz_screen yz_notice_edit_screen = {
    .name = "notice-edit",
    .title = N_("准备公示"),
    .help = N_("选哪几张清单、哪些天提出的需求、哪个网格、公示哪几天；空着的按规定。Ctrl-S 去看这一份，看好再发。\n"
               "反馈也在这里填：对哪一条、说什么、怎么答复。离开一栏就存草稿。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct notice_edit),
    .form = YZ_WHERE(struct notice_edit, r.form),
    .open = open_edit,
    .close = yz_record_form_close,
    .headline = headline,
    .paint = yz_record_form_paint,
    .input = input,
    .hints = yz_record_form_hints,
};
