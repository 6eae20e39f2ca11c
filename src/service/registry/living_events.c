/* Births, deaths, returns, and whole buildings. */
#include "service/registry/living.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/consent.h>
#include <yizhan/i18n.h>

/* --- birth --- */

static const struct yz_moving *member(const struct yz_planning *p, int64_t person) {
    for (size_t i = 0; person && i < p->count; i++)
        if (p->all[i].person == person) return &p->all[i];
    return NULL;
}

/* What a child is to the head, from what its parent is: own children, a son's, a daughter's. */
static int32_t relation_of_child(int32_t parent, int32_t sex) {
    bool girl = sex == 2;
    if (parent == YZ_RELATION_HEAD || (parent >= 10 && parent <= 12)) return girl ? 30 : 20;
    if ((parent >= 20 && parent <= 27) || parent == 38) return girl ? 42 : 41;
    if ((parent >= 30 && parent <= 37) || parent == 28) return girl ? 44 : 43;
    return 80;
}

enum yz_status yz_living_birth(struct yz_planning *p) {
    struct yz_moving *child = &p->all[p->count - 1];
    const struct yz_moving *parent = member(p, p->m->mother ? p->m->mother : p->m->guardian);
    if (child->person >= 0) {
        yz_find_error(p->f, "who", NULL, _("没有写新生儿是谁"), _("填姓名（还没起名的写“某某之子”）和性别"));
        return YZ_OK;
    }
    if (!parent) {
        yz_find_error(p->f, "mother", NULL, _("母亲或监护人要是这一户的成员"), _("从成员里选一位"));
        return YZ_OK;
    }
    struct yz_person mother = {0};
    enum yz_status status = p->m->mother ? yz_planned_person(p->s, p->plan, p->m->mother, &mother) : YZ_OK;
    if (status != YZ_OK) return status;
    if (mother.sex == 1)
        yz_find_error(p->f, "mother", mother.name, _("登记的是男，不能是母亲"), _("父亲写在监护人一栏"));
    struct yz_person *baby = &p->plan->persons[-child->person - 1];
    baby->birth = p->day;
    baby->mother = p->m->mother;
    baby->guardian = p->m->guardian ? p->m->guardian : p->m->mother;
    baby->invented = p->household.invented;
    status = yz_planned_person(p->s, p->plan, baby->guardian, &mother); /* who answers for the child */
    if (status != YZ_OK) return status;
    memcpy(baby->consent, p->m->consent, sizeof baby->consent);
    yz_consent_named(baby, mother.name);
    if (!*baby->id_number) {
        yz_code_parse("id_kind", "none-yet", &baby->id_kind);
        if (!*baby->id_note) yz_copy(baby->id_note, sizeof baby->id_note, "新生儿");
    }
    int32_t relation = child->relation ? child->relation : relation_of_child(parent->now.relation, baby->sex);
    if (relation == 80) yz_find_warning(p->f, "relation", NULL, _("与户主关系推不出来，先记“其他”"), _("问清后改"));
    struct yz_household h = p->household;
    if (parent->now.dwelling) h.dwelling = parent->now.dwelling;
    child->role = child->role ? child->role : YZ_ROLE_CO_RESIDENT;
    yz_living_arrive(p, child, &h, h.id, relation, p->m->legal && parent->now.legal);
    return YZ_OK;
}

/* --- death --- */

static enum yz_status dies(struct yz_planning *p, int64_t id) {
    struct yz_membership all[YZ_MOVING];
    struct yz_person person;
    char name[96], day[YZ_DATE_TEXT];
    size_t count = 0;
    enum yz_status status = yz_planned_person(p->s, p->plan, id, &person);
    if (status != YZ_OK) return status;
    if (person.died)
        yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, id, name, sizeof name), _("已经登记过死亡"),
                      yz_date_text(person.died, day));
    person.died = p->day;
    yz_record_check(&yz_person_kind, &person, p->f);
    yz_plan_person(p->plan, &person);
    status = yz_planned_of_person(p, id, all, YZ_MOVING, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_MOVING; i++)
        if (yz_membership_open(&all[i]))
            yz_living_leave(p, &(struct yz_moving){.person = id, .now = all[i]}, p->day, true);
    return status;
}

