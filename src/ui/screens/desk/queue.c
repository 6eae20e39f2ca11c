/* 办件: the queue: views of cases by station, order and filter; many marked and taken a step with at once; the evening with
 * who waits, who is on duty and what must be handed over. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/desk/case_steps.h"
#include "ui/screens/desk/evening.h"
#include "ui/screens/desk/queue_rows.h"
#include "ui/screens/desk/queue_setup.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { TABS = 7, MANY = 200, WIDE = 110, TALL = 30, REFUSALS = 8 };

struct queue {
    struct yz_ui *ui;
    struct yz_case_counts counts;
    struct yz_queue_rows rows;
    struct yz_list list;
    size_t tab;
    struct yz_evening evening;
    struct yz_queue_setup setup;
    struct yz_case_bar steps;
    bool acting; /* the steps of what is marked are shown */
    char place[96];
};

static const enum yz_case_view views[TABS] = {YZ_VIEW_DUE_TODAY, YZ_VIEW_OVERDUE, YZ_VIEW_EVENING, YZ_VIEW_WAITING,
                                              YZ_VIEW_MINE,      YZ_VIEW_ALL,     YZ_VIEW_OFFERED};
static const char usual_columns[] = "number,person,address,due,state,service,received,owner";

static bool in_evening(const struct queue *q) {
    return views[q->tab] == YZ_VIEW_EVENING;
}

static int64_t count_of(const struct queue *q, size_t tab) {
    const struct yz_case_counts *c = &q->counts;
    const int64_t counts[TABS] = {c->due_today, c->overdue, c->evening, c->waiting, c->mine, c->all, c->offered};
    return counts[tab];
}

/* --- reading --- */

static enum yz_status read_place(struct queue *q) {
    struct yz_station station;
    enum yz_status status = YZ_OK;
    yz_copy(q->place, sizeof q->place, _("全部驿站"));
    if (q->rows.filter.station) status = yz_record_get(q->rows.session, YZ_STATION, q->rows.filter.station, &station);
    if (status == YZ_OK && q->rows.filter.station) yz_copy(q->place, sizeof q->place, station.name);
    return status;
}

/* All but the list. */
static enum yz_status read_all(struct queue *q) {
    struct yz_session *s = q->rows.session;
    const struct yz_case_filter *f = &q->rows.filter;
    enum yz_status status = yz_case_count(s, f->station, f->day, &q->counts);
    if (status == YZ_OK) status = read_place(q);
    if (status == YZ_OK && in_evening(q)) status = yz_evening_read(&q->evening, s, f->station, f->day);
    return status == YZ_OK ? yz_queue_rows_read(&q->rows) : status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct queue *q = state;
    (void)ui;
    enum yz_status status = read_all(q);
    yz_list_reload(&q->list);
    return status;
}

/* Another view, order, day or station: from the first row on. Marks belong to what was shown. */
static void restart(struct queue *q) {
    yz_list_unmark(&q->list);
    q->acting = false;
    q->list.column_count = q->rows.column_count;
    yz_ui_ok(q->ui, read_all(q));
    yz_list_restart(&q->list);
    yz_ui_repaint(q->ui);
}

static void show_tab(struct queue *q, size_t tab) {
    q->tab = tab;
    q->rows.filter.view = views[tab];
    restart(q);
}

/* The extended hours have begun at the own station. */
static bool is_evening(struct yz_session *s) {
    int begins = yz_day_minute(yz_session_station(s)->evening);
    return begins >= 0 && yz_moment_minute(yz_now()) >= begins;
}

/* The view that is named, in the evening that of the evening, else the first that has something. */
static size_t first_tab(const struct queue *q, const char *key) {
    enum yz_case_view view = YZ_VIEWS;
    if (*key) yz_case_view_from_key(key, &view);
    else if (is_evening(q->rows.session)) view = YZ_VIEW_EVENING;
    for (size_t i = 0; i < TABS; i++)
        if (views[i] == view) return i;
    for (size_t i = 0; i < TABS; i++)
        if (count_of(q, i)) return i;
    return 0;
}

static void close_queue(struct yz_ui *ui, void *state) {
    struct queue *q = state;
    (void)ui;
    yz_queue_setup_close(&q->setup);
    yz_case_bar_close(&q->steps);
    yz_list_close(&q->list);
    yz_queue_rows_free(&q->rows);
}

