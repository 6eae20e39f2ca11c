/* Working days: Monday to Friday, but for the days off and the make-up working days that data/calendars/cn*.csv name.
 * A year is known when a calendar names any day of it; in other years a count goes by Monday to Friday and says so. */
#ifndef YZ_SERVICE_DESK_WORKDAY_H
#define YZ_SERVICE_DESK_WORKDAY_H

#include <stdbool.h>
#include <yizhan/date.h>

/* `*assumed` is set (never cleared) when the day's year is not known. May be NULL. */
bool yz_workday(yz_date day, bool *assumed);

/* The `count`-th working day after `from`, which is day 0 whatever day it is; `from` itself for 0. 0 when the calendar
 * of dates (year 2999) ends first. */
yz_date yz_workday_add(yz_date from, int n, bool *assumed);

/* Why a day is (not) a working day: the name of the holiday ("春节"), "" on an ordinary day. */
const char *yz_workday_name(yz_date day);

void yz_workdays_free(void);

#endif
