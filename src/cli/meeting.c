/* meeting: 小协商: raised, invited, attended, voted, resolved, closed; its papers. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>
#include <yizhan/registry.h>

enum { SETS = 32, USUAL = 100 };

/* --- what is told --- */

static void present_json(struct yz_cli *cli, struct yz_json *j, int64_t meeting) {
    int64_t doors = 0, square = 0;
    char area[32];
    yz_meeting_present(cli->session, meeting, &doors, &square);
    snprintf(area, sizeof area, "%lld.%02lld", (long long)square / 100, (long long)square % 100);
    yz_json_int(j, "present", doors);
    yz_json_text(j, "present_square", area);
}

/* The records of one kind that belong to a meeting, as an array of objects. */
static enum yz_status parts_json(struct yz_cli *cli, struct yz_json *j, const char *name, enum yz_kind_id kind,
                                 int64_t meeting) {
    char *record = calloc(1, yz_kinds[kind]->size);
    size_t n = 1;
    int64_t after = 0;
    enum yz_status status = record ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    yz_json_array(j, name);
    while (status == YZ_OK && n) {
        status = yz_meeting_parts(cli->session, kind, meeting, after, record, 1, &n);
        if (status != YZ_OK || !n) break;
        after = ((const struct yz_record *)(const void *)record)->id;
        yz_json_object(j, NULL);
        yz_cli_fields(cli, j, kind, record);
        yz_json_end(j);
    }
    yz_json_end(j);
    free(record);
    return status;
}

static enum yz_status one_json(struct yz_cli *cli, const struct yz_meeting *m, bool whole) {
    static const struct {
        const char *name;
        enum yz_kind_id kind;
    } parts[] = {{"invites", YZ_INVITE},
                 {"presences", YZ_PRESENCE},
                 {"opinions", YZ_OPINION},
                 {"ballots", YZ_BALLOT},
                 {"decisions", YZ_DECISION}};
    struct yz_json j;
    char scope[768];
    enum yz_status status = yz_cli_reveal(cli, YZ_MEETING, m->id);
    if (status != YZ_OK) return status;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_MEETING, m);
    present_json(cli, &j, m->id);
    yz_json_text(&j, "scope", yz_meeting_where(cli->session, m, scope, sizeof scope));
    for (size_t i = 0; whole && status == YZ_OK && i < sizeof parts / sizeof *parts; i++)
        status = parts_json(cli, &j, parts[i].name, parts[i].kind, m->id);
    if (whole && status == YZ_OK) status = yz_cli_history(cli, &j, YZ_MEETING, m->id, 0);
    yz_cli_json_end(cli, &j);
    return status;
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_meeting *m) {
    int64_t doors = 0, square = 0;
    char text[64];
    yz_meeting_present(cli->session, m->id, &doors, &square);
    yz_table_cell(t, m->number);
    yz_table_cell(t, yz_code_label("meeting_state", m->state));
    yz_table_cell(t, yz_code_label("meeting_sort", m->sort));
    yz_table_cell(t, m->title);
    yz_table_cell(t, yz_moment_text(m->at, text));
    snprintf(text, sizeof text, "%lld/%lld", (long long)doors, (long long)m->doors);
    yz_table_cell(t, text);
}

/* A record that was just written, or what was wrong with it. */
static enum yz_status told(struct yz_cli *cli, enum yz_status status, enum yz_kind_id kind, const void *record,
                           struct yz_findings *f) {
    char ref[32];
    struct yz_json j;
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status != YZ_OK) return status;
    if (kind == YZ_MEETING && cli->json) return one_json(cli, record, false);
    if (kind == YZ_MEETING) return yz_cli_print("%s", ((const struct yz_meeting *)record)->number), YZ_OK;
    if (!cli->json) return yz_cli_print("%s", yz_ref_text(kind, ((const struct yz_record *)record)->id, ref)), YZ_OK;
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, kind, record);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

/* --- what is asked --- */

static enum yz_status named(struct yz_cli *cli, int argc, char **argv, int operands, struct yz_meeting *m) {
    if (argc != 1 + operands) return yz_usage("meeting");
    return yz_meeting_by_number(cli->session, argv[1], m);
}

