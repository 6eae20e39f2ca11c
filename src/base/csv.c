/* The CSV reader. A row is first measured and only then changed, so that a quote that is never closed costs one line
 * and not the rest of the file. */
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

struct yz_csv_span {
    char *from, *to;
    bool rewrite; /* quotes within must be taken out */
};

/* Where the quote opened at `p` closes, before `limit`; NULL when it does not. */
static char *closing_quote(char *p, char *limit, bool *doubled) {
    for (char *q = p + 1; q < limit && (q = memchr(q, '"', (size_t)(limit - q))) != NULL; q += 2) {
        if (q + 1 >= limit || q[1] != '"') return q;
        *doubled = true;
    }
    return NULL;
}

struct tally {
    size_t lines, total, before; /* lines that hold the candidate; how often in all, and up to the last line end */
};

static void end_line(struct tally tally[3]) {
    for (int i = 0; i < 3; i++) {
        tally[i].lines += tally[i].total > tally[i].before;
        tally[i].before = tally[i].total;
    }
}

static const char candidates[] = ",;\t";

static int candidate(char c) {
    return c == ',' ? 0 : c == ';' ? 1 : c == '\t' ? 2 : -1;
}

/* Counts candidates outside quotes in the first lines: the one that most lines hold wins, then the most frequent. */
static char detect(char *s, char *end) {
    struct tally tally[3] = {0};
    bool cell_begins = true, quotes = true, doubled;
    if (end - s > 65536) end = s + 65536;
    for (; s < end; s++) {
        if (*s == '"' && cell_begins && quotes) {
            char *close = closing_quote(s, end, &doubled);
            quotes = close != NULL; /* one that is never closed: from here on quotes say nothing */
            s = close ? close : s;
            cell_begins = false;
            continue;
        }
        int hit = candidate(*s);
        bool line_ends = *s == '\n' || *s == '\r';
        if (hit >= 0) tally[hit].total++;
        if (line_ends) end_line(tally);
        cell_begins = hit >= 0 || line_ends;
    }
    end_line(tally);
    int best = 0;
    for (int i = 1; i < 3; i++)
        if (tally[i].lines > tally[best].lines ||
            (tally[i].lines == tally[best].lines && tally[i].total > tally[best].total))
            best = i;
    return candidates[best];
}

static char *after_line_end(char *p, const char *end) {
    if (p < end && *p == '\r' && p + 1 < end && p[1] == '\n') return p + 2;
    return p < end ? p + 1 : p;
}

static char *line_end(char *p, const char *end) {
    while (p < end && *p != '\n' && *p != '\r') p++;
    return p;
}

void yz_csv_open(struct yz_csv *csv, char *buffer, size_t length) {
    *csv = (struct yz_csv){.at = buffer, .end = buffer + length, .next_line = 1, .length = length};
    if (length >= 3 && memcmp(buffer, "\xEF\xBB\xBF", 3) == 0) csv->at += 3;
    char *first = line_end(csv->at, csv->end);
    if (first - csv->at == 5 && memcmp(csv->at, "sep=", 4) == 0) {
        csv->separator = csv->at[4];
        csv->at = after_line_end(first, csv->end);
        csv->next_line = 2;
    } else {
        csv->separator = detect(csv->at, csv->end);
    }
}

void yz_csv_close(struct yz_csv *csv) {
    free(csv->cells);
    free(csv->spans);
    *csv = (struct yz_csv){0};
}

static bool grow(struct yz_csv *csv) {
    size_t room = csv->room ? 2 * csv->room : 32;
    char **cells = realloc(csv->cells, room * sizeof *cells);
    if (cells) csv->cells = cells;
    struct yz_csv_span *spans = realloc(csv->spans, room * sizeof *spans);
    if (spans) csv->spans = spans;
    if (!cells || !spans) return false;
    csv->room = room;
    return true;
}

static char *unquoted_end(const struct yz_csv *csv, char *p) {
    char separator = csv->separator, *end = csv->end;
    while (p < end && *p != separator && *p != '\n' && *p != '\r') p++;
    return p;
}

