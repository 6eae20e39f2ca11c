/* Lines of 统计: what stands in each cell, and how long each bar is. */
#include "ui/screens/figures/figures_lines.h"

#include "base/text.h"
#include "ui/paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { BAR = 14, SIDE = 22, PARTED = 24 };

/* --- marks: eight colours or none, the length and the number carry the meaning --- */

static void repeat(char *out, size_t room, const char *sign, int times) {
    size_t n = strlen(sign), used = strlen(out);
    for (; times > 0 && used + n < room; times--, used += n) memcpy(out + used, sign, n + 1);
}

static int length(double value, double most, int width) {
    int n = most > 0 ? (int)(value / most * width + 0.5) : 0;
    return n == 0 && value > 0 ? 1 : n;
}

static const char *block(void) {
    return yz_theme_box() ? "█" : "#";
}

/* A bar; of a line its point. */
static void bar(const struct yz_figure_line *l, char *out, size_t room) {
    int n = length(l->row->value, l->most, BAR);
    *out = '\0';
    if (!*l->row->label || l->row->none) return;
    if (l->figure->chart == YZ_CHART_LINE) {
        repeat(out, room, yz_theme_box() ? "·" : ".", n - 1);
        if (n) repeat(out, room, yz_theme_box() ? "●" : "*", 1);
    } else if (l->figure->chart) {
        repeat(out, room, block(), n);
    }
}

static const char *shade(double value, double most) {
    static const char *const box[] = {" ", "░", "▒", "▓", "█"}, *const plain[] = {" ", ".", ":", "*", "#"};
    int n = length(value, most, 4);
    return yz_theme_box() ? box[n] : plain[n];
}

/* --- finding rows --- */

static const struct yz_report_row *row_of(const struct yz_report_result *r, const struct yz_figure *f, int64_t item,
                                          int64_t split) {
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].figure == f && r->rows[i].item == item && r->rows[i].split == split) return &r->rows[i];
    return NULL;
}

static const struct yz_report_row *part_at(const struct yz_figures_lines *l, size_t n) {
    return n < l->parts ? l->part[n] : NULL;
}

/* The parts, each once, in their order. */
static bool find_parts(struct yz_figures_lines *l) {
    const struct yz_report_result *r = l->result;
    l->part = calloc(r->count + 1, sizeof *l->part); /* NOLINT(bugprone-sizeof-expression): these are pointers */
    l->parts = 0;
    for (size_t i = 0; l->part && i < r->count; i++) {
        bool seen = !*r->rows[i].part;
        for (size_t k = 0; k < l->parts && !seen; k++) seen = l->part[k]->split == r->rows[i].split;
        if (!seen) l->part[l->parts++] = &r->rows[i];
    }
    return l->part;
}

/* Of the items that stand together, from the first one on. */
static double most_of(const struct yz_report_result *r, const struct yz_report_row *row) {
    double most = 0;
    for (const struct yz_report_row *x = row; x < r->rows + r->count && x->figure == row->figure && *x->label; x++) {
        if (x->split != row->split) break;
        if (x->value > most) most = x->value;
    }
    return most;
}

/* --- lines --- */

bool yz_figures_can(const struct yz_report_result *r, enum yz_figures_view view) {
    bool pyramid = false;
    for (size_t i = 0; i < r->count; i++) pyramid |= r->rows[i].figure->chart == YZ_CHART_PYRAMID;
    return view == YZ_FIGURES_TABLE || (view == YZ_FIGURES_HEAT ? *r->ask.by != '\0' : pyramid);
}

static struct yz_figure_line *add(struct yz_figures_lines *l, const struct yz_report_row *row,
                                  const struct yz_figure *f) {
    struct yz_figure_line *line = &l->all[l->count];
    const struct yz_report_row *above = l->count && line[-1].figure == f ? line[-1].row : NULL;
    *line = (struct yz_figure_line){.id = (int64_t)++l->count, .row = row, .figure = f};
    if (row && *row->label)
        line->most = above && *above->label && above->split == row->split ? line[-1].most : most_of(l->result, row);
    return line;
}

