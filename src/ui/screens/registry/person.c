/* 居民: one person: every field that is known, the households past and present, what happened. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/facts.h"
#include "ui/screens/history.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/living.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>
#include <yizhan/rights.h>

enum { HOMES = 32 };

struct home { /* a membership as a line */
    int64_t id;
    struct yz_membership membership;
    char address[128];
};

struct person {
    struct yz_ui *ui;
    struct yz_person record;
    yz_date day; /* as of; 0 = now */
    struct home homes[HOMES];
    size_t count;
    struct yz_list list;
    struct yz_history history;
    bool on_history;
    yz_group_set groups;
    char home[128]; /* the station that has them, if not this one */
    size_t looks;   /* of the last year, as far as whoever is signed in may know */
};

static const struct yz_column columns[] = {
    {N_("住处"), 24, 0, 1, YZ_LEFT},  {N_("关系"), 8, 18, 2, YZ_LEFT}, {N_("居住"), 6, 12, 3, YZ_LEFT},
    {N_("户籍"), 5, 5, 6, YZ_LEFT},   {N_("起"), 10, 10, 4, YZ_LEFT},  {N_("止"), 10, 10, 5, YZ_LEFT},
    {N_("原因"), 10, 20, 7, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct home *h = row;
    char since[YZ_DATE_TEXT], until[YZ_DATE_TEXT];
    (void)ctx;
    const char *texts[] = {h->address,
                           yz_code_label("relation", h->membership.relation),
                           yz_code_label("dwelling_role", h->membership.role),
                           h->membership.legal ? _("是") : _("否"),
                           yz_date_text(h->membership.since, since),
                           h->membership.until ? yz_date_text(h->membership.until, until) : _("至今"),
                           h->membership.reason};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct home *)row)->membership.until ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct home), .cell = cell, .role = role};

static enum yz_status read_homes(struct person *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_membership memberships[HOMES];
    enum yz_status status = yz_person_memberships_on(s, p->record.id, p->day, memberships, HOMES, &p->count);
    if (status != YZ_OK) return status;
    p->count = p->count < HOMES ? p->count : HOMES;
    for (size_t i = 0; i < p->count; i++) {
        p->homes[i].id = memberships[i].id;
        p->homes[i].membership = memberships[i];
        yz_dwelling_address(s, memberships[i].dwelling, p->homes[i].address, sizeof p->homes[i].address);
    }
    yz_list_array(&p->list, p->homes, p->count);
    return YZ_OK;
}

static enum yz_status read_all(struct person *p, int64_t id) {
    enum yz_status status = yz_record_on(yz_ui_session(p->ui), YZ_PERSON, id, p->day, &p->record);
    if (status == YZ_OK) status = yz_person_group_set(yz_ui_session(p->ui), id, p->day, &p->groups);
    if (status == YZ_OK) status = yz_looks(yz_ui_session(p->ui), YZ_PERSON, id, yz_looks_since(), &p->looks);
    yz_home_text(yz_ui_session(p->ui), YZ_PERSON, id, p->home, sizeof p->home);
    return status == YZ_OK ? read_homes(p) : status;
}

static enum yz_status open_person(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct person *p = state;
    p->ui = ui;
    p->day = target->day;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("没有住处记录");
    int64_t into = yz_merged_into(yz_ui_session(ui), YZ_PERSON, target->id, NULL), id = into ? into : target->id;
    char went[256];
    enum yz_status status = read_all(p, id);
    if (status == YZ_OK) yz_history_open(&p->history, ui, YZ_PERSON, id, p->day);
    else yz_list_close(&p->list);
    if (status == YZ_OK && into)
        yz_ui_say(ui, YZ_ROLE_WARNING, "%s",
                  yz_merged_text(yz_ui_session(ui), YZ_PERSON, target->id, went, sizeof went));
    return status;
}

static void close_person(struct yz_ui *ui, void *state) {
    struct person *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_history_close(&p->history);
}

static bool masked(const struct person *p) {
    return yz_ui_masked(p->ui, YZ_PERSON, p->record.id);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct person *p = state;
    char name[96];
    (void)ui;
    yz_field_text(yz_field_named(&yz_person_kind, "name"), &p->record, masked(p), name, sizeof name);
    snprintf(out, room, "%s %s", _("居民"), name);
    yz_as_of_headline(p->day, out, room);
}

/* What one field shows; false when there is nothing to show. References become names. */
static bool fact(const struct person *p, const struct yz_field *f, char *out, size_t room) {
    int64_t ref = 0;
    *out = '\0';
    if (f->type == YZ_REF) {
        memcpy(&ref, (const char *)&p->record + f->offset, sizeof ref);
        if (ref) yz_record_title(yz_ui_session(p->ui), YZ_PERSON, ref, masked(p), out, room);
    } else {
        yz_field_text(f, &p->record, masked(p), out, room);
    }
    return *out && !(f->type == YZ_FLAG && !*((const char *)&p->record + f->offset));
}

/* The last days of what somebody lives here by. */
static void add_terms(const struct yz_membership *m, struct yz_facts *facts) {
    char day[YZ_DATE_TEXT];
    if (m && m->lease_until) yz_facts_add(facts, _("租期至"), yz_date_text(m->lease_until, day));
    if (m && m->permit_until) yz_facts_add(facts, _("居住证至"), yz_date_text(m->permit_until, day));
}

