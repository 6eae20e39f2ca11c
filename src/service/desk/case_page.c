/* The queue: pages and counts of cases. Every view is one range of one index, paged by key, so that a page costs the same
 * in a small file and in a large one; INDEXED BY says so to the planner, which has no statistics. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

#define OPEN YZ_CASE_OPEN_SQL

#define LINE                                                                                                           \
    "SELECT c.id, c.number, c.service, c.state, c.received, c.due, c.due_assumed, c.evening, c.person, c.household,"   \
    " c.station, c.owner, c.missing, (SELECT short_name FROM service WHERE key = c.service),"                          \
    " (SELECT name FROM person WHERE id = c.person), (SELECT name FROM staff WHERE id = c.owner),"                     \
    " (SELECT dwelling FROM household WHERE id = c.household), (SELECT name_en FROM service WHERE key = c.service)"    \
    " FROM \"case\" c "

/* ?1 station, ?2 staff, ?3 from, ?4 to (moments), ?5 state, ?6 ?7 the line before, ?8 service, ?9 evening, ?10 overdue
 * before this moment, ?11 due before this moment, ?12 to whom call backs of others are closed (0: nobody) */
#define FILTERS                                                                                                        \
    " AND (?2 = 0 OR c.owner = ?2) AND (?5 = 0 OR c.state = ?5) AND (?8 = '' OR c.service = ?8)"                       \
    " AND (?9 = 0 OR c.evening = 1) AND (?10 = 0 OR (" OPEN " AND c.due > 0 AND c.due < ?10))"                         \
    " AND (?11 = 0 OR (" OPEN " AND c.due > 0 AND c.due < ?11))"                                                       \
    " AND (?12 = 0 OR c.service <> '" YZ_CALLBACK "' OR c.owner = ?12)"
#define BY_DUE      FILTERS " AND (c.due, c.id) > (?6, ?7) ORDER BY c.due, c.id"
#define BY_RECEIVED FILTERS " AND (c.received, c.id) > (?6, ?7) ORDER BY c.received, c.id"
#define NEWEST      FILTERS " AND (c.received, c.id) < (?6, ?7) ORDER BY c.received DESC, c.id DESC"
#define DUE         " c.due >= ?3 AND c.due < ?4 AND c.due > 0"
#define RECEIVED    " c.received >= ?3 AND c.received < ?4"

/* [view][of one station] */
static const char *const pages[YZ_VIEWS][2] = {
    [YZ_VIEW_ALL] = {LINE "INDEXED BY case_all WHERE ?1 = 0 AND" RECEIVED NEWEST,
                     LINE "INDEXED BY case_station WHERE c.station = ?1 AND" RECEIVED NEWEST},
    [YZ_VIEW_DUE_TODAY] = {LINE "INDEXED BY case_any_due WHERE ?1 = 0 AND " OPEN " AND" DUE BY_DUE,
                           LINE "INDEXED BY case_due WHERE c.station = ?1 AND " OPEN " AND" DUE BY_DUE},
    [YZ_VIEW_OVERDUE] = {LINE "INDEXED BY case_any_due WHERE ?1 = 0 AND " OPEN " AND" DUE BY_DUE,
                         LINE "INDEXED BY case_due WHERE c.station = ?1 AND " OPEN " AND" DUE BY_DUE},
    [YZ_VIEW_EVENING] = {LINE "INDEXED BY case_evening WHERE ?1 = 0 AND c.evening = 1 AND" RECEIVED BY_RECEIVED, LINE
                         "INDEXED BY case_evening WHERE c.station = ?1 AND c.evening = 1 AND" RECEIVED BY_RECEIVED},
    [YZ_VIEW_WAITING] = {LINE "INDEXED BY case_waiting WHERE ?1 = 0 AND c.state = 3 AND" RECEIVED BY_RECEIVED,
                         LINE "INDEXED BY case_waiting WHERE c.station = ?1 AND c.state = 3 AND" RECEIVED BY_RECEIVED},
    [YZ_VIEW_MINE] = {LINE "INDEXED BY case_owner WHERE ?1 = 0 AND c.owner = ?2 AND " OPEN BY_DUE,
                      LINE "INDEXED BY case_owner WHERE c.station = ?1 AND c.owner = ?2 AND " OPEN BY_DUE},
};

