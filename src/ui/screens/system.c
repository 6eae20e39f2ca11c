/* 系统: the station file, the journal of everything done in it, and the care it needs. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/history.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { PAGE = 64, CHANGES = 12 };

struct change {
    char text[200];
};

struct system_state {
    struct yz_ui *ui;
    struct yz_list list;
    char verdict[192];
    enum yz_role verdict_role;
    int64_t shown; /* seq whose changes are in `changes` */
    struct change changes[CHANGES];
    size_t count;
};

static const struct yz_column columns[] = {
    {N_("序号"), 6, 8, 6, YZ_RIGHT}, {N_("时间"), 16, 16, 1, YZ_LEFT}, {N_("办理"), 17, 24, 3, YZ_LEFT},
    {N_("经手"), 6, 12, 4, YZ_LEFT}, {N_("记录"), 24, 0, 2, YZ_LEFT},
};

struct row {
    struct yz_history_line h;
    char about[192]; /* the record, in the words of its kind */
};

static void describe(struct yz_session *s, struct row *r) {
    char title[128] = "";
    yz_history_name(s, &r->h);
    yz_history_note(s, &r->h);
    const struct yz_kind *k = yz_kind_named(r->h.line.kind);
    if (k) yz_record_title(s, k->id, r->h.line.id, true, title, sizeof title);
    snprintf(r->about, sizeof r->about, "%s %s%s", k ? yz_tr(k->label) : "", title,
             r->h.line.gone ? _("（已删）") : "");
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct row *r = row;
    const struct yz_log_line *l = &r->h.line;
    char time[YZ_MOMENT_TEXT];
    (void)ctx;
    switch (column) {
    case 0: snprintf(out, room, "%lld", (long long)l->seq); break;
    case 1: yz_copy(out, room, yz_moment_text(l->at, time)); break;
    case 2: yz_copy(out, room, yz_verb_label(l->verb)); break;
    case 3: yz_copy(out, room, r->h.staff); break;
    default: yz_copy(out, room, r->about); break;
    }
}

static int64_t seq(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct row *)row)->h.line.seq;
}

/* The lines after `at`, oldest first: what is hidden from the reader leaves gaps, so stretches of seq are looked through up
 * to the newest line. */
static enum yz_status fetch_newer(struct yz_session *s, int64_t at, struct yz_log_line *out, size_t want,
                                  size_t *count) {
    struct yz_log_line page[PAGE], newest;
    struct yz_log_filter filter = {0};
    size_t n = 0;
    *count = 0;
    enum yz_status status = yz_log(s, &filter, &newest, 1, &n);
    int64_t head = n ? newest.seq : 0;
    for (; status == YZ_OK && *count < want && at < head; at += PAGE) {
        filter.before_seq = at + PAGE + 1;
        status = yz_log(s, &filter, page, PAGE, &n);
        while (status == YZ_OK && n && *count < want)
            if (page[--n].seq > at) out[(*count)++] = page[n];
    }
    return status;
}

/* Older lines come after. */
static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    struct system_state *y = ctx;
    struct yz_session *s = yz_ui_session(y->ui);
    struct row *lines = out;
    struct yz_log_line page[PAGE];
    int64_t at = from ? ((const struct row *)from)->h.line.seq : 0;
    size_t want = max < PAGE ? max : PAGE;
    const struct yz_log_filter filter = {.before_seq = at};
    yz_session_read_begin(s);
    enum yz_status status =
        direction > 0 ? yz_log(s, &filter, page, want, count) : fetch_newer(s, at, page, want, count);
    for (size_t i = 0; status == YZ_OK && i < *count; i++) {
        lines[i] = (struct row){.h.line = page[i]};
        describe(s, &lines[i]);
    }
    yz_session_read_end(s);
    return status;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .fetch = fetch, .cell = cell, .id = seq};

static enum yz_status open_system(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct system_state *y = state;
    (void)target;
    y->ui = ui;
    yz_list_open(&y->list, &source, y, columns, sizeof columns / sizeof *columns);
    return YZ_OK;
}

static void close_system(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct system_state *)state)->list);
}

static void note_change(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct system_state *y = ctx;
    if (y->count < CHANGES)
        snprintf(y->changes[y->count++].text, sizeof y->changes->text, "%s: %s → %s", yz_tr(f->label),
                 *before ? before : _("（空）"), *after ? after : _("（空）"));
}

