/* Who is in which key group on a day. The souls of a place are read in one statement, and their conditions worked out from
 * that; typed groups come by a second one. */
#include "service/field/group_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

/* --- souls --- */

#define SOUL                                                                                                           \
    "SELECT m.household,m.dwelling,m.person,m.relation,m.role,m.since,m.until,h.kind,p.birth,p.died,p.sex,p.marital,"  \
    "p.political,p.residence,p.ethnic,p.tags FROM "
#define WHOSE " JOIN person p ON p.id=m.person LEFT JOIN household h ON h.id=m.household WHERE "

/* ?1: of what. Those of a person: of all who are or were behind the same doors in the same households. */
static const char *const souls_sql[] = {
    [YZ_SOULS_OF_PERSON] =
        SOUL "(SELECT DISTINCT household,dwelling FROM membership WHERE person=?1) mine"
             " CROSS JOIN membership m ON m.household=mine.household AND m.dwelling=mine.dwelling" WHOSE "1",
    [YZ_SOULS_OF_HOUSEHOLD] = SOUL "membership m" WHOSE "m.household=?1",
    [YZ_SOULS_OF_DWELLING] = SOUL "membership m" WHOSE "m.dwelling=?1",
    [YZ_SOULS_OF_BUILDING] = SOUL "dwelling d CROSS JOIN membership m ON m.dwelling=d.id" WHOSE "d.building=?1",
};

static void read_soul(struct yz_query *q, yz_date day, struct yz_soul *p) {
    *p = (struct yz_soul){.household = yz_int(q, 0), .dwelling = yz_int(q, 1), .person = yz_int(q, 2)};
    p->relation = (int32_t)yz_int(q, 3);
    p->since = (yz_date)yz_int(q, 5);
    p->until = (yz_date)yz_int(q, 6);
    p->kind = (int32_t)yz_int(q, 7);
    p->birth = (yz_date)yz_int(q, 8);
    p->died = (yz_date)yz_int(q, 9);
    p->sex = (int32_t)yz_int(q, 10);
    p->marital = (int32_t)yz_int(q, 11);
    p->political = (int32_t)yz_int(q, 12);
    p->residence = (int32_t)yz_int(q, 13);
    p->ethnic = (int32_t)yz_int(q, 14);
    yz_copy(p->tags, sizeof p->tags, yz_text(q, 15));
    bool gone = (p->until && p->until < day) || (p->died && p->died <= day);
    p->lives = p->since <= day && !gone && yz_int(q, 4) != YZ_ROLE_REGISTERED_ONLY;
    if (yz_int(q, 4) == YZ_ROLE_REGISTERED_ONLY) p->since = p->until = 0; /* came and went on paper */
}

static struct yz_soul *more(struct yz_souls *souls) {
    if (souls->count == souls->room) {
        size_t room = souls->room ? 2 * souls->room : 64;
        struct yz_soul *all = realloc(souls->all, room * sizeof *all);
        if (!all) return NULL;
        souls->all = all;
        souls->room = room;
    }
    return &souls->all[souls->count++];
}

