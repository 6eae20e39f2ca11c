/* What is below one building of the tree: its party-member households, units and doors. */
#include "service/registry/tree_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/registry/sums.h"
#include "service/restricted.h"
#include "service/session.h"

#define CENTERS(house)                                                                                                 \
    "SELECT c.id,p.name,d.unit||iif(d.unit='','','-')||d.room,h.id FROM center c JOIN person p ON p.id=c.person JOIN"  \
    " household h ON h.id=c.household JOIN dwelling d ON d.id=" house                                                  \
    " WHERE c.building=?1 AND " YZ_HOLDS("c") " ORDER BY " YZ_DOOR_ORDER ",c.id"

static enum yz_status add_centers(struct yz_session *s, struct yz_tree *t, int64_t building) {
    struct yz_query *q =
        t->day ? yz_sql(s->store, CENTERS(YZ_HOUSE_ON("h.id"))) : yz_sql(s->store, CENTERS("h.dwelling"));
    bool whole = true;
    yz_bind(q, 1, building);
    yz_bind(q, 3, t->day ? t->day : yz_today());
    while (whole && yz_next(q)) {
        char name[160], person[96];
        yz_mask_name(person, sizeof person, yz_text(q, 1));
        snprintf(name, sizeof name, _("中心户 %1$s %2$s"), yz_text(q, 2), person);
        struct yz_tree_node *n = yz_tree_add(t, YZ_NODE_CENTER, yz_int(q, 0), 0, name);
        whole = n != NULL;
        if (n) n->household = yz_int(q, 3);
    }
    enum yz_status status = yz_done(q);
    return whole ? status : YZ_BUSY;
}

/* A door with what is behind it: `held` the households there, `all` those and ended ones, `open` the condition of a case
 * (the plus: by household, which is few, not by building). */
#define DOORS(held, all, open)                                                                                         \
    "SELECT d.id,d.unit,d.room,d.use,ifnull((SELECT min(h.id) FROM " held "),0),(SELECT count(*) FROM " held           \
    "),ifnull((SELECT " YZ_SUMS_PEOPLE                                                                                 \
    " FROM person p WHERE p.id IN(SELECT m.person FROM membership m WHERE m.dwelling=d.id AND " YZ_HOLDS(              \
        "m") ")),0),(SELECT count(*) FROM center c WHERE c.household IN(SELECT h.id FROM " all                         \
             ") AND c.building=?1 AND " YZ_HOLDS(                                                                      \
                 "c") "),(SELECT count(*) FROM \"case\" c WHERE c.household IN(SELECT h.id FROM " all                  \
                      ") AND +c.building IN(0,?1) AND " open ") FROM dwelling d WHERE d.building=?1"                   \
                      " ORDER BY " YZ_DOOR_ORDER
#define OF_HERE  "household h WHERE h.dwelling=d.id"
#define HELD_NOW OF_HERE " AND (h.until=0 OR h.until>=?3)"

static bool add_door(struct yz_tree *t, struct yz_query *q, int unit) {
    const char *room = yz_text(q, 2);
    struct yz_tree_node *n = yz_tree_add(t, YZ_NODE_DOOR, yz_int(q, 0), unit, *room ? room : _("无门牌"));
    if (!n) return false;
    yz_copy(n->unit, sizeof n->unit, yz_text(q, 1));
    n->use = (int32_t)yz_int(q, 3);
    n->household = yz_int(q, 4);
    n->counts[YZ_TREE_DWELLINGS] = 1;
    n->counts[YZ_TREE_HOUSEHOLDS] = yz_int(q, 5);
    yz_sums_people(yz_int(q, 6), n->counts);
    n->counts[YZ_TREE_CENTERS] = yz_int(q, 7);
    n->counts[YZ_TREE_CASES] = yz_int(q, 8);
    return true;
}

