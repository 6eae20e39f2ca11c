/* Surveys in the station file: saving a definition, finding and reading it, targets by grid. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/survey_private.h"
#include "service/session.h"

static enum yz_status by_key(struct yz_session *s, const char *name, struct yz_survey *out) {
    struct yz_query *q =
        yz_select(s->store, &yz_survey_kind, "WHERE key=?1 OR title=?1 ORDER BY key<>?1,id DESC LIMIT 1");
    *out = (struct yz_survey){0};
    yz_bind_text(q, 1, name);
    if (yz_next(q)) yz_row(q, &yz_survey_kind, out);
    return yz_done(q);
}

enum yz_status yz_survey_find(struct yz_session *s, const char *name, struct yz_survey *out) {
    enum yz_kind_id kind;
    int64_t id;
    if (yz_ref_parse(name, &kind, &id) && kind == YZ_SURVEY) return yz_record_get(s, YZ_SURVEY, id, out);
    enum yz_status status = by_key(s, name, out);
    if (status == YZ_OK && !out->id) status = yz_fail(YZ_REFUSED, _("没有问卷“%s”；有哪些见 survey list"), name);
    return status;
}

static enum yz_status put_form(struct yz_session *s, struct yz_survey_form *form) {
    enum yz_status status = yz_put(s->store, &yz_survey_kind, &form->survey);
    for (size_t i = 0; status == YZ_OK && i < form->count; i++) {
        form->questions[i].survey = form->survey.id;
        status = yz_put(s->store, &yz_question_kind, &form->questions[i]);
    }
    return status;
}

/* One that is free: the day, and from the second of a day on a number. */
static enum yz_status give_key(struct yz_session *s, char key[40]) {
    char day[YZ_DATE_TEXT];
    struct yz_survey taken = {.id = 1};
    enum yz_status status = YZ_OK;
    yz_date_text(yz_today(), day);
    for (int n = 1; status == YZ_OK && taken.id; n++) {
        if (n == 1) snprintf(key, 40, "wj-%s", day);
        else snprintf(key, 40, "wj-%s-%d", day, n);
        status = by_key(s, key, &taken);
    }
    return status;
}

enum yz_status yz_survey_add(struct yz_session *s, struct yz_survey_form *form) {
    struct yz_survey taken = {0};
    enum yz_status status = YZ_OK;
    if (!*form->survey.key) status = give_key(s, form->survey.key);
    if (status == YZ_OK) status = by_key(s, form->survey.key, &taken);
    if (status == YZ_OK && taken.id)
        status = yz_fail(YZ_REFUSED, _("已有代号是 %s 的问卷；换一个 form_id"), form->survey.key);
    form->survey.at = yz_now();
    form->survey.staff = s->staff.id;
    if (status == YZ_OK) status = yz_session_act(s, "add-survey");
    return status == YZ_OK ? yz_session_end(s, put_form(s, form)) : status;
}

enum yz_status yz_survey_load(struct yz_session *s, int64_t id, struct yz_survey_form *out) {
    *out = (struct yz_survey_form){0};
    enum yz_status status = yz_record_get(s, YZ_SURVEY, id, &out->survey);
    if (status != YZ_OK) return status;
    out->questions = calloc(YZ_QUESTIONS, sizeof *out->questions);
    if (!out->questions) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q = yz_select(s->store, &yz_question_kind, "WHERE survey=?1 ORDER BY place");
    yz_bind(q, 1, id);
    while (out->count < YZ_QUESTIONS && yz_next(q)) yz_row(q, &yz_question_kind, &out->questions[out->count++]);
    status = yz_done(q);
    if (status != YZ_OK) yz_survey_form_free(out);
    return status;
}

