/* The form on the screen: a field takes a line (ticks: one for each option), and below it stand what is suggested and
 * what was found wrong. Painted twice: once to count lines, once in the window that shows the field with the cursor. */
#include "base/text.h"
#include "ui/edit_line.h"
#include "ui/form_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { GAP = 2, MARGIN = 2, TICKS_SHOWN = 10 }; /* more than that roll */

struct pass {
    struct yz_form *form;
    struct yz_rect area;
    bool paint, focused;
    int labels;   /* columns of the labels */
    int line;     /* the next line, counted from the form's first */
    int from, to; /* lines of the field with the cursor */
};

static int row_of(const struct pass *p) {
    return p->line - (int)p->form->top;
}

static int values_at(const struct pass *p) {
    return MARGIN + p->labels + GAP;
}

static int value_width(const struct pass *p) {
    return p->area.columns - values_at(p);
}

static bool has_cursor(const struct pass *p, size_t i) {
    return p->focused && i == p->form->focus && !p->form->resting;
}

static void put_cursor(const struct pass *p, int column) {
    p->form->cursor_y = p->area.y + row_of(p);
    p->form->cursor_x = p->area.x + column;
}

static void paint_label(const struct pass *p, size_t i) {
    const struct yz_form_field *f = &p->form->fields[i];
    if (!p->paint) return;
    if (i == p->form->focus && p->focused) yz_paint(p->area, row_of(p), 0, 1, YZ_ROLE_KEY, ">");
    yz_paint(p->area, row_of(p), MARGIN, p->labels, YZ_ROLE_LABEL, yz_tr(f->label));
    if (f->flags & YZ_FORM_REQUIRED && !*p->form->slots[i].text)
        yz_paint(p->area, row_of(p), MARGIN + p->labels, 1, YZ_ROLE_WARNING, "*");
}

static void paint_line_editor(const struct pass *p, int at, int width) {
    put_cursor(p, yz_edit_line_paint(&p->form->line, p->area, row_of(p), at, width, YZ_ROLE_FIELD));
}

/* A value that is not being edited, in the breadth of its field. */
static void paint_value(const struct pass *p, size_t i) {
    const struct yz_form_field *f = &p->form->fields[i];
    if (!p->paint) return;
    if (yz_form_is_line(f->editor) && has_cursor(p, i)) {
        int width = (int)yz_form_room(f), most = f->editor == YZ_EDIT_TEXT ? 60 : 20;
        if (width > most) width = most;
        paint_line_editor(p, values_at(p), width < value_width(p) ? width : value_width(p));
        return;
    }
    yz_paint(p->area, row_of(p), values_at(p), value_width(p), YZ_ROLE_VALUE, yz_form_shown_at(p->form, i));
}

/* --- Choices --------------------------------------------------------------------------------------------------------- */

/* All labels in a row, when they are few and fit. */
static bool fits_inline(const struct pass *p, const struct yz_option *options, size_t count) {
    int width = 0;
    if (count == 0 || count > YZ_INLINE_OPTIONS) return false;
    for (size_t k = 0; k < count; k++) width += yz_text_width(options[k].label) + 4;
    return width <= value_width(p);
}

static void paint_inline(const struct pass *p, const struct yz_option *options, size_t count) {
    const struct yz_form *form = p->form;
    const char *value = yz_form_slot(form)->text;
    int at = values_at(p);
    put_cursor(p, at);
    for (size_t k = 0; k < count; k++) {
        bool chosen = *form->typed ? k == form->option : strcmp(options[k].value, value) == 0;
        if (chosen) put_cursor(p, at);
        yz_paint(p->area, row_of(p), at, 1, YZ_ROLE_KEY, chosen ? "[" : " ");
        int used = yz_paint(p->area, row_of(p), at + 1, value_width(p), chosen ? YZ_ROLE_SELECTED : YZ_ROLE_VALUE,
                            options[k].label);
        yz_paint(p->area, row_of(p), at + 1 + used, 1, YZ_ROLE_KEY, chosen ? "]" : " ");
        at += used + 3;
    }
}

