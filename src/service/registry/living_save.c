/* One act for one move: planned, checked, and written as a whole. */
#include "service/registry/living.h"

#include <stdlib.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

static const struct {
    const char *verb;
    const char *needs_dwelling; /* the rule that a place must be named; NULL = none */
    bool household;
} kinds[YZ_MOVE_KINDS] = {
    [YZ_MOVE_WITHIN] = {"move-within", N_("没有写搬到哪里"), true},
    [YZ_MOVE_OUT] = {"move-out", NULL, true},
    [YZ_MOVE_IN] = {"move-in", N_("没有写迁入哪里"), false},
    [YZ_MOVE_SPLIT] = {"split-household", NULL, true},
    [YZ_MOVE_JOIN] = {"join-household", NULL, true},
    [YZ_MOVE_RETURN] = {"return-person", NULL, false},
    [YZ_MOVE_BIRTH] = {"record-birth", NULL, true},
    [YZ_MOVE_DEATH] = {"record-death", NULL, false},
    [YZ_MOVE_HEAD] = {"change-head", NULL, true},
    [YZ_MOVE_SWAP] = {"swap-tenants", NULL, true},
    [YZ_MOVE_RENEW] = {"renew-stay", NULL, true},
    [YZ_MOVE_BUILDING] = {"move-building", NULL, false},
};

const char *yz_move_verb(enum yz_move_kind kind) {
    return kind > YZ_MOVE_NONE && kind < YZ_MOVE_KINDS ? kinds[kind].verb : "";
}

const char *yz_move_label(enum yz_move_kind kind) {
    return yz_verb_label(yz_move_verb(kind));
}

static void check_asked(const struct yz_move *m, struct yz_findings *f) {
    bool in = m->kind == YZ_MOVE_IN && m->into;
    if (kinds[m->kind].needs_dwelling && !m->dwelling && !in)
        yz_find_error(f, "dwelling", NULL, yz_tr(kinds[m->kind].needs_dwelling), _("写地址，如 南区3-2-501"));
    if (kinds[m->kind].household && !m->household) yz_find_error(f, "household", NULL, _("没有写是哪一户"), NULL);
    if (m->kind == YZ_MOVE_JOIN && !m->into)
        yz_find_error(f, "into", NULL, _("没有写并入哪一户"), _("写那一户的地址或成员"));
    if (m->kind == YZ_MOVE_BUILDING && !m->building) yz_find_error(f, "building", NULL, _("没有写是哪一栋"), NULL);
}

/* Whatever it refers to must be there; names the first that is not. */
static enum yz_status read_places(struct yz_planning *p) {
    struct yz_dwelling d;
    struct yz_building b;
    struct yz_store *store = p->s->store;
    enum yz_status status = YZ_OK;
    if (p->m->household) status = yz_get(store, &yz_household_kind, p->m->household, &p->household);
    if (status == YZ_OK && p->m->dwelling) status = yz_get(store, &yz_dwelling_kind, p->m->dwelling, &d);
    if (status == YZ_OK && p->m->to_building) status = yz_get(store, &yz_building_kind, p->m->to_building, &b);
    return status;
}

static enum yz_status refuse(const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++)
        if (f->all[i].severity == YZ_ERROR)
            return yz_fail(YZ_REFUSED, "%s%s%s", f->all[i].value, *f->all[i].value ? "：" : "", f->all[i].rule);
    return yz_fail(YZ_BUSY, _("内存不足"));
}

enum yz_status yz_move_plan(struct yz_session *s, const struct yz_move *m, struct yz_move_plan *plan,
                            struct yz_findings *f) {
    if (m->kind <= YZ_MOVE_NONE || m->kind >= YZ_MOVE_KINDS) return yz_fail(YZ_USAGE, _("没有这种变动"));
    struct yz_planning *p = calloc(1, sizeof *p);
    if (!p) return yz_fail(YZ_BUSY, _("内存不足"));
    *p = (struct yz_planning){.s = s, .m = m, .plan = plan, .f = f, .day = m->day ? m->day : yz_today()};
    yz_snapshot_begin(s->store);
    check_asked(m, f);
    enum yz_status status = read_places(p);
    bool asked = f->errors == 0;
    if (status == YZ_OK && asked) status = yz_living_act(p);
    if (status == YZ_OK && asked) status = yz_living_settle(p);
    if (status == YZ_OK) status = yz_living_check(p);
    yz_snapshot_end(s->store);
    free(p);
    if (status == YZ_OK && plan->lost) status = yz_fail(YZ_BUSY, _("内存不足"));
    return status == YZ_OK && !yz_findings_ok(f) ? refuse(f) : status;
}

/* A reference to what the plan makes new, once that has its id. */
#define SETTLE(ref, part)                                                                                              \
    if ((ref) < 0) (ref) = plan->part[-(ref)-1].id

static enum yz_status write_all(struct yz_session *s, struct yz_move_plan *plan) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < plan->person_count; i++)
        status = yz_put(s->store, &yz_person_kind, &plan->persons[i]);
    for (size_t i = 0; status == YZ_OK && i < plan->household_count; i++) {
        SETTLE(plan->households[i].head, persons);
        status = yz_put(s->store, &yz_household_kind, &plan->households[i]);
    }
    for (size_t i = 0; status == YZ_OK && i < plan->membership_count; i++) {
        SETTLE(plan->memberships[i].person, persons);
        SETTLE(plan->memberships[i].household, households);
        status = yz_put(s->store, &yz_membership_kind, &plan->memberships[i]);
    }
    return status;
}

enum yz_status yz_move_do(struct yz_session *s, const struct yz_move *m, struct yz_move_plan *plan,
                          struct yz_findings *f) {
    enum yz_status status = yz_move_plan(s, m, plan, f);
    if (status != YZ_OK) return status;
    status = yz_session_act(s, yz_move_verb(m->kind));
    if (status != YZ_OK) return status;
    yz_findings_clear(f);
    yz_move_plan_free(plan);
    status = yz_move_plan(s, m, plan, f);
    if (status == YZ_OK) status = write_all(s, plan);
    plan->written = status == YZ_OK;
    return yz_session_end(s, status);
}
