/* The evening's panel: four lines above the list, or a column beside it. */
#include "ui/screens/desk/evening.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

/* --- reading --- */

/* The minute at which the station closes that day; 0 when it does not open. */
static int closes(const struct yz_station *s, yz_date day) {
    struct yz_findings f = {0};
    struct yz_hours h;
    yz_hours_parse(s->hours, s->weekend, "", &h, &f);
    yz_findings_free(&f);
    bool works = yz_workday(day, NULL);
    size_t n = works ? h.workdays : h.weekends;
    return n ? (works ? h.workday : h.weekend)[n - 1].to : 0;
}

bool yz_evening_open(const struct yz_station *s, yz_date day) {
    int begins = yz_day_minute(s->evening);
    return begins >= 0 && closes(s, day) > begins;
}

/* "17:30–20:00": from when the extended hours begin until the station closes. It may close before, on a weekend. */
static void read_hours(struct yz_evening *e, const struct yz_station *s) {
    int ends = closes(s, e->day);
    if (yz_day_minute(s->evening) < 0) return;
    if (yz_evening_open(s, e->day))
        snprintf(e->hours, sizeof e->hours, "%.5s–%02d:%02d", s->evening, ends / 60 % 24, ends % 60);
    else yz_copy(e->hours, sizeof e->hours, _("没有延时服务"));
}

static enum yz_status read_station(struct yz_evening *e, struct yz_session *s, int64_t station) {
    struct yz_station place;
    enum yz_status status = yz_record_get(s, YZ_STATION, station, &place);
    if (status != YZ_OK) return status;
    yz_copy(e->station, sizeof e->station, place.name);
    read_hours(e, &place);
    if (e->today)
        status = yz_tickets(s, station, e->day, true, NULL, e->waiting, YZ_EVENING_WAITING, &e->waiting_count);
    return status == YZ_OK && e->today ? yz_handover_sheet(s, station, &e->sheet) : status;
}

enum yz_status yz_evening_read(struct yz_evening *e, struct yz_session *s, int64_t station, yz_date day) {
    memset(e, 0, sizeof *e);
    e->session = s;
    e->day = day ? day : yz_today();
    e->today = e->day == yz_today();
    e->all = station == 0;
    enum yz_status status = station ? read_station(e, s, station) : YZ_OK;
    if (status == YZ_OK) status = yz_ticket_figures(s, station, e->day, !e->today, &e->figures);
    if (status == YZ_OK) status = yz_evening_duty(s, station, e->day, e->duty, YZ_EVENING_DUTY, &e->duty_count);
    return status;
}

/* --- texts --- */

static void append(char *out, size_t room, const char *text) {
    size_t n = strlen(out);
    yz_copy(out + n, room - n, text);
}

static void day_text(const struct yz_evening *e, char *out, size_t room) {
    static const char *const weekdays[] = {N_("周一"), N_("周二"), N_("周三"), N_("周四"),
                                           N_("周五"), N_("周六"), N_("周日")};
    char day[YZ_DATE_TEXT];
    snprintf(out, room, "%s %s %s", yz_date_text(e->day, day), yz_tr(weekdays[yz_weekday(e->day) - 1]), e->hours);
}

/* "李琳 17:30–20:00", with the station when there are several, and a mark of who has signed on. */
static void duty_text(const struct yz_evening *e, const struct yz_duty *d, char *out, size_t room) {
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT];
    snprintf(out, room, "%s %s–%s%s%s%s", d->staff, yz_moment_text(d->shift.starts, from) + 11,
             yz_moment_text(d->shift.ends, to) + 11, e->all ? " " : "", e->all ? d->station : "",
             d->shift.signed_on ? _("（已接班）") : "");
}

/* "A012 25 分 张*  新生儿医保" */
static void ticket_text(const struct yz_evening *e, const struct yz_ticket *t, char *out, size_t room) {
    char name[96];
    yz_mask_name(name, sizeof name, t->name);
    if (t->state == YZ_TICKET_WAITING)
        snprintf(out, room, _("%1$s %2$d 分 %3$s"), t->code, (int)yz_ticket_minutes(e->session, t), name);
    else snprintf(out, room, "%s %s %s", t->code, t->state == YZ_TICKET_CALLED ? _("已叫号") : _("接待中"), name);
}

static void now_text(const struct yz_evening *e, char *out, size_t room) {
    const struct yz_ticket_figures *f = &e->figures;
    snprintf(out, room, _("等候 %1$d 人，最久 %2$d 分"), (int)f->waiting, (int)f->longest_now);
}

static void served_text(const struct yz_evening *e, char *out, size_t room) {
    const struct yz_ticket_figures *f = &e->figures;
    snprintf(out, room, _("接待 %1$d 人，平均等 %2$d 分，最长 %3$d 分"), (int)f->served, (int)f->average,
             (int)f->longest);
}

static void handover_text(const struct yz_evening *e, char *out, size_t room) {
    *out = '\0';
    for (int p = 0; p < YZ_HANDOVER_PARTS; p++) {
        char one[64];
        snprintf(one, sizeof one, "%s%s %d", p ? "  " : "", yz_handover_part_name((enum yz_handover_part)p),
                 (int)e->sheet.counts[p]);
        append(out, room, one);
    }
}

