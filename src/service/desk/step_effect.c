/* What a step makes of a case: its state, its clock, who has it, and what else the step does. */
#include <stdio.h>
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/flow_private.h"
#include "service/letters/letters.h"

/* --- the clock --- */

static void start_clock(struct yz_case *c) {
    c->clock_from = yz_now();
    c->paused_at = 0;
    *c->pauses = '\0';
}

/* The pause that goes on is over: it joins the others. */
static enum yz_status end_pause(struct yz_case *c) {
    char pause[64];
    size_t n = strlen(c->pauses);
    if (!c->paused_at) return YZ_OK;
    snprintf(pause, sizeof pause, "%s%lld/%lld", n ? "," : "", (long long)c->paused_at, (long long)yz_now());
    if (n + strlen(pause) >= sizeof c->pauses)
        return yz_fail(YZ_REFUSED, _("办件 %s 暂停的次数太多，记不下了"), c->number);
    memcpy(c->pauses + n, pause, strlen(pause) + 1);
    c->paused_at = 0;
    return YZ_OK;
}

static enum yz_status turn_clock(struct yz_case *c, enum yz_clock clock) {
    switch (clock) {
    case YZ_CLOCK_START: start_clock(c); break;
    case YZ_CLOCK_RESTART:
        start_clock(c);
        c->extended = 0;
        break;
    case YZ_CLOCK_PAUSE:
        if (!c->paused_at) c->paused_at = yz_now();
        break;
    case YZ_CLOCK_RESUME:
    case YZ_CLOCK_STOP: return end_pause(c);
    case YZ_CLOCK_KEEP: break;
    }
    return YZ_OK;
}

/* --- state --- */

static void move(struct yz_case *c, const struct yz_flow_step *step) {
    bool aside = step->clock == YZ_CLOCK_PAUSE || step->effect == YZ_DOES_OFFER;
    if (aside && c->state != step->to) c->state_before = c->state;
    if (step->back) {
        c->state = c->state_before ? c->state_before : step->to;
        c->state_before = 0;
    } else if (step->to) {
        c->state = step->to;
        if (!aside) c->state_before = 0;
    }
}

/* A case that ends here is finished now; one that begins anew is not. */
static void finish(const struct yz_stand *stand, struct yz_case *c, bool was_open, const struct yz_flow_step *step,
                   const struct yz_asked *asked) {
    if (was_open && !yz_case_open(c)) {
        c->finished = yz_now();
        if (step->effect == YZ_DOES_REFUSE) yz_copy(c->result, sizeof c->result, asked->reason);
        if (step->asks & YZ_ASK_RESULT)
            yz_copy(c->result, sizeof c->result,
                    *asked->result         ? asked->result
                    : *stand->item->result ? stand->item->result
                                           : yz_flow_step_label(step));
    } else if (!was_open && yz_case_open(c) && c->finished) {
        c->finished = 0;
        *c->result = '\0';
    }
}

/* --- papers --- */

/* Those that the case waits for, rather than such as may follow. */
static unsigned waited_for(const struct yz_item *item, unsigned papers) {
    unsigned bits = 0;
    for (size_t i = 0; i < item->paper_count; i++)
        if ((papers & (1u << i)) && !item->papers[i].may_follow) bits |= 1u << i;
    return bits;
}

static const struct yz_flow_step *step_doing(const struct yz_flow *flow, enum yz_effect effect, int32_t state) {
    for (size_t i = 0; i < flow->step_count; i++) {
        const struct yz_flow_step *step = &flow->steps[i];
        if (step->effect == effect && (step->from & YZ_STATE_BIT(state))) return step;
    }
    return NULL;
}

static void set_missing(const struct yz_item *item, struct yz_case *c, unsigned papers) {
    yz_paper_list(item, papers, c->missing, sizeof c->missing);
    if (!papers) c->missing_by = 0;
}

/* When all that it waits for are in, the case goes on by itself. */
static enum yz_status papers_came(const struct yz_stand *stand, struct yz_case *c, unsigned came) {
    unsigned missing = yz_paper_bits(stand->item, c->missing), left = missing & ~came;
    bool enough = waited_for(stand->item, missing) ? !waited_for(stand->item, left) : !left;
    const struct yz_flow_step *resume = step_doing(stand->flow, YZ_DOES_RESUME, c->state);
    set_missing(stand->item, c, left);
    if (!enough || !resume) return YZ_OK;
    move(c, resume);
    return turn_clock(c, resume->clock);
}

