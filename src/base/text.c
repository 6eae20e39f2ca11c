/* UTF-8 text as people see it: decoding, columns, user-perceived characters, cutting and normalising. */
#include "base/text.h"

#include "base/ambiguous.h"

#include <string.h>
#include <stdio.h>
#include <wchar.h>

/* A place to write to that never overflows and only takes whole characters. */
struct sink {
    char *at, *end; /* `end` is where the NUL would be the last byte */
};

static struct sink sink_open(char *out, size_t room) {
    return (struct sink){out, room ? out + room - 1 : out};
}

static bool sink_bytes(struct sink *k, const char *s, size_t n) {
    if ((size_t)(k->end - k->at) < n) return false;
    memmove(k->at, s, n);
    k->at += n;
    return true;
}

static bool sink_char(struct sink *k, uint32_t cp) {
    char bytes[4];
    int n = yz_utf8_encode(cp, bytes);
    return sink_bytes(k, bytes, (size_t)n);
}

static void sink_close(struct sink *k, size_t room) {
    if (room) *k->at = '\0';
}

int yz_utf8_decode(const char *s, size_t n, uint32_t *cp) {
    const unsigned char *p = (const unsigned char *)s;
    if (n == 0) return 0;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    int bytes = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < (size_t)bytes) return 0;
    uint32_t c = p[0] & (0x7Fu >> bytes);
    for (int i = 1; i < bytes; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if ((bytes == 3 && (c < 0x800 || (c >= 0xD800 && c < 0xE000))) || (bytes == 4 && (c < 0x10000 || c > 0x10FFFF)))
        return 0;
    *cp = c;
    return bytes;
}

int yz_utf8_next(const char **s, uint32_t *cp) {
    const unsigned char *p = (const unsigned char *)*s;
    if (p[0] < 0x80) {
        *cp = p[0];
        *s += p[0] != 0;
        return p[0] != 0;
    }
    size_t n = 1; /* the NUL is no continuation byte, so this never looks beyond it */
    while (n < 4 && (p[n] & 0xC0) == 0x80) n++;
    int bytes = yz_utf8_decode(*s, n, cp);
    if (bytes == 0) {
        *cp = YZ_REPLACEMENT;
        *s += 1;
        return -1;
    }
    *s += bytes;
    return bytes;
}

bool yz_utf8_valid(const char *s, size_t n) {
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        if (n - i >= 8 && (memcpy(&eight, s + i, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) {
            i += 8;
            continue;
        }
        uint32_t cp;
        int bytes = yz_utf8_decode(s + i, n - i, &cp);
        if (bytes == 0) return false;
        i += (size_t)bytes;
    }
    return true;
}

int yz_utf8_encode(uint32_t cp, char out[4]) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = YZ_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    int bytes = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (int i = bytes - 1; i > 0; i--, cp >>= 6) out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((0xF00 >> bytes) | cp);
    return bytes;
}

size_t yz_utf8_cut(const char *s, size_t max_bytes) {
    size_t n = strnlen(s, max_bytes);
    if (n < max_bytes || s[n] == '\0') return n;
    /* A character may straddle the limit; one that begins at most three bytes before it. */
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        const char *p = s + n - back;
        if ((*p & 0xC0) == 0x80) continue;
        uint32_t cp;
        return yz_utf8_next(&p, &cp) > (int)back ? n - back : n;
    }
    return n;
}

size_t yz_utf8_count(const char *s) {
    size_t count = 0;
    uint32_t cp;
    while (yz_utf8_next(&s, &cp) != 0) count++;
    return count;
}

bool yz_copy(char *out, size_t room, const char *s) {
    if (room == 0) return *s == '\0';
    size_t n = yz_utf8_cut(s, room - 1);
    memmove(out, s, n);
    bool whole = s[n] == '\0';
    out[n] = '\0';
    return whole;
}

bool yz_is_han(uint32_t cp) {
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3007 ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
}

/* What is shown for `cp`: itself, or a substitute when a terminal would obey it. */
static uint32_t visible(uint32_t cp) {
    if (cp < 0x20) return 0x2400 + cp;
    if (cp == 0x7F) return 0x2421;
    if ((cp >= 0x80 && cp < 0xA0) || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
        return YZ_REPLACEMENT;
    return cp;
}

/* For what the C library does not know (LC_ALL=C, characters newer than its tables). */
static int width_by_block(uint32_t cp) {
    if ((cp >= 0x300 && cp < 0x370) || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0xFE00 && cp < 0xFE10) ||
        (cp >= 0xE0000 && cp < 0xE1000) || cp == 0xFEFF)
        return 0;
    bool wide = (cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xAC00 && cp < 0xD7A4) ||
                (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0xFE30 && cp < 0xFE70) || (cp >= 0xFF01 && cp < 0xFF61) ||
                (cp >= 0xFFE0 && cp < 0xFFE7) || (cp >= 0x1F300 && cp < 0x1FB00) || (cp >= 0x20000 && cp < 0x3FFFE);
    return wide ? 2 : 1;
}

