/* The list on the screen: how wide its columns are, its header, its rows, its search line.
 *
 * Only the first column of the selected row is shown in reverse, beside a ">": moving the cursor then rewrites two short
 * pieces instead of two whole rows. */
#include "ui/list.h"
#include "ui/list_private.h"

#include "base/text.h"
#include "ui/edit_line.h"
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { GUTTER = 2, GAP = 2, LAST = 15 }; /* the priority that is asked last */

struct layout {
    int width[YZ_COLUMNS]; /* 0 = gave way */
};

static int needed(const struct yz_list *l, const struct layout *y) {
    int sum = GUTTER, shown = 0;
    for (size_t c = 0; c < l->column_count; c++) {
        if (y->width[c] > 0) {
            sum += y->width[c];
            shown++;
        }
    }
    return shown > 1 ? sum + (shown - 1) * GAP : sum;
}

/* The column that gives way next: the greatest priority number, the last of these; never the first column. */
static size_t least_wanted(const struct yz_list *l, const struct layout *y) {
    size_t found = 0;
    for (size_t c = 1; c < l->column_count; c++) {
        if (y->width[c] > 0 && (found == 0 || l->columns[c].priority >= l->columns[found].priority)) found = c;
    }
    return found;
}

static int grow(const struct yz_column *column, int width, int spare) {
    int ideal = column->ideal ? column->ideal : width + spare;
    int more = ideal - width;
    if (more < 0) more = 0;
    return more < spare ? more : spare;
}

/* Not less than the label in the language at hand. */
static int least(const struct yz_column *column) {
    int label = yz_text_width(yz_tr(column->label)), own = column->least & 0xff;
    if (column->least > own && strcmp(yz_language_name(), "zh") != 0) own = column->least >> 8;
    return own > label ? own : label > 0 ? label : 1;
}

/* Least widths first; columns give way until they fit; then the more important ones grow first, and those without an
 * ideal take what is left. */
static struct layout lay_out(const struct yz_list *l, int width) {
    struct layout y = {{0}};
    for (size_t c = 0; c < l->column_count; c++) y.width[c] = least(&l->columns[c]);
    for (size_t c; needed(l, &y) > width && (c = least_wanted(l, &y)) != 0;) y.width[c] = 0;
    for (int open = 0; open <= 1; open++) {
        for (int priority = 0; priority <= LAST; priority++) {
            for (size_t c = 0; c < l->column_count; c++) {
                if (l->columns[c].priority != priority || y.width[c] == 0 || (l->columns[c].ideal == 0) != open)
                    continue;
                y.width[c] += grow(&l->columns[c], y.width[c], width - needed(l, &y));
            }
        }
    }
    return y;
}

static void paint_header(const struct yz_list *l, const struct layout *y, struct yz_rect line) {
    int at = GUTTER;
    for (size_t c = 0; c < l->column_count; c++) {
        if (y->width[c] == 0) continue;
        const char *label = yz_tr(l->columns[c].label);
        if (l->columns[c].side == YZ_RIGHT) {
            yz_paint_right(line, 0, at, y->width[c], YZ_ROLE_HEADER, label);
        } else {
            yz_paint(line, 0, at, y->width[c], YZ_ROLE_HEADER, label);
        }
        at += y->width[c] + GAP;
    }
}

static void paint_cell(const struct yz_list *l, struct yz_rect line, int at, int width, size_t column,
                       enum yz_role role, const char *text) {
    const char *match = l->mode == YZ_LIST_SEARCH ? l->search_text : l->filter_text;
    char end[512];
    if (l->columns[column].side == YZ_RIGHT) {
        yz_paint_right(line, 0, at, width, role, text);
    } else {
        if (l->columns[column].side == YZ_END) text = yz_text_ending(end, sizeof end, text, width);
        yz_paint_match(line, 0, at, width, role, text, match);
    }
}

