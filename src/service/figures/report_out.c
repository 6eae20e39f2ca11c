/* A report going out: as a table for other programs, and on paper. */
#include "service/figures/figures_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/paper_layout.h"
#include "service/ledger/out.h"

/* --- as a table --- */

static void number(struct yz_out *o, const char *text) {
    if (o->xlsx) yz_xlsx_amount(o->xlsx, text);
    else yz_csv_cell_raw(&o->csv, text);
}

static void share(struct yz_out *o, double percent) {
    char text[16];
    if (o->xlsx) return yz_xlsx_percent(o->xlsx, percent);
    yz_csv_cell_raw(&o->csv, yz_report_share_text(percent, text));
}

static void day(struct yz_out *o, yz_date d) {
    char text[YZ_DATE_TEXT];
    if (o->xlsx) yz_xlsx_date(o->xlsx, d);
    else yz_csv_cell_raw(&o->csv, yz_date_text(d, text));
}

static void write_row(struct yz_out *o, const struct yz_report_result *all, const struct yz_report_row *r,
                      const char *section) {
    char text[40];
    yz_out_text(o, section);
    yz_out_text(o, yz_figure_name(r->figure));
    yz_out_text(o, r->label);
    if (*all->ask.by) yz_out_text(o, r->part);
    if (r->none) yz_out_text(o, "");
    else if (r->few) yz_out_text(o, _("不公开"));
    else number(o, yz_report_value(r, text));
    yz_out_text(o, yz_figure_unit(r->figure));
    share(o, yz_report_share_told(r));
    snprintf(text, sizeof text, "%lld", (long long)r->count);
    if (r->few) yz_out_text(o, "");
    else number(o, r->none && !r->count ? "" : text);
    yz_out_text(o, r->few ? _("太少，或者能推算出太少的数") : *r->remark ? r->remark : yz_figure_note(r->figure));
    day(o, all->ask.from);
    day(o, all->ask.to);
    yz_out_text(o, yz_moment_text(all->as_of, text));
    yz_out_text(o, r->query);
    yz_out_end_row(o);
}

enum { LABELS = 2, PARTS = 3 }; /* columns; the values stand behind the parts, or in their place */

/* Of the whole: the rows that a figure is divided into stand together. */
static void add_chart(struct yz_out *o, const struct yz_report_result *r, size_t i, uint32_t at) {
    const struct yz_figure *f = r->rows[i].figure;
    uint32_t n = 0;
    while (i + 1 + n < r->count && r->rows[i + 1 + n].figure == f && *r->rows[i + 1 + n].label &&
           !*r->rows[i + 1 + n].part)
        n++;
    enum yz_xlsx_chart as = f->chart == YZ_CHART_LINE      ? YZ_XLSX_LINE
                            : f->chart == YZ_CHART_PYRAMID ? YZ_XLSX_AGES
                                                           : YZ_XLSX_BARS;
    if (n > 1) yz_xlsx_chart(o->xlsx, as, yz_figure_name(f), at + 1, at + n, LABELS, *r->ask.by ? PARTS + 1 : PARTS);
}

enum yz_status yz_report_export(const struct yz_report_result *r, FILE *file, bool xlsx) {
    const char *headings[] = {_("类"),   _("项目"), _("分"),   yz_report_word(r->ask.by),
                              _("数目"), _("单位"), _("占比"), _("行数"),
                              _("说明"), _("从"),   _("到"),   _("统计时刻"),
                              _("查询")};
    const char *section = "";
    struct yz_out o = {.file = file};
    enum yz_status status =
        xlsx ? yz_xlsx_write_open(&o.xlsx, _("数目"), true) : yz_out_open(&o, file, false, "", YZ_UTF8_BOM);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (i != PARTS || *r->ask.by) yz_out_header(&o, headings[i]);
    yz_out_end_row(&o);
    for (size_t i = 0; i < r->count && yz_out_status(&o) == YZ_OK; i++) {
        const struct yz_report_row *row = &r->rows[i];
        uint32_t at = xlsx ? yz_xlsx_row(o.xlsx) : 0;
        if (*yz_figure_section(row->figure)) section = yz_figure_section(row->figure);
        write_row(&o, r, row, section);
        if (xlsx && row->figure->chart && !*row->label && !*row->part) add_chart(&o, r, i, at);
    }
    return yz_out_close(&o, true);
}

/* --- on paper --- */

static void rule(int columns, struct yz_buffer *out) {
    for (int i = 0; i < columns; i++) yz_buffer_byte(out, '-');
    yz_buffer_byte(out, '\n');
}

/* The largest number beside it, for the length of its bar. */
static double largest(const struct yz_report_result *r, size_t i) {
    double most = 0;
    const struct yz_report_row *row = &r->rows[i];
    for (size_t k = 0; k < r->count; k++)
        if (r->rows[k].figure == row->figure && *r->rows[k].label && r->rows[k].split == row->split &&
            !r->rows[k].few && r->rows[k].value > most)
            most = r->rows[k].value;
    return most;
}

static void lay_note(const char *note, int columns, struct yz_buffer *out) {
    char line[448];
    snprintf(line, sizeof line, "    %s", note);
    yz_paper_wrap(line, columns, 4, out);
}

static void lay_few(const struct yz_figure *f, int columns, struct yz_buffer *out) {
    char note[128];
    snprintf(note, sizeof note, "不公开：不足 %lld，或者会让人推算出不足 %lld 的数", (long long)f->few,
             (long long)f->few);
    lay_note(note, columns, out);
}

