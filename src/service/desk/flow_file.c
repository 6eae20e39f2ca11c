/* Files of flows: text → struct yz_flow. What the parts must mean together is checked in flow_check.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/data.h"
#include "base/text.h"
#include "service/definition.h"
#include "service/desk/flow_private.h"

static bool state_named(const char *word, int32_t *state) {
    return yz_code_parse("case_state", word, state) && *state < 32 &&
           strcmp(yz_code_key("case_state", *state), word) == 0;
}

static void all_states(char *out, size_t room) {
    size_t count = 0, n = 0;
    const struct yz_code *codes = yz_codes("case_state", &count);
    *out = '\0';
    for (size_t i = 0; i < count && n < room; i++) n += (size_t)snprintf(out + n, room - n, "%s ", codes[i].key);
}

static void not_a_state(const struct yz_spot *at, const char *word) {
    char known[192];
    all_states(known, sizeof known);
    yz_conf_wrong(at->f, at->line, at->key, word, _("没有这个状态"), known);
}

static void put_states(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    unsigned *bits = (void *)((char *)one + s->offset);
    const char *left = at->value;
    char word[48];
    int32_t state;
    while (yz_next_word(&left, word)) {
        if (state_named(word, &state)) *bits |= YZ_STATE_BIT(state);
        else not_a_state(at, word);
    }
}

/* Each word of a list is a bit. */
static void put_words(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    unsigned *bits = (void *)((char *)one + s->offset);
    const char *left = at->value;
    char word[48];
    while (yz_next_word(&left, word)) {
        const struct yz_spot here = {at->f, at->line, at->column, at->key, word};
        int bit = yz_spot_word(&here, s->words);
        if (bit >= 0) *bits |= 1u << bit;
    }
}

static void put_to(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_flow_step *step = one;
    const char *left = at->value;
    char word[48];
    (void)s;
    while (yz_next_word(&left, word)) {
        if (strcmp(word, "before") == 0 && !step->back && !step->to) step->back = true;
        else if (step->to) yz_spot_wrong(at, _("一步只到一个状态"), _("例如 to = before accepted"));
        else if (!state_named(word, &step->to)) not_a_state(at, word);
    }
    if (step->back && !step->to)
        yz_spot_wrong(at, _("before 后面要写：不知道原来的状态时到哪里"), _("例如 to = before accepted"));
}

/* --- what there is --- */

static const struct yz_word clocks[] = {{"keep", YZ_CLOCK_KEEP},
                                        {"start", YZ_CLOCK_START},
                                        {"pause", YZ_CLOCK_PAUSE},
                                        {"resume", YZ_CLOCK_RESUME},
                                        {"stop", YZ_CLOCK_STOP},
                                        {"restart", YZ_CLOCK_RESTART},
                                        {NULL, 0}};
static const struct yz_word whos[] = {{"owner", 0}, {"station", 1}, {"supervisor", 2},
                                      {"admin", 3}, {"offered", 4}, {NULL, 0}};
static const struct yz_word ask_words[] = {{"note", 0},    {"reason", 1}, {"days", 2},   {"staff", 3},
                                           {"station", 4}, {"papers", 5}, {"result", 6}, {"department", 7},
                                           {"when", 8},    {"mark", 9},   {NULL, 0}};
static const struct yz_word effects[] = {{"none", YZ_DOES_NOTHING},
                                         {"accept", YZ_DOES_ACCEPT},
                                         {"supplement", YZ_DOES_SUPPLEMENT},
                                         {"papers", YZ_DOES_PAPERS},
                                         {"resume", YZ_DOES_RESUME},
                                         {"extend", YZ_DOES_EXTEND},
                                         {"transfer", YZ_DOES_OFFER},
                                         {"take-over", YZ_DOES_TAKE_OVER},
                                         {"decline", YZ_DOES_DECLINE},
                                         {"recall", YZ_DOES_RECALL},
                                         {"hand", YZ_DOES_HAND},
                                         {"take", YZ_DOES_TAKE},
                                         {"urge", YZ_DOES_URGE},
                                         {"escalate", YZ_DOES_ESCALATE},
                                         {"de-escalate", YZ_DOES_DE_ESCALATE},
                                         {"secret", YZ_DOES_SECRET},
                                         {"unsecret", YZ_DOES_UNSECRET},
                                         {"call", YZ_DOES_CALL},
                                         {"called", YZ_DOES_CALLED},
                                         {"note", YZ_DOES_NOTE},
                                         {"refuse", YZ_DOES_REFUSE},
                                         {"rate", YZ_DOES_RATE},
                                         {NULL, 0}};

