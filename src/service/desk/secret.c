/* Secret cases: who sees whom and what they are about. Every way out of the service floor asks here. */
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "service/desk/desk_private.h"
#include "service/session.h"

bool yz_case_hidden(const struct yz_session *s, const struct yz_case *c) {
    return c->secret && s->staff.id != c->owner && !yz_may_at(s, YZ_RIGHT_SECRET, c->station);
}

/* What is left: number, service, state, times, and who handles it. */
static void blank(struct yz_case *c) {
    c->person = c->household = c->applicant = c->building = c->consent_by = c->follows = 0;
    *c->party = *c->party_phone = *c->place = *c->department = *c->answers = *c->missing = '\0';
    *c->result = *c->note = *c->call_note = *c->consent_how = '\0';
    c->amount = 0;
    c->consent_at = 0;
    c->missing_by = 0;
}

void yz_case_veil(const struct yz_session *s, struct yz_case *c) {
    if (yz_case_hidden(s, c)) blank(c);
}

bool yz_case_is_hidden(struct yz_session *s, int64_t id) {
    struct yz_case now;
    return yz_get(s->store, &yz_case_kind, id, &now) == YZ_OK && yz_case_hidden(s, &now);
}

void yz_case_veil_past(struct yz_session *s, struct yz_case *c) {
    if (yz_case_is_hidden(s, c->id)) blank(c);
    else yz_case_veil(s, c);
}

enum yz_status yz_case_refuse_hidden(const struct yz_session *s, const struct yz_case *c) {
    if (!yz_case_hidden(s, c)) return YZ_OK;
    return yz_fail(YZ_DENIED, _("办件 %s 是保密的，只有经办人、本站站长、管理员和审计员能看"), c->number);
}
