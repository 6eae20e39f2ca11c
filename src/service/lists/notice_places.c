/* Places as they are told in public: a building, its compound or its grid, whichever is the nearest that enough households live
 * in. Chinese, whatever the language of the screen. */
#include "service/lists/notice_private.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#define EVERYWHERE "全社区"

struct place {
    int64_t id;
    char name[128];
    int64_t households;
    int64_t compound, grid; /* of a building */
};

struct places {
    struct place *all;
    size_t count;
};

struct yz_public_places {
    int64_t least;
    struct places buildings, compounds, grids; /* each by id */
};

static enum yz_status read_places(struct yz_query *q, struct places *out) {
    size_t room = 0;
    while (yz_next(q)) {
        if (out->count == room) {
            struct place *more = realloc(out->all, (room ? 2 * room : 64) * sizeof *more);
            if (!more) return yz_done(q), yz_fail(YZ_BUSY, _("内存不足"));
            out->all = more;
            room = room ? 2 * room : 64;
        }
        struct place *p = &out->all[out->count++];
        *p = (struct place){.id = yz_int(q, 0), .households = yz_int(q, 2), .compound = yz_int(q, 3)};
        p->grid = yz_int(q, 4);
        yz_copy(p->name, sizeof p->name, yz_text(q, 1));
    }
    return yz_done(q);
}

#define DOORS                                                                                                          \
    " FROM building b LEFT JOIN dwelling d ON d.building=b.id"                                                         \
    " LEFT JOIN household h ON h.dwelling=d.id AND h.until=0"

struct yz_public_places *yz_public_places_load(struct yz_session *s) {
    const struct yz_notice_rules *rules = yz_notice_rules();
    struct yz_public_places *p = rules ? calloc(1, sizeof *p) : NULL;
    if (!p) return rules ? (yz_fail(YZ_BUSY, _("内存不足")), NULL) : NULL;
    p->least = rules->least;
    enum yz_status status = read_places(
        yz_sql(s->store, "SELECT b.id,ifnull(c.name,'')||' '||b.number||'幢',count(h.id),b.compound,b.grid" DOORS
                         " LEFT JOIN compound c ON c.id=b.compound GROUP BY b.id ORDER BY b.id"),
        &p->buildings);
    if (status == YZ_OK)
        status = read_places(yz_sql(s->store, "SELECT c.id,c.name,count(h.id),0,0" DOORS
                                              " JOIN compound c ON c.id=b.compound GROUP BY c.id ORDER BY c.id"),
                             &p->compounds);
    if (status == YZ_OK)
        status = read_places(yz_sql(s->store, "SELECT g.id,g.name,count(h.id),0,0" DOORS
                                              " JOIN grid g ON g.id=b.grid GROUP BY g.id ORDER BY g.id"),
                             &p->grids);
    if (status == YZ_OK) return p;
    yz_public_places_free(p);
    return NULL;
}

void yz_public_places_free(struct yz_public_places *p) {
    if (!p) return;
    free(p->buildings.all);
    free(p->compounds.all);
    free(p->grids.all);
    free(p);
}

static int by_id(const void *key, const void *at) {
    int64_t id = *(const int64_t *)key, other = ((const struct place *)at)->id;
    return (id > other) - (id < other);
}

static const struct place *find(const struct places *in, int64_t id) {
    return id && in->count ? bsearch(&id, in->all, in->count, sizeof *in->all, by_id) : NULL;
}

static bool many(const struct yz_public_places *p, const struct place *at) {
    return at && at->households >= p->least;
}

void yz_public_place(const struct yz_public_places *p, int64_t building, int64_t grid, bool group, char *out,
                     size_t room) {
    const struct place *b = find(&p->buildings, building);
    const struct place *c = b ? find(&p->compounds, b->compound) : NULL;
    const struct place *g = find(&p->grids, b ? b->grid : grid);
    const struct place *at = many(p, b) && !group ? b : many(p, c) ? c : many(p, g) ? g : NULL;
    yz_copy(out, room, at ? at->name : EVERYWHERE);
}

static const struct place *named(const struct places *in, const char *name) {
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->all[i].name, name) == 0) return &in->all[i];
    return NULL;
}

int64_t yz_public_households(const struct yz_public_places *p, const char *name) {
    const struct place *at = named(&p->compounds, name);
    if (strcmp(name, EVERYWHERE) == 0) return INT64_MAX;
    if (!at) at = named(&p->grids, name);
    if (!at) at = named(&p->buildings, name);
    return at ? at->households : -1;
}

const char *yz_public_compound(const struct yz_public_places *p, int64_t compound) {
    const struct place *at = find(&p->compounds, compound);
    return at ? at->name : EVERYWHERE;
}

const char *yz_public_grid(const struct yz_public_places *p, int64_t grid) {
    const struct place *at = find(&p->grids, grid);
    return at ? at->name : EVERYWHERE;
}
