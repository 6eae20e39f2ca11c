/* The steps of a match, each one act: what it asks for, what it writes, and the need that follows. */
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/desk/workday.h"
#include "service/lists/lists_private.h"
#include "service/session.h"

/* --- secrecy --- */

void yz_match_veil(struct yz_session *s, struct yz_match *m) {
    if (!yz_need_is_hidden(s, m->need)) return;
    m->offer = m->score = m->instead = 0;
    *m->parts = *m->reason = *m->word = *m->household = *m->note = '\0';
    m->rest = 0;
}

bool yz_match_is_hidden(struct yz_session *s, int64_t id) {
    struct yz_match m;
    enum yz_status status = yz_get(s->store, &yz_match_kind, id, &m);
    if (status != YZ_OK) status = yz_journal_record(s->store, &yz_match_kind, id, 1, 0, &m); /* proposing was undone */
    return status != YZ_OK || yz_need_is_hidden(s, m.need);
}

/* --- what each step writes --- */

static yz_date wait_until(int32_t state, yz_date from) {
    return yz_workday_add(from, (int)yz_match_wait_days(state), NULL);
}

static enum yz_status accept(struct yz_session *s, struct yz_match *m, const struct yz_match_answer *a) {
    struct yz_offer o;
    char day[YZ_DATE_TEXT];
    enum yz_status status = yz_get(s->store, &yz_offer_kind, m->offer, &o);
    if (status != YZ_OK) return status;
    if (a->on) m->day = a->on;
    if (a->on && a->on < yz_today())
        return yz_fail(YZ_REFUSED, _("%s 已经过了：写今天或以后的日子"), yz_date_text(a->on, day));
    if (m->day < o.since || (o.until && m->day > o.until))
        return yz_fail(YZ_REFUSED, _("%1$s 不在“%2$s”的有效期内"), yz_date_text(m->day, day), o.name);
    m->remind_on = wait_until(YZ_MATCH_ACCEPTED, m->day);
    return YZ_OK;
}

static enum yz_status decline(struct yz_match *m, const struct yz_match_answer *a) {
    const struct yz_decline *d;
    if (!a->reason || !*a->reason)
        return yz_fail(YZ_REFUSED, _("没有写谢绝的原因（--reason；match reasons 列出各种原因）"));
    if (!(d = yz_decline_named(a->reason))) return YZ_REFUSED;
    yz_copy(m->reason, sizeof m->reason, d->key);
    m->rest = (int32_t)d->rest;
    m->parked_until = d->rest == YZ_REST_PARKED ? yz_workday_add(yz_today(), (int)d->days, NULL) : 0;
    return YZ_OK;
}

static enum yz_status deliver(struct yz_session *s, struct yz_match *m, const struct yz_match_answer *a) {
    yz_date on = a->on ? a->on : yz_today();
    char day[YZ_DATE_TEXT];
    if (on > yz_today()) return yz_fail(YZ_REFUSED, _("%s 还没有到：落实了再登记"), yz_date_text(on, day));
    if (on < yz_moment_date(m->at)) return yz_fail(YZ_REFUSED, _("%s 在提出匹配以前"), yz_date_text(on, day));
    if (m->state == YZ_MATCH_REOPENED &&
        yz_sql_int(s->store, "SELECT count(*) FROM \"match\" WHERE need=?1 AND instead=?2 AND state " YZ_MATCH_HELD,
                   m->need, m->id))
        return yz_fail(YZ_REFUSED, _("已经另外提了一家来代替它，不能再登记它落实"));
    m->delivered_on = on;
    m->remind_on = wait_until(YZ_MATCH_DELIVERED, on);
    return YZ_OK;
}

static enum yz_status take_text(char *out, size_t room, const char *typed) {
    enum yz_cleaned cleaned = yz_clean(out, room, typed, false);
    bool good = cleaned == YZ_CLEAN || cleaned == YZ_STRIPPED;
    return good ? YZ_OK : yz_fail(YZ_REFUSED, _("文字损坏或太长，请缩短再写"));
}

/* The resident's word; when it did not work, why. */
static enum yz_status word(struct yz_session *s, struct yz_match *m, const struct yz_match_answer *a) {
    if (a->step == YZ_STEP_REOPEN && (!a->text || !*a->text))
        return yz_fail(YZ_REFUSED, _("没有写居民怎么说（--note）：为什么没办好"));
    m->word_at = yz_now();
    m->word_by = s->staff.id;
    return take_text(m->word, sizeof m->word, a->text ? a->text : "");
}

static enum yz_status write_step(struct yz_session *s, struct yz_match *m, const struct yz_match_answer *a) {
    enum yz_status status = YZ_OK;
    bool answers = a->step == YZ_STEP_ACCEPT || a->step == YZ_STEP_DECLINE;
    m->remind_on = 0;
    if (answers) m->answered_at = yz_now(), m->answered_by = s->staff.id;
    if (a->step == YZ_STEP_ACCEPT) status = accept(s, m, a);
    if (a->step == YZ_STEP_DECLINE) status = decline(m, a);
    if (a->step == YZ_STEP_DELIVER) status = deliver(s, m, a);
    if (a->step == YZ_STEP_CONFIRM || a->step == YZ_STEP_REOPEN) status = word(s, m, a);
    else if (status == YZ_OK && a->text && *a->text) status = take_text(m->note, sizeof m->note, a->text);
    m->state = yz_loop_step(a->step)->to;
    return status;
}

static enum yz_status step(struct yz_session *s, int64_t id, const struct yz_match_answer *a, struct yz_match *m) {
    enum yz_status status = yz_get(s->store, &yz_match_kind, id, m);
    if (status == YZ_OK && yz_need_is_hidden(s, m->need)) return yz_fail(YZ_DENIED, _("这条需求是保密的"));
    if (status == YZ_OK) status = yz_loop_allowed(m->state, a->step);
    if (status == YZ_OK) status = write_step(s, m, a);
    if (status == YZ_OK) status = yz_put(s->store, &yz_match_kind, m);
    return status == YZ_OK ? yz_need_follow(s, m->need) : status;
}

enum yz_status yz_match_take(struct yz_session *s, int64_t id, const struct yz_match_answer *answer,
                             struct yz_match *out) {
    struct yz_match m;
    if (answer->step >= YZ_MATCH_STEPS) return yz_fail(YZ_USAGE, _("没有这一步"));
    if (!yz_match_wait_days(YZ_MATCH_PROPOSED)) return YZ_REFUSED;
    enum yz_status status = yz_calendar_use(s);
    if (status == YZ_OK) status = yz_session_act(s, yz_loop_step(answer->step)->verb);
    if (status != YZ_OK) return status;
    status = yz_session_end(s, step(s, id, answer, &m));
    if (status == YZ_OK && out) *out = m;
    return status;
}
