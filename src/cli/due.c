/* due: when a limit ends, and how that was counted. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/deadline.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { STEPS = 8192, LABEL = 12 };

struct asked {
    const char *service, *limit, *from, *station, *hours, *weekend, *pause[YZ_PAUSES];
    int pauses;
    bool explain;
    struct yz_case c; /* of a service: a case that began then */
    struct yz_case_limits l;
    struct yz_deadline due, legal, own;
    struct yz_deadline_step *steps;
    size_t step_count;
};

/* --- reading --- */

static enum yz_status moment_of(const char *option, const char *text, yz_moment *out) {
    bool has_time;
    if (yz_moment_parse(text, yz_today(), out, &has_time)) return YZ_OK;
    return yz_fail(YZ_USAGE, _("选项 %1$s 要日期和时间，如 \"2026-09-30 16:00\"，写的是 %2$s"), option, text);
}

/* "FROM/TO"; "FROM/" goes on. */
static enum yz_status pause_of(const char *text, struct yz_pause *out) {
    char from[64];
    const char *slash = strchr(text, '/');
    size_t n = slash ? (size_t)(slash - text) : sizeof from;
    if (n >= sizeof from)
        return yz_fail(YZ_USAGE, _("选项 --pause 要 起/止，如 \"2026-10-08 09:00/2026-10-09 12:00\"，写的是 %s"), text);
    memcpy(from, text, n);
    from[n] = '\0';
    *out = (struct yz_pause){0};
    enum yz_status status = moment_of("--pause", from, &out->from);
    return status == YZ_OK && slash[1] ? moment_of("--pause", slash + 1, &out->to) : status;
}

static enum yz_status read_hours(const char *workday, const char *weekend, struct yz_cli *cli, struct yz_hours *out) {
    struct yz_findings f = {0};
    bool good = yz_hours_parse(workday, weekend ? weekend : "", "hours", out, &f);
    if (!good) yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return good ? YZ_OK : yz_fail(YZ_USAGE, _("工作时间写得不对"));
}

static enum yz_status read_limit(const char *text, struct yz_limit *out) {
    char fault[YZ_LIMIT_FAULT];
    if (yz_limit_parse(text, out)) return YZ_OK;
    return yz_fail(YZ_USAGE, _("%1$s：%2$s；例如 \"10 工作日\" \"4 工作时\" \"24 自然时\" \"30 自然日\""),
                   yz_limit_fault(text, fault), text);
}

/* The station that --station names, else the one where one works. */
static enum yz_status read_station(struct yz_cli *cli, struct asked *a, struct yz_station *out) {
    enum yz_kind_id kind;
    int64_t id = yz_session_station(cli->session)->id;
    enum yz_status status = a->station ? yz_ref_resolve(cli->session, a->station, 1u << YZ_STATION, &kind, &id) : YZ_OK;
    a->c.station = id;
    return status == YZ_OK && id ? yz_record_get(cli->session, YZ_STATION, id, out) : status;
}

static enum yz_status read_from_file(struct yz_cli *cli, struct asked *a) {
    struct yz_station station = {0};
    enum yz_status status = yz_cli_open(cli);
    if (status == YZ_OK) status = yz_calendar_use(cli->session);
    if (status == YZ_OK) status = read_station(cli, a, &station);
    if (status == YZ_OK && a->service) {
        snprintf(a->c.service, sizeof a->c.service, "%s", a->service);
        status = yz_case_limits(cli->session, &a->c, &a->l);
    } else if (status == YZ_OK && !a->hours) {
        status = read_hours(station.hours, a->weekend ? a->weekend : station.weekend, cli, &a->l.hours);
    }
    return status;
}

static enum yz_status read_all(struct yz_cli *cli, struct asked *a) {
    enum yz_status status = moment_of("--from", a->from, &a->c.received);
    struct yz_pause pauses[YZ_PAUSES];
    for (int i = 0; i < a->pauses && status == YZ_OK; i++) status = pause_of(a->pause[i], &pauses[i]);
    if (status == YZ_OK && a->limit) status = read_limit(a->limit, &a->l.promised);
    if (status == YZ_OK && (a->service || a->station || !a->hours)) status = read_from_file(cli, a);
    if (status == YZ_OK && a->hours) status = read_hours(a->hours, a->weekend, cli, &a->l.hours);
    a->l.from = a->c.received;
    a->l.pause_count = (size_t)a->pauses;
    memcpy(a->l.pauses, pauses, (size_t)a->pauses * sizeof *pauses);
    return status;
}

/* --- counting --- */

static enum yz_status count(struct yz_cli *cli, struct asked *a) {
    const struct yz_case_limits *l = &a->l;
    enum yz_status status;
    if (a->service && !l->promised.amount) { /* an instant item */
        if (a->pauses) return yz_fail(YZ_REFUSED, _("%s 是即办件，当天办结，没有暂停"), a->service);
        return yz_case_explain(cli->session, &a->c, &a->due, a->steps, STEPS, &a->step_count);
    }
    status = yz_deadline_explain(l->promised, l->from, &l->hours, l->pauses, l->pause_count, &a->due, a->steps, STEPS,
                                 &a->step_count);
    if (status == YZ_OK) status = yz_deadline(l->legal, l->from, &l->hours, l->pauses, l->pause_count, &a->legal);
    if (status == YZ_OK)
        status = yz_deadline(l->station, l->from, &l->station_hours, l->pauses, l->pause_count, &a->own);
    return status;
}

