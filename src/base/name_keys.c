/* The keys a name is found by: its suffixes as text, as syllables and as initials, in all likely readings. Everything
 * lives on the stack, for an import makes keys for a hundred thousand names. */
#include <string.h>
#include "base/pinyin.h"
#include "base/pinyin_table.h"
#include "base/text.h"

enum { READINGS = 8, WORD = 48, TYPED = 192 };

struct reading {
    const char *text;
    uint8_t length;
};

/* One character of a name, or one Latin word. */
struct unit {
    struct reading reading[READINGS];
    uint8_t count;   /* 0: nobody knows how to read it */
    uint8_t longest; /* bytes of the longest reading */
    uint16_t at;     /* where its text begins */
    uint32_t cp;     /* 0 for a Latin word or digit */
};

struct name {
    struct unit unit[YZ_KEY_CHARACTERS];
    size_t units;
    char text[YZ_KEY_CHARACTERS * WORD + 8];
    size_t length;
    yz_name_key_fn *fn;
    void *ctx;
};

/* ---- reading the name ---- */

/* Full-width ASCII made ASCII, letters small; blanks and what cannot be seen become 0. */
static uint32_t fold_character(uint32_t cp) {
    if (cp >= 0xFF01 && cp <= 0xFF5E && cp != 0xFF0E) cp -= 0xFEE0;
    if (cp >= 'A' && cp <= 'Z') return cp + 32;
    if (cp <= ' ' || (cp >= 0x7F && cp <= 0xA0) || cp == 0x3000 || cp == 0xFEFF || (cp >= 0x2000 && cp <= 0x200F) ||
        (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF))
        return 0;
    return cp;
}

size_t yz_name_fold(const char *text, char *out, size_t room) {
    size_t length = 0;
    uint32_t cp;

    if (!room) return 0;
    while (yz_utf8_next(&text, &cp) != 0) {
        char bytes[4];
        size_t n;

        cp = fold_character(cp);
        if (!cp || yz_is_name_dot(cp)) continue;
        n = (size_t)yz_utf8_encode(cp, bytes);
        if (length + n >= room) break;
        memcpy(out + length, bytes, n);
        length += n;
    }
    out[length] = '\0';
    return length;
}

static void add_reading(struct unit *u, const char *text, size_t length) {
    if (u->count == READINGS) return;
    for (size_t i = 0; i < u->count; i++)
        if (u->reading[i].length == length && memcmp(u->reading[i].text, text, length) == 0) return;
    u->reading[u->count].text = text;
    u->reading[u->count++].length = (uint8_t)length;
    if (length > u->longest) u->longest = (uint8_t)length;
}

static void add_syllable(struct unit *u, uint16_t number) {
    add_reading(u, yz_syllables[number].text, yz_syllables[number].length);
}

static bool is_letter(uint32_t cp) {
    return cp >= 'a' && cp <= 'z';
}

/* Splits the name into units. A letter after a letter belongs to the same word; a word's surplus is dropped. */
static void read_units(struct name *n, const char *name) {
    bool in_word = false;
    uint32_t cp;

    while (yz_utf8_next(&name, &cp) != 0) {
        struct unit *u;

        cp = fold_character(cp);
        if (!cp || yz_is_name_dot(cp)) {
            in_word = false;
            continue;
        }
        if (in_word && is_letter(cp)) {
            if (n->length - n->unit[n->units - 1].at < WORD) n->text[n->length++] = (char)cp;
            continue;
        }
        if (n->units == YZ_KEY_CHARACTERS) break;
        u = &n->unit[n->units++];
        u->at = (uint16_t)n->length;
        u->cp = cp < 0x80 ? 0 : cp;
        u->count = u->longest = 0;
        n->length += (size_t)yz_utf8_encode(cp, n->text + n->length);
        in_word = is_letter(cp);
    }
    n->text[n->length] = '\0';
}

static size_t unit_end(const struct name *n, size_t i) {
    return i + 1 < n->units ? n->unit[i + 1].at : n->length;
}

