/* A year of matches: what was said is given to somebody who offers it, and stands where its need stands. Dice of its own. */
#include "base/text.h"
#include "service/demo/demo_private.h"
#include "service/desk/workday.h"
#include "service/lists/lists_private.h"
#include "service/lists/match.h"
#include "service/session.h"

#include <stdlib.h>
#include <yizhan/i18n.h>

enum { OFFERS = 512, NEEDS = 8192, FIRST_TALK = 1, LATELY = 9, LONG_AGO = 30 };

struct bid { /* an offer with what it speaks of */
    struct yz_offer o;
    struct yz_match_words words;
};

struct market {
    struct yz_demo_maker *m;
    struct yz_session *s;
    struct yz_vocabulary *words;
    struct bid *bids;
    size_t count;
    yz_date today;
};

static const char *const praise[] = {"办得好，谢谢", "来得很快", "比想的还好", "可以了", "说到做到"};
static const char *const complaints[] = {"说好上午来，等了一天没来", "修了两天又坏了", "来的人说不归他管"};

static enum yz_status read_bids(struct market *k) {
    struct yz_query *q = yz_select(k->m->store, &yz_offer_kind, "ORDER BY id");
    while (k->count < OFFERS && yz_next(q)) {
        struct bid *b = &k->bids[k->count++];
        yz_row(q, &yz_offer_kind, &b->o);
        yz_vocabulary_look(k->words, b->o.name, &b->words, NULL);
        yz_vocabulary_look(k->words, b->o.tags, &b->words, NULL);
    }
    return yz_done(q);
}

/* Speaks of the same, serves the place, holds on the day, for everybody, and has room. */
static bool fits(struct market *k, const struct bid *b, const struct yz_need *n, const struct yz_match_words *words,
                 yz_date day) {
    uint16_t common[YZ_MATCH_WORD_MOST];
    const struct yz_offer *o = &b->o;
    if (o->field != n->field || *o->whom || o->since > day || (o->until && o->until < day)) return false;
    if (o->area == YZ_AREA_WALK || (o->area == YZ_AREA_GRID && o->grid != n->grid)) return false;
    return yz_match_common(words, &b->words, common) && yz_offer_load(k->s, o, day) < o->capacity;
}

static const struct bid *choose(struct market *k, const struct yz_need *n, yz_date day) {
    struct yz_match_words words = {0};
    size_t from = k->count ? (size_t)yz_dice_below(&k->m->dice, (int)k->count) : 0;
    yz_vocabulary_look(k->words, n->text, &words, NULL);
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): who made the bids lets go of them, below */
    for (size_t i = 0; words.count && i < k->count; i++) {
        const struct bid *b = &k->bids[(from + i) % k->count];
        if (fits(k, b, n, &words, day)) return b;
    }
    return NULL;
}

/* Where the match of a need stands; 0 = nobody was asked. Some of what is open waits for an answer or the day; to a few
 * somebody said no, and a few were not done well. */
static int32_t stands(struct market *k, const struct yz_need *n) {
    int chance = yz_dice_below(&k->m->dice, 100);
    if (n->state == YZ_NEED_CLOSED) return YZ_MATCH_CONFIRMED;
    if (n->state == YZ_NEED_DELIVERED)
        return chance < 90 && yz_days_between(yz_moment_date(n->at), k->today) > LONG_AGO ? YZ_MATCH_CONFIRMED
                                                                                          : YZ_MATCH_DELIVERED;
    return chance < 25   ? YZ_MATCH_PROPOSED
           : chance < 45 ? YZ_MATCH_ACCEPTED
           : chance < 55 ? YZ_MATCH_DECLINED
           : chance < 60 ? YZ_MATCH_REOPENED
           : chance < 63 ? YZ_MATCH_WITHDRAWN
                         : 0;
}

static void answer(struct market *k, struct yz_match *x, int64_t staff) {
    size_t count;
    const struct yz_decline *d = yz_declines(&count);
    x->answered_at = x->at + INT64_C(86400000) * yz_dice_below(&k->m->dice, 3);
    if (x->answered_at > yz_now()) x->answered_at = yz_now();
    x->answered_by = staff;
    if (x->state != YZ_MATCH_DECLINED || !count) return;
    d += yz_dice_below(&k->m->dice, (int)count);
    if (d->rest == YZ_REST_FIELD) d -= d > yz_declines(&count) ? 1 : 0; /* too hard for a demo */
    yz_copy(x->reason, sizeof x->reason, d->key);
    x->rest = (int32_t)d->rest;
    if (d->rest == YZ_REST_PARKED) x->parked_until = yz_workday_add(yz_moment_date(x->answered_at), (int)d->days, NULL);
}

