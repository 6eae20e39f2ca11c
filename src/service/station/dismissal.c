/* Putting a hint of 政策找人 aside for a while. */
#include "service/station/policy_private.h"

#include "service/clean.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

static yz_date usual_until(const struct yz_people *p, const struct yz_policy_hit *hit) {
    const struct yz_policy *policy = &p->policies[hit->policy];
    for (size_t i = 0; i < policy->step_count; i++) {
        yz_date step = yz_period_from(&policy->steps[i], hit->date);
        if (step > p->day) return step;
    }
    return yz_date_add(p->day, (int)policy->interval);
}

yz_date yz_policy_until(const struct yz_people *p, const struct yz_policy_hit *hit) {
    yz_date until = usual_until(p, hit);
    return hit->by > p->day && hit->by < until ? hit->by : until;
}

static const struct yz_policy_hit *hit_of(const struct yz_people *p, int64_t person) {
    for (size_t i = 0; i < p->count; i++)
        if (p->all[i].person == person) return &p->all[i];
    return NULL;
}

static void check(struct yz_dismissal *d, const char *reason, struct yz_findings *f) {
    char day[YZ_DATE_TEXT];
    enum yz_cleaned how = yz_clean(d->reason, sizeof d->reason, reason, false);
    if (how == YZ_TOO_LONG) yz_find_error(f, "reason", reason, _("原因太长"), _("一句话就够"));
    else if (how == YZ_DAMAGED || !d->reason[0])
        yz_find_error(f, "reason", reason, _("暂缓要写明原因"), _("例如 本人已自己办好"));
    if (d->until && d->until <= yz_today())
        yz_find_error(f, "until", yz_date_text(d->until, day), _("暂缓到的日子要在今天之后"), _("例如 +2w"));
}

static enum yz_status save(struct yz_session *s, struct yz_dismissal *d) {
    enum yz_status status = yz_session_act(s, "dismiss-policy");
    if (status != YZ_OK) return status;
    status = yz_put(s->store, &yz_dismissal_kind, d);
    if (status == YZ_OK) return yz_act_commit(s->store, NULL);
    yz_act_abort(s->store);
    return status;
}

enum yz_status yz_policy_dismiss(struct yz_session *s, const char *policy, int64_t person, yz_date until,
                                 const char *reason, struct yz_findings *f) {
    struct yz_dismissal d = {.person = person, .until = until, .staff = s->staff.id, .at = yz_now()};
    struct yz_people people = {0};
    struct yz_person record;
    snprintf(d.policy, sizeof d.policy, "%s", policy);
    enum yz_status status = yz_record_get(s, YZ_PERSON, person, &record);
    if (status == YZ_OK) status = yz_people_find(s, 0, policy, &people);
    const struct yz_policy_hit *hit = status == YZ_OK ? hit_of(&people, person) : NULL;
    if (status == YZ_OK) {
        check(&d, reason, f);
        if (!hit) yz_find_error(f, "person", policy, _("这位居民今天不在这一项里"), _("yizhan find-people 看今天有谁"));
        if (!d.until && hit) d.until = yz_policy_until(&people, hit);
        if (!yz_findings_ok(f)) status = yz_fail(YZ_REFUSED, "%s", f->count ? f->all[0].rule : _("内存不足"));
    }
    if (status == YZ_OK) status = save(s, &d);
    yz_people_free(&people);
    return status;
}
