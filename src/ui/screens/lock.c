/* 锁屏: hides what is on the screen. Enter comes back, F10 leaves. */
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include "base/text.h"
#include <yizhan/i18n.h>

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    (void)state;
    const char *text = _("已锁定");
    int middle = (area.columns - yz_text_width(text)) / 2;
    yz_paint(area, area.rows / 2, middle, area.columns, YZ_ROLE_TITLE, text);
}

/* Everything is taken, so that no key reaches what lies below. */
static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)state;
    if (in->request == YZ_REQ_OPEN) yz_ui_back(ui);
    if (in->request == YZ_REQ_LOCK) yz_ui_leave(ui);
    return true;
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("继续")}, {YZ_REQ_LOCK, N_("离开")}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_lock_screen = {
    .name = "lock",
    .title = N_("锁屏"),
    .help = N_("屏幕已遮住。Enter 继续，F10 离开。\n"),
    .flags = YZ_SCREEN_BARE | YZ_SCREEN_UNLISTED,
    .paint = paint,
    .input = input,
    .hints = hints,
};
