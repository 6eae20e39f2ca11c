/* 匹配方案: the best plan for all needs that wait, line by line beside the greedy one; lines are proposed one by one, marked
 * ones together, or all of it. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/match.h>
#include <yizhan/registry.h>

enum { REFUSED = 4 };

struct row {
    int64_t id;            /* need */
    int64_t offer, greedy; /* 0 = none */
    int score;
};

struct plan {
    struct yz_ui *ui;
    struct row *rows;
    size_t count, planned, differ, greedy_count;
    int64_t total, greedy_total;
    bool stale;                 /* the file has changed since */
    char refused[REFUSED][320]; /* what did not fit any more, the last time */
    size_t refused_count;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("需求"), 18, 0, 1, YZ_LEFT},
                                           {N_("最好的方案"), 16, 28, 2, YZ_LEFT},
                                           {N_("分"), 3, 4, 4, YZ_RIGHT},
                                           {N_("逐条挑的"), 16, 28, 3, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct plan *p = ctx;
    struct yz_session *s = yz_ui_session(p->ui);
    const struct row *r = row;
    struct yz_need n;
    if (column == 0 && yz_record_get(s, YZ_NEED, r->id, &n) == YZ_OK) yz_mask_numbers(out, room, n.text);
    if (column == 1) yz_copy(out, room, _("没有"));
    if (column == 1 && r->offer) yz_record_title(s, YZ_OFFER, r->offer, false, out, room);
    if (column == 2 && r->offer) snprintf(out, room, "%d", r->score);
    if (column < 3) return;
    if (!r->greedy) yz_copy(out, room, _("没有"));
    else if (r->greedy == r->offer) yz_copy(out, room, _("同左"));
    else {
        out[0] = '*';
        yz_record_title(s, YZ_OFFER, r->greedy, false, out + 1, room - 1);
    }
}

static enum yz_role role(void *ctx, const void *row) {
    const struct row *r = row;
    (void)ctx;
    return r->greedy != r->offer ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

static int by_need(const void *a, const void *b) {
    const struct yz_match_hit *x = a, *y = b;
    return x->need < y->need ? -1 : x->need > y->need;
}

/* The lines of the plan in their order, then needs that only the greedy way gave somebody. */
static bool make_rows(struct plan *p, struct yz_match_plan *plan) {
    struct yz_match_hit *greedy = plan->greedy;
    free(p->rows);
    p->count = p->differ = 0;
    p->rows = calloc(plan->count + plan->greedy_count + 1, sizeof *p->rows);
    if (!p->rows) return false;
    if (plan->greedy_count) qsort(greedy, plan->greedy_count, sizeof *greedy, by_need);
    for (size_t i = 0; i < plan->count; i++) {
        const struct yz_match_hit *h = &plan->lines[i];
        struct yz_match_hit *g =
            plan->greedy_count ? bsearch(h, greedy, plan->greedy_count, sizeof *greedy, by_need) : NULL;
        p->rows[p->count++] = (struct row){h->need, h->offer, g ? g->offer : 0, h->score};
        p->differ += !g || g->offer != h->offer;
        if (g) g->score = 0; /* told */
    }
    for (size_t i = 0; i < plan->greedy_count; i++)
        if (greedy[i].score) p->rows[p->count++] = (struct row){greedy[i].need, 0, greedy[i].offer, 0}, p->differ++;
    return true;
}

static enum yz_status read_plan(struct plan *p) {
    struct yz_matching *m = NULL;
    struct yz_match_plan plan = {0};
    yz_ui_busy(p->ui, _("正在排方案…"));
    enum yz_status status = yz_matching_load(yz_ui_session(p->ui), 0, &m);
    if (status == YZ_OK) status = yz_match_plan(m, &plan);
    if (status == YZ_OK && !make_rows(p, &plan)) status = yz_fail(YZ_BUSY, _("内存不足"));
    p->planned = plan.count;
    p->total = plan.total;
    p->greedy_total = plan.greedy_total;
    p->greedy_count = plan.greedy_count;
    p->stale = false;
    p->list.empty = N_("没有等着匹配、又有人能办的需求");
    yz_match_plan_free(&plan);
    yz_matching_free(m);
    yz_list_unmark(&p->list);
    yz_list_array(&p->list, p->rows, p->count);
    return status;
}

static enum yz_status open_plan(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct plan *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_plan(p);
    if (status != YZ_OK) yz_list_close(&p->list), free(p->rows);
    return status;
}

static void close_plan(struct yz_ui *ui, void *state) {
    struct plan *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->rows);
}

