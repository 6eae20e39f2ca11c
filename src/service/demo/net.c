/* The net's people: posts of every grid with a few gaps, and party-member households. Names are drawn with dice of their own,
 * so that the rest of the community stays as it is. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/posts.h>
#include <yizhan/registry.h>

/* Which grid lacks which duty: told apart by place, so that some have all and some lack two. */
static bool gap(size_t grid, size_t duty) {
    return (grid + 2 * duty) % 11 == 9;
}

static enum yz_status put_post(struct yz_demo_maker *m, size_t grid, int32_t duty, int32_t source) {
    struct yz_post p = {.grid = m->grids[grid].id, .duty = duty, .source = source, .invented = true};
    p.party_member = source <= 2;              /* community and 双报到 members */
    p.work_phone = source == 3 || source == 4; /* police, property */
    p.since = yz_date_add(m->want.date, -yz_dice_between(&m->dice, 370, 1400));
    yz_demo_name(m, NULL, 1 + yz_dice_below(&m->dice, 2), yz_date_add_months(m->want.date, -12 * 45), p.name);
    snprintf(p.phone, sizeof p.phone, "1380871%04d", (int)(grid * 10 + (size_t)duty));
    return yz_put(m->store, &yz_post_kind, &p);
}

static enum yz_status posts(struct yz_demo_maker *m) {
    size_t duties = 0, sources = 0;
    const struct yz_duty *duty = yz_duties(&duties);
    const struct yz_code *source = yz_codes("post_source", &sources);
    enum yz_status status = duty && source ? YZ_OK : YZ_FOREIGN;
    for (size_t g = 0; g < m->n_grids; g++)
        for (size_t d = 0; d < duties && status == YZ_OK; d++)
            if (!gap(g, d)) status = put_post(m, g, duty[d].code, source[duty[d].branch ? 0 : (g + d) % sources].code);
    return status;
}

/* The first party member of every third building, who lives in a household there. */
static enum yz_status center(struct yz_demo_maker *m, int64_t building) {
    struct yz_query *q =
        yz_sql(m->store, "SELECT b.grid,m.household,p.id FROM building b JOIN dwelling d ON d.building=b.id"
                         " JOIN membership m ON m.dwelling=d.id JOIN person p ON p.id=m.person"
                         " WHERE b.id=?1 AND p.political=1 ORDER BY p.id LIMIT 1");
    yz_bind(q, 1, building);
    bool found = yz_next(q);
    struct yz_center c = {.building = building, .invented = true};
    if (found) {
        c.grid = yz_int(q, 0);
        c.household = yz_int(q, 1);
        c.person = yz_int(q, 2);
    }
    enum yz_status status = yz_done(q);
    c.since = yz_date_add(m->want.date, -400);
    return status == YZ_OK && found ? yz_put(m->store, &yz_center_kind, &c) : status;
}

/* Two invented towers for each dedicated grid, at the compound of its sort: offices and shops, where nobody lives. */
static enum yz_status towers(struct yz_demo_maker *m) {
    struct yz_query *q =
        yz_sql(m->store, "SELECT o.id,g.id FROM grid g JOIN compound o ON o.area=g.area AND o.kind=g.kind"
                         " WHERE g.kind<>1 ORDER BY g.id");
    int64_t places[2 * YZ_DEMO_PLACES];
    size_t n = 0;
    while (n < YZ_DEMO_PLACES && yz_next(q)) {
        places[2 * n] = yz_int(q, 0);
        places[2 * n++ + 1] = yz_int(q, 1);
    }
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < 2 * n && status == YZ_OK; i++) {
        struct yz_building b = {.compound = places[i / 2 * 2], .grid = places[i / 2 * 2 + 1], .units = 1, .floors = 12};
        snprintf(b.number, sizeof b.number, "%c", "AB"[i % 2]);
        yz_copy(b.note, sizeof b.note, "商用，没有住户；演示数据");
        status = yz_put(m->store, &yz_building_kind, &b);
    }
    return status;
}

enum yz_status yz_demo_net(struct yz_demo_maker *m) {
    struct yz_dice kept = m->dice;
    m->dice.state = m->want.seed + 99;
    enum yz_status status = posts(m);
    for (size_t i = 0; i < m->n_buildings && status == YZ_OK; i += 3) status = center(m, m->buildings[i]);
    m->dice = kept;
    return status == YZ_OK ? towers(m) : status;
}
