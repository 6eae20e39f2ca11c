/* The waiting line: taking a number, calling, serving, carrying over. Whatever is decided is decided within the act. */
#include <yizhan/tickets.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/workday.h"
#include "service/session.h"

#define CALLING_ORDER "ORDER BY priority DESC, carried_from <> 0 DESC, number"

/* --- taking --- */

static void name_code(struct yz_ticket *t) {
    snprintf(t->code, sizeof t->code, "%c%03d", t->carried_from ? 'C' : t->priority ? 'B' : 'A', (int)t->number);
}

static int64_t next_number(struct yz_session *s, int64_t station, yz_date day) {
    return 1 + yz_sql_int(s->store, "SELECT ifnull(max(number), 0) FROM ticket WHERE station = ?1 AND day = ?2",
                          station, day);
}

static enum yz_status put_numbered(struct yz_session *s, struct yz_ticket *t) {
    t->number = next_number(s, t->station, t->day);
    name_code(t);
    return yz_put(s->store, &yz_ticket_kind, t);
}

static bool has_service(struct yz_session *s, const char *key) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM service WHERE key = ?1");
    yz_bind_text(q, 1, key);
    bool found = yz_next(q);
    yz_done(q);
    return found;
}

static void check_wish(struct yz_session *s, const struct yz_ticket_wish *w, struct yz_ticket *t,
                       struct yz_findings *f) {
    const struct yz_kind *k = &yz_ticket_kind;
    yz_field_set(yz_field_named(k, "name"), t, w->name ? w->name : "", false, f);
    yz_field_set(yz_field_named(k, "phone"), t, w->phone ? w->phone : "", false, f);
    yz_field_set(yz_field_named(k, "note"), t, w->note ? w->note : "", false, f);
    if (!w->service || !*w->service) return;
    if (has_service(s, w->service)) yz_copy(t->service, sizeof t->service, w->service);
    else yz_find_error(f, "service", w->service, _("没有这个事项"), _("事项见 yizhan service list"));
}

enum yz_status yz_ticket_take(struct yz_session *s, int64_t station, const struct yz_ticket_wish *w,
                              struct yz_ticket *out, struct yz_findings *f) {
    struct yz_station place;
    yz_moment now = yz_now();
    enum yz_status status = yz_record_get(s, YZ_STATION, station, &place);
    if (status != YZ_OK) return status;
    *out = (struct yz_ticket){.station = station, .day = yz_moment_date(now), .state = YZ_TICKET_WAITING};
    out->priority = w->priority;
    out->person = w->person;
    out->taken = now;
    out->evening = yz_received_in_evening(&place, now);
    check_wish(s, w, out, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s：%s", f->all[0].rule, f->all[0].mend);
    status = yz_session_act(s, "take-ticket");
    return status == YZ_OK ? yz_session_end(s, put_numbered(s, out)) : status;
}

/* --- calling and serving --- */

static const struct {
    unsigned from; /* states that allow it, a bit each */
    int32_t to;
    const char *verb;
} steps[] = {
    [YZ_TICKET_CALL] = {1u << YZ_TICKET_WAITING | 1u << YZ_TICKET_CALLED | 1u << YZ_TICKET_ABSENT, YZ_TICKET_CALLED,
                        "call-ticket"},
    [YZ_TICKET_MISS] = {1u << YZ_TICKET_CALLED, YZ_TICKET_ABSENT, "miss-ticket"},
    [YZ_TICKET_SERVE] = {1u << YZ_TICKET_WAITING | 1u << YZ_TICKET_CALLED | 1u << YZ_TICKET_ABSENT, YZ_TICKET_SERVING,
                         "serve-ticket"},
    [YZ_TICKET_FINISH] = {1u << YZ_TICKET_CALLED | 1u << YZ_TICKET_SERVING, YZ_TICKET_DONE, "finish-ticket"},
};

bool yz_ticket_may(int32_t state, enum yz_ticket_step step) {
    return steps[step].from >> state & 1;
}

static void take_step(struct yz_session *s, struct yz_ticket *t, enum yz_ticket_step step, int64_t case_id) {
    yz_moment now = yz_now();
    t->state = steps[step].to;
    t->staff = yz_session_staff(s)->id;
    if (step == YZ_TICKET_CALL) {
        t->called = now;
        t->calls++;
    }
    if (step == YZ_TICKET_SERVE || (step == YZ_TICKET_FINISH && !t->served)) t->served = now;
    if (step == YZ_TICKET_MISS || step == YZ_TICKET_FINISH) t->ended = now;
    else t->ended = 0;
    if (case_id) t->case_id = case_id;
}

static enum yz_status not_now(const struct yz_ticket *t, enum yz_ticket_step step) {
    static const char *const mends[] = {
        [YZ_TICKET_CALL] = N_("只有等候、已叫号和过号的能叫"),
        [YZ_TICKET_MISS] = N_("先叫号，没有人来才记过号"),
        [YZ_TICKET_SERVE] = N_("只有等候、已叫号和过号的能接待"),
        [YZ_TICKET_FINISH] = N_("先叫号或接待"),
    };
    return yz_fail(YZ_REFUSED, _("%1$s 现在是“%2$s”：%3$s"), t->code, yz_code_label("ticket_state", t->state),
                   yz_tr(mends[step]));
}

enum yz_status yz_ticket_do(struct yz_session *s, struct yz_ticket *t, enum yz_ticket_step step, int64_t case_id) {
    struct yz_ticket after;
    enum yz_status status = yz_session_act(s, steps[step].verb);
    if (status != YZ_OK) return status;
    status = yz_get(s->store, &yz_ticket_kind, t->id, &after);
    if (status == YZ_OK && !yz_ticket_may(after.state, step)) status = not_now(&after, step);
    if (status == YZ_OK && after.version != t->version) /* somebody was quicker, and the step would do it twice */
        status = yz_fail(YZ_REFUSED, _("%1$s 刚由 %2$s 处理过，现在是“%3$s”"), after.code,
                         yz_known_name(s, &yz_staff_kind, after.staff), yz_code_label("ticket_state", after.state));
    if (status == YZ_OK) {
        take_step(s, &after, step, case_id);
        status = yz_put(s->store, &yz_ticket_kind, &after);
    }
    status = yz_session_end(s, status);
    if (status == YZ_OK) *t = after;
    return status;
}

static enum yz_status first_waiting(struct yz_session *s, int64_t station, struct yz_ticket *out) {
    struct yz_query *q =
        yz_select(s->store, &yz_ticket_kind, "WHERE station = ?1 AND day = ?2 AND state = 1 " CALLING_ORDER " LIMIT 1");
    yz_bind(q, 1, station);
    yz_bind(q, 2, yz_today());
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_ticket_kind, out);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("没有人在等候")) : status;
}

