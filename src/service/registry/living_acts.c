/* Moves: who takes part, what each of them leaves and where they arrive. */
#include "service/registry/living.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/consent.h>
#include <yizhan/i18n.h>

/* --- who --- */

static bool chosen(const struct yz_move *m, int64_t person, const struct yz_mover **who) {
    *who = NULL;
    for (size_t i = 0; i < m->count && !*who; i++)
        if (m->who[i].person == person) *who = &m->who[i];
    return *who || !m->count;
}

/* Whoever comes after tenants rents as well, when nothing else is told. */
static int32_t role_asked(const struct yz_planning *p) {
    if (p->m->role) return p->m->role;
    return p->m->kind == YZ_MOVE_SWAP ? YZ_ROLE_TENANT : 0;
}

static void take(struct yz_planning *p, const struct yz_membership *now, int64_t person, const struct yz_mover *who) {
    if (p->count == YZ_MOVING) {
        yz_find_error(p->f, "who", NULL, _("一次最多办 128 人"), _("分几次办"));
        return;
    }
    p->all[p->count++] = (struct yz_moving){.person = person,
                                            .now = now ? *now : (struct yz_membership){0},
                                            .relation = who ? who->relation : 0,
                                            .role = who && who->role ? who->role : role_asked(p)};
}

/* Those chosen who are no members: an error where a household is left, else they come from outside. */
static void take_others(struct yz_planning *p) {
    char name[96], ref[32];
    bool from = p->household.id && p->m->kind != YZ_MOVE_SWAP;
    size_t members = p->count;
    for (size_t i = 0; i < p->m->count; i++) {
        const struct yz_mover *who = &p->m->who[i];
        bool member = false;
        for (size_t k = 0; k < members && !member; k++) member = p->all[k].person == who->person;
        if (member) continue;
        if (from)
            yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, who->person, name, sizeof name),
                          _("现在不是这一户的成员"), _("看看是不是已经搬走，或者在另一户"));
        else if (!*yz_planned_name(p->s, p->plan, who->person, name, sizeof name))
            yz_find_error(p->f, "who", yz_ref_text(YZ_PERSON, who->person, ref), _("没有这个居民"), NULL);
        else take(p, NULL, who->person, who);
    }
}

static void take_fresh(struct yz_planning *p) {
    for (size_t i = 0; i < p->m->fresh_count; i++) {
        struct yz_person person = p->m->fresh[i].person;
        yz_person_complete(&person);
        if (yz_is_child(&person) && !*person.consent) memcpy(person.consent, p->m->consent, sizeof person.consent);
        yz_record_check(&yz_person_kind, &person, p->f);
        int64_t reference = yz_plan_person(p->plan, &person);
        if (!reference) return;
        take(p, NULL, reference, &(struct yz_mover){reference, p->m->fresh[i].relation, p->m->fresh[i].role});
    }
}

/* Of a household of hundreds: those chosen, each by their own memberships. */
static enum yz_status gather_chosen(struct yz_planning *p) {
    struct yz_membership all[YZ_MOVING];
    char name[96];
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < p->m->count; i++) {
        const struct yz_mover *who = &p->m->who[i];
        size_t count = 0, before = p->count;
        status = yz_planned_of_person(p, who->person, all, YZ_MOVING, &count);
        for (size_t k = 0; k < count && k < YZ_MOVING && p->count == before; k++)
            if (all[k].household == p->household.id && yz_membership_open(&all[k])) take(p, &all[k], who->person, who);
        if (p->count == before)
            yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, who->person, name, sizeof name),
                          _("现在不是这一户的成员"), _("看看是不是已经搬走，或者在另一户"));
    }
    return status;
}

