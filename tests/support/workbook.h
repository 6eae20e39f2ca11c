/* Workbooks for tests, made part by part in memory with libzip. Only where the reader is built. */
#ifndef YZ_TESTS_WORKBOOK_H
#define YZ_TESTS_WORKBOOK_H

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define WORKBOOK_XML                                                                                                   \
    "<workbook><workbookPr/><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\" xmlns:r=\"x\"/></sheets></workbook>"
#define RELATIONS_XML "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"

struct part {
    const char *path, *bytes;
    size_t length; /* 0: a string */
};

/* The parts as one zip file; free data by yz_buffer_free. False: libzip refused. */
static inline bool workbook_zip(const struct part *parts, size_t count, const char *password, struct yz_buffer *out) {
    zip_error_t error;
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
    if (!zip) return false;
    zip_source_keep(source);
    for (size_t i = 0; i < count; i++) {
        size_t n = parts[i].length ? parts[i].length : strlen(parts[i].bytes);
        zip_source_t *bytes = zip_source_buffer(zip, parts[i].bytes, n, 0);
        zip_int64_t at = zip_file_add(zip, parts[i].path, bytes, ZIP_FL_OVERWRITE);
        if (password && at >= 0) zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_256, password);
    }
    bool good = zip_close(zip) == 0;
    if (!good) zip_discard(zip);
    good = good && zip_source_stat(source, &st) == 0 && zip_source_open(source) == 0;
    char *to = good ? yz_buffer_reserve(out, (size_t)st.size) : NULL;
    if (to && zip_source_read(source, to, st.size) == (zip_int64_t)st.size) out->length += (size_t)st.size;
    zip_source_free(source);
    return out->length > 0;
}

/* A workbook of one sheet: its rows, and what else there is (may be NULL). */
static inline bool workbook_make(const char *sheet, const char *strings, const char *styles, struct yz_buffer *out) {
    struct part parts[5] = {{"xl/workbook.xml", WORKBOOK_XML, 0},
                            {"xl/_rels/workbook.xml.rels", RELATIONS_XML, 0},
                            {"xl/worksheets/sheet1.xml", sheet, 0}};
    size_t n = 3;
    if (strings) parts[n++] = (struct part){"xl/sharedStrings.xml", strings, 0};
    if (styles) parts[n++] = (struct part){"xl/styles.xml", styles, 0};
    return workbook_zip(parts, n, NULL, out);
}

#endif
