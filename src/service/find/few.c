/* What is few: services, screens, compounds, certificates not issued here. Their keys are made once, and kept in order. */
#include "base/pinyin.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>

struct few_key {
    size_t thing;
    enum yz_key_kind kind;
    bool head;
    char key[YZ_KEY_MAX + 1];
    size_t length;
};

struct thing {
    struct yz_hit hit;
};

struct yz_find_few {
    struct thing *things;
    struct few_key *keys;
    signed char *best; /* of each thing how well it fits the query; -1 = not at all */
    size_t n_things, room_things, n_keys, room_keys;
    bool failed;
};

static const struct yz_find_screen *screens;
static size_t n_screens;

void yz_find_screens(const struct yz_find_screen *list, size_t count) {
    screens = list;
    n_screens = count;
}

/* Makes room for one more; false, and remembered, when memory ran out. */
static bool grow(struct yz_find_few *f, void **items, size_t count, size_t *room, size_t size) {
    if (count < *room) return true;
    size_t more = *room ? 2 * *room : 64;
    void *bigger = realloc(*items, more * size);
    if (!bigger) {
        f->failed = true;
        return false;
    }
    *items = bigger;
    *room = more;
    return true;
}

static void keep_key(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    struct yz_find_few *f = ctx;
    if (!grow(f, (void **)&f->keys, f->n_keys, &f->room_keys, sizeof *f->keys)) return;
    struct few_key *k = &f->keys[f->n_keys++];
    *k = (struct few_key){.thing = f->n_things - 1, .kind = kind, .head = from == 0, .length = length};
    memcpy(k->key, key, length);
}

static void add(struct yz_find_few *f, const struct yz_hit *hit, const char *name, const char *other,
                const char *third) {
    if (!grow(f, (void **)&f->things, f->n_things, &f->room_things, sizeof *f->things)) return;
    f->things[f->n_things++].hit = *hit;
    const char *const names[] = {name, other, third};
    for (size_t i = 0; i < 3; i++)
        if (names[i] && *names[i]) yz_name_keys(names[i], NULL, keep_key, f);
}

static void add_services(struct yz_find_few *f, struct yz_session *s) {
    struct yz_query *q = yz_sql(s->store, "SELECT id, key, name, short_name, name_en, department FROM service"
                                          " WHERE valid_from <= ?1 AND (valid_to = 0 OR valid_to >= ?1) ORDER BY key");
    yz_bind(q, 1, yz_today());
    while (yz_next(q)) {
        struct yz_hit hit = {.kind = YZ_HIT_SERVICE, .id = yz_int(q, 0)};
        bool english = strcmp(yz_language_name(), "en") == 0 && *yz_text(q, 4);
        yz_copy(hit.key, sizeof hit.key, yz_text(q, 1));
        yz_copy(hit.title, sizeof hit.title, yz_text(q, english ? 4 : 2));
        yz_copy(hit.subtitle, sizeof hit.subtitle, yz_text(q, 5));
        char name[96], other[96], third[96];
        yz_copy(name, sizeof name, yz_text(q, 2));
        yz_copy(other, sizeof other, yz_text(q, 3));
        yz_copy(third, sizeof third, yz_text(q, 4));
        add(f, &hit, name, other, third);
    }
    yz_done(q);
}

static void add_screens(struct yz_find_few *f) {
    for (size_t i = 0; i < n_screens; i++) {
        struct yz_hit hit = {.kind = YZ_HIT_SCREEN};
        yz_copy(hit.key, sizeof hit.key, screens[i].name);
        yz_copy(hit.title, sizeof hit.title, yz_tr(screens[i].label));
        add(f, &hit, screens[i].label, hit.title, NULL);
    }
}

/* From the beginning of a name only: each ends in 证明, and nobody who types zm means all of them. */
static void keep_head(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    if (from == 0) keep_key(ctx, kind, from, key, length);
}

static void add_certificates(struct yz_find_few *f) {
    size_t count;
    const struct yz_certificate *all = yz_certificates(&count);
    for (size_t i = 0; i < count && !f->failed; i++) {
        struct yz_hit hit = {.kind = YZ_HIT_CERTIFICATE};
        char words[sizeof all->words], where[400], *rest = words;
        yz_copy(hit.key, sizeof hit.key, all[i].key);
        yz_copy(hit.title, sizeof hit.title, yz_certificate_name(&all[i]));
        snprintf(where, sizeof where, _("不再开具；去处：%s"), yz_certificate_where(&all[i]));
        if (!yz_copy(hit.subtitle, sizeof hit.subtitle - 3, where))
            memcpy(hit.subtitle + strlen(hit.subtitle), "…", sizeof "…");
        add(f, &hit, NULL, NULL, NULL);
        if (f->failed) return;
        yz_copy(words, sizeof words, all[i].words);
        yz_name_keys(all[i].name, NULL, keep_head, f);
        yz_name_keys(all[i].name_en, NULL, keep_head, f);
        for (char *word; (word = strsep(&rest, "|"));)
            if (*word) yz_name_keys(word, NULL, keep_head, f);
    }
}

