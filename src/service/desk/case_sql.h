/* What the files of the queue say the same way.
 *
 * Open are the cases that wait for somebody: accepted, papers awaited, assigned, in progress, returned, extended, transferred,
 * reopened. The queue's partial indexes are made over exactly this condition, so a query that wants them repeats it by
 * this name. No list after IN: SQLite would fill a table with it once for each index at each write. */
#ifndef YZ_SERVICE_CASE_SQL_H
#define YZ_SERVICE_CASE_SQL_H

#include <yizhan/kind.h>

#define YZ_CASE_OPEN_SQL "(state BETWEEN 2 AND 8 OR state = 14)"

/* Drawers of the cases' counts (struct yz_tally); station 0 is all stations. */
enum {
    YZ_TALLY_STATE = 1, /* station, state */
    YZ_TALLY_DUE,       /* station, day: open and due on that day */
    YZ_TALLY_OWNER,     /* owner, station: open */
    YZ_TALLY_EVENING    /* station, day: received then in the extended hours */
};
extern const struct yz_tallying yz_case_tally;

#endif
