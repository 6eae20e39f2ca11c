/* case do, case explain: the steps of a case, and where it stands in its flow. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { LINKS = 12, LABEL = 14, SETS = 16, COUNTED = 512 };

/* --- where it stands --- */

static const char *link_key(size_t i, size_t at) {
    return i < at ? "passed" : i == at ? "present" : "to-come";
}

static const char *const ask_words[] = {"note",   "reason", "days",       "staff", "station",
                                        "papers", "result", "department", "when",  "mark"};

static void step_json(struct yz_json *j, const struct yz_step *step) {
    yz_json_object(j, NULL);
    yz_json_text(j, "step", step->key);
    yz_json_text(j, "label", step->label);
    yz_json_text(j, "to", step->to ? yz_code_key("case_state", step->to) : NULL);
    yz_json_bool(j, "main", step->main);
    yz_json_array(j, "asks");
    for (size_t i = 0; i < sizeof ask_words / sizeof *ask_words; i++)
        if (step->asks & (1u << i)) yz_json_text(j, NULL, ask_words[i]);
    yz_json_end(j);
    yz_json_end(j);
}

enum yz_status yz_cli_case_flow_json(struct yz_cli *cli, struct yz_json *j, const struct yz_case *c) {
    char links[LINKS][48];
    struct yz_step steps[YZ_STEPS];
    size_t at, count, n = yz_case_links(cli->session, c, links, LINKS, &at);
    enum yz_status status = yz_case_steps(cli->session, c, steps, YZ_STEPS, &count);
    yz_json_array(j, "links");
    for (size_t i = 0; i < n; i++) {
        yz_json_object(j, NULL);
        yz_json_text(j, "label", links[i]);
        yz_json_text(j, "state", link_key(i, at));
        yz_json_end(j);
    }
    yz_json_end(j);
    yz_json_array(j, "steps");
    for (size_t i = 0; i < count; i++) step_json(j, &steps[i]);
    yz_json_end(j);
    return status;
}

/* "受理 › 【办理】 › 办结": the present one in brackets. */
static void links_print(struct yz_cli *cli, const struct yz_case *c) {
    char links[LINKS][48], text[640] = "";
    size_t at, n = yz_case_links(cli->session, c, links, LINKS, &at);
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, i == at ? "%s[%s]" : "%s%s", i ? " > " : "", links[i]);
    }
    yz_cli_pair(_("环节"), text, LABEL);
}

static void asks_text(const struct yz_step *step, char *out, size_t room) {
    *out = '\0';
    for (size_t i = 0; i < sizeof ask_words / sizeof *ask_words; i++) {
        size_t used = strlen(out);
        if (step->asks & (1u << i)) snprintf(out + used, room - used, "%s%s", used ? " " : "", ask_words[i]);
    }
}

static enum yz_status steps_print(struct yz_cli *cli, const struct yz_case *c) {
    struct yz_step steps[YZ_STEPS];
    struct yz_table t = {0};
    size_t count;
    char asks[128];
    enum yz_status status = yz_case_steps(cli->session, c, steps, YZ_STEPS, &count);
    yz_table_begin(&t, 0, _("可以做"), "", _("到"), _("可以带"), NULL);
    for (size_t i = 0; i < count; i++) {
        asks_text(&steps[i], asks, sizeof asks);
        yz_table_cell(&t, steps[i].key);
        yz_table_cell(&t, steps[i].label);
        yz_table_cell(&t, steps[i].to ? yz_code_label("case_state", steps[i].to) : "");
        yz_table_cell(&t, asks);
    }
    yz_table_print(&t);
    return status;
}

enum yz_status yz_cli_case_flow_print(struct yz_cli *cli, const struct yz_case *c) {
    links_print(cli, c);
    return steps_print(cli, c);
}

/* --- explain --- */

/* How its deadline was counted; of a case that is over, up to its end. */
static enum yz_status count_explain(struct yz_cli *cli, struct yz_json *j, const struct yz_case *c) {
    struct yz_case_limits limits;
    struct yz_deadline due;
    struct yz_deadline_step *steps = calloc(COUNTED, sizeof *steps);
    char text[40];
    size_t n = 0;
    if (!steps) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_case_limits(cli->session, c, &limits);
    if (status == YZ_OK) status = yz_case_explain(cli->session, c, &due, steps, COUNTED, &n);
    if (n > COUNTED) n = COUNTED;
    if (status == YZ_OK && j) {
        yz_json_text(j, "due", due.due ? yz_moment_iso(due.due, text) : NULL);
        yz_json_bool(j, "calendar_assumed", due.assumed);
        yz_json_array(j, "count");
        for (size_t i = 0; i < n; i++) yz_cli_count_json(j, limits.promised.unit, &steps[i]);
        yz_json_end(j);
    } else if (status == YZ_OK) {
        yz_cli_pair(_("办结期限"), due.due ? yz_moment_text(due.due, text) : _("等材料，暂停计时"), LABEL);
        yz_cli_count_print(limits.promised.unit, steps, n);
    }
    free(steps);
    return status;
}

