/* The form: its fields and values, moving between them, checking them. */
#include "ui/form.h"

#include "base/text.h"
#include "ui/form_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

size_t yz_form_room(const struct yz_form_field *f) {
    if (f->room == 0) return YZ_FIELD_ROOM;
    return f->room < YZ_FORM_TEXT ? f->room : YZ_FORM_TEXT;
}

bool yz_form_is_line(enum yz_editor editor) {
    return editor <= YZ_EDIT_MONEY;
}

bool yz_form_is_option(enum yz_editor editor) {
    return editor == YZ_EDIT_CHOICE || editor == YZ_EDIT_LOOKUP;
}

bool yz_form_visible(struct yz_form *form, size_t i) {
    if (form->fields[i].flags & YZ_FORM_HIDDEN) return false;
    return !form->events || !form->events->visible || form->events->visible(form->ctx, form, form->fields[i].name);
}

void yz_form_show_field(struct yz_form_field *field, bool shown) {
    field->flags = shown ? field->flags & ~(unsigned)YZ_FORM_HIDDEN : field->flags | YZ_FORM_HIDDEN;
}

bool yz_form_can_focus(struct yz_form *form, size_t i) {
    return form->fields[i].editor < YZ_EDIT_SHOW && yz_form_visible(form, i);
}

static size_t index_of(const struct yz_form *form, const char *field) {
    size_t i = 0;
    while (i < form->count && (!form->fields[i].name || strcmp(form->fields[i].name, field) != 0)) i++;
    return i;
}

/* --- Values ---------------------------------------------------------------------------------------------------------- */

const char *yz_form_get(const struct yz_form *form, const char *field) {
    size_t i = index_of(form, field);
    return i < form->count ? form->slots[i].text : "";
}

const char *yz_form_shown_at(const struct yz_form *form, size_t i) {
    const struct yz_form_field *f = &form->fields[i];
    const struct yz_form_slot *s = &form->slots[i];
    int32_t code;
    if (f->editor == YZ_EDIT_FLAG) return *s->text ? _("是") : _("否");
    if (!yz_form_is_option(f->editor) || !*s->text) return s->text;
    if (*s->shown) return s->shown;
    return f->of && yz_code_parse(f->of, s->text, &code) ? yz_code_label(f->of, code) : s->text;
}

/* The focused field's editor works on the value itself, so it begins anew when the value is set from outside. */
static void restart_editor(struct yz_form *form) {
    yz_copy(form->typed, sizeof form->typed, yz_form_slot(form)->unmatched);
    form->suggesting = false;
    if (yz_form_is_line(yz_form_field(form)->editor)) {
        yz_line_open(&form->line, yz_form_slot(form)->text, yz_form_room(yz_form_field(form)));
        if (yz_form_slot(form)->suggested) yz_line_offer(&form->line);
    } else {
        yz_line_open(&form->line, form->typed, sizeof form->typed);
    }
}

/* A choice's own values of a code table are its keys, whatever form came in. */
static void normal_code(const struct yz_form_field *f, char *text, size_t room) {
    int32_t code;
    if (f->editor == YZ_EDIT_CHOICE && f->of && yz_code_parse(f->of, text, &code)) {
        yz_copy(text, room, code ? yz_code_key(f->of, code) : "");
    }
}

void yz_form_set_option(struct yz_form *form, const char *field, const char *value, const char *label) {
    size_t i = index_of(form, field);
    if (i == form->count) return;
    struct yz_form_slot *s = &form->slots[i];
    yz_copy(s->text, yz_form_room(&form->fields[i]), value);
    normal_code(&form->fields[i], s->text, yz_form_room(&form->fields[i]));
    yz_copy(s->shown, sizeof s->shown, label);
    yz_copy(s->entered, sizeof s->entered, s->text);
    s->finding.rule[0] = s->unmatched[0] = '\0';
    s->suggested = false;
    if (i != form->focus) return;
    restart_editor(form);
    if (yz_form_is_option(form->fields[i].editor) && !*s->text)
        yz_form_load_options(form, ""); /* what there is to choose */
}

void yz_form_set(struct yz_form *form, const char *field, const char *text) {
    yz_form_set_option(form, field, text, "");
}

void yz_form_suggested(struct yz_form *form) {
    for (size_t i = 0; i < form->count; i++) form->slots[i].suggested = *form->slots[i].text;
    if (form->count && yz_form_is_line(yz_form_field(form)->editor)) yz_line_offer(&form->line);
}

/* --- Checks ---------------------------------------------------------------------------------------------------------- */

static void check_day(const char *name, char *text, size_t room, struct yz_findings *f) {
    char normal[YZ_DATE_TEXT];
    yz_date day;
    if (yz_date_parse(text, yz_today(), false, &day)) {
        yz_copy(text, room, yz_date_text(day, normal));
    } else {
        yz_find_error(f, name, text, _("不是日期"), _("例：2026-11-18、20261118、11-18、今天、-1、+2w"));
    }
}

