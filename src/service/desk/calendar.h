/* The calendars of a station file, and counting its open cases anew when they change. */
#ifndef YZ_SERVICE_DESK_CALENDAR_H
#define YZ_SERVICE_DESK_CALENDAR_H

#include <yizhan/deadline.h>

struct yz_special_days;
struct yz_store;

/* Within an act: these days in place of those of their years. */
enum yz_status yz_calendar_put(struct yz_store *store, const struct yz_special_days *days, const char *source);

/* Within an act: counts the deadlines of all open cases with the calendars in use, puts those that differ, and notes in the file
 * which calendars that was. `*count` gets how many are due at another moment, the first `max` are in `moved`. */
enum yz_status yz_cases_recount(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count);

#endif
