/* Whether something comes in the station's extended hours. */
#include <yizhan/deadline.h>

#include "service/desk/desk_private.h"

bool yz_received_in_evening(const struct yz_station *station, yz_moment at) {
    int begins = station ? yz_day_minute(station->evening) : -1;
    return begins >= 0 && yz_moment_minute(at) >= begins;
}
