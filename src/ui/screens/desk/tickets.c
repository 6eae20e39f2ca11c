/* 叫号: the waiting line of a station: who waits and how long, the next one called, served, carried over. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/screens/list_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/catalogue.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/tickets.h>

enum { LINES = 400, GAP = 3, SERVICES = 100, STATIONS = 200 };

struct tickets {
    struct yz_list_form l; /* a number being given */
    int64_t station;       /* 0: all of them, to be looked at only */
    yz_date day;           /* the evening of a day that is over, to be looked at only; 0 = today */
    char place[96];
    struct yz_ticket all[LINES];
    size_t count;
    struct yz_ticket_figures figures;
    bool whole;   /* all of the day, not only those who wait */
    int64_t last; /* the ticket that was taken or called last: Ctrl-P prints it */
};

static const struct yz_column columns[] = {
    {N_("排队号"), 6, 6, 1, YZ_LEFT}, {N_("状态"), 6, 8, 2, YZ_LEFT},    {N_("等了"), 6, 8, 3, YZ_RIGHT},
    {N_("称呼"), 8, 14, 4, YZ_LEFT},  {N_("事项"), 10, 20, 5, YZ_LEFT},  {N_("取号时间"), 8, 8, 6, YZ_LEFT},
    {N_("叫了"), 4, 4, 8, YZ_RIGHT},  {N_("接待人"), 6, 10, 7, YZ_LEFT}, {N_("备注"), 8, 0, 9, YZ_LEFT},
};
static const struct yz_column columns_of_all[] = {
    {N_("驿站"), 12, 24, 1, YZ_LEFT},   {N_("排队号"), 6, 6, 1, YZ_LEFT}, {N_("状态"), 6, 8, 2, YZ_LEFT},
    {N_("等了"), 6, 8, 3, YZ_RIGHT},    {N_("称呼"), 8, 14, 4, YZ_LEFT},  {N_("事项"), 10, 20, 5, YZ_LEFT},
    {N_("取号时间"), 8, 8, 6, YZ_LEFT}, {N_("叫了"), 4, 4, 8, YZ_RIGHT},  {N_("接待人"), 6, 10, 7, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct tickets *t = ctx;
    const struct yz_ticket *l = row;
    char time[YZ_MOMENT_TEXT];
    switch (column) {
    case 0: yz_copy(out, room, l->code); break;
    case 1: yz_copy(out, room, yz_code_label("ticket_state", l->state)); break;
    case 2: snprintf(out, room, _("%d 分"), (int)yz_ticket_minutes(yz_ui_session(t->l.ui), l)); break;
    case 3: yz_mask_name(out, room, l->name); break;
    case 4: yz_copy(out, room, yz_ticket_service(yz_ui_session(t->l.ui), l)); break;
    case 5: yz_copy(out, room, l->taken ? yz_moment_text(l->taken, time) + 11 : ""); break;
    case 6:
        if (l->calls) snprintf(out, room, "%d", (int)l->calls);
        break;
    case 7: yz_record_title(yz_ui_session(t->l.ui), YZ_STAFF, l->staff, false, out, room); break;
    default: yz_mask_numbers(out, room, l->note); break;
    }
}

static void cell_of_all(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct tickets *t = ctx;
    const struct yz_ticket *l = row;
    if (column) cell(ctx, row, column - 1, out, room);
    else yz_record_title(yz_ui_session(t->l.ui), YZ_STATION, l->station, false, out, room);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_ticket *l = row;
    (void)ctx;
    if (l->state == YZ_TICKET_CALLED) return YZ_ROLE_GOOD;
    return l->state == YZ_TICKET_WAITING || l->state == YZ_TICKET_SERVING ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_ticket), .cell = cell, .role = role};
static const struct yz_list_source source_of_all = {
    .row_size = sizeof(struct yz_ticket), .cell = cell_of_all, .role = role};

static void keep_evening(struct tickets *t) {
    size_t kept = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->all[i].evening) t->all[kept++] = t->all[i];
    t->count = kept;
}

static bool look_only(const struct tickets *t) {
    return t->day || !t->station;
}

/* Those of a station, after the ones that are there. */
static enum yz_status add_station(struct tickets *t, struct yz_session *s, int64_t station, yz_date day) {
    size_t n = 0;
    enum yz_status status = t->count == LINES ? YZ_OK
                                              : yz_tickets(s, station, day, !t->whole && !t->day, NULL,
                                                           t->all + t->count, LINES - t->count, &n);
    t->count += n;
    return status;
}

