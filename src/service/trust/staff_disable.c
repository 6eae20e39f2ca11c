/* An account that is disabled: what its owner had open goes to an heir, in the same act. */
#include <yizhan/accounts.h>

#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#include "service/desk/case_sql.h"
#include "service/session.h"
#include "service/trust/trust_private.h"

struct handing {
    struct yz_session *s;
    struct yz_staff from, heir;
    struct yz_handing_over done;
};

/* --- the heir --- */

static enum yz_status take_heir(struct handing *h, int64_t heir) {
    if (!heir) return YZ_OK;
    enum yz_status status = yz_get(h->s->store, &yz_staff_kind, heir, &h->heir);
    if (status != YZ_OK) return status;
    if (heir == h->from.id) return yz_fail(YZ_REFUSED, _("要交给另一个人"));
    if (!yz_account_open(&h->heir)) return yz_fail(YZ_REFUSED, _("%s 已经离岗，不能接手"), h->heir.name);
    if (!yz_role_may(h->heir.role, YZ_RIGHT_WRITE)) return yz_fail(YZ_REFUSED, _("%s 这个岗位不办件"), h->heir.name);
    return YZ_OK;
}

static enum yz_status nobody(const struct handing *h, const char *what) {
    return yz_fail(YZ_REFUSED, _("%1$s 手上还有没办完的（%2$s），要写交给谁"), h->from.name, what);
}

/* --- what is open --- */

static enum yz_status give_case(struct handing *h, struct yz_case *c) {
    if (!h->heir.id) return nobody(h, c->number);
    if (c->station != h->heir.station)
        return yz_fail(YZ_REFUSED, _("办件 %1$s 在别的驿站，%2$s 不能接手"), c->number, h->heir.name);
    c->owner = h->heir.id;
    h->done.cases++;
    return yz_put(h->s->store, &yz_case_kind, c);
}

static enum yz_status give_decision(struct handing *h, struct yz_decision *d) {
    if (!h->heir.id) return nobody(h, d->text);
    d->owner = h->heir.id;
    h->done.resolutions++;
    return yz_put(h->s->store, &yz_decision_kind, d);
}

/* The next record after `after` that he has open; false: none, or an error in `status`. */
static bool next(struct handing *h, const struct yz_kind *k, const char *tail, int64_t after, void *record,
                 enum yz_status *status) {
    struct yz_query *q = yz_select(h->s->store, k, tail);
    bool found = false;
    *status = YZ_BUSY;
    if (!q) return false;
    yz_bind(q, 1, h->from.id);
    yz_bind(q, 2, after);
    found = yz_next(q);
    if (found) yz_row(q, k, record);
    *status = yz_done(q);
    return found && *status == YZ_OK;
}

static enum yz_status give_cases(struct handing *h) {
    struct yz_case c = {0};
    enum yz_status status;
    while (next(h, &yz_case_kind, "WHERE owner=?1 AND id>?2 AND " YZ_CASE_OPEN_SQL " ORDER BY id LIMIT 1", c.id, &c,
                &status))
        if ((status = give_case(h, &c)) != YZ_OK) return status;
    return status;
}

static enum yz_status give_decisions(struct handing *h) {
    struct yz_decision d = {0};
    enum yz_status status;
    while (next(h, &yz_decision_kind, "WHERE owner=?1 AND id>?2 AND need=0 AND case_id=0 ORDER BY id LIMIT 1", d.id, &d,
                &status))
        if ((status = give_decision(h, &d)) != YZ_OK) return status;
    return status;
}

static enum yz_status give_drafts(struct handing *h) {
    return h->heir.id ? yz_drafts_hand_over(h->s->store, h->from.id, h->heir.id, &h->done.drafts) : YZ_OK;
}

enum yz_status yz_staff_open_work(struct yz_session *s, int64_t id, struct yz_handing_over *out) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT (SELECT count(*) FROM \"case\" WHERE owner=?1 AND " YZ_CASE_OPEN_SQL "),"
                         "(SELECT count(*) FROM decision WHERE owner=?1 AND need=0 AND case_id=0),"
                         "(SELECT count(*) FROM draft WHERE staff=?1)");
    *out = (struct yz_handing_over){0};
    yz_bind(q, 1, id);
    if (yz_next(q)) *out = (struct yz_handing_over){yz_int(q, 0), yz_int(q, 1), yz_int(q, 2)};
    return yz_done(q);
}

/* --- the acts --- */

static enum yz_status may_disable(struct yz_session *s, const struct yz_staff *staff) {
    enum yz_status status = yz_must(s, YZ_RIGHT_STAFF);
    if (status != YZ_OK) return status;
    if (staff->id == s->staff.id) return yz_fail(YZ_REFUSED, _("不能停用自己的账号，请另一名管理员来做"));
    if (staff->disabled) return yz_fail(YZ_REFUSED, _("%s 的账号已经停用"), staff->name);
    if (yz_role_may(staff->role, YZ_RIGHT_STAFF) && !yz_another_manager(s, staff->id))
        return yz_fail(YZ_REFUSED, _("%s 是唯一能登录的管理员；先给另一名管理员开账号"), staff->name);
    return YZ_OK;
}

enum yz_status yz_staff_disable(struct yz_session *s, int64_t id, int64_t heir, struct yz_handing_over *out) {
    struct handing h = {.s = s};
    *out = h.done;
    enum yz_status status = yz_get(s->store, &yz_staff_kind, id, &h.from);
    if (status == YZ_OK) status = may_disable(s, &h.from);
    if (status == YZ_OK) status = take_heir(&h, heir);
    if (status == YZ_OK) status = yz_session_act(s, "disable-staff");
    if (status != YZ_OK) return status;
    status = give_cases(&h);
    if (status == YZ_OK) status = give_decisions(&h);
    if (status == YZ_OK) status = give_drafts(&h);
    h.from.disabled = true;
    if (!h.from.until || h.from.until > yz_today()) h.from.until = yz_today();
    if (status == YZ_OK) status = yz_put(s->store, &yz_staff_kind, &h.from);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *out = h.done;
    yz_session_forget(s);
    return status;
}

enum yz_status yz_staff_enable(struct yz_session *s, int64_t id) {
    struct yz_staff staff;
    enum yz_status status = yz_must(s, YZ_RIGHT_STAFF);
    if (status == YZ_OK) status = yz_get(s->store, &yz_staff_kind, id, &staff);
    if (status == YZ_OK && !staff.disabled) status = yz_fail(YZ_REFUSED, _("%s 的账号没有停用"), staff.name);
    if (status == YZ_OK) status = yz_session_act(s, "enable-staff");
    if (status != YZ_OK) return status;
    staff.disabled = false;
    staff.until = 0;
    status = yz_session_end(s, yz_put(s->store, &yz_staff_kind, &staff));
    yz_session_forget(s);
    return status;
}
