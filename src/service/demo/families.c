/* The demo's households: dwellings by unit, floor and door; in them families of the register, tenants and those who
 * share. Sizes are drawn so that the people asked for come out exactly. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { MOST = 40 }; /* people of one household */

/* GB/T 4761, as far as the demo needs it. */
enum {
    HEAD = 2,
    HUSBAND = 11,
    WIFE = 12,
    SON = 20,
    DAUGHTER = 30,
    FATHER = 51,
    MOTHER = 52,
    GRANDSON = 41,
    GRANDDAUGHTER = 42,
    NOT_KIN = 99
};

struct family {
    struct yz_demo_maker *m;
    struct yz_person people[MOST];
    int relation[MOST];
    int count, size;
    bool local; /* a household of the register; else tenants */
    bool alone; /* an old head: who would share the dwelling lives next door */
    int64_t building, household, dwelling;
};

enum { OLD = 60 };

static int age_of(const struct family *f, const struct yz_person *p) {
    return yz_age_on(p->birth, f->m->want.date);
}

/* Adds a person born on a day while there is room; NULL when the household is full. */
static struct yz_person *add(struct family *f, int relation, int sex, yz_date birth, const char *surname, bool local) {
    if (f->count == f->size) return NULL;
    struct yz_person *p = &f->people[f->count];
    f->relation[f->count++] = relation;
    yz_demo_person(f->m, surname, sex, birth, local, p);
    return p;
}

static void surname_of(const struct yz_person *p, char out[16]) {
    static const char *const compound[] = {"欧阳", "上官", "司马", "令狐", "诸葛",
                                           "尉迟", "皇甫", "东方", "夏侯", "万俟"};
    for (size_t i = 0; i < sizeof compound / sizeof *compound; i++)
        if (strncmp(p->name, compound[i], 6) == 0) {
            yz_copy(out, 16, compound[i]);
            return;
        }
    snprintf(out, 16, "%.*s", (int)yz_grapheme(p->name, NULL), p->name);
}

/* A day of birth for a child of a mother; 0 when it would lie ahead. */
static yz_date child_birth(struct family *f, const struct yz_person *mother, int order) {
    int at = yz_dice_between(&f->m->dice, 22, 34) + 3 * order;
    yz_date birth = yz_date_add(yz_date_add_months(mother->birth, 12 * at), yz_dice_below(&f->m->dice, 364));
    return birth < f->m->want.date ? birth : 0;
}

static void remember_birth(struct family *f, int64_t guardian, yz_date day, int sex) {
    struct yz_demo_maker *m = f->m;
    if (m->n_births == m->room_births) {
        size_t room = m->room_births ? 2 * m->room_births : 256;
        struct yz_demo_birth *more = realloc(m->births, room * sizeof *more);
        if (!more) return;
        m->births = more;
        m->room_births = room;
    }
    struct yz_demo_birth *b = &m->births[m->n_births++];
    *b = (struct yz_demo_birth){.household = f->household, .guardian = guardian, .day = day, .sex = sex};
    b->at = yz_demo_desk_moment(m, day);
    m->people_left += b->at >= yz_demo_end(m); /* not in the file, so not among the people asked for */
}

/* A child of the last year comes to the desk later, by its own case, so it is only noted here. Parents come before. */
static void child(struct family *f, int mother, int father, int order, int relation_base) {
    yz_date birth = child_birth(f, &f->people[mother], order);
    if (!birth || f->count == f->size) return;
    int sex = yz_dice_chance(&f->m->dice, 52) ? 1 : 2;
    int relation = relation_base == GRANDSON ? (sex == 1 ? GRANDSON : GRANDDAUGHTER) : (sex == 1 ? SON : DAUGHTER);
    if (relation_base == NOT_KIN) relation = NOT_KIN;
    char surname[16];
    surname_of(&f->people[father >= 0 ? father : mother], surname);
    struct yz_person *p = add(f, relation, sex, birth, surname, f->local && relation != NOT_KIN);
    if (p) p->mother = mother + 1; /* place in the household; becomes the id when the people are put */
}