/* A lookup or a long choice: what is chosen, or what is being typed. */
static void paint_typed(const struct pass *p, size_t i) {
    const char *shown = yz_form_shown_at(p->form, i);
    int width = value_width(p) < 40 ? value_width(p) : 40;
    if (*p->form->typed || !*shown) {
        paint_line_editor(p, values_at(p), width);
        return;
    }
    int used = yz_paint(p->area, row_of(p), values_at(p), width, YZ_ROLE_FIELD, shown);
    yz_paint_fill(p->area, row_of(p), values_at(p) + used, width - used, YZ_ROLE_FIELD);
    put_cursor(p, values_at(p));
}

static void paint_suggestion(const struct pass *p, const struct yz_option *o, bool on, size_t more) {
    char below[48] = "";
    int width = value_width(p), row = row_of(p), x = values_at(p);
    if (more) snprintf(below, sizeof below, _("下面还有 %zu 项"), more);
    yz_paint(p->area, row, x - 2, 1, YZ_ROLE_KEY, on ? ">" : " ");
    int used = yz_paint(p->area, row, x, width, on ? YZ_ROLE_SELECTED : YZ_ROLE_VALUE, o->label) + 2;
    int rest = width - used - (more ? (int)yz_text_width(below) + 2 : 0);
    if (*o->note) used += yz_paint(p->area, row, x + used, rest, YZ_ROLE_DIM, o->note) + 2;
    yz_paint(p->area, row, x + used, width - used, YZ_ROLE_DIM, below);
}

static void paint_suggestions(struct pass *p) {
    const struct yz_form *form = p->form;
    size_t most = form->option_count < YZ_SUGGESTIONS ? form->option_count : YZ_SUGGESTIONS;
    size_t first = form->option < form->option_count && form->option >= most ? form->option - most + 1 : 0;
    for (size_t k = first; k < first + most; k++) {
        p->line++;
        size_t more = k + 1 == first + most ? form->option_count - k - 1 : 0;
        if (p->paint) paint_suggestion(p, &form->options[k], k == form->option, more);
    }
}

static void lay_option(struct pass *p, size_t i) {
    struct yz_form *form = p->form;
    bool choice = form->fields[i].editor == YZ_EDIT_CHOICE;
    if (!has_cursor(p, i)) {
        paint_value(p, i);
        return;
    }
    if (choice && !*form->typed && fits_inline(p, form->options, form->option_count)) {
        if (p->paint) paint_inline(p, form->options, form->option_count);
        return;
    }
    if (p->paint) paint_typed(p, i);
    if (form->suggesting) paint_suggestions(p);
}

/* --- Ticks ----------------------------------------------------------------------------------------------------------- */

static void lay_ticks(struct pass *p, size_t i) {
    struct yz_form *form = p->form;
    struct yz_option options[YZ_OPTIONS];
    size_t count = yz_form_all_options(form, i, options, YZ_OPTIONS), at = has_cursor(p, i) ? form->option : 0;
    size_t first = count > TICKS_SHOWN && at >= TICKS_SHOWN ? at - TICKS_SHOWN + 1 : 0;
    for (size_t k = first; k < count && k < first + TICKS_SHOWN; k++) {
        if (k > first) p->line++;
        if (!p->paint) continue;
        bool on = has_cursor(p, i) && k == form->option;
        if (on) put_cursor(p, values_at(p) + 1);
        yz_paintf(p->area, row_of(p), values_at(p), YZ_ROLE_KEY, "[%s]",
                  yz_form_ticked(form->slots[i].text, options[k].value) ? "x" : " ");
        int used = yz_paint(p->area, row_of(p), values_at(p) + 4, value_width(p) - 4,
                            on ? YZ_ROLE_SELECTED : YZ_ROLE_VALUE, options[k].label);
        yz_paint(p->area, row_of(p), values_at(p) + 6 + used, value_width(p) - 6 - used, YZ_ROLE_DIM, options[k].note);
    }
    if (count <= TICKS_SHOWN) return;
    p->line++;
    if (p->paint) yz_paintf(p->area, row_of(p), values_at(p) + 4, YZ_ROLE_DIM, _("… 共 %zu 项"), count);
}

static void lay_flag(struct pass *p, size_t i) {
    if (!p->paint) return;
    if (has_cursor(p, i)) put_cursor(p, values_at(p) + 1);
    yz_paintf(p->area, row_of(p), values_at(p), YZ_ROLE_KEY, "[%s]", *p->form->slots[i].text ? "x" : " ");
    yz_paint(p->area, row_of(p), values_at(p) + 4, value_width(p), has_cursor(p, i) ? YZ_ROLE_SELECTED : YZ_ROLE_VALUE,
             yz_form_shown_at(p->form, i));
}

