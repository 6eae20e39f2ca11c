/* handover: what one shift hands to the next. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/handover.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { COLUMNS = 80, USUAL = 50 };

static void json_moment(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

static void json_name(struct yz_cli *cli, struct yz_json *j, const char *key, enum yz_kind_id kind, int64_t id) {
    char text[192];
    yz_json_text(j, key, id ? yz_record_title(cli->session, kind, id, false, text, sizeof text) : NULL);
}

/* null when it is not kept or counted here */
static void json_counted(struct yz_json *j, const char *key, const struct yz_handover *h, int64_t value) {
    char text[64];
    yz_json_text(j, key,
                 value < 0 ? NULL : yz_field_text(yz_field_named(&yz_handover_kind, key), h, false, text, sizeof text));
}

static void print_record_json(struct yz_cli *cli, const struct yz_handover *h) {
    struct yz_json j;
    char text[sizeof h->sheet];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "id", YZ_HANDOVER, h->id);
    json_name(cli, &j, "station", YZ_STATION, h->station);
    yz_cli_json_day(&j, "day", h->day);
    json_name(cli, &j, "given_by", YZ_STAFF, h->given_by);
    json_moment(&j, "given_at", h->given_at);
    json_name(cli, &j, "taken_by", YZ_STAFF, h->taken_by);
    json_moment(&j, "taken_at", h->taken_at);
    json_counted(&j, "cash", h, h->cash);
    json_counted(&j, "papers", h, h->papers);
    yz_json_int(&j, "tickets", h->tickets);
    yz_json_int(&j, "calls", h->calls);
    yz_json_int(&j, "waiting", h->waiting);
    yz_json_int(&j, "due", h->due);
    yz_json_text(&j, "sheet", yz_cli_field(cli, YZ_HANDOVER, "sheet", h, text, sizeof text));
    yz_json_text(&j, "note", yz_cli_field(cli, YZ_HANDOVER, "note", h, text, sizeof text));
    yz_json_text(&j, "taken_note", yz_cli_field(cli, YZ_HANDOVER, "taken_note", h, text, sizeof text));
    yz_json_text(&j, "head", h->head);
    yz_cli_json_end(cli, &j);
}

static enum yz_status print_record(struct yz_cli *cli, const struct yz_handover *h) {
    struct yz_buffer text = {0};
    if (cli->json) {
        print_record_json(cli, h);
        return YZ_OK;
    }
    enum yz_status status = yz_handover_text(cli->session, h, COLUMNS, &text);
    if (status == YZ_OK) yz_cli_write(stdout, yz_buffer_string(&text), text.length);
    yz_buffer_free(&text);
    return status;
}

/* What would be handed over now. */
static void print_sheet(struct yz_cli *cli, const struct yz_handover_sheet *h) {
    static const char *const keys[YZ_HANDOVER_PARTS] = {"tickets", "calls", "waiting", "due"};
    struct yz_json j;
    char at[40];
    if (cli->json) yz_cli_json(cli, &j);
    if (cli->json) yz_cli_json_day(&j, "day", h->day);
    for (int p = 0; cli->json && p < YZ_HANDOVER_PARTS; p++) yz_json_int(&j, keys[p], h->counts[p]);
    if (cli->json) yz_json_array(&j, "lines");
    for (int p = 0; p < YZ_HANDOVER_PARTS; p++) {
        if (!cli->json)
            yz_cli_print("%s %lld", yz_handover_part_name((enum yz_handover_part)p), (long long)h->counts[p]);
        for (size_t i = 0; i < h->count; i++) {
            const struct yz_handover_line *l = &h->lines[i];
            if ((int)l->part != p) continue;
            if (!cli->json) {
                yz_cli_print("  %s  %s  %s", l->label, yz_moment_text(l->by, at), l->text);
                continue;
            }
            yz_json_object(&j, NULL);
            yz_json_text(&j, "part", keys[p]);
            yz_json_text(&j, "label", l->label);
            json_moment(&j, "by", l->by);
            yz_json_text(&j, "text", l->text);
            yz_json_end(&j);
        }
    }
    if (cli->json) yz_json_end(&j);
    if (cli->json) yz_cli_json_end(cli, &j);
}

/* The one that waits to be taken; with --now, or when there is none, what would be handed over now. */
static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL;
    bool now = false, found = false;
    const struct yz_option_row rows[] = {
        {.name = "--station", .value = &station}, {.name = "--now", .flag = &now}, {.name = NULL}};
    struct yz_handover_sheet *sheet = malloc(sizeof *sheet);
    struct yz_handover *h = calloc(1, sizeof *h);
    int64_t at = 0;
    enum yz_status status = sheet && h ? yz_arguments(&argc, argv, rows) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && argc > 1) status = yz_usage("handover");
    if (status == YZ_OK) status = yz_cli_station_named(cli, station, &at);
    if (status == YZ_OK && !now) status = yz_handover_pending(cli->session, at, h, &found);
    if (status == YZ_OK && found) status = print_record(cli, h);
    else if (status == YZ_OK && (status = yz_handover_sheet(cli->session, at, sheet)) == YZ_OK) print_sheet(cli, sheet);
    free(sheet);
    free(h);
    return status;
}

