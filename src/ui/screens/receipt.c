/* 回执: the paper of a case as it will be printed, and the printing. */
#include "base/buffer.h"
#include "base/text.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

struct receipt {
    struct yz_ui *ui;
    struct yz_case record;
    enum yz_paper paper;
    struct yz_buffer text;
    int lines, top, height;
};

static enum yz_status read_paper(struct receipt *r) {
    yz_buffer_clear(&r->text);
    enum yz_status status = yz_paper_text(yz_ui_session(r->ui), &r->record, r->paper, YZ_COLUMNS_A4, &r->text);
    r->lines = 0;
    for (const char *p = yz_buffer_string(&r->text); *p; p++) r->lines += *p == '\n';
    return status;
}

static enum yz_status open_receipt(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct receipt *r = state;
    r->ui = ui;
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_CASE, target->id, &r->record);
    if (*target->key && !yz_paper_from_key(target->key, &r->paper)) r->paper = YZ_PAPER_RECEIPT;
    if (status == YZ_OK) status = read_paper(r);
    if (status != YZ_OK) yz_buffer_free(&r->text);
    return status;
}

static void close_receipt(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_buffer_free(&((struct receipt *)state)->text);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct receipt *r = state;
    (void)ui;
    snprintf(out, room, "%s %s", yz_paper_name(r->paper), r->record.number);
}

static void scroll(struct receipt *r, int by) {
    int last = r->lines > r->height ? r->lines - r->height : 0;
    r->top += by;
    r->top = r->top > last ? last : r->top < 0 ? 0 : r->top;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct receipt *r = state;
    const char *p = yz_buffer_string(&r->text);
    (void)ui;
    r->height = area.rows;
    scroll(r, 0);
    for (int row = -r->top; *p && row < area.rows; row++) {
        size_t length = strcspn(p, "\n");
        if (row >= 0) yz_paint_n(area, row, 0, area.columns, YZ_ROLE_TEXT, p, length);
        p += length + (p[length] == '\n');
    }
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct receipt *r = state;
    struct yz_print to;
    if (yz_ui_ok(ui, yz_print_parse(answer, &to)) &&
        yz_ui_ok(ui, yz_paper_print(yz_ui_session(ui), &r->record, r->paper, &to))) {
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), yz_paper_name(r->paper));
        yz_ui_changed(ui);
    }
}

static void turn(struct receipt *r) {
    enum yz_paper other = r->paper == YZ_PAPER_RECEIPT ? YZ_PAPER_NOTICE : YZ_PAPER_RECEIPT, before = r->paper;
    r->paper = other;
    r->top = 0;
    if (!yz_ui_ok(r->ui, read_paper(r))) {
        r->paper = before;
        read_paper(r);
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct receipt *r = state;
    switch (in->request) {
    case YZ_REQ_PRINT:
        yz_ui_ask_line(ui, _("打印到（lp、lp:队列、file:文件、device:设备，可加 ,80mm ,58mm）"), "lp", print);
        return true;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: turn(r); return true;
    case YZ_REQ_UP: scroll(r, -1); return true;
    case YZ_REQ_DOWN: scroll(r, 1); return true;
    case YZ_REQ_PAGE_UP: scroll(r, -r->height); return true;
    case YZ_REQ_PAGE_DOWN: scroll(r, r->height); return true;
    case YZ_REQ_HOME: scroll(r, -r->lines); return true;
    case YZ_REQ_END: scroll(r, r->lines); return true;
    case YZ_REQ_OPEN: yz_ui_replace(ui, &YZ_TARGET("case", YZ_CASE, r->record.id)); return true;
    default: return false;
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct receipt *r = state;
    size_t used = 0;
    (void)ui;
    if (r->lines > r->height)
        used =
            (size_t)snprintf(out, room, _("第 %1$d–%2$d 行，共 %3$d 行   "), r->top + 1, r->top + r->height, r->lines);
    if (*r->record.missing && r->paper == YZ_PAPER_RECEIPT && used < room)
        yz_copy(out + used, room - used, _("还缺材料：Tab 看一次性告知单"));
}

/* On the first line shown: a screen reader reads on from there. */
static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    (void)state;
    *y = 1;
    *x = 0;
    return true;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct receipt *r = state;
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_CASE, r->record.id, &r->record);
    return status == YZ_OK ? read_paper(r) : status;
}

static const struct yz_hint hints[] = {{YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_NEXT, N_("回执/告知单")},
                                       {YZ_REQ_OPEN, N_("看办件")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_receipt_screen = {
    .name = "receipt",
    .title = N_("回执"),
    .help = N_("受理回执或一次性告知单，和印出来的一样；Tab 换另一份，Ctrl-P 打印（每次打印记入日志）。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_PAGES,
    .size = sizeof(struct receipt),
    .open = open_receipt,
    .close = close_receipt,
    .headline = headline,
    .paint = paint,
    .input = input,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
