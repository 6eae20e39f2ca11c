/* ticket: the waiting line: a number taken, called, served, carried over; who waits. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/tickets.h>

#include "base/mask.h"

static void json_moment(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

static void print_json(struct yz_cli *cli, const struct yz_ticket *t) {
    char text[192];
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "id", YZ_TICKET, t->id);
    yz_json_text(&j, "code", t->code);
    yz_json_int(&j, "number", t->number);
    yz_cli_json_day(&j, "day", t->day);
    yz_json_text(&j, "station", yz_record_title(cli->session, YZ_STATION, t->station, false, text, sizeof text));
    yz_json_text(&j, "state", yz_code_key("ticket_state", t->state));
    yz_json_bool(&j, "priority", t->priority);
    yz_json_bool(&j, "evening", t->evening);
    yz_json_text(&j, "service", t->service);
    yz_cli_json_ref(&j, "person", YZ_PERSON, t->person);
    yz_mask_name(text, sizeof text, t->name);
    yz_json_text(&j, "name", text);
    json_moment(&j, "taken", t->taken);
    json_moment(&j, "called", t->called);
    json_moment(&j, "served", t->served);
    json_moment(&j, "ended", t->ended);
    yz_json_int(&j, "calls", t->calls);
    yz_json_int(&j, "minutes", yz_ticket_minutes(cli->session, t));
    yz_json_text(&j, "staff", yz_record_title(cli->session, YZ_STAFF, t->staff, false, text, sizeof text));
    yz_json_text(&j, "case",
                 t->case_id ? yz_record_title(cli->session, YZ_CASE, t->case_id, true, text, sizeof text) : NULL);
    yz_cli_json_ref(&j, "carried_from", YZ_TICKET, t->carried_from);
    yz_cli_json_end(cli, &j);
}

/* For people the code alone is the result. */
static enum yz_status print(struct yz_cli *cli, const struct yz_ticket *t) {
    char name[96];
    if (cli->json) {
        print_json(cli, t);
        return YZ_OK;
    }
    yz_mask_name(name, sizeof name, t->name);
    yz_cli_print("%s", t->code);
    yz_cli_say(_("%1$s  %2$s  等了 %3$d 分"), yz_code_label("ticket_state", t->state), name,
               (int)yz_ticket_minutes(cli->session, t));
    return YZ_OK;
}

static enum yz_status take(struct yz_cli *cli, int argc, char **argv) {
    struct yz_ticket_wish wish = {.name = NULL};
    const char *station = NULL, *person = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--name", .value = &wish.name},        {.name = "--phone", .value = &wish.phone},
        {.name = "--service", .value = &wish.service},  {.name = "--note", .value = &wish.note},
        {.name = "--person", .value = &person},         {.name = "--station", .value = &station},
        {.name = "--priority", .flag = &wish.priority}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_ticket t;
    enum yz_kind_id kind;
    int64_t at;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("ticket");
    if (status == YZ_OK) status = yz_cli_station_named(cli, station, &at);
    if (status == YZ_OK && person) status = yz_ref_resolve(cli->session, person, 1u << YZ_PERSON, &kind, &wish.person);
    if (status == YZ_OK) status = yz_ticket_take(cli->session, at, &wish, &t, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status == YZ_OK ? print(cli, &t) : status;
}

/* The ticket of one operand, today at the station. */
static enum yz_status one(struct yz_cli *cli, int argc, char **argv, const struct yz_option_row *rows,
                          const char *const *station, struct yz_ticket *t, int64_t *at) {
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 2 || (argc < 2 && t->id >= 0))) status = yz_usage("ticket");
    if (status == YZ_OK) status = yz_cli_station_named(cli, *station, at);
    t->id = 0;
    return status == YZ_OK && argc == 2 ? yz_ticket_by_code(cli->session, *at, 0, argv[1], t) : status;
}

static enum yz_status step(struct yz_cli *cli, int argc, char **argv, enum yz_ticket_step what) {
    const char *station = NULL, *number = NULL;
    const struct yz_option_row rows[] = {{.name = "--station", .value = &station},
                                         {.name = what == YZ_TICKET_FINISH ? "--case" : NULL, .value = &number},
                                         {.name = NULL}};
    struct yz_ticket t = {.id = what == YZ_TICKET_CALL ? -1 : 0}; /* only to call one needs no code: the next */
    struct yz_case *c = malloc(sizeof *c);
    int64_t at = 0;
    enum yz_status status = c ? one(cli, argc, argv, rows, &station, &t, &at) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && number) status = yz_case_by_number(cli->session, number, c);
    if (status == YZ_OK)
        status = t.id ? yz_ticket_do(cli->session, &t, what, number ? c->id : 0) : yz_ticket_next(cli->session, at, &t);
    free(c);
    return status == YZ_OK ? print(cli, &t) : status;
}

static enum yz_status call(struct yz_cli *cli, int argc, char **argv) {
    return step(cli, argc, argv, YZ_TICKET_CALL);
}

static enum yz_status absent(struct yz_cli *cli, int argc, char **argv) {
    return step(cli, argc, argv, YZ_TICKET_MISS);
}

