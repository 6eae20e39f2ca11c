/* 三张清单: what is needed, what departments offer, what others offer, and who they are. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/kind_edit.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/registry.h>

enum tab { NEEDS, SERVICES, RESOURCES, PROVIDERS, TABS };
enum {
    PROVIDERS_MOST = 4096,
    FIELDS = 6,
    MATCHES = 6,
    PLAN,
    IMPROVEMENTS,
    SURVEYS,
    WAYS = 5,
    NOTICES = 0
}; /* digits that lead on */

struct lists {
    struct yz_ui *ui;
    enum tab tab;
    struct yz_list_counts counts;
    struct yz_need_filter needs;
    struct yz_offer_filter offers;
    struct yz_provider *providers; /* read when their tab is shown */
    size_t provider_count;
    struct yz_list list; /* of the tab shown */
};

/* --- what stands in the cells --- */

static const struct yz_column need_columns[] = {
    {N_("需求"), YZ_LEAST(20, 14), 0, 1, YZ_LEFT},
    {N_("领域"), YZ_LEAST(8, 14), 8, 3, YZ_LEFT},
    {N_("地点"), 14, 24, 2, YZ_END},
    {N_("状态"), YZ_LEAST(8, 9), 8, 4, YZ_LEFT},
    {N_("紧急程度"), 4, 6, 5, YZ_LEFT},
    {N_("希望办成"), 10, 10, 6, YZ_LEFT},
    {N_("提出时间"), 10, 10, 7, YZ_LEFT},
    {N_("编号"), 8, 10, 8, YZ_LEFT},
};

static void need_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct lists *p = ctx;
    const struct yz_need *n = row;
    char said[sizeof n->text + 32], where[160], wished[YZ_DATE_TEXT], at[YZ_DATE_TEXT], ref[32];
    bool hidden = yz_need_hidden(yz_ui_session(p->ui), n);
    const char *texts[] = {
        yz_need_said(yz_ui_session(p->ui), n, yz_ui_masked(p->ui, YZ_NEED, n->id), said, sizeof said),
        yz_code_label("need_field", n->field),
        hidden ? "" : yz_need_where(yz_ui_session(p->ui), n, where, sizeof where),
        yz_code_label("need_state", n->state),
        yz_code_label("urgency", n->urgency),
        yz_date_text(n->wished_by, wished),
        yz_date_text(yz_moment_date(n->at), at),
        yz_ref_text(YZ_NEED, n->id, ref)};
    yz_copy(out, room, texts[column]);
}

static enum yz_role need_role(void *ctx, const void *row) {
    const struct yz_need *n = row;
    (void)ctx;
    if (!yz_need_open(n)) return YZ_ROLE_DIM;
    return n->wished_by && n->wished_by < yz_today() ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_column offer_columns[] = {
    {N_("内容"), 14, 0, 1, YZ_LEFT},
    {N_("提供方"), 12, 24, 2, YZ_LEFT},
    {N_("余量"), 5, 7, 3, YZ_RIGHT},
    {N_("每期数量"), YZ_LEAST(10, 15), 12, 4, YZ_LEFT},
    {N_("服务范围"), YZ_LEAST(9, 15), 22, 5, YZ_LEFT},
    {N_("状态"), YZ_LEAST(6, 15), 8, 3, YZ_LEFT},
    {N_("最近确认"), 10, 10, 6, YZ_LEFT},
    {N_("领域"), YZ_LEAST(8, 14), 8, 7, YZ_LEFT},
    {N_("价格"), 6, 6, 8, YZ_LEFT},
    {N_("截止日期"), 10, 10, 9, YZ_LEFT},
};

static void offer_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct lists *p = ctx;
    const struct yz_offer *o = row;
    struct yz_session *s = yz_ui_session(p->ui);
    char provider[96], left[48], often[48], where[160], confirmed[YZ_DATE_TEXT], until[YZ_DATE_TEXT];
    const char *texts[] = {o->name,
                           yz_record_title(s, YZ_PROVIDER, o->provider, false, provider, sizeof provider),
                           yz_offer_load_text(s, o, left, sizeof left),
                           yz_offer_often(o, often, sizeof often),
                           yz_offer_where(s, o, where, sizeof where),
                           yz_code_label("offer_state", yz_offer_state(o, yz_today())),
                           yz_date_text(o->confirmed_on, confirmed),
                           yz_code_label("need_field", o->field),
                           yz_code_label("offer_price", o->price),
                           yz_date_text(o->until, until)};
    yz_copy(out, room, texts[column]);
}

