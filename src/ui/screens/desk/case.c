/* 办件: one case: where it stands in its flow, what it is, for whom, by when, what is missing, its timeline, and the steps
 * that can be taken. Tab goes along what it leads to: the resident, the household, the count of its deadline. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/desk/case_steps.h"
#include "ui/screens/facts.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

enum { EVENTS = 64, LINKS = 12, WAYS = 8, LIST_ROWS = 4 };

struct one_case {
    struct yz_ui *ui;
    struct yz_case_facts facts;
    struct yz_case_event events[EVENTS];
    size_t count;
    struct yz_list list;
    struct yz_case_bar steps;
    char links[LINKS][48];
    size_t link_count, link;
    size_t way; /* 0: the timeline; else where Enter leads */
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 1, YZ_LEFT}, {N_("经过"), 16, 0, 2, YZ_LEFT}, {N_("经手"), 8, 12, 3, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_case_event *e = row;
    char time[YZ_MOMENT_TEXT];
    (void)ctx;
    if (column == 1) yz_case_event_text(e, out, room);
    else yz_copy(out, room, column == 0 ? yz_moment_text(e->at, time) : e->staff);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_case_event), .cell = cell};

static bool masked(const struct one_case *c) {
    return yz_ui_masked(c->ui, YZ_CASE, c->facts.c.id);
}

static enum yz_status read_all(struct one_case *c, int64_t id) {
    struct yz_session *s = yz_ui_session(c->ui);
    static struct yz_case record;
    enum yz_status status = yz_record_get(s, YZ_CASE, id, &record);
    if (status == YZ_OK) status = yz_case_facts(s, &record, !yz_ui_masked(c->ui, YZ_CASE, id), &c->facts);
    if (status == YZ_OK)
        status = yz_case_timeline(s, id, !yz_ui_masked(c->ui, YZ_CASE, id), c->events, EVENTS, &c->count);
    if (status == YZ_OK) status = yz_case_bar_read(&c->steps, c->ui, &record);
    if (status == YZ_OK) c->link_count = yz_case_links(s, &record, c->links, LINKS, &c->link);
    yz_list_array(&c->list, c->events, c->count);
    return status;
}

/* --- where it leads --- */

struct way {
    const char *label, *text;
    struct yz_target to;
};

static size_t ways(const struct one_case *c, struct way *out) {
    const struct yz_case_facts *f = &c->facts;
    const struct yz_case *r = &f->c;
    size_t n = 0;
    out[n++] = (struct way){.label = _("经过")};
    if (r->person) out[n++] = (struct way){_("居民"), f->person_name, YZ_TARGET("person", YZ_PERSON, r->person)};
    if (r->applicant && r->applicant != r->person)
        out[n++] = (struct way){_("申请人"), f->applicant_name, YZ_TARGET("person", YZ_PERSON, r->applicant)};
    if (r->household) out[n++] = (struct way){_("户"), "", YZ_TARGET("household", YZ_HOUSEHOLD, r->household)};
    if (r->building) out[n++] = (struct way){_("楼栋"), "", YZ_TARGET("building", YZ_BUILDING, r->building)};
    if (yz_ui_screen_named(c->ui, "deadline"))
        out[n++] = (struct way){_("期限怎么算"), "", YZ_TARGET("deadline", YZ_CASE, r->id)};
    if (*r->answers) out[n++] = (struct way){_("填写内容"), "", YZ_TARGET("answers", YZ_CASE, r->id)};
    return n;
}

static void turn(struct one_case *c, int direction) {
    struct way all[WAYS];
    size_t n = ways(c, all);
    c->way = (c->way + n + (size_t)direction) % n;
    yz_ui_repaint(c->ui);
}

static void paint_ways(const struct one_case *c, struct yz_rect a, int row) {
    struct way all[WAYS];
    size_t n = ways(c, all);
    int at = 1;
    for (size_t i = 0; i < n; i++) {
        char text[160];
        snprintf(text, sizeof text, i == c->way ? "[%s%s%s]" : "%s%s%s", all[i].label,
                 all[i].text && *all[i].text ? " " : "", all[i].text ? all[i].text : "");
        at += yz_paint(a, row, at, a.columns - at, i == c->way ? YZ_ROLE_SELECTED : YZ_ROLE_TEXT, text) + 2;
    }
}

static enum yz_status open_case(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct one_case *c = state;
    c->ui = ui;
    yz_list_open(&c->list, &source, c, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_all(c, target->id);
    if (status == YZ_OK && *target->key) yz_case_bar_begin(&c->steps, target->key);
    if (status != YZ_OK) {
        yz_list_close(&c->list);
        yz_case_bar_close(&c->steps);
    }
    return status;
}

static void close_case(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct one_case *)state)->list);
    yz_case_bar_close(&((struct one_case *)state)->steps);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct one_case *c = state;
    (void)ui;
    snprintf(out, room, _("办件 %1$s %2$s"), c->facts.c.number, c->facts.service_name);
}

