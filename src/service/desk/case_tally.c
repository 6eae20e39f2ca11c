/* What of the cases is counted as they change, for the tabs of the queue. */
#include "service/desk/case_sql.h"

#include <yizhan/cases.h>

static size_t of(const void *record, struct yz_tally *out) {
    const struct yz_case *c = record;
    size_t n = 0;
    bool open = yz_case_open(c);
    for (int all = 0; all < (c->station ? 2 : 1); all++) {
        int64_t station = all ? c->station : 0;
        out[n++] = (struct yz_tally){YZ_TALLY_STATE, station, c->state};
        if (open && c->due) out[n++] = (struct yz_tally){YZ_TALLY_DUE, station, yz_moment_date(c->due)};
        if (c->evening) out[n++] = (struct yz_tally){YZ_TALLY_EVENING, station, yz_moment_date(c->received)};
    }
    if (open && c->owner) out[n++] = (struct yz_tally){YZ_TALLY_OWNER, c->owner, c->station};
    return n;
}

const struct yz_tallying yz_case_tally = {
    .rule = "state, open by due day, evening by day, at the station and at all; open by owner", .of = of};
