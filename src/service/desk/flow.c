/* Which flow a case takes, where it stands in it, and which steps are open to whom. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/desk/flow_private.h"
#include "service/restricted.h"

enum yz_status yz_stand_make(struct yz_session *s, const struct yz_case *c, struct yz_stand *out) {
    static const struct yz_item gone;
    *out = (struct yz_stand){.s = s};
    enum yz_status status = yz_catalogue_item(s, c->service, yz_moment_date(c->received), &out->item, NULL);
    if (status == YZ_BUSY) return status;
    if (status != YZ_OK) out->item = &gone;
    return yz_flow_named(out->item->flow, &out->flow);
}

bool yz_flow_may(const struct yz_session *s, const struct yz_case *c, const struct yz_flow_step *step) {
    const struct yz_staff *me = &s->staff;
    const char *role = yz_code_key("staff_role", me->role);
    bool here = me->station == c->station;
    if (!yz_may(s, YZ_RIGHT_WRITE)) return false;
    return ((step->who & YZ_WHO_OWNER) && me->id == c->owner) || ((step->who & YZ_WHO_STATION) && here) ||
           ((step->who & YZ_WHO_SUPERVISOR) && here && strcmp(role, "supervisor") == 0) ||
           ((step->who & YZ_WHO_ADMIN) && strcmp(role, "admin") == 0) ||
           ((step->who & YZ_WHO_OFFERED) && c->offered_to && me->station == c->offered_to);
}

static const char *no_more_days(const struct yz_stand *stand, const struct yz_case *c,
                                const struct yz_flow_step *step) {
    const struct yz_item *item = stand->item;
    if (!item->promised.amount) return _("这个事项没有期限，不用延期");
    if (step->in_time && yz_case_overdue(c, yz_now()))
        return _("期限已过，延期要在期限内批准；写明原因办结，或者升级、催办");
    return c->extended >= step->most ? _("已经延到最多了") : NULL;
}

const char *yz_flow_idle(const struct yz_stand *stand, const struct yz_case *c, const struct yz_flow_step *step) {
    switch (step->effect) {
    case YZ_DOES_PAPERS: return *c->missing ? NULL : _("没有缺的材料");
    case YZ_DOES_EXTEND: return no_more_days(stand, c, step);
    case YZ_DOES_TAKE: /* whoever has it sees it: nobody helps themselves to what is secret */
        if (yz_case_hidden(stand->s, c)) return _("办件是保密的，要由经办人或站长交给您");
        return c->owner == stand->s->staff.id ? _("已经是您在办") : NULL;
    case YZ_DOES_ESCALATE: return c->level >= YZ_LEVEL_CITY ? _("已经到最高一级") : NULL;
    case YZ_DOES_DE_ESCALATE: return c->level <= YZ_LEVEL_COMMUNITY ? _("已经在最低一级") : NULL;
    case YZ_DOES_SECRET: return c->secret ? _("已经是保密的") : NULL;
    case YZ_DOES_UNSECRET: return c->secret ? NULL : _("没有设为保密");
    case YZ_DOES_RECALL:
        return c->offered_to ? NULL : _("已转给区县的别站：在“区县”屏幕里按 Tab 收回，或用 hub recall");
    case YZ_DOES_CALLED: return c->call_by ? NULL : _("没有约定的回电");
    case YZ_DOES_RATE:
        if (strcmp(c->service, YZ_CALLBACK) == 0) return _("回访不再评价");
        return c->rated ? _("已经评价过，一次办件只评价一次") : NULL;
    default: return NULL;
    }
}

static bool is_open(const struct yz_stand *stand, const struct yz_case *c, const struct yz_flow_step *step) {
    return (step->from & YZ_STATE_BIT(c->state)) && yz_flow_may(stand->s, c, step) && !yz_flow_idle(stand, c, step);
}

static struct yz_step public_step(const struct yz_flow_step *step, int32_t state) {
    struct yz_step out = {.asks = step->asks, .to = step->to, .main = (step->usual & YZ_STATE_BIT(state)) != 0};
    yz_copy(out.key, sizeof out.key, step->key);
    yz_copy(out.label, sizeof out.label, yz_flow_step_label(step));
    return out;
}

enum yz_status yz_case_steps(struct yz_session *s, const struct yz_case *c, struct yz_step *out, size_t max,
                             size_t *count) {
    struct yz_stand stand;
    enum yz_status status = yz_stand_make(s, c, &stand);
    *count = 0;
    if (status != YZ_OK) return status;
    for (int usual = 1; usual >= 0; usual--) {
        for (size_t i = 0; i < stand.flow->step_count && *count < max; i++) {
            const struct yz_flow_step *step = &stand.flow->steps[i];
            bool main = (step->usual & YZ_STATE_BIT(c->state)) != 0;
            if (main != usual || !is_open(&stand, c, step)) continue;
            out[(*count)++] = public_step(step, c->state);
            if (step->back && c->state_before) out[*count - 1].to = c->state_before;
        }
    }
    return YZ_OK;
}

size_t yz_case_links(struct yz_session *s, const struct yz_case *c, char out[][48], size_t max, size_t *at) {
    struct yz_stand stand;
    bool en = strcmp(yz_language_name(), "en") == 0;
    size_t n = 0;
    *at = 0;
    if (yz_stand_make(s, c, &stand) != YZ_OK) return 0;
    for (; n < stand.flow->link_count && n < max; n++) {
        const struct yz_flow_link *link = &stand.flow->links[n];
        yz_copy(out[n], sizeof out[n], en ? link->label_en : link->label);
        if (link->states & YZ_STATE_BIT(c->state)) *at = n;
        if (link->rated && c->rated && !yz_case_open(c)) *at = n;
    }
    return n;
}
