/* Pinyin of names: readings from Unicode's Unihan (data/pinyin/readings.tsv), surnames with readings of their own
 * (data/pinyin/surnames.tsv), the keys a name is found by, and the ways to read what somebody types.
 *
 * Syllables have no tone and write ü as v (lv, nve). The tables load at the first use, from compiled-in data. */
#ifndef YZ_BASE_PINYIN_H
#define YZ_BASE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Readings of one character, best first, at most `max` into `out`; answers how many there are in all (0: none known).
 * The strings live until yz_pinyin_free. */
size_t yz_pinyin_readings(uint32_t cp, const char **out, size_t max);

/* Where the surname ends: bytes into `*surname_bytes`, its characters as the answer (0 and 0 for an empty name).
 * Compound surnames are known when something follows them (欧阳建国: 2); of a name with a middle dot it is the part
 * before the dot; of a Latin name the first word. A name of one character is all surname. */
size_t yz_surname_split(const char *name, size_t *surname_bytes);

/* The form of text keys: dots (· ‧ • ． …), blanks and control characters dropped, full-width ASCII made ASCII, letters
 * lower-cased. Fold what is typed with this before scanning text keys. Cut at a character boundary to fit `room`
 * (terminator included); answers the length written. */
size_t yz_name_fold(const char *text, char *out, size_t room);

enum yz_key_kind { YZ_KEY_TEXT, YZ_KEY_FULL, YZ_KEY_INITIALS };

#define YZ_KEY_MAX        160 /* longest key in bytes, no terminator counted; longer ones are cut between syllables */
#define YZ_KEY_CHARACTERS 32  /* characters of a name (a Latin word counts as one) that make keys */
#define YZ_KEY_READINGS   16  /* combinations of readings of one suffix, the likeliest first */

/* `key` is terminated, and valid during the call only. `from_character` counts characters as keys do: dots and blanks
 * not at all, a Latin word as one. */
typedef void yz_name_key_fn(void *ctx, enum yz_key_kind kind, size_t from_character, const char *key, size_t length);

/* The keys of a name, every suffix of it. For 张小明:
 *   TEXT      张小明 · 小明 · 明
 *   FULL      "zhang xiao ming" · "xiao ming" · "ming"
 *   INITIALS  "zxm zhang xiao ming" · "xm xiao ming" · "m ming"
 * All readings are combined; `typed_reading` ("zeng xiao ming", "" or NULL for none) leads when it has a syllable for
 * each character, and makes keys of its own when not. A character without reading ends the pinyin key of the suffixes
 * before it, so 张𠮷 is still found as zhang. No two keys of one call are equal in kind, position and text. */
void yz_name_keys(const char *name, const char *typed_reading, yz_name_key_fn *fn, void *ctx);

#define YZ_PINYIN_LETTERS 63 /* longest input that is read as pinyin */
#define YZ_PINYIN_QUERIES 16 /* most alternatives of one input */

/* One range of keys to scan: all keys of `kind` that begin with `prefix`. Those that yz_pinyin_match accepts fit. */
struct yz_pinyin_query {
    enum yz_key_kind kind;               /* FULL or INITIALS */
    char prefix[YZ_PINYIN_LETTERS * 2];  /* terminated */
    size_t length;                       /* bytes of prefix */
    char letters[YZ_PINYIN_LETTERS + 1]; /* the whole input, normalised; for yz_pinyin_match */
};

/* Every way to read typed letters (zxm, zhangxm, zhangxiaom, xiaoming, xi'an, "lu yong") as parts, each a whole syllable
 * or an initial (one letter, or zh ch sh), the last any beginning of a syllable. lue, nue, lyu, nyu are understood as
 * people type them. Of FULL and INITIALS the range is taken that holds fewer keys. Ranges of one answer do not contain each
 * other; best first; at most `max`, and never more than YZ_PINYIN_QUERIES: with room for that many, none is missing. 0 when the input is no pinyin: other characters, or longer than YZ_PINYIN_LETTERS. */
size_t yz_pinyin_parse(const char *letters, struct yz_pinyin_query *out, size_t max);

/* Whether a FULL or INITIALS key (`kind` of the query) found in the range really fits what was typed. */
bool yz_pinyin_match(const struct yz_pinyin_query *query, const char *key, size_t length);

/* Gives the tables back; the next use loads them again. */
void yz_pinyin_free(void);

#endif
