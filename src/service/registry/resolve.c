/* One record named by people: a REF, a case number, an ID number, a phone, an address, a name. */
#include <stdio.h>
#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/identity.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/find/find_private.h"
#include "service/refs.h"
#include "service/registry/address.h"
#include "service/restricted.h"
#include "service/session.h"

enum { MOST = 6, NAMED = 5 };

struct resolving {
    struct yz_session *s;
    char text[192]; /* narrowed and trimmed, without a kind's letter */
    uint64_t kinds;
    enum yz_kind_id kind[MOST];
    int64_t id[MOST];
    size_t count; /* may be more than MOST */
};

static bool wants(const struct resolving *r, enum yz_kind_id kind) {
    return r->kinds == 0 || (r->kinds & YZ_KIND_BIT(kind));
}

static void found(struct resolving *r, enum yz_kind_id kind, int64_t id) {
    if (kind == YZ_CASE && yz_id_closed(r->s, kind, id)) return;
    for (size_t i = 0; i < r->count && i < MOST; i++) {
        if (r->kind[i] == kind && r->id[i] == id) return;
    }
    if (r->count < MOST) {
        r->kind[r->count] = kind;
        r->id[r->count] = id;
    }
    r->count++;
}

static void found_all(struct resolving *r, enum yz_kind_id kind, struct yz_query *q) {
    yz_bind_text(q, 1, r->text);
    while (yz_next(q)) found(r, kind, yz_int(q, 0));
    yz_done(q);
}

/* --- whole numbers, through the search keys --- */

struct key_hits {
    struct resolving *r;
    size_t length;
};

static bool key_hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct key_hits *n = ctx;
    (void)key;
    if (length == n->length && wants(n->r, kind)) found(n->r, kind, id);
    return n->r->count <= MOST;
}

static enum yz_status by_number(struct resolving *r, const char *number) {
    struct key_hits n = {r, strlen(number)};
    if (n.length < 5) return YZ_OK;
    return yz_find_scan(r->s->store, YZ_KEY_NUMBER, number, n.length, 64, key_hit, &n);
}

static enum yz_status by_numbers(struct resolving *r) {
    struct yz_identity id;
    struct yz_phone phone;
    char number[64];
    size_t n = 0;
    for (const char *p = r->text; *p && n + 1 < sizeof number; p++) {
        if (*p != ' ') number[n++] = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
    }
    number[n] = '\0';
    enum yz_status status = by_number(r, number);
    if (status == YZ_OK && !r->count && yz_identity_check(r->text, YZ_ID_ANY, "", 0, &id, NULL)) {
        status = by_number(r, id.normal);
    }
    if (status == YZ_OK && !r->count && yz_phone_check(r->text, "", &phone, NULL)) status = by_number(r, phone.normal);
    return status;
}

/* --- addresses --- */

static void households_at(struct resolving *r, int64_t dwelling) {
    int64_t ids[MOST];
    size_t n = 0;
    if (wants(r, YZ_HOUSEHOLD)) yz_dwelling_households(r->s, dwelling, ids, MOST, &n);
    for (size_t i = 0; i < n && i < MOST; i++) found(r, YZ_HOUSEHOLD, ids[i]);
    if (n == 0 && wants(r, YZ_DWELLING)) found(r, YZ_DWELLING, dwelling);
}

/* The place as the longest name of a compound that the text begins with; else all before the first number. */
static bool read_address(struct resolving *r, struct yz_address *a) {
    struct yz_query *q =
        yz_sql(r->s->store, "SELECT name FROM compound WHERE name<>'' AND substr(?1,1,length(name))=name"
                            " ORDER BY length(name) DESC LIMIT 1");
    memset(a, 0, sizeof *a);
    yz_bind_text(q, 1, r->text);
    if (yz_next(q)) yz_copy(a->place, sizeof a->place, yz_text(q, 0));
    yz_done(q);
    if (a->place[0] && yz_address_read_parts(r->text + strlen(a->place), a)) return true;
    return yz_address_read(r->text, a);
}

static void by_address(struct resolving *r) {
    struct yz_address a;
    int64_t ids[MOST];
    if (!read_address(r, &a)) return;
    if (a.room[0]) {
        size_t n = yz_address_dwellings(r->s, &a, ids, MOST);
        for (size_t i = 0; i < n && i < MOST; i++) households_at(r, ids[i]);
    } else if (wants(r, YZ_BUILDING) && !a.unit[0]) {
        size_t n = yz_address_buildings(r->s, &a, ids, MOST);
        for (size_t i = 0; i < n && i < MOST; i++) found(r, YZ_BUILDING, ids[i]);
    }
}

/* What the one line takes for a whole address: a part of the compound's name, its pinyin or initials. */
static void by_spoken_address(struct resolving *r) {
    struct yz_candidate all[MOST];
    unsigned kinds = (wants(r, YZ_HOUSEHOLD) ? YZ_HITS(YZ_HIT_HOUSEHOLD) : 0) |
                     (wants(r, YZ_BUILDING) ? YZ_HITS(YZ_HIT_BUILDING) : 0) |
                     (r->kinds == YZ_KIND_BIT(YZ_DWELLING) ? YZ_HITS(YZ_HIT_DWELLING) : 0);
    size_t n = yz_find_spoken(r->s, r->text, kinds, all, MOST);
    for (size_t i = 0; i < n; i++)
        found(r,
              all[i].kind == YZ_HIT_BUILDING   ? YZ_BUILDING
              : all[i].kind == YZ_HIT_DWELLING ? YZ_DWELLING
                                               : YZ_HOUSEHOLD,
              all[i].id);
}

/* --- names of what is few --- */

