/* The walk list: the doors of a building as one walks past them, and which are due; and the buildings with due doors. */
#include <yizhan/visits.h>

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/session.h"

/* "2" before "10", as in a building's list of households. */
#define ORDER   "length(d.unit),d.unit,d.floor,length(d.room),d.room,ifnull(h.id,0)"
#define LIVES   "h.dwelling=d.id AND (h.until=0 OR h.until>=?2)"
#define MEMBERS "membership m WHERE m.household=h.id AND m.since<=?2 AND (m.until=0 OR m.until>=?2)"
#define COUNTED "(SELECT v.at FROM visit v WHERE v.household=h.id AND (?3>>v.outcome)&1 ORDER BY v.at DESC LIMIT 1)"
/* The newest visit as one number: its time and, in the last digit, its outcome. Of an empty dwelling, that of the door. */
#define NEWEST(where) "(SELECT v.at*10+v.outcome FROM visit v WHERE " where " ORDER BY v.at DESC LIMIT 1)"

static const char doors[] =
    "SELECT d.id,ifnull(h.id,0),d.unit,d.room,d.floor,ifnull((SELECT name FROM person WHERE id=h.head),''),"
    "(SELECT count(*) FROM " MEMBERS "),"
    "(SELECT group_concat(DISTINCT nullif(p.tags,'')) FROM person p WHERE p.id IN (SELECT m.person FROM " MEMBERS ")),"
    "ifnull(CASE WHEN h.id IS NULL THEN " NEWEST("v.dwelling=d.id") " ELSE " NEWEST(
        "v.household=h.id") " END,0),"
                            "(SELECT count(*) FROM need n WHERE n.household=h.id AND n.household<>0 AND n.state<5 AND "
                            "NOT n.secret),"
                            "(SELECT count(*) FROM \"case\" WHERE household=h.id AND " YZ_CASE_OPEN_SQL
                            " AND NOT secret),"
                            "ifnull(" COUNTED ",0),ifnull(h.since,0) FROM dwelling d LEFT JOIN household h ON " LIVES
                            " WHERE d.building=?1 AND (" ORDER ")>(?4,?5,?6,?7,?8,?9) ORDER BY " ORDER " LIMIT ?10";

static void read_door(struct yz_query *q, const struct yz_visit_rule *rule, struct yz_door *d) {
    yz_moment counted = yz_int(q, 11);
    yz_date since = (yz_date)yz_int(q, 12);
    *d = (struct yz_door){.dwelling = yz_int(q, 0), .household = yz_int(q, 1), .floor = yz_int(q, 4)};
    d->id = d->household ? d->household : -d->dwelling;
    yz_copy(d->unit, sizeof d->unit, yz_text(q, 2));
    yz_copy(d->room, sizeof d->room, yz_text(q, 3));
    yz_copy(d->head, sizeof d->head, yz_text(q, 5));
    d->members = yz_int(q, 6);
    yz_copy(d->words, sizeof d->words, yz_text(q, 7));
    d->last = yz_int(q, 8) / 10;
    d->outcome = (int32_t)(yz_int(q, 8) % 10);
    d->needs = yz_int(q, 9);
    d->cases = yz_int(q, 10);
    if (!d->household) return;
    /* Whom nobody has met since they moved in: at once. */
    d->due = counted ? yz_date_add(yz_moment_date(counted), (int)rule->days) : since ? since : yz_today();
    d->due_now = d->due <= yz_today();
}

enum yz_status yz_walk_list(struct yz_session *s, int64_t building, const struct yz_door *after, struct yz_door *out,
                            size_t max, size_t *count) {
    static const struct yz_door none;
    const struct yz_door *a = after ? after : &none;
    const struct yz_visit_rule *rule = yz_visit_rule();
    *count = 0;
    if (!rule) return YZ_REFUSED;
    struct yz_query *q = yz_sql(s->store, doors);
    yz_bind(q, 1, building);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, rule->counts);
    yz_bind(q, 4, after ? (int64_t)yz_utf8_count(a->unit) : -1);
    yz_bind_text(q, 5, a->unit);
    yz_bind(q, 6, a->floor);
    yz_bind(q, 7, (int64_t)yz_utf8_count(a->room));
    yz_bind_text(q, 8, a->room);
    yz_bind(q, 9, a->household);
    yz_bind(q, 10, (int64_t)max);
    while (*count < max && yz_next(q)) read_door(q, rule, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_walk_buildings(struct yz_session *s, int64_t grid, struct yz_walk_building *out, size_t max,
                                 size_t *count) {
    const struct yz_visit_rule *rule = yz_visit_rule();
    *count = 0;
    if (!rule) return YZ_REFUSED;
    struct yz_query *q =
        yz_sql(s->store, "SELECT b.id,count(h.id),sum(h.id IS NOT NULL AND ifnull(" COUNTED ",0)<?4) AS due,"
                         "ifnull((SELECT max(at) FROM visit WHERE building=b.id),0) FROM building b"
                         " LEFT JOIN dwelling d ON d.building=b.id LEFT JOIN household h ON " LIVES
                         " WHERE ?1=0 OR b.grid=?1 GROUP BY b.id ORDER BY due DESC,b.id LIMIT ?5");
    yz_bind(q, 1, grid);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, rule->counts);
    yz_bind(q, 4, yz_moment_make(yz_date_add(yz_today(), 1 - (int)rule->days), 0));
    yz_bind(q, 5, (int64_t)max);
    for (; *count < max && yz_next(q); ++*count) {
        out[*count] = (struct yz_walk_building){
            .id = yz_int(q, 0), .households = yz_int(q, 1), .due = yz_int(q, 2), .last = yz_int(q, 3)};
    }
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < *count; i++) yz_building_address(s, out[i].id, out[i].address, sizeof out[i].address);
    return status;
}
