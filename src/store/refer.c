/* Who refers to a record: found from the kinds' reference fields, so that no kind can be forgotten. */
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

struct ids {
    int64_t *all;
    size_t count, room;
};

static enum yz_status add(struct ids *list, int64_t id) {
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        int64_t *more = realloc(list->all, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
        list->all = more;
        list->room = room;
    }
    list->all[list->count++] = id;
    return YZ_OK;
}

/* The condition is said twice, so that an index of those that refer to something is used. */
static enum yz_status gather(struct yz_store *s, const struct yz_kind *k, const struct yz_field *f, int64_t id,
                             struct ids *out) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "SELECT id FROM \"%s\" WHERE \"%s\"=?1 AND \"%s\"<>0 ORDER BY id", k->name, f->column,
                     f->column);
    sqlite3_stmt *q = sql.failed ? NULL : yz_prepare(s, yz_buffer_string(&sql));
    bool failed = sql.failed;
    yz_buffer_free(&sql);
    if (!q) return failed ? yz_fail(YZ_BUSY, "%s", _("内存不够")) : yz_sqlite_last();
    sqlite3_bind_int64(q, 1, id);
    enum yz_status status = YZ_OK;
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW && status == YZ_OK) status = add(out, sqlite3_column_int64(q, 0));
    sqlite3_finalize(q);
    return status != YZ_OK || rc == SQLITE_DONE ? status : yz_sqlite_fail(s, rc, _("读取"));
}

enum yz_status yz_referring(struct yz_store *s, const struct yz_kind *of, int64_t id,
                            enum yz_status (*each)(void *ctx, const struct yz_kind *k, const struct yz_field *f,
                                                   int64_t record),
                            void *ctx) {
    struct ids list = {0};
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        for (size_t j = 0; k && status == YZ_OK && j < k->count; j++) {
            const struct yz_field *f = &k->fields[j];
            if (f->type != YZ_REF || !f->of || strcmp(f->of, of->name) != 0) continue;
            list.count = 0;
            status = gather(s, k, f, id, &list);
            for (size_t n = 0; status == YZ_OK && n < list.count; n++) status = each(ctx, k, f, list.all[n]);
        }
    }
    free(list.all);
    return status;
}

struct repointing {
    struct yz_store *s;
    int64_t to;
    void *record; /* room for any */
};

static enum yz_status repoint(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    struct repointing *r = ctx;
    enum yz_status status = yz_get(r->s, k, id, r->record);
    memcpy((char *)r->record + f->offset, &r->to, sizeof r->to);
    return status == YZ_OK ? yz_put(r->s, k, r->record) : status;
}

enum yz_status yz_repoint(struct yz_store *s, const struct yz_kind *of, int64_t from, int64_t to) {
    struct repointing r = {s, to, calloc(1, yz_largest_kind())};
    if (!r.record) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    enum yz_status status = yz_referring(s, of, from, repoint, &r);
    free(r.record);
    return status;
}
