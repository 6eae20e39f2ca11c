/* The net as a tree, down to the buildings. */
#include "service/registry/tree_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>

#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/registry/living.h"
#include "service/registry/sums.h"
#include "service/restricted.h"
#include "service/session.h"

enum { PLACES = 256, CHUNK = 256 };

struct reading {
    struct yz_session *s;
    struct yz_tree *t;
    struct yz_area areas[PLACES];
    struct yz_grid grids[PLACES];
    struct yz_building moved[PLACES]; /* that lay in another grid on the day */
    size_t area_count, grid_count, moved_count;
};

static const enum yz_kind_id kind_at[] = {YZ_COMMUNITY, YZ_AREA,   YZ_GRID,     YZ_COMPOUND,
                                          YZ_BUILDING,  YZ_CENTER, YZ_BUILDING, YZ_DWELLING};

struct yz_tree_node *yz_tree_add(struct yz_tree *t, enum yz_tree_level level, int64_t id, int parent,
                                 const char *name) {
    if (t->count == t->room) {
        struct yz_tree_node *more = realloc(t->nodes, (t->room + CHUNK) * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, "%s", _("内存不足")), NULL;
        t->nodes = more;
        t->room += CHUNK;
    }
    struct yz_tree_node *n = &t->nodes[t->count++];
    *n = (struct yz_tree_node){.level = level, .kind = kind_at[level], .id = id, .parent = parent};
    yz_copy(n->name, sizeof n->name, name);
    return n;
}

/* A row that does not hold today is worked out. */
static enum yz_status count_anew(struct yz_session *s, struct yz_tree_node *n) {
    struct yz_query *q = yz_sql(s->store, yz_building_sums.select);
    yz_bind(q, 1, n->id);
    yz_bind(q, 2, n->id);
    yz_bind(q, 3, yz_today());
    if (yz_next(q)) yz_sums_row(q, 0, yz_today(), n->counts);
    return yz_done(q);
}

/* Counts that came to a node come to all above it. */
static void add_above(struct yz_tree *t, const struct yz_tree_node *n, const int64_t before[YZ_TREE_WHATS]) {
    for (int up = n->parent; up >= 0; up = t->nodes[up].parent)
        for (int w = 0; w < YZ_TREE_WHATS; w++) t->nodes[up].counts[w] += n->counts[w] - before[w];
}

enum yz_status yz_tree_count(struct yz_session *s, struct yz_tree *t, size_t node, size_t most, size_t *left) {
    enum yz_status status = YZ_OK;
    int64_t before[YZ_TREE_WHATS];
    while (t->nodes[node].level > YZ_NODE_BUILDING) node = (size_t)t->nodes[node].parent;
    *left = 0;
    yz_session_read_begin(s);
    for (size_t i = node; i < t->count && (i == node || t->nodes[i].parent >= (int)node) && status == YZ_OK; i++) {
        struct yz_tree_node *n = &t->nodes[i];
        if (n->level != YZ_NODE_BUILDING || n->counts[YZ_TREE_BUILDINGS]) continue;
        if (!most) ++*left;
        if (!most) continue;
        memcpy(before, n->counts, sizeof before);
        status = yz_tree_count_past(s, n, t->day);
        add_above(t, n, before);
        most--;
    }
    yz_session_read_end(s);
    return status;
}

static bool add_building(struct yz_tree *t, struct yz_query *q, int compound) {
    char name[160];
    snprintf(name, sizeof name, _("%1$s %2$s幢"), yz_text(q, 1), yz_text(q, 2));
    struct yz_tree_node *n = yz_tree_add(t, YZ_NODE_BUILDING, yz_int(q, 0), compound, name);
    if (n && (t->day || !yz_sums_row(q, 6, yz_today(), n->counts))) n->counts[YZ_TREE_BUILDINGS] = 0;
    return n != NULL;
}

