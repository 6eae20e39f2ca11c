/* import, export: ledgers in and out. */
#include "base/text.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/catalogue.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

enum { SETS = 48 };

static enum yz_status one_of(const char *word, const char *const *words) {
    char all[256] = "";
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0) return YZ_OK;
        size_t have = strlen(all);
        snprintf(all + have, sizeof all - have, "%s%s", have ? " " : "", words[i]);
    }
    return yz_fail(YZ_USAGE, _("没有种类 %1$s；有 %2$s"), word, all);
}

/* A column as people call it. */
static const char *column_name(const char *column) {
    const struct yz_kind *const kinds[] = {&yz_person_kind,
                                           &yz_membership_kind,
                                           &yz_household_kind,
                                           &yz_dwelling_kind,
                                           &yz_building_kind,
                                           &yz_staff_kind,
                                           NULL};
    if (strcmp(column, "address") == 0) return _("现住址");
    if (strcmp(column, "owner") == 0) return _("房主");
    for (size_t i = 0; kinds[i]; i++) {
        const struct yz_field *f = yz_field_named(kinds[i], column);
        if (f) return yz_tr(f->label);
    }
    return column;
}

struct told { /* to whom an import tells what it finds, and in whose words */
    struct yz_cli *cli;
    struct yz_item *item; /* of a ledger of cases */
};

static void reject(void *ctx, size_t row, size_t line, const struct yz_finding *f) {
    const struct told *t = ctx;
    struct yz_cli *cli = t->cli;
    struct yz_json j;
    if (!cli->json) {
        const struct yz_item_field *field = t->item ? yz_item_field(t->item, f->field) : NULL;
        yz_cli_say(_("第 %1$zu 行  %2$s  %3$s  %4$s%5$s%6$s"), line,
                   field ? yz_item_field_label(field) : column_name(f->field), f->value, f->rule,
                   *f->mend ? _("；") : "", f->mend);
        return;
    }
    yz_cli_json(cli, &j);
    yz_json_int(&j, "row", (int64_t)row);
    yz_json_int(&j, "line", (int64_t)line);
    yz_json_text(&j, "column", f->field);
    yz_json_text(&j, "value", f->value);
    yz_json_text(&j, "rule", f->rule);
    yz_json_text(&j, "mend", f->mend);
    yz_json_text(&j, "severity", f->severity == YZ_ERROR ? "error" : "warning");
    yz_cli_json_end(cli, &j);
}

static void progress(void *ctx, size_t rows) {
    (void)ctx;
    if (isatty(STDERR_FILENO)) fprintf(stderr, "\r%zu", rows);
}

static void tell(struct yz_cli *cli, const struct yz_import_report *r, bool dry) {
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "rows", (int64_t)r->rows);
        yz_json_int(&j, "added", (int64_t)r->added);
        yz_json_int(&j, "updated", (int64_t)r->updated);
        yz_json_int(&j, "unchanged", (int64_t)r->unchanged);
        yz_json_int(&j, "rejected", (int64_t)r->rejected);
        yz_json_int(&j, "warnings", (int64_t)r->warnings);
        yz_json_int(&j, "households", (int64_t)r->households);
        yz_json_int(&j, "dwellings", (int64_t)r->dwellings);
        yz_json_int(&j, "buildings", (int64_t)r->buildings);
        yz_json_int(&j, "compounds", (int64_t)r->compounds);
        yz_json_int(&j, "act", r->act);
        yz_json_text(&j, "encoding", r->encoding);
        yz_json_text(&j, "unknown_headers", r->unknown_headers);
        yz_json_int(&j, "sheets", (int64_t)r->sheets);
        yz_json_text(&j, "sheet", r->sheet);
        yz_json_text(&j, "sheet_names", r->sheet_names);
        yz_cli_json_end(cli, &j);
        return;
    }
    if (dry) yz_cli_print(_("试读，没有写入："));
    yz_cli_print(_("%1$zu 行：新增 %2$zu，更新 %3$zu，无变化 %4$zu，退回 %5$zu，提醒 %6$zu"), r->rows, r->added,
                 r->updated, r->unchanged, r->rejected, r->warnings);
    yz_cli_pair(_("不认识的表头"), r->unknown_headers, 14);
    if (r->sheets > 1)
        yz_cli_print(_("工作簿有 %1$zu 张工作表（%2$s），读的是“%3$s”；--sheet 读别的"), r->sheets, r->sheet_names,
                     r->sheet);
}

/* What became of the rows that were not rejected. */
static enum yz_status in_part(const struct yz_import_report *r, bool dry) {
    size_t rest = r->rows - r->rejected, in = r->added + r->updated;
    if (!rest && dry) return yz_fail(YZ_PARTIAL, _("全部 %zu 行都会被退回，没有可以导入的"), r->rejected);
    if (!rest) return yz_fail(YZ_PARTIAL, _("全部 %zu 行都被退回，什么也没有导入"), r->rejected);
    if (!in) return yz_fail(YZ_PARTIAL, _("%1$zu 行被退回，其余 %2$zu 行没有变化"), r->rejected, rest);
    if (dry) return yz_fail(YZ_PARTIAL, _("%1$zu 行会被退回，%2$zu 行可以导入；这次没有写入"), r->rejected, in);
    return yz_fail(YZ_PARTIAL, _("%1$zu 行被退回，%2$zu 行已导入"), r->rejected, in);
}

