/* A question of a questionnaire as a form, or its head: title, days, target. */
#include "base/text.h"
#include "ui/match.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/surveys.h>

enum { NAME = 24 };

struct survey_edit {
    struct yz_record_form r;
    struct yz_survey_form form; /* of a question: what stands before it */
    char names[YZ_CHOICES][NAME];
    union {
        struct yz_record any;
        struct yz_survey survey;
        struct yz_question question;
    } record;
};

/* --- choices: a field each --- */

static int choice_at(const char *field) {
    return strncmp(field, "choice", 6) == 0 && field[6] >= '0' && field[6] <= '9' ? (int)strtol(field + 6, NULL, 10)
                                                                                  : 0;
}

static const char *choice(const struct yz_form *form, int at) {
    char name[NAME];
    snprintf(name, sizeof name, "choice%d", at);
    return at > 0 && at <= YZ_CHOICES ? yz_form_get(form, name) : "";
}

/* What had a name of its own keeps it; the others are named by their place, as on paper. */
static void gather_choices(struct survey_edit *p, struct yz_question *q, struct yz_findings *f) {
    char name[48], label[192], kept[48];
    size_t used = 0, count = 0;
    *q->choices = '\0';
    for (int i = 1; i <= YZ_CHOICES; i++) {
        const char *text = choice(&p->r.form, i);
        if (!*text) continue;
        bool named = yz_question_choice(&p->record.question, (size_t)i - 1, kept, label) &&
                     kept[strspn(kept, "0123456789")] != '\0';
        if (named) yz_copy(name, sizeof name, kept);
        else snprintf(name, sizeof name, "%zu", count + 1);
        int n = snprintf(q->choices + used, sizeof q->choices - used, "%s%s %s", used ? "\n" : "", name, text);
        if (n < 0 || (size_t)n >= sizeof q->choices - used) {
            q->choices[used] = '\0';
            yz_find_error(f, "choices", text, _("选项加起来太长"), _("写短一些，或分成两题"));
            return;
        }
        used += (size_t)n, count++;
    }
}

static void show_choices(struct survey_edit *p) {
    char name[48], label[192];
    for (size_t i = 0; i < YZ_CHOICES && yz_question_choice(&p->record.question, i, name, label); i++)
        yz_form_set(&p->r.form, p->names[i], label);
}

/* --- what is asked of which type --- */

static bool is(const char *type, const char *a, const char *b, const char *c) {
    return strcmp(type, a) == 0 || strcmp(type, b) == 0 || strcmp(type, c) == 0;
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    const struct survey_edit *p = ctx;
    if (p->r.kind->id != YZ_QUESTION) return true;
    const char *type = yz_form_get(form, "type");
    int at = choice_at(field);
    if (at) return is(type, "single", "many", "single") && (at <= 2 || *choice(form, at - 1) || *choice(form, at));
    if (is(field, "low", "high", "low")) return is(type, "scale", "number", "decimal");
    if (is(field, "required", "limit", "message")) return strcmp(type, "note") != 0;
    return true;
}

/* --- the skip rule: picked from what was answered before, or written --- */

static size_t answers_before(const struct survey_edit *p, const char *typed, struct yz_option *out, size_t max) {
    char name[48], label[192];
    size_t n = 0;
    for (size_t i = 0; i < p->form.count && p->form.questions[i].place < p->record.question.place; i++) {
        const struct yz_question *q = &p->form.questions[i];
        for (size_t k = 0; n < max && yz_question_choice(q, k, name, label); k++) {
            struct yz_option o = {0};
            int room =
                snprintf(o.value, sizeof o.value, "%s:%s=%s", q->type == YZ_ASK_MANY ? "has" : "is", q->name, name);
            snprintf(o.label, sizeof o.label, "%.40s", label);
            o.label[yz_utf8_cut(o.label, sizeof o.label - 1)] = '\0';
            snprintf(o.note, sizeof o.note, "%d %.60s", yz_question_number(&p->form, i), q->label);
            o.note[yz_utf8_cut(o.note, sizeof o.note - 1)] = '\0';
            if (room < (int)sizeof o.value && (!*typed || yz_matches(label, typed) || yz_matches(q->label, typed)))
                out[n++] = o;
        }
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    if (strcmp(field, "when") == 0) return answers_before(ctx, typed, out, max);
    return yz_record_form_options(ctx, form, field, typed, out, max);
}

/* "is:car=yes" into the rule's own words, which stand where they are kept. */
static void left(void *ctx, struct yz_form *form, const char *field) {
    char rule[192], picked[64];
    yz_copy(picked, sizeof picked, strcmp(field, "when") == 0 ? yz_form_get(form, "when") : "");
    char *name = strchr(picked, ':'), *value = name ? strchr(name, '=') : NULL;
    if (value) {
        *name++ = *value++ = '\0';
        bool many = strcmp(picked, "has") == 0;
        snprintf(rule, sizeof rule, many ? "selected(${%s}, '%s')" : "${%s} = '%s'", name, value);
        yz_form_set(form, "relevant", rule);
        yz_form_set(form, "when", "");
    }
    yz_record_form_left(ctx, form, field);
}

/* --- the form --- */

static const char *const head_fields[] = {"title", "key", "since", "until", "target", "anonymous", NULL};
static const char *const first_fields[] = {"label", "type", NULL};
static const char *const last_fields[] = {"low", "high", "required", "hint", NULL};
static const char *const rule_fields[] = {"relevant", "limit", "message", "section", "name", NULL};

static const struct yz_form_field when_field = {
    "when", N_("只问答了这项的"), YZ_EDIT_LOOKUP, NULL, N_("打字挑前面一题的一个选项，规则就写好；都问就空着"), 0, 64,
    NULL};

/* Rules may end in a quote, which a field of text is not to begin or end with. */
static bool is_rule(const char *name) {
    return is(name, "relevant", "limit", "limit");
}

static void add_fields(struct survey_edit *p, const char *const *names) {
    for (; *names; names++) {
        struct yz_form_field *f = yz_record_form_add_kind(&p->r, yz_field_named(p->r.kind, *names));
        if (is_rule(*names)) f->check = NULL, f->flags = YZ_FORM_QUOTES;
        if (strcmp(*names, "name") == 0) f->flags = 0, f->help = N_("英文字母开头，跳题规则用它；空着就自动编");
    }
}

static void add_choices(struct survey_edit *p) {
    static const char *const help = N_("选项的文字，一行一个；空着的不算");
    for (int i = 0; i < YZ_CHOICES; i++) {
        snprintf(p->names[i], NAME, "choice%d", i + 1);
        yz_record_form_add(
            &p->r, &(struct yz_form_field){
                       .name = p->names[i], .label = i ? N_("选项") : N_("第一个选项"), .help = help, .room = 190});
    }
}

static void make_fields(struct survey_edit *p) {
    if (p->r.kind->id == YZ_SURVEY) return add_fields(p, head_fields);
    add_fields(p, first_fields);
    add_choices(p);
    add_fields(p, last_fields);
    yz_record_form_add(&p->r, &when_field);
    add_fields(p, rule_fields);
}

/* --- saving --- */

static void gather(struct yz_record_form *r, void *out, struct yz_findings *f) {
    struct yz_question *q = out;
    yz_record_form_gather(r, out, f);
    if (r->kind->id != YZ_QUESTION) return;
    yz_copy(q->relevant, sizeof q->relevant, yz_form_get(&r->form, "relevant"));
    yz_copy(q->limit, sizeof q->limit, yz_form_get(&r->form, "limit"));
    gather_choices((struct survey_edit *)(void *)r, q, f);
}

static enum yz_status keep(struct yz_record_form *r, void *record, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(r->ui);
    if (r->kind->id == YZ_SURVEY) return yz_survey_edit(s, record, f);
    enum yz_status status = yz_survey_question_save(s, record, f);
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->all[i].field, "choices") == 0) yz_copy(f->all[i].field, sizeof f->all[i].field, "choice1");
    return status;
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    const struct yz_question *q = record;
    if (r->kind->id == YZ_SURVEY) return yz_record_form_back(r, f);
    yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    yz_ui_say(r->ui, YZ_ROLE_GOOD, _("已保存这道题，排在第 %d 个；Ctrl-N 接着加"), (int)q->place);
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = left, .visible = visible}, .gather = gather, .save = keep, .saved = saved};

