/* Parts of 今日 at the desk and behind it: cases, who waits, who is on duty, how backups and the district stand. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/desk/evening.h"
#include "ui/screens/desk/queue_rows.h"
#include "ui/screens/today_parts.h"

#include <stdio.h>
#include <yizhan/backup.h>
#include <yizhan/codes.h>
#include <yizhan/deadline.h>
#include <yizhan/handover.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/loop.h>
#include <yizhan/registry.h>
#include <yizhan/tickets.h>

enum { STATIONS = 64, SHIFTS = 32, LOOKS = 100, FEW = 3 };

#define CELL(row, n, text) yz_copy((row)->cells[n], sizeof(row)->cells[n], text)

static int64_t own_station(const struct yz_today *t) {
    return yz_session_station(t->session)->id;
}

/* --- cases --- */

/* By when, or since when; while the clock stands, why. */
static void add_case(struct yz_today_part *p, const struct yz_case_line *c, bool received) {
    struct yz_today_row *row = yz_today_add(p, c->id, c->overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
    char at[YZ_MOMENT_TEXT];
    if (!row) return;
    yz_queue_moment(received ? c->received : c->due, !received && c->due_assumed, at);
    const char *state = yz_code_label("case_state", c->state);
    const char *cells[YZ_TODAY_CELLS] = {c->number,  c->service_name,  c->person_name,
                                         c->address, *at ? at : state, *at ? state : ""};
    for (int i = 0; i < YZ_TODAY_CELLS; i++) CELL(row, i, cells[i]);
    row->target = YZ_TARGET("case", YZ_CASE, c->id);
}

int64_t yz_today_count(struct yz_today *t, enum yz_agenda_part part) {
    const struct yz_case_counts *c = &t->counts;
    const int64_t counts[] = {c->evening, c->overdue, c->due_today, c->mine, c->waiting, c->offered};
    return part <= YZ_AGENDA_OFFERED ? counts[part] : yz_match_waiting(t->session);
}

/* The view's first lines: home shows what is nearest, the queue shows all. */
static bool read_view(struct yz_today *t, struct yz_today_part *p, enum yz_agenda_part part, enum yz_case_view view) {
    struct yz_case_line found[YZ_TODAY_ROWS];
    size_t n = 0;
    struct yz_case_filter filter = {.view = view, .station = own_station(t)};
    if (view == YZ_VIEW_MINE) filter.staff = yz_session_staff(t->session)->id;
    yz_today_clear(p, yz_today_count(t, part));
    if (p->count) yz_case_page(t->session, &filter, NULL, found, t->first ? FEW : YZ_TODAY_ROWS, &n);
    for (size_t i = 0; i < n; i++) add_case(p, &found[i], view == YZ_VIEW_EVENING || view == YZ_VIEW_WAITING);
    return false;
}

bool yz_today_evening(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_EVENING, YZ_VIEW_EVENING);
}
bool yz_today_overdue(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_OVERDUE, YZ_VIEW_OVERDUE);
}
bool yz_today_due(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_DUE_TODAY, YZ_VIEW_DUE_TODAY);
}
bool yz_today_mine(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_MINE, YZ_VIEW_MINE);
}
bool yz_today_waiting(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_WAITING, YZ_VIEW_WAITING);
}
bool yz_today_offered(struct yz_today *t, struct yz_today_part *p) {
    return read_view(t, p, YZ_AGENDA_OFFERED, YZ_VIEW_OFFERED);
}

/* --- the desk --- */

