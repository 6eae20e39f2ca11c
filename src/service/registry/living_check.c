/* What must hold after a move: every household with members has a head who is one, the last one leaving ends it, nobody
 * is in two legal households on a day, and no date contradicts another. */
#include "service/registry/living.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/consent.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>

/* --- heads --- */

/* A relation that somebody gave for this act. */
static int32_t asked_of(const struct yz_planning *p, int64_t person) {
    for (size_t i = 0; i < p->m->count; i++)
        if (p->m->who[i].person == person) return p->m->who[i].relation;
    for (size_t i = 0; i < p->m->fresh_count; i++)
        if (-(int64_t)(i + 1) == person) return p->m->fresh[i].relation;
    return 0;
}

struct head {
    struct yz_person person;
    int32_t relation; /* to the old head */
    bool same;        /* is the old head */
};

static int32_t relation_now(struct yz_planning *p, const struct yz_membership *m, const struct head *head) {
    struct yz_person person;
    char name[96];
    int32_t asked = asked_of(p, m->person), relation = asked ? asked : head->same ? m->relation : 0;
    if (m->person == head->person.id) return YZ_RELATION_HEAD;
    if (asked == YZ_RELATION_HEAD) relation = 0;
    if (relation && relation != YZ_RELATION_HEAD) return relation;
    if (yz_planned_person(p->s, p->plan, m->person, &person) == YZ_OK)
        relation = yz_relation_to(head->relation, m->relation, person.sex, person.birth, head->person.birth);
    if (relation) return relation;
    yz_code_parse("relation", "other", &relation);
    yz_find_warning(p->f, "relation", yz_planned_name(p->s, p->plan, m->person, name, sizeof name),
                    _("与新户主的关系推不出来，先记“其他”"), _("问清后改"));
    return relation;
}

enum yz_status yz_living_set_head(struct yz_planning *p, int64_t household, int64_t head) {
    struct yz_membership all[YZ_MOVING];
    struct yz_household h;
    struct head new = {0};
    size_t count = 0;
    enum yz_status status = yz_planned_household(p, household, &h);
    if (status == YZ_OK) status = yz_planned_members(p, household, all, YZ_MOVING, &count);
    if (status == YZ_OK) status = yz_planned_person(p->s, p->plan, head, &new.person);
    if (status != YZ_OK) return status;
    count = count < YZ_MOVING ? count : YZ_MOVING;
    new.same = h.head == head;
    for (size_t i = 0; i < count; i++)
        if (all[i].person == head) new.relation = all[i].relation;
    h.head = head;
    yz_plan_household(p->plan, &h);
    for (size_t i = 0; i < count; i++) {
        int32_t relation = relation_now(p, &all[i], &new);
        if (relation == all[i].relation) continue;
        all[i].relation = relation;
        if (all[i].id) yz_plan_membership(p->plan, &all[i]);
        for (size_t k = 0; !all[i].id && k < p->plan->membership_count; k++) {
            struct yz_membership *m = &p->plan->memberships[k];
            if (!m->id && m->household == household && m->person == all[i].person) m->relation = relation;
        }
    }
    return YZ_OK;
}

/* Nobody is left: the household has ended, on the last day that anybody was there. */
static void end_household(struct yz_planning *p, struct yz_household *h) {
    char where[160], rule[192], day[YZ_DATE_TEXT];
    yz_date last = 0;
    for (size_t i = 0; i < p->plan->membership_count; i++)
        if (p->plan->memberships[i].household == h->id && p->plan->memberships[i].until > last)
            last = p->plan->memberships[i].until;
    if (h->until || !last) return;
    h->until = last;
    yz_plan_household(p->plan, h);
    snprintf(rule, sizeof rule, _("没有人了，这一户到 %s 为止"), yz_date_text(last, day));
    yz_find_warning(p->f, "household", yz_dwelling_short(p->s, h->dwelling, where, sizeof where), rule, NULL);
}