enum yz_status yz_living_death(struct yz_planning *p) {
    enum yz_status status = YZ_OK;
    if (!p->m->count) yz_find_error(p->f, "who", NULL, _("没有选是谁"), _("先选是谁"));
    for (size_t i = 0; status == YZ_OK && i < p->m->count; i++) status = dies(p, p->m->who[i].person);
    return status;
}

/* --- return --- */

/* The newest membership of somebody that has ended; id 0: none. */
static enum yz_status last_ended(struct yz_planning *p, int64_t person, struct yz_membership *out) {
    struct yz_membership all[YZ_MOVING];
    size_t count = 0;
    *out = (struct yz_membership){0};
    enum yz_status status = yz_planned_of_person(p, person, all, YZ_MOVING, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_MOVING; i++) {
        bool here = !p->m->household || all[i].household == p->m->household;
        if (here && !yz_membership_open(&all[i]) && all[i].role != YZ_ROLE_REGISTERED_ONLY &&
            all[i].until >= out->until)
            *out = all[i];
    }
    return status;
}

/* Whoever stayed registered lives there again: that membership gives way. Who lives elsewhere has to move, not return. */
static enum yz_status give_way(struct yz_planning *p, const struct yz_membership *was) {
    struct yz_membership all[YZ_MOVING];
    char name[96], where[128], rule[192];
    size_t count = 0;
    enum yz_status status = yz_planned_of_person(p, was->person, all, YZ_MOVING, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_MOVING; i++) {
        if (!yz_membership_open(&all[i])) continue;
        if (all[i].role == YZ_ROLE_REGISTERED_ONLY && all[i].household == was->household) {
            all[i].until = yz_date_add(p->day, -1);
            yz_plan_membership(p->plan, &all[i]);
        } else if (all[i].role != YZ_ROLE_REGISTERED_ONLY) {
            snprintf(rule, sizeof rule, _("还住在%s"), yz_dwelling_short(p->s, all[i].dwelling, where, sizeof where));
            yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, was->person, name, sizeof name), rule,
                          _("从那一户办“区内搬家”或“并入别的户”"));
        }
    }
    return status;
}

static enum yz_status reopen(struct yz_planning *p, int64_t household, struct yz_household *h) {
    struct yz_membership rest[1];
    size_t stay = 0;
    enum yz_status status = yz_planned_household(p, household, h);
    if (status == YZ_OK) status = yz_planned_members(p, household, rest, 1, &stay);
    if (status != YZ_OK) return status;
    h->until = 0;
    if (p->m->dwelling && !stay) h->dwelling = p->m->dwelling;
    else if (p->m->dwelling && p->m->dwelling != h->dwelling)
        yz_find_error(p->f, "dwelling", NULL, _("这一户还有人住在原来的地方"), _("先迁回，再办“区内搬家”或“分户”"));
    yz_plan_household(p->plan, h);
    return YZ_OK;
}

static enum yz_status comes_back(struct yz_planning *p, const struct yz_mover *who) {
    struct yz_membership was;
    struct yz_household h;
    char name[96];
    enum yz_status status = last_ended(p, who->person, &was);
    if (status == YZ_OK && !was.id) {
        yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, who->person, name, sizeof name),
                      _("没有搬走过的记录"), _("第一次来的，用“迁入”"));
        return YZ_OK;
    }
    if (status == YZ_OK) status = give_way(p, &was);
    if (status == YZ_OK) status = reopen(p, was.household, &h);
    if (status != YZ_OK) return status;
    struct yz_moving back = {.person = who->person, .now = was, .role = who->role ? who->role : p->m->role};
    yz_living_arrive(p, &back, &h, h.id, who->relation ? who->relation : was.relation, was.legal);
    return YZ_OK;
}

