/* What the parts of a flow must mean together: every step can be reached, every state can be left, and nothing is said
 * twice. Reading them one by one is flow_file.c's business. */
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "service/desk/flow_private.h"

/* Where cases begin: the intake saves them as one of these. */
#define FIRST (YZ_STATE_BIT(YZ_CASE_DRAFT) | YZ_STATE_BIT(YZ_CASE_ACCEPTED) | YZ_STATE_BIT(YZ_CASE_SUPPLEMENT))

/* The states a step may lead to. One that goes back leads to every state from which its own were entered. */
static unsigned targets(const struct yz_flow *flow, const struct yz_flow_step *step) {
    unsigned to = step->to ? YZ_STATE_BIT(step->to) : 0;
    for (size_t i = 0; step->back && i < flow->step_count; i++) {
        const struct yz_flow_step *in = &flow->steps[i];
        if (!in->back && in->to && (step->from & YZ_STATE_BIT(in->to))) to |= in->from & ~step->from;
    }
    return to;
}

static unsigned reached(const struct yz_flow *flow) {
    unsigned now = FIRST, before = 0;
    while (now != before) {
        before = now;
        for (size_t i = 0; i < flow->step_count; i++)
            if (flow->steps[i].from & now) now |= targets(flow, &flow->steps[i]);
    }
    return now;
}

static const char *state_key(int state) {
    return yz_code_key("case_state", state);
}

static void check_ways(const struct yz_flow *flow, struct yz_findings *f) {
    unsigned there = reached(flow);
    for (int state = 1; state < 32; state++) {
        unsigned bit = YZ_STATE_BIT(state);
        bool out = false, named = false;
        for (size_t i = 0; i < flow->step_count; i++) {
            const struct yz_flow_step *step = &flow->steps[i];
            named |= (step->from & bit) != 0;
            out |= (step->from & bit) && (targets(flow, step) & ~bit);
        }
        if ((there & bit) && !out)
            yz_conf_wrong(f, (size_t)flow->line, "", state_key(state), _("这个状态没有出路：没有一步从它到别的状态"),
                          _("加一步，from 里写上它"));
        if (!(there & bit) && named)
            yz_conf_wrong(f, (size_t)flow->line, "", state_key(state), _("没有一步到得了这个状态"),
                          _("加一步，to 写它，或从 from 里去掉"));
    }
    for (size_t i = 0; i < flow->step_count; i++) {
        if (flow->steps[i].from && !(flow->steps[i].from & there))
            yz_conf_wrong(f, (size_t)flow->steps[i].line, "from", flow->steps[i].key, _("没有人走得到这一步"),
                          _("改 from"));
    }
}

static void check_links(const struct yz_flow *flow, struct yz_findings *f) {
    unsigned linked = 0, there = reached(flow);
    for (size_t i = 0; i < flow->link_count; i++) {
        const struct yz_flow_link *link = &flow->links[i];
        for (int state = 1; state < 32; state++) {
            if (link->states & linked & YZ_STATE_BIT(state))
                yz_conf_wrong(f, (size_t)link->line, "states", state_key(state), _("这个状态已经在别的环节里"), "");
        }
        for (size_t k = 0; k < i; k++)
            if (strcmp(flow->links[k].key, link->key) == 0)
                yz_conf_wrong(f, (size_t)link->line, "", link->key, _("这个环节写了两次"), "");
        linked |= link->states;
    }
    for (int state = 1; state < 32; state++) {
        if (there & ~linked & YZ_STATE_BIT(state))
            yz_conf_wrong(f, (size_t)flow->line, "", state_key(state), _("这个状态不在任何环节里"),
                          _("写进一个 [link] 的 states"));
    }
    if (!flow->link_count) yz_conf_wrong(f, (size_t)flow->line, "", "", _("至少要有一个环节 [link]"), "");
}

/* Two steps of one word, or two usual ones, must never be open from the same state. */
static void check_pair(const struct yz_flow_step *a, const struct yz_flow_step *b, struct yz_findings *f) {
    bool one_word = strcmp(a->key, b->key) == 0 || (*b->alias && strcmp(a->key, b->alias) == 0) ||
                    (*a->alias && strcmp(a->alias, b->key) == 0);
    if (one_word && (strcmp(a->key, b->key) == 0 || (a->from & b->from)))
        yz_conf_wrong(f, (size_t)b->line, "", b->key, _("同一个名字写了两步"), _("换一个键"));
    for (int state = 1; state < 32; state++) {
        if (a->usual & b->usual & YZ_STATE_BIT(state))
            yz_conf_wrong(f, (size_t)b->line, "main", state_key(state), _("一个状态只有一个通常的下一步"), a->key);
    }
}

static void check_step(const struct yz_flow_step *step, struct yz_findings *f) {
    if (step->usual & ~step->from)
        yz_conf_wrong(f, (size_t)step->line, "main", step->key, _("main 里的状态要在 from 里"), _("改 from 或 main"));
    if ((step->effect == YZ_DOES_EXTEND) != (step->most > 0))
        yz_conf_wrong(f, (size_t)step->line, "most", step->key, _("延期要写最多多少，别的步骤不写"),
                      _("例如 most = 10"));
    static const struct {
        enum yz_effect effect;
        unsigned asks;
        const char *word;
    } needs[] = {{YZ_DOES_EXTEND, YZ_ASK_DAYS, "days"},     {YZ_DOES_OFFER, YZ_ASK_STATION, "station"},
                 {YZ_DOES_HAND, YZ_ASK_STAFF, "staff"},     {YZ_DOES_CALL, YZ_ASK_WHEN, "when"},
                 {YZ_DOES_RATE, YZ_ASK_MARK, "mark"},       {YZ_DOES_PAPERS, YZ_ASK_PAPERS, "papers"},
                 {YZ_DOES_REFUSE, YZ_ASK_REASON, "reason"}, {YZ_DOES_NOTE, YZ_ASK_NOTE, "note"}};
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (step->effect == needs[i].effect && !(step->asks & needs[i].asks))
            yz_conf_wrong(f, (size_t)step->line, "asks", step->key, _("这一步要问这一项"), needs[i].word);
    }
    bool pauses = step->clock == YZ_CLOCK_PAUSE, waits = step->to == YZ_CASE_SUPPLEMENT && !step->back;
    if (pauses != waits)
        yz_conf_wrong(f, (size_t)step->line, "clock", step->key, _("等补材料的状态暂停计时，别的状态不暂停"),
                      "to = supplement, clock = pause");
    if ((step->to == YZ_CASE_TRANSFERRED) != (step->effect == YZ_DOES_OFFER))
        yz_conf_wrong(f, (size_t)step->line, "to", step->key, _("转办待接的状态只由 transfer 进入"), "");
}

void yz_flow_check(const struct yz_flow *flow, struct yz_findings *f) {
    for (size_t i = 0; i < flow->step_count; i++) {
        check_step(&flow->steps[i], f);
        for (size_t k = 0; k < i; k++) check_pair(&flow->steps[k], &flow->steps[i], f);
    }
    check_ways(flow, f);
    check_links(flow, f);
}
