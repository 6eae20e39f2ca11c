/* The walk list: the doors of a building as one walks past them, and which are due; and the buildings to walk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

/* "2" before "10", as in a building's list of households. ?2: the day; ?3: the outcomes that count. */
#define ORDER   "length(d.unit),d.unit,d.floor,length(d.room),d.room,ifnull(h.id,0)"
#define LIVES   "h.dwelling=d.id AND (h.until=0 OR h.until>=?2)"
#define COUNTED "(SELECT v.at FROM visit v WHERE v.household=h.id AND (?3>>v.outcome)&1 ORDER BY v.at DESC LIMIT 1)"
/* The newest visit as one number: its time and, in the last digit, its outcome. Of an empty dwelling, that of the door. */
#define NEWEST(where) "(SELECT v.at*10+v.outcome FROM visit v WHERE " where " ORDER BY v.at DESC LIMIT 1)"

static const char doors_sql[] =
    "SELECT d.id,ifnull(h.id,0),d.unit,d.room,d.floor,ifnull((SELECT name FROM person WHERE id=h.head),''),"
    "ifnull(CASE WHEN h.id IS NULL THEN " NEWEST("v.dwelling=d.id") " ELSE " NEWEST(
        "v.household=h.id") " END,0),"
                            "(SELECT count(*) FROM need n WHERE n.household=h.id AND n.household<>0 AND n.state<5 AND "
                            "NOT n.secret),"
                            "(SELECT count(*) FROM \"case\" WHERE household=h.id AND " YZ_CASE_OPEN_SQL
                            " AND NOT secret AND service<>'" YZ_CALLBACK "'),"
                            "ifnull(" COUNTED ",0),ifnull(h.since,0) FROM dwelling d LEFT JOIN household h ON " LIVES
                            " WHERE d.building=?1 ORDER BY " ORDER;

static void read_door(struct yz_query *q, struct yz_door *d, yz_moment *counted, yz_date *since) {
    *d = (struct yz_door){.dwelling = yz_int(q, 0), .household = yz_int(q, 1), .floor = yz_int(q, 4)};
    d->id = d->household ? d->household : -d->dwelling;
    yz_copy(d->unit, sizeof d->unit, yz_text(q, 2));
    yz_copy(d->room, sizeof d->room, yz_text(q, 3));
    yz_copy(d->head, sizeof d->head, yz_text(q, 5));
    d->last = yz_int(q, 6) / 10;
    d->outcome = (int32_t)(yz_int(q, 6) % 10);
    d->needs = yz_int(q, 7);
    d->cases = yz_int(q, 8);
    *counted = yz_int(q, 9);
    *since = (yz_date)yz_int(q, 10);
}

/* Whom nobody has met since they moved in: at once. An interval of 0: never. */
static yz_date due_of(int64_t interval, yz_moment counted, yz_date since) {
    if (interval <= 0) return 0;
    return counted ? yz_date_add(yz_moment_date(counted), (int)interval) : since ? since : 19000101;
}

struct door_days { /* of a door, until its people are known */
    yz_moment counted;
    yz_date since;
    int64_t interval; /* the shortest of theirs */
};

static enum yz_status read_doors(struct yz_session *s, int64_t building, struct yz_door **out, struct door_days **days,
                                 size_t *count) {
    size_t room = 0;
    struct yz_query *q = yz_sql(s->store, doors_sql);
    yz_bind(q, 1, building);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, yz_visit_counts());
    while (yz_next(q)) {
        if (*count == room) {
            room = room ? 2 * room : 64;
            struct yz_door *more = realloc(*out, room * sizeof *more);
            if (more) *out = more;
            struct door_days *longer = realloc(*days, room * sizeof *longer);
            if (longer) *days = longer;
            if (!more || !longer) return yz_done(q), yz_fail(YZ_BUSY, _("内存不足"));
        }
        (*days)[*count].interval = 0;
        read_door(q, &(*out)[*count], &(*days)[*count].counted, &(*days)[*count].since);
        ++*count;
    }
    return yz_done(q);
}

/* Doors and groups of a building, both by dwelling or nearly so. */
static void take_groups(const struct yz_door_groups *g, struct yz_door *doors, struct door_days *days, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (doors[i].household != g->household || doors[i].dwelling != g->dwelling) continue;
        doors[i].members = g->people;
        doors[i].groups = g->set;
        days[i].interval = g->interval;
    }
}

