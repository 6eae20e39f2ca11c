/* Encodings at the border: inside everything is UTF-8. Chinese is always GB18030, never GBK or GB2312, which are parts
 * of it and lack characters that occur in names (㐂 𠮷 䶮). */
#ifndef YIZHAN_BASE_ENCODING_H
#define YIZHAN_BASE_ENCODING_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <yizhan/status.h>

enum yz_encoding { YZ_UTF8, YZ_UTF8_BOM, YZ_GB18030, YZ_UTF16LE, YZ_UTF16BE };

/* A BOM decides; else UTF-16 shows by NULs in every other byte; else strict UTF-8; else GB18030. */
enum yz_encoding yz_encoding_detect(const void *bytes, size_t n);

/* "utf-8", "utf-8-bom", "gb18030", "utf-16le", "utf-16be". Reading takes the usual spellings in any case (utf8, gbk,
 * gb2312, cp936 → GB18030, utf-16 → UTF-16LE); false for another name. */
const char *yz_encoding_name(enum yz_encoding e);
bool yz_encoding_parse(const char *name, enum yz_encoding *e);

#define YZ_NO_BAD_BYTES ((size_t)-1)

struct yz_decoded {
    char *text;       /* valid UTF-8 without BOM, NUL-terminated; free() it */
    size_t length;    /* NUL not counted; the text may hold NULs of its own */
    size_t bad;       /* offset in the input of the first bad sequence, YZ_NO_BAD_BYTES if there is none */
    size_t bad_count; /* each became one U+FFFD */
};

/* The whole input as UTF-8. Bad sequences are replaced and counted, they are no failure: the caller decides. YZ_BUSY
 * with a message when memory runs out, YZ_REFUSED when this system has no converter; `d` is then all zero. */
enum yz_status yz_decode(enum yz_encoding from, const void *bytes, size_t n, struct yz_decoded *d);

/* Appends UTF-8 text to `out` in the encoding (a BOM is the caller's business, see yz_encoding_bom). What the target cannot
 * express, and invalid bytes, become '?'. `lost` (may be NULL) is their count. Fails as yz_decode. */
enum yz_status yz_encode(enum yz_encoding to, const char *utf8, size_t n, struct yz_buffer *out, size_t *lost);

/* The same into the charset of the locale (nl_langinfo(CODESET)), for plain lines on a terminal. */
enum yz_status yz_encode_locale(const char *utf8, size_t n, struct yz_buffer *out, size_t *lost);

/* Where the locale's LC_CTYPE has nothing beyond ASCII (each C library calls that by another name), takes one with UTF-8
 * instead: names would be rows of question marks. After setlocale(); one that has more is left as it is. */
void yz_encoding_settle(void);

/* The bytes to begin a file with: "" or a BOM; `*n` is their count. */
const char *yz_encoding_bom(enum yz_encoding e, size_t *n);

#endif
