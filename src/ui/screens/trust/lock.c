/* 锁屏: hides what is on the screen, and asks who is there. Who locked it comes back by the password, or by Enter where the
 * system's user is proof enough; somebody else signs in and begins at 今日. F10 leaves. Also the first screen where no
 * account is bound to the system's user. */
#include "ui/edit_line.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include "base/text.h"
#include <stdio.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>

enum { WIDTH = 24, LABEL = 10, ROWS = 6 };

struct lock {
    char name[96], password[256], said[512];
    struct yz_line_edit name_line, password_line;
    bool in_password;
    int y, x;
};

/* What was typed of a password is in the editor twice. */
static void wipe(struct lock *k) {
    explicit_bzero(k->password, sizeof k->password);
    explicit_bzero(&k->password_line, sizeof k->password_line);
    yz_line_open(&k->password_line, k->password, sizeof k->password);
}

static const struct yz_staff *there(struct yz_ui *ui) {
    static const struct yz_staff nobody;
    return yz_ui_session(ui) ? yz_session_staff(yz_ui_session(ui)) : &nobody;
}

static enum yz_status open_lock(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct lock *k = state;
    const struct yz_staff *me = there(ui);
    yz_copy(k->name, sizeof k->name, me->name);
    yz_copy(k->said, sizeof k->said, target->extra);
    yz_line_open(&k->name_line, k->name, sizeof k->name);
    wipe(k);
    k->in_password = me->id != 0 || !yz_ui_session(ui);
    if (me->id && !*k->said && !yz_account_has_password(yz_ui_session(ui), me->id))
        yz_copy(k->said, sizeof k->said, _("没有设口令：谁按 Enter 都能继续。在 F9 按 0 设口令"));
    return YZ_OK;
}

static void close_lock(struct yz_ui *ui, void *state) {
    (void)ui;
    wipe(state);
}

/* --- painting --- */

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct lock *k = state;
    bool nobody = yz_ui_session(ui) && !there(ui)->id;
    const char *title = nobody ? _("登录") : _("已锁定");
    int row = (area.rows - ROWS) / 2, left = (area.columns - WIDTH - LABEL) / 2;
    if (row < 0) row = 0;
    if (left < 0) left = 0;
    yz_paint(area, row, (area.columns - yz_text_width(title)) / 2, area.columns, YZ_ROLE_TITLE, title);
    yz_paint(area, row + 2, left, LABEL, YZ_ROLE_LABEL, _("姓名"));
    int at = yz_edit_line_paint(&k->name_line, area, row + 2, left + LABEL, WIDTH, YZ_ROLE_FIELD);
    if (!k->in_password) {
        k->y = area.y + row + 2;
        k->x = area.x + at;
    }
    yz_paint(area, row + 3, left, LABEL, YZ_ROLE_LABEL, _("口令"));
    at = yz_edit_line_paint_hidden(&k->password_line, area, row + 3, left + LABEL, WIDTH, YZ_ROLE_FIELD);
    if (k->in_password) {
        k->y = area.y + row + 3;
        k->x = area.x + at;
    }
    int width = yz_text_width(k->said), from = (area.columns - width) / 2;
    yz_paint(area, row + 5, from > 0 ? from : 0, area.columns, YZ_ROLE_ERROR, k->said);
}

/* --- input --- */

static void refused(struct lock *k) {
    yz_copy(k->said, sizeof k->said, yz_message());
    wipe(k);
    k->in_password = true;
}

/* The one who locked it goes on where it was. */
static bool is_mine(struct yz_ui *ui, const struct lock *k) {
    const struct yz_staff *me = there(ui);
    return me->id && (strcmp(k->name, me->name) == 0 || (*me->login && strcmp(k->name, me->login) == 0));
}

static void enter(struct yz_ui *ui, struct lock *k) {
    struct yz_session *s = yz_ui_session(ui);
    if (!s) { /* no file, nobody to ask for */
        yz_ui_back(ui);
        return;
    }
    bool mine = is_mine(ui, k), goes_on = mine && yz_session_still(s) == YZ_OK; /* else changed or stopped elsewhere */
    bool blank = !*k->password && (!goes_on || yz_account_has_password(s, yz_session_staff(s)->id));
    enum yz_status status = blank     ? yz_fail(YZ_DENIED, _("请写口令"))
                            : goes_on ? yz_unlock(s, k->password)
                                      : yz_sign_in(s, k->name, k->password);
    if (status != YZ_OK) {
        refused(k);
        return;
    }
    wipe(k);
    if (mine) yz_ui_back(ui);
    else yz_ui_start_over(ui);
}

/* Everything is taken, so that no key reaches what lies below. */
static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct lock *k = state;
    switch (in->request) {
    case YZ_REQ_LOCK: yz_ui_leave(ui); break;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS:
    case YZ_REQ_UP:
    case YZ_REQ_DOWN: k->in_password = !k->in_password; break;
    case YZ_REQ_OPEN:
    case YZ_REQ_SAVE:
        if (k->in_password || is_mine(ui, k) || !yz_ui_session(ui)) enter(ui, k);
        else k->in_password = true;
        break;
    default: yz_edit_line_input(k->in_password ? &k->password_line : &k->name_line, in, NULL); break;
    }
    return true;
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    (void)state;
    return true;
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct lock *k = state;
    (void)ui;
    *y = k->y;
    *x = k->x;
    return true;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("继续")}, {YZ_REQ_NEXT, N_("换一栏")}, {YZ_REQ_LOCK, N_("离开")}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_lock_screen = {
    .name = "lock",
    .title = N_("锁屏"),
    .help = N_("屏幕已遮住，写了一半的都留着。写口令，Enter 继续；没有设口令的账号直接按 Enter。\n"
               "换人用：改姓名（或登录名），写口令。F10 离开。\n"),
    .flags = YZ_SCREEN_BARE | YZ_SCREEN_UNLISTED,
    .size = sizeof(struct lock),
    .open = open_lock,
    .close = close_lock,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .hints = hints,
};
