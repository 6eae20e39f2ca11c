/* People: completing what a number tells, saving. */
#include <stdio.h>
#include <string.h>
#include <yizhan/consent.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/letters.h>
#include <yizhan/registry.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/letters/letters.h"
#include "service/session.h"

void yz_person_complete(struct yz_person *p) {
    struct yz_identity id;
    if (!p->id_number[0]) return;
    if (!yz_identity_check(p->id_number, (enum yz_id_kind)p->id_kind, "id_number", 0, &id, NULL)) return;
    if (!p->id_kind) p->id_kind = (int32_t)id.kind;
    if (!p->birth) p->birth = id.birth;
    if (!p->sex) p->sex = id.sex;
}

/* --- saving --- */

struct same_number {
    const char *number;
    int64_t self, other;
};

static bool same_number_hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct same_number *n = ctx;
    (void)key;
    if (length == strlen(n->number) && kind == YZ_PERSON && id != n->self) n->other = id;
    return n->other == 0;
}

/* Two people with one number do occur in registers: told, not forbidden. */
static enum yz_status warn_of_same_number(struct yz_session *s, const struct yz_person *p, struct yz_findings *f) {
    struct same_number n = {p->id_number, p->id, 0};
    struct yz_person other;
    char name[96], ref[32], rule[192];
    if (!*p->id_number) return YZ_OK;
    yz_reach_wide(s->store, true); /* one number is one person in every grid; who it is stays there */
    enum yz_status status = yz_find_scan(s->store, YZ_KEY_NUMBER, n.number, strlen(n.number), 64, same_number_hit, &n);
    if (status == YZ_OK && n.other) status = yz_get(s->store, &yz_person_kind, n.other, &other);
    yz_reach_wide(s->store, false);
    if (status != YZ_OK || !n.other || strcmp(other.id_number, p->id_number) != 0) return status;
    yz_mask_name(name, sizeof name, other.name);
    if (s->narrow && yz_reach_outside(s->store, &yz_person_kind, n.other))
        snprintf(rule, sizeof rule, "%s", _("与别的网格一位居民的身份证号相同"));
    else snprintf(rule, sizeof rule, _("与 %1$s（%2$s）的身份证号相同"), name, yz_ref_text(YZ_PERSON, n.other, ref));
    yz_find_warning(f, "id_number", NULL, rule, _("请核对是不是同一个人"));
    return YZ_OK;
}

enum yz_status yz_record_save(struct yz_session *s, const char *verb, const struct yz_kind *k, void *record,
                              struct yz_findings *findings) {
    if (!yz_record_check(k, record, findings) || !yz_findings_ok(findings)) { /* what was found before counts too */
        const struct yz_finding *first = findings->all;
        while (findings->count && first->severity != YZ_ERROR && first + 1 < findings->all + findings->count) first++;
        if (!first) return yz_fail(YZ_BUSY, _("内存不足"));
        const struct yz_field *f = yz_field_named(k, first->field);
        return yz_fail(YZ_REFUSED, _("%1$s：%2$s"), f ? yz_tr(f->label) : yz_tr(k->label), first->rule);
    }
    int64_t id = ((const struct yz_record *)record)->id;
    enum yz_status status = yz_reach_may_save(s, k, record);
    if (status == YZ_OK && k->id == YZ_HOUSEHOLD && id) status = yz_must_own(s, k->id, id);
    if (status == YZ_OK) status = yz_session_act(s, verb);
    if (status != YZ_OK) return status;
    status = yz_put(s->store, k, record);
    if (status != YZ_OK) yz_act_abort(s->store);
    else status = yz_act_commit(s->store, NULL);
    if (status == YZ_OK && k->id != YZ_PERSON && k->id != YZ_HOUSEHOLD) yz_session_forget(s); /* names of it are kept */
    return status;
}

enum yz_status yz_person_save(struct yz_session *s, struct yz_person *p, struct yz_findings *findings) {
    struct yz_person before;
    yz_person_complete(p);
    enum yz_status status = warn_of_same_number(s, p, findings);
    if (status == YZ_OK && !p->id) status = yz_person_warn(s, p, 0, "name", findings);
    if (status == YZ_OK && p->id) status = yz_get(s->store, &yz_person_kind, p->id, &before);
    if (status == YZ_OK && p->id) status = yz_person_still(s, p->id);
    if (status != YZ_OK) return status;
    yz_consent_check(p->id ? &before : NULL, p, findings);
    if (p->id && yz_is_guest(s, p->id)) return yz_suggest_person(s, &before, p, findings);
    return yz_record_save(s, p->id ? "edit-person" : "add-person", &yz_person_kind, p, findings);
}
