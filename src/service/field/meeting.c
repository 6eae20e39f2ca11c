/* Meetings: raising one, inviting, closing; their numbers and pages. */
#include <stdio.h>
#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/net.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/field/year_number.h"
#include "service/field/meeting_private.h"

#define PREFIX "协商"

enum yz_status yz_meeting_told(const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++)
        if (f->all[i].severity == YZ_ERROR) return yz_fail(YZ_REFUSED, "%s", f->all[i].rule);
    return f->lost ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

static bool set_matter(char *out, size_t room, const char *text, struct yz_findings *f) {
    const struct yz_matter *m = yz_matter_named(text, yz_today());
    if (!m) yz_find_error(f, "matter", text, _("没有这类事项，或现在不适用"), _("例如 ordinary 或 owners"));
    return m && yz_copy(out, room, m->key);
}

bool yz_meeting_set(struct yz_session *s, const struct yz_kind *k, void *record, const char *field, const char *text,
                    struct yz_findings *f) {
    const struct yz_field *row = yz_field_named(k, field);
    if (row && strcmp(field, "matter") == 0 && *text)
        return set_matter((char *)record + row->offset, row->size, text, f);
    return yz_record_set_named(s, k, record, field, text, f);
}

/* --- raising one --- */

static void from_need(struct yz_session *s, struct yz_meeting *m) {
    struct yz_need n;
    if (!m->need || yz_record_get(s, YZ_NEED, m->need, &n) != YZ_OK) return;
    if (!*m->title) yz_copy(m->title, sizeof m->title, n.text);
    if (!m->id && !m->building && !m->grid) m->building = n.building;
    if (!m->building && !m->grid) m->grid = n.grid;
}

/* Of a dispute the parties as they were told at the desk; a hidden case gives nothing. */
static void from_case(struct yz_session *s, struct yz_meeting *m) {
    struct yz_case c;
    if (!m->case_id || yz_record_get(s, YZ_CASE, m->case_id, &c) != YZ_OK || yz_case_hidden(s, &c)) return;
    if (!m->sort && strcmp(c.service, "event-dispute") == 0) m->sort = YZ_MEDIATION;
    if (!*m->title && *c.place) snprintf(m->title, sizeof m->title, "%.100s 纠纷", c.place);
    if (!*m->title) yz_copy(m->title, sizeof m->title, c.number);
    if (!*m->first_name) yz_copy(m->first_name, sizeof m->first_name, c.party);
    if (!m->id && !m->building && !m->grid) m->building = c.building;
}

static void name_party(struct yz_session *s, int64_t person, char name[96]) {
    struct yz_person p;
    if (person && !*name && yz_get(s->store, &yz_person_kind, person, &p) == YZ_OK) yz_copy(name, 96, p.name);
}

static void complete(struct yz_session *s, struct yz_meeting *m) {
    struct yz_community community = {0};
    if (!m->id && yz_the_community(s, &community) == YZ_OK) m->invented = community.invented;
    from_need(s, m);
    from_case(s, m);
    m->title[yz_utf8_cut(m->title, sizeof m->title - 1)] = '\0';
    name_party(s, m->first, m->first_name);
    name_party(s, m->second, m->second_name);
    if (!m->sort) m->sort = YZ_CONSULTATION;
    if (!*m->matter) yz_copy(m->matter, sizeof m->matter, "ordinary");
    if (!m->host) m->host = s->staff.id;
    if (!m->state) m->state = YZ_MEETING_RAISED;
    if (*m->agreement && !m->agreed_on) m->agreed_on = yz_today();
    if (*m->agreement && m->state < YZ_MEETING_DECIDED) m->state = YZ_MEETING_DECIDED;
}

static void check(const struct yz_meeting *m, struct yz_findings *f) {
    bool parties = *m->first_name && *m->second_name;
    yz_record_check(&yz_meeting_kind, m, f);
    if (!yz_matter_named(m->matter, yz_today()))
        yz_find_error(f, "matter", m->matter, _("没有这类事项，或现在不适用"), _("例如 ordinary 或 owners"));
    if (m->state == YZ_MEETING_CLOSED)
        yz_find_error(f, "state", NULL, _("已经结束，不能再改"), _("撤销结束，或另提一次协商"));
    if (*m->agreement && m->sort != YZ_MEDIATION)
        yz_find_error(f, "agreement", NULL, _("只有调解有双方协议"), _("方式改成调解，或写成决议"));
    else if (*m->agreement && !parties)
        yz_find_error(f, "second_name", NULL, _("协议要有甲方和乙方"), _("挑选居民，或写姓名"));
    if (parties && m->first && m->first == m->second)
        yz_find_error(f, "second", NULL, _("甲方和乙方是同一人"), _("换其中一个"));
    if (m->at && yz_moment_minute(m->at) == 0)
        yz_find_error(f, "at", NULL, _("没有写几点开会"), _("日子后面写钟点，如 2026-12-01 19:30"));
    if (m->agreed_on && m->agreed_on > yz_today()) yz_find_error(f, "agreed_on", NULL, _("达成日期还没有到"), NULL);
}

