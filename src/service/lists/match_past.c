/* What was before, for matching: how much of each capacity is taken, what came of earlier matches, and which pairs are being
 * matched or were declined. */
#include <stdlib.h>
#include <yizhan/i18n.h>

#include "service/lists/lists_private.h"
#include "service/lists/match_private.h"
#include "service/session.h"

/* Before they are put in the order of fields. */
static struct yz_match_candidate *candidate_by_id(struct yz_matching *m, int64_t id) {
    size_t low = 0, high = m->set.candidate_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->set.candidates[middle].id < id) low = middle + 1;
        else high = middle;
    }
    return low < m->set.candidate_count && m->set.candidates[low].id == id ? &m->set.candidates[low] : NULL;
}

/* Of the periods that today lies in. */
static enum yz_status read_loads(struct yz_matching *m) {
    struct yz_query *q =
        yz_sql(m->session->store,
               "SELECT m.offer,sum(m.units) FROM \"match\" m JOIN offer o ON o.id=m.offer WHERE m.state " YZ_MATCH_HELD
               " AND m.day"
               " BETWEEN min(?3,?7) AND max(?4,?8) AND m.day BETWEEN CASE o.period WHEN 1 THEN ?1 WHEN 2 THEN ?3 WHEN "
               "3 THEN ?5 ELSE"
               " ?7 END AND CASE o.period WHEN 1 THEN ?2 WHEN 2 THEN ?4 WHEN 3 THEN ?6 ELSE ?8 END GROUP BY m.offer");
    for (int32_t period = YZ_PER_DAY; q && period <= YZ_PER_YEAR; period++) {
        const struct yz_offer o = {.period = period};
        yz_date first, last;
        yz_offer_period(&o, m->set.today, &first, &last);
        yz_bind(q, 2 * period - 1, first);
        yz_bind(q, 2 * period, last);
    }
    while (q && yz_next(q)) {
        struct yz_match_candidate *c = candidate_by_id(m, yz_int(q, 0));
        if (c) c->left -= yz_int(q, 1);
    }
    return yz_done(q);
}

/* Confirmed by the resident; reopened, or declined for a reason that counts. */
static enum yz_status read_outcomes(struct yz_matching *m) {
    struct yz_query *q =
        yz_sql(m->session->store, "SELECT offer,state,reason,count(*) FROM \"match\" WHERE state IN(3,5,6)"
                                  " GROUP BY offer,state,reason");
    while (q && yz_next(q)) {
        struct yz_match_candidate *c = candidate_by_id(m, yz_int(q, 0));
        int64_t state = yz_int(q, 1);
        const struct yz_decline *d = state == YZ_MATCH_DECLINED ? yz_decline_named(yz_text(q, 2)) : NULL;
        if (!c) continue;
        if (state == YZ_MATCH_CONFIRMED) c->good += (int32_t)yz_int(q, 3);
        else if (!d || d->counts) c->bad += (int32_t)yz_int(q, 3);
    }
    return yz_done(q);
}

static enum yz_status read_barred(struct yz_matching *m) {
    struct yz_query *q =
        yz_sql(m->session->store,
               "SELECT DISTINCT x.id FROM \"match\" m JOIN offer o ON o.id=m.offer JOIN need n ON n.id=m.need"
               " JOIN offer x ON x.provider=o.provider AND x.field=n.field WHERE m.state=3 AND m.rest=3");
    while (q && yz_next(q)) {
        struct yz_match_candidate *c = candidate_by_id(m, yz_int(q, 0));
        if (c) c->barred = true;
    }
    return yz_done(q);
}

enum yz_status yz_match_past(struct yz_matching *m) {
    enum yz_status status = read_loads(m);
    if (status == YZ_OK) status = read_outcomes(m);
    return status == YZ_OK ? read_barred(m) : status;
}

enum yz_status yz_match_pairs(struct yz_matching *m) {
    size_t count = 0, room = 0, at = 0;
    bool good = true;
    struct yz_query *q =
        yz_sql(m->session->store, "SELECT need,offer,max(state<>3),max(state=3 AND rest IN(2,4)),max(parked_until) FROM"
                                  " \"match\" WHERE state IN(1,2,4) OR (state=3 AND (rest IN(2,4) OR parked_until>?1))"
                                  " GROUP BY need,offer ORDER BY need");
    yz_bind(q, 1, m->set.today);
    while (q && good && yz_next(q)) {
        int64_t need = yz_int(q, 0);
        while (at < m->set.need_count && m->set.needs[at].id < need) at++;
        if (at == m->set.need_count || m->set.needs[at].id != need) continue;
        if (count == room) {
            struct yz_match_pair *more = realloc(m->pairs, (room = room ? 2 * room : 64) * sizeof *more);
            if (!(good = more)) break;
            m->pairs = more;
        }
        struct yz_match_need *n = &m->set.needs[at];
        if (!n->pair_count++) n->pair_first = (uint32_t)count;
        m->pairs[count++] = (struct yz_match_pair){.offer = yz_int(q, 1),
                                                   .already = yz_int(q, 2),
                                                   .never = yz_int(q, 3),
                                                   .parked_until = (yz_date)yz_int(q, 4)};
    }
    m->set.pairs = m->pairs;
    enum yz_status status = yz_done(q);
    return good ? status : yz_fail(YZ_BUSY, _("内存不足"));
}
