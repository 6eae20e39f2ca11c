/* A plan in words, a line a person and a household. */
#include "service/registry/living.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

static bool fresh(const struct yz_move_plan *plan, int64_t id, int64_t version) {
    return plan->written ? version == 1 : !id;
}

static const struct yz_membership *begun(const struct yz_move_plan *plan, const struct yz_membership *gone) {
    for (size_t i = 0; i < plan->membership_count; i++) {
        const struct yz_membership *m = &plan->memberships[i];
        if (fresh(plan, m->id, m->version) && m->person == gone->person && m != gone && !m->until &&
            m->role != YZ_ROLE_REGISTERED_ONLY)
            return m;
    }
    return NULL;
}

/* Where the membership that a new one follows on was; 0: from outside. */
static const struct yz_membership *left(const struct yz_move_plan *plan, const struct yz_membership *m) {
    for (size_t i = 0; i < plan->membership_count; i++) {
        const struct yz_membership *gone = &plan->memberships[i];
        if (gone != m && gone->person == m->person && gone->until && begun(plan, gone) == m) return gone;
    }
    return NULL;
}

static void name_of(struct yz_session *s, const struct yz_move_plan *plan, int64_t person, bool masked, char *out,
                    size_t room) {
    struct yz_person p;
    *out = '\0';
    if (yz_planned_person(s, plan, person, &p) != YZ_OK) return;
    if (masked) yz_mask_name(out, room, p.name);
    else yz_copy(out, room, p.name);
}

/* Somebody who goes nowhere: what holds from now on. */
static void stays_line(const struct yz_membership *m, const char *name, char *out, size_t room) {
    char lease[YZ_DATE_TEXT] = "", permit[YZ_DATE_TEXT] = "";
    snprintf(out, room, _("%1$s：与户主关系 %2$s，%3$s"), name, yz_code_label("relation", m->relation),
             yz_code_label("dwelling_role", m->role));
    size_t used = strlen(out);
    if (m->lease_until)
        used += (size_t)snprintf(out + used, room - used, _("，租期至 %s"), yz_date_text(m->lease_until, lease));
    if (m->permit_until && used < room)
        snprintf(out + used, room - used, _("，居住证至 %s"), yz_date_text(m->permit_until, permit));
}

/* A newborn comes from nowhere. */
static bool born(struct yz_session *s, const struct yz_move_plan *plan, const struct yz_membership *m) {
    struct yz_person p;
    return yz_planned_person(s, plan, m->person, &p) == YZ_OK && p.birth == m->since;
}

static void member_line(struct yz_session *s, const struct yz_move_plan *plan, const struct yz_membership *m,
                        bool masked, char *out, size_t room) {
    char name[96], here[128], from[128] = "", day[YZ_DATE_TEXT];
    const struct yz_membership *was = m->until ? NULL : left(plan, m);
    const char *relation = yz_code_label("relation", m->relation), *role = yz_code_label("dwelling_role", m->role);
    name_of(s, plan, m->person, masked, name, sizeof name);
    yz_dwelling_short(s, m->dwelling, here, sizeof here);
    if (was) yz_dwelling_short(s, was->dwelling, from, sizeof from);
    if (m->until && begun(plan, m)) *out = '\0'; /* told with where they go */
    else if (m->until) snprintf(out, room, _("%1$s：离开 %2$s，到 %3$s"), name, here, yz_date_text(m->until, day));
    else if (m->role == YZ_ROLE_REGISTERED_ONLY) snprintf(out, room, _("%1$s：户籍留在 %2$s"), name, here);
    else if (!fresh(plan, m->id, m->version)) stays_line(m, name, out, room);
    else
        snprintf(out, room, _("%1$s：%2$s → %3$s，自 %4$s  %5$s %6$s%7$s"), name,
                 was                ? from
                 : born(s, plan, m) ? _("出生")
                                    : _("外来"),
                 here, yz_date_text(m->since, day), relation, role, m->legal ? _(" 户籍") : "");
}

static void household_line(struct yz_session *s, const struct yz_move_plan *plan, const struct yz_household *h,
                           bool masked, char *out, size_t room) {
    char name[96], here[128], day[YZ_DATE_TEXT];
    name_of(s, plan, h->head, masked, name, sizeof name);
    yz_dwelling_short(s, h->dwelling, here, sizeof here);
    if (h->until) snprintf(out, room, _("户 %1$s 到 %2$s 为止"), here, yz_date_text(h->until, day));
    else if (fresh(plan, h->id, h->version)) snprintf(out, room, _("新立一户 %1$s，户主 %2$s"), here, name);
    else snprintf(out, room, _("户 %1$s，户主 %2$s"), here, name);
}

bool yz_move_line(struct yz_session *s, const struct yz_move_plan *plan, size_t *at, bool masked, char *out,
                  size_t room) {
    *out = '\0';
    while (!*out && *at < plan->membership_count + plan->household_count) {
        size_t i = (*at)++;
        if (i < plan->membership_count) member_line(s, plan, &plan->memberships[i], masked, out, room);
        else household_line(s, plan, &plan->households[i - plan->membership_count], masked, out, room);
    }
    return *out;
}