static void check_moment(const char *name, char *text, size_t room, struct yz_findings *f) {
    char day[YZ_DATE_TEXT], normal[YZ_MOMENT_TEXT];
    bool has_time;
    yz_moment at;
    if (yz_moment_parse(text, yz_today(), &at, &has_time)) {
        yz_copy(text, room, has_time ? yz_moment_text(at, normal) : yz_date_text(yz_moment_date(at), day));
    } else {
        yz_find_error(f, name, text, _("不是日期和时间"),
                      _("例：2026-11-18 03:20、11-18 3:20、20261118 0320、今天、现在"));
    }
}

static void check_number(const char *name, char *text, size_t room, struct yz_findings *f) {
    (void)room;
    const char *digits = *text == '-' ? text + 1 : text;
    size_t n = strspn(digits, "0123456789");
    if (n == 0 || n > 15 || digits[n]) yz_find_error(f, name, text, _("不是整数"), _("例：12"));
}

static void check_money(const char *name, char *text, size_t room, struct yz_findings *f) {
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    size_t cents = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;
    bool good = whole > 0 && whole < 13 && (*rest == '\0' || (*rest == '.' && cents <= 2 && !rest[1 + cents]));
    if (!good) {
        yz_find_error(f, name, text, _("不是金额或数量"), _("例：400 或 400.50"));
        return;
    }
    char normal[32], fraction[3] = "00";
    memcpy(fraction, rest + (*rest == '.'), cents);
    snprintf(normal, sizeof normal, "%.*s.%s", (int)whole, text, fraction);
    yz_copy(text, room, normal);
}

/* Looks at one value, normalises it, and keeps the first thing found. True when it may be saved. */
static bool check_field(struct yz_form *form, size_t i) {
    const struct yz_form_field *f = &form->fields[i];
    struct yz_form_slot *s = &form->slots[i];
    struct yz_findings found = {0};
    size_t room = yz_form_room(f);
    if (yz_form_is_line(f->editor)) {
        if (!(f->flags & YZ_FORM_QUOTES)) yz_text_trim(s->text, room, s->text);
        if (f->editor != YZ_EDIT_TEXT) yz_text_narrow(s->text, room, s->text);
    }
    if (*s->text) {
        if (f->editor == YZ_EDIT_DAY) check_day(f->name, s->text, room, &found);
        if (f->editor == YZ_EDIT_MOMENT) check_moment(f->name, s->text, room, &found);
        if (f->editor == YZ_EDIT_NUMBER) check_number(f->name, s->text, room, &found);
        if (f->editor == YZ_EDIT_MONEY) check_money(f->name, s->text, room, &found);
        if (found.errors == 0 && f->check) f->check(form->ctx, s->text, room, f->name, &found);
    }
    bool good = yz_findings_ok(&found);
    const struct yz_finding *first = yz_findings_about(&found, f->name);
    if (first) {
        s->finding = *first;
    } else {
        s->finding.rule[0] = '\0';
    }
    yz_findings_free(&found);
    return good;
}

static bool check_required(struct yz_form *form, size_t i) {
    const struct yz_form_field *f = &form->fields[i];
    struct yz_finding *finding = &form->slots[i].finding;
    if (*form->slots[i].text || !(f->flags & (YZ_FORM_REQUIRED | YZ_FORM_WARN_EMPTY))) return true;
    if (*finding->rule) return finding->severity != YZ_ERROR;
    finding->severity = f->flags & YZ_FORM_REQUIRED ? YZ_ERROR : YZ_WARNING;
    yz_copy(finding->field, sizeof finding->field, f->name);
    yz_copy(finding->rule, sizeof finding->rule, _("还没有填"));
    yz_copy(finding->mend, sizeof finding->mend, f->help ? yz_tr(f->help) : "");
    return finding->severity != YZ_ERROR;
}

bool yz_form_show_finding(struct yz_form *form, const struct yz_finding *found) {
    size_t i = index_of(form, found->field);
    struct yz_finding *place = i < form->count && yz_form_visible(form, i) ? &form->slots[i].finding : &form->whole;
    if (*place->rule && (place->severity == YZ_ERROR || found->severity != YZ_ERROR)) return false;
    *place = *found;
    return place != &form->whole;
}

void yz_form_show_findings(struct yz_form *form, const struct yz_findings *f) {
    size_t first = form->count;
    for (size_t k = 0; k < f->count; k++) {
        size_t i = index_of(form, f->all[k].field);
        bool error = yz_form_show_finding(form, &f->all[k]) && f->all[k].severity == YZ_ERROR;
        if (error && i < first && yz_form_can_focus(form, i)) first = i;
    }
    if (first < form->count) yz_form_enter(form, first);
}

