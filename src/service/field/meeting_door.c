/* Who is invited and who came: doors, by their number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/meeting_private.h"

enum { FEW = 4 };

/* Unit-room, building-unit-room; where there are no units without one. */
static size_t called(struct yz_session *s, const struct yz_meeting *m, const char *text, int64_t *out, size_t max) {
    struct yz_query *q = yz_sql(s->store, "SELECT d.id" YZ_MEETING_DOORS
                                          " AND (?4 IN (d.unit||'-'||d.room, b.number||'-'||d.unit||'-'||d.room,"
                                          " c.name||b.number||'-'||d.unit||'-'||d.room) OR d.unit='' AND ?4 IN"
                                          " (d.room, b.number||'-'||d.room, c.name||b.number||'-'||d.room)) LIMIT 4");
    size_t n = 0;
    yz_meeting_bind(q, m);
    yz_bind_text(q, 4, text);
    while (n < max && yz_next(q)) out[n++] = yz_int(q, 0);
    yz_done(q);
    return n;
}

static void plain(const char *typed, char *out, size_t room) {
    yz_text_narrow(out, room, typed);
    yz_text_trim(out, room, out);
}

size_t yz_meeting_called(struct yz_session *s, int64_t meeting, const char *door, int64_t *out, size_t max) {
    struct yz_meeting m;
    char text[96];
    plain(door, text, sizeof text);
    return yz_get(s->store, &yz_meeting_kind, meeting, &m) == YZ_OK ? called(s, &m, text, out, max) : 0;
}

static bool invited(struct yz_session *s, const struct yz_meeting *m, int64_t dwelling) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1" YZ_MEETING_DOORS " AND d.id=?4");
    yz_meeting_bind(q, m);
    yz_bind(q, 4, dwelling);
    bool is = yz_next(q);
    yz_done(q);
    return is;
}

static void say_several(struct yz_session *s, const int64_t *ids, size_t n, const char *typed, struct yz_findings *f) {
    char list[192] = "", one[96];
    for (size_t i = 0; i < n; i++) {
        size_t have = strlen(list);
        snprintf(list + have, sizeof list - have, "%s%s", i ? _("、") : "",
                 yz_dwelling_short(s, ids[i], one, sizeof one));
    }
    list[yz_utf8_cut(list, sizeof list - 1)] = '\0';
    yz_find_error(f, "dwelling", typed, _("这个门牌不止一户"), list);
}

/* The dwelling meant; 0 with a finding. */
static int64_t door_of(struct yz_session *s, const struct yz_meeting *m, const char *typed, struct yz_findings *f) {
    char text[96];
    int64_t ids[FEW], id = 0;
    enum yz_kind_id kind;
    struct yz_household h;
    plain(typed, text, sizeof text);
    size_t n = called(s, m, text, ids, FEW);
    if (n == 1) return ids[0];
    if (n > 1) return say_several(s, ids, n, typed, f), 0;
    if (yz_ref_resolve(s, text, 1u << YZ_DWELLING | 1u << YZ_HOUSEHOLD, &kind, &id) != YZ_OK)
        return yz_find_error(f, "dwelling", typed, yz_message(), _("例如 2-501；整个网格的会写楼栋：3-2-501")), 0;
    if (kind == YZ_HOUSEHOLD) id = yz_get(s->store, &yz_household_kind, id, &h) == YZ_OK ? h.dwelling : 0;
    if (invited(s, m, id)) return id;
    yz_find_error(f, "dwelling", typed, _("这一户不在邀请的范围里"), _("核对门牌，或换一次协商"));
    return 0;
}

static bool came_already(struct yz_session *s, int64_t meeting, int64_t dwelling) {
    return yz_sql_int(s->store, "SELECT count(*) FROM presence WHERE meeting=?1 AND dwelling=?2", meeting, dwelling) >
           0;
}

/* Whoever heads the household behind the door, and its area. */
static void know(struct yz_session *s, struct yz_presence *a) {
    struct yz_dwelling d;
    struct yz_household h;
    struct yz_person p;
    size_t count = 0;
    if (yz_get(s->store, &yz_dwelling_kind, a->dwelling, &d) == YZ_OK) a->square = d.square;
    if (yz_dwelling_households(s, a->dwelling, &a->household, 1, &count) != YZ_OK || !count) a->household = 0;
    if (*a->name || !a->household || yz_get(s->store, &yz_household_kind, a->household, &h) != YZ_OK) return;
    if (h.head && yz_get(s->store, &yz_person_kind, h.head, &p) == YZ_OK) yz_copy(a->name, sizeof a->name, p.name);
}

