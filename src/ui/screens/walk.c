/* 走访名单: the doors of a building as one walks past them. A digit is the outcome of the door; Ctrl-N opens the form of a
 * visit with a need, a note and what is wrong there, whose draft is kept for the building. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/screens/screens.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#define FORM "visit"
enum { DOORS = 512, OUTCOMES = 5 };

struct walk {
    struct yz_ui *ui;
    int64_t building;
    char address[160];
    struct yz_door doors[DOORS], door; /* door: of the form */
    size_t count;
    struct yz_list list;
    struct yz_form form;
    bool on_form;
    int64_t drafted; /* the door of the draft */
};

/* --- the list --- */

static const struct yz_column columns[] = {
    {N_("单元"), 4, 4, 2, YZ_RIGHT}, {N_("室"), 5, 5, 1, YZ_RIGHT},      {N_("户主"), 8, 12, 3, YZ_LEFT},
    {N_("人数"), 4, 4, 6, YZ_RIGHT}, {N_("该走访"), 10, 10, 4, YZ_LEFT}, {N_("上次走访"), 10, 10, 5, YZ_LEFT},
    {N_("结果"), 6, 10, 5, YZ_LEFT}, {N_("标签"), 6, 14, 7, YZ_LEFT},    {N_("需求"), 4, 4, 8, YZ_RIGHT},
    {N_("办件"), 4, 4, 9, YZ_RIGHT},
};

static void number(int64_t n, char out[16]) {
    if (n) snprintf(out, 16, "%d", (int)n);
    else *out = '\0';
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct walk *w = ctx;
    const struct yz_door *d = row;
    char name[96] = "", members[16], needs[16], cases[16], due[YZ_DATE_TEXT] = "", last[YZ_DATE_TEXT];
    if (yz_ui_masked(w->ui, YZ_BUILDING, w->building)) yz_mask_name(name, sizeof name, d->head);
    else yz_copy(name, sizeof name, d->head);
    number(d->members, members);
    number(d->needs, needs);
    number(d->cases, cases);
    if (d->due_now) yz_date_text(d->due, due);
    yz_date_text(d->last ? yz_moment_date(d->last) : 0, last);
    const char *texts[] = {d->unit,  d->room, name, members, due, last, yz_code_label("visit_outcome", d->outcome),
                           d->words, needs,   cases};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_door *)row)->due_now ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_door), .cell = cell, .role = role};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    size_t page = 1;
    enum yz_status status = YZ_OK;
    for (w->count = 0; status == YZ_OK && page && w->count < DOORS; w->count += page)
        status = yz_walk_list(yz_ui_session(ui), w->building, w->count ? &w->doors[w->count - 1] : NULL,
                              &w->doors[w->count], DOORS - w->count, &page);
    yz_list_array(&w->list, w->doors, w->count);
    return status;
}

/* --- a visit --- */

static void said(struct walk *w, const struct yz_door *d, int32_t outcome, const char *need) {
    yz_ui_say(w->ui, YZ_ROLE_GOOD, *need ? _("%1$s-%2$s：%3$s，需求已登记") : _("%1$s-%2$s：%3$s"), d->unit, d->room,
              yz_code_label("visit_outcome", outcome));
}

/* Kept: on to the next door. */
static void next_door(struct walk *w) {
    yz_ui_changed(w->ui);
    yz_list_input(&w->list, &(struct yz_input){.request = YZ_REQ_DOWN});
}

static bool log_outcome(struct walk *w, const struct yz_door *at, int32_t outcome) {
    struct yz_findings f = {0};
    struct yz_door d = *at;
    struct yz_visit v = {.household = d.household, .dwelling = d.dwelling, .outcome = outcome};
    if (yz_ui_ok(w->ui, yz_visit_log(yz_ui_session(w->ui), &v, NULL, &f))) {
        next_door(w);
        said(w, &d, outcome, "");
    }
    yz_findings_free(&f);
    return true;
}

/* --- the form --- */

