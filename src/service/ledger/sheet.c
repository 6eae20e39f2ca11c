/* A file as a table: read whole, decoded, cut into cells where it lies; or a workbook's sheet. */
#include "service/ledger/ledger_private.h"

#include "base/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

enum { PIECE = 1 << 20, MOST = 512 << 20, LOOK = 4096, CELLS_MOST = 48 << 20 };

static enum yz_status read_all(int fd, const char *path, struct yz_buffer *out) {
    for (;;) {
        char *to = yz_buffer_reserve(out, PIECE);
        if (!to) return yz_fail(YZ_BUSY, _("内存不足"));
        ssize_t n = read(fd, to, PIECE);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(errno));
        if (n == 0) return YZ_OK;
        out->length += (size_t)n;
        out->data[out->length] = '\0';
        if (out->length > MOST) return yz_fail(YZ_REFUSED, _("%s 太大，请分成几个文件导入"), path);
    }
}

static enum yz_status load(const char *path, struct yz_buffer *out) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(errno));
    enum yz_status status = YZ_OK;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) status = yz_fail(YZ_REFUSED, _("%s 是一个文件夹"), path);
    if (status == YZ_OK) status = read_all(fd, path, out);
    close(fd);
    return status;
}

static bool begins(const struct yz_buffer *b, const char *magic, size_t n) {
    return b->length >= n && memcmp(b->data, magic, n) == 0;
}

static bool is_workbook(const struct yz_buffer *b) {
    return begins(b, "PK\003\004", 4);
}

static bool ends_in(const char *path, const char *ending) {
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && strcasecmp(path + n - m, ending) == 0;
}

/* The container of the old Office: what lies in it is named in UTF-16 somewhere. */
static enum yz_status refuse_old(const char *path, const struct yz_buffer *b) {
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if (memmem(b->data, b->length, locked, sizeof locked - 1))
        return yz_fail(YZ_REFUSED, _("%s 加了密码，读不了；请用表格软件打开、去掉密码另存再导入"), path);
    return yz_fail(YZ_REFUSED,
                   _("%s 是旧式 Excel 或 WPS 工作簿（.xls、.et）；请在表格软件里另存为 .xlsx 或 CSV 再导入"), path);
}

/* What else people hand in. */
static enum yz_status check_kind(const char *path, const struct yz_buffer *b) {
    if (b->length == 0) return yz_fail(YZ_REFUSED, _("%s 是空文件"), path);
    if (begins(b, "\xD0\xCF\x11\xE0", 4)) return refuse_old(path, b);
    if (begins(b, "%PDF", 4)) return yz_fail(YZ_REFUSED, _("%s 是 PDF 文件，不是 CSV 表格"), path);
    if (begins(b, "<html", 5) || begins(b, "<!DOCTYPE", 9) || begins(b, "<table", 6))
        return yz_fail(YZ_REFUSED, _("%s 是网页，不是表格文件；请用表格软件打开，另存为 .xlsx 或 CSV 再导入"), path);
    if (ends_in(path, ".xlsx") && !is_workbook(b))
        return yz_fail(
            YZ_REFUSED,
            _("%s 的名字以 .xlsx 结尾，内容却不是工作簿（是改了名的文件）；真是 CSV 的，把名字改回 .csv 再导入"), path);
    return YZ_OK;
}

/* Text has hardly any control characters. */
static bool is_binary(const struct yz_decoded *d, size_t bytes) {
    size_t look = d->length < LOOK ? d->length : LOOK, control = 0;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)d->text[i];
        control += (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1B) || c == 0x7F;
    }
    return control > 2 + look / 20 || d->bad_count > 4 + bytes / 20;
}

static bool make_room(struct yz_sheet *s, size_t cells) {
    if (s->count == s->row_room) {
        size_t room = s->row_room ? 2 * s->row_room : 1024;
        struct yz_sheet_row *rows = realloc(s->rows, room * sizeof *rows);
        if (!rows) return false;
        s->rows = rows;
        s->row_room = room;
    }
    if (s->cell_count + cells > s->cell_room) {
        size_t room = s->cell_room + s->cell_room / 2 + cells + 4096;
        uint32_t *more = realloc(s->cells, room * sizeof *more);
        if (!more) return false;
        s->cells = more;
        s->cell_room = room;
    }
    return true;
}

