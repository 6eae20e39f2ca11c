/* 户: one household: its place and head, its members on a day, and what happened to it. A digit opens a service for it. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/facts.h"
#include "ui/screens/history.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/living.h>
#include <yizhan/posts.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

enum { MEMBERS = 96 };

struct household {
    struct yz_ui *ui;
    struct yz_household record;
    yz_date day;                  /* as of; 0 = now */
    char address[160], duty[768]; /* duty: who is on for its building */
    struct yz_member members[MEMBERS];
    size_t count;
    struct yz_list list;
    struct yz_history history;
    bool on_history;
    yz_group_set groups;
    struct yz_services services;
    struct yz_visit last; /* the newest visit; id 0 = none */
    yz_date due;          /* for the next */
    char home[128];       /* the station that has it, if not this one */
};

static bool groups_masked(const struct household *h) {
    return yz_ui_group_masked(h->ui, YZ_HOUSEHOLD, h->record.id);
}

static const struct yz_column columns[] = {
    {N_("姓名"), 8, 14, 1, YZ_LEFT},      {N_("关系"), 11, 18, 2, YZ_LEFT},    {N_("性别"), 6, 6, 4, YZ_LEFT},
    {N_("年龄"), 4, 4, 3, YZ_RIGHT},      {N_("电话"), 11, 13, 5, YZ_LEFT},    {N_("居住"), 6, 12, 6, YZ_LEFT},
    {N_("证件号码"), 18, 20, 7, YZ_LEFT}, {N_("人口类型"), 8, 14, 8, YZ_LEFT}, {N_("起"), 10, 10, 9, YZ_LEFT},
};
enum { NAME, RELATION, SEX, AGE, PHONE, ROLE, NUMBER, RESIDENCE, SINCE };

static void person_cell(const struct household *h, const struct yz_person *p, const char *column, char *out,
                        size_t room) {
    const struct yz_field *f = yz_field_named(&yz_person_kind, column);
    if (f) yz_field_text(f, p, yz_ui_masked(h->ui, YZ_PERSON, p->id), out, room);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_member *m = row;
    yz_date day = ((const struct household *)ctx)->day;
    char date[YZ_DATE_TEXT];
    switch (column) {
    case NAME: person_cell(ctx, &m->person, "name", out, room); break;
    case RELATION: yz_copy(out, room, yz_code_label("relation", m->membership.relation)); break;
    case SEX: yz_copy(out, room, yz_code_label("sex", m->person.sex)); break;
    case AGE:
        if (m->person.birth)
            snprintf(out, room, "%d",
                     yz_age_on(m->person.birth, m->person.died ? m->person.died
                                                : day          ? day
                                                               : yz_today()));
        break;
    case PHONE: person_cell(ctx, &m->person, "phone", out, room); break;
    case ROLE: yz_copy(out, room, yz_code_label("dwelling_role", m->membership.role)); break;
    case NUMBER: person_cell(ctx, &m->person, "id_number", out, room); break;
    case RESIDENCE: yz_copy(out, room, yz_code_label("residence", m->person.residence)); break;
    default: yz_copy(out, room, yz_date_text(m->membership.since, date)); break;
    }
}

static int64_t person_id(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_member *)row)->person.id;
}

/* Their last day is today. */
static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_member *)row)->membership.until ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_member), .cell = cell, .id = person_id, .role = role};