bool yz_today_queue(struct yz_today *t, struct yz_today_part *p) {
    struct yz_ticket found[YZ_TODAY_ROWS];
    struct yz_ticket_figures f;
    size_t n = 0;
    char name[96];
    if (yz_ticket_figures(t->session, own_station(t), yz_today(), false, &f) != YZ_OK ||
        yz_tickets(t->session, own_station(t), yz_today(), true, NULL, found, YZ_TODAY_ROWS, &n) != YZ_OK)
        return false;
    yz_today_clear(p, f.waiting + f.called + f.serving);
    if (f.waiting) snprintf(p->note, sizeof p->note, _("最久等了 %d 分"), (int)f.longest_now);
    for (size_t i = 0; i < n; i++) {
        struct yz_today_row *row = yz_today_add(p, found[i].id, YZ_ROLE_TEXT);
        yz_mask_name(name, sizeof name, found[i].name);
        snprintf(row->cells[0], sizeof row->cells[0], "%.15s %.75s", found[i].code, name);
        if (found[i].state == YZ_TICKET_WAITING)
            snprintf(row->cells[1], sizeof row->cells[1], _("等了 %d 分"),
                     (int)yz_ticket_minutes(t->session, &found[i]));
        else CELL(row, 1, yz_code_label("ticket_state", found[i].state));
    }
    return false;
}

bool yz_today_calls(struct yz_today *t, struct yz_today_part *p) {
    struct yz_handover_sheet sheet;
    char by[YZ_MOMENT_TEXT];
    if (yz_handover_sheet(t->session, own_station(t), &sheet) != YZ_OK) return false;
    yz_today_clear(p, sheet.counts[YZ_HANDOVER_CALLS]);
    for (size_t i = 0; i < sheet.count; i++) {
        const struct yz_handover_line *l = &sheet.lines[i];
        if (l->part != YZ_HANDOVER_CALLS) continue;
        struct yz_today_row *row = yz_today_add(p, l->id, l->by < yz_now() ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
        if (!row) break;
        yz_queue_moment(l->by, false, by);
        CELL(row, 0, by);
        CELL(row, 1, l->text);
        row->target = YZ_TARGET("case", YZ_CASE, l->id);
    }
    return false;
}

bool yz_today_duty(struct yz_today *t, struct yz_today_part *p) {
    struct yz_duty found[SHIFTS];
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT];
    size_t n = 0;
    if (yz_shifts(t->session, own_station(t), yz_today(), found, SHIFTS, &n) != YZ_OK) return false;
    yz_today_clear(p, 0);
    for (size_t i = 0; i < n; i++) {
        const struct yz_shift *s = &found[i].shift;
        if (s->ends <= yz_now()) continue;
        p->count++;
        struct yz_today_row *row = yz_today_add(p, s->id, YZ_ROLE_TEXT);
        if (!row) continue;
        CELL(row, 0, found[i].staff);
        snprintf(row->cells[1], sizeof row->cells[1], "%s–%s%s", yz_moment_text(s->starts, from) + 11,
                 yz_moment_text(s->ends, to) + 11, s->evening ? _(" 晚间") : "");
    }
    return false;
}

