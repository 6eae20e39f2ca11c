/* Any bytes as a part of a workbook: its sheet, strings, styles, list of sheets; or as the whole file. What comes out is
 * cells within the text, and never more than the bounds. */
#include "base/xlsx.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef HAVE_XLSXREADER
#include "support/workbook.h"

static bool row(void *ctx, uint32_t line, const uint32_t *cells, uint32_t count) {
    const struct yz_buffer *text = ctx;
    if (!line || count > 1024) abort();
    for (uint32_t i = 0; i < count; i++)
        if (cells[i] >= text->length || strlen(text->data + cells[i]) >= text->length) abort();
    return true;
}

static bool merged(void *ctx, uint32_t column, uint32_t from, uint32_t to) {
    (void)ctx;
    (void)column;
    if (to <= from) abort();
    return true;
}

static void read(const void *bytes, size_t n) {
    struct yz_buffer text = {0};
    const struct yz_xlsx_sink sink = {.text = &text, .row = row, .merged = merged, .ctx = &text};
    yz_xlsx_read(bytes, n, "workbook", &sink);
    yz_buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char sheet[] =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\">"
        "<v>45356</v></c></row></sheetData></worksheet>";
    struct part parts[] = {
        {"xl/workbook.xml", WORKBOOK_XML, 0},
        {"xl/_rels/workbook.xml.rels", RELATIONS_XML, 0},
        {"xl/worksheets/sheet1.xml", sheet, 0},
        {"xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>", 0},
        {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>", 0}};
    enum { PARTS = sizeof parts / sizeof *parts };
    struct yz_buffer file = {0};
    if (size < 2) return 0;
    size_t which = data[0] % (PARTS + 1);
    if (which == PARTS) return read(data + 1, size - 1), 0;
    parts[which].bytes = (const char *)data + 1;
    parts[which].length = size - 1;
    if (workbook_zip(parts, PARTS, NULL, &file)) read(file.data, file.length);
    yz_buffer_free(&file);
    return 0;
}
#else
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char out[YZ_XLSX_NUMBER];
    char *text = malloc(size + 1);
    if (!text) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    yz_xlsx_number(text, out);
    yz_xlsx_day(text, size % 2, out);
    free(text);
    return 0;
}
#endif
