/* 重点人群: the groups with how many people are in each; Enter opens them. Counting goes on while nothing is typed. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { FIRST = 40, STEP = 20 }; /* buildings before the first paint, and at a time afterwards */

struct line {
    int64_t id; /* place in the dictionary, from 1 */
    const struct yz_group *group;
    size_t count;
};

struct groups {
    struct yz_ui *ui;
    enum yz_kind_id kind; /* the place; YZ_NO_KIND: everywhere */
    int64_t place;
    yz_date day;                   /* as of; 0 = now */
    struct yz_census census, next; /* next: being counted */
    struct line lines[YZ_GROUPS];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("重点人群"), 16, 24, 1, YZ_LEFT},  {N_("人数"), 6, 8, 2, YZ_RIGHT},
                                           {N_("走访间隔"), 10, 12, 3, YZ_RIGHT}, {N_("来历"), 14, 16, 4, YZ_LEFT},
                                           {N_("谁能看"), 8, 12, 5, YZ_LEFT},     {N_("依据"), 20, 0, 6, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char count[24], days[32] = "", source[320];
    (void)ctx;
    snprintf(count, sizeof count, "%zu", l->count);
    if (l->group->interval) snprintf(days, sizeof days, _("%lld 天"), (long long)l->group->interval);
    const char *texts[] = {yz_group_name(l->group),
                           count,
                           days,
                           yz_group_comes_name(l->group->comes),
                           yz_group_level_name(l->group->level),
                           yz_group_source(l->group, source, sizeof source)};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct line *)row)->count ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

static void fill(struct groups *p, const struct yz_census *from) {
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    p->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (all[i].comes == YZ_GROUP_REST || !yz_group_seen(yz_ui_session(p->ui), &all[i])) continue;
        p->lines[p->count++] = (struct line){(int64_t)i + 1, &all[i], from->per[i]};
    }
    yz_list_array(&p->list, p->lines, p->count);
}

static enum yz_status open_groups(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct groups *p = state;
    size_t count;
    p->ui = ui;
    p->kind = target->kind;
    p->place = target->id;
    p->day = target->day;
    if (!yz_groups(&count)) return YZ_REFUSED;
    enum yz_status status = yz_census_begin(yz_ui_session(ui), p->kind, p->place, p->day, &p->next);
    if (status == YZ_OK) status = yz_census_step(yz_ui_session(ui), &p->next, FIRST);
    if (status != YZ_OK) return yz_census_free(&p->next), status;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    fill(p, &p->next);
    return YZ_OK;
}

static void close_groups(struct yz_ui *ui, void *state) {
    struct groups *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_census_free(&p->census);
    yz_census_free(&p->next);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct groups *p = state;
    yz_census_free(&p->next);
    return yz_census_begin(yz_ui_session(ui), p->kind, p->place, p->day, &p->next);
}

/* The first count is shown as it grows; a later one when it is whole. */
static bool idle(struct yz_ui *ui, void *state) {
    struct groups *p = state;
    if (!p->next.day) return false;
    if (!yz_ui_ok(ui, yz_census_step(yz_ui_session(ui), &p->next, STEP))) return false;
    bool whole = p->next.done == p->next.place_count;
    if (whole) {
        yz_census_free(&p->census);
        p->census = p->next;
        p->next = (struct yz_census){0};
    }
    if (whole || !p->census.day) fill(p, whole ? &p->census : &p->next), yz_ui_repaint(ui);
    return !whole;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct groups *p = state;
    char place[160] = "";
    if (p->place) yz_record_title(yz_ui_session(ui), p->kind, p->place, true, place, sizeof place);
    snprintf(out, room, "%s%s%s", _("重点人群"), *place ? " " : "", place);
    yz_as_of_headline(p->day, out, room);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct groups *)state)->list, area, true);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct groups *p = state;
    (void)ui;
    if (p->next.day && p->next.done < p->next.place_count)
        snprintf(out, room, _("正在数：%1$zu / %2$zu 栋"), p->next.done, p->next.place_count);
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct groups *p = state;
    struct yz_target present = yz_as_of_target("groups", p->kind, p->place, p->day);
    yz_as_of_go(ui, &present, answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct groups *p = state;
    const struct line *l = yz_list_selected(&p->list);
    if (yz_as_of_refuses(ui, p->day, in)) return true;
    if (in->request == YZ_REQ_DAY) return yz_as_of_ask(ui, another_day), true;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &(struct yz_target){.screen = "group-edit"}), true;
    if (in->request == YZ_REQ_OPEN && l) {
        struct yz_target target = yz_as_of_target("group-members", p->kind, p->place, p->day);
        yz_copy(target.key, sizeof target.key, l->group->key);
        return yz_ui_open(ui, &target), true;
    }
    return yz_list_input(&p->list, in);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看名单")},
                                       {YZ_REQ_NEW, N_("登记")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_DAY, N_("看过去")},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {
    {YZ_REQ_OPEN, N_("看名单")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_DAY, N_("看另一天")}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct groups *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_groups_screen = {
    .name = "groups",
    .title = N_("重点人群"),
    .help = N_("每个重点人群现在有多少人、多久走访一次、怎么来的、凭什么。Enter 看名单，Ctrl-N 登记一位居民，Ctrl-Y "
               "看截至过去某一天的。\n"
               "由年龄和状态算出来的不用登记；保密的人群只有站长、管理员和审计员看得到。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct groups),
    .list = YZ_WHERE(struct groups, list),
    .open = open_groups,
    .close = close_groups,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .idle = idle,
    .hints = hints,
    .hints_now = hints_now,
};