static const struct yz_form_field fields[] = {
    {"text", N_("需求"), YZ_EDIT_TEXT, NULL, N_("居民说了什么要办的，照他的话写；没有就空着"), 0, 512, NULL},
    {"field", N_("需求领域"), YZ_EDIT_CHOICE, "need_field", NULL, 0, 0, NULL},
    {"outcome", N_("结果"), YZ_EDIT_CHOICE, "visit_outcome", NULL, YZ_FORM_REQUIRED, 0, NULL},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 512, NULL},
    {"checks", N_("有问题的"), YZ_EDIT_TICKS, NULL, N_("空格勾出看到有问题的"), 0, 512, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct walk *w = ctx;
    size_t count, n = 0;
    const struct yz_visit_check *all = yz_visit_checks(&count);
    (void)form;
    (void)field;
    (void)typed;
    for (size_t i = 0; i < count && n < max; i++) {
        if (!yz_visit_check_fits(&all[i], &w->door)) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out->value, all[i].key);
        yz_copy(out[n].label, sizeof out->label, yz_visit_check_name(&all[i]));
        yz_copy(out[n++].note, sizeof out->note, yz_visit_check_look(&all[i]));
    }
    return n;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct walk *w = ctx;
    struct yz_draft_pair pairs[FIELDS + 1];
    char door[32];
    (void)field;
    snprintf(door, sizeof door, "%" PRId64, w->door.id);
    for (size_t i = 0; i < FIELDS; i++)
        pairs[i] = (struct yz_draft_pair){fields[i].name, yz_form_get(form, fields[i].name)};
    pairs[FIELDS] = (struct yz_draft_pair){"door", door};
    yz_ui_ok(w->ui, yz_drafts_write(yz_ui_session(w->ui), FORM, w->building, 0, pairs, FIELDS + 1));
}

static const struct yz_form_events events = {.options = options, .left = left};

static enum yz_status open_form(struct walk *w, const struct yz_door *d) {
    w->door = *d;
    enum yz_status status = yz_form_open(&w->form, fields, FIELDS, &events, w);
    w->on_form = status == YZ_OK;
    if (w->on_form) yz_form_set(&w->form, "outcome", "met");
    return status;
}

static void close_form(struct walk *w) {
    if (w->on_form) yz_form_close(&w->form);
    w->on_form = false;
}

static void gather(struct walk *w, struct yz_visit *v, struct yz_need *need, struct yz_findings *f) {
    *v = (struct yz_visit){.household = w->door.household, .dwelling = w->door.dwelling};
    *need = (struct yz_need){0};
    yz_code_parse("visit_outcome", yz_form_get(&w->form, "outcome"), &v->outcome);
    yz_code_parse("need_field", yz_form_get(&w->form, "field"), &need->field);
    yz_copy(v->note, sizeof v->note, yz_form_get(&w->form, "note"));
    yz_copy(need->text, sizeof need->text, yz_form_get(&w->form, "text"));
    yz_visit_checks_set(v, yz_form_get(&w->form, "checks"), f);
}

static bool save(struct walk *w) {
    struct yz_findings f = {0};
    struct yz_visit v;
    struct yz_need need;
    if (!yz_form_check(&w->form)) return true;
    gather(w, &v, &need, &f);
    bool wish = *need.text || need.field;
    enum yz_status status = yz_visit_log(yz_ui_session(w->ui), &v, wish ? &need : NULL, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&w->form, &f);
    else if (yz_ui_ok(w->ui, status)) {
        struct yz_door d = w->door;
        yz_drafts_drop(yz_ui_session(w->ui), FORM, w->building);
        close_form(w);
        yz_list_select(&w->list, d.id);
        next_door(w);
        said(w, &d, v.outcome, need.text);
    }
    yz_findings_free(&f);
    return true;
}