static enum yz_status read_all(struct household *h, int64_t id) {
    struct yz_session *s = yz_ui_session(h->ui);
    struct yz_dwelling d;
    enum yz_status status = yz_record_on(s, YZ_HOUSEHOLD, id, h->day, &h->record);
    if (status == YZ_OK) status = yz_household_members_on(s, id, h->day, h->members, MEMBERS, &h->count);
    if (status == YZ_OK) status = yz_household_group_set(s, id, h->day, &h->groups, &(int64_t){0});
    if (status != YZ_OK) return status;
    yz_dwelling_address(s, h->record.dwelling, h->address, sizeof h->address);
    yz_home_text(s, YZ_HOUSEHOLD, id, h->home, sizeof h->home);
    h->duty[0] = '\0';
    if (h->record.dwelling && yz_record_get(s, YZ_DWELLING, h->record.dwelling, &d) == YZ_OK)
        yz_posts_text(s, YZ_BUILDING, d.building, h->day, true, h->duty, sizeof h->duty);
    size_t visits = 0;
    struct yz_visit tomorrow = {.at = yz_moment_make(yz_date_add(h->day, 1), 0)};
    status =
        yz_visit_page(s, &(struct yz_visit_filter){.household = id}, h->day ? &tomorrow : NULL, &h->last, 1, &visits);
    if (status != YZ_OK) return status;
    if (!visits) h->last.id = 0;
    h->due = h->day ? 0 : yz_household_visit_due(s, id, yz_today(), 0);
    yz_list_array(&h->list, h->members, h->count < MEMBERS ? h->count : MEMBERS);
    return yz_services_read(&h->services, s);
}

static enum yz_status open_household(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct household *h = state;
    h->ui = ui;
    h->day = target->day;
    yz_list_open(&h->list, &source, h, columns, sizeof columns / sizeof *columns);
    h->list.empty = N_("这一户现在没有成员");
    enum yz_status status = read_all(h, target->id);
    if (status == YZ_OK) yz_history_open(&h->history, ui, YZ_HOUSEHOLD, target->id, h->day);
    else yz_list_close(&h->list);
    return status;
}

static void close_household(struct yz_ui *ui, void *state) {
    struct household *h = state;
    (void)ui;
    yz_list_close(&h->list);
    yz_history_close(&h->history);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("户"), ((struct household *)state)->address);
    yz_as_of_headline(((struct household *)state)->day, out, room);
}

static const struct yz_member *head_of(const struct household *h) {
    for (size_t i = 0; i < h->count && i < MEMBERS; i++)
        if (h->members[i].person.id == h->record.head) return &h->members[i];
    return NULL;
}

static int paint_facts(const struct household *h, struct yz_rect a) {
    const struct yz_member *head = head_of(h);
    struct yz_facts facts = {0};
    char name[96] = "", phone[32] = "", ref[32], date[YZ_DATE_TEXT], words[160], visit[64] = "";
    if (head) {
        person_cell(h, &head->person, "name", name, sizeof name);
        person_cell(h, &head->person, "phone", phone, sizeof phone);
    }
    yz_facts_add(&facts, _("户主"), name);
    yz_facts_add(&facts, _("电话"), phone);
    yz_facts_add(&facts, _("户类型"), yz_code_label("household_kind", h->record.kind));
    yz_facts_add(&facts, _("立户"), yz_date_text(h->record.since, date));
    yz_facts_add(&facts, _("搬离日期"), h->record.until ? yz_date_text(h->record.until, date) : "");
    yz_facts_add(&facts, _("归"), h->home);
    yz_facts_add(&facts, _("户号"), h->record.number);
    if (h->last.id)
        snprintf(visit, sizeof visit, "%s %s", yz_date_text(yz_moment_date(h->last.at), date),
                 yz_code_label("visit_outcome", h->last.outcome));
    yz_facts_add(&facts, _("上次走访"), visit);
    yz_facts_add(&facts, _("走访到期"), h->due && h->due <= yz_today() ? yz_date_text(h->due, date) : "");
    yz_facts_add(&facts, _("编号"), yz_ref_text(YZ_HOUSEHOLD, h->record.id, ref));
    yz_facts_add(&facts, _("重点人群"), yz_group_words(h->groups, groups_masked(h), words, sizeof words));
    int rows = yz_facts_paint(&facts, a);
    return rows + yz_facts_duty(a, rows, h->duty);
}

