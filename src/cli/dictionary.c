/* dictionary: the data dictionary, from the tables of the kinds themselves. */
#include "cli/cli.h"
#include "service/dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const char *const type_names[] = {
    [YZ_TEXT] = "text", [YZ_INT] = "int",     [YZ_FLAG] = "flag",     [YZ_CODE] = "code",
    [YZ_DAY] = "day",   [YZ_TIME] = "moment", [YZ_MONEY] = "decimal", [YZ_REF] = "ref"};

static void field_json(struct yz_cli *cli, const struct yz_kind *k, const struct yz_field *f) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", k->name);
    yz_json_text(&j, "field", f->column);
    yz_json_text(&j, "type", type_names[f->type]);
    yz_json_text(&j, "label", yz_tr(f->label));
    yz_json_text(&j, "unit", f->unit ? yz_tr(f->unit) : NULL);
    yz_json_text(&j, "of", f->of);
    yz_json_bool(&j, "required", (f->flags & YZ_REQUIRED) != 0);
    yz_json_bool(&j, "derived", (f->flags & YZ_DERIVED) != 0);
    yz_json_bool(&j, "sensitive", (f->flags & YZ_SENSITIVE) != 0);
    yz_json_bool(&j, "masked", f->mask != YZ_OPEN);
    yz_json_text(&j, "headers", f->headers);
    yz_json_text(&j, "help", f->help ? yz_tr(f->help) : NULL);
    yz_cli_json_end(cli, &j);
}

/* The whole as Markdown, which is also docs/data-dictionary.md. */
static enum yz_status markdown(void) {
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    if (!f) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_kinds_markdown(f);
    bool bad = fclose(f) != 0;
    if (!bad) yz_cli_write(stdout, text, size);
    free(text);
    return bad ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

static void rows(const struct yz_kind *k) {
    struct yz_table t;
    yz_table_begin(&t, 0, _("字段"), _("名称"), _("类型"), _("取值"), _("填写提示"), NULL);
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        yz_table_cell(&t, f->column);
        yz_table_cell(&t, yz_tr(f->label));
        yz_table_cell(&t, type_names[f->type]);
        yz_table_cell(&t, f->of ? f->of : f->unit ? yz_tr(f->unit) : "");
        yz_table_cell(&t, f->help ? yz_tr(f->help) : "");
    }
    yz_table_print(&t);
}

enum yz_status yz_cli_dictionary(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 2) status = yz_usage("dictionary");
    const struct yz_kind *one = status == YZ_OK && argc == 2 ? yz_kind_named(argv[1]) : NULL;
    if (status != YZ_OK) return status;
    if (argc == 2 && !one) return yz_fail(YZ_REFUSED, _("没有种类 %s"), argv[1]);
    if (!cli->json && !one) return markdown();
    if (!cli->json) rows(one);
    for (size_t i = 1; cli->json && i < YZ_KIND_COUNT; i++) {
        const struct yz_kind *k = yz_kinds[i];
        for (size_t n = 0; (!one || k == one) && n < k->count; n++) field_json(cli, k, &k->fields[n]);
    }
    return YZ_OK;
}
