/* Files of flows: text → struct yz_flow. What the parts must mean together is checked in flow_check.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/nearest.h"
#include "base/data.h"
#include "base/text.h"
#include "service/desk/flow_private.h"

struct at { /* where a finding belongs */
    struct yz_findings *f;
    const struct yz_conf *conf;
    const struct yz_conf_section *section;
};

static void wrong(const struct at *at, size_t line, const char *key, const char *value, const char *rule,
                  const char *mend) {
    char place[32];
    yz_find_error(at->f, yz_conf_place(line, key, place), value, rule, mend);
}

/* --- values --- */

/* The entry of a key; an empty one counts as none, and none of a required key is an error. */
static const struct yz_conf_entry *entry(const struct at *at, const char *key, bool required) {
    const struct yz_conf_entry *e = yz_conf_find(at->conf, at->section, key);
    if (e && *e->value) return e;
    if (required) wrong(at, at->section->line, key, "", _("这一项不能空"), "");
    return NULL;
}

static void text(const struct at *at, const char *key, bool required, char *out, size_t room) {
    const struct yz_conf_entry *e = entry(at, key, required);
    if (e && !yz_copy(out, room, e->value)) wrong(at, e->line, key, e->value, _("太长"), "");
}

static bool is_key(const char *text) {
    return *text && strlen(text) < 24 && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* The words of a value one by one; false at the end. */
static bool next_word(const char **left, char out[48]) {
    const char *p = *left + strspn(*left, " \t\n");
    size_t n = strcspn(p, " \t\n");
    if (!n) return false;
    snprintf(out, 48, "%.*s", (int)n, p);
    *left = p + n;
    return true;
}

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

static void not_a_state(const struct at *at, const struct yz_conf_entry *e, const char *word) {
    char known[192];
    all_states(known, sizeof known);
    wrong(at, e->line, e->key, word, _("没有这个状态"), known);
}

static unsigned states(const struct at *at, const char *key, bool required) {
    const struct yz_conf_entry *e = entry(at, key, required);
    const char *left = e ? e->value : "";
    char word[48];
    unsigned bits = 0;
    int32_t state;
    while (next_word(&left, word)) {
        if (state_named(word, &state)) bits |= YZ_STATE_BIT(state);
        else not_a_state(at, e, word);
    }
    return bits;
}

/* The place of a word in a list that ends with NULL; -1 when it is not there (told, with the list). */
static int place_of(const struct at *at, const struct yz_conf_entry *e, const char *word, const char *const *list) {
    char known[192] = "";
    for (int i = 0; list[i]; i++) {
        size_t n = strlen(known);
        if (strcmp(list[i], word) == 0) return i;
        snprintf(known + n, sizeof known - n, "%s ", list[i]);
    }
    wrong(at, e->line, e->key, word, _("没有这个词"), known);
    return -1;
}

static unsigned words(const struct at *at, const char *key, bool required, const char *const *list) {
    const struct yz_conf_entry *e = entry(at, key, required);
    const char *left = e ? e->value : "";
    char word[48];
    unsigned bits = 0;
    while (next_word(&left, word)) {
        int i = place_of(at, e, word, list);
        if (i >= 0) bits |= 1u << i;
    }
    return bits;
}

static bool yes(const struct at *at, const char *key) {
    const struct yz_conf_entry *e = entry(at, key, false);
    if (!e || strcmp(e->value, "否") == 0 || strcmp(e->value, "no") == 0) return false;
    if (strcmp(e->value, "是") != 0 && strcmp(e->value, "yes") != 0)
        wrong(at, e->line, key, e->value, _("这里只写“是”或“否”"), "");
    return true;
}

/* --- sections --- */

static const char *const clocks[] = {"keep", "start", "pause", "resume", "stop", "restart", NULL};
static const char *const whos[] = {"owner", "station", "supervisor", "admin", "offered", NULL};
static const char *const ask_words[] = {"note",   "reason",     "days", "staff", "station", "papers",
                                        "result", "department", "when", "mark",  NULL};
static const char *const effects[] = {"none",     "accept",    "supplement",  "papers", "resume",   "extend",
                                      "transfer", "take-over", "decline",     "recall", "hand",     "take",
                                      "urge",     "escalate",  "de-escalate", "secret", "unsecret", "call",
                                      "called",   "note",      "refuse",      "rate",   NULL};

static void read_to(const struct at *at, struct yz_flow_step *step) {
    const struct yz_conf_entry *e = entry(at, "to", false);
    const char *left = e ? e->value : "";
    char word[48];
    while (next_word(&left, word)) {
        if (strcmp(word, "before") == 0 && !step->back && !step->to) step->back = true;
        else if (step->to) wrong(at, e->line, "to", e->value, _("一步只到一个状态"), _("例如 to = before accepted"));
        else if (!state_named(word, &step->to)) not_a_state(at, e, word);
    }
    if (step->back && !step->to)
        wrong(at, e->line, "to", e->value, _("before 后面要写：不知道原来的状态时到哪里"),
              _("例如 to = before accepted"));
}

/* What a step does is told by its key; one with a key of its own says it with `does`, or does nothing more. */
static void read_effect(const struct at *at, struct yz_flow_step *step) {
    const struct yz_conf_entry *e = entry(at, "does", false), *most = entry(at, "most", false);
    int place = 0;
    for (int i = 0; !e && effects[i]; i++)
        if (strcmp(effects[i], step->key) == 0) place = i;
    if (e) place = place_of(at, e, e->value, effects);
    step->effect = place > 0 ? (enum yz_effect)place : YZ_DOES_NOTHING;
    step->in_time = yes(at, "in_time");
    if (most) step->most = strtol(most->value, NULL, 10);
    if (most && (step->most < 1 || step->most > 366))
        wrong(at, most->line, "most", most->value, _("要写 1 到 366"), "");
}

static void read_step(const struct at *at, struct yz_flow_step *step) {
    const struct yz_conf_entry *clock = entry(at, "clock", false);
    yz_copy(step->key, sizeof step->key, at->section->label);
    step->line = (int64_t)at->section->line;
    text(at, "label", true, step->label, sizeof step->label);
    text(at, "label_en", true, step->label_en, sizeof step->label_en);
    text(at, "alias", false, step->alias, sizeof step->alias);
    text(at, "source", true, step->source, sizeof step->source);
    step->from = states(at, "from", true);
    step->usual = states(at, "main", false);
    step->asks = words(at, "asks", false, ask_words);
    step->who = words(at, "who", true, whos);
    int place = clock ? place_of(at, clock, clock->value, clocks) : 0;
    step->clock = place > 0 ? (enum yz_clock)place : YZ_CLOCK_KEEP;
    read_to(at, step);
    read_effect(at, step);
}

static void read_link(const struct at *at, struct yz_flow_link *link) {
    yz_copy(link->key, sizeof link->key, at->section->label);
    link->line = (int64_t)at->section->line;
    text(at, "label", true, link->label, sizeof link->label);
    text(at, "label_en", true, link->label_en, sizeof link->label_en);
    link->rated = yes(at, "rated");
    link->states = states(at, "states", !link->rated);
}

static void read_flow(const struct at *at, struct yz_flow *flow) {
    if (flow->line) wrong(at, at->section->line, "", "[flow]", _("[flow] 只能有一节"), "");
    flow->line = (int64_t)at->section->line;
    text(at, "key", true, flow->key, sizeof flow->key);
    text(at, "name", true, flow->name, sizeof flow->name);
    text(at, "name_en", true, flow->name_en, sizeof flow->name_en);
    text(at, "source", true, flow->source, sizeof flow->source);
}

static const char *key_at(size_t i, const void *known) {
    return ((const char *const *)known)[i];
}

static void check_keys(const struct at *at, const char *const *known) {
    for (size_t i = 0; i < at->section->count; i++) {
        const struct yz_conf_entry *e = &at->conf->entries[at->section->first + i];
        char mend[192];
        size_t k = 0;
        while (known[k] && strcmp(known[k], e->key) != 0) k++;
        if (!known[k])
            wrong(at, e->line, e->key, e->value, _("这一节里没有这个键"),
                  yz_nearest_keys(e->key, key_at, known, mend, sizeof mend));
    }
}

static void read_section(const struct at *at, struct yz_flow *flow) {
    static const char *const of_flow[] = {"key", "name", "name_en", "source", NULL};
    static const char *const of_link[] = {"label", "label_en", "states", "rated", NULL};
    static const char *const of_step[] = {"label", "label_en", "alias",   "from", "to",   "clock",  "does",
                                          "asks",  "most",     "in_time", "who",  "main", "source", NULL};
    bool step = strcmp(at->section->name, "step") == 0, link = strcmp(at->section->name, "link") == 0;
    if ((step || link) && !is_key(at->section->label)) {
        wrong(at, at->section->line, "", at->section->label, _("节名后面要带一个名字，只用小写字母、数字和 -"),
              _("例如 [step finish]"));
    } else if (step && flow->step_count < YZ_STEPS) {
        check_keys(at, of_step);
        read_step(at, &flow->steps[flow->step_count++]);
    } else if (link && flow->link_count < YZ_FLOW_LINKS) {
        check_keys(at, of_link);
        read_link(at, &flow->links[flow->link_count++]);
    } else if (step || link) {
        wrong(at, at->section->line, "", at->section->name, _("这样的节太多"), _("最多 12 个环节、32 个步骤"));
    } else if (strcmp(at->section->name, "flow") == 0) {
        check_keys(at, of_flow);
        read_flow(at, flow);
    } else {
        wrong(at, at->section->line, "", at->section->name, _("没有这种节"), "[flow] [link …] [step …]");
    }
}

bool yz_flow_parse(const char *bytes, size_t size, struct yz_flow *out, struct yz_findings *f) {
    struct yz_conf conf;
    size_t errors = f->errors;
    memset(out, 0, sizeof *out);
    yz_conf_read(bytes, size, &conf, f);
    for (size_t i = 0; i < conf.section_count; i++) read_section(&(struct at){f, &conf, &conf.sections[i]}, out);
    if (!out->line) wrong(&(struct at){f, &conf, NULL}, 1, "", "", _("缺少 [flow] 这一节"), "");
    yz_flow_check(out, f);
    yz_conf_free(&conf);
    return f->errors == errors && !f->lost;
}

enum yz_status yz_flow_check_file(const char *path, struct yz_findings *f) {
    enum { MOST = 65536 };
    char *text = malloc(MOST);
    struct yz_flow *flow = malloc(sizeof *flow);
    size_t size;
    enum yz_status status = text && flow ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_definition_read(path, text, MOST, &size);
    if (status == YZ_OK && !yz_flow_parse(text, size, flow, f))
        status = yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors);
    yz_conf_sort(f);
    free(flow);
    free(text);
    return status;
}

/* --- the flows that there are --- */

enum { FLOWS = 8 };
static struct known_flow { /* read once: the bytes of a data file stay where they are until exit */
    char name[24];
    const char *bytes;
    struct yz_flow flow;
} known[FLOWS];
static size_t known_count;

static enum yz_status read_data(const char *name, struct known_flow *k) {
    char path[48];
    size_t size;
    struct yz_findings f = {0};
    snprintf(path, sizeof path, "flows/%s.flow", name);
    k->bytes = yz_data(path, &size);
    if (!k->bytes) return yz_fail(YZ_REFUSED, _("没有流程“%s”"), name);
    enum yz_status status = YZ_OK;
    if (!yz_flow_parse(k->bytes, size, &k->flow, &f)) {
        const struct yz_finding *first = f.count ? &f.all[0] : NULL;
        status = yz_fail(YZ_FOREIGN, _("%1$s 有 %2$zu 处错误；第一处在第 %3$s 行：%4$s %5$s"), path, f.errors,
                         first ? first->field : "?", first ? first->rule : "", first ? first->value : "");
    }
    yz_findings_free(&f);
    yz_copy(k->name, sizeof k->name, status == YZ_OK ? name : "");
    return status;
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
