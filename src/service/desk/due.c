/* When a form that is being filled in would be due, and whether it comes in the station's extended hours. */
#include <stdio.h>

#include "service/desk/case_clock.h"
#include "service/desk/desk_private.h"

yz_moment yz_case_due(const struct yz_item *item, yz_moment received, bool *assumed) {
    struct yz_case c = {.received = received};
    if (yz_clock_set(item, NULL, &c) != YZ_OK) return 0;
    *assumed |= c.due_assumed;
    return c.due;
}

bool yz_received_in_evening(const struct yz_station *station, yz_moment at) {
    int hour, minute;
    if (!station || sscanf(station->evening, "%2d:%2d", &hour, &minute) != 2) return false;
    return yz_moment_minute(at) >= hour * 60 + minute;
}
