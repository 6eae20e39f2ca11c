/* Writes JSON onto a buffer. Runs of plain bytes are copied whole; only what needs an escape is looked at singly. */
#include "base/json.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static char *put(char *to, const char *s, size_t n) {
    memcpy(to, s, n);
    return to + n;
}

static char *escape(char *to, uint32_t cp) {
    static const char hex[] = "0123456789abcdef";
    *to++ = '\\';
    switch (cp) {
    case '"':
    case '\\': *to++ = (char)cp; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
    default:
        *to++ = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) *to++ = hex[cp >> shift & 15];
        return to;
    }
}

static bool needs_escape(uint32_t cp) {
    return (cp < 0xA0 && (cp < 0x20 || cp >= 0x7F)) || cp == '"' || cp == '\\' || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

/* The string with its quotes at `to`, where 6 bytes for each of `value` and 2 more are free. */
static char *quote(char *to, const char *value, size_t n) {
    *to++ = '"';
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)value[i];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            *to++ = (char)c;
            i++;
            continue;
        }
        uint32_t cp;
        int bytes = yz_utf8_decode(value + i, n - i, &cp);
        if (bytes == 0) {
            to = put(to, "\xEF\xBF\xBD", 3);
            i++;
            continue;
        }
        if (needs_escape(cp)) {
            to = escape(to, cp);
        } else {
            memcpy(to, value + i, (size_t)bytes);
            to += bytes;
        }
        i += (size_t)bytes;
    }
    *to++ = '"';
    return to;
}

/* Room for the comma, the key and `n` bytes of a value; writes the first two. NULL when memory ran out. */
static char *begin(struct yz_json *j, const char *key, size_t n) {
    size_t length = key ? strlen(key) : 0;
    if (n > SIZE_MAX / 8 || !yz_buffer_reserve(j->out, length + n + 5)) {
        j->out->failed = true;
        return NULL;
    }
    char *to = j->out->data + j->out->length;
    if (j->comma) *to++ = j->depth ? ',' : '\n';
    j->comma = true;
    if (!key) return to;
    *to++ = '"';
    to = put(to, key, length);
    *to++ = '"';
    *to++ = ':';
    return to;
}

static void finish(struct yz_json *j, char *to) {
    *to = '\0';
    j->out->length = (size_t)(to - j->out->data);
}

void yz_json_open(struct yz_json *j, struct yz_buffer *out) {
    j->out = out;
    j->depth = 0;
    j->comma = false;
}

static void nest(struct yz_json *j, const char *key, char open, char close) {
    if (j->depth == YZ_JSON_DEPTH) j->out->failed = true;
    char *to = begin(j, key, 1);
    if (!to) return;
    *to++ = open;
    finish(j, to);
    j->close[j->depth++] = close;
    j->comma = false;
}

void yz_json_object(struct yz_json *j, const char *key) {
    nest(j, key, '{', '}');
}

void yz_json_array(struct yz_json *j, const char *key) {
    nest(j, key, '[', ']');
}

void yz_json_end(struct yz_json *j) {
    if (j->depth == 0) return;
    yz_buffer_byte(j->out, j->close[--j->depth]);
    j->comma = true;
}

void yz_json_text_n(struct yz_json *j, const char *key, const char *value, size_t n) {
    /* n first: a huge n must not wrap round in 6 * n */
    char *to = n > SIZE_MAX / 64 ? begin(j, key, SIZE_MAX) : begin(j, key, 6 * n + 2);
    if (to) finish(j, quote(to, value, n));
}

void yz_json_text(struct yz_json *j, const char *key, const char *value) {
    if (value) yz_json_text_n(j, key, value, strlen(value));
    else yz_json_null(j, key);
}

void yz_json_int(struct yz_json *j, const char *key, int64_t value) {
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do *--at = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0) *--at = '-';
    size_t n = (size_t)(digits + sizeof digits - at);
    char *to = begin(j, key, n);
    if (!to) return;
    finish(j, put(to, at, n));
}

void yz_json_real(struct yz_json *j, const char *key, double value) {
    char text[40];
    if (!isfinite(value)) {
        yz_json_null(j, key);
        return;
    }
    snprintf(text, sizeof text, "%.15g", value);
    char *comma = strchr(text, ','); /* the locale's decimal point */
    if (comma) *comma = '.';
    yz_json_raw(j, key, text);
}

void yz_json_bool(struct yz_json *j, const char *key, bool value) {
    yz_json_raw(j, key, value ? "true" : "false");
}

void yz_json_null(struct yz_json *j, const char *key) {
    yz_json_raw(j, key, "null");
}

void yz_json_raw(struct yz_json *j, const char *key, const char *json) {
    size_t n = strlen(json);
    char *to = begin(j, key, n);
    if (!to) return;
    finish(j, put(to, json, n));
}

void yz_json_quote(struct yz_buffer *out, const char *value, size_t n) {
    char *to = n > SIZE_MAX / 64 ? NULL : yz_buffer_reserve(out, 6 * n + 2);
    if (!to) {
        out->failed = true;
        return;
    }
    to = quote(to, value, n);
    *to = '\0';
    out->length = (size_t)(to - out->data);
}