static void paint_tabs(const struct household *h, struct yz_rect a) {
    int x = yz_history_tabs(a, _("成员"), h->count, h->on_history) + 3;
    if (h->day) return;
    x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_LABEL, _("办理")) + 2;
    a.rows = 1;
    yz_services_paint(&h->services, a, x);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct household *h = state;
    (void)ui;
    struct yz_rect below = yz_area_below(area, paint_facts(h, area) + 1);
    paint_tabs(h, yz_area_top(below, 1));
    if (h->on_history) yz_history_paint(&h->history, yz_area_below(below, 1));
    else yz_list_paint(&h->list, yz_area_below(below, 1), true);
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct household *h = state;
    struct yz_target card = yz_as_of_target("household", YZ_HOUSEHOLD, h->record.id, h->day);
    yz_as_of_go(ui, &card, answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct household *h = state;
    const struct yz_member *m = yz_list_selected(&h->list);
    if (yz_as_of_refuses(ui, h->day, in)) return true;
    if (in->request == YZ_REQ_DAY) return yz_as_of_ask(ui, another_day), true;
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) {
        h->on_history = !h->on_history;
        return true;
    }
    if (in->request == YZ_REQ_PICK) return yz_services_pick(&h->services, ui, in->number, h->record.id);
    if (in->request == YZ_REQ_MOVE) return yz_ui_open(ui, &YZ_TARGET("move", YZ_HOUSEHOLD, h->record.id)), true;
    if (in->request == YZ_REQ_PERSON) return yz_ui_open(ui, &YZ_TARGET("person-new", YZ_HOUSEHOLD, h->record.id)), true;
    if (in->request == YZ_REQ_ACT) return yz_ui_open(ui, &YZ_TARGET("walk", YZ_HOUSEHOLD, h->record.id)), true;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &YZ_TARGET("bulk", YZ_HOUSEHOLD, h->record.id)), true;
    if (h->on_history) return yz_history_input(&h->history, in);
    if (in->request == YZ_REQ_OPEN && m) {
        struct yz_target member = yz_as_of_target("person", YZ_PERSON, m->person.id, h->day);
        return yz_ui_open(ui, &member), true;
    }
    return yz_list_input(&h->list, in);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct household *h = state;
    (void)ui;
    return h->on_history ? yz_history_cursor(&h->history, y, x) : yz_list_cursor(&h->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct household *h = state;
    (void)ui;
    yz_history_reload(&h->history);
    return read_all(h, h->record.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_HOUSEHOLD;
    *id = ((struct household *)state)->record.id;
    return true;
}

static size_t beside(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t ids[YZ_BESIDE]) {
    const struct household *h = state;
    size_t n = 0;
    (void)ui;
    *kind = YZ_PERSON;
    for (size_t i = 0; i < h->count && i < MEMBERS && n < YZ_BESIDE; i++) ids[n++] = h->members[i].person.id;
    return n;
}

/* The first six fill 80 columns. */
static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, NULL},          {YZ_REQ_PICK, N_("办理")},      {YZ_REQ_MOVE, NULL}, {YZ_REQ_PERSON, N_("新增")},
    {YZ_REQ_REVEAL, N_("显示")},  {YZ_REQ_NEXT, N_("成员/经过")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_ACT, N_("走访")},
    {YZ_REQ_NEW, N_("批量办理")}, {YZ_REQ_DAY, N_("看过去")},     {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("成员/经过")}, {YZ_REQ_REVEAL, NULL},
                                            {YZ_REQ_BACK, NULL}, {YZ_REQ_DAY, N_("看另一天")},   {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct household *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_household_screen = {
    .name = "household",
    .title = N_("户"),
    .help = N_("一户的住处、户主和今天的成员。Enter 看一位成员；数字键为这一户办理列出的事项；\n"
               "F12 办搬家、分户、出生、去世等变动；Ctrl-X 添一位还不在册的居民；Ctrl-Y "
               "看截至过去某一天的样子，那里只能看。Ctrl-G 到这一栋的走访名单。\n"
               "Tab 在成员和经过之间换。个人信息遮盖着，Ctrl-R 写明原因后显示。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct household),
    .list = YZ_WHERE(struct household, list),
    .open = open_household,
    .close = close_household,
    .headline = headline,
    .paint = paint,
    .input = input,
    .cursor = cursor,
    .refresh = refresh,
    .subject = subject,
    .beside = beside,
    .hints = hints,
    .hints_now = hints_now,
};