static void list_row(struct yz_cli *cli, struct yz_table *t, const struct yz_handover *h) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_HANDOVER, h->id, text));
    yz_table_cell(t, yz_moment_text(h->given_at, text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STAFF, h->given_by, false, text, sizeof text));
    yz_table_cell(t, h->taken_by ? yz_moment_text(h->taken_at, text) : _("等人接"));
    yz_table_cell(t, h->taken_by ? yz_record_title(cli->session, YZ_STAFF, h->taken_by, false, text, sizeof text) : "");
    for (int p = 0; p < YZ_HANDOVER_PARTS; p++) {
        const int64_t counts[YZ_HANDOVER_PARTS] = {h->tickets, h->calls, h->waiting, h->due};
        snprintf(text, sizeof text, "%lld", (long long)counts[p]);
        yz_table_cell(t, text);
    }
}

/* Those given at a station, newest first. */
static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--station", .value = &station}, {.name = "--limit", .value = &limit}, {.name = NULL}};
    struct yz_table t;
    int64_t at = 0, most = cli->json ? INT64_MAX : USUAL;
    yz_moment before = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("handover");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK) status = yz_cli_station_named(cli, station, &at);
    yz_table_begin(&t, 15u << 5, "", _("交班时间"), _("交班人"), _("接班时间"), _("接班人"),
                   yz_handover_part_name(YZ_HANDOVER_TICKETS), yz_handover_part_name(YZ_HANDOVER_CALLS),
                   yz_handover_part_name(YZ_HANDOVER_WAITING), yz_handover_part_name(YZ_HANDOVER_DUE), NULL);
    struct yz_pages p = {.size = sizeof(struct yz_handover), .most = most, .status = status};
    while (yz_pages_want(&p)) {
        p.status = yz_handovers(cli->session, at, before, p.rows, p.want, &p.count);
        for (const struct yz_handover *h; (h = yz_pages_row(&p)) != NULL; before = h->given_at) {
            if (cli->json) print_record_json(cli, h);
            else list_row(cli, &t, h);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status finish(struct yz_cli *cli, enum yz_status status, struct yz_handover *h, struct yz_findings *f) {
    yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status == YZ_OK) status = print_record(cli, h);
    free(h);
    return status;
}

static enum yz_status give(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL, *cash = NULL, *papers = NULL, *note = NULL;
    const struct yz_option_row rows[] = {{.name = "--station", .value = &station},
                                         {.name = "--cash", .value = &cash},
                                         {.name = "--papers", .value = &papers},
                                         {.name = "--note", .value = &note},
                                         {.name = NULL}};
    struct yz_handover *h = calloc(1, sizeof *h);
    struct yz_findings f = {0};
    int64_t at = 0;
    enum yz_status status = h ? yz_arguments(&argc, argv, rows) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && argc > 1) status = yz_usage("handover");
    if (status == YZ_OK) status = yz_cli_station_named(cli, station, &at);
    if (status == YZ_OK) {
        yz_handover_set(h, "cash", cash, &f);
        yz_handover_set(h, "papers", papers, &f);
        yz_handover_set(h, "note", note, &f);
        status = yz_handover_give(cli->session, at, h, &f);
    }
    return finish(cli, status, h, &f);
}

static enum yz_status take(struct yz_cli *cli, int argc, char **argv) {
    const char *station = NULL, *note = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--station", .value = &station}, {.name = "--note", .value = &note}, {.name = NULL}};
    struct yz_handover *h = calloc(1, sizeof *h);
    struct yz_findings f = {0};
    int64_t at = 0;
    bool found = false;
    enum yz_status status = h ? yz_arguments(&argc, argv, rows) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && argc > 1) status = yz_usage("handover");
    if (status == YZ_OK) status = yz_cli_station_named(cli, station, &at);
    if (status == YZ_OK) status = yz_handover_pending(cli->session, at, h, &found);
    if (status == YZ_OK && !found) status = yz_fail(YZ_REFUSED, _("没有等着接的班"));
    if (status == YZ_OK) status = yz_handover_take(cli->session, h, note, &f);
    return finish(cli, status, h, &f);
}

enum yz_status yz_cli_handover(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"give", YZ_CLI_FILE | YZ_CLI_WRITES, give},
                                               {"take", YZ_CLI_FILE | YZ_CLI_WRITES, take},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
