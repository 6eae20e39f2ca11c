/* How it stands: what is in no good backup, whether the station has closed since, and for how long. */
#include "service/backup/backup_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/workday.h"
#include "service/session.h"

static const yz_moment day_ms = INT64_C(86400000);

/* The end of the last span, in minutes of the day; -1: closed. */
static int closes(const char *spans) {
    const char *last = strrchr(spans, '-');
    return last ? yz_day_minute(last + 1) : -1;
}

/* When the last station of the file closes on a day; where none is open that day, as on a working day. */
static enum yz_status closing(struct yz_session *s, yz_date day, yz_moment *at) {
    bool working = yz_workday(day, NULL);
    int minute = -1, usual = -1;
    struct yz_query *q = yz_sql(s->store, "SELECT hours, weekend FROM station");
    while (yz_next(q)) {
        int hours = closes(yz_text(q, 0)), weekend = closes(yz_text(q, 1));
        usual = hours > usual ? hours : usual;
        minute = (working ? hours : weekend) > minute ? (working ? hours : weekend) : minute;
    }
    if (minute < 0) minute = usual;
    *at = yz_moment_make(day, minute < 0 ? 24 * 60 : minute);
    return yz_done(q);
}

/* The last time that the station closed. */
static enum yz_status last_closing(struct yz_session *s, yz_moment *at) {
    enum yz_status status = closing(s, yz_today(), at);
    if (status == YZ_OK && *at > yz_now()) status = closing(s, yz_date_add(yz_today(), -1), at);
    return status;
}

/* The notes about backups themselves are no work. */
static enum yz_status waiting_since(struct yz_session *s, yz_moment *at) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT at FROM journal WHERE seq>?1 AND kind<>'backup' ORDER BY seq LIMIT 1");
    yz_bind(q, 1, yz_meta(s->store, "backup_seq", 0));
    *at = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q);
}

enum yz_status yz_backup_state(struct yz_session *s, struct yz_backup_state *out) {
    const struct yz_backup_rules *rules = yz_backup_rules();
    yz_moment closed = 0;
    *out = (struct yz_backup_state){.good = yz_meta(s->store, "backup_at", 0)};
    if (!rules) return YZ_REFUSED;
    enum yz_status status = waiting_since(s, &out->waiting);
    if (status == YZ_OK) status = last_closing(s, &closed);
    out->due = out->waiting && out->waiting < closed;
    out->overdue = out->waiting && yz_now() - out->waiting > rules->days * day_ms;
    return status;
}

char *yz_backup_warning(struct yz_session *s, char *out, size_t room) {
    struct yz_backup_state state;
    char day[YZ_DATE_TEXT];
    *out = '\0';
    if (yz_backup_state(s, &state) != YZ_OK || !state.overdue) return out;
    if (!state.good) snprintf(out, room, "%s", _("还没有一份好的备份：F9 再按 3 备份"));
    else
        snprintf(out, room, _("最近一份好的备份是 %s 的，以后办的没有备份：F9 再按 3 备份"),
                 yz_date_text(yz_moment_date(state.good), day));
    return out;
}

bool yz_session_alone(struct yz_session *s) {
    return yz_store_alone(s->store);
}
