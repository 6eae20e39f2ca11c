/* Taking an act back although later acts stand upon it: for each field three values are compared, the one before the act,
 * the one after it and the one of today. Undo (undo.c) gives whole records back and so refuses what this allows. */
#include "store/verify.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

struct touched { /* what the act did to one record */
    const struct yz_kind *kind;
    int64_t id, first, last; /* versions it wrote */
    bool gone;               /* it took the record away */
};

struct room { /* one record each */
    char *before, *after, *now;
};

int64_t yz_journal_act(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t version) {
    struct yz_query *q = yz_sql(s, "SELECT act FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3");
    yz_bind_text(q, 1, k->name);
    yz_bind(q, 2, id);
    yz_bind(q, 3, version);
    int64_t act = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q) == YZ_OK ? act : 0;
}

/* A record that the act took away comes back as it was before. */
static enum yz_status bring_back(struct yz_store *s, const struct touched *t, struct room *r, struct yz_unwinding *u) {
    struct yz_record *head = (void *)r->before;
    enum yz_status status = u->mend(u->ctx, t->kind, r->before);
    /* Of the newest tombstone: the act may have been undone and done again since. */
    head->version = yz_newest_version(s, t->kind->name, t->id);
    if (status == YZ_OK) status = yz_put_again(s, t->kind, r->before);
    u->records += status == YZ_OK;
    return status;
}

static bool same(const struct yz_field *f, const char *a, const char *b) {
    a += f->offset;
    b += f->offset;
    return f->type == YZ_TEXT ? strncmp(a, b, f->size) == 0 : memcmp(a, b, f->size) == 0;
}

static enum yz_status give_back(struct yz_store *s, const struct touched *t, struct room *r, struct yz_unwinding *u) {
    const struct yz_kind *k = t->kind;
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        if (same(f, r->before, r->after) || same(f, r->before, r->now)) continue;
        if (same(f, r->after, r->now)) memcpy(r->now + f->offset, r->before + f->offset, f->size);
        else u->stays(u->ctx, k, t->id, f);
    }
    enum yz_status status = u->mend(u->ctx, k, r->now);
    if (status == YZ_OK) status = yz_put(s, k, r->now);
    u->records += status == YZ_OK;
    return status;
}

static enum yz_status unwind(struct yz_store *s, const struct touched *t, struct room *r, struct yz_unwinding *u) {
    bool is, was = t->first > 1;
    enum yz_status status = yz_record_stored(s, t->kind, t->id, r->now, &is);
    if (status == YZ_OK && was) status = yz_journal_record(s, t->kind, t->id, t->first - 1, 0, r->before);
    if (status == YZ_OK && !t->gone) status = yz_journal_record(s, t->kind, t->id, t->last, 0, r->after);
    if (status != YZ_OK) return status;
    if (!was) return is ? yz_drop(s, t->kind, t->id) : YZ_OK;
    if (t->gone && !is) return bring_back(s, t, r, u);
    if (!t->gone && is) return give_back(s, t, r, u);
    u->stays(u->ctx, t->kind, t->id, NULL); /* taken away since */
    return YZ_OK;
}

static enum yz_status unwind_all(struct yz_store *s, int64_t act, struct room *r, struct yz_unwinding *u) {
    struct yz_query *q = yz_sql(s, "SELECT kind, id, min(version), max(version), sum(gone)" YZ_LINES_OF_ACT
                                   "GROUP BY kind, id ORDER BY max(seq) DESC");
    enum yz_status status = YZ_OK;
    yz_bind(q, 1, act);
    while (status == YZ_OK && yz_next(q)) {
        struct touched t = {yz_store_kind_named(yz_text(q, 0)), yz_int(q, 1), yz_int(q, 2), yz_int(q, 3),
                            yz_int(q, 4) > 0};
        status =
            t.kind ? unwind(s, &t, r, u) : yz_fail(YZ_FOREIGN, _("这个版本的程序不认识“%s”一类的记录"), yz_text(q, 0));
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

enum yz_status yz_journal_unwind(struct yz_store *s, int64_t act, struct yz_unwinding *u) {
    size_t size = yz_largest_kind();
    char *all = calloc(3, size);
    if (!all) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    u->records = 0;
    enum yz_status status = unwind_all(s, act, &(struct room){all, all + size, all + 2 * size}, u);
    free(all);
    return status;
}
