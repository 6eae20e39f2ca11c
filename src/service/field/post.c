/* Posts of the net: reading them, adding and ending one, duties without anybody. */
#include <yizhan/posts.h>

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "base/text.h"
#include "service/session.h"

#define ON_DAY "since<=?1 AND (until=0 OR until>=?1) "
#define BY     "ORDER BY grid,duty,since,id"

enum yz_status yz_posts(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, struct yz_post *out,
                        size_t max, size_t *count) {
    struct yz_query *q =
        kind == YZ_GRID ? yz_select(s->store, &yz_post_kind, "WHERE grid=?2 AND " ON_DAY BY)
        : kind == YZ_BUILDING
            ? yz_select(s->store, &yz_post_kind,
                        "WHERE grid=(SELECT grid FROM building WHERE id=?2) AND building IN(0,?2) AND " ON_DAY BY)
            : yz_select(s->store, &yz_post_kind, "WHERE ?2=?2 AND " ON_DAY BY);
    *count = 0;
    yz_bind(q, 1, day ? day : yz_today());
    yz_bind(q, 2, id);
    while (*count < max && yz_next(q)) yz_row(q, &yz_post_kind, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_post_gaps(struct yz_session *s, int64_t grid, int32_t *out, size_t max, size_t *count) {
    size_t duties = 0;
    const struct yz_code *all = yz_codes("duty", &duties);
    enum yz_status status = YZ_OK;
    *count = 0;
    for (size_t i = 0; status == YZ_OK && i < duties && *count < max; i++) {
        struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM post WHERE grid=?2 AND duty=?3 AND " ON_DAY "LIMIT 1");
        yz_bind(q, 1, yz_today());
        yz_bind(q, 2, grid);
        yz_bind(q, 3, all[i].code);
        bool held = yz_next(q);
        status = yz_done(q);
        if (!held) out[(*count)++] = all[i].code;
    }
    return status;
}

/* What is known of whom is named. */
static void complete(struct yz_session *s, struct yz_post *p) {
    struct yz_person person;
    struct yz_staff staff;
    struct yz_building b;
    if (p->person && yz_get(s->store, &yz_person_kind, p->person, &person) == YZ_OK) {
        if (!*p->name) yz_copy(p->name, sizeof p->name, person.name);
        if (!*p->phone) yz_copy(p->phone, sizeof p->phone, person.phone);
        p->party_member |= person.political == 1 || person.political == 2;
    }
    if (p->staff && yz_get(s->store, &yz_staff_kind, p->staff, &staff) == YZ_OK && !*p->name)
        yz_copy(p->name, sizeof p->name, staff.name);
    if (!p->grid && p->building && yz_get(s->store, &yz_building_kind, p->building, &b) == YZ_OK) p->grid = b.grid;
    if (!p->since) p->since = yz_today();
}

static void check(struct yz_session *s, const struct yz_post *p, struct yz_findings *f) {
    struct yz_building b;
    if (!p->building || yz_get(s->store, &yz_building_kind, p->building, &b) != YZ_OK || b.grid == p->grid) return;
    yz_find_error(f, "building", b.number, _("这一栋不在这个网格里"), _("换楼栋，或只写楼栋不写网格"));
}

enum yz_status yz_post_add(struct yz_session *s, struct yz_post *post, struct yz_findings *findings) {
    post->id = post->version = 0;
    complete(s, post);
    check(s, post, findings);
    if (yz_findings_ok(findings)) return yz_record_save(s, "add-post", &yz_post_kind, post, findings);
    return yz_fail(YZ_REFUSED, "%s", findings->count ? findings->all[0].rule : _("内存不足"));
}

enum yz_status yz_post_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings) {
    struct yz_post p;
    enum yz_status status = yz_record_get(s, YZ_POST, id, &p);
    if (status != YZ_OK) return status;
    p.until = last ? last : yz_today();
    return yz_record_save(s, "end-post", &yz_post_kind, &p, findings);
}
