/* 匹配进展: what became of matches, view by view, all of them or those of one need or one service or resource; a step is one
 * key. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/lists/match_steps.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

struct matches {
    struct yz_match_steps steps; /* first: see match_steps.h */
    struct yz_ui *ui;
    struct yz_match_filter filter;
    int64_t counts[YZ_MATCH_VIEWS];
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("需求"), 18, 0, 1, YZ_LEFT},      {N_("服务、资源"), 14, 24, 2, YZ_LEFT}, {N_("状态"), 12, 12, 3, YZ_LEFT},
    {N_("哪一天的"), 10, 10, 4, YZ_LEFT}, {N_("提醒日期"), 10, 10, 5, YZ_LEFT},   {N_("占几次"), 6, 6, 8, YZ_RIGHT},
    {N_("提供方"), 12, 20, 6, YZ_LEFT},   {N_("编号"), 12, 14, 7, YZ_LEFT},
};

/* Of one need it is the provider that tells one from the other. */
static const struct yz_column need_columns[] = {
    {N_("提供方"), 16, 0, 1, YZ_LEFT},    {N_("服务、资源"), 14, 24, 2, YZ_LEFT}, {N_("状态"), 12, 12, 3, YZ_LEFT},
    {N_("哪一天的"), 10, 10, 4, YZ_LEFT}, {N_("提醒日期"), 10, 10, 5, YZ_LEFT},   {N_("占几次"), 6, 6, 8, YZ_RIGHT},
    {N_("编号"), 12, 14, 7, YZ_LEFT},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void provider_of(struct yz_session *s, int64_t offer, char *out, size_t room) {
    struct yz_offer o;
    *out = '\0';
    if (offer && yz_record_get(s, YZ_OFFER, offer, &o) == YZ_OK)
        yz_record_title(s, YZ_PROVIDER, o.provider, false, out, room);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct matches *p = ctx;
    struct yz_session *s = yz_ui_session(p->ui);
    const struct yz_match *m = row;
    struct yz_need n;
    char ref[32];
    if (p->filter.need) column = column == 0 ? 6 : column == 6 ? 7 : column;
    switch (column) {
    case 0:
        if (yz_record_get(s, YZ_NEED, m->need, &n) == YZ_OK) yz_need_said(s, &n, true, out, room);
        break;
    case 1: yz_record_title(s, YZ_OFFER, m->offer, false, out, room); break;
    case 2: yz_copy(out, room, yz_code_label("match_state", m->state)); break;
    case 3: yz_date_text(m->day, out); break;
    case 4: yz_date_text(m->remind_on, out); break;
    case 5: snprintf(out, room, "%lld", (long long)m->units); break;
    case 6: provider_of(s, m->offer, out, room); break;
    default: yz_copy(out, room, yz_ref_text(YZ_MATCH, m->id, ref));
    }
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_match *m = row;
    (void)ctx;
    if (m->remind_on && m->remind_on <= yz_today()) return YZ_ROLE_WARNING;
    bool over = yz_match_next_step(m->state) == YZ_MATCH_STEPS;
    return over ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct matches *p = ctx;
    return yz_match_page(yz_ui_session(p->ui), &p->filter, from, direction, out, max, count);
}

static enum yz_status narrow(void *ctx, const char *text) {
    struct matches *p = ctx;
    yz_copy(p->filter.text, sizeof p->filter.text, text);
    return YZ_OK;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_match), .fetch = fetch, .cell = cell, .role = role, .filter = narrow};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct matches *p = state;
    enum yz_status status = yz_match_count(yz_ui_session(ui), p->counts);
    if (status == YZ_OK) yz_list_reload(&p->list);
    return status;
}

/* The view that `key` names; else of one record all of its matches; else what waits, and when nothing does, what is not over. */
static enum yz_status open_matches(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct matches *p = state;
    p->ui = ui;
    enum yz_status status = yz_match_count(yz_ui_session(ui), p->counts);
    if (status != YZ_OK) return status;
    if (target->kind == YZ_NEED) p->filter.need = target->id;
    if (target->kind == YZ_OFFER) p->filter.offer = target->id;
    p->filter.view = target->id ? YZ_MATCHES_ALL : p->counts[YZ_MATCHES_WAITING] ? YZ_MATCHES_WAITING : YZ_MATCHES_OPEN;
    for (int i = 0; i < YZ_MATCH_VIEWS; i++)
        if (strcmp(target->key, yz_match_view_key((enum yz_match_view)i)) == 0) p->filter.view = (enum yz_match_view)i;
    if (target->kind == YZ_NEED) yz_list_open(&p->list, &source, p, need_columns, COUNT(need_columns));
    else yz_list_open(&p->list, &source, p, columns, COUNT(columns));
    p->list.empty = N_("这里没有匹配；在需求上按 Ctrl-G 看候选，再按一次 Ctrl-G 提出");
    return YZ_OK;
}