/* Between the cells too a row looks its own way: nothing is switched off and on again for a gap. */
static void fill_row(const struct yz_list *l, const struct layout *y, struct yz_rect line, enum yz_role role) {
    int last = 0;
    for (size_t c = 0; c < l->column_count; c++)
        if (y->width[c]) last = y->width[c];
    yz_paint_fill(line, 0, GUTTER, needed(l, y) - GUTTER - last, role);
}

static void paint_row(struct yz_list *l, const struct layout *y, struct yz_rect line, size_t i, bool focused) {
    const void *row = yz_list_row(l, i);
    enum yz_role role = l->source->role ? l->source->role(l->ctx, row) : YZ_ROLE_TEXT;
    bool selected = focused && i == l->selected;
    char text[512];
    int at = GUTTER;
    if (role != YZ_ROLE_TEXT) fill_row(l, y, line, role);
    if (i == l->selected) yz_paint(line, 0, 0, 1, YZ_ROLE_TEXT, focused ? ">" : "-");
    if (yz_list_is_marked(l, yz_list_row_id(l, row), NULL)) yz_paint(line, 0, 1, 1, YZ_ROLE_KEY, "*");
    for (size_t c = 0; c < l->column_count; c++) {
        if (y->width[c] == 0) continue;
        text[0] = '\0';
        l->source->cell(l->ctx, row, c, text, sizeof text);
        paint_cell(l, line, at, y->width[c], c, selected && c == 0 ? YZ_ROLE_SELECTED : role, text);
        at += y->width[c] + GAP;
    }
}

static void paint_line(struct yz_list *l, struct yz_rect line) {
    const char *label = l->mode == YZ_LIST_FILTER ? _("筛选") : _("跳到");
    int at = yz_paint(line, 0, 0, line.columns, YZ_ROLE_LABEL, label) + 1;
    int x = yz_edit_line_paint(&l->line, line, 0, at, line.columns - at, l->failing ? YZ_ROLE_ERROR : YZ_ROLE_FIELD);
    l->cursor_y = line.y;
    l->cursor_x = line.x + x;
}

static void paint_empty(const struct yz_list *l, struct yz_rect body) {
    if (*l->error) {
        yz_paint(body, 0, GUTTER, body.columns, YZ_ROLE_ERROR, l->error);
    } else if (*l->filter_text) {
        yz_paint(body, 0, GUTTER, body.columns, YZ_ROLE_DIM, _("没有含这些字的行；Esc 取消筛选"));
    } else {
        yz_paint(body, 0, GUTTER, body.columns, YZ_ROLE_DIM, l->empty ? yz_tr(l->empty) : _("没有"));
    }
}

void yz_list_paint(struct yz_list *l, struct yz_rect area, bool focused) {
    struct layout y = lay_out(l, area.columns);
    struct yz_rect body = area;
    if (!l->no_header && area.rows > 1) {
        paint_header(l, &y, yz_area_top(area, 1));
        body = yz_area_below(area, 1);
    }
    if (l->mode != YZ_LIST_PLAIN && body.rows > 1) body.rows--;
    yz_list_fit(l, body.rows > 0 ? (size_t)body.rows : 1);
    for (size_t i = 0; i < l->count && (int)i < body.rows; i++)
        paint_row(l, &y, yz_area_top(yz_area_below(body, (int)i), 1), i, focused);
    if (l->count == 0) paint_empty(l, body);
    l->cursor_y = body.rows > 0 ? body.y + (int)l->selected : -1; /* of none: the line that says so */
    l->cursor_x = body.x;
    if (l->mode != YZ_LIST_PLAIN) paint_line(l, yz_area_top(yz_area_below(area, area.rows - 1), 1));
}

void yz_list_status(const struct yz_list *l, char *out, size_t room) {
    if (l->mode == YZ_LIST_PLAIN && *l->filter_text) snprintf(out, room, _("只看有“%s”的；Esc 看全部"), l->filter_text);
}

bool yz_list_cursor(const struct yz_list *l, int *y, int *x) {
    *y = l->cursor_y;
    *x = l->cursor_x;
    return l->cursor_y >= 0;
}
