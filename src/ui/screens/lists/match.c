/* 匹配: the candidates of a need with the points of each part and what speaks for the selected one; Tab: the others, each with
 * the first condition that keeps it apart. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/match.h>
#include <yizhan/registry.h>

enum { MOST = 30, OTHERS = 4096, REASONS = YZ_MATCH_PARTS };

struct row {
    int64_t id; /* offer */
    struct yz_match_hit hit;
    enum yz_match_rule rule; /* YZ_MATCH_RULES: a candidate */
};

struct named { /* the row painted last in words: most rows are never seen */
    int64_t id;
    int32_t list;
    char name[96], who[96], detail[256];
};

struct match {
    struct yz_ui *ui;
    struct yz_need need;
    struct yz_matching *m;
    bool apart; /* the others are shown */
    struct row rows[OTHERS];
    size_t count, all; /* all: of the others, more than are shown */
    struct named named;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("分"), 3, 3, 1, YZ_RIGHT},   {N_("服务、资源"), 14, 0, 2, YZ_LEFT}, {N_("清单"), 4, 6, 10, YZ_LEFT},
    {N_("领域"), 4, 5, 3, YZ_RIGHT}, {N_("词语"), 4, 5, 4, YZ_RIGHT},       {N_("路程"), 4, 5, 5, YZ_RIGHT},
    {N_("时段"), 4, 5, 6, YZ_RIGHT}, {N_("余量"), 4, 5, 7, YZ_RIGHT},       {N_("新近"), 4, 5, 8, YZ_RIGHT},
    {N_("往绩"), 4, 5, 9, YZ_RIGHT}, {N_("提供方"), 8, 20, 11, YZ_LEFT},
};
static const struct yz_column apart_columns[] = {{N_("不成立的条件"), 14, 18, 2, YZ_LEFT},
                                                 {N_("服务、资源"), 14, 24, 1, YZ_LEFT},
                                                 {N_("为什么"), 20, 0, 3, YZ_LEFT},
                                                 {N_("提供方"), 8, 20, 4, YZ_LEFT}};

