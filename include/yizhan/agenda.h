/* 今日: which parts somebody sees first when the day begins, by role; data (data/today/roles.conf). */
#ifndef YIZHAN_AGENDA_H
#define YIZHAN_AGENDA_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

enum yz_agenda_part {
    YZ_AGENDA_EVENING, /* the views of the queue … */
    YZ_AGENDA_OVERDUE,
    YZ_AGENDA_DUE_TODAY,
    YZ_AGENDA_MINE,
    YZ_AGENDA_WAITING,
    YZ_AGENDA_OFFERED, /* … up to here */
    YZ_AGENDA_QUEUE,   /* who waits, and since when */
    YZ_AGENDA_CALLS,   /* promised and not made yet */
    YZ_AGENDA_DUTY,    /* today's shifts of the station */
    YZ_AGENDA_STATIONS,
    YZ_AGENDA_ROSTER, /* evenings to come for which nobody is down */
    YZ_AGENDA_GAPS,   /* duties of the net that nobody holds */
    YZ_AGENDA_NEWBORNS,
    YZ_AGENDA_PEOPLE,
    YZ_AGENDA_VISITS,
    YZ_AGENDA_NEEDS,
    YZ_AGENDA_CONFIRM, /* delivered, and the resident has not said that it did */
    YZ_AGENDA_MATCHES,
    YZ_AGENDA_TERMS,
    YZ_AGENDA_BACKUP,
    YZ_AGENDA_DISTRICT,
    YZ_AGENDA_LOOKS, /* what was seen unmasked today */
    YZ_AGENDA_PARTS
};

enum { YZ_AGENDA_COLUMNS = 3 };

struct yz_agenda_column {
    enum yz_agenda_part parts[YZ_AGENDA_PARTS];
    size_t count;
};

struct yz_agenda {
    char role[32]; /* key of staff_role */
    struct yz_agenda_column columns[YZ_AGENDA_COLUMNS];
};

/* The agenda of a role, of one that the file does not name the first in it. NULL, with a message, when the file is wrong. */
const struct yz_agenda *yz_agenda_of(int32_t role);

/* How many days ahead are looked at: for shifts, for leases and permits. 0 when the file is wrong. */
int64_t yz_agenda_roster_days(void);
int64_t yz_agenda_term_days(void);

#endif
