/* What goes with a thing that is handed over: its record, and of the people it is about what serving them needs. At the other end
 * the same records under the same ids, so that nobody is there twice. */
#include "service/letters/letters.h"
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/net.h>
#include <yizhan/registry.h>

#include "base/json.h"
#include "base/text.h"

/* --- out --- */

enum yz_status yz_bundle_add(struct yz_buffer *out, const struct yz_kind *k, const void *record) {
    yz_buffer_printf(out, "%s{\"kind\":\"%s\",\"record\":", out->length && out->data[out->length - 1] == '}' ? "," : "",
                     k->name);
    yz_record_json(out, k, record);
    yz_buffer_byte(out, '}');
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

enum yz_status yz_bundle_person(struct yz_session *s, struct yz_buffer *out, int64_t id) {
    struct yz_person p;
    if (!id) return YZ_OK;
    enum yz_status status = yz_get(s->store, &yz_person_kind, id, &p);
    if (status != YZ_OK) return status;
    struct yz_person said = {.id = p.id, .version = p.version, .id_kind = p.id_kind, .id_until = p.id_until};
    yz_copy(said.name, sizeof said.name, p.name);
    yz_copy(said.reading, sizeof said.reading, p.reading);
    yz_copy(said.id_number, sizeof said.id_number, p.id_number);
    yz_copy(said.phone, sizeof said.phone, p.phone);
    said.sex = p.sex;
    said.birth = p.birth;
    said.ethnic = p.ethnic;
    said.invented = p.invented;
    return yz_bundle_add(out, &yz_person_kind, &said);
}

static enum yz_status add_case(struct yz_session *s, struct yz_buffer *out, int64_t id) {
    struct yz_case c;
    enum yz_status status = yz_get(s->store, &yz_case_kind, id, &c);
    if (status == YZ_OK) status = yz_bundle_person(s, out, c.person);
    if (status == YZ_OK && c.applicant != c.person) status = yz_bundle_person(s, out, c.applicant);
    if (status == YZ_OK && c.consent_by != c.person && c.consent_by != c.applicant)
        status = yz_bundle_person(s, out, c.consent_by);
    return status == YZ_OK ? yz_bundle_add(out, &yz_case_kind, &c) : status;
}

static enum yz_status add_resource(struct yz_session *s, struct yz_buffer *out, int64_t id) {
    struct yz_offer o;
    struct yz_provider p;
    enum yz_status status = yz_get(s->store, &yz_offer_kind, id, &o);
    if (status == YZ_OK) status = yz_get(s->store, &yz_provider_kind, o.provider, &p);
    if (status == YZ_OK) status = yz_bundle_add(out, &yz_provider_kind, &p);
    return status == YZ_OK ? yz_bundle_add(out, &yz_offer_kind, &o) : status;
}

enum yz_status yz_letter_bundle(struct yz_session *s, const struct yz_letter *letter, struct yz_buffer *out) {
    int64_t id;
    enum yz_kind_id kind = yz_letter_about(letter, &id);
    yz_buffer_printf(out, "{\"letter\":%lld,\"records\":[", (long long)letter->id);
    yz_reach_wide(s->store, true); /* it is the station's, whoever syncs */
    enum yz_status status = kind == YZ_CASE        ? add_case(s, out, id)
                            : kind == YZ_HOUSEHOLD ? yz_bundle_household(s, out, id)
                                                   : add_resource(s, out, id);
    yz_reach_wide(s->store, false);
    yz_buffer_text(out, "]}");
    return status == YZ_OK && out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

/* --- in --- */

bool yz_letter_there(struct yz_session *s, const struct yz_kind *k, int64_t id) {
    char sql[64];
    snprintf(sql, sizeof sql, "SELECT 1 FROM \"%s\" WHERE id = ?1", k->name);
    struct yz_query *q = yz_sql(s->store, sql);
    yz_bind(q, 1, id);
    bool there = yz_next(q);
    return yz_done(q) == YZ_OK && there;
}

/* A resource of another station as it is now there; ours stay as they are. */
enum yz_status yz_letter_take_shared(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter_said said;
    const struct yz_letter nothing = {0};
    (void)f;
    enum yz_status status = yz_letter_said(s, m, &said);
    if (status == YZ_OK && said.records) status = yz_letter_unpack(s, &nothing, said.records);
    free(said.records);
    return status;
}

/* What came with a letter. */
struct parcel {
    struct yz_session *s;
    const struct yz_letter *letter;
    const char *records; /* JSON */
};

/* Whether a record of that kind is in it, whose `member` ("$.id", "$.person") is the id. */
static bool holds(const struct parcel *p, const struct yz_kind *k, const char *member, int64_t id) {
    struct yz_query *q = yz_sql(p->s->store, "SELECT 1 FROM json_each(?1) WHERE json_extract(value, '$.kind') = ?2 AND "
                                             "json_extract(json_extract(value, '$.record'), ?3) = ?4 LIMIT 1");
    yz_bind_text(q, 1, p->records);
    yz_bind_text(q, 2, k->name);
    yz_bind_text(q, 3, member);
    yz_bind(q, 4, id);
    bool found = yz_next(q);
    return yz_done(q) == YZ_OK && found;
}

/* What it refers to and this file has not (places, staff of the other station) is left out. */
static void drop_strangers(const struct parcel *p, const struct yz_kind *k, void *record) {
    for (const struct yz_field *f = k->fields; f < k->fields + k->count; f++) {
        int64_t *id = (int64_t *)((char *)record + f->offset);
        const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
        if (of && *id && !yz_letter_there(p->s, of, *id) && !holds(p, of, "$.id", *id)) *id = 0;
    }
}

/* Numbers run by station and year: one from elsewhere says from where, and is itself again at home. */
static void renumber(struct yz_session *s, struct yz_case *c) {
    char own[16], number[sizeof c->number];
    size_t n = (size_t)snprintf(own, sizeof own, "%d-", yz_store_number(s->store));
    const char *dash = strchr(c->number, '-');
    bool marked = dash && strchr(dash + 1, '-');
    if (YZ_ID_STATION(c->id) == yz_store_number(s->store)) {
        yz_copy(number, sizeof number, strncmp(c->number, own, n) == 0 && marked ? c->number + n : c->number);
    } else if (marked || snprintf(number, sizeof number, "%d-%s", YZ_ID_STATION(c->id), c->number) < 0) {
        return;
    }
    yz_copy(c->number, sizeof c->number, number);
}

static void fit_case(struct yz_session *s, const struct yz_letter *letter, struct yz_case *c) {
    const struct yz_station *here = yz_session_station(s);
    struct yz_staff staff;
    c->state = c->state_before ? c->state_before : YZ_CASE_PROGRESS;
    c->state_before = 0;
    c->owner = letter->staff;
    c->station = yz_get(s->store, &yz_staff_kind, letter->staff, &staff) == YZ_OK ? staff.station : 0;
    if (!c->station && here) c->station = here->id;
    renumber(s, c);
}

static void fit_resource(struct yz_offer *o) {
    bool placed = o->area == YZ_AREA_GRID       ? o->grid != 0
                  : o->area == YZ_AREA_BUILDING ? o->building != 0
                  : o->area == YZ_AREA_WALK     ? o->compound != 0
                                                : true;
    if (!placed) o->area = YZ_AREA_COMMUNITY;
}

/* Whether a record of the parcel stays out: what is here is the true one. Those who belong to a household that comes are its
 * station's until now, also where they were served here before. */
static bool ours_stays(const struct parcel *p, const struct yz_kind *k, int64_t id) {
    bool known = yz_letter_there(p->s, k, id);
    if (k->id == YZ_FOCUS) return false;
    if (k->id == YZ_PERSON && known && holds(p, &yz_membership_kind, "$.person", id)) return !yz_is_guest(p->s, id);
    return known && (k->id == YZ_PERSON || yz_owns(p->s, k->id, id));
}

static enum yz_status put(const struct parcel *p, const struct yz_kind *k, void *record) {
    const struct yz_record *head = record;
    char ref[32];
    yz_ref_text(k->id, head->id, ref);
    bool about = strcmp(ref, p->letter->ref) == 0;
    enum yz_status status = YZ_OK;
    if (!about && ours_stays(p, k, head->id)) return YZ_OK;
    drop_strangers(p, k, record);
    if (k->id == YZ_MEMBERSHIP) return yz_letter_begin_membership(p->s, p->letter, record);
    if (k->id == YZ_CASE) fit_case(p->s, p->letter, record);
    if (k->id == YZ_OFFER) fit_resource(record);
    if (k->id == YZ_HOUSEHOLD) status = yz_letter_fit_household(p->s, p->letter, record);
    return status == YZ_OK ? yz_put_given(p->s->store, k, record) : status;
}

/* Of a household: itself, and what is of its people; no letter brings another. */
static bool belongs(const struct parcel *p, const struct yz_kind *k, const void *record) {
    const struct yz_membership *m = record;
    const struct yz_focus *x = record;
    char ref[32];
    if (k->id == YZ_FOCUS) return holds(p, &yz_membership_kind, "$.person", x->person);
    if (k->id != YZ_HOUSEHOLD && k->id != YZ_MEMBERSHIP) return true;
    yz_ref_text(YZ_HOUSEHOLD, k->id == YZ_HOUSEHOLD ? m->id : m->household, ref);
    return strcmp(ref, p->letter->ref) == 0;
}

static bool known_kind(const struct parcel *p, const struct yz_kind *k) {
    if (!k) return false;
    if (p->letter->sort == YZ_LETTER_HOUSEHOLD)
        return k->id == YZ_PERSON || k->id == YZ_HOUSEHOLD || k->id == YZ_MEMBERSHIP || k->id == YZ_FOCUS;
    return k->id == YZ_PERSON || k->id == YZ_CASE || k->id == YZ_PROVIDER || k->id == YZ_OFFER;
}

static enum yz_status unpack_one(const struct parcel *p, const char *kind, const char *json) {
    const struct yz_kind *k = yz_kind_named(kind);
    char strange[YZ_STRANGE] = "";
    bool known = known_kind(p, k);
    void *record = known ? malloc(k->size) : NULL;
    if (!known) return yz_fail(YZ_REFUSED, _("转来的记录里有这个程序不认得的（%s）：请更新程序，再同步"), kind);
    if (!record) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_parse_known(p->s->store, k, json, record, strange);
    if (status == YZ_OK && *strange)
        status = yz_fail(YZ_REFUSED, _("转来的%1$s里有这个程序不认得的（%2$s）：请更新程序，再同步"), yz_tr(k->label),
                         strange);
    if (status == YZ_OK && belongs(p, k, record)) status = put(p, k, record);
    free(record);
    return status;
}

/* One after the other: a statement does not stay open while its rows are written. */
enum yz_status yz_letter_unpack(struct yz_session *s, const struct yz_letter *letter, const char *records) {
    const struct parcel parcel = {s, letter, records};
    enum yz_status status = YZ_OK;
    bool more = true;
    for (int64_t i = 0; status == YZ_OK && more; i++) {
        char kind[24] = "", *json = NULL;
        struct yz_query *q =
            yz_sql(s->store, "SELECT json_extract(value, '$.kind'), json_extract(value, '$.record') FROM "
                             "json_each(?1) LIMIT 1 OFFSET ?2");
        yz_bind_text(q, 1, records);
        yz_bind(q, 2, i);
        more = yz_next(q);
        if (more) yz_copy(kind, sizeof kind, yz_text(q, 0));
        if (more) json = strdup(yz_text(q, 1));
        status = yz_done(q);
        if (status == YZ_OK && more) status = json ? unpack_one(&parcel, kind, json) : yz_fail(YZ_BUSY, _("内存不足"));
        free(json);
    }
    return status;
}
