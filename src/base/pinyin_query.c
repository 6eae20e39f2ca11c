/* Typed letters: which ranges of keys can hold what is meant, and which keys in them fit. The ranges are wide (they end
 * where the reading becomes ambiguous); the match decides, by walking all readings of the letters at once. */
#include <string.h>
#include "base/pinyin.h"
#include "base/pinyin_table.h"
#include "base/text.h"

enum { MAX_OPTIONS = 16 };

struct parse {
    const char *letters;
    size_t length;
    uint64_t fits; /* bit p: the letters from p on can be read */
    struct yz_pinyin_query *out;
    size_t count, max;
    size_t spare; /* ranges that may still be spent on following an ambiguity */
};

/* One way to read the next part. */
struct option {
    const char *text; /* the syllable, or the letter of an initial */
    size_t length;    /* of text */
    size_t next;      /* where the part after it begins; the length of the input after the last part */
    bool open;        /* an initial or a beginning: the key goes on in some other way */
};

/* ---- the parts ---- */

/* Small letters and digits, one space between chunks, none outside; 0 when anything else is in it. */
static size_t normalise(const char *text, char out[YZ_PINYIN_LETTERS + 1]) {
    size_t length = 0;
    uint32_t cp;

    while (yz_utf8_next(&text, &cp) != 0) {
        if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0;
        if (cp >= 'A' && cp <= 'Z') cp += 32;
        if (cp == 0xFC || cp == 0xDC) cp = 'v';
        if (cp == ' ' || cp == '\'' || cp == 0x2019 || cp == 0x3000 || cp == '-') {
            if (!length || out[length - 1] == ' ') continue;
            cp = ' ';
        } else if (!(cp >= 'a' && cp <= 'z') && !(cp >= '0' && cp <= '9')) {
            return 0;
        }
        if (length == YZ_PINYIN_LETTERS) return 0;
        out[length++] = (char)cp;
    }
    while (length && out[length - 1] == ' ') length--;
    out[length] = '\0';
    return length;
}

static size_t skip_gap(const struct parse *p, size_t at) {
    return at + (at < p->length && p->letters[at] == ' ');
}

static bool can_follow(const struct parse *p, size_t next) {
    return p->fits >> next & 1;
}

static bool is_initial(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z' && c != 'i' && c != 'u' && c != 'v');
}

/* Length of the initial at `s`, the longest: 2 for zh ch sh. */
static size_t initial_length(const char *s) {
    if (!is_initial(*s)) return 0;
    return (*s == 'z' || *s == 'c' || *s == 's') && s[1] == 'h' ? 2 : 1;
}

static void add_option(struct option *o, size_t *count, const char *text, size_t length, size_t next, bool open) {
    if (*count < MAX_OPTIONS) o[(*count)++] = (struct option){text, length, next, open};
}

/* The input ends in the beginning of a syllable: as typed, and as the syllables are written that are typed otherwise. */
static void add_endings(const struct parse *p, const char *s, size_t chunk, struct option *o, size_t *count) {
    size_t spellings;
    const struct yz_spelling *begins = yz_spelling_begins(s, chunk, &spellings);
    bool as_typed = false;

    for (size_t i = 0; i < spellings; i++) {
        const struct yz_syllable *means = begins[i].means;

        if (strncmp(means->text, s, chunk) != 0) add_option(o, count, means->text, means->length, p->length, true);
        else if (!as_typed) add_option(o, count, s, chunk, p->length, as_typed = true);
    }
}

/* Every way to read the part at `at` that leaves something readable: whole syllables (long ones first), initials, and
 * the beginning of a syllable that the input ends in. */
static size_t options_at(const struct parse *p, size_t at, struct option *o) {
    const char *s = p->letters + at;
    size_t chunk = strcspn(s, " "), count = 0, next;

    if (at + chunk == p->length) add_endings(p, s, chunk, o, &count);
    for (size_t n = chunk < YZ_SYLLABLE_MAX ? chunk : YZ_SYLLABLE_MAX; n > 0; n--) {
        const struct yz_spelling *whole = yz_spelling_whole(s, n);

        next = skip_gap(p, at + n);
        if (whole && next < p->length && can_follow(p, next))
            add_option(o, &count, whole->means->text, whole->means->length, next, false);
    }
    for (size_t n = initial_length(s); n > 0; n--) {
        next = skip_gap(p, at + n);
        if (next < p->length ? can_follow(p, next) : n == 1 && !count) /* a digit ends the input */
            add_option(o, &count, s, 1, next, true);
    }
    return count;
}

