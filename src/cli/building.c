/* building: list, show, edit. */
#include "cli/cli.h"

#include <yizhan/i18n.h>
#include <yizhan/registry.h>

static void number(struct yz_table *t, int64_t n) {
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)n);
    yz_table_cell(t, text);
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_building *b) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_BUILDING, b->id, text));
    yz_table_cell(t, yz_building_address(cli->session, b->id, text, sizeof text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_GRID, b->grid, false, text, sizeof text));
    number(t, b->units);
    number(t, b->floors);
    number(t, b->dwellings);
}

static enum yz_status line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_building *b = record;
    struct yz_json j;
    char text[192];
    if (!cli->json) {
        row(cli, l->table, b);
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_BUILDING, b);
    yz_json_text(&j, "address", yz_building_address(cli->session, b->id, text, sizeof text));
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    yz_table_begin(&t, 7u << 3, "REF", _("楼栋"), _("网格"), _("单元"), _("层数"), _("房屋"), NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_BUILDING, &l, line);
    yz_table_print(&t);
    return status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, 1u << YZ_BUILDING);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_BUILDING, argc, argv);
}

enum yz_status yz_cli_building(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {"move", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_building_move},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
