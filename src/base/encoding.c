/* Encodings at the border, through iconv: glibc's, GNU libiconv's, or musl's with the help of gb18030.h. */
#include "base/encoding.h"
#include "base/gb18030.h"
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/i18n.h>

static const char *const charsets[] = {
    [YZ_UTF8] = "UTF-8",       [YZ_UTF8_BOM] = "UTF-8",   [YZ_GB18030] = "GB18030",
    [YZ_UTF16LE] = "UTF-16LE", [YZ_UTF16BE] = "UTF-16BE",
};

static const struct {
    const char *name;
    enum yz_encoding encoding;
} names[] = {
    {"utf-8", YZ_UTF8},       {"utf-8-bom", YZ_UTF8_BOM}, {"gb18030", YZ_GB18030},    {"utf-16le", YZ_UTF16LE},
    {"utf-16be", YZ_UTF16BE}, {"utf8", YZ_UTF8},          {"utf-8-sig", YZ_UTF8_BOM}, {"utf8-bom", YZ_UTF8_BOM},
    {"gb-18030", YZ_GB18030}, {"gbk", YZ_GB18030},        {"gb2312", YZ_GB18030},     {"cp936", YZ_GB18030},
    {"ansi", YZ_GB18030},     {"utf-16", YZ_UTF16LE},     {"utf16", YZ_UTF16LE},      {"utf16le", YZ_UTF16LE},
    {"unicode", YZ_UTF16LE},  {"utf16be", YZ_UTF16BE},
};

const char *yz_encoding_name(enum yz_encoding e) {
    return names[e].name; /* the first five stand in the order of the enum */
}

bool yz_encoding_parse(const char *name, enum yz_encoding *e) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].name) == 0) {
            *e = names[i].encoding;
            return true;
        }
    return false;
}

