/* What the screen is painted with, row by row. A frame is written down first: a row that is painted with the same pieces as
 * in the frame before is left alone, rows that all went up or down by one are moved, and only the rest becomes cells. So a
 * screen may paint all it has after every key. */
#ifndef YZ_UI_CANVAS_H
#define YZ_UI_CANVAS_H

#include "ui/paint.h"

enum { YZ_CELLS = 512 }; /* of one piece, at most */

/* A frame begins, of these rows only: what is not painted there until yz_canvas_show becomes blank. */
void yz_canvas_begin(int from, int rows);

/* Writes a piece of text down, over what is there: from `column` on, or (`right`) ending before column + width. Answers
 * the columns it takes, at most `width`. */
int yz_canvas_put(int y, int column, int width, bool right, enum yz_role role, const char *text);

/* The rows of the frame become the cells of curses' screen. */
void yz_canvas_show(void);

/* The cells may no longer be what was painted: the next frame makes all of them. */
void yz_canvas_forget(void);
void yz_canvas_free(void);

#endif
