/* The steps of a match by keys. */
#include "ui/screens/lists/match_steps.h"

#include "base/text.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

static void take(struct yz_ui *ui, struct yz_match_steps *p, enum yz_match_step step, const char *reason,
                 const char *text) {
    struct yz_match_answer a = {.step = step, .reason = reason, .text = text};
    struct yz_match m;
    struct yz_need n;
    char next[128] = "";
    struct yz_session *s = yz_ui_session(ui);
    if (!yz_ui_ok(ui, yz_match_take(s, p->match.id, &a, &m)) || yz_record_get(s, YZ_NEED, m.need, &n) != YZ_OK) return;
    const struct yz_decline *d = m.state == YZ_MATCH_DECLINED ? yz_decline_named(m.reason) : NULL;
    if (d) yz_decline_next(d, next, sizeof next);
    yz_ui_changed(ui);
    if (d && d->rest == YZ_REST_ASK) yz_ui_open(ui, &YZ_TARGET("match", YZ_NEED, n.id)); /* the next one stands first */
    yz_ui_say(ui, YZ_ROLE_GOOD, _("%1$s；需求%2$s%3$s%4$s"), yz_code_label("match_state", m.state),
              yz_code_label("need_state", n.state), *next ? _("；") : "", next);
}

static void answered(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_match_steps *p = state;
    take(ui, p, p->asked, NULL, answer);
}

static bool begin(struct yz_ui *ui, struct yz_match_steps *p, enum yz_match_step step) {
    if (!p->match.id || step >= YZ_MATCH_STEPS) return false;
    bool legal = yz_match_step_legal(p->match.state, step);
    p->asked = step;
    if (legal && step == YZ_STEP_DECLINE) p->choosing = true;
    else if (legal && step == YZ_STEP_CONFIRM) yz_ui_suggest(ui, _("居民怎么说"), _("办好了"), answered);
    else if (legal && step == YZ_STEP_REOPEN) yz_ui_ask_line(ui, _("居民说哪里没办好"), NULL, answered);
    else take(ui, p, step, NULL, NULL); /* or it is told what is legal */
    return true;
}

bool yz_match_steps_input(struct yz_ui *ui, struct yz_match_steps *p, const struct yz_input *in) {
    size_t count;
    const struct yz_decline *d = p->choosing ? yz_declines(&count) : NULL;
    if (d) {
        bool chosen = in->request == YZ_REQ_PICK && in->number >= 1 && (size_t)in->number <= count;
        p->choosing = !chosen && in->request != YZ_REQ_BACK;
        if (chosen) take(ui, p, YZ_STEP_DECLINE, d[in->number - 1].key, NULL);
        if (chosen || in->request == YZ_REQ_BACK || in->request == YZ_REQ_PICK) return true;
        p->choosing = false;
    }
    if (in->request == YZ_REQ_PICK && in->number >= 1 && in->number <= YZ_MATCH_STEPS)
        return begin(ui, p, (enum yz_match_step)(in->number - 1));
    return in->request == YZ_REQ_ACT && begin(ui, p, yz_match_next_step(p->match.state));
}

int yz_match_steps_rows(const struct yz_match_steps *p) {
    size_t count = 0;
    if (p->choosing) yz_declines(&count);
    return count ? (int)count + 2 : 0;
}

int yz_match_steps_paint(const struct yz_match_steps *p, struct yz_rect foot) {
    size_t count = 0;
    char next[128];
    const struct yz_decline *d = p->choosing ? yz_declines(&count) : NULL;
    if (!d) return 0;
    yz_paint_rule(foot, 0);
    yz_paint(foot, 1, 1, foot.columns - 2, YZ_ROLE_LABEL, _("为什么谢绝？按数字，Esc 不登记"));
    for (size_t i = 0; i < count; i++) {
        int row = (int)i + 2, x = 3 + yz_paintf(foot, row, 2, YZ_ROLE_KEY, "%zu", i + 1);
        x += yz_paint(foot, row, x, foot.columns - x, YZ_ROLE_TEXT, yz_decline_name(&d[i])) + 2;
        yz_paint(foot, row, x < 28 ? 28 : x, foot.columns - 28, YZ_ROLE_DIM, yz_decline_next(&d[i], next, sizeof next));
    }
    return (int)count + 2;
}

char *yz_match_steps_text(const struct yz_match *m, char *out, size_t room) {
    size_t n = 0;
    *out = '\0';
    for (int i = 0; i < YZ_MATCH_STEPS && n < room; i++)
        if (yz_match_step_legal(m->state, (enum yz_match_step)i))
            n += (size_t)snprintf(out + n, room - n, "%s%d %s", n ? "  " : "", i + 1,
                                  yz_match_step_label((enum yz_match_step)i));
    return out;
}
