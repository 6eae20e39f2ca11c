/* Painting: where text goes on the canvas. */
#include "ui/paint.h"

#include "base/text.h"
#include "ui/canvas.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BYTES = 4 * YZ_CELLS }; /* of one line */

/* The room at a place: `width`, cut at the area's edge; 0 outside of it. */
static int room_at(struct yz_rect a, int row, int column, int width) {
    if (row < 0 || row >= a.rows || column < 0 || column >= a.columns) return 0;
    int room = a.columns - column;
    if (room > YZ_CELLS) room = YZ_CELLS;
    return width < room ? width : room;
}

int yz_paint(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text) {
    width = room_at(a, row, column, width);
    return width > 0 ? yz_canvas_put(a.y + row, a.x + column, width, false, role, text) : 0;
}

int yz_paint_n(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text, size_t bytes) {
    char piece[BYTES];
    if (bytes >= sizeof piece) bytes = yz_utf8_cut(text, sizeof piece - 1);
    memcpy(piece, text, bytes);
    piece[bytes] = '\0';
    return yz_paint(a, row, column, width, role, piece);
}

int yz_paint_right(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text) {
    width = room_at(a, row, column, width);
    return width > 0 ? yz_canvas_put(a.y + row, a.x + column, width, true, role, text) : 0;
}

int yz_paintf(struct yz_rect a, int row, int column, enum yz_role role, const char *format, ...) {
    char text[BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    text[yz_utf8_cut(text, sizeof text - 1)] = '\0';
    return yz_paint(a, row, column, a.columns - column, role, text);
}

void yz_paint_pair(struct yz_rect a, int row, int column, int label_width, const char *label, const char *value) {
    yz_paint(a, row, column, label_width - 1, YZ_ROLE_LABEL, label);
    yz_paint(a, row, column + label_width, a.columns, YZ_ROLE_VALUE, value);
}

int yz_paint_match(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text,
                   const char *match) {
    char fitted[BYTES];
    size_t length = strlen(match);
    int used = yz_paint(a, row, column, width, role, text);
    width = room_at(a, row, column, width);
    if (length == 0 || width <= 0) return used;
    yz_text_fit(fitted, sizeof fitted, text, width);
    for (char *at = fitted; (at = strcasestr(at, match)) != NULL; at += length) {
        char kept = *at;
        *at = '\0';
        int before = yz_text_width(fitted);
        *at = kept;
        yz_paint_n(a, row, column + before, width - before, YZ_ROLE_MATCH, at, length);
    }
    return used;
}

void yz_paint_fill(struct yz_rect a, int row, int column, int width, enum yz_role role) {
    char spaces[YZ_CELLS + 1];
    width = room_at(a, row, column, width);
    if (width <= 0) return;
    memset(spaces, ' ', (size_t)width);
    spaces[width] = '\0';
    yz_paint(a, row, column, width, role, spaces);
}

void yz_paint_rule(struct yz_rect a, int row) {
    char line[BYTES];
    const char *piece = yz_theme_box() ? "─" : "-";
    size_t n = strlen(piece);
    int width = room_at(a, row, 0, a.columns);
    for (int i = 0; i < width; i++) memcpy(line + (size_t)i * n, piece, n + 1);
    if (width > 0) yz_paint(a, row, 0, width, YZ_ROLE_DIM, line);
}

/* Whether the text begins with one of the characters. */
static bool begins_with_one(const char *s, const char *const *characters) {
    for (; *characters; characters++) {
        if (strncmp(s, *characters, strlen(*characters)) == 0) return true;
    }
    return false;
}

/* Chinese lines do not begin with what closes, nor end with what opens. */
static bool may_break(const char *before, const char *after) {
    static const char *const closing[] = {"，", "。", "、", "；", "：", "？", "！", "）",
                                          "》", "”",  "’",  "」", "』", "…",  NULL};
    static const char *const opening[] = {"（", "《", "“", "‘", "「", "『", NULL};
    return !begins_with_one(after, closing) && !begins_with_one(before, opening);
}

size_t yz_paint_break(const char *s, int width) {
    size_t at = 0, good = 0, before = 0;
    int used = 0, columns;
    bool wide = false; /* what stands before `at` */
    for (size_t n; (n = yz_grapheme(s + at, &columns)) != 0 && s[at] != '\n'; before = at, at += n) {
        bool space = at > 0 && s[before] == ' ';
        if (space || (at > 0 && (wide || columns == 2) && may_break(s + before, s + at))) good = at;
        if (used + columns > width) return good ? good : at ? at : n;
        used += columns;
        wide = columns == 2;
    }
    return at;
}

int yz_paint_wrap(struct yz_rect a, int row, int skip, enum yz_role role, const char *text) {
    int lines = 0;
    while (*text && a.columns > 0) {
        size_t n = yz_paint_break(text, a.columns);
        if (lines >= skip) yz_paint_n(a, row + lines - skip, 0, a.columns, role, text, n);
        text += n;
        if (*text == '\n') {
            text++;
        } else {
            text += strspn(text, " ");
        }
        lines++;
    }
    return lines;
}

struct yz_rect yz_area_top(struct yz_rect a, int rows) {
    if (rows < a.rows) a.rows = rows < 0 ? 0 : rows;
    return a;
}

struct yz_rect yz_area_below(struct yz_rect a, int rows) {
    if (rows > a.rows) rows = a.rows;
    if (rows < 0) rows = 0;
    a.y += rows;
    a.rows -= rows;
    return a;
}

struct yz_rect yz_area_part(struct yz_rect a, int column, int columns) {
    if (column < 0) column = 0;
    if (column > a.columns) column = a.columns;
    if (columns > a.columns - column) columns = a.columns - column;
    if (columns < 0) columns = 0;
    a.x += column;
    a.columns = columns;
    return a;
}
