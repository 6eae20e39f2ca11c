/* By area: who has not the right to see residents everywhere sees those of the own grids: of the account, and of the posts that name
 * them today. This table says of each kind what lies in a grid; the store puts it before every question (store/reach.c). */
#include "service/session.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

/* --- what lies in the own grids --- */

#define GRID(id)       id " IN (SELECT r.id FROM temp.reach r)"
#define IN_BUILDING(x) "EXISTS(SELECT 1 FROM main.building rb WHERE rb.id=" x " AND " GRID("rb.grid") ")"
#define IN_DWELLING(x)                                                                                                 \
    "EXISTS(SELECT 1 FROM main.dwelling rd JOIN main.building rb ON rb.id=rd.building WHERE rd.id=" x                  \
    " AND " GRID("rb.grid") ")"
#define IN_HOUSEHOLD(x)                                                                                                \
    "EXISTS(SELECT 1 FROM main.household rh JOIN main.dwelling rd ON rd.id=rh.dwelling"                                \
    " JOIN main.building rb ON rb.id=rd.building WHERE rh.id=" x " AND " GRID("rb.grid") ")"
/* Lives or is registered there; of who lives nowhere any more, lived there; or was never in any household. */
#define PERSON(x)                                                                                                      \
    "(EXISTS(SELECT 1 FROM main.membership rm JOIN main.household rh ON rh.id=rm.household"                            \
    " JOIN main.dwelling rd ON rd.id=rh.dwelling JOIN main.building rb ON rb.id=rd.building WHERE rm.person=" x        \
    " AND (rm.until=0 OR NOT EXISTS(SELECT 1 FROM main.membership rn WHERE rn.person=rm.person AND rn.until=0))"       \
    " AND " GRID("rb.grid") ") OR NOT EXISTS(SELECT 1 FROM main.membership rn WHERE rn.person=" x "))"
#define IN_PERSON(x) "(" x "<>0 AND " PERSON(x) ")"
#define ME(x)        x "=(SELECT r.id FROM temp.reach_self r)"
#define ABOUT        "(" IN_PERSON("t.person") " OR " IN_HOUSEHOLD("t.household") " OR " IN_BUILDING("t.building")
#define AT_MINE      GRID("t.grid") " OR " IN_BUILDING("t.building")
/* Nobody is named: no mediation, or one at no place, or at one's own. */
#define NOBODYS_MEETING "(t.first=0 AND t.second=0 AND (t.sort<>2 OR (t.building=0 AND t.grid=0) OR " AT_MINE "))"
#define VIEW(table, where)                                                                                             \
    { table, "SELECT t.* FROM main.\"" table "\" t WHERE yz_wide() OR " where, NULL }

/* Counts of a building are nobody's data as to its doors; the rest is for those who see the people. */
#define SUM(x) "iif(yz_wide() OR " IN_BUILDING("t.id") ",t." x ",0) AS " x

static const struct yz_reach table[] = {
    {"person", "SELECT t.* FROM main.person t WHERE yz_wide() OR " PERSON("t.id"),
     "SELECT rm.person FROM main.building rb JOIN main.dwelling rd ON rd.building=rb.id JOIN main.household rh ON"
     " rh.dwelling=rd.id JOIN main.membership rm ON rm.household=rh.id WHERE " GRID(
         "rb.grid") " AND (rm.until=0 OR"
                    " NOT EXISTS(SELECT 1 FROM main.membership rn WHERE rn.person=rm.person AND rn.until=0))"},
    VIEW("household", IN_DWELLING("t.dwelling")),
    VIEW("dwelling", IN_BUILDING("t.building")),
    VIEW("membership", IN_HOUSEHOLD("t.household")),
    VIEW("case", ABOUT
         " OR " IN_PERSON("t.applicant") " OR (t.person=0 AND t.household=0 AND t.building=0 AND t.applicant=0))"),
    VIEW("need", ABOUT " OR " GRID("t.grid") " OR (t.person=0 AND t.household=0 AND t.building=0 AND t.grid=0))"),
    VIEW("visit", IN_BUILDING("t.building")),
    VIEW("focus", PERSON("t.person")),
    VIEW("dismissal", PERSON("t.person")),
    VIEW("distinct", "(" PERSON("t.a") " AND " PERSON("t.b") ")"),
    VIEW("seal", "(" IN_PERSON("t.person") " OR " ME("t.handled_by") " OR " ME("t.approved_by") ")"),
    VIEW("ticket", "(" IN_PERSON("t.person") " OR (t.person=0 AND t.name='') OR " ME("t.staff") ")"),
    VIEW("handover", "(" ME("t.given_by") " OR " ME("t.taken_by") ")"),
    VIEW("presence", IN_DWELLING("t.dwelling")),
    VIEW("opinion", "(t.dwelling=0 OR " IN_DWELLING("t.dwelling") ")"),
    VIEW("meeting",
         "(" NOBODYS_MEETING " OR " IN_PERSON("t.first") " OR " IN_PERSON("t.second") " OR " ME("t.host") ")"),
    VIEW("improvement", "(t.word_of=0 OR " PERSON("t.word_of") ")"),
    VIEW("letter", ME("t.staff")),
    VIEW("center", IN_HOUSEHOLD("t.household")),
    VIEW("reply", GRID("t.grid")),
    VIEW("answer", "EXISTS(SELECT 1 FROM main.reply rr WHERE rr.id=t.reply AND " GRID("rr.grid") ")"),
    VIEW("match", "EXISTS(SELECT 1 FROM temp.need n WHERE n.id=t.need)"),
    {"sums",
     "SELECT t.id,t.day,t.last,t.dwellings," SUM("households") "," SUM("people") "," SUM("centers") " FROM main.sums t",
     NULL},
};

