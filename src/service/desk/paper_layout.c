/* Laying out papers: placeholders, lists, wrapping by cells. */
#include "service/desk/paper_layout.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { LINE_ROOM = 2048 };

/* Columns of the next user-perceived character: GB18030 has two bytes and printers two columns for “ ” · — and the like,
 * which a terminal may show in one. */
static size_t step(const char *s, int *columns) {
    size_t n = yz_grapheme(s, columns);
    if (n > 1 && *columns == 1) *columns = 2;
    return n;
}

int yz_paper_width(const char *s) {
    int width = 0, one;
    for (size_t n; (n = step(s, &one)); s += n) width += one;
    return width;
}

/* --- wrapping --- */

static bool in_list(const char *list, const char *c, size_t n) {
    for (size_t one; *list; list += one) {
        one = yz_grapheme(list, NULL);
        if (one == n && memcmp(list, c, n) == 0) return true;
    }
    return false;
}

static bool word_part(const char *c, size_t n) {
    return n == 1 && *c != ' ' && *c > ' ';
}

/* Whether a line may end before `next`. */
static bool may_break(const char *before, size_t nb, const char *next, size_t nn) {
    if (in_list("，。；：、！？）》”’」』〉】,.;:!?)", next, nn)) return false;
    if (in_list("（《“‘「『〈【(", before, nb)) return false;
    if (in_list(",;", before, nb)) return true;
    if (*next == '[' && *before != ' ') return false; /* the mark behind a number */
    return !(word_part(before, nb) && word_part(next, nn));
}

/* "3 件": a number and what it counts stay together. */
static bool counted(const char *s, size_t at) {
    size_t blank = s[at] == ' ' ? at : at - 1;
    return blank && s[blank] == ' ' && (s[blank + 1] & 0x80) && s[blank - 1] >= '0' && s[blank - 1] <= '9';
}

/* Bytes of `s` that go on a line of `columns`: all, or up to the last place at which it may end. */
static size_t line_length(const char *s, int columns) {
    size_t at = 0, good = 0, before = 0;
    int used = 0, width;
    for (size_t n; (n = step(s + at, &width)); at += n) {
        if (at && !counted(s, at) && may_break(s + at - before, before, s + at, n)) good = at;
        if (used + width > columns && !(n == 1 && s[at] == ' ')) return good ? good : at ? at : n;
        used += width;
        before = n;
    }
    return at;
}

static void spaces(struct yz_buffer *out, int n) {
    while (n-- > 0) yz_buffer_byte(out, ' ');
}

void yz_paper_wrap(const char *line, int columns, int indent, struct yz_buffer *out) {
    int margin = 0;
    if (!*line) yz_buffer_byte(out, '\n');
    while (*line) {
        size_t n = line_length(line, columns - margin), end = n;
        while (end && line[end - 1] == ' ') end--;
        spaces(out, margin);
        yz_buffer_append(out, line, end);
        yz_buffer_byte(out, '\n');
        for (line += n; *line == ' ';) line++;
        margin = indent;
    }
}

/* --- placeholders --- */

struct fill {
    const struct yz_paper_values *values;
    const char *list;
    size_t row;
    bool any, some; /* there were values; one was not empty */
};

static const char *look_up(struct fill *f, const char *key, char *number, size_t room) {
    if (*f->list && strcmp(key, "n") == 0) {
        snprintf(number, room, "%zu", f->row + 1);
        return number;
    }
    const char *value = f->values->value(f->values->ctx, f->list, f->row, key);
    if (value) {
        f->any = true;
        if (*value) f->some = true;
    }
    return value;
}

static void fill_line(struct fill *f, const char *text, char *out, size_t room) {
    struct yz_buffer b = {0};
    while (*text) {
        const char *open = strstr(text, "{{"), *close = open ? strstr(open, "}}") : NULL;
        char key[48], number[24];
        if (!close || (size_t)(close - open - 2) >= sizeof key) break;
        yz_buffer_append(&b, text, (size_t)(open - text));
        snprintf(key, sizeof key, "%.*s", (int)(close - open - 2), open + 2);
        const char *value = look_up(f, key, number, sizeof number);
        if (value) yz_buffer_text(&b, value);
        else yz_buffer_append(&b, open, (size_t)(close + 2 - open));
        text = close + 2;
    }
    yz_buffer_text(&b, text);
    yz_text_line(out, room, yz_buffer_string(&b)); /* what comes from data never reaches a printer raw */
    yz_buffer_free(&b);
}