/* A couple and up to two children. */
static void couple(struct family *f, int head_relation, int low, int high, int children, bool local) {
    int sex = yz_dice_chance(&f->m->dice, 78) ? 1 : 2, age = yz_dice_between(&f->m->dice, low, high), one = f->count;
    struct yz_person *head = add(f, head_relation, sex, yz_demo_birthday(f->m, age), NULL, local);
    if (!head) return;
    head->marital = 20;
    int other_age = age + (sex == 1 ? -1 : 1) * yz_dice_between(&f->m->dice, -1, 4);
    int relation = head_relation == HEAD ? (sex == 1 ? WIFE : HUSBAND) : NOT_KIN;
    struct yz_person *spouse =
        add(f, relation, 3 - sex, yz_demo_birthday(f->m, other_age < 20 ? 20 : other_age), NULL, local);
    if (!spouse) return;
    spouse->marital = 20;
    int mother = sex == 2 ? one : one + 1, father = sex == 2 ? one + 1 : one;
    for (int i = 0; i < children; i++) child(f, mother, father, i, head_relation == HEAD ? SON : NOT_KIN);
}

static void parent(struct family *f) {
    int sex = yz_dice_chance(&f->m->dice, 62) ? 2 : 1;
    char surname[16] = "";
    if (sex == 1) surname_of(&f->people[0], surname);
    int age = age_of(f, &f->people[0]) + yz_dice_between(&f->m->dice, 22, 32);
    if (age < 100) add(f, sex == 1 ? FATHER : MOTHER, sex, yz_demo_birthday(f->m, age), surname, f->local);
}

static void single(struct family *f, int relation, int low, int high, bool local) {
    int sex = yz_dice_chance(&f->m->dice, 51) ? 1 : 2;
    add(f, relation, sex, yz_demo_birthday(f->m, yz_dice_between(&f->m->dice, low, high)), NULL, local);
}

/* The kin: by stage of life. */
static void core(struct family *f) {
    struct yz_dice *d = &f->m->dice;
    int stage = yz_dice_below(d, 100);
    if (stage < 36) couple(f, HEAD, 24, 39, yz_dice_between(d, 0, 2), f->local);
    else if (stage < 66) couple(f, HEAD, 38, 56, yz_dice_between(d, 1, 2), f->local);
    else if (stage < 84) couple(f, HEAD, 58, 86, 0, f->local);
    else single(f, HEAD, f->local ? 23 : 19, f->local ? 92 : 48, f->local);
    if (stage < 66 && yz_dice_chance(d, 24)) parent(f);
}

/* Those who share the dwelling: mostly young people from elsewhere, some couples with children. */
static void sharers(struct family *f) {
    while (f->count < f->size) {
        int draw = yz_dice_below(&f->m->dice, 100);
        if (draw < 24 && f->size - f->count > 2) couple(f, NOT_KIN, 23, 44, yz_dice_between(&f->m->dice, 0, 2), false);
        else single(f, NOT_KIN, 18, draw < 90 ? 46 : 68, false);
    }
}

/* Every other head of the register who is old and has no kin there. Nothing is drawn for it, so that all else stays. */
static bool lives_alone(const struct family *f, long long number) {
    bool kin = f->count > 1 && f->relation[1] != NOT_KIN;
    return f->local && !kin && number % 2 == 0 && f->m->next_door.building == f->building &&
           age_of(f, &f->people[0]) >= OLD;
}

static int64_t household_of(const struct family *f, int i) {
    return f->alone && i ? f->m->next_door.household : f->household;
}

static enum yz_status put_members(struct family *f) {
    struct yz_demo_maker *m = f->m;
    enum yz_status status = YZ_OK;
    for (int i = 0; i < f->count && status == YZ_OK; i++) {
        bool local = f->local && f->relation[i] != NOT_KIN;
        struct yz_membership s = {.person = f->people[i].id,
                                  .household = household_of(f, i),
                                  .dwelling = f->alone && i ? f->m->next_door.dwelling : f->dwelling};
        s.relation = f->relation[i];
        s.legal = local;
        s.role = !local ? m->code.tenant : i == 0 ? m->code.owner : m->code.co_resident;
        s.since = yz_date_add(m->want.date, -yz_dice_between(&m->dice, 366, local ? 4400 : 1500));
        if (s.since < f->people[i].birth) s.since = f->people[i].birth;
        if (s.role == m->code.tenant) {
            s.lease_until = yz_demo_lease(m, &f->people[i]);
            s.permit_until = yz_demo_permit(m, &f->people[i]);
        }
        status = yz_put(m->store, &yz_membership_kind, &s);
    }
    return status;
}

