/* Any bytes decoded from every encoding give valid UTF-8; what was decoded without loss survives GB18030 and JSON; what is
 * shown of it never holds a control character and keeps its width. */
#include "base/encoding.h"
#include "base/gb18030.h"
#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                                \
    do                                                                                                                 \
        if (!(condition)) abort();                                                                                     \
    while (0)

static void must_be_shown_safely(const char *s) {
    char out[256], cut[40];
    yz_text_visible(out, sizeof out, s);
    for (const char *p = out; *p; p++) MUST((unsigned char)*p >= 0x20 && *p != 0x7F);
    MUST(yz_utf8_valid(out, strlen(out)));
    if (strlen(out) < sizeof out - 8) MUST(yz_text_width(out) == yz_text_width(s));
    for (int columns = 0; columns < 12; columns++) {
        int width = yz_text_fit(cut, sizeof cut, s, columns);
        MUST(width <= columns && width == yz_text_width(cut) && yz_utf8_valid(cut, strlen(cut)));
        MUST(yz_text_pad_left(out, sizeof out, s, columns) == yz_text_width(out));
    }
    for (size_t room = 1; room < 12; room++) {
        yz_mask_name(cut, room, s);
        yz_mask_id(cut, room, s);
        yz_mask_phone(cut, room, s);
        yz_text_narrow(cut, room, s);
        MUST(strlen(cut) < room);
        yz_text_fold(cut, room, s);
        MUST(strlen(cut) < room && yz_utf8_valid(cut, strlen(cut)));
    }
    char once[512], twice[512];
    yz_text_fold(once, sizeof once, s);
    yz_text_fold(twice, sizeof twice, once);
    MUST(strlen(once) > sizeof once - 8 || strcmp(once, twice) == 0);
}

/* Our own GB18030 reads back every character that it writes. */
static void table_must_agree(const char *s, size_t n) {
    MUST(yz_gb18030_ready());
    while (n) {
        uint32_t cp, back;
        char code[4];
        int bytes = yz_gb18030_decode(s, n, &cp);
        MUST(bytes >= 0 && (size_t)bytes <= n);
        if (bytes) {
            int length = yz_gb18030_encode(cp, code);
            MUST(length > 0 && yz_gb18030_decode(code, (size_t)length, &back) == length && back == cp);
        }
        s += bytes ? bytes : 1;
        n -= bytes ? (size_t)bytes : 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    setlocale(LC_ALL, "C.UTF-8");
    yz_encoding_detect(data, size);
    table_must_agree((const char *)data, size);
    for (int e = YZ_UTF8; e <= YZ_UTF16BE; e++) {
        struct yz_decoded d;
        struct yz_buffer out = {0};
        MUST(yz_decode((enum yz_encoding)e, data, size, &d) == YZ_OK);
        MUST(yz_utf8_valid(d.text, d.length) && d.text[d.length] == '\0');
        MUST((d.bad == YZ_NO_BAD_BYTES) == (d.bad_count == 0) && (d.bad_count == 0 || d.bad < size));
        must_be_shown_safely(d.text);
        MUST(yz_encode(YZ_GB18030, d.text, d.length, &out, NULL) == YZ_OK);
        yz_buffer_clear(&out);
        yz_json_quote(&out, d.text, d.length);
        MUST(!out.failed && yz_utf8_valid(out.data, out.length));
        yz_buffer_free(&out);
        free(d.text);
    }
    char *raw = malloc(size + 1);
    MUST(raw);
    if (size) memcpy(raw, data, size);
    raw[size] = '\0';
    must_be_shown_safely(raw);
    free(raw);
    return 0;
}
