/* Replies: saving one with its answers, the second keying of one from paper, and a text that becomes a need. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/text.h"
#include "service/desk/paper_sheet.h"
#include "service/field/survey_private.h"
#include "service/session.h"

/* --- reading --- */

enum yz_status yz_reply_numbered(struct yz_session *s, int64_t survey, int64_t number, struct yz_reply *out) {
    struct yz_query *q = yz_select(s->store, &yz_reply_kind, "WHERE survey=?1 AND number=?2 AND number<>0 LIMIT 1");
    *out = (struct yz_reply){0};
    yz_bind(q, 1, survey);
    yz_bind(q, 2, number);
    if (yz_next(q)) yz_row(q, &yz_reply_kind, out);
    return yz_done(q);
}

enum yz_status yz_reply_values(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                               char (*values)[YZ_ANSWER_ROOM]) {
    for (size_t i = 0; i < form->count; i++) *values[i] = '\0';
    struct yz_query *q = yz_sql(s->store, "SELECT question,value FROM answer WHERE reply=?1");
    yz_bind(q, 1, reply);
    while (yz_next(q))
        for (size_t i = 0; i < form->count; i++)
            if (form->questions[i].id == yz_int(q, 0)) yz_copy(values[i], YZ_ANSWER_ROOM, yz_text(q, 1));
    return yz_done(q);
}

enum yz_status yz_reply_shown(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                              char (*values)[YZ_ANSWER_ROOM]) {
    struct yz_reply r;
    char masked[YZ_ANSWER_ROOM];
    enum yz_status status = yz_record_get(s, YZ_REPLY, reply, &r);
    if (status == YZ_OK && r.anonymous) status = yz_survey_may_see(s, &form->survey, r.grid);
    if (status == YZ_OK) status = yz_reply_values(s, form, reply, values);
    for (size_t i = 0; status == YZ_OK && i < form->count; i++) {
        if (form->questions[i].type != YZ_ASK_TEXT) continue;
        yz_mask_numbers(masked, sizeof masked, values[i]);
        yz_copy(values[i], YZ_ANSWER_ROOM, masked);
    }
    return status;
}

enum yz_status yz_reply_page(struct yz_session *s, const struct yz_survey *survey, const struct yz_chosen *chosen,
                             int64_t before, struct yz_reply *out, size_t max, size_t *count) {
    int64_t question = chosen ? chosen->question : 0;
    *count = 0;
    if (question && survey->anonymous) return yz_fail(YZ_REFUSED, _("不记名的问卷不说谁选了什么"));
    struct yz_query *q =
        yz_select(s->store, &yz_reply_kind,
                  "WHERE survey=?1 AND (?2=0 OR id<?2) AND (?4=0 OR state=2 AND NOT anonymous AND (?6=0 OR grid=?6) "
                  "AND EXISTS (SELECT 1 FROM"
                  " answer a WHERE a.reply=reply.id AND a.question=?4 AND instr(' '||a.value||' ', ' '||?5||' ')>0))"
                  " ORDER BY id DESC LIMIT ?3");
    yz_bind(q, 1, survey->id);
    yz_bind(q, 2, before);
    yz_bind(q, 3, (int64_t)max);
    yz_bind(q, 4, question);
    yz_bind_text(q, 5, chosen ? chosen->value : "");
    yz_bind(q, 6, chosen ? chosen->grid : 0);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_reply_kind, &out[*count]);
    return yz_done(q);
}

/* --- what a reply is filled in with --- */

static enum yz_status place(struct yz_session *s, const struct yz_survey *v, struct yz_reply *r) {
    int64_t building = r->household ? yz_household_building(s, r->household) : 0;
    if (building) r->grid = yz_sql_int(s->store, "SELECT grid FROM building WHERE id=?1", building, 0);
    if (v->anonymous) r->anonymous = true;
    if (!r->grid) return yz_fail(YZ_REFUSED, _("不知道是哪个网格的：写明这一户，不记名的写明网格"));
    if (!r->anonymous && !r->household) return yz_fail(YZ_REFUSED, _("没有写是哪一户；不记名的要说明不记名"));
    if (!r->anonymous) r->at = yz_now();
    else r->household = 0, r->at = yz_moment_make(yz_today(), 0);
    return YZ_OK;
}

static enum yz_status not_twice(struct yz_session *s, const struct yz_reply *r) {
    struct yz_reply other;
    enum yz_status status = yz_reply_numbered(s, r->survey, r->number, &other);
    if (status == YZ_OK && r->number < 0) return yz_fail(YZ_REFUSED, _("纸上编号要从 1 起"));
    if (status == YZ_OK && r->number && other.id) return yz_fail(YZ_REFUSED, _("%d 号答卷已经录过"), (int)r->number);
    if (status == YZ_OK && r->household &&
        yz_sql_int(s->store, "SELECT count(*) FROM reply WHERE household=?1 AND survey=?2 AND household<>0",
                   r->household, r->survey))
        return yz_fail(YZ_REFUSED, _("这一户已经答过这份问卷；先撤销那一份"));
    return status;
}

