/* Where merged records went, and which merges are in force. */
#include "service/same/merge_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { HOPS = 100 };

static bool merge_of(struct yz_session *s, const char *lose, struct yz_merge *out) {
    struct yz_query *q = yz_select(s->store, &yz_merge_kind, "WHERE lose=?1");
    yz_bind_text(q, 1, lose);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_merge_kind, out);
    return yz_done(q) == YZ_OK && found;
}

int64_t yz_merged_into(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_merge *first) {
    struct yz_merge m;
    char ref[32];
    int64_t into = 0;
    if (!yz_kinds[kind]->merges) return 0;
    yz_ref_text(kind, id, ref);
    for (int hop = 0; hop < HOPS && merge_of(s, ref, &m); hop++) {
        if (hop == 0 && first) *first = m;
        yz_copy(ref, sizeof ref, m.keep);
        yz_ref_parse(ref, &kind, &into);
    }
    return into;
}

char *yz_merged_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, char *out, size_t room) {
    struct yz_merge m;
    char day[YZ_DATE_TEXT], staff[96], into[32], ref[32];
    int64_t now = yz_merged_into(s, kind, id, &m);
    *out = '\0';
    if (!now) return out;
    yz_record_title(s, YZ_STAFF, m.staff, false, staff, sizeof staff);
    snprintf(out, room, _("%1$s 已于 %2$s 并入 %3$s（%4$s）"), yz_ref_text(kind, id, ref),
             yz_date_text(yz_moment_date(m.at), day), yz_ref_text(kind, now, into), staff);
    return out;
}

enum yz_status yz_merges(struct yz_session *s, enum yz_kind_id kind, int64_t keep, struct yz_merge *out, size_t max,
                         size_t *count) {
    char ref[32];
    struct yz_query *q = keep ? yz_select(s->store, &yz_merge_kind, "WHERE keep=?1 ORDER BY id DESC LIMIT ?2")
                              : yz_select(s->store, &yz_merge_kind, "WHERE of=?1 ORDER BY id DESC LIMIT ?2");
    *count = 0;
    yz_bind_text(q, 1, keep ? yz_ref_text(kind, keep, ref) : yz_kinds[kind]->name);
    yz_bind(q, 2, (int64_t)max);
    while (*count < max && yz_next(q)) yz_row(q, &yz_merge_kind, &out[(*count)++]);
    return yz_done(q);
}

static enum yz_status only_one(struct yz_session *s, enum yz_kind_id kind, int64_t keep, struct yz_merge *out) {
    struct yz_merge all[6];
    char list[256] = "", ref[32];
    size_t count;
    enum yz_status status = yz_merges(s, kind, keep, all, 6, &count);
    yz_ref_text(kind, keep, ref);
    if (status != YZ_OK) return status;
    if (!count) return yz_fail(YZ_REFUSED, _("没有记录并入过 %s，没有可以取消的合并"), ref);
    *out = all[0];
    if (count == 1) return YZ_OK;
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", i ? _("、") : "", all[i].lose);
    }
    return yz_fail(YZ_REFUSED, _("并入 %1$s 的不止一个：%2$s；写明要取消哪一个"), ref, list);
}

enum yz_status yz_merge_named(struct yz_session *s, enum yz_kind_id kind, const char *ref, struct yz_merge *out) {
    enum yz_kind_id of;
    int64_t id;
    char normal[32];
    if (yz_ref_parse(ref, &of, &id) && of == kind && merge_of(s, yz_ref_text(of, id, normal), out)) return YZ_OK;
    enum yz_status status = yz_ref_resolve(s, ref, 1u << kind, &of, &id);
    return status == YZ_OK ? only_one(s, kind, id, out) : status;
}
