/* The net as a tree, and what its numbers count. */
#include <yizhan/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/registry/address.h"
#include "service/registry/census.h"
#include "service/session.h"

static struct yz_tree_node *add(struct yz_tree *t, enum yz_kind_id kind, int64_t id, int parent, const char *name) {
    if (t->count % 256 == 0) {
        struct yz_tree_node *more = realloc(t->nodes, (t->count + 256) * sizeof *more);
        if (!more) return NULL;
        t->nodes = more;
    }
    struct yz_tree_node *n = &t->nodes[t->count++];
    *n = (struct yz_tree_node){.kind = kind, .id = id, .parent = parent};
    yz_copy(n->name, sizeof n->name, name);
    return n;
}

static void add_up(struct yz_tree_counts *sum, const struct yz_tree_counts *part) {
    int64_t *to = &sum->buildings;
    const int64_t *from = &part->buildings;
    for (size_t i = 0; i < sizeof *sum / sizeof *to; i++) to[i] += from[i];
}

/* A row that does not hold today is worked out. */
static enum yz_status count_anew(struct yz_session *s, int64_t building, struct yz_tree_counts *out) {
    struct yz_query *q = yz_sql(s->store, yz_building_census.select);
    yz_bind(q, 1, building);
    yz_bind(q, 2, building);
    yz_bind(q, 3, yz_today());
    if (yz_next(q)) yz_census_row(q, 0, yz_today(), out);
    return yz_done(q);
}

static enum yz_status add_buildings(struct yz_session *s, struct yz_tree *t, int64_t grid, int parent) {
    struct yz_query *q = yz_sql(s->store, "SELECT b.id,o.name,b.number,c.* FROM building b JOIN compound o ON"
                                          " o.id=b.compound LEFT JOIN census c ON c.id=b.id WHERE b.grid=?1"
                                          " ORDER BY b.compound,length(b.number),b.number,b.id");
    size_t from = t->count;
    bool whole = true;
    yz_bind(q, 1, grid);
    while (whole && yz_next(q)) {
        char name[160];
        snprintf(name, sizeof name, _("%1$s %2$s幢"), yz_text(q, 1), yz_text(q, 2));
        struct yz_tree_node *n = add(t, YZ_BUILDING, yz_int(q, 0), parent, name);
        whole = n != NULL;
        if (n && !yz_census_row(q, 3, yz_today(), &n->counts)) n->counts.buildings = -1;
    }
    enum yz_status status = yz_done(q);
    for (size_t i = from; status == YZ_OK && i < t->count; i++)
        if (t->nodes[i].counts.buildings < 0) status = count_anew(s, t->nodes[i].id, &t->nodes[i].counts);
    return whole ? status : yz_fail(YZ_BUSY, "%s", _("内存不足"));
}

/* Duties of the code table that nobody holds today in the grid. */
static int gaps_of(struct yz_session *s, int64_t grid) {
    size_t duties = 0;
    yz_codes("duty", &duties);
    struct yz_query *q = yz_sql(s->store, "SELECT count(DISTINCT duty) FROM post WHERE grid=?1 AND since<=?2 AND"
                                          " (until=0 OR until>=?2)");
    yz_bind(q, 1, grid);
    yz_bind(q, 2, yz_today());
    int held = yz_next(q) ? (int)yz_int(q, 0) : 0;
    yz_done(q);
    return (int)duties - held;
}

static enum yz_status add_grids(struct yz_session *s, struct yz_tree *t, const struct yz_grid *grids, size_t count,
                                int64_t area, int parent) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < count && status == YZ_OK; i++) {
        if (grids[i].area != area) continue;
        struct yz_tree_node *n = add(t, YZ_GRID, grids[i].id, parent, grids[i].name);
        if (!n) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
        yz_copy(n->branch, sizeof n->branch, grids[i].branch);
        n->grid_kind = grids[i].kind;
        n->gaps = gaps_of(s, grids[i].id);
        status = add_buildings(s, t, grids[i].id, (int)t->count - 1);
    }
    return status;
}

enum { PLACES = 256 };

static enum yz_status read_areas(struct yz_session *s, struct yz_area *out, size_t *count) {
    struct yz_query *q = yz_select(s->store, &yz_area_kind, "ORDER BY area.id");
    *count = 0;
    while (*count < PLACES && yz_next(q)) yz_row(q, &yz_area_kind, &out[(*count)++]);
    return yz_done(q);
}

static enum yz_status add_areas(struct yz_session *s, struct yz_tree *t, struct yz_area *areas, struct yz_grid *grids) {
    size_t area_count = 0, grid_count = 0;
    enum yz_status status = read_areas(s, areas, &area_count);
    if (status == YZ_OK) status = yz_grids(s, grids, PLACES, &grid_count);
    for (size_t i = 0; i < area_count && status == YZ_OK; i++) {
        if (!add(t, YZ_AREA, areas[i].id, 0, areas[i].name)) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
        status = add_grids(s, t, grids, grid_count, areas[i].id, (int)t->count - 1);
    }
    size_t before = t->count;
    if (status != YZ_OK || !add(t, YZ_GRID, 0, 0, _("没有划入网格的楼栋"))) return status;
    status = add_buildings(s, t, 0, (int)before);
    if (t->count == before + 1) t->count = before;
    return status;
}

