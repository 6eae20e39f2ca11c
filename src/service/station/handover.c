/* Giving and taking a handover. */
#include <yizhan/handover.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

#include "base/buffer.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

enum { HEADS = 7, HEADS_ROOM = 1024 };

/* --- the sheet's lines as text --- */

/* "A012  18:02  张*  新生儿医保"; times of the day itself without the date. */
static void line_text(const struct yz_handover_sheet *h, const struct yz_handover_line *l, char *out, size_t room) {
    char at[YZ_MOMENT_TEXT];
    yz_moment_text(l->by, at);
    snprintf(out, room, "%s  %s  %s", l->label, yz_moment_date(l->by) == h->day ? at + 11 : at + 5, l->text);
}

/* Lines as long as there is room; what is left out is counted. */
static void write_sheet(const struct yz_handover_sheet *h, char *out, size_t room) {
    char line[320];
    size_t used = 0, at = 0;
    out[0] = '\0';
    for (int part = 0; part < YZ_HANDOVER_PARTS; part++) {
        int64_t shown = 0;
        size_t end = room * (size_t)(part + 1) / YZ_HANDOVER_PARTS; /* each part has its share of the room */
        used += (size_t)snprintf(out + used, room - used, _("【%1$s %2$lld】\n"),
                                 yz_handover_part_name((enum yz_handover_part)part), (long long)h->counts[part]);
        for (; at < h->count && (int)h->lines[at].part == part; at++) {
            line_text(h, &h->lines[at], line, sizeof line);
            if (used + strlen(line) + 64 > end) continue;
            used += (size_t)snprintf(out + used, room - used, "%s\n", line);
            shown++;
        }
        if (shown < h->counts[part])
            used +=
                (size_t)snprintf(out + used, room - used, _("…还有 %lld 项\n"), (long long)(h->counts[part] - shown));
    }
}

/* Below the lines the heads of days since the station's last sheet: on this paper they are out of reach of the file. Each proves
 * all that is before it, so the newest few do. */
static enum yz_status write_heads(struct yz_session *s, int64_t station, char *out, size_t room) {
    struct yz_day_head heads[HEADS];
    char last[YZ_DATE_TEXT];
    size_t count = 0, from = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT max(day) FROM handover WHERE station = ?1");
    yz_bind(q, 1, station);
    yz_date_text(yz_next(q) ? (yz_date)yz_int(q, 0) : 0, last);
    enum yz_status status = yz_done(q);
    if (status == YZ_OK) status = yz_day_heads(s, heads, HEADS, &count);
    while (from < count && strcmp(heads[from].day, last) > 0) from++;
    if (status != YZ_OK || !from) return status;
    size_t used = (size_t)snprintf(out, room, _("【%1$s %2$lld】\n"), _("日志末行"), (long long)from);
    for (size_t i = from; i-- > 0 && used < room;)
        used += (size_t)snprintf(out + used, room - used, _("%1$s  第 %2$lld 行  %3$s\n"), heads[i].day,
                                 (long long)heads[i].seq, heads[i].head);
    return YZ_OK;
}

/* --- giving --- */

static void read_head(struct yz_session *s, char out[80]) {
    struct yz_query *q = yz_sql(s->store, "SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1");
    yz_copy(out, 80, yz_next(q) ? yz_text(q, 0) : "");
    yz_done(q);
}

static void check_counted(const struct yz_handover *h, struct yz_findings *f) {
    if (h->cash < -1 || h->cash > INT64_C(100000000))
        yz_find_error(f, "cash", NULL, _("现金不在 0 到 100 万元之间"), _("例如 150.00；本站不收现金就空着"));
    if (h->papers < -1 || h->papers > 9999)
        yz_find_error(f, "papers", NULL, _("份数不在 0 到 9999 之间"), _("例如 3；没有清点就空着"));
}

/* -1 is what was not counted; somebody's -1 is wrong. */
void yz_handover_set(struct yz_handover *h, const char *field, const char *text, struct yz_findings *f) {
    if (strcmp(field, "cash") == 0) h->cash = -1;
    if (strcmp(field, "papers") == 0) h->papers = -1;
    if (!text || !*text) return;
    yz_field_set(yz_field_named(&yz_handover_kind, field), h, text, false, f);
    if (strcmp(field, "cash") == 0 && h->cash == -1) h->cash = -2;
    if (strcmp(field, "papers") == 0 && h->papers == -1) h->papers = -2;
}

static enum yz_status none_pending(struct yz_session *s, int64_t station) {
    struct yz_handover *h = malloc(sizeof *h);
    char at[YZ_MOMENT_TEXT];
    bool found = false;
    if (!h) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_handover_pending(s, station, h, &found);
    if (status == YZ_OK && found)
        status = yz_fail(YZ_REFUSED, _("%1$s 在 %2$s 交的班还没有人接；先接班"),
                         yz_known_name(s, &yz_staff_kind, h->given_by), yz_moment_text(h->given_at, at));
    free(h);
    return status;
}

