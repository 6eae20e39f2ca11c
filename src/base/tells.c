/* Numbers and doors that tell who: one run of digits after the other is looked at with what stands behind it. */
#include "base/tells.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 64, GROUPS = 16, PHONE = 7, ID = 15 };

/* A run of digits, with what may part them. */
struct run {
    char digits[DIGITS + 1];
    size_t n;
    size_t group[GROUPS]; /* digits of each part */
    size_t groups;
    bool door;        /* parted by hyphens or slashes only */
    const char *tail; /* behind it */
};

static int digit_of(uint32_t cp) {
    static const uint32_t han[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    if (cp >= '0' && cp <= '9') return (int)(cp - '0');
    if (cp >= 0xFF10 && cp <= 0xFF19) return (int)(cp - 0xFF10);
    if (cp == 0x96F6) return 0; /* 零 */
    for (int i = 0; i < 10; i++)
        if (cp == han[i]) return i;
    return -1;
}

static bool is_hyphen(uint32_t cp) {
    return cp == '-' || cp == '/' || cp == 0xFF0D || cp == 0xFF0F || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212;
}

/* What people put between the digits of one number. */
static bool parts(uint32_t cp) {
    return is_hyphen(cp) || cp == ' ' || cp == 0xA0 || cp == 0x3000 || cp == '.' || cp == 0xB7 || cp == '(' ||
           cp == ')' || cp == 0xFF08 || cp == 0xFF09 || cp == '_' || cp == '*' || (cp >= 0x200B && cp <= 0x200D) ||
           cp == 0xFEFF;
}

static bool is_x(uint32_t cp) {
    return cp == 'x' || cp == 'X' || cp == 0xFF38 || cp == 0xFF58;
}

static void add_digit(struct run *r, char c) {
    if (r->n < DIGITS) r->digits[r->n++] = c;
    r->digits[r->n] = '\0';
    if (r->groups) r->group[r->groups - 1]++;
}

/* Past what parts two digits, at most three signs; NULL when no digit follows. */
static const char *next_part(const char *p, bool *door) {
    uint32_t cp;
    bool hyphens = true;
    for (int i = 0; i < 4; i++) {
        const char *here = p;
        if (yz_utf8_next(&p, &cp) == 0) return NULL;
        if (digit_of(cp) >= 0) {
            *door = *door && hyphens;
            return i ? here : NULL;
        }
        if (!parts(cp)) return NULL;
        hyphens = hyphens && is_hyphen(cp);
    }
    return NULL;
}

static void read_run(const char *p, struct run *r) {
    uint32_t cp;
    *r = (struct run){.groups = 1, .door = true, .tail = p};
    for (;;) {
        const char *here = p;
        int n = yz_utf8_next(&p, &cp), digit = n ? digit_of(cp) : -1;
        if (digit >= 0) {
            add_digit(r, (char)('0' + digit));
            r->tail = p;
            continue;
        }
        if (r->n == 17 && is_x(cp)) {
            add_digit(r, 'X');
            r->tail = p;
            return;
        }
        p = next_part(here, &r->door);
        if (!p || r->groups == GROUPS) return;
        r->group[r->groups++] = 0;
    }
}

/* --- what is no number of anybody --- */

static bool year(const char *digits) {
    return (digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0');
}

/* Groups of the day, or of the two years, that the run begins with; 0 = none. */
static size_t days(const struct run *r) {
    if (r->group[0] != 4 || !year(r->digits) || r->groups < 2) return 0;
    if (r->groups > 2 && r->group[1] <= 2 && r->group[2] <= 2) return 3;
    if (r->group[1] <= 2) return 2;
    return r->group[1] == 4 && year(r->digits + 4) ? 2 : 0;
}

/* Where a part begins in the text. */
static const char *part_at(const char *p, size_t group) {
    uint32_t cp;
    for (bool inside = false;;) {
        const char *here = p;
        if (yz_utf8_next(&p, &cp) == 0) return here;
        bool digit = digit_of(cp) >= 0;
        if (digit && !inside && group-- == 0) return here;
        inside = digit;
    }
}

/* --- doors --- */

static bool follows(const char *p, const char *words) {
    while (*p == ' ') p++;
    for (size_t n; *words; words += n + (words[n] != '\0')) {
        n = strcspn(words, " ");
        if (n && strncmp(p, words, n) == 0) return true;
    }
    return false;
}

static bool stands_before(const char *text, const char *p, const char *words) {
    while (p > text && p[-1] == ' ') p--;
    for (size_t n; *words; words += n + (words[n] != '\0')) {
        n = strcspn(words, " ");
        if (n && (size_t)(p - text) >= n && strncmp(p - n, words, n) == 0) return true;
    }
    return false;
}

static bool is_room(const char *text, const char *at, const struct run *r, const char *measures) {
    size_t last = r->group[r->groups - 1];
    if (follows(r->tail, "单元")) return true;
    if (last != 3 && last != 4) return false;
    if (follows(r->tail, "室 房 号房 户门 号门")) return true;
    if (r->groups == 1) return stands_before(text, at, "单元 幢 栋 座 号楼");
    if (!r->door || r->group[r->groups - 2] > 3) return false;
    return !follows(r->tail, measures);
}

static enum yz_tell judge(const char *text, const char *at, const struct run *r, const char *measures) {
    if (r->n >= ID) return YZ_TELL_ID;
    if (is_room(text, at, r, measures)) return YZ_TELL_ROOM;
    return r->n >= PHONE ? YZ_TELL_PHONE : YZ_TELL_NOTHING;
}

enum yz_tell yz_tell_find(const char *text, const char *measures, size_t *at, size_t *length) {
    struct run r;
    uint32_t cp;
    for (const char *p = text, *here = p; yz_utf8_next(&p, &cp) != 0; here = p) {
        if (digit_of(cp) < 0) continue;
        read_run(here, &r);
        size_t skip = days(&r);
        if (skip == r.groups) {
            p = r.tail;
            continue;
        }
        if (skip) {
            p = part_at(here, skip);
            continue;
        }
        enum yz_tell tell = judge(text, here, &r, measures);
        *at = (size_t)(here - text);
        *length = (size_t)(r.tail - here);
        if (tell) return tell;
        p = r.tail;
    }
    return YZ_TELL_NOTHING;
}