/* --- All of it ------------------------------------------------------------------------------------------------------- */

/* As many lines as the text needs from here on; the last of them is the pass's line. */
static void lay_wrapped(struct pass *p, int indent, enum yz_role role, const char *text) {
    struct yz_rect a = yz_area_part(p->area, values_at(p) + indent, value_width(p) - indent);
    if (!p->paint) a.rows = 0;
    int lines = yz_paint_wrap(a, row_of(p), 0, role, text);
    if (lines > 1) p->line += lines - 1;
}

/* What was found and how to mend it: in one line where both fit. */
static void lay_finding(struct pass *p, const struct yz_finding *f) {
    char text[512];
    enum yz_role role = f->severity == YZ_ERROR ? YZ_ROLE_ERROR : YZ_ROLE_WARNING;
    if (!*f->rule) return;
    snprintf(text, sizeof text, "! %s", f->rule);
    yz_sentence(text + 2);
    int used = yz_text_width(text) + 2;
    bool both = used + yz_text_width(f->mend) <= value_width(p);
    p->line++;
    lay_wrapped(p, 0, role, text);
    if (!*f->mend) return;
    if (!both) p->line++;
    lay_wrapped(p, both ? used : 2, YZ_ROLE_HINT, f->mend);
}

static void lay_field(struct pass *p, size_t i) {
    const struct yz_form_field *f = &p->form->fields[i];
    if (f->editor == YZ_EDIT_HEADING) {
        if (p->paint) yz_paint(p->area, row_of(p), 0, p->area.columns, YZ_ROLE_HEADER, yz_tr(f->label));
        p->line++;
        return;
    }
    if (i == p->form->focus) p->from = p->line;
    paint_label(p, i);
    if (yz_form_is_option(f->editor)) {
        lay_option(p, i);
    } else if (f->editor == YZ_EDIT_TICKS) {
        lay_ticks(p, i);
    } else if (f->editor == YZ_EDIT_FLAG) {
        lay_flag(p, i);
    } else {
        paint_value(p, i);
    }
    lay_finding(p, &p->form->slots[i].finding);
    p->line++;
    if (i == p->form->focus) p->to = p->line;
}

static void lay_all(struct pass *p) {
    p->line = 0;
    for (size_t i = 0; i < p->form->count; i++) {
        if (yz_form_visible(p->form, i)) lay_field(p, i);
    }
}

static int label_columns(struct yz_form *form, int columns) {
    int most = 4;
    for (size_t i = 0; i < form->count; i++) {
        int width = form->fields[i].editor == YZ_EDIT_HEADING ? 0 : yz_text_width(yz_tr(form->fields[i].label));
        if (width > most) most = width;
    }
    return most < columns / 3 ? most : columns / 3;
}

void yz_form_paint(struct yz_form *form, struct yz_rect area, bool focused) {
    struct pass p = {.form = form, .area = area, .focused = focused, .labels = label_columns(form, area.columns)};
    lay_all(&p);
    int top = (int)form->top;
    if (p.to - top > area.rows) top = p.to - area.rows;
    if (p.from < top) top = p.from;
    if (top > 0 && p.line - top < area.rows) top = p.line > area.rows ? p.line - area.rows : 0;
    form->top = (size_t)top;
    form->cursor_y = area.y + p.from - top;
    form->cursor_x = area.x;
    p.paint = true;
    lay_all(&p);
}

bool yz_form_cursor(const struct yz_form *form, int *y, int *x) {
    *y = form->cursor_y;
    *x = form->cursor_x;
    return form->count > 0;
}

void yz_form_status(const struct yz_form *form, char *out, size_t room) {
    if (*form->whole.rule) {
        snprintf(out, room, "! %s  %s", form->whole.rule, form->whole.mend);
        out[yz_utf8_cut(out, room - 1)] = '\0';
        yz_sentence(out + 2);
    } else if (form->resting) {
        yz_copy(out, room, _("再按 Esc 离开；Enter 回到这一栏；Ctrl-S 保存"));
    } else if (form->count && form->fields[form->focus].help) {
        yz_copy(out, room, yz_tr(form->fields[form->focus].help));
    }
}
