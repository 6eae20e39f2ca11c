/* The keys of each editor of a form: choices, lookups, ticks, flags; the rest is the line editor. */
#include "base/text.h"
#include "ui/edit_line.h"
#include "ui/form_private.h"
#include "ui/match.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

/* --- Options --------------------------------------------------------------------------------------------------------- */

static size_t code_options(const char *table, struct yz_option *out, size_t max) {
    size_t count = 0, n = 0;
    const struct yz_code *codes = yz_codes(table, &count);
    for (size_t i = 0; codes && i < count && n < max; i++, n++) {
        yz_copy(out[n].value, sizeof out[n].value, codes[i].key);
        yz_copy(out[n].label, sizeof out[n].label, yz_code_label(table, codes[i].code));
        out[n].note[0] = '\0';
    }
    return n;
}

static size_t asked_options(struct yz_form *form, size_t i, const char *typed, struct yz_option *out, size_t max) {
    if (form->fields[i].of) return code_options(form->fields[i].of, out, max);
    if (!form->events || !form->events->options) return 0;
    return form->events->options(form->ctx, form, form->fields[i].name, typed, out, max);
}

size_t yz_form_all_options(struct yz_form *form, size_t i, struct yz_option *out, size_t max) {
    return asked_options(form, i, "", out, max);
}

/* Of a choice, those that fit what is typed: by its number or its whole name in either language, by beginning, then
 * anywhere in the label. */
static void narrow_down(struct yz_form *form, const char *typed) {
    const char *table = form->fields[form->focus].of;
    size_t kept = 0;
    int32_t code;
    bool first = false; /* the exact one stands first */
    bool named = table && yz_code_parse(table, typed, &code), number = typed[strspn(typed, "0123456789")] == '\0';
    for (size_t i = 0; i < form->option_count; i++) {
        const struct yz_option *o = &form->options[i];
        bool exact = named && strcmp(o->value, yz_code_key(table, code)) == 0;
        bool fits = exact || (!(named && number) && (yz_matches(o->label, typed) || yz_matches(o->note, typed)));
        if (!fits) continue;
        struct yz_option keep = *o;
        bool begins =
            kept > 0 && yz_matches_start(keep.label, typed) && !yz_matches_start(form->options[0].label, typed);
        bool leads = kept > 0 && !first && (exact || begins);
        first = first || exact;
        if (leads) {
            memmove(&form->options[1], &form->options[0], kept * sizeof keep);
            form->options[0] = keep;
        } else {
            form->options[kept] = keep;
        }
        kept++;
    }
    form->option_count = kept;
}

static void point_at_value(struct yz_form *form) {
    const char *value = yz_form_slot(form)->text;
    form->option = form->option_count; /* none */
    for (size_t i = 0; i < form->option_count && *value; i++) {
        if (strcmp(form->options[i].value, value) == 0) form->option = i;
    }
}

void yz_form_load_options(struct yz_form *form, const char *typed) {
    const struct yz_form_field *f = yz_form_field(form);
    form->option_count = asked_options(form, form->focus, typed, form->options, YZ_OPTIONS);
    if (*typed) {
        if (f->editor == YZ_EDIT_CHOICE) narrow_down(form, typed);
        form->option = 0;
    } else if (f->editor == YZ_EDIT_TICKS) {
        form->option = 0;
    } else {
        point_at_value(form);
    }
    form->suggesting = form->option_count > 0 && yz_form_is_option(f->editor);
}

static void take_option(struct yz_form *form) {
    struct yz_form_slot *s = yz_form_slot(form);
    if (form->option >= form->option_count) return;
    yz_copy(s->text, yz_form_room(yz_form_field(form)), form->options[form->option].value);
    yz_copy(s->shown, sizeof s->shown, form->options[form->option].label);
    s->finding.rule[0] = s->unmatched[0] = '\0';
    form->typed[0] = '\0';
    yz_line_open(&form->line, form->typed, sizeof form->typed);
}

