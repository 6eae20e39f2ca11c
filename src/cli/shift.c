/* shift: who is on duty, when and where. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/shifts.h>

enum { MOST = 512 };

static void json_moment(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

static void print_json(struct yz_cli *cli, const struct yz_duty *d) {
    struct yz_json j;
    char note[sizeof d->shift.note];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "id", YZ_SHIFT, d->shift.id);
    yz_json_text(&j, "staff", d->staff);
    yz_json_text(&j, "station", d->station);
    yz_cli_json_day(&j, "day", d->shift.day);
    json_moment(&j, "starts", d->shift.starts);
    json_moment(&j, "ends", d->shift.ends);
    yz_json_bool(&j, "evening", d->shift.evening);
    json_moment(&j, "signed_on", d->shift.signed_on);
    yz_json_text(&j, "note", yz_cli_field(cli, YZ_SHIFT, "note", &d->shift, note, sizeof note));
    yz_cli_json_end(cli, &j);
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_duty *d) {
    char from[YZ_MOMENT_TEXT], to[YZ_MOMENT_TEXT], text[64], note[sizeof d->shift.note];
    snprintf(text, sizeof text, "%s–%s", yz_moment_text(d->shift.starts, from), yz_moment_text(d->shift.ends, to) + 11);
    yz_table_cell(t, text);
    yz_table_cell(t, d->staff);
    yz_table_cell(t, d->station);
    yz_table_cell(t, d->shift.evening ? _("延时班") : "");
    yz_table_cell(t, d->shift.signed_on ? _("已接班") : "");
    yz_table_cell(t, yz_cli_field(cli, YZ_SHIFT, "note", &d->shift, note, sizeof note));
}

/* "17:30" of the day; what is none is told with the other faults. */
static yz_moment time_of(yz_date day, const char *text, const char *field, struct yz_findings *f) {
    char whole[64], date[YZ_DATE_TEXT];
    yz_moment at = 0;
    bool has_time = false;
    if (!text) return 0;
    snprintf(whole, sizeof whole, "%s %.32s", yz_date_text(day, date), text);
    if (yz_moment_parse(whole, yz_today(), &at, &has_time) && has_time) return at;
    yz_find_error(f, field, text, _("看不懂这个时间"), _("例如 17:30"));
    return 0;
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL, *date = NULL, *from = NULL, *to = NULL, *note = NULL;
    const struct yz_option_row rows[] = {{.name = "--station", .value = &station}, {.name = "--date", .value = &date},
                                         {.name = "--from", .value = &from},       {.name = "--to", .value = &to},
                                         {.name = "--note", .value = &note},       {.name = NULL}};
    struct yz_duty d = {.shift = {.id = 0}};
    struct yz_findings f = {0};
    yz_date day = yz_today();
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("shift");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK && station) status = yz_cli_station_named(cli, station, &d.shift.station);
    if (status == YZ_OK) status = yz_cli_staff_named(cli, argv[1], &d.shift.staff);
    if (status != YZ_OK) return status;
    d.shift.starts = time_of(day, from, "starts", &f);
    d.shift.ends = time_of(day, to, "ends", &f);
    if (d.shift.starts && d.shift.ends && d.shift.ends <= d.shift.starts)
        d.shift.ends = yz_moment_make(yz_date_add(day, 1), yz_moment_minute(d.shift.ends)); /* past midnight */
    snprintf(d.shift.note, sizeof d.shift.note, "%s", note ? note : "");
    status = yz_shift_add(cli->session, &d.shift, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status != YZ_OK) return status;
    yz_record_title(cli->session, YZ_STAFF, d.shift.staff, false, d.staff, sizeof d.staff);
    yz_record_title(cli->session, YZ_STATION, d.shift.station, false, d.station, sizeof d.station);
    if (cli->json) print_json(cli, &d);
    else yz_cli_print("%s", yz_ref_text(YZ_SHIFT, d.shift.id, d.staff));
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL, *date = NULL;
    bool now = false, all = false;
    const struct yz_option_row rows[] = {{.name = "--station", .value = &station},
                                         {.name = "--date", .value = &date},
                                         {.name = "--now", .flag = &now},
                                         {.name = "--all", .flag = &all},
                                         {.name = NULL}};
    struct yz_duty *d = calloc(MOST, sizeof *d);
    struct yz_table t;
    int64_t at = 0;
    yz_date day = yz_today();
    size_t count = 0;
    enum yz_status status = d ? yz_arguments(&argc, argv, rows) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && argc > 1) status = yz_usage("shift");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK && !all) status = yz_cli_station_named(cli, station, &at);
    if (status == YZ_OK)
        status = now ? yz_on_duty(cli->session, at, yz_now(), d, MOST, &count)
                     : yz_shifts(cli->session, at, day, d, MOST, &count);
    yz_table_begin(&t, 0, _("时间"), _("值班人"), _("驿站"), "", "", _("备注"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (cli->json) print_json(cli, &d[i]);
        else row(cli, &t, &d[i]);
    }
    yz_table_print(&t);
    free(d);
    return status;
}

enum yz_status yz_cli_shift(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {
        {"add", YZ_CLI_FILE | YZ_CLI_WRITES, add}, {"list", YZ_CLI_FILE, list}, {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
