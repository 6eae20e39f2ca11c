/* Matching what is typed against a label: substring, pinyin, initials. */
#include "ui/match.h"

#include "base/pinyin.h"
#include "base/text.h"
#include <string.h>

enum { READINGS = 4, TEXT = 512 };

static size_t shared(const char *a, const char *b) {
    size_t n = 0;
    while (a[n] && a[n] == b[n]) n++;
    return n;
}

/* `letters` against the characters of `text`, each giving its whole syllable or its initial; the last may be any
 * beginning of a syllable. */
static bool fits_pinyin(const char *text, const char *letters) {
    const char *readings[READINGS];
    uint32_t cp;
    if (!*letters) return true;
    if (yz_utf8_next(&text, &cp) <= 0) return false;
    if (cp < 0x80) return (char)cp == *letters && fits_pinyin(text, letters + 1);
    size_t count = yz_pinyin_readings(cp, readings, READINGS);
    for (size_t i = 0; i < count && i < READINGS; i++) {
        size_t same = shared(readings[i], letters), length = strlen(readings[i]);
        if (same > 0 && !letters[same]) return true;
        if (same == length && fits_pinyin(text, letters + same)) return true;
        if (same > 1 && readings[i][1] == 'h' && fits_pinyin(text, letters + 2)) return true;
        if (same > 0 && fits_pinyin(text, letters + 1)) return true;
    }
    return false;
}

static bool all_letters(const char *s) {
    return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

bool yz_matches_start(const char *text, const char *typed) {
    char t[TEXT], want[TEXT];
    yz_text_fold(t, sizeof t, text);
    yz_text_fold(want, sizeof want, typed);
    if (strncmp(t, want, strlen(want)) == 0) return true;
    return all_letters(want) && fits_pinyin(t, want);
}

bool yz_matches(const char *text, const char *typed) {
    char t[TEXT], want[TEXT];
    yz_text_fold(t, sizeof t, text);
    yz_text_fold(want, sizeof want, typed);
    if (strstr(t, want)) return true;
    if (!all_letters(want) || strlen(want) > YZ_PINYIN_LETTERS) return false;
    uint32_t cp;
    for (const char *p = t; *p; yz_utf8_next(&p, &cp)) {
        if ((unsigned char)*p >= 0x80 && fits_pinyin(p, want)) return true;
    }
    return false;
}
