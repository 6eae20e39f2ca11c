/* Merging: one act that turns whatever refers to the loser to the survivor. */
#include "service/same/merge_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>

#include "base/text.h"
#include "service/clean.h"

enum yz_status yz_merge_reason(const char *text, char *out, size_t room) {
    enum yz_cleaned how = yz_clean(out, room, text ? text : "", false);
    if (how == YZ_TOO_LONG || how == YZ_DAMAGED)
        return yz_fail(YZ_REFUSED, _("理由太长，或有不能存的字符；一句话就够"));
    return YZ_OK;
}

/* --- whether it may be --- */

static void check(const struct yz_merge_plan *now, const struct yz_merge_plan *p, const char *reason,
                  struct yz_findings *f) {
    for (size_t i = 0; !*reason && i < now->doubt_count; i++)
        yz_find_error(f, "reason", NULL, now->doubt[i], _("确是同一个就写明理由"));
    if (now->legal[0] && !p->legal_chosen)
        yz_find_error(f, "legal", NULL, _("合并后会同时在两户有户籍"), _("选定户籍在哪一户"));
}

static enum yz_status refused(const struct yz_findings *f) {
    if (yz_findings_ok(f)) return YZ_OK;
    for (size_t i = 0; i < f->count; i++)
        if (f->all[i].severity == YZ_ERROR) return yz_fail(YZ_REFUSED, "%s", f->all[i].rule);
    return yz_fail(YZ_BUSY, _("内存不足"));
}

static bool stale(const struct yz_merge_plan *now, const struct yz_merge_plan *p) {
    for (int side = YZ_KEEP; side <= YZ_LOSE; side++)
        if (((const struct yz_record *)now->record[side])->version !=
            ((const struct yz_record *)p->record[side])->version)
            return true;
    return false;
}

/* --- drafts --- */

/* Which drafts are about a record of the kind: the form's name ends so (intake_draft.c). */
static bool about(const struct yz_kind *k, const char *form) {
    size_t n = strlen(form);
    bool marked = n > 2 && form[n - 2] == ':';
    if (strncmp(form, "intake:", 7) != 0) return false;
    return k->id == YZ_PERSON ? marked && form[n - 1] == 'p' : k->id == YZ_HOUSEHOLD && !marked;
}

enum yz_status yz_merge_drafts(struct yz_session *s, const struct yz_kind *k, int64_t from, int64_t to, char *list,
                               size_t room) {
    char moved[512] = "", one[96], all[520];
    snprintf(all, sizeof all, "%s,", list);
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(s->store, "SELECT staff,form FROM draft WHERE record=?1 ORDER BY 1,2");
    yz_bind(q, 1, from);
    while (yz_next(q)) {
        size_t have = strlen(moved);
        int n = snprintf(one, sizeof one, "%lld %s,", (long long)yz_int(q, 0), yz_text(q, 1));
        if (!about(k, yz_text(q, 1)) || (*list && !strstr(all, one)) || have + (size_t)n >= room) continue;
        yz_copy(moved + have, sizeof moved - have, one);
    }
    status = yz_done(q);
    yz_copy(all, sizeof all, moved);
    for (char *next = NULL, *d = strtok_r(all, ",", &next); d && status == YZ_OK; d = strtok_r(NULL, ",", &next))
        status = yz_draft_move(s->store, strtoll(d, NULL, 10), strchr(d, ' ') + 1, from, to);
    if (*moved) moved[strlen(moved) - 1] = '\0';
    yz_copy(list, room, moved);
    return status;
}

/* --- the act --- */

static enum yz_status write_survivor(struct yz_session *s, const struct yz_merge_plan *p, struct yz_findings *f) {
    int64_t record[YZ_MERGE_RECORD / 8];
    enum yz_status status = yz_get(s->store, p->kind, p->id[YZ_KEEP], record);
    for (size_t i = 0; status == YZ_OK && i < p->field_count; i++) {
        const struct yz_field *field = p->field[i].field;
        if (p->field[i].side == YZ_LOSE)
            memcpy((char *)record + field->offset, (const char *)p->record[YZ_LOSE] + field->offset, field->size);
    }
    if (status == YZ_OK && !yz_record_check(p->kind, record, f)) status = refused(f);
    return status == YZ_OK ? yz_put(s->store, p->kind, record) : status;
}

