/* The waiting line as it is read: lists, one by its code, how long people waited. */
#include <yizhan/tickets.h>

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

const char *yz_ticket_service(struct yz_session *s, const struct yz_ticket *t) {
    return *t->service ? yz_known_service(s, t->service) : "";
}

/* Being served, called, waiting: in the order in which they come to the counter. */
enum yz_status yz_tickets(struct yz_session *s, int64_t station, yz_date day, bool open_only,
                          const struct yz_ticket *after, struct yz_ticket *out, size_t max, size_t *count) {
    struct yz_query *q =
        open_only
            ? yz_select(s->store, &yz_ticket_kind,
                        "WHERE station = ?1 AND day = ?2 AND state IN (1,2,3) AND (?6 = 0 OR "
                        "(state <> 3, state <> 2, NOT priority, carried_from = 0, number) > (?3, ?4, ?5, ?7, ?6)) "
                        "ORDER BY state <> 3, state <> 2, NOT priority, carried_from = 0, number")
            : yz_select(s->store, &yz_ticket_kind, "WHERE station = ?1 AND day = ?2 AND number > ?6 ORDER BY number");
    *count = 0;
    yz_bind(q, 1, station);
    yz_bind(q, 2, day);
    yz_bind(q, 6, after ? after->number : 0);
    if (open_only) {
        yz_bind(q, 3, after && after->state != YZ_TICKET_SERVING);
        yz_bind(q, 4, after && after->state != YZ_TICKET_CALLED);
        yz_bind(q, 5, after && !after->priority);
        yz_bind(q, 7, after && !after->carried_from);
    }
    while (*count < max && yz_next(q)) yz_row(q, &yz_ticket_kind, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_ticket_by_code(struct yz_session *s, int64_t station, yz_date day, const char *code,
                                 struct yz_ticket *out) {
    char typed[32], *end;
    yz_text_fold(typed, sizeof typed, code);
    const char *digits = typed + (*typed >= 'a' && *typed <= 'c');
    int64_t number = strtoll(digits, &end, 10);
    if (end == digits || *end) number = 0;
    struct yz_query *q =
        yz_select(s->store, &yz_ticket_kind, "WHERE station = ?1 AND day = ?2 AND number = ?3 ORDER BY number LIMIT 1");
    yz_bind(q, 1, station);
    yz_bind(q, 2, day ? day : yz_today());
    yz_bind(q, 3, number);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_ticket_kind, out);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("这一天没有排队号 %s（例如 A012）"), code) : status;
}

int64_t yz_ticket_minutes(struct yz_session *s, const struct yz_ticket *t) {
    struct yz_station station;
    yz_moment until = t->served                                     ? t->served
                      : t->state == YZ_TICKET_CARRIED               ? t->ended
                      : t->state == YZ_TICKET_WAITING || !t->called ? yz_now()
                                                                    : t->called;
    if (yz_moment_date(until) > t->day && yz_get(s->store, &yz_station_kind, t->station, &station) == YZ_OK)
        until = yz_station_closes(&station, t->day);
    return until > t->taken ? (until - t->taken) / 60000 : 0;
}

static void add(struct yz_session *s, struct yz_ticket_figures *f, const struct yz_ticket *t, int64_t *sum) {
    int64_t *const by_state[] = {NULL, &f->waiting, &f->called, &f->serving, &f->done, &f->absent, &f->carried};
    int64_t minutes = yz_ticket_minutes(s, t);
    f->taken++;
    if (t->state >= YZ_TICKET_WAITING && t->state <= YZ_TICKET_CARRIED) ++*by_state[t->state];
    if (t->state == YZ_TICKET_WAITING && minutes > f->longest_now) f->longest_now = minutes;
    if (t->state != YZ_TICKET_DONE && t->state != YZ_TICKET_SERVING) return;
    f->served++;
    *sum += minutes;
    if (minutes > f->longest) f->longest = minutes;
}

#define FIGURES "SELECT state, taken, called, served, ended, station FROM ticket INDEXED BY "
#define CHOSEN  " AND day = ?2 AND (?3 = 0 OR evening = 1)"

enum yz_status yz_ticket_figures(struct yz_session *s, int64_t station, yz_date day, bool evening,
                                 struct yz_ticket_figures *out) {
    struct yz_query *q = station ? yz_sql(s->store, FIGURES "ticket_day WHERE station = ?1" CHOSEN)
                                 : yz_sql(s->store, FIGURES "ticket_any WHERE ?1 = 0" CHOSEN);
    int64_t sum = 0;
    *out = (struct yz_ticket_figures){0};
    yz_bind(q, 1, station);
    yz_bind(q, 2, day);
    yz_bind(q, 3, evening);
    while (yz_next(q)) {
        struct yz_ticket t = {.state = (int32_t)yz_int(q, 0), .taken = yz_int(q, 1), .called = yz_int(q, 2)};
        t.served = yz_int(q, 3);
        t.ended = yz_int(q, 4);
        t.station = yz_int(q, 5);
        t.day = day;
        add(s, out, &t, &sum);
    }
    enum yz_status status = yz_done(q);
    if (out->served) out->average = sum / out->served;
    out->left_over = yz_sql_int(s->store,
                                "SELECT count(*) FROM ticket INDEXED BY ticket_open WHERE state IN (1,2,3,5) "
                                "AND state <> 5 AND (?1 = 0 OR station = ?1) AND day < ?2",
                                station, day);
    return status;
}