static enum yz_status serve(struct yz_cli *cli, int argc, char **argv) {
    return step(cli, argc, argv, YZ_TICKET_SERVE);
}

static enum yz_status done(struct yz_cli *cli, int argc, char **argv) {
    return step(cli, argc, argv, YZ_TICKET_FINISH);
}

/* The day and the station of a list; today and the own one when not given. */
static enum yz_status of_day(struct yz_cli *cli, int argc, char **argv, bool *flag, const char *flag_name, int64_t *at,
                             yz_date *day) {
    const char *station = NULL, *date = NULL;
    const struct yz_option_row rows[] = {{.name = "--date", .value = &date},
                                         {.name = "--station", .value = &station},
                                         {.name = flag_name, .flag = flag},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    *day = yz_today();
    if (status == YZ_OK && argc > 1) status = yz_usage("ticket");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, day);
    return status == YZ_OK ? yz_cli_station_named(cli, station, at) : status;
}

static enum yz_status carry(struct yz_cli *cli, int argc, char **argv) {
    char text[YZ_DATE_TEXT];
    int64_t at;
    yz_date day, to = 0;
    size_t count = 0;
    struct yz_json j;
    enum yz_status status = of_day(cli, argc, argv, NULL, NULL, &at, &day);
    if (status == YZ_OK) status = yz_ticket_carry(cli->session, at, day, &to, &count);
    if (status != YZ_OK) return status;
    if (!cli->json) {
        yz_cli_print(_("%1$zu 个排队号顺延到 %2$s"), count, yz_date_text(to, text));
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_json_int(&j, "carried", (int64_t)count);
    yz_cli_json_day(&j, "to", to);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static void row(struct yz_cli *cli, struct yz_table *table, const struct yz_ticket *t) {
    char text[96];
    yz_table_cell(table, t->code);
    yz_table_cell(table, yz_code_label("ticket_state", t->state));
    snprintf(text, sizeof text, "%d", (int)yz_ticket_minutes(cli->session, t));
    yz_table_cell(table, text);
    yz_table_cell(table, t->priority ? _("优先") : t->carried_from ? _("顺延") : "");
    yz_mask_name(text, sizeof text, t->name);
    yz_table_cell(table, text);
    yz_table_cell(table, yz_ticket_service(cli->session, t));
    yz_table_cell(table, yz_moment_text(t->taken, text));
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_pages p = {.size = sizeof(struct yz_ticket), .most = INT64_MAX};
    struct yz_table table;
    bool all = false;
    int64_t at = 0;
    yz_date day;
    p.status = of_day(cli, argc, argv, &all, "--all", &at, &day);
    yz_table_begin(&table, 1u << 2, _("排队号"), _("状态"), _("分钟"), "", _("称呼"), _("事项"), _("取号时间"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_tickets(cli->session, at, day, !all, p.last, p.rows, p.want, &p.count);
        for (const struct yz_ticket *t; (t = yz_pages_row(&p)) != NULL;) {
            if (cli->json) print_json(cli, t);
            else row(cli, &table, t);
        }
    }
    return yz_pages_end(&p, &table);
}

static enum yz_status figures(struct yz_cli *cli, int argc, char **argv) {
    struct yz_ticket_figures f;
    struct yz_json j;
    bool evening = false;
    int64_t at;
    yz_date day;
    enum yz_status status = of_day(cli, argc, argv, &evening, "--evening", &at, &day);
    if (status == YZ_OK) status = yz_ticket_figures(cli->session, at, day, evening, &f);
    if (status != YZ_OK) return status;
    const struct {
        const char *key, *label;
        int64_t value;
    } rows[] = {{"taken", _("取号"), f.taken},
                {"waiting", _("等候"), f.waiting},
                {"called", _("已叫号"), f.called},
                {"serving", _("接待中"), f.serving},
                {"done", _("已接待"), f.done},
                {"absent", _("过号"), f.absent},
                {"carried", _("顺延"), f.carried},
                {"longest_now", _("现在最久（分）"), f.longest_now},
                {"average", _("平均等候（分）"), f.average},
                {"longest", _("最长等候（分）"), f.longest},
                {"left_over", _("以前没有办完的"), f.left_over}};
    if (cli->json) yz_cli_json(cli, &j);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32];
        snprintf(text, sizeof text, "%lld", (long long)rows[i].value);
        if (cli->json) yz_json_int(&j, rows[i].key, rows[i].value);
        else yz_cli_pair(rows[i].label, text, 18);
    }
    if (cli->json) yz_cli_json_end(cli, &j);
    return YZ_OK;
}

enum yz_status yz_cli_ticket(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"take", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                               {"call", YZ_CLI_FILE | YZ_CLI_WRITES, call},
                                               {"absent", YZ_CLI_FILE | YZ_CLI_WRITES, absent},
                                               {"serve", YZ_CLI_FILE | YZ_CLI_WRITES, serve},
                                               {"done", YZ_CLI_FILE | YZ_CLI_WRITES, done},
                                               {"carry", YZ_CLI_FILE | YZ_CLI_WRITES, carry},
                                               {"list", YZ_CLI_FILE, list},
                                               {"figures", YZ_CLI_FILE, figures},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
