/* Any bytes as a CSV file, and any cells written and read back. */
#include "base/csv.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                                \
    do                                                                                                                 \
        if (!(condition)) abort();                                                                                     \
    while (0)

static char *copy_of(const void *data, size_t size) {
    char *copy = malloc(size + 1);
    MUST(copy);
    if (size) memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

static void read_any(const uint8_t *data, size_t size) {
    char *text = copy_of(data, size), **cells;
    struct yz_csv csv;
    size_t count, line = 0;
    enum yz_csv_answer answer;
    yz_csv_open(&csv, text, size);
    while ((answer = yz_csv_row(&csv, &cells, &count)) != YZ_CSV_END) {
        MUST(answer != YZ_CSV_NO_MEMORY && csv.line > line && csv.line <= size + 1);
        line = csv.line;
        for (size_t i = 0; i < count; i++) {
            MUST(cells[i] >= text && cells[i] + strlen(cells[i]) <= text + size);
            yz_csv_unguard(cells[i]);
        }
    }
    yz_csv_close(&csv);
    free(text);
}

/* The input as cells, parted by NUL and in rows by \1; three columns, so that the separator is never in doubt. */
static void round_trip(const uint8_t *data, size_t size) {
    char *text = copy_of(data, size);
    struct yz_buffer out = {0};
    struct yz_csv_writer w;
    yz_csv_write_open(&w, NULL, &out, YZ_UTF8_BOM);
    size_t rows = 0;
    for (char *s = text; s < text + size; s += strlen(s) + 1, rows++) {
        yz_csv_cell(&w, s);
        yz_csv_cell(&w, "");
        yz_csv_cell(&w, s);
        yz_csv_end_row(&w);
    }
    MUST(yz_csv_write_close(&w) == YZ_OK);
    struct yz_decoded d;
    MUST(yz_encoding_detect(out.data, out.length) == YZ_UTF8_BOM);
    MUST(yz_decode(YZ_UTF8_BOM, out.data, out.length, &d) == YZ_OK && d.bad_count == 0);
    struct yz_csv csv;
    char **cells;
    size_t count;
    yz_csv_open(&csv, d.text, d.length);
    for (char *s = text; rows > 0; s += strlen(s) + 1, rows--) {
        struct yz_buffer clean = {0}; /* invalid bytes are written as question marks */
        MUST(yz_encode(YZ_UTF8, s, strlen(s), &clean, NULL) == YZ_OK);
        MUST(yz_csv_row(&csv, &cells, &count) == YZ_CSV_ROW && count == 3);
        MUST(strcmp(yz_csv_unguard(cells[0]), yz_buffer_string(&clean)) == 0);
        MUST(cells[1][0] == '\0');
        MUST(strcmp(yz_csv_unguard(cells[2]), yz_buffer_string(&clean)) == 0);
        yz_buffer_free(&clean);
    }
    MUST(yz_csv_row(&csv, &cells, &count) == YZ_CSV_END);
    yz_csv_close(&csv);
    free(d.text);
    free(text);
    yz_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    setlocale(LC_ALL, "C.UTF-8");
    read_any(data, size);
    round_trip(data, size);
    return 0;
}
