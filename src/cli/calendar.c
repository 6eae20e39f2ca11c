/* calendar: days off and make-up days; and the deadlines that moved with them. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>
#include <yizhan/cases.h>
#include <yizhan/catalogue.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

enum { DAYS = 2048, MOST = 4096 };

static enum yz_status operands(int *argc, char **argv, const struct yz_option_row *rows, int least, int most) {
    enum yz_status status = yz_arguments(argc, argv, rows);
    return status == YZ_OK && (*argc < least || *argc > most) ? yz_usage("calendar") : status;
}

/* --- cases that moved --- */

static void moved_json(struct yz_cli *cli, const struct yz_moved *m) {
    struct yz_json j;
    char text[40];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "number", m->number);
    yz_json_text(&j, "before", m->before ? yz_moment_iso(m->before, text) : NULL);
    yz_json_text(&j, "after", m->after ? yz_moment_iso(m->after, text) : NULL);
    yz_cli_json_end(cli, &j);
}

static void moved_line(void (*print)(const char *format, ...), const struct yz_moved *m) {
    char before[YZ_MOMENT_TEXT], after[YZ_MOMENT_TEXT];
    print("%s  %s → %s", m->number, yz_moment_text(m->before, before), yz_moment_text(m->after, after));
}

/* Room for every open case. */
static enum yz_status make_room(struct yz_cli *cli, struct yz_moved **out, size_t *room) {
    struct yz_case_counts counts;
    enum yz_status status = yz_case_count(cli->session, 0, 0, &counts);
    if (status != YZ_OK) return status;
    *room = (size_t)counts.open + 1024; /* and for those opened meanwhile */
    *out = calloc(*room, sizeof **out);
    return *out ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

/* When nothing is to be done, as nearly always, it costs two small questions. */
enum yz_status yz_cli_catch_up(struct yz_cli *cli) {
    struct yz_moved *moved = calloc(MOST, sizeof *moved);
    char news[256];
    size_t count = 0;
    yz_catalogue_follow(cli->session); /* tried again when it fails */
    enum yz_status status = yz_calendar_catch_up(cli->session, moved, moved ? MOST : 0, &count);
    if (status == YZ_OK && count) yz_cli_say("yizhan: %s", yz_calendar_news(cli->session, news, sizeof news));
    for (size_t i = 0; moved && i < count && i < MOST; i++) moved_line(yz_cli_say, &moved[i]);
    if (count > MOST) yz_cli_say(_("还有 %zu 件"), count - MOST);
    free(moved);
    return status == YZ_BUSY ? status : YZ_OK;
}

/* --- load, check --- */

static enum yz_status load(struct yz_cli *cli, int argc, char **argv) {
    const char *source = NULL;
    const struct yz_option_row rows[] = {{.name = "--source", .value = &source}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_moved *moved = NULL;
    size_t room = 0, count = 0;
    enum yz_status status = operands(&argc, argv, rows, 2, 2);
    if (status == YZ_OK) status = make_room(cli, &moved, &room);
    if (status == YZ_OK) status = yz_calendar_load(cli->session, argv[1], source, &f, moved, room, &count);
    yz_cli_findings(cli, &f);
    for (size_t i = 0; i < count && i < room; i++) {
        if (cli->json) moved_json(cli, &moved[i]);
        else moved_line(yz_cli_print, &moved[i]);
    }
    if (status == YZ_OK) yz_cli_say(_("%1$s：已装入，%2$zu 件办件的期限变了"), argv[1], count);
    yz_findings_free(&f);
    free(moved);
    return status;
}

static enum yz_status check(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_findings f = {0};
    enum yz_status status = operands(&argc, argv, none, 2, 2);
    if (status == YZ_OK) status = yz_calendar_check(argv[1], &f);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK) yz_cli_say(_("%s：没有错误"), argv[1]);
    yz_findings_free(&f);
    return status;
}

/* --- list --- */

static void day_json(struct yz_cli *cli, const struct yz_calendar_day *d) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_cli_json_day(&j, "date", d->date);
    yz_json_text(&j, "kind", d->work ? "work" : "off");
    yz_json_text(&j, "name", d->name);
    yz_json_bool(&j, "own", d->own);
    yz_json_text(&j, "source", d->source);
    yz_cli_json_end(cli, &j);
}

static void tell_days(struct yz_cli *cli, const struct yz_calendar_day *all, size_t count) {
    struct yz_table t;
    char day[YZ_DATE_TEXT];
    yz_table_begin(&t, 0, _("日期"), _("安排"), _("节日"), _("来源"), NULL);
    for (size_t i = 0; i < count; i++) {
        if (cli->json) {
            day_json(cli, &all[i]);
            continue;
        }
        yz_table_cell(&t, yz_date_text(all[i].date, day));
        yz_table_cell(&t, all[i].work ? _("上班") : _("放假"));
        yz_table_cell(&t, all[i].name);
        yz_table_cell(&t, all[i].own ? all[i].source : _("程序自带"));
    }
    yz_table_print(&t);
}

/* Without a station file the program's own. */
static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_calendar_day *all = NULL;
    size_t count = 0;
    int64_t year = 0;
    enum yz_status status = operands(&argc, argv, none, 1, 2);
    if (status == YZ_OK && argc == 2) status = yz_argument_number("YEAR", argv[1], 2015, 2999, &year);
    if (status == YZ_OK && access(cli->file, F_OK) == 0) status = yz_cli_open(cli);
    if (status == YZ_OK && !(all = calloc(DAYS, sizeof *all))) status = yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_calendar_list(cli->session, (int)year, all, DAYS, &count);
    if (status == YZ_OK && !count) status = yz_fail(YZ_REFUSED, _("%lld 年的节假日安排还没有"), (long long)year);
    if (status == YZ_OK && all) tell_days(cli, all, count < DAYS ? count : DAYS);
    free(all);
    return status;
}

enum yz_status yz_cli_calendar(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {
        {"list", 0, list}, {"check", 0, check}, {"load", YZ_CLI_FILE | YZ_CLI_WRITES, load}, {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
