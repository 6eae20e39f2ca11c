/* 别站居民: somebody who is in no register here, looked for in the district by the whole number and with a reason; served here under the
 * id that their own station gave, so that there is no second record. The hub is waited for as long as hub.conf says and no longer; what
 * was typed stays. */
#include "base/text.h"
#include "ui/screens/list_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/reveal.h>

enum { MOST = 16 };

struct elsewhere {
    struct yz_list_form l; /* number and reason */
    struct hit {
        int64_t id;
        struct yz_hub_resident r;
    } hits[MOST];
    size_t count;
    char number[YZ_GUEST_NUMBER], reason[YZ_REVEAL_REASON]; /* of the hits */
};

static const struct yz_column columns[] = {
    {N_("姓名"), 10, 16, 1, YZ_LEFT}, {N_("出生年"), 6, 6, 1, YZ_LEFT}, {N_("驿站"), 20, 0, 1, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct elsewhere *w = ctx;
    const struct yz_hub_resident *r = &((const struct hit *)row)->r;
    if (column == 0) yz_copy(out, room, r->name);
    else if (column == 1) snprintf(out, room, "%d", r->birth_year);
    else yz_district_name(yz_ui_session(w->l.ui), r->station, out, room);
}

static const struct yz_list_source source = {.row_size = sizeof(struct hit), .cell = cell};

/* --- the question --- */

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    const char *reason;
    size_t n = 0;
    (void)ctx, (void)form, (void)field, (void)typed;
    for (; n < max && (reason = yz_reveal_reason((int)n)); n++) {
        out[n] = (struct yz_option){0};
        snprintf(out[n].value, sizeof out[n].value, "%zu", n);
        yz_copy(out[n].label, sizeof out[n].label, reason);
    }
    return n;
}

static const struct yz_form_field fields[] = {
    {.name = "number",
     .label = N_("身份证号"),
     .flags = YZ_FORM_REQUIRED,
     .room = 32,
     .help = N_("18 位，照证件打；区县只按整个号码找")},
    {.name = "reason",
     .label = N_("原因"),
     .editor = YZ_EDIT_CHOICE,
     .flags = YZ_FORM_REQUIRED,
     .help = N_("←→ 选；记进日志，那个人的驿站也看得到")},
};
static const struct yz_form_events events = {.options = options, .left = yz_list_form_left};

static void begin(struct elsewhere *w, const char *number) {
    w->l.draft = "elsewhere";
    yz_list_form_begin(&w->l, fields, sizeof fields / sizeof *fields, &events);
    if (w->l.typing && *number) yz_form_set(&w->l.form, "number", number);
}

static enum yz_status open_elsewhere(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct elsewhere *w = state;
    w->l.ui = ui;
    yz_list_open(&w->l.list, &source, w, columns, sizeof columns / sizeof *columns);
    yz_list_array(&w->l.list, w->hits, 0);
    w->l.list.empty = N_("Ctrl-N 问区县");
    begin(w, target->key);
    return YZ_OK;
}

static void ask(void *state) {
    struct elsewhere *w = state;
    struct yz_hub_resident found[MOST];
    const char *reason = yz_reveal_reason((int)strtol(yz_form_get(&w->l.form, "reason"), NULL, 10));
    yz_copy(w->reason, sizeof w->reason, reason ? reason : "");
    yz_copy(w->number, sizeof w->number, yz_form_get(&w->l.form, "number"));
    yz_ui_busy(w->l.ui, _("正在问区县…"));
    w->count = 0;
    enum yz_status status =
        yz_hub_find(yz_ui_session(w->l.ui), NULL, yz_form_get(&w->l.form, "number"), w->reason, found, MOST, &w->count);
    for (size_t i = 0; i < w->count; i++) w->hits[i] = (struct hit){(int64_t)i + 1, found[i]};
    yz_list_array(&w->l.list, w->hits, w->count);
    yz_ui_repaint(w->l.ui);
    if (!yz_ui_ok(w->l.ui, status)) return;
    w->l.list.empty = N_("区县里别的站没有这个号码的居民");
    yz_list_form_saved(&w->l);
}

static void serve(struct elsewhere *w) {
    const struct hit *hit = yz_list_selected(&w->l.list);
    int64_t person = 0;
    if (!hit) return;
    yz_ui_busy(w->l.ui, _("正在问区县…"));
    enum yz_status status = yz_hub_serve(yz_ui_session(w->l.ui), NULL, hit->r.station, w->number, w->reason, &person);
    if (!yz_ui_ok(w->l.ui, status)) return;
    yz_ui_changed(w->l.ui);
    yz_ui_open(w->l.ui, &YZ_TARGET("person", YZ_PERSON, person));
}

/* --- the screen --- */

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct elsewhere *w = state;
    int rows = w->l.typing ? (int)w->l.form.count * 2 + 1 : 0;
    (void)ui;
    yz_paint(area, 0, 1, area.columns - 2, YZ_ROLE_DIM,
             _("登记在别的站、来这里办事的人；在这里办不另立一条，他们的站会知道"));
    struct yz_rect list = yz_area_below(area, 2), form = yz_area_below(area, area.rows - rows);
    list.rows -= rows;
    yz_list_paint(&w->l.list, list, !w->l.typing);
    if (!w->l.typing) return;
    yz_paint_rule(form, 0);
    yz_form_paint(&w->l.form, yz_area_below(form, 1), true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct elsewhere *w = state;
    (void)ui;
    if (w->l.typing) return yz_list_form_input(w, in, ask);
    if (yz_list_editing(&w->l.list)) return yz_list_input(&w->l.list, in);
    if (in->request == YZ_REQ_NEW) return begin(w, ""), true;
    if (in->request == YZ_REQ_OPEN) return serve(w), true;
    return yz_list_input(&w->l.list, in);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct elsewhere *w = state;
    (void)ui;
    if (w->l.typing) yz_form_status(&w->l.form, out, room);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("在这里办")}, {YZ_REQ_NEW, N_("问区县")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint typing[] = {
        {YZ_REQ_SAVE, N_("问区县")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    (void)ui;
    return ((const struct elsewhere *)state)->l.typing ? typing : hints;
}

const struct yz_screen yz_elsewhere_screen = {
    .name = "elsewhere",
    .title = N_("别站居民"),
    .help =
        N_("登记在区县别的站的居民来这里办事：按整个身份证号问区县，写明原因；看得到的只是姓氏、出生年和是哪个站的。\n"
           "Enter 在这里办：带来姓名、证件、电话，编号是他们站给的，不另立一条；他们的站知道是谁、为什么看的。\n"
           "连不上，或者到时候没有答复（trust/hub.conf 里的秒数），写着为什么；填的留着，过后再问。\n"),
    .parts = YZ_PART_LIST | YZ_PART_FORM,
    .size = sizeof(struct elsewhere),
    .open = open_elsewhere,
    .close = yz_list_form_close,
    .paint = paint,
    .input = input,
    .editing = yz_list_form_editing,
    .cursor = yz_list_form_cursor,
    .suspend = yz_list_form_suspend,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
