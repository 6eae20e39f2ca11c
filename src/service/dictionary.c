/* The data dictionary: every kind and field as its table says it. */
#include "service/dictionary.h"
#include "service/refs.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/kind.h>

static const char *type_name(const struct yz_field *f) {
    switch (f->type) {
    case YZ_TEXT: return _("文字");
    case YZ_INT: return _("整数");
    case YZ_FLAG: return _("是否");
    case YZ_CODE: return _("代码");
    case YZ_DAY: return _("日期");
    case YZ_TIME: return _("时间");
    case YZ_MONEY: return _("两位小数");
    case YZ_REF: return _("引用");
    }
    return "";
}

static const char *mask_name(enum yz_mask mask) {
    switch (mask) {
    case YZ_OPEN: return "";
    case YZ_MASK_NAME: return _("姓名");
    case YZ_MASK_ID: return _("证件号");
    case YZ_MASK_PHONE: return _("电话");
    case YZ_MASK_BIRTH: return _("只留年份");
    case YZ_MASK_WHOLE: return _("整项");
    }
    return "";
}

static const char *find_name(const struct yz_field *f) {
    if (f->find == YZ_FIND_NAME) return _("名称、拼音、首字母");
    if (f->find == YZ_FIND_NUMBER) return f->flags & YZ_FRAGMENT ? _("号码、后四位、片段") : _("号码、后四位");
    if (f->find == YZ_FIND_WORDS) return _("其中的字");
    return "";
}

/* What may follow the type: the length, the code table or kind, the unit. */
static void type_cell(const struct yz_field *f, FILE *out) {
    fputs(type_name(f), out);
    if (f->type == YZ_TEXT) fprintf(out, " %zu", f->size - 1);
    if (f->of) fprintf(out, " `%s`", f->of);
    if (f->unit) fprintf(out, " (%s)", yz_tr(f->unit));
}

static void flags_cell(const struct yz_field *f, FILE *out) {
    const char *const names[] = {f->flags & YZ_REQUIRED ? _("必填") : "", f->flags & YZ_DERIVED ? _("程序填写") : "",
                                 f->flags & YZ_SENSITIVE ? _("敏感") : "", f->flags & YZ_NO_EXPORT ? _("不导出") : ""};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!*names[i]) continue;
        fprintf(out, "%s%s", any ? _("、") : "", names[i]);
        any = true;
    }
}

/* Cells of a Markdown table may not hold a bar. */
static void headers_cell(const char *headers, FILE *out) {
    for (const char *p = headers ? headers : ""; *p; p++) {
        if (*p == '|') fputs(_("、"), out);
        else putc(*p, out);
    }
}

static void field_row(const struct yz_field *f, FILE *out) {
    fprintf(out, "| `%s` | %s | ", f->column, yz_tr(f->label));
    type_cell(f, out);
    fputs(" | ", out);
    flags_cell(f, out);
    fprintf(out, " | %s | %s | ", mask_name(f->mask), find_name(f));
    headers_cell(f->headers, out);
    fprintf(out, " | %s |\n", f->help ? yz_tr(f->help) : "");
}

static void kind_section(const struct yz_kind *k, FILE *out) {
    char prefix[16];
    fprintf(out, "\n## %s `%s` (%s:)\n\n", yz_tr(k->label), k->name, yz_ref_prefix(k, prefix));
    fprintf(out, "| %s | %s | %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|---|---|\n", _("列"), _("名称"),
            _("类型"), _("说明"), _("遮盖"), _("可查找"), _("台账表头"), _("填写提示"));
    for (size_t i = 0; i < k->count; i++) field_row(&k->fields[i], out);
}

static bool first_use(int kind, size_t field) {
    const char *table = yz_kinds[kind]->fields[field].of;
    for (int i = 1; i <= kind; i++) {
        for (size_t j = 0; j < yz_kinds[i]->count; j++) {
            const struct yz_field *f = &yz_kinds[i]->fields[j];
            if (f->type == YZ_CODE && strcmp(f->of, table) == 0) return i == kind && j == field;
        }
    }
    return true;
}

static void code_section(const char *table, FILE *out) {
    size_t n;
    const struct yz_code *codes = yz_codes(table, &n);
    fprintf(out, "\n### `%s`\n\n| %s | %s | %s |\n|---|---|---|\n", table, _("代码"), _("键"), _("名称"));
    for (size_t i = 0; i < n; i++) {
        const char *label = yz_code_label(table, codes[i].code);
        fprintf(out, "| %d | `%s` | %s |\n", (int)codes[i].code, codes[i].key, *label ? label : codes[i].zh);
    }
}

void yz_kinds_markdown(FILE *out) {
    fprintf(out, "# %s\n\n%s\n", _("数据字典"),
            _("本文由程序里的字段表生成。每条记录另有 id（编号）和 version（版本）。"));
    for (int i = 1; i < YZ_KIND_COUNT; i++) kind_section(yz_kinds[i], out);
    fprintf(out, "\n## %s\n", _("代码表"));
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        for (size_t j = 0; j < yz_kinds[i]->count; j++) {
            const struct yz_field *f = &yz_kinds[i]->fields[j];
            if (f->type == YZ_CODE && first_use(i, j)) code_section(f->of, out);
        }
    }
}
