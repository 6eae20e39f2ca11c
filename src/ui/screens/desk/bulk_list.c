/* Columns and rows of the lists of a sitting. Who cannot be done is dim and has no box to tick. */
#include "ui/screens/desk/bulk_list.h"

#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/desk/queue_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

static const struct yz_column people_columns[] = {
    {N_("选"), 3, 3, 1, YZ_LEFT},    {N_("门牌"), 7, 10, 2, YZ_END},   {N_("姓名"), 8, 12, 3, YZ_LEFT},
    {N_("年龄"), 4, 4, 6, YZ_RIGHT}, {N_("金额"), 8, 10, 5, YZ_RIGHT}, {N_("情况"), 24, 0, 4, YZ_LEFT},
};
/* Beyond one building the door alone says too little. */
static const struct yz_column far_columns[] = {
    {N_("选"), 3, 3, 1, YZ_LEFT},    {N_("地址"), 18, 24, 2, YZ_END},  {N_("姓名"), 8, 12, 3, YZ_LEFT},
    {N_("年龄"), 4, 4, 6, YZ_RIGHT}, {N_("金额"), 8, 10, 5, YZ_RIGHT}, {N_("情况"), 16, 0, 4, YZ_LEFT},
};
enum { CHOSEN, DOOR, NAME, AGE, AMOUNT, WHY };

static const struct yz_column result_columns[] = {
    {N_("编号"), 12, 13, 1, YZ_LEFT}, {N_("姓名"), 8, 12, 2, YZ_LEFT},  {N_("门牌"), 7, 10, 5, YZ_END},
    {N_("期限"), 16, 16, 6, YZ_LEFT}, {N_("金额"), 8, 10, 4, YZ_RIGHT}, {N_("情况"), 24, 0, 3, YZ_LEFT},
};
enum { RESULT_NUMBER, RESULT_NAME, RESULT_DOOR, RESULT_DUE, RESULT_AMOUNT, RESULT_WHY };

static void name_cell(const struct yz_bulk_list *v, const struct yz_bulk_line *l, char *out, size_t room) {
    if (yz_ui_masked(v->ui, YZ_PERSON, l->person)) yz_mask_name(out, room, l->name);
    else yz_copy(out, room, l->name);
}

/* In a building the unit and the room say it; elsewhere the whole address is cut from the front. */
static void door_cell(const struct yz_bulk_list *v, const struct yz_bulk_line *l, char *out, size_t room) {
    if (v->kind == YZ_BUILDING && *l->room) snprintf(out, room, "%s%s%s", l->unit, *l->unit ? "-" : "", l->room);
    else yz_copy(out, room, l->place);
}

static void amount_cell(const struct yz_bulk_line *l, char *out, size_t room) {
    char amount[32];
    bool known = l->state == YZ_BULK_FIT || l->state == YZ_BULK_DONE;
    if (known && l->amount) yz_copy(out, room, yz_bulk_amount(l->amount, amount));
}

static void missing_cell(const struct yz_bulk_line *l, char *out, size_t room) {
    if (*l->missing) snprintf(out, room, _("缺：%s"), l->missing);
}

static void people_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_bulk_line *l = row;
    switch (column) {
    case CHOSEN:
        if (l->state == YZ_BULK_FIT) yz_copy(out, room, l->chosen ? "[x]" : "[ ]");
        break;
    case DOOR: door_cell(ctx, l, out, room); break;
    case NAME: name_cell(ctx, l, out, room); break;
    case AGE:
        if (l->birth) snprintf(out, room, "%d", yz_age_on(l->birth, yz_today()));
        break;
    case AMOUNT: amount_cell(l, out, room); break;
    default:
        if (l->state == YZ_BULK_DONE) snprintf(out, room, _("已办 %s"), l->number);
        else if (*l->why) yz_copy(out, room, l->why);
        else missing_cell(l, out, room);
    }
}

