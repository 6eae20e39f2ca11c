/* As of a day: memberships by their own dates, and what a record said by the journal of that evening. What was entered
 * later about the day counts as it was first entered. */
#include <string.h>
#include <yizhan/records.h>

#include "base/text.h"
#include "service/registry/living.h"
#include "service/registry/sums.h"

/* The record as it was known that evening; what was not known yet is as it was first entered. */
static enum yz_status that_evening(struct yz_session *s, const struct yz_kind *k, int64_t id, yz_date day,
                                   void *record) {
    yz_moment end = yz_moment_make(yz_date_add(day, 1), 0) - 1;
    enum yz_status status = yz_get(s->store, k, id, record);
    unsigned failures = yz_failures();
    if (status != YZ_OK || ((struct yz_record *)record)->version == 1) return status;
    if (yz_journal_record(s->store, k, id, 0, end, record) == YZ_OK) return YZ_OK;
    return failures == yz_failures() ? yz_journal_record(s->store, k, id, 1, 0, record) : YZ_FOREIGN;
}

/* The days of coming and going are those known now; the rest is that of the evening. */
static enum yz_status membership_on(struct yz_session *s, struct yz_membership *m, yz_date day) {
    struct yz_membership then;
    enum yz_status status = m->version == 1 ? YZ_OK : that_evening(s, &yz_membership_kind, m->id, day, &then);
    if (status != YZ_OK || m->version == 1) return status;
    m->relation = then.relation;
    m->role = then.role;
    m->lease_until = then.lease_until;
    m->permit_until = then.permit_until;
    return YZ_OK;
}

enum yz_status yz_person_memberships_on(struct yz_session *s, int64_t person, yz_date day, struct yz_membership *out,
                                        size_t max, size_t *count) {
    if (!day) return yz_person_memberships(s, person, out, max, count);
    struct yz_query *q =
        yz_select(s->store, &yz_membership_kind,
                  "WHERE person=?1 AND since<=?2 AND (until=0 OR until>=?2) ORDER BY since DESC,id DESC");
    *count = 0;
    yz_bind(q, 1, person);
    yz_bind(q, 2, day);
    for (; yz_next(q); ++*count)
        if (*count < max) yz_row(q, &yz_membership_kind, &out[*count]);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; status == YZ_OK && i < *count && i < max; i++) status = membership_on(s, &out[i], day);
    return status;
}

