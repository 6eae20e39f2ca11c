/* A call to the hub: who may, where both sides stand, and what of it is kept in the file. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>
#include <yizhan/sent.h>

#include "base/text.h"
#include "service/session.h"

/* --- the own journal --- */

static enum yz_status read_line(struct yz_query *q, struct yz_hub_line *out, bool *found) {
    *out = (struct yz_hub_line){0};
    *found = yz_next(q);
    if (*found) {
        size_t n;
        const void *hash = yz_bytes(q, 2, &n);
        out->epoch = yz_int(q, 0);
        out->seq = yz_int(q, 1);
        if (n == YZ_HUB_HASH) memcpy(out->hash, hash, n);
    }
    return yz_done(q);
}

enum yz_status yz_hub_own_head(struct yz_store *store, struct yz_hub_line *out) {
    bool found;
    return read_line(yz_sql(store, "SELECT epoch, seq, hash FROM journal ORDER BY seq DESC LIMIT 1"), out, &found);
}

enum yz_status yz_hub_own_line(struct yz_store *store, int64_t seq, struct yz_hub_line *out, bool *found) {
    struct yz_query *q = yz_sql(store, "SELECT epoch, seq, hash FROM journal WHERE seq = ?1");
    yz_bind(q, 1, seq);
    return read_line(q, out, found);
}

/* --- who, and to where --- */

/* A whole journal unmasked goes out: to the hub of the machine for whoever works here, to any other only for those who may
 * take that much with them. */
static enum yz_status may_call(struct yz_hub_call *c, const char *given, enum yz_hub_caller who) {
    struct yz_hub_rules rules;
    enum yz_status status = who == YZ_HUB_TIMER ? YZ_OK : yz_must(c->s, YZ_RIGHT_WRITE);
    if (status == YZ_OK) status = yz_hub_rules(&rules);
    if (status != YZ_OK) return status;
    c->within = who == YZ_HUB_ASKS ? (int)rules.seconds : 0;
    c->of_machine = !given || !*given || strcmp(given, rules.url) == 0;
    if (c->of_machine && !*rules.url)
        return yz_fail(YZ_USAGE, _("没有写区县地址，这台机器上 trust/hub.conf 里也没有；见 docs/hub.md"));
    if (!c->of_machine) status = yz_must(c->s, YZ_RIGHT_EXPORT_REVEALED);
    if (status == YZ_OK && !c->of_machine && strlen(given) >= YZ_HUB_URL) status = yz_fail(YZ_USAGE, _("区县地址太长"));
    if (status == YZ_OK) yz_copy(c->url, YZ_HUB_URL, c->of_machine ? rules.url : given);
    return status;
}

static enum yz_status begin_errand(struct yz_hub_call *c) {
    c->errand = yz_errand_take(c->store);
    return c->errand ? YZ_OK : yz_fail(YZ_BUSY, _("另一个程序正在和区县同步；等它做完"));
}

static enum yz_status read_hello(struct yz_hub_call *c, const struct yz_rows *r) {
    size_t n = 0;
    enum yz_status status = yz_hub_compare(yz_rows_int(r, 0, 6), yz_rows_int(r, 0, 7));
    if (status != YZ_OK) return status;
    const char *hash = yz_rows_bytes(r, 0, 2, &n), *same = yz_rows_bytes(r, 0, 4, NULL);
    c->hub = (struct yz_hub_line){.epoch = yz_rows_int(r, 0, 0), .seq = yz_rows_int(r, 0, 1)};
    if (n == YZ_HUB_HASH) memcpy(c->hub.hash, hash, n);
    c->posted = yz_rows_int(r, 0, 3);
    c->same = same && memcmp(same, c->own.hash, YZ_HUB_HASH) == 0;
    c->copies = yz_rows_int(r, 0, 5) != 0;
    c->forgot |= c->hub.seq < yz_meta(c->store, YZ_HUB_META_SEQ, 0);
    c->done->acked = c->hub.seq;
    return YZ_OK;
}

/* In one question with the versions: each is a way there and back. Where that fails, a hub of another age may be why. */
static enum yz_status ask_hello(struct yz_hub_call *c) {
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, c->own.seq);
    yz_param_int8(&p, c->s ? yz_sent_last(c->s) : 0);
    enum yz_status status = yz_link_ask(c->link,
                                        "SELECT head_epoch, head_seq, head_hash, posted, hash, copies, "
                                        "yizhan.version(), yizhan.serves() FROM yizhan.hello($1, $2, $3)",
                                        &p, &rows);
    if (status == YZ_OK && rows.count == 1) status = read_hello(c, &rows);
    else if (status == YZ_HUB && !yz_link_broken(c->link)) status = yz_hub_of_age(c->link, status);
    yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

/* A hub that has more lines than were here a moment ago: another terminal may have written and sent them meanwhile. */
enum yz_status yz_hub_greet(struct yz_hub_call *c) {
    struct yz_hub_line now;
    enum yz_status status = ask_hello(c);
    if (status != YZ_OK || c->hub.seq <= c->own.seq) return status;
    status = yz_hub_own_head(c->store, &now);
    if (status != YZ_OK || now.seq == c->own.seq) return status;
    c->own = now;
    return ask_hello(c);
}

