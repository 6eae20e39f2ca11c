/* The table of steps: from which states, to which one. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "service/lists/lists_private.h"

#define IN(state) (1u << YZ_MATCH_##state)
static const struct yz_loop_step steps[YZ_MATCH_STEPS] = {
    [YZ_STEP_ACCEPT] = {"accept", N_("接受"), "accept-match", IN(PROPOSED), YZ_MATCH_ACCEPTED},
    [YZ_STEP_DECLINE] = {"decline", N_("谢绝"), "decline-match", IN(PROPOSED) | IN(ACCEPTED), YZ_MATCH_DECLINED},
    [YZ_STEP_DELIVER] = {"deliver", N_("落实"), "deliver-match", IN(ACCEPTED) | IN(REOPENED), YZ_MATCH_DELIVERED},
    [YZ_STEP_CONFIRM] = {"confirm", N_("居民确认"), "confirm-match", IN(DELIVERED), YZ_MATCH_CONFIRMED},
    [YZ_STEP_REOPEN] = {"reopen", N_("没办好"), "reopen-match", IN(DELIVERED) | IN(CONFIRMED), YZ_MATCH_REOPENED},
    [YZ_STEP_WITHDRAW] = {"withdraw", N_("撤回"), "withdraw-match", IN(PROPOSED) | IN(ACCEPTED), YZ_MATCH_WITHDRAWN},
};
#undef IN

const struct yz_loop_step *yz_loop_step(enum yz_match_step step) {
    return &steps[step];
}

const char *yz_match_step_key(enum yz_match_step step) {
    return steps[step].key;
}

const char *yz_match_step_label(enum yz_match_step step) {
    return yz_tr(steps[step].label);
}

bool yz_match_step_legal(int32_t state, enum yz_match_step step) {
    return state > 0 && state < 32 && (steps[step].from >> state & 1);
}

enum yz_match_step yz_match_next_step(int32_t state) {
    static const enum yz_match_step onward[] = {YZ_STEP_ACCEPT, YZ_STEP_DELIVER, YZ_STEP_CONFIRM};
    for (size_t i = 0; i < sizeof onward / sizeof *onward; i++)
        if (yz_match_step_legal(state, onward[i])) return onward[i];
    return YZ_MATCH_STEPS;
}

enum yz_status yz_loop_allowed(int32_t state, enum yz_match_step step) {
    char legal[160] = "";
    size_t n = 0;
    if (step < YZ_MATCH_STEPS && yz_match_step_legal(state, step)) return YZ_OK;
    for (int i = 0; i < YZ_MATCH_STEPS; i++)
        if (yz_match_step_legal(state, (enum yz_match_step)i))
            n += (size_t)snprintf(legal + n, sizeof legal - n, "%s%s（%s）", n ? _("、") : "", yz_tr(steps[i].label),
                                  steps[i].key);
    const char *wanted = step < YZ_MATCH_STEPS ? yz_tr(steps[step].label) : "";
    if (!n)
        return yz_fail(YZ_REFUSED, _("这条匹配%1$s，已经完结，不能再登记“%2$s”"), yz_code_label("match_state", state),
                       wanted);
    return yz_fail(YZ_REFUSED, _("这条匹配%1$s，现在不能登记“%2$s”；可以：%3$s"), yz_code_label("match_state", state),
                   wanted, legal);
}
