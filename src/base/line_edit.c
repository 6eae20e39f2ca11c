/* The line editor. The text is the truth; `marks` is made anew from it after every change: at 2 KB at most that costs
 * some microseconds, and nothing can drift apart. */
#include "base/line_edit.h"
#include "base/text.h"

#include <string.h>

static size_t usable(size_t room) {
    return room < YZ_LINE_ROOM ? room : YZ_LINE_ROOM;
}

static void mark_all(struct yz_line_edit *e) {
    size_t at = 0, column = 0;
    int columns;
    e->count = 0;
    for (size_t n; (n = yz_grapheme(e->text + at, &columns)) != 0; at += n, column += (size_t)columns)
        e->marks[e->count++] = (struct yz_line_mark){(uint16_t)at, (uint16_t)column};
    e->marks[e->count] = (struct yz_line_mark){(uint16_t)at, (uint16_t)column};
    e->length = at;
}

/* The cursor to the first character that begins at byte `at` or later: what joined its neighbour goes with it. */
static void seek(struct yz_line_edit *e, size_t at) {
    size_t low = 0, high = e->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (e->marks[middle].offset < at) low = middle + 1;
        else high = middle;
    }
    e->cursor = low;
}

void yz_line_reload(struct yz_line_edit *e) {
    e->refused = e->offered = false;
    e->cursor = e->left = e->count = e->length = 0;
    e->marks[0] = (struct yz_line_mark){0, 0};
    if (e->room == 0) return;
    if (!memchr(e->text, '\0', e->room)) {
        e->text[e->room - 1] = '\0';
        /* The last character may have lost its end. */
        size_t n = e->room - 1, from = n;
        while (from > 0 && n - from < 3 && ((unsigned char)e->text[from - 1] & 0xC0) == 0x80) from--;
        if (from > 0 && (unsigned char)e->text[from - 1] >= 0xC0 && !yz_utf8_valid(e->text + from - 1, n - from + 1))
            e->text[from - 1] = '\0';
    }
    mark_all(e);
    e->cursor = e->count;
}

void yz_line_open(struct yz_line_edit *e, char *text, size_t room) {
    e->text = text;
    e->room = usable(room);
    yz_line_reload(e);
    memcpy(e->original, text, e->room ? e->length : 0);
    e->original[e->length] = '\0';
}

void yz_line_offer(struct yz_line_edit *e) {
    e->offered = e->count > 0;
}

