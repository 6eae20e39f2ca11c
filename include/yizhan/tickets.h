/* The waiting line of a station: numbers taken, called, served, carried over to the next day.
 *
 * The order is: priority first (old, pregnant, disabled), then those carried over from an earlier day, then by number. A
 * number counts for its station and its day; its letter says why somebody comes earlier: A ordinary, B priority, C carried
 * over. Each of these is one act, decided under the file's write lock: two who call at once never get the same ticket. */
#ifndef YIZHAN_TICKETS_H
#define YIZHAN_TICKETS_H

#include "counter.h"
#include "findings.h"
#include "station.h"
#include "status.h"

struct yz_session;

struct yz_ticket_wish { /* zero-initialise; all of it may be left empty */
    const char *name, *phone, *note;
    const char *service; /* key of an item of the catalogue */
    int64_t person;
    bool priority;
};
/* Takes the next number of today at a station. YZ_REFUSED with findings for a name, phone or service that is none. */
enum yz_status yz_ticket_take(struct yz_session *s, int64_t station, const struct yz_ticket_wish *wish,
                              struct yz_ticket *out, struct yz_findings *f);

/* Calls the next one of today. YZ_REFUSED when nobody waits. */
enum yz_status yz_ticket_next(struct yz_session *s, int64_t station, struct yz_ticket *out);

/* Steps of one ticket, given as it was shown; on success it is as it stands after. YZ_REFUSED when its state does not
 * allow the step (the message says what it allows), or somebody else was quicker. */
enum yz_ticket_step {
    YZ_TICKET_CALL,  /* once more, or out of turn, or after it was not there */
    YZ_TICKET_MISS,  /* called, and not there (过号): it can be called again today */
    YZ_TICKET_SERVE, /* the person sits down */
    YZ_TICKET_FINISH /* done; `case_id` is the case that came of it, 0 = none */
};
enum yz_status yz_ticket_do(struct yz_session *s, struct yz_ticket *t, enum yz_ticket_step step, int64_t case_id);
/* Whether a ticket in this state can take it. */
bool yz_ticket_may(int32_t state, enum yz_ticket_step step);

/* At closing time: every ticket of `day` or before that waits, was called or is being served is carried over; each becomes a
 * new ticket of the next day on which the station is open, in the order in which they would have been called. `*to` gets
 * that day. Nothing to carry: YZ_OK and *count 0. Undone as one. */
enum yz_status yz_ticket_carry(struct yz_session *s, int64_t station, yz_date day, yz_date *to, size_t *count);

/* Tickets of a station's day: those that wait or are being called and served in the order of calling, or all by number.
 * `after`: the last one of the page before, NULL = from the first. */
enum yz_status yz_tickets(struct yz_session *s, int64_t station, yz_date day, bool open_only,
                          const struct yz_ticket *after, struct yz_ticket *out, size_t max, size_t *count);

/* "A012", "a12", "12", full-width too: of today when `day` is 0. YZ_REFUSED when there is none. */
enum yz_status yz_ticket_by_code(struct yz_session *s, int64_t station, yz_date day, const char *code,
                                 struct yz_ticket *out);

/* What it is for: the short name of its service, in the language in force; "" when nobody said. Lives with the session. */
const char *yz_ticket_service(struct yz_session *s, const struct yz_ticket *t);

/* What was waited, in whole minutes: until it was served (called, when nobody was), or until now; of a day that is over, until
 * the station closed. */
int64_t yz_ticket_minutes(struct yz_session *s, const struct yz_ticket *t);

struct yz_ticket_figures {
    int64_t waiting, called, serving, done, absent, carried; /* tickets of the day by state */
    int64_t taken;                                           /* all of them */
    int64_t served;                                          /* done or being served */
    int64_t average, longest;                                /* minutes that those served had waited */
    int64_t longest_now;                                     /* minutes of whoever waits longest */
    int64_t left_over;                                       /* open tickets of days before, not carried over yet */
};
/* Of a station's day (0 = all stations); `evening`: only those taken in the extended hours. */
enum yz_status yz_ticket_figures(struct yz_session *s, int64_t station, yz_date day, bool evening,
                                 struct yz_ticket_figures *out);

/* The station's next open day after `day`: a working day, or another one when it has weekend hours. */
yz_date yz_station_next_day(const struct yz_station *station, yz_date day);
/* When the station closes on a day, as on a working day where it is not open; midnight when its hours are not known. */
yz_moment yz_station_closes(const struct yz_station *station, yz_date day);

#endif