void yz_encoding_settle(void) {
    static const char *const ascii[] = {"ANSI_X3.4-1968" /* glibc */, "ASCII" /* musl */, "US-ASCII" /* macOS */, "646",
                                        ""};
    static const char *const utf8[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8", "UTF-8"};
    const char *charset = nl_langinfo(CODESET);
    bool settled = true;
    for (size_t i = 0; i < sizeof ascii / sizeof *ascii; i++)
        if (strcmp(charset, ascii[i]) == 0) settled = false;
    for (size_t i = 0; !settled && i < sizeof utf8 / sizeof *utf8; i++) settled = setlocale(LC_CTYPE, utf8[i]) != NULL;
}

const char *yz_encoding_bom(enum yz_encoding e, size_t *n) {
    static const char *const boms[] = {
        [YZ_UTF8] = "",
        [YZ_UTF8_BOM] = "\xEF\xBB\xBF",
        [YZ_GB18030] = "",
        [YZ_UTF16LE] = "\xFF\xFE",
        [YZ_UTF16BE] = "\xFE\xFF",
    };
    *n = strlen(boms[e]);
    return boms[e];
}

static bool begins(const void *bytes, size_t n, const char *with, size_t length) {
    return n >= length && memcmp(bytes, with, length) == 0;
}

/* NULs gather in one half of the 16-bit units when the text holds some ASCII: digits, separators, line ends. */
static bool looks_utf16(const unsigned char *p, size_t n, enum yz_encoding *e) {
    size_t units = (n < 8192 ? n : 8192) / 2, nuls[2] = {0, 0};
    for (size_t i = 0; i < 2 * units; i++) nuls[i & 1] += p[i] == 0;
    if (n % 2 != 0 || units == 0) return false;
    if (nuls[1] * 10 >= units && nuls[0] * 8 <= nuls[1]) *e = YZ_UTF16LE;
    else if (nuls[0] * 10 >= units && nuls[1] * 8 <= nuls[0]) *e = YZ_UTF16BE;
    else return false;
    return true;
}

enum yz_encoding yz_encoding_detect(const void *bytes, size_t n) {
    enum yz_encoding e;
    if (begins(bytes, n, "\xEF\xBB\xBF", 3)) return YZ_UTF8_BOM;
    if (begins(bytes, n, "\xFF\xFE", 2)) return YZ_UTF16LE;
    if (begins(bytes, n, "\xFE\xFF", 2)) return YZ_UTF16BE;
    if (looks_utf16(bytes, n, &e)) return e;
    return yz_utf8_valid(bytes, n) ? YZ_UTF8 : YZ_GB18030;
}

static enum yz_status out_of_memory(void) {
    return yz_fail(YZ_BUSY, _("内存不足"));
}

static bool between(unsigned char c, unsigned low, unsigned high) {
    return c >= low && c <= high;
}

/* Bytes to step over where iconv stopped: a whole code that has the right form but no character, else one unit. */
static size_t bad_length(enum yz_encoding from, const unsigned char *p, size_t n) {
    if (from == YZ_UTF16LE || from == YZ_UTF16BE) return n < 2 ? n : 2;
    if (n < 2 || !between(p[0], 0x81, 0xFE)) return 1;
    if (n >= 4 && between(p[1], 0x30, 0x39) && between(p[2], 0x81, 0xFE) && between(p[3], 0x30, 0x39)) return 4;
    return between(p[1], 0x40, 0xFE) && p[1] != 0x7F ? 2 : 1;
}

static void note_bad(struct yz_decoded *d, size_t at, struct yz_buffer *out) {
    if (d->bad_count++ == 0) d->bad = at;
    yz_buffer_append(out, "\xEF\xBF\xBD", 3);
}

static void decode_utf8(const char *s, size_t n, struct yz_buffer *out, struct yz_decoded *d) {
    size_t run = 0, i = 0;
    if (yz_utf8_valid(s, n)) {
        yz_buffer_append(out, s, n);
        return;
    }
    while (i < n) {
        uint32_t cp;
        int bytes = yz_utf8_decode(s + i, n - i, &cp);
        if (bytes == 0) {
            yz_buffer_append(out, s + run, i - run);
            note_bad(d, i, out);
            run = i + 1;
        }
        i += bytes ? (size_t)bytes : 1;
    }
    yz_buffer_append(out, s + run, n - run);
}

/* One call of iconv from `*s` to the end of `out`, grown beforehand; 0 or the error number. */
static int convert(iconv_t cd, const char **s, size_t *n, struct yz_buffer *out, size_t *lost) {
    char *to = yz_buffer_reserve(out, *n + *n / 2 + 64);
    if (!to) return ENOMEM;
    size_t room = out->room - out->length - 1, before = room;
    char *from = (char *)*s; /* iconv only reads there */
    size_t answer = iconv(cd, &from, n, &to, &room);
    int error = answer == (size_t)-1 ? errno : 0;
    *s = from;
    out->length += before - room;
    out->data[out->length] = '\0';
    if (answer != (size_t)-1 && lost) *lost += answer;
    return error;
}

static enum yz_status decode_iconv(enum yz_encoding from, const char *s, size_t n, struct yz_buffer *out,
                                   struct yz_decoded *d) {
    const char *start = s;
    iconv_t cd = iconv_open("UTF-8", charsets[from]);
    if (cd == (iconv_t)-1) return yz_fail(YZ_REFUSED, _("这个系统不能转换 %s 编码"), charsets[from]);
    while (n > 0 && !out->failed) {
        int error = convert(cd, &s, &n, out, NULL);
        if (error != EILSEQ && error != EINVAL) continue; /* done, or E2BIG: the next round has more room */
        size_t skip = bad_length(from, (const unsigned char *)s, n);
        note_bad(d, (size_t)(s - start), out);
        s += skip;
        n -= skip;
        iconv(cd, NULL, NULL, NULL, NULL);
    }
    iconv_close(cd);
    return YZ_OK;
}

/* Does iconv know the planes beyond the first? musl's does not. */
static bool reads_gb18030(void) {
    char in[] = "\x95\x34\xB2\x35", out[8] = "", *from = in, *to = out;
    size_t left = 4, room = sizeof out - 1;
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    if (cd == (iconv_t)-1) return false;
    iconv(cd, &from, &left, &to, &room);
    iconv_close(cd);
    return strcmp(out, "𠮷") == 0;
}

static enum yz_status decode_gb18030(const char *s, size_t n, struct yz_buffer *out, struct yz_decoded *d) {
    if (reads_gb18030() || !yz_gb18030_ready()) return decode_iconv(YZ_GB18030, s, n, out, d);
    for (size_t i = 0; i < n && !out->failed;) {
        uint32_t cp;
        char utf8[4];
        int bytes = yz_gb18030_decode(s + i, n - i, &cp);
        if (bytes) yz_buffer_append(out, utf8, (size_t)yz_utf8_encode(cp, utf8));
        else note_bad(d, i, out);
        i += bytes ? (size_t)bytes : bad_length(YZ_GB18030, (const unsigned char *)s + i, n - i);
    }
    return YZ_OK;
}

static enum yz_status decode(enum yz_encoding from, const char *s, size_t n, struct yz_buffer *out,
                             struct yz_decoded *d) {
    if (from == YZ_GB18030) return decode_gb18030(s, n, out, d);
    if (from == YZ_UTF16LE || from == YZ_UTF16BE) return decode_iconv(from, s, n, out, d);
    decode_utf8(s, n, out, d);
    return YZ_OK;
}

enum yz_status yz_decode(enum yz_encoding from, const void *bytes, size_t n, struct yz_decoded *d) {
    struct yz_buffer out = {0};
    size_t bom;
    const char *mark = yz_encoding_bom(from == YZ_UTF8 ? YZ_UTF8_BOM : from, &bom), *s = n ? bytes : "";
    size_t skip = begins(s, n, mark, bom) ? bom : 0;
    *d = (struct yz_decoded){.bad = YZ_NO_BAD_BYTES};
    enum yz_status status = decode(from, s + skip, n - skip, &out, d);
    if (d->bad_count) d->bad += skip;
    d->text = yz_buffer_take(&out, &d->length);
    if (status == YZ_OK && !d->text) status = out_of_memory();
    if (status != YZ_OK) {
        free(d->text);
        *d = (struct yz_decoded){0};
    }
    return status;
}

/* The length of the first character of `s` (an invalid byte alone), which iconv would not take. */
static size_t refused_length(const char *s, size_t n) {
    uint32_t cp;
    int bytes = yz_utf8_decode(s, n, &cp);
    return bytes ? (size_t)bytes : 1;
}

static void encode_iconv(iconv_t cd, const char *s, size_t n, struct yz_buffer *out, size_t *lost) {
    while (n > 0 && !out->failed) {
        int error = convert(cd, &s, &n, out, lost);
        if (error != EILSEQ && error != EINVAL) continue;
        size_t skip = refused_length(s, n), one = 1;
        s += skip;
        n -= skip;
        ++*lost;
        const char *mark = "?";
        convert(cd, &mark, &one, out, NULL); /* through the converter: '?' has two bytes in UTF-16 */
    }
}

static void encode_singly(const char *s, size_t n, struct yz_buffer *out, size_t *lost,
                          int (*encode)(uint32_t, char *)) {
    while (n > 0 && !out->failed) {
        uint32_t cp;
        char code[4] = "?";
        int bytes = yz_utf8_decode(s, n, &cp), length = bytes ? encode(cp, code) : 0;
        *lost += length == 0;
        yz_buffer_append(out, code, length ? (size_t)length : 1);
        s += bytes ? bytes : 1;
        n -= bytes ? (size_t)bytes : 1;
    }
}

static int encode_utf8(uint32_t cp, char *out) {
    return yz_utf8_encode(cp, out);
}

static int encode_gb18030(uint32_t cp, char *out) {
    return yz_gb18030_encode(cp, out);
}

static enum yz_status encode_charset(const char *charset, const char *s, size_t n, struct yz_buffer *out,
                                     size_t *lost) {
    iconv_t cd = iconv_open(charset, "UTF-8");
    if (cd != (iconv_t)-1) {
        encode_iconv(cd, s, n, out, lost);
        iconv_close(cd);
    } else if (strncasecmp(charset, "GB", 2) == 0 && yz_gb18030_ready()) {
        encode_singly(s, n, out, lost, encode_gb18030);
    } else {
        return yz_fail(YZ_REFUSED, _("这个系统不能转换 %s 编码"), charset);
    }
    return out->failed ? out_of_memory() : YZ_OK;
}

static enum yz_status copy_valid(const char *s, size_t n, struct yz_buffer *out, size_t *lost) {
    if (yz_utf8_valid(s, n)) yz_buffer_append(out, s, n);
    else encode_singly(s, n, out, lost, encode_utf8);
    return out->failed ? out_of_memory() : YZ_OK;
}

enum yz_status yz_encode(enum yz_encoding to, const char *utf8, size_t n, struct yz_buffer *out, size_t *lost) {
    size_t ignored = 0;
    if (!lost) lost = &ignored;
    *lost = 0;
    if (to == YZ_UTF8 || to == YZ_UTF8_BOM) return copy_valid(utf8, n, out, lost);
    return encode_charset(charsets[to], utf8, n, out, lost);
}

enum yz_status yz_encode_locale(const char *utf8, size_t n, struct yz_buffer *out, size_t *lost) {
    const char *charset = nl_langinfo(CODESET);
    size_t ignored = 0;
    if (!lost) lost = &ignored;
    *lost = 0;
    if (strcasecmp(charset, "UTF-8") == 0 || strcasecmp(charset, "UTF8") == 0) return copy_valid(utf8, n, out, lost);
    return encode_charset(charset, utf8, n, out, lost);
}
