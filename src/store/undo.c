/* Undo: an act that gives every record of an earlier act the version it had before.
 *
 * It is an act like any other (verb "undo:ACT"), so it can be undone itself. A later act on one of the records stands in
 * the way, except when it was undone too: then the record is as the earlier act left it, only with a higher version. */
#include "store/verify.h"

#include <yizhan/i18n.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200 }; /* records, from which on search keys are gathered */

#define UNDO "undo:"

static enum yz_status no_line(struct yz_store *s, int64_t act) {
    if (yz_sql_int(s, "SELECT count(*) FROM journal WHERE act = ?1 AND seq >= ?1", act, 0) == 0)
        return yz_fail(YZ_REFUSED, _("没有第 %lld 号操作"), (long long)act);
    return yz_fail(YZ_REFUSED, _("第 %lld 号操作没有改动任何记录，无可撤销"), (long long)act);
}

enum yz_status yz_journal_look(struct yz_store *s, int64_t act, struct yz_undo *out) {
    *out = (struct yz_undo){.act = act};
    /* The other columns are those of the line with the least seq. */
    struct yz_query *q = yz_sql(s, "SELECT verb, count(*), at, kind, id, min(seq)" YZ_LINES_OF_ACT);
    if (!q) return yz_done(q);
    yz_bind(q, 1, act);
    if (yz_next(q) && yz_int(q, 1) > 0) {
        snprintf(out->verb, sizeof out->verb, "%s", yz_text(q, 0));
        out->records = (size_t)yz_int(q, 1);
        out->at = yz_int(q, 2);
        snprintf(out->kind, sizeof out->kind, "%s", yz_text(q, 3));
        out->id = yz_int(q, 4);
    }
    enum yz_status status = yz_done(q);
    return status == YZ_OK && out->records == 0 ? no_line(s, act) : status;
}

/* --- what stands in the way --- */

struct obstacle {
    int64_t act, staff; /* the first later act that still counts */
    yz_moment at;
    char verb[48];
    bool undone;  /* nothing later counts: the act itself was undone */
    bool missing; /* a line that must be there is not */
    bool unread;  /* it could not be read: message left */
};

/* The version before the one that act `act` first wrote of the record. */
static int64_t version_before(struct yz_store *s, const struct yz_change *c, int64_t act) {
    struct yz_query *q =
        yz_sql(s, "SELECT min(version) - 1 FROM journal WHERE kind = ?1 AND id = ?2 AND act = ?3 AND version > 0");
    if (!q) return -1;
    yz_bind_text(q, 1, c->kind->name);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, act);
    int64_t version = yz_next(q) ? yz_int(q, 0) : -1;
    yz_done(q);
    return version;
}

/* Reads the line of a version; one step back from it: past an undo, to the version that it gave back. */
static int64_t step_back(struct yz_store *s, const struct yz_change *c, int64_t version, struct obstacle *o) {
    struct yz_query *q =
        yz_sql(s, "SELECT act, staff, at, verb FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3");
    struct obstacle line = {.missing = true};
    if (!q) {
        *o = (struct obstacle){.unread = true};
        return -1;
    }
    yz_bind_text(q, 1, c->kind->name);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, version);
    if (yz_next(q)) {
        line = (struct obstacle){.act = yz_int(q, 0), .staff = yz_int(q, 1), .at = yz_int(q, 2)};
        snprintf(line.verb, sizeof line.verb, "%s", yz_text(q, 3));
    }
    line.unread = yz_done(q) != YZ_OK;
    if (strncmp(line.verb, UNDO, strlen(UNDO)) == 0) {
        int64_t given_back = version_before(s, c, strtoll(line.verb + strlen(UNDO), NULL, 10));
        if (given_back >= 0 && given_back < version) {
            if (!o->act) o->undone = given_back < c->last;
            return given_back;
        }
    }
    *o = line;
    return line.missing || line.unread ? -1 : version - 1;
}

/* Walks from the record's newest version down to the one that the act left. */
static struct obstacle obstacle_of(struct yz_store *s, const struct yz_change *c, int64_t newest) {
    struct obstacle o = {0};
    for (int64_t version = newest; version > c->last;) version = step_back(s, c, version, &o);
    return o;
}

static enum yz_status missing_line(const char *record) {
    return yz_fail(YZ_FOREIGN, _("日志里缺少 %s 的一些记录；请运行 yizhan verify"), record);
}

static const char *record_text(const struct yz_change *c, char out[96]) {
    yz_record_words(c->kind, c->id, out);
    return out;
}

static enum yz_status refuse(const struct yz_change *c, const struct obstacle *o, struct yz_undo *out) {
    char record[96], at[YZ_MOMENT_TEXT];
    if (o->unread) return yz_sqlite_last();
    if (o->missing) return missing_line(record_text(c, record));
    if (o->undone) return yz_fail(YZ_REFUSED, _("第 %lld 号操作已经撤销过了"), (long long)out->act);
    out->blocked_by = o->act;
    return yz_fail(YZ_REFUSED,
                   _("撤销不了：%1$s 后来又被第 %2$lld 号操作（%3$s，经办人 %4$lld，%5$s）改过；请先撤销那一项"),
                   record_text(c, record), (long long)o->act, o->verb, (long long)YZ_ID_COUNTER(o->staff),
                   yz_moment_text(o->at, at));
}

