/* 楼栋: one building: where it stands, how many live there, its households by unit and floor. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/as_of.h"
#include "ui/screens/facts.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>
#include <yizhan/posts.h>
#include <yizhan/registry.h>

enum { DOORS = 256 };

struct building {
    struct yz_ui *ui;
    struct yz_building record;
    yz_date day; /* as of; 0 = now */
    struct yz_counts counts;
    char address[160], grid[64], duty[768]; /* duty: who is on for it */
    struct yz_household_line doors[DOORS];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("单元"), 4, 4, 2, YZ_RIGHT},  {N_("室"), 5, 5, 1, YZ_RIGHT},        {N_("户主"), 8, 16, 3, YZ_LEFT},
    {N_("人数"), 6, 6, 4, YZ_RIGHT},  {N_("户类型"), 7, 14, 5, YZ_LEFT},    {N_("户号"), 8, 12, 6, YZ_LEFT},
    {N_("立户"), 10, 10, 7, YZ_LEFT}, {N_("房屋类型"), 14, 16, 8, YZ_LEFT}, {N_("备注"), 8, 0, 9, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_household_line *l = row;
    const struct building *b = ctx;
    char date[YZ_DATE_TEXT], name[96], members[16];
    if (yz_ui_masked(b->ui, YZ_PERSON, l->household.head)) yz_mask_name(name, sizeof name, l->head);
    else yz_copy(name, sizeof name, l->head);
    snprintf(members, sizeof members, "%d", (int)l->members);
    const char *texts[] = {l->dwelling.unit,
                           l->dwelling.room,
                           name,
                           members,
                           yz_code_label("household_kind", l->household.kind),
                           l->household.number,
                           yz_date_text(l->household.since, date),
                           yz_code_label("dwelling_use", l->dwelling.use),
                           l->dwelling.note};
    if (texts[column] == l->dwelling.note) yz_mask_numbers(out, room, l->dwelling.note);
    else yz_copy(out, room, texts[column]);
}

static int64_t household_id(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_household_line *)row)->household.id;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_household_line), .cell = cell, .id = household_id};

static enum yz_status read_doors(struct building *b) {
    struct yz_session *s = yz_ui_session(b->ui);
    size_t page = 1;
    enum yz_status status = YZ_OK;
    for (b->count = 0; status == YZ_OK && page && b->count < DOORS; b->count += page)
        status = yz_building_households_on(s, b->record.id, b->day, b->count ? &b->doors[b->count - 1] : NULL,
                                           &b->doors[b->count], DOORS - b->count, &page);
    yz_list_array(&b->list, b->doors, b->count);
    return status;
}

static enum yz_status read_all(struct building *b, int64_t id) {
    struct yz_session *s = yz_ui_session(b->ui);
    enum yz_status status = yz_record_on(s, YZ_BUILDING, id, b->day, &b->record);
    if (status == YZ_OK) status = yz_place_counts_on(s, YZ_BUILDING, id, b->day, &b->counts);
    if (status != YZ_OK) return status;
    yz_building_address(s, id, b->address, sizeof b->address);
    b->grid[0] = '\0';
    if (b->record.grid) yz_record_title(s, YZ_GRID, b->record.grid, false, b->grid, sizeof b->grid);
    yz_posts_text(s, YZ_BUILDING, id, b->day, true, b->duty, sizeof b->duty);
    return read_doors(b);
}

static enum yz_status open_building(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct building *b = state;
    b->ui = ui;
    b->day = target->day;
    yz_list_open(&b->list, &source, b, columns, sizeof columns / sizeof *columns);
    b->list.empty = N_("这一栋没有登记的住户");
    enum yz_status status = read_all(b, target->id);
    if (status != YZ_OK) yz_list_close(&b->list);
    return status;
}

static void close_building(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct building *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("楼栋"), ((struct building *)state)->address);
    yz_as_of_headline(((struct building *)state)->day, out, room);
}

