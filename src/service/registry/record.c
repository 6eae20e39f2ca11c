/* Any record by its id, and what to call it. */
#include <stdio.h>
#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/lists/lists_private.h"
#include "service/restricted.h"
#include "service/session.h"

enum yz_status yz_record_get(struct yz_session *s, enum yz_kind_id kind, int64_t id, void *record) {
    const struct yz_kind *k = kind > YZ_NO_KIND && kind < YZ_KIND_COUNT ? yz_kinds[kind] : NULL;
    char ref[32];
    if (!k) return yz_fail(YZ_REFUSED, _("没有这类记录"));
    enum yz_status status = yz_kind_allowed(s, kind);
    if (status == YZ_OK) status = yz_get(s->store, k, id, record);
    if (status == YZ_OK && yz_record_closed(s, kind, record)) {
        memset(record, 0, k->size);
        return yz_fail(YZ_REFUSED, _("没有 %s"), yz_ref_text(kind, id, ref));
    }
    if (status == YZ_OK && kind == YZ_CASE) yz_case_veil(s, record);
    if (status == YZ_OK && kind == YZ_NEED) yz_need_veil(s, record);
    if (status == YZ_OK && kind == YZ_MATCH) yz_match_veil(s, record);
    return status;
}

/* One text of one record; "" when it is gone. */
static void text_of(struct yz_query *q, int64_t id, char *out, size_t room) {
    yz_copy(out, room, "");
    yz_bind(q, 1, id);
    if (yz_next(q)) yz_copy(out, room, yz_text(q, 0));
    yz_done(q);
}

static struct yz_query *name_query(struct yz_store *s, enum yz_kind_id kind) {
    switch (kind) {
    case YZ_COMMUNITY: return yz_sql(s, "SELECT name FROM community WHERE id=?1");
    case YZ_AREA: return yz_sql(s, "SELECT name FROM area WHERE id=?1");
    case YZ_GRID: return yz_sql(s, "SELECT name FROM grid WHERE id=?1");
    case YZ_COMPOUND: return yz_sql(s, "SELECT name FROM compound WHERE id=?1");
    case YZ_PERSON: return yz_sql(s, "SELECT name FROM person WHERE id=?1");
    case YZ_MEMBERSHIP:
        return yz_sql(s, "SELECT p.name FROM membership m JOIN person p ON p.id=m.person WHERE m.id=?1");
    case YZ_STATION: return yz_sql(s, "SELECT name FROM station WHERE id=?1");
    case YZ_WALK: return yz_sql(s, "SELECT c.name FROM walk w JOIN compound c ON c.id=w.compound WHERE w.id=?1");
    case YZ_STAFF: return yz_sql(s, "SELECT name FROM staff WHERE id=?1");
    case YZ_SERVICE: return yz_sql(s, "SELECT name FROM service WHERE id=?1");
    case YZ_CASE: return yz_sql(s, "SELECT number FROM \"case\" WHERE id=?1");
    case YZ_TICKET: return yz_sql(s, "SELECT code FROM ticket WHERE id=?1");
    case YZ_HANDOVER:
        return yz_sql(s, "SELECT p.name||printf(' %d-%02d-%02d',h.day/10000,h.day/100%100,h.day%100) "
                         "FROM handover h JOIN station p ON p.id=h.station WHERE h.id=?1");
    case YZ_POST: return yz_sql(s, "SELECT name FROM post WHERE id=?1");
    case YZ_CENTER: return yz_sql(s, "SELECT p.name FROM center c JOIN person p ON p.id=c.person WHERE c.id=?1");
    case YZ_MERGE: return yz_sql(s, "SELECT lose||' → '||keep FROM merge WHERE id=?1");
    case YZ_SEAL: return yz_sql(s, "SELECT number FROM seal WHERE id=?1");
    case YZ_MEETING: return yz_sql(s, "SELECT number||' '||title FROM meeting WHERE id=?1");
    case YZ_IMPROVEMENT: return yz_sql(s, "SELECT number||' '||name FROM improvement WHERE id=?1");
    case YZ_CAUSE: /* what answers the need, never the need */
        return yz_sql(
            s, "SELECT i.number||' '||i.name FROM cause c JOIN improvement i ON i.id=c.improvement WHERE c.id=?1");
    case YZ_GIFT: return yz_sql(s, "SELECT what FROM gift WHERE id=?1");
    case YZ_NOTICE: return yz_sql(s, "SELECT number||' '||title FROM notice WHERE id=?1");
    case YZ_WORDING: return yz_sql(s, "SELECT text FROM wording WHERE id=?1");
    case YZ_FEEDBACK: return yz_sql(s, "SELECT n.number FROM feedback f JOIN notice n ON n.id=f.notice WHERE f.id=?1");
    case YZ_SENDER: return yz_sql(s, "SELECT name FROM sender WHERE id=?1");
    case YZ_TEMPLATE: return yz_sql(s, "SELECT name FROM template WHERE id=?1");
    case YZ_PROVIDER: return yz_sql(s, "SELECT name FROM provider WHERE id=?1");
    case YZ_OFFER: return yz_sql(s, "SELECT name FROM offer WHERE id=?1");
    case YZ_MATCH: /* of a secret need its REF */
        return yz_sql(s, "SELECT o.name FROM \"match\" m JOIN offer o ON o.id=m.offer JOIN need n ON n.id=m.need WHERE "
                         "m.id=?1 AND n.secret=0");
    case YZ_SURVEY: return yz_sql(s, "SELECT title FROM survey WHERE id=?1");
    case YZ_QUESTION: return yz_sql(s, "SELECT label FROM question WHERE id=?1");
    default: return NULL;
    }
}

char *yz_record_title(struct yz_session *s, enum yz_kind_id kind, int64_t id, bool masked, char *out, size_t room) {
    char text[192] = "";
    bool person = kind == YZ_PERSON || kind == YZ_MEMBERSHIP || kind == YZ_CENTER;
    if (kind == YZ_CASE && yz_id_closed(s, kind, id)) {
        text[0] = '\0'; /* its REF, as of what is gone */
    } else if (kind == YZ_HOUSEHOLD) {
        yz_dwelling_address(s, yz_sql_int(s->store, "SELECT dwelling FROM household WHERE id=?1", id, 0), text,
                            sizeof text);
    } else if (kind == YZ_VISIT) {
        yz_dwelling_short(s, yz_sql_int(s->store, "SELECT dwelling FROM visit WHERE id=?1", id, 0), text, sizeof text);
    } else if (kind == YZ_DWELLING) {
        yz_dwelling_address(s, id, text, sizeof text);
    } else if (kind == YZ_BUILDING) {
        yz_building_address(s, id, text, sizeof text);
    } else {
        text_of(name_query(s->store, kind), id, text, sizeof text);
    }
    int64_t into = text[0] || !id || kind == YZ_NO_KIND ? 0 : yz_merged_into(s, kind, id, NULL);
    if (into) return yz_record_title(s, kind, into, masked, out, room);
    if (person && masked && text[0]) yz_mask_name(out, room, text);
    else if (text[0] || !id) {
        yz_copy(out, room, text);
        if (masked) yz_mask_numbers_in(out);
    } else yz_copy(out, room, yz_ref_text(kind, id, text));
    return out;
}