/* Only records with a version after the act's are walked: for an import that is none of a hundred thousand. */
static enum yz_status nothing_later(struct yz_store *s, const struct yz_changes *all, struct yz_undo *out) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < all->count; i++) {
        const struct yz_change *c = &all->all[i];
        if (c->newest <= c->last) continue;
        struct obstacle o = obstacle_of(s, c, c->newest);
        if (o.act || o.undone || o.missing || o.unread) status = refuse(c, &o, out);
    }
    return status;
}

/* --- putting back --- */

/* The record at `version` into `record`; *there is false when it did not exist then. */
static enum yz_status read_version(struct yz_store *s, const struct yz_change *c, int64_t version, void *record,
                                   bool *there) {
    char text[96];
    *there = false;
    if (version == 0) return YZ_OK;
    struct yz_query *q =
        yz_sql(s, "SELECT gone, body IS NULL, body FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3");
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, c->kind->name);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, version);
    enum yz_status status = YZ_OK;
    if (!yz_next(q)) {
        status = yz_done(q);
        return status == YZ_OK ? missing_line(record_text(c, text)) : status;
    } else if (!yz_int(q, 0) && yz_int(q, 1)) {
        status = yz_fail(YZ_REFUSED, _("撤销不了：%s 以前的内容已依法删除"), record_text(c, text));
    } else if (!yz_int(q, 0)) {
        status = yz_record_parse(s, c->kind, yz_text(q, 2), record);
        *there = true;
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

int64_t yz_newest_version(struct yz_store *s, const char *kind, int64_t id) {
    struct yz_query *q = yz_sql(s, "SELECT max(version) FROM journal WHERE kind = ?1 AND id = ?2");
    yz_bind_text(q, 1, kind);
    yz_bind(q, 2, id);
    int64_t version = yz_next(q) ? yz_int(q, 0) : -1;
    return yz_done(q) == YZ_OK ? version : -1;
}

/* `earlier` and `now` have room for one record each. */
static enum yz_status put_back(struct yz_store *s, struct yz_change *c, void *earlier, void *now) {
    bool was, is;
    enum yz_status status = read_version(s, c, c->first - 1, earlier, &was);
    if (status == YZ_OK && !was) return yz_drop_stored(s, c->kind, c->id, &c->gone);
    if (status == YZ_OK) status = yz_record_stored(s, c->kind, c->id, now, &is);
    if (status != YZ_OK) return status;
    struct yz_record *head = earlier;
    head->id = c->id;
    head->version = is ? ((struct yz_record *)now)->version : c->newest;
    return is ? yz_put(s, c->kind, earlier) : yz_put_again(s, c->kind, earlier);
}

size_t yz_largest_kind(void) {
    size_t size = sizeof(struct yz_record);
    for (size_t i = 0; i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_store_kind_table[i]->size > size) size = yz_store_kind_table[i]->size;
    return size;
}

/* Newest first, each record once: what the act did to it in between does not matter. */
static enum yz_status put_all_back(struct yz_store *s, struct yz_changes *all, struct yz_undo *out) {
    char *room = calloc(2, yz_largest_kind());
    if (!room) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    enum yz_status status = YZ_OK;
    int64_t from = s->act.seq;
    for (size_t i = 0; status == YZ_OK && i < all->count; i++)
        status = put_back(s, &all->all[i], room, room + yz_largest_kind());
    free(room);
    out->records = (size_t)(s->act.seq - from);
    return status == YZ_OK && out->records == 0 ? no_line(s, out->act) : status;
}

static enum yz_status within_act(struct yz_store *s, struct yz_undo *out) {
    struct yz_changes all = {0};
    enum yz_status status = yz_journal_look(s, out->act, out);
    if (status == YZ_OK && out->records >= MANY) yz_act_bulk(s);
    if (status == YZ_OK) status = yz_changes_read(s, out->act, &all);
    if (status == YZ_OK) status = nothing_later(s, &all, out);
    int64_t from = s->act.seq;
    if (status == YZ_OK) status = put_all_back(s, &all, out);
    if (status == YZ_OK) status = yz_undo_left(s, from, &all, out);
    yz_changes_free(&all);
    return status;
}

enum yz_status yz_journal_undo(struct yz_store *s, int64_t act, int64_t staff, struct yz_undo *out) {
    char verb[48];
    *out = (struct yz_undo){.act = act};
    snprintf(verb, sizeof verb, UNDO "%lld", (long long)act);
    enum yz_status status = yz_act_begin(s, verb, staff);
    if (status != YZ_OK) return status;
    status = within_act(s, out);
    if (status == YZ_OK) status = yz_act_commit(s, &out->undone_by);
    else yz_act_abort(s);
    if (status != YZ_OK) out->records = 0;
    return status;
}
