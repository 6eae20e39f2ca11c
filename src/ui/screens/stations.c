/* 区县各站: for who looks after many stations: what each has to do, and the rows behind each number, as the hub has them. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { STATIONS = 512, ROWS = 500 };

struct row { /* a list wants an id */
    int64_t id;
    struct yz_hub_station s;
};
struct work {
    int64_t id;
    struct yz_hub_work w;
};

struct stations {
    struct yz_ui *ui;
    struct yz_list list, work_list;
    struct row *rows;
    struct work *works;
    size_t count, work_count;
    struct row of; /* whose rows are shown; id 0 = the stations are */
    size_t view;
    struct yz_column columns[YZ_HUB_CELLS]; /* as the view calls them */
    char url[YZ_HUB_URL];
};

/* --- the stations --- */

static const struct yz_column columns[] = {
    {N_("编号"), 5, 5, 1, YZ_RIGHT},     {N_("驿站"), 12, 0, 1, YZ_LEFT},   {N_("最近来过"), 11, 11, 3, YZ_LEFT},
    {N_("在办"), 5, 6, 1, YZ_RIGHT},     {N_("已超期"), 6, 6, 1, YZ_RIGHT}, {N_("晚间"), 5, 5, 2, YZ_RIGHT},
    {N_("人均在办"), 8, 8, 5, YZ_RIGHT}, {N_("需求"), 5, 5, 4, YZ_RIGHT},   {N_("资源"), 5, 5, 6, YZ_RIGHT},
    {N_("匹配"), 5, 5, 4, YZ_RIGHT},     {N_("跨站"), 5, 5, 4, YZ_RIGHT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_hub_station *s = &((const struct row *)row)->s;
    char at[YZ_MOMENT_TEXT];
    const int64_t numbers[] = {s->number,    0,          0,        s->open, s->overdue, s->evening, 0, s->needs,
                               s->resources, s->matches, s->across};
    (void)ctx;
    if (column == 1) yz_copy(out, room, s->name);
    else if (column == 2) yz_copy(out, room, s->seen ? yz_moment_text(s->seen, at) + 5 : _("从来没有"));
    else if (column == 6 && s->staff) snprintf(out, room, "%.1f", (double)s->open / (double)s->staff);
    else if (column != 6) snprintf(out, room, "%lld", (long long)numbers[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct row *)row)->s.overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

static void take(void *ctx, const struct yz_hub_station *s) {
    struct stations *w = ctx;
    if (w->count < STATIONS) w->rows[w->count++] = (struct row){s->number, *s};
}

static enum yz_status read_stations(struct stations *w) {
    w->count = 0;
    enum yz_status status = yz_hub_stations(w->url, take, w);
    yz_list_array(&w->list, w->rows, w->count);
    return status;
}

/* --- the rows behind --- */

static const struct yz_column work_columns[YZ_HUB_CELLS] = {{"", 12, 0, 1, YZ_LEFT},  {"", 12, 18, 2, YZ_LEFT},
                                                            {"", 8, 12, 1, YZ_LEFT},  {"", 11, 16, 3, YZ_LEFT},
                                                            {"", 11, 16, 1, YZ_LEFT}, {"", 8, 10, 2, YZ_LEFT}};

static void work_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct stations *s = ctx;
    yz_hub_work_cell(yz_ui_session(s->ui), yz_hub_view(s->view), &((const struct work *)row)->w, column, out, room);
}

static enum yz_role work_role(void *ctx, const void *row) {
    const struct yz_hub_work *w = &((const struct work *)row)->w;
    (void)ctx;
    return w->due && w->due < yz_now() ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source work_source = {
    .row_size = sizeof(struct work), .cell = work_cell, .role = work_role};

static void take_work(void *ctx, const struct yz_hub_work *w) {
    struct stations *s = ctx;
    if (s->work_count < ROWS) s->works[s->work_count] = (struct work){(int64_t)s->work_count + 1, *w}, s->work_count++;
}

static enum yz_status read_work(struct stations *w) {
    const struct yz_hub_view *v = yz_hub_view(w->view);
    w->work_count = 0;
    for (size_t i = 0; i < YZ_HUB_CELLS; i++) w->columns[i].label = v->columns[i];
    enum yz_status status = yz_hub_queue(w->url, w->of.s.number, v->key, take_work, w);
    yz_list_array(&w->work_list, w->works, w->work_count);
    yz_list_restart(&w->work_list);
    return status;
}

/* --- the screen --- */

static void close_stations(struct yz_ui *ui, void *state) {
    struct stations *w = state;
    (void)ui;
    yz_list_close(&w->list);
    yz_list_close(&w->work_list);
    free(w->rows);
    free(w->works);
}

static enum yz_status open_stations(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct stations *w = state;
    struct yz_hub_rules rules;
    (void)target;
    w->ui = ui;
    enum yz_status status =
        yz_may(yz_ui_session(ui), YZ_RIGHT_RULES) ? YZ_OK : yz_fail(YZ_DENIED, _("区县各站由站长和管理员看"));
    if (status == YZ_OK) status = yz_hub_rules(&rules);
    if (status == YZ_OK && !*rules.district)
        status =
            yz_fail(YZ_REFUSED, _("没有设看各站的地址：请管理员在 trust/hub.conf 的 [district] 里写，见 docs/hub.md"));
    if (status != YZ_OK) return status;
    yz_copy(w->url, sizeof w->url, rules.district);
    w->rows = calloc(STATIONS, sizeof *w->rows);
    w->works = calloc(ROWS, sizeof *w->works);
    yz_list_open(&w->list, &source, w, columns, sizeof columns / sizeof *columns);
    memcpy(w->columns, work_columns, sizeof w->columns);
    yz_list_open(&w->work_list, &work_source, w, w->columns, YZ_HUB_CELLS);
    w->list.empty = w->work_list.empty = N_("没有");
    yz_ui_busy(ui, _("正在问区县…"));
    status = w->rows && w->works ? read_stations(w) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status != YZ_OK) close_stations(ui, w);
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct stations *w = state;
    (void)ui;
    if (w->of.id) snprintf(out, room, _("区县各站 · %s"), w->of.s.name);
    else yz_copy(out, room, _("区县各站"));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct stations *w = state;
    int x = 1;
    (void)ui;
    if (!w->of.id) {
        yz_paint(area, 0, 1, area.columns - 2, YZ_ROLE_DIM,
                 _("各站传来的；还没有传来的只有站里知道。人均在办：在办件除以人数"));
        yz_list_paint(&w->list, yz_area_below(area, 1), true);
        return;
    }
    for (size_t i = 0; i < YZ_HUB_VIEWS; i++)
        x += yz_paintf(area, 0, x, i == w->view ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s ", yz_many(yz_hub_view(i)->label)) +
             1;
    yz_list_paint(&w->work_list, yz_area_below(area, 1), true);
}

static void go(struct stations *w, const struct row *row, size_t view) {
    if (!row) return;
    w->of = *row;
    w->view = view;
    yz_ui_busy(w->ui, _("正在问区县…"));
    if (!yz_ui_ok(w->ui, read_work(w))) w->of.id = 0;
    yz_ui_repaint(w->ui);
}

static bool input_work(struct stations *w, const struct yz_input *in) {
    const struct row of = w->of;
    switch (in->request) {
    case YZ_REQ_BACK:
        w->of.id = 0;
        yz_ui_repaint(w->ui);
        return true;
    case YZ_REQ_NEXT: return go(w, &of, (w->view + 1) % YZ_HUB_VIEWS), true;
    case YZ_REQ_PREVIOUS: return go(w, &of, (w->view + YZ_HUB_VIEWS - 1) % YZ_HUB_VIEWS), true;
    default: return yz_list_input(&w->work_list, in);
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct stations *w = state;
    if (yz_list_editing(w->of.id ? &w->work_list : &w->list))
        return yz_list_input(w->of.id ? &w->work_list : &w->list, in);
    if (w->of.id) return input_work(w, in);
    switch (in->request) {
    case YZ_REQ_OPEN: return go(w, yz_list_selected(&w->list), 0), true;
    case YZ_REQ_NEXT: return yz_ui_open(ui, &(struct yz_target){.screen = "figures", .id = 1}), true;
    case YZ_REQ_NEW:
        yz_ui_busy(ui, _("正在问区县…"));
        yz_ui_ok(ui, read_stations(w));
        return true;
    default: return yz_list_input(&w->list, in);
    }
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct stations *w = state;
    (void)ui;
    return yz_list_editing(w->of.id ? &w->work_list : &w->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct stations *w = state;
    (void)ui;
    return yz_list_cursor(w->of.id ? &w->work_list : &w->list, y, x);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("打开数背后的行")},
                                       {YZ_REQ_NEW, N_("再问一次")},
                                       {YZ_REQ_NEXT, N_("换一项")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint work[] = {{YZ_REQ_NEXT, N_("换一项")}, {YZ_REQ_BACK, N_("各站")}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint list[] = {{YZ_REQ_OPEN, N_("打开数背后的行")},
                                          {YZ_REQ_NEXT, N_("各站的报表")},
                                          {YZ_REQ_NEW, N_("再问一次")},
                                          {YZ_REQ_BACK, NULL},
                                          {YZ_REQ_NONE, NULL}};
    (void)ui;
    return ((const struct stations *)state)->of.id ? work : list;
}

const struct yz_screen yz_stations_screen = {
    .name = "stations",
    .title = N_("区县各站"),
    .help = N_("管许多站的人看：每个站最近什么时候来过，在办、超期、今天晚间受理的办件，人均在办，需求、资源、匹配，用"
               "别站资源的匹配。\n"
               "Enter 打开一个站的数：Tab "
               "换在办、超期、晚间、需求、资源、匹配、人员；没有居民的姓名，需求只有类别。Tab "
               "各站的报表：年报等，按驿站分。Ctrl-N 再问一次区县。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct stations),
    .open = open_stations,
    .close = close_stations,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .hints = hints,
    .hints_now = hints_now,
};