static void due_text(const struct yz_case_facts *f, char *out, size_t room) {
    char time[YZ_MOMENT_TEXT];
    if (!f->c.due) yz_copy(out, room, yz_case_open(&f->c) ? _("等材料，暂停计时") : "");
    else
        snprintf(out, room, "%s%s%s", yz_moment_text(f->c.due, time), f->overdue ? _(" 已超期") : "",
                 f->c.due_assumed ? _("（日历未公布，按周一至周五）") : "");
}

/* Passed, present, to come: the present one in brackets. */
static void paint_links(const struct one_case *c, struct yz_rect a) {
    int at = 1;
    for (size_t i = 0; i < c->link_count; i++) {
        char text[64];
        enum yz_role role = i < c->link ? YZ_ROLE_TEXT : i == c->link ? YZ_ROLE_TITLE : YZ_ROLE_DIM;
        snprintf(text, sizeof text, i == c->link ? "[%s]" : "%s", c->links[i]);
        if (i) at += yz_paint(a, 0, at, a.columns - at, YZ_ROLE_DIM, " > ");
        at += yz_paint(a, 0, at, a.columns - at, role, text);
    }
}

static void add_moment(struct yz_facts *facts, const char *label, yz_moment at, const char *after) {
    char text[192], time[YZ_MOMENT_TEXT];
    snprintf(text, sizeof text, "%s%s", yz_moment_text(at, time), after);
    yz_facts_add(facts, label, at ? text : "");
}

static void add_about(struct yz_facts *facts, const struct yz_case_facts *f, bool masked) {
    char party[96];
    yz_facts_add(facts, _("居民"), f->person_name);
    yz_facts_add(facts, _("申请人"), f->applicant_name);
    yz_facts_add(facts, _("来办人"),
                 yz_field_text(yz_field_named(&yz_case_kind, "party"), &f->c, masked, party, sizeof party));
    yz_facts_add(facts, _("住处"), f->address);
    yz_facts_add(facts, _("地点"), f->c.place);
    add_moment(facts, _("受理"), f->c.received, f->c.evening ? _(" 晚间") : "");
    yz_facts_add(facts, _("驿站"), f->station_name);
    yz_facts_add(facts, _("经办"), f->owner_name);
    yz_facts_add(facts, _("承办部门"), f->c.department);
    if (f->c.level > YZ_LEVEL_COMMUNITY) yz_facts_add(facts, _("层级"), yz_code_label("case_level", f->c.level));
}

static int paint_facts(const struct one_case *c, struct yz_rect a) {
    const struct yz_case_facts *f = &c->facts;
    struct yz_facts facts = {0};
    char text[192];
    snprintf(text, sizeof text, "%s%s", f->state, f->c.secret ? _(" 保密") : "");
    yz_facts_add(&facts, _("状态"), text);
    due_text(f, text, sizeof text);
    yz_facts_add(&facts, _("到期"), text);
    add_about(&facts, f, masked(c));
    if (f->c.amount > 0) {
        snprintf(text, sizeof text, _("%1$lld.%2$02d 元"), (long long)(f->c.amount / 100), (int)(f->c.amount % 100));
        yz_facts_add(&facts, _("金额"), text);
    }
    yz_facts_add(&facts, _("参保年度"), f->years);
    add_moment(&facts, _("约定回电"), f->c.call_by, "");
    if (f->c.urged) snprintf(text, sizeof text, _("%lld 次"), (long long)f->c.urged);
    yz_facts_add(&facts, _("催办"), f->c.urged ? text : "");
    add_moment(&facts, _("办结时间"), f->c.finished, "");
    yz_facts_add(&facts, _("结果"), f->c.result);
    return yz_facts_paint(&facts, a);
}

static int paint_notes(const struct one_case *c, struct yz_rect a) {
    const struct yz_case_facts *f = &c->facts;
    char text[1024] = "";
    if (*f->cover_text) snprintf(text, sizeof text, _("待遇：%s"), f->cover_text);
    int row = yz_paint_wrap(a, 0, 0, YZ_ROLE_TEXT, text);
    for (size_t i = 0; i < f->missing_count; i++) {
        snprintf(text, sizeof text, _("缺：%s"), f->missing_name[i]);
        yz_paint(a, row++, 0, a.columns, YZ_ROLE_WARNING, text);
    }
    if (!*f->rule_source) return row;
    snprintf(text, sizeof text, _("依据：%s"), f->rule_source);
    return row + yz_paint_wrap(yz_area_below(a, row), 0, 0, YZ_ROLE_DIM, text);
}

