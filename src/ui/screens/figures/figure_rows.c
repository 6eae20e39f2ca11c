/* 明细: the rows behind one number of a report. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/figures/figures_lines.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/reports.h>

struct figure_rows {
    struct yz_ui *ui;
    struct yz_selection selection;
    char title[192];
    int64_t count;
    struct yz_column columns[2];
    struct yz_list list;
};

enum { FIRST = 24, WIDEST = 26 };
static const struct yz_column columns[2] = {{N_("名称"), 6, 0, 1, YZ_LEFT}, {N_("说明"), 20, 0, 2, YZ_LEFT}};

/* As wide as what stands there at first: a case number, a name, an address. */
static void fit(struct figure_rows *g) {
    struct yz_selected rows[FIRST];
    size_t n = 0;
    memcpy(g->columns, columns, sizeof columns);
    if (yz_selection_page(yz_ui_session(g->ui), &g->selection, NULL, 1, rows, FIRST, &n) != YZ_OK) n = 0;
    for (size_t i = 0; i < n; i++) {
        int width = yz_text_width(rows[i].title);
        if (width > g->columns->ideal) g->columns->ideal = width;
    }
    if (!n || g->columns->ideal > WIDEST) g->columns->ideal = WIDEST;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_selected *r = row;
    (void)ctx;
    yz_copy(out, room, column ? r->text : r->title);
}

static int64_t row_id(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_selected *)row)->row;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct figure_rows *g = ctx;
    return yz_selection_page(yz_ui_session(g->ui), &g->selection, from, direction, out, max, count);
}

static int64_t total(void *ctx) {
    return ((const struct figure_rows *)ctx)->count;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_selected), .fetch = fetch, .cell = cell, .id = row_id, .total = total};

bool yz_figure_rows_target(const struct yz_report_row *row, struct yz_target *t) {
    char title[256];
    snprintf(title, sizeof title, "%s%s%s%s%s", yz_figure_name(row->figure), *row->part ? " " : "", row->part,
             *row->label ? " " : "", row->label);
    yz_copy(t->screen, sizeof t->screen, "figure-rows");
    yz_copy(t->key, sizeof t->key, title);
    return yz_copy(t->extra, sizeof t->extra, row->query);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct figure_rows *g = state;
    enum yz_status status = yz_selection_count(yz_ui_session(ui), &g->selection, &g->count);
    if (status == YZ_OK) yz_list_reload(&g->list);
    return status;
}

static enum yz_status open_rows(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct figure_rows *g = state;
    g->ui = ui;
    yz_copy(g->title, sizeof g->title, target->key);
    enum yz_status status = yz_selection_read(yz_ui_session(ui), target->extra, &g->selection);
    if (status == YZ_OK) status = yz_selection_count(yz_ui_session(ui), &g->selection, &g->count);
    if (status != YZ_OK) return status;
    fit(g);
    yz_list_open(&g->list, &source, g, g->columns, sizeof columns / sizeof *columns);
    g->list.empty = N_("没有");
    return YZ_OK;
}

static void close_rows(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct figure_rows *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct figure_rows *g = state;
    (void)ui;
    snprintf(out, room, _("明细 %1$s  共 %2$lld 行"), g->title, (long long)g->count);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct figure_rows *g = state;
    (void)ui;
    yz_paint(area, 0, 1, area.columns - 1, YZ_ROLE_DIM, g->selection.text);
    yz_list_paint(&g->list, yz_area_below(area, 1), true);
}

/* The record; of a visit its household, of a mark its case. */
static void open_record(struct figure_rows *g, const struct yz_selected *r) {
    enum yz_kind_id kind = r->kind;
    int64_t id = r->id;
    if (r->shown) kind = r->shown_kind, id = r->shown;
    if (!yz_open_record(g->ui, kind, id)) yz_ui_say(g->ui, YZ_ROLE_TEXT, _("没有"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct figure_rows *g = state;
    const struct yz_selected *r = yz_list_selected(&g->list);
    (void)ui;
    if (in->request == YZ_REQ_OPEN && r && !yz_list_editing(&g->list)) return open_record(g, r), true;
    return yz_list_input(&g->list, in);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("打开")}, {YZ_REQ_SEARCH, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_figure_rows_screen = {
    .name = "figure-rows",
    .title = N_("明细"),
    .help = N_("一个统计数背后的每一行，和那个数一样多；第一行写着是按什么条件列的，yizhan list 用同样的条件。Enter "
               "打开一条。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct figure_rows),
    .list = YZ_WHERE(struct figure_rows, list),
    .open = open_rows,
    .close = close_rows,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
