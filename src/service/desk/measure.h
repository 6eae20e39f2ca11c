/* How far along a count is at each minute, and at which minute it gets so far: the one sum behind deadlines in every unit.
 *
 * Minutes are the station's, since 1970-01-01 00:00 there. For hours the count is in minutes; for days it is in days, and
 * a day counts at its end: the end of its working time, 23:59 for calendar days. */
#ifndef YZ_SERVICE_DESK_MEASURE_H
#define YZ_SERVICE_DESK_MEASURE_H

#include <yizhan/deadline.h>

enum { YZ_DAY_MINUTES = 1440, YZ_NEVER = -1 };

struct yz_measure {
    enum yz_limit_unit unit;
    const struct yz_hours *hours;
    int64_t workday, weekend; /* working minutes of such days */
    int64_t start, day0;
    int64_t amount; /* of the limit: minutes or days */
    int end;        /* minute of the day at which a day counts */
};

/* YZ_REFUSED as yz_deadline; the calendars are loaded. */
enum yz_status yz_measure_begin(struct yz_limit limit, yz_moment start, const struct yz_hours *hours,
                                struct yz_measure *out);
/* The count at a minute from the start on; of the start itself it is what the limit is added to. */
int64_t yz_measure_until(const struct yz_measure *m, int64_t minute);
/* The first minute at which the count gets to that; YZ_NEVER when that is after 2999. */
int64_t yz_measure_at(const struct yz_measure *m, int64_t count);

int64_t yz_local_minute(yz_moment at); /* seconds are cut off */
yz_moment yz_from_local(int64_t minute);
int64_t yz_day_of(int64_t minute); /* day number; also of minutes before 1970 */

/* The spans of the working time that begins on a day. */
const struct yz_span *yz_spans_on(const struct yz_hours *h, int64_t day, size_t *count);

#endif
