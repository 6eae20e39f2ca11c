/* Reading the journal: bodies, records as they were, the newest act that can be undone. Pages are journal_page.c's. */
#include "store/store_private.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* The act that the line `seq` belongs to. */
static int64_t act_of(struct yz_store *s, int64_t seq) {
    return yz_sql_int(s, "SELECT act FROM journal WHERE seq = ?1", seq, 0);
}

/* The newest line of an act. Acts are runs of lines, most of them short: strides that double, then halving. */
int64_t yz_act_end(struct yz_store *s, int64_t act) {
    int64_t newest = yz_sql_int(s, "SELECT max(seq) FROM journal", 0, 0), low = act, high = act, stride = 1;
    while (high < newest && act_of(s, high = low + stride < newest ? low + stride : newest) <= act)
        low = high, stride *= 2;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (act_of(s, middle) <= act) low = middle;
        else high = middle - 1;
    }
    return low;
}

enum yz_status yz_journal_body(struct yz_store *s, int64_t seq, char *out, size_t room) {
    struct yz_query *q = yz_sql(s, "SELECT body FROM journal WHERE seq = ?1");
    yz_bind(q, 1, seq);
    bool found = yz_next(q), fits = false;
    if (found) {
        size_t n;
        const void *body = yz_bytes(q, 0, &n);
        fits = n < room;
        if (fits) memcpy(out, body, n);
        if (fits) out[n] = '\0';
    }
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || fits) return status;
    return found ? yz_fail(YZ_REFUSED, _("日志第 %lld 行太长，读不出来"), (long long)seq)
                 : yz_fail(YZ_REFUSED, _("没有日志第 %lld 行"), (long long)seq);
}

static enum yz_status no_version(const struct yz_kind *k, int64_t id, int64_t version) {
    char ref[40];
    yz_store_ref(k, id, ref);
    if (version) return yz_fail(YZ_REFUSED, _("%1$s %2$s 没有第 %3$lld 版"), yz_tr(k->label), ref, (long long)version);
    return yz_fail(YZ_REFUSED, _("%1$s %2$s 那时还没有登记"), yz_tr(k->label), ref);
}

static enum yz_status unreadable(const struct yz_kind *k, int64_t id, bool gone) {
    char ref[40];
    yz_store_ref(k, id, ref);
    if (gone) return yz_fail(YZ_REFUSED, _("%1$s %2$s 那时已经删除"), yz_tr(k->label), ref);
    return yz_fail(YZ_REFUSED, _("%1$s %2$s 那时的内容已依法删除"), yz_tr(k->label), ref);
}

enum yz_status yz_journal_record(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t version, yz_moment at,
                                 void *record) {
    struct yz_query *q =
        version ? yz_sql(s, "SELECT gone, body IS NULL, body FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3")
                : yz_sql(s, "SELECT gone, body IS NULL, body FROM journal WHERE kind = ?1 AND id = ?2 AND at <= ?3 "
                            "AND version > 0 ORDER BY version DESC LIMIT 1");
    yz_bind_text(q, 1, k->name);
    yz_bind(q, 2, id);
    yz_bind(q, 3, version ? version : at);
    enum yz_status status = YZ_OK;
    if (!yz_next(q)) status = no_version(k, id, version);
    else if (yz_int(q, 0) || yz_int(q, 1)) status = unreadable(k, id, yz_int(q, 0) != 0);
    else status = yz_record_parse(s, k, yz_text(q, 2), record);
    enum yz_status read = yz_done(q);
    return read == YZ_OK ? status : read;
}

/* --- the newest act that can be undone --- */

#define DEEPEST 1000 /* an undo undone, and undone again … */

/* The newest undo of that act; 0 = none. */
static int64_t undo_of(struct yz_store *s, int64_t act) {
    char verb[48];
    snprintf(verb, sizeof verb, "undo:%lld", (long long)act);
    struct yz_query *q = yz_sql(s, "SELECT max(act) FROM journal INDEXED BY journal_undone "
                                   "WHERE verb = ?1 AND verb >= 'undo:' AND verb < 'undo;'");
    yz_bind_text(q, 1, verb);
    int64_t found = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return found;
}

/* An act is undone when the newest undo of it is itself in force. */
static bool is_undone(struct yz_store *s, int64_t act) {
    bool undone = false;
    for (int depth = 0; depth < DEEPEST; depth++) {
        act = undo_of(s, act);
        if (!act) break;
        undone = !undone;
    }
    return undone;
}

static bool changed_something(struct yz_store *s, int64_t act) {
    return yz_sql_int(s, "SELECT 1 FROM journal WHERE seq BETWEEN ?1 AND ?2 AND version > 0 LIMIT 1", act,
                      yz_act_end(s, act)) != 0;
}

enum yz_status yz_journal_last(struct yz_store *s, int64_t staff, int64_t *act) {
    struct yz_query *q = yz_sql(s, "SELECT seq, verb FROM journal INDEXED BY journal_acts "
                                   "WHERE staff = ?1 AND seq = act ORDER BY seq DESC");
    yz_bind(q, 1, staff);
    *act = 0;
    while (!*act && yz_next(q)) {
        int64_t seq = yz_int(q, 0);
        if (strncmp(yz_text(q, 1), "undo:", 5) == 0 || is_undone(s, seq) || !changed_something(s, seq)) continue;
        *act = seq;
    }
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || *act) return status;
    return yz_fail(YZ_REFUSED, _("没有可以撤销的操作"));
}
