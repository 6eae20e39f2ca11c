/* Puts what was read: door by door its people, then its households, then who belongs to which. A dry run goes the same way
 * and writes nothing. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

enum { PROGRESS = 1000 };

/* `before`: the stored record, NULL for a new one. */
static enum yz_status put(struct yz_import_run *im, const struct yz_kind *k, void *record, const void *before,
                          bool *changed) {
    struct yz_record *head = record;
    if (before && memcmp(record, before, k->size) == 0) return YZ_OK;
    *changed = true;
    im->written++;
    if (!im->options->dry_run) return yz_put(im->session->store, k, record);
    if (!head->id) head->id = --im->made_up;
    head->version++;
    return YZ_OK;
}

/* --- places --- */

static int64_t first_id(struct yz_import_run *im, const char *sql) {
    return yz_sql_int(im->session->store, sql, 0, 0);
}

/* A compound must lie in an area: the file's first one, or one made for the purpose. */
static enum yz_status area_for(struct yz_import_run *im, int64_t grid, int64_t *area) {
    bool changed;
    if (grid) *area = yz_sql_int(im->session->store, "SELECT area FROM grid WHERE id=?1", grid, 0);
    if (!*area) *area = first_id(im, "SELECT id FROM area ORDER BY id LIMIT 1");
    if (*area) return YZ_OK;
    struct yz_area a = {.community = im->places.community.id, .name = "未分片"};
    enum yz_status status = put(im, &yz_area_kind, &a, NULL, &changed);
    *area = a.id;
    return status;
}

static enum yz_status make_compound(struct yz_import_run *im, struct yz_place_compound *c, int64_t grid) {
    struct yz_compound compound = {0};
    bool changed;
    if (c->id) return YZ_OK;
    yz_copy(compound.name, sizeof compound.name, c->name);
    yz_code_parse("compound_kind", "residential", &compound.kind);
    enum yz_status status = area_for(im, grid, &compound.area);
    if (status == YZ_OK) status = put(im, &yz_compound_kind, &compound, NULL, &changed);
    c->id = compound.id;
    im->report->compounds++;
    return status;
}

static enum yz_status make_building(struct yz_import_run *im, struct yz_place_building *b) {
    struct yz_building building = {.grid = b->grid};
    bool changed;
    if (b->id) return YZ_OK;
    enum yz_status status = make_compound(im, &im->places.compounds[b->compound], b->grid);
    building.compound = im->places.compounds[b->compound].id;
    yz_copy(building.number, sizeof building.number, b->number);
    if (status == YZ_OK) status = put(im, &yz_building_kind, &building, NULL, &changed);
    b->id = building.id;
    im->report->buildings++;
    return status;
}

/* 501 is on the fifth floor, 1203 on the twelfth; what is no such number tells nothing. */
static int64_t floor_of(const char *room) {
    int64_t n = 0;
    size_t digits = strspn(room, "0123456789");
    if (room[digits] || (digits != 3 && digits != 4)) return 0;
    for (size_t i = 0; i + 2 < digits; i++) n = n * 10 + room[i] - '0';
    return n;
}

static enum yz_status make_door(struct yz_import_run *im, struct yz_door *d) {
    struct yz_dwelling dwelling = {.floor = floor_of(d->room)};
    bool changed;
    if (d->id) return YZ_OK;
    enum yz_status status = make_building(im, &im->places.buildings[d->building]);
    dwelling.building = im->places.buildings[d->building].id;
    yz_copy(dwelling.unit, sizeof dwelling.unit, d->unit);
    yz_copy(dwelling.room, sizeof dwelling.room, d->room);
    if (status == YZ_OK) status = put(im, &yz_dwelling_kind, &dwelling, NULL, &changed);
    d->id = dwelling.id;
    im->report->dwellings++;
    return status;
}

/* --- people --- */

static enum yz_status write_person(struct yz_import_run *im, const struct yz_door *door, uint32_t at);