static void close_matches(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct matches *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct matches *p = state;
    char ref[32] = "";
    (void)ui;
    if (p->filter.need) yz_ref_text(YZ_NEED, p->filter.need, ref);
    if (p->filter.offer) yz_ref_text(YZ_OFFER, p->filter.offer, ref);
    snprintf(out, room, "%s%s%s", _("匹配进展"), *ref ? " " : "", ref);
}

/* Counts of all records stand only beside the view shown, and where nothing narrows it. */
static void paint_views(const struct matches *p, struct yz_rect a) {
    int x = 0;
    for (int i = 0; i < YZ_MATCH_VIEWS; i++) {
        enum yz_match_view view = (enum yz_match_view)i;
        bool shown = view == p->filter.view, counted = !p->filter.need && !p->filter.offer;
        char text[64];
        if (counted && (shown || view <= YZ_MATCHES_OPEN))
            snprintf(text, sizeof text, " %s %lld", yz_match_view_name(view), (long long)p->counts[i]);
        else snprintf(text, sizeof text, " %s", yz_match_view_name(view));
        x += yz_paint(a, 0, x, a.columns - x, shown ? YZ_ROLE_HEADER : YZ_ROLE_DIM, text);
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct matches *p = state;
    char steps[160] = "", who[96] = "";
    paint_views(p, area);
    struct yz_rect rest = yz_area_below(area, 2);
    int foot = yz_match_steps_rows(&p->steps);
    yz_list_paint(&p->list, yz_area_top(rest, rest.rows - foot), true);
    const struct yz_match *m = yz_list_selected(&p->list);
    if (m) yz_match_steps_text(m, steps, sizeof steps);
    int at = 1 + yz_paint(area, 1, 1, area.columns - 2, YZ_ROLE_DIM, steps);
    if (m) provider_of(yz_ui_session(ui), m->offer, who, sizeof who);
    yz_paint(area, 1, at > 1 ? at + 3 : 1, area.columns, YZ_ROLE_TEXT, who);
    yz_match_steps_paint(&p->steps, yz_area_below(rest, rest.rows - foot));
}

static bool turn(struct matches *p, int by) {
    p->filter.view = (enum yz_match_view)(((int)p->filter.view + by + YZ_MATCH_VIEWS) % YZ_MATCH_VIEWS);
    yz_list_restart(&p->list);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct matches *p = state;
    const struct yz_match *m = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    if (!p->steps.choosing) p->steps.match = m ? *m : (struct yz_match){0};
    if (yz_match_steps_input(ui, &p->steps, in)) return true;
    switch (in->request) {
    case YZ_REQ_OPEN: return m ? yz_ui_open(ui, &YZ_TARGET("match-entry", YZ_MATCH, m->id)), true : false;
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    default: return yz_list_input(&p->list, in);
    }
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, NULL},   {YZ_REQ_ACT, N_("下一步")},  {YZ_REQ_PICK, N_("各步")},
                                       {YZ_REQ_FILTER, NULL}, {YZ_REQ_NEXT, N_("换状态")}, {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},   {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_matches_screen = {
    .name = "matches",
    .title = N_("匹配进展"),
    .help =
        N_("提出以后到居民确认的每一条匹配。Tab 换状态，先是该催办的；Ctrl-T 找有这些字的，Enter 打开一条。\n"
           "Ctrl-G 办选中那条的下一步；1 对方接受，2 对方谢绝（再按数字写原因），3 落实，4 居民确认，5 居民说没办好，\n"
           "6 撤回。现在能办的写在上面。每一步都可以 Ctrl-Z 撤销。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct matches),
    .list = YZ_WHERE(struct matches, list),
    .open = open_matches,
    .close = close_matches,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