static enum yz_status add_all(struct tickets *t, struct yz_session *s, yz_date day) {
    struct yz_station *stations = calloc(STATIONS, sizeof *stations);
    size_t n = 0;
    if (!stations) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_stations(s, stations, STATIONS, &n);
    for (size_t i = 0; status == YZ_OK && i < n; i++) status = add_station(t, s, stations[i].id, day);
    free(stations);
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct tickets *t = state;
    struct yz_session *s = yz_ui_session(ui);
    yz_date day = t->day ? t->day : yz_today();
    t->count = 0;
    enum yz_status status = t->station ? add_station(t, s, t->station, day) : add_all(t, s, day);
    if (status == YZ_OK) status = yz_ticket_figures(s, t->station, day, t->day != 0, &t->figures);
    if (t->day) keep_evening(t);
    yz_list_array(&t->l.list, t->all, t->count);
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct tickets *t = state;
    char day[YZ_DATE_TEXT] = "";
    (void)ui;
    if (t->day) yz_date_text(t->day, day);
    snprintf(out, room, "%s %s%s%s", _("叫号"), t->place, t->day ? " " : "", day);
}

/* --- taking a number --- */

static const struct yz_form_field fields[] = {
    {.name = "name", .label = N_("称呼"), .help = N_("可以不填；叫号时遮盖着显示")},
    {.name = "phone", .label = N_("电话"), .help = N_("可以不填")},
    {.name = "service", .label = N_("事项"), .editor = YZ_EDIT_CHOICE, .help = N_("来办什么，可以不填")},
    {.name = "priority", .label = N_("优先"), .editor = YZ_EDIT_FLAG, .help = N_("老人、孕妇、残疾人等：空格勾选")},
    {.name = "note", .label = N_("备注"), .help = N_("可以不填")},
};

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct tickets *t = ctx;
    struct yz_service_line *all = calloc(SERVICES, sizeof *all);
    size_t count = 0, n = 0;
    (void)form;
    (void)field;
    (void)typed;
    if (all) yz_catalogue_list(yz_ui_session(t->l.ui), 0, all, SERVICES, &count);
    for (; n < count && n < max; n++) {
        out[n] = (struct yz_option){.note = ""};
        yz_copy(out[n].value, sizeof out[n].value, all[n].key);
        yz_copy(out[n].label, sizeof out[n].label, all[n].short_name);
    }
    free(all);
    return n;
}

static const struct yz_form_events events = {.options = options, .left = yz_list_form_left};

static void begin_taking(struct tickets *t) {
    yz_list_form_begin(&t->l, fields, sizeof fields / sizeof *fields, &events);
}

/* Station 0: all of them. With a key: to go on with the form of a number that is being given. `extra` is a day before today. */
static enum yz_status open_tickets(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct tickets *t = state;
    t->l.ui = ui;
    t->l.draft = "tickets";
    t->station = t->l.draft_of = target->kind == YZ_STATION ? target->id : yz_session_station(yz_ui_session(ui))->id;
    if (t->station) yz_record_title(yz_ui_session(ui), YZ_STATION, t->station, false, t->place, sizeof t->place);
    else yz_copy(t->place, sizeof t->place, _("全部驿站"));
    if (t->station) yz_list_open(&t->l.list, &source, t, columns, sizeof columns / sizeof *columns);
    else yz_list_open(&t->l.list, &source_of_all, t, columns_of_all, sizeof columns_of_all / sizeof *columns_of_all);
    if (*target->extra) yz_date_parse(target->extra, 0, false, &t->day);
    t->l.list.empty = t->day ? N_("那天晚间没有人取号") : t->station ? N_("没有人在等；Ctrl-N 取号") : N_("没有人在等");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&t->l.list);
    else if (*target->key) begin_taking(t);
    return status;
}

static void take(void *state) {
    struct tickets *t = state;
    const struct yz_form *f = &t->l.form;
    const struct yz_ticket_wish wish = {.name = yz_form_get(f, "name"),
                                        .phone = yz_form_get(f, "phone"),
                                        .service = yz_form_get(f, "service"),
                                        .note = yz_form_get(f, "note"),
                                        .priority = *yz_form_get(f, "priority") != '\0'};
    struct yz_findings found = {0};
    struct yz_ticket ticket;
    enum yz_status status = yz_ticket_take(yz_ui_session(t->l.ui), t->station, &wish, &ticket, &found);
    if (yz_ui_ok(t->l.ui, status)) {
        yz_list_form_saved(&t->l);
        t->last = ticket.id;
        yz_ui_changed(t->l.ui);
        yz_ui_say(t->l.ui, YZ_ROLE_GOOD, _("取号 %1$s，现在 %2$d 人在等；Ctrl-P 打印"), ticket.code,
                  (int)t->figures.waiting + 1);
    } else {
        yz_form_show_findings(&t->l.form, &found);
    }
    yz_findings_free(&found);
}

