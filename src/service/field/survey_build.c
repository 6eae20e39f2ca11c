/* Building a questionnaire question by question, as long as nobody has replied. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

#include "service/field/survey_private.h"
#include "service/session.h"

static enum yz_status replied(struct yz_session *s, int64_t survey, bool *out) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM reply WHERE survey=?1 LIMIT 1");
    yz_bind(q, 1, survey);
    *out = yz_next(q);
    return yz_done(q);
}

enum yz_status yz_survey_may_build(struct yz_session *s, int64_t survey) {
    bool any;
    enum yz_status status = replied(s, survey, &any);
    if (status != YZ_OK || !any) return status;
    return yz_fail(YZ_REFUSED, _("已经有答卷，题目不能再改；要改就另建一份"));
}

/* What would be taken from under the replies: a question (added, it has no earlier version; taken out, only that), the key,
 * whether names are kept. Lines of an act are neighbours. */
static const char touched[] =
    "SELECT r.survey FROM journal j LEFT JOIN journal b ON b.kind=j.kind AND b.id=j.id AND b.version=j.version-1"
    " JOIN reply r ON r.survey=iif(j.kind='survey',j.id,json_extract(iif(j.gone,b.body,j.body),'$.survey'))"
    " WHERE j.act=?1 AND j.seq>=?1"
    " AND j.seq<ifnull((SELECT n.seq FROM journal n WHERE n.seq>?1 AND n.act<>?1 ORDER BY n.seq LIMIT 1),1<<62)"
    " AND (j.kind='question' OR (j.kind='survey' AND b.id AND "
    "(json_extract(j.body,'$.key') IS NOT json_extract(b.body,'$.key') OR "
    "json_extract(j.body,'$.anonymous') IS NOT json_extract(b.body,'$.anonymous')))) LIMIT 1";

enum yz_status yz_survey_may_undo(struct yz_session *s, int64_t act) {
    if (yz_sql_int(s->store, touched, act, 0) <= 0) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("撤销不了：已经有答卷，题目不能再改；要改就另建一份"));
}

/* --- the head --- */

static enum yz_status check_key(struct yz_session *s, const struct yz_survey *v, struct yz_findings *f) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM survey WHERE key=?1 AND id<>?2 LIMIT 1");
    yz_bind_text(q, 1, v->key);
    yz_bind(q, 2, v->id);
    if (yz_next(q)) yz_find_error(f, "key", v->key, _("已有这个代号的问卷"), _("换一个代号"));
    return yz_done(q);
}

static enum yz_status check_kept(struct yz_session *s, const struct yz_survey *v, struct yz_findings *f) {
    struct yz_survey before;
    bool any = false;
    enum yz_status status = yz_record_get(s, YZ_SURVEY, v->id, &before);
    if (status == YZ_OK) status = replied(s, v->id, &any);
    if (status != YZ_OK || !any) return status;
    if (strcmp(v->key, before.key) != 0)
        yz_find_error(f, "key", v->key, _("已经有答卷，代号不能再改"), _("写回原来的"));
    if (v->anonymous != before.anonymous)
        yz_find_error(f, "anonymous", NULL, _("已经有答卷，不记名不能再改"), _("另建一份问卷"));
    return YZ_OK;
}

enum yz_status yz_survey_edit(struct yz_session *s, struct yz_survey *v, struct yz_findings *f) {
    yz_record_check(&yz_survey_kind, v, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s", f->all[0].rule);
    enum yz_status status = yz_session_act(s, "edit-survey");
    if (status != YZ_OK) return status;
    status = check_key(s, v, f);
    if (status == YZ_OK) status = check_kept(s, v, f);
    if (status == YZ_OK && !yz_findings_ok(f)) status = yz_fail(YZ_REFUSED, "%s", f->all[0].rule);
    if (status == YZ_OK) status = yz_put(s->store, &yz_survey_kind, v);
    return yz_session_end(s, status);
}

/* --- the questions --- */

static size_t place_of(const struct yz_survey_form *form, int64_t id) {
    size_t i = 0;
    while (i < form->count && form->questions[i].id != id) i++;
    return i;
}

/* Numbers the questions anew; `edited` and those whose place changed are written. */
static enum yz_status put_places(struct yz_session *s, struct yz_survey_form *form, const struct yz_question *edited) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < form->count; i++) {
        struct yz_question *q = &form->questions[i];
        if (q->place == (int64_t)i + 1 && q != edited) continue;
        q->place = (int64_t)i + 1;
        status = yz_put(s->store, &yz_question_kind, q);
    }
    return status;
}

/* Faults of the whole that the change would bring: rules about what is moved, renamed or gone. */
static enum yz_status check_whole(const struct yz_survey_form *form, struct yz_findings *f) {
    int64_t places[YZ_QUESTIONS]; /* as they were: they tell what is to be written */
    for (size_t i = 0; i < form->count; i++) {
        places[i] = form->questions[i].place;
        form->questions[i].place = (int64_t)i + 1;
    }
    yz_survey_check(form, f);
    for (size_t i = 0; i < form->count; i++) form->questions[i].place = places[i];
    return yz_findings_ok(f) ? YZ_OK : yz_fail(YZ_REFUSED, "%s", f->all[0].rule);
}

