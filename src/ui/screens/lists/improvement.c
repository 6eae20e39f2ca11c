/* One small improvement: before, plan and after; by Tab what happened, the needs it answers, open needs of the place, and what
 * was given for it. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/facts.h"
#include "ui/screens/history.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>

enum part { HISTORY, NEEDS, NEAR, GIFTS, PARTS };
enum { MOST = 64 };

struct improvement {
    struct yz_ui *ui;
    struct yz_improvement im;
    enum part part;
    union {
        struct yz_need needs[MOST];
        struct yz_gift gifts[MOST];
    } rows;
    struct yz_list list;
    struct yz_history history;
    struct yz_facts facts;
};

static const struct yz_column need_columns[] = {{N_("需求"), 20, 0, 1, YZ_LEFT},
                                                {N_("状态"), 8, 8, 2, YZ_LEFT},
                                                {N_("地点"), 14, 24, 3, YZ_END},
                                                {N_("编号"), 8, 10, 4, YZ_LEFT}};
static const struct yz_column gift_columns[] = {{N_("给了什么"), 20, 0, 1, YZ_LEFT},
                                                {N_("提供方"), 14, 24, 2, YZ_LEFT},
                                                {N_("值多少"), 9, 10, 3, YZ_RIGHT},
                                                {N_("时间"), 16, 16, 4, YZ_LEFT}};

static void need_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct improvement *p = ctx;
    const struct yz_need *n = row;
    struct yz_session *s = yz_ui_session(p->ui);
    bool hidden = yz_need_hidden(s, n);
    char ref[32];
    if (column == 0) yz_need_said(s, n, true, out, room);
    else if (column == 1) yz_copy(out, room, yz_code_label("need_state", n->state));
    else if (column == 3) yz_copy(out, room, yz_ref_text(YZ_NEED, n->id, ref));
    else if (!hidden) yz_need_where(s, n, out, room);
}

static void gift_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct improvement *p = ctx;
    const struct yz_gift *g = row;
    char time[YZ_MOMENT_TEXT];
    if (column == 0) yz_mask_numbers(out, room, g->what);
    else if (column == 1) yz_record_title(yz_ui_session(p->ui), YZ_PROVIDER, g->provider, false, out, room);
    else if (column == 3) yz_copy(out, room, yz_moment_text(g->at, time));
    else if (g->worth) yz_field_text(yz_field_named(&yz_gift_kind, "worth"), g, false, out, room);
}

static const struct yz_list_source need_source = {.row_size = sizeof(struct yz_need), .cell = need_cell};
static const struct yz_list_source gift_source = {.row_size = sizeof(struct yz_gift), .cell = gift_cell};

static const struct {
    const char *name, *empty;
} parts[PARTS] = {[HISTORY] = {N_("经过"), NULL},
                  [NEEDS] = {N_("回应的需求"), N_("没有写回应的需求；Ctrl-G 在这里的需求里挑")},
                  [NEAR] = {N_("这里的需求"), N_("这个地方没有别的未闭合的需求")},
                  [GIFTS] = {N_("出资出力"), N_("还没有登记；Ctrl-N 登记谁给了什么")}};

static enum yz_status read_rows(struct improvement *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    size_t n = 0;
    enum yz_status status = YZ_OK;
    if (p->part == NEEDS) status = yz_improvement_needs(s, p->im.id, p->rows.needs, MOST, &n);
    if (p->part == NEAR) status = yz_improvement_near_needs(s, &p->im, p->rows.needs, MOST, &n);
    if (p->part == GIFTS) status = yz_improvement_gifts(s, p->im.id, p->rows.gifts, MOST, &n);
    yz_list_array(&p->list, &p->rows, n);
    return status;
}

static void show_part(struct improvement *p, enum part part) {
    p->part = part;
    yz_list_close(&p->list);
    yz_list_open(&p->list, part == GIFTS ? &gift_source : &need_source, p, part == GIFTS ? gift_columns : need_columns,
                 4);
    p->list.empty = parts[part].empty;
    yz_ui_ok(p->ui, read_rows(p));
    yz_ui_repaint(p->ui);
}

static enum yz_status open_improvement(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct improvement *p = state;
    p->ui = ui;
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_IMPROVEMENT, target->id, &p->im);
    if (status != YZ_OK) return status;
    yz_history_open(&p->history, ui, YZ_IMPROVEMENT, target->id, 0);
    show_part(p, HISTORY);
    return YZ_OK;
}

static void close_improvement(struct yz_ui *ui, void *state) {
    struct improvement *p = state;
    (void)ui;
    yz_history_close(&p->history);
    yz_list_close(&p->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct improvement *p = state;
    (void)ui;
    snprintf(out, room, "%s %s", p->im.number, yz_code_label("improvement_state", p->im.state));
}

/* --- the head --- */

