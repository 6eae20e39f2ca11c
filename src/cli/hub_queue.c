/* hub queue: the rows behind a number of a station, as the district sees them. */
#include "cli/hub.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

struct listing {
    struct yz_cli *cli;
    const struct yz_hub_view *view;
    struct yz_table table;
};

static bool is(const struct listing *l, const char *view) {
    return strcmp(l->view->key, view) == 0;
}

static void case_json(struct yz_json *j, const struct yz_hub_work *w) {
    char at[40];
    yz_json_text(j, "number", w->number);
    yz_json_text(j, "service", w->name);
    yz_json_text(j, "state", yz_code_key("case_state", w->state));
    yz_json_text(j, "due", w->due ? yz_moment_iso(w->due, at) : NULL);
    yz_json_text(j, "owner", w->owner);
}

static void span_json(struct yz_json *j, const struct yz_hub_work *w) {
    yz_cli_json_day(j, "since", w->since);
    yz_cli_json_day(j, "until", w->until);
}

static void tell_json(const struct listing *l, const struct yz_hub_work *w) {
    struct yz_json j;
    char at[40];
    bool staff = is(l, "staff"), match = is(l, "matches"), need = is(l, "needs"), resource = is(l, "resources");
    yz_cli_json(l->cli, &j);
    if (!staff && !match && !need && !resource) case_json(&j, w);
    if (match) yz_json_text(&j, "offer", w->name);
    if (staff || resource) yz_json_text(&j, "name", w->name);
    if (match || need || resource) yz_json_text(&j, "field", yz_code_key("need_field", w->field));
    if (need) yz_json_text(&j, "topic", w->topic ? yz_code_key("need_topic", w->topic) : NULL);
    if (match || need) yz_json_text(&j, "state", yz_code_key(match ? "match_state" : "need_state", w->state));
    if (need) yz_json_text(&j, "urgency", w->urgency ? yz_code_key("urgency", w->urgency) : NULL);
    if (need) yz_cli_json_day(&j, "wished_by", w->until);
    if (match) yz_json_int(&j, "home", w->count);
    if (resource) yz_json_text(&j, "period", yz_code_key("offer_period", w->state));
    if (resource) yz_json_int(&j, "capacity", w->count);
    if (staff) yz_json_text(&j, "role", yz_code_key("staff_role", w->state));
    if (staff) yz_json_text(&j, "title", w->title);
    if (staff) yz_json_int(&j, "open", w->count);
    if (staff || resource) span_json(&j, w);
    else yz_json_text(&j, "at", w->at ? yz_moment_iso(w->at, at) : NULL);
    yz_cli_json_end(l->cli, &j);
}

static void tell(void *ctx, const struct yz_hub_work *w) {
    struct listing *l = ctx;
    char text[160];
    if (l->cli->json) {
        tell_json(l, w);
        return;
    }
    for (size_t i = 0; i < YZ_HUB_CELLS; i++)
        yz_table_cell(&l->table, yz_hub_work_cell(l->cli->session, l->view, w, i, text, sizeof text));
}

static const char *heading(const struct yz_hub_view *v, size_t i) {
    return *v->columns[i] ? yz_tr(v->columns[i]) : "";
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
    l.view = yz_hub_view_named(view);
    if (!l.view) return YZ_USAGE;
    yz_table_begin(&l.table, 0, heading(l.view, 0), heading(l.view, 1), heading(l.view, 2), heading(l.view, 3),
                   heading(l.view, 4), heading(l.view, 5), NULL);
    status = yz_hub_queue(argv[1], (int)number, view, tell, &l);
    yz_table_print(&l.table);
    return status;
}