enum yz_status yz_meeting_save(struct yz_session *s, struct yz_meeting *m, struct yz_findings *f) {
    struct yz_meeting written = *m;
    complete(s, &written);
    check(&written, f);
    enum yz_status status = yz_meeting_told(f);
    if (status == YZ_OK) status = yz_session_act(s, m->id ? "edit-meeting" : "add-meeting");
    if (status != YZ_OK) return status;
    if (!m->id) status = yz_next_number(s->store, &yz_meeting_kind, PREFIX, written.number, sizeof written.number);
    if (status == YZ_OK) status = yz_put(s->store, &yz_meeting_kind, &written);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *m = written;
    return status;
}

/* --- what happens to one --- */

enum yz_status yz_meeting_ready(struct yz_session *s, int64_t meeting, bool afterwards, const struct yz_kind *k,
                                const void *record, struct yz_meeting *out, struct yz_findings *f) {
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, meeting, out);
    if (status != YZ_OK) return status;
    yz_record_check(k, record, f);
    if (afterwards && out->state < YZ_MEETING_DECIDED)
        yz_find_error(f, "mark", NULL, _("还没有决定，不能评议"), _("先登记表决、决议或协议"));
    if (!afterwards && out->state == YZ_MEETING_CLOSED)
        yz_find_error(f, "meeting", out->number, _("已经结束，只能评议"), _("撤销结束，或另提一次协商"));
    return yz_meeting_told(f);
}

enum yz_status yz_meeting_put(struct yz_session *s, int64_t meeting, int32_t state, const struct yz_kind *k,
                              void *record) {
    struct yz_meeting m;
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, meeting, &m);
    if (status == YZ_OK && m.state < state) {
        m.state = state;
        status = yz_put(s->store, &yz_meeting_kind, &m);
    }
    return status == YZ_OK ? yz_put(s->store, k, record) : status;
}

enum yz_status yz_meeting_close(struct yz_session *s, int64_t meeting, const char *outcome, struct yz_findings *f) {
    struct yz_meeting m;
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, meeting, &m);
    if (status != YZ_OK) return status;
    if (m.state == YZ_MEETING_CLOSED) return yz_fail(YZ_REFUSED, _("已经结束，只能评议"));
    yz_field_set(yz_field_named(&yz_meeting_kind, "outcome"), &m, outcome, false, f);
    if (m.state < YZ_MEETING_DECIDED && !*m.outcome)
        yz_find_error(f, "outcome", NULL, _("还没有决定就结束，要写明结果或原因"), _("例如 意见不一，下月再议"));
    m.state = YZ_MEETING_CLOSED;
    m.closed_at = yz_now();
    status = yz_meeting_told(f);
    if (status == YZ_OK) status = yz_session_act(s, "close-meeting");
    return status == YZ_OK ? yz_session_end(s, yz_put(s->store, &yz_meeting_kind, &m)) : status;
}

/* --- reading --- */

enum yz_status yz_meeting_by_number(struct yz_session *s, const char *typed, struct yz_meeting *out) {
    return yz_by_number(s->store, &yz_meeting_kind, PREFIX, typed, out);
}

#define TESTS " AND (?2=0 OR state=?2) AND (?3='' OR instr(lower(number||' '||title||' '||place), ?3) > 0) ORDER BY id "

enum yz_status yz_meeting_page(struct yz_session *s, const struct yz_meeting_filter *filter,
                               const struct yz_meeting *after, int direction, struct yz_meeting *out, size_t max,
                               size_t *count) {
    char text[96];
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_meeting_kind, "WHERE id < ?1" TESTS "DESC LIMIT ?4")
                                       : yz_select(s->store, &yz_meeting_kind, "WHERE id > ?1" TESTS "LIMIT ?4");
    *count = 0;
    if (!q) return yz_done(q);
    yz_text_fold(text, sizeof text, filter->text);
    yz_bind(q, 1, after ? after->id : direction > 0 ? INT64_MAX : 0);
    yz_bind(q, 2, filter->state);
    yz_bind_text(q, 3, text);
    yz_bind(q, 4, (int64_t)max);
    while (*count < max && yz_next(q)) yz_row(q, &yz_meeting_kind, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_meeting_parts(struct yz_session *s, enum yz_kind_id kind, int64_t meeting, int64_t after, void *out,
                                size_t max, size_t *count) {
    const struct yz_kind *k = yz_kinds[kind];
    struct yz_query *q = yz_select(s->store, k, "WHERE meeting=?1 AND id>?2 ORDER BY id LIMIT ?3");
    *count = 0;
    if (!q) return yz_done(q);
    yz_bind(q, 1, meeting);
    yz_bind(q, 2, after);
    yz_bind(q, 3, (int64_t)max);
    while (*count < max && yz_next(q)) yz_row(q, k, (char *)out + (*count)++ * k->size);
    return yz_done(q);
}