enum yz_status yz_tree_read(struct yz_session *s, struct yz_tree *out) {
    struct yz_community c;
    struct yz_area *areas = calloc(PLACES, sizeof *areas);
    struct yz_grid *grids = calloc(PLACES, sizeof *grids);
    *out = (struct yz_tree){0};
    yz_session_read_begin(s);
    enum yz_status status = areas && grids ? yz_the_community(s, &c) : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (status == YZ_OK && !add(out, YZ_COMMUNITY, c.id, -1, c.name)) status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (status == YZ_OK) status = add_areas(s, out, areas, grids);
    yz_session_read_end(s);
    for (size_t i = out->count; i-- > 1;) add_up(&out->nodes[out->nodes[i].parent].counts, &out->nodes[i].counts);
    free(areas);
    free(grids);
    if (status != YZ_OK) yz_tree_free(out);
    return status;
}

void yz_tree_free(struct yz_tree *t) {
    free(t->nodes);
    *t = (struct yz_tree){0};
}

/* --- one building --- */

enum yz_status yz_building_doors(struct yz_session *s, int64_t building, struct yz_door *out, size_t max,
                                 size_t *count) {
    struct yz_query *q = yz_sql(
        s->store, "SELECT d.id,d.unit,d.room,d.use,ifnull((SELECT min(id) FROM household h WHERE h.dwelling=d.id AND"
                  " (h.until=0 OR h.until>=?2)),0),(SELECT count(*) FROM household h WHERE h.dwelling=d.id AND"
                  " (h.until=0 OR h.until>=?2)),(SELECT count(DISTINCT person) FROM membership m WHERE m.dwelling=d.id"
                  " AND m.since<=?2 AND (m.until=0 OR m.until>=?2)) FROM dwelling d WHERE d.building=?1"
                  " ORDER BY length(d.unit),d.unit,d.floor,length(d.room),d.room,d.id");
    *count = 0;
    yz_bind(q, 1, building);
    yz_bind(q, 2, yz_today());
    while (*count < max && yz_next(q)) {
        struct yz_door *d = &out[(*count)++];
        *d = (struct yz_door){.id = yz_int(q, 0), .use = (int32_t)yz_int(q, 3), .household = yz_int(q, 4)};
        d->households = yz_int(q, 5);
        d->people = yz_int(q, 6);
        yz_copy(d->unit, sizeof d->unit, yz_text(q, 1));
        yz_copy(d->room, sizeof d->room, yz_text(q, 2));
    }
    return yz_done(q);
}

/* Of each person the first door, as SQLite gives the row of min(). */
#define PEOPLE                                                                                                         \
    "SELECT p.id,d.id,p.name,p.sex,p.birth,d.unit||iif(d.unit='','','-')||d.room,min(d.id) FROM dwelling d"            \
    " JOIN membership m ON m.dwelling=d.id JOIN person p ON p.id=m.person WHERE d.building=?1 AND m.since<=?2"         \
    " AND (m.until=0 OR m.until>=?2) AND CASE ?3 WHEN 2 THEN p.residence=2 WHEN 3 THEN p.political IN(1,2) WHEN 4 "    \
    " THEN EXISTS(SELECT 1 FROM focus x WHERE x.person=p.id AND NOT x.sensitive AND x.since<=?2 AND"                   \
    " (x.until=0 OR x.until>=?2)) ELSE 1 END GROUP BY p.id ORDER BY length(d.unit),d.unit,d.floor,length(d.room),"     \
    "d.room,p.id"
_Static_assert(YZ_TREE_FLOATING == 2 && YZ_TREE_PARTY == 3 && YZ_TREE_FOCUS == 4, "as in the select");

enum yz_status yz_building_people(struct yz_session *s, int64_t building, enum yz_tree_what what,
                                  struct yz_tree_person *out, size_t max, size_t *count) {
    struct yz_query *q = yz_sql(s->store, PEOPLE);
    *count = 0;
    yz_bind(q, 1, building);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, what);
    while (*count < max && yz_next(q)) {
        struct yz_tree_person *p = &out[(*count)++];
        *p = (struct yz_tree_person){.person = yz_int(q, 0), .dwelling = yz_int(q, 1), .sex = (int32_t)yz_int(q, 3)};
        p->birth = (yz_date)yz_int(q, 4);
        yz_copy(p->name, sizeof p->name, yz_text(q, 2));
        yz_copy(p->door, sizeof p->door, yz_text(q, 5));
    }
    return yz_done(q);
}

#define CENTERS                                                                                                        \
    "WHERE since<=?1 AND (until=0 OR until>=?1) AND CASE ?2 WHEN 0 THEN 1 WHEN 1 THEN building=?3 WHEN 2 THEN grid=?3" \
    " ELSE grid IN(SELECT id FROM grid WHERE area=?3) END ORDER BY grid,building,id"

enum yz_status yz_centers(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_center *out, size_t max,
                          size_t *count) {
    struct yz_query *q = yz_select(s->store, &yz_center_kind, CENTERS);
    *count = 0;
    yz_bind(q, 1, yz_today());
    yz_bind(q, 2, kind == YZ_BUILDING ? 1 : kind == YZ_GRID ? 2 : kind == YZ_AREA ? 3 : 0);
    yz_bind(q, 3, id);
    while (*count < max && yz_next(q)) yz_row(q, &yz_center_kind, &out[(*count)++]);
    return yz_done(q);
}
