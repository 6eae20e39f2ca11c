/* What people do with letters: offer, accept, decline, recall; and what then becomes of the thing. */
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/letters/letters.h"

/* --- offering --- */

enum yz_status yz_letter_write(struct yz_session *s, struct yz_letter *letter) {
    letter->state = YZ_LETTER_WAITS;
    letter->sender = yz_store_number(s->store);
    letter->staff = s->staff.id;
    letter->at = yz_now();
    if (letter->receiver == letter->sender) return yz_fail(YZ_REFUSED, _("这就是本站；写区县里另一个站的编号"));
    return yz_put(s->store, &yz_letter_kind, letter);
}

static enum yz_status set_note(char *out, size_t room, const char *note) {
    switch (yz_clean(out, room, note ? note : "", false)) {
    case YZ_TOO_LONG: return yz_fail(YZ_REFUSED, _("说明太长：最多 %zu 个汉字"), (room - 1) / 3);
    case YZ_DAMAGED: return yz_fail(YZ_REFUSED, _("不是 UTF-8 文字"));
    default: return YZ_OK;
    }
}

enum yz_status yz_letter_offer_case(struct yz_session *s, const struct yz_case *c, int to, const char *note) {
    static struct yz_case_facts facts; /* large */
    struct yz_letter letter = {.sort = YZ_LETTER_CASE, .receiver = to};
    enum yz_status status = yz_case_facts(s, c, false, &facts);
    if (status != YZ_OK) return status;
    yz_ref_text(YZ_CASE, c->id, letter.ref);
    snprintf(letter.title, sizeof letter.title, "%s %s %s", c->number, facts.service_name,
             c->secret ? _("保密") : facts.person_name);
    status = set_note(letter.note, sizeof letter.note, note);
    return status == YZ_OK ? yz_letter_write(s, &letter) : status;
}

bool yz_letter_hands(const struct yz_letter *letter) {
    return letter->sort == YZ_LETTER_CASE || letter->sort == YZ_LETTER_RESOURCE || letter->sort == YZ_LETTER_HOUSEHOLD;
}

static enum yz_status offer(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_letter *out) {
    enum yz_status status =
        yz_letter_there(s, yz_kinds[kind], id) ? yz_must_own(s, kind, id) : yz_fail(YZ_REFUSED, _("没有 %s"), out->ref);
    if (status == YZ_OK && kind == YZ_HOUSEHOLD) status = yz_letter_offer_household(s, id, out);
    if (status == YZ_OK && kind == YZ_OFFER) yz_record_title(s, kind, id, true, out->title, sizeof out->title);
    return status == YZ_OK ? yz_letter_write(s, out) : status;
}

enum yz_status yz_letter_offer(struct yz_session *s, enum yz_kind_id kind, int64_t id, int to, const char *note,
                               struct yz_letter *out) {
    bool household = kind == YZ_HOUSEHOLD;
    *out = (struct yz_letter){.sort = household ? YZ_LETTER_HOUSEHOLD : YZ_LETTER_RESOURCE, .receiver = to};
    yz_ref_text(kind, id, out->ref);
    enum yz_status status = set_note(out->note, sizeof out->note, note);
    if (status == YZ_OK) status = yz_session_act(s, household ? "offer-household" : "offer-resource");
    return status == YZ_OK ? yz_session_end(s, offer(s, kind, id, out)) : status;
}

enum yz_status yz_letter_share(struct yz_session *s, int64_t offer, struct yz_letter *out) {
    struct yz_offer o;
    *out = (struct yz_letter){.sort = YZ_LETTER_SHARED};
    enum yz_status status = yz_get(s->store, &yz_offer_kind, offer, &o);
    if (status == YZ_OK) status = yz_must_own(s, YZ_OFFER, offer);
    if (status != YZ_OK) return status;
    yz_ref_text(YZ_OFFER, offer, out->ref);
    yz_record_title(s, YZ_OFFER, offer, true, out->title, sizeof out->title);
    status = yz_session_act(s, "share-resource");
    return status == YZ_OK ? yz_session_end(s, yz_letter_write(s, out)) : status;
}

/* --- what becomes of it --- */

static enum yz_status settle_case(struct yz_session *s, int64_t id, bool gone) {
    struct yz_case c;
    enum yz_status status = yz_get(s->store, &yz_case_kind, id, &c);
    if (status != YZ_OK) return status;
    c.state = gone ? YZ_CASE_MOVED : c.state_before ? c.state_before : YZ_CASE_PROGRESS;
    c.state_before = 0;
    return yz_put(s->store, &yz_case_kind, &c);
}

/* It is still to be read here, and offers nothing. */
static enum yz_status end_resource(struct yz_session *s, int64_t id) {
    struct yz_offer o;
    yz_date yesterday = yz_date_add(yz_today(), -1);
    enum yz_status status = yz_get(s->store, &yz_offer_kind, id, &o);
    if (status != YZ_OK || (o.until && o.until <= yesterday)) return status;
    o.until = yesterday;
    if (o.since > o.until) o.since = o.until;
    return yz_put(s->store, &yz_offer_kind, &o);
}

