/* 备份: the backups of this station in their folder, whether they are good, making one, checking one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/backup.h>
#include <yizhan/i18n.h>

enum { KEPT = 256, HEAD = 3, FAILURE = 4 }; /* rows of the head, and at most of what went wrong */

struct backups {
    struct yz_ui *ui;
    struct yz_backup_file *all;
    size_t count;
    struct yz_list list;
    struct yz_backup_state state;
    char where[4096], failure[512];
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 1, YZ_LEFT}, {N_("核对"), 8, 8, 2, YZ_LEFT}, {N_("大小"), 9, 9, 4, YZ_RIGHT},
    {N_("加密"), 8, 10, 3, YZ_LEFT},  {N_("留作"), 6, 6, 5, YZ_LEFT}, {N_("文件"), 20, 0, 6, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    static const char *const marks[] = {N_("没有记录"), N_("好"), N_("坏")};
    static const char *const forms[] = {N_("不加密"), N_("口令加密"), N_("公钥加密")};
    static const char *const tiers[] = {"", N_("今天"), N_("日"), N_("周"), N_("月")};
    const struct yz_backup_file *f = row;
    char time[YZ_MOMENT_TEXT], size[32];
    (void)ctx;
    snprintf(size, sizeof size, "%.1f MB", (double)f->bytes / 1e6);
    const char *texts[] = {yz_moment_text(f->at, time),
                           yz_tr(marks[f->mark]),
                           size,
                           yz_tr(forms[f->facts.form]),
                           *tiers[f->tier] ? yz_tr(tiers[f->tier]) : "",
                           f->name};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_backup_file *)row)->mark == YZ_BACKUP_BAD ? YZ_ROLE_ERROR : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_backup_file), .cell = cell, .role = role};

/* A folder that is not there (a stick that is not in) is told where the list would be. */
static enum yz_status read_all(struct backups *b) {
    struct yz_session *s = yz_ui_session(b->ui);
    enum yz_status status = yz_backup_state(s, &b->state);
    yz_backup_last_failure(s, b->failure, sizeof b->failure);
    if (status == YZ_OK && yz_backup_files(s, NULL, b->all, KEPT, &b->count, b->where) != YZ_OK)
        yz_copy(b->failure, sizeof b->failure, yz_message());
    yz_list_array(&b->list, b->all, b->count);
    return status;
}

static void close_backups(struct yz_ui *ui, void *state) {
    struct backups *b = state;
    (void)ui;
    yz_list_close(&b->list);
    free(b->all);
}

static enum yz_status open_backups(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct backups *b = state;
    (void)target;
    b->ui = ui;
    b->all = malloc(KEPT * sizeof *b->all);
    if (!b->all) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&b->list, &source, b, columns, sizeof columns / sizeof *columns);
    b->list.empty = N_("还没有备份；Ctrl-N 现在备份一份");
    enum yz_status status = read_all(b);
    if (status != YZ_OK) close_backups(ui, b);
    return status;
}

/* Answers the rows it takes. What went wrong names a folder, and behind it the mend: it is never cut. */
static int paint_head(const struct backups *b, struct yz_rect area) {
    char good[YZ_MOMENT_TEXT], waiting[YZ_MOMENT_TEXT];
    const struct yz_backup_state *s = &b->state;
    yz_paint_pair(area, 0, 1, 14, _("放在"), b->where);
    yz_paint_pair(area, 1, 1, 14, _("最近好的"), s->good ? yz_moment_text(s->good, good) : _("还没有"));
    yz_paint_pair(area, 2, 1, 14, _("没备份的"),
                  s->waiting ? yz_moment_text(s->waiting, waiting) : _("没有，都备份过了"));
    struct yz_rect told = yz_area_part(yz_area_top(yz_area_below(area, HEAD), FAILURE), 1, area.columns - 2);
    int rows = *b->failure ? yz_paint_wrap(told, 0, 0, YZ_ROLE_ERROR, b->failure) : 0;
    return HEAD + (rows < 1 ? 1 : rows > FAILURE ? FAILURE : rows);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    const struct backups *b = state;
    char restore[4096 + 512];
    (void)ui;
    struct yz_rect list = yz_area_below(area, paint_head(b, area)), below = yz_area_below(area, area.rows - 2);
    list.rows -= 3;
    yz_list_paint(&((struct backups *)state)->list, list, true);
    const struct yz_backup_file *f = yz_list_selected(&b->list);
    if (!f) return;
    snprintf(restore, sizeof restore, "yizhan restore %s/%s --dry-run", b->where, f->name);
    yz_paint(below, 0, 1, below.columns - 2, YZ_ROLE_DIM,
             _("恢复要先退出所有终端，在命令行先看会丢掉什么，再把 --dry-run 换成 --force："));
    yz_paint(below, 1, 1, below.columns - 2, YZ_ROLE_TEXT, restore);
}

/* In a process of its own, which takes seconds where there are very many people; its note makes this screen read again. */
static void make_one(struct backups *b) {
    struct yz_backup_made made;
    if (!yz_ui_scripted(b->ui) && yz_backup_behind(yz_session_path(yz_ui_session(b->ui)), true)) {
        yz_ui_say(b->ui, YZ_ROLE_GOOD, _("正在后台备份，做完列在这里；可以接着办理"));
        return;
    }
    yz_ui_busy(b->ui, _("正在备份…"));
    if (yz_ui_ok(b->ui, yz_backup_keep(yz_ui_session(b->ui), NULL, NULL, true, &made)))
        yz_ui_say(b->ui, YZ_ROLE_GOOD, _("已备份到 %s，并已恢复到临时处核对"), made.path);
    yz_ui_changed(b->ui);
}

static void check_one(struct backups *b) {
    const struct yz_backup_file *f = yz_list_selected(&b->list);
    char path[4096 + 300];
    struct yz_verdict v;
    if (!f) return;
    snprintf(path, sizeof path, "%s/%s", b->where, f->name);
    yz_ui_busy(b->ui, _("正在核对…"));
    if (yz_ui_ok(b->ui, yz_backup_check(yz_ui_session(b->ui), path, NULL, &v)))
        yz_ui_say(b->ui, YZ_ROLE_GOOD,
                  v.lines ? _("这份是好的：恢复到临时处核对过") : _("这份和写出、核对时一样；连内容一起查要有私钥"));
    yz_ui_changed(b->ui);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct backups *b = state;
    (void)ui;
    if (in->request == YZ_REQ_NEW) return make_one(b), true;
    if (in->request == YZ_REQ_OPEN) return check_one(b), true;
    return yz_list_input(&b->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_NEW, N_("现在备份")}, {YZ_REQ_OPEN, N_("核对这份")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_backups_screen = {
    .name = "backups",
    .title = N_("备份"),
    .help = N_("本站的备份：什么时候的、多大、加没加密、核对得好不好、为什么留着（7 天、4 周、12 个月）。\n"
               "关门后最后一个终端退出时自动备份，没做成的第二天一开门补做；每份都恢复到临时处核对过才算数。\n"
               "Ctrl-N 现在备份，Enter 核对选中的一份。恢复用命令：先退出所有终端，先用 --dry-run 看会丢掉什么。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct backups),
    .list = YZ_WHERE(struct backups, list),
    .open = open_backups,
    .close = close_backups,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
