/* 走访记录: the visits of a building or a grid, the newest first. They write themselves: nothing is typed here. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

enum { LINES = 400 };

struct line {
    int64_t id, household;
    char at[YZ_MOMENT_TEXT], door[96], staff[96], note[256];
    int32_t outcome;
    bool need;
};

struct visit_log {
    struct yz_ui *ui;
    struct yz_visit_filter filter;
    char title[160];
    struct line lines[LINES];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("走访时间"), 16, 16, 1, YZ_LEFT}, {N_("门牌"), 16, 24, 2, YZ_END}, {N_("结果"), 6, 10, 3, YZ_LEFT},
    {N_("走访人"), 6, 10, 4, YZ_LEFT},    {N_("需求"), 4, 4, 6, YZ_LEFT},  {N_("备注"), 20, 0, 5, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    (void)ctx;
    const char *texts[] = {l->at,  l->door, yz_code_label("visit_outcome", l->outcome), l->staff, l->need ? "1" : "",
                           l->note};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static void take(struct yz_session *s, const struct yz_visit *v, struct line *l) {
    char wrong[192];
    *l = (struct line){.id = v->id, .household = v->household, .outcome = v->outcome, .need = v->need != 0};
    yz_moment_text(v->at, l->at);
    yz_dwelling_short(s, v->dwelling, l->door, sizeof l->door);
    yz_record_title(s, YZ_STAFF, v->staff, false, l->staff, sizeof l->staff);
    yz_visit_checks_text(s, v, wrong, sizeof wrong);
    snprintf(l->note, sizeof l->note, "%s%s", wrong, *wrong && *v->note ? "；" : "");
    size_t n = strlen(l->note);
    yz_copy(l->note + n, sizeof l->note - n, v->note);
    yz_text_line(l->note, sizeof l->note, l->note);
    yz_mask_numbers_in(l->note);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct visit_log *v = state;
    struct yz_session *s = yz_ui_session(ui);
    static struct yz_visit page[64];
    size_t n = sizeof page / sizeof *page;
    enum yz_status status = YZ_OK;
    v->count = 0;
    yz_session_read_begin(s);
    while (status == YZ_OK && n == sizeof page / sizeof *page && v->count < LINES) {
        struct yz_visit last = page[n - 1];
        size_t want = LINES - v->count < n ? LINES - v->count : n;
        status = yz_visit_page(s, &v->filter, v->count ? &last : NULL, page, want, &n);
        for (size_t i = 0; status == YZ_OK && i < n; i++) take(s, &page[i], &v->lines[v->count++]);
    }
    yz_session_read_end(s);
    yz_list_array(&v->list, v->lines, v->count);
    return status;
}

/* Of a building; else of the own grid, and of all when there is none. */
static enum yz_status open_log(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct visit_log *v = state;
    struct yz_session *s = yz_ui_session(ui);
    v->ui = ui;
    if (target->kind == YZ_BUILDING) v->filter.building = target->id;
    else if (target->kind == YZ_HOUSEHOLD) v->filter.household = target->id;
    else v->filter.grid = yz_session_staff(s)->grid;
    if (target->id) yz_record_title(s, target->kind, target->id, true, v->title, sizeof v->title);
    else if (v->filter.grid) yz_record_title(s, YZ_GRID, v->filter.grid, false, v->title, sizeof v->title);
    yz_list_open(&v->list, &source, v, columns, sizeof columns / sizeof *columns);
    v->list.empty = N_("还没有走访过");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&v->list);
    return status;
}

static void close_log(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct visit_log *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("走访记录"), ((struct visit_log *)state)->title);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct visit_log *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct visit_log *v = state;
    const struct line *l = yz_list_selected(&v->list);
    if (in->request == YZ_REQ_OPEN && l && l->household)
        return yz_ui_open(ui, &YZ_TARGET("household", YZ_HOUSEHOLD, l->household)), true;
    if (in->request == YZ_REQ_PRINT && l) {
        struct yz_target t = YZ_TARGET("receipt", YZ_VISIT, l->id);
        yz_copy(t.key, sizeof t.key, "visit");
        return yz_ui_open(ui, &t), true;
    }
    return yz_list_input(&v->list, in);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    if (((struct visit_log *)state)->count == LINES) snprintf(out, room, _("只列最近 %d 次"), LINES);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看这一户")}, {YZ_REQ_PRINT, N_("走访记录单")},
                                       {YZ_REQ_SEARCH, NULL},         {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_visit_log_screen = {
    .name = "visit-log",
    .title = N_("走访记录"),
    .help =
        N_("走访一次有一行，新的在上面；登记走访时自己写下，不用再填。Enter 看那一户，Ctrl-P 看走访记录单再打印。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct visit_log),
    .list = YZ_WHERE(struct visit_log, list),
    .open = open_log,
    .close = close_log,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