static enum yz_role offer_role(void *ctx, const void *row) {
    int32_t state = yz_offer_state(row, yz_today());
    (void)ctx;
    return state == YZ_OFFER_STALE ? YZ_ROLE_WARNING : state == YZ_OFFER_ENDED ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static const struct yz_column provider_columns[] = {
    {N_("名称"), 20, 0, 1, YZ_LEFT},  {N_("提供方类别"), 10, 12, 2, YZ_LEFT},       {N_("联系人"), 8, 10, 3, YZ_LEFT},
    {N_("电话"), 13, 14, 4, YZ_LEFT}, {N_("统一社会信用代码"), 18, 18, 5, YZ_LEFT},
};

static void provider_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    static const char *const fields[] = {"name", "sort", "contact", "phone", "uscc"};
    const struct lists *p = ctx;
    const struct yz_provider *r = row;
    yz_field_text(yz_field_named(&yz_provider_kind, fields[column]), r, yz_ui_masked(p->ui, YZ_PROVIDER, r->id), out,
                  room);
}

/* --- the sources --- */

static enum yz_status need_fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct lists *p = ctx;
    return yz_need_page(yz_ui_session(p->ui), &p->needs, from, direction, out, max, count);
}

static enum yz_status need_narrow(void *ctx, const char *text) {
    struct lists *p = ctx;
    yz_copy(p->needs.text, sizeof p->needs.text, text);
    return YZ_OK;
}

static enum yz_status offer_fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct lists *p = ctx;
    return yz_offer_page(yz_ui_session(p->ui), &p->offers, from, direction, out, max, count);
}

static enum yz_status offer_narrow(void *ctx, const char *text) {
    struct lists *p = ctx;
    yz_copy(p->offers.text, sizeof p->offers.text, text);
    return YZ_OK;
}

#define OFFERS                                                                                                         \
    {                                                                                                                  \
        .row_size = sizeof(struct yz_offer), .fetch = offer_fetch, .cell = offer_cell, .role = offer_role,             \
        .filter = offer_narrow                                                                                         \
    }
static const struct yz_list_source sources[TABS] = {
    [NEEDS] = {.row_size = sizeof(struct yz_need),
               .fetch = need_fetch,
               .cell = need_cell,
               .role = need_role,
               .filter = need_narrow},
    [SERVICES] = OFFERS,
    [RESOURCES] = OFFERS,
    [PROVIDERS] = {.row_size = sizeof(struct yz_provider), .cell = provider_cell},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
static const struct {
    const char *name, *key, *empty;
    enum yz_kind_id kind;
    int32_t list;
    const struct yz_column *columns;
    size_t count;
} tabs[TABS] = {
    [NEEDS] = {N_("需求"), "needs", N_("没有未闭合的需求；Ctrl-N 登记一条"), YZ_NEED, 0, need_columns,
               COUNT(need_columns)},
    [SERVICES] = {N_("服务"), "services", N_("还没有登记服务；Ctrl-N 登记一条"), YZ_OFFER, YZ_LIST_SERVICE,
                  offer_columns, COUNT(offer_columns)},
    [RESOURCES] = {N_("资源"), "resources", N_("还没有登记资源；Ctrl-N 登记一条"), YZ_OFFER, YZ_LIST_RESOURCE,
                   offer_columns, COUNT(offer_columns)},
    [PROVIDERS] = {N_("提供方"), "providers", N_("还没有登记提供方；Ctrl-N 登记一个"), YZ_PROVIDER, 0, provider_columns,
                   COUNT(provider_columns)},
};

/* --- reading --- */

static enum yz_status read_providers(struct lists *p) {
    size_t n = 0;
    enum yz_status status;
    if (!p->providers) p->providers = malloc(PROVIDERS_MOST * sizeof *p->providers);
    if (!p->providers) return yz_fail(YZ_BUSY, _("内存不足"));
    status = yz_provider_page(yz_ui_session(p->ui), "", "", p->providers, PROVIDERS_MOST, &n);
    p->provider_count = n;
    yz_list_array(&p->list, p->providers, n);
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct lists *p = state;
    enum yz_status status = yz_list_count(yz_ui_session(ui), &p->counts);
    if (status == YZ_OK && p->tab == PROVIDERS) return read_providers(p);
    yz_list_reload(&p->list);
    return status;
}

static void show_tab(struct lists *p, enum tab tab) {
    p->tab = tab;
    p->offers.list = tabs[tab].list;
    *p->needs.text = *p->offers.text = '\0';
    yz_list_close(&p->list);
    yz_list_open(&p->list, &sources[tab], p, tabs[tab].columns, tabs[tab].count);
    p->list.empty = tabs[tab].empty;
    if (tab == PROVIDERS) yz_ui_ok(p->ui, read_providers(p));
    yz_ui_repaint(p->ui);
}

static void close_lists(struct yz_ui *ui, void *state) {
    struct lists *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->providers);
}

