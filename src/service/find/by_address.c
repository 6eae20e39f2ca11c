/* Addresses as people say them: 3-2-501, 星体花园南区3-2-501, 3幢2单元501室, nq3-2-501. */
#include "base/pinyin.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/registry/address.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct spoken {          /* what was said of an address, perhaps not to its end */
    char place[96];      /* characters, pinyin or initials of a compound; "" = any */
    struct yz_address a; /* its numbers; two of them are a building and a unit or a room */
    bool open;           /* a sign stands at the end: the next number is still to come */
};

/* The place is all before the first digit. A lone number is an address only with a place or a sign behind it. */
static bool read_spoken(const char *text, struct spoken *said) {
    size_t place = strcspn(text, "0123456789"), end = place, length = strlen(text);
    memset(said, 0, sizeof *said);
    while (end && (text[end - 1] == ' ' || text[end - 1] == '-')) end--;
    if (end >= sizeof said->place || !text[place] || !yz_address_read_parts(text + place, &said->a)) return false;
    memcpy(said->place, text, end);
    said->open = !(text[length - 1] >= '0' && text[length - 1] <= '9');
    return *said->a.room || *said->a.unit || end || said->open;
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

static bool place_fits(const struct spoken *said, const char *name) {
    struct yz_pinyin_query ways[YZ_PINYIN_QUERIES];
    char typed[sizeof said->place];
    if (!*said->place) return true;
    yz_name_fold(said->place, typed, sizeof typed);
    struct place_fit p = {.typed = typed, .ways = ways};
    p.n_ways = yz_pinyin_parse(said->place, ways, YZ_PINYIN_QUERIES);
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

/* The same of doors themselves. */
static void empty_doors_too(struct yz_finding_run *r, int64_t building, const char *unit, const char *room) {
    struct yz_query *q = yz_sql(
        r->session->store, "SELECT id, room FROM dwelling WHERE building = ?1 AND (?2 = '' OR unit = ?2)"
                           " AND room >= ?3 AND room < ?3 || '~' ORDER BY length(unit), unit, floor, room LIMIT 48");
    yz_bind(q, 1, building);
    yz_bind_text(q, 2, unit);
    yz_bind_text(q, 3, room);
    while (yz_next(q)) {
        bool whole = *room && strcmp(yz_text(q, 1), room) == 0;
        if (!yz_find_offer(r, YZ_HIT_DWELLING, yz_int(q, 0), whole ? YZ_FIT_EXACT : YZ_FIT_PREFIX, N_("地址"))) break;
    }
    yz_done(q);
}

/* Where nobody lives there is still a building to begin from. */
static bool has_door(struct yz_finding_run *r, int64_t building, const char *unit, const char *room) {
    struct yz_query *q = yz_sql(r->session->store, "SELECT 1 FROM dwelling WHERE building = ?1"
                                                   " AND (?2 = '' OR unit = ?2) AND room = ?3 LIMIT 1");
    yz_bind(q, 1, building);
    yz_bind_text(q, 2, unit);
    yz_bind_text(q, 3, room);
    bool there = yz_next(q);
    yz_done(q);
    return there;
}

/* 3-2-5: a room as far as it is typed. 3-501: a room of any unit. 3-2: a unit, for rooms have three digits. */
static void in_building(struct yz_finding_run *r, const struct spoken *said, int64_t building) {
    const struct yz_address *a = &said->a;
    bool lone = !*a->unit && !*a->room;
    if (lone && yz_find_wants(r, YZ_HIT_BUILDING))
        yz_find_offer(r, YZ_HIT_BUILDING, building, YZ_FIT_EXACT, N_("楼栋"));
    if (lone && !said->open) return;
    bool room = *a->unit || strlen(a->room) >= 3;
    const char *unit = room ? a->unit : a->room, *door = room ? a->room : "";
    size_t before = r->count;
    if (yz_find_wants(r, YZ_HIT_HOUSEHOLD)) doors(r, building, unit, door);
    if (r->count == before && yz_find_wants(r, YZ_HIT_BUILDING) && has_door(r, building, unit, door))
        yz_find_offer(r, YZ_HIT_BUILDING, building, YZ_FIT_INNER, N_("这一门没有人住"));
    if (yz_find_wants(r, YZ_HIT_DWELLING)) empty_doors_too(r, building, unit, door);
}

static void in_compound(struct yz_finding_run *r, const struct spoken *said, int64_t compound) {
    int64_t found[8];
    size_t n = 0;
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT id FROM building WHERE compound = ?1 AND number = ?2 LIMIT 8");
    yz_bind(q, 1, compound);
    yz_bind_text(q, 2, said->a.building);
    while (n < 8 && yz_next(q)) found[n++] = yz_int(q, 0);
    yz_done(q);
    for (size_t i = 0; i < n && !yz_find_full(r); i++) in_building(r, said, found[i]);
}

void yz_find_by_address(struct yz_finding_run *r) {
    struct spoken said;
    int64_t compounds[64];
    size_t n = 0;
    if (!read_spoken(r->folded, &said)) return;
    struct yz_query *q = yz_sql(r->session->store, "SELECT id, name FROM compound ORDER BY id");
    while (n < 64 && yz_next(q))
        if (place_fits(&said, yz_text(q, 1))) compounds[n++] = yz_int(q, 0);
    yz_done(q);
    for (size_t i = 0; i < n && !yz_find_full(r); i++) in_compound(r, &said, compounds[i]);
}

size_t yz_find_spoken(struct yz_session *s, const char *text, unsigned kinds, struct yz_candidate *out, size_t max) {
    struct yz_finding_run r = {.session = s, .query = text, .kinds = kinds, .want = YZ_CANDIDATES};
    size_t n = 0;
    yz_text_fold(r.folded, sizeof r.folded, text);
    yz_find_by_address(&r);
    for (size_t i = 0; i < r.count && n < max; i++)
        if (r.all[i].fit == YZ_FIT_EXACT) out[n++] = r.all[i];
    return n;
}
