/* Words: what a text speaks of, as numbers. A word of data/matching/words.conf stands for its meaning, so 漏水 and 水龙头 are
 * one; tags that providers wrote are words too. Each place of a text is looked up by the hash of what follows, so the size of
 * the vocabulary does not matter. */
#include "service/lists/match.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

enum { LONGEST = 10, SHORTEST = 2, WHEN = 0x8000, TEXT = 1024, WORD = 64 };
static const char source_file[] = "matching/words.conf";

struct entry {
    char text[WORD]; /* folded; "" = empty */
    uint16_t word;   /* WHEN | parts of the week, for words that tell when */
};

struct yz_vocabulary {
    struct entry *table; /* open addressing, a power of two, never more than half full */
    size_t room, count;
    char (*names)[WORD]; /* of meanings */
    size_t name_count, name_room;
    unsigned lengths; /* bit n: there is a word of n characters */
};

static uint64_t hash_more(uint64_t h, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
    return h;
}
static const uint64_t hash_start = UINT64_C(14695981039346656037);

/* Its entry, or the empty one where it would go. */
static struct entry *place_of(const struct yz_vocabulary *v, uint64_t h, const char *text, size_t n) {
    size_t at = (h ^ h >> 32) & (v->room - 1);
    while (*v->table[at].text && (strncmp(v->table[at].text, text, n) != 0 || v->table[at].text[n]))
        at = (at + 1) & (v->room - 1);
    return &v->table[at];
}

static bool grow(struct yz_vocabulary *v) {
    struct yz_vocabulary larger = *v;
    if (v->count * 2 < v->room) return true;
    larger.room = v->room ? v->room * 2 : 1024;
    larger.table = calloc(larger.room, sizeof *larger.table);
    if (!larger.table) return false;
    for (size_t i = 0; i < v->room; i++) {
        const char *text = v->table[i].text;
        size_t n = strlen(text);
        if (n) *place_of(&larger, hash_more(hash_start, text, n), text, n) = v->table[i];
    }
    free(v->table);
    *v = larger;
    return true;
}

/* A word as it is kept; false: too short or too long to be one. */
static bool fold(const char *typed, char out[WORD], size_t *characters) {
    yz_text_fold(out, WORD, typed);
    *characters = yz_utf8_count(out);
    return *characters >= SHORTEST && *characters <= LONGEST;
}

/* Puts a word unless it is there; false without memory. */
static bool put(struct yz_vocabulary *v, const char *typed, uint16_t word) {
    char text[WORD];
    size_t characters;
    if (!fold(typed, text, &characters)) return true;
    if (!grow(v)) return false;
    struct entry *e = place_of(v, hash_more(hash_start, text, strlen(text)), text, strlen(text));
    if (*e->text) return true;
    yz_copy(e->text, sizeof e->text, text);
    e->word = word;
    v->count++;
    v->lengths |= 1u << characters;
    return true;
}

/* A new meaning; its number, or WHEN without memory or when there are too many. */
static uint16_t meaning(struct yz_vocabulary *v, const char *name) {
    if (v->name_count >= WHEN - 1) return WHEN;
    if (v->name_count == v->name_room) {
        size_t room = v->name_room ? v->name_room * 2 : 128;
        /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): what is let go of here is replaced two lines on */
        char(*names)[WORD] = realloc(v->names, room * sizeof *names);
        if (!names) return WHEN;
        v->names = names;
        v->name_room = room;
    }
    yz_copy(v->names[v->name_count], WORD, name);
    return (uint16_t)v->name_count++;
}

/* Calls put for each word of a list. */
static bool put_list(struct yz_vocabulary *v, const char *list, uint16_t word) {
    bool good = true;
    char text[TEXT], *rest = text;
    yz_copy(text, sizeof text, list);
    for (char *one; good && (one = strsep(&rest, " \n"));) good = put(v, one, word);
    return good;
}

static uint16_t week_part(const char *label) {
    static const struct {
        const char *label;
        uint16_t bits;
    } parts[] = {{"morning", 011}, {"afternoon", 022}, {"evening", 044}, {"workday", 007}, {"weekend", 070}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].label, label) == 0) return parts[i].bits;
    return 0;
}

