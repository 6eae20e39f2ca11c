/* The form of a service: first the household by any clue, then the form its definition file describes, with what follows
 * from it beside it. Saving opens the receipt. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/outcome.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/intake.h>

enum { WIDE = 104, PANEL_WIDTH = 44, PANEL_ROWS = 6, FIELDS = YZ_ITEM_FIELDS + 3 };

struct service {
    struct yz_ui *ui;
    char key[48];
    struct yz_prompt prompt;
    bool asking; /* for the household */
    struct yz_intake *intake;
    struct yz_form_field fields[FIELDS];
    size_t count;
    struct yz_form form;
    bool form_open;
    struct yz_outcome outcome;
    char name[96], address[160];
    yz_moment draft_at;
};

/* --- the household --- */

static enum yz_status households(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct service *v = ctx;
    return yz_search(yz_ui_session(v->ui), text, YZ_HITS(YZ_HIT_HOUSEHOLD), out, max, count);
}

/* --- form fields from the item's --- */

static enum yz_editor editor_of(enum yz_answer_type type) {
    switch (type) {
    case YZ_ANSWER_CODE:
    case YZ_ANSWER_CHOICE: return YZ_EDIT_CHOICE;
    case YZ_ANSWER_DATE: return YZ_EDIT_DAY;
    case YZ_ANSWER_MOMENT: return YZ_EDIT_MOMENT;
    case YZ_ANSWER_NUMBER: return YZ_EDIT_NUMBER;
    case YZ_ANSWER_MONEY: return YZ_EDIT_MONEY;
    case YZ_ANSWER_MEMBER: return YZ_EDIT_LOOKUP;
    case YZ_ANSWER_CONSENT: return YZ_EDIT_FLAG;
    default: return YZ_EDIT_TEXT;
    }
}

/* The intake knows the field's rule: it checks and gives the normal form back. */
static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct service *v = ctx;
    if (yz_intake_set(v->intake, name, text, f)) yz_copy(text, room, yz_intake_get(v->intake, name));
}

static void add_field(struct service *v, const struct yz_item_field *f) {
    v->fields[v->count++] = (struct yz_form_field){
        .name = f->key,
        .label = yz_item_field_label(f),
        .editor = editor_of(f->type),
        .of = f->type == YZ_ANSWER_CODE ? f->of : NULL,
        .help = yz_item_field_help(f),
        .flags = f->flags & YZ_ANSWER_REQUIRED ? YZ_FORM_REQUIRED : 0,
        .room = YZ_INTAKE_VALUE,
        .check = check_field,
    };
}

/* Filled in already: worked out by the program, or with a usual value. */
static bool settled(const struct yz_item_field *f) {
    return (f->flags & YZ_ANSWER_DERIVED) || *f->initial;
}

/* What must be typed comes first, then the papers, then what is settled and only sometimes changed. */
static void make_fields(struct service *v) {
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
        (struct yz_form_field){.name = "settled", .label = _("已经填好，不对可以改"), .editor = YZ_EDIT_HEADING};
    if (v->count == typed + 1) v->count = typed;
}

/* --- what the form asks --- */

static void option(struct yz_option *o, const char *value, const char *label, const char *note) {
    yz_copy(o->value, sizeof o->value, value);
    yz_copy(o->label, sizeof o->label, label);
    yz_copy(o->note, sizeof o->note, note);
}

static size_t paper_options(const struct yz_item *item, struct yz_option *out, size_t max) {
    size_t n = 0;
    for (; n < item->paper_count && n < max; n++)
        option(&out[n], item->papers[n].key, yz_item_paper_name(&item->papers[n]), item->papers[n].note);
    return n;
}