/* Buildings that lay in another grid on the tree's day. */
static enum yz_status read_moved(struct reading *r) {
    struct yz_query *q = yz_select(r->s->store, &yz_building_kind, "WHERE building.version>1");
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && r->moved_count < PLACES && yz_next(q)) {
        struct yz_building b;
        yz_row(q, &yz_building_kind, &b);
        int64_t now = b.grid;
        status = yz_as_it_was(r->s, &yz_building_kind, r->t->day, &b);
        if (status == YZ_OK && b.grid != now) r->moved[r->moved_count++] = b;
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

static int64_t grid_then(const struct reading *r, int64_t building, int64_t now) {
    for (size_t i = 0; i < r->moved_count; i++)
        if (r->moved[i].id == building) return r->moved[i].grid;
    return now;
}

#define BUILDINGS                                                                                                      \
    "SELECT b.id,o.name,b.number,b.compound,b.grid,b.version,c.* FROM building b JOIN compound o ON o.id=b.compound"   \
    " LEFT JOIN sums c ON c.id=b.id WHERE "
#define BUILDING_ORDER " ORDER BY b.compound,length(b.number),b.number,b.id"

static enum yz_status add_buildings(struct reading *r, int64_t grid, int parent) {
    struct yz_session *s = r->s;
    struct yz_tree *t = r->t;
    struct yz_query *q = r->moved_count ? yz_sql(s->store, BUILDINGS "?1=?1" BUILDING_ORDER)
                                        : yz_sql(s->store, BUILDINGS "b.grid=?1" BUILDING_ORDER);
    size_t from = t->count;
    int compound = -1;
    bool whole = true;
    yz_bind(q, 1, grid);
    while (whole && yz_next(q)) {
        if (r->moved_count && grid_then(r, yz_int(q, 0), yz_int(q, 4)) != grid) continue;
        if (compound < 0 || t->nodes[compound].id != yz_int(q, 3)) {
            compound = (int)t->count;
            whole = yz_tree_add(t, YZ_NODE_COMPOUND, yz_int(q, 3), parent, yz_text(q, 1));
        }
        if (whole) whole = add_building(t, q, compound);
    }
    enum yz_status status = yz_done(q);
    for (size_t i = from; !t->day && status == YZ_OK && i < t->count; i++)
        if (t->nodes[i].level == YZ_NODE_BUILDING && !t->nodes[i].counts[YZ_TREE_BUILDINGS])
            status = count_anew(s, &t->nodes[i]);
    return whole ? status : YZ_BUSY;
}

/* Who is on in the grid, and duties that nobody holds. */
static enum yz_status count_posts(struct yz_session *s, struct yz_tree_node *n, yz_date day) {
    int32_t gaps[YZ_DUTIES];
    size_t count = 0;
    struct yz_query *q =
        yz_sql(s->store, "SELECT count(*) FROM post WHERE grid=?1 AND since<=?2 AND (until=0 OR until>=?2)");
    yz_bind(q, 1, n->id);
    yz_bind(q, 2, day ? day : yz_today());
    if (yz_next(q)) n->counts[YZ_TREE_POSTS] = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    if (status == YZ_OK) status = yz_post_gaps(s, n->id, day, gaps, YZ_DUTIES, &count);
    n->counts[YZ_TREE_GAPS] = (int64_t)count;
    return status;
}

static enum yz_status add_grid(struct reading *r, const struct yz_grid *g, int parent) {
    int at = (int)r->t->count;
    struct yz_tree_node *n = yz_tree_add(r->t, YZ_NODE_GRID, g->id, parent, g->name);
    if (!n) return YZ_BUSY;
    yz_copy(n->branch, sizeof n->branch, g->branch);
    n->use = g->kind;
    enum yz_status status = count_posts(r->s, n, r->t->day);
    return status == YZ_OK ? add_buildings(r, g->id, at) : status;
}

static enum yz_status add_area(struct reading *r, const struct yz_area *area) {
    int at = (int)r->t->count;
    enum yz_status status = yz_tree_add(r->t, YZ_NODE_AREA, area->id, 0, area->name) ? YZ_OK : YZ_BUSY;
    for (size_t i = 0; i < r->grid_count && status == YZ_OK; i++)
        if (r->grids[i].area == area->id) status = add_grid(r, &r->grids[i], at);
    return status;
}

static enum yz_status add_homeless(struct reading *r) {
    size_t before = r->t->count;
    if (!yz_tree_add(r->t, YZ_NODE_GRID, 0, 0, _("没有划入网格的楼栋"))) return YZ_BUSY;
    enum yz_status status = add_buildings(r, 0, (int)before);
    if (r->t->count == before + 1) r->t->count = before;
    return status;
}

static enum yz_status read_areas(struct reading *r) {
    struct yz_query *q = yz_select(r->s->store, &yz_area_kind, "ORDER BY area.id");
    while (r->area_count < PLACES && yz_next(q)) yz_row(q, &yz_area_kind, &r->areas[r->area_count++]);
    return yz_done(q);
}

static int by_place(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

#define HOUSE_NOW "(SELECT dwelling FROM household WHERE id=c.household)"
#define CASES(house, open)                                                                                             \
    "SELECT CASE WHEN c.building<>0 THEN c.building ELSE ifnull((SELECT d.building FROM dwelling d WHERE d.id=" house  \
    "),0) END,count(*) FROM \"case\" c WHERE " open " GROUP BY 1"

/* Open cases by building: those that are open are few, whatever the size of the register. */
static enum yz_status count_cases(struct reading *r) {
    struct yz_query *q = r->t->day ? yz_sql(r->s->store, CASES(YZ_HOUSE_ON("c.household"), YZ_TREE_PAST_CASE))
                                   : yz_sql(r->s->store, CASES(HOUSE_NOW, YZ_TREE_CASE));
    struct place {
        int64_t id;
        size_t node;
    } *places = calloc(r->t->count + 1, sizeof *places);
    size_t n = 0;
    yz_tree_bind_evening(q, r->t->day);
    for (size_t i = 0; places && i < r->t->count; i++)
        if (r->t->nodes[i].level == YZ_NODE_BUILDING) places[n++] = (struct place){r->t->nodes[i].id, i};
    if (n) qsort(places, n, sizeof *places, by_place);
    while (places && yz_next(q)) {
        int64_t id = yz_int(q, 0);
        const struct place *p = n ? bsearch(&id, places, n, sizeof *places, by_place) : NULL;
        if (p) r->t->nodes[p->node].counts[YZ_TREE_CASES] = yz_int(q, 1);
    }
    bool whole = places != NULL;
    free(places);
    enum yz_status status = yz_done(q);
    return whole ? status : yz_fail(YZ_BUSY, "%s", _("内存不足"));
}

static enum yz_status read_all(struct reading *r) {
    struct yz_community c;
    enum yz_status status = yz_the_community(r->s, &c);
    if (status == YZ_OK && !yz_tree_add(r->t, YZ_NODE_COMMUNITY, c.id, -1, c.name)) status = YZ_BUSY;
    if (status == YZ_OK && r->t->day) status = read_moved(r);
    if (status == YZ_OK) status = read_areas(r);
    if (status == YZ_OK) status = yz_grids(r->s, r->grids, PLACES, &r->grid_count);
    for (size_t i = 0; i < r->area_count && status == YZ_OK; i++) status = add_area(r, &r->areas[i]);
    if (status == YZ_OK) status = add_homeless(r);
    return status == YZ_OK ? count_cases(r) : status;
}

enum yz_status yz_tree_read(struct yz_session *s, yz_date day, struct yz_tree *out) {
    struct reading *r = calloc(1, sizeof *r);
    *out = (struct yz_tree){.day = day == yz_today() ? 0 : day};
    if (!r) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
    *r = (struct reading){.s = s, .t = out};
    yz_session_read_begin(s);
    enum yz_status status = read_all(r);
    yz_session_read_end(s);
    free(r);
    for (size_t i = out->count; i-- > 1;)
        for (int w = 0; w < YZ_TREE_WHATS; w++) out->nodes[out->nodes[i].parent].counts[w] += out->nodes[i].counts[w];
    if (status != YZ_OK) yz_tree_free(out);
    return status;
}

void yz_tree_free(struct yz_tree *t) {
    free(t->nodes);
    *t = (struct yz_tree){0};
}