static const struct named *name_row(struct match *p, const struct row *r) {
    struct named *n = &p->named;
    struct yz_offer o;
    enum yz_match_rule rule;
    if (n->id == r->id) return n;
    *n = (struct named){.id = r->id};
    if (yz_record_get(yz_ui_session(p->ui), YZ_OFFER, r->id, &o) != YZ_OK) return n;
    yz_copy(n->name, sizeof n->name, o.name);
    yz_record_title(yz_ui_session(p->ui), YZ_PROVIDER, o.provider, false, n->who, sizeof n->who);
    n->list = o.list;
    if (r->rule != YZ_MATCH_RULES) yz_match_why_not(p->m, p->need.id, r->id, &rule, n->detail, sizeof n->detail);
    return n;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct row *r = row;
    const struct named *n = name_row(ctx, r);
    if (r->rule != YZ_MATCH_RULES) {
        const char *texts[] = {yz_match_rule_name(r->rule), n->name, n->detail, n->who};
        yz_copy(out, room, texts[column]);
    } else if (column == 1 || column == 10) yz_copy(out, room, column == 1 ? n->name : n->who);
    else if (column == 2) yz_copy(out, room, yz_code_label("offer_list", n->list));
    else snprintf(out, room, "%d", column == 0 ? r->hit.score : r->hit.part[column - 3]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell};

static enum yz_status read_candidates(struct match *p) {
    struct yz_match_hit all[MOST];
    enum yz_status status = yz_match_best(p->m, p->need.id, all, MOST, &p->count);
    for (size_t i = 0; i < p->count; i++)
        p->rows[i] = (struct row){.id = all[i].offer, .hit = all[i], .rule = YZ_MATCH_RULES};
    return status;
}

static enum yz_status read_others(struct match *p) {
    static struct yz_match_apart all[OTHERS];
    enum yz_status status = yz_match_others(p->m, p->need.id, all, OTHERS, &p->all);
    p->count = p->all < OTHERS ? p->all : OTHERS;
    for (size_t i = 0; i < p->count; i++) p->rows[i] = (struct row){.id = all[i].offer, .rule = all[i].rule};
    return status;
}

/* Reads the view anew, from needs and offers as they are now. */
static enum yz_status read_view(struct match *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    yz_matching_free(p->m);
    p->m = NULL;
    p->count = 0;
    p->named.id = 0;
    yz_session_read_begin(s);
    enum yz_status status = yz_record_get(s, YZ_NEED, p->need.id, &p->need);
    if (status == YZ_OK) status = yz_matching_load(s, p->need.id, &p->m);
    if (status == YZ_OK) status = p->apart ? read_others(p) : read_candidates(p);
    yz_session_read_end(s);
    return status;
}

static void show_view(struct match *p) {
    yz_list_close(&p->list);
    if (p->apart) yz_list_open(&p->list, &source, p, apart_columns, sizeof apart_columns / sizeof *apart_columns);
    else yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = p->apart ? N_("没有不行的") : N_("没有合适的服务或资源；Tab 看各条为什么不行");
    yz_list_array(&p->list, p->rows, p->count);
}

static enum yz_status open_match(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct match *p = state;
    p->ui = ui;
    p->need.id = target->id;
    enum yz_status status = read_view(p);
    if (status == YZ_OK) show_view(p);
    else yz_matching_free(p->m);
    return status;
}

static void close_match(struct yz_ui *ui, void *state) {
    struct match *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_matching_free(p->m);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct match *p = state;
    char ref[32];
    (void)ui;
    snprintf(out, room, p->apart ? _("匹配 %s 不行的") : _("匹配 %s 候选"), yz_ref_text(YZ_NEED, p->need.id, ref));
}

/* Whose it is, on the rule: several may offer the same. */
static void paint_whose(const struct named *n, struct yz_rect foot) {
    yz_paint_rule(foot, 0);
    yz_paintf(foot, 0, 2, YZ_ROLE_TITLE, " %s  %s ", n->name, n->who);
}

/* What speaks for the selected candidate, a line a part. */
static void paint_reasons(const struct match *p, const struct row *r, struct yz_rect area) {
    char text[256];
    int row = 1;
    for (int i = 0; p->m && i < YZ_MATCH_PARTS; i++) {
        yz_match_reason(p->m, &r->hit, (enum yz_match_part)i, text, sizeof text);
        if (!*text && !r->hit.part[i]) continue;
        yz_paint(area, row, 1, 10, YZ_ROLE_LABEL, yz_match_part_name((enum yz_match_part)i));
        yz_paintf(area, row, 12, YZ_ROLE_VALUE, "%3d", r->hit.part[i]);
        yz_paint(area, row++, 17, area.columns - 18, YZ_ROLE_TEXT, text);
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct match *p = state;
    const struct row *r = yz_list_selected(&p->list);
    int below = r ? p->apart ? 3 : REASONS + 1 : 0;
    char wish[sizeof p->need.text + 32];
    yz_need_said(yz_ui_session(ui), &p->need, true, wish, sizeof wish);
    yz_paint(area, 0, 1, area.columns - 2, YZ_ROLE_TEXT, wish);
    struct yz_rect rest = yz_area_below(area, 2);
    yz_list_paint(&p->list, yz_area_top(rest, rest.rows - below), true);
    r = yz_list_selected(&p->list); /* painting may read rows anew */
    if (!r) return;
    struct yz_rect foot = yz_area_below(rest, rest.rows - below);
    paint_whose(name_row(p, r), foot);
    if (!p->apart) paint_reasons(p, r, foot);
    else yz_paint_wrap(yz_area_part(yz_area_below(foot, 1), 1, foot.columns - 2), 0, 0, YZ_ROLE_TEXT, p->named.detail);
}

/* The selected one is asked; of those that do not fit the rule is told. Day 0: today; units 0: one. */
static bool propose(struct match *p, const struct row *r, yz_date day, int64_t units) {
    struct yz_proposal one = {.need = p->need.id, .offer = r->id, .day = day, .units = units};
    size_t done;
    char ref[32];
    if (!yz_ui_ok(p->ui, yz_match_propose(yz_ui_session(p->ui), &one, 1, &done))) return true;
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已提出 %s，等对方答复"), yz_ref_text(YZ_MATCH, one.match, ref));
    return true;
}

/* "2026-12-01 2", "+1w": the day, and how many units where it is not one. */
static void day_given(struct yz_ui *ui, void *state, const char *answer) {
    struct match *p = state;
    const struct row *r = yz_list_selected(&p->list);
    char text[96];
    yz_date day = 0;
    int64_t units = 0;
    yz_copy(text, sizeof text, answer);
    char *space = strchr(text, ' '), *end = NULL;
    if (space) *space = '\0', units = strtoll(space + 1, &end, 10);
    bool good = yz_date_parse(text, yz_today(), false, &day) && (!space || (!*end && units > 0));
    if (!good) yz_ui_ok(ui, yz_fail(YZ_REFUSED, _("“%s”不是日子和次数：例如 2026-12-01 2、+1w"), answer));
    else if (r) propose(p, r, day, units);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct match *p = state;
    const struct row *r = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) {
        p->apart = !p->apart;
        if (yz_ui_ok(ui, read_view(p))) show_view(p);
        return true;
    }
    if (in->request == YZ_REQ_ACT && r) return propose(p, r, 0, 0);
    if (in->request == YZ_REQ_DAY && r) return yz_ui_suggest(ui, _("为哪一天提出，占几次"), "+1w 1", day_given), true;
    if (in->request == YZ_REQ_PICK && in->number == 1)
        return yz_ui_open(ui, &YZ_TARGET("matches", YZ_NEED, p->need.id)), true;
    if (in->request == YZ_REQ_OPEN && r) return yz_ui_open(ui, &YZ_TARGET("list-entry", YZ_OFFER, r->id)), true;
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct match *p = state;
    const struct row *r = yz_list_selected(&p->list);
    int64_t id = r ? r->id : 0;
    (void)ui;
    enum yz_status status = read_view(p);
    yz_list_array(&p->list, p->rows, p->count);
    yz_list_select(&p->list, id);
    return status;
}

static void status_line(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct match *p = state;
    (void)ui;
    if (p->apart && p->all > p->count) snprintf(out, room, _("还有 %zu 条不行的没有列出"), p->all - p->count);
}

static const struct yz_hint hints[] = {{YZ_REQ_ACT, N_("提出")},
                                       {YZ_REQ_OPEN, N_("看这一条")},
                                       {YZ_PICK_TO(1), N_("看进展")},
                                       {YZ_REQ_DAY, N_("别的日子")},
                                       {YZ_REQ_NEXT, N_("候选、不行的")},
                                       {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

/* Without a candidate there is nothing to propose, nor to open. */
static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint nobody[] = {
        {YZ_PICK_TO(1), N_("看进展")}, {YZ_REQ_NEXT, N_("候选、不行的")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    const struct match *p = state;
    (void)ui;
    return !p->count ? nobody : p->apart ? hints + 1 : hints;
}

const struct yz_screen yz_match_screen = {
    .name = "match",
    .title = N_("匹配"),
    .help = N_("一条需求合适的服务和资源，分高的在上；分是各项之和，下面是选中那条的理由。\n"
               "Tab 换成不行的，每条写明第一条不成立的条件，差得最少的在上。Enter 打开那条服务或资源。\n"
               "Ctrl-G 提出选中那条，等对方答复；Ctrl-Y 为别的日子提、占几次；1 看这条需求已经提出的。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .size = sizeof(struct match),
    .list = YZ_WHERE(struct match, list),
    .open = open_match,
    .close = close_match,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status_line,
    .hints = hints,
    .hints_now = hints_now,
};