static enum yz_status open_queue(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct queue *q = state;
    q->ui = ui;
    q->rows.session = yz_ui_session(ui);
    q->rows.filter.station = target->kind == YZ_STATION ? target->id : yz_session_station(q->rows.session)->id;
    if (*target->extra) yz_date_parse(target->extra, 0, false, &q->rows.filter.day);
    yz_queue_rows_choose(&q->rows, usual_columns);
    yz_list_open(&q->list, &yz_queue_source, &q->rows, q->rows.columns, q->rows.column_count);
    q->list.empty = N_("这里现在没有办件");
    enum yz_status status = yz_case_count(q->rows.session, q->rows.filter.station, 0, &q->counts);
    q->tab = first_tab(q, target->key);
    q->rows.filter.view = views[q->tab];
    if (status == YZ_OK) status = read_all(q);
    if (status != YZ_OK) close_queue(ui, q);
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct queue *q = state;
    (void)ui;
    snprintf(out, room, "%s %s", yz_many("办件"), q->place);
}

/* --- painting --- */

/* As wide as there is room for in seven tabs. */
static void count_text(int64_t n, char out[24]) {
    snprintf(out, 24, n < 10000 ? "%d" : "9999+", (int)n);
}

/* What is due on another day does not call itself today's. */
static void tab_name(const struct queue *q, size_t tab, char *out, size_t room) {
    int day = q->rows.filter.day;
    if (views[tab] != YZ_VIEW_DUE_TODAY || !day) snprintf(out, room, "%s", yz_case_view_name(views[tab]));
    else snprintf(out, room, _("%02d-%02d 到期"), day / 100 % 100, day % 100);
}

static void paint_tabs(const struct queue *q, struct yz_rect a) {
    int x = 0;
    for (size_t i = 0; i < TABS; i++) {
        char text[80], name[48], count[24];
        tab_name(q, i, name, sizeof name);
        count_text(count_of(q, i), count);
        snprintf(text, sizeof text, i == q->tab ? "[%s %s]" : " %s %s ", name, count);
        x += yz_paint(a, 0, x, a.columns - x, i == q->tab ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, text);
    }
}

/* The order and the filters, when they are not the usual ones. */
static void scope_text(const struct queue *q, char *out, size_t room) {
    const struct yz_queue_rows *r = &q->rows;
    char day[YZ_DATE_TEXT], owner[96] = "";
    bool dated = r->filter.day && views[q->tab] == YZ_VIEW_DUE_TODAY; /* the evening's panel has its own */
    if (r->filter.staff) yz_record_title(r->session, YZ_STAFF, r->filter.staff, false, owner, sizeof owner);
    int n = snprintf(out, room, "%s%s%s%s%s%s%s%s%s%s%s", r->order || r->turned ? _("按 ") : "",
                     r->order || r->turned ? yz_queue_order_name(r->order) : "", r->turned ? _("（倒序）") : "",
                     r->filter.state ? "  " : "", yz_code_label("case_state", r->filter.state),
                     *r->filter.service ? "  " : "", q->setup.service, *owner ? "  " : "", owner, dated ? "  " : "",
                     dated ? yz_date_text(r->filter.day, day) : "");
    if (*r->text && n >= 0 && (size_t)n < room) snprintf(out + n, room - (size_t)n, _("  只看含“%s”的"), r->text);
}

static void paint_refusals(const struct queue *q, struct yz_rect a) {
    yz_paint_rule(a, 0);
    for (size_t i = 0; i < q->steps.refusals && (int)i + 1 < a.rows; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s  %s", q->steps.refused[i].number, q->steps.refused[i].why);
        yz_paint(a, (int)i + 1, 1, a.columns - 2, YZ_ROLE_WARNING, text);
    }
}

/* How many rows at the bottom are for the steps, or for what was refused. */
static int bottom_rows(const struct queue *q, struct yz_rect a) {
    int rows = q->acting               ? yz_case_bar_rows(&q->steps, a.columns)
               : q->steps.refusals > 0 ? 1 + (int)(q->steps.refusals < REFUSALS ? q->steps.refusals : REFUSALS)
                                       : 0;
    return rows > a.rows - 4 ? a.rows - 4 : rows;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct queue *q = state;
    char scope[256];
    (void)ui;
    if (q->setup.open) {
        yz_form_paint(&q->setup.form, area, true);
        return;
    }
    paint_tabs(q, area);
    struct yz_rect body = yz_area_below(area, 1);
    bool wide = area.columns >= WIDE && area.rows >= TALL;
    if (in_evening(q) && wide) {
        yz_evening_paint_column(
            &q->evening, yz_area_part(yz_area_below(body, 1), body.columns - YZ_EVENING_COLUMNS, YZ_EVENING_COLUMNS));
        body = yz_area_part(body, 0, body.columns - YZ_EVENING_COLUMNS - 2);
    } else if (in_evening(q) && body.rows > YZ_EVENING_ROWS + 4) {
        yz_evening_paint_rows(&q->evening, yz_area_top(body, YZ_EVENING_ROWS));
        body = yz_area_below(body, YZ_EVENING_ROWS);
    }
    scope_text(q, scope, sizeof scope);
    if (*scope || !in_evening(q) || wide) {
        yz_paint(body, 0, 1, body.columns - 1, YZ_ROLE_DIM, scope);
        body = yz_area_below(body, 1);
    }
    int bottom = bottom_rows(q, body);
    struct yz_rect below = yz_area_below(body, body.rows - bottom);
    body.rows -= bottom;
    yz_list_paint(&q->list, body, !q->acting);
    if (q->acting) yz_case_bar_paint(&q->steps, below);
    else if (bottom) paint_refusals(q, below);
}

