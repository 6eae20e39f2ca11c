/* Rolling forward: lines of this station's own journal that the file had lost come back from the hub, byte for byte, and each
 * row as its line says. What the program noted in between (that a backup was put back, who looked) goes behind them. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/sha256.h"

/* A note of this file that is moved. */
struct moved {
    struct moved *next;
    int64_t act, at, staff, id;
    char verb[48], kind[24];
    char *body;
    size_t length;
};

static struct moved *take_note(struct yz_query *q) {
    struct moved *m = calloc(1, sizeof *m);
    size_t n;
    const void *body = yz_bytes(q, 6, &n);
    if (m) m->body = malloc(n + 1);
    if (!m || !m->body) {
        free(m);
        return NULL;
    }
    m->act = yz_int(q, 0);
    m->at = yz_int(q, 1);
    m->staff = yz_int(q, 2);
    m->id = yz_int(q, 5);
    strncpy(m->verb, yz_text(q, 3), sizeof m->verb - 1);
    strncpy(m->kind, yz_text(q, 4), sizeof m->kind - 1);
    memcpy(m->body, body, n);
    m->length = n;
    return m;
}

static void free_notes(struct yz_store *s) {
    while (s->moved) {
        struct moved *m = s->moved;
        s->moved = m->next;
        free(m->body);
        free(m);
    }
}

static enum yz_status take_notes(struct yz_store *s, int64_t keep) {
    struct moved **end = &s->moved;
    bool full = false;
    struct yz_query *q =
        yz_sql(s, "SELECT act, at, staff, verb, kind, id, body FROM journal WHERE seq > ?1 ORDER BY seq");
    yz_bind(q, 1, keep);
    while (!full && yz_next(q)) {
        full = !(*end = take_note(q));
        if (!full) end = &(*end)->next;
    }
    enum yz_status status = yz_done(q);
    return status == YZ_OK && full ? yz_sqlite_fail(s, SQLITE_NOMEM, _("写入")) : status;
}

/* The journal ends at `keep` again; what was noted after it is kept in memory until the end of the act. */
static enum yz_status cut(struct yz_store *s, int64_t keep) {
    if (yz_sql_int(s, "SELECT count(*) FROM journal WHERE seq > ?1 AND version > 0", keep, 0))
        return yz_fail(YZ_REFUSED, _("第 %lld 行以后这个文件里办过事，不能用区县的代替"), (long long)keep);
    enum yz_status status = take_notes(s, keep);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "DELETE FROM journal WHERE seq > ?1");
    yz_bind(q, 1, keep);
    yz_next(q);
    status = yz_done(q);
    return status == YZ_OK ? yz_journal_head(s, &s->act.seq, s->act.hash, NULL) : status;
}

enum yz_status yz_roll_begin(struct yz_store *s, int64_t keep, bool more) {
    enum yz_status status = yz_act_begin(s, "hub-sync", 0);
    if (status != YZ_OK) return status;
    yz_act_bulk(s);
    yz_sums_resume(s);
    s->more_to_roll = more;
    status = s->act.seq > keep ? cut(s, keep) : YZ_OK;
    if (status == YZ_OK && s->act.seq != keep) status = yz_fail(YZ_REFUSED, _("没有日志第 %lld 行"), (long long)keep);
    if (status != YZ_OK) yz_roll_end(s, status);
    return status;
}

/* --- a line --- */

static enum yz_status prove(const struct yz_store *s, const struct yz_line *line, const struct yz_rolled *r) {
    unsigned char hash[YZ_HASH];
    yz_line_hash(line, hash);
    bool next = line->seq == s->act.seq + 1 && memcmp(line->prev, s->act.hash, YZ_HASH) == 0;
    bool good = next && memcmp(hash, line->hash, YZ_HASH) == 0;
    if (good && r->body) {
        yz_sha256(hash, r->body, r->length);
        good = memcmp(hash, line->body_hash, YZ_HASH) == 0;
    }
    return good ? YZ_OK : yz_fail(YZ_FOREIGN, _("区县送来的第 %lld 行接不上本站的日志，没有用"), (long long)line->seq);
}