enum yz_status yz_ticket_next(struct yz_session *s, int64_t station, struct yz_ticket *out) {
    enum yz_status status = yz_session_act(s, steps[YZ_TICKET_CALL].verb);
    if (status != YZ_OK) return status;
    status = first_waiting(s, station, out);
    if (status == YZ_OK) {
        take_step(s, out, YZ_TICKET_CALL, 0);
        status = yz_put(s->store, &yz_ticket_kind, out);
    }
    return yz_session_end(s, status);
}

/* --- carrying over --- */

yz_date yz_station_next_day(const struct yz_station *station, yz_date day) {
    for (int i = 0; i < 60; i++) { /* no holidays are longer */
        day = yz_date_add(day, 1);
        if (yz_workday(day, NULL) ? *station->hours : *station->weekend) return day;
    }
    return yz_workday_add(day, 1, NULL);
}

static int last_minute(const char *spans) {
    const char *last = strrchr(spans, '-');
    return last ? yz_day_minute(last + 1) : -1;
}

yz_moment yz_station_closes(const struct yz_station *station, yz_date day) {
    int minute = yz_workday(day, NULL) ? -1 : last_minute(station->weekend);
    if (minute < 0) minute = last_minute(station->hours);
    return yz_moment_make(day, minute < 0 ? 24 * 60 : minute);
}

/* When the station opens on a day: those carried over wait from then on. */
static yz_moment opening(const struct yz_station *station, yz_date day) {
    const char *spans = yz_workday(day, NULL) ? station->hours : station->weekend;
    int minute = yz_day_minute(spans);
    return yz_moment_make(day, minute < 0 ? 9 * 60 : minute);
}

/* One ticket becomes one of another day. */
static enum yz_status carry(struct yz_session *s, struct yz_ticket *t, const struct yz_station *station, yz_date to) {
    struct yz_ticket next = *t;
    t->state = YZ_TICKET_CARRIED;
    t->ended = yz_now();
    enum yz_status status = yz_put(s->store, &yz_ticket_kind, t);
    next.id = next.version = 0;
    next.day = to;
    next.state = YZ_TICKET_WAITING;
    next.evening = false;
    next.taken = opening(station, to);
    next.called = next.served = next.ended = 0;
    next.calls = next.staff = 0;
    next.carried_from = t->id;
    return status == YZ_OK ? put_numbered(s, &next) : status;
}

/* The next one to be carried, in calling order, the older day first; those taken anew meanwhile are of a later day. */
static enum yz_status next_open(struct yz_session *s, int64_t station, yz_date day, struct yz_ticket *out,
                                bool *found) {
    struct yz_query *q =
        yz_select(s->store, &yz_ticket_kind,
                  "INDEXED BY ticket_open WHERE station = ?1 AND state IN (1,2,3,5) AND state <> 5 AND day <= ?2 "
                  "ORDER BY priority DESC, carried_from <> 0 DESC, day, number LIMIT 1");
    yz_bind(q, 1, station);
    yz_bind(q, 2, day);
    *found = yz_next(q);
    if (*found) yz_row(q, &yz_ticket_kind, out);
    return yz_done(q);
}

enum yz_status yz_ticket_carry(struct yz_session *s, int64_t station, yz_date day, yz_date *to, size_t *count) {
    struct yz_station place;
    struct yz_ticket t;
    bool found = true;
    *count = 0;
    enum yz_status status = yz_record_get(s, YZ_STATION, station, &place);
    if (status != YZ_OK) return status;
    *to = yz_station_next_day(&place, day);
    status = yz_session_act(s, "carry-tickets");
    if (status != YZ_OK) return status;
    for (; status == YZ_OK && found; *count += found) {
        status = next_open(s, station, day, &t, &found);
        if (status == YZ_OK && found) status = carry(s, &t, &place, *to);
    }
    status = yz_session_end(s, status);
    if (status != YZ_OK) *count = 0;
    return status;
}
