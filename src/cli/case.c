/* case: opening one, the queue, one whole, its papers. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/intake.h>
#include <yizhan/journal.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

enum { SETS = 64, USUAL = 100, LABEL = 14, FORM_LABEL = 28, TIMELINE = 100 };

static void facts_print(const struct yz_case_facts *f) {
    char text[64];
    yz_cli_pair(_("事项"), f->service_name, LABEL);
    yz_cli_pair(_("状态"), f->state, LABEL);
    yz_cli_pair(_("受理时间"), yz_moment_text(f->c.received, text), LABEL);
    yz_cli_pair(_("办结期限"), yz_moment_text(f->c.due, text), LABEL);
    if (f->overdue) yz_cli_pair("", _("已超期"), LABEL);
    if (f->c.due && f->c.due_assumed) yz_cli_pair("", _("期限为推定：那一年的节假日安排还没有公布"), LABEL);
    if (f->c.evening) yz_cli_pair("", _("延时受理"), LABEL);
    yz_cli_pair(_("当事人"), f->person_name, LABEL);
    yz_cli_pair(_("申请人"), f->applicant_name, LABEL);
    yz_cli_pair(_("地址"), f->address, LABEL);
    yz_cli_pair(_("地点"), f->c.place, LABEL);
    yz_cli_pair(_("驿站"), f->station_name, LABEL);
    yz_cli_pair(_("经办人"), f->owner_name, LABEL);
    for (size_t i = 0; i < f->missing_count; i++) yz_cli_pair(i ? "" : _("缺少的材料"), f->missing_name[i], LABEL);
    yz_cli_pair(_("参保年度"), f->years, LABEL);
    yz_cli_pair(_("享受待遇"), f->cover_text, LABEL);
    snprintf(text, sizeof text, "%d", f->window_days_left);
    if (f->window_known) yz_cli_pair(_("期限剩余天数"), text, LABEL);
    yz_cli_pair(_("规则来源"), f->rule_source, LABEL);
}

static void event_json(struct yz_json *j, const struct yz_case_event *e) {
    char at[40];
    yz_json_object(j, NULL);
    yz_json_text(j, "at", yz_moment_iso(e->at, at));
    yz_json_text(j, "staff", e->staff);
    yz_json_text(j, "verb", e->verb);
    yz_json_text(j, "what", e->what);
    if (e->state) yz_json_text(j, "state", yz_code_key("case_state", e->state));
    const struct {
        const char *key, *text;
    } said[] = {{"step", e->step},     {"note", e->note}, {"reason", e->reason},         {"result", e->result},
                {"papers", e->papers}, {"days", e->days}, {"department", e->department}, {"from", e->from},
                {"to", e->to},         {"when", e->when}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (*said[i].text) yz_json_text(j, said[i].key, said[i].text);
    yz_json_end(j);
}

static void event_row(struct yz_table *t, const struct yz_case_event *e) {
    char at[YZ_MOMENT_TEXT], text[2048];
    yz_table_cell(t, yz_moment_text(e->at, at));
    yz_table_cell(t, e->staff);
    yz_table_cell(t, yz_case_event_text(e, text, sizeof text));
}

/* As JSON when `j` is given, else as a table. */
static enum yz_status timeline(struct yz_cli *cli, struct yz_json *j, int64_t id) {
    struct yz_case_event *all = calloc(TIMELINE, sizeof *all);
    struct yz_table t;
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_case_timeline(cli->session, id, cli->reveal, all, TIMELINE, &count);
    yz_table_begin(&t, 0, _("时间"), _("谁"), _("做了什么"), NULL);
    if (j) yz_json_array(j, "timeline");
    for (size_t i = 0; status == YZ_OK && i < count && i < TIMELINE; i++) {
        if (j) event_json(j, &all[i]);
        else event_row(&t, &all[i]);
    }
    if (j) yz_json_end(j);
    yz_table_print(&t);
    free(all);
    return status;
}

static void form_json(struct yz_json *j, const struct yz_case_field *all, size_t count) {
    yz_json_array(j, "form");
    for (size_t i = 0; i < count; i++) {
        yz_json_object(j, NULL);
        yz_json_text(j, all[i].condition ? "condition" : "field", all[i].key);
        yz_json_text(j, "label", all[i].label);
        yz_json_text(j, "value", all[i].value);
        yz_json_end(j);
    }
    yz_json_end(j);
}