enum yz_status yz_hub_call(struct yz_session *s, const char *url, enum yz_hub_caller who, struct yz_hub_done *done,
                           struct yz_hub_call *c) {
    *done = (struct yz_hub_done){0};
    *c = (struct yz_hub_call){.s = s, .store = s->store, .station = yz_store_number(s->store), .done = done};
    c->erased = yz_meta(s->store, YZ_HUB_META_ERASED, 0);
    c->forgot = yz_meta(s->store, YZ_HUB_META_FORGOT, 0) != 0;
    enum yz_status status = may_call(c, url, who);
    if (status == YZ_OK) status = begin_errand(c);
    if (status == YZ_OK) status = yz_hub_own_head(c->store, &c->own);
    if (status == YZ_OK) status = yz_link_open(c->url, c->within, &c->link);
    return status == YZ_OK ? yz_hub_greet(c) : status;
}

bool yz_hub_broke(const struct yz_hub_call *c, enum yz_status status) {
    return status == YZ_HUB && c->link && yz_link_broken(c->link);
}

enum yz_status yz_hub_again(struct yz_hub_call *c) {
    int64_t acked = c->done->acked;
    enum yz_status status = YZ_HUB;
    for (int i = 0; i < YZ_HUB_TRIES && status == YZ_HUB; i++) {
        yz_link_close(c->link);
        status = yz_link_open(c->url, c->within, &c->link);
        if (status == YZ_OK) status = yz_hub_greet(c);
    }
    if (status == YZ_OK && c->done->acked > acked) c->done->pushed += c->done->acked - acked; /* taken, and not told */
    return status;
}

/* --- what is kept --- */

static enum yz_status set(enum yz_status status, struct yz_store *store, const char *name, int64_t value) {
    return status == YZ_OK ? yz_meta_set(store, name, value) : status;
}

static enum yz_status keep_reached(struct yz_hub_call *c) {
    enum yz_status status = yz_meta_set(c->store, YZ_HUB_META_SEQ, c->done->acked);
    status = set(status, c->store, YZ_HUB_META_POSTED, c->posted);
    status = set(status, c->store, YZ_HUB_META_ERASED, c->erased);
    status = set(status, c->store, YZ_HUB_META_AT, yz_now());
    if (status == YZ_OK) status = yz_hub_keep_named(c);
    if (c->forgot != (yz_meta(c->store, YZ_HUB_META_FORGOT, 0) != 0))
        status = set(status, c->store, YZ_HUB_META_FORGOT, c->forgot);
    if (status == YZ_OK && (*c->done->stuck || c->posted <= yz_sent_last(c->s)))
        status = yz_meta_text_set(c->store, YZ_HUB_TEXT_STUCK, c->done->stuck);
    return status;
}

/* Since when it is so: what was kept, else now; 0: it is not. */
static enum yz_status since(struct yz_store *store, const char *name, bool so) {
    int64_t was = yz_meta(store, name, 0), now = !so ? 0 : was ? was : yz_now();
    return now == was ? YZ_OK : yz_meta_set(store, name, now);
}

/* `how` it went, and `why`. */
static enum yz_status put_how(struct yz_hub_call *c, enum yz_status how, const char *why) {
    struct yz_store *store = c->store;
    int64_t failed = how == YZ_OK ? 0 : yz_meta(store, YZ_HUB_META_FAILED, 0) + 1;
    enum yz_status status = how == YZ_OK ? keep_reached(c) : YZ_OK;
    status = set(status, store, YZ_HUB_META_TRIED, yz_now());
    status = set(status, store, YZ_HUB_META_TRIES, yz_meta(store, YZ_HUB_META_TRIES, 0) + 1);
    status = set(status, store, YZ_HUB_META_FAILED, failed);
    if (status == YZ_OK) status = since(store, YZ_HUB_META_OFFLINE, how == YZ_HUB);
    if (status == YZ_OK) status = since(store, YZ_HUB_META_REFUSED, how != YZ_OK && how != YZ_HUB);
    return status == YZ_OK ? yz_meta_text_set(store, YZ_HUB_TEXT_WHY, why) : status;
}

static enum yz_status keep(struct yz_hub_call *c, enum yz_status how, const char *why) {
    enum yz_status status =
        yz_act_begin(c->store, "hub-sync", c->s->staff.id); /* without a line: nothing of the station changes */
    if (status != YZ_OK) return status;
    status = put_how(c, how, why);
    if (status == YZ_OK) return yz_act_commit(c->store, NULL);
    yz_act_abort(c->store);
    return status;
}

/* What went wrong here (the file is busy, somebody may not) says nothing of the hub. */
static bool tells(const struct yz_hub_call *c, enum yz_status status) {
    if (!c->errand || status == YZ_DENIED || status == YZ_BUSY) return false;
    return status == YZ_HUB || c->link || c->of_machine;
}

/* What both sides have: after a refusal it is what it was. */
enum yz_status yz_hub_hang_up(struct yz_hub_call *c, enum yz_status status) {
    bool told = tells(c, status);
    enum yz_status kept = YZ_OK;
    char why[512];
    snprintf(why, sizeof why, "%s", status == YZ_OK ? "" : yz_message());
    yz_link_close(c->link); /* before the file is written: its lock is never held across the network */
    c->link = NULL;
    if (told) kept = keep(c, status, why);
    if (c->errand) yz_errand_drop(c->store);
    return status == YZ_OK ? kept : yz_fail(status, "%s", why);
}
