/* Addresses as people say them: 3-2-501, 星体花园南区3-2-501, 3幢2单元501室, xtny3-2-501. */
#include "base/pinyin.h"
#include "service/find/find_private.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct spoken {       /* what was said of an address */
    char place[96];   /* "" = any compound */
    char part[3][16]; /* building, unit, room */
    int parts;
    bool open; /* ends in a dash: the next part is still to come */
};

/* Words and signs that part the numbers of an address. */
static size_t divider(const char *text) {
    static const char *const words[] = {"号楼", "单元", "幢", "栋", "座", "室", "号",
                                        "层",   "#",    "-",  " ",  "/",  "—",  "－"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0) return strlen(words[i]);
    return 0;
}

static bool part_of_number(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* "3-2-501" behind the place; false when it is something else. */
static bool read_parts(const char *text, struct spoken *a) {
    while (*text) {
        size_t n = 0;
        while (part_of_number(text[n])) n++;
        if (n == 0 || n >= sizeof a->part[0] || a->parts == 3) return false;
        memcpy(a->part[a->parts++], text, n);
        text += n;
        a->open = false;
        for (size_t skip; (skip = divider(text)) > 0; text += skip) a->open = true;
    }
    return a->parts > 0;
}

static bool read_spoken(const char *text, struct spoken *a) {
    size_t place = strcspn(text, "0123456789"), end = place;
    memset(a, 0, sizeof *a);
    while (end && text[end - 1] == ' ') end--;
    if (end >= sizeof a->place || !text[place]) return false;
    memcpy(a->place, text, end);
    return read_parts(text + place, a) && (a->parts > 1 || *a->place || a->open);
}

struct place_fit {
    const char *typed;
    const struct yz_pinyin_query *ways;
    size_t n_ways;
    bool fits;
};

static void place_key(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    struct place_fit *p = ctx;
    (void)from;
    if (kind == YZ_KEY_TEXT) p->fits |= strncmp(key, p->typed, strlen(p->typed)) == 0;
    for (size_t i = 0; !p->fits && i < p->n_ways; i++) {
        const struct yz_pinyin_query *q = &p->ways[i];
        p->fits = q->kind == kind && length >= q->length && memcmp(key, q->prefix, q->length) == 0 &&
                  yz_pinyin_match(q, key, length);
    }
}

static bool place_fits(const struct spoken *a, const char *name) {
    struct yz_pinyin_query ways[YZ_PINYIN_QUERIES];
    char typed[sizeof a->place];
    if (!*a->place) return true;
    yz_name_fold(a->place, typed, sizeof typed);
    struct place_fit p = {.typed = typed, .ways = ways};
    p.n_ways = yz_pinyin_parse(a->place, ways, YZ_PINYIN_QUERIES);
    yz_name_keys(name, NULL, place_key, &p);
    return p.fits;
}

/* Doors of one building: the unit whole (any, when only a room was said), the room as far as it is typed. */
static void doors(struct yz_finding_run *r, int64_t building, const char *unit, const char *room) {
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT h.id, d.room FROM dwelling d JOIN household h ON h.dwelling = d.id"
                                  " WHERE d.building = ?1 AND (?2 = '' OR d.unit = ?2) AND d.room >= ?3 AND d.room < ?4"
                                  " AND h.until = 0 ORDER BY d.unit, d.room LIMIT 48");
    char last[24];
    snprintf(last, sizeof last, "%s~", room);
    yz_bind(q, 1, building);
    yz_bind_text(q, 2, unit);
    yz_bind_text(q, 3, room);
    yz_bind_text(q, 4, last);
    while (yz_next(q)) {
        bool whole = *room && strcmp(yz_text(q, 1), room) == 0;
        if (!yz_find_offer(r, YZ_HIT_HOUSEHOLD, yz_int(q, 0), whole ? YZ_FIT_EXACT : YZ_FIT_PREFIX, N_("地址"))) break;
    }
    yz_done(q);
}

static void in_building(struct yz_finding_run *r, const struct spoken *a, int64_t building) {
    if (a->parts == 1 && yz_find_wants(r, YZ_HIT_BUILDING))
        yz_find_offer(r, YZ_HIT_BUILDING, building, YZ_FIT_EXACT, N_("楼栋"));
    if (!yz_find_wants(r, YZ_HIT_HOUSEHOLD) || (a->parts == 1 && !a->open)) return;
    if (a->parts == 3) doors(r, building, a->part[1], a->part[2]);
    else if (a->parts == 2 && strlen(a->part[1]) >= 3) doors(r, building, "", a->part[1]);
    else doors(r, building, a->parts == 2 ? a->part[1] : "", "");
}

static void in_compound(struct yz_finding_run *r, const struct spoken *a, int64_t compound) {
    int64_t found[8];
    size_t n = 0;
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT id FROM building WHERE compound = ?1 AND number = ?2 LIMIT 8");
    yz_bind(q, 1, compound);
    yz_bind_text(q, 2, a->part[0]);
    while (n < 8 && yz_next(q)) found[n++] = yz_int(q, 0);
    yz_done(q);
    for (size_t i = 0; i < n && !yz_find_full(r); i++) in_building(r, a, found[i]);
}

void yz_find_by_address(struct yz_finding_run *r) {
    struct spoken a;
    int64_t compounds[64];
    size_t n = 0;
    if (!read_spoken(r->folded, &a)) return;
    struct yz_query *q = yz_sql(r->session->store, "SELECT id, name FROM compound ORDER BY id");
    while (n < 64 && yz_next(q))
        if (place_fits(&a, yz_text(q, 1))) compounds[n++] = yz_int(q, 0);
    yz_done(q);
    for (size_t i = 0; i < n && !yz_find_full(r); i++) in_compound(r, &a, compounds[i]);
}
