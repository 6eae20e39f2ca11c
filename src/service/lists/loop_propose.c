/* Proposing: pairs chosen by people or by the plan, checked once more under the lock. */
#include <stdio.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/workday.h"
#include "service/lists/lists_private.h"
#include "service/lists/match_private.h"
#include "service/session.h"

static bool no(struct yz_proposal *p, const char *why) {
    yz_copy(p->why, sizeof p->why, why);
    return false;
}

/* Room is asked of the day that it is for, and from the rows: others of the same act have taken some. */
static bool has_room(struct yz_session *s, struct yz_proposal *p, const struct yz_offer *o) {
    int64_t taken = yz_offer_load(s, o, p->day);
    char often[64];
    if (taken + p->units <= o->capacity) return true;
    snprintf(p->why, sizeof p->why, _("%1$s，那一期已经排了 %2$lld 次，要占 %3$lld 次排不下"),
             yz_offer_often(o, often, sizeof often), (long long)taken, (long long)p->units);
    return false;
}

static bool day_fits(struct yz_proposal *p, const struct yz_offer *o) {
    if (!p->day) p->day = o->since > yz_today() ? o->since : yz_today();
    if (p->day < yz_today()) return no(p, _("日子已经过了：写今天或以后的日子"));
    if (p->day < o->since || (o->until && p->day > o->until)) return no(p, _("那一天不在有效期内"));
    return true;
}

static bool rules_hold(const struct yz_matching *m, const struct yz_match_need *n, const struct yz_match_candidate *c,
                       struct yz_proposal *p) {
    char detail[200];
    enum yz_match_rule broken = yz_match_first_but(&m->set, YZ_MATCH_ROOM, n, c);
    if (broken == YZ_MATCH_RULES) return true;
    yz_match_against(m, broken, n, c, detail, sizeof detail);
    snprintf(p->why, sizeof p->why, _("%1$s：%2$s"), yz_match_rule_name(broken), detail);
    return false;
}

/* The points as they stand; a full period today does not matter when another day is meant. */
static void score(const struct yz_matching *m, const struct yz_match_need *n, const struct yz_match_candidate *of,
                  struct yz_match *out) {
    uint8_t part[YZ_MATCH_PARTS] = {0};
    struct yz_match_candidate c = *of;
    size_t at = 0;
    if (c.left <= 0) c.left = 1;
    out->score = yz_match_score(&m->set, n, &c, part);
    for (int i = 0; i < YZ_MATCH_PARTS && at < sizeof out->parts; i++)
        if (part[i])
            at += (size_t)snprintf(out->parts + at, sizeof out->parts - at, "%s%s %d", at ? _("、") : "",
                                   yz_match_part_name((enum yz_match_part)i), part[i]);
    out->parts[yz_utf8_cut(out->parts, sizeof out->parts - 1)] = '\0';
}

static enum yz_status put(struct yz_session *s, const struct yz_matching *m, const struct yz_match_need *n,
                          const struct yz_match_candidate *c, struct yz_proposal *p) {
    struct yz_match x = {.need = p->need, .offer = p->offer, .units = p->units, .day = p->day, .staff = s->staff.id};
    struct yz_need need;
    enum yz_status status = yz_get(s->store, &yz_need_kind, p->need, &need);
    if (status != YZ_OK) return status;
    x.state = YZ_MATCH_PROPOSED;
    x.at = yz_now();
    x.instead = yz_need_unsettled(s, p->need);
    x.need_before = need.state == YZ_NEED_PUBLISHED ? YZ_NEED_PUBLISHED : YZ_NEED_HEARD;
    x.remind_on = yz_workday_add(yz_today(), (int)yz_match_wait_days(YZ_MATCH_PROPOSED), NULL);
    score(m, n, c, &x);
    yz_household_words(s, &need, x.household, sizeof x.household);
    status = yz_put(s->store, &yz_match_kind, &x);
    p->match = x.id;
    return status == YZ_OK ? yz_need_follow(s, p->need) : status;
}

static bool fits(struct yz_session *s, const struct yz_matching *m, struct yz_proposal *p,
                 const struct yz_match_need **n, const struct yz_match_candidate **c) {
    struct yz_offer o;
    if (!p->units) p->units = 1;
    if (p->units < 1) return no(p, _("至少占一次"));
    if (!(*n = yz_matching_need(m, p->need))) return no(p, _("需求已经落实、闭合，或不再需要"));
    if (!(*c = yz_matching_candidate(m, p->offer)) || yz_get(s->store, &yz_offer_kind, p->offer, &o) != YZ_OK)
        return no(p, _("没有这条服务或资源"));
    if (!rules_hold(m, *n, *c, p) || !day_fits(p, &o)) return false;
    if (yz_sql_int(s->store, "SELECT count(*) FROM \"match\" WHERE need=?1 AND offer=?2 AND state IN(1,2,4)", p->need,
                   p->offer))
        return no(p, _("正和它匹配着"));
    return has_room(s, p, &o);
}

static enum yz_status propose(struct yz_session *s, const struct yz_matching *m, struct yz_proposal *all, size_t count,
                              size_t *done) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        const struct yz_match_need *n;
        const struct yz_match_candidate *c;
        *all[i].why = '\0';
        if (!fits(s, m, &all[i], &n, &c)) continue;
        status = put(s, m, n, c, &all[i]);
        ++*done;
    }
    if (status == YZ_OK && !*done)
        return yz_fail(YZ_REFUSED, "%s", count == 1 ? all[0].why : _("一条也提不出去了：情况已经变了"));
    return status;
}

enum yz_status yz_match_propose(struct yz_session *s, struct yz_proposal *all, size_t count, size_t *count_done) {
    struct yz_matching *m = NULL;
    *count_done = 0;
    if (!count) return yz_fail(YZ_USAGE, _("没有写是哪一条"));
    if (!yz_match_wait_days(YZ_MATCH_PROPOSED)) return YZ_REFUSED;
    enum yz_status status = yz_calendar_use(s);
    if (status == YZ_OK) status = yz_session_act(s, "propose-match");
    if (status != YZ_OK) return status;
    status = yz_matching_load(s, count == 1 ? all->need : 0, &m);
    if (status == YZ_OK) status = propose(s, m, all, count, count_done);
    yz_matching_free(m);
    status = yz_session_end(s, status);
    if (status != YZ_OK) *count_done = 0;
    return status;
}