static enum yz_status settle_one(struct yz_planning *p, int64_t household) {
    struct yz_membership all[YZ_MOVING];
    struct yz_household h;
    char where[160];
    size_t count = 0;
    int64_t head = 0;
    enum yz_status status = yz_planned_household(p, household, &h);
    if (status == YZ_OK) status = yz_planned_members(p, household, all, YZ_MOVING, &count);
    if (status != YZ_OK) return status;
    if (!count) return end_household(p, &h), YZ_OK;
    if (count > YZ_MOVING) return YZ_OK; /* a collective household: its head is not of its family */
    for (size_t i = 0; i < count; i++) {
        if (all[i].person == h.head) return YZ_OK;
        if (all[i].person == p->m->successor || (count == 1 && !p->m->successor)) head = all[i].person;
    }
    if (head) return yz_living_set_head(p, household, head);
    yz_find_error(p->f, "successor", yz_dwelling_short(p->s, h.dwelling, where, sizeof where),
                  p->m->successor ? _("接任的户主不是留下来的人") : _("户主走了，留下来的人没有户主"),
                  _("从留下来的人里选一位接任户主"));
    return YZ_OK;
}

enum yz_status yz_living_settle(struct yz_planning *p) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < p->plan->membership_count; i++) {
        bool done = false;
        for (size_t k = 0; k < i && !done; k++)
            done = p->plan->memberships[k].household == p->plan->memberships[i].household;
        if (!done && p->plan->memberships[i].household > 0) status = settle_one(p, p->plan->memberships[i].household);
    }
    return status;
}

/* --- dates --- */

static bool overlap(const struct yz_membership *a, const struct yz_membership *b) {
    return (!a->until || a->until >= b->since) && (!b->until || b->until >= a->since);
}

static void check_span(struct yz_planning *p, const struct yz_membership *m, const char *name) {
    char day[YZ_DATE_TEXT], rule[192];
    if (!m->until || m->until >= m->since) return;
    snprintf(rule, sizeof rule, _("%s 才来的，不能在那以前走"), yz_date_text(m->since, day));
    yz_find_error(p->f, "day", name, rule, _("日期改晚，或者先撤销来的那一次"));
}

/* What is written anew of a lease or a permit must reach past the first day. */
static void check_terms(struct yz_planning *p, const struct yz_membership *m, const char *name) {
    char day[YZ_DATE_TEXT], rule[192];
    const struct {
        const char *field;
        yz_date asked, until;
    } terms[] = {{"lease_until", p->m->lease_until, m->lease_until},
                 {"permit_until", p->m->permit_until, m->permit_until}};
    for (size_t i = 0; i < 2; i++) {
        if (!terms[i].asked || terms[i].asked != terms[i].until || m->until || terms[i].until >= m->since) continue;
        snprintf(rule, sizeof rule, _("%s 才来的，到期日不能在那以前"), yz_date_text(m->since, day));
        yz_find_error(p->f, terms[i].field, name, rule, _("改到期日"));
    }
}

static void check_life(struct yz_planning *p, const struct yz_membership *m, const char *name) {
    struct yz_person person;
    char day[YZ_DATE_TEXT], rule[192];
    if (yz_planned_person(p->s, p->plan, m->person, &person) != YZ_OK) return;
    if (person.birth && m->since < person.birth) {
        snprintf(rule, sizeof rule, _("%s 才出生"), yz_date_text(person.birth, day));
        yz_find_error(p->f, "day", name, rule, _("日期改到出生以后"));
    }
    if (person.died && m->since > person.died) {
        snprintf(rule, sizeof rule, _("%s 已经去世"), yz_date_text(person.died, day));
        yz_find_error(p->f, "day", name, rule, _("日期改到去世以前，或者不选这一位"));
    }
}

/* The same line of the plan: by its id, or, of a new one, by what it says. */
static bool is_it(const struct yz_membership *a, const struct yz_membership *b) {
    if (a->id || b->id) return a->id == b->id;
    return a->household == b->household && a->dwelling == b->dwelling && a->since == b->since && a->until == b->until &&
           a->legal == b->legal;
}