/* The item that a ledger of cases is about. */
static enum yz_status find_item(struct told *t, const char *service) {
    if (!service) return YZ_OK;
    t->item = malloc(sizeof *t->item);
    return t->item ? yz_catalogue_find(t->cli->session, service, 0, t->item, NULL) : yz_fail(YZ_BUSY, _("内存不足"));
}

enum yz_status yz_cli_import(struct yz_cli *cli, int argc, char **argv) {
    struct told to = {.cli = cli};
    struct yz_import_options o = {.reject = reject, .progress = progress, .ctx = &to};
    const char *sets[SETS];
    int set_count = 0;
    const struct yz_option_row rows[] = {{.name = "--dry-run", .flag = &o.dry_run},
                                         {.name = "--create-places", .flag = &o.create_places},
                                         {.name = "--whole", .flag = &o.whole},
                                         {.name = "--atomic", .flag = &o.whole},
                                         {.name = "--encoding", .value = &o.encoding},
                                         {.name = "--sheet", .value = &o.sheet},
                                         {.name = "--map", .value = &o.map},
                                         {.name = "--sender", .value = &o.sender},
                                         {.name = "--service", .value = &o.service},
                                         {.name = "--consent", .value = &o.consent},
                                         {.name = "--set", .value = sets, .times = &set_count, .most = SETS},
                                         {.name = "--rejects", .value = &o.rejects},
                                         {.name = NULL}};
    struct yz_import_report r = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("import");
    if (status == YZ_OK) status = one_of(argv[1], yz_import_kinds());
    if (status != YZ_OK) return status;
    o.kind = argv[1];
    o.file = argv[2];
    o.sets = sets;
    o.set_count = (size_t)set_count;
    status = find_item(&to, o.service);
    if (status == YZ_OK) status = yz_import(cli->session, &o, &r);
    free(to.item);
    if (r.rows >= 1000 && isatty(STDERR_FILENO)) fputc('\n', stderr);
    if (*r.backup) yz_cli_say("yizhan: %s", r.backup);
    if (status == YZ_OK || status == YZ_PARTIAL || r.rows) tell(cli, &r, o.dry_run);
    return status == YZ_PARTIAL ? in_part(&r, o.dry_run) : status;
}

/* The file is new: an export never writes over what somebody has. */
enum yz_status yz_cli_open_out(const char *path, bool workbook, FILE **out) {
    *out = stdout;
    if (!path && workbook && isatty(STDOUT_FILENO))
        return yz_fail(YZ_USAGE, _(".xlsx 不能显示在终端上；写到文件：--out 文件.xlsx"));
    if (!path) return YZ_OK;
    return yz_new_file(path, out);
}

enum yz_status yz_cli_close_out(const char *path, FILE *file, enum yz_status status) {
    return file == stdout ? status : yz_new_file_done(path, file, status);
}

bool yz_cli_is_xlsx(const char *path) {
    size_t n = path ? strlen(path) : 0;
    return n > 5 && strcmp(path + n - 5, ".xlsx") == 0;
}

enum yz_status yz_cli_export(struct yz_cli *cli, int argc, char **argv) {
    const char *out = NULL, *within = NULL;
    struct yz_export_options o = {.revealed = cli->reveal};
    const struct yz_option_row rows[] = {{.name = "--format", .value = &o.format},
                                         {.name = "--encoding", .value = &o.encoding},
                                         {.name = "--in", .value = &within},
                                         {.name = "--out", .value = &out},
                                         {.name = NULL}};
    const unsigned places =
        1u << YZ_HOUSEHOLD | 1u << YZ_DWELLING | 1u << YZ_BUILDING | 1u << YZ_GRID | 1u << YZ_COMPOUND;
    FILE *file = NULL;
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("export");
    if (status == YZ_OK) status = one_of(argv[1], yz_export_kinds());
    if (status == YZ_OK && within) status = yz_ref_resolve(cli->session, within, places, &o.within_kind, &o.within);
    if (status == YZ_OK) status = yz_cli_reveal(cli, YZ_STATION, yz_session_station(cli->session)->id);
    if (!o.format) o.format = cli->json ? "json" : yz_cli_is_xlsx(out) ? "xlsx" : NULL;
    if (status == YZ_OK) status = yz_cli_open_out(out, o.format && strcmp(o.format, "xlsx") == 0, &file);
    if (status != YZ_OK) return status;
    o.kind = argv[1];
    status = yz_cli_close_out(out, file, yz_export(cli->session, &o, file, &count));
    if (status == YZ_OK && out) yz_cli_say(_("已导出 %1$zu 行到 %2$s"), count, out);
    return status;
}