static enum yz_status open_lists(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct lists *p = state;
    p->ui = ui;
    enum yz_status status = yz_list_count(yz_ui_session(ui), &p->counts);
    if (status != YZ_OK) return status;
    for (size_t i = TABS; i-- > 0;)
        if (i == 0 || strcmp(target->key, tabs[i].key) == 0) return show_tab(p, (enum tab)i), YZ_OK;
    return YZ_OK;
}

/* --- painting --- */

/* All of them with a blank or two between; answers the columns that takes. */
static int ways_text(const struct lists *p, bool whole, int gap, char text[WAYS][64]) {
    static const char *const names[] = {N_("匹配进展"), N_("匹配方案"), N_("小转变"), N_("问卷"), N_("公示")};
    static const char *const brief[] = {N_("匹配"), N_("方案"), N_("小转变"), N_("问卷"), N_("公示")};
    const int64_t counts[] = {p->counts.matches, -1, p->counts.improvements, -1, -1};
    int width = -gap;
    for (int i = 0; i < WAYS; i++) {
        int n = snprintf(text[i], sizeof text[i], "%d %s", (MATCHES + i) % 10, yz_many(whole ? names[i] : brief[i]));
        if (whole && counts[i] >= 0) snprintf(text[i] + n, sizeof text[i] - (size_t)n, " %lld", (long long)counts[i]);
        width += yz_text_width(text[i]) + gap;
    }
    return width;
}

/* Where the digits lead, with counts where there is room for them; what does not fit stands in the help. */
static void paint_ways(const struct lists *p, struct yz_rect a) {
    char text[WAYS][64];
    int gap = 2, x = 0;
    if (ways_text(p, true, gap, text) > a.columns && ways_text(p, false, gap, text) > a.columns) gap = 1;
    for (int i = 0; i < WAYS && x + yz_text_width(text[i]) <= a.columns; i++)
        x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_DIM, text[i]) + gap;
}

static void paint_tabs(const struct lists *p, struct yz_rect a) {
    const int64_t counts[TABS] = {p->counts.needs, p->counts.services, p->counts.resources, p->counts.providers};
    int x = 0;
    for (size_t i = 0; i < TABS; i++) {
        char text[80];
        snprintf(text, sizeof text, i == p->tab ? "[%s %lld]" : " %s %lld ", yz_many(tabs[i].name),
                 (long long)counts[i]);
        x += yz_paint(a, 0, x, a.columns - x, i == p->tab ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, text);
    }
    paint_ways(p, yz_area_part(a, x + 1, a.columns - x - 1));
}