static bool form_input(struct walk *w, const struct yz_input *in) {
    if (in->request == YZ_REQ_BACK && w->form.resting) { /* the draft stays, and is offered again */
        left(w, &w->form, "");
        close_form(w);
        return true;
    }
    if (yz_form_input(&w->form, w->ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(w) : false;
}

/* --- the draft --- */

static void find_door(void *ctx, const char *name, const char *value) {
    if (strcmp(name, "door") == 0) ((struct walk *)ctx)->drafted = strtoll(value, NULL, 10);
}

static void take_pair(void *ctx, const char *name, const char *value) {
    if (strcmp(name, "door") != 0) yz_form_set(&((struct walk *)ctx)->form, name, value);
}

/* The form as it was left, when its door is still there. */
static bool take_draft(struct walk *w, int64_t door) {
    struct yz_session *s = yz_ui_session(w->ui);
    yz_moment at = 0;
    yz_drafts_read(s, FORM, w->building, 0, find_door, w, &at);
    if (!at || (door && door != w->drafted) || !yz_list_select(&w->list, w->drafted)) return false;
    if (open_form(w, yz_list_selected(&w->list)) != YZ_OK) return false;
    yz_drafts_read(s, FORM, w->building, 0, take_pair, w, &at);
    yz_ui_say(w->ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
    return true;
}

/* --- the screen --- */

static enum yz_status open_walk(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct walk *w = state;
    w->ui = ui;
    w->building = target->id;
    yz_building_address(yz_ui_session(ui), target->id, w->address, sizeof w->address);
    yz_list_open(&w->list, &source, w, columns, sizeof columns / sizeof *columns);
    w->list.empty = N_("这一栋没有登记的房屋");
    enum yz_status status = refresh(ui, state);
    if (status == YZ_OK) take_draft(w, 0);
    else yz_list_close(&w->list);
    return status;
}

static void suspend(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    (void)ui;
    if (w->on_form && w->form.changed) left(w, &w->form, "");
}

static void close_walk(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    (void)ui;
    close_form(w);
    yz_list_close(&w->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct walk *w = state;
    (void)ui;
    if (w->on_form) snprintf(out, room, "%s %s %s-%s", _("走访"), w->address, w->door.unit, w->door.room);
    else snprintf(out, room, "%s %s", _("走访"), w->address);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct walk *w = state;
    (void)ui;
    if (w->on_form) yz_form_paint(&w->form, area, true);
    else yz_list_paint(&w->list, area, true);
}

/* A household's registry is changed where it stands: the screen of moves when there is one, else its own. */
static void edit(struct walk *w, const struct yz_door *d) {
    const char *screen = yz_ui_screen_named(w->ui, "move") ? "move" : "household";
    struct yz_target t = YZ_TARGET("household", YZ_HOUSEHOLD, d->household);
    yz_copy(t.screen, sizeof t.screen, screen);
    if (d->household) yz_ui_open(w->ui, &t);
}

static const char *const events_of_doors[] = {"event-safety", "event-dispute", "event-environment", "event-facility"};

/* 6 to 9: a matter of the grid, with the building filled in. */
static bool open_event(struct walk *w, int n) {
    struct yz_target t = YZ_TARGET("service", YZ_BUILDING, w->building);
    yz_copy(t.key, sizeof t.key, events_of_doors[n - OUTCOMES - 1]);
    return yz_ui_open(w->ui, &t), true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct walk *w = state;
    if (w->on_form) return form_input(w, in);
    const struct yz_door *d = yz_list_selected(&w->list);
    if (d && in->request == YZ_REQ_PICK && in->number >= 1 && in->number <= OUTCOMES)
        return log_outcome(w, d, in->number);
    if (in->request == YZ_REQ_PICK && in->number > OUTCOMES) return open_event(w, in->number);
    if (d && in->request == YZ_REQ_NEW) {
        if (!take_draft(w, d->id)) yz_ui_ok(ui, open_form(w, d));
        return true;
    }
    if (d && d->household && in->request == YZ_REQ_OPEN)
        return yz_ui_open(ui, &YZ_TARGET("household", YZ_HOUSEHOLD, d->household)), true;
    if (d && in->request == YZ_REQ_EDIT) return edit(w, d), true;
    return yz_list_input(&w->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    struct walk *w = state;
    (void)ui;
    return w->on_form ? yz_form_editing(&w->form) : yz_list_editing(&w->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct walk *w = state;
    (void)ui;
    return w->on_form ? yz_form_cursor(&w->form, y, x) : yz_list_cursor(&w->list, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct walk *w = state;
    (void)ui;
    if (w->on_form) yz_form_status(&w->form, out, room);
    else yz_copy(out, room, _("1 在家  2 无人  3 拒访  4 已搬  5 新租    上报 6 安全  7 纠纷  8 环境  9 设施"));
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_BUILDING;
    *id = ((struct walk *)state)->building;
    return true;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_PICK, N_("结果")}, {YZ_REQ_NEW, N_("需求")}, {YZ_REQ_OPEN, N_("看这一户")},
    {YZ_REQ_EDIT, N_("变动")}, {YZ_REQ_SAVE, NULL},      {YZ_REQ_BACK, NULL},
    {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_walk_screen = {
    .name = "walk",
    .title = N_("走访名单"),
    .help = N_("一栋楼的门，按单元、楼层排列，该走访的标明。数字键登记这一户的结果，光标到下一户；\n"
               "Ctrl-N 写需求、备注、检查出的问题，Ctrl-S 保存；6 到 9 上报事件，楼栋已经填好；Ctrl-E 改登记。\n"),
    .flags = YZ_SCREEN_UNLISTED,
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
    .suspend = suspend,
    .hints = hints,
};