static void deliver(struct market *k, struct yz_match *x, const struct yz_need *n) {
    int which = yz_dice_below(&k->m->dice, 5);
    x->delivered_on = x->day;
    if (x->state == YZ_MATCH_DELIVERED) return;
    x->word_at = n->closed_at ? n->closed_at : yz_moment_make(yz_date_add(x->day, 1 + which), 15 * 60);
    if (x->word_at > yz_now()) x->word_at = yz_now();
    x->word_by = x->staff;
    if (x->state == YZ_MATCH_CONFIRMED) yz_copy(x->word, sizeof x->word, praise[which]);
    else yz_copy(x->word, sizeof x->word, complaints[which % 3]);
}

static void remind(struct yz_match *x) {
    yz_date from = x->state == YZ_MATCH_PROPOSED   ? yz_moment_date(x->at)
                   : x->state == YZ_MATCH_ACCEPTED ? x->day
                                                   : x->delivered_on;
    int days = (int)yz_match_wait_days(x->state);
    if (days) x->remind_on = yz_workday_add(from, days, NULL);
}

/* When it was proposed: soon after it was heard; of what still waits, lately. */
static yz_moment asked_at(struct market *k, const struct yz_need *n, int32_t state) {
    bool waits = state == YZ_MATCH_PROPOSED || state == YZ_MATCH_ACCEPTED || state == YZ_MATCH_WITHDRAWN;
    yz_date day = waits ? yz_date_add(k->today, -yz_dice_below(&k->m->dice, LATELY)) : yz_moment_date(n->at);
    yz_moment at = yz_moment_make(yz_date_add(day, waits ? 0 : FIRST_TALK), 10 * 60);
    return at < n->at ? n->at : at > yz_now() ? yz_now() : at;
}

static enum yz_status match(struct market *k, struct yz_need *n) {
    int32_t state = stands(k, n);
    struct yz_match x = {.need = n->id, .units = 1, .state = state, .staff = n->staff, .invented = true};
    const struct bid *b;
    if (!state) return YZ_OK;
    x.at = asked_at(k, n, state);
    x.day = yz_date_add(yz_moment_date(x.at), yz_dice_between(&k->m->dice, 1, 5));
    bool done = state == YZ_MATCH_DELIVERED || state == YZ_MATCH_CONFIRMED || state == YZ_MATCH_REOPENED;
    if (done && x.day > k->today) x.day = k->today;
    if (!(b = choose(k, n, x.day))) return YZ_OK;
    x.offer = b->o.id;
    x.need_before = n->state == YZ_NEED_PUBLISHED ? YZ_NEED_PUBLISHED : YZ_NEED_HEARD;
    if (state != YZ_MATCH_PROPOSED && state != YZ_MATCH_WITHDRAWN) answer(k, &x, n->staff);
    if (done) deliver(k, &x, n);
    remind(&x);
    yz_household_words(k->s, n, x.household, sizeof x.household);
    enum yz_status status = yz_put(k->m->store, &yz_match_kind, &x);
    if (state == YZ_MATCH_PROPOSED || state == YZ_MATCH_ACCEPTED) n->state = YZ_NEED_MATCHED;
    if (state == YZ_MATCH_CONFIRMED) n->state = YZ_NEED_CLOSED;
    if (state == YZ_MATCH_CONFIRMED && !n->closed_at) n->closed_at = x.word_at;
    n->steps = 1;
    return status == YZ_OK ? yz_put(k->m->store, &yz_need_kind, n) : status;
}

static enum yz_status match_all(struct market *k) {
    struct yz_need *all = malloc(NEEDS * sizeof *all);
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q = yz_select(k->m->store, &yz_need_kind, "ORDER BY id");
    while (count < NEEDS && yz_next(q)) yz_row(q, &yz_need_kind, &all[count++]);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = match(k, &all[i]);
    free(all);
    return status;
}

static enum yz_status as_one_act(struct market *k) {
    enum yz_status status = read_bids(k);
    if (status == YZ_OK) status = yz_act_begin(k->m->store, "propose-match", yz_demo_supervisor(k->m));
    if (status != YZ_OK) return status;
    status = match_all(k);
    if (status == YZ_OK) return yz_act_commit(k->m->store, NULL);
    yz_act_abort(k->m->store);
    return status;
}

enum yz_status yz_demo_matches(struct yz_demo_maker *m) {
    struct market k = {.m = m, .today = m->want.date};
    struct yz_dice kept = m->dice;
    if (m->want.practice) return YZ_OK;
    m->dice.state = m->want.seed + 9049;
    yz_set_now(yz_demo_end(m));
    enum yz_status status = yz_session_over(m->store, &m->staff[0], &k.s);
    k.words = yz_vocabulary_read();
    k.bids = calloc(OFFERS, sizeof *k.bids);
    if (status == YZ_OK && !(k.words && k.bids)) status = k.words ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_REFUSED;
    if (status == YZ_OK) status = as_one_act(&k);
    yz_vocabulary_free(k.words);
    free(k.bids);
    yz_session_leave(k.s);
    m->dice = kept;
    return status;
}
