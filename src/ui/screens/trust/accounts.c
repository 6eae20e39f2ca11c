/* 账号: who signs in, how, and whether still. Who manages accounts sees all of them; everybody else the own one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <yizhan/accounts.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>
#include <yizhan/setup.h>

enum { MOST = 512 };

struct line {
    struct yz_staff staff;
    char station[64], grid[64];
    bool password;
};

struct accounts {
    struct yz_ui *ui;
    struct yz_list list;
    struct line *lines;
    size_t count;
    struct line at; /* the one that is asked about */
};

static const struct yz_column columns[] = {
    {N_("姓名"), 6, 10, 1, YZ_LEFT},
    {N_("登录名"), 14, 14, 5, YZ_LEFT},
    {N_("岗位"), YZ_LEAST(6, 13), 8, 2, YZ_LEFT},
    {N_("驿站"), 18, 18, 7, YZ_LEFT},
    {N_("网格"), 10, 12, 6, YZ_LEFT},
    {N_("登录方式"), 14, 0, 3, YZ_LEFT},
    {N_("账号状态"), 6, 8, 4, YZ_LEFT},
};

static bool manages(const struct accounts *p) {
    return yz_may(yz_ui_session(p->ui), YZ_RIGHT_STAFF);
}

/* --- the lines --- */

static void way_in(const struct line *l, char *out, size_t room) {
    const char *word = l->password ? _("口令") : "";
    if (*l->staff.os_user)
        snprintf(out, room, _("系统用户 %1$s%2$s%3$s"), l->staff.os_user, *word ? _("、") : "", word);
    else yz_copy(out, room, *word ? word : _("还不能登录"));
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    const struct yz_staff *s = &l->staff;
    (void)ctx;
    switch (column) {
    case 0: yz_copy(out, room, s->name); break;
    case 1: yz_copy(out, room, s->login); break;
    case 2: yz_copy(out, room, yz_code_label("staff_role", s->role)); break;
    case 3: yz_copy(out, room, l->station); break;
    case 4: yz_copy(out, room, l->grid); break;
    case 5: way_in(l, out, room); break;
    default: yz_copy(out, room, s->disabled ? _("已停用") : yz_account_open(s) ? _("在岗") : _("已离岗")); break;
    }
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return yz_account_open(&((const struct line *)row)->staff) ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

static void fill(struct accounts *p, const struct yz_staff *staff) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct line *l = &p->lines[p->count++];
    *l = (struct line){.staff = *staff, .password = yz_account_has_password(s, staff->id)};
    if (staff->station) yz_record_title(s, YZ_STATION, staff->station, false, l->station, sizeof l->station);
    if (staff->grid) yz_record_title(s, YZ_GRID, staff->grid, false, l->grid, sizeof l->grid);
}

static enum yz_status read_all(struct accounts *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_staff *all = calloc(MOST, sizeof *all);
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_session_read_begin(s);
    enum yz_status status = yz_staff_list(s, all, MOST, &count);
    p->count = 0;
    for (size_t i = 0; status == YZ_OK && i < count; i++)
        if (manages(p) || all[i].id == yz_session_staff(s)->id) fill(p, &all[i]);
    yz_session_read_end(s);
    free(all);
    if (status == YZ_OK) yz_list_array(&p->list, p->lines, p->count);
    return status;
}

static enum yz_status open_accounts(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct accounts *p = state;
    (void)target;
    p->ui = ui;
    p->lines = calloc(MOST, sizeof *p->lines);
    if (!p->lines) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_all(p);
    if (status == YZ_OK) return YZ_OK;
    yz_list_close(&p->list);
    free(p->lines);
    return status;
}

static void close_accounts(struct yz_ui *ui, void *state) {
    struct accounts *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->lines);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct accounts *)state)->list, area, true);
}

/* --- in service or not, and bound to whom --- */

static void disable_now(struct yz_ui *ui, void *state, const char *answer) {
    struct accounts *p = state;
    struct yz_handing_over done;
    (void)answer;
    if (!yz_ui_ok(ui, yz_staff_disable(yz_ui_session(ui), p->at.staff.id, 0, &done))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("%s 的账号已停用"), p->at.staff.name);
}

static void enable_now(struct yz_ui *ui, void *state, const char *answer) {
    struct accounts *p = state;
    (void)answer;
    if (!yz_ui_ok(ui, yz_staff_enable(yz_ui_session(ui), p->at.staff.id))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("%s 的账号已恢复"), p->at.staff.name);
}