/* A grid cannot be asked more households than live in it. */
static enum yz_status may_want(struct yz_session *s, int64_t grid, int64_t households) {
    if (households < 0) return yz_fail(YZ_REFUSED, _("目标户数不能是负的"));
    struct yz_query *q = yz_sql(s->store, "SELECT count(*) FROM building b JOIN dwelling d ON d.building=b.id"
                                          " JOIN household h ON h.dwelling=d.id WHERE b.grid=?1 AND h.until=0");
    yz_bind(q, 1, grid);
    int64_t there = yz_next(q) ? yz_int(q, 0) : 0;
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || households <= there) return status;
    return yz_fail(YZ_REFUSED, _("目标 %1$d 户多于这个网格的住户（%2$d 户）；最多写 %2$d"), (int)households,
                   (int)there);
}

enum yz_status yz_quota_set(struct yz_session *s, int64_t survey, int64_t grid, int64_t households) {
    struct yz_quota quota = {0};
    enum yz_status status = may_want(s, grid, households);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_select(s->store, &yz_quota_kind, "WHERE survey=?1 AND grid=?2 LIMIT 1");
    yz_bind(q, 1, survey);
    yz_bind(q, 2, grid);
    if (yz_next(q)) yz_row(q, &yz_quota_kind, &quota);
    status = yz_done(q);
    if (status != YZ_OK || (!quota.id && !households)) return status;
    quota.survey = survey;
    quota.grid = grid;
    quota.households = households;
    status = yz_session_act(s, "set-quota");
    if (status != YZ_OK) return status;
    return yz_session_end(s, households ? yz_put(s->store, &yz_quota_kind, &quota)
                                        : yz_drop(s->store, &yz_quota_kind, quota.id));
}

/* --- until when it is asked --- */

static enum yz_status was_ended(struct yz_session *s, const struct yz_survey *v) {
    char who[96], when[YZ_MOMENT_TEXT];
    yz_record_title(s, YZ_STAFF, v->ended_by, false, who, sizeof who);
    return yz_fail(YZ_REFUSED, _("%1$s 在 %2$s 提前结束了这份问卷：%3$s"), who, yz_moment_text(v->ended_at, when),
                   v->ended_why);
}

enum yz_status yz_survey_open(struct yz_session *s, const struct yz_survey *v) {
    char day[YZ_DATE_TEXT];
    yz_date today = yz_today();
    if (v->ended_at) return was_ended(s, v);
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM question WHERE survey=?1 AND type<>?2 LIMIT 1");
    yz_bind(q, 1, v->id);
    yz_bind(q, 2, YZ_ASK_NOTE);
    bool empty = !yz_next(q);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK) return status;
    if (empty) return yz_fail(YZ_REFUSED, _("这份问卷还没有题目；先加题"));
    if (v->since && today < v->since)
        return yz_fail(YZ_REFUSED, _("这份问卷从 %s 起才问"), yz_date_text(v->since, day));
    if (v->until && today > v->until)
        return yz_fail(YZ_REFUSED, _("这份问卷到 %s 已经截止"), yz_date_text(v->until, day));
    return YZ_OK;
}

enum yz_status yz_survey_end(struct yz_session *s, int64_t id, const char *why, struct yz_findings *f) {
    struct yz_survey v;
    char day[YZ_DATE_TEXT];
    enum yz_status status = yz_record_get(s, YZ_SURVEY, id, &v);
    if (status == YZ_OK && v.ended_at) return was_ended(s, &v);
    if (status == YZ_OK && v.until && yz_today() > v.until)
        return yz_fail(YZ_REFUSED, _("这份问卷到 %s 已经截止"), yz_date_text(v.until, day));
    if (status != YZ_OK) return status;
    yz_field_set(yz_field_named(&yz_survey_kind, "ended_why"), &v, why, false, f);
    if (!*v.ended_why) yz_find_error(f, "ended_why", NULL, _("没有写为什么提前结束"), _("例如 目标已经够了"));
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s", f->all[0].rule);
    v.ended_at = yz_now();
    v.ended_by = s->staff.id;
    status = yz_session_act(s, "end-survey");
    return status == YZ_OK ? yz_session_end(s, yz_put(s->store, &yz_survey_kind, &v)) : status;
}