/* --- keys --- */

/* The own station, all of them, then the others one after another. */
static void turn_place(struct queue *q) {
    struct yz_station *all = calloc(MANY, sizeof *all);
    int64_t own = yz_session_station(q->rows.session)->id, now = q->rows.filter.station, next = own;
    size_t count = 0, i = 0;
    if (!all || !yz_ui_ok(q->ui, yz_stations(q->rows.session, all, MANY, &count))) {
        free(all);
        return;
    }
    if (now == own) {
        next = 0;
    } else {
        if (now) {
            while (i < count && all[i].id != now) i++;
            i++;
        }
        if (i < count && all[i].id == own) i++;
        if (i < count) next = all[i].id;
    }
    free(all);
    q->rows.filter.station = next;
    restart(q);
}

static void turn_order(struct queue *q) {
    q->rows.order = (enum yz_queue_order)((q->rows.order + 1) % YZ_QUEUE_ORDERS);
    restart(q);
}

static void turn_day(struct queue *q, int by) {
    yz_date day = q->rows.filter.day ? q->rows.filter.day : yz_today();
    day = yz_date_add(day, by);
    q->rows.filter.day = day == yz_today() ? 0 : day;
    restart(q);
}

static void day_answered(struct yz_ui *ui, void *state, const char *answer) {
    struct queue *q = state;
    yz_date day = 0;
    if (!yz_date_parse(answer, yz_today(), false, &day)) {
        yz_ui_ask_line(ui, _("看不懂这个日期，例如 昨天、-2、20261120"), answer, day_answered);
        return;
    }
    q->rows.filter.day = day == yz_today() ? 0 : day;
    restart(q);
}

/* With nothing marked, the selected one is. */
static void act(struct queue *q) {
    const struct yz_case_line *c = yz_list_selected(&q->list);
    const int64_t *ids;
    size_t n = yz_list_marked(&q->list, &ids);
    if (!n && !c) return;
    q->steps.refusals = 0;
    q->acting = yz_ui_ok(q->ui, yz_case_bar_many(&q->steps, q->ui, n ? ids : &c->id, n ? n : 1));
    yz_ui_repaint(q->ui);
}

/* After it: those refused stay marked. */
static void acted(struct queue *q) {
    q->acting = false;
    yz_list_unmark(&q->list);
    for (size_t i = 0; i < q->steps.refusals && i < YZ_REFUSED_SHOWN; i++)
        yz_list_mark(&q->list, q->steps.refused[i].id);
}

static bool acting_input(struct queue *q, const struct yz_input *in) {
    if (in->request == YZ_REQ_BACK && !q->steps.taking) {
        q->acting = false;
        yz_ui_repaint(q->ui);
        return true;
    }
    bool taken = yz_case_bar_input(&q->steps, in, false);
    if (q->steps.many_done) acted(q);
    return taken;
}

/* Those of the evening that is looked at. */
static void open_tickets(const struct queue *q) {
    struct yz_target target = YZ_TARGET("tickets", YZ_STATION, q->rows.filter.station);
    bool past = in_evening(q) && q->rows.filter.day && q->rows.filter.day < yz_today();
    if (past) yz_date_text(q->rows.filter.day, target.extra);
    yz_ui_open(q->ui, &target);
}

static bool pick(struct queue *q, int number) {
    if (number >= 1 && number <= TABS) show_tab(q, (size_t)number - 1);
    else if (number == TABS + 1) open_tickets(q);
    else if (number == TABS + 2) yz_ui_open(q->ui, &YZ_TARGET("handover", YZ_STATION, q->rows.filter.station));
    else return false;
    return true;
}

static bool by_day(const struct queue *q) {
    return in_evening(q) || views[q->tab] == YZ_VIEW_DUE_TODAY;
}

