/* Counts kept beside the records (struct yz_tallying): how many lie in each drawer, so that no screen ever counts rows.
 *
 * What an act changes is gathered, netted and written once before COMMIT: an import of a hundred thousand cases writes as
 * many rows as there are drawers. A drawer without records has no row. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

const char *const yz_tally_schema =
    "CREATE TABLE IF NOT EXISTS tally(kind INTEGER NOT NULL, sort INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT "
    "NULL, n INTEGER NOT NULL, PRIMARY KEY(kind, sort, a, b)) STRICT, WITHOUT ROWID";

enum { ROOM_AT_FIRST = 256 };

struct change {
    int64_t kind;
    struct yz_tally drawer;
    int64_t n;
};

struct yz_tallies {
    struct change *all;
    size_t count, room;
};

static int by_drawer(const void *x, const void *y) {
    const struct change *p = x, *q = y;
    if (p->kind != q->kind) return p->kind < q->kind ? -1 : 1;
    if (p->drawer.sort != q->drawer.sort) return p->drawer.sort < q->drawer.sort ? -1 : 1;
    if (p->drawer.a != q->drawer.a) return p->drawer.a < q->drawer.a ? -1 : 1;
    return p->drawer.b < q->drawer.b ? -1 : p->drawer.b > q->drawer.b;
}

/* One entry a drawer, in the order of the table; those that come to nothing are gone. */
static void net(struct yz_tallies *t) {
    size_t kept = 0;
    if (t->count) qsort(t->all, t->count, sizeof *t->all, by_drawer);
    for (size_t i = 0; i < t->count;) {
        struct change sum = t->all[i++];
        for (; i < t->count && by_drawer(&sum, &t->all[i]) == 0; i++) sum.n += t->all[i].n;
        if (sum.n) t->all[kept++] = sum;
    }
    t->count = kept;
}

static struct yz_tallies *tallies_of(struct yz_store *s) {
    if (!s->tallies) s->tallies = calloc(1, sizeof *s->tallies);
    return s->tallies;
}

/* Room for one record's drawers; many entries are first netted, for most of them are of the same few drawers. */
static bool make_room(struct yz_tallies *t) {
    if (t->count + YZ_TALLIES <= t->room) return true;
    net(t);
    if (t->count + YZ_TALLIES <= t->room / 2) return true;
    size_t room = t->room ? t->room * 2 : ROOM_AT_FIRST;
    struct change *all = realloc(t->all, room * sizeof *all);
    if (!all) return false;
    t->all = all;
    t->room = room;
    return true;
}

static enum yz_status add(struct yz_store *s, const struct yz_kind *k, const void *record, int64_t n) {
    struct yz_tallies *t = tallies_of(s);
    struct yz_tally drawers[YZ_TALLIES];
    if (!record) return YZ_OK;
    if (!t || !make_room(t)) return yz_sqlite_fail(s, SQLITE_NOMEM, _("写入"));
    size_t count = k->tally->of(record, drawers);
    for (size_t i = 0; i < count; i++) t->all[t->count++] = (struct change){(int64_t)k->id, drawers[i], n};
    return YZ_OK;
}

enum yz_status yz_tally_put(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after) {
    if (!k->tally) return YZ_OK;
    enum yz_status status = add(s, k, before, -1);
    return status == YZ_OK ? add(s, k, after, 1) : status;
}

static enum yz_status run(struct yz_store *s, const char *sql, const struct change *c) {
    struct yz_query *q = yz_sql(s, sql);
    yz_bind(q, 1, c->kind);
    yz_bind(q, 2, c->drawer.sort);
    yz_bind(q, 3, c->drawer.a);
    yz_bind(q, 4, c->drawer.b);
    yz_bind(q, 5, c->n);
    yz_next(q);
    return yz_done(q);
}

static enum yz_status write_change(struct yz_store *s, const struct change *c) {
    enum yz_status status = run(
        s, "INSERT INTO tally(kind, sort, a, b, n) VALUES(?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        c);
    if (status != YZ_OK || c->n > 0) return status;
    return run(s, "DELETE FROM tally WHERE kind=?1 AND sort=?2 AND a=?3 AND b=?4 AND n=0 AND ?5<0", c);
}

enum yz_status yz_tally_flush(struct yz_store *s) {
    struct yz_tallies *t = s->tallies;
    enum yz_status status = YZ_OK;
    if (!t) return YZ_OK;
    net(t);
    for (size_t i = 0; status == YZ_OK && i < t->count; i++) status = write_change(s, &t->all[i]);
    t->count = 0;
    return status;
}

void yz_tally_drop_pending(struct yz_store *s) {
    if (s->tallies) s->tallies->count = 0;
}

void yz_tally_free(struct yz_store *s) {
    if (s->tallies) free(s->tallies->all);
    free(s->tallies);
    s->tallies = NULL;
}

/* --- all records --- */

static enum yz_status add_all_of(struct yz_store *s, const struct yz_kind *k) {
    void *record = calloc(1, k->size);
    enum yz_status status = YZ_OK;
    if (!record) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    struct yz_query *q = yz_select(s, k, "ORDER BY id");
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, k, record);
        status = add(s, k, record, 1);
    }
    enum yz_status read = yz_done(q);
    free(record);
    return status == YZ_OK ? read : status;
}

static enum yz_status count_all(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    yz_tally_drop_pending(s);
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_store_kind_table[i]->tally) status = add_all_of(s, yz_store_kind_table[i]);
    if (s->tallies) net(s->tallies);
    return status;
}

enum yz_status yz_tally_rebuild(struct yz_store *s) {
    enum yz_status status = yz_exec(s, "DELETE FROM tally");
    if (status == YZ_OK) status = count_all(s);
    if (status == YZ_OK) return yz_tally_flush(s);
    yz_tally_drop_pending(s);
    return status;
}

enum yz_status yz_tally_check(struct yz_store *s, bool *right) {
    enum yz_status status = count_all(s);
    size_t count = s->tallies ? s->tallies->count : 0, i = 0;
    *right = true;
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "SELECT kind, sort, a, b, n FROM tally ORDER BY kind, sort, a, b");
    while (yz_next(q)) {
        struct change c = {yz_int(q, 0), {yz_int(q, 1), yz_int(q, 2), yz_int(q, 3)}, yz_int(q, 4)};
        if (i >= count || by_drawer(&c, &s->tallies->all[i]) != 0 || c.n != s->tallies->all[i].n) *right = false;
        i++;
    }
    status = yz_done(q);
    if (i != count) *right = false;
    yz_tally_drop_pending(s);
    return status;
}