/* What was noted as not the same is found to be: the note would be about one and the same. */
static enum yz_status drop_distinct(struct yz_session *s, const struct yz_merge_plan *p) {
    int64_t a = p->id[YZ_KEEP], b = p->id[YZ_LOSE], id = 0;
    if (p->kind->id != YZ_PERSON) return YZ_OK;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK &&
           (id = yz_sql_int(s->store, "SELECT id FROM \"distinct\" WHERE a<>0 AND (a=?1 AND b=?2 OR a=?2 AND b=?1)", a,
                            b)) != 0)
        status = yz_drop(s->store, &yz_distinct_kind, id);
    return status;
}

static enum yz_status note(struct yz_session *s, const struct yz_merge_plan *p, const char *reason,
                           const char *drafts) {
    struct yz_merge m = {.at = yz_now(), .staff = s->staff.id};
    yz_copy(m.of, sizeof m.of, p->kind->name);
    yz_ref_text(p->kind->id, p->id[YZ_KEEP], m.keep);
    yz_ref_text(p->kind->id, p->id[YZ_LOSE], m.lose);
    yz_copy(m.reason, sizeof m.reason, reason);
    yz_copy(m.drafts, sizeof m.drafts, drafts);
    return yz_put(s->store, &yz_merge_kind, &m);
}

static enum yz_status turn(struct yz_session *s, const struct yz_merge_plan *p, const char *reason,
                           struct yz_findings *f) {
    struct yz_homes homes;
    char drafts[512] = "";
    enum yz_status status = drop_distinct(s, p);
    if (status == YZ_OK) status = yz_homes_read(s, p, &homes);
    if (status != YZ_OK) return status;
    status = yz_homes_fold(s, p, &homes);
    yz_homes_free(&homes);
    if (status == YZ_OK) status = yz_repoint(s->store, p->kind, p->id[YZ_LOSE], p->id[YZ_KEEP]);
    if (status == YZ_OK) status = write_survivor(s, p, f);
    if (status == YZ_OK) status = yz_drop(s->store, p->kind, p->id[YZ_LOSE]);
    if (status == YZ_OK) status = yz_merge_drafts(s, p->kind, p->id[YZ_LOSE], p->id[YZ_KEEP], drafts, sizeof drafts);
    return status == YZ_OK ? note(s, p, reason, drafts) : status;
}

static enum yz_status within_act(struct yz_session *s, const struct yz_merge_plan *p, const char *reason,
                                 struct yz_findings *f) {
    struct yz_merge_plan *now = malloc(sizeof *now);
    if (!now) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_merge_look(s, p->kind->id, p->id[YZ_KEEP], p->id[YZ_LOSE], now);
    if (status == YZ_OK && stale(now, p))
        status = yz_fail(YZ_REFUSED, _("两条记录里有一条刚被别人改过；请重新打开再合并"));
    for (int i = 0; i < 2 && status == YZ_OK && p->kind->id == YZ_HOUSEHOLD; i++)
        status = yz_must_own(s, YZ_HOUSEHOLD, p->id[i]);
    if (status == YZ_OK) check(now, p, reason, f);
    if (status == YZ_OK) status = refused(f);
    free(now);
    return status == YZ_OK ? turn(s, p, reason, f) : status;
}

enum yz_status yz_merge(struct yz_session *s, const struct yz_merge_plan *p, const char *reason,
                        struct yz_findings *f) {
    char why[sizeof((struct yz_merge *)0)->reason], verb[48];
    enum yz_status status = yz_merge_reason(reason, why, sizeof why);
    snprintf(verb, sizeof verb, "merge-%s", p->kind->name);
    if (status == YZ_OK) status = yz_session_act(s, verb);
    return status == YZ_OK ? yz_session_end(s, within_act(s, p, why, f)) : status;
}
