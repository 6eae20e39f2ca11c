/* 走访名单: the doors of a building as one walks past them. A digit is the outcome of the door; Ctrl-N opens the form of a
 * visit with a need, a note and what is wrong there. Below: what is known of the door before one knocks. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/screens/field/walk_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

enum { OUTCOMES = 5, BELOW = 5, ROWS_FOR_BELOW = 14 };

struct walk {
    struct yz_walk_form form; /* first: questions that it asks come back to it */
    struct yz_ui *ui;
    int64_t building;
    char address[160];
    struct yz_door *doors;
    size_t count, due;
    struct yz_list list;
    struct yz_door_line lines[YZ_DOOR_LINES]; /* of the door pointed at */
    size_t line_count;
    yz_moment drafted; /* its draft, 0 = none */
};

/* --- the list --- */

static const struct yz_column columns[] = {
    {N_("单元"), 4, 4, 2, YZ_RIGHT}, {N_("室"), 5, 5, 1, YZ_RIGHT},     {N_("户主"), 8, 10, 3, YZ_LEFT},
    {N_("人数"), 4, 4, 6, YZ_RIGHT}, {N_("该走访"), 7, 8, 4, YZ_LEFT},  {N_("上次"), 7, 8, 5, YZ_LEFT},
    {N_("结果"), 6, 10, 5, YZ_LEFT}, {N_("重点户"), 8, 24, 7, YZ_LEFT}, {N_("需求"), 4, 4, 8, YZ_RIGHT},
    {N_("办件"), 4, 4, 9, YZ_RIGHT},
};

static void number(int64_t n, char out[16]) {
    if (n) snprintf(out, 16, "%d", (int)n);
    else *out = '\0';
}

/* Of this year 11-23, of another 2025-11. */
static void short_day(yz_date day, char out[YZ_DATE_TEXT]) {
    yz_date_text(day, out);
    if (day && day / 10000 == yz_today() / 10000) memmove(out, out + 5, 6);
    else if (day) out[7] = '\0';
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct walk *w = ctx;
    const struct yz_door *d = row;
    char name[96] = "", members[16], needs[16], cases[16], due[YZ_DATE_TEXT] = "", last[YZ_DATE_TEXT], groups[96];
    if (yz_ui_masked(w->ui, YZ_HOUSEHOLD, d->household)) yz_mask_name(name, sizeof name, d->head);
    else yz_copy(name, sizeof name, d->head);
    number(d->members, members);
    number(d->needs, needs);
    number(d->cases, cases);
    if (d->due_now) short_day(d->due, due);
    short_day(d->last ? yz_moment_date(d->last) : 0, last);
    yz_group_words(d->groups, yz_ui_group_masked(w->ui, YZ_HOUSEHOLD, d->household), groups, sizeof groups);
    const char *texts[] = {d->unit,
                           d->room,
                           name,
                           members,
                           d->outdated ? _("待改") : due,
                           last,
                           yz_code_label("visit_outcome", d->outcome),
                           groups,
                           needs,
                           cases};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_door *d = row;
    (void)ctx;
    return d->outdated || (d->due_now && d->key) ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_door), .cell = cell, .role = role};

/* What is known of the door pointed at: read when another one is. */
static void look(struct walk *w) {
    const struct yz_door *d = yz_list_selected(&w->list);
    w->line_count = 0;
    w->drafted = d ? yz_walk_draft(w->ui, d->id) : 0;
    if (d) yz_ui_ok(w->ui, yz_door_lines(yz_ui_session(w->ui), d, w->lines, YZ_DOOR_LINES, &w->line_count));
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    struct yz_door *fresh;
    size_t count;
    enum yz_status status = yz_walk_list(yz_ui_session(ui), w->building, &fresh, &count);
    if (status != YZ_OK) return status;
    yz_list_array(&w->list, fresh, count);
    free(w->doors);
    w->doors = fresh;
    w->count = count;
    w->due = 0;
    for (size_t i = 0; i < count; i++) w->due += fresh[i].due_now;
    look(w);
    return YZ_OK;
}