/* --- opening --- */

static enum yz_status read_record(struct survey_edit *p, const struct yz_target *t) {
    struct yz_session *s = yz_ui_session(p->r.ui);
    bool head = t->kind == YZ_SURVEY && !*t->key;
    p->r.kind = head ? &yz_survey_kind : &yz_question_kind;
    p->r.draft = head ? "survey-head" : t->kind == YZ_SURVEY ? "survey-question:new" : "survey-question";
    if (head) return yz_record_get(s, YZ_SURVEY, t->id, &p->record.survey);
    struct yz_question q = {.survey = t->id};
    enum yz_status status = t->kind == YZ_QUESTION ? yz_record_get(s, YZ_QUESTION, t->id, &q) : YZ_OK;
    if (status == YZ_OK) status = yz_survey_load(s, q.survey, &p->form);
    if (status == YZ_OK && !q.id) {
        q.place = strtoll(t->extra, NULL, 10);
        if (q.place < 1 || q.place > (int64_t)p->form.count) q.place = (int64_t)p->form.count + 1;
    }
    p->record.question = q;
    return status;
}

/* Ends that are not set are no zeroes. */
static void empty_ends(struct survey_edit *p) {
    if (p->r.kind->id != YZ_QUESTION || p->record.question.low || p->record.question.high) return;
    yz_form_set(&p->r.form, "low", "");
    yz_form_set(&p->r.form, "high", "");
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct survey_edit *p = state;
    p->r = (struct yz_record_form){.ui = ui, .record = &p->record, .use = &use, .draft_of = target->id};
    enum yz_status status = read_record(p, target);
    p->r.draft_version = p->record.any.version;
    if (status == YZ_OK) make_fields(p), status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return yz_survey_form_free(&p->form), status;
    if (p->r.kind->id == YZ_QUESTION) show_choices(p);
    empty_ends(p);
    yz_record_form_offer_draft(&p->r, _("有 %s 没填完的草稿"), _("接着填"));
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    yz_survey_form_free(&((struct survey_edit *)state)->form);
    yz_record_form_close(ui, state);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct survey_edit *p = state;
    (void)ui;
    if (p->r.kind->id == YZ_SURVEY) snprintf(out, room, "%s %s", _("修改"), p->record.survey.title);
    else
        snprintf(out, room, _("%1$s %2$s 第 %3$d 个"), p->form.survey.title, p->record.any.id ? _("修改") : _("加题"),
                 (int)p->record.question.place);
}

const struct yz_screen yz_survey_edit_screen = {
    .name = "survey-edit",
    .title = N_("问卷题目"),
    .help =
        N_("一道题：题目、题型、选项一行一个；量表和数字写两头。只问一部分人的，在“只问答了这项的”挑前面一题的选项，\n"
           "或在跳题规则里写，如 ${q1} <= 2。离开一栏就存草稿，Ctrl-S 保存，Ctrl-Z 可以撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct survey_edit),
    .form = YZ_WHERE(struct survey_edit, r.form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = yz_record_form_paint,
    .input = yz_record_form_input,
    .hints = yz_record_form_hints,
};
