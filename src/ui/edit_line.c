/* The line editor on the screen. */
#include "ui/edit_line.h"

#include <string.h>

static bool edit(struct yz_line_edit *e, const struct yz_input *in) {
    switch (in->request) {
    case YZ_REQ_TEXT: return yz_line_insert(e, in->text, in->length);
    case YZ_REQ_RUBOUT: return yz_line_backspace(e);
    case YZ_REQ_DELETE: return yz_line_delete(e);
    case YZ_REQ_KILL_TO_START: return yz_line_kill_to_start(e);
    case YZ_REQ_KILL_TO_END: return yz_line_kill_to_end(e);
    default: return yz_line_kill_word(e);
    }
}

bool yz_edit_line_input(struct yz_line_edit *e, const struct yz_input *in, bool *changed) {
    bool did = false;
    switch (in->request) {
    case YZ_REQ_LEFT: yz_line_left(e); break;
    case YZ_REQ_RIGHT: yz_line_right(e); break;
    case YZ_REQ_WORD_LEFT: yz_line_word_left(e); break;
    case YZ_REQ_WORD_RIGHT: yz_line_word_right(e); break;
    case YZ_REQ_HOME: yz_line_home(e); break;
    case YZ_REQ_END: yz_line_end(e); break;
    case YZ_REQ_TEXT:
    case YZ_REQ_RUBOUT:
    case YZ_REQ_DELETE:
    case YZ_REQ_KILL_TO_START:
    case YZ_REQ_KILL_TO_END:
    case YZ_REQ_KILL_WORD: did = edit(e, in); break;
    default: return false;
    }
    if (changed) *changed = did;
    return true;
}

int yz_edit_line_paint(struct yz_line_edit *e, struct yz_rect a, int row, int column, int width, enum yz_role role) {
    if (width > a.columns - column) width = a.columns - column;
    if (width <= 0) return column;
    struct yz_line_view v = yz_line_view(e, width);
    int used = yz_paint_n(a, row, column, width, e->offered ? YZ_ROLE_SELECTED : role, e->text + v.from, v.to - v.from);
    yz_paint_fill(a, row, column + used, width - used, role);
    return column + v.cursor;
}

int yz_edit_line_paint_hidden(const struct yz_line_edit *e, struct yz_rect a, int row, int column, int width,
                              enum yz_role role) {
    char stars[64];
    size_t most = width < (int)sizeof stars ? (size_t)width : sizeof stars;
    size_t n = most == 0 ? 0 : e->count < most - 1 ? e->count : most - 1;
    memset(stars, '*', n);
    int used = yz_paint_n(a, row, column, width, role, stars, n);
    yz_paint_fill(a, row, column + used, width - used, role);
    return column + (int)n;
}
