/* Shifts: adding one, and who is on duty. */
#include <yizhan/shifts.h>

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

/* Another shift of the same one within those hours; "" when there is none. */
static void check_overlap(struct yz_session *s, const struct yz_shift *shift, struct yz_findings *f) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT starts, ends FROM shift WHERE staff = ?1 AND starts < ?3 AND ends > ?2 "
                         "AND id <> ?4 LIMIT 1");
    char from[YZ_MOMENT_TEXT], value[64];
    yz_bind(q, 1, shift->staff);
    yz_bind(q, 2, shift->starts);
    yz_bind(q, 3, shift->ends);
    yz_bind(q, 4, shift->id);
    bool found = yz_next(q);
    if (found)
        snprintf(value, sizeof value, "%s–%s", yz_moment_text(yz_int(q, 0), from),
                 yz_moment_text(yz_int(q, 1), (char[YZ_MOMENT_TEXT]){0}) + 11);
    yz_done(q);
    if (found) yz_find_error(f, "starts", value, _("这个人在这段时间已有班次"), _("改时间，或先撤销那个班次"));
}

static void check_staff(struct yz_session *s, struct yz_shift *shift, struct yz_findings *f) {
    struct yz_staff staff = {0};
    if (!shift->staff || yz_record_get(s, YZ_STAFF, shift->staff, &staff) != YZ_OK) {
        yz_find_error(f, "staff", NULL, _("没有这个工作人员"), _("姓名见 yizhan staff list"));
        return;
    }
    if (!shift->station) shift->station = staff.station;
    if (staff.until && staff.until < shift->day)
        yz_find_error(f, "staff", staff.name, _("这个人那时已经离岗"), _("换一个人"));
}

static void check_times(struct yz_shift *shift, struct yz_findings *f) {
    if (!shift->starts) yz_find_error(f, "starts", NULL, _("没有开始时间"), _("例如 17:30"));
    if (!shift->ends) yz_find_error(f, "ends", NULL, _("没有结束时间"), _("例如 20:00"));
    if (shift->starts && shift->ends && shift->ends <= shift->starts)
        yz_find_error(f, "ends", NULL, _("班次结束要在开始之后"), _("改其中一个时间"));
    if (shift->starts && shift->ends - shift->starts > INT64_C(24) * 3600000)
        yz_find_error(f, "ends", NULL, _("班次长过一天"), _("分成几个班次"));
}

/* A shift lies in the extended hours when its last minute of the day does. */
static bool in_evening(struct yz_session *s, const struct yz_shift *shift) {
    struct yz_station station;
    yz_moment night = yz_moment_make(yz_date_add(shift->day, 1), 0), end = shift->ends < night ? shift->ends : night;
    return yz_record_get(s, YZ_STATION, shift->station, &station) == YZ_OK &&
           yz_received_in_evening(&station, end - 60000);
}

enum yz_status yz_shift_add(struct yz_session *s, struct yz_shift *shift, struct yz_findings *f) {
    shift->id = shift->version = 0;
    shift->day = shift->starts ? yz_moment_date(shift->starts) : 0;
    check_times(shift, f);
    check_staff(s, shift, f);
    if (yz_findings_ok(f)) check_overlap(s, shift, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s：%s", f->all[0].rule, f->all[0].mend);
    shift->evening = in_evening(s, shift);
    enum yz_status status = yz_session_act(s, "add-shift");
    return status == YZ_OK ? yz_session_end(s, yz_put(s->store, &yz_shift_kind, shift)) : status;
}

/* --- lists --- */

#define OF_DAY                                                                                                         \
    "INDEXED BY shift_day WHERE station = ?1 AND day >= ?2 AND day <= ?3 AND starts <= ?5 AND ends > ?4 "              \
    "AND (?6 = 0 OR evening = 1) ORDER BY starts, id"
#define OF_ALL                                                                                                         \
    "INDEXED BY shift_any WHERE ?1 = 0 AND day >= ?2 AND day <= ?3 AND starts <= ?5 AND ends > ?4 "                    \
    "AND (?6 = 0 OR evening = 1) "                                                                                     \
    "ORDER BY station, starts, id"

/* Shifts that begin on the days from `from` to `to` and touch the moments from `a` to `b`. */
static enum yz_status list(struct yz_session *s, int64_t station, const yz_date days[2], const yz_moment at[2],
                           bool evening, struct yz_duty *out, size_t max, size_t *count) {
    struct yz_query *q =
        station ? yz_select(s->store, &yz_shift_kind, OF_DAY) : yz_select(s->store, &yz_shift_kind, OF_ALL);
    size_t n = 0;
    yz_bind(q, 1, station);
    yz_bind(q, 2, days[0]);
    yz_bind(q, 3, days[1]);
    yz_bind(q, 4, at[0]);
    yz_bind(q, 5, at[1]);
    yz_bind(q, 6, evening);
    while (n < max && yz_next(q)) {
        out[n] = (struct yz_duty){.staff = ""};
        yz_row(q, &yz_shift_kind, &out[n++].shift);
    }
    *count = n;
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < n; i++) {
        yz_copy(out[i].staff, sizeof out[i].staff, yz_known_name(s, &yz_staff_kind, out[i].shift.staff));
        yz_copy(out[i].station, sizeof out[i].station, yz_known_name(s, &yz_station_kind, out[i].shift.station));
    }
    return status;
}

enum yz_status yz_shifts(struct yz_session *s, int64_t station, yz_date day, struct yz_duty *out, size_t max,
                         size_t *count) {
    return list(s, station, (yz_date[]){day, day}, (yz_moment[]){0, INT64_MAX}, false, out, max, count);
}

/* One that goes on past midnight began the day before. */
enum yz_status yz_on_duty(struct yz_session *s, int64_t station, yz_moment at, struct yz_duty *out, size_t max,
                          size_t *count) {
    yz_date day = yz_moment_date(at);
    return list(s, station, (yz_date[]){yz_date_add(day, -1), day}, (yz_moment[]){at, at}, false, out, max, count);
}

enum yz_status yz_evening_duty(struct yz_session *s, int64_t station, yz_date day, struct yz_duty *out, size_t max,
                               size_t *count) {
    return list(s, station, (yz_date[]){day, day}, (yz_moment[]){0, INT64_MAX}, true, out, max, count);
}
