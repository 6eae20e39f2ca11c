/* The forms of a small improvement: a new one or its fields (no key), a step of it (its key), what is given ("gift"). */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/form_draft.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/registry.h>

enum { FIELDS = 20 };

struct improvement_edit {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    bool steps;
    enum yz_improvement_step step;
    struct yz_improvement im; /* as read, or as it begins */
    struct yz_gift gift;
    struct yz_form_field fields[FIELDS];
    size_t count;
    char draft[64];
    struct yz_form form;
};

/* Of a new one; the record has no such field, a link has. */
static const struct yz_form_field need_field = {
    "need", N_("回应的需求"), YZ_EDIT_LOOKUP, NULL, N_("打需求里的字挑选；以后还可以再加"), 0, 0, NULL};

static void *record(struct improvement_edit *p) {
    return p->kind->id == YZ_GIFT ? (void *)&p->gift : &p->im;
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct improvement_edit *p = ctx;
    struct improvement_edit scratch = {.im = p->im, .gift = p->gift, .kind = p->kind};
    const struct yz_field *field = yz_field_named(p->kind, name);
    if (field && yz_field_set(field, record(&scratch), text, false, f))
        yz_kind_form_value(field, record(&scratch), text, room);
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct improvement_edit *p = ctx;
    const struct yz_field *f = yz_field_named(p->kind, field);
    (void)form;
    return yz_lookup(yz_ui_session(p->ui), f ? yz_kind_named(f->of)->id : YZ_NEED, typed, out, max);
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct improvement_edit *p = ctx;
    (void)field;
    yz_form_draft_write(p->ui, form, p->draft, p->im.id);
}

static const struct yz_form_events events = {.options = options, .left = left};

/* --- the form --- */

/* What a step sets is corrected here only after the step. */
static bool asked(const struct improvement_edit *p, const struct yz_field *f) {
    static const char *const of_steps[] = {"word_of", "word_name", "word", "word_on", "reason"};
    static const char *const of_the_end[] = {"finished", "cost", "payer", "after"};
    bool begun = p->im.started != 0, ended = p->im.finished != 0;
    if (f->flags & YZ_DERIVED) return false;
    if (p->kind->id == YZ_GIFT) return true;
    for (size_t i = 0; i < sizeof of_steps / sizeof *of_steps; i++)
        if (strcmp(f->column, of_steps[i]) == 0) return false;
    for (size_t i = 0; i < sizeof of_the_end / sizeof *of_the_end; i++)
        if (strcmp(f->column, of_the_end[i]) == 0) return ended;
    return begun || strcmp(f->column, "started") != 0;
}

static void add_field(struct improvement_edit *p, const struct yz_field *f) {
    if (p->count == FIELDS) return;
    p->fields[p->count] = yz_kind_form_field(f, check_field);
    p->fields[p->count++].flags =
        0; /* what is missing is told when it is saved: much may come from a need or an offer */
}

static void make_fields(struct improvement_edit *p) {
    if (p->steps) {
        for (const char *const *name = yz_improvement_step_fields(p->step); *name; name++)
            add_field(p, yz_field_named(p->kind, *name));
        return;
    }
    if (!p->im.id) p->fields[p->count++] = need_field;
    for (size_t i = 0; i < p->kind->count; i++)
        if (asked(p, &p->kind->fields[i])) add_field(p, &p->kind->fields[i]);
}

/* Days that are usually today's; a word is a new one each time. */
static void begin_step(struct improvement_edit *p) {
    if (p->step == YZ_STEP_START) p->im.started = yz_today();
    if (p->step == YZ_STEP_FINISH) p->im.finished = yz_today();
    if (p->step != YZ_STEP_CONFIRM) return;
    p->im.word_of = 0;
    *p->im.word_name = *p->im.word = '\0';
    p->im.word_on = yz_today();
}

static void put(void *ctx, const char *name, const char *value) {
    struct improvement_edit *p = ctx;
    yz_kind_form_put(yz_ui_session(p->ui), &p->form, name, value);
}

static void put_record(struct improvement_edit *p) {
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        const struct yz_field *f = yz_field_named(p->kind, p->fields[i].name);
        if (!f) continue;
        bool number = f->type == YZ_INT || f->type == YZ_MONEY || f->type == YZ_REF;
        if (number && !*(const int64_t *)(const void *)((const char *)record(p) + f->offset)) continue;
        yz_kind_form_value(f, record(p), text, sizeof text);
        put(p, f->column, text);
    }
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct improvement_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), p->draft, p->im.id, 0, put, p, &at));
}

