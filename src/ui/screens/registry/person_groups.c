/* The key groups of one person: why, by whom, from and to; those that are over below. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { ROWS = 2 * YZ_GROUPS };

struct row {
    int64_t id; /* place in the list, from 1 */
    struct yz_grouping g;
    bool over; /* or still to come */
};

struct person_groups {
    struct yz_ui *ui;
    struct yz_person person;
    struct row rows[ROWS];
    size_t count;
    struct yz_list list;
    int64_t ending; /* the record whose last day is asked for */
};

static const struct yz_column columns[] = {{N_("重点人群"), 12, 20, 1, YZ_LEFT},
                                           {N_("原因"), 14, 30, 2, YZ_LEFT},
                                           {N_("起"), 10, 10, 3, YZ_LEFT},
                                           {N_("止"), 10, 10, 4, YZ_LEFT},
                                           {N_("来源"), 14, 0, 5, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct person_groups *p = ctx;
    const struct row *r = row;
    char since[YZ_DATE_TEXT], until[YZ_DATE_TEXT];
    bool veiled = r->g.group->level != YZ_GROUP_OPEN && yz_ui_group_masked(p->ui, YZ_PERSON, p->person.id);
    const char *texts[] = {veiled ? _("重点") : yz_group_name(r->g.group), veiled ? "" : r->g.reason,
                           r->g.since ? yz_date_text(r->g.since, since) : "",
                           r->g.until ? yz_date_text(r->g.until, until) : _("至今"), veiled ? "" : r->g.source};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct row *)row)->over ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

static void add(struct person_groups *p, const struct yz_grouping *g, bool over) {
    for (size_t i = 0; i < p->count; i++)
        if (g->focus && p->rows[i].g.focus == g->focus) return;
    if (p->count < ROWS) p->rows[p->count] = (struct row){(int64_t)p->count + 1, *g, over}, p->count++;
}

static enum yz_status read_all(struct person_groups *p, int64_t id) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_grouping all[YZ_GROUPS];
    size_t count = 0;
    enum yz_status status = yz_record_get(s, YZ_PERSON, id, &p->person);
    if (status == YZ_OK) status = yz_groups_of_person(s, id, 0, all, YZ_GROUPS, &count);
    p->count = 0;
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_GROUPS; i++) add(p, &all[i], false);
    if (status == YZ_OK) status = yz_group_records(s, id, all, YZ_GROUPS, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < YZ_GROUPS; i++) add(p, &all[i], true);
    yz_list_array(&p->list, p->rows, p->count);
    return status;
}

static enum yz_status open_groups(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct person_groups *p = state;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("不在任何重点人群里，Ctrl-N 登记");
    enum yz_status status = read_all(p, target->id);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_groups(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct person_groups *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct person_groups *p = state;
    char name[96];
    yz_field_text(yz_field_named(&yz_person_kind, "name"), &p->person, yz_ui_masked(ui, YZ_PERSON, p->person.id), name,
                  sizeof name);
    snprintf(out, room, "%s %s", _("重点人群"), name);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct person_groups *)state)->list, area, true);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct row *r = yz_list_selected(&((struct person_groups *)state)->list);
    (void)ui;
    if (r && !r->g.focus) yz_copy(out, room, _("这一条由年龄、状态或标签算出来，改居民就会变"));
    else if (r) yz_copy(out, room, _("1 截止"));
}

static void end_it(struct yz_ui *ui, void *state, const char *answer) {
    struct person_groups *p = state;
    struct yz_findings f = {0};
    char day[YZ_DATE_TEXT];
    yz_date until;
    if (!yz_date_parse(answer, yz_today(), false, &until))
        return yz_ui_say(ui, YZ_ROLE_ERROR, _("没有这个日期：%s"), answer);
    if (yz_ui_ok(ui, yz_group_end(yz_ui_session(ui), p->ending, until, "", &f))) {
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("截止到 %s"), yz_date_text(until, day));
    }
    yz_findings_free(&f);
}

static void ask_end(struct person_groups *p, const struct row *r) {
    char day[YZ_DATE_TEXT];
    p->ending = r->g.focus;
    yz_ui_suggest(p->ui, _("最后一天"), yz_date_text(yz_today(), day), end_it);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct person_groups *p = state;
    const struct row *r = yz_list_selected(&p->list);
    bool typed = r && r->g.focus;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &YZ_TARGET("group-edit", YZ_PERSON, p->person.id)), true;
    if ((in->request == YZ_REQ_EDIT || in->request == YZ_REQ_OPEN) && typed)
        return yz_ui_open(ui, &YZ_TARGET("group-edit", YZ_FOCUS, r->g.focus)), true;
    if (in->request == YZ_REQ_PICK && in->number == 1 && typed) return ask_end(p, r), true;
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct person_groups *p = state;
    (void)ui;
    return read_all(p, p->person.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_PERSON;
    *id = ((struct person_groups *)state)->person.id;
    return true;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_NEW, N_("登记")}, {YZ_REQ_EDIT, N_("改登记")}, {YZ_PICK_TO(1), N_("截止")}, {YZ_REQ_REVEAL, NULL},
    {YZ_REQ_UNDO, NULL},      {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_person_groups_screen = {
    .name = "person-groups",
    .title = N_("居民的重点人群"),
    .help = N_("一位居民在哪些重点人群：原因、谁认定的、从哪天到哪天；灰的已经截止。Ctrl-N 登记，Ctrl-E 改，1 截止。\n"
               "由年龄和状态算出来的不能改，改了居民自己会变。Ctrl-R 写明原因后显示遮盖的。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_GROUPS,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct person_groups),
    .list = YZ_WHERE(struct person_groups, list),
    .open = open_groups,
    .close = close_groups,
    .headline = headline,
    .paint = paint,
    .status = status,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
};