/* --- steps --- */

static void said(struct tickets *t, const struct yz_ticket *ticket) {
    char name[96];
    yz_mask_name(name, sizeof name, ticket->name);
    t->last = ticket->id;
    yz_ui_changed(t->l.ui);
    yz_ui_say(t->l.ui, YZ_ROLE_GOOD, "%s  %s  %s", ticket->code, yz_code_label("ticket_state", ticket->state), name);
    yz_list_select(&t->l.list, ticket->id);
}

static void call_next(struct tickets *t) {
    struct yz_ticket ticket;
    if (yz_ui_ok(t->l.ui, yz_ticket_next(yz_ui_session(t->l.ui), t->station, &ticket))) said(t, &ticket);
}

static void step(struct tickets *t, enum yz_ticket_step what, int64_t case_id) {
    const struct yz_ticket *selected = yz_list_selected(&t->l.list);
    if (!selected) return;
    struct yz_ticket ticket = *selected;
    if (yz_ui_ok(t->l.ui, yz_ticket_do(yz_ui_session(t->l.ui), &ticket, what, case_id))) said(t, &ticket);
}

static void case_answered(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_case *c = malloc(sizeof *c);
    if (c && yz_case_by_number(yz_ui_session(ui), answer, c) == YZ_OK) step(state, YZ_TICKET_FINISH, c->id);
    else yz_ui_ask_line(ui, yz_message(), answer, case_answered);
    free(c);
}

/* What was left over of days before goes first; else today's line, at closing time. */
static void carry(struct tickets *t) {
    yz_date day = t->figures.left_over ? yz_date_add(yz_today(), -1) : yz_today(), to = 0;
    size_t count = 0;
    char text[YZ_DATE_TEXT];
    if (!yz_ui_ok(t->l.ui, yz_ticket_carry(yz_ui_session(t->l.ui), t->station, day, &to, &count))) return;
    yz_ui_changed(t->l.ui);
    yz_ui_say(t->l.ui, YZ_ROLE_GOOD, _("%1$zu 个排队号顺延到 %2$s"), count, yz_date_text(to, text));
}

static const char *const choices[] = {N_("叫下一个"), N_("再叫"), N_("过号"),         N_("接待"),
                                      N_("办完"),     N_("顺延"), N_("办完并记办件"), N_("交接班")};

static bool pick(struct tickets *t, int number) {
    switch (number) {
    case 1: return call_next(t), true;
    case 2: return step(t, YZ_TICKET_CALL, 0), true;
    case 3: return step(t, YZ_TICKET_MISS, 0), true;
    case 4: return step(t, YZ_TICKET_SERVE, 0), true;
    case 5: return step(t, YZ_TICKET_FINISH, 0), true;
    case 6: return carry(t), true;
    case 7: return yz_ui_ask_line(t->l.ui, _("办件编号"), NULL, case_answered), true;
    case 8: return yz_ui_open(t->l.ui, &YZ_TARGET("handover", YZ_STATION, t->station)), true;
    default: return false;
    }
}

/* Enter is the usual next thing: somebody waiting is called, somebody called sits down, and then is done. */
static void usual(struct tickets *t) {
    const struct yz_ticket *selected = yz_list_selected(&t->l.list);
    if (!selected) return;
    if (yz_ticket_may(selected->state, YZ_TICKET_SERVE) && selected->state == YZ_TICKET_CALLED)
        step(t, YZ_TICKET_SERVE, 0);
    else step(t, selected->state == YZ_TICKET_SERVING ? YZ_TICKET_FINISH : YZ_TICKET_CALL, 0);
}

/* --- painting and input --- */

static void paint_choices(struct yz_rect a) {
    int row = 0, x = 1;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const char key[] = {(char)('1' + i), '\0'};
        int width = 2 + yz_text_width(yz_tr(choices[i]));
        if (x + width > a.columns) row++, x = 1;
        yz_paint(a, row, x, 1, YZ_ROLE_KEY, key);
        yz_paint(a, row, x + 2, a.columns, YZ_ROLE_TEXT, yz_tr(choices[i]));
        x += width + GAP;
    }
}

