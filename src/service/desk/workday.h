/* Working days: Monday to Friday, but for the days off and the make-up working days that data/calendars/cn*.csv and the
 * station file name. A year is known when any day of it is named; in other years a count goes by Monday to Friday.
 *
 * Days are counted as yz_day_number does. Asking costs a lookup: working days are summed up once, from 2015 to the last
 * year that is known; what follows is arithmetic. */
#ifndef YZ_SERVICE_DESK_WORKDAY_H
#define YZ_SERVICE_DESK_WORKDAY_H

#include <stdbool.h>
#include <yizhan/date.h>
#include <yizhan/deadline.h>

#include "service/desk/calendar_file.h"

/* The `count`-th working day after `from`, which is day 0 whatever day it is; `from` itself for 0. 0 when the calendar
 * of dates (year 2999) ends first. */
yz_date yz_workday_add(yz_date from, int n, bool *assumed);

/* Why a day is (not) a working day: the name of the holiday ("春节"), "" on an ordinary day. */
const char *yz_workday_name(yz_date day);

/* Reads the calendars when that has not been done: YZ_BUSY when memory ran out. The three below count on it. */
enum yz_status yz_workdays_load(void);
/* Working days from 2015-01-01 to the day itself; 0 before. */
int64_t yz_workdays_until(int64_t day);
/* The day with so many working days until it, the first of them; n from 1. */
int64_t yz_workday_nth(int64_t n);
/* Whether every year from one day to the other is known. */
bool yz_years_known(int64_t from, int64_t to);

/* The days that the station file names: for the years in it they stand in for the built-in ones. Copied; `key` says which they
 * are. YZ_BUSY: the calendars are as before. */
enum yz_status yz_workdays_use(const struct yz_special_days *own, int64_t key);
int64_t yz_workdays_key(void); /* of those in use; 0 = only the built-in ones */
/* What all calendars in use say, as one number that is never 0. */
int64_t yz_workdays_print(void);

/* Named days of a year (0 = all) in use, in the order of the dates; NULL at the end. */
const struct yz_special_day *yz_workdays_named(int year, size_t i);

void yz_workdays_free(void);

#endif
