/* All members of key groups in a place, building by building. */
#include "service/field/group_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static bool widen(void **all, size_t *room, size_t size) {
    size_t more = *room ? 2 * *room : 256;
    void *wider = realloc(*all, more * size);
    if (!wider) return yz_fail(YZ_BUSY, _("内存不足")), false;
    *all = wider;
    *room = more;
    return true;
}

#define PLACES(where) "SELECT id,grid FROM building WHERE " where "=?1 ORDER BY compound,length(number),number,id"

enum yz_status yz_census_begin(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                               struct yz_census *out) {
    size_t room = 0;
    *out = (struct yz_census){.day = day ? day : yz_today(), .everywhere = kind == YZ_NO_KIND};
    struct yz_query *q = kind == YZ_BUILDING   ? yz_sql(s->store, PLACES("id"))
                         : kind == YZ_GRID     ? yz_sql(s->store, PLACES("grid"))
                         : kind == YZ_COMPOUND ? yz_sql(s->store, PLACES("compound"))
                                               : yz_sql(s->store, PLACES("?1"));
    enum yz_status status = YZ_OK;
    yz_bind(q, 1, id);
    while (status == YZ_OK && yz_next(q)) {
        if (out->place_count == room && !widen((void **)&out->places, &room, 2 * sizeof *out->places)) status = YZ_BUSY;
        if (status != YZ_OK) break;
        out->places[2 * out->place_count] = yz_int(q, 0);
        out->places[2 * out->place_count++ + 1] = yz_int(q, 1);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

static enum yz_status add(struct yz_census *c, const struct yz_group_member *m) {
    if (c->count == c->room && !widen((void **)&c->all, &c->room, sizeof *c->all)) return YZ_BUSY;
    c->all[c->count++] = *m;
    for (size_t g = 0; g < YZ_GROUPS; g++) c->per[g] += m->set >> g & 1;
    return YZ_OK;
}

static enum yz_status add_building(struct yz_session *s, struct yz_census *c, const int64_t *place) {
    struct yz_souls souls = {0};
    yz_group_set open = yz_groups_open(s, c->day);
    enum yz_status status = yz_souls_read_typed(s, place[0], c->day, open, c->typed, c->typed_count, &souls);
    for (size_t i = 0; status == YZ_OK && i < souls.count; i++) {
        const struct yz_soul *p = &souls.all[i];
        if (p->set)
            status =
                add(c, &(struct yz_group_member){p->person, p->household, p->dwelling, place[0], place[1], p->set});
    }
    free(souls.all);
    return status;
}

/* Typed ones of those who live behind no door here: in the community's own list, and in that of no building. */
static enum yz_status add_absent(struct yz_session *s, struct yz_census *c) {
    yz_group_set open = yz_groups_open(s, c->day);
    struct yz_group_member m = {0};
    enum yz_status status = YZ_OK;
    struct yz_query *q =
        yz_sql(s->store, "SELECT f.person,f.group_key FROM focus f JOIN person p ON p.id=f.person"
                         " WHERE f.since<=?1 AND (f.until=0 OR f.until>=?1) AND (p.died=0 OR p.died>?1)"
                         " AND NOT EXISTS (SELECT 1 FROM membership m JOIN dwelling d ON d.id=m.dwelling"
                         " WHERE m.person=f.person AND m.since<=?1 AND (m.until=0 OR m.until>=?1) AND m.role<>?2)"
                         " ORDER BY f.person");
    yz_bind(q, 1, c->day);
    yz_bind(q, 2, YZ_ROLE_REGISTERED_ONLY);
    while (status == YZ_OK && yz_next(q)) {
        if (m.set && m.person != yz_int(q, 0)) status = add(c, &m), m.set = 0;
        m.person = yz_int(q, 0);
        m.set |= yz_group_bit_of_key(yz_text(q, 1)) & open;
    }
    if (status == YZ_OK && m.set) status = add(c, &m);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_census_step(struct yz_session *s, struct yz_census *c, size_t buildings) {
    enum yz_status status = YZ_OK;
    yz_snapshot_begin(s->store);
    if (!c->typed && c->place_count) status = yz_typed_read(s, c->day, &c->typed, &c->typed_count);
    for (; status == YZ_OK && buildings && c->done < c->place_count; buildings--)
        status = add_building(s, c, &c->places[2 * c->done++]);
    if (status == YZ_OK && c->done == c->place_count && c->everywhere) {
        status = add_absent(s, c);
        c->everywhere = false;
    }
    yz_snapshot_end(s->store);
    return status;
}

enum yz_status yz_census_take(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                              struct yz_census *out) {
    enum yz_status status = yz_census_begin(s, kind, id, day, out);
    return status == YZ_OK ? yz_census_step(s, out, SIZE_MAX) : status;
}

void yz_census_free(struct yz_census *c) {
    free(c->all);
    free(c->places);
    free(c->typed);
    *c = (struct yz_census){0};
}
