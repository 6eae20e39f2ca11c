/* Buildings: their households page by page, their numbers, and the places above them. */
#include <string.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/session.h"

/* "2" before "10": numbers written as text are ordered by length, then by themselves. */
#define LINE_ORDER "length(d.unit),d.unit,d.floor,length(d.room),d.room,h.id"

static void bind_after(struct yz_query *q, const struct yz_household_line *after) {
    static const struct yz_household_line none;
    const struct yz_household_line *a = after ? after : &none;
    yz_bind(q, 3, after ? (int64_t)yz_utf8_count(a->dwelling.unit) : -1);
    yz_bind_text(q, 4, a->dwelling.unit);
    yz_bind(q, 5, a->dwelling.floor);
    yz_bind(q, 6, (int64_t)yz_utf8_count(a->dwelling.room));
    yz_bind_text(q, 7, a->dwelling.room);
    yz_bind(q, 8, a->household.id);
}

static enum yz_status read_line(struct yz_session *s, struct yz_query *q, struct yz_household_line *out) {
    memset(out, 0, sizeof *out);
    yz_copy(out->head, sizeof out->head, yz_text(q, 2));
    out->members = yz_int(q, 3);
    enum yz_status status = yz_get(s->store, &yz_household_kind, yz_int(q, 0), &out->household);
    return status == YZ_OK ? yz_get(s->store, &yz_dwelling_kind, yz_int(q, 1), &out->dwelling) : status;
}

enum yz_status yz_building_households(struct yz_session *s, int64_t building, const struct yz_household_line *after,
                                      struct yz_household_line *out, size_t max, size_t *count) {
    enum yz_status status = YZ_OK;
    *count = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT h.id,d.id,ifnull((SELECT name FROM person WHERE id=h.head),''),"
                                          "(SELECT count(*) FROM membership m WHERE m.household=h.id AND m.since<=?2"
                                          " AND (m.until=0 OR m.until>=?2))"
                                          " FROM dwelling d JOIN household h ON h.dwelling=d.id"
                                          " WHERE d.building=?1 AND (h.until=0 OR h.until>=?2) AND (" LINE_ORDER
                                          ")>(?3,?4,?5,?6,?7,?8) ORDER BY " LINE_ORDER " LIMIT ?9");
    yz_bind(q, 1, building);
    yz_bind(q, 2, yz_today());
    bind_after(q, after);
    yz_bind(q, 9, (int64_t)max);
    while (status == YZ_OK && *count < max && yz_next(q)) {
        status = read_line(s, q, &out[*count]);
        if (status == YZ_OK) ++*count;
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* Buildings of ?1's kind of place, then everything below them by index. */
#define COUNTS(which)                                                                                                  \
    "SELECT count(DISTINCT b.id),count(DISTINCT d.id),count(DISTINCT h.id),count(DISTINCT m.person)"                   \
    " FROM building b LEFT JOIN dwelling d ON d.building=b.id"                                                         \
    " LEFT JOIN household h ON h.dwelling=d.id AND (h.until=0 OR h.until>=?2)"                                         \
    " LEFT JOIN membership m ON m.household=h.id AND m.since<=?2 AND (m.until=0 OR m.until>=?2)"                       \
    " WHERE b." which "=?1"

enum yz_status yz_place_counts(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_counts *out) {
    memset(out, 0, sizeof *out);
    struct yz_query *q = kind == YZ_BUILDING ? yz_sql(s->store, COUNTS("id"))
                         : kind == YZ_GRID   ? yz_sql(s->store, COUNTS("grid"))
                                             : yz_sql(s->store, COUNTS("compound"));
    yz_bind(q, 1, id);
    yz_bind(q, 2, yz_today());
    if (yz_next(q)) *out = (struct yz_counts){yz_int(q, 0), yz_int(q, 1), yz_int(q, 2), yz_int(q, 3)};
    return yz_done(q);
}

static enum yz_status read_all(struct yz_query *q, const struct yz_kind *k, void *out, size_t max, size_t *count) {
    *count = 0;
    while (*count < max && yz_next(q)) {
        yz_row(q, k, (char *)out + *count * k->size);
        ++*count;
    }
    return yz_done(q);
}

#define BUILDING_ORDER "building.compound,length(building.number),building.number,building.id"
#define AFTER_BUILDING " AND (" BUILDING_ORDER ")>(?2,?3,?4,?5) ORDER BY " BUILDING_ORDER " LIMIT ?6"

enum yz_status yz_buildings(struct yz_session *s, enum yz_kind_id kind, int64_t id, const struct yz_building *after,
                            struct yz_building *out, size_t max, size_t *count) {
    static const struct yz_building none;
    const struct yz_building *a = after ? after : &none;
    struct yz_query *q =
        kind == YZ_GRID       ? yz_select(s->store, &yz_building_kind, "WHERE building.grid=?1" AFTER_BUILDING)
        : kind == YZ_COMPOUND ? yz_select(s->store, &yz_building_kind, "WHERE building.compound=?1" AFTER_BUILDING)
                              : yz_select(s->store, &yz_building_kind, "WHERE ?1=?1" AFTER_BUILDING);
    *count = 0;
    yz_bind(q, 1, id);
    yz_bind(q, 2, after ? a->compound : -1);
    yz_bind(q, 3, (int64_t)yz_utf8_count(a->number));
    yz_bind_text(q, 4, a->number);
    yz_bind(q, 5, a->id);
    yz_bind(q, 6, (int64_t)max);
    return read_all(q, &yz_building_kind, out, max, count);
}

enum yz_status yz_grids(struct yz_session *s, struct yz_grid *out, size_t max, size_t *count) {
    return read_all(yz_select(s->store, &yz_grid_kind, "ORDER BY length(grid.number),grid.number,grid.id"),
                    &yz_grid_kind, out, max, count);
}

enum yz_status yz_stations(struct yz_session *s, struct yz_station *out, size_t max, size_t *count) {
    return read_all(yz_select(s->store, &yz_station_kind, "ORDER BY station.kind,station.id"), &yz_station_kind, out,
                    max, count);
}

enum yz_status yz_staff_list(struct yz_session *s, struct yz_staff *out, size_t max, size_t *count) {
    return read_all(yz_select(s->store, &yz_staff_kind, "ORDER BY staff.station,staff.role,staff.id"), &yz_staff_kind,
                    out, max, count);
}

enum yz_status yz_the_community(struct yz_session *s, struct yz_community *out) {
    size_t n;
    memset(out, 0, sizeof *out);
    return read_all(yz_select(s->store, &yz_community_kind, "ORDER BY community.id LIMIT 1"), &yz_community_kind, out,
                    1, &n);
}
