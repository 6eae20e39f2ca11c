/* What registering a newborn writes besides the case: the person and the place in the household. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/letters.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/intake_private.h"

enum yz_status yz_certificate_user(struct yz_session *s, const char *certificate, int64_t but, int64_t *person,
                                   char *where, size_t room) {
    char name[96] = "", number[32] = "";
    struct yz_query *q = yz_sql(s->store, "SELECT p.id, p.name, (SELECT number FROM \"case\" c WHERE c.person = p.id"
                                          " AND c.service = 'newborn-insurance' ORDER BY c.id DESC LIMIT 1)"
                                          " FROM person p WHERE p.certificate = ?1 AND p.certificate <> ''"
                                          " AND p.id <> ?2 LIMIT 1");
    *person = 0;
    *where = '\0';
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, certificate);
    yz_bind(q, 2, but);
    if (yz_next(q)) {
        *person = yz_int(q, 0);
        yz_mask_name(name, sizeof name, yz_text(q, 1));
        yz_copy(number, sizeof number, yz_text(q, 2));
    }
    enum yz_status status = yz_done(q);
    if (*person && *number) snprintf(where, room, _("%s，办件 %s"), name, number);
    else yz_copy(where, room, name);
    return status;
}

static enum yz_status write_person(struct yz_intake *in, const struct yz_outcome *out, struct yz_person *p) {
    const struct yz_member *g = yz_intake_member(in, "guardian");
    bool has_time;
    yz_moment born = yz_intake_moment(in, "birth", &has_time);
    yz_copy(p->name, sizeof p->name, out->name);
    yz_copy(p->certificate, sizeof p->certificate, yz_intake_get(in, "certificate"));
    p->sex = yz_intake_code(in, "baby_sex");
    p->birth = yz_moment_date(born);
    if (has_time || (p->born_at && yz_moment_date(p->born_at) != p->birth)) p->born_at = has_time ? born : 0;
    p->mother = out->mother;
    p->guardian = out->guardian;
    if (!*p->consent && yz_intake_is(in, "consent", "yes")) {
        yz_copy(p->consent, sizeof p->consent, g->person.name);
        p->consent_on = yz_today();
    }
    if (!p->id) {
        p->id_kind = YZ_ID_NONE_YET;
        yz_copy(p->id_note, sizeof p->id_note, "新生儿"); /* kept in the file, so in the register's language */
        p->residence = g->person.residence;
        yz_copy(p->hukou, sizeof p->hukou, g->person.hukou);
        p->invented = in->household.invented;
    }
    return yz_put(in->s->store, &yz_person_kind, p);
}

static enum yz_status write_membership(struct yz_intake *in, const struct yz_outcome *out, const struct yz_person *p) {
    const struct yz_membership *g = &yz_intake_member(in, "guardian")->membership;
    struct yz_membership m = {.person = p->id,
                              .household = in->household.id,
                              .dwelling = g->dwelling ? g->dwelling : in->household.dwelling,
                              .relation = out->relation,
                              .since = p->birth};
    int32_t tenants = 0;
    yz_code_parse("household_kind", "tenants", &tenants);
    yz_code_parse("dwelling_role", "co-resident", &m.role);
    m.legal = in->household.kind != tenants && g->legal;
    yz_copy(m.reason, sizeof m.reason, "出生");
    return yz_put(in->s->store, &yz_membership_kind, &m);
}

/* Two desks may have asked at the same moment; under the lock only one of them is first. */
static enum yz_status certificate_still_free(struct yz_intake *in) {
    char where[192];
    int64_t person;
    enum yz_status status =
        yz_certificate_user(in->s, yz_intake_get(in, "certificate"), in->person.id, &person, where, sizeof where);
    if (status != YZ_OK || !person) return status;
    return yz_fail(YZ_REFUSED, _("这个出生医学证明编号刚刚用于%s"), where);
}

enum yz_status yz_newborn_write(struct yz_intake *in, const struct yz_outcome *out, struct yz_case *c) {
    struct yz_person p = in->person;
    bool fresh = !p.id;
    enum yz_status status = certificate_still_free(in);
    if (status == YZ_OK && fresh) status = yz_must_own(in->s, YZ_HOUSEHOLD, in->household.id);
    if (status == YZ_OK) status = write_person(in, out, &p);
    if (status == YZ_OK && fresh) status = write_membership(in, out, &p);
    c->person = p.id;
    c->applicant = c->consent_by = out->guardian;
    c->amount = out->amount;
    return status;
}