/* Measures the cell at `p`; answers where it ends (a separator, a line end, the end), NULL for a quote not closed. */
static char *measure(const struct yz_csv *csv, char *p, char *limit, struct yz_csv_span *span) {
    span->rewrite = false;
    span->from = p;
    if (p >= csv->end || *p != '"') return span->to = unquoted_end(csv, p);
    char *close = closing_quote(p, limit, &span->rewrite);
    if (!close) return NULL;
    char *stop = unquoted_end(csv, close + 1);
    span->from = p + 1;
    span->to = close;
    if (stop != close + 1) { /* text behind the closing quote belongs to the cell */
        span->rewrite = true;
        span->to = stop;
    }
    return stop;
}

static void rewrite(struct yz_csv_span *span) {
    char *to = span->from, *p = span->from;
    bool quoted = true;
    while (p < span->to) {
        if (quoted && *p == '"') {
            p++;
            quoted = p < span->to && *p == '"';
            if (!quoted) continue;
        }
        *to++ = *p++;
    }
    span->to = to;
}

/* Line ends in a cell, CRLF as one. */
static size_t count_lines(const char *p, const char *end) {
    size_t count = 0;
    for (; p < end; p++) count += *p == '\n' || (*p == '\r' && !(p + 1 < end && p[1] == '\n'));
    return count;
}

/* Once many quotes were left open, cells may no longer span lines: else each would cost a pass over the whole rest. */
static char *quote_limit(const struct yz_csv *csv) {
    return csv->rescanned > 4 * csv->length ? line_end(csv->at, csv->end) : csv->end;
}

static enum yz_csv_answer unclosed(struct yz_csv *csv, const char *limit) {
    csv->rescanned += (size_t)(limit - csv->at);
    csv->at = after_line_end(line_end(csv->at, csv->end), csv->end);
    csv->next_line = csv->line + 1;
    csv->lines = 1;
    return YZ_CSV_UNCLOSED;
}

static void skip_empty_lines(struct yz_csv *csv) {
    while (csv->at < csv->end && (*csv->at == '\n' || *csv->at == '\r')) {
        csv->at = after_line_end(csv->at, csv->end);
        csv->next_line++;
    }
}

static void finish(struct yz_csv *csv, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct yz_csv_span *span = &csv->spans[i];
        if (span->rewrite) rewrite(span);
        *span->to = '\0';
        csv->cells[i] = span->from;
    }
}

enum yz_csv_answer yz_csv_row(struct yz_csv *csv, char ***cells, size_t *count) {
    size_t n = 0;
    skip_empty_lines(csv);
    csv->line = csv->next_line;
    csv->lines = 0;
    *count = 0;
    if (csv->at >= csv->end) return YZ_CSV_END;
    char *start = csv->at, *p = start, *limit = quote_limit(csv);
    for (csv->lines = 1;; p++) {
        if (n == csv->room && !grow(csv)) return YZ_CSV_NO_MEMORY;
        char *cell = p;
        p = measure(csv, p, limit, &csv->spans[n++]);
        if (!p) return unclosed(csv, limit);
        if (*cell == '"') csv->lines += count_lines(cell, p);
        if (p >= csv->end || *p != csv->separator) break;
    }
    csv->at = after_line_end(p, csv->end);
    csv->next_line += csv->lines;
    if (memchr(start, '\0', (size_t)(p - start))) return YZ_CSV_NUL;
    finish(csv, n);
    *cells = csv->cells;
    *count = n;
    return YZ_CSV_ROW;
}

const char *yz_csv_error(enum yz_csv_answer answer) {
    switch (answer) {
    case YZ_CSV_NUL: return _("含有空字节（NUL），文件可能已损坏");
    case YZ_CSV_UNCLOSED: return _("引号没有成对，单元格没有结束");
    case YZ_CSV_NO_MEMORY: return _("内存不足");
    default: return "";
    }
}
