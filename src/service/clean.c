/* Cleaning text that comes from outside. */
#include "service/clean.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Bytes that can begin a character worth looking at: controls, C1 and no-break space (C2), general punctuation and the
 * invisible operators (E2), the ideographic space (E3), byte-order mark (EF), tags (F3). Names have none of them. */
static bool plain(const char *text) {
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p < 0x20 || *p == 0x7F || *p == 0xC2 || *p == 0xE2 || *p == 0xE3 || *p == 0xEF || *p == 0xF3) return false;
    }
    return true;
}

/* Takes up no cell and changes how its neighbours are shown or compared. Variation selectors are not among them: they
 * belong to the character before. */
static bool invisible(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xAD || cp == 0x061C || cp == 0x180E ||
           (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) ||
           cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

static bool is_space(uint32_t cp) {
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 || cp == 0x3000 || cp == 0x202F ||
           (cp >= 0x2000 && cp <= 0x200A);
}

/* The end of the terminal sequence whose ESC stands before `p`: CSI up to its final byte, OSC and other strings up to BEL
 * or ST, else one character. */
static const char *after_escape(const char *p) {
    if (*p == '[') {
        p += 1 + strspn(p + 1, "0123456789:;<=>? !\"#$%&'()*+,-./");
        return *p >= 0x40 && *p <= 0x7E ? p + 1 : p;
    }
    if (*p && strchr("]PX^_", *p)) {
        const char *end = p + strcspn(p, "\a\033\r\n");
        if (*end == '\033' && end[1] == '\\') return end + 2;
        return *end == '\a' ? end + 1 : end;
    }
    return *p > 0x20 && *p < 0x7F ? p + 1 : p;
}

struct cleaner {
    char *out;
    size_t room, length;
    bool full, stripped;
};

static void put(struct cleaner *c, const char *bytes, size_t n) {
    if (c->length + n >= c->room) {
        c->full = true;
        return;
    }
    memcpy(c->out + c->length, bytes, n);
    c->length += n;
}

static void put_space(struct cleaner *c, uint32_t cp, const char **p, bool lines) {
    if (cp == '\r' && **p == '\n') (*p)++;
    if (!lines || (cp != '\n' && cp != '\r')) put(c, lines && cp == '\t' ? "\t" : " ", 1);
    else put(c, "\n", 1);
}

static void clean_all(struct cleaner *c, const char *text, bool lines) {
    const char *p = text;
    while (*p) {
        const char *from = p;
        uint32_t cp;
        yz_utf8_next(&p, &cp);
        if (is_space(cp)) {
            put_space(c, cp, &p, lines);
        } else if (!invisible(cp)) {
            put(c, from, (size_t)(p - from));
        } else {
            c->stripped = true;
            if (cp == 0x1B) p = after_escape(p);
        }
    }
}

/* Outer spaces go; an apostrophe before digits, which spreadsheets put there, too. */
static void trim(char *text) {
    char *from = text + strspn(text, " \t\n");
    size_t n = strlen(from);
    while (n && strchr(" \t\n", from[n - 1])) n--;
    if (*from == '\'' && n > 1 && from[1] >= '0' && from[1] <= '9') from++, n--;
    memmove(text, from, n);
    text[n] = '\0';
}

enum yz_cleaned yz_clean(char *out, size_t room, const char *text, bool lines) {
    struct cleaner c = {.out = out, .room = room};
    size_t n = strlen(text);
    if (room) *out = '\0';
    if (!yz_utf8_valid(text, n)) return YZ_DAMAGED;
    if (plain(text)) put(&c, text, n);
    else clean_all(&c, text, lines);
    if (c.full || !room) return YZ_TOO_LONG;
    out[c.length] = '\0';
    trim(out);
    return c.stripped ? YZ_STRIPPED : YZ_CLEAN;
}

bool yz_is_clean(const char *text, bool lines) {
    uint32_t cp;
    if (!*text) return true;
    if (!yz_utf8_valid(text, strlen(text))) return false;
    if (plain(text)) return true;
    for (const char *p = text; yz_utf8_next(&p, &cp) > 0;) {
        if (invisible(cp) && !(lines && (cp == '\n' || cp == '\t'))) return false;
    }
    return true;
}
