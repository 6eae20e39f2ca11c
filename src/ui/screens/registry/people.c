/* 政策找人: the residents whom policies reach today, the most urgent first; all of them, or one policy after another. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/policies.h>
#include <yizhan/registry.h>

enum { LINES = 500, BELOW = 5 };

struct line { /* a hit as it stands in the list */
    int64_t id;
    struct yz_policy_hit hit;
    char address[96], why[256];
};

struct people {
    struct yz_ui *ui;
    struct yz_people all, next; /* next: read anew in idle time */
    size_t reading;             /* the policy that comes next there */
    size_t tab;                 /* 0: every policy; n: the policy n - 1 */
    struct line lines[LINES];
    size_t count;
    struct yz_list list;
    int64_t aside; /* the person being put aside, whatever becomes of the list meanwhile */
    char policy[48];
    yz_date until;
};

static const struct yz_column columns[] = {{N_("姓名"), 8, 12, 1, false},    {N_("住处"), 18, 24, 4, false},
                                           {N_("原因"), 32, 56, 2, false},   {N_("期限"), 10, 10, 3, false},
                                           {N_("不早于"), 10, 10, 5, false}, {N_("政策"), 14, 24, 6, false}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct people *p = ctx;
    const struct line *l = row;
    char by[YZ_DATE_TEXT], from[YZ_DATE_TEXT];
    const char *texts[] = {l->hit.name,
                           l->address,
                           l->why,
                           yz_date_text(l->hit.by, by),
                           yz_date_text(l->hit.not_before, from),
                           yz_policy_name(&p->all.policies[l->hit.policy])};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct people *p = ctx;
    const struct line *l = row;
    if (l->hit.not_before > p->all.day) return YZ_ROLE_DIM; /* too early to do */
    return l->hit.by < p->all.day ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* The lines of the tab: the most urgent ones. */
static void fill(struct people *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    p->count = 0;
    yz_session_read_begin(s);
    for (size_t i = 0; i < p->all.count && p->count < LINES; i++) {
        const struct yz_policy_hit *h = &p->all.all[i];
        if (p->tab && h->policy != p->tab - 1) continue;
        struct line *l = &p->lines[p->count++];
        *l = (struct line){.id = h->person * YZ_POLICIES + (int64_t)h->policy, .hit = *h};
        yz_dwelling_short(s, h->dwelling, l->address, sizeof l->address);
        yz_policy_why(&p->all, h, l->why, sizeof l->why);
    }
    yz_session_read_end(s);
    yz_list_array(&p->list, p->lines, p->count);
}

static enum yz_status read_all(struct people *p) {
    struct yz_people fresh;
    enum yz_status status = yz_people_find(yz_ui_session(p->ui), 0, NULL, &fresh);
    if (status != YZ_OK) {
        yz_people_free(&fresh);
        return status;
    }
    yz_people_free(&p->all);
    p->all = fresh;
    fill(p);
    return YZ_OK;
}

static enum yz_status open_people(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct people *p = state;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("今天没有要提醒的人");
    enum yz_status status = read_all(p);
    if (status != YZ_OK) yz_list_close(&p->list);
    for (size_t i = 0; status == YZ_OK && i < p->all.policy_count; i++)
        if (strcmp(p->all.policies[i].key, target->key) == 0) p->tab = i + 1, fill(p);
    return status;
}

static void close_people(struct yz_ui *ui, void *state) {
    struct people *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_people_free(&p->all);
    yz_people_free(&p->next);
}

/* What another terminal changed is read in parts, while nothing is typed. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct people *p = state;
    (void)ui;
    yz_people_free(&p->next);
    p->reading = 0;
    return yz_people_begin(&p->next, 0);
}

static bool idle(struct yz_ui *ui, void *state) {
    struct people *p = state;
    if (!p->next.policies) return false;
    if (p->reading < p->next.policy_count) {
        bool good = yz_ui_ok(ui, yz_people_add(yz_ui_session(ui), &p->next, p->reading));
        p->reading += !p->next.unfinished;
        return good;
    }
    yz_people_sort(&p->next);
    yz_people_free(&p->all);
    p->all = p->next;
    p->next = (struct yz_people){0};
    fill(p);
    yz_ui_repaint(ui);
    return false;
}

/* --- what is shown --- */

static void paint_tab(const struct people *p, struct yz_rect a) {
    const char *name = p->tab ? yz_policy_name(&p->all.policies[p->tab - 1]) : _("全部");
    size_t count = p->tab ? p->all.per[p->tab - 1] : p->all.count, tabs = 1, at = 1;
    for (size_t i = 0; i < p->all.policy_count; i++) {
        tabs += p->all.per[i] > 0;
        at += p->all.per[i] > 0 && i < p->tab;
    }
    int x = 1 + yz_paintf(a, 0, 1, YZ_ROLE_HEADER, " %s %zu ", name, count) + 2;
    x += yz_paintf(a, 0, x, YZ_ROLE_DIM, _("第 %1$zu 类，共 %2$zu 类"), at, tabs) + 2;
    if (count > LINES) yz_paintf(a, 0, x, YZ_ROLE_DIM, _("只列最急的 %d 条"), LINES);
}

/* The whole reason, and where it comes from. */
static void paint_reason(const struct people *p, struct yz_rect a) {
    const struct line *l = yz_list_selected(&p->list);
    char source_text[400], text[480];
    if (!l) return;
    yz_paint_rule(a, 0);
    int row = 1 + yz_paint_wrap(yz_area_part(a, 1, a.columns - 2), 1, 0, YZ_ROLE_TEXT, l->why);
    snprintf(text, sizeof text, _("依据：%s"),
             yz_policy_source(&p->all.policies[l->hit.policy], source_text, sizeof source_text));
    yz_paint_wrap(yz_area_part(a, 1, a.columns - 2), row, 0, YZ_ROLE_DIM, text);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct people *p = state;
    (void)ui;
    struct yz_rect list = yz_area_below(area, 2);
    list.rows -= BELOW;
    paint_tab(p, area);
    yz_list_paint(&p->list, list, true);
    paint_reason(p, yz_area_below(area, area.rows - BELOW));
}

static bool visits(const struct people *p, const struct line *l) {
    return p->all.policies[l->hit.policy].of == YZ_OF_VISIT;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct people *p = state;
    const struct line *l = yz_list_selected(&p->list);
    char day[YZ_DATE_TEXT];
    (void)ui;
    if (!l) return;
    bool service = *p->all.policies[l->hit.policy].service != '\0';
    const char *first = visits(p, l) ? _("1 走访名单   ") : service ? _("1 办理   ") : "";
    snprintf(out, room, _("%1$s2 暂缓提醒   不早于 %2$s 办"), first, yz_date_text(l->hit.not_before, day));
}

/* --- what is done --- */

/* The next policy that has somebody; 0 is all of them. */
static void turn(struct people *p, int by) {
    size_t tabs = p->all.policy_count + 1;
    do p->tab = (p->tab + (by > 0 ? 1 : tabs - 1)) % tabs;
    while (p->tab && !p->all.per[p->tab - 1]);
    fill(p);
    yz_list_restart(&p->list);
}

static void dismiss(struct yz_ui *ui, void *state, const char *reason) {
    struct people *p = state;
    struct yz_findings f = {0};
    char day[YZ_DATE_TEXT];
    if (yz_ui_ok(ui, yz_policy_dismiss(yz_ui_session(ui), p->policy, p->aside, p->until, reason, &f)) &&
        yz_ui_ok(ui, read_all(p))) {
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("暂缓到 %s"), yz_date_text(p->until, day));
    }
    yz_findings_free(&f);
}

