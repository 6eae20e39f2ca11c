/* People who were looked at and are not one. */
#include "service/same/merge_private.h"

#include <yizhan/i18n.h>

static int64_t find(struct yz_session *s, int64_t a, int64_t b) {
    int64_t id = yz_sql_int(s->store, "SELECT id FROM \"distinct\" WHERE a=?1 AND a<>0 AND b=?2", a, b);
    return id ? id : yz_sql_int(s->store, "SELECT id FROM \"distinct\" WHERE a=?2 AND a<>0 AND b=?1", a, b);
}

bool yz_distinct_noted(struct yz_session *s, int64_t a, int64_t b) {
    return find(s, a, b) != 0;
}

enum yz_status yz_distinct_note(struct yz_session *s, int64_t a, int64_t b, const char *reason) {
    struct yz_distinct d = {.a = a, .b = b, .staff = s->staff.id, .at = yz_now()};
    struct yz_person p;
    if (a == b) return yz_fail(YZ_REFUSED, _("写的是同一位居民，要两位"));
    enum yz_status status = yz_merge_reason(reason, d.reason, sizeof d.reason);
    if (status == YZ_OK) status = yz_record_get(s, YZ_PERSON, a, &p);
    if (status == YZ_OK) status = yz_record_get(s, YZ_PERSON, b, &p);
    if (status != YZ_OK || yz_distinct_noted(s, a, b)) return status;
    status = yz_session_act(s, "note-distinct");
    if (status == YZ_OK) status = yz_session_end(s, yz_put(s->store, &yz_distinct_kind, &d));
    return status;
}

enum yz_status yz_distinct_drop(struct yz_session *s, int64_t a, int64_t b) {
    int64_t id = find(s, a, b);
    if (!id) return yz_fail(YZ_REFUSED, _("这两位没有记为不是同一人"));
    enum yz_status status = yz_session_act(s, "drop-distinct");
    return status == YZ_OK ? yz_session_end(s, yz_drop(s->store, &yz_distinct_kind, id)) : status;
}

enum yz_status yz_distincts(struct yz_session *s, struct yz_distinct *out, size_t max, size_t *count) {
    *count = 0;
    struct yz_query *q = yz_select(s->store, &yz_distinct_kind, "ORDER BY id DESC LIMIT ?1");
    yz_bind(q, 1, (int64_t)max);
    while (*count < max && yz_next(q)) yz_row(q, &yz_distinct_kind, &out[(*count)++]);
    return yz_done(q);
}
