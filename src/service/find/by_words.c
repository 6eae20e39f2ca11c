/* Needs, services and resources: by any two characters or more of their text, by field, by who offers it. */
#include "base/pairs.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>

enum { DEEPEST = 400, NEWEST = 20, PAIRS = 8, FEW = 20 };

struct pair {
    char bytes[YZ_PAIR];
    size_t length, seen; /* seen: how many records have it, DEEPEST and more are one */
};

struct pairs {
    struct pair all[PAIRS];
    size_t count;
};

/* How a text holds the query; false when it does not. */
static bool holds(const struct yz_finding_run *r, const char *text, enum yz_fit *fit) {
    char folded[1024];
    yz_text_fold(folded, sizeof folded, text);
    const char *at = strstr(folded, r->folded);
    if (at && at == folded && *fit == YZ_FIT_INNER) *fit = YZ_FIT_PREFIX;
    return at != NULL;
}

static bool need(struct yz_finding_run *r, int64_t id) {
    struct yz_need n;
    enum yz_fit fit = YZ_FIT_INNER;
    if (!yz_find_wants(r, YZ_HIT_NEED) || yz_get(r->session->store, &yz_need_kind, id, &n) != YZ_OK) return true;
    if (yz_need_hidden(r->session, &n) || !(holds(r, n.text, &fit) || holds(r, n.place, &fit))) return true;
    return yz_find_offer(r, YZ_HIT_NEED, id, yz_need_open(&n) ? fit : YZ_FIT_INNER, N_("需求内容"));
}

static bool offer(struct yz_finding_run *r, int64_t id) {
    struct yz_offer o;
    enum yz_fit fit = YZ_FIT_INNER;
    if (yz_get(r->session->store, &yz_offer_kind, id, &o) != YZ_OK) return true;
    if (!holds(r, o.name, &fit) && !holds(r, o.tags, &fit) && !holds(r, o.detail, &fit)) return true;
    return yz_find_offer(r, YZ_HIT_RESOURCE, id, fit, N_("服务、资源内容"));
}

/* All that somebody offers. */
static bool provider(struct yz_finding_run *r, int64_t id) {
    struct yz_provider p;
    enum yz_fit fit = YZ_FIT_INNER;
    bool room = true;
    if (yz_get(r->session->store, &yz_provider_kind, id, &p) != YZ_OK || !holds(r, p.name, &fit)) return true;
    struct yz_query *q = yz_sql(r->session->store, "SELECT id FROM offer WHERE provider=?1 ORDER BY id DESC LIMIT 20");
    yz_bind(q, 1, id);
    while (room && yz_next(q)) room = yz_find_offer(r, YZ_HIT_RESOURCE, yz_int(q, 0), fit, N_("提供方"));
    yz_done(q);
    return room;
}

static bool take(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct yz_finding_run *r = ctx;
    (void)key;
    (void)length;
    if (kind == YZ_NEED) return need(r, id);
    if (!yz_find_wants(r, YZ_HIT_RESOURCE)) return true;
    return kind == YZ_OFFER ? offer(r, id) : kind == YZ_PROVIDER ? provider(r, id) : true;
}

static void keep_pair(void *ctx, const char *at, size_t length) {
    struct pairs *p = ctx;
    if (p->count == PAIRS) return;
    p->all[p->count].length = length;
    memcpy(p->all[p->count++].bytes, at, length);
}

static bool count(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    (void)key;
    (void)length;
    (void)kind;
    (void)id;
    return ++*(size_t *)ctx, true;
}

/* Whatever holds the query holds its rarest pair. */
static void by_pairs(struct yz_finding_run *r) {
    struct pairs p = {0};
    const struct pair *rarest = NULL;
    struct yz_store *store = r->session->store;
    yz_text_pairs(r->folded, keep_pair, &p);
    for (size_t i = 0; i < p.count && !(rarest && rarest->seen < FEW); i++) {
        struct pair *one = &p.all[i];
        yz_find_scan(store, YZ_KEY_WORDS, one->bytes, one->length, DEEPEST, count, &one->seen);
        if (!rarest || one->seen < rarest->seen) rarest = one;
    }
    if (rarest && rarest->seen) yz_find_scan(store, YZ_KEY_WORDS, rarest->bytes, rarest->length, DEEPEST, take, r);
}

/* --- by field --- */

static void newest(struct yz_finding_run *r, const char *sql, int32_t code, enum yz_hit_kind kind) {
    struct yz_need n;
    struct yz_query *q = yz_find_wants(r, kind) ? yz_sql(r->session->store, sql) : NULL;
    yz_bind(q, 1, code);
    yz_bind(q, 2, NEWEST);
    while (q && yz_next(q)) {
        int64_t id = yz_int(q, 0);
        bool hidden = kind == YZ_HIT_NEED &&
                      (yz_get(r->session->store, &yz_need_kind, id, &n) != YZ_OK || yz_need_hidden(r->session, &n));
        if (!hidden && !yz_find_offer(r, kind, id, YZ_FIT_INNER, N_("领域"))) break;
    }
    if (q) yz_done(q);
}

/* The beginning of a field's name, or a sub-field's whole one. */
static void by_field(struct yz_finding_run *r) {
    size_t count, length = strlen(r->folded);
    const struct yz_code *all = yz_codes("need_field", &count);
    for (size_t i = 0; all && i < count && length >= 2 * strlen("领"); i++) {
        if (strncmp(all[i].zh, r->folded, length) != 0) continue;
        newest(r, "SELECT id FROM need WHERE state<5 AND field=?1 ORDER BY at DESC LIMIT ?2", all[i].code, YZ_HIT_NEED);
        newest(r, "SELECT id FROM offer WHERE field=?1 ORDER BY confirmed_on DESC LIMIT ?2", all[i].code,
               YZ_HIT_RESOURCE);
    }
    all = yz_codes("need_topic", &count);
    for (size_t i = 0; all && i < count; i++) {
        if (strcmp(all[i].zh, r->folded) != 0) continue;
        newest(r, "SELECT id FROM need WHERE state<5 AND topic=?1 ORDER BY at DESC LIMIT ?2", all[i].code, YZ_HIT_NEED);
        newest(r, "SELECT id FROM offer WHERE topic=?1 ORDER BY confirmed_on DESC LIMIT ?2", all[i].code,
               YZ_HIT_RESOURCE);
    }
}

/* Letters and digits alone are names, numbers, doors, unless only the lists are asked. */
void yz_find_by_words(struct yz_finding_run *r) {
    bool only = !yz_find_wants(r, YZ_HIT_PERSON), han = false;
    if (!yz_find_wants(r, YZ_HIT_NEED) && !yz_find_wants(r, YZ_HIT_RESOURCE)) return;
    for (const char *p = r->folded; *p; p++) han |= (unsigned char)*p > 0x7F;
    if ((!han && !only) || yz_find_full(r)) return;
    by_pairs(r);
    if (!yz_find_full(r)) by_field(r);
}
