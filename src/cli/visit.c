/* visit: the walk list, logging a visit, the log of visits. */
#include "cli/cli.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

enum { BUILDINGS = 1024 };

static void moment(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

static const char *head_of(struct yz_cli *cli, const struct yz_door *d, char *out, size_t room) {
    if (cli->reveal) yz_copy(out, room, d->head);
    else yz_mask_name(out, room, d->head);
    return out;
}

static void door_json(struct yz_cli *cli, const struct yz_door *d) {
    struct yz_json j;
    char text[192];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, d->household);
    yz_cli_json_ref(&j, "dwelling", YZ_DWELLING, d->dwelling);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, d->dwelling, text, sizeof text));
    yz_json_text(&j, "head", head_of(cli, d, text, sizeof text));
    yz_json_int(&j, "people", d->members);
    moment(&j, "last_visit", d->last);
    yz_json_text(&j, "outcome", d->outcome ? yz_code_key("visit_outcome", d->outcome) : NULL);
    yz_json_text(&j, "groups", yz_group_words(d->groups, !yz_cli_shows_groups(cli), text, sizeof text));
    yz_json_int(&j, "needs", d->needs);
    yz_json_int(&j, "cases", d->cases);
    yz_cli_json_day(&j, "due", d->due);
    yz_json_bool(&j, "due_now", d->due_now);
    yz_json_bool(&j, "register_outdated", d->outdated);
    yz_cli_json_end(cli, &j);
}

static void door_row(struct yz_cli *cli, struct yz_table *t, const struct yz_door *d) {
    char text[192];
    yz_table_cell(t, yz_dwelling_short(cli->session, d->dwelling, text, sizeof text));
    yz_table_cell(t, head_of(cli, d, text, sizeof text));
    yz_table_cell(t, d->last ? yz_moment_text(d->last, text) : "");
    yz_table_cell(t, yz_code_label("visit_outcome", d->outcome));
    yz_table_cell(t, yz_group_words(d->groups, !yz_cli_shows_groups(cli), text, sizeof text));
    yz_table_cell(t, d->due_now ? yz_date_text(d->due, text) : "");
}

static enum yz_status plan_doors(struct yz_cli *cli, int64_t building) {
    struct yz_door *all;
    struct yz_table t;
    size_t count;
    enum yz_status status = yz_walk_list(cli->session, building, &all, &count);
    yz_table_begin(&t, 0, _("门牌"), _("户主"), _("上次走访"), _("结果"), _("重点户"), _("该走访"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (all[i].household) status = yz_cli_reveal_row(cli, YZ_HOUSEHOLD, all[i].household);
        if (cli->json) door_json(cli, &all[i]);
        else door_row(cli, &t, &all[i]);
    }
    yz_table_print(&t);
    free(all);
    return status;
}

static void building_json(struct yz_cli *cli, const struct yz_walk_building *b) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "building", YZ_BUILDING, b->id);
    yz_json_text(&j, "address", b->address);
    yz_json_int(&j, "households", b->households);
    yz_json_int(&j, "due", b->due);
    moment(&j, "last_visit", b->last);
    yz_cli_json_end(cli, &j);
}

static enum yz_status plan_buildings(struct yz_cli *cli, int64_t grid) {
    struct yz_walk_building *all = calloc(BUILDINGS, sizeof *all);
    struct yz_table t;
    char text[32];
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_walk_buildings(cli->session, grid, all, BUILDINGS, &count);
    yz_table_begin(&t, 3u << 1, _("楼栋"), _("住户"), _("该走访的户"), _("上次走访"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = yz_walk_count(cli->session, &all[i]);
    yz_walk_sort(all, count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (cli->json) {
            building_json(cli, &all[i]);
            continue;
        }
        yz_table_cell(&t, all[i].address);
        snprintf(text, sizeof text, "%lld", (long long)all[i].households);
        yz_table_cell(&t, text);
        snprintf(text, sizeof text, "%lld", (long long)all[i].due);
        yz_table_cell(&t, text);
        yz_table_cell(&t, all[i].last ? yz_moment_text(all[i].last, text) : "");
    }
    yz_table_print(&t);
    free(all);
    return status;
}

/* A place named by an option; 0 when it is not given. */
static enum yz_status place(struct yz_cli *cli, const char *ref, enum yz_kind_id kind, int64_t *id) {
    enum yz_kind_id found;
    return ref ? yz_ref_resolve(cli->session, ref, 1u << kind, &found, id) : YZ_OK;
}

static enum yz_status plan(struct yz_cli *cli, int argc, char **argv) {
    const char *building_ref = NULL, *grid_ref = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--building", .value = &building_ref}, {.name = "--grid", .value = &grid_ref}, {.name = NULL}};
    int64_t building = 0, grid = yz_session_staff(cli->session)->grid;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || (building_ref && grid_ref))) status = yz_usage("visit");
    if (status == YZ_OK) status = place(cli, building_ref, YZ_BUILDING, &building);
    if (status == YZ_OK) status = place(cli, grid_ref, YZ_GRID, &grid);
    if (status != YZ_OK) return status;
    return building ? plan_doors(cli, building) : plan_buildings(cli, grid);
}

