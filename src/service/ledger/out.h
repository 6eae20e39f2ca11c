/* A table going out, as CSV or as a workbook: the same calls. */
#ifndef YZ_SERVICE_LEDGER_OUT_H
#define YZ_SERVICE_LEDGER_OUT_H

#include "base/csv.h"
#include "base/xlsx.h"

#include <yizhan/kind.h>

struct yz_out { /* zero-initialise; ended by yz_out_close */
    struct yz_csv_writer csv;
    struct yz_xlsx_writer *xlsx; /* NULL: CSV */
    FILE *file;
};

/* `name` is the sheet's; the encoding is that of CSV. */
enum yz_status yz_out_open(struct yz_out *o, FILE *file, bool xlsx, const char *name, enum yz_encoding encoding);
void yz_out_header(struct yz_out *o, const char *text);
void yz_out_text(struct yz_out *o, const char *text);
/* The text of a field's cell; in a workbook numbers and days that `record` holds openly are real ones. */
void yz_out_field(struct yz_out *o, const struct yz_field *f, const void *record, bool masked, const char *text);
void yz_out_end_row(struct yz_out *o);
enum yz_status yz_out_status(const struct yz_out *o);
/* `good` false: a workbook is given up, nothing is written. */
enum yz_status yz_out_close(struct yz_out *o, bool good);

#endif