/* Their buildings are looked up only when a name fits. */
static void add_compounds(struct yz_find_few *f, struct yz_session *s) {
    struct yz_query *q = yz_sql(s->store, "SELECT id, name FROM compound ORDER BY id");
    while (yz_next(q)) {
        struct yz_hit hit = {.kind = YZ_HIT_BUILDING, .id = yz_int(q, 0)};
        add(f, &hit, yz_text(q, 1), NULL, NULL);
    }
    yz_done(q);
}

static int in_order(enum yz_key_kind kind, const char *key, size_t length, const struct few_key *k) {
    if (kind != k->kind) return kind < k->kind ? -1 : 1;
    int order = memcmp(key, k->key, length < k->length ? length : k->length);
    return order ? order : (length > k->length) - (length < k->length);
}

static int by_key(const void *a, const void *b) {
    const struct few_key *x = a;
    return in_order(x->kind, x->key, x->length, b);
}

static struct yz_find_few *load(struct yz_session *s) {
    struct yz_find_few *f = calloc(1, sizeof *f);
    unsigned failures = yz_failures();
    if (f) {
        add_services(f, s);
        add_screens(f);
        add_certificates(f);
        add_compounds(f, s);
        if (f->n_keys) qsort(f->keys, f->n_keys, sizeof *f->keys, by_key);
        f->failed |= !(f->best = malloc(f->n_things + 1));
    }
    if (!f || f->failed) yz_fail(YZ_BUSY, _("内存不足"));
    if (yz_failures() == failures) return f;
    yz_find_few_free(f); /* half of them would be kept for the whole session */
    return NULL;
}

void yz_find_few_free(struct yz_find_few *f) {
    if (!f) return;
    free(f->things);
    free(f->keys);
    free(f->best);
    free(f);
}

static void give(struct yz_finding_run *r, const struct yz_hit *hit, int best, const char *why) {
    struct yz_hit found = *hit;
    found.rank = best * 10;                               /* before people that fit as well: there are few */
    if (hit->kind == YZ_HIT_CERTIFICATE) found.rank += 9; /* behind them: 曾 is a surname before it is 曾用名 */
    yz_copy(found.why, sizeof found.why, yz_tr(why));
    yz_find_give(r, &found);
}

static const char *why_of(enum yz_hit_kind kind) {
    if (kind == YZ_HIT_CERTIFICATE) return N_("不再开具的证明");
    return kind == YZ_HIT_SERVICE ? N_("事项名称") : N_("界面名称");
}

/* The keys of a kind that begin with `prefix`; `way`: and that can be read so. */
static void fit_keys(struct yz_find_few *f, enum yz_key_kind kind, const char *prefix, size_t length,
                     const struct yz_pinyin_query *way) {
    size_t low = 0, high = f->n_keys;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in_order(kind, prefix, length, &f->keys[middle]) > 0) low = middle + 1;
        else high = middle;
    }
    for (const struct few_key *k = f->keys + low, *end = f->keys + f->n_keys; k < end && k->kind == kind; k++) {
        if (k->length < length || memcmp(k->key, prefix, length) != 0) break;
        if (way && !yz_pinyin_match(way, k->key, k->length)) continue;
        enum yz_fit fit = !k->head ? YZ_FIT_INNER : !way && k->length == length ? YZ_FIT_EXACT : YZ_FIT_PREFIX;
        signed char *best = &f->best[k->thing];
        if (*best < 0 || (int)fit < *best) *best = (signed char)fit;
    }
}

/* Each thing that the query fits, and how well at best. */
static void each_fit(struct yz_finding_run *r,
                     void (*fits)(struct yz_finding_run *r, const struct yz_hit *hit, int best)) {
    if (!r->session->few) r->session->few = load(r->session);
    struct yz_find_few *f = r->session->few;
    char text[128];
    size_t length = yz_name_fold(r->folded, text, sizeof text);
    if (!f) return;
    memset(f->best, -1, f->n_things);
    if (length) fit_keys(f, YZ_KEY_TEXT, text, length, NULL);
    for (size_t i = 0; i < r->n_ways; i++)
        fit_keys(f, r->ways[i].kind, r->ways[i].prefix, r->ways[i].length, &r->ways[i]);
    for (size_t i = 0; i < f->n_things; i++)
        if (f->best[i] >= 0 && yz_find_wants(r, f->things[i].hit.kind)) fits(r, &f->things[i].hit, f->best[i]);
}

static void named(struct yz_finding_run *r, const struct yz_hit *hit, int best) {
    if (hit->kind != YZ_HIT_BUILDING) give(r, hit, best, why_of(hit->kind));
}

void yz_find_few(struct yz_finding_run *r) {
    each_fit(r, named);
}

static void buildings(struct yz_finding_run *r, const struct yz_hit *hit, int best) {
    if (hit->kind != YZ_HIT_BUILDING) return;
    struct yz_query *q = yz_sql(r->session->store, "SELECT id FROM building WHERE compound = ?1 ORDER BY id");
    yz_bind(q, 1, hit->id);
    while (yz_next(q) && yz_find_offer(r, YZ_HIT_BUILDING, yz_int(q, 0), (enum yz_fit)best, N_("小区"))) {
    }
    yz_done(q);
}

/* One character or two letters say too little of a place. */
void yz_find_compounds(struct yz_finding_run *r) {
    size_t least = r->n_ways ? 3 : 2 * strlen("区");
    if (strlen(r->folded) >= least) each_fit(r, buildings);
}