/* Guardians whose name or relation begins with or holds what is typed; all for nothing typed. */
static size_t guardian_options(struct service *v, const char *typed, struct yz_option *out, size_t max) {
    const struct yz_guardian *all;
    size_t count = yz_intake_guardians(v->intake, &all), n = 0;
    for (size_t i = 0; i < count && n < max; i++) {
        char note[96];
        if (*typed && !strstr(all[i].name, typed) && !strstr(all[i].relation, typed)) continue;
        snprintf(note, sizeof note, _("%1$s %2$d 岁 %3$s"), all[i].relation, all[i].age, all[i].phone);
        option(&out[n++], all[i].ref, all[i].name, note);
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct service *v = ctx;
    const struct yz_item *item = yz_intake_item(v->intake);
    const struct yz_item_field *f = yz_item_field(item, field);
    size_t n = 0;
    (void)form;
    if (strcmp(field, "papers") == 0) return paper_options(item, out, max);
    if (f && f->type == YZ_ANSWER_MEMBER) return guardian_options(v, typed, out, max);
    for (; f && n < YZ_ITEM_OPTIONS && n < max && *f->options[n].key; n++)
        option(&out[n], f->options[n].key, yz_item_option_label(&f->options[n]), "");
    return n;
}

static void work_out(struct service *v) {
    struct yz_findings ignored = {0};
    yz_intake_check(v->intake, &v->outcome, &ignored);
    yz_findings_free(&ignored);
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct service *v = ctx;
    yz_intake_set(v->intake, field, yz_form_get(form, field), NULL);
    yz_ui_ok(v->ui, yz_intake_draft_write(v->intake));
    work_out(v);
}

/* Ticks show at once what is still missing. */
static void typed(void *ctx, struct yz_form *form, const char *field) {
    struct service *v = ctx;
    if (strcmp(field, "papers") != 0) return;
    yz_intake_set(v->intake, field, yz_form_get(form, field), NULL);
    work_out(v);
}

static const struct yz_form_events events = {.options = options, .left = left, .typed = typed};

/* The intake's values into the form. */
static void fill(struct service *v) {
    const struct yz_item *item = yz_intake_item(v->intake);
    for (size_t i = 0; i < v->count; i++) {
        const char *name = v->fields[i].name;
        const struct yz_item_field *f = yz_item_field(item, name);
        char shown[YZ_INTAKE_VALUE];
        if (f && (f->type == YZ_ANSWER_MEMBER || f->type == YZ_ANSWER_CHOICE))
            yz_form_set_option(&v->form, name, yz_intake_get(v->intake, name),
                               yz_intake_show(v->intake, name, shown, sizeof shown));
        else yz_form_set(&v->form, name, yz_intake_get(v->intake, name));
    }
    work_out(v);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct service *v = state;
    (void)answer;
    if (yz_ui_ok(ui, yz_intake_draft_take(v->intake))) fill(v);
}

static void offer_draft(struct service *v) {
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_intake_draft_find(v->intake, &v->draft_at) != YZ_OK || !v->draft_at) return;
    snprintf(question, sizeof question, _("这一户有 %s 没填完的草稿"), yz_moment_text(v->draft_at, when));
    yz_ui_ask(v->ui, question, _("接着填"), take_draft);
}

static enum yz_status begin(struct service *v, int64_t household, int64_t person) {
    enum yz_status status = yz_intake_begin(yz_ui_session(v->ui), v->key, household, person, &v->intake);
    if (status != YZ_OK) return status;
    make_fields(v);
    status = yz_form_open(&v->form, v->fields, v->count, &events, v);
    if (status != YZ_OK) return status;
    v->form_open = true;
    v->asking = false;
    struct yz_household h;
    if (household && yz_record_get(yz_ui_session(v->ui), YZ_HOUSEHOLD, household, &h) == YZ_OK)
        yz_dwelling_address(yz_ui_session(v->ui), h.dwelling, v->address, sizeof v->address);
    fill(v);
    offer_draft(v);
    return YZ_OK;
}

/* --- the screen --- */

static enum yz_status open_service(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct service *v = state;
    v->ui = ui;
    yz_copy(v->key, sizeof v->key, target->key);
    v->asking = true;
    yz_prompt_open(&v->prompt, N_("哪一户"), households, v, "");
    if (target->kind == YZ_HOUSEHOLD && target->id) return begin(v, target->id, 0);
    if (target->kind == YZ_PERSON && target->id)
        return begin(v, yz_person_household(yz_ui_session(ui), target->id, 0), target->id);
    static struct yz_item item; /* 100 kB */
    enum yz_status status = yz_catalogue_find(yz_ui_session(ui), v->key, 0, &item, NULL);
    yz_copy(v->name, sizeof v->name, yz_item_name(&item));
    return status;
}

