/* The pinyin tables: which characters are read how, which surnames are read otherwise. One 16-bit cell a character
 * holds the number of its only reading, or the place of its several readings. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>
#include "base/data.h"
#include "base/pinyin.h"
#include "base/pinyin_table.h"
#include "base/text.h"

enum { FIRST_CELL = 0x2E80, LAST_CELL = 0x323FF, MANY_READINGS = 4, SEVERAL_FROM = 512, HASH = 2048, ALIASES = 6 };

struct several {
    uint8_t count;
    uint16_t syllable[MANY_READINGS];
};

static struct {
    bool tried, loaded, lost; /* lost: memory ran out while loading */
    uint16_t *cells;          /* 0: no reading; below SEVERAL_FROM: syllable + 1; else several[cell - SEVERAL_FROM] */
    struct several *several;
    size_t several_count, several_room;
    struct yz_surname *surnames;
    size_t surname_count, surname_room;
    size_t syllable_count;
    struct yz_syllable syllables[YZ_SYLLABLES];
    size_t spelling_count;
    struct yz_spelling spellings[YZ_SYLLABLES + ALIASES];
    uint16_t hash[HASH];           /* syllable + 1, by its letters */
    uint16_t single[YZ_SYLLABLES]; /* 0, 1, 2 …: lists of one */
} table;

const struct yz_syllable *yz_syllables = table.syllables;

/* ---- loading ---- */

/* The number of a syllable, taken up if new; -1 when it is none, or there are too many. */
static int intern(const char *text, size_t length) {
    uint32_t code = 0;
    size_t slot;
    struct yz_syllable *s;

    if (!length || length > YZ_SYLLABLE_MAX) return -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < 'a' || text[i] > 'z') return -1;
        code = code << 5 | (uint32_t)(text[i] - 'a' + 1);
    }
    for (slot = code * 2654435761u >> 21; table.hash[slot]; slot = (slot + 1) % HASH) {
        s = &table.syllables[table.hash[slot] - 1];
        if (s->length == length && memcmp(s->text, text, length) == 0) return table.hash[slot] - 1;
    }
    if (table.syllable_count == YZ_SYLLABLES) return -1;
    s = &table.syllables[table.syllable_count++];
    memcpy(s->text, text, length);
    s->length = (uint8_t)length;
    table.hash[slot] = (uint16_t)table.syllable_count;
    table.single[table.syllable_count - 1] = (uint16_t)(table.syllable_count - 1);
    return table.hash[slot] - 1;
}

/* Reads "a b c" up to the line's end into numbers; answers how many fit. By hand: sanitizers measure a string whole, each
 * time that a function of the library looks at its beginning, and this one is a megabyte. */
static size_t read_syllables(const char **p, uint16_t *numbers, size_t max) {
    size_t count = 0;

    while (**p && **p != '\n') {
        size_t length = 0;
        while ((unsigned char)(*p)[length] > ' ') length++;
        int number = count < max ? intern(*p, length) : -1;

        if (number >= 0) numbers[count++] = (uint16_t)number;
        *p += length;
        while (**p && **p != '\n' && (unsigned char)**p <= ' ') ++*p;
    }
    return count;
}

/* Makes room for one more element. */
static bool grow(void **list, size_t *room, size_t count, size_t size) {
    size_t want = *room ? *room * 2 : 1024;
    void *more;

    if (count < *room) return true;
    more = realloc(*list, want * size);
    table.lost |= !more;
    if (!more) return false;
    *list = more;
    *room = want;
    return true;
}

static bool set_cell(uint32_t cp, const uint16_t *numbers, size_t count) {
    struct several *s;

    if (cp < FIRST_CELL || cp > LAST_CELL || !count) return true;
    if (count == 1) {
        table.cells[cp - FIRST_CELL] = (uint16_t)(numbers[0] + 1);
        return true;
    }
    if (table.several_count + SEVERAL_FROM > UINT16_MAX) return true;
    if (!grow((void **)&table.several, &table.several_room, table.several_count, sizeof *table.several)) return false;
    s = &table.several[table.several_count++];
    s->count = (uint8_t)count;
    memcpy(s->syllable, numbers, count * sizeof *numbers);
    table.cells[cp - FIRST_CELL] = (uint16_t)(table.several_count - 1 + SEVERAL_FROM);
    return true;
}

