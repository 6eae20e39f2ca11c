/* The views of the queue by name, and how many cases each has. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
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
#define TALLY(sort, a, where)                                                                                          \
    "(SELECT ifnull(sum(n), 0) FROM tally WHERE kind = " CASE " AND sort = " sort " AND a = " a where ")"
#define PASSED(index, where)                                                                                           \
    "(SELECT count(*) FROM \"case\" INDEXED BY " index " WHERE " YZ_CASE_OPEN_SQL where                                \
    " AND due >= ?3 AND due < ?2 AND due > 0)"
#define CASE    "14"
#define STATE   "1"
#define DUE     "2"
#define OWNER   "3"
#define EVENING "4"
_Static_assert(YZ_CASE == 14 && YZ_TALLY_STATE == 1 && YZ_TALLY_DUE == 2 && YZ_TALLY_OWNER == 3 &&
                   YZ_TALLY_EVENING == 4,
               "as the queries say");

#define COUNTS(passed, offered, mine)                                                                                  \
    "SELECT " TALLY(DUE, "?1", " AND b = ?4") ", " TALLY(                                                              \
        DUE, "?1",                                                                                                     \
        " AND b < ?5") ", " passed                                                                                     \
                       ", " TALLY(EVENING, "?1", " AND b = ?4") ", " TALLY(STATE, "?1", " AND b = 3") ", " TALLY(      \
                           OWNER, "?6",                                                                                \
                           mine) ", " TALLY(STATE, "?1",                                                               \
                                            " AND b IN (2,3,4,5,6,7,8,14)") ", (SELECT count(*) FROM \"case\" "        \
                                                                            "INDEXED BY case_offered"                  \
                                                                            " WHERE offered_to <> 0" offered           \
                                                                            "), " TALLY(STATE, "?1", "")

static const char *const counts[2] = {
    COUNTS(PASSED("case_any_due", ""), "", ""),
    COUNTS(PASSED("case_due", " AND station = ?1"), " AND offered_to = ?1", " AND b = ?1"),
};

enum yz_status yz_case_count(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out) {
    yz_date today = yz_today();
    if (!day) day = today;
    struct yz_query *q = yz_sql(s->store, counts[station != 0]);
    *out = (struct yz_case_counts){0};
    yz_bind(q, 1, station);
    yz_bind(q, 2, yz_now());
    yz_bind(q, 3, yz_moment_make(today, 0));
    yz_bind(q, 4, day);
    yz_bind(q, 5, today);
    yz_bind(q, 6, yz_session_staff(s)->id);
    if (yz_next(q)) {
        int64_t passed = yz_int(q, 2);
        *out = (struct yz_case_counts){.due_today = yz_int(q, 0) - (day == today ? passed : 0),
                                       .overdue = yz_int(q, 1) + passed,
                                       .evening = yz_int(q, 3),
                                       .waiting = yz_int(q, 4),
                                       .mine = yz_int(q, 5),
                                       .open = yz_int(q, 6),
                                       .offered = yz_int(q, 7),
                                       .all = yz_int(q, 8)};
    }
    return yz_done(q);
}
