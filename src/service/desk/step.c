/* Taking a step: one act of the case as a whole, and a line about it for the timeline. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/letters.h>

#include "base/json.h"
#include "base/text.h"
#include "service/desk/flow_private.h"

/* --- refusals --- */

/* Who changed the case after it was shown, what and when. */
static enum yz_status changed_since(struct yz_session *s, const struct yz_case *now) {
    struct yz_log_filter filter = {.kind = YZ_CASE, .id = now->id};
    struct yz_log_line lines[32];
    char who[96] = "", at[YZ_MOMENT_TEXT];
    size_t count, i = 0;
    enum yz_status status = yz_journal_page(s->store, &filter, lines, 32, &count);
    if (status != YZ_OK) return status;
    while (i + 1 < count && !lines[i].version) i++;
    if (!count) return yz_fail(YZ_REFUSED, _("办件 %s 刚被改过，请重新打开"), now->number);
    yz_record_title(s, YZ_STAFF, lines[i].staff, false, who, sizeof who);
    return yz_fail(YZ_REFUSED, _("办件 %1$s 刚被改过，您填的还在，看过再办：%2$s %3$s %4$s，现在是“%5$s”"), now->number,
                   who, yz_moment_text(lines[i].at, at), yz_verb_label(lines[i].verb),
                   yz_code_label("case_state", now->state));
}

static void add_word(char *out, size_t room, const char *between, const char *word) {
    size_t n = strlen(out);
    if (n + strlen(between) + strlen(word) < room) snprintf(out + n, room - n, "%s%s", n ? between : "", word);
}

/* The steps that are open to this one here, for a message. */
static void open_words(const struct yz_stand *stand, const struct yz_case *c, char *out, size_t room) {
    *out = '\0';
    for (size_t i = 0; i < stand->flow->step_count; i++) {
        const struct yz_flow_step *step = &stand->flow->steps[i];
        char word[96];
        if (!(step->from & YZ_STATE_BIT(c->state)) || !yz_flow_may(stand->s, c, step) || yz_flow_idle(stand, c, step))
            continue;
        snprintf(word, sizeof word, "%s %s", step->key, yz_flow_step_label(step));
        add_word(out, room, _("、"), word);
    }
    if (!*out) yz_copy(out, room, _("没有"));
}

static enum yz_status not_open(const struct yz_stand *stand, const struct yz_case *c, const char *what) {
    char open[1024];
    open_words(stand, c, open, sizeof open);
    return yz_fail(YZ_REFUSED, _("办件 %1$s 是“%2$s”，现在不能“%3$s”；可以：%4$s"), c->number,
                   yz_code_label("case_state", c->state), what, open);
}

static enum yz_status not_allowed(const struct yz_stand *stand, const struct yz_case *c,
                                  const struct yz_flow_step *step) {
    static const struct {
        unsigned who;
        const char *label;
    } all[] = {{YZ_WHO_OWNER, N_("经办人")},
               {YZ_WHO_STATION, N_("本站工作人员")},
               {YZ_WHO_SUPERVISOR, N_("本站站长")},
               {YZ_WHO_ADMIN, N_("管理员")},
               {YZ_WHO_OFFERED, N_("接收的驿站")}};
    char who[192] = "", owner[96];
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (step->who & all[i].who) add_word(who, sizeof who, _("、"), yz_tr(all[i].label));
    yz_record_title(stand->s, YZ_STAFF, c->owner, false, owner, sizeof owner);
    return yz_fail(YZ_DENIED, _("“%1$s”由%2$s来做；办件 %3$s 的经办人是%4$s"), yz_flow_step_label(step), who, c->number,
                   *owner ? owner : _("没有"));
}

static enum yz_status no_step(const struct yz_flow *flow, const char *key) {
    char all[1024] = "";
    for (size_t i = 0; i < flow->step_count; i++) add_word(all, sizeof all, " ", flow->steps[i].key);
    return yz_fail(YZ_USAGE, _("没有“%1$s”这一步；有 %2$s"), key, all);
}

static enum yz_status choose(const struct yz_stand *stand, const struct yz_case *c, const char *key,
                             const struct yz_flow_step **out) {
    const struct yz_flow_step *step = yz_flow_step_named(stand->flow, key, c->state);
    *out = step;
    if (!step) return no_step(stand->flow, key);
    if (!(step->from & YZ_STATE_BIT(c->state))) return not_open(stand, c, yz_flow_step_label(step));
    if (!yz_flow_may(stand->s, c, step)) return not_allowed(stand, c, step);
    const char *idle = yz_flow_idle(stand, c, step);
    return idle ? yz_fail(YZ_REFUSED, _("办件 %1$s：%2$s"), c->number, idle) : YZ_OK;
}

