/* The people of one key group, building by building: only the rows shown are looked at one by one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>
#include <yizhan/registry.h>

enum { ENOUGH = 100, STEP = 20 }; /* members before the first paint; buildings at a time */

struct row {
    int64_t id; /* person */
    size_t at;  /* place in the census */
    char name[96], address[96], reason[160], others[64];
    yz_date since;
};

struct members {
    struct yz_ui *ui;
    const struct yz_group *group;
    enum yz_kind_id kind;
    int64_t place;
    yz_date day;                   /* as of; 0 = now */
    struct yz_census census, next; /* next: read anew after a change */
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("姓名"), 8, 12, 1, YZ_LEFT},
                                           {N_("住处"), 18, 24, 2, YZ_LEFT},
                                           {N_("原因"), 20, 0, 3, YZ_LEFT},
                                           {N_("起"), 10, 10, 4, YZ_LEFT},
                                           {N_("还在的人群"), 10, 24, 5, YZ_LEFT}};

static bool veiled(const struct members *p, int64_t person) {
    return p->group->level != YZ_GROUP_OPEN && yz_ui_group_masked(p->ui, YZ_PERSON, person);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct row *r = row;
    char since[YZ_DATE_TEXT];
    const char *texts[] = {r->name, r->address, veiled(ctx, r->id) ? "" : r->reason,
                           r->since ? yz_date_text(r->since, since) : "", r->others};
    yz_copy(out, room, texts[column]);
}

static enum yz_status read_row(struct members *p, size_t at, struct row *out) {
    const struct yz_group_member *m = &p->census.all[at];
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_grouping all[YZ_GROUPS];
    struct yz_person person;
    size_t count = 0;
    *out = (struct row){.id = m->person, .at = at};
    enum yz_status status = yz_record_on(s, YZ_PERSON, m->person, p->day, &person);
    if (status == YZ_OK) status = yz_groups_of_person(s, m->person, p->census.day, all, YZ_GROUPS, &count);
    if (status != YZ_OK) return status;
    bool masked = yz_ui_masked(p->ui, YZ_PERSON, m->person);
    yz_field_text(yz_field_named(&yz_person_kind, "name"), &person, masked, out->name, sizeof out->name);
    yz_dwelling_short(s, m->dwelling, out->address, sizeof out->address);
    yz_group_words(m->set & ~yz_group_bit(p->group), yz_ui_group_masked(p->ui, YZ_PERSON, m->person), out->others,
                   sizeof out->others);
    for (size_t i = 0; i < count && i < YZ_GROUPS; i++) {
        if (all[i].group != p->group) continue;
        out->since = all[i].since;
        yz_copy(out->reason, sizeof out->reason, all[i].reason);
    }
    return YZ_OK;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    struct members *p = ctx;
    const struct row *r = from;
    enum yz_status status = YZ_OK;
    size_t at = r ? r->at + (size_t)direction : direction > 0 ? 0 : p->census.count - 1;
    *count = 0;
    yz_session_read_begin(yz_ui_session(p->ui));
    for (; status == YZ_OK && *count < max && at < p->census.count; at += (size_t)direction)
        if (p->census.all[at].set & yz_group_bit(p->group)) status = read_row(p, at, (struct row *)out + (*count)++);
    yz_session_read_end(yz_ui_session(p->ui));
    return status;
}

static int64_t total(void *ctx) {
    const struct members *p = ctx;
    return (int64_t)p->census.per[p->group - yz_groups(&(size_t){0})];
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct row), .fetch = fetch, .cell = cell, .total = total};

static bool whole(const struct yz_census *c) {
    return c->done == c->place_count && !c->everywhere;
}

static enum yz_status open_members(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct members *p = state;
    p->ui = ui;
    p->kind = target->kind;
    p->place = target->id;
    p->day = target->day;
    p->group = yz_group_named(target->key);
    if (!p->group || !yz_group_seen(yz_ui_session(ui), p->group)) return YZ_REFUSED;
    enum yz_status status = yz_census_begin(yz_ui_session(ui), p->kind, p->place, p->day, &p->census);
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("这个人群现在没有人");
    while (status == YZ_OK && !whole(&p->census) && total(p) < ENOUGH)
        status = yz_census_step(yz_ui_session(ui), &p->census, STEP);
    if (status != YZ_OK) yz_list_close(&p->list), yz_census_free(&p->census);
    return status;
}

