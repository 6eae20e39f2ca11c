/* The demo's places: community, areas, compounds, grids, buildings, stations and the walk to them. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

static struct yz_demo_place *remember(struct yz_demo_place *all, size_t *n, int64_t id, const char *name) {
    if (*n == YZ_DEMO_PLACES) return NULL;
    struct yz_demo_place *p = &all[(*n)++];
    p->id = id;
    yz_copy(p->name, sizeof p->name, name);
    return p;
}

static enum yz_status broken(const char *file, const char *word) {
    return yz_fail(YZ_FOREIGN, _("数据文件 %1$s：不认得“%2$s”"), file, word);
}

static enum yz_status area_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_area a = {.community = m->community};
    yz_copy(a.name, sizeof a.name, count ? cells[0] : "");
    enum yz_status status = yz_put(m->store, &yz_area_kind, &a);
    return status != YZ_OK                                 ? status
           : remember(m->areas, &m->n_areas, a.id, a.name) ? YZ_OK
                                                           : broken("areas.csv", a.name);
}

static enum yz_status compound_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_compound c = {0};
    struct yz_demo_place *area = count < 5 ? NULL : yz_demo_place_named(m->areas, m->n_areas, cells[1]);
    if (!area || !yz_code_parse("compound_kind", cells[2], &c.kind)) return broken("compounds.csv", cells[0]);
    c.area = area->id;
    c.invented = cells[4][0] == '1';
    yz_copy(c.name, sizeof c.name, cells[0]);
    enum yz_status status = yz_put(m->store, &yz_compound_kind, &c);
    struct yz_demo_place *p = status == YZ_OK ? remember(m->compounds, &m->n_compounds, c.id, c.name) : NULL;
    if (p) {
        p->area = area->id;
        p->buildings = (int)strtol(cells[3], NULL, 10);
    }
    return status;
}

static enum yz_status grid_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_grid g = {0};
    struct yz_demo_place *area = count < 5 ? NULL : yz_demo_place_named(m->areas, m->n_areas, cells[2]);
    if (!area || !yz_code_parse("grid_kind", cells[4], &g.kind)) return broken("grids.csv", cells[0]);
    g.area = area->id;
    yz_copy(g.number, sizeof g.number, cells[0]);
    yz_copy(g.name, sizeof g.name, cells[1]);
    yz_copy(g.branch, sizeof g.branch, cells[3]);
    enum yz_status status = yz_put(m->store, &yz_grid_kind, &g);
    struct yz_demo_place *p = status == YZ_OK ? remember(m->grids, &m->n_grids, g.id, g.name) : NULL;
    if (p) p->area = g.kind == 1 ? area->id : 0; /* dedicated grids take no residential building */
    return status;
}

static enum yz_status station_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_station s = {.community = m->community, .invented = true};
    struct yz_demo_place *at = count < 7 ? NULL : yz_demo_place_named(m->compounds, m->n_compounds, cells[2]);
    if (!at || !yz_code_parse("station_kind", cells[1], &s.kind)) return broken("stations.csv", cells[0]);
    s.compound = at->id;
    yz_copy(s.name, sizeof s.name, cells[0]);
    yz_copy(s.address, sizeof s.address, cells[3]);
    yz_copy(s.hours, sizeof s.hours, cells[4]);
    yz_copy(s.weekend, sizeof s.weekend, cells[5]);
    yz_copy(s.evening, sizeof s.evening, cells[6]);
    snprintf(s.phone, sizeof s.phone, "0871-6710%04d", 11 * (int)(m->n_stations + 1));
    enum yz_status status = yz_put(m->store, &yz_station_kind, &s);
    if (status == YZ_OK) remember(m->stations, &m->n_stations, s.id, s.name);
    return status;
}