struct range {
    yz_moment from, to;
};

static struct range day_of(yz_date day) {
    return (struct range){yz_moment_make(day, 0), yz_moment_make(yz_date_add(day, 1), 0)};
}

/* The rest of the span after a line: the index is entered there, whatever bound the planner chooses. */
static struct range rest_of(struct range r, bool newest, yz_moment last) {
    if (newest && last < r.to) r.to = last + 1;
    if (!newest && last > r.from) r.from = last;
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

static void bind_page(struct yz_query *q, struct yz_session *s, const struct yz_case_filter *f,
                      const struct yz_case_line *after) {
    bool newest = f->view == YZ_VIEW_ALL;
    bool by_due = f->view == YZ_VIEW_DUE_TODAY || f->view == YZ_VIEW_OVERDUE || f->view == YZ_VIEW_MINE;
    yz_date day = f->day ? f->day : yz_today();
    struct range r = range_of(f, day);
    yz_moment last = after ? (by_due ? after->due : after->received) : newest ? INT64_MAX : -1;
    r = rest_of(r, newest, last);
    int64_t staff = f->staff || f->view != YZ_VIEW_MINE ? f->staff : yz_session_staff(s)->id;
    yz_bind(q, 1, f->station);
    yz_bind(q, 2, staff);
    yz_bind(q, 3, r.from);
    yz_bind(q, 4, r.to);
    yz_bind(q, 5, f->state);
    yz_bind(q, 6, last);
    yz_bind(q, 7, after ? after->id : newest ? INT64_MAX : -1);
    yz_bind_text(q, 8, f->service);
    yz_bind(q, 9, f->evening);
    yz_bind(q, 10, f->overdue ? yz_now() : 0);
    yz_bind(q, 12, yz_sees_restricted(s) ? 0 : yz_session_staff(s)->id);
    yz_bind(q, 11, f->due_within ? day_of(yz_date_add(day, f->due_within)).to : 0);
}

static int count_keys(const char *list) {
    int n = *list ? 1 : 0;
    for (; *list; list++) n += *list == ',';
    return n;
}

/* `*dwelling` is looked up after the page: no statement within another. */
static void read_line(struct yz_query *q, struct yz_case_line *l, int64_t *dwelling) {
    const char *en = strcmp(yz_language_name(), "en") == 0 ? yz_text(q, 17) : "";
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
    yz_copy(l->service_name, sizeof l->service_name, *en ? en : *yz_text(q, 13) ? yz_text(q, 13) : l->service);
    yz_mask_name(l->person_name, sizeof l->person_name, yz_text(q, 14));
    yz_copy(l->owner_name, sizeof l->owner_name, yz_text(q, 15));
    *dwelling = yz_int(q, 16);
    struct yz_case c = {.state = l->state, .due = l->due};
    l->overdue = yz_case_overdue(&c, yz_now());
}

enum yz_status yz_case_page(struct yz_session *s, const struct yz_case_filter *f, const struct yz_case_line *after,
                            struct yz_case_line *out, size_t max, size_t *count) {
    enum { PART = 64 };
    int64_t dwellings[PART];
    enum yz_status status = YZ_OK;
    *count = 0;
    if ((unsigned)f->view >= YZ_VIEWS) return yz_fail(YZ_USAGE, _("没有这个视图"));
    while (*count < max && status == YZ_OK) {
        struct yz_query *q = yz_sql(s->store, pages[f->view][f->station != 0]);
        size_t first = *count, n = 0;
        if (!q) return yz_done(q);
        bind_page(q, s, f, first ? &out[first - 1] : after);
        while (n < PART && *count < max && yz_next(q)) read_line(q, &out[(*count)++], &dwellings[n++]);
        status = yz_done(q);
        for (size_t i = 0; i < n; i++) {
            if (dwellings[i]) yz_dwelling_short(s, dwellings[i], out[first + i].address, sizeof out->address);
        }
        if (n < PART) break;
    }
    return status;
}

const char *yz_case_view_name(enum yz_case_view view) {
    switch (view) {
    case YZ_VIEW_DUE_TODAY: return _("今天到期");
    case YZ_VIEW_OVERDUE: return _("已超期");
    case YZ_VIEW_EVENING: return _("晚间");
    case YZ_VIEW_WAITING: return _("等补材料");
    case YZ_VIEW_MINE: return _("我的");
    default: return _("全部");
    }
}

/* ?1 station, ?2 now, ?3 and ?4 the day, ?5 staff, ?6 from when on a case is due today and not overdue */
enum { COUNTED = 6 }; /* due_today, overdue, evening, waiting, mine, open */
#define COUNT(index, where) "(SELECT count(*) FROM \"case\" INDEXED BY " index " WHERE " where ")"
/* clang-format off */
static const char *const counts[2] = {
    "SELECT " COUNT("case_any_due", OPEN " AND due >= ?6 AND due < ?4 AND due > 0")
    ", " COUNT("case_any_due", OPEN " AND due > 0 AND due < ?2")
    ", " COUNT("case_evening", "evening = 1 AND received >= ?3 AND received < ?4 AND ?1 = 0")
    ", " COUNT("case_waiting", "state = 3")
    ", " COUNT("case_owner", OPEN " AND owner = ?5")
    ", " COUNT("case_any_due", OPEN),
    "SELECT " COUNT("case_due", OPEN " AND station = ?1 AND due >= ?6 AND due < ?4 AND due > 0")
    ", " COUNT("case_due", OPEN " AND station = ?1 AND due > 0 AND due < ?2")
    ", " COUNT("case_evening", "evening = 1 AND received >= ?3 AND received < ?4 AND station = ?1")
    ", " COUNT("case_waiting", "state = 3 AND station = ?1")
    ", " COUNT("case_owner", OPEN " AND owner = ?5 AND station = ?1")
    ", " COUNT("case_due", OPEN " AND station = ?1"),
};
/* clang-format on */

/* Of those, the call backs that are closed to the reader: few, so they are counted apart and taken off, and the counts
 * above stay within their indexes. */
#define CLOSED(where) "coalesce(sum(" where "), 0)"
/* clang-format off */
static const char closed_counts[] =
    "SELECT " CLOSED(OPEN " AND due >= ?6 AND due < ?4 AND due > 0")
    ", " CLOSED(OPEN " AND due > 0 AND due < ?2")
    ", " CLOSED("evening = 1 AND received >= ?3 AND received < ?4")
    ", " CLOSED("state = 3") ", 0, " CLOSED(OPEN)
    " FROM \"case\" INDEXED BY case_callback WHERE service = '" YZ_CALLBACK "' AND owner <> ?5"
    " AND (?1 = 0 OR station = ?1)";
/* clang-format on */

static enum yz_status take_counts(struct yz_query *q, int64_t *out, int sign) {
    if (yz_next(q))
        for (int i = 0; i < COUNTED; i++) out[i] += sign * yz_int(q, i);
    return yz_done(q);
}

enum yz_status yz_case_count(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    struct range r = day_of(day ? day : yz_today());
    yz_moment now = yz_now();
    const int64_t values[] = {station, now, r.from, r.to, s->staff.id, now > r.from && now < r.to ? now : r.from};
    int64_t n[COUNTED] = {0};
    enum yz_status status = YZ_OK;
    for (int closed = 0; status == YZ_OK && closed <= !yz_sees_restricted(s); closed++) {
        struct yz_query *q = yz_sql(s->store, closed ? closed_counts : counts[station != 0]);
        for (int i = 0; i < 6; i++) yz_bind(q, i + 1, values[i]);
        status = take_counts(q, n, closed ? -1 : 1);
    }
    *out = (struct yz_case_counts){n[0], n[1], n[2], n[3], n[4], n[5]};
    return status;
}