int yz_width_of(uint32_t cp) {
    cp = yz_ambiguous_shown(visible(cp));
    if (cp < 0x7F) return 1;
    if (cp >= 0x4E00 && cp <= 0x9FFF) return 2;
    int columns = wcwidth((wchar_t)cp);
    return columns >= 0 && columns <= 2 ? columns : width_by_block(cp);
}

static bool is_pictograph(uint32_t cp) {
    return (cp >= 0x1F000 && cp < 0x1FB00) || (cp >= 0x2190 && cp < 0x2C00) || cp == 0xA9 || cp == 0xAE;
}

static bool is_flag_letter(uint32_t cp) {
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* Does `cp` belong to the character before it, whatever that is? */
static bool is_extend(uint32_t cp) {
    if (cp < 0x300) return false;
    return (cp >= 0x1F3FB && cp <= 0x1F3FF) || yz_width_of(cp) == 0;
}

/* Of ASCII, and of most Han (U+4000 to U+9FFF), nothing extends the character before it: nearly all text there is. */
static bool begins_anew(const char *s) {
    unsigned char c = (unsigned char)*s;
    return c < 0x80 || (c >= 0xE4 && c <= 0xE9);
}

/* Bytes of a printable ASCII character or a Han one (U+4E00 to U+9FFF) that stands alone; 0: look closer. */
static size_t plain(const char *s) {
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] >= ' ' && p[0] < 0x7F) return begins_anew(s + 1);
    bool han = (p[0] == 0xE4 && p[1] >= 0xB8 && p[1] < 0xC0) || (p[0] > 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80);
    return han && (p[2] & 0xC0) == 0x80 && begins_anew(s + 3) ? 3 : 0;
}

size_t yz_grapheme(const char *s, int *columns) {
    const char *p = s;
    uint32_t first = 0, last, cp;
    int width = 0;
    size_t alone = plain(s);
    if (alone) {
        if (columns) *columns = alone == 1 ? 1 : 2;
        return alone;
    }
    if (yz_utf8_next(&p, &first) != 0) {
        width = yz_width_of(first);
        if (width == 0) width = 1; /* stands on a space, see yz_text_visible */
        last = first;
        bool flag = is_flag_letter(first);
        for (const char *q = p; !begins_anew(q) && yz_utf8_next(&q, &cp) > 0; p = q) {
            bool joined = last == 0x200D && is_pictograph(first) && is_pictograph(cp);
            bool paired = flag && last == first && is_flag_letter(cp);
            if (!is_extend(cp) && !joined && !paired) break;
            flag = flag && !paired;
            width += yz_width_of(cp);
            last = cp;
        }
    }
    if (columns) *columns = width;
    return (size_t)(p - s);
}

int yz_text_width(const char *s) {
    int width = 0, columns;
    for (size_t n; (n = yz_grapheme(s, &columns)) != 0; s += n) width += columns;
    return width;
}

static bool breaks_line(uint32_t cp) {
    return cp == '\t' || cp == '\n' || cp == '\r' || cp == '\v' || cp == '\f' || cp == 0x85 || cp == 0x2028 ||
           cp == 0x2029;
}

/* One character of `*s`, as it may be shown; CRLF counts as one in the line form. */
static int next_visible(const char **s, uint32_t *cp, bool line) {
    int bytes = yz_utf8_next(s, cp);
    if (bytes == 0) return 0;
    if (line && breaks_line(*cp)) {
        if (*cp == '\r' && **s == '\n') ++*s;
        *cp = ' ';
    }
    *cp = visible(*cp);
    return bytes;
}

static void copy_visible(char *out, size_t room, const char *s, bool line) {
    struct sink k = sink_open(out, room);
    const char *start = s;
    uint32_t cp;
    if (yz_utf8_next(&start, &cp) != 0 && yz_width_of(cp) == 0) sink_char(&k, ' ');
    while (next_visible(&s, &cp, line) != 0 && sink_char(&k, cp))
        ;
    sink_close(&k, room);
}

void yz_text_visible(char *out, size_t room, const char *s) {
    copy_visible(out, room, s, false);
}