/* --- whose --- */

static enum yz_status outside(const struct yz_kind *k) {
    return yz_fail(
        YZ_DENIED,
        _("这条记录（%s）不在您的网格里：您只看得到自己网格的居民；请办事员或站长办理，或请管理员把网格写进账号"),
        yz_tr(k->label));
}

static void add_grid(int64_t *grids, size_t *count, int64_t grid) {
    if (grid && *count < YZ_REACH) grids[(*count)++] = grid;
}

static enum yz_status read_grids(struct yz_session *s, int64_t *grids, size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT DISTINCT grid FROM post WHERE staff=?1 AND since<=?2"
                                          " AND (until=0 OR until>=?2) ORDER BY grid");
    yz_bind(q, 1, s->staff.id);
    yz_bind(q, 2, yz_today());
    add_grid(grids, count, s->staff.grid);
    while (yz_next(q)) add_grid(grids, count, yz_int(q, 0));
    return yz_done(q);
}

enum yz_status yz_session_reach(struct yz_session *s) {
    int64_t grids[YZ_REACH] = {0};
    size_t count = 0;
    bool narrow = !s->borrowed && !yz_may(s, YZ_RIGHT_EVERYWHERE);
    enum yz_status status = narrow ? read_grids(s, grids, &count) : YZ_OK;
    bool same = narrow == s->narrow && s->staff.id == s->reach_of && count == s->reach_count &&
                memcmp(grids, s->reach, sizeof grids) == 0;
    const struct yz_reaching to = {table, sizeof table / sizeof *table, grids, count, s->staff.id, outside};
    if (status == YZ_OK && !same && (narrow || s->narrow)) status = yz_reach_set(s->store, narrow ? &to : NULL);
    if (status != YZ_OK) {
        s->staff = (struct yz_staff){0}; /* nobody, then: better than one who sees too much */
        return status;
    }
    memcpy(s->reach, grids, sizeof grids);
    s->reach_count = count;
    s->reach_of = s->staff.id;
    s->narrow = narrow;
    return YZ_OK;
}

bool yz_reach_grid(const struct yz_session *s, int64_t grid) {
    bool own = !s->narrow;
    for (size_t i = 0; i < s->reach_count; i++) own |= s->reach[i] == grid;
    return own;
}

static int64_t grid_of(const struct yz_kind *k, const void *record) {
    return k->id == YZ_POST ? ((const struct yz_post *)record)->grid : ((const struct yz_building *)record)->grid;
}

enum yz_status yz_reach_may_save(struct yz_session *s, const struct yz_kind *k, const void *record) {
    union {
        struct yz_post post;
        struct yz_building building;
    } before;
    int64_t id = ((const struct yz_record *)record)->id;
    if (!s->narrow || (k->id != YZ_POST && k->id != YZ_BUILDING)) return YZ_OK;
    enum yz_status status = id ? yz_get(s->store, k, id, &before) : YZ_OK;
    if (status != YZ_OK) return status;
    bool own = yz_reach_grid(s, grid_of(k, record)) && (!id || yz_reach_grid(s, grid_of(k, &before)));
    return own ? YZ_OK : outside(k);
}
