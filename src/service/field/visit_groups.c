/* Which key groups live behind a door, as far as visits ask: records of key groups, tags, and who is old and alone. */
#include <string.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/visit_private.h"
#include "service/session.h"

/* ?2: the day. Registered only is not living there. */
#define PEOPLE(from, where)                                                                                            \
    "SELECT m.household,p.birth,p.tags,ifnull((SELECT group_concat(f.group_key) FROM focus f WHERE f.person=p.id AND " \
    "f.since<=?2 AND (f.until=0 OR f.until>=?2)),'') FROM " from                                                       \
    " JOIN membership m ON m.household=h.id AND m.since<=?2 AND (m.until=0 OR m.until>=?2) AND m.role<>4 JOIN "        \
    "person p ON p.id=m.person AND (p.died=0 OR p.died>?2) WHERE " where

static unsigned groups_of(const char *tags, const char *keys) {
    size_t count;
    unsigned groups = 0;
    const struct yz_visit_interval *all = yz_visit_intervals(&count);
    if (!*tags && !*keys) return 0;
    for (size_t i = 1; i < count; i++) {
        char words[sizeof all->words], *rest = words, *word;
        yz_copy(words, sizeof words, *tags ? all[i].words : "");
        while ((word = strsep(&rest, "| "))) groups |= *word && yz_lists(tags, word) ? 1u << i : 0;
        yz_copy(words, sizeof words, *keys ? all[i].groups : "");
        rest = words;
        while ((word = strsep(&rest, "| "))) groups |= *word && yz_lists(keys, word) ? 1u << i : 0;
    }
    return groups;
}

/* One more behind the door; `birth`: of whoever may be alone there. */
static void add(struct yz_door *d, struct yz_query *q, yz_date *birth) {
    d->groups |= groups_of(yz_text(q, 2), yz_text(q, 3));
    *birth = d->members++ ? 0 : (yz_date)yz_int(q, 1);
}

static unsigned alone(yz_date birth, yz_date day) {
    size_t count;
    unsigned groups = 0;
    const struct yz_visit_interval *all = yz_visit_intervals(&count);
    for (size_t i = 1; birth && i < count; i++)
        if (all[i].alone_from && yz_age_on(birth, day) >= all[i].alone_from) groups |= 1u << i;
    return groups;
}

/* Rows come household by household; the doors of one building are few. */
static struct yz_door *door_of(struct yz_door *doors, size_t count, int64_t household) {
    for (size_t i = 0; i < count; i++)
        if (doors[i].household == household) return &doors[i];
    return NULL;
}

enum yz_status yz_doors_people(struct yz_session *s, int64_t building, struct yz_door *doors, size_t count) {
    struct yz_door *d = NULL;
    yz_date birth = 0, day = yz_today();
    struct yz_query *q = yz_sql(s->store, PEOPLE("dwelling d JOIN household h ON h.dwelling=d.id", "d.building=?1"));
    yz_bind(q, 1, building);
    yz_bind(q, 2, day);
    while (yz_next(q)) {
        if (!d || d->household != yz_int(q, 0)) {
            if (d) d->groups |= alone(birth, day);
            d = door_of(doors, count, yz_int(q, 0));
        }
        if (d) add(d, q, &birth);
    }
    if (d) d->groups |= alone(birth, day);
    return yz_done(q);
}

enum yz_status yz_household_groups(struct yz_session *s, int64_t household, yz_date day, unsigned *groups) {
    struct yz_door d = {0};
    yz_date birth = 0;
    struct yz_query *q = yz_sql(s->store, PEOPLE("household h", "h.id=?1"));
    yz_bind(q, 1, household);
    yz_bind(q, 2, day);
    while (yz_next(q)) add(&d, q, &birth);
    *groups = d.groups | alone(birth, day);
    return yz_done(q);
}