static void close_members(struct yz_ui *ui, void *state) {
    struct members *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_census_free(&p->census);
    yz_census_free(&p->next);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct members *p = state;
    yz_census_free(&p->next);
    return yz_census_begin(yz_ui_session(ui), p->kind, p->place, p->day, &p->next);
}

static bool idle(struct yz_ui *ui, void *state) {
    struct members *p = state;
    struct yz_census *c = p->next.day ? &p->next : &p->census;
    if (whole(c)) return false;
    if (!yz_ui_ok(ui, yz_census_step(yz_ui_session(ui), c, STEP))) return false;
    if (!whole(c)) return true;
    if (c == &p->next) {
        yz_census_free(&p->census);
        p->census = p->next;
        p->next = (struct yz_census){0};
        yz_list_restart(&p->list);
    } else {
        yz_list_reload(&p->list);
    }
    yz_ui_repaint(ui);
    return false;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct members *p = state;
    char place[160] = "";
    if (p->place) yz_record_title(yz_ui_session(ui), p->kind, p->place, true, place, sizeof place);
    snprintf(out, room, "%s %s%s%s", _("重点人群"), yz_group_name(p->group), *place ? " " : "", place);
    yz_as_of_headline(p->day, out, room);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct members *p = state;
    (void)ui;
    yz_paintf(area, 0, 1, YZ_ROLE_HEADER, whole(&p->census) ? _("共 %lld 人") : _("已数到 %lld 人"),
              (long long)total(p));
    yz_list_paint(&p->list, yz_area_below(area, 1), true);
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct members *p = state;
    struct yz_target present = yz_as_of_target("group-members", p->kind, p->place, p->day);
    yz_copy(present.key, sizeof present.key, p->group->key);
    yz_as_of_go(ui, &present, answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct members *p = state;
    const struct row *r = yz_list_selected(&p->list);
    struct yz_target target = {.screen = "group-edit"};
    yz_copy(target.key, sizeof target.key, p->group->comes == YZ_GROUP_COMPUTED ? "" : p->group->key);
    if (yz_as_of_refuses(ui, p->day, in)) return true;
    if (in->request == YZ_REQ_DAY) return yz_as_of_ask(ui, another_day), true;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &target), true;
    if (in->request == YZ_REQ_OPEN && r) {
        struct yz_target card = yz_as_of_target("person", YZ_PERSON, r->id, p->day);
        return yz_ui_open(ui, &card), true;
    }
    if (in->request == YZ_REQ_EDIT && r) return yz_ui_open(ui, &YZ_TARGET("person-groups", YZ_PERSON, r->id)), true;
    return yz_list_input(&p->list, in);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct row *r = yz_list_selected(&((struct members *)state)->list);
    (void)ui;
    *kind = YZ_PERSON;
    *id = r ? r->id : 0;
    return r != NULL;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看居民")}, {YZ_REQ_EDIT, N_("改登记")}, {YZ_REQ_NEW, N_("登记")}, {YZ_REQ_BACK, NULL},
    {YZ_REQ_REVEAL, NULL},       {YZ_REQ_DAY, N_("看过去")},  {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, N_("看居民")},
                                            {YZ_REQ_REVEAL, NULL},
                                            {YZ_REQ_BACK, NULL},
                                            {YZ_REQ_DAY, N_("看另一天")},
                                            {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct members *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_group_members_screen = {
    .name = "group-members",
    .title = N_("重点人群名单"),
    .help = N_("一个重点人群的居民，按楼栋和门排；原因、从哪天起、还在哪些人群。Enter 看居民，Ctrl-E 改这位居民的登记，"
               "Ctrl-N 登记一位，Ctrl-Y 看截至过去某一天的名单。工作需要才能看的，原因遮盖着，按 Ctrl-R。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_GROUPS,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct members),
    .list = YZ_WHERE(struct members, list),
    .open = open_members,
    .close = close_members,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .idle = idle,
    .hints = hints,
    .hints_now = hints_now,
};
