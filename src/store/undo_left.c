/* What an undo took away must not be missed: nothing that stays may refer to a record that is gone. */
#include "store/verify.h"

#include <yizhan/i18n.h>

#include <stdio.h>

/* A record of kind `a` whose field refers to one that is gone since `from`; 0 for none. */
static enum yz_status left_over(struct yz_store *s, const struct yz_kind *a, const struct yz_field *f, int64_t from,
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

static bool dropped(struct yz_store *s, const char *kind, int64_t from) {
    struct yz_query *q = yz_sql(s, "SELECT 1 FROM journal WHERE seq > ?1 AND kind = ?2 AND gone <> 0 LIMIT 1");
    if (!q) return true;
    yz_bind(q, 1, from);
    yz_bind_text(q, 2, kind);
    bool found = yz_next(q);
    return yz_done(q) != YZ_OK || found;
}

enum yz_status yz_undo_left(struct yz_store *s, int64_t from, struct yz_undo *out) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < yz_store_kind_count; i++) {
        const struct yz_kind *a = yz_store_kind_table[i];
        for (size_t j = 0; a && j < a->count && status == YZ_OK; j++) {
            const struct yz_field *f = &a->fields[j];
            int64_t id = 0;
            if (f->type != YZ_REF || !f->of || !yz_store_kind_named(f->of) || !dropped(s, f->of, from)) continue;
            status = left_over(s, a, f, from, &id);
            if (status == YZ_OK && id) status = refuse(s, a, id, out);
        }
    }
    return status;
}