/* a, e, o as whole syllables are initials as well, and those hold more. */
static size_t drop_covered(struct option *o, size_t count) {
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (o[i].open || o[i].length > 1) o[kept++] = o[i];
    return kept;
}

/* ---- the ranges ---- */

static void add_range(struct parse *p, enum yz_key_kind kind, const char *prefix, size_t length) {
    struct yz_pinyin_query *q;

    for (size_t i = 0; i < p->count; i++)
        if (p->out[i].kind == kind && p->out[i].length <= length &&
            memcmp(p->out[i].prefix, prefix, p->out[i].length) == 0)
            return;
    for (size_t i = 0; i < p->count; i++) /* a wider one takes the place of what it holds */
        if (p->out[i].kind == kind && p->out[i].length > length && memcmp(p->out[i].prefix, prefix, length) == 0) {
            memmove(p->out + i, p->out + i + 1, (--p->count - i) * sizeof *p->out);
            i--;
        }
    if (p->count == p->max || length >= sizeof q->prefix) return;
    q = &p->out[p->count++];
    q->kind = kind;
    memcpy(q->prefix, prefix, length);
    q->prefix[length] = '\0';
    q->length = length;
    memcpy(q->letters, p->letters, p->length + 1);
}

/* The letters read so far, as the prefix they give to both kinds of keys. Weights are roughly how often a key in ten
 * thousand is not in the range, in tenths of a natural logarithm: the heavier prefix holds fewer keys. */
struct branch {
    char full[YZ_PINYIN_LETTERS * 2], initials[YZ_PINYIN_LETTERS + 1];
    size_t full_length, initials_length, at;
    int full_weight;
    bool open; /* FULL can grow no more: what follows is not known to the letter */
};

enum { SYLLABLE_WEIGHT = 46, LETTER_WEIGHT = 27, FURTHER_LETTER_WEIGHT = 10, NARROW = 80, NARROW_FULL = 125 };

static void extend(struct branch *b, const struct option *o) {
    b->initials[b->initials_length++] = o->text[0];
    b->at = o->next;
    if (b->open) return;
    memcpy(b->full + b->full_length, o->text, o->length);
    b->full_length += o->length;
    b->open = o->open;
    if (o->open) b->full_weight += LETTER_WEIGHT + (int)(o->length - 1) * FURTHER_LETTER_WEIGHT;
    else b->full[b->full_length++] = ' ', b->full_weight += SYLLABLE_WEIGHT;
}

/* What all options have in common, as if it were the last part. */
static struct option common_part(const struct parse *p, const struct option *o, size_t count) {
    struct option common = {o[0].text, o[0].length, p->length, true};

    for (size_t i = 1; i < count; i++) {
        size_t n = 0;

        while (n < common.length && n < o[i].length && common.text[n] == o[i].text[n]) n++;
        common.length = n;
    }
    return common;
}

static int branch_weight(const struct branch *b) {
    int initials = (int)b->initials_length * LETTER_WEIGHT;

    return initials > b->full_weight ? initials : b->full_weight;
}

/* Whole syllables are worth following further: names are typed so, and their ranges fill up with the community. */
static int enough(const struct branch *b) {
    return branch_weight(b) > b->full_weight ? NARROW : NARROW_FULL;
}

static void add_branch(struct parse *p, const struct branch *b) {
    if (branch_weight(b) > b->full_weight) add_range(p, YZ_KEY_INITIALS, b->initials, b->initials_length);
    else add_range(p, YZ_KEY_FULL, b->full, b->full_length);
}

/* Follows the letters; where they can be read in several ways and the range is still wide, follows each of them while
 * there is room for more ranges. */
static void explore(struct parse *p, struct branch *b) {
    while (b->at < p->length) {
        struct option o[MAX_OPTIONS], common;
        size_t count = drop_covered(o, options_at(p, b->at, o));
        struct branch stopped = *b;

        if (!count) return;
        common = common_part(p, o, count);
        if (count == 1) {
            extend(b, &o[0]);
            continue;
        }
        extend(&stopped, &common);
        if (branch_weight(&stopped) >= enough(&stopped) || count - 1 > p->spare) {
            *b = stopped;
            break;
        }
        p->spare -= count - 1;
        for (size_t i = 0; i < count; i++) {
            struct branch way = *b;

            extend(&way, &o[i]);
            explore(p, &way);
        }
        return;
    }
    add_branch(p, b);
}