static const char *next_line(const char *p) {
    while (*p && *p != '\n') p++;
    return *p ? p + 1 : p;
}

static bool load_readings(const char *name) {
    const char *p = yz_data(name, NULL);
    uint16_t numbers[MANY_READINGS];
    uint32_t cp;

    if (!p) return false;
    while (*p) {
        if (*p != '#' && yz_utf8_next(&p, &cp) > 0 && *p == '\t') {
            p++;
            if (!set_cell(cp, numbers, read_syllables(&p, numbers, MANY_READINGS))) return false;
        }
        p = next_line(p);
    }
    return true;
}

static int compare_surnames(const void *a, const void *b) {
    const struct yz_surname *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

static bool load_surnames(void) {
    const char *p = yz_data("pinyin/surnames.tsv", NULL);

    while (p && *p) {
        struct yz_surname s = {0};
        uint32_t first = 0, second = 0;

        if (*p != '#' && yz_utf8_next(&p, &first) > 0 && (*p == '\t' || yz_utf8_next(&p, &second) > 0) && *p == '\t') {
            p++;
            s.key = (uint64_t)first << 32 | second;
            s.count = (uint8_t)read_syllables(&p, s.syllable, YZ_SURNAME_READINGS);
            if (!grow((void **)&table.surnames, &table.surname_room, table.surname_count, sizeof s)) return false;
            if (s.count && s.count % (second ? 2 : 1) == 0) table.surnames[table.surname_count++] = s;
        }
        p = next_line(p);
    }
    if (table.surname_count) qsort(table.surnames, table.surname_count, sizeof *table.surnames, compare_surnames);
    return p != NULL;
}

static int compare_spellings(const void *a, const void *b) {
    return strcmp(((const struct yz_spelling *)a)->typed, ((const struct yz_spelling *)b)->typed);
}

static void add_spelling(const char *typed, const struct yz_syllable *means) {
    struct yz_spelling *s = &table.spellings[table.spelling_count++];

    memcpy(s->typed, typed, strlen(typed) + 1);
    s->length = (uint8_t)strlen(typed);
    s->means = means;
}

static void make_spellings(void) {
    static const char *const alias[ALIASES][2] = {{"lue", "lve"}, {"nue", "nve"},  {"lyu", "lv"},
                                                  {"nyu", "nv"},  {"lyue", "lve"}, {"nyue", "nve"}};

    for (size_t i = 0; i < table.syllable_count; i++)
        if (strpbrk(table.syllables[i].text,
                    "aeiouv")) /* m, ng and hm are sounds, not names: they only blur the parse */
            add_spelling(table.syllables[i].text, &table.syllables[i]);
    for (size_t i = 0; i < ALIASES; i++) {
        int number = intern(alias[i][1], strlen(alias[i][1]));

        if (number >= 0) add_spelling(alias[i][0], &table.syllables[number]);
    }
    qsort(table.spellings, table.spelling_count, sizeof *table.spellings, compare_spellings);
}

bool yz_pinyin_load(void) {
    if (table.tried) return table.loaded;
    table.tried = true;
    table.cells = calloc(LAST_CELL - FIRST_CELL + 1, sizeof *table.cells);
    table.lost = !table.cells;
    table.loaded =
        table.cells && load_readings("pinyin/readings.tsv") && load_readings("pinyin/additions.tsv") && load_surnames();
    if (table.loaded) make_spellings();
    if (table.loaded || !table.lost) return table.loaded;
    yz_pinyin_free(); /* it is tried again: without readings, people would be stored so that nobody finds them */
    yz_fail(YZ_BUSY, _("内存不足"));
    return false;
}

void yz_pinyin_free(void) {
    free(table.cells);
    free(table.several);
    free(table.surnames);
    memset(&table, 0, sizeof table);
}

/* ---- asking ---- */

size_t yz_readings_of(uint32_t cp, const uint16_t **numbers) {
    uint16_t cell;

    if (cp < FIRST_CELL || cp > LAST_CELL || !yz_pinyin_load()) return 0;
    cell = table.cells[cp - FIRST_CELL];
    if (!cell) return 0;
    if (cell >= SEVERAL_FROM) {
        *numbers = table.several[cell - SEVERAL_FROM].syllable;
        return table.several[cell - SEVERAL_FROM].count;
    }
    *numbers = &table.single[cell - 1];
    return 1;
}

size_t yz_pinyin_readings(uint32_t cp, const char **out, size_t max) {
    const uint16_t *numbers = NULL;
    size_t count = yz_readings_of(cp, &numbers);

    for (size_t i = 0; i < count && i < max; i++) out[i] = table.syllables[numbers[i]].text;
    return count;
}

const struct yz_surname *yz_surname_find(uint32_t first, uint32_t second) {
    struct yz_surname wanted = {.key = (uint64_t)first << 32 | second};

    if (!yz_pinyin_load() || !table.surname_count) return NULL;
    return bsearch(&wanted, table.surnames, table.surname_count, sizeof wanted, compare_surnames);
}

/* The first spelling not before `letters`. */
static size_t spelling_at(const char *letters, size_t length) {
    size_t low = 0, high = table.spelling_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (strncmp(table.spellings[middle].typed, letters, length) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

const struct yz_spelling *yz_spelling_begins(const char *letters, size_t length, size_t *count) {
    size_t first, end;

    *count = 0;
    if (!length || length > YZ_SYLLABLE_MAX || !yz_pinyin_load()) return NULL;
    for (first = end = spelling_at(letters, length);
         end < table.spelling_count && strncmp(table.spellings[end].typed, letters, length) == 0;)
        end++;
    *count = end - first;
    return *count ? &table.spellings[first] : NULL;
}

const struct yz_spelling *yz_spelling_whole(const char *letters, size_t length) {
    size_t at;

    if (!length || length > YZ_SYLLABLE_MAX || !yz_pinyin_load()) return NULL;
    at = spelling_at(letters, length); /* the shortest comes first */
    if (at == table.spelling_count || table.spellings[at].length != length ||
        memcmp(table.spellings[at].typed, letters, length) != 0)
        return NULL;
    return &table.spellings[at];
}

bool yz_is_name_dot(uint32_t cp) {
    switch (cp) {
    case 0x00B7:
    case 0x2022:
    case 0x2027:
    case 0x2219:
    case 0x22C5:
    case 0x30FB:
    case 0xFF0E:
    case 0xFF65:
    case '.': return true;
    default: return false;
    }
}

size_t yz_surname_split(const char *name, size_t *surname_bytes) {
    const char *p = name;
    size_t characters = 0, bytes = 0, first_bytes = 0, second_bytes = 0;
    uint32_t cp, first = 0, second = 0;
    bool latin = false;

    *surname_bytes = 0;
    while (yz_utf8_next(&p, &cp) != 0) {
        if (characters && (yz_is_name_dot(cp) || (latin && cp == ' '))) {
            *surname_bytes = bytes;
            return characters;
        }
        bytes = (size_t)(p - name);
        if (characters == 0) first = cp, first_bytes = bytes, latin = cp < 0x2E80;
        else if (characters == 1) second = cp, second_bytes = bytes;
        characters++;
    }
    if (latin || characters < 2) *surname_bytes = bytes;
    else if (characters > 2 && yz_surname_find(first, second)) *surname_bytes = second_bytes, characters = 2;
    else *surname_bytes = first_bytes, characters = 1;
    return characters;
}