static bool check_whole(struct yz_form *form) {
    struct yz_findings found = {0};
    if (!form->events || !form->events->check) return true;
    form->events->check(form->ctx, form, &found);
    bool good = yz_findings_ok(&found);
    yz_form_show_findings(form, &found);
    yz_findings_free(&found);
    return good;
}

bool yz_form_check(struct yz_form *form) {
    size_t first = form->count;
    yz_form_leave(form);
    form->whole.rule[0] = '\0';
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].editor >= YZ_EDIT_SHOW || !yz_form_visible(form, i)) continue;
        bool good = !*form->slots[i].unmatched && check_field(form, i) && check_required(form, i);
        if (!good && first == form->count) first = i;
    }
    bool whole = check_whole(form);
    if (first < form->count) yz_form_enter(form, first);
    return whole && first == form->count;
}

/* --- Moving ---------------------------------------------------------------------------------------------------------- */

void yz_form_touched(struct yz_form *form) {
    form->changed = true;
    if (form->unkept == YZ_UNKEPT_SAID) form->unkept = YZ_UNKEPT;
    if (form->events && form->events->typed) form->events->typed(form->ctx, form, yz_form_field(form)->name);
}

void yz_form_enter(struct yz_form *form, size_t i) {
    if (i >= form->count) return;
    form->focus = i;
    form->resting = false;
    form->option_count = form->option = 0;
    struct yz_form_slot *s = yz_form_slot(form);
    yz_copy(s->entered, sizeof s->entered, s->text);
    restart_editor(form);
    if (yz_form_field(form)->editor >= YZ_EDIT_CHOICE && yz_form_field(form)->editor <= YZ_EDIT_TICKS)
        yz_form_load_options(form, form->typed);
}

void yz_form_leave(struct yz_form *form) {
    if (form->count == 0 || !yz_form_can_focus(form, form->focus)) return;
    struct yz_form_slot *s = yz_form_slot(form);
    yz_form_commit(form);
    if (!*s->unmatched) check_field(form, form->focus);
    if (yz_form_is_line(yz_form_field(form)->editor))
        yz_line_reload(&form->line); /* the check may have normalised it */
    form->suggesting = false;
    if (strcmp(s->entered, s->text) == 0) return;
    s->suggested = false;
    yz_copy(s->entered, sizeof s->entered, s->text);
    form->changed = true;
    if (form->events && form->events->left) form->events->left(form->ctx, form, yz_form_field(form)->name);
}

static size_t neighbour(struct yz_form *form, size_t from, int direction) {
    for (size_t i = from + (size_t)direction; i < form->count; i += (size_t)direction) {
        if (yz_form_can_focus(form, i)) return i;
    }
    return form->count;
}

bool yz_form_move(struct yz_form *form, int direction) {
    yz_form_leave(form);
    size_t i = neighbour(form, form->focus, direction);
    if (i == form->count) return false;
    yz_form_enter(form, i);
    return true;
}

static void move_around(struct yz_form *form, int direction) {
    if (yz_form_move(form, direction)) return;
    size_t i = direction > 0 ? neighbour(form, (size_t)-1, 1) : neighbour(form, form->count, -1);
    if (i < form->count) yz_form_enter(form, i);
}

void yz_form_focus(struct yz_form *form, const char *field) {
    size_t i = index_of(form, field);
    if (i == form->count || !yz_form_can_focus(form, i)) return;
    yz_form_leave(form);
    yz_form_enter(form, i);
}

const char *yz_form_focused(const struct yz_form *form) {
    return form->count && form->fields[form->focus].name ? form->fields[form->focus].name : "";
}

void yz_form_saved(struct yz_form *form) {
    form->changed = false;
}

/* --- Input ----------------------------------------------------------------------------------------------------------- */

bool yz_form_editing(const struct yz_form *form) {
    return form->count && !form->resting && yz_form_field(form)->editor <= YZ_EDIT_LOOKUP &&
           yz_form_field(form)->editor != YZ_EDIT_FLAG;
}

static void give_up(struct yz_ui *ui, void *state, const char *answer) {
    (void)state;
    (void)answer;
    yz_ui_back(ui);
}

void yz_form_drafted(struct yz_form *form, struct yz_ui *ui, enum yz_status status) {
    if (yz_ui_ok(ui, status)) form->unkept = YZ_KEPT;
    else if (form->unkept == YZ_KEPT) form->unkept = YZ_UNKEPT;
}

bool yz_form_may_go(struct yz_form *form, struct yz_ui *ui) {
    if (!form->changed || form->unkept != YZ_UNKEPT) return true;
    form->unkept = YZ_UNKEPT_SAID;
    yz_ui_say(ui, YZ_ROLE_ERROR, _("草稿没有存下，再按一次 Esc 放弃填的：%s"), yz_message());
    return false;
}