static void not_found(struct yz_form *form) {
    struct yz_form_slot *s = yz_form_slot(form);
    yz_copy(s->unmatched, sizeof s->unmatched, form->typed);
    s->finding.severity = YZ_ERROR;
    yz_copy(s->finding.field, sizeof s->finding.field, yz_form_field(form)->name);
    yz_copy(s->finding.value, sizeof s->finding.value, form->typed);
    snprintf(s->finding.rule, sizeof s->finding.rule, _("没有“%s”这一项"), form->typed);
    const char *help = yz_form_field(form)->help;
    yz_copy(s->finding.mend, sizeof s->finding.mend, help ? yz_tr(help) : _("打名称、拼音首字母或编号"));
}

void yz_form_commit(struct yz_form *form) {
    if (!yz_form_is_option(yz_form_field(form)->editor) || !*form->typed) return;
    if (form->option < form->option_count) {
        take_option(form);
        yz_form_touched(form);
    } else {
        yz_form_slot(form)->text[0] = yz_form_slot(form)->shown[0] = '\0';
        not_found(form);
    }
}

/* --- Choice and lookup ----------------------------------------------------------------------------------------------- */

static void step_option(struct yz_form *form, int direction) {
    size_t n = form->option_count;
    if (n == 0) return;
    if (form->option >= n) {
        form->option = direction > 0 ? 0 : n - 1;
    } else {
        form->option = (form->option + n + (size_t)direction) % n;
    }
}

/* Left and right choose at once, among all options. */
static void choose_step(struct yz_form *form, int direction) {
    if (*form->typed) {
        form->typed[0] = '\0';
        yz_line_open(&form->line, form->typed, sizeof form->typed);
    }
    yz_form_load_options(form, "");
    step_option(form, direction);
    take_option(form);
    yz_form_touched(form);
}

static void clear_value(struct yz_form *form) {
    struct yz_form_slot *s = yz_form_slot(form);
    if (!*s->text) return;
    s->text[0] = s->shown[0] = '\0';
    yz_form_load_options(form, "");
    yz_form_touched(form);
}

/* A number chooses the nth option where there is no code table that has numbers of its own. */
static bool choose_nth(struct yz_form *form, const struct yz_input *in) {
    char digit[8];
    const struct yz_form_field *f = yz_form_field(form);
    if (in->request != YZ_REQ_TEXT || in->pasted || f->of || *form->typed || f->editor != YZ_EDIT_CHOICE) return false;
    if (in->length >= sizeof digit) return false;
    memcpy(digit, in->text, in->length);
    digit[in->length] = '\0';
    yz_text_narrow(digit, sizeof digit, digit);
    if (digit[0] < '1' || digit[0] > '9' || digit[1] || (size_t)(digit[0] - '1') >= form->option_count) return false;
    form->option = (size_t)(digit[0] - '1');
    take_option(form);
    yz_form_touched(form);
    return true;
}

/* A space before anything else: it would match every choice, and the first would be taken unseen. */
static bool stray_space(const struct yz_form *form, const struct yz_input *in) {
    return in->request == YZ_REQ_TEXT && !*form->typed && (strcmp(in->text, " ") == 0 || strcmp(in->text, "　") == 0);
}

static bool type_option(struct yz_form *form, const struct yz_input *in) {
    bool changed = false;
    if (choose_nth(form, in) || stray_space(form, in)) return true;
    if (in->request == YZ_REQ_RUBOUT && !*form->typed) {
        clear_value(form);
        return true;
    }
    if (!yz_edit_line_input(&form->line, in, &changed)) return false;
    if (!changed) return true;
    form->changed = true;
    yz_form_slot(form)->finding.rule[0] = yz_form_slot(form)->unmatched[0] = '\0';
    yz_form_load_options(form, form->typed);
    return true;
}

