/* The line editor on the screen: requests to its operations, and its window painted. */
#ifndef YZ_UI_EDIT_LINE_H
#define YZ_UI_EDIT_LINE_H

#include "base/line_edit.h"
#include "ui/keys.h"
#include "ui/paint.h"

/* Text and editing keys; true when it was for the editor. `*changed` (may be NULL) tells whether the text changed. Up,
 * Down, Tab, Enter, Esc are not its business. */
bool yz_edit_line_input(struct yz_line_edit *e, const struct yz_input *in, bool *changed);

/* Paints the window of the text into `width` columns; the rest is filled in the role. Answers the column (in the area)
 * where the cursor stands. */
int yz_edit_line_paint(struct yz_line_edit *e, struct yz_rect a, int row, int column, int width, enum yz_role role);

/* The same of a secret: a star for each character. */
int yz_edit_line_paint_hidden(const struct yz_line_edit *e, struct yz_rect a, int row, int column, int width,
                              enum yz_role role);

#endif
