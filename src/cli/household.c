/* household: list, show, edit. */
#include "cli/cli.h"

#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

static size_t members(struct yz_cli *cli, int64_t household, yz_date day) {
    struct yz_member one;
    size_t count = 0;
    return yz_household_members(cli->session, household, day, &one, 1, &count) == YZ_OK ? count : 0;
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_household *h, yz_date day) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_HOUSEHOLD, h->id, text));
    yz_table_cell(t, yz_dwelling_address(cli->session, h->dwelling, text, sizeof text));
    yz_table_cell(t, yz_cli_person_name(cli, h->head, text, sizeof text));
    yz_table_cell(t, yz_code_label("household_kind", h->kind));
    snprintf(text, sizeof text, "%zu", members(cli, h->id, day));
    yz_table_cell(t, text);
}

static enum yz_status line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_household *h = record;
    struct yz_json j;
    char text[192];
    if (!cli->json) {
        row(cli, l->table, h, l->on);
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_HOUSEHOLD, h);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, h->dwelling, text, sizeof text));
    yz_json_int(&j, "people", (int64_t)members(cli, h->id, l->on));
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    yz_table_begin(&t, 1u << 4, "REF", _("地址"), _("户主"), _("户别"), _("人数"), NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_HOUSEHOLD, &l, line);
    yz_table_print(&t);
    return status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, 1u << YZ_HOUSEHOLD);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_HOUSEHOLD, argc, argv);
}

enum yz_status yz_cli_household(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {"move", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"split", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"join", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"head", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"birth", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"swap", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"renew", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_move},
                                               {"merge", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_merge},
                                               {"unmerge", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_household_unmerge},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