/* The row could hold only a part of it, and the next change would write that part as if it were all. */
static enum yz_status newer(const struct yz_rolled *r, const struct yz_kind *k, const char *column) {
    return yz_fail(YZ_FOREIGN,
                   _("区县的日志第 %1$lld 行是较新的程序写的，有这个程序不认得的（%2$s %3$s）：请先更新程序再取，"
                     "更新以前不要在这个文件里办理；从这一行起没有取"),
                   (long long)r->seq, k ? yz_tr(k->label) : r->kind, column);
}

/* An erased line has no row to give; a later one of the record has. */
static enum yz_status put_row(struct yz_store *s, const struct yz_rolled *r, void *record) {
    const struct yz_kind *k = yz_store_kind_named(r->kind);
    char strange[YZ_STRANGE];
    bool found;
    if (r->version == 0) return YZ_OK;
    if (!k) return newer(r, NULL, "");
    yz_counter_reach(s, k, r->id);
    if (r->passed) return YZ_OK;
    enum yz_status status = yz_row_before(s, k, r->id, &found);
    if (status != YZ_OK || (!r->gone && !r->body)) return status;
    const void *before = s->kind[k->id].before;
    if (r->gone) return found ? yz_row_remove(s, k, r->id, before) : YZ_OK;
    status = yz_record_parse_known(s, k, r->body, record, strange);
    if (status == YZ_OK && *strange) status = newer(r, k, strange);
    if (status != YZ_OK) return status;
    return found ? yz_row_update(s, k, record, before) : yz_row_insert(s, k, record);
}

enum yz_status yz_roll_line(struct yz_store *s, const struct yz_rolled *r) {
    struct yz_line line = {.epoch = r->epoch, .seq = r->seq, .act = r->act, .at = r->at, .staff = r->staff};
    line.verb = r->verb;
    line.kind = r->kind;
    line.id = r->id;
    line.version = r->version;
    line.gone = r->gone;
    memcpy(line.prev, r->prev, YZ_HASH);
    memcpy(line.hash, r->hash, YZ_HASH);
    memcpy(line.body_hash, r->body_hash, YZ_HASH);
    enum yz_status status = prove(s, &line, r);
    void *record = status == YZ_OK ? malloc(yz_largest_kind()) : NULL;
    if (status == YZ_OK && !record) status = yz_sqlite_fail(s, SQLITE_NOMEM, _("写入"));
    if (status == YZ_OK) status = put_row(s, r, record);
    free(record);
    if (status == YZ_OK) status = yz_line_put(s, &line, r->body, r->length);
    if (status != YZ_OK) return status;
    s->act.id = line.act; /* something was written */
    if (s->epoch < line.epoch) s->epoch = (uint32_t)line.epoch;
    s->rolled_epoch = (uint32_t)line.epoch;
    return YZ_OK;
}

/* --- end --- */

/* The notes again, each act of them an act, in an epoch that the lines before them do not have. */
static enum yz_status put_notes(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    int64_t act = 0;
    if (s->moved && s->epoch <= s->rolled_epoch) s->epoch = s->rolled_epoch + 1;
    for (const struct moved *m = s->moved; status == YZ_OK && m; m = m->next) {
        if (m->act != act) s->act.id = 0;
        act = m->act;
        s->act.at = m->at;
        s->act.staff = m->staff;
        memcpy(s->act.verb, m->verb, sizeof m->verb);
        status = yz_line_write(s, m->kind, &(struct yz_record){m->id, 0}, false, m->body, m->length);
    }
    return status == YZ_OK ? yz_meta_set(s, "epoch", s->epoch) : status;
}

enum yz_status yz_roll_end(struct yz_store *s, enum yz_status status) {
    if (status == YZ_OK) status = put_notes(s);
    free_notes(s);
    s->rolled_epoch = 0;
    s->more_to_roll &= status == YZ_OK;
    enum yz_status kept = status == YZ_OK ? yz_act_commit(s, NULL) : status;
    s->more_to_roll = false;
    if (status == YZ_OK) return kept;
    yz_act_abort(s);
    s->epoch = (uint32_t)yz_meta(s, "epoch", 1);
    return status;
}