/* The changes of the selected line, read once. */
static void read_changes(struct system_state *y) {
    const struct row *r = yz_list_selected(&y->list);
    if (!r || r->h.line.seq == y->shown) return;
    y->shown = r->h.line.seq;
    y->count = 0;
    if (*r->h.what) yz_copy(y->changes[y->count++].text, sizeof y->changes->text, r->h.what);
    else yz_log_changes(yz_ui_session(y->ui), &r->h.line, false, note_change, y);
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
    int changes = area.rows / 4 < CHANGES ? area.rows / 4 : CHANGES;
    paint_head(y, yz_area_part(area, 1, area.columns - 1));
    struct yz_rect list = yz_area_below(area, 4), below = yz_area_below(area, area.rows - changes);
    list.rows -= changes + 1;
    yz_list_paint(&y->list, list, true);
    read_changes(y);
    for (size_t i = 0; i < y->count && (int)i < changes; i++)
        yz_paint(below, (int)i, 2, below.columns - 2, YZ_ROLE_TEXT, y->changes[i].text);
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

static void back_up(struct yz_ui *ui, void *state, const char *answer) {
    (void)state;
    yz_ui_busy(ui, _("正在备份…"));
    if (yz_ui_ok(ui, yz_backup(yz_ui_session(ui), answer)))
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已备份到 %s，并已核对"), answer);
}

static bool pick(struct system_state *y, int number) {
    char path[4096], day[YZ_DATE_TEXT];
    switch (number) {
    case 1: verify(y); return true;
    case 2: examine(y); return true;
    case 3:
        snprintf(path, sizeof path, "%s.%s.bak", yz_session_path(yz_ui_session(y->ui)), yz_date_text(yz_today(), day));
        yz_ui_ask_line(y->ui, _("备份到哪个文件"), path, back_up);
        return true;
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

/* The screen that shows a record of the kind; NULL when none does. */
static const char *screen_of(struct yz_ui *ui, const struct yz_kind *k) {
    if (k->id == YZ_NEED || k->id == YZ_OFFER || k->id == YZ_PROVIDER) return "list-entry";
    return k->id != YZ_SERVICE && yz_ui_screen_named(ui, k->name) ? k->name : NULL;
}

/* Opens the record of the selected line, when it has a screen. */
static void go(struct system_state *y) {
    const struct row *r = yz_list_selected(&y->list);
    const struct yz_kind *k = r ? yz_kind_named(r->h.line.kind) : NULL;
    const char *screen = k ? screen_of(y->ui, k) : NULL;
    if (screen) {
        struct yz_target target = {.kind = k->id, .id = r->h.line.id};
        yz_copy(target.screen, sizeof target.screen, screen);
        yz_ui_open(y->ui, &target);
    } else if (r) yz_ui_say(y->ui, YZ_ROLE_TEXT, _("这一条没有自己的界面，改了什么写在下面"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct system_state *y = state;
    (void)ui;
    if (in->request == YZ_REQ_PICK) return pick(y, in->number);
    if (in->request == YZ_REQ_OPEN) return go(y), true;
    return yz_list_input(&y->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct system_state *y = state;
    (void)ui;
    y->shown = 0;
    yz_list_reload(&y->list);
    return YZ_OK;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 核验 2 体检 3 备份 4 打印记录 5 导入 6 导出 7 上报模板 8 查重 9 问卷 0 账号"));
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看记录")}, {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_system_screen = {
    .name = "system",
    .title = N_("系统"),
    .help = N_("驿站文件和日志：每一次办理、打印、显示个人信息都在这里，下方是选中一行改了什么。\n"
               "1 核验：重算整条日志链，逐条比对记录。2 体检：检索键、引用、磁盘。3 备份：工作不停，备份后核对。\n"
               "4 打印记录：谁给谁打印了什么。5 导入、6 导出台账，7 上级要的表，8 查重：可能重复登记的居民。9 问卷。0 "
               "账号和口令。\n"
               "Ctrl-Z 撤销自己最近一次办理。\n"),
    .function_key = YZ_REQ_SYSTEM,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct system_state),
    .list = YZ_WHERE(struct system_state, list),
    .open = open_system,
    .close = close_system,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