static void make_table(struct yz_figures_lines *l) {
    const struct yz_report_result *r = l->result;
    bool heat = l->view == YZ_FIGURES_HEAT;
    for (size_t i = 0; i < r->count; i++) {
        const struct yz_report_row *row = &r->rows[i];
        bool first = !i || r->rows[i - 1].figure != row->figure;
        if (first && *yz_figure_section(row->figure)) add(l, NULL, row->figure);
        if (!heat || !*row->part) add(l, row, row->figure);
    }
}

/* Left the first figure that is half of a pyramid, right the next one. */
static void make_pyramid(struct yz_figures_lines *l) {
    const struct yz_report_result *r = l->result;
    const struct yz_figure *left = NULL, *right = NULL;
    double most = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct yz_report_row *row = &r->rows[i];
        if (row->figure->chart != YZ_CHART_PYRAMID) continue;
        if (!left) left = row->figure;
        else if (row->figure != left && !right) right = row->figure;
        if (*row->label && !*row->part && row->value > most) most = row->value;
    }
    for (size_t i = r->count; i-- > 0;) { /* the oldest above */
        const struct yz_report_row *row = &r->rows[i];
        if (row->figure != left || *row->part || !*row->label) continue;
        struct yz_figure_line *line = add(l, row, left);
        line->other = right ? row_of(r, right, row->item, row->split) : NULL;
        line->most = most;
    }
}

/* --- columns --- */

static const struct yz_column table[] = {
    {N_("项目"), 20, 32, 1, YZ_LEFT}, {N_("部分"), 8, 16, 2, YZ_LEFT},
    {N_("数目"), 7, 8, 2, YZ_RIGHT},  {N_("单位"), YZ_LEAST(4, 8), 8, 3, YZ_LEFT},
    {N_("占比"), 5, 5, 4, YZ_RIGHT},  {"", BAR, BAR, 5, YZ_LEFT},
    {N_("说明"), 24, 0, 6, YZ_LEFT}, /* where it has no room, below the list */
};
static const struct yz_column sides[] = {{N_("年龄"), 8, 10, 1, YZ_LEFT},
                                         {"", 7, 7, 2, YZ_RIGHT},
                                         {"", SIDE, SIDE, 3, YZ_RIGHT},
                                         {"", SIDE, SIDE, 3, YZ_LEFT},
                                         {"", 7, 7, 2, YZ_LEFT}};

/* Of names that begin and end alike only what differs, and of that six columns: 第一网格 → 一. */
static void shorten(char names[][96], size_t count, char out[][24]) {
    size_t head = strlen(names[0]), tail = head;
    for (size_t i = 1; i < count; i++) {
        size_t n = strlen(names[i]), h = 0, t = 0;
        while (h < head && names[i][h] == names[0][h]) h++;
        while (t < tail && t < n && names[i][n - 1 - t] == names[0][strlen(names[0]) - 1 - t]) t++;
        head = h;
        tail = t;
    }
    while (head && ((unsigned char)names[0][head] & 0xC0) == 0x80) head--;
    while (tail && ((unsigned char)names[0][strlen(names[0]) - tail] & 0xC0) == 0x80) tail--;
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(names[i]), from = n > head + tail ? head : 0, to = n > head + tail ? n - tail : n;
        char text[96];
        snprintf(text, sizeof text, "%.*s", (int)(to - from), names[i] + from);
        int width = 0;
        const char *p = text;
        uint32_t cp;
        while (*p && width < 6) {
            const char *before = p;
            yz_utf8_next(&p, &cp);
            char one[8];
            snprintf(one, sizeof one, "%.*s", (int)(p - before), before);
            width += yz_text_width(one);
        }
        snprintf(out[i], sizeof out[i], "%.*s", (int)(p - text), text);
    }
}

