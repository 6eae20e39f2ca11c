/* A plan: records as they would be written, looked up before those of the file. */
#include "service/registry/living.h"

#include "base/mask.h"

#include <stdlib.h>
#include <string.h>

void yz_move_plan_free(struct yz_move_plan *plan) {
    free(plan->memberships);
    free(plan->households);
    free(plan->persons);
    *plan = (struct yz_move_plan){0};
}

/* Room for one more; NULL without memory. */
static void *grown(struct yz_move_plan *plan, void *all, size_t count, size_t *room, size_t size) {
    if (count < *room) return all;
    size_t more = *room ? 2 * *room : 8;
    void *larger = realloc(all, more * size);
    plan->lost = plan->lost || !larger;
    if (larger) *room = more;
    return larger;
}

/* Where a record is planned, or -1. */
static ptrdiff_t at(const void *all, size_t count, size_t size, int64_t id) {
    for (size_t i = 0; id > 0 && i < count; i++)
        if (((const struct yz_record *)(const void *)((const char *)all + i * size))->id == id) return (ptrdiff_t)i;
    return -1;
}

#define PLAN(plan, part, record)                                                                                       \
    do {                                                                                                               \
        ptrdiff_t i = at((plan)->part##s, (plan)->part##_count, sizeof *(record), (record)->id);                       \
        if (i >= 0) return (plan)->part##s[i] = *(record), (record)->id;                                               \
        void *all = grown(plan, (plan)->part##s, (plan)->part##_count, &(plan)->part##_room, sizeof *(record));        \
        if (!all) return 0;                                                                                            \
        (plan)->part##s = all;                                                                                         \
        (plan)->part##s[(plan)->part##_count++] = *(record);                                                           \
        return (record)->id ? (record)->id : -(int64_t)(plan)->part##_count;                                           \
    } while (0)

int64_t yz_plan_membership(struct yz_move_plan *plan, const struct yz_membership *m) {
    PLAN(plan, membership, m);
}

/* A new household or person is changed by its negative reference. */
static bool overwrite(void *all, size_t count, size_t size, int64_t reference, const void *record) {
    if (reference >= 0 || (size_t)-reference > count) return false;
    void *to = (char *)all + (size_t)(-reference - 1) * size;
    memcpy(to, record, size);
    ((struct yz_record *)to)->id = 0;
    return true;
}

int64_t yz_plan_household(struct yz_move_plan *plan, const struct yz_household *h) {
    if (overwrite(plan->households, plan->household_count, sizeof *h, h->id, h)) return h->id;
    PLAN(plan, household, h);
}

int64_t yz_plan_person(struct yz_move_plan *plan, const struct yz_person *p) {
    if (overwrite(plan->persons, plan->person_count, sizeof *p, p->id, p)) return p->id;
    PLAN(plan, person, p);
}

/* By id among what is planned, by place when negative; NULL: neither. */
static const void *planned(const void *all, size_t count, size_t size, int64_t id) {
    ptrdiff_t i = id < 0 ? (ptrdiff_t)(-id - 1) : at(all, count, size, id);
    return i >= 0 && (size_t)i < count ? (const char *)all + (size_t)i * size : NULL;
}

enum yz_status yz_planned_household(const struct yz_planning *p, int64_t id, struct yz_household *out) {
    const struct yz_household *h = planned(p->plan->households, p->plan->household_count, sizeof *h, id);
    if (!h) return yz_get(p->s->store, &yz_household_kind, id, out);
    *out = *h;
    out->id = id;
    return YZ_OK;
}

enum yz_status yz_planned_person(struct yz_session *s, const struct yz_move_plan *plan, int64_t id,
                                 struct yz_person *out) {
    const struct yz_person *p = planned(plan->persons, plan->person_count, sizeof *p, id);
    if (!p) return yz_get(s->store, &yz_person_kind, id, out);
    *out = *p;
    out->id = id;
    return YZ_OK;
}

bool yz_membership_open(const struct yz_membership *m) {
    return !m->until || m->until > yz_today();
}

struct gathered {
    const struct yz_move_plan *plan;
    struct yz_membership *out;
    size_t max, count;
    bool open;
};

static void take(struct gathered *g, const struct yz_membership *m) {
    if (g->open && !yz_membership_open(m)) return;
    if (g->count < g->max) g->out[g->count] = *m;
    g->count++;
}

static enum yz_status take_stored(struct yz_query *q, struct gathered *g) {
    struct yz_membership m;
    while (yz_next(q)) {
        yz_row(q, &yz_membership_kind, &m);
        const struct yz_membership *now = planned(g->plan->memberships, g->plan->membership_count, sizeof m, m.id);
        take(g, now ? now : &m);
    }
    return yz_done(q);
}

enum yz_status yz_planned_members(const struct yz_planning *p, int64_t household, struct yz_membership *out, size_t max,
                                  size_t *count) {
    struct gathered g = {p->plan, out, max, 0, true};
    enum yz_status status = YZ_OK;
    if (household > 0) {
        struct yz_query *q = yz_select(p->s->store, &yz_membership_kind, "WHERE household=?1 ORDER BY relation<>2,id");
        yz_bind(q, 1, household);
        status = take_stored(q, &g);
    }
    for (size_t i = 0; i < p->plan->membership_count; i++)
        if (!p->plan->memberships[i].id && p->plan->memberships[i].household == household)
            take(&g, &p->plan->memberships[i]);
    *count = g.count;
    return status;
}

enum yz_status yz_planned_of_person(const struct yz_planning *p, int64_t person, struct yz_membership *out, size_t max,
                                    size_t *count) {
    struct gathered g = {p->plan, out, max, 0, false};
    enum yz_status status = YZ_OK;
    if (person > 0) {
        struct yz_query *q = yz_select(p->s->store, &yz_membership_kind, "WHERE person=?1 ORDER BY since,until,id");
        yz_bind(q, 1, person);
        status = take_stored(q, &g);
    }
    for (size_t i = 0; i < p->plan->membership_count; i++)
        if (!p->plan->memberships[i].id && p->plan->memberships[i].person == person) take(&g, &p->plan->memberships[i]);
    *count = g.count;
    return status;
}

char *yz_planned_name(struct yz_session *s, const struct yz_move_plan *plan, int64_t person, char *out, size_t room) {
    struct yz_person p;
    *out = '\0';
    if (yz_planned_person(s, plan, person, &p) == YZ_OK) yz_mask_name(out, room, p.name);
    return out;
}
