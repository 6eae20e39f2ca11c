/* Excel workbooks (.xlsx), read by libzip and expat, written by libxlsxwriter, each where the build found it; without them
 * the functions answer YZ_REFUSED with a message that says what to do instead. All text is UTF-8.
 *
 * Reading trusts nothing: parts are inflated piece by piece and counted, documents with a DTD, encrypted ones and old
 * formats are refused, and what a file may make of memory is bounded. */
#ifndef YIZHAN_BASE_XLSX_H
#define YIZHAN_BASE_XLSX_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <yizhan/date.h>
#include <yizhan/status.h>

bool yz_xlsx_reads(void);  /* built with what reading needs */
bool yz_xlsx_writes(void); /* … writing needs */

/* --- reading --- */

struct yz_xlsx_sink {
    struct yz_buffer *text; /* the cells' texts, each ending in NUL; at 0 stands "" */
    /* A row that has something: its number, from 1, and where in `text` each of its cells begins. False: stop (memory). */
    bool (*row)(void *ctx, uint32_t line, const uint32_t *cells, uint32_t count);
    /* After all rows: cells of one column that are merged, rows `from` to `to`, both included. */
    bool (*merged)(void *ctx, uint32_t column, uint32_t from, uint32_t to);
    void *ctx;
    size_t *sheets; /* gets how many visible ones there are: one is read; may be NULL */
    char *names;    /* gets their names, '|' between, as many as fit; may be NULL */
    size_t names_room;
    char *read; /* gets the name of the one that is read; may be NULL */
    size_t read_room;
    const char *only; /* the visible sheet of this name, and no row when there is none; NULL: any */
};

/* The first visible sheet that has a row of two cells or more, else the first visible one. Cells come as people see them: dates as
 * 2026-11-23, numbers with their digits, those beyond 15 digits as 1.1010119900307E+17 because Excel lost the rest,
 * leading zeros that a format shows, truths as 是 and 否. `name` is for messages. */
enum yz_status yz_xlsx_read(const void *bytes, size_t n, const char *name, const struct yz_xlsx_sink *sink);

/* A number of a cell in the form above; `out` gets "" for what is none. */
enum { YZ_XLSX_NUMBER = 48 };
void yz_xlsx_number(const char *raw, char out[YZ_XLSX_NUMBER]);
/* A serial day, with its time of day when it has one: "2026-11-23", "2026-11-23 14:30". False: no such day. */
bool yz_xlsx_day(const char *raw, bool from_1904, char out[YZ_XLSX_NUMBER]);

/* --- writing --- */

struct yz_xlsx_writer;

/* One sheet named `name`. Rows are written as they come and not kept in memory, but for charts, which repeat them. YZ_REFUSED where it was not built. */
enum yz_status yz_xlsx_write_open(struct yz_xlsx_writer **out, const char *name, bool charts);
void yz_xlsx_header(struct yz_xlsx_writer *w, const char *text); /* bold, and stays when one scrolls */
void yz_xlsx_text(struct yz_xlsx_writer *w, const char *text);   /* stays text in every program */
void yz_xlsx_amount(struct yz_xlsx_writer *w, const char *text); /* "12" or "89.50": a number; else text */
void yz_xlsx_date(struct yz_xlsx_writer *w, yz_date day);        /* a real date; 0 = empty */
void yz_xlsx_percent(struct yz_xlsx_writer *w, double percent);  /* 26 → 0.26, shown as 26.00%; below 0 = empty */
void yz_xlsx_end_row(struct yz_xlsx_writer *w);
uint32_t yz_xlsx_row(const struct yz_xlsx_writer *w); /* the row that is being written, from 0 */
/* A chart of rows `from` to `to`, on a sheet of their own; columns from 0. Bars have the first row above, those of ages below. */
enum yz_xlsx_chart { YZ_XLSX_BARS, YZ_XLSX_AGES, YZ_XLSX_LINE };
void yz_xlsx_chart(struct yz_xlsx_writer *w, enum yz_xlsx_chart chart_as, const char *title, uint32_t from, uint32_t to,
                   unsigned labels, unsigned values);
/* Makes the workbook, copies it to `file` and releases all. YZ_BUSY when a disk is full. `file` NULL: given up. */
enum yz_status yz_xlsx_write_close(struct yz_xlsx_writer *w, FILE *file);

#endif