enum yz_status yz_meeting_attend(struct yz_session *s, int64_t meeting, const char *door, const char *name,
                                 struct yz_presence *out, struct yz_findings *f) {
    struct yz_presence a = {.meeting = meeting, .at = yz_now(), .staff = s->staff.id};
    struct yz_meeting m;
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, meeting, &m);
    if (status != YZ_OK) return status;
    if (m.state < YZ_MEETING_INVITED) return yz_fail(YZ_REFUSED, _("还没有邀请：先写邀请哪栋楼或哪个网格"));
    if (name) yz_field_set(yz_field_named(&yz_presence_kind, "name"), &a, name, false, f);
    a.dwelling = door_of(s, &m, door, f);
    if (a.dwelling && came_already(s, meeting, a.dwelling))
        yz_find_error(f, "dwelling", door, _("这一户已经登记到会"), _("一户一票，不重复登记"));
    status = yz_meeting_told(f);
    if (status != YZ_OK) return status;
    know(s, &a);
    status = yz_meeting_ready(s, meeting, false, &yz_presence_kind, &a, &m, f);
    if (status == YZ_OK) status = yz_session_act(s, "attend-meeting");
    if (status != YZ_OK) return status;
    if (came_already(s, meeting, a.dwelling)) /* somebody else just entered it */
        status = yz_fail(YZ_REFUSED, _("这一户已经登记到会"));
    if (status == YZ_OK) status = yz_meeting_put(s, meeting, YZ_MEETING_TALKED, &yz_presence_kind, &a);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *out = a;
    return status;
}

enum yz_status yz_meeting_present(struct yz_session *s, int64_t meeting, int64_t *doors, int64_t *square) {
    struct yz_query *q = yz_sql(s->store, "SELECT count(*), coalesce(sum(square),0) FROM presence WHERE meeting=?1");
    *doors = *square = 0;
    yz_bind(q, 1, meeting);
    if (yz_next(q)) *doors = yz_int(q, 0), *square = yz_int(q, 1);
    return yz_done(q);
}

/* One row a door; of several households behind it the first. */
static const char doors_sql[] =
    "SELECT d.id, coalesce(h.id,0), c.name||b.number||'-'||CASE WHEN d.unit='' THEN '' ELSE d.unit||'-' END||d.room,"
    " coalesce((SELECT name FROM person WHERE id=h.head),''), d.square,"
    " coalesce((SELECT CASE WHEN name='' THEN '-' ELSE name END FROM presence WHERE meeting=?1 AND dwelling=d.id),'')"
    " FROM building b JOIN dwelling d ON d.building=b.id JOIN compound c ON c.id=b.compound"
    " LEFT JOIN household h ON h.id=(SELECT min(id) FROM household WHERE dwelling=d.id AND (until=0 OR until>=?4))"
    " WHERE " YZ_MEETING_BUILDINGS
    " ORDER BY c.name,length(b.number),b.number,length(d.unit),d.unit,d.floor,length(d.room),d.room";

enum yz_status yz_meeting_doors(struct yz_session *s, const struct yz_meeting *m, struct yz_invited **out,
                                size_t *count) {
    size_t room = 0;
    struct yz_query *q = yz_sql(s->store, doors_sql);
    *out = NULL;
    *count = 0;
    yz_meeting_bind(q, m);
    yz_bind(q, 4, yz_today());
    while (yz_next(q)) {
        if (*count == room) {
            struct yz_invited *more = realloc(*out, (room = room ? 2 * room : 64) * sizeof *more);
            if (!more) return yz_done(q), free(*out), *out = NULL, yz_fail(YZ_BUSY, _("内存不足"));
            *out = more;
        }
        struct yz_invited *d = &(*out)[(*count)++];
        *d = (struct yz_invited){.dwelling = yz_int(q, 0), .household = yz_int(q, 1), .square = yz_int(q, 4)};
        yz_copy(d->address, sizeof d->address, yz_text(q, 2));
        yz_copy(d->head, sizeof d->head, yz_text(q, 3));
        yz_copy(d->came, sizeof d->came, yz_text(q, 5));
    }
    enum yz_status status = yz_done(q);
    if (status != YZ_OK) free(*out), *out = NULL;
    return status;
}
