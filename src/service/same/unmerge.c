/* Taking a merge back: the act is unwound field by field, so that what was done since stays, and is told. */
#include "service/same/merge_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "service/restricted.h"

struct unmerging {
    struct yz_session *s;
    int64_t act; /* the merge's */
    struct yz_unmerged *out;
};

static void stays(void *ctx, const struct yz_kind *k, int64_t id, const struct yz_field *f) {
    struct unmerging *u = ctx;
    size_t i = u->out->stay_count;
    if (yz_id_closed(u->s, k->id, id)) return;
    if (i < YZ_STAYS) {
        u->out->stays[i].kind = k->id;
        u->out->stays[i].id = id;
        u->out->stays[i].field = f;
    }
    u->out->stay_count++;
}

/* Made since the merge, for the survivor: nobody knows for which of the two. */
static enum yz_status added(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    struct unmerging *u = ctx;
    (void)f;
    if (yz_journal_act(u->s->store, k, id, 1) > u->act) stays(u, k, id, NULL);
    return YZ_OK;
}

static bool there(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    return kind == YZ_PERSON ? yz_sql_int(s->store, "SELECT 1 FROM person WHERE id=?1", id, 0) != 0
                             : yz_sql_int(s->store, "SELECT 1 FROM household WHERE id=?1", id, 0) != 0;
}

/* What a record that comes back referred to may itself have been merged since. */
static enum yz_status mend(void *ctx, const struct yz_kind *k, void *record) {
    struct unmerging *u = ctx;
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
        int64_t id = 0;
        if (!of || !of->merges) continue;
        memcpy(&id, (const char *)record + f->offset, sizeof id);
        if (!id || there(u->s, of->id, id)) continue;
        int64_t into = yz_merged_into(u->s, of->id, id, NULL);
        if (into || !(f->flags & YZ_REQUIRED)) memcpy((char *)record + f->offset, &into, sizeof into);
    }
    return YZ_OK;
}

static enum yz_status within_act(struct yz_session *s, const struct yz_merge *m, enum yz_kind_id kind, int64_t keep,
                                 int64_t lose, struct yz_unmerged *out) {
    struct unmerging u = {s, yz_journal_act(s->store, &yz_merge_kind, m->id, 1), out};
    struct yz_unwinding w = {stays, mend, &u, 0};
    char drafts[sizeof m->drafts];
    memcpy(drafts, m->drafts, sizeof drafts);
    if (!u.act) return yz_fail(YZ_FOREIGN, _("日志里缺少 %s 的一些记录；请运行 yizhan verify"), m->lose);
    enum yz_status status = yz_referring(s->store, yz_kinds[kind], keep, added, &u);
    if (status == YZ_OK) status = yz_journal_unwind(s->store, u.act, &w);
    if (status == YZ_OK && *drafts) status = yz_merge_drafts(s, yz_kinds[kind], keep, lose, drafts, sizeof drafts);
    out->record = lose;
    out->returned = w.records;
    return status;
}

enum yz_status yz_unmerge(struct yz_session *s, const struct yz_merge *m, struct yz_unmerged *out) {
    enum yz_kind_id kind;
    int64_t keep, lose;
    char text[256], verb[48];
    *out = (struct yz_unmerged){0};
    if (!yz_ref_parse(m->keep, &kind, &keep) || !yz_ref_parse(m->lose, &kind, &lose))
        return yz_fail(YZ_FOREIGN, _("合并记录坏了：%s"), m->keep);
    if (yz_merged_into(s, kind, keep, NULL))
        return yz_fail(YZ_REFUSED, _("%s；先取消那一次合并"), yz_merged_text(s, kind, keep, text, sizeof text));
    snprintf(verb, sizeof verb, "unmerge-%s", m->of);
    enum yz_status status = yz_session_act(s, verb);
    return status == YZ_OK ? yz_session_end(s, within_act(s, m, kind, keep, lose, out)) : status;
}