/* The order and what is left out; of services and resources how many are to be confirmed. */
static void scope_text(const struct lists *p, char *out, size_t room) {
    static const char *const need_orders[] = {N_("新的在前"), N_("紧急的在前"), N_("希望办成早的在前")};
    static const char *const offer_orders[] = {N_("最近确认的在前"), N_("按领域")};
    int64_t stale = p->tab == SERVICES ? p->counts.stale_services : p->counts.stale_resources;
    int32_t field = p->tab == NEEDS ? p->needs.field : p->offers.field;
    char asked[96] = "";
    *out = '\0';
    if (p->tab == PROVIDERS) return;
    if (p->tab != NEEDS && stale) snprintf(asked, sizeof asked, _("%lld 条该请提供方确认  "), (long long)stale);
    snprintf(out, room, "%s%s%s%s%s", asked,
             yz_tr(p->tab == NEEDS ? need_orders[p->needs.order] : offer_orders[p->offers.order]), field ? "  " : "",
             yz_code_label("need_field", field), p->tab == NEEDS && p->needs.all ? _("  连同已闭合的") : "");
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct lists *p = state;
    char scope[256];
    (void)ui;
    paint_tabs(p, area);
    scope_text(p, scope, sizeof scope);
    yz_paint(area, 1, 1, area.columns - 1, YZ_ROLE_DIM, scope);
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

/* --- keys --- */

static void turn_order(struct lists *p) {
    if (p->tab == NEEDS) p->needs.order = (enum yz_need_order)((p->needs.order + 1) % YZ_NEED_ORDERS);
    else p->offers.order = (enum yz_offer_order)((p->offers.order + 1) % YZ_OFFER_ORDERS);
    yz_list_restart(&p->list);
}

/* All fields, then one after the other. */
static void turn_field(struct lists *p, int by) {
    int32_t *field = p->tab == NEEDS ? &p->needs.field : &p->offers.field;
    *field = (*field + by + FIELDS + 1) % (FIELDS + 1);
    yz_list_restart(&p->list);
}

/* What is marked, else what is selected. */
static void confirm(struct lists *p) {
    const struct yz_offer *o = yz_list_selected(&p->list);
    const int64_t *ids;
    size_t n = yz_list_marked(&p->list, &ids);
    if (!n && !o) return;
    int64_t one = o ? o->id : 0;
    if (!yz_ui_ok(p->ui, yz_offer_confirm(yz_ui_session(p->ui), n ? ids : &one, n ? n : 1))) return;
    yz_list_unmark(&p->list);
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已确认 %zu 条，今天还有"), n ? n : 1);
}

static bool pick(struct lists *p, int number) {
    if (number >= 1 && number <= TABS) return show_tab(p, (enum tab)(number - 1)), true;
    struct yz_target open = {.screen = "matches", .key = "open"}; /* as many as the tab says */
    if (number == MATCHES) return yz_ui_open(p->ui, &open), true;
    if (number == PLAN) return yz_ui_open(p->ui, &YZ_TARGET("plan", YZ_NO_KIND, 0)), true;
    if (number == SURVEYS) return yz_ui_open(p->ui, &YZ_TARGET("surveys", YZ_NO_KIND, 0)), true;
    if (number == IMPROVEMENTS) return yz_ui_open(p->ui, &YZ_TARGET("improvements", YZ_NO_KIND, 0)), true;
    if (number == NOTICES) return yz_ui_open(p->ui, &YZ_TARGET("notices", YZ_NO_KIND, 0)), true;
    if (number != TABS + 1 || p->tab != NEEDS) return false;
    p->needs.all = !p->needs.all;
    yz_list_restart(&p->list);
    return true;
}

static bool open_selected(struct lists *p, const char *screen) {
    const struct yz_record *r = yz_list_selected(&p->list);
    struct yz_target target = {.kind = tabs[p->tab].kind, .id = r ? r->id : 0};
    yz_copy(target.screen, sizeof target.screen, screen);
    return r ? yz_ui_open(p->ui, &target), true : false;
}

static bool view_input(struct lists *p, const struct yz_input *in) {
    bool offers = p->tab == SERVICES || p->tab == RESOURCES, fields = p->tab != PROVIDERS;
    switch (in->request) {
    case YZ_REQ_NEXT: return show_tab(p, (enum tab)((p->tab + 1) % TABS)), true;
    case YZ_REQ_PREVIOUS: return show_tab(p, (enum tab)((p->tab + TABS - 1) % TABS)), true;
    case YZ_REQ_PICK: return pick(p, in->number);
    case YZ_REQ_SORT: return fields ? turn_order(p), true : false;
    case YZ_REQ_LEFT: return fields ? turn_field(p, -1), true : false;
    case YZ_REQ_RIGHT: return fields ? turn_field(p, 1), true : false;
    case YZ_REQ_ACT: return offers ? confirm(p), true : false;
    case YZ_REQ_MARK_ALL: return offers ? yz_list_mark_all(&p->list), true : false;
    case YZ_REQ_NEW: return yz_list_edit_new(p->ui, tabs[p->tab].kind, tabs[p->tab].list), true;
    case YZ_REQ_OPEN: return open_selected(p, "list-entry");
    case YZ_REQ_EDIT: return open_selected(p, "list-edit");
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct lists *p = state;
    (void)ui;
    if (!yz_list_editing(&p->list) && view_input(p, in)) return true;
    return yz_list_input(&p->list, in);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct lists *p = state;
    const struct yz_record *r = yz_list_selected(&p->list);
    (void)ui;
    *kind = tabs[p->tab].kind;
    *id = r ? r->id : 0;
    return r && (p->tab == PROVIDERS || p->tab == NEEDS); /* what is offered has no numbers in its cells */
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换清单")},  {YZ_REQ_NEW, NULL},
                                       {YZ_REQ_EDIT, NULL}, {YZ_REQ_ACT, N_("确认还有")}, {YZ_REQ_RIGHT, N_("换领域")},
                                       {YZ_REQ_SORT, NULL}, {YZ_REQ_FILTER, NULL},        {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_NONE, NULL}};
static const struct yz_hint plain_hints[] = {{YZ_REQ_OPEN, NULL},   {YZ_REQ_NEXT, N_("换清单")},  {YZ_REQ_NEW, NULL},
                                             {YZ_REQ_EDIT, NULL},   {YZ_REQ_RIGHT, N_("换领域")}, {YZ_REQ_SORT, NULL},
                                             {YZ_REQ_FILTER, NULL}, {YZ_REQ_UNDO, NULL},          {YZ_REQ_REVEAL, NULL},
                                             {YZ_REQ_NONE, NULL}};

static const struct yz_hint provider_hints[] = {{YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换清单")}, {YZ_REQ_NEW, NULL},
                                                {YZ_REQ_EDIT, NULL}, {YZ_REQ_FILTER, NULL},       {YZ_REQ_REVEAL, NULL},
                                                {YZ_REQ_UNDO, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    const struct lists *p = state;
    (void)ui;
    if (p->tab == PROVIDERS) return provider_hints;
    return p->tab == NEEDS ? plain_hints : hints;
}

const struct yz_screen yz_lists_screen = {
    .name = "lists",
    .title = N_("三张清单"),
    .help = N_("需求、服务、资源三张清单和提供方。Tab 或数字 1-4 换一张；Enter 打开，Ctrl-N 登记，Ctrl-E 修改。\n"
               "左右键换领域，Ctrl-B 换先后，Ctrl-T 只留含所打文字的；5 连同已闭合的需求一起看；6 匹配办到哪一步，7 "
               "整张匹配方案，8 小转变，9 问卷，0 公示。\n"
               "好久没有确认的服务和资源排在后面：问过提供方还有，按 Ctrl-G；空格标记几条可以一起确认。\n"),
    .function_key = YZ_REQ_LISTS,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct lists),
    .list = YZ_WHERE(struct lists, list),
    .open = open_lists,
    .close = close_lists,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
    .hints_now = hints_now,
};
