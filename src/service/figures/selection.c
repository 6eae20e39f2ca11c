/* The rows behind a number: a selection by page, each in words. */
#include "service/figures/figures_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>
#include <yizhan/meetings.h>
#include <yizhan/ratings.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/registry/address.h"
#include "service/restricted.h"

/* --- the rows --- */

static enum yz_status put_selection(struct yz_session *s, const struct yz_selection *x, const char *what,
                                    struct yz_buffer *sql, struct yz_groups_found *groups) {
    struct yz_figures_now now;
    if (x->fact->restricted && !yz_sees_restricted(s)) return yz_kind_allowed(s, x->fact->kind);
    enum yz_status status = yz_figures_know(s, x->on, x->as_of, &now);
    yz_buffer_printf(sql, "SELECT %s FROM %s WHERE ", what, x->fact->from);
    yz_figures_put(sql, &now, x->fact->where);
    return status == YZ_OK ? yz_conditions_put(s, x, &now, sql, groups) : status;
}

/* As it was known at the moment of the selection, if it has one. */
static enum yz_status past_begin(struct yz_session *s, const struct yz_selection *x) {
    return x->as_of ? yz_past_begin(s->store, x->as_of) : YZ_OK;
}

static enum yz_status past_end(struct yz_session *s, const struct yz_selection *x, enum yz_status status) {
    if (x->as_of) yz_past_end(s->store);
    return status;
}

static enum yz_status read_ids(struct yz_session *s, const struct yz_selection *x, const struct yz_selected *from,
                               int direction, struct yz_selected *out, size_t max, size_t *count) {
    struct yz_buffer sql = {0};
    struct yz_groups_found groups = {0};
    char what[64];
    snprintf(what, sizeof what, "%s,%s", x->fact->id, x->fact->row);
    enum yz_status status = put_selection(s, x, what, &sql, &groups);
    if (from) yz_buffer_printf(&sql, " AND %s%c%lld", x->fact->row, direction > 0 ? '>' : '<', (long long)from->row);
    yz_buffer_printf(&sql, " ORDER BY %s %s LIMIT %zu", x->fact->row, direction > 0 ? "" : "DESC", max);
    struct yz_query *q = status == YZ_OK ? yz_figures_sql(s->store, &sql, &groups) : NULL;
    for (*count = 0; q && *count < max && yz_next(q); ++*count)
        out[*count] = (struct yz_selected){.kind = x->fact->kind, .id = yz_int(q, 0), .row = yz_int(q, 1)};
    if (status == YZ_OK) status = yz_done(q);
    yz_buffer_free(&sql);
    yz_groups_found_free(&groups);
    return status;
}

static enum yz_status count_ids(struct yz_session *s, const struct yz_selection *x, int64_t *count) {
    struct yz_buffer sql = {0};
    struct yz_groups_found groups = {0};
    enum yz_status status = put_selection(s, x, "count(*)", &sql, &groups);
    struct yz_query *q = status == YZ_OK ? yz_figures_sql(s->store, &sql, &groups) : NULL;
    *count = q && yz_next(q) ? yz_int(q, 0) : 0;
    if (status == YZ_OK) status = yz_done(q);
    yz_buffer_free(&sql);
    yz_groups_found_free(&groups);
    return status;
}

enum yz_status yz_selection_count(struct yz_session *s, const struct yz_selection *x, int64_t *count) {
    *count = 0;
    yz_snapshot_begin(s->store);
    enum yz_status status = past_begin(s, x);
    if (status == YZ_OK) status = past_end(s, x, count_ids(s, x, count));
    yz_snapshot_end(s->store);
    return status;
}

/* --- in words --- */

static enum yz_status tell_case(struct yz_session *s, struct yz_selected *r) {
    struct yz_case_facts *f = calloc(1, sizeof *f);
    struct yz_case c;
    char day[YZ_DATE_TEXT];
    enum yz_status status = f ? yz_get(s->store, &yz_case_kind, r->id, &c) : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (status == YZ_OK) status = yz_case_facts(s, &c, false, f);
    if (status == YZ_OK) {
        yz_copy(r->title, sizeof r->title, c.number);
        snprintf(r->text, sizeof r->text, "%s  %s  %s  %s  %s", f->service_name, f->hidden ? _("保密") : f->person_name,
                 f->state, f->hidden ? "" : f->address, yz_date_text(yz_moment_date(c.received), day));
    }
    free(f);
    return status;
}

static enum yz_status tell_person(struct yz_session *s, struct yz_selected *r) {
    struct yz_person p;
    char door[96], years[32] = "";
    enum yz_status status = yz_get(s->store, &yz_person_kind, r->id, &p);
    if (status != YZ_OK) return status;
    int64_t dwelling = yz_sql_int(s->store, "SELECT dwelling FROM membership WHERE id=?1", r->row, 0);
    yz_mask_name(r->title, sizeof r->title, p.name);
    if (p.birth) snprintf(years, sizeof years, _("%d 岁"), yz_age_on(p.birth, yz_today()));
    yz_dwelling_short(s, dwelling, door, sizeof door);
    snprintf(r->text, sizeof r->text, "%s %s  %s  %s", yz_code_label("sex", p.sex), years,
             yz_code_label("residence", p.residence), door);
    return YZ_OK;
}

