/* Whom a meeting invites: buildings and grids, in any number; what they are called, and who lives there. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/meeting_private.h"

void yz_meeting_bind(struct yz_query *q, const struct yz_meeting *m) {
    yz_bind(q, 1, m->id);
    yz_bind(q, 2, m->building);
    yz_bind(q, 3, m->grid);
}

enum yz_status yz_meeting_places(struct yz_session *s, const struct yz_meeting *m, struct yz_meeting_place *out,
                                 size_t max, size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT building,grid FROM invite WHERE meeting=?1 ORDER BY id");
    yz_bind(q, 1, m->id);
    for (*count = 0; *count < max && yz_next(q); ++*count) {
        bool building = yz_int(q, 0) != 0;
        out[*count] = (struct yz_meeting_place){building ? YZ_BUILDING : YZ_GRID, yz_int(q, building ? 0 : 1)};
    }
    enum yz_status status = yz_done(q);
    if (status == YZ_OK && !*count && max && (m->building || m->grid)) /* nobody invited yet: whom it is about */
        out[(*count)++] = m->building ? (struct yz_meeting_place){YZ_BUILDING, m->building}
                                      : (struct yz_meeting_place){YZ_GRID, m->grid};
    return status;
}

char *yz_meeting_where(struct yz_session *s, const struct yz_meeting *m, char *out, size_t room) {
    struct yz_meeting_place all[YZ_MEETING_PLACES];
    char one[160];
    size_t count = 0, n = 0;
    *out = '\0';
    yz_meeting_places(s, m, all, YZ_MEETING_PLACES, &count);
    for (size_t i = 0; i < count && n < room; i++) {
        if (all[i].kind == YZ_BUILDING) yz_building_address(s, all[i].id, one, sizeof one);
        else yz_record_title(s, YZ_GRID, all[i].id, false, one, sizeof one);
        n += (size_t)snprintf(out + n, room - n, "%s%s", i ? _("、") : "", one);
    }
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

/* --- what people type --- */

static bool known(const struct yz_meeting_place *all, size_t count, const struct yz_meeting_place *p) {
    for (size_t i = 0; i < count; i++)
        if (all[i].kind == p->kind && all[i].id == p->id) return true;
    return false;
}

enum yz_status yz_meeting_places_read(struct yz_session *s, const char *typed, struct yz_meeting_place *out,
                                      size_t *count) {
    static const char *const signs[] = {"、", "，", "；"};
    char text[768], before[128] = "", whole[320], *rest = text;
    enum yz_status status = YZ_OK;
    *count = 0;
    yz_copy(text, sizeof text, typed);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (char *p; (p = strstr(text, signs[i]));) memcpy(p, ",,,", 3);
    for (char *word; status == YZ_OK && (word = strsep(&rest, ",;\n")) != NULL;) {
        struct yz_meeting_place p;
        yz_text_trim(word, strlen(word) + 1, word);
        if (!*word) continue;
        bool short_form = *word >= '0' && *word <= '9'; /* "星体花园南区3幢、5幢" */
        if (!short_form) snprintf(before, sizeof before, "%.*s", (int)strcspn(word, "0123456789"), word);
        snprintf(whole, sizeof whole, "%s%.180s", short_form ? before : "", word);
        status = yz_ref_resolve(s, whole, 1u << YZ_BUILDING | 1u << YZ_GRID, &p.kind, &p.id);
        if (status != YZ_OK || known(out, *count, &p)) continue;
        if (*count == YZ_MEETING_PLACES)
            return yz_fail(YZ_REFUSED, _("一次最多邀请 %d 处；整个网格写网格"), YZ_MEETING_PLACES);
        out[(*count)++] = p;
    }
    return status;
}

/* --- the act --- */

static enum yz_status drop_all(struct yz_session *s, int64_t meeting) {
    int64_t ids[YZ_MEETING_PLACES];
    size_t n = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM invite WHERE meeting=?1");
    yz_bind(q, 1, meeting);
    while (n < YZ_MEETING_PLACES && yz_next(q)) ids[n++] = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < n && status == YZ_OK; i++) status = yz_drop(s->store, &yz_invite_kind, ids[i]);
    return status;
}

/* Doors and areas; the building and grid that it is about, where it is one. */
static enum yz_status count_doors(struct yz_session *s, struct yz_meeting *m) {
    struct yz_query *q = yz_sql(
        s->store, "SELECT count(*), coalesce(sum(d.square),0), coalesce(sum(d.square=0),0), min(b.id), max(b.id),"
                  " min(b.grid), max(b.grid), max(b.id=?2)" YZ_MEETING_DOORS);
    yz_meeting_bind(q, m);
    if (yz_next(q)) {
        m->doors = yz_int(q, 0);
        m->square = yz_int(q, 1);
        m->unmeasured = yz_int(q, 2);
        m->grid = yz_int(q, 5) == yz_int(q, 6) ? yz_int(q, 5) : 0;
        if (yz_int(q, 3) == yz_int(q, 4)) m->building = yz_int(q, 3);
        else if (!yz_int(q, 7)) m->building = 0;
    }
    return yz_done(q);
}

static enum yz_status put_all(struct yz_session *s, struct yz_meeting *m, const struct yz_meeting_place *places,
                              size_t count) {
    enum yz_status status = drop_all(s, m->id);
    for (size_t i = 0; i < count && status == YZ_OK; i++) {
        struct yz_invite in = {.meeting = m->id, .invented = m->invented};
        if (places[i].kind == YZ_BUILDING) in.building = places[i].id;
        else in.grid = places[i].id;
        if (!known(places, i, &places[i])) status = yz_put(s->store, &yz_invite_kind, &in);
    }
    if (status == YZ_OK) status = count_doors(s, m);
    if (status == YZ_OK && !m->doors) return yz_fail(YZ_REFUSED, _("那里没有登记的房屋，没有人可以邀请"));
    if (status == YZ_OK && count == 1 && places->kind == YZ_GRID) m->building = 0;
    if (m->building) m->grid = 0; /* one of the two */
    m->invited_at = yz_now();
    m->state = YZ_MEETING_INVITED;
    return status == YZ_OK ? yz_put(s->store, &yz_meeting_kind, m) : status;
}

enum yz_status yz_meeting_invite(struct yz_session *s, int64_t meeting, const struct yz_meeting_place *places,
                                 size_t count) {
    struct yz_meeting m;
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, meeting, &m);
    if (status != YZ_OK) return status;
    if (m.state >= YZ_MEETING_TALKED) return yz_fail(YZ_REFUSED, _("已经有人到会或发言，不能再改邀请的范围"));
    if (!count || count > YZ_MEETING_PLACES) return yz_fail(YZ_REFUSED, _("邀请要写楼栋或网格，可以几处"));
    status = yz_session_act(s, "invite-meeting");
    return status == YZ_OK ? yz_session_end(s, put_all(s, &m, places, count)) : status;
}