/* What is late or due at each station, in the order of the stations. */
bool yz_today_stations(struct yz_today *t, struct yz_today_part *p) {
    struct yz_station all[STATIONS];
    struct yz_case_counts c;
    size_t n = 0;
    if (yz_stations(t->session, all, STATIONS, &n) != YZ_OK) return false;
    yz_today_clear(p, 0);
    for (size_t i = 0; i < n; i++) {
        if (yz_case_count(t->session, all[i].id, 0, &c) != YZ_OK || c.overdue + c.due_today == 0) continue;
        p->count += c.overdue + c.due_today;
        struct yz_today_row *row = yz_today_add(p, all[i].id, c.overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
        if (!row) continue;
        CELL(row, 0, all[i].name);
        snprintf(row->cells[1], sizeof row->cells[1], _("超期 %1$d，今天 %2$d"), (int)c.overdue, (int)c.due_today);
        row->target.kind = YZ_STATION;
        row->target.id = all[i].id;
        if (!c.overdue) yz_copy(row->target.key, sizeof row->target.key, "due-today");
    }
    return false;
}

/* Whether an evening is open and nobody is down for it. */
static bool unmanned(struct yz_session *s, const struct yz_station *station, yz_date day) {
    struct yz_duty one[1];
    size_t n = 0;
    return yz_evening_open(station, day) && yz_evening_duty(s, station->id, day, one, 1, &n) == YZ_OK && !n;
}

bool yz_today_roster(struct yz_today *t, struct yz_today_part *p) {
    struct yz_station all[STATIONS];
    size_t n = 0;
    char day[YZ_DATE_TEXT];
    if (yz_stations(t->session, all, STATIONS, &n) != YZ_OK) return false;
    yz_today_clear(p, 0);
    for (int d = 0; d < yz_agenda_roster_days(); d++)
        for (size_t i = 0; i < n; i++) {
            yz_date on = yz_date_add(yz_today(), d);
            if (!unmanned(t->session, &all[i], on)) continue;
            p->count++;
            struct yz_today_row *row = yz_today_add(p, all[i].id * 512 + d, YZ_ROLE_WARNING);
            if (!row) continue;
            CELL(row, 0, all[i].name);
            CELL(row, 1, d ? yz_date_text(on, day) : _("今天"));
            row->target.kind = YZ_STATION;
            row->target.id = all[i].id;
            yz_date_text(on, row->target.extra);
        }
    return false;
}

/* --- the file --- */

bool yz_today_backup(struct yz_today *t, struct yz_today_part *p) {
    struct yz_backup_state state;
    char at[YZ_MOMENT_TEXT], why[192];
    if (yz_backup_state(t->session, &state) != YZ_OK) return false;
    yz_today_clear(p, YZ_TODAY_NO_NUMBER);
    struct yz_today_row *row = yz_today_add(p, 1, state.overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
    CELL(row, 0, _("最近读通的"));
    yz_queue_moment(state.good, false, at);
    CELL(row, 1, state.good ? at : _("还没有"));
    if (state.waiting) {
        row = yz_today_add(p, 2, state.overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
        CELL(row, 0, _("没备份的"));
        yz_queue_moment(state.waiting, false, at);
        snprintf(row->cells[1], sizeof row->cells[1], _("从 %s 起"), at);
    }
    if (*yz_backup_last_failure(t->session, why, sizeof why)) {
        row = yz_today_add(p, 3, YZ_ROLE_ERROR);
        CELL(row, 0, _("没有成"));
        CELL(row, 1, why);
    }
    return false;
}

bool yz_today_district(struct yz_today *t, struct yz_today_part *p) {
    struct yz_hub_state state;
    char at[YZ_MOMENT_TEXT];
    if (yz_hub_state(t->session, &state) != YZ_OK) return false;
    yz_today_clear(p, *state.url ? YZ_TODAY_NO_NUMBER : YZ_TODAY_ABSENT);
    if (!*state.url) return false;
    struct yz_today_row *row = yz_today_add(p, 1, state.offline_since ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
    CELL(row, 0, _("上次同步"));
    yz_queue_moment(state.synced_at, false, at);
    CELL(row, 1, state.synced_at ? at : _("还没有"));
    if (!state.waiting) return false;
    row = yz_today_add(p, 2, YZ_ROLE_TEXT);
    CELL(row, 0, _("等着送的"));
    snprintf(row->cells[1], sizeof row->cells[1], _("%d 行"), (int)state.waiting);
    return false;
}

/* Line by line as they came, never added up by person. */
bool yz_today_looks(struct yz_today *t, struct yz_today_part *p) {
    struct yz_log_line found[LOOKS];
    struct yz_log_filter filter = {.since = yz_moment_make(yz_today(), 0), .verbs = {"reveal"}, .verb_count = 1};
    size_t n = 0;
    char at[YZ_MOMENT_TEXT], what[96];
    if (yz_log(t->session, &filter, found, LOOKS, &n) != YZ_OK) return false;
    yz_today_clear(p, (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        struct yz_today_row *row = yz_today_add(p, found[i].seq, YZ_ROLE_TEXT);
        if (!row) break;
        CELL(row, 0, yz_moment_text(found[i].at, at) + 11);
        yz_record_title(t->session, YZ_STAFF, found[i].staff, false, what, sizeof what);
        CELL(row, 1, what);
    }
    return false;
}