/* What was filled in: as JSON when `j` is given, else a line each. */
static enum yz_status form(struct yz_cli *cli, struct yz_json *j, const struct yz_case *c) {
    struct yz_case_field *all = calloc(YZ_CASE_FIELDS, sizeof *all);
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_case_form(cli->session, c, cli->reveal, all, YZ_CASE_FIELDS, &count);
    if (j) form_json(j, all, count);
    for (size_t i = 0; !j && i < count; i++) yz_cli_pair(all[i].label, all[i].value, FORM_LABEL);
    free(all);
    return status;
}

/* Members after those of yz_case_json, and the closing brace. */
static enum yz_status more_json(struct yz_cli *cli, const struct yz_case_facts *f, struct yz_buffer *line) {
    struct yz_buffer more = {0};
    struct yz_json j;
    yz_json_open(&j, &more);
    yz_json_object(&j, NULL);
    enum yz_status status = yz_cli_case_flow_json(cli, &j, &f->c);
    if (status == YZ_OK) status = form(cli, &j, &f->c);
    if (status == YZ_OK) status = timeline(cli, &j, f->c.id);
    yz_json_end(&j);
    yz_buffer_printf(line, ",%s", more.failed ? "" : yz_buffer_string(&more) + 1);
    line->failed |= more.failed;
    yz_buffer_free(&more);
    return status;
}

/* The object of yz_case_json, and in it the flow and the timeline. */
static enum yz_status print_json(struct yz_cli *cli, const struct yz_case_facts *f, bool with_timeline) {
    enum yz_status status = YZ_OK;
    struct yz_buffer *line = &cli->line;
    struct yz_json j;
    yz_buffer_clear(line);
    yz_json_open(&j, line);
    yz_case_json(&j, f);
    if (with_timeline) {
        if (line->length) line->length--; /* the closing brace: more members follow */
        status = more_json(cli, f, line);
    }
    yz_buffer_byte(line, '\n');
    if (line->failed) return yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) fwrite(line->data, 1, line->length, stdout);
    return status;
}

static enum yz_status print(struct yz_cli *cli, const struct yz_case *c, bool with_timeline) {
    struct yz_case_facts *f = calloc(1, sizeof *f);
    if (!f) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_case_facts(cli->session, c, cli->reveal, f);
    if (status == YZ_OK && cli->json) {
        status = print_json(cli, f, with_timeline);
    } else if (status == YZ_OK) {
        yz_cli_print("%s", c->number);
        facts_print(f);
        if (with_timeline) status = form(cli, NULL, c);
        if (with_timeline && status == YZ_OK) status = yz_cli_case_flow_print(cli, c);
        if (with_timeline && status == YZ_OK) status = timeline(cli, NULL, c->id);
    }
    free(f);
    return status;
}

enum yz_status yz_cli_case_show(struct yz_cli *cli, int64_t id) {
    struct yz_case c;
    enum yz_status status = yz_record_get(cli->session, YZ_CASE, id, &c);
    return status == YZ_OK ? print(cli, &c, true) : status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_case c;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("case");
    if (status == YZ_OK) status = yz_case_by_number(cli->session, argv[1], &c);
    if (status == YZ_OK) status = yz_cli_reveal(cli, YZ_CASE, c.id);
    return status == YZ_OK ? print(cli, &c, true) : status;
}

static enum yz_status take_step(struct yz_cli *cli, int argc, char **argv) {
    struct yz_case c;
    enum yz_status status = yz_cli_case_do(cli, argc, argv, &c);
    return status == YZ_OK && cli->json ? print(cli, &c, false) : status;
}

/* --- open --- */

struct opening {
    const char *household, *person, *building, *sets[SETS];
    int count;
};

/* Every field is set, so that every fault is told at once; a field set twice counts as last said. */
static enum yz_status fill(struct yz_intake *in, const struct opening *o, struct yz_findings *f) {
    for (int i = 0; i < o->count; i++) {
        char field[32];
        const char *value;
        enum yz_status status = yz_cli_assignment(o->sets[i], field, sizeof field, &value);
        if (status != YZ_OK) return status;
        bool known = strcmp(field, "papers") == 0 || yz_item_field(yz_intake_item(in), field);
        if (known) yz_intake_set(in, field, value, NULL); /* its faults are told by the check of the whole form */
        else yz_find_error(f, field, value, _("这个事项没有这个字段"), NULL);
    }
    return YZ_OK;
}

