/* case bulk: one item for everybody of a building, a household, a grid, as one act. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/bulk.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { PLACES = 64, SETS = 48 };

struct asked {
    const char *buildings[PLACES], *households[PLACES], *grids[PLACES], *sets[SETS], *only;
    int building_count, household_count, grid_count, set_count;
    bool dry_run;
};

static enum yz_status add_places(struct yz_cli *cli, struct yz_bulk *b, const char *const *refs, int count,
                                 enum yz_kind_id kind) {
    enum yz_status status = YZ_OK;
    enum yz_kind_id found;
    int64_t id;
    for (int i = 0; i < count && status == YZ_OK; i++) {
        status = yz_ref_resolve(cli->session, refs[i], 1u << kind, &found, &id);
        if (status == YZ_OK) status = yz_bulk_add_place(b, kind, id);
    }
    return status;
}

/* Every --set is looked at, so that every fault is told at once. */
static enum yz_status set_all(struct yz_cli *cli, struct yz_bulk *b, const struct asked *a) {
    struct yz_findings f = {0};
    enum yz_status status = YZ_OK;
    for (int i = 0; i < a->set_count && status == YZ_OK; i++) {
        char field[32];
        const char *value;
        status = yz_cli_assignment(a->sets[i], field, sizeof field, &value);
        if (status == YZ_OK) yz_bulk_set(b, field, value, &f);
    }
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && !yz_findings_ok(&f)) status = yz_fail(YZ_REFUSED, _("有错误，没有受理"));
    yz_findings_free(&f);
    return status;
}

/* --- who --- */

static size_t line_of(struct yz_bulk *b, int64_t person) {
    const struct yz_bulk_line *all;
    size_t n = yz_bulk_lines(b, &all), i = 0;
    while (i < n && all[i].person != person) i++;
    return i;
}

/* Those named, whatever stands against them; without --only whoever is fit. `wanted` is marked by line. */
static enum yz_status choose(struct yz_cli *cli, struct yz_bulk *b, const char *only, bool *wanted, size_t count) {
    enum yz_status status = YZ_OK;
    enum yz_kind_id kind;
    int64_t id;
    for (size_t i = 0; i < count && !only; i++) wanted[i] = true;
    while (only && *only && status == YZ_OK) {
        char ref[64];
        size_t n = strcspn(only, ",");
        snprintf(ref, sizeof ref, "%.*s", (int)n, only);
        if (n) status = yz_ref_resolve(cli->session, ref, 1u << YZ_PERSON, &kind, &id);
        size_t line = n && status == YZ_OK ? line_of(b, id) : count;
        if (line < count) wanted[line] = true;
        else if (n && status == YZ_OK) status = yz_fail(YZ_REFUSED, _("%s 不住在这些地方"), ref);
        only += n + (only[n] == ',');
    }
    for (size_t i = 0; i < count && status == YZ_OK; i++)
        if (wanted[i]) yz_bulk_choose(b, i, true);
    return status;
}

/* --- telling --- */

static const char *word(const struct yz_bulk_line *l) {
    switch (l->state) {
    case YZ_BULK_DONE: return "done";
    case YZ_BULK_FIT: return "fit";
    case YZ_BULK_KNOWN: return "known";
    default: return "refused";
    }
}

static void findings_json(struct yz_json *j, const struct yz_bulk *b, const struct yz_bulk_line *l) {
    const struct yz_findings *f = yz_bulk_findings(b);
    yz_json_array(j, "findings");
    for (size_t i = l->first; i < l->first + l->findings && i < f->count; i++) {
        yz_json_object(j, NULL);
        yz_json_text(j, "field", f->all[i].field);
        yz_json_text(j, "value", f->all[i].value);
        yz_json_text(j, "rule", f->all[i].rule);
        yz_json_text(j, "mend", f->all[i].mend);
        yz_json_text(j, "severity", f->all[i].severity == YZ_ERROR ? "error" : "warning");
        yz_json_end(j);
    }
    yz_json_end(j);
}

static void tell_json(struct yz_cli *cli, const struct yz_bulk *b, const struct yz_bulk_line *l) {
    struct yz_json j;
    char text[40];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "person", YZ_PERSON, l->person);
    yz_json_text(&j, "name", yz_cli_person_name(cli, l->person, (char[96]){0}, 96));
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, l->household);
    yz_json_text(&j, "address", l->place);
    yz_json_text(&j, "result", word(l));
    yz_json_text(&j, "number", *l->number ? l->number : NULL);
    yz_json_text(&j, "due", l->due ? yz_moment_iso(l->due, text) : NULL);
    yz_json_bool(&j, "due_assumed", l->due_assumed);
    yz_json_text(&j, "amount", yz_bulk_amount(l->amount, text));
    yz_json_text(&j, "why", l->why);
    findings_json(&j, b, l);
    yz_cli_json_end(cli, &j);
}

