/* When a case is due, and whether it came in the station's extended hours. */
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/session.h>

#include "service/desk/desk_private.h"

static enum yz_status count(struct yz_limit limit, const struct yz_case *c, const char *hours, const char *weekend,
                            yz_moment *due, bool *assumed) {
    struct yz_findings f = {0};
    struct yz_hours spans;
    struct yz_deadline d;
    if (!limit.amount) return YZ_OK;
    yz_hours_parse(hours, weekend, "hours", &spans, &f);
    yz_findings_free(&f);
    enum yz_status status = yz_deadline(limit, c->clock_from, &spans, NULL, 0, &d);
    if (status != YZ_OK) return status;
    *due = d.due;
    *assumed |= d.assumed;
    return YZ_OK;
}

static enum yz_status run_clock(struct yz_session *s, const struct yz_item *item, struct yz_case *c) {
    const struct yz_station *station = yz_session_station(s);
    enum yz_status status = YZ_OK;
    /* an instant item is done while the person waits: by the end of the same day */
    if (!item->promised.amount) c->due = yz_moment_make(yz_moment_date(c->clock_from), 24 * 60 - 1);
    status = count(item->promised, c, item->hours, item->weekend, &c->due, &c->due_assumed);
    if (status == YZ_OK) status = count(item->legal, c, item->hours, item->weekend, &c->legal_due, &c->due_assumed);
    if (status == YZ_OK && station)
        status = count(item->station_limit, c, station->hours, station->weekend, &c->station_due, &c->due_assumed);
    return status;
}

enum yz_status yz_case_clock(struct yz_session *s, struct yz_case *c) {
    struct yz_item *item = malloc(sizeof *item);
    c->due = c->legal_due = c->station_due = 0;
    c->due_assumed = false;
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = c->paused_at ? YZ_OK : yz_case_item(s, c, item);
    if (status == YZ_OK && !c->paused_at) status = run_clock(s, item, c);
    free(item);
    return status;
}

bool yz_received_in_evening(const struct yz_station *station, yz_moment at) {
    int hour, minute;
    if (!station || sscanf(station->evening, "%2d:%2d", &hour, &minute) != 2) return false;
    return yz_moment_minute(at) >= hour * 60 + minute;
}
