/* Any template and any values: every line fits the paper, and nothing but text reaches a printer. */
#include "base/text.h"
#include "service/desk/paper_layout.h"

#include <yizhan/papers.h>

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                                \
    do                                                                                                                 \
        if (!(condition)) abort();                                                                                     \
    while (0)

struct input {
    char *value; /* of every key but "none" */
};

static const char *value(void *ctx, const char *list, size_t row, const char *key) {
    (void)list;
    (void)row;
    return strcmp(key, "none") == 0 ? NULL : ((struct input *)ctx)->value;
}

static size_t rows(void *ctx, const char *list) {
    (void)ctx;
    return strlen(list) % 4;
}

static char *text_of(const uint8_t *bytes, size_t size) {
    char *text = malloc(size + 1);
    MUST(text);
    memcpy(text, bytes, size);
    text[size] = '\0';
    return text;
}

static void check_lines(const char *text, int columns) {
    char line[8192];
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, "\n");
        MUST(n < sizeof line && at[n] == '\n');
        memcpy(line, at, n);
        line[n] = '\0';
        MUST(yz_utf8_valid(line, n));
        MUST(strpbrk(line, YZ_PAPER_BIG) || yz_paper_width(line) <= columns);
        for (size_t i = 0; i < n; i++) MUST((unsigned char)line[i] >= 0x20 || line[i] == 0x0e || line[i] == 0x0f);
        at += n + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool begun;
    if (!begun) begun = setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8");
    if (size < 2) return 0;
    int columns = 24 + data[0] % 97;
    size_t half = 1 + (size - 1) * (data[1] % 4) / 4;
    char *template = text_of(data + half, size - half);
    struct input in = {text_of(data + 1, half - 1)};
    for (int big = 0; big < 2; big++) {
        struct yz_buffer out = {0}, bytes = {0};
        const struct yz_paper_values values = {value, rows, &in, big};
        yz_paper_lay_out(template, &values, columns, &out);
        check_lines(yz_buffer_string(&out), columns);
        MUST(big || !strpbrk(yz_buffer_string(&out), YZ_PAPER_BIG YZ_PAPER_PLAIN));
        yz_paper_escpos(yz_buffer_string(&out), &bytes);
        yz_buffer_free(&out);
        yz_buffer_free(&bytes);
    }
    free(template);
    free(in.value);
    return 0;
}
