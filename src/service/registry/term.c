/* Leases and residence permits that end soon, or have ended while their holder still lives here. */
#include <string.h>
#include <yizhan/living.h>

#include "base/text.h"
#include "service/session.h"

#define TERMS(column, permit)                                                                                          \
    "SELECT m.id,m.person,m.household,m.dwelling," column " AS ends," permit ",p.name FROM membership m"               \
    " JOIN person p ON p.id=m.person WHERE m." column "<=?1 AND m." column "<>0 AND m.until=0"
#define SOONEST " ORDER BY ends,1,6"

enum yz_status yz_terms(struct yz_session *s, yz_date by, unsigned which, struct yz_term *out, size_t max,
                        size_t *count) {
    struct yz_query *q =
        which == YZ_TERM_LEASE ? yz_sql(s->store, TERMS("lease_until", "0") SOONEST)
        : which == YZ_TERM_PERMIT
            ? yz_sql(s->store, TERMS("permit_until", "1") SOONEST)
            : yz_sql(s->store, TERMS("lease_until", "0") " UNION ALL " TERMS("permit_until", "1") SOONEST);
    *count = 0;
    yz_bind(q, 1, by);
    for (; yz_next(q); ++*count) {
        if (*count >= max) continue;
        struct yz_term *t = &out[*count];
        *t = (struct yz_term){.id = 2 * yz_int(q, 0) + yz_int(q, 5),
                              .person = yz_int(q, 1),
                              .household = yz_int(q, 2),
                              .dwelling = yz_int(q, 3),
                              .until = (yz_date)yz_int(q, 4),
                              .permit = yz_int(q, 5) != 0};
        yz_copy(t->name, sizeof t->name, yz_text(q, 6));
    }
    return yz_done(q);
}