static enum yz_status set_all(struct yz_cli *cli, const struct yz_kind *k, void *record, const char *const *sets,
                              int count, struct yz_findings *f) {
    char field[64];
    const char *value;
    enum yz_status status = YZ_OK;
    for (int i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        if (status == YZ_OK) yz_meeting_set(cli->session, k, record, field, value, f);
    }
    if (status != YZ_OK || yz_findings_ok(f)) return status;
    return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *state = NULL, *text = "", *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--state", .value = &state},
                                         {.name = "--text", .value = &text},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_meeting_filter filter = {0};
    struct yz_table t;
    int64_t most = cli->json ? INT64_MAX : USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("meeting");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK && state && !yz_code_parse("meeting_state", state, &filter.state))
        status = yz_fail(YZ_USAGE, _("没有这种状态 %s；有 raised invited talked decided closed"), state);
    snprintf(filter.text, sizeof filter.text, "%s", text);
    yz_table_begin(&t, 0, _("编号"), _("状态"), _("方式"), _("议题"), _("开会时间"), _("到会"), NULL);
    struct yz_pages p = {.size = sizeof(struct yz_meeting), .most = most, .status = status};
    while (yz_pages_want(&p)) {
        p.status = yz_meeting_page(cli->session, &filter, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_meeting *m; (m = yz_pages_row(&p)) != NULL;) {
            if (cli->json) p.status = one_json(cli, m, false);
            else row(cli, &t, m);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_meeting m;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK) status = named(cli, argc, argv, 1, &m);
    if (status != YZ_OK) return status;
    if (cli->json) return one_json(cli, &m, true);
    return yz_cli_show_kind(cli, 2, (char *[]){argv[0], yz_ref_text(YZ_MEETING, m.id, ref), NULL}, 0);
}

static enum yz_status change(struct yz_cli *cli, int argc, char **argv, bool fresh) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (!count || (fresh && argc != 1))) status = yz_usage("meeting");
    if (status == YZ_OK && !fresh) status = named(cli, argc, argv, 1, &m);
    if (status == YZ_OK) status = set_all(cli, &yz_meeting_kind, &m, sets, count, &f);
    if (status == YZ_OK) status = yz_meeting_save(cli->session, &m, &f);
    return told(cli, status, YZ_MEETING, &m, &f);
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, true);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return change(cli, argc, argv, false);
}

static enum yz_status invite(struct yz_cli *cli, int argc, char **argv) {
    const char *named_as[2][YZ_MEETING_PLACES];
    int counts[2] = {0, 0};
    const struct yz_option_row rows[] = {
        {.name = "--building", .value = named_as[0], .times = &counts[0], .most = YZ_MEETING_PLACES},
        {.name = "--grid", .value = named_as[1], .times = &counts[1], .most = YZ_MEETING_PLACES},
        {.name = NULL}};
    static const enum yz_kind_id kinds[2] = {YZ_BUILDING, YZ_GRID};
    struct yz_meeting_place places[2 * YZ_MEETING_PLACES];
    struct yz_findings f = {0};
    struct yz_meeting m;
    size_t n = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && !counts[0] && !counts[1]) status = yz_usage("meeting");
    if (status == YZ_OK) status = named(cli, argc, argv, 1, &m);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < counts[k] && status == YZ_OK; i++, n++)
            status = yz_ref_resolve(cli->session, named_as[k][i], 1u << kinds[k], &places[n].kind, &places[n].id);
    if (status == YZ_OK) status = yz_meeting_invite(cli->session, m.id, places, n);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_MEETING, m.id, &m);
    return told(cli, status, YZ_MEETING, &m, &f);
}

static enum yz_status attend(struct yz_cli *cli, int argc, char **argv) {
    const char *name = NULL;
    const struct yz_option_row rows[] = {{.name = "--name", .value = &name}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m;
    struct yz_presence a = {0};
    char door[96], who[96];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, 2, &m);
    if (status == YZ_OK) status = yz_meeting_attend(cli->session, m.id, argv[2], name, &a, &f);
    if (status == YZ_OK && !cli->json)
        yz_cli_say(_("%1$s %2$s 到会"), yz_dwelling_short(cli->session, a.dwelling, door, sizeof door),
                   yz_field_text(yz_field_named(&yz_presence_kind, "name"), &a, !cli->reveal, who, sizeof who));
    return told(cli, status, YZ_PRESENCE, &a, &f);
}

