/* The forms of a small improvement: a new one or its fields (no key), a step of it (its key), what is given ("gift"). */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/registry.h>

struct improvement_edit {
    struct yz_record_form r;
    bool steps;
    enum yz_improvement_step step;
    struct yz_improvement im; /* as read, or as it begins */
    struct yz_gift gift;
    char draft[64];
};

/* Of a new one; the record has no such field, a link has. */
static const struct yz_form_field need_field = {
    "need", N_("回应的需求"), YZ_EDIT_LOOKUP, NULL, N_("打需求里的字挑选；以后还可以再加"), 0, 0, NULL};

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    const struct improvement_edit *p = ctx;
    if (strcmp(field, need_field.name) == 0) return yz_lookup(yz_ui_session(p->r.ui), YZ_NEED, typed, out, max);
    return yz_record_form_options(ctx, form, field, typed, out, max);
}

/* --- the form --- */

/* What a step sets is corrected here only after the step. */
static bool asked(const struct improvement_edit *p, const struct yz_field *f) {
    static const char *const of_steps[] = {"word_of", "word_name", "word", "word_on", "reason"};
    static const char *const of_the_end[] = {"finished", "cost", "payer", "after"};
    bool begun = p->im.started != 0, ended = p->im.finished != 0;
    if (f->flags & YZ_DERIVED) return false;
    if (p->r.kind->id == YZ_GIFT) return true;
    for (size_t i = 0; i < sizeof of_steps / sizeof *of_steps; i++)
        if (strcmp(f->column, of_steps[i]) == 0) return false;
    for (size_t i = 0; i < sizeof of_the_end / sizeof *of_the_end; i++)
        if (strcmp(f->column, of_the_end[i]) == 0) return ended;
    return begun || strcmp(f->column, "started") != 0;
}

/* What is missing is told when it is saved: much may come from a need or an offer. */
static void add_field(struct improvement_edit *p, const struct yz_field *f) {
    yz_record_form_add_kind(&p->r, f)->flags = 0;
}

static void make_fields(struct improvement_edit *p) {
    if (p->steps) {
        for (const char *const *name = yz_improvement_step_fields(p->step); *name; name++)
            add_field(p, yz_field_named(p->r.kind, *name));
        return;
    }
    if (!p->im.id) yz_record_form_add(&p->r, &need_field);
    for (size_t i = 0; i < p->r.kind->count; i++)
        if (asked(p, &p->r.kind->fields[i])) add_field(p, &p->r.kind->fields[i]);
}

/* Days that are usually today's; a word and a reason are new ones each time. */
static void begin_step(struct improvement_edit *p) {
    if (p->step == YZ_IMPROVE_START) p->im.started = yz_today();
    if (p->step == YZ_IMPROVE_FINISH) p->im.finished = yz_today();
    if (p->step == YZ_IMPROVE_REOPEN || p->step == YZ_IMPROVE_DROP) *p->im.reason = '\0';
    if (p->step != YZ_IMPROVE_CONFIRM) return;
    p->im.word_of = 0;
    *p->im.word_name = *p->im.word = '\0';
    p->im.word_on = yz_today();
}

/* Numbers are told, never proposed. */
static void empty_numbers(struct improvement_edit *p) {
    for (size_t i = 0; i < p->r.count; i++) {
        const struct yz_field *f = yz_field_named(p->r.kind, p->r.fields[i].name);
        bool number = f && (f->type == YZ_INT || f->type == YZ_MONEY);
        if (number && !*(const int64_t *)(const void *)((const char *)p->r.record + f->offset))
            yz_form_set(&p->r.form, f->column, "");
    }
}

/* --- saving --- */

static enum yz_status keep(struct yz_record_form *r, void *record, struct yz_findings *f) {
    struct improvement_edit *p = (void *)r;
    struct yz_session *s = yz_ui_session(r->ui);
    enum yz_kind_id kind;
    int64_t need = 0;
    if (r->kind->id == YZ_GIFT) return yz_improvement_give(s, record, f);
    if (p->steps) return yz_improvement_do(s, record, p->step, f);
    bool named = !p->im.id && yz_ref_parse(yz_form_get(&r->form, need_field.name), &kind, &need);
    return yz_improvement_save(s, record, &need, named, f);
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    struct improvement_edit *p = (void *)r;
    (void)f;
    if (!p->im.id)
        yz_ui_replace(r->ui, &YZ_TARGET("improvement", YZ_IMPROVEMENT, ((const struct yz_record *)record)->id));
    else yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    yz_ui_say(r->ui, YZ_ROLE_GOOD, _("已保存"));
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = yz_record_form_left}, .save = keep, .saved = saved};

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct improvement_edit *p = state;
    bool gift = strcmp(target->key, "gift") == 0;
    enum yz_status status = YZ_OK;
    p->steps = yz_improvement_step_named(target->key, &p->step);
    snprintf(p->draft, sizeof p->draft, *target->key ? "improvement:%s" : "improvement", target->key);
    p->r = (struct yz_record_form){.ui = ui,
                                   .kind = gift ? &yz_gift_kind : &yz_improvement_kind,
                                   .record = gift ? (void *)&p->gift : &p->im,
                                   .use = &use,
                                   .draft = p->draft,
                                   .draft_of = target->id};
    if (target->id) status = yz_record_get(yz_ui_session(ui), YZ_IMPROVEMENT, target->id, &p->im);
    if (status == YZ_OK && p->steps && !yz_improvement_step_open(p->im.state, p->step))
        status = yz_fail(YZ_REFUSED, _("现在是%1$s，不能%2$s"), yz_code_label("improvement_state", p->im.state),
                         yz_improvement_step_label(p->step));
    if (status != YZ_OK) return status;
    if (p->steps) begin_step(p);
    p->gift.improvement = p->im.id;
    make_fields(p);
    status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    empty_numbers(p);
    if (*target->extra) yz_record_form_put(&p->r, need_field.name, target->extra);
    if (!gift && !p->steps) yz_form_focus(&p->r.form, "name"); /* what is done, before which need it answers */
    yz_record_form_offer_draft(&p->r, _("有 %s 没填完的草稿"), _("接着填"));
    return YZ_OK;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct improvement_edit *p = state;
    (void)ui;
    const char *what = p->steps                   ? yz_improvement_step_label(p->step)
                       : p->r.kind->id == YZ_GIFT ? yz_tr(p->r.kind->label)
                       : p->im.id                 ? _("修改")
                                                  : _("新小转变");
    snprintf(out, room, "%s%s%s", what, p->im.id ? " " : "", p->im.number);
}

const struct yz_screen yz_improvement_edit_screen = {
    .name = "improvement-edit",
    .title = N_("登记小转变"),
    .help = N_(
        "提出：挑一条它回应的需求，做什么、在哪里可以空着，照需求填；也可以自己写。\n"
        "每一步要写的在各自的表单里：安排写怎么做、几天、谁来做；完工写现在怎样、花了多少、谁出的；居民认可写谁说的。\n"
        "离开一栏就存草稿，Ctrl-S 保存，Ctrl-Z 可以撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct improvement_edit),
    .form = YZ_WHERE(struct improvement_edit, r.form),
    .open = open_edit,
    .close = yz_record_form_close,
    .headline = headline,
    .paint = yz_record_form_paint,
    .input = yz_record_form_input,
    .hints = yz_record_form_hints,
};
