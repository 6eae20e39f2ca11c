/* Writing a workbook by libxlsxwriter: row by row into a file of its own, which is then copied out. */
#include "base/xlsx.h"
#include "base/xlsx_late.h"

#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

enum { COLUMNS = 256, WIDEST = 40, NARROWEST = 6, PIECE = 1 << 16 };

struct yz_xlsx_writer {
    lxw_workbook *book;
    lxw_worksheet *sheet, *charts_sheet; /* the latter made with the first chart */
    lxw_format *bold, *date, *text, *percent;
    lxw_row_t row;
    lxw_col_t column;
    int widths[COLUMNS];
    lxw_error error;
    unsigned charts;
    lxw_row_t chart_row, chart_next; /* where they stand, and the first row below them */
    char name[32], path[512];
};

/* The folder for passing files is the system's; nobody else can read what lies there. */
static bool passing_file(struct yz_xlsx_writer *w) {
    const char *folder = getenv("TMPDIR");
    snprintf(w->path, sizeof w->path, "%s/yizhan-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(w->path);
    if (fd < 0) w->path[0] = '\0';
    else close(fd);
    return fd >= 0;
}

static enum yz_status failed(struct yz_xlsx_writer *w, const char *why) {
    if (w->path[0]) unlink(w->path);
    free(w);
    return yz_fail(YZ_BUSY, _("写文件失败：%s"), why);
}

/* On paper all columns stand on one page, with the header on each. */
static void set_page(lxw_worksheet *sheet) {
    enum { A4 = 9 };
    yz_lxw.worksheet_set_paper(sheet, A4);
    yz_lxw.worksheet_set_landscape(sheet);
    yz_lxw.worksheet_fit_to_pages(sheet, 1, 0);
    yz_lxw.worksheet_repeat_rows(sheet, 0, 0);
}

enum yz_status yz_xlsx_write_open(struct yz_xlsx_writer **out, const char *name, bool charts) {
    lxw_workbook_options options = {.constant_memory = charts ? LXW_FALSE : LXW_TRUE};
    struct yz_xlsx_writer *w = calloc(1, sizeof *w);
    *out = NULL;
    if (!w) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status loaded = yz_lxw_load();
    if (loaded != YZ_OK) return free(w), loaded;
    if (!passing_file(w)) return failed(w, yz_errno_text(errno));
    w->book = yz_lxw.workbook_new_opt(w->path, &options);
    w->sheet = w->book ? yz_lxw.workbook_add_worksheet(w->book, name) : NULL;
    if (!w->sheet) return failed(w, _("内存不足"));
    set_page(w->sheet);
    w->bold = yz_lxw.workbook_add_format(w->book);
    w->date = yz_lxw.workbook_add_format(w->book);
    w->text = yz_lxw.workbook_add_format(w->book);
    w->percent = yz_lxw.workbook_add_format(w->book);
    yz_copy(w->name, sizeof w->name, name);
    yz_lxw.format_set_num_format(w->percent, "0.00%");
    yz_lxw.format_set_bold(w->bold);
    yz_lxw.format_set_num_format(w->date, "yyyy-mm-dd");
    yz_lxw.format_set_num_format(w->text, "@");
    *out = w;
    return YZ_OK;
}

static void note(struct yz_xlsx_writer *w, lxw_error error, int width) {
    if (error && !w->error) w->error = error;
    if (w->column < COLUMNS && width > w->widths[w->column]) w->widths[w->column] = width;
    w->column++;
}

static void put(struct yz_xlsx_writer *w, const char *text, lxw_format *format) {
    /* A cell holds 32,767 characters, and the library refuses more. */
    char cut[32768];
    if (strlen(text) >= sizeof cut) {
        yz_copy(cut, sizeof cut, text);
        text = cut;
    }
    note(w, *text ? yz_lxw.worksheet_write_string(w->sheet, w->row, w->column, text, format) : LXW_NO_ERROR,
         yz_text_width(text));
}

void yz_xlsx_header(struct yz_xlsx_writer *w, const char *text) {
    put(w, text, w->bold);
    yz_lxw.worksheet_freeze_panes(w->sheet, w->row + 1, 0);
}

void yz_xlsx_text(struct yz_xlsx_writer *w, const char *text) {
    put(w, text, w->text);
}

void yz_xlsx_amount(struct yz_xlsx_writer *w, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (!*text || *end || strspn(text, "-.0123456789") != strlen(text)) return put(w, text, w->text);
    note(w, yz_lxw.worksheet_write_number(w->sheet, w->row, w->column, value, NULL), (int)strlen(text));
}

void yz_xlsx_date(struct yz_xlsx_writer *w, yz_date day) {
    lxw_datetime when = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100};
    char text[YZ_DATE_TEXT];
    if (!day) note(w, LXW_NO_ERROR, 0);
    else if (when.year < 1901) put(w, yz_date_text(day, text), w->text); /* a spreadsheet's days begin in 1900 */
    else note(w, yz_lxw.worksheet_write_datetime(w->sheet, w->row, w->column, &when, w->date), 10);
}

