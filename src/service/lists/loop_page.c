/* Matches page by page, view by view. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/lists/lists_private.h"
#include "service/session.h"

#define IN(state) (1u << YZ_MATCH_##state)
static const struct {
    const char *key, *name;
    unsigned states;
} views[YZ_MATCH_VIEWS] = {
    [YZ_MATCHES_WAITING] = {"waiting", N_("该催办"), ~0u},
    [YZ_MATCHES_OPEN] = {"open", N_("未了"), IN(PROPOSED) | IN(ACCEPTED) | IN(DELIVERED) | IN(REOPENED)},
    [YZ_MATCHES_PROPOSED] = {"proposed", N_("已提出"), IN(PROPOSED)},
    [YZ_MATCHES_ACCEPTED] = {"accepted", N_("已接受"), IN(ACCEPTED)},
    [YZ_MATCHES_DELIVERED] = {"delivered", N_("已落实"), IN(DELIVERED)},
    [YZ_MATCHES_REOPENED] = {"reopened", N_("没办好"), IN(REOPENED)},
    [YZ_MATCHES_CONFIRMED] = {"confirmed", N_("已确认"), IN(CONFIRMED)},
    [YZ_MATCHES_DECLINED] = {"declined", N_("谢绝撤回"), IN(DECLINED) | IN(WITHDRAWN)},
    [YZ_MATCHES_ALL] = {"all", N_("全部"), ~0u},
};
#undef IN

const char *yz_match_view_key(enum yz_match_view view) {
    return views[view].key;
}

const char *yz_match_view_name(enum yz_match_view view) {
    return yz_tr(views[view].name);
}

/* In the view; a reopened one only while nothing stands in for it, where that is asked. */
#define VIEW                                                                                                           \
    "(?1>>state&1) AND (?2=0 OR (remind_on<>0 AND remind_on<=?3)) AND (?4=0 OR state<>6 OR NOT EXISTS(SELECT 1 FROM"   \
    " \"match\" x WHERE x.need=\"match\".need AND x.instead=\"match\".id AND x.state " YZ_MATCH_HELD "))"
/* Whose need is open to who asks. */
#define SEEN "need IN (SELECT id FROM need WHERE " YZ_NEED_SEEN("?8", "?9") ")"
#define FITS                                                                                                           \
    "WHERE " VIEW " AND (?5=0 OR need=?5) AND (?6=0 OR (offer=?6 AND " SEEN ")) AND (?7='%%' OR (" SEEN                \
    " AND (need IN"                                                                                                    \
    " (SELECT id FROM need WHERE text LIKE ?7 ESCAPE '\\' OR place LIKE ?7 ESCAPE '\\') OR offer IN (SELECT o.id FROM" \
    " offer o JOIN provider p ON p.id=o.provider WHERE o.name LIKE ?7 ESCAPE '\\' OR p.name LIKE ?7 ESCAPE '\\'))))"
/* Of one need those that are not over come first. */
#define RANK   "CASE WHEN ?2<>0 THEN remind_on WHEN ?5<>0 THEN NOT (?13>>state&1) ELSE 0 END"
#define AFTER  " AND (?10=0 OR (" RANK ",-id)>(?11,-?10)) ORDER BY " RANK ",id DESC LIMIT ?12"
#define BEFORE " AND (?10=0 OR (" RANK ",-id)<(?11,-?10)) ORDER BY " RANK " DESC,id LIMIT ?12"

static void bind_view(struct yz_query *q, enum yz_match_view view) {
    yz_bind(q, 1, views[view].states);
    yz_bind(q, 2, view == YZ_MATCHES_WAITING);
    yz_bind(q, 3, yz_today());
    yz_bind(q, 4, view == YZ_MATCHES_OPEN || view == YZ_MATCHES_REOPENED);
}

static int64_t rank(const struct yz_match_filter *filter, const struct yz_match *m) {
    if (filter->view == YZ_MATCHES_WAITING) return m->remind_on;
    return filter->need && !(views[YZ_MATCHES_OPEN].states >> m->state & 1);
}

enum yz_status yz_match_page(struct yz_session *s, const struct yz_match_filter *filter, const struct yz_match *from,
                             int direction, struct yz_match *out, size_t max, size_t *count) {
    char like[256];
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_match_kind, FITS AFTER)
                                       : yz_select(s->store, &yz_match_kind, FITS BEFORE);
    bind_view(q, filter->view);
    yz_bind(q, 5, filter->need);
    yz_bind(q, 6, filter->offer);
    yz_bind_text(q, 7, yz_like(filter->text, like));
    yz_bind(q, 8, s->staff.id);
    yz_bind(q, 9, yz_need_secrets_at(s));
    yz_bind(q, 10, from ? from->id : 0);
    yz_bind(q, 11, from ? rank(filter, from) : 0);
    yz_bind(q, 12, (int64_t)max);
    yz_bind(q, 13, views[YZ_MATCHES_OPEN].states);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_match_kind, &out[*count]);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < *count; i++) yz_match_veil(s, &out[i]);
    return status;
}

/* Of each state by its index; what another one stands in for is not open. */
enum yz_status yz_match_count(struct yz_session *s, int64_t counts[YZ_MATCH_VIEWS]) {
    struct yz_query *q = yz_sql(s->store, "SELECT state,count(*) FROM \"match\" GROUP BY state");
    for (int i = 0; i < YZ_MATCH_VIEWS; i++) counts[i] = 0;
    while (yz_next(q))
        for (int i = 0; i < YZ_MATCH_VIEWS; i++)
            if (views[i].states >> yz_int(q, 0) & 1) counts[i] += yz_int(q, 1);
    if (yz_done(q) != YZ_OK) return YZ_REFUSED;
    int64_t settled = yz_sql_int(s->store,
                                 "SELECT count(*) FROM \"match\" m WHERE m.state=6 AND EXISTS(SELECT 1 FROM \"match\" x"
                                 " WHERE x.need=m.need AND x.instead=m.id AND x.state " YZ_MATCH_HELD ")",
                                 0, 0);
    counts[YZ_MATCHES_OPEN] -= settled;
    counts[YZ_MATCHES_REOPENED] -= settled;
    counts[YZ_MATCHES_WAITING] = yz_match_waiting(s);
    return YZ_OK;
}

int64_t yz_match_waiting(struct yz_session *s) {
    return yz_sql_int(s->store, "SELECT count(*) FROM \"match\" WHERE remind_on<>0 AND remind_on<=?1", yz_today(), 0);
}