static enum yz_status put_answers(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                                  char (*values)[YZ_ANSWER_ROOM]) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < form->count && status == YZ_OK; i++) {
        struct yz_answer a = {0};
        struct yz_query *q = yz_select(s->store, &yz_answer_kind, "WHERE reply=?1 AND question=?2");
        yz_bind(q, 1, reply);
        yz_bind(q, 2, form->questions[i].id);
        if (yz_next(q)) yz_row(q, &yz_answer_kind, &a);
        status = yz_done(q);
        if (status != YZ_OK || (!a.id && !*values[i])) continue;
        a.reply = reply;
        a.question = form->questions[i].id;
        yz_copy(a.value, sizeof a.value, values[i]);
        status = *values[i] ? yz_put(s->store, &yz_answer_kind, &a) : yz_drop(s->store, &yz_answer_kind, a.id);
    }
    return status;
}

enum yz_status yz_reply_may(struct yz_session *s, const struct yz_survey_form *form, const struct yz_reply *reply) {
    struct yz_reply r = *reply;
    r.survey = form->survey.id;
    enum yz_status status = yz_survey_open(s, &form->survey);
    if (status == YZ_OK) status = not_twice(s, &r);
    return status == YZ_OK ? place(s, &form->survey, &r) : status;
}

/* --- acts --- */

enum yz_status yz_reply_add(struct yz_session *s, const struct yz_survey_form *form, struct yz_reply *reply,
                            char (*values)[YZ_ANSWER_ROOM], struct yz_findings *f) {
    struct yz_reply r = *reply;
    r.survey = form->survey.id;
    r.staff = s->staff.id;
    r.state = r.number ? YZ_REPLY_ONCE : YZ_REPLY_WHOLE;
    enum yz_status status = yz_reply_may(s, form, &r);
    if (status == YZ_OK) status = place(s, &form->survey, &r);
    if (status == YZ_OK && !yz_answers_check(form, values, f)) status = yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (status == YZ_OK) status = yz_session_act(s, "add-reply");
    if (status != YZ_OK) return status;
    struct yz_survey now;
    status = yz_get(s->store, &yz_survey_kind, r.survey, &now); /* again, now under the lock */
    if (status == YZ_OK) status = yz_survey_open(s, &now);
    if (status == YZ_OK) status = not_twice(s, &r);
    if (status == YZ_OK) status = yz_put(s->store, &yz_reply_kind, &r);
    if (status == YZ_OK) status = put_answers(s, form, r.id, values);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *reply = r;
    return status;
}

enum yz_status yz_reply_second(struct yz_session *s, const struct yz_survey_form *form, struct yz_reply *reply,
                               char (*values)[YZ_ANSWER_ROOM], struct yz_findings *f) {
    struct yz_reply r = *reply;
    if (r.state != YZ_REPLY_ONCE) return yz_fail(YZ_REFUSED, _("%d 号答卷两遍都录过了"), (int)r.number);
    if (!yz_answers_check(form, values, f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    r.state = YZ_REPLY_WHOLE;
    r.second = s->staff.id;
    enum yz_status status = yz_session_act(s, "confirm-reply");
    if (status != YZ_OK) return status;
    status = yz_put(s->store, &yz_reply_kind, &r);
    if (status == YZ_OK) status = put_answers(s, form, r.id, values);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *reply = r;
    return status;
}

enum yz_status yz_answer_need(struct yz_session *s, int64_t answer, int32_t field, struct yz_need *need,
                              struct yz_findings *f) {
    struct yz_answer a;
    struct yz_question q;
    struct yz_reply r = {0};
    enum yz_status status = yz_record_get(s, YZ_ANSWER, answer, &a);
    if (status == YZ_OK) status = yz_record_get(s, YZ_QUESTION, a.question, &q);
    if (status == YZ_OK) status = yz_record_get(s, YZ_REPLY, a.reply, &r);
    if (status == YZ_OK && q.type != YZ_ASK_TEXT) status = yz_fail(YZ_REFUSED, _("只有文字的回答能转成需求"));
    if (status == YZ_OK && a.need) status = yz_fail(YZ_REFUSED, _("这个回答已经转成需求"));
    if (status != YZ_OK) return status;
    *need = (struct yz_need){.field = field, .household = r.household, .grid = r.grid, .source = 2}; /* questionnaire */
    yz_copy(need->text, sizeof need->text, a.value);
    snprintf(need->note, sizeof need->note, "%.*s", (int)yz_utf8_cut(q.label, sizeof q.label), q.label);
    status = yz_session_act(s, "add-need");
    if (status != YZ_OK) return status;
    status = yz_need_save(s, need, f);
    a.need = need->id;
    if (status == YZ_OK) status = yz_put(s->store, &yz_answer_kind, &a);
    return yz_session_end(s, status);
}