static void fact(struct improvement *p, const char *column) {
    const struct yz_field *f = yz_field_named(&yz_improvement_kind, column);
    const void *at = (const char *)&p->im + f->offset;
    char text[256] = "";
    bool empty = (f->type == YZ_INT || f->type == YZ_MONEY || f->type == YZ_REF) && !*(const int64_t *)at;
    if (empty) return;
    if (f->type == YZ_REF)
        yz_record_title(yz_ui_session(p->ui), yz_kind_named(f->of)->id, *(const int64_t *)at, true, text, sizeof text);
    else yz_field_text(f, &p->im, yz_ui_masked(p->ui, YZ_IMPROVEMENT, p->im.id), text, sizeof text);
    if (f->type == YZ_INT) snprintf(text, sizeof text, _("%lld 个工作日"), (long long)*(const int64_t *)at);
    yz_facts_add(&p->facts, yz_tr(f->label), text);
}

static void gather(struct improvement *p) {
    static const char *const columns[] = {
        "before", "plan", "planned_days", "planned_from", "leader", "crew", "started", "finished", NULL};
    static const char *const ends[] = {"cost", "payer", "after", "word_name", "word_on", "word", "reason", NULL};
    char text[256];
    p->facts.count = 0;
    yz_facts_add(&p->facts, _("做什么"), p->im.name);
    yz_facts_add(&p->facts, _("地点"), yz_improvement_where(yz_ui_session(p->ui), &p->im, text, sizeof text));
    for (size_t i = 0; columns[i]; i++) fact(p, columns[i]);
    snprintf(text, sizeof text, _("%lld 个工作日"), (long long)yz_improvement_days(&p->im));
    if (p->im.started) yz_facts_add(&p->facts, _("用时"), text);
    for (size_t i = 0; ends[i]; i++) fact(p, ends[i]);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct improvement *p = state;
    (void)ui;
    gather(p);
    int row = yz_facts_paint(&p->facts, area) + 1, x = 1;
    for (int i = 0; i < PARTS; i++)
        x +=
            1 + yz_paintf(area, row, x, i == (int)p->part ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s ", yz_tr(parts[i].name));
    if (p->part == HISTORY) yz_history_paint(&p->history, yz_area_below(area, row + 1));
    else yz_list_paint(&p->list, yz_area_below(area, row + 1), true);
}

/* --- what one does --- */

static bool edit(struct improvement *p, const char *key) {
    struct yz_target t = YZ_TARGET("improvement-edit", YZ_IMPROVEMENT, p->im.id);
    yz_copy(t.key, sizeof t.key, key);
    return yz_ui_open(p->ui, &t), true;
}

/* What is marked, else what is selected. */
static bool link_needs(struct improvement *p, bool drop) {
    const struct yz_need *n = yz_list_selected(&p->list);
    const int64_t *ids;
    size_t count = yz_list_marked(&p->list, &ids);
    int64_t one = n ? n->id : 0;
    if (!n) return true;
    if (!yz_ui_ok(p->ui,
                  yz_improvement_link(yz_ui_session(p->ui), p->im.id, count ? ids : &one, count ? count : 1, drop)))
        return true;
    yz_list_unmark(&p->list);
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, drop ? _("不再写在这里") : _("已写上，需求的状态随着走"));
    return true;
}

