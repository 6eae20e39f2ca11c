/* 协商: meetings, the newest first; Tab turns from state to state. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>

struct meetings {
    struct yz_ui *ui;
    struct yz_meeting_filter filter;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("编号"), 14, 14, 1, YZ_LEFT},     {N_("状态"), 6, 8, 2, YZ_LEFT},
                                           {N_("议题"), 16, 0, 1, YZ_LEFT},      {N_("方式"), 4, 13, 5, YZ_LEFT},
                                           {N_("开会时间"), 16, 16, 4, YZ_LEFT}, {N_("到会"), 7, 9, 3, YZ_RIGHT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct meetings *p = ctx;
    const struct yz_meeting *m = row;
    int64_t doors = 0, square = 0;
    char time[YZ_MOMENT_TEXT], present[48];
    if (column == 5) yz_meeting_present(yz_ui_session(p->ui), m->id, &doors, &square);
    snprintf(present, sizeof present, "%lld/%lld", (long long)doors, (long long)m->doors);
    const char *texts[] = {m->number,
                           yz_code_label("meeting_state", m->state),
                           m->title,
                           yz_code_label("meeting_sort", m->sort),
                           yz_moment_text(m->at, time),
                           present};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_meeting *)row)->state == YZ_MEETING_CLOSED ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    const struct meetings *p = ctx;
    return yz_meeting_page(yz_ui_session(p->ui), &p->filter, from, direction, out, max, count);
}

static enum yz_status filter(void *ctx, const char *text) {
    struct meetings *p = ctx;
    yz_copy(p->filter.text, sizeof p->filter.text, text);
    return YZ_OK;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_meeting), .fetch = fetch, .cell = cell, .role = role, .filter = filter};

static enum yz_status open_meetings(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct meetings *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("没有这样的协商，Ctrl-N 提出一个");
    return YZ_OK;
}

static void close_meetings(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct meetings *)state)->list);
}

/* The states as tabs; 0 is all. */
static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct meetings *p = state;
    int x = 1;
    (void)ui;
    for (int32_t i = 0; i <= YZ_MEETING_CLOSED; i++)
        x += 1 + yz_paintf(area, 0, x, i == p->filter.state ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s ",
                           i ? yz_code_label("meeting_state", i) : _("全部"));
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

static bool turn(struct meetings *p, int by) {
    p->filter.state = (p->filter.state + by + YZ_MEETING_CLOSED + 1) % (YZ_MEETING_CLOSED + 1);
    yz_list_restart(&p->list);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct meetings *p = state;
    const struct yz_meeting *m = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEW: return yz_ui_open(ui, &YZ_TARGET("meeting-edit", YZ_MEETING, 0)), true;
    case YZ_REQ_OPEN: return m ? yz_ui_open(ui, &YZ_TARGET("meeting", YZ_MEETING, m->id)), true : false;
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    default: return yz_list_input(&p->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_reload(&((struct meetings *)state)->list);
    return YZ_OK;
}

static const struct yz_hint hints[] = {{YZ_REQ_NEW, N_("提出协商")}, {YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换状态")},
                                       {YZ_REQ_FILTER, NULL},        {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_meetings_screen = {
    .name = "meetings",
    .title = N_("协商"),
    .help = N_("小协商：提、议、决、评。新的在上面，Tab 换状态，Ctrl-T 找有这些字的。\n"
               "Ctrl-N 提出一个：议题来自需求、纠纷办件，或者自己写；两家的纠纷用调解。Enter 打开，里面邀请、\n"
               "登记到会、意见、表决、决议，打印纪要和公开摘要。\n"),
    .function_key = YZ_REQ_MEETINGS,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct meetings),
    .list = YZ_WHERE(struct meetings, list),
    .open = open_meetings,
    .close = close_meetings,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