static void all_came(const struct yz_stand *stand, struct yz_case *c) {
    unsigned missing = yz_paper_bits(stand->item, c->missing), waited = waited_for(stand->item, missing);
    set_missing(stand->item, c, waited ? missing & ~waited : 0);
}

/* --- what else it does --- */

/* The newest remarks that fit; the timeline keeps all of them. */
static void add_note(struct yz_case *c, const char *note) {
    char all[sizeof c->note * 2];
    const char *from = all;
    snprintf(all, sizeof all, "%s%s%s", c->note, *c->note ? "\n" : "", note);
    while (strlen(from) >= sizeof c->note) from = strchr(from, '\n') ? strchr(from, '\n') + 1 : note;
    yz_copy(c->note, sizeof c->note, from);
}

static void offer_over(struct yz_case *c, int64_t station, int64_t owner) {
    c->station = station;
    c->owner = owner;
    c->offered_to = 0;
}

static void accept(const struct yz_stand *stand, struct yz_case *c) {
    struct yz_station station;
    c->received = yz_now();
    if (yz_get(stand->s->store, &yz_station_kind, c->station, &station) == YZ_OK)
        c->evening = yz_received_in_evening(&station, c->received);
}

static enum yz_status work(const struct yz_stand *stand, struct yz_case *c, const struct yz_flow_step *step,
                           const struct yz_asked *asked) {
    int32_t level = c->level ? c->level : YZ_LEVEL_COMMUNITY;
    switch (step->effect) {
    case YZ_DOES_ACCEPT: accept(stand, c); break;
    case YZ_DOES_SUPPLEMENT: set_missing(stand->item, c, yz_paper_bits(stand->item, c->missing) | asked->papers); break;
    case YZ_DOES_PAPERS: return papers_came(stand, c, asked->papers);
    case YZ_DOES_RESUME: all_came(stand, c); break;
    case YZ_DOES_EXTEND: c->extended += asked->days; break;
    case YZ_DOES_OFFER:
        c->offered_to = asked->station;
        if (asked->away) return yz_letter_offer_case(stand->s, c, asked->away, asked->note);
        break;
    case YZ_DOES_TAKE_OVER: offer_over(c, c->offered_to, stand->s->staff.id); break;
    case YZ_DOES_DECLINE:
    case YZ_DOES_RECALL: c->offered_to = 0; break;
    case YZ_DOES_TAKE: c->owner = stand->s->staff.id; break;
    case YZ_DOES_URGE: c->urged++; break;
    case YZ_DOES_ESCALATE: c->level = level + 1; break;
    case YZ_DOES_DE_ESCALATE: c->level = level - 1; break;
    case YZ_DOES_SECRET: c->secret = true; break;
    case YZ_DOES_UNSECRET: c->secret = false; break;
    case YZ_DOES_CALL:
        c->call_by = asked->when;
        yz_copy(c->call_note, sizeof c->call_note, asked->note);
        break;
    case YZ_DOES_CALLED:
        c->call_by = 0;
        *c->call_note = '\0';
        break;
    case YZ_DOES_NOTE: add_note(c, asked->note); break;
    case YZ_DOES_RATE: return yz_rate_write(stand->s, c, asked->mark, false, asked->note);
    case YZ_DOES_HAND:
    case YZ_DOES_REFUSE:
    case YZ_DOES_NOTHING: break;
    }
    return YZ_OK;
}

enum yz_status yz_step_apply(const struct yz_stand *stand, struct yz_case *c, const struct yz_flow_step *step,
                             const struct yz_asked *asked) {
    bool was_open = yz_case_open(c);
    if (!c->paused_at && c->state == YZ_CASE_SUPPLEMENT) c->paused_at = c->received; /* it began so */
    yz_moment paused = c->paused_at;
    int64_t station = c->station;
    enum yz_status status = turn_clock(c, step->clock);
    if (status != YZ_OK) return status;
    move(c, step);
    if (asked->staff) c->owner = asked->staff;
    if (*asked->department) yz_copy(c->department, sizeof c->department, asked->department);
    status = work(stand, c, step, asked);
    finish(stand, c, was_open, step, asked);
    bool count = step->clock != YZ_CLOCK_KEEP || step->effect == YZ_DOES_EXTEND || paused != c->paused_at ||
                 station != c->station;
    if (status != YZ_OK || !count) return status;
    if (*stand->item->key) return yz_case_clock(stand->s, c);
    if (c->paused_at) c->due = c->legal_due = c->station_due = 0; /* the item is gone, so nothing can be counted anew */
    return YZ_OK;
}