static enum yz_status tell_household(struct yz_session *s, struct yz_selected *r) {
    struct yz_query *q = yz_sql(s->store, "SELECT ifnull(p.name,''),h.kind,(SELECT count(*) FROM membership m WHERE "
                                          "m.household=h.id AND m.until=0 AND m.role<>4) FROM household h LEFT JOIN "
                                          "person p ON p.id=h.head WHERE h.id=?1");
    char head[96] = "";
    yz_bind(q, 1, r->id);
    if (yz_next(q)) {
        if (*yz_text(q, 0)) yz_mask_name(head, sizeof head, yz_text(q, 0));
        snprintf(r->text, sizeof r->text, _("%1$s  户主 %2$s  %3$d 人"),
                 yz_code_label("household_kind", (int32_t)yz_int(q, 1)), head, (int)yz_int(q, 2));
    }
    return yz_done(q);
}

static enum yz_status tell_visit(struct yz_session *s, struct yz_selected *r) {
    struct yz_visit v;
    char at[YZ_MOMENT_TEXT], who[96];
    enum yz_status status = yz_get(s->store, &yz_visit_kind, r->id, &v);
    if (status != YZ_OK) return status;
    r->shown_kind = YZ_HOUSEHOLD;
    r->shown = v.household;
    snprintf(r->text, sizeof r->text, "%s  %s  %s", yz_moment_text(v.at, at), yz_code_label("visit_outcome", v.outcome),
             yz_record_title(s, YZ_STAFF, v.staff, false, who, sizeof who));
    return YZ_OK;
}

static enum yz_status tell_need(struct yz_session *s, struct yz_selected *r) {
    struct yz_need n;
    char where[96], at[YZ_DATE_TEXT];
    enum yz_status status = yz_get(s->store, &yz_need_kind, r->id, &n);
    if (status != YZ_OK) return status;
    snprintf(r->text, sizeof r->text, "%s  %s  %s  %s", yz_code_label("need_field", n.field),
             yz_code_label("need_state", n.state), yz_need_where(s, &n, where, sizeof where),
             yz_date_text(yz_moment_date(n.at), at));
    return YZ_OK;
}

static enum yz_status tell_match(struct yz_session *s, struct yz_selected *r) {
    struct yz_match m;
    char offer[96], at[YZ_DATE_TEXT];
    enum yz_status status = yz_get(s->store, &yz_match_kind, r->id, &m);
    if (status != YZ_OK) return status;
    yz_record_title(s, YZ_NEED, m.need, true, r->title, sizeof r->title);
    snprintf(r->text, sizeof r->text, "%s  %s  %s", yz_record_title(s, YZ_OFFER, m.offer, true, offer, sizeof offer),
             yz_code_label("match_state", m.state), yz_date_text(yz_moment_date(m.at), at));
    return YZ_OK;
}

static enum yz_status tell_rating(struct yz_session *s, struct yz_selected *r) {
    struct yz_query *q = yz_sql(s->store, "SELECT case_id,mark,at FROM rating WHERE id=?1");
    char at[YZ_MOMENT_TEXT];
    int64_t of = 0;
    yz_bind(q, 1, r->id);
    if (yz_next(q)) {
        of = yz_int(q, 0);
        snprintf(r->text, sizeof r->text, "%s  %s", yz_code_label("rating", (int32_t)yz_int(q, 1)),
                 yz_moment_text(yz_int(q, 2), at));
    }
    enum yz_status status = yz_done(q);
    yz_record_title(s, YZ_CASE, of, true, r->title, sizeof r->title);
    r->shown_kind = YZ_CASE;
    r->shown = of;
    return status;
}

static enum yz_status tell_placed(struct yz_session *s, struct yz_selected *r) {
    bool meeting = r->kind == YZ_MEETING;
    struct yz_query *q = meeting ? yz_sql(s->store, "SELECT number,state FROM meeting WHERE id=?1")
                                 : yz_sql(s->store, "SELECT number,state FROM improvement WHERE id=?1");
    yz_bind(q, 1, r->id);
    if (yz_next(q))
        snprintf(r->text, sizeof r->text, "%s  %s", yz_text(q, 0),
                 yz_code_label(meeting ? "meeting_state" : "improvement_state", (int32_t)yz_int(q, 1)));
    return yz_done(q);
}

static enum yz_status tell_more(struct yz_session *s, struct yz_selected *r) {
    switch (r->kind) {
    case YZ_CASE: return tell_case(s, r);
    case YZ_PERSON: return tell_person(s, r);
    case YZ_HOUSEHOLD: return tell_household(s, r);
    case YZ_VISIT: return tell_visit(s, r);
    case YZ_NEED: return tell_need(s, r);
    case YZ_MATCH: return tell_match(s, r);
    case YZ_RATING: return tell_rating(s, r);
    default: return tell_placed(s, r);
    }
}

/* Of what was there at a past moment and is gone now, the title alone: its REF. */
static enum yz_status tell(struct yz_session *s, struct yz_selected *r, bool past) {
    yz_record_title(s, r->kind, r->id, true, r->title, sizeof r->title);
    enum yz_status status = tell_more(s, r);
    return past && status == YZ_REFUSED ? YZ_OK : status;
}

enum yz_status yz_selection_page(struct yz_session *s, const struct yz_selection *x, const struct yz_selected *from,
                                 int direction, struct yz_selected *out, size_t max, size_t *count) {
    yz_snapshot_begin(s->store);
    enum yz_status status = past_begin(s, x);
    if (status == YZ_OK) status = past_end(s, x, read_ids(s, x, from, direction, out, max, count));
    for (size_t i = 0; status == YZ_OK && i < *count; i++) status = tell(s, &out[i], x->as_of != 0);
    yz_snapshot_end(s->store);
    return status;
}