static bool take(struct yz_vocabulary *v, const struct yz_conf *c, const struct yz_conf_section *at) {
    const struct yz_conf_entry *words = yz_conf_find(c, at, "words"), *name = yz_conf_find(c, at, "name");
    uint16_t word = WHEN;
    if (!words) return false;
    if (strcmp(at->name, "word") == 0 && name) word = meaning(v, name->value);
    else if (strcmp(at->name, "when") == 0 && week_part(at->label)) word = WHEN | week_part(at->label);
    return word != WHEN && put_list(v, words->value, word);
}

struct yz_vocabulary *yz_vocabulary_read(void) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    char line[32];
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    struct yz_vocabulary *v = calloc(1, sizeof *v);
    bool good = bytes && v && grow(v) && yz_conf_read(bytes, size, &c, &f);
    if (bytes && !good)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.count ? f.all[0].field : "",
                f.count ? f.all[0].rule : _("内存不足"));
    for (size_t i = 0; good && i < c.section_count; i++) {
        good = take(v, &c, &c.sections[i]);
        if (!good)
            yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, yz_conf_place(c.sections[i].line, NULL, line),
                    _("这一段写得不全或不对"));
    }
    yz_conf_free(&c);
    yz_findings_free(&f);
    if (good) return v;
    yz_vocabulary_free(v);
    return NULL;
}

void yz_vocabulary_free(struct yz_vocabulary *v) {
    if (!v) return;
    free(v->table);
    free(v->names);
    free(v);
}

/* The word there, NULL if it is none. */
static const struct entry *known(const struct yz_vocabulary *v, const char *text) {
    size_t n = strlen(text);
    const struct entry *e = place_of(v, hash_more(hash_start, text, n), text, n);
    return *e->text ? e : NULL;
}

bool yz_vocabulary_learn(struct yz_vocabulary *v, const char *tags) {
    char text[TEXT], word[WORD], *rest = text;
    size_t characters;
    yz_text_fold(text, sizeof text, tags);
    for (char *p = text; (p = strstr(p, "、"));) memcpy(p, "   ", 3);
    for (char *one; (one = strsep(&rest, " ,;|/"));) {
        if (!fold(one, word, &characters) || known(v, word)) continue;
        uint16_t number = meaning(v, one);
        if (number == WHEN || !put(v, word, number)) return false;
    }
    return true;
}

static void add(struct yz_match_words *w, uint16_t word) {
    size_t at = w->count;
    while (at && w->word[at - 1] > word) at--;
    if ((at && w->word[at - 1] == word) || w->count == YZ_MATCH_WORD_MOST) return;
    memmove(&w->word[at + 1], &w->word[at], (w->count - at) * sizeof *w->word);
    w->word[at] = word;
    w->count++;
    w->mask |= UINT64_C(1) << (word % 64);
}

/* All words that begin at `text`. */
static void look_at(const struct yz_vocabulary *v, const char *text, struct yz_match_words *out, unsigned *when) {
    uint64_t h = hash_start;
    const char *end = text;
    uint32_t cp;
    for (size_t characters = 1; characters <= LONGEST && *end; characters++) {
        const char *from = end;
        if (yz_utf8_next(&end, &cp) == 0) return;
        h = hash_more(h, from, (size_t)(end - from));
        if (!(v->lengths >> characters & 1)) continue;
        const struct entry *e = place_of(v, h, text, (size_t)(end - text));
        if (!*e->text) continue;
        if (e->word & WHEN) *when &= e->word;
        else add(out, e->word);
    }
}

void yz_vocabulary_look(const struct yz_vocabulary *v, const char *text, struct yz_match_words *out, uint8_t *when) {
    char folded[TEXT];
    unsigned parts = YZ_MATCH_ALWAYS;
    uint32_t cp;
    yz_text_fold(folded, sizeof folded, text);
    for (const char *p = folded; *p; yz_utf8_next(&p, &cp)) look_at(v, p, out, &parts);
    if (when) *when = (uint8_t)(parts & YZ_MATCH_ALWAYS) == YZ_MATCH_ALWAYS ? 0 : (uint8_t)(parts & YZ_MATCH_ALWAYS);
}

const char *yz_vocabulary_name(const struct yz_vocabulary *v, uint16_t word) {
    return word < v->name_count ? v->names[word] : "";
}

size_t yz_match_common(const struct yz_match_words *a, const struct yz_match_words *b, uint16_t *out) {
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->word[i] == b->word[k]) out[count++] = a->word[i];
    return count;
}
