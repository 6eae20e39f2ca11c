/* need: what residents need: list, add, show, edit. */
#include "cli/cli.h"

#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

static enum yz_status line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_need *n = record;
    struct yz_json j;
    char ref[32], place[160], text[sizeof n->text];
    yz_ref_text(YZ_NEED, n->id, ref);
    if (!cli->json) {
        yz_table_cell(l->table, ref);
        yz_table_cell(l->table, yz_code_label("need_field", n->field));
        yz_table_cell(l->table, yz_code_label("need_state", n->state));
        yz_table_cell(l->table, yz_need_where(cli->session, n, place, sizeof place));
        yz_table_cell(l->table, yz_cli_field(cli, YZ_NEED, "text", n, text, sizeof text));
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_json_text(&j, "id", ref);
    yz_json_text(&j, "text", yz_cli_field(cli, YZ_NEED, "text", n, text, sizeof text));
    yz_json_text(&j, "field", yz_code_key("need_field", n->field));
    yz_json_text(&j, "topic", yz_code_key("need_topic", n->topic));
    yz_json_text(&j, "state", yz_code_key("need_state", n->state));
    yz_json_text(&j, "place", yz_need_where(cli->session, n, place, sizeof place));
    yz_cli_json_ref(&j, "person", YZ_PERSON, n->person);
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, n->household);
    yz_json_text(&j, "urgency", yz_code_key("urgency", n->urgency));
    yz_cli_json_day(&j, "wished_by", n->wished_by);
    yz_cli_json_ref(&j, "visit", YZ_VISIT, n->visit);
    yz_json_bool(&j, "secret", n->secret);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    yz_table_begin(&t, 0, "REF", _("需求领域"), _("状态"), _("地点"), _("需求"), NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_NEED, &l, line);
    yz_table_print(&t);
    return status;
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[16];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = 16}, {.name = NULL}};
    struct yz_need n = {0};
    struct yz_findings f = {0};
    char field[64];
    const char *value;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !count)) status = yz_usage("need");
    for (int i = 0; status == YZ_OK && i < count; i++) {
        status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        if (status == YZ_OK) yz_record_set(&yz_need_kind, &n, field, value, &f);
    }
    if (status == YZ_OK) status = yz_need_save(cli->session, &n, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status != YZ_OK) return status;
    if (cli->json) return line(cli, &n, NULL);
    yz_cli_print("%s", yz_ref_text(YZ_NEED, n.id, field));
    return YZ_OK;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, 1u << YZ_NEED);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_NEED, argc, argv);
}

enum yz_status yz_cli_need(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, add},
                                               {"show", YZ_CLI_FILE, show},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
