/* A JSON object as this program writes records (record.c): one level, strings, whole numbers, truths. Read in one go; whatever else
 * there may be is left to SQLite's reader. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u; UTF-8 to `to`. NULL: half a pair, or NUL. */
static char *put_unicode(const char *p, char *to) {
    int code = 0;
    for (int i = 1; i <= 4; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0) return NULL;
        code = code * 16 + digit;
    }
    if (!code || (code >= 0xD800 && code < 0xE000)) return NULL;
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
        *to++ = (char)(0x80 | (code & 63));
    } else {
        *to++ = (char)(0xE0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 63));
        *to++ = (char)(0x80 | (code & 63));
    }
    return to;
}

/* A string whose quote is at *p, unescaped where it stands; *p goes behind it. NULL: not one. */
static char *take_string(char **p) {
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    char *at = *p + 1, *to = at, *out = at;
    if (**p != '"') return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < ' ') return NULL;
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        const char *escape = at[1] ? strchr(from, at[1]) : NULL;
        if (escape) *to++ = into[escape - from];
        else if (at[1] != 'u' || !(to = put_unicode(at + 1, to))) return NULL;
        at += escape ? 2 : 6;
    }
    *p = at + 1;
    *to = '\0';
    return out;
}

/* A value at *p; a number is ended where it stands, and what stood there is in *next. */
static const char *take_value(char **p, char *next) {
    char *out = *p;
    if (*out == '"') {
        out = take_string(p);
        *next = **p;
        return out;
    }
    size_t n = *out == '-' ? 1 : 0, digits = strspn(out + n, "0123456789");
    bool truth = strncmp(out, "true", 4) == 0;
    *p += digits ? n + digits : truth ? 4 : 0;
    *next = **p;
    if (!digits && !truth) return NULL;
    **p = '\0';
    return truth ? "1" : out;
}

bool yz_json_flat(const char *json, void (*member)(void *ctx, const char *name, const char *value), void *ctx) {
    char *copy = strdup(json), *p = copy, next = ',';
    bool good = copy && *p++ == '{';
    while (good && next == ',') {
        const char *name = take_string(&p), *value = NULL;
        if (name && *p == ':') p++, value = take_value(&p, &next);
        good = value && (next == ',' || next == '}');
        if (good) member(ctx, name, value);
        p++;
    }
    good = good && next == '}' && !*p;
    free(copy);
    return good;
}