/* --- lines --- */

static void centre(const char *line, int columns, bool big, struct yz_buffer *out) {
    int width = yz_paper_width(line);
    if (width >= columns) {
        yz_paper_wrap(line, columns, 0, out);
        return;
    }
    big = big && 2 * width <= columns;
    spaces(out, (columns - (big ? 2 * width : width)) / 2);
    yz_buffer_printf(out, "%s%s%s\n", big ? YZ_PAPER_BIG : "", line, big ? YZ_PAPER_PLAIN : "");
}

/* What stood between two lines across was left out: one is enough. */
static bool ruled(const struct yz_buffer *out, int columns) {
    size_t n = (size_t)columns + 1, k = 0;
    if (out->length < n) return false;
    const char *last = out->data + out->length - n;
    while (k < n - 1 && last[k] == '-') k++;
    return k == n - 1 && last[k] == '\n';
}

/* "---" a line across, "--- text ---" with a text in it, "___" a line to write on. */
static bool draw(const char *text, int columns, struct yz_buffer *out) {
    size_t n = strlen(text);
    if (n < 3 || (strncmp(text, "---", 3) != 0 && strcmp(text, "___") != 0)) return false;
    bool words = n > 6 && strcmp(text + n - 3, "---") == 0;
    char middle[LINE_ROOM] = "", raw[LINE_ROOM];
    snprintf(raw, sizeof raw, "%.*s", words ? (int)(n - 6) : 0, text + 3);
    yz_text_line(middle, sizeof middle, raw);
    int rest = columns - yz_paper_width(middle), left = rest / 2;
    if (rest < 0) return false;
    for (int i = 0; i < left; i++) yz_buffer_byte(out, *text);
    yz_buffer_text(out, middle);
    for (int i = left; i < rest; i++) yz_buffer_byte(out, *text);
    yz_buffer_byte(out, '\n');
    return true;
}

/* Columns up to and with the first full-width colon, when that leaves most of the line for the text. */
static int hanging(const char *line, int columns) {
    const char *colon = strstr(line, "：");
    char label[LINE_ROOM];
    if (!colon || !colon[strlen("：")]) return 0;
    snprintf(label, sizeof label, "%.*s", (int)(colon + strlen("：") - line), line);
    int width = yz_paper_width(label);
    return width <= columns / 2 ? width : 2;
}

static void lay_out_line(const struct yz_paper_values *v, const char *list, size_t row, const char *text, int columns,
                         struct yz_buffer *out) {
    struct fill f = {.values = v, .list = list, .row = row};
    char line[LINE_ROOM];
    size_t middle = strspn(text, "^");
    if (strcmp(text, "---") == 0 && ruled(out, columns)) return;
    if (draw(text, columns, out)) return;
    fill_line(&f, text + middle, line, sizeof line);
    if (f.any && !f.some) return;
    if (middle) centre(line, columns, v->big && middle == 2, out);
    else yz_paper_wrap(line, columns, hanging(line, columns), out);
}

/* The lines of one list that follow each other are written together for each row. */
static const char *lay_out_list(const struct yz_paper_values *v, const char *text, int columns, struct yz_buffer *out) {
    char list[32], line[LINE_ROOM];
    size_t head = strcspn(text, " \n");
    const char *end = text;
    snprintf(list, sizeof list, "%.*s", (int)(head - 1), text + 1);
    while (strncmp(end, text, head) == 0 && end[head] == ' ') {
        end += strcspn(end, "\n");
        if (*end) end++;
    }
    size_t rows = v->rows(v->ctx, list);
    for (size_t row = 0; row < rows; row++) {
        for (const char *at = text; at < end;) {
            size_t n = strcspn(at, "\n");
            snprintf(line, sizeof line, "%.*s", (int)(n - head - 1), at + head + 1);
            lay_out_line(v, list, row, line, columns, out);
            at += at[n] ? n + 1 : n;
        }
    }
    return end > text ? end : text + strcspn(text, "\n");
}

void yz_paper_lay_out(const char *text, const struct yz_paper_values *v, int columns, struct yz_buffer *out) {
    char line[LINE_ROOM];
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (*text == '@') {
            text = lay_out_list(v, text, columns, out);
            continue;
        }
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        if (*line != '#') lay_out_line(v, "", 0, line, columns, out);
        text += text[n] ? n + 1 : n;
    }
}