/* --- a visit --- */

/* Kept: said, and on to the next door. */
static void go_on(struct walk *w, const struct yz_door *d, int32_t outcome, bool need) {
    bool moved = outcome == YZ_VISIT_MOVED || outcome == YZ_VISIT_NEW_TENANT;
    yz_ui_changed(w->ui);
    yz_list_select(&w->list, d->id);
    yz_list_input(&w->list, &(struct yz_input){.request = YZ_REQ_DOWN});
    look(w);
    const char *format = moved  ? _("%1$s-%2$s：%3$s，登记待改")
                         : need ? _("%1$s-%2$s：%3$s，需求已登记")
                                : _("%1$s-%2$s：%3$s");
    yz_ui_say(w->ui, YZ_ROLE_GOOD, format, d->unit, d->room, yz_code_label("visit_outcome", outcome));
}

static bool log_outcome(struct walk *w, const struct yz_door *at, int32_t outcome) {
    struct yz_findings f = {0};
    struct yz_door d = *at;
    struct yz_visit v = {.household = d.household, .dwelling = d.dwelling, .outcome = outcome};
    if (yz_ui_ok(w->ui, yz_visit_log(yz_ui_session(w->ui), &v, NULL, &f))) go_on(w, &d, outcome, false);
    yz_findings_free(&f);
    return true;
}

static void open_form(struct walk *w) {
    const struct yz_door *d = yz_list_selected(&w->list);
    if (d) yz_ui_ok(w->ui, yz_walk_form_open(&w->form, w->ui, d));
}

static bool form_input(struct walk *w, const struct yz_input *in) {
    struct yz_door d = w->form.door;
    bool leaves =
        in->request == YZ_REQ_BACK && w->form.form.resting; /* what was typed stays as a draft: nothing to ask */
    if (!leaves && yz_form_input(&w->form.form, w->ui, in)) return true;
    if (in->request == YZ_REQ_BACK) {
        yz_walk_form_keep(&w->form);
        if (!yz_form_may_go(&w->form.form, w->ui)) return true;
        yz_walk_form_close(&w->form);
        look(w);
        return true;
    }
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    if (yz_walk_form_save(&w->form)) go_on(w, &d, w->form.visit.outcome, w->form.visit.need != 0);
    return true;
}

/* --- the screen --- */

/* A household or a dwelling: its building, pointing at it, with the form open: a draft is gone on with. */
static int64_t building_of(struct yz_session *s, const struct yz_target *t) {
    struct yz_dwelling d;
    if (t->kind == YZ_HOUSEHOLD) return yz_household_building(s, t->id);
    if (t->kind == YZ_DWELLING) return yz_record_get(s, YZ_DWELLING, t->id, &d) == YZ_OK ? d.building : 0;
    return t->id;
}

static enum yz_status open_walk(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct walk *w = state;
    struct yz_building b;
    w->ui = ui;
    w->building = building_of(yz_ui_session(ui), target);
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_BUILDING, w->building, &b);
    if (status != YZ_OK) return status;
    yz_building_address(yz_ui_session(ui), w->building, w->address, sizeof w->address);
    yz_list_open(&w->list, &source, w, columns, sizeof columns / sizeof *columns);
    w->list.empty = N_("这一栋没有登记的房屋");
    status = refresh(ui, state);
    if (status != YZ_OK) {
        yz_list_close(&w->list);
        return status;
    }
    if (target->kind == YZ_BUILDING) return YZ_OK;
    bool there = yz_list_select(&w->list, target->kind == YZ_HOUSEHOLD ? target->id : -target->id);
    look(w);
    if (there && w->drafted) open_form(w);
    return YZ_OK;
}

static void suspend(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_walk_form_keep(&((struct walk *)state)->form);
}