static void find_readable(struct parse *p) {
    struct option o[MAX_OPTIONS];

    p->fits = 0;
    for (size_t at = p->length; at-- > 0;)
        if (p->letters[at] != ' ' && options_at(p, at, o)) p->fits |= UINT64_C(1) << at;
}

size_t yz_pinyin_parse(const char *letters, struct yz_pinyin_query *out, size_t max) {
    char normal[YZ_PINYIN_LETTERS + 1];
    struct parse p = {.letters = normal, .out = out, .max = max < YZ_PINYIN_QUERIES ? max : YZ_PINYIN_QUERIES};
    struct option o[MAX_OPTIONS];
    size_t count;

    p.length = normalise(letters, normal);
    if (!p.length || !p.max) return 0;
    find_readable(&p);
    count = drop_covered(o, options_at(&p, 0, o));
    p.spare = p.max > count + 2 ? p.max - count - 2 : 0; /* one is never used: full would mean that some are missing */
    for (size_t i = 0; i < count; i++) {
        struct branch b = {.full_length = 0};

        extend(&b, &o[i]);
        explore(&p, &b);
    }
    if (p.length > 1) /* a Latin word of a name */
        add_range(&p, YZ_KEY_FULL, normal, p.length);
    return p.count;
}

/* ---- the match ---- */

struct walk {
    const char *letters;
    size_t length;
    const char *syllable;
    size_t syllable_length;
};

/* Takes `spelling` as the part at `at`: adds the position after it to `*next`; true when the letters end within. */
static bool take_spelling(const struct walk *w, size_t at, const char *spelling, size_t length, uint64_t *next) {
    size_t n = 0;

    while (n < length && at + n < w->length && w->letters[at + n] == spelling[n]) n++;
    if (at + n == w->length) return true;
    if (n == length) {
        at += n;
        *next |= UINT64_C(1) << (at + (w->letters[at] == ' '));
    }
    return false;
}

/* nv and lv are also typed nyu, lyu; nve and lve also nue, nyue. */
static bool take_other_spellings(const struct walk *w, size_t at, uint64_t *next) {
    char typed[5] = {w->syllable[0], 'y', 'u', 'e', '\0'};
    bool has_e = w->syllable_length == 3 && w->syllable[2] == 'e';

    if ((typed[0] != 'l' && typed[0] != 'n') || w->syllable_length < 2 || w->syllable[1] != 'v' ||
        w->syllable_length > 2u + has_e)
        return false;
    if (take_spelling(w, at, typed, 3u + has_e, next)) return true;
    typed[1] = 'u', typed[2] = 'e';
    return has_e && take_spelling(w, at, typed, 3, next);
}

static bool take_part(const struct walk *w, size_t at, uint64_t *next) {
    size_t initial = initial_length(w->syllable);

    if (take_spelling(w, at, w->syllable, w->syllable_length, next) || take_other_spellings(w, at, next)) return true;
    if (initial && take_spelling(w, at, w->syllable, 1, next)) return true;
    return initial == 2 && take_spelling(w, at, w->syllable, 2, next);
}

bool yz_pinyin_match(const struct yz_pinyin_query *query, const char *key, size_t length) {
    const char *end = key + length;
    struct walk w = {.letters = query->letters, .length = strlen(query->letters)};
    uint64_t here = 1; /* bit p: the letters before p are used up by the syllables so far */

    if (query->kind == YZ_KEY_INITIALS) {
        const char *gap = memchr(key, ' ', length);

        key = gap ? gap + 1 : end;
    }
    while (key < end && here) {
        const char *gap = memchr(key, ' ', (size_t)(end - key));
        uint64_t next = 0;

        w.syllable = key;
        w.syllable_length = (size_t)((gap ? gap : end) - key);
        for (uint64_t bits = here; bits && w.syllable_length; bits &= bits - 1)
            if (take_part(&w, (size_t)__builtin_ctzll(bits), &next)) return true;
        here = next;
        key += w.syllable_length + 1;
    }
    return false;
}
