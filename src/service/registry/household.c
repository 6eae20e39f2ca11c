/* Households: who belongs to one on a day, and which one a person lives in. */
#include <string.h>
#include <yizhan/registry.h>

#include "service/session.h"

static yz_date or_today(yz_date day) {
    return day ? day : yz_today();
}

/* One member; a membership whose person is gone is not one. */
static enum yz_status read_member(struct yz_session *s, int64_t membership, int64_t person, struct yz_member *out) {
    enum yz_status status = yz_get(s->store, &yz_membership_kind, membership, &out->membership);
    return status == YZ_OK ? yz_get(s->store, &yz_person_kind, person, &out->person) : status;
}

enum yz_status yz_household_members(struct yz_session *s, int64_t household, yz_date day, struct yz_member *out,
                                    size_t max, size_t *count) {
    enum yz_status status = YZ_OK;
    *count = 0;
    struct yz_query *q =
        yz_sql(s->store, "SELECT m.id,m.person FROM membership m JOIN person p ON p.id=m.person"
                         " LEFT JOIN household h ON h.id=m.household"
                         " WHERE m.household=?1 AND m.since<=?2 AND (m.until=0 OR m.until>=?2)"
                         " ORDER BY m.person=h.head DESC,m.relation=2 DESC,m.relation=0,m.relation,p.birth,p.id");
    yz_bind(q, 1, household);
    yz_bind(q, 2, or_today(day));
    for (; status == YZ_OK && yz_next(q); ++*count) {
        if (*count < max) status = read_member(s, yz_int(q, 0), yz_int(q, 1), &out[*count]);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_person_memberships(struct yz_session *s, int64_t person, struct yz_membership *out, size_t max,
                                     size_t *count) {
    *count = 0;
    struct yz_query *q = yz_select(s->store, &yz_membership_kind, "WHERE person=?1 ORDER BY since DESC,id DESC");
    yz_bind(q, 1, person);
    for (; yz_next(q); ++*count) {
        if (*count < max) yz_row(q, &yz_membership_kind, &out[*count]);
    }
    return yz_done(q);
}

/* The membership by which a person lives somewhere comes first: not one that only registers. */
#define LIVES_IN(column)                                                                                               \
    "SELECT " column " FROM membership WHERE person=?1 AND since<=?2 AND (until=0 OR until>=?2)"                       \
    " ORDER BY role=4,legal DESC,since DESC,id DESC LIMIT 1"
_Static_assert(YZ_ROLE_REGISTERED_ONLY == 4, "as in the select");

int64_t yz_person_household(struct yz_session *s, int64_t person, yz_date day) {
    return yz_sql_int(s->store, LIVES_IN("household"), person, or_today(day));
}

int64_t yz_person_dwelling(struct yz_session *s, int64_t person, yz_date day) {
    return yz_sql_int(s->store, LIVES_IN("dwelling"), person, or_today(day));
}

enum yz_status yz_dwelling_households(struct yz_session *s, int64_t dwelling, int64_t *out, size_t max, size_t *count) {
    *count = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM household WHERE dwelling=?1 AND (until=0 OR until>=?2)"
                                          " ORDER BY kind,id");
    yz_bind(q, 1, dwelling);
    yz_bind(q, 2, yz_today());
    for (; yz_next(q); ++*count) {
        if (*count < max) out[*count] = yz_int(q, 0);
    }
    return yz_done(q);
}