/* Where the person lives and where they are registered: two things, often in one place. */
static void add_places(const struct person *p, struct yz_facts *facts) {
    yz_date day = p->day ? p->day : yz_today();
    const char *lives = "", *registered = "";
    const struct yz_membership *home = NULL;
    for (size_t i = p->count; i-- > 0;) { /* the newest last */
        const struct yz_membership *m = &p->homes[i].membership;
        if (m->since > day || (m->until && m->until < day)) continue;
        if (m->role != YZ_ROLE_REGISTERED_ONLY) {
            lives = p->homes[i].address;
            home = m;
        }
        if (m->legal) registered = p->homes[i].address;
    }
    if (*lives && strcmp(lives, registered) == 0) {
        yz_facts_add(facts, _("现住、户籍"), lives);
    } else {
        yz_facts_add(facts, _("现住"), *lives ? lives : p->record.died ? "" : _("不在社区住"));
        yz_facts_add(facts, _("户籍"), registered);
    }
    add_terms(home, facts);
}

static int paint_facts(const struct person *p, struct yz_rect a) {
    struct yz_facts facts = {0};
    char words[160];
    add_places(p, &facts);
    yz_facts_add(&facts, _("归"), p->home);
    for (size_t i = 0; i < yz_person_kind.count; i++) {
        const struct yz_field *f = &yz_person_kind.fields[i];
        char text[256];
        if (fact(p, f, text, sizeof text)) yz_facts_add(&facts, yz_tr(f->label), text);
    }
    yz_facts_add(&facts, _("重点人群"),
                 yz_group_words(p->groups, yz_ui_group_masked(p->ui, YZ_PERSON, p->record.id), words, sizeof words));
    return yz_facts_paint(&facts, a);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct person *p = state;
    (void)ui;
    struct yz_rect below = yz_area_below(area, paint_facts(p, area) + 1);
    yz_history_tabs(yz_area_top(below, 1), _("住处"), p->count, p->on_history);
    if (p->on_history) yz_history_paint(&p->history, yz_area_below(below, 1));
    else yz_list_paint(&p->list, yz_area_below(below, 1), true);
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct person *p = state;
    struct yz_target card = yz_as_of_target("person", YZ_PERSON, p->record.id, p->day);
    yz_as_of_go(ui, &card, answer);
}

/* The number that stands on the screen, line by line. */
static void show_looks(struct person *p) {
    struct yz_target looks = YZ_TARGET("log", YZ_PERSON, p->record.id);
    yz_copy(looks.extra, sizeof looks.extra, "looks");
    yz_ui_open(p->ui, &looks);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct person *p = state;
    const struct home *home = yz_list_selected(&p->list);
    if (yz_as_of_refuses(ui, p->day, in)) return true;
    if (in->request == YZ_REQ_DAY) return yz_as_of_ask(ui, another_day), true;
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) return p->on_history = !p->on_history, true;
    if (in->request == YZ_REQ_EDIT) return yz_ui_open(ui, &YZ_TARGET("person-edit", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_MOVE) return yz_ui_open(ui, &YZ_TARGET("move", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 1)
        return yz_ui_open(ui, &YZ_TARGET("person-groups", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 2)
        return yz_ui_open(ui, &YZ_TARGET("duplicates", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 3)
        return yz_ui_open(ui, &YZ_TARGET("log", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 4 && yz_may(yz_ui_session(ui), YZ_RIGHT_ERASE))
        return yz_ui_open(ui, &YZ_TARGET("erase", YZ_PERSON, p->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 5) return show_looks(p), true;
    if (p->on_history) return yz_history_input(&p->history, in);
    if (in->request == YZ_REQ_OPEN && home && home->membership.household) {
        struct yz_target there = yz_as_of_target("household", YZ_HOUSEHOLD, home->membership.household, p->day);
        return yz_ui_open(ui, &there), true;
    }
    return yz_list_input(&p->list, in);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct person *p = state;
    (void)ui;
    return p->on_history ? yz_history_cursor(&p->history, y, x) : yz_list_cursor(&p->list, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct person *p = state;
    int64_t into = yz_merged_into(yz_ui_session(ui), YZ_PERSON, p->record.id, NULL);
    if (into) {
        yz_history_close(&p->history);
        yz_history_open(&p->history, ui, YZ_PERSON, into, p->day);
    }
    yz_history_reload(&p->history);
    return read_all(p, into ? into : p->record.id);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct person *p = state;
    bool erases = yz_may(yz_ui_session(ui), YZ_RIGHT_ERASE);
    if (p->day) return;
    snprintf(out, room, _("1 重点人群   2 查重   3 日志%1$s   5 近一年查看 %2$zu 次"), erases ? _("   4 依法删除") : "",
             p->looks);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_PERSON;
    *id = ((struct person *)state)->record.id;
    return true;
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看这一户")},  {YZ_REQ_EDIT, NULL},   {YZ_REQ_MOVE, NULL},
                                       {YZ_REQ_NEXT, N_("住处/经过")}, {YZ_REQ_REVEAL, NULL}, {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_DAY, N_("看过去")},     {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, N_("看这一户")}, {YZ_REQ_NEXT, N_("住处/经过")},
                                            {YZ_REQ_REVEAL, NULL},         {YZ_REQ_BACK, NULL},
                                            {YZ_REQ_DAY, N_("看另一天")},  {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct person *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_person_screen = {
    .name = "person",
    .title = N_("居民"),
    .help = N_("一位居民的全部已知信息和住过的地方。Enter 看那一户，Ctrl-E 修改，F12 办搬家等变动，Tab 看经过，"
               "1 看和登记重点人群，2 看有没有重复登记，3 看日志，有权的人 4 依法删除，5 看谁查看过、为什么，Ctrl-Y "
               "看截至过去某一天的样子，那里只能看。\n"
               "个人信息遮盖着，Ctrl-R 写明原因后显示。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct person),
    .list = YZ_WHERE(struct person, list),
    .open = open_person,
    .close = close_person,
    .headline = headline,
    .paint = paint,
    .input = input,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .subject = subject,
    .hints = hints,
    .hints_now = hints_now,
};