/* --- the line about it --- */

static void title_text(const struct yz_stand *stand, struct yz_json *j, const char *key, enum yz_kind_id kind,
                       int64_t id) {
    char title[96];
    if (id) yz_json_text(j, key, yz_record_title(stand->s, kind, id, false, title, sizeof title));
}

static void some_text(struct yz_json *j, const char *key, const char *text) {
    if (*text) yz_json_text(j, key, text);
}

static const char *level_key(int32_t level) {
    return yz_code_key("case_level", level ? level : YZ_LEVEL_COMMUNITY);
}

/* From whom to whom: of the level when that changes, of the station when it is offered or changes, else of the member of staff. */
static void write_hands(const struct yz_stand *stand, struct yz_json *j, const struct yz_case *before,
                        const struct yz_case *after, int away) {
    char name[128];
    int64_t offered = after->offered_to ? after->offered_to : before->offered_to;
    bool back = before->offered_to && before->station == after->station; /* declined or recalled */
    if (strcmp(level_key(before->level), level_key(after->level)) != 0) {
        yz_json_text(j, "from_level", level_key(before->level));
        yz_json_text(j, "to_level", level_key(after->level));
    } else if (away) {
        title_text(stand, j, "from", YZ_STATION, before->station);
        yz_json_text(j, "to", yz_district_name(stand->s, away, name, sizeof name));
    } else if (offered) {
        title_text(stand, j, "from", YZ_STATION, back ? offered : before->station);
        title_text(stand, j, "to", YZ_STATION, back ? before->station : offered);
    } else if (before->owner != after->owner) {
        title_text(stand, j, "from", YZ_STAFF, before->owner);
        title_text(stand, j, "to", YZ_STAFF, after->owner);
    }
}

/* The mark of a rating, and what was said with it, stand in the rating alone: not everybody may read that. */
static enum yz_status write_note(const struct yz_stand *stand, const struct yz_case *before,
                                 const struct yz_case *after, const struct yz_flow_step *step,
                                 const struct yz_asked *asked) {
    struct yz_buffer b = {0};
    struct yz_json j;
    char text[512];
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "step", step->key);
    if (step->effect != YZ_DOES_RATE) some_text(&j, "note", asked->note);
    some_text(&j, "reason", asked->reason);
    if (asked->days) yz_json_int(&j, "days", asked->days);
    some_text(&j, "papers", yz_paper_list(stand->item, asked->papers, text, sizeof text));
    if (step->asks & YZ_ASK_RESULT) some_text(&j, "result", after->result);
    some_text(&j, "department", asked->department);
    if (asked->when) yz_json_text(&j, "when", yz_moment_text(asked->when, text));
    write_hands(stand, &j, before, after, asked->away);
    yz_json_end(&j);
    enum yz_status status =
        b.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_note(stand->s->store, "case", after->id, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return status;
}

/* --- one step at one case, within an act --- */

static enum yz_status take(const struct yz_stand *stand, struct yz_case *c, const char *key,
                           const struct yz_doing *doing, struct yz_findings *f) {
    const struct yz_flow_step *step;
    struct yz_asked asked;
    struct yz_case before = *c;
    enum yz_status status = choose(stand, c, key, &step);
    if (status != YZ_OK) return status;
    if (!yz_asked_read(stand, c, step, doing, &asked, f)) {
        const struct yz_finding *first = f->count ? &f->all[f->count - 1] : NULL;
        return yz_fail(YZ_REFUSED, _("“%1$s”没有做：%2$s%3$s%4$s"), yz_flow_step_label(step), first ? first->rule : "",
                       first && *first->mend ? " " : "", first ? first->mend : "");
    }
    status = yz_step_apply(stand, c, step, &asked);
    if (status == YZ_OK) status = yz_put(stand->s->store, &yz_case_kind, c);
    if (status == YZ_OK && c->version == before.version)
        status =
            yz_fail(YZ_REFUSED, _("办件 %1$s 已经是这样，“%2$s”什么也没有改变"), c->number, yz_flow_step_label(step));
    return status == YZ_OK ? write_note(stand, &before, c, step, &asked) : status;
}