static void close_walk(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    (void)ui;
    yz_walk_form_close(&w->form);
    yz_list_close(&w->list);
    free(w->doors);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct walk *w = state;
    const struct yz_door *d = &w->form.door;
    (void)ui;
    if (w->form.open) snprintf(out, room, "%s %s %s-%s", _("走访"), w->address, d->unit, d->room);
    else snprintf(out, room, _("走访 %1$s，该走 %2$d 户"), w->address, (int)w->due);
}

static void paint_below(const struct walk *w, struct yz_rect a) {
    static const char *const names[] = {N_("走访"), N_("需求"), N_("办件")};
    const struct yz_door *d = yz_list_selected(&w->list);
    char when[YZ_MOMENT_TEXT];
    int row = 1;
    yz_paint_rule(a, 0);
    if (!d) return;
    if (w->drafted)
        yz_paintf(a, row++, 1, YZ_ROLE_WARNING, _("这一户有 %s 没办完的，Ctrl-N 接着填"),
                  yz_moment_text(w->drafted, when));
    if (d->outdated) yz_paint(a, row++, 1, a.columns - 1, YZ_ROLE_WARNING, _("登记的还是以前的人：Ctrl-E 改登记"));
    for (size_t i = 0; i < w->line_count && row < a.rows; i++, row++) {
        int x = 1 + yz_paint(a, row, 1, 12, YZ_ROLE_LABEL, yz_tr(names[w->lines[i].kind])) + 1;
        yz_paint(a, row, x, a.columns - x, YZ_ROLE_TEXT, w->lines[i].text);
    }
    if (row == 1) yz_paint(a, row, 1, a.columns - 1, YZ_ROLE_DIM, _("还没有走访过"));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct walk *w = state;
    (void)ui;
    if (w->form.open) {
        yz_form_paint(&w->form.form, area, true);
        return;
    }
    struct yz_rect list = area;
    if (area.rows >= ROWS_FOR_BELOW) {
        list.rows -= BELOW;
        paint_below(w, yz_area_below(area, list.rows));
    }
    yz_list_paint(&w->list, list, true);
}

/* The register is changed where it stands: the screen of moves when there is one, else the household's own. */
static void edit(struct walk *w, const struct yz_door *d) {
    struct yz_target t = YZ_TARGET("household", YZ_HOUSEHOLD, d->household);
    if (yz_ui_screen_named(w->ui, "move")) yz_copy(t.screen, sizeof t.screen, "move");
    if (d->household) yz_ui_open(w->ui, &t);
    else yz_ui_say(w->ui, YZ_ROLE_WARNING, _("这间房没有登记的户"));
}

static const char *const matters[] = {"event-safety", "event-dispute", "event-environment", "event-facility"};

/* 6 to 9: a matter of the grid; 0: any service. Where and for whom is filled in; Esc on what follows leads back here. */
static bool open_matter(struct walk *w, const struct yz_door *d, int n) {
    struct yz_target t = YZ_TARGET("service", YZ_BUILDING, w->building);
    if (d && d->household) t.kind = YZ_HOUSEHOLD, t.id = d->household;
    if (!n) yz_copy(t.screen, sizeof t.screen, "services");
    else yz_copy(t.key, sizeof t.key, matters[n - OUTCOMES - 1]);
    return yz_ui_open(w->ui, &t), true;
}