/* Whoever was born during the year is not put here but noted for the desk; the others move up. Mothers stand before
 * their children, so a mother's new place is known when her child is met. */
static void set_newborns_apart(struct family *f, yz_date since) {
    int kept = 0, place[MOST + 1] = {0};
    for (int i = 0; i < f->count; i++) {
        struct yz_person *p = &f->people[i];
        p->mother = place[p->mother];
        if (p->birth > since && p->mother) {
            remember_birth(f, p->mother, p->birth, p->sex);
            continue;
        }
        f->people[kept] = *p;
        f->relation[kept++] = f->relation[i];
        place[i + 1] = kept;
    }
    f->count = kept;
}

static enum yz_status put_people(struct family *f) {
    enum yz_status status = YZ_OK;
    for (int i = 0; i < f->count && status == YZ_OK; i++) {
        struct yz_person *p = &f->people[i];
        if (p->mother) {
            const struct yz_person *mother = &f->people[p->mother - 1];
            p->mother = mother->id;
            yz_demo_consent(f->m, p, mother);
        }
        status = yz_put(f->m->store, &yz_person_kind, p);
    }
    return status;
}

static enum yz_status remember(struct family *f, int at) {
    const struct yz_person *p = &f->people[at];
    struct yz_demo_soul soul = {
        .id = p->id, .household = household_of(f, at), .birth = p->birth, .sex = (int8_t)p->sex};
    soul.local = p->residence == f->m->code.registered;
    soul.near = (int8_t)f->m->near;
    for (int i = 0; i < f->count; i++) {
        if (f->people[i].mother != p->id) continue;
        soul.child = f->people[i].id;
        soul.child_birth = f->people[i].birth;
        soul.children++;
    }
    return yz_demo_remember(f->m, &soul);
}

/* The births of this household, from the first one on: their mothers have ids now. */
static void settle_births(struct family *f, size_t first) {
    struct yz_demo_birth *all = f->m->births;
    for (size_t i = first; i < f->m->n_births; i++) {
        const struct yz_person *mother = &f->people[all[i].guardian - 1];
        all[i].household = household_of(f, (int)all[i].guardian - 1);
        all[i].guardian = mother->id;
        all[i].near = (int8_t)f->m->near;
        all[i].married = mother->marital == 20;
        for (int k = 0; k < f->count; k++) all[i].older += f->people[k].mother == mother->id;
        for (size_t k = first; k < i; k++) all[i].married &= all[k].guardian != mother->id;
    }
}

static enum yz_status put_family(struct family *f) {
    struct yz_demo_maker *m = f->m;
    size_t births = m->n_births;
    set_newborns_apart(f, yz_date_add_months(m->want.date, -12));
    enum yz_status status = put_people(f);
    if (status != YZ_OK) return status;
    struct yz_household h = {.head = f->people[0].id, .dwelling = f->dwelling, .invented = true};
    h.kind = f->local ? m->code.family : m->code.tenants;
    h.since = yz_date_add(m->want.date, -yz_dice_between(&m->dice, 400, 4400));
    long long number = m->want.households - m->households_left + 1;
    snprintf(h.number, sizeof h.number, "%s%06lld", f->local ? "H" : "Z", number);
    f->alone = lives_alone(f, number);
    status = yz_put(m->store, &yz_household_kind, &h);
    f->household = h.id;
    if (status == YZ_OK) status = put_members(f);
    for (int i = 0; i < f->count && status == YZ_OK; i++) status = remember(f, i);
    settle_births(f, births);
    if (f->alone) return status;
    f->m->next_door.building = f->building;
    f->m->next_door.household = f->household;
    f->m->next_door.dwelling = f->dwelling;
    return status;
}

