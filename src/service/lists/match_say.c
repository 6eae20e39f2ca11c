/* Matching in words: what speaks for a candidate, and what keeps it apart, with the facts. */
#include "service/lists/match_private.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>

#include "base/text.h"
#include "service/session.h"

typedef const struct yz_matching *matching;
typedef const struct yz_match_need *need;
typedef const struct yz_match_candidate *candidate;

static const char *comma(void) {
    return _("、");
}

/* "周末晚间 工作日上午" of parts of the week. */
static void week_text(unsigned bits, char *out, size_t room) {
    static const char *const names[] = {N_("工作日上午"), N_("工作日下午"), N_("工作日晚间"),
                                        N_("休息日上午"), N_("休息日下午"), N_("休息日晚间")};
    size_t n = 0;
    *out = '\0';
    for (int i = 0; i < 6 && n < room; i++)
        if (bits >> i & 1) n += (size_t)snprintf(out + n, room - n, "%s%s", n ? comma() : "", yz_tr(names[i]));
}

/* --- for --- */

static void say_field(need n, candidate c, char *out, size_t room) {
    if (!n->topic || !c->topic) snprintf(out, room, _("同属%s"), yz_code_label("need_field", n->field));
    else if (n->topic == c->topic) snprintf(out, room, _("小类都是%s"), yz_code_label("need_topic", n->topic));
    else snprintf(out, room, _("小类不同（%s），说的事情有一样的"), yz_code_label("need_topic", c->topic));
}

static void say_words(matching m, need n, candidate c, char *out, size_t room) {
    uint16_t word[YZ_MATCH_WORD_MOST];
    char list[256] = "";
    size_t count = yz_match_common(&n->words, &c->words, word), at = 0;
    for (size_t i = 0; i < count && at < sizeof list; i++)
        at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", i ? comma() : "",
                               yz_vocabulary_name(m->words, word[i]));
    if (count) snprintf(out, room, _("都说到%s"), list);
}

static void say_distance(matching m, need n, candidate c, char *out, size_t room) {
    unsigned minutes = yz_match_minutes(&m->set, n, c);
    char station[128];
    if (c->away) yz_district_name(m->session, YZ_ID_STATION(c->id), station, sizeof station);
    if (c->away && minutes == YZ_MATCH_FAR) snprintf(out, room, _("在%s"), station);
    else if (c->away) snprintf(out, room, _("在%1$s，步行约 %2$u 分钟"), station, minutes);
    else if (n->place && n->place == c->place) yz_copy(out, room, _("就在小区里"));
    else if (minutes != YZ_MATCH_FAR) snprintf(out, room, _("步行约 %u 分钟"), minutes);
    else yz_copy(out, room, _("不知道要走多久"));
}

static void say_open(need n, candidate c, char *out, size_t room) {
    char when[160];
    week_text(n->when & c->hours, when, sizeof when);
    if (*when) snprintf(out, room, _("%s开着"), when);
    else if (!c->hours) yz_copy(out, room, _("时间可以约"));
    else yz_copy(out, room, _("需求没有说什么时候"));
}

static void say_room(candidate c, char *out, size_t room) {
    snprintf(out, room, _("本期还能办 %lld 次"), (long long)c->left);
}

static void say_fresh(matching m, candidate c, char *out, size_t room) {
    int days = c->confirmed_on ? yz_days_between(c->confirmed_on, m->set.today) : 0;
    if (!c->confirmed_on) yz_copy(out, room, _("没有确认过"));
    else if (days > c->stale) snprintf(out, room, _("%d 天没有确认，先问一声"), days);
    else if (days <= 0) yz_copy(out, room, _("今天刚确认"));
    else snprintf(out, room, _("%d 天前确认过"), days);
}

static void say_outcomes(candidate c, char *out, size_t room) {
    if (c->good + c->bad) snprintf(out, room, _("以前 %d 次居民满意，%d 次没有办成"), (int)c->good, (int)c->bad);
    else yz_copy(out, room, _("以前没有匹配过"));
}

static void say_urgency(need n, char *out, size_t room) {
    if (n->urgency) snprintf(out, room, _("需求%s"), yz_code_label("urgency", n->urgency));
}

char *yz_match_reason(const struct yz_matching *m, const struct yz_match_hit *hit, enum yz_match_part part, char *out,
                      size_t room) {
    need n = &m->set.needs[hit->n];
    candidate c = &m->set.candidates[hit->c];
    *out = '\0';
    switch (part) {
    case YZ_MATCH_FIELD: say_field(n, c, out, room); break;
    case YZ_MATCH_WORDS: say_words(m, n, c, out, room); break;
    case YZ_MATCH_DISTANCE: say_distance(m, n, c, out, room); break;
    case YZ_MATCH_OPEN: say_open(n, c, out, room); break;
    case YZ_MATCH_CAPACITY: say_room(c, out, room); break;
    case YZ_MATCH_FRESHNESS: say_fresh(m, c, out, room); break;
    case YZ_MATCH_OUTCOMES: say_outcomes(c, out, room); break;
    case YZ_MATCH_URGENCY: say_urgency(n, out, room); break;
    case YZ_MATCH_PARTS: break;
    }
    return out;
}

/* --- against --- */

static void not_valid(matching m, candidate c, char *out, size_t room) {
    char day[YZ_DATE_TEXT];
    if (c->until && c->until < m->set.today) snprintf(out, room, _("%s 已经截止"), yz_date_text(c->until, day));
    else snprintf(out, room, _("%s 才开始"), yz_date_text(c->since, day));
}