static int paint_facts(const struct building *b, struct yz_rect a) {
    struct yz_facts facts = {0};
    char text[96];
    yz_facts_add(&facts, _("网格"), b->grid);
    snprintf(text, sizeof text, _("%1$d 户 %2$d 人"), (int)b->counts.households, (int)b->counts.people);
    yz_facts_add(&facts, _("住户"), text);
    snprintf(text, sizeof text, _("%1$d 单元 %2$d 层 每层 %3$d 户"), (int)b->record.units, (int)b->record.floors,
             (int)b->record.doors);
    yz_facts_add(&facts, _("格局"), text);
    snprintf(text, sizeof text, _("%d 套"), (int)b->record.dwellings);
    yz_facts_add(&facts, _("房屋"), text);
    yz_facts_add(&facts, _("备注"),
                 yz_field_text(yz_field_named(&yz_building_kind, "note"), &b->record, true, text, sizeof text));
    int rows = yz_facts_paint(&facts, a);
    return rows + yz_facts_duty(a, rows, b->duty);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct building *b = state;
    (void)ui;
    yz_list_paint(&b->list, yz_area_below(area, paint_facts(b, area) + 1), true);
}

static void another_day(struct yz_ui *ui, void *state, const char *answer) {
    const struct building *b = state;
    struct yz_target card = yz_as_of_target("building", YZ_BUILDING, b->record.id, b->day);
    yz_as_of_go(ui, &card, answer);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct building *b = state;
    const struct yz_household_line *l = yz_list_selected(&b->list);
    if (yz_as_of_refuses(ui, b->day, in)) return true;
    if (in->request == YZ_REQ_DAY) return yz_as_of_ask(ui, another_day), true;
    if (in->request == YZ_REQ_OPEN && l) {
        struct yz_target door = yz_as_of_target("household", YZ_HOUSEHOLD, l->household.id, b->day);
        return yz_ui_open(ui, &door), true;
    }
    if (in->request == YZ_REQ_MOVE) return yz_ui_open(ui, &YZ_TARGET("move", YZ_BUILDING, b->record.id)), true;
    if (in->request == YZ_REQ_PICK && in->number == 6 && !yz_list_editing(&b->list))
        return yz_ui_open(ui, &YZ_TARGET("export", YZ_BUILDING, b->record.id)), true;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &YZ_TARGET("bulk", YZ_BUILDING, b->record.id)), true;
    if (in->request == YZ_REQ_ACT) return yz_ui_open(ui, &YZ_TARGET("walk", YZ_BUILDING, b->record.id)), true;
    return yz_list_input(&b->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct building *b = state;
    (void)ui;
    return read_all(b, b->record.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct yz_household_line *l = yz_list_selected(&((struct building *)state)->list);
    (void)ui;
    *kind = YZ_PERSON;
    *id = l ? l->household.head : 0;
    return *id != 0;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看这一户")}, {YZ_REQ_NEW, N_("批量办理")}, {YZ_REQ_MOVE, NULL},
    {YZ_REQ_SEARCH, NULL},         {YZ_REQ_FILTER, NULL},        {YZ_REQ_ACT, N_("走访")},
    {YZ_REQ_BACK, NULL},           {YZ_REQ_DAY, N_("看过去")},   {YZ_REQ_NONE, NULL}};

static const struct yz_hint past_hints[] = {{YZ_REQ_OPEN, N_("看这一户")}, {YZ_REQ_SEARCH, NULL},
                                            {YZ_REQ_FILTER, NULL},         {YZ_REQ_BACK, NULL},
                                            {YZ_REQ_DAY, N_("看另一天")},  {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct building *)state)->day ? past_hints : hints;
}

const struct yz_screen yz_building_screen = {
    .name = "building",
    .title = N_("楼栋"),
    .help = N_("一栋楼的住户，按单元、楼层、门牌排列。Enter 看一户，Ctrl-N 给整栋楼批量办理，F12 整栋搬迁或者有人迁入，"
               "Ctrl-Y 看截至过去某一天的样子，Ctrl-F 跳到，Ctrl-T 筛选。\n"
               "6 导出这栋楼的名单。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct building),
    .list = YZ_WHERE(struct building, list),
    .open = open_building,
    .close = close_building,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
    .hints_now = hints_now,
};
