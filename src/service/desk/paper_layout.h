/* Templates of papers, filled in and laid out by the columns of receipt printers, where every character beyond ASCII is
 * two wide. Knows nothing of cases. */
#ifndef YZ_SERVICE_DESK_PAPER_LAYOUT_H
#define YZ_SERVICE_DESK_PAPER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct yz_paper_values {
    /* The value of a key; "" when it is empty, NULL when there is no such key. `list` is "" outside of lists, else
     * "seen" or "missing", with `row` counting from 0. */
    const char *(*value)(void *ctx, const char *list, size_t row, const char *key);
    size_t (*rows)(void *ctx, const char *list); /* how many rows a list has */
    void *ctx;
    bool big; /* the printer knows double size; else it is left out */
};

/* SO and SI: around what is printed at double size. Never in a value: those are cleaned of control characters. */
#define YZ_PAPER_BIG   "\x0e"
#define YZ_PAPER_PLAIN "\x0f"

/* Appends the template's lines, each at most `columns` wide and ended by LF. A key that does not exist is written as
 * it stands, so that a slip in a template is seen. */
void yz_paper_lay_out(const char *text, const struct yz_paper_values *values, int columns, struct yz_buffer *out);

/* Columns of a text on paper. */
int yz_paper_width(const char *s);

/* Appends one line wrapped: words and numbers stay whole, closing marks do not begin a line. Further lines are indented
 * by `indent` columns. */
void yz_paper_wrap(const char *line, int columns, int indent, struct yz_buffer *out);

#endif