static enum yz_status read_groups(struct yz_session *s, int64_t building, struct yz_door *doors, struct door_days *days,
                                  size_t count) {
    size_t room = count + 8, found = 0;
    struct yz_door_groups *all = NULL;
    enum yz_status status = YZ_OK;
    do {
        free(all);
        room = found > room ? found : room;
        all = calloc(room, sizeof *all);
        if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
        status = yz_groups_of_building(s, building, 0, all, room, &found);
    } while (status == YZ_OK && found > room);
    for (size_t i = 0; status == YZ_OK && i < found; i++) take_groups(&all[i], doors, days, count);
    free(all);
    return status;
}

static void judge(struct yz_door *d, const struct door_days *days) {
    bool moved = d->outcome == YZ_VISIT_MOVED || d->outcome == YZ_VISIT_NEW_TENANT;
    int64_t usual = yz_group_interval(0), interval = days->interval ? days->interval : usual;
    if (!d->household) return;
    d->key = interval && (!usual || interval < usual);
    d->due = due_of(interval, days->counted, days->since);
    d->due_now = d->due && d->due <= yz_today();
    d->outdated = moved && days->since < yz_moment_date(d->last);
}

enum yz_status yz_walk_list(struct yz_session *s, int64_t building, struct yz_door **out, size_t *count) {
    struct door_days *days = NULL;
    *out = NULL;
    *count = 0;
    if (!yz_visit_counts()) return YZ_REFUSED;
    yz_snapshot_begin(s->store);
    enum yz_status status = read_doors(s, building, out, &days, count);
    if (status == YZ_OK) status = read_groups(s, building, *out, days, *count);
    yz_snapshot_end(s->store);
    for (size_t i = 0; i < *count; i++) judge(&(*out)[i], &days[i]);
    free(days);
    if (status == YZ_OK) return YZ_OK;
    free(*out);
    *out = NULL;
    *count = 0;
    return status;
}

yz_date yz_household_visit_due(struct yz_session *s, int64_t household, yz_date day, int64_t interval) {
    yz_group_set set;
    yz_date due = 0;
    if (!interval && yz_household_group_set(s, household, day, &set, &interval) != YZ_OK) return 0;
    struct yz_query *q = yz_sql(s->store, "SELECT ifnull((SELECT v.at FROM visit v WHERE v.household=h.id AND "
                                          "v.at<?4 AND (?3>>v.outcome)&1 ORDER BY v.at DESC LIMIT 1),0),h.since FROM "
                                          "household h WHERE h.id=?1 AND h.since<=?2 AND (h.until=0 OR h.until>=?2)");
    yz_bind(q, 1, household);
    yz_bind(q, 2, day);
    yz_bind(q, 3, yz_visit_counts());
    yz_bind(q, 4, yz_moment_make(yz_date_add(day, 1), 0));
    if (yz_next(q)) due = due_of(interval, yz_int(q, 0), (yz_date)yz_int(q, 1));
    yz_done(q);
    return due;
}

int64_t yz_household_building(struct yz_session *s, int64_t household) {
    return yz_sql_int(s->store, "SELECT d.building FROM household h JOIN dwelling d ON d.id=h.dwelling WHERE h.id=?1",
                      household, 0);
}

/* --- buildings --- */

enum yz_status yz_walk_buildings(struct yz_session *s, int64_t grid, struct yz_walk_building *out, size_t max,
                                 size_t *count) {
    *count = 0;
    struct yz_query *q =
        yz_sql(s->store, "SELECT b.id,ifnull((SELECT max(at) FROM visit WHERE building=b.id),0) FROM building b"
                         " WHERE ?1=0 OR b.grid=?1 ORDER BY b.compound,length(b.number),b.number,b.id LIMIT ?2");
    yz_bind(q, 1, grid);
    yz_bind(q, 2, (int64_t)max);
    for (; *count < max && yz_next(q); ++*count)
        out[*count] = (struct yz_walk_building){.id = yz_int(q, 0), .last = yz_int(q, 1), .households = -1, .due = -1};
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < *count; i++) yz_building_address(s, out[i].id, out[i].address, sizeof out[i].address);
    return status;
}

enum yz_status yz_walk_count(struct yz_session *s, struct yz_walk_building *b) {
    struct yz_door *all;
    size_t count;
    enum yz_status status = yz_walk_list(s, b->id, &all, &count);
    if (status != YZ_OK) return status;
    b->households = b->due = 0;
    for (size_t i = 0; i < count; i++) {
        b->households += all[i].household != 0;
        b->due += all[i].due_now;
    }
    free(all);
    return YZ_OK;
}