/* Whose the offers of the selected line are: several may offer the same. */
static void paint_whose(const struct plan *p, const struct row *r, struct yz_rect foot) {
    struct yz_session *s = yz_ui_session(p->ui);
    const struct {
        const char *label;
        int64_t id;
    } both[] = {{N_("最好的方案"), r ? r->offer : 0}, {N_("逐条挑的"), r ? r->greedy : 0}};
    struct yz_offer o;
    char who[96];
    yz_paint_rule(foot, 0);
    for (int i = 0; r && i < 2; i++) {
        yz_paint(foot, i + 1, 1, 12, YZ_ROLE_LABEL, yz_tr(both[i].label));
        if (!both[i].id) yz_paint(foot, i + 1, 14, foot.columns - 15, YZ_ROLE_VALUE, _("没有"));
        else if (yz_record_get(s, YZ_OFFER, both[i].id, &o) == YZ_OK)
            yz_paintf(foot, i + 1, 14, YZ_ROLE_VALUE, "%s  %s", o.name,
                      yz_record_title(s, YZ_PROVIDER, o.provider, false, who, sizeof who));
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct plan *p = state;
    const struct row *r = yz_list_selected(&p->list);
    int foot = p->refused_count ? (int)p->refused_count + 2 : r ? 3 : 0;
    (void)ui;
    yz_paintf(area, 0, 1, YZ_ROLE_TEXT,
              _("最好的方案 %1$zu 条 %2$lld 分；逐条挑最好的 %3$zu 条 %4$lld 分；不同的 %5$zu 条"), p->planned,
              (long long)p->total, p->greedy_count, (long long)p->greedy_total, p->differ);
    struct yz_rect rest = yz_area_below(area, 2);
    yz_list_paint(&p->list, yz_area_top(rest, rest.rows - foot), true);
    struct yz_rect below = yz_area_below(rest, rest.rows - foot);
    if (!foot) return;
    if (!p->refused_count) return paint_whose(p, yz_list_selected(&p->list), below); /* painting may read rows anew */
    yz_paint_rule(below, 0);
    yz_paint(below, 1, 1, below.columns - 2, YZ_ROLE_LABEL, _("情况变了，没有提出的："));
    for (size_t i = 0; i < p->refused_count; i++)
        yz_paint(below, (int)i + 2, 2, below.columns - 3, YZ_ROLE_WARNING, p->refused[i]);
}

/* --- proposing --- */

static void keep_refused(struct plan *p, const struct yz_proposal *all, size_t count) {
    char ref[32];
    p->refused_count = 0;
    for (size_t i = 0; i < count && p->refused_count < REFUSED; i++)
        if (*all[i].why)
            snprintf(p->refused[p->refused_count++], sizeof p->refused[0], _("%1$s：%2$s"),
                     yz_ref_text(YZ_NEED, all[i].need, ref), all[i].why);
}

/* Rows that `chosen` lets through, as one act. */
static void propose(struct plan *p, bool (*chosen)(const struct plan *p, const struct row *r)) {
    struct yz_proposal *all = calloc(p->count + 1, sizeof *all);
    size_t count = 0, done = 0;
    if (!all) {
        yz_ui_ok(p->ui, yz_fail(YZ_BUSY, _("内存不足")));
        return;
    }
    for (size_t i = 0; i < p->count; i++)
        if (p->rows[i].offer && chosen(p, &p->rows[i]))
            all[count++] = (struct yz_proposal){.need = p->rows[i].id, .offer = p->rows[i].offer};
    bool good = yz_ui_ok(p->ui, yz_match_propose(yz_ui_session(p->ui), all, count, &done));
    keep_refused(p, all, count);
    free(all);
    if (good) yz_ui_changed(p->ui);
    if (!yz_ui_ok(p->ui, read_plan(p)) || !good) return;
    if (done < count) yz_ui_say(p->ui, YZ_ROLE_WARNING, _("已提出 %1$zu 条，%2$zu 条没有提出"), done, count - done);
    else yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已提出 %zu 条，等对方答复"), done);
}

static bool is_selected(const struct plan *p, const struct row *r) {
    const struct row *selected = yz_list_selected(&p->list);
    return selected && selected->id == r->id;
}

static bool is_marked(const struct plan *p, const struct row *r) {
    const int64_t *ids;
    size_t n = yz_list_marked(&p->list, &ids);
    for (size_t i = 0; i < n; i++)
        if (ids[i] == r->id) return true;
    return false;
}

static bool is_there(const struct plan *p, const struct row *r) {
    (void)p;
    return r->offer != 0;
}

static void take_all(struct yz_ui *ui, void *state, const char *answer) {
    (void)ui;
    (void)answer;
    propose(state, is_there);
}

static bool save(struct plan *p) {
    const int64_t *ids;
    char question[128];
    if (yz_list_marked(&p->list, &ids)) return propose(p, is_marked), true;
    if (!p->planned) return true;
    snprintf(question, sizeof question, _("没有标记：整张方案 %zu 条都提出？"), p->planned);
    yz_ui_ask(p->ui, question, _("都提出"), take_all);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct plan *p = state;
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_OPEN: return yz_list_selected(&p->list) ? propose(p, is_selected), true : false;
    case YZ_REQ_SAVE: return save(p);
    case YZ_REQ_MARK_ALL: return yz_list_mark_all(&p->list), true;
    case YZ_REQ_NEXT: return yz_ui_ok(ui, read_plan(p)), true;
    default: return yz_list_input(&p->list, in);
    }
}

static const char changed[] = N_("清单已经有变动，Tab 重新排");

/* Others' changes do not move what is being looked at; whatever is proposed is checked again. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct plan *p = state;
    (void)ui;
    p->stale = true;
    p->list.empty = changed;
    return YZ_OK;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    if (((struct plan *)state)->stale) yz_copy(out, room, yz_tr(changed));
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("提出这条")}, {YZ_REQ_MARK, NULL},         {YZ_REQ_SAVE, N_("提出标记的")},
    {YZ_REQ_MARK_ALL, NULL},       {YZ_REQ_NEXT, N_("重新排")}, {YZ_REQ_UNDO, NULL},
    {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_plan_screen = {
    .name = "plan",
    .title = N_("匹配方案"),
    .help = N_("所有等着匹配的需求怎么分最好，能力不超；旁边是逐条挑最好的，两边不同的带 *。\n"
               "Enter 提出选中那条；空格标记几条，Ctrl-S 一起提出，作为一步；一条也没标记时 Ctrl-S 是整张方案。\n"
               "提出时按各条规则再查一遍，不合适了的写在下面。Tab 重新排，Ctrl-Z 撤销。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct plan),
    .list = YZ_WHERE(struct plan, list),
    .open = open_plan,
    .close = close_plan,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