/* The readings a surname has as a surname: at the beginning only, compound ones before single ones. */
static void add_surname_readings(struct name *n) {
    const struct yz_surname *s = NULL;
    uint32_t first = n->units ? n->unit[0].cp : 0;

    if (!first) return;
    if (n->units > 1 && n->unit[1].cp) s = yz_surname_find(first, n->unit[1].cp);
    for (size_t i = 0; s && i < s->count; i++) add_syllable(&n->unit[i % 2], s->syllable[i]);
    s = yz_surname_find(first, 0);
    for (size_t i = 0; s && i < s->count; i++) add_syllable(&n->unit[0], s->syllable[i]);
}

static void add_general_readings(struct name *n) {
    for (size_t i = 0; i < n->units; i++) {
        struct unit *u = &n->unit[i];
        const uint16_t *numbers = NULL;
        const char *text = n->text + u->at;
        size_t count;

        if (!u->cp) {
            if (is_letter((unsigned char)*text) || (*text >= '0' && *text <= '9'))
                add_reading(u, text, unit_end(n, i) - u->at);
            continue;
        }
        count = yz_readings_of(u->cp, &numbers);
        for (size_t k = 0; k < count; k++) add_syllable(u, numbers[k]);
    }
}

/* ---- a reading that was typed ---- */

struct typed {
    struct reading syllable[YZ_KEY_CHARACTERS];
    size_t count;
    char text[TYPED];
};

/* Small letters only, ü as v, everything else a gap; several spellings of one syllable become the usual one. */
static void read_typed(struct typed *t, const char *text) {
    size_t length = 0, start;
    uint32_t cp;

    memset(t, 0, sizeof *t);
    while (yz_utf8_next(&text, &cp) != 0 && length + 1 < TYPED) {
        cp = fold_character(cp);
        cp = cp == 0xFC || cp == 0xDC ? 'v' : cp;
        if (!(cp >= '1' && cp <= '5')) /* tone numbers are no gaps: zeng1 */
            t->text[length++] = is_letter(cp) ? (char)cp : ' ';
    }
    t->text[length] = '\0';
    for (start = 0; start < length && t->count < YZ_KEY_CHARACTERS;) {
        size_t n = strcspn(t->text + start, " ");
        const struct yz_spelling *s = yz_spelling_whole(t->text + start, n);

        if (n && n < WORD)
            t->syllable[t->count++] =
                s ? (struct reading){s->means->text, s->means->length} : (struct reading){t->text + start, (uint8_t)n};
        start += n + (t->text[start + n] == ' ');
    }
}

/* Cuts letters written together (zhangxiaoming) into exactly `want` syllables, long ones first. */
static bool split_typed(struct typed *t, const char *letters, size_t want, int *tries) {
    if (!want || !*letters) return !want && !*letters;
    for (size_t n = YZ_SYLLABLE_MAX; n > 0; n--) {
        const struct yz_spelling *s = strnlen(letters, n) == n ? yz_spelling_whole(letters, n) : NULL;

        if (!s) continue;
        t->syllable[t->count++] = (struct reading){s->means->text, s->means->length};
        if (--*tries > 0 && split_typed(t, letters + n, want - 1, tries)) return true;
        t->count--;
    }
    return false;
}

static void join_typed(struct typed *t, size_t units) {
    size_t length = 0;
    int tries = 200;

    if (t->count == units || t->count != 1) return;
    length = strlen(t->text);
    if (strcspn(t->text, " ") != length) return;
    t->count = 0;
    if (!split_typed(t, t->text, units, &tries)) {
        t->count = 1;
        t->syllable[0] = (struct reading){t->text, (uint8_t)(length < WORD ? length : WORD)};
    }
}

/* ---- making keys ---- */

static void emit(const struct name *n, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    n->fn(n->ctx, kind, from, key, length);
}

static void emit_text(const struct name *n, size_t from) {
    const char *text = n->text + n->unit[from].at;
    size_t length = n->length - n->unit[from].at;
    char cut[YZ_KEY_MAX + 1];

    if (length > YZ_KEY_MAX) {
        length = yz_utf8_cut(text, YZ_KEY_MAX);
        memcpy(cut, text, length);
        cut[length] = '\0';
        text = cut;
    }
    emit(n, YZ_KEY_TEXT, from, text, length);
}