enum yz_status yz_cli_case_explain(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_case c;
    struct yz_json j;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("case");
    if (status == YZ_OK) status = yz_case_by_number(cli->session, argv[1], &c);
    if (status != YZ_OK) return status;
    if (!cli->json) {
        yz_cli_print("%s  %s", c.number, yz_code_label("case_state", c.state));
        status = yz_cli_case_flow_print(cli, &c);
        return status == YZ_OK ? count_explain(cli, NULL, &c) : status;
    }
    yz_cli_json(cli, &j);
    yz_json_text(&j, "number", c.number);
    yz_json_text(&j, "state", yz_code_key("case_state", c.state));
    status = yz_cli_case_flow_json(cli, &j, &c);
    if (status == YZ_OK) status = count_explain(cli, &j, &c);
    yz_cli_json_end(cli, &j);
    return status;
}

/* --- do --- */

struct doing {
    struct yz_doing d;
    const char *to, *sets[SETS];
    int count;
};

static const char **place_of(struct doing *o, const char *field) {
    const struct {
        const char *name;
        const char **at;
    } all[] = {{"note", &o->d.note},
               {"reason", &o->d.reason},
               {"days", &o->d.days},
               {"staff", &o->d.staff},
               {"station", &o->d.station},
               {"papers", &o->d.papers},
               {"result", &o->d.result},
               {"department", &o->d.department},
               {"when", &o->d.when},
               {"mark", &o->d.mark},
               {"to", &o->to}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, field) == 0) return all[i].at;
    return NULL;
}

static enum yz_status read_sets(struct doing *o) {
    for (int i = 0; i < o->count; i++) {
        char field[32];
        const char *value, **at;
        enum yz_status status = yz_cli_assignment(o->sets[i], field, sizeof field, &value);
        if (status != YZ_OK) return status;
        if (!(at = place_of(o, field)))
            return yz_fail(YZ_USAGE,
                           _("没有 %1$s 这一项；有 note reason days staff station papers result department "
                             "when mark"),
                           field);
        *at = value;
    }
    return YZ_OK;
}

/* --to names whom the step asks for: a station, else a member of staff. */
static void read_to(struct yz_cli *cli, const struct yz_case *c, const char *step, struct doing *o) {
    struct yz_step steps[YZ_STEPS];
    size_t count;
    bool station = strcmp(step, "transfer") == 0;
    if (!o->to || yz_case_steps(cli->session, c, steps, YZ_STEPS, &count) != YZ_OK) return;
    for (size_t i = 0; i < count; i++)
        if (strcmp(steps[i].key, step) == 0) station = (steps[i].asks & YZ_ASK_STATION) != 0;
    *(station ? &o->d.station : &o->d.staff) = o->to;
}

static enum yz_status read_doing(int *argc, char **argv, struct doing *o) {
    const struct yz_option_row rows[] = {{.name = "--note", .value = &o->d.note},
                                         {.name = "--days", .value = &o->d.days},
                                         {.name = "--to", .value = &o->to},
                                         {.name = "--papers", .value = &o->d.papers},
                                         {.name = "--result", .value = &o->d.result},
                                         {.name = "--when", .value = &o->d.when},
                                         {.name = "--department", .value = &o->d.department},
                                         {.name = "--set", .value = o->sets, .times = &o->count, .most = SETS},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(argc, argv, rows);
    if (status == YZ_OK && *argc != 3) status = yz_usage("case");
    return status == YZ_OK ? read_sets(o) : status;
}

enum yz_status yz_cli_case_do(struct yz_cli *cli, int argc, char **argv, struct yz_case *c) {
    struct doing o = {0};
    struct yz_findings f = {0};
    enum yz_status status = read_doing(&argc, argv, &o);
    if (status == YZ_OK) status = yz_case_by_number(cli->session, argv[1], c);
    if (status == YZ_OK) read_to(cli, c, argv[2], &o);
    if (!o.d.reason) o.d.reason = cli->reason; /* --reason stands before the command's own options */
    if (status == YZ_OK) status = yz_case_do(cli->session, c, argv[2], &o.d, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK && !cli->json) yz_cli_print("%s  %s", c->number, yz_code_label("case_state", c->state));
    return status;
}
