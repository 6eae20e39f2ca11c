/* Labels and values in columns, each as wide as its labels need in the language at hand. */
#include "ui/screens/facts.h"

#include "base/text.h"

#include <string.h>
#include <yizhan/i18n.h>

enum { MOST = 3, LEAST_WIDTH = 38, MARGIN = 1, GAP = 2 };

struct grid {
    struct yz_rect area;
    int columns, width; /* of each */
    int labels[MOST];   /* columns of the labels */
    int column, row;    /* of the next fact */
};

void yz_facts_add(struct yz_facts *f, const char *label, const char *value) {
    if (!*value || f->count == YZ_FACTS) return;
    struct yz_fact *fact = &f->all[f->count++];
    yz_copy(fact->label, sizeof fact->label, label);
    yz_copy(fact->value, sizeof fact->value, value);
}

/* How many columns the value takes, from the next one on; begins a new row when it does not fit into the rest. */
static int span(struct grid *g, const struct yz_fact *f) {
    int wanted = 1, labels = yz_text_width(f->label) + GAP;
    if (labels < g->labels[g->column]) labels = g->labels[g->column];
    while (wanted < g->columns && labels + yz_text_width(f->value) + GAP > wanted * g->width) wanted++;
    if (g->column > 0 && g->column + wanted > g->columns) {
        g->column = 0;
        g->row++;
    }
    return wanted;
}

static void advance(struct grid *g, int columns) {
    g->column += columns;
    if (g->column < g->columns) return;
    g->column = 0;
    g->row++;
}

static void measure(struct grid *g, const struct yz_facts *f) {
    g->column = g->row = 0;
    for (size_t i = 0; i < f->count; i++) {
        int columns = span(g, &f->all[i]), label = yz_text_width(f->all[i].label) + GAP;
        if (label > g->labels[g->column]) g->labels[g->column] = label;
        advance(g, columns);
    }
}

static void paint_fact(struct grid *g, struct yz_rect part, const struct yz_fact *f) {
    int label = g->labels[g->column];
    if (label + yz_text_width(f->value) <= part.columns) {
        yz_paint_pair(part, g->row, 0, label, f->label, f->value);
        return;
    }
    yz_paint(part, g->row, 0, label - 1, YZ_ROLE_LABEL, f->label);
    int lines = yz_paint_wrap(yz_area_part(part, label, part.columns - label), g->row, 0, YZ_ROLE_VALUE, f->value);
    if (lines > 1) g->row += lines - 1;
}

int yz_facts_paint(const struct yz_facts *f, struct yz_rect area) {
    struct grid g = {.area = yz_area_part(area, MARGIN, area.columns - MARGIN)};
    g.columns = g.area.columns / LEAST_WIDTH < 1 ? 1 : g.area.columns / LEAST_WIDTH;
    if (g.columns > MOST) g.columns = MOST;
    g.width = g.area.columns / g.columns;
    for (int pass = 0; pass < 2; pass++) measure(&g, f); /* wide labels make values span, which moves labels */
    g.column = g.row = 0;
    for (size_t i = 0; i < f->count; i++) {
        int columns = span(&g, &f->all[i]);
        int width = columns * g.width - (g.column + columns < g.columns ? GAP : 0);
        struct yz_rect part = yz_area_part(g.area, g.column * g.width, width);
        paint_fact(&g, part, &f->all[i]);
        advance(&g, columns);
    }
    return g.row + (g.column > 0);
}

int yz_facts_items(struct yz_rect area, int row, enum yz_role role, const char *text, int most) {
    int first = row, x = 0;
    while (*text && row - first < most) {
        const char *end = strstr(text, "  ");
        char item[256];
        size_t n = end ? (size_t)(end - text) : strlen(text);
        if (n >= sizeof item) n = yz_utf8_cut(text, sizeof item - 1);
        memcpy(item, text, n);
        item[n] = '\0';
        if (x && x + yz_text_width(item) > area.columns) row++, x = 0;
        if (row - first < most) x += yz_paint(area, row, x, area.columns - x, role, item) + GAP;
        text += n + (end ? 2 : 0);
    }
    return row - first + (x > 0 && row - first < most);
}

int yz_facts_duty(struct yz_rect area, int row, const char *text) {
    if (!*text) return 0;
    int at = MARGIN + yz_paint(area, row, MARGIN, area.columns - MARGIN, YZ_ROLE_LABEL, _("在岗")) + GAP;
    return yz_facts_items(yz_area_part(area, at, area.columns - at), row, YZ_ROLE_TEXT, text, YZ_DUTY_ROWS);
}