/* What was not brought to an end: of days before, and of a day that is over. */
static const char *left_text(const struct yz_evening *e, char *out, size_t room) {
    const struct yz_ticket_figures *f = &e->figures;
    int open = e->today ? 0 : (int)(f->waiting + f->called + f->serving);
    *out = '\0';
    if (open) snprintf(out, room, _("当天有 %d 个号没有办完"), open);
    else if (f->left_over) snprintf(out, room, _("以前有 %d 个号没有办完，Ctrl-N 叫号，顺延"), (int)f->left_over);
    return out;
}

/* --- four lines --- */

static int labelled(struct yz_rect a, int row, const char *label, const char *text) {
    int x = yz_paint(a, row, 1, a.columns, YZ_ROLE_LABEL, label) + 3;
    return x + yz_paint(a, row, x, a.columns - x, YZ_ROLE_TEXT, text);
}

void yz_evening_paint_rows(const struct yz_evening *e, struct yz_rect a) {
    char text[512], one[192];
    day_text(e, text, sizeof text);
    int x = labelled(a, 0, e->all ? _("全部驿站") : e->station, text) + 2;
    text[0] = '\0';
    for (size_t i = 0; i < e->duty_count; i++) {
        snprintf(one, sizeof one, "%s%s", i ? _("、") : "", e->duty[i].staff);
        append(text, sizeof text, one);
    }
    x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_LABEL, _("值班")) + 1;
    yz_paint(a, 0, x, a.columns - x, e->duty_count ? YZ_ROLE_TEXT : YZ_ROLE_WARNING, *text ? text : _("没有排班"));
    now_text(e, text, sizeof text);
    served_text(e, one, sizeof one);
    if (e->today) append(text, sizeof text, _("；"));
    else text[0] = '\0';
    append(text, sizeof text, one);
    labelled(a, 1, _("排队"), text);
    text[0] = '\0';
    for (size_t i = 0; i < e->waiting_count; i++) {
        ticket_text(e, &e->waiting[i], one, sizeof one);
        append(text, sizeof text, i ? "  " : "");
        append(text, sizeof text, one);
    }
    if (*left_text(e, one, sizeof one)) {
        append(text, sizeof text, *text ? "  " : "");
        append(text, sizeof text, one);
    }
    labelled(a, 2, _("等着"), *text ? text : _("没有人"));
    handover_text(e, text, sizeof text);
    if (e->today && !e->all) labelled(a, 3, _("要交"), text);
}

/* --- a column --- */

static int heading(struct yz_rect a, int row, const char *text) {
    if (row > 0) row++;
    yz_paint(a, row, 0, a.columns, YZ_ROLE_HEADER, text);
    return row + 1;
}

static int line(struct yz_rect a, int row, const char *text) {
    yz_paint(a, row, 1, a.columns - 1, YZ_ROLE_TEXT, text);
    return row + 1;
}

static int paint_waiting(const struct yz_evening *e, struct yz_rect a, int row) {
    char text[256];
    now_text(e, text, sizeof text);
    row = heading(a, row, e->today ? text : _("排队"));
    for (size_t i = 0; i < e->waiting_count && i < 8; i++) {
        ticket_text(e, &e->waiting[i], text, sizeof text);
        row = line(a, row, text);
    }
    served_text(e, text, sizeof text);
    row = line(a, row, text);
    return *left_text(e, text, sizeof text) ? line(a, row, text) : row;
}

static int paint_duty(const struct yz_evening *e, struct yz_rect a, int row) {
    char text[256];
    row = heading(a, row, _("值班"));
    for (size_t i = 0; i < e->duty_count; i++) {
        duty_text(e, &e->duty[i], text, sizeof text);
        row = line(a, row, text);
    }
    return e->duty_count ? row : line(a, row, _("没有排班"));
}

/* Calls first: a promise waits for nobody. */
static int paint_handover(const struct yz_evening *e, struct yz_rect a, int row) {
    static const enum yz_handover_part parts[] = {YZ_HANDOVER_CALLS, YZ_HANDOVER_DUE, YZ_HANDOVER_WAITING};
    char text[512], at[YZ_MOMENT_TEXT];
    row = heading(a, row, _("下班前要交的"));
    for (size_t p = 0; p < 3; p++) {
        snprintf(text, sizeof text, "%s %d", yz_handover_part_name(parts[p]), (int)e->sheet.counts[parts[p]]);
        row = line(a, row, text);
        int room = (a.rows - row) / (3 - (int)p) - 1;
        for (size_t i = 0; i < e->sheet.count && room > 0; i++) {
            const struct yz_handover_line *l = &e->sheet.lines[i];
            if (l->part != parts[p]) continue;
            snprintf(text, sizeof text, " %s %s %s", l->label, yz_moment_text(l->by, at) + 5, l->text);
            row = line(a, row, text);
            room--;
        }
    }
    return row;
}

void yz_evening_paint_column(const struct yz_evening *e, struct yz_rect a) {
    char text[128];
    yz_paint(a, 0, 0, a.columns, YZ_ROLE_LABEL, e->all ? _("全部驿站") : e->station);
    day_text(e, text, sizeof text);
    yz_paint(a, 1, 0, a.columns, YZ_ROLE_TEXT, text);
    int row = paint_waiting(e, a, 2);
    row = paint_duty(e, a, row);
    if (e->today && !e->all) paint_handover(e, a, row);
}
