/* The loop: every legal and illegal step, refusals and their rest, capacities, and a long walk by dice in which nothing may go
 * over a capacity, loads are the recount, needs agree with their matches, and undoing all of it gives the first state. */
#include "service/session.h"
#include "store/store_private.h"
#include "support/office.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/journal.h>
#include <yizhan/loop.h>
#include <yizhan/match.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { DAY = 20261123, NEEDS = 6, OFFERS = 4, WALK = 400 };

static int open_office(void **state) {
    static struct office o;
    office_open(&o);
    yz_set_now(yz_moment_make(DAY, 9 * 60));
    *state = &o;
    return 0;
}

static int close_office(void **state) {
    yz_set_now(0);
    office_close(*state);
    return 0;
}

static struct yz_session *session(void **state) {
    return ((struct office *)*state)->session;
}

static int64_t add_provider(struct yz_session *s, const char *name, int32_t sort) {
    struct yz_provider p = {.sort = sort};
    struct yz_findings f = {0};
    snprintf(p.name, sizeof p.name, "%s", name);
    snprintf(p.phone, sizeof p.phone, "0871-6%07d", (int)(name[2] & 63));
    assert_int_equal(yz_provider_save(s, &p, &f), YZ_OK);
    yz_findings_free(&f);
    return p.id;
}

static int64_t add_offer(struct yz_session *s, int64_t provider, int32_t list, int64_t capacity, int32_t period) {
    struct yz_offer o = {.list = list, .provider = provider, .field = 6, .topic = 601, .name = "上门理发"};
    struct yz_findings f = {0};
    o.capacity = capacity;
    o.period = period;
    assert_int_equal(yz_offer_save(s, &o, &f), YZ_OK);
    yz_findings_free(&f);
    return o.id;
}

static int64_t add_need(struct yz_session *s, const char *text, bool secret) {
    struct yz_need n = {.field = 6, .topic = 601, .place = "广场东侧", .secret = secret};
    struct yz_findings f = {0};
    snprintf(n.text, sizeof n.text, "%s", text);
    assert_int_equal(yz_need_save(s, &n, &f), YZ_OK);
    yz_findings_free(&f);
    return n.id;
}

static enum yz_status propose(struct yz_session *s, int64_t need, int64_t offer, int64_t units, yz_date day,
                              int64_t *match) {
    struct yz_proposal p = {.need = need, .offer = offer, .units = units, .day = day};
    size_t done;
    enum yz_status status = yz_match_propose(s, &p, 1, &done);
    if (match) *match = p.match;
    return status;
}

static enum yz_status take(struct yz_session *s, int64_t match, enum yz_match_step step, const char *reason,
                           const char *text) {
    return yz_match_take(s, match, &(struct yz_match_answer){.step = step, .reason = reason, .text = text}, NULL);
}

static int32_t need_state(struct yz_session *s, int64_t id) {
    struct yz_need n;
    assert_int_equal(yz_get(s->store, &yz_need_kind, id, &n), YZ_OK);
    return n.state;
}

static struct yz_match match_of(struct yz_session *s, int64_t id) {
    struct yz_match m;
    assert_int_equal(yz_get(s->store, &yz_match_kind, id, &m), YZ_OK);
    return m;
}

/* --- the state machine --- */

/* To which state a step leads, 0 = it is illegal there. Rows: from proposed to withdrawn. */
static const int32_t leads[YZ_MATCH_WITHDRAWN + 1][YZ_MATCH_STEPS] = {
    [YZ_MATCH_PROPOSED] = {[YZ_STEP_ACCEPT] = YZ_MATCH_ACCEPTED,
                           [YZ_STEP_DECLINE] = YZ_MATCH_DECLINED,
                           [YZ_STEP_WITHDRAW] = YZ_MATCH_WITHDRAWN},
    [YZ_MATCH_ACCEPTED] = {[YZ_STEP_DECLINE] = YZ_MATCH_DECLINED,
                           [YZ_STEP_DELIVER] = YZ_MATCH_DELIVERED,
                           [YZ_STEP_WITHDRAW] = YZ_MATCH_WITHDRAWN},
    [YZ_MATCH_DELIVERED] = {[YZ_STEP_CONFIRM] = YZ_MATCH_CONFIRMED, [YZ_STEP_REOPEN] = YZ_MATCH_REOPENED},
    [YZ_MATCH_CONFIRMED] = {[YZ_STEP_REOPEN] = YZ_MATCH_REOPENED},
    [YZ_MATCH_REOPENED] = {[YZ_STEP_DELIVER] = YZ_MATCH_DELIVERED},
};

