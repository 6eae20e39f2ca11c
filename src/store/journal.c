/* Reading the journal: pages of lines, bodies, records as they were, the newest act that can be undone. */
#include "store/store_private.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#define LINE_COLUMNS "SELECT seq, act, at, staff, verb, kind, id, version, gone, body IS NULL FROM journal "

/* A clock may have gone back; lines older than this before `since` are not looked at. */
enum { CLOCK_MAY_GO_BACK = 36 * 3600 * 1000 };

static void read_line(struct yz_query *q, struct yz_log_line *line) {
    *line = (struct yz_log_line){.seq = yz_int(q, 0),
                                 .act = yz_int(q, 1),
                                 .at = yz_int(q, 2),
                                 .staff = yz_int(q, 3),
                                 .id = yz_int(q, 6),
                                 .version = yz_int(q, 7),
                                 .gone = yz_int(q, 8) != 0,
                                 .erased = yz_int(q, 9) != 0};
    yz_copy(line->verb, sizeof line->verb, yz_text(q, 4));
    yz_copy(line->kind, sizeof line->kind, yz_text(q, 5));
}

/* The act that the line `seq` belongs to. */
static int64_t act_of(struct yz_store *s, int64_t seq) {
    return yz_sql_int(s, "SELECT act FROM journal WHERE seq = ?1", seq, 0);
}

/* The newest line of an act. Acts are runs of lines and grow with them, so halving finds the end. */
static int64_t last_line(struct yz_store *s, int64_t act) {
    int64_t low = act, high = yz_sql_int(s, "SELECT max(seq) FROM journal", 0, 0);
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (act_of(s, middle) <= act) low = middle;
        else high = middle - 1;
    }
    return low;
}

static struct yz_query *start_page(struct yz_store *s, const struct yz_log_filter *f, int64_t before) {
    struct yz_query *q;
    const struct yz_kind *k = f->kind == YZ_NO_KIND ? NULL : yz_store_kind_of(f->kind);
    if (k) {
        q = yz_sql(s,
                   LINE_COLUMNS "INDEXED BY journal_record WHERE kind = ?2 AND id = ?3 AND seq < ?1 ORDER BY seq DESC");
        yz_bind_text(q, 2, k->name);
        yz_bind(q, 3, f->id);
    } else {
        q = yz_sql(s, LINE_COLUMNS "WHERE seq < ?1 AND seq >= ?2 ORDER BY seq DESC");
        yz_bind(q, 2, f->act);
    }
    yz_bind(q, 1, before);
    return q;
}

static bool wanted(const struct yz_log_filter *f, const struct yz_log_line *line) {
    return (!f->since || line->at >= f->since) && (!f->staff || line->staff == f->staff) &&
           (!f->act || line->act == f->act);
}

enum yz_status yz_journal_page(struct yz_store *s, const struct yz_log_filter *filter, struct yz_log_line *out,
                               size_t max, size_t *count) {
    int64_t before = filter->before_seq ? filter->before_seq : INT64_MAX;
    *count = 0;
    if (filter->act && act_of(s, filter->act) == filter->act) {
        int64_t end = last_line(s, filter->act) + 1;
        if (before > end) before = end;
    }
    struct yz_query *q = start_page(s, filter, before);
    while (*count < max && yz_next(q)) {
        read_line(q, &out[*count]);
        if (filter->since && out[*count].at + CLOCK_MAY_GO_BACK < filter->since) break;
        if (wanted(filter, &out[*count])) ++*count;
    }
    return yz_done(q);
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
                      last_line(s, act)) != 0;
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
