/* One sheet: rows of cells, and which cells are merged. */
#include "base/xlsx_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { MERGES = 1 << 18 };
#define CELLS_MOST (UINT64_C(32) << 20)

struct merge {
    uint32_t column, from, to;
};

struct sheet {
    bool look, wide, phonetic;
    uint32_t line, column, count; /* of the row in hand */
    uint32_t cells[YZ_XLSX_COLUMNS];
    char type[12];
    size_t form;
    struct merge *merges;
    size_t merge_count, merge_room;
};

/* "AB12" → column 27 (from 0), row 12; false when it is none. */
static bool read_place(const char *s, uint32_t *column, uint32_t *line) {
    uint32_t c = 0, l = 0;
    for (; *s >= 'A' && *s <= 'Z' && c < 20000; s++) c = c * 26 + (uint32_t)(*s - 'A' + 1);
    for (; *s >= '0' && *s <= '9' && l < 100000000; s++) l = l * 10 + (uint32_t)(*s - '0');
    if (!c || !l || *s) return false;
    *column = c - 1;
    *line = l;
    return true;
}

static void begin_row(struct sheet *s, const char **a) {
    long line = yz_xlsx_whole(a, "r");
    s->line = line > 0 ? (uint32_t)line : s->line + 1;
    s->column = s->count = 0;
}

static void begin_cell(struct yz_xlsx_part *p, struct sheet *s, const char **a) {
    const char *place = yz_xlsx_attribute(a, "r"), *type = yz_xlsx_attribute(a, "t");
    long form = yz_xlsx_whole(a, "s");
    uint32_t column, line;
    if (place && read_place(place, &column, &line)) s->column = column;
    snprintf(s->type, sizeof s->type, "%s", type ? type : "n");
    s->form = form > 0 ? (size_t)form : 0;
    yz_buffer_clear(&p->text);
}

/* "A2:A9" of one column; of several columns the first one is meant. */
static void add_merge(struct yz_xlsx_part *p, struct sheet *s, const char *range) {
    char from[16], to[16];
    struct merge m;
    uint32_t last;
    size_t n = strcspn(range, ":");
    if (!range[n] || n >= sizeof from || strlen(range + n + 1) >= sizeof to) return;
    snprintf(from, sizeof from, "%.*s", (int)n, range);
    snprintf(to, sizeof to, "%s", range + n + 1);
    if (!read_place(from, &m.column, &m.from) || !read_place(to, &last, &m.to) || m.to <= m.from) return;
    if (s->merge_count == MERGES) return;
    if (s->merge_count == s->merge_room) {
        size_t room = s->merge_room ? 2 * s->merge_room : 64;
        struct merge *more = realloc(s->merges, room * sizeof *more);
        if (!more) return yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
        s->merges = more;
        s->merge_room = room;
    }
    s->merges[s->merge_count++] = m;
}

static void sheet_start(struct yz_xlsx_part *p, const char *name, const char **a) {
    struct sheet *s = p->ctx;
    if (strcmp(name, "row") == 0) begin_row(s, a);
    else if (strcmp(name, "c") == 0) begin_cell(p, s, a);
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) p->gather = !s->phonetic;
    else if (strcmp(name, "rPh") == 0) s->phonetic = true;
    else if (strcmp(name, "mergeCell") == 0 && !s->look && yz_xlsx_attribute(a, "ref"))
        add_merge(p, s, yz_xlsx_attribute(a, "ref"));
}

static uint32_t keep(struct yz_xlsx_part *p, const char *text) {
    struct yz_buffer *out = p->book->sink->text;
    size_t at = out->length;
    if (!*text) return 0;
    yz_buffer_append(out, text, strlen(text) + 1);
    if (out->failed) yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
    return (uint32_t)at;
}

