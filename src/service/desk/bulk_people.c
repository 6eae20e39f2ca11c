/* Who lives in a place today, as lines of a sitting. */
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/bulk_private.h"

/* By door as one walks past them; "2" before "10". */
#define LIVE(place)                                                                                                    \
    "SELECT m.person, m.household, m.dwelling, ifnull(d.unit, ''), ifnull(d.room, '') FROM " place                     \
    " LEFT JOIN household h ON h.id = m.household"                                                                     \
    " WHERE m.since <= ?2 AND (m.until = 0 OR m.until >= ?2) AND m.role <> ?3"                                         \
    " ORDER BY b.compound, length(b.number), b.number, length(d.unit), d.unit, d.floor, length(d.room), d.room,"       \
    " m.household, m.person = h.head DESC, m.relation = 2 DESC, m.relation = 0, m.relation, m.person"

#define OF_BUILDINGS(which)                                                                                            \
    LIVE("building b JOIN dwelling d ON d.building = b.id AND b." which " = ?1 JOIN membership m ON m.dwelling = "     \
         "d.id")

static const char *sql_of(enum yz_kind_id kind) {
    switch (kind) {
    case YZ_BUILDING: return OF_BUILDINGS("id");
    case YZ_GRID: return OF_BUILDINGS("grid");
    case YZ_COMPOUND: return OF_BUILDINGS("compound");
    case YZ_HOUSEHOLD:
        return LIVE("(SELECT * FROM membership WHERE household = ?1) m LEFT JOIN dwelling d ON d.id = m.dwelling"
                    " LEFT JOIN building b ON b.id = d.building");
    default: return NULL;
    }
}

/* Somebody may live here by two memberships: once is enough. */
static bool listed(const struct yz_bulk *b, size_t from, int64_t person) {
    for (size_t i = b->count; i > from; i--)
        if (b->lines[i - 1].person == person) return true;
    return false;
}

static enum yz_status add_all(struct yz_bulk *b, struct yz_query *q) {
    enum yz_status status = YZ_OK;
    size_t from = b->count;
    while (status == YZ_OK && yz_next(q)) {
        if (listed(b, from, yz_int(q, 0))) continue;
        status = yz_bulk_add(b, yz_int(q, 0), yz_int(q, 1));
        if (status != YZ_OK) break;
        struct yz_bulk_line *l = &b->lines[b->count - 1];
        l->dwelling = yz_int(q, 2);
        yz_copy(l->unit, sizeof l->unit, yz_text(q, 3));
        yz_copy(l->room, sizeof l->room, yz_text(q, 4));
    }
    enum yz_status finished = yz_done(q);
    return status == YZ_OK ? finished : status;
}

enum yz_status yz_bulk_add_place(struct yz_bulk *b, enum yz_kind_id kind, int64_t id) {
    const char *sql = sql_of(kind);
    size_t from = b->count;
    if (!sql) return yz_fail(YZ_USAGE, _("批量办理要说明是哪一栋楼、哪一户、哪个网格或小区"));
    struct yz_query *q = yz_sql(b->s->store, sql);
    if (!q) return yz_done(q);
    yz_bind(q, 1, id);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, YZ_ROLE_REGISTERED_ONLY);
    enum yz_status status = add_all(b, q);
    for (size_t i = from; status == YZ_OK && i < b->count; i++)
        yz_dwelling_short(b->s, b->lines[i].dwelling, b->lines[i].place, sizeof b->lines[i].place);
    return status;
}
