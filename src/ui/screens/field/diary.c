/* 网格日志: what was done on a day, in the own grid, by oneself, or by all; it writes itself. Left and right turn the day. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/diary.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/session.h>

enum whose { GRID, MINE, ALL, WHOSE };

struct diary {
    struct yz_ui *ui;
    yz_date day;
    enum whose whose;
    struct yz_diary read;
    char title[256];
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("时间"), 5, 5, 1, YZ_LEFT}, {N_("谁"), 8, 10, 3, YZ_LEFT}, {N_("做了什么"), 30, 0, 2, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_diary_line *l = row;
    char when[YZ_MOMENT_TEXT];
    (void)ctx;
    yz_moment_text(l->at, when);
    const char *texts[] = {when + 11, l->who, l->text};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_diary_line), .cell = cell};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct diary *d = state;
    struct yz_session *s = yz_ui_session(ui);
    const struct yz_staff *me = yz_session_staff(s);
    struct yz_diary fresh;
    struct yz_diary_filter filter = {.from = d->day, .to = d->day};
    if (d->whose == GRID) filter.grid = me->grid;
    if (d->whose == MINE) filter.staff = me->id;
    enum yz_status status = yz_diary_read(s, &filter, &fresh);
    yz_list_array(&d->list, fresh.all, fresh.count);
    yz_diary_free(&d->read);
    d->read = fresh;
    yz_diary_title(s, &d->read, d->title, sizeof d->title);
    return status;
}

static enum yz_status open_diary(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct diary *d = state;
    (void)target;
    d->ui = ui;
    d->day = yz_today();
    d->whose = yz_session_staff(yz_ui_session(ui))->grid ? GRID : MINE;
    yz_list_open(&d->list, &source, d, columns, sizeof columns / sizeof *columns);
    d->list.empty = N_("这一天没有记下什么");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&d->list);
    return status;
}

static void close_diary(struct yz_ui *ui, void *state) {
    struct diary *d = state;
    (void)ui;
    yz_list_close(&d->list);
    yz_diary_free(&d->read);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("网格日志"), ((struct diary *)state)->title);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct diary *d = state;
    char total[256];
    (void)ui;
    yz_paint(area, 0, 1, area.columns - 1, YZ_ROLE_HEADER, yz_diary_total(&d->read, total, sizeof total));
    yz_list_paint(&d->list, yz_area_below(area, 1), true);
}

static bool turn(struct diary *d, yz_date day, int whose) {
    if (day > yz_today()) return yz_ui_say(d->ui, YZ_ROLE_TEXT, _("今天是最后一天")), true;
    d->day = day;
    d->whose = (enum whose)((d->whose + (unsigned)(WHOSE + whose)) % WHOSE);
    if (d->whose == GRID && !yz_session_staff(yz_ui_session(d->ui))->grid)
        d->whose = (enum whose)((GRID + (unsigned)(WHOSE + whose)) % WHOSE);
    yz_ui_ok(d->ui, refresh(d->ui, d));
    yz_list_restart(&d->list);
    return true;
}

static void day_answered(struct yz_ui *ui, void *state, const char *answer) {
    struct diary *d = state;
    yz_date day;
    if (!yz_date_parse(answer, yz_today(), false, &day))
        yz_ui_ask_line(ui, _("看不懂这个日期，例如 昨天、-2、20261120"), answer, day_answered);
    else turn(d, day, 0);
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct diary *d = state;
    struct yz_print way;
    enum yz_status status = yz_print_parse(answer, &way);
    if (status == YZ_OK) status = yz_diary_print(yz_ui_session(ui), &d->read, &way);
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), _("网格日志"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct diary *d = state;
    const struct yz_diary_line *l = yz_list_selected(&d->list);
    if (yz_list_editing(&d->list)) return yz_list_input(&d->list, in);
    switch (in->request) {
    case YZ_REQ_LEFT: return turn(d, yz_date_add(d->day, -1), 0);
    case YZ_REQ_RIGHT: return turn(d, yz_date_add(d->day, 1), 0);
    case YZ_REQ_NEXT: return turn(d, d->day, 1);
    case YZ_REQ_PREVIOUS: return turn(d, d->day, -1);
    case YZ_REQ_DAY: return yz_ui_ask_line(ui, _("看哪一天"), NULL, day_answered), true;
    case YZ_REQ_PRINT: return yz_ui_suggest(ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print), true;
    case YZ_REQ_OPEN:
        if (l && yz_ui_screen_named(ui, yz_kinds[l->kind]->name)) {
            struct yz_target t = {.kind = l->kind, .id = l->record};
            yz_copy(t.screen, sizeof t.screen, yz_kinds[l->kind]->name);
            yz_ui_open(ui, &t);
        }
        return l != NULL;
    default: return yz_list_input(&d->list, in);
    }
}

static const struct yz_hint hints[] = {
    {YZ_REQ_LEFT, N_("前一天")},   {YZ_REQ_RIGHT, N_("后一天")}, {YZ_REQ_NEXT, N_("换谁的")}, {YZ_REQ_PRINT, NULL},
    {YZ_REQ_OPEN, N_("看这一条")}, {YZ_REQ_DAY, NULL},           {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_diary_screen = {
    .name = "diary",
    .title = N_("网格日志"),
    .help =
        N_("这一天做了什么：走访、需求、办件、登记变动，从办理的记录里自己写出来，一个字也不用填；撤销了的不在里面。\n"
           "左右键换一天，Ctrl-Y 打哪一天，Tab 在自己的网格、自己、全社区之间换，Ctrl-P 打印。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct diary),
    .list = YZ_WHERE(struct diary, list),
    .open = open_diary,
    .close = close_diary,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
