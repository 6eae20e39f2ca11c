/* What an act did to each record, read from its lines in one pass. */
#include "store/verify.h"

#include <stdlib.h>
#include <yizhan/i18n.h>

enum { AT_FIRST = 16 };

static enum yz_status add(struct yz_changes *c, const struct yz_change *line) {
    if (c->count == c->room) {
        size_t room = c->room ? 2 * c->room : AT_FIRST;
        struct yz_change *all = realloc(c->all, room * sizeof *all);
        if (!all) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
        c->all = all;
        c->room = room;
    }
    c->all[c->count++] = *line;
    return YZ_OK;
}

static int by_record(const void *a, const void *b) {
    const struct yz_change *x = a, *y = b;
    if (x->kind != y->kind) return x->kind->id < y->kind->id ? -1 : 1;
    if (x->id != y->id) return x->id < y->id ? -1 : 1;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static int newest_first(const void *a, const void *b) {
    const struct yz_change *x = a, *y = b;
    return x->seq > y->seq ? -1 : x->seq < y->seq;
}

/* Each record once, with the versions from its first line to its last. */
static void join(struct yz_changes *c) {
    size_t kept = 0;
    yz_changes_by_record(c);
    for (size_t i = 0; i < c->count; i++) {
        struct yz_change *last = kept ? &c->all[kept - 1] : NULL, line = c->all[i];
        if (last && last->kind == line.kind && last->id == line.id) line.first = last->first, *last = line;
        else c->all[kept++] = line;
    }
    c->count = kept;
}

enum yz_status yz_changes_read(struct yz_store *s, int64_t act, struct yz_changes *out) {
    enum yz_status status = YZ_OK;
    struct yz_query *q =
        yz_sql(s, "SELECT kind, id, version, seq, (SELECT max(n.version) FROM journal n WHERE n.kind = "
                  "journal.kind AND n.id = journal.id)" YZ_LINES_OF_ACT);
    if (!q) return yz_done(q);
    yz_bind(q, 1, act);
    while (status == YZ_OK && yz_next(q)) {
        struct yz_change line = {.kind = yz_store_kind_named(yz_text(q, 0)),
                                 .id = yz_int(q, 1),
                                 .first = yz_int(q, 2),
                                 .last = yz_int(q, 2),
                                 .seq = yz_int(q, 3),
                                 .newest = yz_int(q, 4)};
        status =
            line.kind ? add(out, &line) : yz_fail(YZ_FOREIGN, _("这个版本的程序不认识“%s”一类的记录"), yz_text(q, 0));
    }
    enum yz_status read = yz_done(q);
    if (status != YZ_OK || read != YZ_OK) return status == YZ_OK ? read : status;
    join(out);
    if (out->count) qsort(out->all, out->count, sizeof *out->all, newest_first);
    return YZ_OK;
}

void yz_changes_by_record(struct yz_changes *c) {
    if (c->count) qsort(c->all, c->count, sizeof *c->all, by_record);
}

void yz_changes_free(struct yz_changes *c) {
    free(c->all);
    *c = (struct yz_changes){0};
}
