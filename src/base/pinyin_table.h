/* The loaded pinyin tables, shared by the readings, the key maker and the query parser; nobody else looks in here. */
#ifndef YZ_BASE_PINYIN_TABLE_H
#define YZ_BASE_PINYIN_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { YZ_SYLLABLES = 511, YZ_SYLLABLE_MAX = 6, YZ_SURNAME_READINGS = 4 };

struct yz_syllable {
    char text[YZ_SYLLABLE_MAX + 1];
    uint8_t length;
};

/* A way to type a syllable: itself, or lue for lve and the like. */
struct yz_spelling {
    char typed[YZ_SYLLABLE_MAX + 1];
    uint8_t length;
    const struct yz_syllable *means;
};

struct yz_surname {
    uint64_t key;  /* first character << 32 | second, 0 for single surnames */
    uint8_t count; /* syllables in `syllable`: readings one after another */
    uint16_t syllable[YZ_SURNAME_READINGS];
};

extern const struct yz_syllable *yz_syllables;

bool yz_pinyin_load(void); /* false when memory or the data is missing: then nothing has readings */

/* Numbers of the syllables that a character is read as, best first; at most 4. */
size_t yz_readings_of(uint32_t cp, const uint16_t **numbers);

/* The surname that begins with `first`, and `second` if that is not 0; NULL when it is not in the table. */
const struct yz_surname *yz_surname_find(uint32_t first, uint32_t second);

/* The spelling of exactly these letters, or the first (of `*count`) that begins with them; NULL when there is none. */
const struct yz_spelling *yz_spelling_whole(const char *letters, size_t length);
const struct yz_spelling *yz_spelling_begins(const char *letters, size_t length, size_t *count);

/* Middle dots of all sorts, as they are seen in the names of minority nationalities. */
bool yz_is_name_dot(uint32_t cp);

#endif
