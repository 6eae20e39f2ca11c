/* The needs that an improvement answers, and how their states go with it. */
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "service/field/improvement_private.h"
#include "service/lists/lists_private.h"

/* A match of the need that is not over. */
static bool matched(struct yz_session *s, int64_t need) {
    return yz_sql_int(s->store, "SELECT EXISTS(SELECT 1 FROM \"match\" WHERE need=?1 AND state IN (1,2,4))", need, 0);
}

/* Another one that is at work on the same need. */
static bool helped_elsewhere(struct yz_session *s, const struct yz_improvement *im, int64_t need) {
    return yz_sql_int(s->store,
                      "SELECT EXISTS(SELECT 1 FROM cause c JOIN improvement i ON i.id=c.improvement WHERE c.need=?1 AND"
                      " i.id<>?2 AND i.state IN (2,3,4,6))",
                      need, im->id);
}

/* A word is of the household of whoever said it, and does for needs of nobody named. */
static bool speaks_for(struct yz_session *s, const struct yz_improvement *im, const struct yz_need *n) {
    if (!n->person && !n->household) return true;
    if (!im->word_of) return false;
    return n->person == im->word_of || (n->household && n->household == yz_person_household(s, im->word_of, 0));
}

/* What the need should be now; its own state when nothing is to happen. */
static int32_t state_for(struct yz_session *s, const struct yz_improvement *im, const struct yz_need *n, int32_t was) {
    bool closed = n->state == YZ_NEED_CLOSED;
    if (n->state == YZ_NEED_DROPPED || (closed && im->state != YZ_IMPROVEMENT_REOPENED)) return n->state;
    switch (im->state) {
    case YZ_IMPROVEMENT_PLANNED:
    case YZ_IMPROVEMENT_UNDER_WAY: return n->state < YZ_NEED_MATCHED ? YZ_NEED_MATCHED : n->state;
    case YZ_IMPROVEMENT_REOPENED: return YZ_NEED_MATCHED;
    case YZ_IMPROVEMENT_DONE: return matched(s, n->id) ? n->state : YZ_NEED_DELIVERED;
    case YZ_IMPROVEMENT_CONFIRMED:
        if (matched(s, n->id)) return n->state;
        return speaks_for(s, im, n) ? YZ_NEED_CLOSED : YZ_NEED_DELIVERED;
    case YZ_IMPROVEMENT_DROPPED: return helped_elsewhere(s, im, n->id) || matched(s, n->id) ? n->state : was;
    default: return n->state;
    }
}

static enum yz_status follow(struct yz_session *s, const struct yz_improvement *im, const struct yz_cause *c) {
    struct yz_need n;
    enum yz_status status = yz_get(s->store, &yz_need_kind, c->need, &n);
    if (status != YZ_OK) return status;
    int32_t state = state_for(s, im, &n, c->was);
    if (state == n.state) return YZ_OK;
    n.state = state;
    n.closed_at = state == YZ_NEED_CLOSED ? yz_now() : 0;
    return yz_put(s->store, &yz_need_kind, &n);
}

/* The link to a need, or the first one after `after` when `need` is 0; false when there is none. */
static bool read_link(struct yz_session *s, int64_t improvement, int64_t need, int64_t after, struct yz_cause *out) {
    struct yz_query *q =
        yz_select(s->store, &yz_cause_kind, "WHERE improvement=?1 AND (?2=0 OR need=?2) AND id>?3 ORDER BY id LIMIT 1");
    yz_bind(q, 1, improvement);
    yz_bind(q, 2, need);
    yz_bind(q, 3, after);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_cause_kind, out);
    return yz_done(q) == YZ_OK && found;
}

enum yz_status yz_causes_follow(struct yz_session *s, const struct yz_improvement *im) {
    struct yz_cause c = {0};
    unsigned failures = yz_failures();
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && read_link(s, im->id, 0, c.id, &c)) status = follow(s, im, &c);
    return status == YZ_OK && yz_failures() != failures ? YZ_BUSY : status;
}

bool yz_causes_wait(struct yz_session *s, int64_t improvement) {
    return yz_sql_int(s->store,
                      "SELECT EXISTS(SELECT 1 FROM cause c JOIN need n ON n.id=c.need WHERE c.improvement=?1 AND"
                      " n.state=?2)",
                      improvement, YZ_NEED_DELIVERED);
}

