/* Whether something comes in the station's extended hours. */
#include <stdio.h>

#include "service/desk/desk_private.h"

bool yz_received_in_evening(const struct yz_station *station, yz_moment at) {
    int hour, minute;
    if (!station || sscanf(station->evening, "%2d:%2d", &hour, &minute) != 2) return false;
    return yz_moment_minute(at) >= hour * 60 + minute;
}