enum yz_status yz_living_gather(struct yz_planning *p) {
    struct yz_membership open[YZ_MOVING];
    const struct yz_mover *who;
    size_t count = 0;
    enum yz_status status = YZ_OK;
    p->count = 0;
    p->whole = true;
    if (p->household.id) status = yz_planned_members(p, p->household.id, open, YZ_MOVING, &count);
    if (count > YZ_MOVING && p->m->kind != YZ_MOVE_SWAP) {
        p->whole = false;
        if (p->m->count) return status == YZ_OK ? gather_chosen(p) : status;
        yz_find_error(p->f, "who", NULL, _("一次最多办 128 人"), _("分几次办"));
    }
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_MOVING && p->m->kind != YZ_MOVE_SWAP; i++) {
        bool only_registered = open[i].role == YZ_ROLE_REGISTERED_ONLY && !p->m->legal && p->m->kind != YZ_MOVE_HEAD;
        if (!chosen(p->m, open[i].person, &who) || (only_registered && !who)) p->whole = p->whole && only_registered;
        else if (only_registered && p->m->kind != YZ_MOVE_RENEW)
            yz_find_error(p->f, "who", NULL, _("只有户籍在这一户，人早已不住这里"), _("户籍也迁走的，选“户籍一起迁”"));
        else take(p, &open[i], open[i].person, who);
    }
    if (status == YZ_OK) take_others(p);
    take_fresh(p);
    if (status == YZ_OK && !p->count)
        yz_find_error(p->f, "who", NULL, _("没有选人，或者这一户现在没有人住"), _("先选是谁"));
    return status;
}

/* --- leaving and arriving --- */

void yz_living_leave(struct yz_planning *p, const struct yz_moving *who, yz_date last, bool whole) {
    struct yz_membership gone = who->now, stays = who->now;
    if (!gone.id) return;
    gone.until = last;
    if (p->m->kind == YZ_MOVE_OUT || p->m->kind == YZ_MOVE_DEATH || p->m->kind == YZ_MOVE_BUILDING) {
        if (*p->m->reason) yz_copy(gone.reason, sizeof gone.reason, p->m->reason);
        yz_copy(gone.moved_to, sizeof gone.moved_to, p->m->moved_to);
    }
    yz_plan_membership(p->plan, &gone);
    if (whole || !gone.legal) return;
    stays.id = stays.version = 0;
    stays.role = YZ_ROLE_REGISTERED_ONLY;
    stays.since = yz_date_add(last, 1);
    yz_plan_membership(p->plan, &stays);
}

void yz_living_arrive(struct yz_planning *p, const struct yz_moving *who, const struct yz_household *h,
                      int64_t household, int32_t relation, bool legal) {
    struct yz_membership m = {.person = who->person,
                              .household = household,
                              .dwelling = h->dwelling,
                              .relation = relation,
                              .role = who->role ? who->role : who->now.role,
                              .legal = legal,
                              .since = p->day,
                              .lease_until = p->m->lease_until ? p->m->lease_until : who->now.lease_until,
                              .permit_until = p->m->permit_until ? p->m->permit_until : who->now.permit_until};
    if (!who->role && m.role == YZ_ROLE_REGISTERED_ONLY && p->m->kind != YZ_MOVE_WITHIN) m.role = YZ_ROLE_CO_RESIDENT;
    if (!who->role && m.role == YZ_ROLE_OWNER && p->m->kind == YZ_MOVE_JOIN && who->now.dwelling != h->dwelling)
        m.role = YZ_ROLE_CO_RESIDENT; /* whoever owned the door they left */
    if (!m.role) m.role = YZ_ROLE_CO_RESIDENT;
    yz_copy(m.reason, sizeof m.reason, p->m->reason);
    yz_plan_membership(p->plan, &m);
}

static bool takes_part(const struct yz_planning *p, int64_t person) {
    for (size_t i = 0; i < p->count; i++)
        if (p->all[i].person == person && person) return true;
    return false;
}

/* Who heads what they found: the one named, the old head, the only one, or a newcomer who says so. 0: to be asked. */
static int64_t head_of_new(const struct yz_planning *p) {
    int64_t head = p->m->head;
    if (head < 0 || takes_part(p, head)) return head;
    if (head) yz_find_error(p->f, "head", NULL, _("新户的户主要在这一户里"), _("从办的这几位里选"));
    else if (takes_part(p, p->household.head)) return p->household.head;
    for (size_t i = 0; !head && i < p->count; i++)
        if (p->count == 1 || p->all[i].relation == YZ_RELATION_HEAD) return p->all[i].person;
    size_t unrelated = 0; /* of newcomers, the only one who is nothing to anybody */
    int64_t only = 0;
    for (size_t i = 0; !head && i < p->count; i++) {
        if (p->all[i].relation || p->all[i].now.id) continue;
        only = p->all[i].person;
        unrelated++;
    }
    if (unrelated == 1) return only;
    if (!head) yz_find_error(p->f, "head", NULL, _("新的一户要有户主"), _("选一位做户主"));
    return 0;
}

