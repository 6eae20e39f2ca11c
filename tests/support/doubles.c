/* Labelled duplicates for a station file. */
#include "support/doubles.h"

#include "base/pinyin.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/identity.h>

enum { EVERY = 20, TWIN_EVERY = 100, FIRST_HAN = 0x4E00, LAST_HAN = 0x9FA5 };

const char *const double_sort_names[DOUBLE_SORTS] = {"transposed", "one digit", "homophone", "no number",
                                                     "15 digits",  "worst",     "twin",      "namesake"};

struct making {
    struct yz_store *s;
    struct doubles *out;
    uint32_t dice;
    struct yz_person *people;
    size_t count;
};

static uint32_t throw(struct making * m, uint32_t sides) {
    m->dice ^= m->dice << 13;
    m->dice ^= m->dice >> 17;
    m->dice ^= m->dice << 5;
    return m->dice % sides;
}

/* --- faults --- */

static void transpose(struct making *m, char *number) {
    size_t n = strlen(number);
    for (int tries = 0; n > 7 && tries < 50; tries++) {
        size_t i = 6 + throw(m, (uint32_t)n - 7);
        if (number[i] == number[i + 1]) continue;
        char c = number[i];
        number[i] = number[i + 1];
        number[i + 1] = c;
        return;
    }
}

static void slip(struct making *m, char *number) {
    size_t n = strlen(number), i = n ? throw(m, (uint32_t)n - 1) : 0;
    if (n && number[i] != 'X') number[i] = (char)('0' + (number[i] - '0' + 1 + (int) throw(m, 8)) % 10);
}

static void old_number(char *number) {
    if (strlen(number) == 18 && number[6] == '1' && number[7] == '9') {
        memmove(number + 6, number + 8, 9);
        number[15] = '\0';
    }
}

/* Another character of the same first reading that is also in the table of the commoner ones. */
static uint32_t homophone(struct making *m, uint32_t cp) {
    const char *want, *have;
    if (!yz_pinyin_readings(cp, &want, 1)) return cp;
    uint32_t at = FIRST_HAN + throw(m, LAST_HAN - FIRST_HAN);
    for (uint32_t i = 0; i < LAST_HAN - FIRST_HAN; i++, at = at == LAST_HAN ? FIRST_HAN : at + 1)
        if (at != cp && yz_pinyin_readings(at, &have, 1) && strcmp(want, have) == 0) return at;
    return cp;
}

static uint32_t unlike(struct making *m, uint32_t cp) {
    const char *mine, *other;
    for (;;) {
        uint32_t c = FIRST_HAN + throw(m, LAST_HAN - FIRST_HAN);
        if (yz_pinyin_readings(c, &other, 1) && yz_pinyin_readings(cp, &mine, 1) && strcmp(mine, other) != 0) return c;
        if (!yz_pinyin_readings(cp, &mine, 1)) return c;
    }
}

/* Changes the last character of the name. */
static void change_name(struct making *m, char *name, size_t room, uint32_t (*by)(struct making *m, uint32_t cp)) {
    char text[96], end[8] = "";
    const char *p = name, *last = name;
    uint32_t cp = 0, next;
    while (*p) {
        last = p;
        if (yz_utf8_next(&p, &next) <= 0) return;
        cp = next;
    }
    yz_utf8_encode(by(m, cp), end);
    snprintf(text, sizeof text, "%.*s%s", (int)(last - name), name, end);
    yz_copy(name, room, text);
}

/* --- people --- */

static void homes_of(struct making *m, int64_t person, struct yz_membership *out) {
    struct yz_query *q =
        yz_select(m->s, &yz_membership_kind, "WHERE person=?1 AND until=0 ORDER BY legal DESC,id LIMIT 1");
    yz_bind(q, 1, person);
    *out = (struct yz_membership){0};
    if (yz_next(q)) yz_row(q, &yz_membership_kind, out);
    yz_done(q);
}

static bool put(struct making *m, struct yz_person *p, const struct yz_membership *home, int64_t of,
                enum double_sort sort) {
    struct yz_membership one = *home;
    p->id = p->version = 0;
    if (yz_put(m->s, &yz_person_kind, p) != YZ_OK) return false;
    one.id = one.version = 0;
    one.person = p->id;
    one.legal = false;
    if (one.household && yz_put(m->s, &yz_membership_kind, &one) != YZ_OK) return false;
    m->out->all[m->out->count++] = (struct double_pair){of < p->id ? of : p->id, of < p->id ? p->id : of, sort};
    return true;
}