static int most_due(const void *a, const void *b) {
    const struct yz_walk_building *x = a, *y = b;
    if (x->due != y->due) return x->due > y->due ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

void yz_walk_sort(struct yz_walk_building *all, size_t count) {
    if (count) qsort(all, count, sizeof *all, most_due);
}

/* --- what is known of a door --- */

static struct yz_door_line *next_line(struct yz_door_line *out, size_t max, size_t *count, enum yz_door_line_kind kind,
                                      int64_t id) {
    if (*count == max) return NULL;
    out[*count] = (struct yz_door_line){.kind = kind, .id = id};
    return &out[(*count)++];
}

static enum yz_status visit_lines(struct yz_session *s, const struct yz_door *d, struct yz_door_line *out, size_t max,
                                  size_t *count) {
    struct yz_query *q =
        d->household ? yz_select(s->store, &yz_visit_kind, "WHERE household=?1 ORDER BY at DESC,id DESC LIMIT 2")
                     : yz_select(s->store, &yz_visit_kind, "WHERE dwelling=?1 ORDER BY at DESC,id DESC LIMIT 2");
    struct yz_visit all[2];
    size_t n = 0;
    yz_bind(q, 1, d->household ? d->household : d->dwelling);
    while (n < 2 && yz_next(q)) yz_row(q, &yz_visit_kind, &all[n++]);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < n; i++) {
        char when[YZ_DATE_TEXT], who[96], wrong[192];
        struct yz_door_line *l = next_line(out, max, count, YZ_DOOR_VISIT, all[i].id);
        if (!l) break;
        yz_visit_checks_text(s, &all[i], wrong, sizeof wrong);
        snprintf(l->text, sizeof l->text, "%s %s %s%s%s%s%s", yz_date_text(yz_moment_date(all[i].at), when),
                 yz_record_title(s, YZ_STAFF, all[i].staff, false, who, sizeof who),
                 yz_code_label("visit_outcome", all[i].outcome), *all[i].note ? " " : "", all[i].note,
                 *wrong ? " ! " : "", wrong);
    }
    return status;
}

static enum yz_status need_lines(struct yz_session *s, const struct yz_door *d, struct yz_door_line *out, size_t max,
                                 size_t *count) {
    char when[YZ_DATE_TEXT];
    struct yz_query *q = yz_sql(s->store, "SELECT id,at,field,text FROM need WHERE household=?1 AND household<>0 AND "
                                          "state<5 AND NOT secret ORDER BY at DESC,id DESC LIMIT 2");
    yz_bind(q, 1, d->household);
    while (yz_next(q)) {
        struct yz_door_line *l = next_line(out, max, count, YZ_DOOR_NEED, yz_int(q, 0));
        if (l)
            snprintf(l->text, sizeof l->text, "%s %s %s", yz_date_text(yz_moment_date(yz_int(q, 1)), when),
                     yz_code_label("need_field", (int32_t)yz_int(q, 2)), yz_text(q, 3));
    }
    return yz_done(q);
}

static enum yz_status case_lines(struct yz_session *s, const struct yz_door *d, struct yz_door_line *out, size_t max,
                                 size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT id,number,state,service FROM \"case\" WHERE household=?1 AND "
                                          "household<>0 AND " YZ_CASE_OPEN_SQL " AND NOT secret AND "
                                          "service<>'" YZ_CALLBACK "' ORDER BY id DESC LIMIT 2");
    yz_bind(q, 1, d->household);
    while (yz_next(q)) {
        struct yz_door_line *l = next_line(out, max, count, YZ_DOOR_CASE, yz_int(q, 0));
        if (l)
            snprintf(l->text, sizeof l->text, "%s %s %s", yz_text(q, 1), yz_known_service(s, yz_text(q, 3)),
                     yz_code_label("case_state", (int32_t)yz_int(q, 2)));
    }
    return yz_done(q);
}

enum yz_status yz_door_lines(struct yz_session *s, const struct yz_door *d, struct yz_door_line *out, size_t max,
                             size_t *count) {
    *count = 0;
    enum yz_status status = visit_lines(s, d, out, max, count);
    if (status == YZ_OK && d->needs) status = need_lines(s, d, out, max, count);
    if (status == YZ_OK && d->cases) status = case_lines(s, d, out, max, count);
    for (size_t i = 0; i < *count; i++) yz_text_line(out[i].text, sizeof out[i].text, out[i].text);
    return status;
}
