/* Two journals of one station, the file's and the hub's: the hash of a line holds all before it, so one comparison tells
 * whether the shorter one is a beginning of the longer, and halving finds where they part. */
#include "hub/hub_private.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

enum yz_status yz_hub_meet(struct yz_hub_call *c, enum yz_hub_meeting *out) {
    struct yz_hub_line line = {0};
    bool found;
    *out = YZ_HUB_PARTED;
    if (c->own.seq == c->hub.seq) {
        if (memcmp(c->own.hash, c->hub.hash, YZ_HUB_HASH) == 0) *out = YZ_HUB_EVEN;
        return YZ_OK;
    }
    if (c->own.seq < c->hub.seq) {
        if (c->own.seq == 0 || c->same) *out = YZ_HUB_BEHIND;
        return YZ_OK;
    }
    enum yz_status status = c->hub.seq ? yz_hub_own_line(c->store, c->hub.seq, &line, &found) : YZ_OK;
    if (status == YZ_OK && memcmp(line.hash, c->hub.hash, YZ_HUB_HASH) == 0) *out = YZ_HUB_AHEAD;
    return status;
}

/* --- where they part --- */

struct told {
    unsigned char hash[YZ_HUB_HASH];
    char verb[48];
    yz_moment at;
};

static enum yz_status hub_line(struct yz_hub_call *c, int64_t seq, struct told *out) {
    struct yz_params p = {0};
    struct yz_rows rows;
    size_t n;
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, seq);
    enum yz_status status =
        yz_link_ask(c->link, "SELECT hash, verb, at FROM yizhan.journal WHERE station = $1 AND seq = $2", &p, &rows);
    *out = (struct told){0};
    if (status == YZ_OK && rows.count) {
        const char *hash = yz_rows_bytes(&rows, 0, 0, &n), *verb = yz_rows_text(&rows, 0, 1);
        if (hash && n == YZ_HUB_HASH) memcpy(out->hash, hash, n);
        strncpy(out->verb, verb, sizeof out->verb - 1);
        out->at = yz_rows_int(&rows, 0, 2);
    }
    if (status == YZ_OK) yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

static enum yz_status own_line(struct yz_hub_call *c, int64_t seq, struct told *out) {
    struct yz_query *q = yz_sql(c->store, "SELECT hash, verb, at FROM journal WHERE seq = ?1");
    *out = (struct told){0};
    yz_bind(q, 1, seq);
    if (yz_next(q)) {
        size_t n;
        const void *hash = yz_bytes(q, 0, &n);
        if (n == YZ_HUB_HASH) memcpy(out->hash, hash, n);
        strncpy(out->verb, yz_text(q, 1), sizeof out->verb - 1);
        out->at = yz_int(q, 2);
    }
    return yz_done(q);
}

enum yz_status yz_hub_parting(struct yz_hub_call *c, int64_t *last) {
    int64_t low = 0, high = c->own.seq < c->hub.seq ? c->own.seq : c->hub.seq;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && low < high) {
        int64_t middle = high - (high - low) / 2;
        struct told ours, theirs;
        status = own_line(c, middle, &ours);
        if (status == YZ_OK) status = hub_line(c, middle, &theirs);
        if (memcmp(ours.hash, theirs.hash, YZ_HUB_HASH) == 0) low = middle;
        else high = middle - 1;
    }
    *last = low;
    return status;
}

enum yz_status yz_hub_parted(struct yz_hub_call *c) {
    struct told ours, theirs;
    int64_t last;
    char here[YZ_MOMENT_TEXT], there[YZ_MOMENT_TEXT];
    enum yz_status status = yz_hub_parting(c, &last);
    if (status == YZ_OK) status = own_line(c, last + 1, &ours);
    if (status == YZ_OK) status = hub_line(c, last + 1, &theirs);
    if (status != YZ_OK) return status;
    return yz_fail(YZ_REFUSED,
                   _("这个文件和区县收到的不是同一条日志：第 %1$lld 行起不同——本机到第 %2$lld 行，先是 %3$s（%4$s）；"
                     "区县到第 %5$lld 行，先是 %6$s（%7$s）。同一个文件拷成了两份，两边都用过。两个文件都留着，"
                     "什么也没有合并、没有改动；用传过区县的那一份接着办；要这一份归队，运行 yizhan hub "
                     "rejoin：换成区县的，它多办的进站间往来，一项项由人决定"),
                   (long long)last + 1, (long long)c->own.seq, yz_verb_label(ours.verb), yz_moment_text(ours.at, here),
                   (long long)c->hub.seq, yz_verb_label(theirs.verb), yz_moment_text(theirs.at, there));
}
