/* The line editor: a pure module without screen or keyboard. It edits UTF-8 in a buffer of its caller (a record's
 * char[N] field), keeps {byte offset, column} of every user-perceived character, and says which part to show.
 * The cursor always stands between whole characters: a combining mark moves and goes with its base. */
#ifndef YIZHAN_BASE_LINE_EDIT_H
#define YIZHAN_BASE_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YZ_LINE_ROOM 2048 /* the largest buffer, NUL included; of a larger one, no more is used */

struct yz_line_mark {
    uint16_t offset, column;
};

struct yz_line_edit {
    char *text;  /* the caller's; valid text with NUL after every call */
    size_t room; /* of `text`, NUL included */
    size_t length;
    size_t cursor; /* index of a character: 0 .. count */
    size_t left;   /* index of the first one shown; kept by yz_line_view */
    size_t count;  /* of characters (graphemes) */
    bool refused;  /* the last operation was an insertion that did not fit; nothing was inserted */
    bool offered;  /* the text is only an offer: an insertion takes its place, anything else makes it the user's */
    struct yz_line_mark marks[YZ_LINE_ROOM]; /* [count] is the end */
    char original[YZ_LINE_ROOM];
};

/* Part of the text to paint, whole characters only, and where the cursor stands in it. */
struct yz_line_view {
    size_t from, to;            /* bytes text[from..to) */
    int columns;                /* they take on the screen, <= the width asked for */
    int cursor;                 /* column in the window, 0 .. width - 1 */
    bool more_left, more_right; /* text is hidden there */
};

/* Begins on `text` (made to end in NUL within `room` if it does not), cursor at the end. Nothing to release. */
void yz_line_open(struct yz_line_edit *e, char *text, size_t room);

/* What stands there is an offer: shown as chosen, and the first text typed or pasted takes its place. */
void yz_line_offer(struct yz_line_edit *e);

/* After the caller has changed `text` itself: reads it again, cursor at the end. The original stays. */
void yz_line_reload(struct yz_line_edit *e);

/* Puts text in at the cursor, a paste in one call: line ends and tabs become one space each (at its very end they are
 * dropped), other control characters, bidi controls and invalid bytes are left out. All or nothing: false, and `refused`
 * set, when it does not fit. */
bool yz_line_insert(struct yz_line_edit *e, const char *s, size_t n);
bool yz_line_insert_char(struct yz_line_edit *e, uint32_t cp);

/* Moving and deleting; each answers whether anything changed. Words are runs of letters and digits, of Han, or of
 * signs; spaces part them. */
bool yz_line_left(struct yz_line_edit *e);
bool yz_line_right(struct yz_line_edit *e);
bool yz_line_word_left(struct yz_line_edit *e);
bool yz_line_word_right(struct yz_line_edit *e);
bool yz_line_home(struct yz_line_edit *e);
bool yz_line_end(struct yz_line_edit *e);
bool yz_line_backspace(struct yz_line_edit *e);
bool yz_line_delete(struct yz_line_edit *e);
bool yz_line_kill_to_end(struct yz_line_edit *e);
bool yz_line_kill_to_start(struct yz_line_edit *e);
bool yz_line_kill_word(struct yz_line_edit *e); /* the word before the cursor */

/* Undo within the field: the text as it was at yz_line_open. */
bool yz_line_restore(struct yz_line_edit *e);
bool yz_line_changed(const struct yz_line_edit *e);

/* The cursor to the character at a column of the view (a mouse click); beyond the text, to its end. */
void yz_line_click(struct yz_line_edit *e, const struct yz_line_view *v, int column);

/* What to show in `width` columns. Scrolls only when the cursor would leave the window; the character under the cursor
 * is whole in it, and at the end of the text a cell is kept for the cursor. */
struct yz_line_view yz_line_view(struct yz_line_edit *e, int width);

#endif
