/* Names: by characters from any place in them, by pinyin, by initials, by a mixture, also 张xm. */
#include "base/pinyin.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { DEEPEST = 4000 }; /* keys looked at for one range: a filter that lets nothing pass must end */

struct scan {
    struct yz_finding_run *run;
    size_t whole; /* length of the key that would be an exact fit, without its class byte */
    bool inner;
    const char *why;
    const struct yz_pinyin_query *pinyin; /* filter, or NULL */
    const char *han;                      /* characters the name must hold as well, or NULL */
};

static bool holds(const struct scan *s, int64_t person) {
    struct yz_query *q = yz_sql(s->run->session->store, "SELECT name FROM person WHERE id = ?1");
    yz_bind(q, 1, person);
    bool fits = yz_next(q) && strstr(yz_text(q, 0), s->han);
    yz_done(q);
    return fits;
}

static bool take(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct scan *s = ctx;
    if (kind != YZ_PERSON || (s->pinyin && !yz_pinyin_match(s->pinyin, key, length))) return true;
    if (s->han && !holds(s, id)) return true;
    enum yz_fit fit = s->inner ? YZ_FIT_INNER : length == s->whole && !s->pinyin ? YZ_FIT_EXACT : YZ_FIT_PREFIX;
    return yz_find_offer(s->run, YZ_HIT_PERSON, id, fit, s->why);
}

static void range(struct scan *s, enum yz_key_class head, const char *prefix, size_t length) {
    struct yz_store *store = s->run->session->store;
    for (int inner = 0; inner < 2 && !yz_find_full(s->run); inner++) {
        s->inner = inner;
        yz_find_scan(store, head + inner, prefix, length, DEEPEST, take, s);
    }
}

/* Every way to read the letters; `han` as in struct scan, `why` for letters that are initials. */
static void by_letters(struct yz_finding_run *r, const struct yz_pinyin_query *ways, size_t n, const char *han,
                       const char *why) {
    for (size_t i = 0; i < n && !yz_find_full(r); i++) {
        bool full = ways[i].kind == YZ_KEY_FULL;
        struct scan s = {.run = r, .whole = ways[i].length, .pinyin = &ways[i], .han = han};
        s.why = why ? why : full ? N_("姓名拼音") : N_("姓名拼音首字母");
        range(&s, full ? YZ_KEY_FULL_HEAD : YZ_KEY_INITIALS_HEAD, ways[i].prefix, ways[i].length);
    }
}

/* Bytes of the characters before the first letter that may be pinyin; 0 when the query has none behind Han. */
static size_t han_part(const char *text) {
    size_t at = strcspn(text, "abcdefghijklmnopqrstuvwxyz");
    return at && text[at] && strspn(text + at, "abcdefghijklmnopqrstuvwxyz'") == strlen(text + at) ? at : 0;
}

/* 张xm: read as zhang'xm, any reading of 张 will do since all are keys; the name must hold 张. */
static bool by_mixture(struct yz_finding_run *r) {
    size_t at = han_part(r->folded), used = 0;
    char letters[YZ_PINYIN_LETTERS + 1] = "", han[sizeof r->folded];
    if (!at) return false;
    memcpy(han, r->folded, at);
    han[at] = '\0';
    const char *p = han, *reading;
    for (uint32_t cp; used + 8 < sizeof letters && yz_utf8_next(&p, &cp) > 0 && yz_pinyin_readings(cp, &reading, 1);)
        used += (size_t)snprintf(letters + used, sizeof letters - used, "%.6s'", reading);
    snprintf(letters + used, sizeof letters - used, "%s", r->folded + at);
    struct yz_pinyin_query ways[YZ_PINYIN_QUERIES];
    by_letters(r, ways, yz_pinyin_parse(letters, ways, YZ_PINYIN_QUERIES), han, N_("姓名汉字加拼音"));
    return true;
}

static void by_characters(struct yz_finding_run *r) {
    char key[128];
    struct scan s = {.run = r, .why = N_("姓名")};
    s.whole = yz_name_fold(r->folded, key, sizeof key);
    if (s.whole) range(&s, YZ_KEY_TEXT_HEAD, key, s.whole);
}

void yz_find_by_name(struct yz_finding_run *r) {
    if (!yz_find_wants(r, YZ_HIT_PERSON) && !yz_find_wants(r, YZ_HIT_HOUSEHOLD)) return;
    if (strspn(r->folded, "0123456789-") == strlen(r->folded)) return;
    if (by_mixture(r)) return;
    by_letters(r, r->ways, r->n_ways, NULL, NULL);
    if (!yz_find_full(r)) by_characters(r);
}
