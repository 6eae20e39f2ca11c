/* Tables for people: columns as wide as their widest cell, measured in display columns. */
#include "base/csv.h"
#include "base/text.h"
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 1024 };

void yz_table_begin(struct yz_table *t, unsigned right, ...) {
    va_list headings;
    const char *all[sizeof t->width / sizeof *t->width] = {NULL};
    *t = (struct yz_table){.right = right};
    va_start(headings, right);
    for (const char *h; t->columns < sizeof all / sizeof *all && (h = va_arg(headings, const char *));)
        all[t->columns++] = h;
    va_end(headings);
    for (size_t i = 0; i < t->columns; i++) yz_table_cell(t, all[i]);
}

void yz_table_cell(struct yz_table *t, const char *text) {
    char cell[CELL];
    yz_text_line(cell, sizeof cell, text ? text : "");
    int width = yz_text_width(cell), *widest = &t->width[t->count % t->columns];
    if (width > *widest) *widest = width;
    yz_buffer_append(&t->cells, cell, strlen(cell) + 1);
    t->count++;
}

/* Appends a cell with its spaces; the last one of a row ends without any. */
static void put(struct yz_buffer *line, const struct yz_table *t, size_t column, const char *cell) {
    int spaces = t->width[column] - yz_text_width(cell);
    bool right = t->right >> column & 1;
    bool last = column + 1 == t->columns;
    if (right) yz_buffer_printf(line, "%*s", spaces, "");
    yz_buffer_text(line, cell);
    if (!last) yz_buffer_printf(line, "%*s", (right ? 0 : spaces) + 2, "");
}

static void end_row(struct yz_buffer *line) {
    while (line->length && line->data[line->length - 1] == ' ') line->length--;
    yz_buffer_byte(line, '\n');
    yz_cli_write(stdout, yz_buffer_string(line), line->length);
    yz_buffer_clear(line);
}

void yz_table_print(struct yz_table *t) {
    struct yz_buffer line = {0};
    const char *cell = yz_buffer_string(&t->cells);
    for (size_t i = 0; t->count > t->columns && i < t->count && !t->cells.failed; i++) {
        put(&line, t, i % t->columns, cell);
        if ((i + 1) % t->columns == 0) end_row(&line);
        cell += strlen(cell) + 1;
    }
    yz_buffer_free(&line);
    yz_buffer_free(&t->cells);
}

void yz_table_csv(struct yz_table *t, struct yz_csv_writer *w, bool headings) {
    const char *cell = yz_buffer_string(&t->cells);
    for (size_t i = 0; t->columns && i < t->count && !t->cells.failed; i++) {
        bool written = headings || i >= t->columns;
        if (written) yz_csv_cell(w, cell);
        if (written && (i + 1) % t->columns == 0) yz_csv_end_row(w);
        cell += strlen(cell) + 1;
    }
    yz_buffer_free(&t->cells);
}