static const int weights[] = {3, 3, 3, 3, 3, 3, 3, 3, 8, 8, 8, 8, 8, 12, 12, 12, 12, 20, 20, 20};

/* The household's share of the people still to come: one, and its weight's part of the rest. The last takes all. */
static int draw_size(struct yz_demo_maker *m, bool *local) {
    int weight = weights[yz_dice_below(&m->dice, 20)];
    *local = weight == 3 || (weight == 8 && yz_dice_chance(&m->dice, 60));
    double mean = (double)(m->people_left - m->households_left) / (double)m->households_left;
    int size = 1 + (int)(mean * weight / 8.6 + yz_dice_below(&m->dice, 100) / 100.0);
    int64_t most = m->people_left - (m->households_left - 1);
    if (m->households_left <= 200) /* the last ones even out what chance left over */
        size = (int)(m->people_left / m->households_left);
    return size > most ? (int)most : size > MOST ? MOST : size;
}

static enum yz_status household(struct yz_demo_maker *m, int64_t building, int64_t dwelling) {
    static struct family f; /* 70 kB: not for the stack; one at a time, and only the places that are taken are read */
    f.m = m;
    f.building = building;
    f.dwelling = dwelling;
    f.household = f.count = 0;
    f.size = draw_size(m, &f.local);
    core(&f);
    sharers(&f);
    m->people_left -= f.count;
    enum yz_status status = put_family(&f);
    m->households_left--;
    return status;
}

static enum yz_status dwelling(struct yz_demo_maker *m, const struct yz_building *b, int64_t number, bool lived_in) {
    int64_t per_floor = b->units * b->doors, floor = number / per_floor + 1, on_floor = number % per_floor;
    struct yz_dwelling d = {.building = b->id, .floor = floor};
    snprintf(d.unit, sizeof d.unit, "%d", (int)(on_floor / b->doors + 1));
    snprintf(d.room, sizeof d.room, "%d%02d", (int)(floor % 1000), (int)(on_floor % b->doors % 100 + 1));
    d.square = INT64_C(100) * yz_dice_between(&m->dice, 58, 142);
    d.use = lived_in ? m->code.lived_in : m->code.empty;
    enum yz_status status = yz_put(m->store, &yz_dwelling_kind, &d);
    return status == YZ_OK && lived_in ? household(m, b->id, d.id) : status;
}

/* Unit 2, fifth floor, first door of the buildings that guides and tests name. */
static bool shown_door(const struct yz_building *b, int64_t number) {
    return strtol(b->number, NULL, 10) == YZ_DEMO_SHOWN_BUILDING && number == 4 * b->units * b->doors + b->doors;
}

/* The n-th building of all gets its even share of the households; which doors stay empty is chance. */
static enum yz_status fill_building(struct yz_demo_maker *m, size_t n) {
    struct yz_building b;
    enum yz_status status = yz_get(m->store, &yz_building_kind, m->buildings[n], &b);
    for (size_t i = 0; i < m->n_compounds; i++)
        if (m->compounds[i].id == b.compound) m->near = m->compounds[i].near;
    int64_t of = (int64_t)m->n_buildings, all = m->want.households;
    int64_t share = all * (int64_t)(n + 1) / of - all * (int64_t)n / of;
    int64_t kept = strtol(b.number, NULL, 10) == YZ_DEMO_SHOWN_BUILDING && share > 0;
    for (int64_t i = 0; i < b.dwellings && status == YZ_OK; i++) {
        int64_t doors_left = b.dwellings - i - kept;
        bool lived_in = share > kept && yz_dice_below(&m->dice, (int)doors_left) < share - kept;
        if (kept && shown_door(&b, i)) {
            lived_in = true;
            kept = 0;
        }
        share -= lived_in;
        status = dwelling(m, &b, i, lived_in);
    }
    return status;
}

enum yz_status yz_demo_households(struct yz_demo_maker *m) {
    m->households_left = m->want.households;
    m->people_left = m->want.people;
    enum yz_status status = YZ_OK;
    for (size_t n = 0; n < m->n_buildings && status == YZ_OK; n++) status = fill_building(m, n);
    return status;
}