static void ask_to_leave(const struct yz_form *form, struct yz_ui *ui) {
    bool drafts = form->events && form->events->left; /* whoever is told of each field keeps a draft */
    const char *question = !drafts        ? _("有没保存的内容，放弃吗？")
                           : form->unkept ? _("没有保存，草稿也没有存下，放弃吗？")
                                          : _("还没有保存，离开吗？填的留在草稿里");
    yz_ui_ask(ui, question, drafts && !form->unkept ? _("离开") : _("放弃"), give_up);
}

/* Esc: closes what is suggested; leaves the field; leaves the screen, asking when something was typed. */
static bool escape(struct yz_form *form, struct yz_ui *ui) {
    if (form->suggesting && *form->typed) {
        restart_editor(form);
        yz_form_load_options(form, "");
        return true;
    }
    if (!form->changed) return false;
    if (!form->resting) {
        yz_form_leave(form);
        form->resting = true;
        return true;
    }
    ask_to_leave(form, ui);
    return true;
}

/* Ctrl-Z: the field as it was when the cursor came. What was done before is undone outside of forms only: whoever takes
 * back typing must not take back a case with one press too many. */
static bool take_back(struct yz_form *form, struct yz_ui *ui) {
    struct yz_form_slot *s = yz_form_slot(form);
    form->resting = false;
    if (strcmp(s->text, s->entered) == 0 && !*form->typed) {
        yz_ui_say(ui, YZ_ROLE_TEXT, _("这一栏没有改动；要撤销办过的事，先按 Esc 离开"));
        return true;
    }
    yz_copy(s->text, sizeof s->text, s->entered);
    s->finding.rule[0] = s->unmatched[0] = '\0';
    restart_editor(form);
    return true;
}

/* After Esc: back into the field; what is typed goes there, and Tab and arrows go on from it. */
static bool wake(struct yz_form *form, struct yz_input *in) {
    bool typed = in->length && (in->request == YZ_REQ_NONE || in->request >= YZ_REQ_OPEN);
    bool moves = in->request >= YZ_REQ_OPEN && in->request != YZ_REQ_PRINT;
    if (!typed && !moves) return false;
    form->resting = false;
    if (typed) in->request = YZ_REQ_TEXT;
    return in->request == YZ_REQ_OPEN; /* Enter leads there, and no further */
}

/* Keys that were typed before a draft was offered were meant for empty fields: what the draft has there gives way to them,
 * and Ctrl-Z brings it back. */
static void give_way(struct yz_form *form, const struct yz_ui *ui) {
    bool entered = form->told != form->focus + 1;
    form->told = yz_ui_replaying(ui) ? form->focus + 1 : 0;
    if (form->told && entered && yz_form_is_line(yz_form_field(form)->editor)) yz_line_offer(&form->line);
}

bool yz_form_input(struct yz_form *form, struct yz_ui *ui, const struct yz_input *given) {
    struct yz_input woken = *given;
    const struct yz_input *in = &woken;
    if (form->count == 0) return false;
    give_way(form, ui);
    if (in->request == YZ_REQ_BACK) return escape(form, ui);
    if (in->request == YZ_REQ_SAVE) return false;
    if (form->resting && in->request == YZ_REQ_UNDO) return take_back(form, ui);
    if (form->resting && wake(form, &woken)) return true;
    if (yz_form_edit(form, in)) return true;
    switch (in->request) {
    case YZ_REQ_UNDO: return take_back(form, ui);
    case YZ_REQ_OPEN: return yz_form_move(form, 1);
    case YZ_REQ_NEXT:
    case YZ_REQ_DOWN: move_around(form, 1); return true;
    case YZ_REQ_PREVIOUS:
    case YZ_REQ_UP: move_around(form, -1); return true;
    default: return false;
    }
}

/* --- Life ------------------------------------------------------------------------------------------------------------ */

enum yz_status yz_form_open(struct yz_form *form, const struct yz_form_field *fields, size_t count,
                            const struct yz_form_events *events, void *ctx) {
    memset(form, 0, sizeof *form);
    form->slots = calloc(count + 1, sizeof *form->slots);
    if (!form->slots) return yz_fail(YZ_BUSY, _("内存不足"));
    form->fields = fields;
    form->count = count;
    form->events = events;
    form->ctx = ctx;
    size_t first = neighbour(form, (size_t)-1, 1);
    if (first < count) {
        yz_form_enter(form, first);
    } else {
        form->count = count;
        form->resting = true;
    }
    return YZ_OK;
}

void yz_form_close(struct yz_form *form) {
    free(form->slots);
    form->slots = NULL;
    form->count = 0;
}