#define FLOW(member, kind, ...) YZ_SLOT(struct yz_flow, member, kind, __VA_ARGS__)
#define LINK(member, kind, ...) YZ_SLOT(struct yz_flow_link, member, kind, __VA_ARGS__)
#define STEP(member, kind, ...) YZ_SLOT(struct yz_flow_step, member, kind, __VA_ARGS__)
static const struct yz_slot flow_slots[] = {
    FLOW(key, LINE, .required = true),
    FLOW(name, LINE, .required = true),
    FLOW(name_en, LINE, .required = true),
    FLOW(source, LINE, .required = true),
};
static const struct yz_slot link_slots[] = {
    YZ_LABEL(struct yz_flow_link, key),
    LINK(label, LINE, .required = true),
    LINK(label_en, LINE, .required = true),
    LINK(states, OWN, .put = put_states),
    LINK(rated, YES),
};
static const struct yz_slot step_slots[] = {
    YZ_LABEL(struct yz_flow_step, key),
    STEP(label, LINE, .required = true),
    STEP(label_en, LINE, .required = true),
    STEP(alias, LINE),
    STEP(from, OWN, .required = true, .put = put_states),
    STEP(to, OWN, .put = put_to),
    STEP(clock, WORD, .words = clocks),
    YZ_SLOT_AS(struct yz_flow_step, effect, "does", WORD, .words = effects),
    STEP(asks, OWN, .put = put_words, .words = ask_words),
    STEP(most, NUMBER, .low = 1, .high = 366),
    STEP(in_time, YES),
    STEP(who, OWN, .required = true, .put = put_words, .words = whos),
    YZ_SLOT_AS(struct yz_flow_step, usual, "main", OWN, .put = put_states),
    STEP(source, LINE, .required = true),
};
static const struct yz_section sections[] = {
    YZ_SECTION("flow", flow_slots, .required = true, .line = offsetof(struct yz_flow, line)),
    YZ_SECTIONS("link", link_slots, struct yz_flow, links, link_count, .line = offsetof(struct yz_flow_link, line)),
    YZ_SECTIONS("step", step_slots, struct yz_flow, steps, step_count, .line = offsetof(struct yz_flow_step, line)),
};

/* What a step does is told by its key; one with a key of its own says it with `does`, or does nothing more. */
static void know_effect(struct yz_flow_step *step, const struct yz_conf *c) {
    for (size_t i = 0; i < c->section_count; i++)
        if (c->sections[i].line == (size_t)step->line && yz_conf_find(c, &c->sections[i], "does")) return;
    for (const struct yz_word *w = effects; w->word; w++)
        if (strcmp(w->word, step->key) == 0) step->effect = (enum yz_effect)w->value;
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    struct yz_flow *flow = whole;
    for (size_t i = 0; i < flow->step_count; i++) know_effect(&flow->steps[i], c);
    for (size_t i = 0; i < flow->link_count; i++)
        if (!flow->links[i].rated && !flow->links[i].states)
            yz_conf_wrong(f, (size_t)flow->links[i].line, "states", "", _("这一项不能空"), "");
    yz_flow_check(flow, f);
}

static const struct yz_definition definition = {.sections = sections,
                                                .section_count = YZ_COUNT(sections),
                                                .size = sizeof(struct yz_flow),
                                                .check = check,
                                                .command = "service"};

bool yz_flow_parse(const char *bytes, size_t size, struct yz_flow *out, struct yz_findings *f) {
    return yz_definition_parse(&definition, bytes, size, out, f);
}

enum yz_status yz_flow_check_file(const char *path, struct yz_findings *f) {
    struct yz_flow *flow = malloc(sizeof *flow);
    enum yz_status status =
        flow ? yz_definition_check_file(&definition, path, flow, f) : yz_fail(YZ_BUSY, _("内存不足"));
    free(flow);
    return status;
}

/* --- the flows that there are --- */

enum { FLOWS = 8 };
static struct known_flow { /* read once */
    char name[24];
    struct yz_flow flow;
} known[FLOWS];
static size_t known_count;

static enum yz_status read_data(const char *name, struct known_flow *k) {
    char path[48];
    snprintf(path, sizeof path, "flows/%s.flow", name);
    if (!yz_data(path, NULL)) return yz_fail(YZ_REFUSED, _("没有流程“%s”"), name);
    bool good = yz_definition_data(&definition, path, &k->flow);
    yz_copy(k->name, sizeof k->name, good ? name : "");
    return good ? YZ_OK : YZ_FOREIGN;
}

enum yz_status yz_flow_named(const char *name, const struct yz_flow **out) {
    if (!*name) name = "service";
    for (size_t i = 0; i < known_count; i++) {
        if (strcmp(known[i].name, name) == 0) return *out = &known[i].flow, YZ_OK;
    }
    size_t at = known_count < FLOWS ? known_count++ : FLOWS - 1;
    enum yz_status status = read_data(name, &known[at]);
    *out = &known[at].flow;
    return status;
}

const char *yz_flow_step_label(const struct yz_flow_step *step) {
    return *step->label_en && strcmp(yz_language_name(), "en") == 0 ? step->label_en : step->label;
}

const struct yz_flow_step *yz_flow_step_named(const struct yz_flow *flow, const char *key, int32_t state) {
    const struct yz_flow_step *by_key = NULL, *by_alias = NULL;
    for (size_t i = 0; i < flow->step_count; i++) {
        const struct yz_flow_step *step = &flow->steps[i];
        bool open = (step->from & YZ_STATE_BIT(state)) != 0;
        if (strcmp(step->key, key) == 0) by_key = step;
        if (open && strcmp(step->key, key) == 0) return step;
        if (open && strcmp(step->alias, key) == 0) by_alias = step;
    }
    return by_alias ? by_alias : by_key;
}