static void ask_reason(struct yz_ui *ui, void *state, const char *answer) {
    struct people *p = state;
    if (!yz_date_parse(answer, yz_today(), false, &p->until) || p->until <= yz_today())
        yz_ui_ask_line(ui, _("要在今天之后，例如 +2w、2026-12-15"), answer, ask_reason);
    else yz_ui_ask_line(ui, _("原因"), NULL, dismiss);
}

static void ask_until(struct people *p, const struct line *l) {
    char day[YZ_DATE_TEXT];
    p->aside = l->hit.person;
    yz_copy(p->policy, sizeof p->policy, p->all.policies[l->hit.policy].key);
    yz_ui_suggest(p->ui, _("暂缓到哪天"), yz_date_text(yz_policy_until(&p->all, &l->hit), day), ask_reason);
}

/* A door that is due for a visit: the walk list, pointing at it. */
static void walk(struct people *p, const struct line *l) {
    int64_t household = yz_person_household(yz_ui_session(p->ui), l->hit.person, 0);
    yz_ui_open(p->ui, &YZ_TARGET("walk", YZ_HOUSEHOLD, household));
}

/* The service that helps, for this resident. */
static void serve(struct people *p, const struct line *l) {
    const char *service = p->all.policies[l->hit.policy].service;
    struct yz_target target = YZ_TARGET("service", YZ_PERSON, l->hit.person);
    yz_copy(target.key, sizeof target.key, service);
    if (*service) yz_ui_open(p->ui, &target);
    else yz_ui_say(p->ui, YZ_ROLE_WARNING, _("这一项没有对应的事项，提醒到就好"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct people *p = state;
    const struct line *l = yz_list_selected(&p->list);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS)
        return turn(p, in->request == YZ_REQ_NEXT ? 1 : -1), true;
    if (in->request == YZ_REQ_OPEN && l) return yz_ui_open(ui, &YZ_TARGET("person", YZ_PERSON, l->hit.person)), true;
    if (in->request == YZ_REQ_PICK && l && in->number == 1) return visits(p, l) ? walk(p, l) : serve(p, l), true;
    if (in->request == YZ_REQ_PICK && l && in->number == 2) return ask_until(p, l), true;
    return yz_list_input(&p->list, in);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看居民")},
                                       {YZ_PICK_TO(2), N_("办理、暂缓")},
                                       {YZ_REQ_NEXT, N_("换一类")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_people_screen = {
    .name = "people",
    .title = N_("政策找人"),
    .help = N_("按政策该提醒的居民，最急的在前；下方是原因和依据，带“待核实”的先问清。灰的还不到办的日子。\n"
               "Tab 换一类政策，Enter 看居民，1 为这位居民办理，2 暂缓提醒（问到哪天和原因，Ctrl-Z 撤销）。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct people),
    .list = YZ_WHERE(struct people, list),
    .open = open_people,
    .close = close_people,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .idle = idle,
    .status = status,
    .hints = hints,
};
