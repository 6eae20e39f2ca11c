/* 公示: all notices, the newest first. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/notices.h>

struct notices {
    struct yz_ui *ui;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("编号"), 8, 8, 1, YZ_LEFT},       {N_("状态"), 6, 8, 2, YZ_LEFT},  {N_("标题"), 18, 0, 1, YZ_LEFT},
    {N_("公示时间"), 23, 23, 3, YZ_LEFT}, {N_("范围"), 6, 12, 5, YZ_LEFT}, {N_("条数"), 4, 5, 4, YZ_RIGHT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct notices *p = ctx;
    const struct yz_notice *n = row;
    char from[YZ_DATE_TEXT], to[YZ_DATE_TEXT], days[64], lines[24];
    snprintf(days, sizeof days, "%s – %s", yz_date_text(n->begins, from), yz_date_text(n->ends, to));
    snprintf(lines, sizeof lines, "%lld", (long long)n->lines);
    const char *texts[] = {n->number, yz_code_label("notice_state", yz_notice_state(yz_ui_session(p->ui), n)),
                           n->title,  days,
                           n->scope,  lines};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct notices *p = ctx;
    int32_t state = yz_notice_state(yz_ui_session(p->ui), row);
    return state == YZ_NOTICE_SHOWN ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct notices *p = ctx;
    return yz_notice_page(yz_ui_session(p->ui), from, direction, out, max, count);
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_notice), .fetch = fetch, .cell = cell, .role = role};

static enum yz_status open_notices(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct notices *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有公示，Ctrl-N 准备一份");
    return YZ_OK;
}

static void close_notices(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct notices *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct notices *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct notices *p = state;
    const struct yz_notice *n = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEW: return yz_ui_open(ui, &YZ_TARGET("notice-edit", YZ_NOTICE, 0)), true;
    case YZ_REQ_OPEN: return n ? yz_ui_open(ui, &YZ_TARGET("notice", YZ_NOTICE, n->id)), true : false;
    default: return yz_list_input(&p->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_reload(&((struct notices *)state)->list);
    return YZ_OK;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_NEW, N_("准备公示")}, {YZ_REQ_OPEN, NULL}, {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_notices_screen = {
    .name = "notices",
    .title = N_("公示"),
    .help = N_("把三张清单贴出去：每一份有编号和起止日期，发过的从不改写，要改就用新的一份替换。\n"
               "Ctrl-N 准备一份：选清单、日期、网格，先看再发。Enter 打开一份，里面登记收到的反馈。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct notices),
    .list = YZ_WHERE(struct notices, list),
    .open = open_notices,
    .close = close_notices,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