static bool open_row(struct improvement *p) {
    const struct yz_record *r = yz_list_selected(&p->list);
    if (p->part == NEAR) return link_needs(p, false);
    if (!r || p->part == HISTORY) return false;
    const struct yz_gift *g = (const void *)r;
    return yz_ui_open(p->ui, p->part == GIFTS ? &YZ_TARGET("list-entry", YZ_PROVIDER, g->provider)
                                              : &YZ_TARGET("list-entry", YZ_NEED, r->id)),
           true;
}

static bool act(struct improvement *p) {
    if (p->part == NEAR) return link_needs(p, false);
    if (p->part == NEEDS && yz_list_selected(&p->list)) return link_needs(p, true);
    return show_part(p, NEAR), true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct improvement *p = state;
    bool history = p->part == HISTORY;
    bool typing = yz_list_editing(history ? &p->history.list : &p->list);
    switch (typing ? YZ_REQ_NONE : in->request) {
    case YZ_REQ_NEXT: return show_part(p, (enum part)((p->part + 1) % PARTS)), true;
    case YZ_REQ_PREVIOUS: return show_part(p, (enum part)((p->part + PARTS - 1) % PARTS)), true;
    case YZ_REQ_PICK:
        if (in->number < 1 || in->number > YZ_IMPROVEMENT_STEPS) return false;
        return edit(p, yz_improvement_step_key((enum yz_improvement_step)(in->number - 1)));
    case YZ_REQ_NEW: return edit(p, "gift");
    case YZ_REQ_EDIT: return edit(p, "");
    case YZ_REQ_ACT: return act(p);
    case YZ_REQ_OPEN: return open_row(p);
    case YZ_REQ_PRINT: return yz_ui_open(ui, &YZ_TARGET("receipt", YZ_IMPROVEMENT, p->im.id)), true;
    default: return history ? yz_history_input(&p->history, in) : yz_list_input(&p->list, in);
    }
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct improvement *p = state;
    (void)ui;
    return yz_list_editing(p->part == HISTORY ? &p->history.list : &p->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct improvement *p = state;
    (void)ui;
    return p->part == HISTORY ? yz_history_cursor(&p->history, y, x) : yz_list_cursor(&p->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct improvement *p = state;
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_IMPROVEMENT, p->im.id, &p->im);
    yz_history_reload(&p->history);
    return status == YZ_OK ? read_rows(p) : status;
}

/* The steps that are open, each with its digit. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct improvement *p = state;
    (void)ui;
    *out = '\0';
    for (int i = 0; i < YZ_IMPROVEMENT_STEPS; i++) {
        enum yz_improvement_step step = (enum yz_improvement_step)i;
        size_t n = strlen(out);
        if (yz_improvement_step_open(p->im.state, step))
            snprintf(out + n, room - n, "%s%d %s", n ? "  " : "", i + 1, yz_improvement_step_label(step));
    }
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_IMPROVEMENT;
    *id = ((struct improvement *)state)->im.id;
    return true;
}

static const struct yz_hint hints[] = {{YZ_REQ_NEXT, N_("换一部分")},
                                       {YZ_REQ_ACT, N_("回应的需求")},
                                       {YZ_REQ_NEW, N_("出资出力")},
                                       {YZ_REQ_EDIT, NULL},
                                       {YZ_REQ_PRINT, N_("一页记录")},
                                       {YZ_REQ_REVEAL, NULL},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_improvement_screen = {
    .name = "improvement",
    .title = N_("一件小转变"),
    .help = N_("1 安排，2 动工，3 完工，4 居民认可，5 重新打开，6 不做了：现在可以的写在下面。居民说了好才算认可：\n"
               "同一户的需求随着闭合，别家提的等他们自己说。\n"
               "Tab 换：经过、回应的需求、这里的需求、出资出力。Ctrl-G 看这个地方的需求，空格标记几条，Enter 或再按\n"
               "Ctrl-G 写上；在回应的需求里按是去掉。Ctrl-N 登记谁给了什么，Ctrl-P 看和打印一页记录。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct improvement),
    .open = open_improvement,
    .close = close_improvement,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .subject = subject,
    .hints = hints,
};