static bool view_input(struct queue *q, const struct yz_input *in) {
    const struct yz_case_line *c = yz_list_selected(&q->list);
    switch (in->request) {
    case YZ_REQ_NEXT: return show_tab(q, (q->tab + 1) % TABS), true;
    case YZ_REQ_PREVIOUS: return show_tab(q, (q->tab + TABS - 1) % TABS), true;
    case YZ_REQ_PICK: return pick(q, in->number);
    case YZ_REQ_NEW: return pick(q, TABS + 1);
    case YZ_REQ_PLACE: return turn_place(q), true;
    case YZ_REQ_SORT: return turn_order(q), true;
    case YZ_REQ_LEFT: return by_day(q) ? turn_day(q, -1), true : false;
    case YZ_REQ_RIGHT: return by_day(q) ? turn_day(q, 1), true : false;
    case YZ_REQ_DAY: return yz_ui_ask_line(q->ui, _("看哪一天"), NULL, day_answered), true;
    case YZ_REQ_EDIT: return yz_queue_setup_open(&q->setup, q->ui, &q->rows), true;
    case YZ_REQ_MARK_ALL: return yz_list_mark_all(&q->list), true;
    case YZ_REQ_ACT: return act(q), true;
    case YZ_REQ_OPEN: return c ? yz_ui_open(q->ui, &YZ_TARGET("case", YZ_CASE, c->id)), true : false;
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct queue *q = state;
    bool changed = false;
    (void)ui;
    if (q->setup.open) {
        bool taken = yz_queue_setup_input(&q->setup, in, &q->rows, &changed);
        if (changed) restart(q);
        return taken;
    }
    if (q->acting) return acting_input(q, in);
    if (in->request == YZ_REQ_BACK && q->steps.refusals) {
        q->steps.refusals = 0;
        yz_ui_repaint(q->ui);
        return true;
    }
    if (!yz_list_editing(&q->list) && view_input(q, in)) return true;
    return yz_list_input(&q->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct queue *q = state;
    (void)ui;
    if (q->setup.open) return yz_form_editing(&q->setup.form);
    if (q->acting && q->steps.taking) return yz_form_editing(&q->steps.form);
    return yz_list_editing(&q->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct queue *q = state;
    (void)ui;
    if (q->setup.open) return yz_form_cursor(&q->setup.form, y, x);
    if (q->acting && q->steps.taking) return yz_form_cursor(&q->steps.form, y, x);
    return yz_list_cursor(&q->list, y, x);
}

static void suspend(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_case_bar_suspend(&((struct queue *)state)->steps);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct queue *q = state;
    const int64_t *ids;
    size_t marked = yz_list_marked(&q->list, &ids);
    (void)ui;
    if (q->setup.open) yz_form_status(&q->setup.form, out, room);
    else if (q->acting && q->steps.taking) yz_form_status(&q->steps.form, out, room);
    else if (q->acting) snprintf(out, room, _("%zu 件一起办：按数字选一步，Esc 放下"), q->steps.many_count);
    else if (q->rows.too_many)
        snprintf(out, room, _("多于 %d 件，只能按视图的先后排；先用 Ctrl-E 筛选"), YZ_QUEUE_SORTED);
    else if (q->rows.cut) snprintf(out, room, _("只筛了 %d 件；用 Ctrl-E 缩小范围"), YZ_QUEUE_SCANNED);
    else if (marked) snprintf(out, room, _("已标记 %zu 件：Ctrl-G 一起办"), marked);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看办件")},   {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_MARK, NULL},      {YZ_REQ_ACT, NULL},
    {YZ_REQ_EDIT, N_("怎样排列")}, {YZ_REQ_PLACE, NULL},        {YZ_REQ_NEW, N_("叫号")}, {YZ_REQ_MARK_ALL, NULL},
    {YZ_REQ_SORT, NULL},           {YZ_REQ_DAY, NULL},          {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint filling[] = {
        {YZ_REQ_SAVE, N_("办成")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint arranging[] = {
        {YZ_REQ_SAVE, N_("排列")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint choosing[] = {
        {YZ_REQ_PICK, N_("选一步")}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    const struct queue *q = state;
    (void)ui;
    return q->setup.open ? arranging : !q->acting ? hints : q->steps.taking ? filling : choosing;
}

const struct yz_screen yz_queue_screen = {
    .name = "queue",
    .title = N_("办件"),
    .help = N_(
        "办件队列。Tab 或数字 1-7 换一类：今天到期、已超期、晚间、等补材料、我的、全部、待接转办；8 叫号，9 交接班。\n"
        "晚间：那一天延时服务时间来的办件，谁在等、谁值班、要交什么；左右键换一天。\n"
        "空格标记，Ctrl-A 全部标记，Ctrl-G 给标记的一起办一步，办不成的说明原因，一次撤销。\n"
        "Ctrl-E 选驿站、先后、状态、事项、经办、日期和列；Ctrl-O 换驿站，Ctrl-B 换先后，Ctrl-T 只留含所打文字的。\n"),
    .function_key = YZ_REQ_CASES,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct queue),
    .open = open_queue,
    .close = close_queue,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .suspend = suspend,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
