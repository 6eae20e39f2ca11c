/* What an undo took away must not be missed: nothing that stays may refer to a record that is gone. */
#include "store/verify.h"

#include <yizhan/i18n.h>

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 200 }; /* records gone, from which on what refers is read through instead of being looked for */

struct gone { /* records of one kind, by id */
    const int64_t *ids;
    size_t count;
};

/* A record of kind `a` whose field refers to one that is gone since `from`; 0 for none. */
static enum yz_status look_for(struct yz_store *s, const struct yz_kind *a, const struct yz_field *f, int64_t from,
                               int64_t *id) {
    char sql[320];
    *id = 0;
    snprintf(sql, sizeof sql,
             "SELECT a.id FROM \"%s\" a WHERE a.\"%s\" <> 0 AND a.\"%s\" IN "
             "(SELECT id FROM journal WHERE seq > ?1 AND kind = ?2 AND gone <> 0) LIMIT 1",
             a->name, f->column, f->column);
    struct yz_query *q = yz_sql(s, sql);
    if (!q) return yz_done(q);
    yz_bind(q, 1, from);
    yz_bind_text(q, 2, f->of);
    if (yz_next(q)) *id = yz_int(q, 0);
    return yz_done(q);
}

static enum yz_status refuse(struct yz_store *s, const struct yz_kind *a, int64_t id, struct yz_undo *out) {
    char record[96];
    struct yz_query *q = yz_sql(s, "SELECT act FROM journal WHERE kind = ?1 AND id = ?2 ORDER BY version DESC LIMIT 1");
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, a->name);
    yz_bind(q, 2, id);
    out->blocked_by = yz_next(q) ? yz_int(q, 0) : 0;
    enum yz_status status = yz_done(q);
    yz_record_words(a, id, record);
    if (status != YZ_OK) return status;
    return yz_fail(YZ_REFUSED, _("撤销不了：%1$s 还用着它建立的记录；请先撤销第 %2$lld 号操作"), record,
                   (long long)out->blocked_by);
}

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The same of very many: each record that refers to something is read once. */
static enum yz_status read_through(struct yz_store *s, const struct yz_kind *a, const struct yz_field *f,
                                   const struct gone *gone, int64_t *id) {
    char sql[320];
    *id = 0;
    snprintf(sql, sizeof sql, "SELECT id,\"%s\" FROM \"%s\" WHERE \"%s\"<>0", f->column, a->name, f->column);
    struct yz_query *q = yz_sql(s, sql);
    if (!q) return yz_done(q);
    while (!*id && yz_next(q)) {
        int64_t to = yz_int(q, 1);
        if (bsearch(&to, gone->ids, gone->count, sizeof to, by_id)) *id = yz_int(q, 0);
    }
    return yz_done(q);
}

/* What still refers to the gone records of kind `of`. */
static enum yz_status check_kind(struct yz_store *s, const struct yz_kind *of, const struct gone *gone, int64_t from,
                                 struct yz_undo *out) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < yz_store_kind_count; i++) {
        const struct yz_kind *a = yz_store_kind_table[i];
        for (size_t j = 0; a && j < a->count && status == YZ_OK; j++) {
            const struct yz_field *f = &a->fields[j];
            int64_t id = 0;
            if (f->type != YZ_REF || !f->of || yz_store_kind_named(f->of) != of) continue;
            status = gone->count < MANY ? look_for(s, a, f, from, &id) : read_through(s, a, f, gone, &id);
            if (status == YZ_OK && id) status = refuse(s, a, id, out);
        }
    }
    return status;
}

enum yz_status yz_undo_left(struct yz_store *s, int64_t from, struct yz_changes *c, struct yz_undo *out) {
    enum yz_status status = YZ_OK;
    int64_t *ids = malloc((c->count ? c->count : 1) * sizeof *ids);
    if (!ids) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    yz_changes_by_record(c);
    for (size_t i = 0; status == YZ_OK && i < c->count;) {
        const struct yz_kind *of = c->all[i].kind;
        struct gone gone = {ids, 0};
        for (; i < c->count && c->all[i].kind == of; i++)
            if (c->all[i].gone) ids[gone.count++] = c->all[i].id;
        if (gone.count) status = check_kind(s, of, &gone, from, out);
    }
    free(ids);
    return status;
}
