/* The queue: pages of cases. Every view is one range of one index, paged by key in both directions, so that a page costs
 * the same in a small file and in a large one; INDEXED BY says so to the planner, which has no statistics. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/registry/address.h"
#include "service/restricted.h"
#include "service/session.h"

#define OPEN YZ_CASE_OPEN_SQL

/* Joined and not asked for line by line: a subquery opens its table anew for every line. */
#define LINE(index)                                                                                                    \
    "SELECT c.id, c.number, c.service, c.state, c.received, c.due, c.due_assumed, c.evening, c.person, c.household,"   \
    " c.station, c.owner, c.missing, c.secret, c.party, c.place, c.building, p.name, d.building, d.unit, d.room"       \
    " FROM \"case\" c INDEXED BY " index " LEFT JOIN person p ON p.id = c.person"                                      \
    " LEFT JOIN household h ON h.id = c.household LEFT JOIN dwelling d ON d.id = h.dwelling"

/* ?1 station, ?2 staff, ?3 from, ?4 to (moments), ?5 state, ?6 ?7 the line before, ?8 service, ?9 evening, ?10 overdue
 * before this moment, ?11 due before this moment, ?12 to whom call backs of others are closed (0: nobody) */
#define FILTERS                                                                                                        \
    " AND (?2 = 0 OR c.owner = ?2) AND (?5 = 0 OR c.state = ?5) AND (?8 = '' OR c.service = ?8)"                       \
    " AND (?9 = 0 OR c.evening = 1) AND (?10 = 0 OR (" OPEN " AND c.due > 0 AND c.due < ?10))"                         \
    " AND (?11 = 0 OR (" OPEN " AND c.due > 0 AND c.due < ?11))"                                                       \
    " AND (?12 = 0 OR c.service <> '" YZ_CALLBACK "' OR c.owner = ?12)"
#define UP(key)   FILTERS " AND (" key ", c.id) > (?6, ?7) ORDER BY " key ", c.id"
#define DOWN(key) FILTERS " AND (" key ", c.id) < (?6, ?7) ORDER BY " key " DESC, c.id DESC"
#define SPAN(key) " AND " key " >= ?3 AND " key " < ?4"
#define DUE       SPAN("c.due") " AND c.due > 0"
#define RECEIVED  SPAN("c.received")
#define ANY       " WHERE ?1 = 0 AND "
#define ONE       " WHERE c.station = ?1 AND "
#define BOTH(start, key)                                                                                               \
    { start UP(key), start DOWN(key) }
/* Pages of a view by an index over all stations, and by one over each. */
#define VIEW(any, one, where, span, key)                                                                               \
    { BOTH(LINE(any) ANY where span, key), BOTH(LINE(one) ONE where span, key) }

/* [view][of one station][downwards] */
static const char *const pages[YZ_VIEWS][2][2] = {
    [YZ_VIEW_ALL] = VIEW("case_all", "case_station", "1", RECEIVED, "c.received"),
    [YZ_VIEW_DUE_TODAY] = VIEW("case_any_due", "case_due", OPEN, DUE, "c.due"),
    [YZ_VIEW_OVERDUE] = VIEW("case_any_due", "case_due", OPEN, DUE, "c.due"),
    [YZ_VIEW_EVENING] = VIEW("case_evening", "case_evening_at", "c.evening = 1", RECEIVED, "c.received"),
    [YZ_VIEW_WAITING] = VIEW("case_waiting", "case_waiting_at", "c.state = 3", RECEIVED, "c.received"),
    [YZ_VIEW_MINE] = VIEW("case_owner", "case_owner_at", "c.owner = ?2 AND " OPEN, SPAN("c.due"), "c.due"),
    [YZ_VIEW_OPEN] = VIEW("case_any_due", "case_due", OPEN, SPAN("c.due"), "c.due"),
    [YZ_VIEW_OFFERED] = {BOTH(LINE("case_offered_any") ANY "c.offered_to <> 0" RECEIVED, "c.received"),
                         BOTH(LINE("case_offered_to") " WHERE c.offered_to = ?1 AND c.offered_to <> 0" RECEIVED,
                              "c.received")},
};

struct range {
    yz_moment from, to;
};

static struct range day_of(yz_date day) {
    return (struct range){yz_moment_make(day, 0), yz_moment_make(yz_date_add(day, 1), 0)};
}

/* The rest of the span after a line: the index is entered there, whatever bound the planner chooses. */
static struct range rest_of(struct range r, bool down, yz_moment last) {
    if (down && last < r.to) r.to = last + 1;
    if (!down && last > r.from) r.from = last;
    return r;
}

/* The span of due or received that a view looks at. */
static struct range range_of(const struct yz_case_filter *f, yz_date day) {
    struct range all = {0, INT64_MAX}, r = day_of(day);
    yz_moment now = yz_now();
    switch (f->view) {
    case YZ_VIEW_ALL: return f->received_on ? day_of(f->received_on) : all;
    case YZ_VIEW_DUE_TODAY:
        if (now > r.from && now < r.to) r.from = now;
        return r;
    case YZ_VIEW_OVERDUE: return (struct range){1, now};
    case YZ_VIEW_EVENING: return r;
    default: return all;
    }
}

static bool by_due(enum yz_case_view view) {
    return view == YZ_VIEW_DUE_TODAY || view == YZ_VIEW_OVERDUE || view == YZ_VIEW_MINE || view == YZ_VIEW_OPEN;
}