/* Half stand in the same household, the others where they moved to; some left their phone, some gave another. */
static bool make_double(struct making *m, const struct yz_person *of, enum double_sort sort) {
    struct yz_person p = *of;
    struct yz_membership home;
    homes_of(m, throw(m, 2) ? of->id : m->people[throw(m, (uint32_t)m->count)].id, &home);
    if (sort == DOUBLE_TRANSPOSED) transpose(m, p.id_number);
    if (sort == DOUBLE_DIGIT) slip(m, p.id_number);
    if (sort == DOUBLE_OLD_NUMBER) old_number(p.id_number);
    if (sort == DOUBLE_HOMOPHONE || sort == DOUBLE_WORST || throw(m, 20) == 0)
        change_name(m, p.name, sizeof p.name, homophone);
    if (sort == DOUBLE_NO_NUMBER || sort == DOUBLE_WORST) p.id_number[0] = '\0';
    if (throw(m, 3) == 0) p.phone[0] = '\0';
    p.id_kind = 0;
    p.certificate[0] = '\0';
    return put(m, &p, &home, of->id, sort);
}

/* Serial and check of the number are the twin's own. */
static bool make_twin(struct making *m, const struct yz_person *of) {
    struct yz_person p = *of;
    struct yz_membership home;
    homes_of(m, of->id, &home);
    change_name(m, p.name, sizeof p.name, unlike);
    if (strlen(p.id_number) == 18) {
        p.id_number[15] = (char)('0' + (p.id_number[15] - '0' + 1) % 10);
        p.id_number[17] = yz_id_check_digit(p.id_number);
        if (throw(m, 4) == 0) p.id_number[0] = '\0';
    }
    p.certificate[0] = '\0';
    return put(m, &p, &home, of->id, DOUBLE_TWIN);
}

static bool make_namesake(struct making *m, const struct yz_person *of) {
    struct yz_person p = *of;
    struct yz_membership home;
    homes_of(m, m->people[throw(m, (uint32_t)m->count)].id, &home);
    if (strlen(p.id_number) != 18) return true;
    p.id_number[14] = (char)('0' + (p.id_number[14] - '0' + 3) % 10);
    p.id_number[17] = yz_id_check_digit(p.id_number);
    p.certificate[0] = p.phone[0] = '\0';
    p.mother = 0;
    return put(m, &p, &home, of->id, DOUBLE_NAMESAKE);
}

/* By turns those who get a double, and those between them, of whom some get a namesake. */
static bool read_people(struct making *m) {
    int64_t n = yz_sql_int(m->s, "SELECT count(*) FROM person", 0, 0), i = 0;
    size_t room = (size_t)(2 * (n / EVERY));
    m->people = calloc(room + 2, sizeof *m->people);
    m->out->all = calloc(room + 4, sizeof *m->out->all);
    if (!m->people || !m->out->all) return false;
    struct yz_query *q = yz_select(m->s, &yz_person_kind, "WHERE died=0 AND id_number<>'' ORDER BY id");
    for (; yz_next(q); i++)
        if (i % (EVERY / 2) == 0 && m->count < room) yz_row(q, &yz_person_kind, &m->people[m->count++]);
    return yz_done(q) == YZ_OK;
}

static bool make_all(struct making *m) {
    for (size_t i = 0; 2 * i + 1 < m->count; i++) {
        const struct yz_person *of = &m->people[2 * i];
        if (!make_double(m, of, (enum double_sort)(i % DOUBLE_TWIN))) return false;
        if (i % (TWIN_EVERY / EVERY) == 0 && !(make_twin(m, of) && make_namesake(m, of + 1))) return false;
    }
    return true;
}

bool doubles_make(struct yz_store *s, unsigned seed, struct doubles *out) {
    struct making m = {.s = s, .out = out, .dice = seed * 2654435761u + 1};
    *out = (struct doubles){0};
    bool good = read_people(&m) && yz_act_begin(s, "doubles", 0) == YZ_OK;
    if (good) yz_act_bulk(s);
    if (good && !make_all(&m)) good = false, yz_act_abort(s);
    if (good) good = yz_act_commit(s, NULL) == YZ_OK;
    if (!good) fprintf(stderr, "doubles: %s\n", yz_message());
    free(m.people);
    return good;
}

void doubles_free(struct doubles *d) {
    free(d->all);
    *d = (struct doubles){0};
}

/* --- judging --- */

static int by_people(const void *a, const void *b) {
    const struct double_pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

void doubles_judge(const struct doubles *d, const struct yz_pair *pairs, size_t count, struct doubles_found *out) {
    *out = (struct doubles_found){0};
    qsort(d->all, d->count, sizeof *d->all, by_people);
    for (size_t i = 0; i < d->count; i++) out->of[d->all[i].sort]++;
    out->wanted = d->count - out->of[DOUBLE_TWIN] - out->of[DOUBLE_NAMESAKE];
    for (size_t i = 0; i < count; i++) {
        struct double_pair key = {pairs[i].a, pairs[i].b, 0};
        if (key.a > key.b) key.a = pairs[i].b, key.b = pairs[i].a;
        const struct double_pair *p = bsearch(&key, d->all, d->count, sizeof key, by_people);
        bool same = p && p->sort < DOUBLE_TWIN;
        out->right += same;
        out->wrong += !same;
        if (p) out->found[p->sort]++;
    }
}
