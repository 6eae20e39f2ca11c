/* The clocks of a case: the department's, to the promised and the legal limit, and the station's own. */
#ifndef YZ_SERVICE_DESK_CASE_CLOCK_H
#define YZ_SERVICE_DESK_CASE_CLOCK_H

#include <yizhan/catalogue.h>
#include <yizhan/station.h>

/* yz_case_clock with the item and the station at hand (NULL: no station, no clock of it). */
enum yz_status yz_clock_set(const struct yz_item *item, const struct yz_station *station, struct yz_case *c);

/* Does a year without a calendar decide about the end of its legal limit? */
bool yz_clock_legal_assumed(const struct yz_item *item, const struct yz_case *c);

#endif
