/* Posts of the net: reading them, adding and ending one, duties without anybody. */
#include <yizhan/posts.h>

#include <stdio.h>
#include <string.h>
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

char *yz_post_phone(const struct yz_post *p, bool masked, char *out, size_t room) {
    return yz_field_text(yz_field_named(&yz_post_kind, "phone"), p, masked && !p->work_phone, out, room);
}

static bool of_branch(int32_t duty) {
    size_t count = 0;
    const struct yz_duty *all = yz_duties(&count);
    for (size_t i = 0; i < count; i++)
        if (all[i].code == duty) return all[i].branch;
    return false;
}

char *yz_posts_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, bool masked, char *out,
                    size_t room) {
    struct yz_post posts[YZ_DUTIES];
    size_t count = 0, n = 0;
    *out = '\0';
    if (yz_posts(s, kind, id, day, posts, YZ_DUTIES, &count) != YZ_OK) return out;
    for (int branch = 1; branch >= 0; branch--) { /* the branch's first */
        for (const struct yz_post *p = posts; p < posts + count && n < room; p++) {
            char phone[32];
            if (of_branch(p->duty) != branch) continue;
            n += (size_t)snprintf(out + n, room - n, "%s%s %s %s", n ? "  " : "", yz_code_label("duty", p->duty),
                                  p->name, yz_post_phone(p, masked, phone, sizeof phone));
        }
    }
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

enum yz_status yz_post_gaps(struct yz_session *s, int64_t grid, yz_date day, int32_t *out, size_t max, size_t *count) {
    size_t duties = 0;
    yz_date on = day ? day : yz_today();
    const struct yz_duty *all = yz_duties(&duties);
    enum yz_status status = all ? YZ_OK : YZ_FOREIGN;
    *count = 0;
    for (size_t i = 0; status == YZ_OK && i < duties && *count < max; i++) {
        if (!yz_duty_required(&all[i], on)) continue;
        struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM post WHERE grid=?2 AND duty=?3 AND " ON_DAY "LIMIT 1");
        yz_bind(q, 1, on);
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

/* The same person (or name, of whom the registry does not know) with the same duty at the same place on a day of this one. */
static bool held_already(struct yz_session *s, const struct yz_post *p, struct yz_post *other) {
    struct yz_query *q =
        yz_select(s->store, &yz_post_kind,
                  "WHERE grid=?1 AND building=?2 AND duty=?3 AND id<>?4 AND person=?5 AND"
                  " (person<>0 OR name=?6) AND (until=0 OR until>=?7) AND (?8=0 OR since<=?8) LIMIT 1");
    yz_bind(q, 1, p->grid);
    yz_bind(q, 2, p->building);
    yz_bind(q, 3, p->duty);
    yz_bind(q, 4, p->id);
    yz_bind(q, 5, p->person);
    yz_bind_text(q, 6, p->name);
    yz_bind(q, 7, p->since);
    yz_bind(q, 8, p->until);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_post_kind, other);
    yz_done(q);
    return found;
}

static void check(struct yz_session *s, const struct yz_post *p, struct yz_findings *f) {
    struct yz_building b;
    struct yz_post other;
    char rule[160], from[YZ_DATE_TEXT], to[YZ_DATE_TEXT];
    if (p->building && yz_get(s->store, &yz_building_kind, p->building, &b) == YZ_OK && b.grid != p->grid)
        yz_find_error(f, "building", b.number, _("这一栋不在这个网格里"), _("换楼栋，或只写楼栋不写网格"));
    if (!held_already(s, p, &other)) return;
    snprintf(rule, sizeof rule, _("%1$s 在这里已经任这项职责（%2$s 至 %3$s），两段重叠"), p->name,
             yz_date_text(other.since, from), other.until ? yz_date_text(other.until, to) : _("今"));
    yz_find_error(f, "since", yz_date_text(p->since, from), rule, _("改日期，或先结束那一段"));
}

enum yz_status yz_post_save(struct yz_session *s, struct yz_post *post, struct yz_findings *findings) {
    complete(s, post);
    check(s, post, findings);
    if (!yz_findings_ok(findings))
        return yz_fail(YZ_REFUSED, "%s", findings->count ? findings->all[0].rule : _("内存不足"));
    return yz_record_save(s, post->id ? "edit-post" : "add-post", &yz_post_kind, post, findings);
}

enum yz_status yz_post_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings) {
    struct yz_post p;
    enum yz_status status = yz_record_get(s, YZ_POST, id, &p);
    if (status != YZ_OK) return status;
    p.until = last ? last : yz_today();
    return yz_record_save(s, "end-post", &yz_post_kind, &p, findings);
}