void yz_text_line(char *out, size_t room, const char *s) {
    copy_visible(out, room, s, true);
}

/* Writes one grapheme of `n` bytes as yz_text_line would; false when it does not fit whole. */
static bool sink_grapheme(struct sink *k, const char *s, size_t n, bool first) {
    struct sink before = *k;
    const char *end = s + n;
    uint32_t cp;
    const char *base = s;
    if (plain(s) == n) return sink_bytes(k, s, n);
    if (first && yz_utf8_next(&base, &cp) != 0 && yz_width_of(cp) == 0 && !sink_char(k, ' ')) return false;
    while (s < end) {
        next_visible(&s, &cp, true);
        if (!sink_char(k, cp)) {
            *k = before;
            return false;
        }
    }
    return true;
}

/* The next grapheme as the line form sees it, where CRLF is one. */
static size_t line_grapheme(const char *s, int *columns) {
    size_t skip = s[0] == '\r' && s[1] == '\n';
    size_t n = yz_grapheme(s + skip, columns);
    return n ? n + skip : 0;
}

/* Nearly all text there is: characters that stand alone, as long as they take at most `columns` and leave `spare` bytes.
 * Answers the columns. */
static int sink_plain(struct sink *k, const char **s, int columns, size_t spare) {
    int used = 0;
    for (size_t n; (n = plain(*s)) != 0; *s += n) {
        int width = n == 1 ? 1 : 2;
        if (used + width > columns || (size_t)(k->end - k->at) < n + spare) break;
        for (size_t i = 0; i < n; i++) *k->at++ = (*s)[i];
        used += width;
    }
    return used;
}

int yz_text_fit(char *out, size_t room, const char *s, int columns) {
    struct sink k = sink_open(out, room);
    const size_t dots_bytes = 3;
    const char *start = s;
    int dots = yz_width_of(0x2026), used = sink_plain(&k, &s, columns - dots, dots_bytes), cut_used = used, width;
    struct sink cut = k; /* up to where text can stay when … must follow */
    bool first = s == start;
    for (size_t n; (n = line_grapheme(s, &width)) != 0; s += n, first = false) {
        if (used + width > columns || !sink_grapheme(&k, s, n, first)) {
            k = cut;
            used = cut_used;
            if (used + dots <= columns && sink_char(&k, 0x2026)) used += dots;
            break;
        }
        used += width;
        if (used + dots <= columns && (size_t)(k.end - k.at) >= dots_bytes) {
            cut = k;
            cut_used = used;
        }
    }
    sink_close(&k, room);
    return used;
}

int yz_text_pad(char *out, size_t room, const char *s, int columns) {
    int used = yz_text_fit(out, room, s, columns);
    if (room == 0) return used;
    struct sink k = {out + strlen(out), out + room - 1};
    while (used < columns && sink_char(&k, ' ')) used++;
    sink_close(&k, room);
    return used;
}

int yz_text_pad_left(char *out, size_t room, const char *s, int columns) {
    int used = yz_text_fit(out, room, s, columns);
    if (room == 0 || used >= columns) return used;
    size_t length = strlen(out), spaces = (size_t)(columns - used);
    if (spaces > room - 1 - length) spaces = room - 1 - length;
    memmove(out + spaces, out, length + 1);
    memset(out, ' ', spaces);
    return used + (int)spaces;
}

const char *yz_text_ending(char *out, size_t room, const char *s, int columns) {
    const char *from = s;
    uint32_t cp;
    if (yz_text_width(s) <= columns) return s;
    while (*from && yz_text_width(from) + 1 > columns) yz_utf8_next(&from, &cp);
    snprintf(out, room, "…%s", from);
    return out;
}

static bool is_space(uint32_t cp) {
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 || cp == 0x1680 || cp == 0x3000 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F;
}

/* Without width and without meaning for search: zero-width space and joiners, direction marks, BOM, soft hyphen,
 * variation selectors (those of ideographs too: 葛 with a selector is still 葛). */
static bool is_invisible(uint32_t cp) {
    return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) ||
           cp == 0xFEFF || cp == 0xAD || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_apostrophe(uint32_t cp) {
    return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0xFF07;
}

static bool is_middle_dot(uint32_t cp) {
    return cp == 0xB7 || cp == 0x2027 || cp == 0x2022 || cp == 0x30FB || cp == 0xFF65 || cp == 0x22C5 || cp == 0x2219 ||
           cp == 0x387;
}

static uint32_t from_full_width(uint32_t cp) {
    return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
}

