/* The parts of 今日: a heading with a number each, and the rows that matter most behind it. What somebody sees at the first paint is
 * read at once; the rest is read while nothing is typed, a little at a time. */
#ifndef YZ_UI_SCREENS_TODAY_PARTS_H
#define YZ_UI_SCREENS_TODAY_PARTS_H

#include "ui/ui.h"

#include <yizhan/agenda.h>
#include <yizhan/cases.h>
#include <yizhan/policies.h>
#include <yizhan/visits.h>

enum { YZ_TODAY_ROWS = 8, YZ_TODAY_CELLS = 6 };
enum { /* of a count */
       YZ_TODAY_UNREAD = -1,
       YZ_TODAY_NO_NUMBER = -2, /* there is something, and no number of it */
       YZ_TODAY_ABSENT = -3     /* this station has no such thing: nothing is said of it */
};

struct yz_today_row {
    int64_t id; /* the same within its part */
    struct yz_target target;
    enum yz_role role;
    char cells[YZ_TODAY_CELLS][96];
};

struct yz_today_part {
    int64_t count;
    char note[64];           /* beside the number */
    struct yz_target target; /* all of it */
    struct yz_today_row rows[YZ_TODAY_ROWS];
    size_t row_count;
};

struct yz_today { /* zero-initialise; release with yz_today_free */
    struct yz_session *session;
    const struct yz_agenda *agenda;
    struct yz_today_part parts[YZ_AGENDA_PARTS];
    bool first;                 /* it is read for the first paint: a few rows are enough */
    bool read[YZ_AGENDA_PARTS]; /* since it began anew */
    struct yz_case_counts counts;
    /* what is read in idle time: which part, and how far it is */
    size_t column, place;
    struct yz_people people;
    size_t reading;
    bool people_read;
    struct yz_walk_building *buildings;
    size_t building_count, walked;
};

/* Reads the parts of whoever is signed in that are to be seen at once; the others begin anew, and what they said stands until
 * they are read. */
enum yz_status yz_today_read(struct yz_today *t, struct yz_session *s);
/* Reads a little more; true while there is more. `*news`: a part has been read. */
bool yz_today_more(struct yz_today *t, bool *news);
void yz_today_free(struct yz_today *t);

const char *yz_today_part_name(enum yz_agenda_part part); /* translated */
/* A row of that part in one line of so many columns; answers `out`. */
char *yz_today_row_text(enum yz_agenda_part part, const struct yz_today_row *row, int columns, char *out, size_t room);

/* --- for the readers (today_desk.c, today_net.c) --- */

/* Fills one part. True while there is more of it to read: it is called again. A part that cannot be read stays as it is: its own
 * screen says what is wrong. */
typedef bool yz_today_reader(struct yz_today *t, struct yz_today_part *p);
yz_today_reader yz_today_evening, yz_today_overdue, yz_today_due, yz_today_mine, yz_today_waiting, yz_today_offered,
    yz_today_queue, yz_today_calls, yz_today_duty, yz_today_stations, yz_today_roster, yz_today_backup,
    yz_today_district, yz_today_looks, yz_today_gaps, yz_today_policies, yz_today_visits, yz_today_needs,
    yz_today_confirm, yz_today_matches, yz_today_terms;

/* How many a part has that is counted at once: of the views of the queue, and of matches. */
int64_t yz_today_count(struct yz_today *t, enum yz_agenda_part part);

/* The next row of a part, empty; NULL when it has as many as it shows. */
struct yz_today_row *yz_today_add(struct yz_today_part *p, int64_t id, enum yz_role role);
void yz_today_clear(struct yz_today_part *p, int64_t count);

#endif
