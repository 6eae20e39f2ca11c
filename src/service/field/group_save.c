/* Typing somebody into a key group, correcting that, and ending it. */
#include "service/field/group_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/clean.h"

/* --- what is wrong with it --- */

static enum yz_status allowed(const struct yz_session *s, const struct yz_group *g) {
    if (!g || yz_group_seen(s, g)) return YZ_OK;
    return yz_fail(YZ_DENIED, _("%s是保密的人群，只有站长、管理员和审计员能看、能登记"), yz_group_name(g));
}

static void check_group(const struct yz_group *g, const struct yz_focus *x, struct yz_findings *f) {
    if (!g && *x->group_key) yz_find_error(f, "group_key", x->group_key, yz_message(), _("yizhan group list 看有哪些"));
    if (g && g->comes == YZ_GROUP_COMPUTED)
        yz_find_error(f, "group_key", x->group_key, _("这个人群由年龄和状态算出来，不用登记"),
                      _("改居民或居住关系，人群自己会变"));
}

static void check_days(const struct yz_group *g, const struct yz_person *p, const struct yz_focus *x,
                       struct yz_findings *f) {
    char day[YZ_DATE_TEXT];
    if (!x->since) yz_find_error(f, "since", NULL, _("要写从哪天起"), _("例如 2026-11-01"));
    if (x->since && p->birth && x->since < p->birth)
        yz_find_error(f, "since", yz_date_text(x->since, day), _("起始日期早于出生日期"), _("改起始日期"));
    if (p->died && (x->since > p->died || !x->until || x->until > p->died))
        yz_find_error(f, "until", yz_date_text(p->died, day), _("这个人已经死亡，不能在死亡以后还算"),
                      _("截止日期写死亡那天或更早"));
    if (g && x->since && x->since < g->valid_from)
        yz_find_warning(f, "since", yz_date_text(x->since, day), _("这个人群的规定在这以后才生效"), NULL);
    if (g && g->valid_to && (!x->until || x->until > g->valid_to))
        yz_find_warning(f, "until", yz_date_text(g->valid_to, day), _("这个人群的规定到这一天为止"), NULL);
}

/* Another record of the person for the group that shares a day. */
static void check_double(struct yz_session *s, const struct yz_focus *x, struct yz_findings *f) {
    char rule[160], ref[32], from[YZ_DATE_TEXT], to[YZ_DATE_TEXT];
    struct yz_query *q = yz_sql(s->store, "SELECT id,since,until FROM focus WHERE person=?1 AND group_key=?2 AND id<>?3"
                                          " AND (?5=0 OR since<=?5) AND (until=0 OR until>=?4) ORDER BY id LIMIT 1");
    yz_bind(q, 1, x->person);
    yz_bind_text(q, 2, x->group_key);
    yz_bind(q, 3, x->id);
    yz_bind(q, 4, x->since);
    yz_bind(q, 5, x->until);
    if (yz_next(q)) {
        yz_date until = (yz_date)yz_int(q, 2);
        snprintf(rule, sizeof rule, _("已经登记在这个人群：%1$s，%2$s 至 %3$s"),
                 yz_ref_text(YZ_FOCUS, yz_int(q, 0), ref), yz_date_text((yz_date)yz_int(q, 1), from),
                 until ? yz_date_text(until, to) : _("今"));
        yz_find_error(f, "group_key", x->group_key, rule, _("改那一条，或先截止它"));
    }
    yz_done(q);
}

static void check_same(struct yz_session *s, const struct yz_focus *x, struct yz_findings *f) {
    struct yz_focus old;
    if (!x->id || yz_get(s->store, &yz_focus_kind, x->id, &old) != YZ_OK) return;
    if (old.person != x->person || strcmp(old.group_key, x->group_key) != 0)
        yz_find_error(f, "group_key", x->group_key, _("一条登记的居民和人群不能换"), _("截止这一条，另登记一条"));
}

static void check(struct yz_session *s, const struct yz_group *g, const struct yz_focus *x, struct yz_findings *f) {
    struct yz_person p = {0};
    yz_record_check(&yz_focus_kind, x, f);
    if (x->person && yz_get(s->store, &yz_person_kind, x->person, &p) != YZ_OK)
        yz_find_error(f, "person", NULL, yz_message(), NULL);
    check_group(g, x, f);
    check_same(s, x, f);
    if (x->person && p.id) check_days(g, &p, x, f);
    if (x->person && g) check_double(s, x, f);
}

/* --- writing --- */

static enum yz_status first_of(const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++) {
        const struct yz_field *field = yz_field_named(&yz_focus_kind, f->all[i].field);
        if (f->all[i].severity == YZ_ERROR)
            return yz_fail(YZ_REFUSED, _("%1$s：%2$s"), field ? yz_tr(field->label) : f->all[i].field, f->all[i].rule);
    }
    return yz_fail(YZ_BUSY, _("内存不足"));
}

static void clean(char *text, size_t room, const char *field, struct yz_findings *f) {
    char out[192];
    if (yz_clean(out, sizeof out, text, false) == YZ_DAMAGED) yz_find_error(f, field, text, _("不是完整的文字"), NULL);
    else yz_copy(text, room, out);
}

static enum yz_status write(struct yz_session *s, const char *verb, struct yz_focus *x, struct yz_findings *f) {
    const struct yz_group *g = *x->group_key ? yz_group_named(x->group_key) : NULL;
    enum yz_status status = allowed(s, g);
    if (status != YZ_OK) return status;
    struct yz_focus written = *x;
    if (g) yz_copy(written.group_key, sizeof written.group_key, g->key);
    clean(written.reason, sizeof written.reason, "reason", f);
    clean(written.source, sizeof written.source, "source", f);
    clean(written.note, sizeof written.note, "note", f);
    written.staff = s->staff.id;
    status = yz_session_act(s, verb); /* under the lock, so that two do not type the same */
    if (status != YZ_OK) return status;
    check(s, g, &written, f);
    status = yz_findings_ok(f) ? yz_put(s->store, &yz_focus_kind, &written) : first_of(f);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *x = written;
    return status;
}

enum yz_status yz_group_save(struct yz_session *s, struct yz_focus *x, struct yz_findings *f) {
    return write(s, x->id ? "edit-focus" : "add-focus", x, f);
}

enum yz_status yz_group_end(struct yz_session *s, int64_t focus, yz_date until, const char *note,
                            struct yz_findings *f) {
    struct yz_focus x;
    char text[YZ_DATE_TEXT];
    enum yz_status status = yz_record_get(s, YZ_FOCUS, focus, &x);
    if (status != YZ_OK) return status;
    if (!until) until = yz_today();
    if (x.until && x.until < until)
        yz_find_error(f, "until", yz_date_text(x.until, text), _("这一条已经在这天截止"), _("要改日期就用修改"));
    if (!yz_findings_ok(f)) return first_of(f);
    x.until = until;
    if (*note && !yz_copy(x.note, sizeof x.note, note)) yz_find_error(f, "note", note, _("太长"), NULL);
    return yz_findings_ok(f) ? write(s, "end-focus", &x, f) : first_of(f);
}