static void paint_figures(const struct tickets *t, struct yz_rect a) {
    const struct yz_ticket_figures *f = &t->figures;
    char text[192];
    if (t->day) {
        snprintf(text, sizeof text, _("晚间取号 %1$d，接待 %2$d（平均等 %3$d 分，最长 %4$d 分），过号 %5$d"),
                 (int)f->taken, (int)f->served, (int)f->average, (int)f->longest, (int)f->absent);
        yz_paint(a, 0, 1, a.columns - 1, YZ_ROLE_TEXT, text);
        return;
    }
    snprintf(text, sizeof text,
             _("今天取号 %1$d，等候 %2$d（最久 %3$d 分），接待 %4$d（平均等 %5$d 分，最长 %6$d 分），过号 %7$d"),
             (int)f->taken, (int)f->waiting, (int)f->longest_now, (int)f->served, (int)f->average, (int)f->longest,
             (int)f->absent);
    yz_paint(a, 0, 1, a.columns - 1, YZ_ROLE_TEXT, text);
    snprintf(text, sizeof text, _("以前有 %d 个号没有办完：6 顺延到今天"), (int)f->left_over);
    if (f->left_over) yz_paint(a, 1, 1, a.columns - 1, YZ_ROLE_WARNING, text);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct tickets *t = state;
    (void)ui;
    paint_figures(t, area);
    struct yz_rect body = yz_area_below(area, 2), below = yz_area_below(area, area.rows - 3);
    if (t->l.typing) {
        yz_form_paint(&t->l.form, body, true);
        return;
    }
    if (!look_only(t)) body.rows -= 3;
    yz_list_paint(&t->l.list, body, true);
    if (look_only(t)) return;
    yz_paint_rule(below, 0);
    paint_choices(yz_area_below(below, 1));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct tickets *t = state;
    if (t->l.typing) return yz_list_form_input(t, in, take);
    if (yz_list_editing(&t->l.list)) return yz_list_input(&t->l.list, in);
    bool steps = in->request == YZ_REQ_PICK || in->request == YZ_REQ_NEW || in->request == YZ_REQ_OPEN ||
                 in->request == YZ_REQ_PRINT;
    if (t->day && steps) return yz_ui_say(ui, YZ_ROLE_WARNING, "%s", _("过去的一天，只能看")), true;
    if (!t->station && steps)
        return yz_ui_say(ui, YZ_ROLE_WARNING, "%s", _("全部驿站的只能看；在办件里按 Ctrl-O 换到一个驿站再叫")), true;
    switch (in->request) {
    case YZ_REQ_PICK: return pick(t, in->number);
    case YZ_REQ_NEW: return begin_taking(t), true;
    case YZ_REQ_OPEN: return usual(t), true;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: t->whole = !t->whole; return yz_ui_ok(ui, refresh(ui, t)), true;
    case YZ_REQ_PRINT: {
        const struct yz_ticket *selected = yz_list_selected(&t->l.list);
        int64_t id = selected ? selected->id : t->last;
        return id ? yz_ui_open(ui, &YZ_TARGET("receipt", YZ_TICKET, id)), true : false;
    }
    default: return yz_list_input(&t->l.list, in);
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct tickets *t = state;
    (void)ui;
    if (t->l.typing) yz_form_status(&t->l.form, out, room);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("叫、接待、办完")}, {YZ_REQ_PICK, N_("别的")}, {YZ_REQ_NEW, N_("取号")}, {YZ_REQ_PRINT, NULL},
    {YZ_REQ_NEXT, N_("等候/全部")},      {YZ_REQ_BACK, NULL},       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint taking[] = {
        {YZ_REQ_SAVE, N_("取号")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint looking[] = {
        {YZ_REQ_NEXT, N_("等候/全部")}, {YZ_REQ_FILTER, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    const struct tickets *t = state;
    (void)ui;
    return t->day ? looking + 1 : !t->station ? looking : t->l.typing ? taking : hints;
}

const struct yz_screen yz_tickets_screen = {
    .name = "tickets",
    .title = N_("叫号"),
    .help =
        N_("一个驿站今天的排队号：优先的在前，再是顺延的，再按号。1 叫下一个；Enter 把选中的叫来、接待、办完。\n"
           "Ctrl-N 取号，Ctrl-P 打印排队号，Tab 看全天的。收班时 6 把没有办完的顺延到下一个开门的日子，排在最前。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct tickets),
    .open = open_tickets,
    .close = yz_list_form_close,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = yz_list_form_editing,
    .cursor = yz_list_form_cursor,
    .refresh = refresh,
    .suspend = yz_list_form_suspend,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