static bool act(struct walk *w, const struct yz_door *d, const struct yz_input *in) {
    struct yz_target t = YZ_TARGET("receipt", YZ_BUILDING, w->building);
    switch (in->request) {
    case YZ_REQ_PICK:
        if (in->number < 1 || in->number > OUTCOMES) return open_matter(w, d, in->number);
        return d && log_outcome(w, d, in->number);
    case YZ_REQ_NEW: return open_form(w), true;
    case YZ_REQ_EDIT: return d && (edit(w, d), true);
    case YZ_REQ_OPEN:
        if (d && d->household) yz_ui_open(w->ui, &YZ_TARGET("household", YZ_HOUSEHOLD, d->household));
        return d != NULL;
    case YZ_REQ_NEXT: return yz_ui_open(w->ui, &YZ_TARGET("visit-log", YZ_BUILDING, w->building)), true;
    case YZ_REQ_PRINT: yz_copy(t.key, sizeof t.key, "doors"); return yz_ui_open(w->ui, &t), true;
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct walk *w = state;
    (void)ui;
    if (w->form.open) return form_input(w, in);
    const struct yz_door *d = yz_list_selected(&w->list);
    int64_t before = d ? d->id : 0;
    if (!yz_list_editing(&w->list) && act(w, d, in)) return true;
    if (!yz_list_input(&w->list, in)) return false;
    d = yz_list_selected(&w->list);
    if (d && d->id != before) look(w);
    return true;
}

static bool editing(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    (void)ui;
    return w->form.open ? yz_form_editing(&w->form.form) : yz_list_editing(&w->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct walk *w = state;
    (void)ui;
    return w->form.open ? yz_form_cursor(&w->form.form, y, x) : yz_list_cursor(&w->list, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct walk *w = state;
    (void)ui;
    if (w->form.open) yz_form_status(&w->form.form, out, room);
    else yz_copy(out, room, _("1 在家 2 无人 3 拒访 4 已搬 5 新租   上报 6 安全 7 纠纷 8 环境 9 设施 0 办事"));
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct yz_door *d = yz_list_selected(&((struct walk *)state)->list);
    (void)ui;
    *kind = YZ_HOUSEHOLD;
    *id = d ? d->household : 0;
    return *id != 0;
}

/* Those who live behind that door: the form names them. */
static size_t beside(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t ids[YZ_BESIDE]) {
    const struct yz_door *d = yz_list_selected(&((struct walk *)state)->list);
    struct yz_member *all = malloc(YZ_BESIDE * sizeof *all);
    size_t count = 0, n = 0;
    *kind = YZ_PERSON;
    if (all && d && yz_household_members(yz_ui_session(ui), d->household, 0, all, YZ_BESIDE, &count) == YZ_OK)
        for (; n < count && n < YZ_BESIDE; n++) ids[n] = all[n].person.id;
    free(all);
    return n;
}

static const struct yz_hint hints[] = {{YZ_REQ_PICK, N_("结果")},
                                       {YZ_REQ_NEW, N_("需求和备注")},
                                       {YZ_REQ_OPEN, N_("看这一户")},
                                       {YZ_REQ_EDIT, N_("登记变动")},
                                       {YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_NEXT, N_("走访记录")},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};
static const struct yz_hint form_hints[] = {{YZ_REQ_SAVE, NULL},
                                            {YZ_REQ_NEXT, NULL},
                                            {YZ_REQ_UNDO, N_("恢复这一栏")},
                                            {YZ_REQ_BACK, NULL},
                                            {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct walk *)state)->form.open ? form_hints : hints;
}

const struct yz_screen yz_walk_screen = {
    .name = "walk",
    .title = N_("走访名单"),
    .help = N_("一栋楼的门，按单元、楼层排列；该走访的标明从哪天起。数字键 1 到 5 登记这一户的结果，光标到下一户。\n"
               "Ctrl-N 写需求、备注、检查出的问题、换了的电话，Ctrl-S 保存；没写完离开，草稿留在这一户。\n"
               "6 到 9 上报事件，0 办一件事，楼栋和户已经填好，办完 Esc 回到这里；Ctrl-E 改登记。\n"
               "Tab 看这一栋的走访记录，Ctrl-P 打印名单，Ctrl-Z 撤销刚登记的走访。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_FORM,
    .size = sizeof(struct walk),
    .open = open_walk,
    .close = close_walk,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .subject = subject,
    .beside = beside,
    .suspend = suspend,
    .hints = hints,
    .hints_now = hints_now,
};