/* Begins the act and reads the questions under it. */
static enum yz_status begin(struct yz_session *s, int64_t survey, struct yz_survey_form *form) {
    enum yz_status status = yz_session_act(s, "edit-survey");
    if (status != YZ_OK) return status;
    status = yz_survey_load(s, survey, form);
    if (status == YZ_OK) status = yz_survey_may_build(s, survey);
    if (status == YZ_OK) return YZ_OK;
    yz_survey_form_free(form);
    return yz_session_end(s, status);
}

static void give_name(const struct yz_survey_form *form, struct yz_question *q) {
    for (size_t n = form->count + 1; !*q->name; n++) {
        char name[24];
        snprintf(name, sizeof name, "q%zu", n);
        if (yz_survey_place(form, name) == form->count) memcpy(q->name, name, sizeof name);
    }
}

static void empty_others(struct yz_question *q) {
    bool chosen = q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY;
    bool counted = q->type == YZ_ASK_SCALE || q->type == YZ_ASK_NUMBER || q->type == YZ_ASK_DECIMAL;
    if (!chosen) *q->choices = '\0';
    if (!counted) q->low = q->high = 0;
    if (q->type == YZ_ASK_SCALE && !q->low && !q->high) q->low = 1, q->high = 5;
    if (q->type != YZ_ASK_NOTE) return;
    q->required = false;
    *q->limit = *q->message = '\0';
}

/* Where it goes: its own place, or room is made for it. */
static enum yz_status put_in(struct yz_survey_form *form, struct yz_question *q, size_t *at) {
    *at = place_of(form, q->id);
    if (q->id && *at == form->count) return yz_fail(YZ_REFUSED, _("这道题已经不在问卷里"));
    if (!q->id && form->count == YZ_QUESTIONS) return yz_fail(YZ_REFUSED, _("题目太多，最多 100 题"));
    if (!q->id) {
        *at = q->place > 0 && (size_t)q->place <= form->count ? (size_t)q->place - 1 : form->count;
        memmove(&form->questions[*at + 1], &form->questions[*at], (form->count - *at) * sizeof *q);
        form->count++;
    }
    q->place = (int64_t)*at + 1;
    form->questions[*at] = *q;
    return YZ_OK;
}

enum yz_status yz_survey_question_save(struct yz_session *s, struct yz_question *q, struct yz_findings *f) {
    struct yz_survey_form form;
    size_t at = 0;
    enum yz_status status = begin(s, q->survey, &form);
    if (status != YZ_OK) return status;
    give_name(&form, q);
    empty_others(q);
    status = put_in(&form, q, &at);
    if (status == YZ_OK) yz_survey_check_question(&form, at, f);
    if (!yz_findings_ok(f)) status = yz_fail(YZ_REFUSED, "%s", f->all[0].rule);
    if (status == YZ_OK) status = check_whole(&form, f);
    if (status == YZ_OK) status = put_places(s, &form, &form.questions[at]);
    if (status == YZ_OK) *q = form.questions[at];
    yz_survey_form_free(&form);
    return yz_session_end(s, status);
}

static enum yz_status begin_with(struct yz_session *s, int64_t id, struct yz_survey_form *form, size_t *at) {
    struct yz_question q;
    enum yz_status status = yz_record_get(s, YZ_QUESTION, id, &q);
    if (status == YZ_OK) status = begin(s, q.survey, form);
    if (status == YZ_OK) *at = place_of(form, id);
    return status;
}

static enum yz_status finish(struct yz_session *s, struct yz_survey_form *form, int64_t gone) {
    struct yz_findings f = {0};
    enum yz_status status = check_whole(form, &f);
    if (status == YZ_OK && gone) status = yz_drop(s->store, &yz_question_kind, gone);
    if (status == YZ_OK) status = put_places(s, form, NULL);
    yz_findings_free(&f);
    yz_survey_form_free(form);
    return yz_session_end(s, status);
}

enum yz_status yz_survey_question_move(struct yz_session *s, int64_t id, int by) {
    struct yz_survey_form form = {0};
    size_t at = 0;
    enum yz_status status = begin_with(s, id, &form, &at);
    if (status != YZ_OK) return status;
    size_t to = at + (size_t)by; /* before the first wraps round, and is past the last */
    if (to < form.count) {
        struct yz_question q = form.questions[at];
        form.questions[at] = form.questions[to];
        form.questions[to] = q;
    }
    return finish(s, &form, 0);
}

enum yz_status yz_survey_question_drop(struct yz_session *s, int64_t id) {
    struct yz_survey_form form = {0};
    size_t at = 0;
    enum yz_status status = begin_with(s, id, &form, &at);
    if (status != YZ_OK) return status;
    if (at < form.count)
        memmove(&form.questions[at], &form.questions[at + 1], (--form.count - at) * sizeof *form.questions);
    return finish(s, &form, id);
}