/* The verb of a step is told by its key, whatever word was typed for it. */
static enum yz_status begin(struct yz_session *s, const struct yz_stand *stand, const char *key, int32_t state) {
    const struct yz_flow_step *step = yz_flow_step_named(stand->flow, key, state);
    char verb[48];
    if (!step) return no_step(stand->flow, key);
    snprintf(verb, sizeof verb, "%s-case", step->key);
    return step->effect == YZ_DOES_RATE ? yz_rate_begin(s) : yz_session_act(s, verb);
}

static enum yz_status take_fresh(const struct yz_stand *stand, struct yz_case *now, int64_t version, const char *key,
                                 const struct yz_doing *doing, struct yz_findings *f) {
    enum yz_status status = yz_get(stand->s->store, &yz_case_kind, now->id, now);
    if (status == YZ_OK && now->version != version) status = changed_since(stand->s, now);
    return status == YZ_OK ? take(stand, now, key, doing, f) : status;
}

enum yz_status yz_case_do(struct yz_session *s, struct yz_case *c, const char *step, const struct yz_doing *doing,
                          struct yz_findings *f) {
    struct yz_stand stand;
    struct yz_findings own = {0};
    struct yz_case now = *c;
    enum yz_status status = yz_stand_make(s, c, &stand);
    if (status != YZ_OK) return status;
    status = begin(s, &stand, step, c->state);
    if (status == YZ_OK) {
        status = take_fresh(&stand, &now, c->version, step, doing, f ? f : &own);
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    if (status == YZ_OK) {
        *c = now;
        yz_case_veil(s, c);
    }
    yz_findings_free(&own);
    return status;
}

/* --- the same at many --- */

struct many {
    struct yz_session *s;
    const char *step;
    const struct yz_doing *doing;
    struct yz_stand stand; /* of the service looked at last: most are of one */
    char service[48];
    struct yz_refusal *refused;
    size_t max, refusals, done;
};

static enum yz_status stand_for(struct many *m, const struct yz_case *c) {
    if (m->stand.item && strcmp(m->service, c->service) == 0) return YZ_OK;
    yz_copy(m->service, sizeof m->service, c->service);
    return yz_stand_make(m->s, c, &m->stand);
}

static void refuse(struct many *m, int64_t id, const char *number) {
    size_t i = m->refusals++;
    if (i >= m->max) return;
    m->refused[i] = (struct yz_refusal){.id = id};
    yz_copy(m->refused[i].number, sizeof m->refused[i].number, number);
    yz_copy(m->refused[i].why, sizeof m->refused[i].why, yz_message());
}

/* A rule that refuses one case leaves it out; whatever else goes wrong ends the act. */
static enum yz_status one_of_many(struct many *m, int64_t id) {
    struct yz_case c = {.id = id};
    struct yz_findings f = {0};
    enum yz_status status = yz_get(m->s->store, &yz_case_kind, id, &c);
    if (status == YZ_OK) status = stand_for(m, &c);
    if (status == YZ_OK && !yz_in_act(m->s->store)) status = begin(m->s, &m->stand, m->step, c.state);
    if (status == YZ_OK) {
        status = take(&m->stand, &c, m->step, m->doing, &f);
        if (status == YZ_OK) m->done++;
    } else if (status == YZ_DENIED) {
        return status; /* of begin: nobody's case */
    }
    yz_findings_free(&f);
    if (status != YZ_REFUSED && status != YZ_DENIED) return status;
    refuse(m, id, c.number);
    return YZ_OK;
}

enum yz_status yz_cases_do(struct yz_session *s, const int64_t *ids, size_t n, const char *step,
                           const struct yz_doing *doing, size_t *done, struct yz_refusal *refused, size_t max,
                           size_t *refusals) {
    struct many m = {.s = s, .step = step, .doing = doing, .refused = refused, .max = max};
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < n && status == YZ_OK; i++) status = one_of_many(&m, ids[i]);
    if (status == YZ_OK && m.done) status = yz_act_commit(s->store, NULL);
    else yz_act_abort(s->store);
    *done = status == YZ_OK ? m.done : 0;
    *refusals = m.refusals;
    if (status == YZ_OK && !m.done && m.refusals)
        status = yz_fail(YZ_REFUSED, _("一件也没有办：%1$s"), max ? refused[0].why : "");
    return status;
}
