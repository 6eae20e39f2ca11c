/* 提出 → 安排 → 动工 → 完工 → 居民认可, or opened again, or dropped: which step is open where, and taking one. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/workday.h"
#include "service/field/improvement_private.h"

#define FROM(state) (1u << YZ_IMPROVEMENT_##state)

static const struct {
    const char *key, *label;
    unsigned from; /* states it is open in */
    int32_t to;
    const char *fields[8];
} steps[YZ_IMPROVEMENT_STEPS] = {
    [YZ_IMPROVE_PLAN] = {"plan",
                         N_("安排"),
                         FROM(PROPOSED) | FROM(PLANNED) | FROM(REOPENED),
                         YZ_IMPROVEMENT_PLANNED,
                         {"plan", "planned_days", "planned_from", "leader", "crew"}},
    [YZ_IMPROVE_START] = {"start", N_("动工"), FROM(PLANNED) | FROM(REOPENED), YZ_IMPROVEMENT_UNDER_WAY, {"started"}},
    [YZ_IMPROVE_FINISH] =
        {"finish", N_("完工"), FROM(UNDER_WAY), YZ_IMPROVEMENT_DONE, {"after", "finished", "cost", "payer"}},
    [YZ_IMPROVE_CONFIRM] = {"confirm",
                            N_("居民认可"),
                            FROM(DONE) | FROM(CONFIRMED),
                            YZ_IMPROVEMENT_CONFIRMED,
                            {"word_of", "word_name", "word", "word_on"}},
    [YZ_IMPROVE_REOPEN] =
        {"reopen", N_("重新打开"), FROM(DONE) | FROM(CONFIRMED) | FROM(DROPPED), YZ_IMPROVEMENT_REOPENED, {"reason"}},
    [YZ_IMPROVE_DROP] = {"drop",
                         N_("不做了"),
                         FROM(PROPOSED) | FROM(PLANNED) | FROM(UNDER_WAY) | FROM(REOPENED),
                         YZ_IMPROVEMENT_DROPPED,
                         {"reason"}},
};

const char *yz_improvement_step_key(enum yz_improvement_step step) {
    return steps[step].key;
}

const char *yz_improvement_step_label(enum yz_improvement_step step) {
    return yz_tr(steps[step].label);
}

bool yz_improvement_step_named(const char *key, enum yz_improvement_step *step) {
    for (int i = 0; i < YZ_IMPROVEMENT_STEPS; i++)
        if (strcmp(key, steps[i].key) == 0) return *step = (enum yz_improvement_step)i, true;
    return false;
}

const char *const *yz_improvement_step_fields(enum yz_improvement_step step) {
    return steps[step].fields;
}

bool yz_improvement_step_open(int32_t state, enum yz_improvement_step step) {
    return (steps[step].from >> state & 1) != 0;
}

int64_t yz_improvement_days(const struct yz_improvement *im) {
    yz_date last = im->finished ? im->finished : yz_today();
    if (!im->started || last < im->started || yz_workdays_load() != YZ_OK) return 0;
    return yz_workdays_until(yz_day_number(last)) - yz_workdays_until(yz_day_number(im->started) - 1);
}

static enum yz_status refuse(const struct yz_improvement *im, enum yz_improvement_step step) {
    char open[128] = "";
    for (int i = 0; i < YZ_IMPROVEMENT_STEPS; i++) {
        size_t n = strlen(open);
        if (yz_improvement_step_open(im->state, (enum yz_improvement_step)i))
            snprintf(open + n, sizeof open - n, "%s%s %s", n ? "、" : "", steps[i].key, yz_tr(steps[i].label));
    }
    return yz_fail(YZ_REFUSED, _("%1$s 是%2$s，不能%3$s；可以：%4$s"), im->number,
                   yz_code_label("improvement_state", im->state), yz_tr(steps[step].label), open);
}

/* --- the fields of a step --- */

/* Whatever else is in `im` stays as it is in the file. */
static void take_fields(struct yz_improvement *to, const struct yz_improvement *from, enum yz_improvement_step step) {
    for (const char *const *name = steps[step].fields; *name; name++) {
        const struct yz_field *f = yz_field_named(&yz_improvement_kind, *name);
        memcpy((char *)to + f->offset, (const char *)from + f->offset, f->size);
    }
}

static void need_text(const char *text, const char *field, const char *rule, struct yz_findings *f) {
    if (!*text) yz_find_error(f, field, NULL, rule, NULL);
}

static void forget_word(struct yz_improvement *im) {
    im->word_of = 0;
    im->word_on = 0;
    *im->word = *im->word_name = '\0';
}

static void name_speaker(struct yz_session *s, struct yz_improvement *im) {
    struct yz_person p;
    if (im->word_of && yz_record_get(s, YZ_PERSON, im->word_of, &p) == YZ_OK)
        yz_copy(im->word_name, sizeof im->word_name, p.name);
}

static void complete(struct yz_session *s, struct yz_improvement *im, enum yz_improvement_step step,
                     struct yz_findings *f) {
    if (step == YZ_IMPROVE_PLAN) need_text(im->plan, "plan", _("没有写打算怎么做"), f);
    if (step == YZ_IMPROVE_START && !im->started) im->started = yz_today();
    if (step == YZ_IMPROVE_FINISH) need_text(im->after, "after", _("没有写现在怎样"), f);
    if (step == YZ_IMPROVE_FINISH && !im->finished) im->finished = yz_today();
    if (step == YZ_IMPROVE_CONFIRM) {
        name_speaker(s, im);
        need_text(im->word_name, "word_name", _("没有写是谁说的：只有居民的话才算数"), f);
        if (!im->word_on) im->word_on = yz_today();
        if (im->word_on > yz_today() || im->word_on < im->finished)
            yz_find_error(f, "word_on", NULL, _("居民的话要在完工以后、今天以前"), NULL);
    }
    if (step == YZ_IMPROVE_REOPEN || step == YZ_IMPROVE_DROP) need_text(im->reason, "reason", _("没有写原因"), f);
    if (step == YZ_IMPROVE_REOPEN) im->finished = 0, forget_word(im);
}

enum yz_status yz_improvement_do(struct yz_session *s, struct yz_improvement *im, enum yz_improvement_step step,
                                 struct yz_findings *f) {
    struct yz_improvement now;
    char verb[48];
    enum yz_status status = yz_get(s->store, &yz_improvement_kind, im->id, &now);
    if (status != YZ_OK) return status;
    bool again = step == YZ_IMPROVE_CONFIRM && now.state == YZ_IMPROVEMENT_CONFIRMED && !yz_causes_wait(s, im->id);
    if (!yz_improvement_step_open(now.state, step) || again) return refuse(&now, step);
    now.version = im->version;
    take_fields(&now, im, step);
    now.state = steps[step].to;
    complete(s, &now, step, f);
    yz_record_check(&yz_improvement_kind, &now, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    snprintf(verb, sizeof verb, "%s-improvement", steps[step].key);
    status = yz_session_act(s, verb);
    if (status != YZ_OK) return status;
    status = yz_put(s->store, &yz_improvement_kind, &now);
    if (status == YZ_OK) status = yz_causes_follow(s, &now);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *im = now;
    return status;
}