enum yz_status yz_letter_settle(struct yz_session *s, const struct yz_letter *letter) {
    bool own = letter->sender == yz_store_number(s->store), gone = letter->state == YZ_LETTER_ACCEPTED;
    int64_t id;
    yz_letter_about(letter, &id);
    if (!own) return YZ_OK;
    if (letter->sort == YZ_LETTER_CASE) return settle_case(s, id, gone);
    if (letter->sort == YZ_LETTER_HOUSEHOLD) return gone ? yz_letter_end_household(s, letter, id) : YZ_OK;
    return letter->sort == YZ_LETTER_RESOURCE && gone ? end_resource(s, id) : YZ_OK;
}

/* --- answering --- */

/* The letter as it stands now, within an act: YZ_REFUSED when somebody dealt with it since. */
static enum yz_status fresh(struct yz_session *s, const struct yz_letter *shown, struct yz_letter *now) {
    enum yz_status status = yz_get(s->store, &yz_letter_kind, shown->id, now);
    if (status == YZ_OK && now->version != shown->version)
        return yz_fail(YZ_REFUSED, _("“%s”刚有了变化，看过再办"), now->title);
    return status;
}

static int32_t answered_as(const struct yz_letter *letter, bool accept) {
    bool told = yz_letter_hands(letter) || letter->sort == YZ_LETTER_CORRECTION; /* the hub decides, or passes it on */
    if (told) return accept ? YZ_LETTER_ACCEPTING : YZ_LETTER_DECLINING;
    return accept ? YZ_LETTER_ACCEPTED : YZ_LETTER_DECLINED;
}

/* What is taken must be there to be taken: a resident's record by the station that has them. */
static enum yz_status take(struct yz_session *s, struct yz_letter *now, int64_t dwelling) {
    int64_t id;
    char name[128];
    bool correction = now->sort == YZ_LETTER_CORRECTION || now->sort == YZ_LETTER_COPY;
    if (now->sort == YZ_LETTER_HOUSEHOLD) return yz_letter_set_door(s, now, dwelling);
    if (!correction) return YZ_OK;
    if (yz_letter_about(now, &id) == YZ_PERSON && yz_is_guest(s, id))
        return yz_fail(YZ_REFUSED, _("“%1$s”现在归%2$s：不接，写明让对方改发给他们"), now->title,
                       yz_district_name(s, yz_home(s, YZ_PERSON, id), name, sizeof name));
    return yz_letter_correct(s, now);
}

static enum yz_status answer(struct yz_session *s, struct yz_letter *now, bool accept, const char *note,
                             int64_t dwelling) {
    if (!yz_letter_undecided(s, now)) return yz_fail(YZ_REFUSED, _("“%s”现在没有要答复的"), now->title);
    enum yz_status status = set_note(now->answer, sizeof now->answer, note);
    if (status == YZ_OK && !accept && !*now->answer) return yz_fail(YZ_REFUSED, _("不接要写明原因，对方看得到"));
    now->state = answered_as(now, accept);
    now->staff = s->staff.id;
    now->answered = yz_now();
    if (status == YZ_OK && accept) status = take(s, now, dwelling);
    return status == YZ_OK ? yz_put(s->store, &yz_letter_kind, now) : status;
}

enum yz_status yz_letter_answer(struct yz_session *s, struct yz_letter *letter, bool accept, const char *note,
                                int64_t dwelling) {
    struct yz_letter now;
    enum yz_status status = yz_session_act(s, accept ? "accept-letter" : "decline-letter");
    if (status != YZ_OK) return status;
    status = fresh(s, letter, &now);
    if (status == YZ_OK) status = answer(s, &now, accept, note, dwelling);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *letter = now;
    return status;
}

static enum yz_status recall(struct yz_session *s, struct yz_letter *now) {
    bool own = now->sender == yz_store_number(s->store), waits = now->state == YZ_LETTER_WAITS;
    bool late = now->state == YZ_LETTER_OFFERED && yz_letter_hands(now);
    if (!own || (!waits && !late)) return yz_fail(YZ_REFUSED, _("“%s”现在没有能收回的"), now->title);
    now->state = waits ? YZ_LETTER_RECALLED : YZ_LETTER_RECALLING;
    now->answered = yz_now();
    enum yz_status status = waits ? yz_letter_settle(s, now) : YZ_OK;
    return status == YZ_OK ? yz_put(s->store, &yz_letter_kind, now) : status;
}

enum yz_status yz_letter_recall(struct yz_session *s, struct yz_letter *letter) {
    struct yz_letter now;
    enum yz_status status = yz_session_act(s, "recall-letter");
    if (status != YZ_OK) return status;
    status = fresh(s, letter, &now);
    if (status == YZ_OK) status = recall(s, &now);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *letter = now;
    return status;
}
