/* What is taken of an offer's capacity: counted from its matches. */
#include <stdio.h>

#include "service/lists/lists_private.h"
#include "service/session.h"

int64_t yz_offer_load(struct yz_session *s, const struct yz_offer *o, yz_date day) {
    yz_date first, last;
    yz_offer_period(o, day, &first, &last);
    struct yz_query *q =
        yz_sql(s->store, "SELECT ifnull(sum(units),0) FROM \"match\" WHERE offer=?1 AND day BETWEEN ?2 AND"
                         " ?3 AND state " YZ_MATCH_HELD);
    yz_bind(q, 1, o->id);
    yz_bind(q, 2, first);
    yz_bind(q, 3, last);
    int64_t taken = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return taken;
}

char *yz_offer_load_text(struct yz_session *s, const struct yz_offer *o, char *out, size_t room) {
    int64_t left = o->capacity - yz_offer_load(s, o, yz_today());
    snprintf(out, room, "%lld/%lld", (long long)(left > 0 ? left : 0), (long long)o->capacity);
    return out;
}
