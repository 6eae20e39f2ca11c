/* A candidate becomes a hit: who or what it is, where, and its rank. One statement a hit, so that a list stays quick. */
#include "base/mask.h"
#include "base/text.h"
#include "service/find/find_private.h"
#include "service/registry/address.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>

#define ADDRESS "coalesce(c.name || b.number || '-' || d.unit || '-' || d.room, '')"

/* The name as typed may be shown: who types it whole knows it. Else masked. */
static void shown_name(const struct yz_finding_run *r, const char *name, char *out, size_t room) {
    char folded[128];
    yz_text_fold(folded, sizeof folded, name);
    if (strcmp(folded, r->folded) == 0) yz_copy(out, room, name);
    else yz_mask_name(out, room, name);
}

/* Who is head, has there been a case, and who has died. */
static void rank_person(struct yz_finding_run *r, struct yz_candidate *c) {
    yz_person_card_read(r->session->store, c->id, &c->who);
    c->rank += (c->who.head ? 0 : 3) - (c->who.served ? 1 : 0) + (c->who.died ? 3 : 0);
}

void yz_find_rank(struct yz_finding_run *r, struct yz_candidate *c) {
    c->rank = (int)c->fit * 10 + 2;
    if (c->kind == YZ_HIT_PERSON) rank_person(r, c);
    else if (c->kind != YZ_HIT_BUILDING) c->rank += 3;
}

static bool person(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    char years[32] = "", address[96];
    yz_date last = c->who.died ? c->who.died : r->today;
    if (!*c->who.name) return false;
    shown_name(r, c->who.name, hit->title, sizeof hit->title);
    if (c->who.birth) snprintf(years, sizeof years, _("%d 岁"), yz_age_on(c->who.birth, last));
    yz_door_short(r->session, c->who.building, "", c->who.door, address, sizeof address);
    snprintf(hit->subtitle, sizeof hit->subtitle, "%s %s  %s%s", yz_code_label("sex", c->who.sex), years, address,
             c->who.died ? _("（已故）") : "");
    return true;
}

static bool household(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT " ADDRESS ", coalesce(p.name, ''), h.kind,"
                                  " (SELECT count(*) FROM membership m WHERE m.household = h.id AND m.until = 0)"
                                  " FROM household h LEFT JOIN person p ON p.id = h.head"
                                  " LEFT JOIN dwelling d ON d.id = h.dwelling LEFT JOIN building b ON b.id = d.building"
                                  " LEFT JOIN compound c ON c.id = b.compound WHERE h.id = ?1");
    yz_bind(q, 1, c->id);
    bool found = yz_next(q);
    if (found) {
        char head[96];
        shown_name(r, yz_text(q, 1), head, sizeof head);
        yz_copy(hit->title, sizeof hit->title, yz_text(q, 0));
        snprintf(hit->subtitle, sizeof hit->subtitle, _("%1$s  户主 %2$s  %3$d 人"),
                 yz_code_label("household_kind", (int32_t)yz_int(q, 2)), head, (int)yz_int(q, 3));
    }
    return yz_done(q) == YZ_OK && found;
}

/* A door, and who is behind it. */
static bool dwelling(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    char head[96];
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT " ADDRESS ", coalesce(p.name, ''), d.id, count(h.id) FROM dwelling d"
                                  " LEFT JOIN building b ON b.id = d.building LEFT JOIN compound c ON c.id = b.compound"
                                  " LEFT JOIN household h ON h.dwelling = d.id AND h.until = 0"
                                  " LEFT JOIN person p ON p.id = h.head WHERE d.id = ?1 GROUP BY d.id");
    yz_bind(q, 1, c->id);
    bool found = yz_next(q);
    if (found) {
        yz_copy(hit->title, sizeof hit->title, yz_text(q, 0));
        shown_name(r, yz_text(q, 1), head, sizeof head);
        if (!yz_int(q, 3)) yz_copy(hit->subtitle, sizeof hit->subtitle, _("没有人住"));
        else snprintf(hit->subtitle, sizeof hit->subtitle, _("户主 %1$s  %2$d 户"), head, (int)yz_int(q, 3));
    }
    return yz_done(q) == YZ_OK && found;
}

