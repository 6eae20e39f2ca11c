/* What is open at a station at the end of a shift: the lines of the handover sheet. */
#include <yizhan/handover.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/tickets.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

enum { PART = 50 };

/* The sheet is read by the whole station: call backs after bad ratings are not in it. */
#define NO_CALLBACK "service <> '" YZ_CALLBACK "' AND "

const char *yz_handover_part_name(enum yz_handover_part part) {
    static const char *const names[] = {N_("排队"), N_("约定回电"), N_("等补材料"), N_("临期")};
    return (unsigned)part < YZ_HANDOVER_PARTS ? yz_tr(names[part]) : "";
}

static struct yz_handover_line *add(struct yz_handover_sheet *h, enum yz_handover_part part, enum yz_kind_id kind,
                                    int64_t id) {
    struct yz_handover_line *l = &h->lines[h->count++];
    *l = (struct yz_handover_line){.id = id, .kind = kind, .part = part};
    return l;
}

/* --- tickets --- */

static void describe_ticket(struct yz_session *s, const struct yz_ticket *t, struct yz_handover_line *l) {
    char name[96];
    l->by = t->taken;
    yz_copy(l->label, sizeof l->label, t->code);
    yz_mask_name(name, sizeof name, t->name);
    snprintf(l->text, sizeof l->text, "%s%s%s%s%s", name, *name && *t->service ? "  " : "", yz_ticket_service(s, t),
             *t->note ? "  " : "", t->note);
    yz_mask_numbers_in(l->text);
}

static enum yz_status add_tickets(struct yz_session *s, int64_t station, struct yz_handover_sheet *h) {
    struct yz_ticket all[PART];
    struct yz_ticket_figures f;
    size_t n = 0;
    enum yz_status status = yz_ticket_figures(s, station, h->day, false, &f);
    if (status == YZ_OK) status = yz_tickets(s, station, h->day, true, NULL, all, PART, &n);
    h->counts[YZ_HANDOVER_TICKETS] = f.waiting + f.called + f.serving;
    for (size_t i = 0; status == YZ_OK && i < n; i++)
        describe_ticket(s, &all[i], add(h, YZ_HANDOVER_TICKETS, YZ_TICKET, all[i].id));
    return status;
}

/* --- cases --- */

static void describe_case(struct yz_session *s, const struct yz_case *c, struct yz_handover_line *l) {
    char name[96] = "", place[96] = "", more[224] = "";
    yz_copy(l->label, sizeof l->label, c->number);
    if (c->person) yz_record_title(s, YZ_PERSON, c->person, true, name, sizeof name);
    else yz_mask_name(name, sizeof name, c->party);
    if (c->household) yz_record_title(s, YZ_HOUSEHOLD, c->household, true, place, sizeof place);
    if (l->part == YZ_HANDOVER_CALLS) yz_copy(more, sizeof more, c->call_note);
    if (l->part == YZ_HANDOVER_DUE) yz_copy(more, sizeof more, yz_known_name(s, &yz_staff_kind, c->owner));
    bool late = l->part == YZ_HANDOVER_DUE && yz_case_overdue(c, yz_now());
    const char *first = late ? _("已超期") : l->part == YZ_HANDOVER_DUE && c->due_assumed ? _("推定") : "";
    snprintf(l->text, sizeof l->text, "%s%s%s  %.60s  %.60s%s%.96s", first, *first ? "  " : "",
             yz_known_service(s, c->service), name, place, *more ? "  " : "", more);
    yz_mask_numbers_in(l->text);
}

/* A part of the open cases: one query that gives ids and moments, by these. */
static enum yz_status add_cases(struct yz_session *s, int64_t station, enum yz_handover_part part, const char *sql,
                                yz_moment until, struct yz_handover_sheet *h) {
    struct yz_query *q = yz_sql(s->store, sql);
    size_t first = h->count;
    static struct yz_case c; /* large; one thread */
    yz_bind(q, 1, station);
    yz_bind(q, 2, until);
    while (yz_next(q)) {
        if (h->counts[part]++ < PART) add(h, part, YZ_CASE, yz_int(q, 0))->by = yz_int(q, 1);
    }
    enum yz_status status = yz_done(q);
    for (size_t i = first; status == YZ_OK && i < h->count; i++) {
        status = yz_record_get(s, YZ_CASE, h->lines[i].id, &c);
        if (status == YZ_OK) describe_case(s, &c, &h->lines[i]);
    }
    return status;
}

enum yz_status yz_handover_sheet(struct yz_session *s, int64_t station, struct yz_handover_sheet *h) {
    struct yz_station place;
    memset(h, 0, sizeof *h);
    h->day = yz_today();
    enum yz_status status = yz_record_get(s, YZ_STATION, station, &place);
    if (status != YZ_OK) return status;
    h->next = yz_station_next_day(&place, h->day);
    yz_snapshot_begin(s->store);
    status = add_tickets(s, station, h);
    if (status == YZ_OK)
        status = add_cases(s, station, YZ_HANDOVER_CALLS,
                           "SELECT id, call_by FROM \"case\" INDEXED BY case_call WHERE " NO_CALLBACK
                           "station = ?1 AND call_by <> 0 AND "
                           "call_by < ?2 ORDER BY call_by",
                           INT64_MAX, h);
    if (status == YZ_OK)
        status = add_cases(s, station, YZ_HANDOVER_WAITING,
                           "SELECT id, received FROM \"case\" INDEXED BY case_waiting_at WHERE " NO_CALLBACK
                           "station = ?1 AND state = 3 "
                           "AND received < ?2 ORDER BY received",
                           INT64_MAX, h);
    if (status == YZ_OK)
        status = add_cases(s, station, YZ_HANDOVER_DUE,
                           "SELECT id, due FROM \"case\" INDEXED BY case_due WHERE " NO_CALLBACK
                           "station = ?1 AND " YZ_CASE_OPEN_SQL " AND due > 0 AND due <= ?2 ORDER BY due",
                           yz_station_closes(&place, h->next), h);
    yz_snapshot_end(s->store);
    return status;
}