/* A new membership beside the others of that person. */
static enum yz_status check_others(struct yz_planning *p, const struct yz_membership *m, const char *name) {
    struct yz_membership all[YZ_MOVING];
    char where[128], rule[192];
    size_t count = 0;
    bool self = false;
    enum yz_status status = yz_planned_of_person(p, m->person, all, YZ_MOVING, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_MOVING; i++) {
        if (!self && is_it(&all[i], m)) {
            self = true;
            continue;
        }
        bool both_legal = all[i].legal && m->legal, same = all[i].household == m->household;
        if ((!both_legal && !same) || !overlap(&all[i], m)) continue;
        yz_dwelling_short(p->s, all[i].dwelling, where, sizeof where);
        snprintf(rule, sizeof rule,
                 both_legal ? _("那几天户籍还在%s，一个人同一天只能在一个户籍户") : _("那几天已经是%s这一户的成员"),
                 where);
        yz_find_error(p->f, "day", name, rule, _("改日期；户籍不迁的，不选“户籍一起迁”"));
        return YZ_OK;
    }
    return status;
}

/* Somebody else lives where they come to: two households behind a door do occur, and are said. */
static enum yz_status check_occupied(struct yz_planning *p, const struct yz_household *h) {
    int64_t there[8];
    size_t count = 0;
    struct yz_household stored, other;
    char where[160];
    if (h->until ||
        (h->id && yz_get(p->s->store, &yz_household_kind, h->id, &stored) == YZ_OK && stored.dwelling == h->dwelling))
        return YZ_OK;
    enum yz_status status = yz_dwelling_households(p->s, h->dwelling, there, 8, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < 8; i++) {
        status = yz_planned_household(p, there[i], &other);
        if (status != YZ_OK || other.id == h->id || other.id == p->household.id || other.until ||
            other.dwelling != h->dwelling)
            continue;
        yz_find_warning(p->f, "dwelling", yz_dwelling_short(p->s, h->dwelling, where, sizeof where),
                        _("那里还登记着另一户"), _("他们已经走了的，先给他们办迁出"));
        return YZ_OK;
    }
    return status;
}

/* What is with another station of the district, or on offer to one, is not changed here. */
static enum yz_status check_owned(const struct yz_planning *p) {
    const struct yz_move_plan *plan = p->plan;
    enum yz_status status = YZ_OK;
    int64_t last = 0;
    for (size_t i = 0; status == YZ_OK && i < plan->household_count; i++)
        if (plan->households[i].id > 0) status = yz_must_own(p->s, YZ_HOUSEHOLD, plan->households[i].id);
    for (size_t i = 0; status == YZ_OK && i < plan->membership_count; i++) {
        int64_t household = plan->memberships[i].household;
        if (household > 0 && household != last) status = yz_must_own(p->s, YZ_HOUSEHOLD, household);
        last = household;
    }
    return status;
}

enum yz_status yz_living_check(struct yz_planning *p) {
    enum yz_status status = check_owned(p);
    char name[96], day[YZ_DATE_TEXT];
    if (p->day > yz_today())
        yz_find_error(p->f, "day", yz_date_text(p->day, day), _("日期在今天之后"), _("到那一天再办，或者改日期"));
    for (size_t i = 0; i < p->plan->person_count; i++)
        if (!p->plan->persons[i].id) yz_consent_check(NULL, &p->plan->persons[i], p->f);
    for (size_t i = 0; status == YZ_OK && i < p->plan->household_count; i++)
        status = check_occupied(p, &p->plan->households[i]);
    for (size_t i = 0; status == YZ_OK && i < p->plan->membership_count; i++) {
        const struct yz_membership *m = &p->plan->memberships[i];
        yz_planned_name(p->s, p->plan, m->person, name, sizeof name);
        check_span(p, m, name);
        check_terms(p, m, name);
        if (m->id) continue;
        check_life(p, m, name);
        status = check_others(p, m, name);
    }
    return status;
}