static enum yz_status opinion(struct yz_cli *cli, int argc, char **argv) {
    const char *door = NULL, *mark = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--door", .value = &door}, {.name = "--mark", .value = &mark}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m;
    struct yz_opinion o = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, 2, &m);
    if (status != YZ_OK) return status;
    o.meeting = m.id;
    yz_meeting_set(cli->session, &yz_opinion_kind, &o, "text", argv[2], &f);
    if (door && yz_meeting_called(cli->session, m.id, door, &o.dwelling, 1) != 1) /* as at the meeting, else anywhere */
        yz_meeting_set(cli->session, &yz_opinion_kind, &o, "dwelling", door, &f);
    if (mark) yz_meeting_set(cli->session, &yz_opinion_kind, &o, "mark", mark, &f);
    status = yz_findings_ok(&f) ? yz_meeting_say(cli->session, &o, &f) : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    return told(cli, status, YZ_OPINION, &o, &f);
}

static enum yz_status vote(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    bool secret = false;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = "--secret", .flag = &secret},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m;
    struct yz_ballot b = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, 2, &m);
    if (status != YZ_OK) return status;
    b.meeting = m.id;
    b.secret = secret;
    snprintf(b.matter, sizeof b.matter, "%s", m.matter);
    yz_meeting_set(cli->session, &yz_ballot_kind, &b, "question", argv[2], &f);
    status = set_all(cli, &yz_ballot_kind, &b, sets, count, &f);
    if (status == YZ_OK) status = yz_meeting_vote(cli->session, &b, &f);
    if (status == YZ_OK && !cli->json) yz_cli_say("%s", yz_code_label("ballot_result", b.result));
    return told(cli, status, YZ_BALLOT, &b, &f);
}

static enum yz_status resolve(struct yz_cli *cli, int argc, char **argv) {
    const char *owner = NULL, *due = NULL, *need = NULL, *service = NULL, *about = NULL, *link = NULL;
    const char *sets[SETS], *pairs[2 * SETS], *value;
    static char fields[SETS][64];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--owner", .value = &owner},
                                         {.name = "--due", .value = &due},
                                         {.name = "--need", .value = &need},
                                         {.name = "--case", .value = &service},
                                         {.name = "--about", .value = &about},
                                         {.name = "--link", .value = &link},
                                         {.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m;
    struct yz_decision r = {0};
    struct yz_becomes as = {.sets = pairs};
    enum yz_kind_id kind;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (!owner || !due || (need != NULL) + (service != NULL) + (link != NULL) > 1))
        status = yz_usage("meeting");
    if (status == YZ_OK) status = named(cli, argc, argv, 2, &m);
    if (status == YZ_OK && need && !yz_code_parse("need_field", need, &as.need_field))
        status = yz_fail(YZ_USAGE, _("没有这个需求领域 %s"), need);
    if (status == YZ_OK && about)
        status = yz_ref_resolve(cli->session, about,
                                YZ_KIND_BIT(YZ_PERSON) | YZ_KIND_BIT(YZ_HOUSEHOLD) | YZ_KIND_BIT(YZ_BUILDING),
                                &as.about, &as.about_id);
    if (status == YZ_OK && link) status = yz_ref_resolve(cli->session, link, YZ_KIND_BIT(YZ_CASE), &kind, &as.case_id);
    for (size_t i = 0; status == YZ_OK && i < (size_t)count; i++) {
        status = yz_cli_assignment(sets[i], fields[i], sizeof fields[i], &value);
        pairs[2 * i] = fields[i];
        pairs[2 * i + 1] = value;
    }
    if (status != YZ_OK) return status;
    as.service = service;
    as.set_count = (size_t)count;
    r.meeting = m.id;
    yz_meeting_set(cli->session, &yz_decision_kind, &r, "text", argv[2], &f);
    yz_meeting_set(cli->session, &yz_decision_kind, &r, "owner", owner, &f);
    yz_meeting_set(cli->session, &yz_decision_kind, &r, "due", due, &f);
    status =
        yz_findings_ok(&f) ? yz_meeting_resolve(cli->session, &r, &as, &f) : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    return told(cli, status, YZ_DECISION, &r, &f);
}