/* Doors without a unit stand below the building itself. */
static enum yz_status add_doors(struct yz_session *s, struct yz_tree *t, int64_t building) {
    struct yz_query *q = t->day ? yz_sql(s->store, DOORS(YZ_BEHIND, YZ_BEHIND, YZ_TREE_PAST_CASE))
                                : yz_sql(s->store, DOORS(HELD_NOW, OF_HERE, YZ_TREE_CASE));
    int unit = 0; /* of the new nodes; the building is the first of them */
    bool whole = true;
    yz_bind(q, 1, building);
    if (!t->day) yz_bind(q, 3, yz_today());
    yz_tree_bind_evening(q, t->day);
    while (whole && yz_next(q)) {
        const char *text = yz_text(q, 1);
        if (*text && (!unit || strcmp(t->nodes[unit].unit, text) != 0)) {
            char name[64];
            unit = (int)t->count;
            snprintf(name, sizeof name, _("%s单元"), text);
            struct yz_tree_node *n = yz_tree_add(t, YZ_NODE_UNIT, building, 0, name);
            whole = n != NULL;
            if (n) yz_copy(n->unit, sizeof n->unit, text);
        }
        if (whole) whole = add_door(t, q, *text ? unit : 0);
    }
    enum yz_status status = yz_done(q);
    return whole ? status : YZ_BUSY;
}

/* The nodes below the first one of `part` go behind the node `at`. */
static enum yz_status splice(struct yz_tree *t, size_t at, const struct yz_tree *part) {
    size_t more = part->count - 1;
    struct yz_tree_node *n = malloc((t->count + more) * sizeof *n);
    if (!n) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
    memcpy(n, t->nodes, (at + 1) * sizeof *n);
    memcpy(n + at + 1, part->nodes + 1, more * sizeof *n);
    memcpy(n + at + 1 + more, t->nodes + at + 1, (t->count - at - 1) * sizeof *n);
    for (size_t i = at + 1; i <= at + more; i++) n[i].parent += (int)at;
    for (size_t i = at + 1 + more; i < t->count + more; i++)
        if (n[i].parent > (int)at) n[i].parent += (int)more;
    n[at].unfolded = true;
    free(t->nodes);
    t->nodes = n;
    t->count += more;
    t->room = t->count;
    return YZ_OK;
}

enum yz_status yz_tree_unfold(struct yz_session *s, struct yz_tree *t, size_t building) {
    const struct yz_tree_node *b = &t->nodes[building];
    struct yz_tree part = {.day = t->day};
    if (b->level != YZ_NODE_BUILDING || b->unfolded) return YZ_OK;
    yz_session_read_begin(s);
    enum yz_status status = yz_tree_add(&part, YZ_NODE_BUILDING, b->id, -1, "") ? YZ_OK : YZ_BUSY;
    if (status == YZ_OK) status = add_centers(s, &part, b->id);
    if (status == YZ_OK) status = add_doors(s, &part, b->id);
    if (status == YZ_OK && t->day) status = yz_tree_doors_past(s, &part, b->id);
    yz_session_read_end(s);
    for (size_t i = part.count; i-- > 1;)
        if (part.nodes[i].level == YZ_NODE_DOOR && part.nodes[i].parent)
            for (int w = 0; w < YZ_TREE_WHATS; w++)
                part.nodes[part.nodes[i].parent].counts[w] += part.nodes[i].counts[w];
    if (status == YZ_OK) status = splice(t, building, &part);
    yz_tree_free(&part);
    return status;
}

/* --- finding a node --- */

static bool is_node(const struct yz_tree *t, size_t i, enum yz_kind_id kind, int64_t id, const char *part) {
    const struct yz_tree_node *n = &t->nodes[i];
    char ref[32];
    if (n->kind != kind || n->id != id) return false;
    if (n->level == YZ_NODE_COMPOUND)
        return !*part || strcmp(yz_ref_text(YZ_GRID, t->nodes[n->parent].id, ref), part) == 0;
    return kind != YZ_BUILDING || strcmp(n->unit, part) == 0;
}

enum yz_status yz_tree_find(struct yz_session *s, struct yz_tree *t, enum yz_kind_id kind, int64_t id, const char *part,
                            size_t *at) {
    char ref[32];
    struct yz_dwelling d = {.building = kind == YZ_BUILDING && *part ? id : 0};
    enum yz_status status = kind == YZ_DWELLING ? yz_record_get(s, kind, id, &d) : YZ_OK;
    for (size_t i = 0; i < t->count && status == YZ_OK && d.building; i++)
        if (t->nodes[i].level == YZ_NODE_BUILDING && t->nodes[i].id == d.building) status = yz_tree_unfold(s, t, i);
    for (*at = 0; *at < t->count && status == YZ_OK; ++*at)
        if (is_node(t, *at, kind, id, part)) return YZ_OK;
    if (status != YZ_OK) return status;
    return *part && kind == YZ_BUILDING ? yz_fail(YZ_REFUSED, _("没有单元 %s"), part)
                                        : yz_fail(YZ_REFUSED, _("没有 %s"), yz_ref_text(kind, id, ref));
}