/* A shortest way into each state. */
static const int ways[YZ_MATCH_WITHDRAWN + 1][4] = {
    [YZ_MATCH_PROPOSED] = {-1},
    [YZ_MATCH_ACCEPTED] = {YZ_STEP_ACCEPT, -1},
    [YZ_MATCH_DECLINED] = {YZ_STEP_DECLINE, -1},
    [YZ_MATCH_DELIVERED] = {YZ_STEP_ACCEPT, YZ_STEP_DELIVER, -1},
    [YZ_MATCH_CONFIRMED] = {YZ_STEP_ACCEPT, YZ_STEP_DELIVER, YZ_STEP_CONFIRM, -1},
    [YZ_MATCH_REOPENED] = {YZ_STEP_ACCEPT, YZ_STEP_DELIVER, YZ_STEP_REOPEN, -1},
    [YZ_MATCH_WITHDRAWN] = {YZ_STEP_WITHDRAW, -1},
};

static void every_step_from_every_state(void **state) {
    static const int32_t of_need[] = {[YZ_MATCH_PROPOSED] = YZ_NEED_MATCHED, [YZ_MATCH_ACCEPTED] = YZ_NEED_MATCHED,
                                      [YZ_MATCH_DECLINED] = YZ_NEED_HEARD,   [YZ_MATCH_DELIVERED] = YZ_NEED_DELIVERED,
                                      [YZ_MATCH_CONFIRMED] = YZ_NEED_CLOSED, [YZ_MATCH_REOPENED] = YZ_NEED_HEARD,
                                      [YZ_MATCH_WITHDRAWN] = YZ_NEED_HEARD};
    struct yz_session *s = session(state);
    int64_t provider = add_provider(s, "理发店", YZ_PROVIDER_FIRM);
    for (int32_t from = YZ_MATCH_PROPOSED; from <= YZ_MATCH_WITHDRAWN; from++) {
        for (int step = 0; step < YZ_MATCH_STEPS; step++) {
            int64_t need = add_need(s, "想请人上门理发", false), id;
            int64_t offer = add_offer(s, provider, YZ_LIST_RESOURCE, 5, YZ_PER_WEEK);
            assert_int_equal(propose(s, need, offer, 1, 0, &id), YZ_OK);
            for (const int *w = ways[from]; *w >= 0; w++)
                assert_int_equal(take(s, id, (enum yz_match_step) * w, "busy", "头发没剪齐"), YZ_OK);
            assert_int_equal(match_of(s, id).state, from);
            assert_int_equal(need_state(s, need), of_need[from]);
            struct yz_match before = match_of(s, id);
            enum yz_status status = take(s, id, (enum yz_match_step)step, "busy", "还是没有来");
            assert_int_equal(yz_match_step_legal(from, (enum yz_match_step)step), leads[from][step] != 0);
            if (leads[from][step]) {
                assert_int_equal(status, YZ_OK);
                assert_int_equal(match_of(s, id).state, leads[from][step]);
                assert_int_equal(need_state(s, need), of_need[leads[from][step]]);
                continue;
            }
            assert_int_equal(status, YZ_REFUSED);
            for (int legal = 0; legal < YZ_MATCH_STEPS; legal++) /* the legal ones are named */
                if (leads[from][legal])
                    assert_non_null(strstr(yz_message(), yz_match_step_key((enum yz_match_step)legal)));
            struct yz_match after = match_of(s, id);
            assert_memory_equal(&before, &after, sizeof before);
        }
    }
}