static enum yz_status save(struct yz_intake *in, struct yz_case *c, struct yz_findings *f) {
    struct yz_outcome *outcome = calloc(1, sizeof *outcome);
    enum yz_status status = outcome ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && !yz_findings_ok(f)) {
        yz_intake_check(in, outcome, f);
        status = yz_fail(YZ_REFUSED, _("有错误，没有受理"));
    } else if (status == YZ_OK) {
        status = yz_intake_save(in, outcome, c, f);
    }
    free(outcome);
    return status;
}

/* For people the number alone is the result, so that a script may take it; the rest is said beside it. */
static enum yz_status opened(struct yz_cli *cli, const struct yz_case *c) {
    struct yz_case_facts *f = cli->json ? NULL : calloc(1, sizeof *f);
    char due[YZ_MOMENT_TEXT];
    if (cli->json) return print(cli, c, false);
    yz_cli_print("%s", c->number);
    if (f && yz_case_facts(cli->session, c, false, f) == YZ_OK) {
        yz_cli_say("%s  %s  %s  %s", f->service_name, f->state, f->person_name, f->cover_text);
        if (c->due)
            yz_cli_say(_("办结期限 %1$s%2$s"), yz_moment_text(c->due, due), c->due_assumed ? _("（推定）") : "");
        for (size_t i = 0; i < f->missing_count; i++) yz_cli_say(_("缺少材料：%s"), f->missing_name[i]);
    }
    free(f);
    return YZ_OK;
}

static enum yz_status named(struct yz_cli *cli, const char *ref, enum yz_kind_id kind, int64_t *id) {
    enum yz_kind_id found;
    return ref ? yz_ref_resolve(cli->session, ref, 1u << kind, &found, id) : YZ_OK;
}

static enum yz_status open_case(struct yz_cli *cli, int argc, char **argv) {
    struct opening o = {0};
    const struct yz_option_row rows[] = {{.name = "--household", .value = &o.household},
                                         {.name = "--person", .value = &o.person},
                                         {.name = "--building", .value = &o.building},
                                         {.name = "--set", .value = o.sets, .times = &o.count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_intake *in = NULL;
    struct yz_case c = {0};
    struct yz_intake_for about = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("case");
    if (status == YZ_OK) status = named(cli, o.household, YZ_HOUSEHOLD, &about.household);
    if (status == YZ_OK) status = named(cli, o.person, YZ_PERSON, &about.person);
    if (status == YZ_OK) status = named(cli, o.building, YZ_BUILDING, &about.building);
    if (status == YZ_OK) status = yz_intake_begin_at(cli->session, argv[1], &about, &in);
    if (status == YZ_OK) status = fill(in, &o, &f);
    if (status == YZ_OK) status = save(in, &c, &f);
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, &f);
    if (status == YZ_OK) status = opened(cli, &c);
    yz_intake_free(in);
    yz_findings_free(&f);
    return status;
}

/* --- list --- */

static enum yz_status read_state(const char *text, int32_t *state) {
    char list[512] = "";
    size_t count = 0;
    const struct yz_code *codes = yz_codes("case_state", &count);
    if (yz_code_parse("case_state", text, state)) return YZ_OK;
    for (size_t i = 0; codes && i < count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? " " : "", codes[i].key);
    return yz_fail(YZ_USAGE, _("没有办件状态 %1$s；有 %2$s"), text, list);
}

static enum yz_status read_view(const char *text, enum yz_case_view *view) {
    if (yz_case_view_from_key(text, view)) return YZ_OK;
    return yz_fail(YZ_USAGE, _("没有视图 %s；有 due-today、overdue、evening、waiting、mine、offered、open、all"), text);
}

static enum yz_status read_filter(struct yz_cli *cli, int argc, char **argv, struct yz_case_filter *filter,
                                  int64_t *most) {
    const char *state = NULL, *date = NULL, *within = NULL, *station = NULL, *staff = NULL, *service = NULL,
               *limit = NULL, *view = NULL;
    bool evening = false, overdue = false, waiting = false, offered = false;
    const struct yz_option_row rows[] = {{.name = "--state", .value = &state},
                                         {.name = "--evening", .flag = &evening},
                                         {.name = "--date", .value = &date},
                                         {.name = "--overdue", .flag = &overdue},
                                         {.name = "--due-within", .value = &within},
                                         {.name = "--station", .value = &station},
                                         {.name = "--staff", .value = &staff},
                                         {.name = "--service", .value = &service},
                                         {.name = "--limit", .value = &limit},
                                         {.name = "--view", .value = &view},
                                         {.name = "--waiting", .flag = &waiting},
                                         {.name = "--offered", .flag = &offered},
                                         {.name = NULL}};
    enum yz_kind_id kind;
    yz_date day = 0;
    int64_t days = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("case");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK && within) status = yz_argument_number("--due-within", within, 0, 3650, &days);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, 1000000000, most);
    if (status == YZ_OK && state) status = read_state(state, &filter->state);
    if (status == YZ_OK && staff) status = yz_cli_staff_named(cli, staff, &filter->staff);
    if (status == YZ_OK && station)
        status = yz_ref_resolve(cli->session, station, 1u << YZ_STATION, &kind, &filter->station);
    filter->view = evening   ? YZ_VIEW_EVENING
                   : overdue ? YZ_VIEW_OVERDUE
                   : waiting ? YZ_VIEW_WAITING
                   : offered ? YZ_VIEW_OFFERED
                             : YZ_VIEW_ALL;
    if (status == YZ_OK && view) status = read_view(view, &filter->view);
    filter->evening = evening;
    filter->overdue = overdue;
    filter->due_within = (int)days;
    if (filter->view != YZ_VIEW_ALL || within) filter->day = day;
    else filter->received_on = day;
    snprintf(filter->service, sizeof filter->service, "%s", service ? service : "");
    return status;
}