static void tell_row(struct yz_cli *cli, struct yz_table *t, const struct yz_bulk_line *l) {
    static const char *const words[] = {[YZ_BULK_DONE] = N_("办成"),
                                        [YZ_BULK_FIT] = N_("可以办"),
                                        [YZ_BULK_KNOWN] = N_("已有"),
                                        [YZ_BULK_UNFIT] = N_("不符合")};
    char name[96], amount[32];
    yz_table_cell(t, words[l->state] ? yz_tr(words[l->state]) : "");
    yz_table_cell(t, l->number);
    yz_table_cell(t, yz_cli_person_name(cli, l->person, name, sizeof name));
    yz_table_cell(t, l->place);
    yz_table_cell(t, l->amount ? yz_bulk_amount(l->amount, amount) : "");
    yz_table_cell(t, l->why);
}

static void tell_sums(struct yz_cli *cli, const struct yz_bulk_report *r, bool dry_run) {
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "done", (int64_t)r->done);
        yz_json_int(&j, "known", (int64_t)r->known);
        yz_json_int(&j, "refused", (int64_t)r->refused);
        yz_json_int(&j, "act", r->act);
        yz_cli_json_end(cli, &j);
    } else if (dry_run) {
        yz_cli_say(_("试办，没有写入：可以办 %1$zu 人，已有 %2$zu 人，不符合 %3$zu 人"), r->done, r->known, r->refused);
    } else {
        yz_cli_say(_("办成 %1$zu 人，已有 %2$zu 人，不符合 %3$zu 人"), r->done, r->known, r->refused);
    }
}

/* What became of those wanted. */
static struct yz_bulk_report report(struct yz_cli *cli, struct yz_bulk *b, const bool *wanted, int64_t act, bool dry) {
    const struct yz_bulk_line *all;
    size_t n = yz_bulk_lines(b, &all);
    struct yz_bulk_report r = {.act = act};
    struct yz_table t;
    yz_table_begin(&t, 1u << 4, "", _("编号"), _("姓名"), _("地址"), _("金额"), _("原因"), NULL);
    for (size_t i = 0; i < n; i++) {
        if (!wanted[i]) continue;
        r.done += all[i].state == YZ_BULK_DONE || (dry && all[i].state == YZ_BULK_FIT);
        r.known += all[i].state == YZ_BULK_KNOWN;
        r.refused += all[i].state == YZ_BULK_UNFIT;
        if (cli->json) tell_json(cli, b, &all[i]);
        else tell_row(cli, &t, &all[i]);
    }
    yz_table_print(&t);
    tell_sums(cli, &r, dry);
    return r;
}

static enum yz_status carry_out(struct yz_cli *cli, struct yz_bulk *b, const struct asked *a) {
    const struct yz_bulk_line *all;
    size_t count = yz_bulk_lines(b, &all);
    struct yz_bulk_report saved = {0};
    if (!count) return yz_fail(YZ_REFUSED, _("这里现在没有人住"));
    bool *wanted = calloc(count, sizeof *wanted);
    enum yz_status status = wanted ? yz_bulk_check(b) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = choose(cli, b, a->only, wanted, count);
    if (status == YZ_OK && !a->dry_run && yz_bulk_count(b).chosen) status = yz_bulk_save(b, false, &saved);
    if (status == YZ_OK || status == YZ_PARTIAL || (status == YZ_REFUSED && saved.refused)) {
        struct yz_bulk_report r = report(cli, b, wanted, saved.act, a->dry_run);
        status = !r.refused          ? YZ_OK
                 : r.done || r.known ? yz_fail(YZ_PARTIAL, _("有 %zu 人不符合，没有办理"), r.refused)
                                     : yz_fail(YZ_REFUSED, _("选定的人都不符合，没有办理"));
    }
    free(wanted);
    return status;
}

enum yz_status yz_cli_case_bulk(struct yz_cli *cli, int argc, char **argv) {
    struct asked a = {0};
    const struct yz_option_row rows[] = {
        {.name = "--building", .value = a.buildings, .times = &a.building_count, .most = PLACES},
        {.name = "--household", .value = a.households, .times = &a.household_count, .most = PLACES},
        {.name = "--grid", .value = a.grids, .times = &a.grid_count, .most = PLACES},
        {.name = "--set", .value = a.sets, .times = &a.set_count, .most = SETS},
        {.name = "--only", .value = &a.only},
        {.name = "--dry-run", .flag = &a.dry_run},
        {.name = NULL}};
    struct yz_bulk *b = NULL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 2 || !(a.building_count + a.household_count + a.grid_count)))
        status = yz_usage("case");
    if (status == YZ_OK) status = yz_bulk_begin(cli->session, argv[1], &b);
    if (status == YZ_OK) status = add_places(cli, b, a.buildings, a.building_count, YZ_BUILDING);
    if (status == YZ_OK) status = add_places(cli, b, a.households, a.household_count, YZ_HOUSEHOLD);
    if (status == YZ_OK) status = add_places(cli, b, a.grids, a.grid_count, YZ_GRID);
    if (status == YZ_OK) status = set_all(cli, b, &a);
    if (status == YZ_OK) status = carry_out(cli, b, &a);
    yz_bulk_free(b);
    return status;
}