static void close_service(struct yz_ui *ui, void *state) {
    struct service *v = state;
    (void)ui;
    if (v->form_open) yz_form_close(&v->form);
    yz_intake_free(v->intake);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct service *v = state;
    (void)ui;
    snprintf(out, room, "%s %s", v->intake ? yz_item_name(yz_intake_item(v->intake)) : v->name, v->address);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct service *v = state;
    (void)ui;
    if (v->asking) {
        yz_prompt_paint(&v->prompt, area);
        return;
    }
    bool wide = area.columns >= WIDE;
    struct yz_rect form = area, panel;
    if (wide) {
        form = yz_area_part(area, 0, area.columns - PANEL_WIDTH);
        panel = yz_area_part(area, area.columns - PANEL_WIDTH + 1, PANEL_WIDTH - 1);
    } else {
        form.rows -= PANEL_ROWS;
        panel = yz_area_below(area, form.rows);
        yz_paint_rule(panel, 0);
        panel = yz_area_below(panel, 1);
    }
    yz_form_paint(&v->form, form, true);
    yz_outcome_paint(&v->outcome, yz_intake_item(v->intake), panel);
}

static bool save(struct service *v) {
    struct yz_findings errors = {0};
    struct yz_case c;
    if (!yz_form_check(&v->form)) return true;
    enum yz_status status = yz_intake_save(v->intake, &v->outcome, &c, &errors);
    if (errors.count) yz_form_show_findings(&v->form, &errors);
    if (yz_ui_ok(v->ui, status)) {
        yz_form_saved(&v->form);
        yz_ui_changed(v->ui);
        if (yz_ui_replace(v->ui, &YZ_TARGET("receipt", YZ_CASE, c.id)) == YZ_OK)
            yz_ui_say(v->ui, YZ_ROLE_GOOD, _("已保存，办件 %s"), c.number);
    }
    yz_findings_free(&errors);
    return true;
}

static bool input_household(struct service *v, const struct yz_input *in) {
    const struct yz_hit *hit = yz_prompt_selected(&v->prompt);
    if (in->request != YZ_REQ_OPEN) return yz_prompt_input(&v->prompt, in);
    if (hit) yz_ui_ok(v->ui, begin(v, hit->id, 0));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct service *v = state;
    if (v->asking) return input_household(v, in);
    if (yz_form_input(&v->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(v) : false;
}

static bool editing(struct yz_ui *ui, void *state) {
    struct service *v = state;
    (void)ui;
    return v->asking || yz_form_editing(&v->form);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct service *v = state;
    (void)ui;
    return v->asking ? yz_prompt_cursor(&v->prompt, y, x) : yz_form_cursor(&v->form, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct service *v = state;
    (void)ui;
    if (v->asking) yz_copy(out, room, _("姓名、拼音、首字母、电话、证件号、地址都可以；Enter 选定"));
    else yz_form_status(&v->form, out, room);
}

/* The field that is being typed goes into the draft as well: it was not left. */
static void suspend(struct yz_ui *ui, void *state) {
    struct service *v = state;
    (void)ui;
    if (!v->intake || !v->form_open || !v->form.changed) return;
    const char *field = yz_form_focused(&v->form);
    yz_intake_set(v->intake, field, yz_form_get(&v->form, field), NULL);
    yz_intake_draft_write(v->intake);
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_service_screen = {
    .name = "service",
    .title = N_("办理"),
    .help = N_("先用任何线索找到这一户，再填表。知道的已经填好；Tab 或 Enter 到下一栏，Ctrl-S 保存。\n"
               "右边（窄屏在下边）是由此得出的：期限、参保起日、年度、金额、缺的材料和依据。\n"
               "离开一栏就存草稿；断电或被关掉，回来时问是否接着填。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM | YZ_PART_LINE,
    .size = sizeof(struct service),
    .open = open_service,
    .close = close_service,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .status = status,
    .suspend = suspend,
    .hints = hints,
};
