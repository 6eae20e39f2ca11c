/* Names: by characters from any place in them, by pinyin, by initials, by a mixture, also 张xm. */
#include "base/pinyin.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <string.h>
#include <yizhan/i18n.h>

enum { DEEPEST = 4000 }; /* keys looked at for one range: a filter that lets nothing pass must end */

struct scan {
    struct yz_finding_run *run;
    size_t whole;  /* length of the key that would be an exact fit, without its class byte */
    bool inner;
    const char *why;
    const struct yz_pinyin_query *pinyin; /* filter, or NULL */
    const struct yz_pinyin_query *tails;  /* what must fit the name behind the characters typed, or NULL */
    size_t n_tails;
};

static enum yz_hit_kind hit_kind(enum yz_kind_id kind)
{
    return kind == YZ_PERSON ? YZ_HIT_PERSON : kind == YZ_CASE ? YZ_HIT_CASE : YZ_HIT_SCREEN;
}

struct tail {
    const struct scan *scan;
    bool fits;
};

static void tail_key(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length)
{
    struct tail *t = ctx;
    for (size_t i = 0; !t->fits && from == 0 && i < t->scan->n_tails; i++) {
        const struct yz_pinyin_query *q = &t->scan->tails[i];
        t->fits = q->kind == kind && length >= q->length && memcmp(key, q->prefix, q->length) == 0 &&
                  yz_pinyin_match(q, key, length);
    }
}

/* 张xm: behind 张 the name must go on as xm. */
static bool tail_fits(const struct scan *s, const char *key, size_t length)
{
    char rest[YZ_KEY_MAX + 1];
    if (length <= s->whole || length - s->whole > YZ_KEY_MAX)
        return false;
    memcpy(rest, key + s->whole, length - s->whole);
    rest[length - s->whole] = '\0';
    struct tail t = {.scan = s};
    yz_name_keys(rest, NULL, tail_key, &t);
    return t.fits;
}

static bool take(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id)
{
    struct scan *s = ctx;
    if (kind != YZ_PERSON || (s->pinyin && !yz_pinyin_match(s->pinyin, key, length)))
        return true;
    if (s->tails && !tail_fits(s, key, length))
        return true;
    enum yz_fit fit = s->inner ? YZ_FIT_INNER : length == s->whole && !s->tails ? YZ_FIT_EXACT : YZ_FIT_PREFIX;
    return yz_find_offer(s->run, hit_kind(kind), id, fit, s->why);
}

static void range(struct scan *s, enum yz_key_class head, const char *prefix, size_t length)
{
    struct yz_store *store = s->run->session->store;
    for (int inner = 0; inner < 2 && !yz_find_full(s->run); inner++) {
        s->inner = inner;
        yz_find_scan(store, head + inner, prefix, length, DEEPEST, take, s);
    }
}

static void by_pinyin(struct yz_finding_run *r)
{
    struct yz_pinyin_query ways[YZ_PINYIN_QUERIES];
    size_t n = yz_pinyin_parse(r->folded, ways, YZ_PINYIN_QUERIES);
    for (size_t i = 0; i < n && !yz_find_full(r); i++) {
        bool full = ways[i].kind == YZ_KEY_FULL;
        struct scan s = {.run = r, .whole = ways[i].length, .pinyin = &ways[i]};
        s.why = full ? N_("姓名拼音") : N_("姓名拼音首字母");
        range(&s, full ? YZ_KEY_FULL_HEAD : YZ_KEY_INITIALS_HEAD, ways[i].prefix, ways[i].length);
    }
}

/* Bytes of the characters before the first letter that may be pinyin; 0 when the query has none behind Han. */
static size_t han_part(const char *text)
{
    size_t at = strcspn(text, "abcdefghijklmnopqrstuvwxyz");
    return at && text[at] && strspn(text + at, "abcdefghijklmnopqrstuvwxyz'") == strlen(text + at) ? at : 0;
}

static void by_characters(struct yz_finding_run *r)
{
    char key[128];
    struct scan s = {.run = r, .why = N_("姓名")};
    struct yz_pinyin_query tails[YZ_PINYIN_QUERIES];
    size_t han = han_part(r->folded);
    if (han && (s.n_tails = yz_pinyin_parse(r->folded + han, tails, YZ_PINYIN_QUERIES)) > 0) {
        r->folded[han] = '\0'; /* only while folding the characters before the letters */
        s.tails = tails;
        s.why = N_("姓名汉字加拼音");
    }
    s.whole = yz_name_fold(r->folded, key, sizeof key);
    if (s.whole)
        range(&s, YZ_KEY_TEXT_HEAD, key, s.whole);
}

void yz_find_by_name(struct yz_finding_run *r)
{
    if (!yz_find_wants(r, YZ_HIT_PERSON) && !yz_find_wants(r, YZ_HIT_HOUSEHOLD))
        return;
    if (strspn(r->folded, "0123456789-") == strlen(r->folded))
        return;
    by_pinyin(r);
    if (!yz_find_full(r))
        by_characters(r);
}
