/* 系统: the station file, the journal of everything done in it, and the care it needs. */
#include "base/text.h"
#include "ui/screens/trust/log_list.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

struct system_state {
    struct yz_ui *ui;
    struct yz_log_list log;
    char verdict[192];
    enum yz_role verdict_role;
};

static enum yz_status open_system(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct system_state *y = state;
    (void)target;
    y->ui = ui;
    yz_log_list_open(&y->log, ui);
    return YZ_OK;
}

static void close_system(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct system_state *)state)->log.list);
}

/* The file, who is on duty, and what the last check said. */
static void paint_head(const struct system_state *y, struct yz_rect area) {
    struct yz_session *s = yz_ui_session(y->ui);
    const char *file = _("文件"), *duty = _("在岗");
    char who[256];
    int labels = 2 + (yz_text_width(file) > yz_text_width(duty) ? yz_text_width(file) : yz_text_width(duty));
    snprintf(who, sizeof who, "%s  %s", yz_session_staff(s)->name, yz_session_station(s)->name);
    yz_paint_pair(area, 0, 0, labels, file, yz_session_path(s));
    yz_paint_pair(area, 1, 0, labels, duty, who);
    if (*y->verdict) yz_paint(area, 2, 0, area.columns, y->verdict_role, y->verdict);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct system_state *y = state;
    (void)ui;
    paint_head(y, yz_area_part(area, 1, area.columns - 1));
    yz_log_list_paint(&y->log, yz_area_below(area, 4));
}

/* `good` says of how many lines nothing is wrong. */
static void show_verdict(struct system_state *y, enum yz_status status, const struct yz_verdict *v, const char *good) {
    bool ok = status == YZ_OK && v->ok;
    y->verdict_role = ok ? YZ_ROLE_GOOD : YZ_ROLE_ERROR;
    if (ok) yz_copy(y->verdict, sizeof y->verdict, good);
    else
        snprintf(y->verdict, sizeof y->verdict, _("发现 %1$zu 处问题：%2$s"), v->problems,
                 v->problems ? v->text[0] : yz_message());
}

static void verify(struct system_state *y) {
    struct yz_verdict v = {0};
    char good[160];
    yz_ui_busy(y->ui, _("正在核验…"));
    enum yz_status status = yz_verify(yz_ui_session(y->ui), &v);
    snprintf(good, sizeof good, _("核验无误：日志 %1$lld 行，链头 %2$.16s…"), (long long)v.lines, v.head);
    show_verdict(y, status, &v, good);
}

static void examine(struct system_state *y) {
    struct yz_verdict v = {0};
    yz_ui_busy(y->ui, _("正在体检…"));
    enum yz_status status = yz_doctor(yz_ui_session(y->ui), false, &v);
    show_verdict(y, status, &v, _("体检无误：检索键、引用和磁盘"));
}

static bool pick(struct system_state *y, int number) {
    switch (number) {
    case 1: verify(y); return true;
    case 2: examine(y); return true;
    case 3: yz_ui_open(y->ui, &(struct yz_target){.screen = "backups"}); return true;
    case 4: yz_ui_open(y->ui, &(struct yz_target){.screen = "prints"}); return true;
    case 5: yz_ui_open(y->ui, &(struct yz_target){.screen = "import"}); return true;
    case 6: yz_ui_open(y->ui, &(struct yz_target){.screen = "export"}); return true;
    case 7: yz_ui_open(y->ui, &(struct yz_target){.screen = "templates"}); return true;
    case 8: yz_ui_open(y->ui, &(struct yz_target){.screen = "duplicates"}); return true;
    case 9: yz_ui_open(y->ui, &(struct yz_target){.screen = "surveys"}); return true;
    case 0: yz_ui_open(y->ui, &(struct yz_target){.screen = "accounts"}); return true;
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct system_state *y = state;
    if (in->request == YZ_REQ_PICK) return pick(y, in->number);
    if (in->request == YZ_REQ_NEXT) return yz_ui_open(ui, &(struct yz_target){.screen = "district"}), true;
    if (in->request == YZ_REQ_OPEN) return yz_log_list_go(&y->log), true;
    return yz_list_input(&y->log.list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct system_state *y = state;
    (void)ui;
    yz_log_list_reload(&y->log);
    return YZ_OK;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 核验 2 体检 3 备份 4 打印记录 5 导入 6 导出 7 上报模板 8 查重 9 问卷 0 账号"));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看记录")},
                                       {YZ_REQ_NEXT, N_("区县")},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_system_screen = {
    .name = "system",
    .title = N_("系统"),
    .help =
        N_("驿站文件和日志：每一次办理、打印、显示个人信息都在这里，下方是选中一行改了什么。\n"
           "1 核验：重算整条日志链，逐条比对记录。2 体检：检索键、引用、磁盘。3 备份：有哪些、好不好，现在备份一份。\n"
           "4 打印记录：谁给谁打印了什么。5 导入、6 导出台账，7 上级要的表，8 查重：可能重复登记的居民。9 问卷。0 "
           "账号和口令。\n"
           "Tab 区县：日志传了多少，现在同步。\n"
           "Ctrl-Z 撤销自己最近一次办理。\n"),
    .function_key = YZ_REQ_SYSTEM,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct system_state),
    .list = YZ_WHERE(struct system_state, log.list),
    .open = open_system,
    .close = close_system,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