enum yz_status yz_living_return(struct yz_planning *p) {
    enum yz_status status = YZ_OK;
    if (!p->m->count) yz_find_error(p->f, "who", NULL, _("没有选是谁"), _("先选是谁"));
    for (size_t i = 0; status == YZ_OK && i < p->m->count; i++) status = comes_back(p, &p->m->who[i]);
    return status;
}

/* --- a whole building --- */

/* The same door in the other building; 0 with a finding when there is none. */
static int64_t same_door(struct yz_planning *p, int64_t dwelling) {
    struct yz_dwelling d;
    int64_t to = 0;
    char door[192];
    if (yz_get(p->s->store, &yz_dwelling_kind, dwelling, &d) != YZ_OK) return 0;
    struct yz_query *q = yz_sql(p->s->store, "SELECT id FROM dwelling WHERE building=?1 AND unit=?2 AND room=?3");
    yz_bind(q, 1, p->m->to_building);
    yz_bind_text(q, 2, d.unit);
    yz_bind_text(q, 3, d.room);
    if (yz_next(q)) to = yz_int(q, 0);
    if (yz_done(q) != YZ_OK || to) return to;
    yz_find_error(p->f, "to_building", yz_dwelling_short(p->s, dwelling, door, sizeof door), _("那一栋没有同样的门牌"),
                  _("先登记那一栋的房屋，或者这一户单独办"));
    return 0;
}

static enum yz_status one_household(struct yz_planning *p, int64_t id) {
    struct yz_move *one = malloc(sizeof *one);
    const struct yz_move *whole = p->m;
    if (!one) return yz_fail(YZ_BUSY, _("内存不足"));
    *one = *whole;
    one->household = id;
    enum yz_status status = yz_get(p->s->store, &yz_household_kind, id, &p->household);
    if (status == YZ_OK && whole->to_building) one->dwelling = same_door(p, p->household.dwelling);
    p->m = one;
    size_t errors = p->f->errors;
    if (status == YZ_OK) status = yz_living_gather(p);
    if (status == YZ_OK && errors == p->f->errors && p->count) {
        if (one->dwelling) one->kind = YZ_MOVE_WITHIN, status = yz_living_within(p);
        for (size_t i = 0; i < p->count && !whole->to_building; i++)
            yz_living_leave(p, &p->all[i], p->day, whole->legal);
    }
    p->m = whole;
    free(one);
    return status;
}

enum yz_status yz_living_building(struct yz_planning *p) {
    enum { MOST = 1024 };
    int64_t ids[MOST];
    size_t count = 0;
    struct yz_query *q = yz_sql(p->s->store, "SELECT DISTINCT h.id FROM household h JOIN dwelling d ON d.id=h.dwelling"
                                             " JOIN membership m ON m.household=h.id AND (m.until=0 OR m.until>?2)"
                                             " AND (m.role<>4 OR ?3) WHERE d.building=?1 ORDER BY h.id");
    yz_bind(q, 1, p->m->building);
    yz_bind(q, 2, yz_today());
    yz_bind(q, 3, p->m->legal);
    while (count < MOST && yz_next(q)) ids[count++] = yz_int(q, 0);
    bool more = count == MOST && yz_next(q);
    enum yz_status status = yz_done(q);
    if (more) yz_find_error(p->f, "building", NULL, _("一次最多办 1024 户"), _("按单元分几次，从每一户办"));
    if (status == YZ_OK && !count) yz_find_error(p->f, "building", NULL, _("这一栋现在没有人住"), NULL);
    if (p->m->building == p->m->to_building) yz_find_error(p->f, "to_building", NULL, _("就是这一栋"), _("选另一栋"));
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = one_household(p, ids[i]);
    return status;
}