static enum yz_status visit_json(struct yz_cli *cli, const struct yz_visit *v) {
    struct yz_json j;
    char text[192], note[sizeof v->note];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "id", YZ_VISIT, v->id);
    moment(&j, "at", v->at);
    yz_json_text(&j, "staff", yz_record_title(cli->session, YZ_STAFF, v->staff, false, text, sizeof text));
    yz_json_text(&j, "outcome", yz_code_key("visit_outcome", v->outcome));
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, v->household);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, v->dwelling, text, sizeof text));
    yz_json_text(&j, "note", yz_cli_field(cli, YZ_VISIT, "note", v, note, sizeof note));
    yz_json_raw(&j, "checks", *v->checks ? v->checks : "{}");
    yz_cli_json_ref(&j, "need", YZ_NEED, v->need);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status log_one(struct yz_cli *cli, struct yz_visit *v, const struct yz_found *found,
                              struct yz_findings *f) {
    char ref[32];
    enum yz_status status = yz_visit_log(cli->session, v, found, f);
    if (status != YZ_OK) return status;
    if (cli->json) return visit_json(cli, v);
    yz_cli_print("%s", yz_ref_text(YZ_VISIT, v->id, ref));
    yz_cli_say(_("已登记走访 %s"), ref);
    return YZ_OK;
}

static enum yz_status log_visit(struct yz_cli *cli, int argc, char **argv) {
    const char *outcome = NULL, *worker = NULL, *note = "", *wish = NULL, *field = NULL, *checks = "", *phone = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--outcome", .value = &outcome}, {.name = "--worker", .value = &worker},
        {.name = "--note", .value = &note},       {.name = "--need", .value = &wish},
        {.name = "--field", .value = &field},     {.name = "--check", .value = &checks},
        {.name = "--phone", .value = &phone},     {.name = NULL}};
    struct yz_visit v = {0};
    struct yz_need need = {0};
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("visit");
    if (status == YZ_OK && !outcome) status = yz_fail(YZ_USAGE, _("走访要写结果：--outcome"));
    if (status == YZ_OK && !yz_code_parse("visit_outcome", outcome, &v.outcome))
        status = yz_fail(YZ_USAGE, _("没有走访结果“%s”；有 met absent refused moved new-tenant"), outcome);
    if (status == YZ_OK) status = place(cli, argv[1], YZ_HOUSEHOLD, &v.household);
    if (status == YZ_OK && worker) status = yz_cli_staff_named(cli, worker, &v.staff);
    if (status != YZ_OK) return status;
    const struct yz_field *note_field = yz_field_named(&yz_visit_kind, "note");
    yz_field_set(note_field, &v, note, false, &f);
    yz_visit_checks_set(&v, checks, &f);
    if (wish) yz_field_set(yz_field_named(&yz_need_kind, "text"), &need, wish, false, &f);
    if (field) yz_field_set(yz_field_named(&yz_need_kind, "field"), &need, field, false, &f);
    struct yz_found found = {.need = wish || field ? &need : NULL, .phone = phone};
    status = log_one(cli, &v, &found, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status;
}

static void visit_row(struct yz_cli *cli, struct yz_table *t, const struct yz_visit *v) {
    char text[192], note[sizeof v->note];
    yz_table_cell(t, yz_moment_text(v->at, text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STAFF, v->staff, false, text, sizeof text));
    yz_table_cell(t, yz_dwelling_short(cli->session, v->dwelling, text, sizeof text));
    yz_table_cell(t, yz_code_label("visit_outcome", v->outcome));
    yz_table_cell(t, yz_cli_field(cli, YZ_VISIT, "note", v, note, sizeof note));
}

static enum yz_status list_all(struct yz_cli *cli, const struct yz_visit_filter *filter, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_visit), .most = most};
    struct yz_table t;
    yz_table_begin(&t, 0, _("走访时间"), _("走访人"), _("门牌"), _("结果"), _("备注"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_visit_page(cli->session, filter, p.last, p.rows, p.want, &p.count);
        for (const struct yz_visit *v; (v = yz_pages_row(&p)) != NULL;) {
            if (cli->json) p.status = visit_json(cli, v);
            else visit_row(cli, &t, v);
        }
    }
    return yz_pages_end(&p, &t);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *building = NULL, *household = NULL, *grid = NULL, *staff = NULL, *since = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--building", .value = &building},
                                         {.name = "--household", .value = &household},
                                         {.name = "--grid", .value = &grid},
                                         {.name = "--staff", .value = &staff},
                                         {.name = "--since", .value = &since},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_visit_filter filter = {0};
    int64_t most = cli->json ? INT64_MAX : 100;
    yz_date day = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("visit");
    if (status == YZ_OK) status = place(cli, building, YZ_BUILDING, &filter.building);
    if (status == YZ_OK) status = place(cli, household, YZ_HOUSEHOLD, &filter.household);
    if (status == YZ_OK) status = place(cli, grid, YZ_GRID, &filter.grid);
    if (status == YZ_OK && staff) status = yz_cli_staff_named(cli, staff, &filter.staff);
    if (status == YZ_OK && since) status = yz_argument_day("--since", since, &day);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (day) filter.since = yz_moment_make(day, 0);
    return status == YZ_OK ? list_all(cli, &filter, most) : status;
}

enum yz_status yz_cli_visit(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"plan", YZ_CLI_FILE, plan},
                                               {"log", YZ_CLI_FILE | YZ_CLI_WRITES, log_visit},
                                               {"list", YZ_CLI_FILE, list},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