static void what_a_step_asks_for(void **state) {
    struct yz_session *s = session(state);
    int64_t offer = add_offer(s, add_provider(s, "理发店", YZ_PROVIDER_FIRM), YZ_LIST_RESOURCE, 5, YZ_PER_WEEK), id;
    int64_t need = add_need(s, "想请人上门理发", false);
    assert_int_equal(propose(s, need, offer, 1, 0, &id), YZ_OK);
    assert_int_equal(take(s, id, YZ_STEP_DECLINE, NULL, NULL), YZ_REFUSED); /* no reason */
    assert_int_equal(take(s, id, YZ_STEP_DECLINE, "nothing", NULL), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "busy"));                     /* those there are */
    assert_int_equal(propose(s, need, offer, 1, 0, NULL), YZ_REFUSED); /* twice at once */
    assert_int_equal(take(s, id, YZ_STEP_ACCEPT, NULL, NULL), YZ_OK);
    struct yz_match_answer late = {.step = YZ_STEP_DELIVER, .on = 20261201};
    assert_int_equal(yz_match_take(s, id, &late, NULL), YZ_REFUSED); /* not yet */
    late.on = 20261101;
    assert_int_equal(yz_match_take(s, id, &late, NULL), YZ_REFUSED); /* before it was proposed */
    assert_int_equal(take(s, id, YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(take(s, id, YZ_STEP_REOPEN, NULL, ""), YZ_REFUSED); /* why? */
    assert_int_equal(take(s, id, YZ_STEP_CONFIRM, NULL, "剪得很好"), YZ_OK);
    struct yz_match m = match_of(s, id);
    assert_string_equal(m.word, "剪得很好");
    assert_int_equal(m.word_by, s->staff.id);
    assert_int_equal(m.delivered_on, DAY);
    assert_int_equal(m.remind_on, 0);
}

/* --- capacity --- */

static int64_t load_of(struct yz_session *s, int64_t offer, yz_date day) {
    struct yz_offer o;
    assert_int_equal(yz_get(s->store, &yz_offer_kind, offer, &o), YZ_OK);
    return yz_offer_load(s, &o, day);
}

static enum yz_status set_capacity(struct yz_session *s, int64_t offer, int64_t capacity) {
    struct yz_offer o;
    struct yz_findings f = {0};
    assert_int_equal(yz_get(s->store, &yz_offer_kind, offer, &o), YZ_OK);
    o.capacity = capacity;
    enum yz_status status = yz_offer_save(s, &o, &f);
    yz_findings_free(&f);
    return status;
}

static int64_t last_act(struct yz_session *s) {
    return yz_sql_int(s->store, "SELECT max(act) FROM journal", 0, 0);
}

static enum yz_status undo(struct yz_session *s, int64_t act) {
    struct yz_undo u;
    return yz_undo(s, act, &u);
}

static void no_capacity_is_exceeded(void **state) {
    struct yz_session *s = session(state);
    int64_t offer = add_offer(s, add_provider(s, "理发店", YZ_PROVIDER_FIRM), YZ_LIST_RESOURCE, 3, YZ_PER_WEEK), a, b,
            c;
    assert_int_equal(propose(s, add_need(s, "理发甲", false), offer, 2, 0, &a), YZ_OK);
    assert_int_equal(load_of(s, offer, DAY), 2);
    int64_t second = add_need(s, "理发乙", false);
    assert_int_equal(propose(s, second, offer, 2, 0, NULL), YZ_REFUSED);
    assert_int_equal(need_state(s, second), YZ_NEED_HEARD);
    assert_int_equal(propose(s, second, offer, 2, yz_date_add(DAY, 7), &b), YZ_OK); /* next week there is room */
    assert_int_equal(load_of(s, offer, DAY), 2);
    assert_int_equal(load_of(s, offer, yz_date_add(DAY, 9)), 2);
    struct yz_match_answer earlier = {.step = YZ_STEP_ACCEPT, .on = yz_date_add(DAY, 6)}; /* the Sunday of this week */
    assert_int_equal(yz_match_take(s, b, &earlier, NULL), YZ_REFUSED);
    assert_int_equal(set_capacity(s, offer, 1), YZ_REFUSED);
    assert_int_equal(set_capacity(s, offer, 2), YZ_OK);
    assert_int_equal(take(s, a, YZ_STEP_DECLINE, "busy", NULL), YZ_OK);
    int64_t declining = last_act(s);
    assert_int_equal(load_of(s, offer, DAY), 0);
    assert_int_equal(propose(s, add_need(s, "理发丙", false), offer, 1, 0, &c), YZ_OK);
    assert_int_equal(undo(s, declining), YZ_REFUSED); /* its room is taken by now */
    assert_int_equal(match_of(s, a).state, YZ_MATCH_DECLINED);
    assert_int_equal(take(s, c, YZ_STEP_WITHDRAW, NULL, NULL), YZ_OK);
    assert_int_equal(undo(s, declining), YZ_OK);
    assert_int_equal(load_of(s, offer, DAY), 2);
}

/* --- refusals --- */

static enum yz_match_rule rule_of(struct yz_session *s, int64_t need, int64_t offer) {
    struct yz_matching *m;
    enum yz_match_rule rule;
    char detail[256];
    assert_int_equal(yz_matching_load(s, need, &m), YZ_OK);
    assert_int_equal(yz_match_why_not(m, need, offer, &rule, detail, sizeof detail), YZ_OK);
    assert_int_equal(*detail != '\0', rule != YZ_MATCH_RULES);
    yz_matching_free(m);
    return rule;
}

static void declined(struct yz_session *s, int64_t need, int64_t offer, const char *reason) {
    int64_t id;
    assert_int_equal(propose(s, need, offer, 1, 0, &id), YZ_OK);
    assert_int_equal(rule_of(s, need, offer), YZ_MATCH_ALREADY);
    assert_int_equal(take(s, id, YZ_STEP_DECLINE, reason, NULL), YZ_OK);
}

static void what_a_refusal_means(void **state) {
    struct yz_session *s = session(state);
    int64_t firm = add_provider(s, "理发店", YZ_PROVIDER_FIRM), club = add_provider(s, "志愿队", YZ_PROVIDER_VOLUNTEER);
    int64_t offer = add_offer(s, firm, YZ_LIST_RESOURCE, 50, YZ_PER_WEEK);
    int64_t sister = add_offer(s, firm, YZ_LIST_RESOURCE, 50, YZ_PER_WEEK);
    int64_t other = add_offer(s, club, YZ_LIST_RESOURCE, 50, YZ_PER_WEEK);
    int64_t first = add_need(s, "理发甲", false), second = add_need(s, "理发乙", false);
    declined(s, first, offer, "这阵子忙"); /* ten working days, by name */
    assert_int_equal(rule_of(s, first, offer), YZ_MATCH_PARKED);
    assert_int_equal(rule_of(s, second, offer), YZ_MATCH_RULES); /* of this pair only */
    yz_set_now(yz_moment_make(20261206, 9 * 60));
    assert_int_equal(rule_of(s, first, offer), YZ_MATCH_PARKED);
    assert_int_equal(propose(s, first, offer, 1, 0, NULL), YZ_REFUSED);
    yz_set_now(yz_moment_make(20261207, 9 * 60)); /* the tenth working day after 23 November */
    assert_int_equal(rule_of(s, first, offer), YZ_MATCH_RULES);
    declined(s, first, offer, "far");
    yz_set_now(yz_moment_make(20271101, 9 * 60));
    assert_int_equal(rule_of(s, first, offer), YZ_MATCH_DECLINED_BEFORE);
    assert_int_equal(rule_of(s, first, sister), YZ_MATCH_RULES);
    declined(s, second, other, "cannot"); /* this need asks another */
    assert_int_equal(rule_of(s, second, other), YZ_MATCH_DECLINED_BEFORE);
    assert_int_equal(rule_of(s, first, other), YZ_MATCH_RULES);
    declined(s, second, offer, "unsuitable"); /* the provider, in this field */
    assert_int_equal(rule_of(s, first, sister), YZ_MATCH_DECLINED_BEFORE);
    assert_int_equal(rule_of(s, add_need(s, "理发丙", false), sister), YZ_MATCH_DECLINED_BEFORE);
    assert_int_equal(rule_of(s, first, other), YZ_MATCH_RULES);
}

static int outcome_points(struct yz_session *s, int64_t need, int64_t offer) {
    struct yz_match_hit hits[8];
    struct yz_matching *m;
    size_t count;
    int points = -1;
    assert_int_equal(yz_matching_load(s, need, &m), YZ_OK);
    assert_int_equal(yz_match_best(m, need, hits, 8, &count), YZ_OK);
    for (size_t i = 0; i < count; i++)
        if (hits[i].offer == offer) points = hits[i].part[YZ_MATCH_OUTCOMES];
    yz_matching_free(m);
    return points;
}

static void outcomes_count(void **state) {
    struct yz_session *s = session(state);
    int64_t offer = add_offer(s, add_provider(s, "理发店", YZ_PROVIDER_FIRM), YZ_LIST_RESOURCE, 9, YZ_PER_WEEK), id;
    int64_t asks = add_need(s, "理发", false), need = add_need(s, "理发甲", false);
    int without = outcome_points(s, asks, offer);
    assert_int_equal(propose(s, need, offer, 1, 0, &id), YZ_OK);
    assert_int_equal(take(s, id, YZ_STEP_ACCEPT, NULL, NULL), YZ_OK);
    assert_int_equal(take(s, id, YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(outcome_points(s, asks, offer), without);
    assert_int_equal(take(s, id, YZ_STEP_CONFIRM, NULL, "好"), YZ_OK);
    assert_true(outcome_points(s, asks, offer) > without);
    assert_int_equal(take(s, id, YZ_STEP_REOPEN, NULL, "过两天又坏了"), YZ_OK);
    assert_true(outcome_points(s, asks, offer) < without);
}

/* --- needs --- */

static void a_need_with_several(void **state) {
    struct yz_session *s = session(state);
    int64_t provider = add_provider(s, "理发店", YZ_PROVIDER_FIRM), need = add_need(s, "理发", false), id[3], again;
    int64_t offer[3];
    for (int i = 0; i < 3; i++) {
        offer[i] = add_offer(s, provider, YZ_LIST_RESOURCE, 9, YZ_PER_WEEK);
        assert_int_equal(propose(s, need, offer[i], 1, 0, &id[i]), YZ_OK);
        if (i < 2) assert_int_equal(take(s, id[i], YZ_STEP_ACCEPT, NULL, NULL), YZ_OK);
    }
    int64_t undone = last_act(s);
    assert_int_equal(take(s, id[0], YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(undo(s, undone), YZ_REFUSED); /* the need went on since: its state would not be true */
    assert_int_equal(take(s, id[1], YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_MATCHED);
    assert_int_equal(take(s, id[2], YZ_STEP_WITHDRAW, NULL, NULL), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_DELIVERED);
    assert_int_equal(take(s, id[0], YZ_STEP_CONFIRM, NULL, "好"), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_DELIVERED); /* not all of it */
    assert_int_equal(take(s, id[1], YZ_STEP_REOPEN, NULL, "没有来"), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_HEARD);
    assert_int_equal(propose(s, need, offer[2], 1, 0, &again), YZ_OK); /* another in its place */
    assert_int_equal(match_of(s, again).instead, id[1]);
    assert_int_equal(take(s, id[1], YZ_STEP_DELIVER, NULL, NULL), YZ_REFUSED);
    assert_int_equal(take(s, again, YZ_STEP_ACCEPT, NULL, NULL), YZ_OK);
    assert_int_equal(take(s, again, YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(take(s, again, YZ_STEP_CONFIRM, NULL, "好"), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_CLOSED);
    assert_int_equal(undo(s, last_act(s)), YZ_OK);
    assert_int_equal(need_state(s, need), YZ_NEED_DELIVERED);
}

static void a_secret_need(void **state) {
    struct yz_session *s = session(state);
    int64_t firm = add_offer(s, add_provider(s, "理发店", YZ_PROVIDER_FIRM), YZ_LIST_RESOURCE, 9, YZ_PER_WEEK), id;
    int64_t own = add_offer(s, add_provider(s, "民政科", YZ_PROVIDER_DEPARTMENT), YZ_LIST_SERVICE, 9, YZ_PER_WEEK);
    int64_t need = add_need(s, "家里的事，理发", true);
    struct yz_match m;
    struct yz_match_filter by_offer = {.view = YZ_MATCHES_ALL, .offer = own};
    struct yz_staff me = s->staff;
    char title[96];
    size_t count;
    assert_int_equal(propose(s, need, firm, 1, 0, NULL), YZ_REFUSED);
    assert_int_equal(propose(s, need, own, 1, 0, &id), YZ_OK);
    s->staff.id++;
    s->staff.role = 1; /* a clerk who did not write it down */
    assert_int_equal(yz_record_get(s, YZ_MATCH, id, &m), YZ_OK);
    assert_int_equal(m.offer, 0);
    assert_string_equal(m.parts, "");
    assert_string_equal(yz_record_title(s, YZ_MATCH, id, false, title, sizeof title),
                        yz_ref_text(YZ_MATCH, id, (char[32]){0}));
    assert_int_equal(take(s, id, YZ_STEP_ACCEPT, NULL, NULL), YZ_DENIED);
    assert_int_equal(yz_match_page(s, &by_offer, NULL, 1, &m, 1, &count), YZ_OK);
    assert_int_equal(count, 0); /* or it would say what the need is about */
    s->staff = me;
    assert_int_equal(yz_match_page(s, &by_offer, NULL, 1, &m, 1, &count), YZ_OK);
    assert_int_equal(count, 1);
}

/* What goes on stands before what is over, though that is newer; page by page, both ways. */
static void live_ones_first(void **state) {
    struct yz_session *s = session(state);
    int64_t provider = add_provider(s, "理发店", YZ_PROVIDER_FIRM), need = add_need(s, "理发", false), ids[3];
    size_t count;
    for (int i = 0; i < 3; i++) {
        int64_t offer = add_offer(s, provider, YZ_LIST_RESOURCE, 9, YZ_PER_WEEK);
        assert_int_equal(propose(s, need, offer, 1, 0, &ids[i]), YZ_OK);
        if (i != 1) assert_int_equal(take(s, ids[i], YZ_STEP_WITHDRAW, NULL, "写错了"), YZ_OK);
    }
    const int64_t order[] = {ids[1], ids[2], ids[0]};
    struct yz_match_filter filter = {.view = YZ_MATCHES_ALL, .need = need};
    struct yz_match m, from;
    for (size_t i = 0; i < 3; i++, from = m) {
        assert_int_equal(yz_match_page(s, &filter, i ? &from : NULL, 1, &m, 1, &count), YZ_OK);
        assert_int_equal(count, 1);
        assert_int_equal(m.id, order[i]);
    }
    for (size_t i = 2; i--; from = m) {
        assert_int_equal(yz_match_page(s, &filter, &from, -1, &m, 1, &count), YZ_OK);
        assert_int_equal(m.id, order[i]);
    }
}

static void reminders(void **state) {
    struct yz_session *s = session(state);
    int64_t offer = add_offer(s, add_provider(s, "理发店", YZ_PROVIDER_FIRM), YZ_LIST_RESOURCE, 9, YZ_PER_WEEK), id;
    assert_int_equal(propose(s, add_need(s, "理发", false), offer, 1, 0, &id), YZ_OK);
    assert_int_equal(yz_match_waiting(s), 0);
    yz_set_now(yz_moment_make(20261126, 9 * 60)); /* three working days */
    assert_int_equal(yz_match_waiting(s), 1);
    assert_int_equal(take(s, id, YZ_STEP_ACCEPT, NULL, NULL), YZ_OK);
    assert_int_equal(yz_match_waiting(s), 1); /* the day it is for is over */
    assert_int_equal(take(s, id, YZ_STEP_DELIVER, NULL, NULL), YZ_OK);
    assert_int_equal(yz_match_waiting(s), 0);
    yz_set_now(yz_moment_make(20261203, 9 * 60));
    assert_int_equal(yz_match_waiting(s), 1);
    assert_int_equal(take(s, id, YZ_STEP_CONFIRM, NULL, "好"), YZ_OK);
    assert_int_equal(yz_match_waiting(s), 0);
}

/* --- by dice --- */

struct world {
    struct yz_session *s;
    uint32_t dice;
    int64_t need[NEEDS], offer[OFFERS];
    size_t good, refused;
};

/* Units of an offer in the period of a day, counted here by the days themselves. */
static int64_t recount(const struct world *w, const struct yz_offer *o, yz_date day) {
    yz_date first, last;
    int64_t sum = 0;
    yz_offer_period(o, day, &first, &last);
    struct yz_query *q = yz_sql(w->s->store, "SELECT offer,state,day,units FROM \"match\"");
    while (yz_next(q)) {
        int64_t state = yz_int(q, 1);
        if (yz_int(q, 0) == o->id && state != YZ_MATCH_DECLINED && state != YZ_MATCH_WITHDRAWN &&
            yz_int(q, 2) >= first && yz_int(q, 2) <= last)
            sum += yz_int(q, 3);
    }
    assert_int_equal(yz_done(q), YZ_OK);
    return sum;
}

static void loads_are_true(const struct world *w) {
    for (int i = 0; i < OFFERS; i++) {
        struct yz_offer o;
        assert_int_equal(yz_get(w->s->store, &yz_offer_kind, w->offer[i], &o), YZ_OK);
        for (int day = 0; day < 30; day++) {
            yz_date on = yz_date_add(yz_today(), day);
            int64_t taken = recount(w, &o, on);
            assert_int_equal(yz_offer_load(w->s, &o, on), taken);
            assert_true(taken <= o.capacity);
        }
    }
}

/* Worked out another way than the program does: from the list of its matches. */
static void need_agrees(const struct world *w, int64_t need) {
    static struct yz_match all[256];
    struct yz_match_filter filter = {.view = YZ_MATCHES_ALL, .need = need};
    size_t count;
    bool moving = false, again = false, done = false, word = false;
    assert_int_equal(yz_match_page(w->s, &filter, NULL, 1, all, 256, &count), YZ_OK);
    for (size_t i = 0; i < count; i++) {
        bool replaced = false;
        for (size_t k = 0; k < count; k++)
            replaced |=
                all[k].instead == all[i].id && all[k].state != YZ_MATCH_DECLINED && all[k].state != YZ_MATCH_WITHDRAWN;
        moving |= all[i].state == YZ_MATCH_PROPOSED || all[i].state == YZ_MATCH_ACCEPTED;
        again |= all[i].state == YZ_MATCH_REOPENED && !replaced;
        done |= all[i].state == YZ_MATCH_DELIVERED;
        word |= all[i].state == YZ_MATCH_CONFIRMED;
    }
    int32_t want = moving  ? YZ_NEED_MATCHED
                   : again ? YZ_NEED_HEARD
                   : done  ? YZ_NEED_DELIVERED
                   : word  ? YZ_NEED_CLOSED
                           : YZ_NEED_HEARD;
    assert_int_equal(need_state(w->s, need), want);
}

/* As many rows in every view, page by page, as its count says. */
static void counts_are_rows(struct yz_session *s) {
    int64_t counts[YZ_MATCH_VIEWS];
    assert_int_equal(yz_match_count(s, counts), YZ_OK);
    for (int i = 0; i < YZ_MATCH_VIEWS; i++) {
        struct yz_match_filter filter = {.view = (enum yz_match_view)i};
        struct yz_match page[7], last;
        size_t count = 7;
        int64_t rows = 0;
        for (; count == 7; rows += (int64_t)count, last = page[count ? count - 1 : 0])
            assert_int_equal(yz_match_page(s, &filter, rows ? &last : NULL, 1, page, 7, &count), YZ_OK);
        assert_int_equal(rows, counts[i]);
    }
}

static int64_t any_match(struct world *w) {
    int64_t count = yz_sql_int(w->s->store, "SELECT count(*) FROM \"match\"", 0, 0);
    if (!count) return 0;
    return yz_sql_int(w->s->store, "SELECT id FROM \"match\" ORDER BY id LIMIT 1 OFFSET ?1",
                      dice(&w->dice, (uint32_t)count), 0);
}

static enum yz_status move(struct world *w) {
    static const char *const reasons[] = {"busy", "time", "cannot"};
    uint32_t what = dice(&w->dice, 20);
    int64_t match = any_match(w);
    if (what < 7 || !match)
        return propose(w->s, w->need[dice(&w->dice, NEEDS)], w->offer[dice(&w->dice, OFFERS)], 1 + dice(&w->dice, 2),
                       dice(&w->dice, 3) ? 0 : yz_date_add(yz_today(), (int)dice(&w->dice, 20)), NULL);
    if (what < 15)
        return take(w->s, match, (enum yz_match_step)dice(&w->dice, YZ_MATCH_STEPS), reasons[dice(&w->dice, 3)],
                    "说了");
    if (what < 17) return undo(w->s, last_act(w->s) - dice(&w->dice, 8));
    if (what < 18) return set_capacity(w->s, w->offer[dice(&w->dice, OFFERS)], 1 + dice(&w->dice, 4));
    yz_set_now(yz_now() + (int64_t)dice(&w->dice, 3) * 86400000);
    return YZ_OK;
}

/* Backwards, every act that changed a record once (heads of days change none): what an undo gave back is taken away again, then the act itself. */
static void undo_all(struct world *w, int64_t first, int64_t last) {
    static int64_t acts[2 * WALK];
    size_t count = 0;
    struct yz_query *q = yz_sql(
        w->s->store, "SELECT DISTINCT act FROM journal WHERE act>?1 AND act<=?2 AND version>0 ORDER BY act DESC");
    yz_bind(q, 1, first);
    yz_bind(q, 2, last);
    while (count < 2 * WALK && yz_next(q)) acts[count++] = yz_int(q, 0);
    assert_int_equal(yz_done(q), YZ_OK);
    for (size_t i = 0; i < count; i++)
        if (undo(w->s, acts[i]) != YZ_OK) fail_msg("%s", yz_message());
}

/* Every record of every kind, without its version. */
static void records_of_all(struct yz_store *s, struct yz_buffer *out) {
    for (size_t i = 1; i < YZ_KIND_COUNT; i++) {
        struct yz_record *record = calloc(1, yz_kinds[i]->size);
        struct yz_query *q = yz_select(s, yz_kinds[i], "ORDER BY id");
        while (yz_next(q)) {
            yz_row(q, yz_kinds[i], record);
            record->version = 0;
            yz_record_json(out, yz_kinds[i], record);
            yz_buffer_byte(out, '\n');
        }
        assert_int_equal(yz_done(q), YZ_OK);
        free(record);
    }
}

static void a_long_walk(void **state) {
    struct world w = {.s = session(state), .dice = 77};
    struct yz_buffer before = {0}, after = {0};
    int64_t provider = add_provider(w.s, "理发店", YZ_PROVIDER_FIRM);
    for (int i = 0; i < NEEDS; i++) w.need[i] = add_need(w.s, "想请人上门理发", false);
    for (int i = 0; i < OFFERS; i++) w.offer[i] = add_offer(w.s, provider, YZ_LIST_RESOURCE, 1 + i, YZ_PER_DAY + i % 4);
    records_of_all(w.s->store, &before);
    int64_t first = last_act(w.s);
    for (int step = 0; step < WALK; step++) {
        if (move(&w) == YZ_OK) w.good++;
        else w.refused++;
        loads_are_true(&w);
        for (int i = 0; i < NEEDS; i++) need_agrees(&w, w.need[i]);
    }
    counts_are_rows(w.s);
    assert_true(w.good > WALK / 4 && w.refused > WALK / 8);
    undo_all(&w, first, last_act(w.s));
    records_of_all(w.s->store, &after);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_office, close_office)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_step_from_every_state),
        TEST(what_a_step_asks_for),
        TEST(no_capacity_is_exceeded),
        TEST(what_a_refusal_means),
        TEST(outcomes_count),
        TEST(a_need_with_several),
        TEST(a_secret_need),
        TEST(live_ones_first),
        TEST(reminders),
        TEST(a_long_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