/* Numbers of five digits need wider columns, and so there are fewer. */
static size_t heat_room(const struct yz_report_result *r) {
    for (size_t i = 0; i < r->count; i++)
        if (*r->rows[i].part && r->rows[i].value >= 9999.5) return YZ_HEAT_COLUMNS - 1;
    return YZ_HEAT_COLUMNS;
}

static void heat_columns(struct yz_figures_lines *l) {
    char names[YZ_HEAT_COLUMNS][96], labels[YZ_HEAT_COLUMNS][24];
    size_t n = 0, most = l->heat = heat_room(l->result);
    if (l->column >= l->parts) l->column = l->parts ? l->parts - 1 : 0;
    if (l->column < l->first) l->first = l->column;
    if (l->column >= l->first + most) l->first = l->column + 1 - most;
    for (; n < most && l->first + n < l->parts; n++) yz_copy(names[n], sizeof names[n], part_at(l, l->first + n)->part);
    if (n) shorten(names, n, labels);
    l->columns[0] = (struct yz_column){table[0].label, 14, 0, 1, YZ_LEFT};
    for (size_t i = 0; i < n; i++) {
        snprintf(l->labels[i], sizeof l->labels[i], "%s%.20s", l->first + i == l->column ? ">" : "", labels[i]);
        l->columns[1 + i] =
            (struct yz_column){l->labels[i], most < YZ_HEAT_COLUMNS ? 6 : 5, 6, 2 + (int)(i > 5), YZ_RIGHT};
    }
    l->column_count = 1 + n;
}

static void choose_columns(struct yz_figures_lines *l) {
    bool pyramid = l->view == YZ_FIGURES_PYRAMID;
    const struct yz_column *all = pyramid ? sides : table;
    l->column_count = 0;
    if (l->view == YZ_FIGURES_HEAT) return heat_columns(l);
    for (size_t i = 0; i < (pyramid ? sizeof sides : sizeof table) / sizeof *all; i++)
        l->columns[l->column_count++] = all[i];
    if (pyramid && l->count) {
        l->columns[2].label = yz_figure_name(l->all[0].figure);
        l->columns[3].label = l->all[0].other ? yz_figure_name(l->all[0].other->figure) : "";
    }
    if (!pyramid && *l->result->ask.by) {
        l->columns[0].ideal = PARTED; /* what is left is for the parts */
        l->columns[1].label = yz_report_word(l->result->ask.by);
    } else if (!pyramid) memmove(&l->columns[1], &l->columns[2], --l->column_count * sizeof *l->columns);
}

bool yz_figures_lines_make(struct yz_figures_lines *l) {
    yz_figures_lines_free(l);
    if (!yz_figures_can(l->result, l->view)) l->view = YZ_FIGURES_TABLE;
    l->all = calloc(2 * l->result->count + 1, sizeof *l->all);
    if (!l->all || !find_parts(l)) return false;
    if (l->view == YZ_FIGURES_PYRAMID) make_pyramid(l);
    else make_table(l);
    choose_columns(l);
    return true;
}

void yz_figures_lines_free(struct yz_figures_lines *l) {
    free(l->all);
    free(l->part);
    l->all = NULL;
    l->part = NULL;
    l->count = l->parts = 0;
}

const struct yz_report_row *yz_figures_chosen(const struct yz_figures_lines *l, const struct yz_figure_line *line) {
    if (!line || !line->row) return NULL;
    if (l->view == YZ_FIGURES_PYRAMID) return l->column % 2 && line->other ? line->other : line->row;
    const struct yz_report_row *part = l->view == YZ_FIGURES_HEAT ? part_at(l, l->column) : NULL;
    return part ? row_of(l->result, line->figure, line->row->item, part->split) : line->row;
}

const char *yz_figures_column(const struct yz_figures_lines *l) {
    if (l->view == YZ_FIGURES_PYRAMID && l->count) {
        const struct yz_figure_line *line = &l->all[0];
        return yz_figure_name(l->column % 2 && line->other ? line->other->figure : line->figure);
    }
    const struct yz_report_row *part = l->view == YZ_FIGURES_HEAT ? part_at(l, l->column) : NULL;
    return part ? part->part : "";
}