static void result_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_bulk_line *l = row;
    bool done = l->state == YZ_BULK_DONE;
    char due[YZ_MOMENT_TEXT];
    switch (column) {
    case RESULT_NUMBER: yz_copy(out, room, done ? l->number : _("没有办")); break;
    case RESULT_NAME: name_cell(ctx, l, out, room); break;
    case RESULT_DOOR: door_cell(ctx, l, out, room); break;
    case RESULT_DUE:
        if (done) yz_queue_moment(l->due, l->due_assumed, due), yz_copy(out, room, due);
        break;
    case RESULT_AMOUNT: amount_cell(l, out, room); break;
    default:
        if (done) missing_cell(l, out, room);
        else yz_copy(out, room, l->why);
    }
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_bulk_line *l = row;
    (void)ctx;
    if (l->state == YZ_BULK_DONE) return YZ_ROLE_GOOD;
    return l->state == YZ_BULK_FIT ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static const struct yz_list_source people = {
    .row_size = sizeof(struct yz_bulk_line), .cell = people_cell, .role = role};
static const struct yz_list_source result = {
    .row_size = sizeof(struct yz_bulk_line), .cell = result_cell, .role = role};

void yz_bulk_list_open(struct yz_bulk_list *v) {
    yz_list_open(&v->people, &people, v, v->kind == YZ_BUILDING ? people_columns : far_columns,
                 sizeof people_columns / sizeof *people_columns);
    yz_list_open(&v->result, &result, v, result_columns, sizeof result_columns / sizeof *result_columns);
    v->people.empty = N_("这里现在没有人住");
    v->open = true;
}

void yz_bulk_list_close(struct yz_bulk_list *v) {
    if (v->open) yz_list_close(&v->people);
    if (v->open) yz_list_close(&v->result);
    free(v->rows);
    *v = (struct yz_bulk_list){0};
}

void yz_bulk_list_show(struct yz_bulk_list *v, const struct yz_bulk *b) {
    const struct yz_bulk_line *all;
    size_t n = yz_bulk_lines(b, &all);
    yz_list_array(&v->people, all, n);
}

static void add_rows(struct yz_bulk_list *v, const struct yz_bulk_line *all, size_t n, bool done) {
    for (size_t i = 0; i < n; i++) {
        bool left_out = all[i].state == YZ_BULK_UNFIT || all[i].state == YZ_BULK_KNOWN;
        if (done ? all[i].state == YZ_BULK_DONE : left_out) v->rows[v->count++] = all[i];
    }
}

enum yz_status yz_bulk_list_show_result(struct yz_bulk_list *v, const struct yz_bulk *b) {
    const struct yz_bulk_line *all;
    size_t n = yz_bulk_lines(b, &all);
    free(v->rows);
    v->count = 0;
    v->rows = calloc(n ? n : 1, sizeof *v->rows);
    if (!v->rows) return yz_fail(YZ_BUSY, _("内存不足"));
    add_rows(v, all, n, true);
    add_rows(v, all, n, false);
    yz_list_array(&v->result, v->rows, v->count);
    return YZ_OK;
}

bool yz_bulk_list_at(const struct yz_bulk_list *v, const struct yz_bulk *b, size_t *line) {
    const struct yz_bulk_line *selected = yz_list_selected(&v->people), *all;
    size_t n = yz_bulk_lines(b, &all);
    for (size_t i = 0; selected && i < n; i++)
        if (all[i].person == selected->person) return *line = i, true;
    return false;
}

size_t yz_bulk_list_choose_all(struct yz_bulk_list *v, struct yz_bulk *b) {
    const struct yz_bulk_line *all;
    size_t fit = 0, chosen = 0;
    yz_bulk_lines(b, &all);
    for (size_t i = 0; i < v->people.shown_count; i++) {
        const struct yz_bulk_line *l = &all[v->people.shown[i]];
        fit += l->state == YZ_BULK_FIT;
        chosen += l->chosen;
    }
    bool choose = chosen < fit;
    for (size_t i = 0; i < v->people.shown_count; i++) yz_bulk_choose(b, v->people.shown[i], choose);
    return choose ? fit : 0;
}

void yz_bulk_list_name(const struct yz_bulk_list *v, const struct yz_bulk *b, size_t line, char *out, size_t room) {
    const struct yz_bulk_line *all;
    if (line < yz_bulk_lines(b, &all)) name_cell(v, &all[line], out, room);
}