static enum yz_status walk_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_demo_place *from = count < 4 ? NULL : yz_demo_place_named(m->compounds, m->n_compounds, cells[0]);
    struct yz_demo_place *to = count < 4 ? NULL : yz_demo_place_named(m->stations, m->n_stations, cells[1]);
    if (!from || !to) return broken("walks.csv", cells[0]);
    struct yz_walk w = {.compound = from->id, .station = to->id, .minutes = strtol(cells[2], NULL, 10)};
    yz_copy(w.source, sizeof w.source, cells[3]);
    if (to != m->stations && (!from->near || w.minutes < from->minutes)) {
        from->near = to - m->stations;
        from->minutes = w.minutes;
    }
    return yz_put(m->store, &yz_walk_kind, &w);
}

/* The grid for the n-th of all buildings: grids of the compound's area take turns by runs. */
static int64_t grid_of(const struct yz_demo_maker *m, int64_t area, int number, int of) {
    size_t match[YZ_DEMO_PLACES], n = 0;
    for (size_t i = 0; i < m->n_grids; i++)
        if (m->grids[i].area == area) match[n++] = i;
    return n ? m->grids[match[(size_t)number * n / (size_t)of]].id : 0;
}

static enum yz_status building(struct yz_demo_maker *m, const struct yz_demo_place *compound, int number, int of,
                               int64_t dwellings) {
    static const struct { int units, doors; } plans[] = {{2, 2}, {3, 2}, {1, 4}, {2, 3}};
    bool shown = number + 1 == YZ_DEMO_SHOWN_BUILDING;
    int plan = shown ? 0 : yz_dice_below(&m->dice, 4);
    int64_t units = plans[plan].units, doors = plans[plan].doors;
    struct yz_building b = {.compound = compound->id, .units = units, .doors = doors};
    b.grid = grid_of(m, compound->area, number, of);
    b.floors = (dwellings + units * doors - 1) / (units * doors);
    if (shown && b.floors < 5) b.floors = 5;
    b.dwellings = b.floors * units * doors;
    snprintf(b.number, sizeof b.number, "%d", number + 1);
    enum yz_status status = yz_put(m->store, &yz_building_kind, &b);
    if (status == YZ_OK) m->buildings[m->n_buildings++] = b.id;
    return status;
}

static enum yz_status buildings(struct yz_demo_maker *m) {
    int64_t all = m->want.households < 5000 ? m->want.households / 26 + 9 : 500;
    int64_t doors = (m->want.households + all - 1) / all + 1;
    m->buildings = calloc((size_t)all + YZ_DEMO_PLACES, sizeof *m->buildings);
    if (!m->buildings) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < m->n_compounds; i++) {
        int of = (int)((m->compounds[i].buildings * all + 499) / 500);
        for (int n = 0; n < of && status == YZ_OK; n++) status = building(m, &m->compounds[i], n, of, doors);
    }
    return status;
}

static enum yz_status community(struct yz_demo_maker *m) {
    struct yz_community c = {.name = "新亚洲体育城社区",
                             .street = "矣六街道",
                             .region = "530111007",
                             .address_prefix = "云南省昆明市官渡区矣六街道",
                             .invented = true,
                             .invented_note = "演示数据：本文件中的居民、房屋、电话、证件号码和办件均为虚构"};
    enum yz_status status = yz_put(m->store, &yz_community_kind, &c);
    m->community = c.id;
    return status;
}

enum yz_status yz_demo_places(struct yz_demo_maker *m) {
    static const struct {
        const char *file;
        enum yz_status (*row)(struct yz_demo_maker *m, char **cells, size_t count);
    } tables[] = {{"community/areas.csv", area_row},
                  {"community/compounds.csv", compound_row},
                  {"community/grids.csv", grid_row},
                  {"community/stations.csv", station_row},
                  {"community/walks.csv", walk_row}};
    enum yz_status status = community(m);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == YZ_OK; i++)
        status = yz_demo_table(m, tables[i].file, tables[i].row);
    return status == YZ_OK ? buildings(m) : status;
}