static bool is_line_end(uint32_t cp) {
    return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* What a pasted character becomes: itself, a space, or 0 when it is left out. */
static uint32_t pasted(uint32_t cp) {
    if (cp == '\t' || is_line_end(cp)) return ' ';
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
        return 0;
    return cp;
}

/* Bytes at `s` that are one pasted character: CRLF, a valid character, or one invalid byte, which gives 0 to `cp`. */
static size_t next_pasted(const char *s, size_t n, uint32_t *cp) {
    if (n >= 2 && s[0] == '\r' && s[1] == '\n') {
        *cp = ' ';
        return 2;
    }
    int bytes = yz_utf8_decode(s, n, cp);
    *cp = bytes ? pasted(*cp) : 0;
    return bytes ? (size_t)bytes : 1;
}

/* `s` as it goes in, written to `to` when that is not NULL; answers its bytes. */
static size_t clean(const char *s, size_t n, char *to) {
    size_t length = 0;
    while (n) {
        uint32_t cp;
        char bytes[4];
        size_t step = next_pasted(s, n, &cp);
        s += step;
        n -= step;
        if (cp == 0) continue;
        size_t size = (size_t)yz_utf8_encode(cp, bytes);
        if (to) memcpy(to + length, bytes, size);
        length += size;
    }
    return length;
}

/* Takes the characters [from, to) out; the cursor comes to where they were. */
static bool take_out(struct yz_line_edit *e, size_t from, size_t to) {
    e->refused = e->offered = false;
    if (from >= to) return false;
    size_t at = e->marks[from].offset, end = e->marks[to].offset;
    memmove(e->text + at, e->text + end, e->length - end + 1);
    mark_all(e);
    seek(e, at);
    return true;
}

bool yz_line_insert(struct yz_line_edit *e, const char *s, size_t n) {
    while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r')) n--;
    size_t length = clean(s, n, NULL), kept = e->offered ? 0 : e->length;
    e->refused = e->room == 0 || length > e->room - 1 - kept;
    if (e->refused || length == 0) return !e->refused;
    if (e->offered) take_out(e, 0, e->count);
    size_t at = e->marks[e->cursor].offset;
    memmove(e->text + at + length, e->text + at, e->length - at + 1);
    clean(s, n, e->text + at);
    mark_all(e);
    seek(e, at + length);
    return true;
}

bool yz_line_insert_char(struct yz_line_edit *e, uint32_t cp) {
    char bytes[4];
    int n = yz_utf8_encode(cp, bytes);
    if (cp == '\n' || cp == '\r') bytes[0] = ' ';
    return yz_line_insert(e, bytes, (size_t)n);
}

static bool move_to(struct yz_line_edit *e, size_t index) {
    bool moved = e->cursor != index;
    e->cursor = index;
    e->refused = e->offered = false;
    return moved;
}

enum class { SPACE, LETTERS, HAN, SIGNS };

static enum class class_at(const struct yz_line_edit *e, size_t index) {
    const char *s = e->text + e->marks[index].offset; uint32_t cp; if (yz_utf8_next(&s, &cp) < 0) return SIGNS;
    if (cp == ' ' || cp == 0xA0 || cp == 0x3000) return SPACE;
    if (yz_is_han(cp)) return HAN;
    bool ascii = (cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') || cp == '_';
    bool full_width = (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
                      (cp >= 0xFF41 && cp <= 0xFF5A);
    bool other = (cp >= 0xC0 && cp < 0x2000) || (cp >= 0x2C00 && cp < 0x2E00) || (cp >= 0x3041 && cp < 0xFE00);
    return ascii || full_width || other ? LETTERS : SIGNS;
}

static size_t word_before(const struct yz_line_edit *e) {
    size_t i = e->cursor;
    while (i > 0 && class_at(e, i - 1) == SPACE) i--;
    if (i > 0)
        for (enum class word = class_at(e, i - 1); i > 0 && class_at(e, i - 1) == word;) i--;
    return i;
}

static size_t word_after(const struct yz_line_edit *e) {
    size_t i = e->cursor;
    if (i < e->count)
        for (enum class word = class_at(e, i); i < e->count && class_at(e, i) == word;) i++;
    while (i < e->count && class_at(e, i) == SPACE) i++;
    return i;
}

bool yz_line_left(struct yz_line_edit *e) {
    return move_to(e, e->cursor - (e->cursor > 0));
}

bool yz_line_right(struct yz_line_edit *e) {
    return move_to(e, e->cursor + (e->cursor < e->count));
}

bool yz_line_word_left(struct yz_line_edit *e) {
    return move_to(e, word_before(e));
}

bool yz_line_word_right(struct yz_line_edit *e) {
    return move_to(e, word_after(e));
}

bool yz_line_home(struct yz_line_edit *e) {
    return move_to(e, 0);
}

bool yz_line_end(struct yz_line_edit *e) {
    return move_to(e, e->count);
}

bool yz_line_backspace(struct yz_line_edit *e) {
    return take_out(e, e->cursor - (e->cursor > 0), e->cursor);
}

bool yz_line_delete(struct yz_line_edit *e) {
    return take_out(e, e->cursor, e->cursor + (e->cursor < e->count));
}

bool yz_line_kill_to_end(struct yz_line_edit *e) {
    return take_out(e, e->cursor, e->count);
}

bool yz_line_kill_to_start(struct yz_line_edit *e) {
    return take_out(e, 0, e->cursor);
}

bool yz_line_kill_word(struct yz_line_edit *e) {
    return take_out(e, word_before(e), e->cursor);
}

bool yz_line_restore(struct yz_line_edit *e) {
    e->refused = false;
    if (!yz_line_changed(e)) return false;
    memcpy(e->text, e->original, strlen(e->original) + 1);
    mark_all(e);
    e->cursor = e->count;
    return true;
}

bool yz_line_changed(const struct yz_line_edit *e) {
    return e->room != 0 && strcmp(e->text, e->original) != 0;
}

void yz_line_click(struct yz_line_edit *e, const struct yz_line_view *v, int column) {
    e->refused = false;
    seek(e, v->from);
    int left = e->marks[e->cursor].column;
    while (e->cursor < e->count && e->marks[e->cursor + 1].column - left <= column) e->cursor++;
}

/* Columns that must be in the window for the cursor: those of its character, or one at the end of the text. */
static int cursor_columns(const struct yz_line_edit *e) {
    return e->cursor < e->count ? e->marks[e->cursor + 1].column - e->marks[e->cursor].column : 1;
}

static void scroll(struct yz_line_edit *e, int width) {
    int total = e->marks[e->count].column + 1;
    if (e->left > e->cursor) e->left = e->cursor;
    int need = e->marks[e->cursor].column + cursor_columns(e);
    while (e->left < e->cursor && need - e->marks[e->left].column > width) e->left++;
    /* Deleting must not leave the window half empty while text is hidden on its left. */
    while (e->left > 0 && total - e->marks[e->left - 1].column <= width) e->left--;
}

struct yz_line_view yz_line_view(struct yz_line_edit *e, int width) {
    struct yz_line_view v = {0};
    if (width < 1) width = 0;
    scroll(e, width);
    int left = e->marks[e->left].column;
    size_t to = e->left;
    while (to < e->count && e->marks[to + 1].column - left <= width) to++;
    v.from = e->marks[e->left].offset;
    v.to = e->marks[to].offset;
    v.columns = e->marks[to].column - left;
    v.cursor = e->marks[e->cursor].column - left;
    v.more_left = e->left > 0;
    v.more_right = to < e->count;
    return v;
}
