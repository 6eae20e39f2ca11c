/* The lists page by page. Each order is one number (`rank`), then what is newest first; a row has its place by both, so that a
 * page goes on after any row. */
#include "service/lists/lists_private.h"

#include "service/session.h"

#include <string.h>

/* --- needs --- */

#define NEED_RANK                                                                                                      \
    "CASE ?1 WHEN 1 THEN CASE urgency WHEN 0 THEN 9 ELSE urgency END"                                                  \
    " WHEN 2 THEN CASE wished_by WHEN 0 THEN 99999999 ELSE wished_by END ELSE 0 END"
#define NEED_FITS                                                                                                      \
    "WHERE (?2 OR state<5) AND (?3=0 OR field=?3) AND (?4=0 OR state=?4) AND (?5=0 OR grid=?5)"                        \
    " AND (?6='%%' OR (" YZ_NEED_SEEN("?7", "?8") " AND (text LIKE ?6 ESCAPE '\\' OR place LIKE ?6 ESCAPE '\\')))"
#define NEED_AFTER  " AND (?9=0 OR (" NEED_RANK ",-at,-id)>(?10,-?11,-?9)) ORDER BY " NEED_RANK ",at DESC,id DESC"
#define NEED_BEFORE " AND (?9=0 OR (" NEED_RANK ",-at,-id)<(?10,-?11,-?9)) ORDER BY " NEED_RANK " DESC,at,id"
#define LIMIT       " LIMIT ?12"

static int64_t need_rank(enum yz_need_order order, const struct yz_need *n) {
    if (order == YZ_NEED_URGENT) return n->urgency ? n->urgency : 9;
    if (order == YZ_NEED_WISHED) return n->wished_by ? n->wished_by : 99999999;
    return 0;
}

enum yz_status yz_need_page(struct yz_session *s, const struct yz_need_filter *filter, const struct yz_need *from,
                            int direction, struct yz_need *out, size_t max, size_t *count) {
    char like[256];
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_need_kind, NEED_FITS NEED_AFTER LIMIT)
                                       : yz_select(s->store, &yz_need_kind, NEED_FITS NEED_BEFORE LIMIT);
    yz_bind(q, 1, filter->order);
    yz_bind(q, 2, filter->all || filter->state);
    yz_bind(q, 3, filter->field);
    yz_bind(q, 4, filter->state);
    yz_bind(q, 5, filter->grid);
    yz_bind_text(q, 6, yz_like(filter->text, like));
    yz_bind(q, 7, s->staff.id);
    yz_bind(q, 8, yz_need_secrets_at(s));
    yz_bind(q, 9, from ? from->id : 0);
    yz_bind(q, 10, from ? need_rank(filter->order, from) : 0);
    yz_bind(q, 11, from ? from->at : 0);
    yz_bind(q, 12, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) {
        yz_row(q, &yz_need_kind, &out[*count]);
        yz_need_veil(s, &out[*count]);
    }
    return yz_done(q);
}

/* --- services and resources --- */

#define OFFER_RANK                                                                                                     \
    "(CASE WHEN until<>0 AND until<?2 THEN 2 WHEN since<=?2 AND confirmed_on<?3 THEN 1 ELSE 0 END)*1000000"            \
    "+CASE ?4 WHEN 1 THEN field*1000+topic ELSE 0 END"
#define OFFER_FITS                                                                                                     \
    "WHERE list=?1 AND (?5=0 OR field=?5) AND (?6=0 OR provider=?6) AND (?7='%%' OR name LIKE ?7 ESCAPE '\\'"          \
    " OR detail LIKE ?7 ESCAPE '\\' OR tags LIKE ?7 ESCAPE '\\'"                                                       \
    " OR provider IN (SELECT id FROM provider WHERE name LIKE ?7 ESCAPE '\\'))"
#define OFFER_AFTER                                                                                                    \
    " AND (?9=0 OR (" OFFER_RANK ",-confirmed_on,-id)>(?10,-?11,-?9)) ORDER BY " OFFER_RANK ",confirmed_on DESC,id "   \
    "DESC"
#define OFFER_BEFORE                                                                                                   \
    " AND (?9=0 OR (" OFFER_RANK ",-confirmed_on,-id)<(?10,-?11,-?9)) ORDER BY " OFFER_RANK " DESC,confirmed_on,id"

/* Whatever was confirmed before that day is to be confirmed again. */
static yz_date stale_before(int32_t list) {
    return yz_date_add(yz_today(), -(int)yz_offer_stale_days(list));
}

static int64_t offer_rank(enum yz_offer_order order, const struct yz_offer *o) {
    int32_t state = yz_offer_state(o, yz_today());
    int64_t sinks = state == YZ_OFFER_ENDED ? 2 : state == YZ_OFFER_STALE ? 1 : 0;
    return sinks * 1000000 + (order == YZ_OFFER_BY_FIELD ? o->field * 1000 + o->topic : 0);
}

enum yz_status yz_offer_page(struct yz_session *s, const struct yz_offer_filter *filter, const struct yz_offer *from,
                             int direction, struct yz_offer *out, size_t max, size_t *count) {
    char like[256];
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_offer_kind, OFFER_FITS OFFER_AFTER LIMIT)
                                       : yz_select(s->store, &yz_offer_kind, OFFER_FITS OFFER_BEFORE LIMIT);
    yz_bind(q, 1, filter->list);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, stale_before(filter->list));
    yz_bind(q, 4, filter->order);
    yz_bind(q, 5, filter->field);
    yz_bind(q, 6, filter->provider);
    yz_bind_text(q, 7, yz_like(filter->text, like));
    yz_bind(q, 9, from ? from->id : 0);
    yz_bind(q, 10, from ? offer_rank(filter->order, from) : 0);
    yz_bind(q, 11, from ? from->confirmed_on : 0);
    yz_bind(q, 12, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_offer_kind, &out[*count]);
    return yz_done(q);
}

/* --- counts --- */

static int64_t stale(struct yz_session *s, int32_t list) {
    struct yz_query *q = yz_sql(s->store, "SELECT count(*) FROM offer WHERE list=?1 AND confirmed_on<?2 AND since<=?3"
                                          " AND (until=0 OR until>=?3)");
    yz_bind(q, 1, list);
    yz_bind(q, 2, stale_before(list));
    yz_bind(q, 3, yz_today());
    int64_t n = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return n;
}

enum yz_status yz_list_count(struct yz_session *s, struct yz_list_counts *out) {
    static const char offers[] = "SELECT count(*) FROM offer WHERE list=?1";
    int64_t counts[YZ_MATCH_VIEWS];
    if (!yz_offer_stale_days(YZ_LIST_RESOURCE) || yz_match_count(s, counts) != YZ_OK) return YZ_REFUSED;
    *out = (struct yz_list_counts){
        .needs = yz_sql_int(s->store, "SELECT count(*) FROM need WHERE state<5", 0, 0),
        .services = yz_sql_int(s->store, offers, YZ_LIST_SERVICE, 0),
        .resources = yz_sql_int(s->store, offers, YZ_LIST_RESOURCE, 0),
        .providers = yz_sql_int(s->store, "SELECT count(*) FROM provider", 0, 0),
        .matches = counts[YZ_MATCHES_OPEN],
        .stale_services = stale(s, YZ_LIST_SERVICE),
        .stale_resources = stale(s, YZ_LIST_RESOURCE),
        .improvements = yz_sql_int(s->store, "SELECT count(*) FROM improvement WHERE state NOT IN (5,7)", 0, 0),
    };
    return YZ_OK;
}