/* Everybody who takes part becomes a household behind that door; relations as they were until the head is set. */
static enum yz_status found(struct yz_planning *p, int64_t dwelling, int32_t kind) {
    struct yz_household h = {.kind = kind,
                             .dwelling = dwelling,
                             .since = p->day,
                             .invented = p->household.invented,
                             .head = p->household.head};
    int64_t head = head_of_new(p), household = yz_plan_household(p->plan, &h);
    for (size_t i = 0; i < p->count; i++) {
        const struct yz_moving *who = &p->all[i];
        int32_t relation = who->now.relation ? who->now.relation : who->relation;
        if (p->plan->person_count && who->person < 0 && p->plan->persons[-who->person - 1].invented) h.invented = true;
        yz_living_arrive(p, who, &h, household, relation, who->now.id ? who->now.legal && p->m->legal : p->m->legal);
    }
    return head && household ? yz_living_set_head(p, household, head) : YZ_OK;
}

static void all_leave(struct yz_planning *p, yz_date last) {
    for (size_t i = 0; i < p->count; i++) yz_living_leave(p, &p->all[i], last, p->m->legal);
}

static bool any_legal(const struct yz_planning *p) {
    for (size_t i = 0; i < p->count; i++)
        if (p->all[i].now.legal) return true;
    return false;
}

/* The household itself moves: it stays the same one. */
static enum yz_status whole_moves(struct yz_planning *p, int64_t dwelling) {
    struct yz_household h = p->household;
    h.dwelling = dwelling;
    yz_plan_household(p->plan, &h);
    for (size_t i = 0; i < p->count; i++) {
        yz_living_leave(p, &p->all[i], yz_date_add(p->day, -1), true);
        yz_living_arrive(p, &p->all[i], &h, h.id, p->all[i].relation ? p->all[i].relation : p->all[i].now.relation,
                         p->all[i].now.legal);
    }
    return YZ_OK;
}

enum yz_status yz_living_within(struct yz_planning *p) {
    bool all_of_it = p->whole && (p->m->legal || !any_legal(p)) && !p->m->head;
    if (p->m->dwelling == p->household.dwelling)
        yz_find_error(p->f, "dwelling", NULL, _("就是现在的住处"), _("选另一处；只分户不搬的，用“分户”"));
    if (p->whole && all_of_it) {
        struct yz_membership rest[1];
        size_t stay = 0;
        enum yz_status status = yz_planned_members(p, p->household.id, rest, 1, &stay);
        if (status != YZ_OK || stay == p->count) return status == YZ_OK ? whole_moves(p, p->m->dwelling) : status;
    }
    all_leave(p, yz_date_add(p->day, -1));
    return found(p, p->m->dwelling, p->household.kind);
}

static enum yz_status split(struct yz_planning *p) {
    if (p->whole && !any_legal(p)) yz_find_error(p->f, "who", NULL, _("分户要有人留下"), _("全家都搬的，用“区内搬家”"));
    all_leave(p, yz_date_add(p->day, -1));
    return found(p, p->m->dwelling ? p->m->dwelling : p->household.dwelling, p->household.kind);
}

/* Into a household that is there; who says nothing of the relation is 其他, and listed. */
static enum yz_status join(struct yz_planning *p) {
    struct yz_household to;
    char name[96];
    enum yz_status status = yz_planned_household(p, p->m->into, &to);
    if (status != YZ_OK) return status;
    if (to.id == p->household.id) yz_find_error(p->f, "into", NULL, _("就是现在的这一户"), _("选另一户"));
    if (to.until && to.until < p->day)
        yz_find_error(p->f, "into", NULL, _("这一户已经不在了"), _("选还在的户，或者立新户"));
    all_leave(p, yz_date_add(p->day, -1));
    int32_t other = 0;
    yz_code_parse("relation", "other", &other);
    for (size_t i = 0; i < p->count; i++) {
        const struct yz_moving *who = &p->all[i];
        if (!who->relation)
            yz_find_warning(p->f, "relation", yz_planned_name(p->s, p->plan, who->person, name, sizeof name),
                            _("与户主关系还不知道，先记“其他”"), _("问清后改"));
        yz_living_arrive(p, who, &to, to.id, who->relation ? who->relation : other,
                         who->now.id ? who->now.legal && p->m->legal : p->m->legal);
    }
    return YZ_OK;
}