static enum yz_status line_json(struct yz_cli *cli, const struct yz_case_line *l) {
    struct yz_case *c = malloc(sizeof *c);
    if (!c) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_cli_reveal_row(cli, YZ_CASE, l->id);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_CASE, l->id, c);
    if (status == YZ_OK) status = print(cli, c, false);
    free(c);
    return status;
}

static void line_row(struct yz_table *t, const struct yz_case_line *l) {
    char text[48];
    yz_table_cell(t, l->number);
    yz_table_cell(t, l->service_name);
    yz_table_cell(t, yz_code_label("case_state", l->state));
    yz_table_cell(t, yz_moment_text(l->received, text));
    yz_moment_text(l->due, text);
    size_t n = strlen(text);
    if (l->due && l->due_assumed) yz_copy(text + n, sizeof text - n, _("（推定）"));
    yz_table_cell(t, text);
    yz_table_cell(t, l->overdue ? _("超期") : l->evening ? _("晚间") : "");
    yz_table_cell(t, l->person_name);
    yz_table_cell(t, l->address);
    yz_table_cell(t, l->owner_name);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_case_filter filter = {0};
    struct yz_table t;
    struct yz_pages p = {.size = sizeof(struct yz_case_line), .most = cli->json ? INT64_MAX : USUAL};
    p.status = read_filter(cli, argc, argv, &filter, &p.most);
    yz_table_begin(&t, 0, _("编号"), _("事项"), _("状态"), _("受理时间"), _("办结期限"), "", _("当事人"), _("地址"),
                   _("经办人"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_case_page(cli->session, &filter, p.last, p.rows, p.want, &p.count);
        for (const struct yz_case_line *l; (l = yz_pages_row(&p)) != NULL;) {
            if (cli->json) p.status = line_json(cli, l);
            else line_row(&t, l);
        }
    }
    return yz_pages_end(&p, &t);
}

/* --- print --- */

static enum yz_status print_paper(struct yz_cli *cli, int argc, char **argv) {
    const char *key = "receipt", *to = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--paper", .value = &key}, {.name = "--to", .value = &to}, {.name = NULL}};
    enum yz_paper paper = YZ_PAPER_RECEIPT;
    struct yz_print way = {0};
    struct yz_case c;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("case");
    if (status == YZ_OK) status = yz_paper_named(key, YZ_CASE, &paper);
    if (status == YZ_OK) status = yz_print_parse(to, &way);
    if (status == YZ_OK) status = yz_case_by_number(cli->session, argv[1], &c);
    if (status == YZ_OK) status = yz_paper_print(cli->session, &c, paper, &way);
    if (status == YZ_OK) yz_cli_say(_("已打印%1$s：%2$s"), yz_paper_name(paper), c.number);
    return status;
}

enum yz_status yz_cli_case(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"open", YZ_CLI_FILE | YZ_CLI_WRITES, open_case},
                                               {"bulk", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_case_bulk},
                                               {"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"do", YZ_CLI_FILE | YZ_CLI_WRITES, take_step},
                                               {"explain", YZ_CLI_FILE, yz_cli_case_explain},
                                               {"print", YZ_CLI_FILE, print_paper},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
