/* CSV as people have it: RFC 4180 plus practice. The reader works inside its buffer and copies nothing; the writer guards
 * cells against spreadsheet programs. All text is UTF-8; see encoding.h for the border. */
#ifndef YIZHAN_BASE_CSV_H
#define YIZHAN_BASE_CSV_H

#include "base/buffer.h"
#include "base/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <yizhan/status.h>

enum yz_csv_answer {
    YZ_CSV_END = 0,
    YZ_CSV_ROW = 1,
    YZ_CSV_NUL = -1,      /* the row holds a NUL byte; it was skipped, reading goes on */
    YZ_CSV_UNCLOSED = -2, /* a quote opened in this row is never closed; goes on with the next line */
    YZ_CSV_NO_MEMORY = -3 /* reading ends */
};

struct yz_csv {
    char separator; /* , ; or tab, detected by yz_csv_open; may be set before the first row */
    size_t line;    /* on which the last row begins, from 1 */
    size_t lines;   /* that the last row spans */
    /* private */
    char *at, *end;
    size_t next_line, length, rescanned;
    char **cells;
    struct yz_csv_span *spans;
    size_t room;
};

/* Begins on `buffer`, whose byte buffer[length] must be there and be NUL. Skips a BOM, obeys a first line "sep=;", else
 * detects the separator. Rows are read by changing the buffer. */
void yz_csv_open(struct yz_csv *csv, char *buffer, size_t length);

/* The next row: `cells` are NUL-terminated, in the buffer, good until it goes; the array itself until the next call.
 * Line ends are LF, CRLF or CR, also within quotes. Empty lines are passed over. A quote within an unquoted cell, and
 * text after a closing quote, are taken as they are. Errors carry `csv->line`; see above what follows them. */
enum yz_csv_answer yz_csv_row(struct yz_csv *csv, char ***cells, size_t *count);

void yz_csv_close(struct yz_csv *csv); /* the buffer stays the caller's */

/* What an answer below 0 means, for people, translated. */
const char *yz_csv_error(enum yz_csv_answer answer);

/* The writer: rows of cells, CRLF, quotes where needed, to a FILE or onto a buffer.
 *
 * Guards. A cell that begins with = + - @ tab CR LF or ' gets an apostrophe before it, so that no program runs it as a
 * formula. A cell of digits that Excel and WPS would spoil (12 digits or more, a leading zero, 3-2, 1/2, 12E3) gets a
 * tab before it: both then keep it as text, show nothing strange, and keep the tab when they save the file again; with
 * ="…" the guard is gone after their first save. yz_csv_unguard takes off exactly what was put on. */
struct yz_csv_writer {
    FILE *file;
    struct yz_buffer *out; /* where bytes in the target encoding gather */
    struct yz_buffer own, row;
    enum yz_encoding encoding;
    size_t cells, row_start;
    enum yz_status status;
};

/* Exactly one of `file`, `out` is given. Begins with the BOM of the encoding, if it has one. */
void yz_csv_write_open(struct yz_csv_writer *w, FILE *file, struct yz_buffer *out, enum yz_encoding encoding);
void yz_csv_cell(struct yz_csv_writer *w, const char *text);     /* NULL is an empty cell */
void yz_csv_cell_raw(struct yz_csv_writer *w, const char *text); /* unguarded: texts of our own, numbers, dates */
void yz_csv_end_row(struct yz_csv_writer *w);

/* Writes out the rest (the file is flushed, not closed) and answers how all of it went: YZ_BUSY with a message when the
 * disk or memory is full. Must be called once. */
enum yz_status yz_csv_write_close(struct yz_csv_writer *w);

/* Takes the guard off a cell, in place: what the writer above puts on, ="123", and an apostrophe before digits. Answers
 * where the text begins (within `cell`). */
char *yz_csv_unguard(char *cell);

#endif
