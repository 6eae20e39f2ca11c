/* Whole names of residents in free text.
 *
 * A name of three characters and more counts wherever it stands, whoever of the file bears it, those who moved away and died
 * too. One of two characters is often an ordinary word as well (高峰, 方便), so it counts when somebody of that building bears
 * it, when it stands beside a word for a person (data/notices), or when its bearer is tied to the record. Blanks within a name
 * hide nothing. Not caught: nicknames, a surname with a title (张阿姨), names of people who are not in the register. */
#include "service/lists/notice_private.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { LONGEST = 31, FLAT = 1024 };

struct yz_known_names {
    const struct yz_notice_rules *rules;
    uint64_t *set; /* hashes, open addressing; 0 = free */
    size_t mask;
    uint32_t lengths; /* bit i: a name has i characters */
};

/* --- texts as they are compared: no blanks, one sort of dot --- */

struct flat {
    uint32_t cp[FLAT];
    size_t at[FLAT + 1]; /* where each stands in the text, and the end */
    size_t n;
};

static bool is_blank(uint32_t cp) {
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == 0xA0 || cp == 0x3000 || (cp >= 0x200B && cp <= 0x200D) ||
           cp == 0xFEFF;
}

static uint32_t one_dot(uint32_t cp) {
    bool dot = cp == 0x2022 || cp == 0x2027 || cp == 0x30FB || cp == 0xFF65 || cp == 0x22C5 || cp == 0xFF0E;
    return dot ? 0xB7 : cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}

static void flatten(const char *text, struct flat *f) {
    uint32_t cp;
    f->n = 0;
    const char *p = text;
    for (const char *here = p; f->n < FLAT && yz_utf8_next(&p, &cp) != 0; here = p) {
        if (is_blank(cp)) continue;
        f->at[f->n] = (size_t)(here - text);
        f->cp[f->n++] = one_dot(cp);
        f->at[f->n] = (size_t)(p - text);
    }
}

static uint64_t step(uint64_t h, uint32_t cp) {
    return (h ^ cp) * UINT64_C(0x100000001B3);
}

static uint64_t mixed(uint64_t h, int64_t building) {
    h ^= (uint64_t)building * UINT64_C(0x9E3779B97F4A7C15);
    h ^= h >> 29;
    return h ? h : 1;
}

#define SEED UINT64_C(0xCBF29CE484222325)

/* --- the set --- */

static bool has(const struct yz_known_names *k, uint64_t h) {
    for (size_t i = h & k->mask; k->set[i]; i = (i + 1) & k->mask)
        if (k->set[i] == h) return true;
    return false;
}

static void put(struct yz_known_names *k, uint64_t h) {
    size_t i = h & k->mask;
    while (k->set[i] && k->set[i] != h) i = (i + 1) & k->mask;
    k->set[i] = h;
}

static void add(struct yz_known_names *k, const char *name, int64_t building) {
    struct flat f;
    uint64_t h = SEED;
    flatten(name, &f);
    if (f.n < 2 || f.n > LONGEST) return;
    for (size_t i = 0; i < f.n; i++) h = step(h, f.cp[i]);
    k->lengths |= UINT32_C(1) << f.n;
    put(k, mixed(h, 0));
    if (f.n == 2 && building) put(k, mixed(h, building));
}

struct yz_known_names *yz_known_names_load(struct yz_session *s) {
    struct yz_known_names *k = calloc(1, sizeof *k);
    size_t room = 1024, people = (size_t)yz_sql_int(s->store, "SELECT count(*) FROM card WHERE ?1=?1", 0, 0);
    while (room < 4 * people) room *= 2;
    if (k) k->set = calloc(room, sizeof *k->set);
    if (!k || !k->set) {
        yz_known_names_free(k);
        return yz_fail(YZ_BUSY, _("内存不足")), NULL;
    }
    k->mask = room - 1;
    k->rules = yz_notice_rules();
    struct yz_query *q = yz_sql(s->store, "SELECT name,building FROM card");
    while (yz_next(q)) add(k, yz_text(q, 0), yz_int(q, 1));
    if (yz_done(q) == YZ_OK && k->rules) return k;
    yz_known_names_free(k);
    return NULL;
}

void yz_known_names_free(struct yz_known_names *k) {
    if (k) free(k->set);
    free(k);
}

/* --- looking --- */

static bool letter(uint32_t cp) {
    return cp >= 'a' && cp <= 'z';
}

/* A Latin name is no part of a longer word. */
static bool whole_word(const struct flat *f, size_t from, size_t n) {
    if (!letter(f->cp[from])) return true;
    return !(from && letter(f->cp[from - 1])) && !(from + n < f->n && letter(f->cp[from + n]));
}

static bool beside(const char *text, size_t end, size_t begin, const struct yz_notice_rules *r) {
    size_t n;
    for (const char *w = r->before; *w; w += n + (w[n] != '\0')) {
        n = strcspn(w, " ");
        if (n && begin >= n && memcmp(text + begin - n, w, n) == 0) return true;
    }
    for (const char *w = r->after; *w; w += n + (w[n] != '\0')) {
        n = strcspn(w, " ");
        if (n && strncmp(text + end, w, n) == 0) return true;
    }
    return false;
}

static size_t tied_at(const struct flat *f, size_t from, const char *const *tied) {
    struct flat name;
    for (; tied && *tied; tied++) {
        flatten(*tied, &name);
        if (name.n >= 2 && from + name.n <= f->n && memcmp(f->cp + from, name.cp, name.n * sizeof *name.cp) == 0)
            return name.n;
    }
    return 0;
}

/* Characters of the name that stands there; 0 = none. */
static size_t name_at(const struct yz_known_names *k, const char *text, const struct flat *f, size_t from,
                      int64_t building) {
    uint64_t h = SEED;
    size_t longest = 0;
    for (size_t n = 1; n <= LONGEST && from + n <= f->n; n++) {
        h = step(h, f->cp[from + n - 1]);
        if (!(k->lengths >> n & 1) || !has(k, mixed(h, 0)) || !whole_word(f, from, n)) continue;
        bool counts =
            n > 2 || (building && has(k, mixed(h, building))) || beside(text, f->at[from + n], f->at[from], k->rules);
        if (counts) longest = n;
    }
    return longest;
}

bool yz_known_names_find(const struct yz_known_names *k, const char *text, int64_t building, const char *const *tied,
                         size_t *at, size_t *length) {
    struct flat f;
    flatten(text, &f);
    for (size_t i = 0; i < f.n; i++) {
        size_t n = tied_at(&f, i, tied);
        if (!n) n = name_at(k, text, &f, i, building);
        if (!n) continue;
        *at = f.at[i];
        *length = f.at[i + n] - f.at[i];
        return true;
    }
    return false;
}