void yz_xlsx_percent(struct yz_xlsx_writer *w, double percent) {
    if (percent < 0) return note(w, LXW_NO_ERROR, 0);
    note(w, yz_lxw.worksheet_write_number(w->sheet, w->row, w->column, percent / 100, w->percent),
         (int)strlen("100.00%"));
}

uint32_t yz_xlsx_row(const struct yz_xlsx_writer *w) {
    return w->row;
}

enum {
    CHART_ROWS = 16,
    CHART_COLUMNS = 8,
    CHART_BARS = 9,
    CHARTS_BESIDE = 2
}; /* what one takes, and how many stand side by side */

/* Each has its name; the library lets them begin below. */
static void each_bar(lxw_chart *chart, enum yz_xlsx_chart chart_as) {
    yz_lxw.chart_axis_set_interval_unit(chart->y_axis, 1);
    if (chart_as == YZ_XLSX_BARS) yz_lxw.chart_axis_set_reverse(chart->y_axis);
}

/* As high as its bars need. */
static lxw_error insert(struct yz_xlsx_writer *w, lxw_chart *chart, uint32_t bars) {
    double scale = bars > CHART_BARS ? (double)bars / CHART_BARS : 1;
    lxw_chart_options options = {.x_scale = 1, .y_scale = scale};
    lxw_row_t rows = (lxw_row_t)(CHART_ROWS * scale + 1);
    lxw_col_t column = CHART_COLUMNS * (w->charts % CHARTS_BESIDE);
    if (!column) w->chart_row = w->chart_next;
    if (w->chart_next < w->chart_row + rows) w->chart_next = w->chart_row + rows;
    w->charts++;
    return yz_lxw.worksheet_insert_chart_opt(w->charts_sheet, w->chart_row, column, chart, &options);
}

void yz_xlsx_chart(struct yz_xlsx_writer *w, enum yz_xlsx_chart chart_as, const char *title, uint32_t from, uint32_t to,
                   unsigned labels, unsigned values) {
    if (!w->charts_sheet) w->charts_sheet = yz_lxw.workbook_add_worksheet(w->book, _("图"));
    if (w->charts_sheet && !w->charts) set_page(w->charts_sheet);
    lxw_chart *chart = yz_lxw.workbook_add_chart(w->book, chart_as == YZ_XLSX_LINE ? LXW_CHART_LINE : LXW_CHART_BAR);
    lxw_chart_series *series = chart ? yz_lxw.chart_add_series(chart, NULL, NULL) : NULL;
    if (!series || !w->charts_sheet) {
        w->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
        return;
    }
    yz_lxw.chart_series_set_categories(series, w->name, from, (lxw_col_t)labels, to, (lxw_col_t)labels);
    yz_lxw.chart_series_set_values(series, w->name, from, (lxw_col_t)values, to, (lxw_col_t)values);
    yz_lxw.chart_title_set_name(chart, title);
    yz_lxw.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    if (chart_as != YZ_XLSX_LINE) each_bar(chart, chart_as);
    lxw_error error = insert(w, chart, chart_as == YZ_XLSX_LINE ? 1 : to - from + 1);
    if (error && !w->error) w->error = error;
}

void yz_xlsx_end_row(struct yz_xlsx_writer *w) {
    w->row++;
    w->column = 0;
}

static enum yz_status copy_out(const char *path, FILE *file) {
    char piece[PIECE];
    size_t n;
    FILE *from = fopen(path, "rb");
    bool good = from != NULL;
    while (good && (n = fread(piece, 1, sizeof piece, from)) > 0) good = fwrite(piece, 1, n, file) == n;
    good = good && !ferror(from) && fflush(file) == 0;
    int error = errno;
    if (from) fclose(from);
    return good ? YZ_OK : yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(error));
}

enum yz_status yz_xlsx_write_close(struct yz_xlsx_writer *w, FILE *file) {
    if (!w) return YZ_OK;
    for (lxw_col_t i = 0; i < COLUMNS && w->widths[i]; i++) {
        int width = w->widths[i] + 2 < NARROWEST ? NARROWEST : w->widths[i] + 2 > WIDEST ? WIDEST : w->widths[i] + 2;
        yz_lxw.worksheet_set_column(w->sheet, i, i, width, NULL);
    }
    errno = 0;
    lxw_error closed = yz_lxw.workbook_close(w->book), error = w->error ? w->error : closed;
    enum yz_status status = YZ_OK;
    if (error) status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno ? errno : EIO));
    else if (file) status = copy_out(w->path, file);
    unlink(w->path);
    free(w);
    return status;
}