/* The newest come first where all are shown, else the oldest; backwards it is the other way round. */
static bool downwards(const struct yz_case_filter *f) {
    return (f->view == YZ_VIEW_ALL) != f->backward;
}

static void bind_page(struct yz_query *q, struct yz_session *s, const struct yz_case_filter *f,
                      const struct yz_case_line *after) {
    bool down = downwards(f);
    yz_date day = f->day ? f->day : yz_today();
    yz_moment last = after ? (by_due(f->view) ? after->due : after->received) : down ? INT64_MAX : -1;
    struct range r = rest_of(range_of(f, day), down, last);
    int64_t staff = f->staff || f->view != YZ_VIEW_MINE ? f->staff : yz_session_staff(s)->id;
    yz_bind(q, 1, f->station);
    yz_bind(q, 2, staff);
    yz_bind(q, 3, r.from);
    yz_bind(q, 4, r.to);
    yz_bind(q, 5, f->state);
    yz_bind(q, 6, last);
    yz_bind(q, 7, after ? after->id : down ? INT64_MAX : -1);
    yz_bind_text(q, 8, f->service);
    yz_bind(q, 9, f->evening);
    yz_bind(q, 12, yz_sees_restricted(s) ? 0 : yz_session_staff(s)->id);
    yz_bind(q, 10, f->overdue ? yz_now() : 0);
    yz_bind(q, 11, f->due_within ? day_of(yz_date_add(day, f->due_within)).to : 0);
}

static int count_keys(const char *list) {
    int n = *list ? 1 : 0;
    for (; *list; list++) n += *list == ',';
    return n;
}

struct places {             /* put into words after the page: no statement within another */
    int64_t home, building; /* the buildings of the household, and of the case */
    char unit[16], room[16];
};

static void read_line(struct yz_session *s, struct yz_query *q, yz_moment now, struct yz_case_line *l,
                      struct places *p) {
    *l = (struct yz_case_line){.id = yz_int(q, 0),
                               .state = (int32_t)yz_int(q, 3),
                               .received = yz_int(q, 4),
                               .due = yz_int(q, 5),
                               .due_assumed = yz_int(q, 6) != 0,
                               .evening = yz_int(q, 7) != 0,
                               .person = yz_int(q, 8),
                               .household = yz_int(q, 9),
                               .station = yz_int(q, 10),
                               .owner = yz_int(q, 11),
                               .missing = count_keys(yz_text(q, 12))};
    yz_copy(l->number, sizeof l->number, yz_text(q, 1));
    yz_copy(l->service, sizeof l->service, yz_text(q, 2));
    struct yz_case c = {.state = l->state, .due = l->due, .secret = yz_int(q, 13) != 0};
    c.owner = l->owner;
    c.station = l->station;
    l->overdue = yz_case_overdue(&c, now);
    l->secret = yz_case_hidden(s, &c);
    *p = (struct places){0};
    if (l->secret) {
        yz_copy(l->person_name, sizeof l->person_name, _("保密"));
        l->person = l->household = 0;
        l->missing = 0;
        return;
    }
    yz_mask_name(l->person_name, sizeof l->person_name, yz_text(q, l->person ? 17 : 14));
    yz_copy(l->address, sizeof l->address, yz_text(q, 15));
    *p = (struct places){.home = yz_int(q, 18), .building = yz_int(q, 16)};
    yz_copy(p->unit, sizeof p->unit, yz_text(q, 19));
    yz_copy(p->room, sizeof p->room, yz_text(q, 20));
}

static void look_up(struct yz_session *s, struct yz_case_line *l, const struct places *p) {
    char building[sizeof l->address], place[sizeof l->address];
    yz_copy(l->service_name, sizeof l->service_name, yz_known_service(s, l->service));
    yz_copy(l->owner_name, sizeof l->owner_name, yz_known_name(s, &yz_staff_kind, l->owner));
    yz_copy(l->station_name, sizeof l->station_name, yz_known_name(s, &yz_station_kind, l->station));
    if (p->home) {
        yz_door_short(s, p->home, p->unit, p->room, l->address, sizeof l->address);
    } else if (p->building) {
        yz_copy(place, sizeof place, l->address);
        yz_building_address(s, p->building, building, sizeof building);
        size_t n = strlen(building);
        yz_copy(l->address, sizeof l->address, building);
        if (*place && n + 1 < sizeof l->address) l->address[n++] = ' ';
        yz_copy(l->address + n, sizeof l->address - n, place);
    }
}

enum yz_status yz_case_page(struct yz_session *s, const struct yz_case_filter *f, const struct yz_case_line *after,
                            struct yz_case_line *out, size_t max, size_t *count) {
    enum { PART = 64 };
    struct places places[PART];
    enum yz_status status = YZ_OK;
    yz_moment now = yz_now();
    *count = 0;
    if ((unsigned)f->view >= YZ_VIEWS) return yz_fail(YZ_USAGE, _("没有这个视图"));
    yz_snapshot_begin(s->store);
    while (*count < max && status == YZ_OK) {
        struct yz_query *q = yz_sql(s->store, pages[f->view][f->station != 0][downwards(f)]);
        size_t first = *count, n = 0;
        bind_page(q, s, f, first ? &out[first - 1] : after);
        for (; n < PART && *count < max && yz_next(q); n++) read_line(s, q, now, &out[(*count)++], &places[n]);
        status = yz_done(q);
        for (size_t i = 0; i < n; i++) look_up(s, &out[first + i], &places[i]);
        if (n < PART) break;
    }
    yz_snapshot_end(s->store);
    return status;
}