static uint32_t keep_number(struct yz_xlsx_part *p, const struct sheet *s, const char *raw) {
    const struct yz_xlsx_book *b = p->book;
    uint8_t form = s->form < b->form_count ? b->forms[s->form] : YZ_XLSX_PLAIN;
    char text[YZ_XLSX_NUMBER], padded[2 * YZ_XLSX_NUMBER];
    if ((form == YZ_XLSX_DAY || form == YZ_XLSX_MOMENT) && yz_xlsx_day(raw, b->from_1904, text)) {
        if (form == YZ_XLSX_DAY && strlen(text) > 10) text[10] = '\0'; /* a time of day that the cell does not show */
        return keep(p, text);
    }
    yz_xlsx_number(raw, text);
    int missing = form > YZ_XLSX_ZEROS ? form - YZ_XLSX_ZEROS - (int)strlen(text) : 0;
    if (missing <= 0 || strspn(text, "0123456789") != strlen(text)) return keep(p, *text ? text : raw);
    snprintf(padded, sizeof padded, "%.*s%s", missing, "00000000000000000000", text);
    return keep(p, padded);
}

static uint32_t keep_cell(struct yz_xlsx_part *p, const struct sheet *s) {
    const struct yz_xlsx_book *b = p->book;
    const char *raw = yz_buffer_string(&p->text);
    if (!*raw) return 0;
    if (strcmp(s->type, "s") == 0) {
        char *end;
        unsigned long at = strtoul(raw, &end, 10);
        return !*end && at < b->string_count ? b->strings[at] : 0;
    }
    if (strcmp(s->type, "b") == 0) return keep(p, strcmp(raw, "0") == 0 ? "否" : "是");
    return strcmp(s->type, "n") == 0 ? keep_number(p, s, raw) : keep(p, raw);
}

static void end_cell(struct yz_xlsx_part *p, struct sheet *s) {
    uint32_t at = s->look ? p->text.length > 0 : keep_cell(p, s);
    if (at && s->column >= YZ_XLSX_COLUMNS)
        return yz_xlsx_stop(p, yz_fail(YZ_REFUSED,
                                       _("%1$s 第 %2$u 行在第 %3$d 列以后还有内容，不像台账；请只留要导入的列"),
                                       p->book->name, (unsigned)s->line, YZ_XLSX_COLUMNS));
    if (at) {
        while (s->count < s->column) s->cells[s->count++] = 0;
        s->cells[s->column] = at;
        if (s->count <= s->column) s->count = s->column + 1;
    }
    s->column++;
    yz_buffer_clear(&p->text);
}

static void end_row(struct yz_xlsx_part *p, struct sheet *s) {
    const struct yz_xlsx_sink *sink = p->book->sink;
    size_t told = 0;
    for (uint32_t i = 0; i < s->count; i++) told += s->cells[i] != 0;
    if (s->look) {
        s->wide = told >= 2;
        if (s->wide) XML_StopParser(p->parser, XML_FALSE);
        return;
    }
    p->book->cells += s->count;
    if (p->book->cells > CELLS_MOST) yz_xlsx_stop(p, yz_xlsx_too_much(p->book));
    else if (s->count && !sink->row(sink->ctx, s->line, s->cells, s->count))
        yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
}

static void sheet_end(struct yz_xlsx_part *p, const char *name) {
    struct sheet *s = p->ctx;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) p->gather = false;
    else if (strcmp(name, "rPh") == 0) s->phonetic = false;
    else if (strcmp(name, "c") == 0) end_cell(p, s);
    else if (strcmp(name, "row") == 0) end_row(p, s);
}

enum yz_status yz_xlsx_sheet(struct yz_xlsx_book *b, const char *path, bool look, bool *wide) {
    struct sheet *s = calloc(1, sizeof *s);
    if (!s) return yz_fail(YZ_BUSY, _("内存不足"));
    s->look = look;
    struct yz_xlsx_part part = {.book = b, .start = sheet_start, .end = sheet_end, .ctx = s};
    enum yz_status status = yz_xlsx_part(&part, path, true);
    *wide = s->wide;
    if (look && s->wide) status = YZ_OK; /* it was stopped */
    for (size_t i = 0; i < s->merge_count && status == YZ_OK; i++)
        if (!b->sink->merged(b->sink->ctx, s->merges[i].column, s->merges[i].from, s->merges[i].to))
            status = yz_fail(YZ_BUSY, _("内存不足"));
    free(s->merges);
    free(s);
    return status;
}
