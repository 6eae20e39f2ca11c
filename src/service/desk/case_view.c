/* The views of the queue by name, and how many cases each has. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

static const struct {
    const char *key, *name;
} views[YZ_VIEWS] = {
    [YZ_VIEW_ALL] = {"all", N_("全部")},
    [YZ_VIEW_DUE_TODAY] = {"due-today", N_("今天到期")},
    [YZ_VIEW_OVERDUE] = {"overdue", N_("已超期")},
    [YZ_VIEW_EVENING] = {"evening", N_("晚间")},
    [YZ_VIEW_WAITING] = {"waiting", N_("等补材料")},
    [YZ_VIEW_MINE] = {"mine", N_("我的")},
    [YZ_VIEW_OFFERED] = {"offered", N_("待接转办")},
    [YZ_VIEW_OPEN] = {"open", N_("在办")},
};

const char *yz_case_view_name(enum yz_case_view view) {
    return (unsigned)view < YZ_VIEWS ? yz_tr(views[view].name) : "";
}

const char *yz_case_view_key(enum yz_case_view view) {
    return (unsigned)view < YZ_VIEWS ? views[view].key : "";
}

bool yz_case_view_from_key(const char *key, enum yz_case_view *view) {
    for (unsigned i = 0; i < YZ_VIEWS; i++) {
        if (strcmp(views[i].key, key) != 0 && strcmp(yz_tr(views[i].name), key) != 0) continue;
        *view = (enum yz_case_view)i;
        return true;
    }
    return false;
}

/* ?1 station, ?2 now, ?3 today as a moment, ?4 the day, ?5 today, ?6 staff. Only today's hours are counted by the index:
 * a deadline of an earlier day has passed whatever the hour. */
#define TALLY(what)   "(SELECT ifnull(sum(n), 0) FROM tally WHERE kind = 14 AND " what "),"
#define PASSED(index) "(SELECT count(*) FROM \"case\" INDEXED BY " index " WHERE " YZ_CASE_OPEN_SQL " AND "
#define PASSED_TODAY  "due >= ?3 AND due < ?2 AND due > 0),"
#define OFFERED       "(SELECT count(*) FROM \"case\" INDEXED BY case_offered_"
#define KEPT                                                                                                           \
    "SELECT " TALLY("sort = 2 AND a = ?1 AND b = ?4") TALLY("sort = 2 AND a = ?1 AND b < ?5")                          \
        TALLY("sort = 4 AND a = ?1 AND b = ?4") TALLY("sort = 1 AND a = ?1 AND b = 3")                                 \
            TALLY("sort = 1 AND a = ?1 AND (b BETWEEN 2 AND 8 OR b = 14)") TALLY("sort = 1 AND a = ?1")
_Static_assert(YZ_CASE == 14 && YZ_TALLY_STATE == 1 && YZ_TALLY_DUE == 2 && YZ_TALLY_OWNER == 3 &&
                   YZ_TALLY_EVENING == 4,
               "as the queries say");

static const char *const counts[2] = {
    KEPT TALLY("sort = 3 AND a = ?6") PASSED("case_any_due") PASSED_TODAY OFFERED "any WHERE offered_to <> 0)",
    KEPT TALLY("sort = 3 AND a = ?6 AND b = ?1") PASSED("case_due") "station = ?1 AND " PASSED_TODAY OFFERED
                                                                    "to WHERE offered_to <> 0 AND offered_to = ?1)",
};

/* Of those, the call backs that are closed to ?1; ?2 station, ?3 now, ?4 and ?5 what is due in the day. They are few. */
#define CLOSED(where) "ifnull(sum(" where "), 0),"
static const char closed_counts[] = "SELECT " CLOSED(YZ_CASE_OPEN_SQL " AND due >= ?4 AND due < ?5")
    CLOSED(YZ_CASE_OPEN_SQL " AND due > 0 AND due < ?3") CLOSED("state = 3")
        CLOSED(YZ_CASE_OPEN_SQL) "count(*) FROM \"case\" INDEXED BY case_callback"
                                 " WHERE service = '" YZ_CALLBACK "' AND owner <> ?1 AND (?2 = 0 OR station = ?2)";

