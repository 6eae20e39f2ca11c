/* What the files of the reader share. */
#ifndef YIZHAN_BASE_XLSX_PRIVATE_H
#define YIZHAN_BASE_XLSX_PRIVATE_H

#include "base/xlsx.h"
#include "base/xlsx_late.h"

#include <expat.h>

enum { YZ_XLSX_COLUMNS = 1024, YZ_XLSX_SHEETS = 64, YZ_XLSX_PATH = 256, YZ_XLSX_NAME = 128 };

enum yz_xlsx_form { YZ_XLSX_PLAIN, YZ_XLSX_DAY, YZ_XLSX_MOMENT, YZ_XLSX_ZEROS }; /* ZEROS + n: n digits, zeros before */

struct yz_xlsx_book { /* an open workbook */
    zip_t *zip;
    const char *name;
    const struct yz_xlsx_sink *sink;
    uint64_t inflated;
    bool from_1904;
    char paths[YZ_XLSX_SHEETS][YZ_XLSX_PATH]; /* of the visible sheets, in order */
    char names[YZ_XLSX_SHEETS][YZ_XLSX_NAME];
    size_t sheets;
    uint32_t *strings; /* where in the sink's text each shared string begins */
    size_t string_count, string_room;
    uint8_t *forms; /* enum yz_xlsx_form, by style */
    size_t form_count, form_room;
    uint64_t cells;
};

/* A part being read. The callbacks get names without prefix; a failure is left by yz_xlsx_stop. */
struct yz_xlsx_part {
    struct yz_xlsx_book *book;
    void (*start)(struct yz_xlsx_part *p, const char *name, const char **attributes);
    void (*end)(struct yz_xlsx_part *p, const char *name);
    void *ctx;
    XML_Parser parser;
    enum yz_status status;
    bool gather; /* text between tags goes to `text` */
    struct yz_buffer text;
};

/* xlsx_read.c. `must`: refused when the part is not there, else passed over. */
enum yz_status yz_xlsx_part(struct yz_xlsx_part *p, const char *path, bool must);
void yz_xlsx_stop(struct yz_xlsx_part *p, enum yz_status status);
const char *yz_xlsx_attribute(const char **attributes, const char *name); /* NULL: none */
/* The attribute as a whole number below 100,000,000; -1: none, or something else. */
long yz_xlsx_whole(const char **attributes, const char *name);
enum yz_status yz_xlsx_too_much(const struct yz_xlsx_book *b);

/* xlsx_book.c: sheets, styles, shared strings. */
enum yz_status yz_xlsx_sheets(struct yz_xlsx_book *b);
enum yz_status yz_xlsx_styles(struct yz_xlsx_book *b);
enum yz_status yz_xlsx_strings(struct yz_xlsx_book *b);

/* xlsx_sheet.c. `look`: no row is told, `*wide` says whether there is one of two cells. */
enum yz_status yz_xlsx_sheet(struct yz_xlsx_book *b, const char *path, bool look, bool *wide);

#endif