static void by_name(struct resolving *r) {
    struct yz_store *s = r->s->store;
    if (wants(r, YZ_STATION)) found_all(r, YZ_STATION, yz_sql(s, "SELECT id FROM station WHERE name=?1"));
    if (wants(r, YZ_STAFF)) {
        found_all(r, YZ_STAFF, yz_sql(s, "SELECT id FROM staff WHERE login=?1 AND login<>''"));
        if (!r->count) found_all(r, YZ_STAFF, yz_sql(s, "SELECT id FROM staff WHERE name=?1"));
    }
    if (wants(r, YZ_COMPOUND)) found_all(r, YZ_COMPOUND, yz_sql(s, "SELECT id FROM compound WHERE name=?1"));
    if (wants(r, YZ_GRID)) found_all(r, YZ_GRID, yz_sql(s, "SELECT id FROM grid WHERE name=?1 OR number=?1"));
    if (wants(r, YZ_AREA)) found_all(r, YZ_AREA, yz_sql(s, "SELECT id FROM area WHERE name=?1"));
    if (wants(r, YZ_SERVICE)) found_all(r, YZ_SERVICE, yz_sql(s, "SELECT id FROM service WHERE key=?1"));
}

/* A resident by the whole name. Several of one name are told apart by what the refusal lists. */
static enum yz_status by_full_name(struct resolving *r) {
    char folded[sizeof r->text], key[128];
    struct key_hits n = {.r = r};
    if (!wants(r, YZ_PERSON)) return YZ_OK;
    yz_text_fold(folded, sizeof folded, r->text);
    n.length = yz_name_fold(folded, key, sizeof key);
    return n.length < 2 ? YZ_OK : yz_find_scan(r->s->store, YZ_KEY_TEXT_HEAD, key, n.length, 64, key_hit, &n);
}

/* --- all of it --- */

static enum yz_status candidates(struct resolving *r) {
    char list[480] = "", title[96], ref[32];
    for (size_t i = 0; i < r->count && i < NAMED; i++) {
        size_t n = strlen(list);
        yz_record_title(r->s, r->kind[i], r->id[i], true, title, sizeof title);
        snprintf(list + n, sizeof list - n, "%s%s %s", i ? _("、") : "", yz_ref_text(r->kind[i], r->id[i], ref), title);
    }
    list[yz_utf8_cut(list, sizeof list - 1)] = '\0';
    return yz_fail(YZ_REFUSED, r->count > NAMED ? _("“%1$s”不止一个：%2$s…") : _("“%1$s”不止一个：%2$s"), r->text,
                   list);
}

static enum yz_status wrong_kind(struct resolving *r, enum yz_kind_id kind) {
    return yz_fail(YZ_REFUSED, _("%1$s 是%2$s，这里要的不是"), r->text, yz_tr(yz_kinds[kind]->label));
}

static enum yz_status by_id(struct resolving *r, enum yz_kind_id kind, int64_t id) {
    union {
        struct yz_case c;
        struct yz_service s;
        struct yz_person p;
        struct yz_household h;
        struct yz_offer o;
        struct yz_need n;
    } record;
    if (!wants(r, kind)) return wrong_kind(r, kind);
    int64_t into = yz_merged_into(r->s, kind, id, NULL);
    if (into) id = into;
    enum yz_status status = yz_record_get(r->s, kind, id, &record);
    if (status == YZ_OK) found(r, kind, id);
    return status;
}

/* "c:2026-000123", "h:星体花园南区 3-2-501": the letter or name narrows the kinds. */
static void take_letter(struct resolving *r) {
    enum yz_kind_id k;
    size_t prefix = yz_ref_kind(r->text, &k);
    char rest[sizeof r->text];
    if (!prefix || !wants(r, k)) return;
    r->kinds = YZ_KIND_BIT(k);
    yz_copy(rest, sizeof rest, r->text + prefix);
    yz_copy(r->text, sizeof r->text, rest);
}

static enum yz_status look(struct resolving *r) {
    enum yz_kind_id kind;
    int64_t id;
    if (yz_ref_parse(r->text, &kind, &id)) return by_id(r, kind, id);
    take_letter(r);
    if (r->kinds == YZ_KIND_BIT(YZ_PROVIDER)) {
        enum yz_status named = yz_provider_named(r->s, r->text, &id);
        if (named == YZ_OK) found(r, YZ_PROVIDER, id);
        return named;
    }
    if (wants(r, YZ_CASE)) found_all(r, YZ_CASE, yz_sql(r->s->store, "SELECT id FROM \"case\" WHERE number=?1"));
    enum yz_status status = r->count ? YZ_OK : by_numbers(r);
    if (status == YZ_OK && !r->count) by_address(r);
    if (status == YZ_OK && !r->count) by_name(r);
    if (status == YZ_OK && !r->count) by_spoken_address(r);
    if (status == YZ_OK && !r->count) status = by_full_name(r);
    return status;
}

enum yz_status yz_ref_resolve(struct yz_session *s, const char *ref, uint64_t kinds, enum yz_kind_id *kind,
                              int64_t *id) {
    struct resolving r = {.s = s, .kinds = kinds};
    yz_text_narrow(r.text, sizeof r.text, ref);
    yz_text_trim(r.text, sizeof r.text, r.text);
    if (!r.text[0]) return yz_fail(YZ_REFUSED, _("没有写明是哪一个"));
    enum yz_status status = look(&r);
    if (status != YZ_OK) return status;
    if (r.count == 0) return yz_fail(YZ_REFUSED, _("没有找到“%s”"), r.text);
    if (r.count > 1) return candidates(&r);
    if (kind) *kind = r.kind[0];
    *id = r.id[0];
    return YZ_OK;
}
