/* Party-member households: where each may be, and who. */
#include <yizhan/posts.h>

#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "service/session.h"

/* The building and grid in which the household's dwelling is. */
static enum yz_status home_of(struct yz_session *s, int64_t household, int64_t *building, int64_t *grid) {
    struct yz_query *q = yz_sql(s->store, "SELECT b.id,b.grid FROM household h JOIN dwelling d ON d.id=h.dwelling JOIN"
                                          " building b ON b.id=d.building WHERE h.id=?1");
    *building = *grid = 0;
    yz_bind(q, 1, household);
    if (yz_next(q)) {
        *building = yz_int(q, 0);
        *grid = yz_int(q, 1);
    }
    return yz_done(q);
}

static bool lives_there(struct yz_session *s, const struct yz_center *c) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM membership WHERE person=?1 AND household=?2 AND since<=?3 AND"
                                          " (until=0 OR until>=?3) LIMIT 1");
    yz_bind(q, 1, c->person);
    yz_bind(q, 2, c->household);
    yz_bind(q, 3, yz_today());
    bool there = yz_next(q);
    yz_done(q);
    return there;
}

static bool open_already(struct yz_session *s, const struct yz_center *c) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT 1 FROM center WHERE household=?1 AND id<>?2 AND (until=0 OR until>=?3)"
                         " AND (?4=0 OR since<=?4) LIMIT 1");
    yz_bind(q, 1, c->household);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, c->since);
    yz_bind(q, 4, c->until);
    bool open = yz_next(q);
    yz_done(q);
    return open;
}

static void check(struct yz_session *s, const struct yz_center *c, int64_t building, int64_t grid,
                  struct yz_findings *f) {
    struct yz_person p;
    if (building && c->building != building)
        yz_find_error(f, "building", NULL, _("这一户不在这一栋"), _("楼栋不用写，按这一户的住处填"));
    if (building && c->grid != grid)
        yz_find_error(f, "grid", NULL, _("这一户不在这个网格里"), _("网格不用写，按这一户的住处填"));
    if (c->person && c->household && !lives_there(s, c))
        yz_find_error(f, "person", NULL, _("这位居民现在不在这一户"), _("换这一户的党员，或先把人迁入"));
    if (c->household && open_already(s, c))
        yz_find_error(f, "since", NULL, _("这一户在这些日子已经是中心户"), _("改日期，或先结束那一段"));
    if (c->person && yz_get(s->store, &yz_person_kind, c->person, &p) == YZ_OK && p.political != 1 && p.political != 2)
        yz_find_warning(f, "person", NULL, _("登记的政治面貌不是党员"), _("核对政治面貌"));
}

enum yz_status yz_center_save(struct yz_session *s, struct yz_center *center, struct yz_findings *findings) {
    int64_t building, grid;
    enum yz_status status = home_of(s, center->household, &building, &grid);
    if (status != YZ_OK) return status;
    if (!center->building) center->building = building;
    if (!center->grid) center->grid = grid;
    if (!center->since) center->since = yz_today();
    check(s, center, building, grid, findings);
    if (!yz_findings_ok(findings))
        return yz_fail(YZ_REFUSED, "%s", findings->count ? findings->all[0].rule : _("内存不足"));
    return yz_record_save(s, center->id ? "edit-center" : "add-center", &yz_center_kind, center, findings);
}

enum yz_status yz_center_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings) {
    struct yz_center c;
    enum yz_status status = yz_record_get(s, YZ_CENTER, id, &c);
    if (status != YZ_OK) return status;
    c.until = last ? last : yz_today();
    return yz_record_save(s, "end-center", &yz_center_kind, &c, findings);
}