static int by_door(const void *a, const void *b) {
    const struct yz_soul *x = a, *y = b;
    if (x->dwelling != y->dwelling) return x->dwelling < y->dwelling ? -1 : 1;
    if (x->household != y->household) return x->household < y->household ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

/* A newcomer, one who left, one who died: since then it is made up as it is. */
struct yz_home yz_home_of(const struct yz_souls *souls, size_t from, size_t *end, yz_date day) {
    struct yz_home h = {.day = day};
    bool known = true;
    size_t i = from;
    for (; i < souls->count; i++) {
        const struct yz_soul *p = &souls->all[i];
        if (p->household != souls->all[from].household || p->dwelling != souls->all[from].dwelling) break;
        yz_date left = p->until && p->until < day ? yz_date_add(p->until, 1) : 0;
        yz_date changed = p->died && p->died <= day && (!left || p->died < left) ? p->died : left;
        if (!changed && p->since <= day) changed = p->since;
        if (changed > h.since) h.since = changed;
        if (!p->lives) continue;
        h.members++;
        known = known && p->birth;
        if (p->birth > h.youngest) h.youngest = p->birth;
    }
    if (!known) h.youngest = 0;
    *end = i;
    return h;
}

static void work_out_soul(const struct yz_home *h, struct yz_soul *p, yz_group_set computed, yz_group_set open) {
    size_t count;
    const struct yz_group *groups = yz_groups(&count);
    char tag[96];
    for (size_t g = 0; g < count; g++)
        if ((computed >> g & 1) && yz_group_holds(&groups[g], h, p)) p->set |= (yz_group_set)1 << g;
    for (size_t g = 0; *p->tags && g < count; g++)
        if ((open >> g & 1) && yz_group_tagged(&groups[g], p->tags, tag, sizeof tag)) p->set |= (yz_group_set)1 << g;
}

/* Computed groups, and those that a tag means. */
static void work_out(const struct yz_souls *souls, yz_group_set open, yz_date day) {
    size_t count, end;
    const struct yz_group *groups = yz_groups(&count);
    yz_group_set computed = 0;
    for (size_t g = 0; g < count; g++)
        if (groups[g].test.root) computed |= (yz_group_set)1 << g & open;
    for (size_t from = 0; from < souls->count; from = end) {
        struct yz_home h = yz_home_of(souls, from, &end, day);
        for (size_t i = from; i < end; i++)
            if (souls->all[i].lives) work_out_soul(&h, &souls->all[i], computed, open);
    }
}

/* --- typed ones --- */

#define ON_DAY " AND f.since<=?2 AND (f.until=0 OR f.until>=?2)"
#define FOCUS  "SELECT DISTINCT f.person,f.group_key FROM "
static const char *const typed_sql[] = {
    [YZ_SOULS_OF_PERSON] = FOCUS "focus f WHERE f.person=?1" ON_DAY,
    [YZ_SOULS_OF_HOUSEHOLD] = FOCUS "membership m CROSS JOIN focus f ON f.person=m.person WHERE m.household=?1" ON_DAY,
    [YZ_SOULS_OF_DWELLING] = FOCUS "membership m CROSS JOIN focus f ON f.person=m.person WHERE m.dwelling=?1" ON_DAY,
    [YZ_SOULS_OF_BUILDING] = FOCUS "dwelling d CROSS JOIN membership m ON m.dwelling=d.id CROSS JOIN focus f"
                                   " ON f.person=m.person WHERE d.building=?1" ON_DAY,
};

yz_group_set yz_group_bit_of_key(const char *key) {
    size_t count;
    const struct yz_group *groups = yz_groups(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(groups[i].key, key) == 0) return (yz_group_set)1 << i;
    return 0;
}

static enum yz_status add_typed(struct yz_session *s, enum yz_souls_of what, int64_t id, yz_date day, yz_group_set open,
                                const struct yz_souls *souls) {
    struct yz_query *q = yz_sql(s->store, typed_sql[what]);
    yz_bind(q, 1, id);
    yz_bind(q, 2, day);
    while (yz_next(q)) {
        int64_t person = yz_int(q, 0);
        yz_group_set bit = yz_group_bit_of_key(yz_text(q, 1)) & open;
        for (size_t i = 0; i < souls->count; i++)
            if (souls->all[i].person == person && souls->all[i].lives) souls->all[i].set |= bit;
    }
    return yz_done(q);
}

/* Without typed ones. */
static enum yz_status read_souls(struct yz_session *s, enum yz_souls_of what, int64_t id, yz_date day,
                                 yz_group_set open, struct yz_souls *out) {
    size_t groups;
    enum yz_status status = yz_groups(&groups) ? YZ_OK : YZ_REFUSED;
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s->store, souls_sql[what]);
    yz_bind(q, 1, id);
    for (struct yz_soul *p; status == YZ_OK && yz_next(q);) {
        if ((p = more(out))) read_soul(q, day, p);
        else status = yz_fail(YZ_BUSY, _("内存不足"));
    }
    enum yz_status done = yz_done(q);
    if (status == YZ_OK) status = done;
    if (out->count) qsort(out->all, out->count, sizeof *out->all, by_door);
    work_out(out, open, day);
    return status;
}