static bool is_ascii_letter(uint32_t cp) {
    return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

static bool is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

/* Letters and Han, roughly: all that is neither digit nor sign, space or the like. */
static bool is_letter(uint32_t cp) {
    cp = from_full_width(cp);
    if (cp < 0xC0) return is_ascii_letter(cp);
    bool sign = (cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x2E00 && cp < 0x3005) || (cp >= 0x3008 && cp < 0x3041) ||
                cp == 0x30FB || cp >= 0xFF00;
    return yz_is_han(cp) || !sign;
}

static uint32_t peek(const char *s) {
    uint32_t cp;
    return yz_utf8_next(&s, &cp) > 0 ? cp : 0;
}

static uint32_t fold_char(uint32_t cp, uint32_t before, uint32_t after) {
    if (is_middle_dot(cp) || (cp == 0xFF0E && is_letter(before) && is_letter(after))) return 0xB7;
    cp = from_full_width(cp);
    return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
}

void yz_text_fold(char *out, size_t room, const char *s) {
    struct sink k = sink_open(out, room), kept = k; /* `kept`: behind the last character that is not trimmed */
    uint32_t cp, before = 0;
    bool started = false, space = false;
    while (yz_utf8_next(&s, &cp) != 0) {
        bool plain_letter = cp >= 'a' && cp <= 'z';
        if (!plain_letter && is_invisible(cp)) continue;
        if (!plain_letter && is_space(cp)) {
            space = started;
            continue;
        }
        if (!started && is_apostrophe(cp)) continue;
        uint32_t folded = plain_letter ? cp : fold_char(cp, space ? ' ' : before, peek(s));
        if ((space && !sink_char(&k, ' ')) || !sink_char(&k, folded)) break;
        if (!is_apostrophe(cp)) kept = k;
        started = true;
        space = false;
        before = cp;
    }
    sink_close(&kept, room);
}

static bool joins_numbers(uint32_t cp) {
    return cp == '+' || cp == '-' || cp == '.' || cp == '/' || cp == ':' || cp == '#' || cp == '@' || cp == '_';
}

static bool is_alnum(uint32_t cp) {
    return is_ascii_letter(cp) || is_digit(cp);
}

void yz_text_narrow(char *out, size_t room, const char *s) {
    struct sink k = sink_open(out, room);
    uint32_t cp, before = 0;
    if (!strchr(s, '\xEF')) { /* with which every full-width form begins */
        yz_copy(out, room, s);
        return;
    }
    for (const char *start = s; yz_utf8_next(&s, &cp) != 0; start = s) {
        uint32_t narrow = from_full_width(cp);
        bool joins = joins_numbers(narrow) && is_alnum(before) && is_alnum(from_full_width(peek(s)));
        before = narrow;
        bool fits = is_alnum(narrow) || joins ? sink_char(&k, narrow) : sink_bytes(&k, start, (size_t)(s - start));
        if (!fits) break;
    }
    sink_close(&k, room);
}

/* Of a character that is never trimmed, as most are: ASCII letters and digits, U+4000 to U+9FFF. */
static bool begins_word(unsigned char byte) {
    return is_alnum(byte) || (byte >= 0xE4 && byte <= 0xE9);
}

static bool nothing_to_trim(const char *s) {
    const char *last = s + strlen(s);
    while (last > s && (*--last & 0xC0) == 0x80) continue;
    return begins_word((unsigned char)*s) && begins_word((unsigned char)*last);
}

void yz_text_trim(char *out, size_t room, const char *s) {
    const char *first = NULL, *last = s;
    uint32_t cp;
    if (nothing_to_trim(s)) {
        yz_copy(out, room, s);
        return;
    }
    for (const char *start = s; yz_utf8_next(&s, &cp) != 0; start = s) {
        if (is_space(cp) || is_invisible(cp) || is_apostrophe(cp)) continue;
        if (!first) first = start;
        last = s;
    }
    if (room == 0) return;
    size_t n = first ? (size_t)(last - first) : 0;
    if (n > room - 1) n = yz_utf8_cut(first, room - 1);
    if (n) memmove(out, first, n);
    out[n] = '\0';
}

bool yz_lists(const char *list, const char *word) {
    static const char *const marks[] = {",", "，", "、", ";", "；", " ", "|", "/"};
    for (const char *at = list; *at;) {
        size_t n = strlen(at), skip = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const char *mark = strstr(at, marks[i]);
            if (mark && (size_t)(mark - at) < n) n = (size_t)(mark - at), skip = strlen(marks[i]);
        }
        if (n && strlen(word) == n && memcmp(at, word, n) == 0) return true;
        at += n + skip;
    }
    return false;
}
