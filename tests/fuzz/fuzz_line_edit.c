/* Keys and pastes in any order: the text stays valid within its room, the cursor between whole characters, the window
 * within its width. */
#include "base/line_edit.h"
#include "base/text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                                \
    do                                                                                                                 \
        if (!(condition)) abort();                                                                                     \
    while (0)

static bool (*const keys[])(struct yz_line_edit *) = {
    yz_line_left,      yz_line_right,  yz_line_word_left,   yz_line_word_right,    yz_line_home,      yz_line_end,
    yz_line_backspace, yz_line_delete, yz_line_kill_to_end, yz_line_kill_to_start, yz_line_kill_word, yz_line_restore,
};

static void check(struct yz_line_edit *e, const char *text, size_t room, int width, bool valid) {
    MUST(memchr(text, '\0', room));
    MUST(strlen(text) == e->length && e->marks[e->count].offset == e->length);
    MUST(e->cursor <= e->count);
    MUST(!valid || yz_utf8_valid(text, e->length));
    MUST(e->marks[e->count].column == yz_text_width(text));
    struct yz_line_view v = yz_line_view(e, width);
    MUST(v.from <= v.to && v.to <= e->length && v.columns <= (width > 0 ? width : 0));
    MUST(v.cursor >= 0 && v.cursor < (width > 0 ? width : 1));
    size_t cursor = e->marks[e->cursor].offset;
    MUST(v.from <= cursor && (cursor <= v.to || width < 2));
    MUST(v.more_left == (v.from > 0) && v.more_right == (v.to < e->length));
    yz_line_click(e, &v, v.cursor);
    MUST(e->marks[e->cursor].offset == cursor || width < 1 || v.to <= cursor);
    yz_line_view(e, width);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct yz_line_edit e;
    if (size < 3) return 0;
    setlocale(LC_ALL, "C.UTF-8");
    size_t room = 1 + data[0] % 64, begin = data[1] % room;
    int width = data[2] % 40;
    data += 3;
    size -= 3;
    char *text = calloc(1, room); /* exactly, so that a step beyond is seen */
    MUST(text);
    memcpy(text, data, begin < size ? begin : size);
    yz_line_open(&e, text, room);
    bool valid = yz_utf8_valid(text, e.length);
    check(&e, text, room, width, valid);
    for (size_t i = 0; i < size;) {
        size_t op = data[i++] % 16, n;
        if (op < sizeof keys / sizeof *keys) {
            keys[op](&e);
        } else if (op == 12 && size - i >= 4) {
            uint32_t cp;
            memcpy(&cp, data + i, 4);
            i += 4;
            yz_line_insert_char(&e, cp % 0x120000);
        } else {
            n = i < size ? data[i] % 24 : 0;
            n = n < size - i ? n : size - i;
            size_t before = e.length;
            char copy[64];
            memcpy(copy, text, room);
            if (!yz_line_insert(&e, (const char *)data + i, n))
                MUST(e.refused && e.length == before && !strcmp(copy, text));
            i += n;
        }
        valid = valid || yz_utf8_valid(text, e.length);
        check(&e, text, room, width, valid && yz_utf8_valid(e.original, strlen(e.original)));
        if (e.length && !yz_utf8_valid(e.original, strlen(e.original))) valid = false;
    }
    free(text);
    return 0;
}