static void lay_row(const struct yz_report_result *r, size_t i, int columns, struct yz_buffer *out) {
    const struct yz_report_row *row = &r->rows[i];
    char line[512], value[32], percent[16];
    bool divided = *row->label != '\0';
    int n = snprintf(line, sizeof line, "%s%s%s%s", *row->part ? "  " : "", divided ? "  " : "",
                     *row->part && !divided ? row->part
                     : divided              ? row->label
                                            : row->figure->name,
                     "");
    int used = yz_paper_width(line), wide = columns - 34 > 20 ? columns - 44 : columns - 24;
    yz_buffer_append(out, line, (size_t)n);
    if (row->few) yz_copy(value, sizeof value, "不公开");
    else yz_report_value(row, value);
    int right = wide + 10 - used - yz_paper_width(value);
    yz_buffer_printf(out, "%*s%s %s", right > 1 ? right : 1, "", value, row->figure->unit);
    int unit = yz_paper_width(row->figure->unit);
    yz_buffer_printf(out, "%*s%5s", unit < 6 ? 6 - unit : 1, "",
                     yz_report_share_text(yz_report_share_told(row), percent));
    double most = divided && row->figure->chart && columns > 60 && !row->few ? largest(r, i) : 0;
    for (int k = 0; most > 0 && k < (int)(row->value / most * 10 + 0.5); k++) yz_buffer_text(out, k ? "█" : " █");
    while (out->length && out->data[out->length - 1] == ' ') out->length--;
    yz_buffer_byte(out, '\n');
    if (row->rising || row->none) lay_note(row->remark, columns, out);
}

void yz_report_lay(struct yz_session *s, const struct yz_report_result *r, int columns, struct yz_buffer *out) {
    char line[256], from[YZ_DATE_TEXT], to[YZ_DATE_TEXT], at[YZ_MOMENT_TEXT];
    struct yz_community community = {0};
    bool few = false;
    yz_the_community(s, &community);
    snprintf(line, sizeof line, "%s  %s%s%s%s", r->stations ? "区县各站" : community.name, r->ask.report->name,
             *r->ask.by ? "  按" : "", *r->ask.by ? yz_report_word(r->ask.by) : "", *r->ask.by ? "分" : "");
    yz_paper_wrap(line, columns, 0, out);
    int n = snprintf(line, sizeof line, "%s 至 %s  %s 统计", yz_date_text(r->ask.from, from),
                     yz_date_text(r->ask.to, to), yz_moment_text(r->as_of, at));
    if (r->stations) snprintf(line + n, sizeof line - (size_t)n, "（%zu 个驿站传到区县的）", r->stations);
    else snprintf(line + n, sizeof line - (size_t)n, "（日志第 %lld 行）", (long long)r->head);
    yz_paper_wrap(line, columns, 0, out);
    rule(columns, out);
    for (size_t i = 0; i < r->count; i++) {
        const struct yz_figure *f = r->rows[i].figure;
        if (*f->section && (!i || r->rows[i - 1].figure != f)) yz_buffer_printf(out, "【%s】\n", f->section);
        lay_row(r, i, columns, out);
        bool last = i + 1 == r->count || r->rows[i + 1].figure != f;
        few |= r->rows[i].few;
        if (last && *f->note) lay_note(f->note, columns, out);
        if (last && few) lay_few(f, columns, out);
        few &= !last;
    }
    rule(columns, out);
    snprintf(line, sizeof line, "数法和来源：%s", r->ask.report->source);
    yz_paper_wrap(line, columns, 4, out);
    if (community.invented) yz_paper_wrap("演示数据：人物均为虚构，不作凭证。", columns, 0, out);
}

enum yz_status yz_report_run_chinese(struct yz_session *s, const struct yz_report_ask *ask,
                                     struct yz_report_result *out) {
    char language[32];
    yz_copy(language, sizeof language, yz_language_name());
    yz_language("zh");
    enum yz_status status = yz_report_run(s, ask, out);
    yz_language(language);
    return status;
}

/* What was counted in another language is counted again. */
static enum yz_status lay_chinese(struct yz_session *s, const struct yz_report_result *r, int columns,
                                  struct yz_buffer *out) {
    struct yz_report_result chinese;
    char language[32];
    yz_copy(language, sizeof language, yz_language_name());
    if (strcmp(language, "zh") == 0) return yz_report_lay(s, r, columns, out), YZ_OK;
    enum yz_status status = yz_report_run_chinese(s, &r->ask, &chinese);
    if (status != YZ_OK) return status;
    yz_language("zh");
    yz_report_lay(s, &chinese, columns, out);
    yz_language(language);
    yz_report_free(&chinese);
    return YZ_OK;
}

enum yz_status yz_report_print(struct yz_session *s, const struct yz_report_result *r, const struct yz_print *to) {
    struct yz_buffer text = {0};
    int columns = to->columns ? to->columns : to->way == YZ_PRINT_DEVICE ? YZ_COLUMNS_80MM : YZ_COLUMNS_A4;
    enum yz_status status = lay_chinese(s, r, columns, &text);
    if (status == YZ_OK && text.failed) status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (status == YZ_OK) status = yz_print_text(s, YZ_PAPER_REPORT, r->ask.report->name, yz_buffer_string(&text), to);
    yz_buffer_free(&text);
    return status;
}