enum yz_status yz_cause_link(struct yz_session *s, const struct yz_improvement *im, int64_t need) {
    struct yz_need n;
    struct yz_cause c = {.improvement = im->id, .need = need, .at = yz_now(), .staff = s->staff.id};
    char ref[32];
    enum yz_status status = yz_get(s->store, &yz_need_kind, need, &n);
    yz_ref_text(YZ_NEED, need, ref);
    if (status != YZ_OK) return status;
    if (yz_need_hidden(s, &n)) return yz_fail(YZ_DENIED, _("需求 %s 是保密的"), ref);
    if (!yz_need_open(&n)) return yz_fail(YZ_REFUSED, _("需求 %1$s %2$s"), ref, yz_code_label("need_state", n.state));
    if (read_link(s, im->id, need, 0, &c)) return yz_fail(YZ_REFUSED, _("需求 %s 已经写在这里"), ref);
    c.was = n.state;
    status = yz_put(s->store, &yz_cause_kind, &c);
    return status == YZ_OK ? follow(s, im, &c) : status;
}

/* As when nothing came of it. */
enum yz_status yz_cause_unlink(struct yz_session *s, const struct yz_improvement *im, int64_t need) {
    struct yz_improvement dropped = *im;
    struct yz_cause c;
    char ref[32];
    if (!read_link(s, im->id, need, 0, &c))
        return yz_fail(YZ_REFUSED, _("这里没有写需求 %s"), yz_ref_text(YZ_NEED, need, ref));
    dropped.state = YZ_IMPROVEMENT_DROPPED;
    enum yz_status status = follow(s, &dropped, &c);
    return status == YZ_OK ? yz_drop(s->store, &yz_cause_kind, c.id) : status;
}

enum yz_status yz_improvement_link(struct yz_session *s, int64_t improvement, const int64_t *needs, size_t count,
                                   bool drop) {
    struct yz_improvement im;
    enum yz_status status = yz_session_act(s, drop ? "unlink-improvement" : "link-improvement");
    if (status != YZ_OK) return status;
    status = yz_get(s->store, &yz_improvement_kind, improvement, &im);
    if (status == YZ_OK && (im.state == YZ_IMPROVEMENT_CONFIRMED || im.state == YZ_IMPROVEMENT_DROPPED))
        status = yz_fail(YZ_REFUSED, _("%1$s %2$s，不能再改回应的需求；可以先重新打开"), im.number,
                         yz_code_label("improvement_state", im.state));
    for (size_t i = 0; status == YZ_OK && i < count; i++)
        status = drop ? yz_cause_unlink(s, &im, needs[i]) : yz_cause_link(s, &im, needs[i]);
    return yz_session_end(s, status);
}

/* --- reading --- */

static enum yz_status read_needs(struct yz_session *s, struct yz_query *q, struct yz_need *out, size_t max,
                                 size_t *count) {
    for (*count = 0; *count < max && yz_next(q); ++*count) {
        yz_row(q, &yz_need_kind, &out[*count]);
        yz_need_veil(s, &out[*count]);
    }
    return yz_done(q);
}

enum yz_status yz_improvement_needs(struct yz_session *s, int64_t improvement, struct yz_need *out, size_t max,
                                    size_t *count) {
    struct yz_query *q = yz_select(s->store, &yz_need_kind,
                                   "WHERE id IN (SELECT need FROM cause WHERE improvement=?1) ORDER BY id LIMIT ?2");
    yz_bind(q, 1, improvement);
    yz_bind(q, 2, (int64_t)max);
    return read_needs(s, q, out, max, count);
}

enum yz_status yz_improvement_near_needs(struct yz_session *s, const struct yz_improvement *im, struct yz_need *out,
                                         size_t max, size_t *count) {
    struct yz_query *q = yz_select(
        s->store, &yz_need_kind,
        "WHERE state<5 AND " YZ_NEED_SEEN("?6", "?7") " AND id NOT IN (SELECT need FROM cause WHERE improvement=?1) AND"
                                                      " CASE WHEN ?2<>0 THEN building=?2 WHEN ?3<>0 THEN building IN "
                                                      "(SELECT id FROM building WHERE compound=?3)"
                                                      " WHEN ?4<>0 THEN grid=?4 ELSE place<>'' AND instr(place,?5)>0 "
                                                      "END ORDER BY at DESC,id DESC LIMIT ?8");
    yz_bind(q, 1, im->id);
    yz_bind(q, 2, im->building);
    yz_bind(q, 3, im->compound);
    yz_bind(q, 4, im->grid);
    yz_bind_text(q, 5, im->place);
    yz_bind(q, 6, s->staff.id);
    yz_bind(q, 7, yz_need_secrets_at(s));
    yz_bind(q, 8, (int64_t)max);
    return read_needs(s, q, out, max, count);
}