static void already_here(struct yz_planning *p) {
    char name[96], rule[192], where[128];
    for (size_t i = 0; i < p->count; i++) {
        struct yz_membership all[YZ_MOVING];
        size_t count = 0;
        if (yz_planned_of_person(p, p->all[i].person, all, YZ_MOVING, &count) != YZ_OK) return;
        for (size_t k = 0; k < count && k < YZ_MOVING; k++) {
            if (!yz_membership_open(&all[k]) || all[k].role == YZ_ROLE_REGISTERED_ONLY) continue;
            snprintf(rule, sizeof rule, _("还住在%s"), yz_dwelling_short(p->s, all[k].dwelling, where, sizeof where));
            yz_find_error(p->f, "who", yz_planned_name(p->s, p->plan, p->all[i].person, name, sizeof name), rule,
                          _("从那一户办“区内搬家”或“并入别的户”"));
        }
    }
}

static enum yz_status come_in(struct yz_planning *p, int64_t dwelling) {
    int32_t kind = 1;
    already_here(p);
    if (p->m->into) return join(p);
    yz_code_parse("household_kind", role_asked(p) == YZ_ROLE_TENANT ? "tenants" : "family", &kind);
    return found(p, dwelling, kind);
}

/* The tenants go, as they would on a move out, and the others come. */
static enum yz_status swap(struct yz_planning *p) {
    static const struct yz_move none;
    struct yz_move out = none;
    const struct yz_move *whole = p->m;
    out.kind = YZ_MOVE_OUT;
    out.legal = whole->legal;
    p->m = &out;
    enum yz_status status = yz_living_gather(p);
    if (status == YZ_OK) all_leave(p, yz_date_add(p->day, -1));
    p->m = whole;
    if (status == YZ_OK) status = yz_living_gather(p);
    if (status != YZ_OK) return status;
    int64_t dwelling = p->household.dwelling, old_head = p->household.head;
    p->household.head = 0;
    status = come_in(p, dwelling);
    p->household.head = old_head;
    return status;
}

static enum yz_status change_head(struct yz_planning *p) {
    if (!takes_part(p, p->m->head)) {
        yz_find_error(p->f, "head", NULL, _("户主要是这一户现在的成员"), _("从成员里选一位"));
        return YZ_OK;
    }
    if (p->m->head == p->household.head) yz_find_error(p->f, "head", NULL, _("已经是户主"), _("选另一位"));
    return yz_living_set_head(p, p->household.id, p->m->head);
}

/* What is said of lease, permit, role and relation holds for everybody chosen. */
static enum yz_status renew(struct yz_planning *p) {
    size_t changed = 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct yz_moving *who = &p->all[i];
        struct yz_membership m = who->now;
        if (p->m->lease_until) m.lease_until = p->m->lease_until;
        if (p->m->permit_until) m.permit_until = p->m->permit_until;
        if (who->role) m.role = who->role;
        if (who->relation && m.person != p->household.head) m.relation = who->relation;
        if (m.relation == YZ_RELATION_HEAD && m.person != p->household.head)
            yz_find_error(p->f, "relation", NULL, _("一户只有一位户主"), _("换户主的，用“变更户主”"));
        if (m.lease_until == who->now.lease_until && m.permit_until == who->now.permit_until &&
            m.role == who->now.role && m.relation == who->now.relation)
            continue;
        yz_plan_membership(p->plan, &m);
        changed++;
    }
    if (!changed)
        yz_find_error(p->f, "lease_until", NULL, _("没有要改的"),
                      _("写新的租期、居住证有效期、居住身份或者与户主关系"));
    return YZ_OK;
}

enum yz_status yz_living_act(struct yz_planning *p) {
    if (p->m->kind == YZ_MOVE_BUILDING) return yz_living_building(p);
    if (p->m->kind == YZ_MOVE_SWAP) return swap(p);
    if (p->m->kind == YZ_MOVE_RETURN) return yz_living_return(p);
    if (p->m->kind == YZ_MOVE_DEATH) return yz_living_death(p);
    enum yz_status status = yz_living_gather(p);
    if (status != YZ_OK || !p->count) return status;
    switch (p->m->kind) {
    case YZ_MOVE_WITHIN: return yz_living_within(p);
    case YZ_MOVE_SPLIT: return split(p);
    case YZ_MOVE_JOIN: return join(p);
    case YZ_MOVE_IN: return come_in(p, p->m->dwelling);
    case YZ_MOVE_BIRTH: return yz_living_birth(p);
    case YZ_MOVE_HEAD: return change_head(p);
    case YZ_MOVE_RENEW: return renew(p);
    default: all_leave(p, p->day); return YZ_OK; /* out */
    }
}
