/* The CSV writer, and the guards that it puts before cells (see csv.h). */
#include "base/csv.h"

#include <errno.h>
#include <string.h>
#include <yizhan/i18n.h>

#define FLUSH_AT 32768 /* bytes of finished rows */

static void fail(struct yz_csv_writer *w, enum yz_status status) {
    if (w->status == YZ_OK) w->status = status;
}

static void write_bytes(struct yz_csv_writer *w) {
    if (w->file && w->own.length && fwrite(w->own.data, 1, w->own.length, w->file) != w->own.length)
        fail(w, yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno)));
    yz_buffer_clear(&w->own);
}

static void flush(struct yz_csv_writer *w) {
    if (w->row.failed) fail(w, yz_fail(YZ_BUSY, _("内存不足")));
    if (w->status == YZ_OK && w->row.length)
        fail(w, yz_encode(w->encoding, w->row.data, w->row.length, w->out ? w->out : &w->own, NULL));
    yz_buffer_clear(&w->row);
    write_bytes(w);
}

void yz_csv_write_open(struct yz_csv_writer *w, FILE *file, struct yz_buffer *out, enum yz_encoding encoding) {
    size_t n;
    *w = (struct yz_csv_writer){.file = file, .out = out, .encoding = encoding};
    const char *bom = yz_encoding_bom(encoding, &n);
    yz_buffer_append(out ? out : &w->own, bom, n);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t digits(const char *s) {
    size_t n = 0;
    while (is_digit(s[n])) n++;
    return n;
}

/* 3-2, 3-1901, 1/2, 1-2-3: spreadsheets read days and months. A date that begins with its year is one, and may stay. */
static bool reads_as_day(const char *s) {
    for (int group = 0; group < 3; group++) {
        size_t n = digits(s);
        if (n == 0 || n > (group ? 4 : 2)) return false;
        s += n;
        if (*s == '\0') return group > 0;
        if (*s != '-' && *s != '/') return false;
        s++;
    }
    return false;
}

/* Would Excel or WPS turn these digits into another text? */
static bool is_spoilt(const char *s) {
    size_t n = digits(s);
    if (n == 0) return false;
    if (s[n] == '\0') return n >= 12 || (n > 1 && s[0] == '0');
    if (s[n] == 'e' || s[n] == 'E') {
        size_t exponent = digits(s + n + 1);
        return exponent > 0 && s[n + 1 + exponent] == '\0';
    }
    return reads_as_day(s);
}

/* Signs that may begin a formula, the full-width ones that Chinese Excel takes too, and the guards themselves. */
static bool begins_formula(const char *s) {
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (*s && strchr("=+-@\t\r\n'", *s)) return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(s, wide[i], 3) == 0) return true;
    return false;
}

/* Quotes where RFC 4180 asks for them, and where a bare cell would be taken for something else: a separator of another
 * kind, a byte order mark, a line "sep=;", padding. */
static bool needs_quotes(const char *text, size_t n) {
    return strpbrk(text, ",;\"\r\n\t") || (n && (text[0] == ' ' || text[n - 1] == ' ')) ||
           strncmp(text, "\xEF\xBB\xBF", 3) == 0 || strncmp(text, "sep=", 4) == 0;
}

static void put_cell(struct yz_csv_writer *w, const char *guard, const char *text) {
    struct yz_buffer *row = &w->row;
    size_t n = strlen(text);
    if (w->cells++) yz_buffer_byte(row, ',');
    bool quoted = *guard == '\t' || needs_quotes(text, n);
    if (!quoted) {
        yz_buffer_text(row, guard);
        yz_buffer_append(row, text, n);
        return;
    }
    yz_buffer_byte(row, '"');
    yz_buffer_text(row, guard);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        yz_buffer_append(row, text, (size_t)(quote - text));
        yz_buffer_append(row, "\"\"", 2);
    }
    yz_buffer_text(row, text);
    yz_buffer_byte(row, '"');
}

void yz_csv_cell(struct yz_csv_writer *w, const char *text) {
    if (!text) text = "";
    put_cell(w, begins_formula(text) ? "'" : is_spoilt(text) ? "\t" : "", text);
}

void yz_csv_cell_raw(struct yz_csv_writer *w, const char *text) {
    put_cell(w, "", text ? text : "");
}

void yz_csv_end_row(struct yz_csv_writer *w) {
    if (w->cells == 1 && w->row.length == w->row_start)
        yz_buffer_append(&w->row, "\"\"", 2); /* a bare empty line would be no row */
    yz_buffer_append(&w->row, "\r\n", 2);
    w->cells = 0;
    if (w->row.length >= FLUSH_AT || w->row.failed) flush(w);
    w->row_start = w->row.length;
}

enum yz_status yz_csv_write_close(struct yz_csv_writer *w) {
    if (w->cells) yz_csv_end_row(w);
    flush(w);
    if (w->out && w->out->failed) fail(w, yz_fail(YZ_BUSY, _("内存不足")));
    if (w->file && w->status == YZ_OK && fflush(w->file) != 0)
        fail(w, yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno)));
    yz_buffer_free(&w->row);
    yz_buffer_free(&w->own);
    return w->status;
}

char *yz_csv_unguard(char *cell) {
    size_t n = strlen(cell);
    if (cell[0] == '\t') return cell + 1;
    if (cell[0] == '\'' && (begins_formula(cell + 1) || is_digit(cell[1]))) return cell + 1;
    if (n >= 4 && cell[0] == '=' && cell[1] == '"' && strchr(cell + 2, '"') == cell + n - 1) {
        cell[n - 1] = '\0';
        return cell + 2;
    }
    return cell;
}
