/* 填写内容: what was filled in for a case, and how its conditions stood on that day. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/cases.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

struct answers {
    struct yz_ui *ui;
    struct yz_case c;
    struct yz_case_field fields[YZ_CASE_FIELDS];
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("栏目"), 18, 30, 1, false}, {N_("内容"), 20, 0, 2, false}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_case_field *f = row;
    (void)ctx;
    yz_copy(out, room, column == 0 ? f->label : f->value);
}

static int64_t id(void *ctx, const void *row) {
    return (const struct yz_case_field *)row - ((const struct answers *)ctx)->fields + 1;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_case_field), .cell = cell, .id = id};

static enum yz_status read_all(struct answers *a, int64_t case_id) {
    struct yz_session *s = yz_ui_session(a->ui);
    size_t n = 0;
    enum yz_status status = yz_record_get(s, YZ_CASE, case_id, &a->c);
    bool revealed = !yz_ui_masked(a->ui, YZ_CASE, case_id);
    if (status == YZ_OK) status = yz_case_form(s, &a->c, revealed, a->fields, YZ_CASE_FIELDS, &n);
    yz_list_array(&a->list, a->fields, n);
    return status;
}

static enum yz_status open_answers(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct answers *a = state;
    a->ui = ui;
    yz_list_open(&a->list, &source, a, columns, sizeof columns / sizeof *columns);
    a->list.empty = N_("没有填写内容");
    enum yz_status status = read_all(a, target->id);
    if (status != YZ_OK) yz_list_close(&a->list);
    return status;
}

static void close_answers(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct answers *)state)->list);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct answers *a = state;
    (void)ui;
    return read_all(a, a->c.id);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, _("填写内容 %s"), ((const struct answers *)state)->c.number);
}

/* The list, and below it the selected one whole: some are sentences. */
static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct answers *a = state;
    (void)ui;
    struct yz_rect list = area, whole = yz_area_below(area, area.rows - 4);
    list.rows -= 5;
    yz_list_paint(&a->list, list, true);
    const struct yz_case_field *f = yz_list_selected(&a->list);
    yz_paint_rule(yz_area_below(area, area.rows - 5), 0);
    if (f) yz_paint_wrap(whole, 0, 0, YZ_ROLE_VALUE, f->value);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)ui;
    return yz_list_input(&((struct answers *)state)->list, in);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *record) {
    (void)ui;
    *kind = YZ_CASE;
    *record = ((struct answers *)state)->c.id;
    return true;
}

static const struct yz_hint hints[] = {{YZ_REQ_BACK, NULL}, {YZ_REQ_REVEAL, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_answers_screen = {
    .name = "answers",
    .title = N_("填写内容"),
    .help = N_(
        "办件受理时填写的内容和当时的条件；选中的在下面全文显示。姓名、电话和证件号遮盖着，Ctrl-R 写明原因后显示。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct answers),
    .list = YZ_WHERE(struct answers, list),
    .open = open_answers,
    .close = close_answers,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
};