bool yz_figures_tell(const struct yz_figures_lines *l, const struct yz_figure_line *line, char *out, size_t room) {
    const struct yz_report_row *row = yz_figures_chosen(l, line);
    char value[32];
    if (!line || !line->row) return false;
    if (l->view == YZ_FIGURES_HEAT && row) {
        snprintf(out, room, "%s%s%s %s：%s %s", yz_figure_name(row->figure), *row->label ? " " : "", row->label,
                 row->part, yz_report_value(row, value), yz_figure_unit(row->figure));
        return true;
    }
    row = line->row;
    yz_copy(out, room, *row->remark ? row->remark : *row->label || *row->part ? "" : yz_figure_note(row->figure));
    return *out;
}

/* --- cells --- */

static void name_cell(const struct yz_figure_line *l, bool rises, char *out, size_t room) {
    if (!l->row) snprintf(out, room, "%s", yz_figure_section(l->figure));
    else if (*l->row->label)
        snprintf(out, room, l->row->rising && rises ? _("    %s（在涨）") : "    %s", l->row->label);
    else snprintf(out, room, "  %s", yz_figure_name(l->figure));
}

static void table_cell(const struct yz_figure_line *l, size_t column, bool by, char *out, size_t room) {
    char value[32], share[16];
    if (column && !by) column++;
    if (column == 0) return name_cell(l, true, out, room);
    if (!l->row) return;
    if (column == 1) yz_copy(out, room, l->row->part);
    else if (column == 2) yz_copy(out, room, yz_report_value(l->row, value));
    else if (column == 3) yz_copy(out, room, yz_figure_unit(l->figure));
    else if (column == 4) yz_copy(out, room, yz_report_share_text(yz_report_share(l->row), share));
    else if (column == 5) bar(l, out, room);
    else if (column == 6)
        yz_copy(out, room,
                *l->row->remark                   ? l->row->remark
                : *l->row->label || *l->row->part ? ""
                                                  : yz_figure_note(l->figure));
}

static void side_cell(const struct yz_figure_line *l, size_t column, char *out, size_t room) {
    const struct yz_report_row *row = column > 2 ? l->other : l->row;
    char value[32];
    if (column == 0) yz_copy(out, room, l->row->label);
    else if (row && (column == 1 || column == 4)) yz_copy(out, room, yz_report_value(row, value));
    else if (row) repeat(out, room, block(), length(row->value, l->most, SIDE));
}

static void heat_cell(const struct yz_figures_lines *h, const struct yz_figure_line *l, size_t column, char *out,
                      size_t room) {
    double most = 0;
    if (column == 0) return name_cell(l, false, out, room);
    if (!l->row) return;
    const struct yz_report_row *part = part_at(h, h->first + column - 1);
    for (size_t i = 0; i < h->result->count; i++) {
        const struct yz_report_row *x = &h->result->rows[i];
        if (x->figure == l->figure && *x->part && x->item == l->row->item && x->value > most) most = x->value;
    }
    const struct yz_report_row *row = part ? row_of(h->result, l->figure, l->row->item, part->split) : NULL;
    if (row && !row->none) snprintf(out, room, "%s%4.0f", shade(row->value, most), row->value);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_figures_lines *l = ctx;
    if (l->view == YZ_FIGURES_PYRAMID) side_cell(row, column, out, room);
    else if (l->view == YZ_FIGURES_HEAT) heat_cell(l, row, column, out, room);
    else table_cell(row, column, *l->result->ask.by != '\0', out, room);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_figure_line *l = row;
    (void)ctx;
    return !l->row ? YZ_ROLE_HEADER : l->row->rising ? YZ_ROLE_WARNING : l->row->none ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

const struct yz_list_source yz_figures_source = {.row_size = sizeof(struct yz_figure_line), .cell = cell, .role = role};
