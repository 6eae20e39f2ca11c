/* When a case is due, and whether it came in the station's extended hours. */
#include <stdio.h>

#include "service/desk/desk_private.h"
#include "service/desk/workday.h"

yz_moment yz_case_due(const struct yz_item *item, yz_moment received, bool *assumed) {
    yz_date day = yz_moment_date(received);
    struct yz_findings f = {0};
    struct yz_hours h;
    /* an instant item is done while the person waits: by the end of the same day */
    if (item->type == YZ_ITEM_INSTANT || !item->promised.amount) return yz_moment_make(day, 24 * 60 - 1);
    yz_hours_parse(item->hours, item->weekend, "hours", &h, &f);
    yz_findings_free(&f);
    yz_date last = yz_workday_add(day, (int)item->promised.amount, assumed);
    return last && h.workdays ? yz_moment_make(last, h.workday[h.workdays - 1].to) : 0;
}

bool yz_received_in_evening(const struct yz_station *station, yz_moment at) {
    int hour, minute;
    if (!station || sscanf(station->evening, "%2d:%2d", &hour, &minute) != 2) return false;
    return yz_moment_minute(at) >= hour * 60 + minute;
}
