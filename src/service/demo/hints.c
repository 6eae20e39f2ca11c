/* What 政策找人 goes by, for some of the invented people: ends of documents and leases, tags, babies not enrolled. Drawn
 * from the person's own number, so that nothing else of the demo depends on it. */
#include "service/demo/demo_private.h"

#include "base/text.h"

#include <stdio.h>
#include <yizhan/i18n.h>

static uint32_t mix(const char *text) {
    uint32_t h = 2166136261u;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 16777619u;
    return h ^ h >> 15;
}

void yz_demo_hints(const struct yz_demo_maker *m, int age, struct yz_person *p) {
    uint32_t h = mix(p->id_number), other = h / 64;
    if (age >= 16 && h % 33 == 0) p->id_until = yz_date_add(m->want.date, (int)(other % 7000) - 120);
    if (age >= 18 && age < 60 && h % 64 == 1) yz_copy(p->tags, sizeof p->tags, "失业");
    if (age >= 60 && h % 16 == 1) yz_copy(p->tags, sizeof p->tags, "退休");
}

yz_date yz_demo_lease(const struct yz_demo_maker *m, const struct yz_person *p) {
    uint32_t h = mix(p->id_number);
    return h % 60 == 5 ? yz_date_add(m->want.date, (int)(h / 64 % 365) - 10) : 0;
}

/* Of one in twenty from elsewhere the residence permit is known; some end within the month, some have ended. */
yz_date yz_demo_permit(const struct yz_demo_maker *m, const struct yz_person *p) {
    uint32_t h = mix(p->id_number);
    bool holds = p->residence == m->code.floating && yz_age_on(p->birth, m->want.date) >= 16;
    return holds && h % 20 == 7 ? yz_date_add(m->want.date, (int)(h / 64 % 365) - 10) : 0;
}

/* Some who might have come to the desk lately have not: the register knows them all the same. */
bool yz_demo_stays_away(const struct yz_demo_maker *m, const struct yz_demo_birth *b) {
    int days = yz_days_between(b->day, m->want.date);
    return days >= 58 && days <= 92 && b->household % 2 == 0;
}

enum yz_status yz_demo_baby(struct yz_demo_maker *m, const struct yz_demo_birth *b) {
    struct yz_dice dice = m->dice;
    struct yz_household h;
    struct yz_person mother, baby = {0};
    enum yz_status status = yz_get(m->store, &yz_household_kind, b->household, &h);
    if (status == YZ_OK) status = yz_get(m->store, &yz_person_kind, b->guardian, &mother);
    if (status == YZ_OK) status = yz_act_begin(m->store, "add-person", m->staff[0].id);
    if (status != YZ_OK) return status;
    char surname[16];
    snprintf(surname, sizeof surname, "%.*s", (int)yz_grapheme(mother.name, NULL), mother.name);
    yz_demo_person(m, surname, b->sex, b->day, true, &baby);
    m->dice = dice;
    baby.mother = b->guardian;
    yz_demo_consent(m, &baby, &mother);
    status = yz_put(m->store, &yz_person_kind, &baby);
    struct yz_membership s = {.person = baby.id, .household = h.id, .dwelling = h.dwelling, .since = b->day};
    s.relation = b->sex == 1 ? 20 : 30; /* son, daughter */
    s.role = m->code.co_resident;
    s.legal = true;
    if (status == YZ_OK) status = yz_put(m->store, &yz_membership_kind, &s);
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}