enum yz_status yz_household_on(struct yz_session *s, int64_t household, yz_date day, struct yz_household *out) {
    enum yz_status status = that_evening(s, &yz_household_kind, household, day, out);
    struct yz_query *q = yz_sql(s->store, "SELECT " YZ_HOUSE_ON("?1"));
    yz_bind(q, 1, household);
    yz_bind(q, 3, day);
    if (yz_next(q) && yz_int(q, 0)) out->dwelling = yz_int(q, 0);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_as_it_was(struct yz_session *s, const struct yz_kind *k, yz_date day, void *record) {
    int64_t id = ((struct yz_record *)record)->id;
    return k->id == YZ_HOUSEHOLD ? yz_household_on(s, id, day, record) : that_evening(s, k, id, day, record);
}

enum yz_status yz_record_on(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, void *record) {
    if (!day) return yz_record_get(s, kind, id, record);
    bool place = kind == YZ_BUILDING || kind == YZ_DWELLING || kind == YZ_COMPOUND || kind == YZ_GRID;
    bool here = place;
    if (kind == YZ_PERSON || kind == YZ_HOUSEHOLD) {
        struct yz_query *q =
            kind == YZ_PERSON
                ? yz_sql(s->store, "SELECT 1 FROM membership WHERE person=?1 AND since<=?2 AND (until=0 OR until>=?2)")
                : yz_sql(s->store,
                         "SELECT 1 FROM membership WHERE household=?1 AND since<=?2 AND (until=0 OR until>=?2)");
        yz_bind(q, 1, id);
        yz_bind(q, 2, day);
        here = yz_next(q);
        enum yz_status status = yz_done(q);
        if (status != YZ_OK) return status;
    }
    if (!here) return yz_record_as_of(s, kind, id, day, record);
    ((struct yz_record *)record)->id = id;
    return yz_as_it_was(s, yz_kinds[kind], day, record);
}

enum yz_status yz_household_members_on(struct yz_session *s, int64_t household, yz_date day, struct yz_member *out,
                                       size_t max, size_t *count) {
    enum yz_status status = yz_household_members(s, household, day, out, max, count);
    for (size_t i = 0; day && status == YZ_OK && i < *count && i < max; i++) {
        status = membership_on(s, &out[i].membership, day);
        if (status == YZ_OK) status = that_evening(s, &yz_person_kind, out[i].person.id, day, &out[i].person);
    }
    return status;
}

/* --- a building --- */

#define HELD       "m.since<=?2 AND (m.until=0 OR m.until>=?2)"
#define LINE_ORDER "length(d.unit),d.unit,d.floor,length(d.room),d.room,m.household"

static enum yz_status read_line(struct yz_session *s, struct yz_query *q, yz_date day, struct yz_household_line *out) {
    struct yz_person head;
    memset(out, 0, sizeof *out);
    out->members = yz_int(q, 2);
    enum yz_status status = yz_household_on(s, yz_int(q, 0), day, &out->household);
    if (status == YZ_OK) status = yz_get(s->store, &yz_dwelling_kind, yz_int(q, 1), &out->dwelling);
    if (status == YZ_OK && out->household.head &&
        that_evening(s, &yz_person_kind, out->household.head, day, &head) == YZ_OK)
        yz_copy(out->head, sizeof out->head, head.name);
    return status;
}

enum yz_status yz_building_households_on(struct yz_session *s, int64_t building, yz_date day,
                                         const struct yz_household_line *after, struct yz_household_line *out,
                                         size_t max, size_t *count) {
    if (!day) return yz_building_households(s, building, after, out, max, count);
    static const struct yz_household_line none;
    const struct yz_household_line *a = after ? after : &none;
    enum yz_status status = YZ_OK;
    *count = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT m.household,d.id,count(DISTINCT m.person) FROM dwelling d"
                                          " JOIN membership m ON m.dwelling=d.id AND " HELD
                                          " WHERE d.building=?1 AND (" LINE_ORDER ")>(?3,?4,?5,?6,?7,?8)"
                                          " GROUP BY d.id,m.household ORDER BY " LINE_ORDER " LIMIT ?9");
    yz_bind(q, 1, building);
    yz_bind(q, 2, day);
    yz_bind(q, 3, after ? (int64_t)yz_utf8_count(a->dwelling.unit) : -1);
    yz_bind_text(q, 4, a->dwelling.unit);
    yz_bind(q, 5, a->dwelling.floor);
    yz_bind(q, 6, (int64_t)yz_utf8_count(a->dwelling.room));
    yz_bind_text(q, 7, a->dwelling.room);
    yz_bind(q, 8, a->household.id);
    yz_bind(q, 9, (int64_t)max);
    while (status == YZ_OK && *count < max && yz_next(q)) {
        status = read_line(s, q, day, &out[*count]);
        if (status == YZ_OK) ++*count;
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

#define COUNTS(which)                                                                                                  \
    "SELECT count(DISTINCT b.id),count(DISTINCT d.id),count(DISTINCT m.household),count(DISTINCT m.person)"            \
    " FROM building b LEFT JOIN dwelling d ON d.building=b.id LEFT JOIN membership m ON m.dwelling=d.id AND " HELD     \
    " WHERE b." which "=?1"

enum yz_status yz_place_counts_on(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                                  struct yz_counts *out) {
    if (!day) return yz_place_counts(s, kind, id, out);
    memset(out, 0, sizeof *out);
    struct yz_query *q = kind == YZ_BUILDING ? yz_sql(s->store, COUNTS("id"))
                         : kind == YZ_GRID   ? yz_sql(s->store, COUNTS("grid"))
                                             : yz_sql(s->store, COUNTS("compound"));
    yz_bind(q, 1, id);
    yz_bind(q, 2, day);
    if (yz_next(q)) *out = (struct yz_counts){yz_int(q, 0), yz_int(q, 1), yz_int(q, 2), yz_int(q, 3)};
    return yz_done(q);
}
