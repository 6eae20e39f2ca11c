/* hub queue: the rows behind a number of a station, as the district sees them. */
#include "cli/hub.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

struct listing {
    struct yz_cli *cli;
    bool matches;
    struct yz_table table;
};

static void tell_json(const struct listing *l, const struct yz_hub_work *w) {
    struct yz_json j;
    char at[40];
    yz_cli_json(l->cli, &j);
    if (l->matches) {
        yz_json_text(&j, "offer", w->offer);
        yz_json_text(&j, "field", yz_code_key("need_field", w->field));
        yz_json_text(&j, "state", yz_code_key("match_state", w->state));
        yz_json_int(&j, "home", w->home);
    } else {
        yz_json_text(&j, "number", w->number);
        yz_json_text(&j, "service", w->service);
        yz_json_text(&j, "state", yz_code_key("case_state", w->state));
        yz_json_text(&j, "due", w->due ? yz_moment_iso(w->due, at) : NULL);
        yz_json_text(&j, "owner", w->owner);
    }
    yz_json_text(&j, "at", w->received ? yz_moment_iso(w->received, at) : NULL);
    yz_cli_json_end(l->cli, &j);
}

static void tell_row(struct listing *l, const struct yz_hub_work *w) {
    char at[YZ_MOMENT_TEXT], due[YZ_MOMENT_TEXT], home[16];
    snprintf(home, sizeof home, "%d", w->home);
    yz_table_cell(&l->table, l->matches ? w->offer : w->number);
    yz_table_cell(&l->table, l->matches ? yz_code_label("need_field", w->field) : w->service);
    yz_table_cell(&l->table, yz_code_label(l->matches ? "match_state" : "case_state", w->state));
    yz_table_cell(&l->table, w->received ? yz_moment_text(w->received, at) : "");
    yz_table_cell(&l->table, l->matches ? home : w->due ? yz_moment_text(w->due, due) : "");
    yz_table_cell(&l->table, w->owner);
}

static void tell(void *ctx, const struct yz_hub_work *w) {
    struct listing *l = ctx;
    if (l->cli->json) tell_json(l, w);
    else tell_row(l, w);
}

enum yz_status yz_cli_hub_queue(struct yz_cli *cli, int argc, char **argv) {
    const char *view = "open";
    int64_t number = 0;
    const struct yz_option_row rows[] = {{.name = "--view", .value = &view}, {.name = NULL}};
    struct listing l = {.cli = cli};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_argument_number("NUMBER", argv[2], 1, 65535, &number);
    if (status != YZ_OK) return status;
    l.matches = strcmp(view, "matches") == 0;
    if (l.matches) yz_table_begin(&l.table, 0, _("服务、资源"), _("领域"), _("状态"), _("时间"), _("驿站"), "", NULL);
    else
        yz_table_begin(&l.table, 0, _("办件编号"), _("事项"), _("状态"), _("受理时间"), _("办结期限"), _("经办人"),
                       NULL);
    status = yz_hub_queue(argv[1], (int)number, view, tell, &l);
    yz_table_print(&l.table);
    return status;
}
