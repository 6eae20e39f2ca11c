/* The need behind its matches: the state that follows from them, and who lived there when it was matched. */
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/group_private.h"
#include "service/lists/lists_private.h"

/* A reopened one counts no more once another stands in for it. */
#define UNSETTLED                                                                                                      \
    "m.state=6 AND NOT EXISTS(SELECT 1 FROM \"match\" x WHERE x.need=m.need AND x.instead=m.id AND "                   \
    "x.state " YZ_MATCH_HELD ")"

int64_t yz_need_unsettled(struct yz_session *s, int64_t need) {
    return yz_sql_int(s->store, "SELECT m.id FROM \"match\" m WHERE m.need=?1 AND " UNSETTLED " ORDER BY m.id LIMIT 1",
                      need, 0);
}

#define AT_WORK "SELECT count(*) FROM cause c JOIN improvement i ON i.id=c.improvement WHERE c.need=?1 AND i.state "

enum yz_status yz_need_follow(struct yz_session *s, int64_t id) {
    struct yz_need n;
    int32_t before = 0;
    int64_t under_way = 0, reopened = 0, delivered = 0, confirmed = 0;
    enum yz_status status = yz_get(s->store, &yz_need_kind, id, &n);
    struct yz_query *q =
        yz_sql(s->store, "SELECT m.state,m.need_before," UNSETTLED " FROM \"match\" m WHERE m.need=?1 ORDER BY m.id");
    yz_bind(q, 1, id);
    for (; yz_next(q); reopened += yz_int(q, 2)) {
        int64_t state = yz_int(q, 0);
        if (!before) before = (int32_t)yz_int(q, 1);
        under_way += state == YZ_MATCH_PROPOSED || state == YZ_MATCH_ACCEPTED;
        delivered += state == YZ_MATCH_DELIVERED;
        confirmed += state == YZ_MATCH_CONFIRMED;
    }
    if (yz_done(q) != YZ_OK || status != YZ_OK) return status == YZ_OK ? YZ_REFUSED : status;
    under_way += yz_sql_int(s->store, AT_WORK "IN (2,3,6)", id, 0); /* improvements that answer it too */
    delivered += yz_sql_int(s->store, AT_WORK "=4", id, 0);
    int32_t state = under_way   ? YZ_NEED_MATCHED
                    : reopened  ? before
                    : delivered ? YZ_NEED_DELIVERED
                    : confirmed ? YZ_NEED_CLOSED
                                : before;
    if (n.state != YZ_NEED_DROPPED) n.state = state;
    n.closed_at = n.state == YZ_NEED_CLOSED ? yz_now() : 0;
    n.steps++;
    return yz_put(s->store, &yz_need_kind, &n);
}

/* --- who lived there --- */

static yz_group_set not_secret(const struct yz_session *s) {
    size_t count;
    const struct yz_group *groups = yz_groups(&count);
    yz_group_set set = yz_groups_open(s, yz_today());
    for (size_t i = 0; i < count; i++)
        if (groups[i].level == YZ_GROUP_SECRET) set &= ~((yz_group_set)1 << i);
    return set;
}

/* "户主 男 82 岁 高龄 独居" */
static void soul_words(const struct yz_soul *p, char *out, size_t room) {
    char groups[160], age[32] = "";
    if (p->birth) snprintf(age, sizeof age, _(" %d 岁"), yz_age_on(p->birth, yz_today()));
    yz_group_words(p->set, false, groups, sizeof groups);
    snprintf(out, room, "%s %s%s%s%s", yz_code_label("relation", p->relation), yz_code_label("sex", p->sex), age,
             *groups ? " " : "", groups);
}

char *yz_household_words(struct yz_session *s, const struct yz_need *n, char *out, size_t room) {
    struct yz_souls souls = {0};
    struct yz_household h;
    char text[256];
    size_t at = 0;
    *out = '\0';
    if (!n->household || yz_get(s->store, &yz_household_kind, n->household, &h) != YZ_OK) return out;
    at += (size_t)snprintf(out, room, "%s", yz_dwelling_short(s, h.dwelling, text, sizeof text));
    if (yz_souls_read(s, YZ_SOULS_OF_HOUSEHOLD, h.id, yz_today(), not_secret(s), &souls) == YZ_OK) {
        for (size_t i = 0; i < souls.count && at < room; i++) {
            if (!souls.all[i].lives) continue;
            soul_words(&souls.all[i], text, sizeof text);
            at += (size_t)snprintf(out + at, room - at, "%s%s", at ? _("；") : "", text);
        }
    }
    free(souls.all);
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}
