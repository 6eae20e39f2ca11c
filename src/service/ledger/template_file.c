/* A template out of the empty table that somebody sent: each header is matched as an import would read it. */
#include "service/ledger/ledger_private.h"
#include "service/ledger/template.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const struct {
    const char *headers, *source;
} others[] = {{"序号|编号|行号", "serial"},
              {"年龄|周岁", "age"},
              {"所属社区|社区|社区名称|村（社区）", "community"},
              {"所属街道|街道|乡镇（街道）", "street"},
              {"填表日期|填报日期", "today"}};

static bool is_one_of(const char *header, const char *all) {
    for (const char *p = all; *p;) {
        size_t n = strcspn(p, "|");
        if (n == strlen(header) && strncmp(p, header, n) == 0) return true;
        p += n + (p[n] == '|');
    }
    return false;
}

static const char *of_field(const struct yz_field_column *c) {
    const char *name = yz_part_kinds[c->part]->fields[c->field].column;
    if (c->part == YZ_PART_HOUSEHOLD && strcmp(name, "kind") == 0) return "household_kind";
    if (c->part == YZ_PART_HOUSEHOLD && strcmp(name, "number") == 0) return "household_number";
    return name;
}

/* The name of the export's column, of the two that a word may have there. */
static const char *of_word(const struct yz_export_list *l, enum yz_column word) {
    static const char *const names[YZ_COLUMNS][2] = {[YZ_COLUMN_ADDRESS] = {"address", "dwelling"},
                                                     [YZ_COLUMN_COMPOUND] = {"compound", ""},
                                                     [YZ_COLUMN_BUILDING] = {"building_number", "number"},
                                                     [YZ_COLUMN_UNIT] = {"unit", ""},
                                                     [YZ_COLUMN_ROOM] = {"room", ""},
                                                     [YZ_COLUMN_GRID] = {"grid", ""},
                                                     [YZ_COLUMN_HEAD] = {"head", ""},
                                                     [YZ_COLUMN_MOTHER] = {"mother", ""},
                                                     [YZ_COLUMN_GUARDIAN] = {"guardian", ""},
                                                     [YZ_COLUMN_STATION] = {"station", ""}};
    for (int i = 0; i < 2; i++)
        if (names[word][i] && yz_export_column(l, names[word][i])) return names[word][i];
    return "";
}

/* What an export calls it so. */
static const char *of_label(const struct yz_export_list *l, const char *header) {
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->columns[i].label, header) == 0) return l->columns[i].key;
    return "";
}

static const char *source_of(const struct yz_export_list *l, const struct yz_columns *c, int column,
                             const char *header) {
    const char *source = "";
    for (size_t i = 0; i < c->count; i++)
        if (c->fields[i].column == column) source = of_field(&c->fields[i]);
    if (*source && !yz_export_column(l, source) && strncmp(source, "household_", 10) == 0) source += 10;
    if (*source && yz_export_column(l, source)) return source;
    for (int i = 0; i < YZ_COLUMNS; i++)
        if (c->at[i] == column) return of_word(l, (enum yz_column)i);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_one_of(header, others[i].headers)) return others[i].source;
    return of_label(l, header);
}

/* The texts above the header, each row's first. */
static void take_title(struct yz_template *t, const struct yz_sheet *s, size_t header) {
    for (size_t row = 0; row < header; row++) {
        size_t have = strlen(t->title);
        char line[192] = "";
        for (uint32_t i = 0; i < s->rows[row].cells && !*line; i++) {
            yz_text_line(line, sizeof line, yz_sheet_cell(s, row, (int)i));
            yz_text_trim(line, sizeof line, line);
        }
        if (*line && have + strlen(line) + 2 < sizeof t->title)
            snprintf(t->title + have, sizeof t->title - have, "%s%s", have ? "\n" : "", line);
    }
}

static enum yz_status take_header(struct yz_template *t, const struct yz_export_list *l, const struct yz_columns *c,
                                  const struct yz_sheet *s) {
    struct yz_template_column *all = calloc(YZ_TEMPLATE_COLUMNS, sizeof *all);
    size_t count = s->rows[c->header].cells;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    while (count && !*yz_sheet_cell(s, c->header, (int)count - 1)) count--;
    if (count > YZ_TEMPLATE_COLUMNS) count = YZ_TEMPLATE_COLUMNS;
    for (size_t i = 0; i < count; i++) {
        char line[96];
        yz_text_line(line, sizeof line, yz_sheet_cell(s, c->header, (int)i));
        yz_text_trim(all[i].header, sizeof all[i].header, line);
        yz_copy(all[i].source, sizeof all[i].source, source_of(l, c, (int)i, all[i].header));
    }
    enum yz_status status = yz_template_set_columns(t, all, count);
    free(all);
    return status;
}

static size_t count_unknown(const struct yz_template *t) {
    struct yz_template_column *all = calloc(YZ_TEMPLATE_COLUMNS, sizeof *all);
    size_t n = 0, count = all ? yz_template_columns(t, all, YZ_TEMPLATE_COLUMNS) : 0;
    for (size_t i = 0; i < count; i++) n += !*all[i].source;
    free(all);
    return n;
}

enum yz_status yz_template_from_file(struct yz_session *s, const char *name, const char *kind, const char *file,
                                     const char *map, struct yz_template *out, size_t *unknown) {
    struct yz_export_list l;
    struct yz_sheet sheet = {0};
    struct yz_columns c;
    char headers[256];
    const struct yz_record_ledger *of = yz_record_ledger_named(kind);
    *out = (struct yz_template){0};
    *unknown = 0;
    if (!of && strcmp(kind, "residents") != 0)
        return yz_fail(YZ_USAGE, _("上报模板的名单有 residents dwellings households buildings staff，写的是 %s"), kind);
    if (!yz_template_list(s, kind, &l)) return YZ_USAGE;
    enum yz_status status = yz_sheet_read(&sheet, file, NULL);
    if (status == YZ_OK) status = yz_columns_find(&c, &sheet, NULL, of, NULL, headers, sizeof headers);
    if (status == YZ_OK && !yz_copy(out->name, sizeof out->name, name)) status = yz_fail(YZ_REFUSED, _("名称太长"));
    yz_copy(out->kind, sizeof out->kind, kind);
    yz_copy(out->format, sizeof out->format, sheet.workbook ? "xlsx" : "csv");
    yz_copy(out->encoding, sizeof out->encoding, sheet.encoding == YZ_GB18030 ? "gb18030" : "utf-8");
    if (status == YZ_OK) {
        take_title(out, &sheet, c.header);
        status = take_header(out, &l, &c, &sheet);
    }
    yz_sheet_free(&sheet);
    if (status == YZ_OK && map) status = yz_template_map(out, map);
    *unknown = count_unknown(out);
    return status;
}