/* The steps, or the form of one, stand at the bottom; the timeline takes what is left. */
static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct one_case *c = state;
    (void)ui;
    paint_links(c, area);
    int row = 1 + paint_facts(c, yz_area_below(area, 1));
    row += paint_notes(c, yz_area_part(yz_area_below(area, row), 1, area.columns - 2));
    int bottom = yz_case_bar_rows(&c->steps, area.columns), most = area.rows - (c->steps.taking ? 8 : row + LIST_ROWS);
    if (bottom > most) bottom = most > 3 ? most : 3;
    int top = area.rows - bottom;
    if (row + 1 < top) paint_ways(c, area, row);
    struct yz_rect list = yz_area_below(area, row + 1);
    list.rows = top - row - 1;
    if (list.rows > 0) yz_list_paint(&c->list, list, c->way == 0 && !c->steps.taking);
    if (bottom > 0 && top >= 0) yz_case_bar_paint(&c->steps, yz_area_below(area, top));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct one_case *c = state;
    struct way all[WAYS];
    if (yz_list_editing(&c->list)) return yz_list_input(&c->list, in);
    if (yz_case_bar_input(&c->steps, in, c->way == 0)) return true;
    switch (in->request) {
    case YZ_REQ_PRINT: return yz_ui_open(ui, &YZ_TARGET("receipt", YZ_CASE, c->facts.c.id)), true;
    case YZ_REQ_NEXT: return turn(c, 1), true;
    case YZ_REQ_PREVIOUS: return turn(c, -1), true;
    case YZ_REQ_OPEN:
        if (c->way < ways(c, all)) yz_ui_open(ui, &all[c->way].to);
        return true;
    default: return yz_list_input(&c->list, in);
    }
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct one_case *c = state;
    (void)ui;
    return c->steps.taking ? yz_form_editing(&c->steps.form) : yz_list_editing(&c->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct one_case *c = state;
    (void)ui;
    return c->steps.taking ? yz_form_cursor(&c->steps.form, y, x) : yz_list_cursor(&c->list, y, x);
}

/* Somebody else's step while one is being typed here is said at once. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct one_case *c = state;
    int64_t version = c->facts.c.version;
    enum yz_status status = read_all(c, c->facts.c.id);
    const struct yz_case_event *e = c->count ? &c->events[c->count - 1] : NULL;
    if (c->way >= WAYS) c->way = 0;
    if (status == YZ_OK && c->steps.taking && c->facts.c.version != version && e)
        yz_ui_say(ui, YZ_ROLE_WARNING, _("%1$s 刚办了“%2$s”；您填的还在，看过再办"), e->staff, e->what);
    return status;
}

static void suspend(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_case_bar_suspend(&((struct one_case *)state)->steps);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_CASE;
    *id = ((struct one_case *)state)->facts.c.id;
    return true;
}

/* What was said with the selected line, whole: in the list it may be cut. */
static void said(const struct one_case *c, char *out, size_t room) {
    const struct yz_case_event *e = yz_list_selected(&c->list);
    yz_copy(out, room, "");
    if (e && (*e->note || *e->reason || *e->result || *e->papers)) yz_case_event_text(e, out, room);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct one_case *c = state;
    (void)ui;
    if (c->steps.taking) yz_form_status(&c->steps.form, out, room);
    else if (c->facts.hidden) yz_copy(out, room, _("这件办件是保密的"));
    else if (!masked(c)) yz_copy(out, room, _("个人信息已显示"));
    else said(c, out, room);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("下一步")}, {YZ_REQ_PICK, N_("别的步骤")}, {YZ_REQ_NEXT, N_("下一处")}, {YZ_REQ_PRINT, N_("文书")},
    {YZ_REQ_BACK, NULL},         {YZ_REQ_REVEAL, NULL},         {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint taking[] = {
        {YZ_REQ_SAVE, N_("办成")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint elsewhere[] = {
        {YZ_REQ_OPEN, NULL},           {YZ_REQ_NEXT, N_("下一处")}, {YZ_REQ_PRINT, N_("文书")}, {YZ_REQ_BACK, NULL},
        {YZ_REQ_PICK, N_("别的步骤")}, {YZ_REQ_REVEAL, NULL},       {YZ_REQ_NONE, NULL}};
    const struct one_case *c = state;
    const struct yz_case_bar *b = &c->steps;
    (void)ui;
    if (b->taking) return taking;
    if (c->way) return elsewhere;
    return hints + (b->count && b->all[0].main ? 0 : b->count ? 1 : 2);
}

const struct yz_screen yz_case_screen = {
    .name = "case",
    .title = N_("办件"),
    .help = N_(
        "一件办件：走到哪个环节、到期、缺的材料、依据和全部经过。\n"
        "Enter 办通常的下一步，数字办别的步骤；要填的在下面填，Ctrl-S 或最后一栏 Enter 办成，Esc 放下，填过的还在。\n"
        "Tab 选居民、户、期限，Enter 打开；Ctrl-P 看回执并打印。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct one_case),
    .open = open_case,
    .close = close_case,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .suspend = suspend,
    .subject = subject,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