/* The same of whoever sees the own grids only: what is kept counts everything, so these are counted one by one. ?6: the
 * day's beginning. */
static const char narrow_counts[] = "SELECT " CLOSED(YZ_CASE_OPEN_SQL " AND due >= ?4 AND due < ?5")
    CLOSED(YZ_CASE_OPEN_SQL " AND due > 0 AND due < ?3") CLOSED("state = 3")
        CLOSED(YZ_CASE_OPEN_SQL) "count(*)," CLOSED("evening AND received >= ?6 AND received < ?5")
            CLOSED(YZ_CASE_OPEN_SQL " AND owner = ?1") OFFERED
    "any WHERE offered_to <> 0 AND (?2 = 0 OR offered_to = ?2)) FROM \"case\" WHERE ?2 = 0 OR station = ?2";

static void bind_day(struct yz_query *q, const struct yz_session *s, int64_t station, yz_date day) {
    yz_moment now = yz_now(), from = yz_moment_make(day, 0);
    yz_bind(q, 1, s->staff.id);
    yz_bind(q, 2, station);
    yz_bind(q, 3, now);
    yz_bind(q, 4, day == yz_today() && now > from ? now : from);
    yz_bind(q, 5, yz_moment_make(yz_date_add(day, 1), 0));
}

static enum yz_status count_narrow(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    int64_t *const to[] = {&out->due_today, &out->overdue, &out->waiting, &out->open,
                           &out->all,       &out->evening, &out->mine,    &out->offered};
    struct yz_query *q = yz_sql(s->store, narrow_counts);
    bind_day(q, s, station, day);
    yz_bind(q, 6, yz_moment_make(day, 0));
    if (yz_next(q))
        for (int i = 0; i < 8; i++) *to[i] = yz_int(q, i);
    return yz_done(q);
}

static enum yz_status take_closed_off(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    if (yz_sees_restricted(s)) return YZ_OK;
    struct yz_query *q = yz_sql(s->store, closed_counts);
    bind_day(q, s, station, day);
    int64_t *const counts_off[] = {&out->due_today, &out->overdue, &out->waiting, &out->open, &out->all};
    if (yz_next(q))
        for (int i = 0; i < 5; i++) *counts_off[i] -= yz_int(q, i);
    return yz_done(q);
}

static enum yz_status count_kept(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    yz_date today = yz_today();
    struct yz_query *q = yz_sql(s->store, counts[station != 0]);
    yz_bind(q, 1, station);
    yz_bind(q, 2, yz_now());
    yz_bind(q, 3, yz_moment_make(today, 0));
    yz_bind(q, 4, day);
    yz_bind(q, 5, today);
    yz_bind(q, 6, yz_session_staff(s)->id);
    if (yz_next(q)) {
        int64_t passed = yz_int(q, 7);
        *out = (struct yz_case_counts){.due_today = yz_int(q, 0) - (day == today ? passed : 0),
                                       .overdue = yz_int(q, 1) + passed,
                                       .evening = yz_int(q, 2),
                                       .waiting = yz_int(q, 3),
                                       .open = yz_int(q, 4),
                                       .all = yz_int(q, 5),
                                       .mine = yz_int(q, 6),
                                       .offered = yz_int(q, 8)};
    }
    return yz_done(q);
}

enum yz_status yz_case_count(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    if (!day) day = yz_today();
    *out = (struct yz_case_counts){0};
    enum yz_status status = s->narrow ? count_narrow(s, station, day, out) : count_kept(s, station, day, out);
    return status == YZ_OK ? take_closed_off(s, station, day, out) : status;
}