/* --- telling --- */

static void moment_json(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

void yz_cli_count_json(struct yz_json *j, enum yz_limit_unit unit, const struct yz_deadline_step *s) {
    bool in_hours = unit == YZ_LIMIT_HOURS || unit == YZ_LIMIT_WORK_HOURS;
    yz_json_object(j, NULL);
    moment_json(j, "from", s->from);
    moment_json(j, "to", s->to);
    if (in_hours) yz_json_real(j, "counted", (double)s->minutes / 60);
    else yz_json_int(j, "counted", s->days);
    if (in_hours) yz_json_int(j, "minutes", s->minutes);
    yz_json_text(j, "why", s->why);
    yz_json_bool(j, "assumed", s->assumed);
    yz_json_end(j);
}

static void tell_json(struct yz_cli *cli, const struct asked *a) {
    struct yz_json j;
    char text[YZ_LIMIT_TEXT];
    yz_cli_json(cli, &j);
    moment_json(&j, "due", a->due.due);
    yz_json_bool(&j, "calendar_assumed", a->due.assumed);
    yz_json_text(&j, "limit", yz_limit_text(a->l.promised, text));
    if (a->service) {
        moment_json(&j, "legal_due", a->legal.due);
        yz_json_bool(&j, "legal_assumed", a->legal.assumed);
        moment_json(&j, "station_due", a->own.due);
        yz_json_bool(&j, "station_assumed", a->own.assumed);
    }
    yz_json_array(&j, "steps");
    for (size_t i = 0; i < a->step_count && i < STEPS; i++) yz_cli_count_json(&j, a->l.promised.unit, &a->steps[i]);
    yz_json_end(&j);
    if (a->step_count > STEPS) yz_json_int(&j, "steps_left_out", (int64_t)(a->step_count - STEPS));
    yz_cli_json_end(cli, &j);
}

/* "2027-01-04 17:30  推定：…" */
static void due_text(const struct yz_deadline *d, char out[192]) {
    char text[YZ_MOMENT_TEXT];
    snprintf(out, 192, "%s%s%s", yz_moment_text(d->due, text), d->assumed ? "  " : "",
             d->assumed ? _("期限为推定：那一年的节假日安排还没有公布") : "");
}

void yz_cli_count_print(enum yz_limit_unit unit, const struct yz_deadline_step *steps, size_t count) {
    struct yz_table t;
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT], counted[YZ_LIMIT_TEXT], why[160];
    yz_table_begin(&t, 1u << 2, _("从"), _("到"), _("计"), _("为什么"), NULL);
    for (size_t i = 0; i < count; i++) {
        const struct yz_deadline_step *s = &steps[i];
        snprintf(why, sizeof why, "%s%s", s->why, s->assumed ? _("（推定）") : "");
        yz_table_cell(&t, yz_moment_text(s->from, from));
        yz_table_cell(&t, yz_step_end_text(s->to, to));
        yz_table_cell(&t, yz_step_counted_text(s, unit, counted));
        yz_table_cell(&t, why);
    }
    yz_table_print(&t);
}

static void tell(const struct asked *a) {
    char text[192];
    due_text(&a->due, text);
    yz_cli_print("%s", a->due.due ? text : _("没有期限：计时暂停着，或者超出 2999 年"));
    due_text(&a->legal, text);
    if (a->legal.due) yz_cli_pair(_("法定期限"), text, LABEL);
    due_text(&a->own, text);
    if (a->own.due) yz_cli_pair(_("驿站流转期限"), text, LABEL);
    if (a->explain) yz_cli_count_print(a->l.promised.unit, a->steps, a->step_count < STEPS ? a->step_count : STEPS);
    if (a->explain && a->step_count > STEPS) yz_cli_print(_("还有 %zu 步"), a->step_count - STEPS);
    if (a->explain && *a->l.source) yz_cli_pair(_("来源"), a->l.source, LABEL);
}

enum yz_status yz_cli_due(struct yz_cli *cli, int argc, char **argv) {
    static struct asked a;
    const struct yz_option_row rows[] = {
        {.name = "--service", .value = &a.service},
        {.name = "--limit", .value = &a.limit},
        {.name = "--from", .value = &a.from},
        {.name = "--station", .value = &a.station},
        {.name = "--hours", .value = &a.hours},
        {.name = "--weekend", .value = &a.weekend},
        {.name = "--pause", .value = a.pause, .times = &a.pauses, .most = YZ_PAUSES},
        {.name = "--explain", .flag = &a.explain},
        {.name = NULL},
    };
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !a.from || !a.service == !a.limit)) status = yz_usage("due");
    if (status == YZ_OK && a.service && a.weekend && !a.hours)
        status = yz_fail(YZ_USAGE, _("--weekend 要和 --hours 一起写：事项按部门的工作时间计算"));
    if (status != YZ_OK) return status;
    a.steps = calloc(STEPS, sizeof *a.steps);
    if (!a.steps) return yz_fail(YZ_BUSY, _("内存不足"));
    status = read_all(cli, &a);
    if (status == YZ_OK) status = count(cli, &a);
    if (status == YZ_OK && cli->json) tell_json(cli, &a);
    else if (status == YZ_OK) tell(&a);
    free(a.steps);
    return status;
}