/* Within the act: the sheet is of what stands under its lock. */
static enum yz_status give(struct yz_session *s, int64_t station, struct yz_handover *h) {
    struct yz_handover_sheet *sheet = malloc(sizeof *sheet);
    if (!sheet) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = none_pending(s, station);
    if (status == YZ_OK) status = yz_handover_sheet(s, station, sheet);
    if (status == YZ_OK) {
        h->id = h->version = h->taken_by = h->taken_at = 0;
        h->station = station;
        h->day = sheet->day;
        h->given_by = yz_session_staff(s)->id;
        h->given_at = yz_now();
        h->tickets = sheet->counts[YZ_HANDOVER_TICKETS];
        h->calls = sheet->counts[YZ_HANDOVER_CALLS];
        h->waiting = sheet->counts[YZ_HANDOVER_WAITING];
        h->due = sheet->counts[YZ_HANDOVER_DUE];
        write_sheet(sheet, h->sheet, sizeof h->sheet - HEADS_ROOM);
        status = write_heads(s, station, h->sheet + strlen(h->sheet), HEADS_ROOM);
        read_head(s, h->head);
    }
    if (status == YZ_OK) status = yz_put(s->store, &yz_handover_kind, h);
    free(sheet);
    return status;
}

enum yz_status yz_handover_give(struct yz_session *s, int64_t station, struct yz_handover *h, struct yz_findings *f) {
    check_counted(h, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s：%s", f->all[0].rule, f->all[0].mend);
    enum yz_status status = yz_session_act(s, "give-handover");
    return status == YZ_OK ? yz_session_end(s, give(s, station, h)) : status;
}

/* --- taking --- */

/* The taker's shift that is on or begins within two hours. */
static enum yz_status sign_on(struct yz_session *s, const struct yz_handover *h) {
    struct yz_query *q = yz_select(s->store, &yz_shift_kind,
                                   "WHERE station = ?1 AND day >= ?2 AND staff = ?3 AND ends > ?4 AND starts < ?4 + "
                                   "7200000 AND signed_on = 0 ORDER BY starts LIMIT 1");
    struct yz_shift shift;
    yz_bind(q, 1, h->station);
    yz_bind(q, 2, yz_date_add(yz_today(), -1));
    yz_bind(q, 3, h->taken_by);
    yz_bind(q, 4, h->taken_at);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_shift_kind, &shift);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || !found) return status;
    shift.signed_on = h->taken_at;
    return yz_put(s->store, &yz_shift_kind, &shift);
}

static enum yz_status may_take(struct yz_session *s, const struct yz_handover *h) {
    if (h->taken_by) return yz_fail(YZ_REFUSED, _("这个班已由 %s 接了"), yz_known_name(s, &yz_staff_kind, h->taken_by));
    if (h->given_by == yz_session_staff(s)->id) return yz_fail(YZ_REFUSED, _("交班和接班要是两个人；请下一班的人来接"));
    return YZ_OK;
}

enum yz_status yz_handover_take(struct yz_session *s, struct yz_handover *h, const char *note, struct yz_findings *f) {
    struct yz_handover *after = malloc(sizeof *after);
    enum yz_status status = after ? yz_session_act(s, "take-handover") : yz_fail(YZ_BUSY, _("内存不足"));
    if (status != YZ_OK) {
        free(after);
        return status;
    }
    status = yz_get(s->store, &yz_handover_kind, h->id, after);
    if (status == YZ_OK) status = may_take(s, after);
    if (status == YZ_OK &&
        !yz_field_set(yz_field_named(&yz_handover_kind, "taken_note"), after, note ? note : "", false, f))
        status = yz_fail(YZ_REFUSED, "%s：%s", f->all[0].rule, f->all[0].mend);
    if (status == YZ_OK) {
        after->taken_by = yz_session_staff(s)->id;
        after->taken_at = yz_now();
        status = yz_put(s->store, &yz_handover_kind, after);
    }
    if (status == YZ_OK) status = sign_on(s, after);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *h = *after;
    free(after);
    return status;
}

/* --- reading --- */

enum yz_status yz_handover_pending(struct yz_session *s, int64_t station, struct yz_handover *out, bool *found) {
    struct yz_query *q = yz_select(s->store, &yz_handover_kind,
                                   "WHERE station = ?1 AND given_at > 0 ORDER BY given_at DESC, id DESC LIMIT 1");
    yz_bind(q, 1, station);
    *found = yz_next(q);
    if (*found) yz_row(q, &yz_handover_kind, out);
    *found = *found && !out->taken_by;
    return yz_done(q);
}

enum yz_status yz_handovers(struct yz_session *s, int64_t station, yz_moment before, struct yz_handover *out,
                            size_t max, size_t *count) {
    struct yz_query *q =
        yz_select(s->store, &yz_handover_kind, "WHERE station = ?1 AND given_at < ?2 ORDER BY given_at DESC, id DESC");
    *count = 0;
    yz_bind(q, 1, station);
    yz_bind(q, 2, before ? before : INT64_MAX);
    while (*count < max && yz_next(q)) yz_row(q, &yz_handover_kind, &out[(*count)++]);
    return yz_done(q);
}