/* Who has open work needs an heir. */
static void stop(struct accounts *p) {
    const struct yz_staff *who = &p->at.staff;
    struct yz_handing_over work;
    char question[256];
    if (who->id == yz_session_staff(yz_ui_session(p->ui))->id) {
        yz_ui_say(p->ui, YZ_ROLE_ERROR, "%s", _("不能停用自己的账号，请另一名管理员来做"));
        return;
    }
    if (who->disabled) {
        snprintf(question, sizeof question, _("恢复 %s 的账号"), who->name);
        yz_ui_ask(p->ui, question, _("恢复"), enable_now);
        return;
    }
    if (!yz_ui_ok(p->ui, yz_staff_open_work(yz_ui_session(p->ui), who->id, &work))) return;
    if (work.cases + work.resolutions + work.drafts) {
        yz_ui_open(p->ui, &YZ_TARGET("heir", YZ_STAFF, who->id));
        return;
    }
    snprintf(question, sizeof question, _("停用 %s 的账号：手上没有没办完的"), who->name);
    yz_ui_ask(p->ui, question, _("停用"), disable_now);
}

static void bind_to(struct yz_ui *ui, void *state, const char *answer) {
    struct accounts *p = state;
    char done[512];
    if (!yz_ui_ok(ui, yz_staff_bind(yz_ui_session(ui), p->at.staff.id, answer))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, "%s", yz_staff_bound_text(p->at.staff.name, answer, done, sizeof done));
}

static void ask_user(struct accounts *p) {
    char question[160];
    snprintf(question, sizeof question, _("%s 登录这台机器所用的系统用户"), p->at.staff.name);
    yz_ui_ask_line(p->ui, question, p->at.staff.os_user, bind_to);
}

/* --- input --- */

static bool set_password(struct accounts *p) {
    return yz_ui_open(p->ui, &YZ_TARGET("password", YZ_STAFF, p->at.staff.id)), true;
}

static bool pick(struct accounts *p, int number) {
    switch (number) {
    case 1: return set_password(p);
    case 2:
    case 3:
        if (!yz_ui_ok(p->ui, yz_must(yz_ui_session(p->ui), YZ_RIGHT_STAFF))) return true;
        if (number == 2) stop(p);
        else ask_user(p);
        return true;
    case 4: return yz_ui_open(p->ui, &(struct yz_target){.screen = "rights"}), true;
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct accounts *p = state;
    const struct line *l = yz_list_selected(&p->list);
    bool typing = yz_list_editing(&p->list);
    if (l) p->at = *l;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &(struct yz_target){.screen = "account"}), true;
    if (l && !typing && in->request == YZ_REQ_OPEN && !manages(p)) return set_password(p);
    if (l && !typing && (in->request == YZ_REQ_OPEN || in->request == YZ_REQ_EDIT))
        return yz_ui_open(ui, &YZ_TARGET("account", YZ_STAFF, l->staff.id)), true;
    if (l && !typing && in->request == YZ_REQ_PICK) return pick(p, in->number);
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    yz_copy(out, room,
            manages(state) ? _("1 设口令   2 停用、恢复   3 绑定系统用户   4 各岗位可以做什么")
                           : _("1 改自己的口令   4 各岗位可以做什么"));
}

static const struct yz_hint all_hints[] = {{YZ_REQ_OPEN, N_("修改")},
                                           {YZ_REQ_NEW, N_("新账号")},
                                           {YZ_REQ_UNDO, NULL},
                                           {YZ_REQ_BACK, NULL},
                                           {YZ_REQ_NONE, NULL}};
static const struct yz_hint own_hints[] = {{YZ_REQ_OPEN, N_("改口令")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return manages(state) ? all_hints : own_hints;
}

const struct yz_screen yz_accounts_screen = {
    .name = "accounts",
    .title = N_("账号"),
    .help = N_(
        "谁能登录、怎样登录。管理员看全部：Enter 修改，Ctrl-N 新账号，1 设口令，2 停用（没办完的先选交给谁）或恢复，\n"
        "3 绑定系统用户。别人只看自己的，Enter 或 1 改自己的口令。4 是各岗位可以做什么的表。账号不删除。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct accounts),
    .list = YZ_WHERE(struct accounts, list),
    .open = open_accounts,
    .close = close_accounts,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = all_hints,
    .hints_now = hints_now,
};
