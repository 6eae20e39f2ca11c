/* 评价: the screen is turned round to the resident: five levels in plain words, nothing about anybody, and thanks. What was
 * chosen is not shown again. */
#include "base/text.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/ratings.h>
#include <yizhan/registry.h>

struct rate {
    struct yz_case record;
    int level; /* the one pointed at, from the top: 0 is the best */
    bool thanked;
    int cursor_y, cursor_x;
};

static enum yz_status open_rate(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct rate *r = state;
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_CASE, target->id, &r->record);
    if (status == YZ_OK && r->record.rated) return yz_fail(YZ_REFUSED, _("这件已经评价过；一件一评，不能再评"));
    return status;
}

static void middle(struct yz_rect a, int row, enum yz_role role, const char *text) {
    int width = yz_text_width(text), at = width < a.columns ? (a.columns - width) / 2 : 0;
    yz_paint(a, row, at, a.columns - at, role, text);
}

/* A level fills a row of its own, with room around it where there is room. */
static void paint_levels(struct rate *r, struct yz_rect a, int top, int step) {
    size_t count = 0;
    const struct yz_code *levels = yz_codes("rating", &count);
    int width = 30 < a.columns ? 30 : a.columns, left = (a.columns - width) / 2;
    for (size_t i = 0; levels && i < count; i++) {
        char text[80];
        bool here = (int)i == r->level;
        int row = top + (int)i * step;
        snprintf(text, sizeof text, "   %d   %s", levels[i].code, yz_code_label("rating", levels[i].code));
        if (here) yz_paint_fill(a, row, left, width, YZ_ROLE_SELECTED);
        yz_paint(a, row, left, width, here ? YZ_ROLE_SELECTED : YZ_ROLE_TITLE, text);
        if (!here) continue;
        r->cursor_y = a.y + row;
        r->cursor_x = a.x + left;
    }
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct rate *r = state;
    (void)ui;
    int step = area.rows >= 18 ? 2 : 1, top = area.rows / 2 - 2 * step;
    if (r->thanked) {
        middle(area, area.rows / 2 - 1, YZ_ROLE_TITLE, _("谢谢您的评价！"));
        middle(area, area.rows / 2 + 1, YZ_ROLE_TEXT, _("请把屏幕转给工作人员"));
        return;
    }
    middle(area, top - 3 > 0 ? top - 3 : 0, YZ_ROLE_TITLE, _("这次办事，您满意吗？"));
    middle(area, top - 2 > 1 ? top - 2 : 1, YZ_ROLE_DIM, _("您的选择，给您办事的人看不到"));
    paint_levels(r, area, top, step);
}

static void give(struct yz_ui *ui, struct rate *r, int mark) {
    struct yz_findings f = {0};
    r->thanked = yz_ui_ok(ui, yz_rate(yz_ui_session(ui), &r->record, mark, false, NULL, &f));
    r->level = 0;
    if (r->thanked) yz_ui_changed(ui);
    yz_findings_free(&f);
}

/* Everything is taken, so that no key of a stranger's reaches what lies below. */
static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct rate *r = state;
    if (r->thanked || in->request == YZ_REQ_BACK) {
        yz_ui_back(ui);
        if (r->thanked) yz_ui_say(ui, YZ_ROLE_GOOD, _("已评价"));
        return true;
    }
    switch (in->request) {
    case YZ_REQ_UP: r->level = r->level > 0 ? r->level - 1 : 0; break;
    case YZ_REQ_DOWN:
    case YZ_REQ_NEXT: r->level = r->level < 4 ? r->level + 1 : 4; break;
    case YZ_REQ_PICK:
        if (in->number >= YZ_MARK_WORST && in->number <= YZ_MARK_BEST) give(ui, r, in->number);
        break;
    case YZ_REQ_OPEN: give(ui, r, YZ_MARK_BEST - r->level); break;
    default: break;
    }
    return true;
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct rate *r = state;
    (void)ui;
    *y = r->cursor_y;
    *x = r->cursor_x;
    return !r->thanked;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("或数字：选一级")}, {YZ_REQ_BACK, N_("不评价")}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint thanked[] = {{YZ_REQ_OPEN, N_("回到办件")}, {YZ_REQ_NONE, NULL}};
    (void)ui;
    return ((const struct rate *)state)->thanked ? thanked : hints;
}

const struct yz_screen yz_rate_screen = {
    .name = "rate",
    .title = N_("评价"),
    .help = N_("转给居民看：数字选一级，或上下键挑选后 Enter。选完转回来，按任一键回到办件；选了哪一级不再显示。\n"),
    .flags = YZ_SCREEN_BARE | YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_CHOICES,
    .size = sizeof(struct rate),
    .open = open_rate,
    .paint = paint,
    .input = input,
    .cursor = cursor,
    .hints = hints,
    .hints_now = hints_now,
};