static enum yz_status close_one(struct yz_cli *cli, int argc, char **argv) {
    const char *outcome = "";
    const struct yz_option_row rows[] = {{.name = "--outcome", .value = &outcome}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_meeting m;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, 1, &m);
    if (status == YZ_OK) status = yz_meeting_close(cli->session, m.id, outcome, &f);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_MEETING, m.id, &m);
    return told(cli, status, YZ_MEETING, &m, &f);
}

/* --- papers --- */

/* To standard output, or printed where `--to` says, which stands in the print log. */
static enum yz_status paper(struct yz_cli *cli, int argc, char **argv, enum yz_paper paper) {
    const char *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--to", .value = &to}, {.name = NULL}};
    struct yz_meeting m;
    struct yz_buffer text = {0};
    struct yz_json j;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = named(cli, argc, argv, 1, &m);
    if (status != YZ_OK) return status;
    if (to) return yz_cli_print_one(cli, paper, m.number, to);
    status = yz_paper_text_of(cli->session, YZ_MEETING, m.id, paper, YZ_COLUMNS_A4, &text);
    if (status == YZ_OK && cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "number", m.number);
        yz_json_text(&j, "text", yz_buffer_string(&text));
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK) {
        yz_cli_write(stdout, text.data, text.length);
    }
    yz_buffer_free(&text);
    return status;
}

static enum yz_status minutes(struct yz_cli *cli, int argc, char **argv) {
    return paper(cli, argc, argv, YZ_PAPER_MINUTES);
}

static enum yz_status summary(struct yz_cli *cli, int argc, char **argv) {
    return paper(cli, argc, argv, YZ_PAPER_SUMMARY);
}

static enum yz_status invitation(struct yz_cli *cli, int argc, char **argv) {
    return paper(cli, argc, argv, YZ_PAPER_INVITATION);
}

static enum yz_status agreement(struct yz_cli *cli, int argc, char **argv) {
    return paper(cli, argc, argv, YZ_PAPER_AGREEMENT);
}

static enum yz_status matters(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    size_t count;
    struct yz_table t;
    struct yz_json j;
    char rule[256];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("meeting");
    const struct yz_matter *all = yz_matters(&count);
    if (status != YZ_OK || !all) return status == YZ_OK ? YZ_REFUSED : status;
    yz_table_begin(&t, 0, _("键"), _("事项类别"), _("规则"), _("来源"), NULL);
    for (size_t i = 0; i < count; i++) {
        const struct yz_matter *m = &all[i];
        yz_matter_text(m, rule, sizeof rule);
        if (cli->json) {
            yz_cli_json(cli, &j);
            yz_json_text(&j, "key", m->key);
            yz_json_text(&j, "name", m->name);
            yz_json_text(&j, "rule", rule);
            yz_json_text(&j, "covers", m->covers);
            yz_json_text(&j, "source", m->source);
            yz_json_text(&j, "document", m->document);
            yz_json_bool(&j, "confirmed", m->confirmed);
            yz_cli_json_day(&j, "valid_from", m->from);
            yz_cli_json_day(&j, "valid_to", m->until);
            yz_cli_json_end(cli, &j);
            continue;
        }
        yz_table_cell(&t, m->key);
        yz_table_cell(&t, yz_matter_name(m));
        yz_table_cell(&t, rule);
        yz_table_cell(&t, m->source);
    }
    yz_table_print(&t);
    return YZ_OK;
}

enum yz_status yz_cli_meeting(struct yz_cli *cli, int argc, char **argv) {
    enum { WRITES = YZ_CLI_FILE | YZ_CLI_WRITES };
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"add", WRITES, add},
                                               {"edit", WRITES, edit},
                                               {"invite", WRITES, invite},
                                               {"attend", WRITES, attend},
                                               {"opinion", WRITES, opinion},
                                               {"vote", WRITES, vote},
                                               {"resolve", WRITES, resolve},
                                               {"close", WRITES, close_one},
                                               {"invitation", YZ_CLI_FILE, invitation},
                                               {"minutes", YZ_CLI_FILE, minutes},
                                               {"summary", YZ_CLI_FILE, summary},
                                               {"agreement", YZ_CLI_FILE, agreement},
                                               {"matters", 0, matters},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
