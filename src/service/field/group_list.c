/* Key groups of a person, a household or a door, one by one with reason and since when. */
#include "service/field/group_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

struct listing {
    struct yz_session *s;
    yz_date day;
    struct yz_grouping *out;
    size_t max, *count;
};

static void put(const struct listing *l, const struct yz_grouping *g) {
    if (*l->count < l->max) l->out[*l->count] = *g;
    ++*l->count;
}

static bool listed(const struct listing *l, int64_t person, const struct yz_group *g) {
    for (size_t i = 0; i < *l->count && i < l->max; i++)
        if (l->out[i].person == person && l->out[i].group == g) return true;
    return false;
}

static struct yz_grouping of_record(const struct yz_focus *x, const struct yz_group *g) {
    struct yz_grouping one = {.person = x->person, .group = g, .focus = x->id, .since = x->since, .until = x->until};
    yz_copy(one.reason, sizeof one.reason, x->reason);
    yz_copy(one.source, sizeof one.source, x->source);
    return one;
}

/* The records of the person for the group on the day. False: there is none. */
static bool put_typed(const struct listing *l, int64_t person, const struct yz_group *g) {
    struct yz_query *q = yz_select(l->s->store, &yz_focus_kind,
                                   "WHERE person=?1 AND group_key=?2 AND since<=?3"
                                   " AND (until=0 OR until>=?3) ORDER BY id");
    struct yz_focus x;
    bool any = false;
    if (!q) return false;
    yz_bind(q, 1, person);
    yz_bind_text(q, 2, g->key);
    yz_bind(q, 3, l->day);
    for (; yz_next(q); any = true) {
        yz_row(q, &yz_focus_kind, &x);
        struct yz_grouping one = of_record(&x, g);
        if (!any) put(l, &one);
    }
    yz_done(q);
    return any;
}

/* By a tag, or worked out. */
static void put_derived(const struct listing *l, const struct yz_group *g, const struct yz_home *h,
                        const struct yz_soul *p) {
    struct yz_grouping one = {.person = p->person, .group = g};
    if (g->test.root && yz_group_holds(g, h, p)) {
        one.since = yz_group_since(g, h, p);
        yz_group_reason(g, h, p, one.reason, sizeof one.reason);
        yz_group_source(g, one.source, sizeof one.source);
    } else {
        yz_group_tagged(g, p->tags, one.reason, sizeof one.reason);
        yz_copy(one.source, sizeof one.source, _("人群标签"));
    }
    put(l, &one);
}

static void put_soul(const struct listing *l, const struct yz_home *h, const struct yz_soul *p) {
    size_t count;
    const struct yz_group *groups = yz_groups(&count);
    for (size_t g = 0; g < count; g++) {
        if (!(p->set >> g & 1) || listed(l, p->person, &groups[g])) continue;
        if (!put_typed(l, p->person, &groups[g])) put_derived(l, &groups[g], h, p);
    }
}

/* Typed ones of somebody who lives nowhere here. */
static void put_absent(const struct listing *l, int64_t person) {
    size_t count;
    const struct yz_group *groups = yz_groups(&count);
    yz_group_set open = yz_groups_open(l->s, l->day);
    for (size_t g = 0; g < count; g++)
        if ((open >> g & 1) && groups[g].comes != YZ_GROUP_COMPUTED) put_typed(l, person, &groups[g]);
}

static int by_group(const void *a, const void *b) {
    const struct yz_grouping *x = a, *y = b;
    return x->group < y->group ? -1 : x->group > y->group;
}

static enum yz_status list(struct listing l, enum yz_souls_of what, int64_t id) {
    struct yz_souls souls = {0};
    size_t end;
    bool lives = false;
    *l.count = 0;
    if (!l.day) l.day = yz_today();
    enum yz_status status = yz_souls_read(l.s, what, id, l.day, yz_groups_open(l.s, l.day), &souls);
    for (size_t from = 0; status == YZ_OK && from < souls.count; from = end) {
        struct yz_home h = yz_home_of(&souls, from, &end, l.day);
        for (size_t i = from; i < end; i++) {
            const struct yz_soul *p = &souls.all[i];
            if (what == YZ_SOULS_OF_PERSON && p->person != id) continue;
            lives = lives || p->lives;
            put_soul(&l, &h, p);
        }
    }
    if (status == YZ_OK && what == YZ_SOULS_OF_PERSON && !lives) put_absent(&l, id);
    if (*l.count > 1 && what == YZ_SOULS_OF_PERSON)
        qsort(l.out, *l.count < l.max ? *l.count : l.max, sizeof *l.out, by_group);
    free(souls.all);
    return status;
}

enum yz_status yz_groups_of_person(struct yz_session *s, int64_t person, yz_date day, struct yz_grouping *out,
                                   size_t max, size_t *count) {
    return list((struct listing){s, day, out, max, count}, YZ_SOULS_OF_PERSON, person);
}

enum yz_status yz_group_records(struct yz_session *s, int64_t person, struct yz_grouping *out, size_t max,
                                size_t *count) {
    struct yz_focus x;
    struct yz_query *q = yz_select(s->store, &yz_focus_kind, "WHERE person=?1 ORDER BY since DESC,id DESC");
    *count = 0;
    if (!q) return yz_done(q);
    yz_bind(q, 1, person);
    while (yz_next(q)) {
        yz_row(q, &yz_focus_kind, &x);
        const struct yz_group *g = yz_group_named(x.group_key);
        if (!g || !yz_group_seen(s, g)) continue;
        if (*count < max) out[*count] = of_record(&x, g);
        ++*count;
    }
    return yz_done(q);
}

enum yz_status yz_person_group_set(struct yz_session *s, int64_t person, yz_date day, yz_group_set *set) {
    struct yz_grouping all[YZ_GROUPS];
    size_t count = 0;
    enum yz_status status = yz_groups_of_person(s, person, day, all, YZ_GROUPS, &count);
    *set = 0;
    for (size_t i = 0; i < count && i < YZ_GROUPS; i++) *set |= yz_group_bit(all[i].group);
    return status;
}

enum yz_status yz_groups_of_household(struct yz_session *s, int64_t household, yz_date day, struct yz_grouping *out,
                                      size_t max, size_t *count) {
    return list((struct listing){s, day, out, max, count}, YZ_SOULS_OF_HOUSEHOLD, household);
}

enum yz_status yz_groups_of_dwelling(struct yz_session *s, int64_t dwelling, yz_date day, struct yz_grouping *out,
                                     size_t max, size_t *count) {
    return list((struct listing){s, day, out, max, count}, YZ_SOULS_OF_DWELLING, dwelling);
}
