/* 走访: the buildings of the own grid, those with most doors due first. Enter walks one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/visits.h>

enum { BUILDINGS = 1024 };

struct visits {
    struct yz_ui *ui;
    struct yz_walk_building all[BUILDINGS];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("楼栋"), 20, 30, 1, YZ_LEFT},
    {N_("住户"), 8, 10, 3, YZ_RIGHT},
    {N_("该走访的户"), 10, 12, 2, YZ_RIGHT},
    {N_("上次走访"), 16, 16, 4, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_walk_building *b = row;
    char households[16], due[16], last[YZ_MOMENT_TEXT];
    (void)ctx;
    snprintf(households, sizeof households, "%d", (int)b->households);
    snprintf(due, sizeof due, "%d", (int)b->due);
    const char *texts[] = {b->address, households, due, yz_moment_text(b->last, last)};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_walk_building), .cell = cell};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct visits *v = state;
    struct yz_session *s = yz_ui_session(ui);
    enum yz_status status = yz_walk_buildings(s, yz_session_staff(s)->grid, v->all, BUILDINGS, &v->count);
    yz_list_array(&v->list, v->all, v->count);
    return status;
}

static enum yz_status open_visits(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct visits *v = state;
    (void)target;
    v->ui = ui;
    yz_list_open(&v->list, &source, v, columns, sizeof columns / sizeof *columns);
    v->list.empty = N_("网格里没有楼栋");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&v->list);
    return status;
}

static void close_visits(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct visits *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct visits *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct visits *v = state;
    const struct yz_walk_building *b = yz_list_selected(&v->list);
    if (in->request == YZ_REQ_OPEN && b) return yz_ui_open(ui, &YZ_TARGET("walk", YZ_BUILDING, b->id)), true;
    return yz_list_input(&v->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct visits *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct visits *)state)->list, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_visit_rule *rule = yz_visit_rule();
    (void)ui;
    (void)state;
    if (rule) snprintf(out, room, _("满 %1$d 天没走访就该走访：%2$s"), (int)rule->days, rule->source);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("走这一栋")}, {YZ_REQ_SEARCH, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_visits_screen = {
    .name = "visits",
    .title = N_("走访"),
    .help = N_("自己网格的楼栋，该走访的户多的在前；没有网格的人看到全部楼栋。Enter 打开走访名单。\n"),
    .function_key = YZ_REQ_VISITS,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct visits),
    .open = open_visits,
    .close = close_visits,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
