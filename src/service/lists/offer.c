/* Services and resources: what holds of one on a day, saving and confirming. */
#include "service/lists/lists_private.h"

#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/deadline.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/registry.h>

int32_t yz_offer_state(const struct yz_offer *o, yz_date day) {
    if (o->until && o->until < day) return YZ_OFFER_ENDED;
    if (o->since > day) return YZ_OFFER_LATER;
    bool stale = yz_date_add(o->confirmed_on ? o->confirmed_on : 19700101, (int)yz_offer_stale_days(o->list)) < day;
    return stale ? YZ_OFFER_STALE : YZ_OFFER_GOOD;
}

void yz_offer_period(const struct yz_offer *o, yz_date day, yz_date *first, yz_date *last) {
    yz_date month = day / 100 * 100 + 1;
    *first = *last = day;
    if (o->period == YZ_PER_WEEK) {
        *first = yz_date_add(day, 1 - yz_weekday(day));
        *last = yz_date_add(*first, 6);
    } else if (o->period == YZ_PER_MONTH) {
        *first = month;
        *last = yz_date_add(yz_date_add_months(month, 1), -1);
    } else if (o->period == YZ_PER_YEAR) {
        *first = day / 10000 * 10000 + 101;
        *last = day / 10000 * 10000 + 1231;
    }
}

/* --- saving --- */

/* Names as people type them become the keys of the groups. */
static void check_whom(struct yz_offer *o, struct yz_findings *f) {
    char list[sizeof o->whom], keys[sizeof o->whom] = "", *rest = list;
    size_t n = 0;
    yz_copy(list, sizeof list, o->whom);
    for (char *p; (p = strstr(list, "、")) != NULL;) memmove(p + 1, p + 3, strlen(p + 3) + 1), *p = ',';
    for (char *word; (word = strsep(&rest, ", ")) != NULL;) {
        const struct yz_group *g = *word ? yz_group_named(word) : NULL;
        if (*word && !g) yz_find_error(f, "whom", word, _("没有这个重点人群"), _("用 group list 里的名称"));
        if (g && g->level == YZ_GROUP_SECRET)
            yz_find_error(f, "whom", word, _("保密的人群不能写在清单里"), _("清单是要公示的"));
        if (!g || n + strlen(g->key) + 2 > sizeof keys) continue;
        n += (size_t)snprintf(keys + n, sizeof keys - n, "%s%s", n ? "," : "", g->key);
    }
    if (!yz_findings_ok(f)) return;
    memset(o->whom, 0, sizeof o->whom); /* an import compares whole records */
    yz_copy(o->whom, sizeof o->whom, keys);
}

static void check_hours(const struct yz_offer *o, struct yz_findings *f) {
    struct yz_hours hours;
    if (*o->hours || *o->weekend) yz_hours_parse(o->hours, o->weekend, "hours", &hours, f);
}

/* The list of services is that of the community's own departments. */
static void check_provider(struct yz_session *s, const struct yz_offer *o, struct yz_findings *f) {
    struct yz_provider p;
    if (!o->provider) return;
    if (yz_get(s->store, &yz_provider_kind, o->provider, &p) != YZ_OK)
        yz_find_error(f, "provider", NULL, _("没有这个提供方"), _("先用 provider add 登记"));
    else if (o->list == YZ_LIST_SERVICE && p.sort != YZ_PROVIDER_DEPARTMENT)
        yz_find_error(f, "provider", p.name, _("服务清单只列部门的服务"), _("别的单位提供的写进资源清单"));
}

void yz_offer_complete(struct yz_session *s, struct yz_offer *o, struct yz_findings *f) {
    if (o->topic && !o->field) o->field = o->topic / 100;
    if (!o->price) o->price = o->amount ? YZ_PRICE_COST : YZ_PRICE_FREE;
    if (!o->area) o->area = YZ_AREA_COMMUNITY;
    if (!o->id && !o->confirmed_on) o->confirmed_on = yz_today();
    check_whom(o, f);
    check_hours(o, f);
    check_provider(s, o, f);
}

enum yz_status yz_offer_save(struct yz_session *s, struct yz_offer *offer, struct yz_findings *f) {
    struct yz_offer o = *offer;
    yz_offer_complete(s, &o, f);
    yz_record_check(&yz_offer_kind, &o, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    enum yz_status status = o.id ? yz_must_own(s, YZ_OFFER, o.id) : YZ_OK;
    if (status == YZ_OK) status = yz_record_save(s, o.id ? "edit-offer" : "add-offer", &yz_offer_kind, &o, f);
    if (status == YZ_OK) *offer = o;
    return status;
}

static enum yz_status confirm(struct yz_session *s, int64_t id) {
    struct yz_offer o;
    enum yz_status status = yz_get(s->store, &yz_offer_kind, id, &o);
    if (status == YZ_OK) status = yz_must_own(s, YZ_OFFER, id);
    if (status == YZ_OK && o.until && o.until < yz_today())
        return yz_fail(YZ_REFUSED, _("%s 已经截止：要再提供，先改截止日期"), o.name);
    o.confirmed_on = yz_today();
    return status == YZ_OK ? yz_put(s->store, &yz_offer_kind, &o) : status;
}

enum yz_status yz_offer_confirm(struct yz_session *s, const int64_t *ids, size_t count) {
    enum yz_status status = yz_session_act(s, "confirm-offer");
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < count && status == YZ_OK; i++) status = confirm(s, ids[i]);
    return yz_session_end(s, status);
}