static bool building(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    struct yz_query *q = yz_sql(
        r->session->store, "SELECT c.name || b.number, coalesce(g.name, ''), b.dwellings FROM building b"
                           " JOIN compound c ON c.id = b.compound LEFT JOIN grid g ON g.id = b.grid WHERE b.id = ?1");
    yz_bind(q, 1, c->id);
    bool found = yz_next(q);
    if (found) {
        snprintf(hit->title, sizeof hit->title, _("%s幢"), yz_text(q, 0));
        snprintf(hit->subtitle, sizeof hit->subtitle, _("%1$s  %2$d 套"), yz_text(q, 1), (int)yz_int(q, 2));
    }
    return yz_done(q) == YZ_OK && found;
}

static bool one_case(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    bool hidden = yz_case_is_hidden(r->session, c->id);
    struct yz_query *q =
        yz_sql(r->session->store, "SELECT k.number, coalesce(s.short_name, k.service), k.state, coalesce(p.name, '')"
                                  " FROM \"case\" k LEFT JOIN service s ON s.key = k.service"
                                  " LEFT JOIN person p ON p.id = k.person WHERE k.id = ?1 LIMIT 1");
    yz_bind(q, 1, c->id);
    bool found = yz_next(q);
    if (found) {
        char name[96];
        shown_name(r, hidden ? "" : yz_text(q, 3), name, sizeof name);
        if (hidden) yz_copy(name, sizeof name, _("保密"));
        yz_copy(hit->title, sizeof hit->title, yz_text(q, 0));
        yz_copy(hit->key, sizeof hit->key, yz_text(q, 0));
        snprintf(hit->subtitle, sizeof hit->subtitle, "%s  %s  %s", yz_text(q, 1), name,
                 yz_code_label("case_state", (int32_t)yz_int(q, 2)));
    }
    return yz_done(q) == YZ_OK && found;
}

static bool need(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    struct yz_need n;
    char where[96];
    if (yz_get(r->session->store, &yz_need_kind, c->id, &n) != YZ_OK || yz_need_hidden(r->session, &n)) return false;
    yz_copy(hit->title, sizeof hit->title, n.text);
    snprintf(hit->subtitle, sizeof hit->subtitle, "%s  %s  %s", yz_code_label("need_field", n.field),
             yz_code_label("need_state", n.state), yz_need_where(r->session, &n, where, sizeof where));
    return true;
}

static bool resource(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    struct yz_offer o;
    char provider[96];
    if (yz_get(r->session->store, &yz_offer_kind, c->id, &o) != YZ_OK) return false;
    yz_copy(hit->title, sizeof hit->title, o.name);
    snprintf(hit->subtitle, sizeof hit->subtitle, "%s  %s  %s", yz_code_label("offer_list", o.list),
             yz_record_title(r->session, YZ_PROVIDER, o.provider, false, provider, sizeof provider),
             yz_code_label("offer_state", yz_offer_state(&o, r->today)));
    return true;
}

/* People are wanted as households when only households are: the clue was a name or a number. */
static bool as_household(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    struct yz_candidate h = *c;
    h.kind = YZ_HIT_HOUSEHOLD;
    h.id = yz_person_household(r->session, c->id, 0);
    if (!h.id) return false;
    hit->kind = YZ_HIT_HOUSEHOLD;
    hit->id = h.id;
    return household(r, &h, hit);
}

bool yz_find_title(struct yz_finding_run *r, const struct yz_candidate *c, struct yz_hit *hit) {
    *hit = (struct yz_hit){.kind = c->kind, .id = c->id, .rank = c->rank};
    yz_copy(hit->why, sizeof hit->why, yz_tr(c->why));
    switch (c->kind) {
    case YZ_HIT_PERSON:
        return yz_find_wants(r, YZ_HIT_PERSON)      ? person(r, c, hit)
               : yz_find_wants(r, YZ_HIT_HOUSEHOLD) ? as_household(r, c, hit)
                                                    : false;
    case YZ_HIT_HOUSEHOLD: return household(r, c, hit);
    case YZ_HIT_BUILDING: return building(r, c, hit);
    case YZ_HIT_DWELLING: return dwelling(r, c, hit);
    case YZ_HIT_CASE: return one_case(r, c, hit);
    case YZ_HIT_NEED: return need(r, c, hit);
    case YZ_HIT_RESOURCE: return resource(r, c, hit);
    default: return false;
    }
}