/* The initials, a space, the syllables; and the syllables alone are the same bytes further on. */
static void emit_pinyin(const struct name *n, size_t from, const struct reading *chosen, size_t count) {
    char key[YZ_KEY_MAX + 1];
    size_t length = count;

    for (size_t i = 0; i < count; i++) {
        key[i] = chosen[i].text[0];
        key[length++] = ' ';
        memcpy(key + length, chosen[i].text, chosen[i].length);
        length += chosen[i].length;
    }
    key[length] = '\0';
    emit(n, YZ_KEY_FULL, from, key + count + 1, length - count - 1);
    emit(n, YZ_KEY_INITIALS, from, key, length);
}

struct choice {
    const struct name *n;
    size_t from, count;
    size_t left[YZ_KEY_CHARACTERS + 1]; /* the most that the units from here on can add to the sum of ranks */
    struct reading chosen[YZ_KEY_CHARACTERS];
    size_t made;
};

/* All choices of readings from unit `i` on whose ranks (0 = likeliest) add up to `sum`. */
static void choose(struct choice *c, size_t i, size_t sum) {
    const struct unit *u = &c->n->unit[c->from + i];

    if (i == c->count) {
        emit_pinyin(c->n, c->from, c->chosen, c->count);
        c->made++;
        return;
    }
    for (size_t rank = 0; rank < u->count && rank <= sum && c->made < YZ_KEY_READINGS; rank++)
        if (sum - rank <= c->left[i + 1]) {
            c->chosen[i] = u->reading[rank];
            choose(c, i + 1, sum - rank);
        }
}

/* Units from `from` that go into one key: up to one nobody can read, or to the greatest length. */
static size_t key_units(const struct name *n, size_t from) {
    size_t count = 0, length = 0;

    while (from + count < n->units && n->unit[from + count].count) {
        length += n->unit[from + count].longest + 2u;
        if (length > YZ_KEY_MAX) break;
        count++;
    }
    return count;
}

/* Choices in the order of the sum of ranks: first all that is likeliest, then with one second reading, and so on; thus
 * the limit cuts off what nobody types. */
static void emit_readings(const struct name *n, size_t from) {
    struct choice c = {.n = n, .from = from, .count = key_units(n, from)};

    if (!c.count) return;
    c.left[c.count] = 0;
    for (size_t i = c.count; i-- > 0;) c.left[i] = c.left[i + 1] + n->unit[from + i].count - 1;
    for (size_t sum = 0; sum <= c.left[0] && c.made < YZ_KEY_READINGS; sum++) choose(&c, 0, sum);
}

/* Whether the syllables are a key of the name already. */
static bool is_reading(const struct name *n, size_t from, const struct reading *s, size_t count) {
    if (key_units(n, from) != count) return false;
    for (size_t i = 0; i < count; i++) {
        const struct unit *u = &n->unit[from + i];
        size_t k = 0;

        while (k < u->count &&
               (u->reading[k].length != s[i].length || memcmp(u->reading[k].text, s[i].text, s[i].length) != 0))
            k++;
        if (k == u->count) return false;
    }
    return true;
}

/* A typed reading that does not go with the characters one by one is found by its own suffixes. */
static void emit_typed(const struct name *n, const struct typed *t) {
    for (size_t i = 0; i < t->count; i++) {
        size_t from = i < n->units ? i : n->units - 1, count = 0, length = 0;

        while (i + count < t->count && length + t->syllable[i + count].length + 2u <= YZ_KEY_MAX)
            length += t->syllable[i + count++].length + 2u;
        if (!is_reading(n, from, t->syllable + i, count)) emit_pinyin(n, from, t->syllable + i, count);
    }
}

void yz_name_keys(const char *name, const char *typed_reading, yz_name_key_fn *fn, void *ctx) {
    struct name n;
    struct typed t;

    n.units = n.length = t.count = 0;
    n.fn = fn, n.ctx = ctx;
    yz_pinyin_load();
    read_units(&n, name);
    if (!n.units) return;
    if (typed_reading && *typed_reading) {
        read_typed(&t, typed_reading);
        join_typed(&t, n.units);
        for (size_t i = 0; t.count == n.units && i < n.units; i++)
            add_reading(&n.unit[i], t.syllable[i].text, t.syllable[i].length);
    }
    add_surname_readings(&n);
    add_general_readings(&n);
    for (size_t i = 0; i < n.units; i++) {
        emit_text(&n, i);
        emit_readings(&n, i);
    }
    if (t.count != n.units) emit_typed(&n, &t);
}
