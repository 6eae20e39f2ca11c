/* How the file stands with the hub, when it is time to call it, and what somebody should know. Asked every now and then by each
 * terminal, so it reads a few rows and asks nobody. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/sent.h>

#include "base/behind.h"
#include "service/session.h"

static const yz_moment minute_ms = 60000, day_ms = INT64_C(86400000);

/* --- when --- */

/* Twice as long after each try in vain. */
static int64_t wait_minutes(const struct yz_hub_rules *rules, int64_t failed) {
    int64_t wait = rules->every;
    while (--failed > 0 && wait < rules->longest) wait *= 2;
    return wait < rules->longest ? wait : rules->longest;
}

static yz_moment next_try(struct yz_store *store, const struct yz_hub_rules *rules, const struct yz_hub_state *h) {
    yz_moment tried = yz_meta(store, YZ_HUB_META_TRIED, 0), now = yz_now();
    int64_t failed = yz_meta(store, YZ_HUB_META_FAILED, 0);
    if (!yz_hub_built() || !*rules->url || !rules->every) return 0;
    if (!tried || tried > now) return now; /* never yet, or the clock went back */
    yz_moment next = tried + wait_minutes(rules, failed) * minute_ms;
    if (failed || !h->waiting) return next;
    yz_moment act = yz_sql_int(store, "SELECT at FROM journal WHERE seq = ?1", h->seq, 0);
    yz_moment quiet = act + rules->after * minute_ms;
    return quiet < next ? quiet : next;
}

bool yz_hub_due(const struct yz_hub_state *state) {
    return state->next_at && state->next_at <= yz_now();
}

/* --- how it stands --- */

enum yz_status yz_hub_state(struct yz_session *s, struct yz_hub_state *out) {
    struct yz_store *store = s->store;
    struct yz_hub_rules rules;
    struct yz_hub_line own;
    *out = (struct yz_hub_state){.station = yz_store_number(store)};
    enum yz_status status = yz_hub_own_head(store, &own);
    if (status == YZ_OK) status = yz_hub_rules(&rules);
    if (status != YZ_OK) return status;
    snprintf(out->url, sizeof out->url, "%s", rules.url);
    out->epoch = yz_meta(store, "epoch", 1);
    out->seq = own.seq;
    out->acked = yz_meta(store, YZ_HUB_META_SEQ, 0);
    out->waiting = own.seq > out->acked ? own.seq - out->acked : 0;
    out->inbox = yz_meta(store, YZ_HUB_META_POSTED, 0) - yz_sent_last(s);
    if (out->inbox < 0) out->inbox = 0;
    out->synced_at = yz_meta(store, YZ_HUB_META_AT, 0);
    out->tries = yz_meta(store, YZ_HUB_META_TRIES, 0);
    out->offline_since = yz_meta(store, YZ_HUB_META_OFFLINE, 0);
    out->refused_since = yz_meta(store, YZ_HUB_META_REFUSED, 0);
    out->running = yz_errand_runs(store);
    out->next_at = next_try(store, &rules, out);
    status = yz_letter_count(s, &out->undecided, &out->letters);
    if (status != YZ_OK) return status;
    yz_meta_text(store, YZ_HUB_TEXT_WHY, out->why, sizeof out->why);
    if (out->inbox) yz_meta_text(store, YZ_HUB_TEXT_STUCK, out->stuck, sizeof out->stuck);
    return YZ_OK;
}

char *yz_hub_warning(struct yz_session *s, char *out, size_t room) {
    struct yz_hub_state h;
    struct yz_hub_rules rules;
    char day[YZ_DATE_TEXT];
    *out = '\0';
    if (yz_hub_state(s, &h) != YZ_OK || yz_hub_rules(&rules) != YZ_OK || !*h.url) return out;
    if (h.refused_since) snprintf(out, room, "%s", _("区县没有收本站的日志：F9 再按 Tab 看"));
    else if (h.offline_since && yz_now() - h.offline_since > rules.warn_days * day_ms)
        snprintf(out, room, _("%1$s 起没能同步区县，%2$lld 行没有传：F9 再按 Tab 看"),
                 yz_date_text(yz_moment_date(h.offline_since), day), (long long)h.waiting);
    else if (h.inbox) snprintf(out, room, _("区县下发的 %lld 项还没有收下：F9 再按 Tab 看"), (long long)h.inbox);
    else if (h.undecided) snprintf(out, room, _("站间往来有 %lld 项等您决定：F9 再按两次 Tab"), (long long)h.undecided);
    return out;
}

/* --- behind the screen --- */

bool yz_hub_behind(struct yz_session *s, bool anyway) {
    const char *file = yz_session_path(s);
    return yz_behind((const char *[]){"-f", file, "hub", "sync", anyway ? "--now" : "--auto", NULL});
}

void yz_hub_follow(struct yz_session *s, bool leaving) {
    struct yz_hub_state h;
    if (yz_hub_state(s, &h) != YZ_OK || h.running) return;
    bool last = leaving && h.next_at && h.waiting && !h.offline_since && !h.refused_since;
    if (last || yz_hub_due(&h)) yz_hub_behind(s, last);
}