/* Somebody named in a row, behind the same door: first among the rows, then among those who live there. */
static enum yz_status kin_named(struct yz_import_run *im, const struct yz_door *door, uint32_t self, const char *name,
                                const char *field, int64_t *id) {
    size_t wanted = strlen(name), n;
    for (uint32_t at = door ? door->first : YZ_NOWHERE; at != YZ_NOWHERE; at = im->rows[at].next) {
        const char *other = yz_packed_name(&im->packed, im->rows[at].packed, &n);
        if (at == self || n != wanted || memcmp(other, name, n) != 0) continue;
        enum yz_status status = write_person(im, door, at);
        *id = im->rows[at].person;
        return status;
    }
    struct yz_query *q = yz_sql(im->session->store, "SELECT p.id FROM membership m JOIN person p ON p.id=m.person"
                                                    " WHERE m.dwelling=?1 AND p.name=?2 AND m.until=0 LIMIT 1");
    yz_bind(q, 1, door ? door->id : 0);
    yz_bind_text(q, 2, name);
    if (yz_next(q)) *id = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    if (status == YZ_OK && !*id && !im->quiet) {
        yz_find_warning(&im->findings, field, name, _("同一地址没有这个人，没有记下"), _("可在居民页补上"));
        yz_import_tell(im, self);
    }
    return status;
}

/* Mothers are written before their children, so that a child is written once. */
static enum yz_status find_kin(struct yz_import_run *im, const struct yz_door *door, uint32_t at, int64_t kin[2]) {
    static const char *const fields[2] = {"mother", "guardian"};
    enum yz_status status = YZ_OK;
    kin[0] = kin[1] = 0;
    if (im->columns.at[YZ_COLUMN_MOTHER] < 0 && im->columns.at[YZ_COLUMN_GUARDIAN] < 0) return YZ_OK;
    yz_unpack(&im->packed, im->rows[at].packed, &im->entry);
    char names[2][96];
    memcpy(names, im->entry.names[1], sizeof names);
    for (int i = 0; i < 2 && status == YZ_OK; i++)
        if (names[i][0]) status = kin_named(im, door, at, names[i], fields[i], &kin[i]);
    return status;
}

static enum yz_status write_person(struct yz_import_run *im, const struct yz_door *door, uint32_t at) {
    struct yz_import_row *row = &im->rows[at];
    struct yz_person *p = &im->entry.person, before;
    int64_t kin[2];
    if (row->state != YZ_ROW_GOOD) return YZ_OK;
    row->state = YZ_ROW_WRITING;
    enum yz_status status = find_kin(im, door, at, kin);
    memset(p, 0, sizeof *p);
    if (status == YZ_OK && row->person) status = yz_get(im->session->store, &yz_person_kind, row->person, p);
    if (status != YZ_OK) return status;
    if (row->person) memcpy(&before, p, sizeof before);
    yz_unpack(&im->packed, row->packed, &im->entry);
    /* The number of 18 digits stays when the ledger still has that of 15. */
    if (row->person && before.id_number[0] && strlen(p->id_number) < strlen(before.id_number)) {
        memcpy(p->id_number, before.id_number, sizeof p->id_number);
        p->id_kind = before.id_kind;
    }
    if (kin[0]) p->mother = kin[0];
    if (kin[1]) p->guardian = kin[1];
    row->added = !row->person;
    status = put(im, &yz_person_kind, p, row->person ? &before : NULL, &row->changed);
    row->person = p->id;
    row->state = YZ_ROW_WRITTEN;
    return status;
}

/* --- households --- */

/* Families of the register are apart from people who rent together. */
static enum yz_status default_kind(struct yz_import_run *im, uint32_t head_row, int32_t *kind) {
    im->entry.person.residence = 0;
    if (head_row != YZ_NOWHERE) yz_unpack(&im->packed, im->rows[head_row].packed, &im->entry);
    bool floating = strcmp(yz_code_key("residence", im->entry.person.residence), "floating") == 0;
    yz_code_parse("household_kind", floating ? "tenants" : "family", kind);
    return YZ_OK;
}

static enum yz_status write_family(struct yz_import_run *im, const struct yz_door *door, struct yz_family *f) {
    struct yz_household h, before;
    enum yz_status status = YZ_OK;
    bool changed = false;
    memset(&h, 0, sizeof h);
    if (f->id) status = yz_get(im->session->store, &yz_household_kind, f->id, &h);
    else status = default_kind(im, f->head_row, &h.kind);
    if (status != YZ_OK) return status;
    memcpy(&before, &h, sizeof h);
    if (f->head_row != YZ_NOWHERE) h.head = im->rows[f->head_row].person;
    if (f->kind) h.kind = f->kind;
    if (f->number[0]) snprintf(h.number, sizeof h.number, "%s", f->number);
    h.dwelling = door->id;
    status = put(im, &yz_household_kind, &h, f->id ? &before : NULL, &changed);
    if (!f->id) im->report->households++;
    else if (changed && f->head_row != YZ_NOWHERE) im->rows[f->head_row].changed = true;
    f->id = h.id;
    f->head = h.head;
    return status;
}