/* Rows that cannot be read are kept, without cells, to be told. */
static enum yz_status cut(struct yz_sheet *s, size_t length) {
    struct yz_csv csv;
    enum yz_csv_answer answer;
    char **cells;
    size_t n;
    yz_csv_open(&csv, s->text, length);
    while ((answer = yz_csv_row(&csv, &cells, &n)) != YZ_CSV_END && answer != YZ_CSV_NO_MEMORY) {
        if (!make_room(s, n)) break;
        struct yz_sheet_row *row = &s->rows[s->count++];
        *row = (struct yz_sheet_row){(uint32_t)csv.line, (uint32_t)s->cell_count, (uint32_t)n, answer};
        for (size_t i = 0; i < n; i++) s->cells[s->cell_count++] = (uint32_t)(yz_csv_unguard(cells[i]) - s->text);
    }
    yz_csv_close(&csv);
    return answer == YZ_CSV_END ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

static enum yz_status decode(struct yz_sheet *s, const char *path, const char *encoding, const struct yz_buffer *b,
                             size_t *length) {
    struct yz_decoded d;
    s->encoding = yz_encoding_detect(b->data, b->length);
    if (encoding && !yz_encoding_parse(encoding, &s->encoding))
        return yz_fail(YZ_USAGE, _("不认识编码 %s；有 utf-8 gb18030 utf-16le"), encoding);
    enum yz_status status = yz_decode(s->encoding, b->data, b->length, &d);
    if (status != YZ_OK) return status;
    s->text = d.text;
    s->damaged = d.bad_count > 0;
    *length = d.length;
    if (is_binary(&d, b->length)) return yz_fail(YZ_REFUSED, _("%s 不是文本表格；请另存为 CSV 再导入"), path);
    return YZ_OK;
}

/* --- workbooks --- */

static void set_cell(struct yz_sheet *s, struct yz_sheet_row *row, uint32_t column, uint32_t text) {
    if (column >= row->cells) { /* a copy at the end, where it can grow */
        for (uint32_t i = 0; i <= column; i++)
            s->cells[s->cell_count + i] = i < row->cells ? s->cells[row->first + i] : 0;
        row->first = (uint32_t)s->cell_count;
        row->cells = column + 1;
        s->cell_count += row->cells;
    }
    s->cells[row->first + column] = text;
}

static bool take_row(void *ctx, uint32_t line, const uint32_t *cells, uint32_t count) {
    struct yz_sheet *s = ctx;
    if (!make_room(s, count)) return false;
    s->rows[s->count++] = (struct yz_sheet_row){line, (uint32_t)s->cell_count, count, YZ_CSV_ROW};
    memcpy(s->cells + s->cell_count, cells, count * sizeof *cells);
    s->cell_count += count;
    return true;
}

/* The first row at or below a line. */
static size_t row_at(const struct yz_sheet *s, uint32_t line) {
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->rows[middle].line < line) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* What stands in the first of merged cells holds for all of them. */
static bool take_merged(void *ctx, uint32_t column, uint32_t from, uint32_t to) {
    struct yz_sheet *s = ctx;
    size_t at = row_at(s, from);
    if (at == s->count || s->rows[at].line != from || column >= s->rows[at].cells) return true;
    uint32_t text = s->cells[s->rows[at].first + column];
    while (text && ++at < s->count && s->rows[at].line <= to) {
        struct yz_sheet_row *row = &s->rows[at];
        if (column < row->cells && s->cells[row->first + column]) break;
        if (s->cell_count > CELLS_MOST || !make_room(s, column + 1)) return false;
        set_cell(s, &s->rows[at], column, text);
    }
    return true;
}

static enum yz_status take_workbook(struct yz_sheet *s, const char *name, const struct yz_buffer *bytes) {
    struct yz_buffer text = {0};
    const struct yz_xlsx_sink sink = {.text = &text,
                                      .row = take_row,
                                      .merged = take_merged,
                                      .ctx = s,
                                      .sheets = &s->sheets,
                                      .names = s->names,
                                      .names_room = sizeof s->names,
                                      .read = s->read,
                                      .read_room = sizeof s->read,
                                      .only = s->only};
    enum yz_status status = yz_xlsx_read(bytes->data, bytes->length, name, &sink);
    s->encoding = YZ_UTF8;
    s->workbook = true;
    s->text = yz_buffer_take(&text, &(size_t){0});
    yz_buffer_free(&text);
    return status;
}

enum yz_status yz_sheet_take(struct yz_sheet *s, const char *name, const char *encoding,
                             const struct yz_buffer *bytes) {
    size_t length = 0;
    enum yz_status status = check_kind(name, bytes);
    if (status == YZ_OK && is_workbook(bytes)) return take_workbook(s, name, bytes);
    if (status == YZ_OK) status = decode(s, name, encoding, bytes, &length);
    return status == YZ_OK ? cut(s, length) : status;
}

enum yz_status yz_sheet_read(struct yz_sheet *s, const char *path, const char *encoding) {
    struct yz_buffer bytes = {0};
    enum yz_status status = load(path, &bytes);
    if (status == YZ_OK) status = yz_sheet_take(s, path, encoding, &bytes);
    yz_buffer_free(&bytes);
    return status;
}

const char *yz_sheet_cell(const struct yz_sheet *s, size_t row, int column) {
    const struct yz_sheet_row *r = &s->rows[row];
    if (column < 0 || (uint32_t)column >= r->cells) return "";
    return s->text + s->cells[r->first + (uint32_t)column];
}

void yz_sheet_free(struct yz_sheet *s) {
    free(s->text);
    free(s->rows);
    free(s->cells);
    *s = (struct yz_sheet){0};
}