static void offer_draft(struct improvement_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    yz_drafts_read(yz_ui_session(p->ui), p->draft, p->im.id, 0, NULL, NULL, &at);
    if (!at) return;
    snprintf(question, sizeof question, _("有 %s 没填完的草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着填"), take_draft);
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct improvement_edit *p = state;
    enum yz_status status = YZ_OK;
    p->ui = ui;
    p->kind = strcmp(target->key, "gift") == 0 ? &yz_gift_kind : &yz_improvement_kind;
    p->steps = yz_improvement_step_named(target->key, &p->step);
    snprintf(p->draft, sizeof p->draft, *target->key ? "improvement:%s" : "improvement", target->key);
    if (target->id) status = yz_record_get(yz_ui_session(ui), YZ_IMPROVEMENT, target->id, &p->im);
    if (status == YZ_OK && p->steps && !yz_improvement_step_open(p->im.state, p->step))
        status = yz_fail(YZ_REFUSED, _("现在是%1$s，不能%2$s"), yz_code_label("improvement_state", p->im.state),
                         yz_improvement_step_label(p->step));
    if (status != YZ_OK) return status;
    if (p->steps) begin_step(p);
    p->gift.improvement = p->im.id;
    make_fields(p);
    status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    if (status != YZ_OK) return status;
    put_record(p);
    if (*target->extra) put(p, "need", target->extra);
    offer_draft(p);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct improvement_edit *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct improvement_edit *p = state;
    (void)ui;
    const char *what = p->steps                 ? yz_improvement_step_label(p->step)
                       : p->kind->id == YZ_GIFT ? yz_tr(p->kind->label)
                       : p->im.id               ? _("修改")
                                                : _("新小转变");
    snprintf(out, room, "%s%s%s", what, p->im.id ? " " : "", p->im.number);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct improvement_edit *)state)->form, area, true);
}

/* --- saving --- */

static void gather(const struct improvement_edit *p, struct improvement_edit *to, struct yz_findings *f) {
    *to = (struct improvement_edit){.kind = p->kind, .im = p->im, .gift = p->gift};
    for (size_t i = 0; i < p->count; i++) {
        const struct yz_field *field = yz_field_named(p->kind, p->fields[i].name);
        if (field) yz_field_set(field, record(to), yz_form_get(&p->form, field->column), false, f);
    }
}

static enum yz_status keep(struct improvement_edit *p, struct improvement_edit *to, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_kind_id kind;
    int64_t need = 0;
    if (p->kind->id == YZ_GIFT) return yz_improvement_give(s, &to->gift, f);
    if (p->steps) return yz_improvement_do(s, &to->im, p->step, f);
    bool named = !p->im.id && yz_ref_parse(yz_form_get(&p->form, "need"), &kind, &need);
    return yz_improvement_save(s, &to->im, &need, named, f);
}

static void saved(struct improvement_edit *p, const struct yz_improvement *im) {
    yz_form_draft_drop(p->ui, p->draft, p->im.id);
    yz_form_saved(&p->form);
    if (!p->im.id) yz_ui_replace(p->ui, &YZ_TARGET("improvement", YZ_IMPROVEMENT, im->id));
    else yz_ui_back(p->ui);
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已保存"));
}

static bool save(struct improvement_edit *p) {
    struct yz_findings f = {0};
    struct improvement_edit changed;
    enum yz_status status = YZ_REFUSED;
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &f);
    if (yz_findings_ok(&f)) status = keep(p, &changed, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    else if (yz_ui_ok(p->ui, status)) saved(p, &changed.im);
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct improvement_edit *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_improvement_edit_screen = {
    .name = "improvement-edit",
    .title = N_("登记小转变"),
    .help = N_(
        "提出：挑一条它回应的需求，做什么、在哪里可以空着，照需求填；也可以自己写。\n"
        "每一步要写的在各自的表单里：安排写怎么做、几天、谁来做；完工写现在怎样、花了多少、谁出的；居民认可写谁说的。\n"
        "离开一栏就存草稿，Ctrl-S 保存，Ctrl-Z 可以撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct improvement_edit),
    .form = YZ_WHERE(struct improvement_edit, form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