/* Who comes to live here has left where they lived in the same way: their registration moves, or they do. */
static enum yz_status leave_elsewhere(struct yz_import_run *im, struct yz_membership *here) {
    struct yz_membership all[8], before;
    size_t count;
    bool changed = false;
    enum yz_status status = yz_person_memberships(im->session, here->person, all, 8, &count);
    for (size_t i = 0; i < count && i < 8 && status == YZ_OK; i++) {
        struct yz_membership *m = &all[i];
        if ((m->until && m->until < im->today) || m->legal != here->legal || m->dwelling == here->dwelling) continue;
        yz_date yesterday = yz_date_add(im->today, -1);
        memcpy(&before, m, sizeof before);
        m->until = m->since > yesterday ? m->since : yesterday;
        yz_copy(m->reason, sizeof m->reason, "台账记为迁出");
        status = put(im, &yz_membership_kind, m, &before, &changed);
        if (!here->since) here->since = im->today;
    }
    return status;
}

static enum yz_status write_membership(struct yz_import_run *im, const struct yz_door *door,
                                       struct yz_import_row *row) {
    struct yz_membership *m = &im->entry.membership, before;
    enum yz_status status = YZ_OK;
    bool known = !row->added && im->people && row->person > 0;
    memset(m, 0, sizeof *m);
    if (known && door->id > 0) status = yz_match_membership(im, row->person, door->id, m);
    if (status != YZ_OK) return status;
    memcpy(&before, m, sizeof before);
    yz_unpack(&im->packed, row->packed, &im->entry);
    m->person = row->person;
    m->household = im->families[row->family].id;
    m->dwelling = door->id;
    if (known && !m->id) status = leave_elsewhere(im, m);
    if (status == YZ_OK) status = put(im, &yz_membership_kind, m, m->id ? &before : NULL, &row->changed);
    return status;
}

static void count_row(struct yz_import_run *im, const struct yz_import_row *row) {
    struct yz_import_report *r = im->report;
    if (row->added) r->added++;
    else if (row->changed) r->updated++;
    else r->unchanged++;
    im->done++;
    if (im->options->progress && im->done % PROGRESS == 0) im->options->progress(im->options->ctx, im->done);
}

#define EACH_ROW(door) for (uint32_t at = (door)->first; at != YZ_NOWHERE && status == YZ_OK; at = im->rows[at].next)

static enum yz_status write_door(struct yz_import_run *im, struct yz_door *door) {
    enum yz_status status = yz_families_at(im, door);
    if (status == YZ_OK) status = make_door(im, door);
    EACH_ROW(door) status = write_person(im, door, at);
    for (size_t i = 0; i < im->family_count && status == YZ_OK; i++) status = write_family(im, door, &im->families[i]);
    EACH_ROW(door) {
        status = write_membership(im, door, &im->rows[at]);
        if (status == YZ_OK) count_row(im, &im->rows[at]);
    }
    return status;
}

enum yz_status yz_import_put(struct yz_import_run *im, const struct yz_kind *k, void *record, const void *before,
                             bool *changed) {
    return put(im, k, record, before, changed);
}

enum yz_status yz_import_compound(struct yz_import_run *im, uint32_t compound, int64_t grid) {
    return make_compound(im, &im->places.compounds[compound], grid);
}

enum yz_status yz_import_building(struct yz_import_run *im, uint32_t building) {
    return make_building(im, &im->places.buildings[building]);
}

enum yz_status yz_import_door(struct yz_import_run *im, struct yz_door *door) {
    return make_door(im, door);
}

int64_t yz_import_floor(const char *room) {
    return floor_of(room);
}

enum yz_status yz_import_write(struct yz_import_run *im) {
    enum yz_status status = YZ_OK;
    for (uint32_t at = 0; at < im->count && status == YZ_OK; at++) {
        struct yz_import_row *row = &im->rows[at];
        if (row->state == YZ_ROW_BAD) continue;
        if (row->door != YZ_NOWHERE) {
            struct yz_door *door = &im->places.doors[row->door];
            if (door->first == at) status = write_door(im, door);
        } else {
            status = write_person(im, NULL, at);
            if (status == YZ_OK) count_row(im, row);
        }
    }
    return status;
}