static bool edit_option(struct yz_form *form, const struct yz_input *in) {
    bool choice = yz_form_field(form)->editor == YZ_EDIT_CHOICE;
    bool several = form->suggesting && (*form->typed || !choice);
    switch (in->request) {
    case YZ_REQ_LEFT:
    case YZ_REQ_RIGHT:
        if (!choice || *form->typed) return type_option(form, in);
        choose_step(form, in->request == YZ_REQ_RIGHT ? 1 : -1);
        return true;
    case YZ_REQ_UP:
    case YZ_REQ_DOWN: /* among what is suggested; beyond its end, and where something is chosen already, to the next field */
        if (!several || (!*form->typed && *yz_form_slot(form)->text)) return false;
        if (in->request == YZ_REQ_UP && (form->option == 0 || form->option >= form->option_count)) return false;
        if (in->request == YZ_REQ_DOWN && form->option + 1 == form->option_count) return false;
        step_option(form, in->request == YZ_REQ_DOWN ? 1 : -1);
        return true;
    case YZ_REQ_OPEN:
    case YZ_REQ_NEXT: /* what is pointed at becomes the value; the form then goes on */
        if (form->option < form->option_count &&
            strcmp(form->options[form->option].value, yz_form_slot(form)->text) != 0) {
            take_option(form);
            yz_form_touched(form);
        }
        return false;
    default: return type_option(form, in);
    }
}

/* --- Ticks and flags ------------------------------------------------------------------------------------------------- */

bool yz_form_ticked(const char *values, const char *value) {
    size_t n = strlen(value);
    for (const char *p = values; *p; p += strcspn(p, ","), p += *p == ',') {
        if (strcspn(p, ",") == n && strncmp(p, value, n) == 0) return true;
    }
    return false;
}

/* The value is written anew, in the order of the options. */
static void toggle_tick(struct yz_form *form, size_t which) {
    struct yz_form_slot *s = yz_form_slot(form);
    char text[YZ_FORM_TEXT] = "";
    size_t used = 0;
    if (which >= form->option_count) return;
    for (size_t i = 0; i < form->option_count; i++) {
        const char *value = form->options[i].value;
        bool on = yz_form_ticked(s->text, value) != (i == which);
        if (!on || used + strlen(value) + 2 > sizeof text) continue;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? "," : "", value);
    }
    yz_copy(s->text, sizeof s->text, text);
    form->option = which;
    s->finding.rule[0] = '\0';
    yz_form_touched(form);
}

static bool edit_ticks(struct yz_form *form, const struct yz_input *in) {
    switch (in->request) {
    case YZ_REQ_MARK:
        toggle_tick(form, form->option);
        if (form->option + 1 < form->option_count) form->option++;
        return true;
    case YZ_REQ_PICK: toggle_tick(form, (size_t)in->number - 1); return true;
    case YZ_REQ_UP:
    case YZ_REQ_LEFT:
        if (form->option == 0) return in->request == YZ_REQ_LEFT;
        form->option--;
        return true;
    case YZ_REQ_DOWN:
    case YZ_REQ_RIGHT:
        if (form->option + 1 >= form->option_count) return in->request == YZ_REQ_RIGHT;
        form->option++;
        return true;
    default: return false;
    }
}

static bool edit_flag(struct yz_form *form, const struct yz_input *in) {
    struct yz_form_slot *s = yz_form_slot(form);
    switch (in->request) {
    case YZ_REQ_MARK:
    case YZ_REQ_LEFT:
    case YZ_REQ_RIGHT: yz_copy(s->text, sizeof s->text, *s->text ? "" : "yes"); break;
    case YZ_REQ_PICK: yz_copy(s->text, sizeof s->text, in->number == 1 ? "yes" : ""); break;
    default: return false;
    }
    s->finding.rule[0] = '\0';
    yz_form_touched(form);
    return true;
}

static bool edit_line(struct yz_form *form, const struct yz_input *in) {
    bool changed = false;
    if (!yz_edit_line_input(&form->line, in, &changed)) return false;
    if (changed) {
        yz_form_slot(form)->finding.rule[0] = '\0';
        yz_form_touched(form);
    }
    return true;
}

bool yz_form_edit(struct yz_form *form, const struct yz_input *in) {
    switch (yz_form_field(form)->editor) {
    case YZ_EDIT_CHOICE:
    case YZ_EDIT_LOOKUP: return edit_option(form, in);
    case YZ_EDIT_TICKS: return edit_ticks(form, in);
    case YZ_EDIT_FLAG: return edit_flag(form, in);
    case YZ_EDIT_SHOW:
    case YZ_EDIT_HEADING: return false;
    default: return edit_line(form, in);
    }
}