/* "护理、陪诊" of what a text speaks of. */
static void words_text(matching m, const struct yz_match_words *w, char *out, size_t room) {
    size_t at = 0;
    for (size_t i = 0; i < w->count && at < room; i++)
        at += (size_t)snprintf(out + at, room - at, "%s%s", i ? comma() : "", yz_vocabulary_name(m->words, w->word[i]));
}

static void not_the_same(matching m, need n, candidate c, char *out, size_t room) {
    char wished[200] = "", offered[200] = "";
    if (n->topic && c->topic) {
        snprintf(out, room, _("需求是%s，对方是%s，说的事情也没有一样的"), yz_code_label("need_topic", n->topic),
                 yz_code_label("need_topic", c->topic));
        return;
    }
    words_text(m, &n->words, wished, sizeof wished);
    words_text(m, &c->words, offered, sizeof offered);
    snprintf(out, room, _("需求说的是%s，对方说的是%s"), wished, offered);
}

static void not_in_area(matching m, need n, candidate c, const struct yz_offer *o, char *out, size_t room) {
    char place[160];
    yz_offer_where(m->session, o, place, sizeof place);
    if (o->area == YZ_AREA_WALK)
        snprintf(out, room, _("只到%s；需求的地点要走 %u 分钟"), place, yz_match_minutes(&m->set, n, c));
    else snprintf(out, room, _("只到%s，需求的地点不在里面"), place);
}

static void not_then(need n, candidate c, char *out, size_t room) {
    char wished[160], open[160];
    week_text(n->when, wished, sizeof wished);
    week_text(c->hours, open, sizeof open);
    snprintf(out, room, _("需求要%s，对方只有%s"), wished, open);
}

/* The last refusal that keeps the two apart: why, and until when. */
static void declined(matching m, need n, candidate c, char *out, size_t room) {
    char on[YZ_DATE_TEXT], until[YZ_DATE_TEXT];
    struct yz_query *q =
        yz_sql(m->session->store,
               "SELECT m.reason,m.answered_at,m.rest,m.parked_until FROM \"match\" m JOIN offer o ON o.id=m.offer"
               " JOIN need n ON n.id=m.need WHERE m.state=3 AND ((m.need=?1 AND m.offer=?2) OR (m.rest=3 AND n.field=?3"
               " AND o.provider=(SELECT provider FROM offer WHERE id=?2))) ORDER BY m.rest<>1 DESC,m.id DESC LIMIT 1");
    yz_bind(q, 1, n->id);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, n->field);
    *out = '\0';
    if (yz_next(q)) {
        const struct yz_decline *d = yz_decline_named(yz_text(q, 0));
        const char *why = d ? yz_decline_name(d) : yz_text(q, 0);
        yz_date_text(yz_moment_date(yz_int(q, 1)), on);
        if (yz_int(q, 2) == YZ_REST_PARKED)
            snprintf(out, room, _("%1$s 谢绝过：%2$s，%3$s 前不再问"), on, why,
                     yz_date_text((yz_date)yz_int(q, 3), until));
        else snprintf(out, room, _("%1$s 谢绝过：%2$s，不再问"), on, why);
    }
    yz_done(q);
}

void yz_match_against(matching m, enum yz_match_rule rule, need n, candidate c, char *out, size_t room) {
    struct yz_offer o = {0};
    char text[256];
    unsigned minutes = yz_match_minutes(&m->set, n, c);
    const char *field = yz_code_label("need_field", n->field);
    yz_get(m->session->store, &yz_offer_kind, c->id, &o);
    switch (rule) {
    case YZ_MATCH_NEED_OPEN: yz_copy(out, room, _("需求已经落实、闭合，或不再需要")); break;
    case YZ_MATCH_SECRET: yz_copy(out, room, _("需求保密，只交给社区自己的部门")); break;
    case YZ_MATCH_VALID: not_valid(m, c, out, room); break;
    case YZ_MATCH_SAME_FIELD:
        snprintf(out, room, _("需求属于%s，对方属于%s"), field, yz_code_label("need_field", o.field));
        break;
    case YZ_MATCH_SAME_TOPIC: not_the_same(m, n, c, out, room); break;
    case YZ_MATCH_GROUP: snprintf(out, room, _("只给%s"), yz_offer_whom(m->session, &o, text, sizeof text)); break;
    case YZ_MATCH_AREA: not_in_area(m, n, c, &o, out, room); break;
    case YZ_MATCH_WALK: snprintf(out, room, _("要走 %u 分钟，超过 %d 分钟"), minutes, m->set.rules->walk_limit); break;
    case YZ_MATCH_TIME: not_then(n, c, out, room); break;
    case YZ_MATCH_ROOM: snprintf(out, room, _("%s，本期已经用完"), yz_offer_often(&o, text, sizeof text)); break;
    case YZ_MATCH_ALREADY: yz_copy(out, room, _("正和它匹配着")); break;
    case YZ_MATCH_PARKED:
    case YZ_MATCH_DECLINED_BEFORE: declined(m, n, c, out, room); break;
    case YZ_MATCH_RULES: *out = '\0'; break;
    }
}

enum yz_status yz_match_why_not(const struct yz_matching *m, int64_t need_id, int64_t offer, enum yz_match_rule *rule,
                                char *detail, size_t room) {
    need n = yz_matching_need(m, need_id);
    candidate c = yz_matching_candidate(m, offer);
    *detail = '\0';
    if (!n) return yz_fail(YZ_REFUSED, _("没有这条需求"));
    if (!c) return yz_fail(YZ_REFUSED, _("没有这条服务或资源"));
    *rule = yz_match_first_broken(&m->set, n, c);
    yz_match_against(m, *rule, n, c, detail, room);
    return YZ_OK;
}
