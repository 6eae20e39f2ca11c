/* staff: who works at the stations. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

enum yz_status yz_cli_staff_named(struct yz_cli *cli, const char *text, int64_t *id) {
    struct yz_pages p = {.size = sizeof(struct yz_staff), .most = INT64_MAX};
    const struct yz_record_filter any = {0};
    enum yz_kind_id kind;
    int64_t after = 0, found = 0;
    size_t matches = 0;
    while (yz_pages_want(&p)) {
        p.status = yz_record_page(cli->session, YZ_STAFF, &any, after, p.rows, p.want, &p.count);
        for (const struct yz_staff *s; (s = yz_pages_row(&p)) != NULL; after = s->id) {
            if (strcmp(s->name, text) != 0 && strcmp(s->login, text) != 0) continue;
            matches++;
            found = s->id;
        }
    }
    enum yz_status status = yz_pages_end(&p, NULL);
    if (status != YZ_OK) return status;
    if (matches > 1) return yz_fail(YZ_REFUSED, _("有几个工作人员叫 %s，请写登录名或 REF"), text);
    *id = found;
    return matches ? YZ_OK : yz_ref_resolve(cli->session, text, 1u << YZ_STAFF, &kind, id);
}

enum yz_status yz_cli_station_named(struct yz_cli *cli, const char *text, int64_t *id) {
    enum yz_kind_id kind;
    *id = yz_session_station(cli->session)->id;
    return text ? yz_ref_resolve(cli->session, text, 1u << YZ_STATION, &kind, id) : YZ_OK;
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_staff *s) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_STAFF, s->id, text));
    yz_table_cell(t, s->name);
    yz_table_cell(t, s->login);
    yz_table_cell(t, yz_code_label("staff_role", s->role));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STATION, s->station, false, text, sizeof text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_GRID, s->grid, false, text, sizeof text));
    yz_table_cell(t, s->os_user);
    yz_table_cell(t, s->until ? yz_date_text(s->until, text) : "");
}

static enum yz_status line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_staff *s = record;
    struct yz_json j;
    char text[192];
    if (!cli->json) {
        row(cli, l->table, s);
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_STAFF, s);
    yz_json_text(&j, "station_name", yz_record_title(cli->session, YZ_STATION, s->station, false, text, sizeof text));
    yz_json_text(&j, "grid_name", yz_record_title(cli->session, YZ_GRID, s->grid, false, text, sizeof text));
    yz_json_bool(&j, "system_user", *s->os_user != '\0');
    yz_json_bool(&j, "password", yz_account_has_password(cli->session, s->id));
    yz_json_text(&j, "state", s->disabled ? "disabled" : yz_account_open(s) ? "open" : "left");
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    yz_table_begin(&t, 0, "REF", _("姓名"), _("登录名"), _("岗位"), _("驿站"), _("网格"), _("系统用户"), _("离岗日期"),
                   NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_STAFF, &l, line);
    yz_table_print(&t);
    return status;
}

enum yz_status yz_cli_staff(struct yz_cli *cli, int argc, char **argv) {
    enum { WRITES = YZ_CLI_FILE | YZ_CLI_WRITES };
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"add", WRITES, yz_cli_staff_add},
                                               {"edit", WRITES, yz_cli_staff_edit},
                                               {"disable", WRITES, yz_cli_staff_disable},
                                               {"enable", WRITES, yz_cli_staff_enable},
                                               {"passwd", WRITES, yz_cli_staff_passwd},
                                               {"bind", WRITES, yz_cli_staff_bind},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
