/* Painting: text into cells. Everything goes through here as wide cells, so UTF-8 and GB18030 terminals both come out
 * right, no wide character is ever split, and control characters in data never reach the terminal raw.
 *
 * An area is a rectangle of the screen; rows and columns are counted inside it, and nothing is painted outside it. */
#ifndef YZ_UI_PAINT_H
#define YZ_UI_PAINT_H

#include <stdbool.h>
#include <stddef.h>

struct yz_rect {
    int y, x, rows, columns;
};

/* What a piece of text is; the theme (theme.c) says how that looks. Bold, underline and reverse carry the meaning alone. */
enum yz_role {
    YZ_ROLE_TEXT,
    YZ_ROLE_TITLE,
    YZ_ROLE_HEADER,   /* of a list, of a group of fields */
    YZ_ROLE_SELECTED, /* the row, choice or field that the cursor is on */
    YZ_ROLE_HINT,
    YZ_ROLE_KEY,
    YZ_ROLE_ERROR,
    YZ_ROLE_WARNING,
    YZ_ROLE_GOOD,  /* done, saved */
    YZ_ROLE_DIM,   /* of less weight */
    YZ_ROLE_LABEL, /* of a field */
    YZ_ROLE_VALUE,
    YZ_ROLE_FIELD, /* the place where one types */
    YZ_ROLE_MATCH, /* the part that was searched for */
    YZ_ROLE_COUNT
};

/* One line of text at (row, column), at most `width` columns (also cut at the area's edge); a cut is marked with "…".
 * Answers the columns used. */
int yz_paint(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text);
int yz_paint_n(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text, size_t bytes);

/* The same, ending at column + width. */
int yz_paint_right(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text);

/* Paints with printf form at (row, column) to the area's edge. Answers the columns used. */
int yz_paintf(struct yz_rect a, int row, int column, enum yz_role role, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* "label  value" with the value at column + label_width. */
void yz_paint_pair(struct yz_rect a, int row, int column, int label_width, const char *label, const char *value);

/* As yz_paint; the places where `match` stands in the text (upper and lower case alike) get YZ_ROLE_MATCH. */
int yz_paint_match(struct yz_rect a, int row, int column, int width, enum yz_role role, const char *text,
                   const char *match);

/* Spaces in a role from (row, column), `width` columns: the empty part of a field. */
void yz_paint_fill(struct yz_rect a, int row, int column, int width, enum yz_role role);

/* Text of several lines ('\n'), broken at the area's width (between Han characters, else at spaces), from `row` on, the
 * first `skip` lines left out. Answers the rows it takes, painted or not. */
int yz_paint_wrap(struct yz_rect a, int row, int skip, enum yz_role role, const char *text);

/* Bytes of `s` that go into one line of `width` columns: to its '\n', else to the last place where a line may end (after a
 * space, before or after a wide character); at least one character. */
size_t yz_paint_break(const char *s, int width);

/* A thin line across the area. */
void yz_paint_rule(struct yz_rect a, int row);

/* Parts of an area: the first rows / the rest / the columns [from, from + columns). */
struct yz_rect yz_area_top(struct yz_rect a, int rows);
struct yz_rect yz_area_below(struct yz_rect a, int rows);
struct yz_rect yz_area_part(struct yz_rect a, int column, int columns);

/* Themes: "default", "high-contrast", "mono" ($YIZHAN_THEME; NO_COLOR gives mono). For ui.c, after curses started. */
void yz_theme_choose(void);
/* True where box characters take one column (UTF-8); rules are ASCII elsewhere. Decided by yz_theme_choose. */
bool yz_theme_box(void);

#endif
