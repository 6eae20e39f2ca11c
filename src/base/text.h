/* UTF-8 text as people see it: strict decoding, display columns, user-perceived characters, cutting, and the
 * normalisations that search and input share. No allocation; every output buffer is the caller's, always ends in NUL
 * and is only ever cut at a character boundary. `room` counts the NUL. `out` must not overlap `s` unless said so.
 *
 * Columns are those of the C library's wcwidth, which ncurses uses too, so LC_CTYPE must be set. */
#ifndef YIZHAN_BASE_TEXT_H
#define YIZHAN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YZ_REPLACEMENT 0xFFFDu /* what an invalid byte decodes to */

/* UTF-8, strict (RFC 3629): overlong forms, surrogates and anything above U+10FFFF are invalid.
 *
 * yz_utf8_next reads one character of a NUL-terminated string and moves `*s` past it: answers its bytes (1..4), 0 at the
 * end (`*s` stays), or -1 for an invalid byte, which is stepped over alone with `*cp` = YZ_REPLACEMENT.
 * yz_utf8_decode is the same on `n` bytes: answers 1..4, or 0 when `s` does not begin with a whole valid character. */
int yz_utf8_next(const char **s, uint32_t *cp);
int yz_utf8_decode(const char *s, size_t n, uint32_t *cp);
bool yz_utf8_valid(const char *s, size_t n); /* a NUL byte is valid */

/* Writes `cp` (U+FFFD for what is no character) into `out`, without NUL; answers the bytes, 1..4. */
int yz_utf8_encode(uint32_t cp, char out[4]);

/* The largest length <= max_bytes (and <= strlen) at which `s` can be cut without splitting a character. */
size_t yz_utf8_cut(const char *s, size_t max_bytes);

/* Characters (code points; an invalid byte counts as one) in `s`. */
size_t yz_utf8_count(const char *s);

/* Copies what fits whole. Answers true when all of it did. */
bool yz_copy(char *out, size_t room, const char *s);

/* Han characters of all blocks, compatibility ideographs and 〇 included. */
bool yz_is_han(uint32_t cp);

/* Columns on the screen: 0, 1 or 2. For what yz_text_visible replaces, the columns of its substitute (1). */
int yz_width_of(uint32_t cp);
int yz_text_width(const char *s);

/* Bytes of the next user-perceived character: a base with its combining marks, variation selectors, joined emoji, flag
 * pairs. 0 at the end. `columns` (may be NULL) is what its cells take; a mark without a base takes 1. */
size_t yz_grapheme(const char *s, int *columns);

/* Terminal-safe copies. Control characters (C0, C1, DEL), bidi controls (U+202A-E, U+2066-9), U+2028/9 and invalid bytes
 * become visible substitutes (␛, ␊, U+FFFD …); a mark at the very start is given a space to stand on. In the
 * line form, tabs and line ends (CRLF as one) become one space each instead. Otherwise the display width is that of `s`. */
void yz_text_visible(char *out, size_t room, const char *s);
void yz_text_line(char *out, size_t room, const char *s);

/* Terminal-safe (as yz_text_line) and at most `columns` wide; a cut is marked with … and never splits a wide
 * character. The pad forms fill up with spaces to exactly `columns`, on the right or on the left. They answer the
 * columns of the result; `room` of 4 * columns + 1 is enough for plain text. */
int yz_text_fit(char *out, size_t room, const char *s, int columns);
int yz_text_pad(char *out, size_t room, const char *s, int columns);
int yz_text_pad_left(char *out, size_t room, const char *s, int columns);
/* Of what is too wide as much of the end as fits, behind a …; else `s` itself. */
const char *yz_text_ending(char *out, size_t room, const char *s, int columns);

/* Normal form for search keys and queries: full-width ASCII to ASCII, lower case ASCII, all white space (ideographic,
 * NBSP) to single spaces, look-alike middle dots (‧ • ・ ･ ⋅ ∙) to ·, full-width ． to · between letters or Han and
 * to . elsewhere, zero-width characters and variation selectors dropped, outer white space and apostrophes trimmed. */
void yz_text_fold(char *out, size_t room, const char *s);

/* Full-width digits and letters to ASCII, case kept; full-width ＋－．／：＃＠＿ too where they join two of them
 * (３－２－５０１). Everything else as it is. `out` may be `s`. */
void yz_text_narrow(char *out, size_t room, const char *s);

/* Cuts off outer white space (ideographic, NBSP, line ends), apostrophes and zero-width characters. `out` may be `s`. */
void yz_text_trim(char *out, size_t room, const char *s);

/* Whether `word` is one of those in `list`, whatever stands between them: , ， 、 ; ； | / or a space. */
bool yz_lists(const char *list, const char *word);

#endif
