/* Shifts: who is on duty at which station, and when. */
#ifndef YIZHAN_SHIFTS_H
#define YIZHAN_SHIFTS_H

#include "counter.h"
#include "findings.h"
#include "status.h"

struct yz_session;

struct yz_duty { /* a shift with the words that belong to it */
    struct yz_shift shift;
    char staff[96], station[96]; /* names */
};

/* Adds a shift as one act. station 0 = where the member of staff works. `evening` and `day` follow from the times. Findings
 * for times that are none, staff that has left, and another shift of the same one at the same time. */
enum yz_status yz_shift_add(struct yz_session *s, struct yz_shift *shift, struct yz_findings *f);

/* The shifts of a day, by when they begin; station 0 = of all. At most `max`. */
enum yz_status yz_shifts(struct yz_session *s, int64_t station, yz_date day, struct yz_duty *out, size_t max,
                         size_t *count);

/* Who is on duty at a moment. */
enum yz_status yz_on_duty(struct yz_session *s, int64_t station, yz_moment at, struct yz_duty *out, size_t max,
                          size_t *count);

/* Who is on duty in the extended hours of a day. */
enum yz_status yz_evening_duty(struct yz_session *s, int64_t station, yz_date day, struct yz_duty *out, size_t max,
                               size_t *count);

#endif