enum yz_status yz_souls_read(struct yz_session *s, enum yz_souls_of what, int64_t id, yz_date day, yz_group_set open,
                             struct yz_souls *out) {
    yz_snapshot_begin(s->store);
    enum yz_status status = read_souls(s, what, id, day, open, out);
    if (status == YZ_OK) status = add_typed(s, what, id, day, open, out);
    yz_snapshot_end(s->store);
    return status;
}

/* --- many places one after the other --- */

enum yz_status yz_typed_read(struct yz_session *s, yz_date day, struct yz_typed **out, size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT f.person,f.group_key FROM focus f WHERE f.since<=?1 AND (f.until=0 OR"
                                          " f.until>=?1) ORDER BY f.person");
    size_t n = 0, room = 0;
    struct yz_typed *all = NULL;
    enum yz_status status = YZ_OK;
    yz_bind(q, 1, day);
    while (status == YZ_OK && yz_next(q)) {
        int64_t person = yz_int(q, 0);
        if (n == room) {
            struct yz_typed *wider = realloc(all, (room = room ? 2 * room : 256) * sizeof *all);
            if (!wider) status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
            else all = wider;
        }
        if (status == YZ_OK && (!n || all[n - 1].person != person)) all[n++] = (struct yz_typed){person, 0};
        if (status == YZ_OK) all[n - 1].set |= yz_group_bit_of_key(yz_text(q, 1));
    }
    enum yz_status done = yz_done(q);
    *out = all;
    *count = n;
    return status == YZ_OK ? done : status;
}

static int by_person(const void *a, const void *b) {
    const struct yz_typed *x = a, *y = b;
    return x->person < y->person ? -1 : x->person > y->person;
}

enum yz_status yz_souls_read_typed(struct yz_session *s, int64_t building, yz_date day, yz_group_set open,
                                   const struct yz_typed *typed, size_t count, struct yz_souls *out) {
    enum yz_status status = read_souls(s, YZ_SOULS_OF_BUILDING, building, day, open, out);
    for (size_t i = 0; count && i < out->count; i++) {
        struct yz_typed key = {out->all[i].person, 0};
        const struct yz_typed *found = out->all[i].lives ? bsearch(&key, typed, count, sizeof key, by_person) : NULL;
        if (found) out->all[i].set |= found->set & open;
    }
    return status;
}

/* --- sets --- */

enum yz_status yz_groups_of_building(struct yz_session *s, int64_t building, yz_date day, struct yz_door_groups *out,
                                     size_t max, size_t *count) {
    struct yz_souls souls = {0};
    size_t end;
    if (!day) day = yz_today();
    enum yz_status status = yz_souls_read(s, YZ_SOULS_OF_BUILDING, building, day, yz_groups_open(s, day), &souls);
    *count = 0;
    for (size_t from = 0; status == YZ_OK && from < souls.count; from = end) {
        struct yz_home h = yz_home_of(&souls, from, &end, day);
        struct yz_door_groups d = {souls.all[from].dwelling, souls.all[from].household, 0, h.members, 0};
        for (size_t i = from; i < end; i++) d.set |= souls.all[i].set;
        d.interval = yz_group_interval(d.set);
        if (h.members && *count < max) out[*count] = d;
        *count += h.members > 0;
    }
    free(souls.all);
    return status;
}

enum yz_status yz_household_group_set(struct yz_session *s, int64_t household, yz_date day, yz_group_set *set,
                                      int64_t *interval) {
    struct yz_souls souls = {0};
    if (!day) day = yz_today();
    enum yz_status status = yz_souls_read(s, YZ_SOULS_OF_HOUSEHOLD, household, day, yz_groups_open(s, day), &souls);
    *set = 0;
    for (size_t i = 0; i < souls.count; i++) *set |= souls.all[i].set;
    *interval = yz_group_interval(*set);
    free(souls.all);
    return status;
}
