/* diary: what was done on some days in a grid or by one of the staff. */
#include "cli/cli.h"

#include <yizhan/diary.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

static void line_json(struct yz_cli *cli, const struct yz_diary_line *l) {
    struct yz_json j;
    char text[64];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "at", yz_moment_iso(l->at, text));
    yz_json_text(&j, "staff", l->who);
    yz_json_text(&j, "kind", yz_kinds[l->kind]->name);
    yz_cli_json_ref(&j, "id", l->kind, l->record);
    yz_cli_json_ref(&j, "grid", YZ_GRID, l->grid);
    yz_json_text(&j, "text", l->text);
    yz_cli_json_end(cli, &j);
}

static void show(struct yz_cli *cli, const struct yz_diary *d) {
    struct yz_table t;
    char text[256];
    yz_table_begin(&t, 0, _("时间"), _("谁"), _("做了什么"), NULL);
    for (size_t i = 0; i < d->count; i++) {
        if (cli->json) {
            line_json(cli, &d->all[i]);
            continue;
        }
        yz_table_cell(&t, yz_moment_text(d->all[i].at, text));
        yz_table_cell(&t, d->all[i].who);
        yz_table_cell(&t, d->all[i].text);
    }
    yz_table_print(&t);
    if (!cli->json) yz_cli_say("%s", yz_diary_total(d, text, sizeof text));
    if (d->cut) yz_cli_say("%s", _("太多，后面的没有列出"));
}

static enum yz_status print(struct yz_cli *cli, const struct yz_diary *d, const char *to) {
    struct yz_print way;
    enum yz_status status = yz_print_parse(to, &way);
    if (status == YZ_OK) status = yz_diary_print(cli->session, d, &way);
    if (status == YZ_OK) yz_cli_say(_("已打印%s"), _("网格日志"));
    return status;
}

enum yz_status yz_cli_diary(struct yz_cli *cli, int argc, char **argv) {
    const char *date = NULL, *until = NULL, *grid = NULL, *staff = NULL, *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--date", .value = &date}, {.name = "--until", .value = &until},
                                         {.name = "--grid", .value = &grid}, {.name = "--staff", .value = &staff},
                                         {.name = "--print", .value = &to},  {.name = NULL}};
    struct yz_diary_filter filter = {0};
    struct yz_diary d = {0};
    enum yz_kind_id kind;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("diary");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &filter.from);
    if (status == YZ_OK && until) status = yz_argument_day("--until", until, &filter.to);
    if (status == YZ_OK && grid) status = yz_ref_resolve(cli->session, grid, 1u << YZ_GRID, &kind, &filter.grid);
    if (status == YZ_OK && staff) status = yz_cli_staff_named(cli, staff, &filter.staff);
    if (status == YZ_OK) status = yz_diary_read(cli->session, &filter, &d);
    if (status == YZ_OK && to) status = print(cli, &d, to);
    else if (status == YZ_OK) show(cli, &d);
    yz_diary_free(&d);
    return status;
}
