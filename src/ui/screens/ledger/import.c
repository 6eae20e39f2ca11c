/* 导入: a file is chosen, read on trial, and every error shown; Enter puts the good rows in, as one act. Opened by 批量办理 for
 * an item, the rows become its cases: what is the same for all is in the sitting's draft. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/ledger/file_pick.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/bulk.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

enum { LINES = 20000, HEAD = 5, BELOW = 2 };

static const struct {
    const char *name, *label;
} kinds[] = {{"residents", N_("居民")}, {"dwellings", N_("房屋")}, {"households", N_("户")}, {"buildings", N_("楼栋")},
             {"staff", N_("工作人员")}, {"needs", N_("需求")},     {"resources", N_("资源")}};
enum {
    KINDS = sizeof kinds / sizeof *kinds,
    SHEET = 0,
    DIGITS = 5 /* of the kinds have one */,
    PLACES,
    WHOLE,
    SENDER,
    REJECTS
};

struct line { /* a finding */
    int64_t id;
    size_t line;
    struct yz_finding f;
};

struct import {
    struct yz_ui *ui;
    struct yz_file_pick pick;
    bool chosen; /* a file: what was read on trial is shown */
    bool done;   /* and is in */
    bool again;  /* a second reading tells nothing */
    char path[YZ_PICK_PATH], sender[96], consent[96], rejects[YZ_PICK_PATH];
    char sheet[128];             /* of a workbook, when another than the first was chosen */
    char map[1024], header[256]; /* what was told of headers that are not known, a line each; the one asked about */
    size_t kind;
    bool places, whole;
    enum yz_status status;
    char message[192];
    struct yz_import_report report;
    int64_t station;      /* whose draft it is */
    struct yz_bulk *bulk; /* of cases: the item, and what is the same for all; else NULL */
    char *sets[YZ_ITEM_FIELDS + 1];
    size_t set_count;
    struct line *lines;
    size_t count, room, left_out;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("行"), 5, 7, 1, YZ_RIGHT},
                                           {N_("列"), 8, 12, 3, YZ_LEFT},
                                           {N_("写的是"), 12, 20, 4, YZ_LEFT},
                                           {N_("问题"), 30, 0, 2, YZ_LEFT}};

static const char *column_label(const struct import *p, const char *column) {
    static const struct yz_kind *const all[] = {&yz_person_kind,   &yz_membership_kind, &yz_household_kind,
                                                &yz_dwelling_kind, &yz_building_kind,   &yz_staff_kind,
                                                &yz_need_kind,     &yz_offer_kind,      NULL};
    const struct yz_item_field *answer = p->bulk ? yz_item_field(yz_bulk_item(p->bulk), column) : NULL;
    if (answer) return yz_item_field_label(answer);
    if (strcmp(column, "papers") == 0) return _("收到材料");
    if (strcmp(column, "address") == 0) return _("现住址");
    if (strcmp(column, "uscc") == 0) return _("统一社会信用代码");
    for (const struct yz_kind *const *k = all; *k; k++) {
        const struct yz_field *f = yz_field_named(*k, column);
        if (f) return yz_tr(f->label);
    }
    return column;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char number[24];
    snprintf(number, sizeof number, "%zu", l->line);
    const char *texts[] = {number, column_label(ctx, l->f.field), l->f.value, l->f.rule};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct line *)row)->f.severity == YZ_ERROR ? YZ_ROLE_ERROR : YZ_ROLE_WARNING;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* --- reading --- */

static void take(void *ctx, size_t row, size_t line, const struct yz_finding *f) {
    struct import *p = ctx;
    (void)row;
    if (p->again) return;
    if (p->count == p->room && p->room < LINES) {
        size_t room = p->room ? 2 * p->room : 256;
        struct line *more = realloc(p->lines, room * sizeof *more);
        if (more) {
            p->lines = more;
            p->room = room;
        }
    }
    if (p->count == p->room) return (void)p->left_out++;
    p->lines[p->count] = (struct line){.id = (int64_t)p->count + 1, .line = line, .f = *f};
    p->count++;
}

static void progress(void *ctx, size_t rows) {
    struct import *p = ctx;
    char text[96];
    snprintf(text, sizeof text, _("正在导入…%zu 行"), rows);
    yz_ui_busy(p->ui, text);
}

static enum yz_status run(struct import *p, bool dry) {
    const struct yz_import_options o = {
        .kind = p->bulk ? "cases" : kinds[p->kind].name,
        .service = p->bulk ? yz_bulk_item(p->bulk)->key : NULL,
        .sets = (const char *const *)p->sets,
        .set_count = p->set_count,
        .file = p->path,
        .sheet = *p->sheet ? p->sheet : NULL,
        .map = p->map,
        .sender = *p->sender ? p->sender : NULL,
        .consent = *p->consent && strcmp(kinds[p->kind].name, "residents") == 0 && !p->bulk ? p->consent : NULL,
        .rejects = *p->rejects ? p->rejects : NULL,
        .dry_run = dry,
        .create_places = p->places && !p->bulk,
        .whole = p->whole && !dry,
        .reject = take,
        .progress = dry ? NULL : progress,
        .ctx = p};
    p->status = yz_import(yz_ui_session(p->ui), &o, &p->report);
    yz_copy(p->message, sizeof p->message, p->status == YZ_OK || p->status == YZ_PARTIAL ? "" : yz_message());
    return p->status;
}

static bool readable(const struct import *p) {
    return p->status == YZ_OK || p->status == YZ_PARTIAL;
}

static void look(struct import *p) {
    yz_ui_busy(p->ui, _("正在试读…"));
    p->count = p->left_out = 0;
    p->done = p->again = false;
    run(p, true);
    yz_list_array(&p->list, p->lines, p->count);
    p->list.empty = readable(p) ? N_("没有错误") : N_("没有读成");
    yz_list_restart(&p->list);
}

/* The first kind whose header this is; the lists before the register, for who asked has a name and an address too. Of that
 * sheet. */
static void guess(struct import *p) {
    if (p->bulk) return look(p);
    for (size_t i = 0; i < KINDS; i++) {
        p->kind = (i + DIGITS) % KINDS;
        look(p);
        if (readable(p)) return;
    }
    p->kind = 0;
    look(p);
}

static bool import(struct import *p) {
    if (p->done) return yz_ui_say(p->ui, YZ_ROLE_TEXT, _("已经导入；Ctrl-Z 撤销，Esc 换一个文件")), true;
    p->again = true;
    p->rejects[0] = '\0';
    enum yz_status status = run(p, false);
    p->done = status == YZ_OK || status == YZ_PARTIAL;
    if (!p->done) return yz_ui_say(p->ui, YZ_ROLE_ERROR, "%s", p->message), true;
    yz_ui_changed(p->ui);
    if (!p->report.act && p->report.rejected)
        return yz_ui_say(p->ui, YZ_ROLE_WARNING, _("一行也没有导入：%zu 行退回，改好再来"), p->report.rejected), true;
    if (p->bulk) yz_bulk_draft_drop(p->bulk, YZ_STATION, p->station);
    char done[256];
    if (!p->report.act) return yz_ui_say(p->ui, YZ_ROLE_GOOD, "%s", _("没有要写的：好的行都已经在册，没有变化")), true;
    snprintf(done, sizeof done, _("已导入：新增 %1$zu，更新 %2$zu，退回 %3$zu；Ctrl-Z 撤销整次导入"), p->report.added,
             p->report.updated, p->report.rejected);
    yz_ui_say(p->ui, *p->report.backup ? YZ_ROLE_WARNING : YZ_ROLE_GOOD, "%s  %s", done, p->report.backup);
    return true;
}

/* --- the screen --- */

/* The answers for all, as an import takes them. */
static enum yz_status take_answers(struct import *p) {
    const struct yz_item *item = yz_bulk_item(p->bulk);
    enum yz_status status = yz_bulk_draft_take(p->bulk, YZ_STATION, p->station);
    for (size_t i = 0; status == YZ_OK && i <= item->field_count; i++) {
        const char *key = i < item->field_count ? item->fields[i].key : "papers", *value = yz_bulk_get(p->bulk, key);
        size_t room = strlen(key) + strlen(value) + 2;
        if (!*value) continue;
        char *set = p->sets[p->set_count] = malloc(room);
        if (!set) return yz_fail(YZ_BUSY, _("内存不足"));
        snprintf(set, room, "%s=%s", key, value);
        p->set_count++;
    }
    return status;
}

static void close_import(struct yz_ui *ui, void *state) {
    struct import *p = state;
    (void)ui;
    for (size_t i = 0; i < p->set_count; i++) free(p->sets[i]);
    yz_bulk_free(p->bulk);
    yz_list_close(&p->list);
    free(p->lines);
}

static enum yz_status open_import(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct import *p = state;
    enum yz_status status = YZ_OK;
    p->ui = ui;
    p->station = target->id;
    yz_file_pick_open(&p->pick, N_("导入哪个文件"), target->extra);
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    if (target->kind == YZ_STATION) status = yz_bulk_begin(yz_ui_session(ui), target->key, &p->bulk);
    if (status == YZ_OK && p->bulk) status = take_answers(p);
    if (status != YZ_OK) close_import(ui, p);
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct import *p = state;
    (void)ui;
    snprintf(out, room, "%s%s%s", _("导入"), p->bulk ? " " : "", p->bulk ? yz_item_name(yz_bulk_item(p->bulk)) : "");
}

static void paint_counts(const struct import *p, struct yz_rect a) {
    const struct yz_import_report *r = &p->report;
    const char *when = p->done ? _("已导入") : _("试读");
    int x = 0;
    for (size_t i = 0; i < KINDS && !p->bulk; i++) {
        char digit[8] = "";
        if (i < DIGITS) snprintf(digit, sizeof digit, "%zu ", i + 1);
        x += yz_paintf(a, 3, x, i == p->kind ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s%s ", digit, yz_tr(kinds[i].label));
    }
    x = yz_paint(a, 0, 0, a.columns, YZ_ROLE_VALUE, p->path);
    if (r->sheets > 1)
        yz_paintf(a, 0, x + 2, YZ_ROLE_WARNING, _("工作表“%1$s”，共 %2$zu 张，0 换一张"), r->sheet, r->sheets);
    if (!readable(p)) {
        yz_paint_wrap(a, 1, 0, YZ_ROLE_ERROR, p->message);
        return;
    }
    yz_paintf(a, 1, 0, r->rejected ? YZ_ROLE_WARNING : YZ_ROLE_GOOD,
              _("%1$s：%2$zu 行，新增 %3$zu，更新 %4$zu，无变化 %5$zu，退回 %6$zu，提醒 %7$zu"), when, r->rows,
              r->added, r->updated, r->unchanged, r->rejected, r->warnings);
    if (*r->unknown_headers) yz_paintf(a, 2, 0, YZ_ROLE_DIM, _("不认识的表头：%s"), r->unknown_headers);
    else if (p->left_out) yz_paintf(a, 2, 0, YZ_ROLE_DIM, _("另有 %zu 处没有列出"), p->left_out);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct import *p = state;
    (void)ui;
    if (!p->chosen) {
        yz_prompt_paint(&p->pick.prompt, area);
        return;
    }
    struct yz_rect list = yz_area_below(area, HEAD), below = yz_area_below(area, area.rows - BELOW);
    char text[sizeof((struct line *)0)->f.rule + sizeof((struct line *)0)->f.mend + 8];
    list.rows -= BELOW + 1;
    paint_counts(p, yz_area_part(area, 1, area.columns - 2));
    yz_list_paint(&p->list, list, true);
    const struct line *l = yz_list_selected(&p->list); /* painting may read rows anew */
    if (!l) return;
    snprintf(text, sizeof text, "%s%s%s", l->f.rule, *l->f.mend ? _("；") : "", l->f.mend);
    yz_paint_wrap(yz_area_part(below, 1, below.columns - 2), 0, 0, YZ_ROLE_DIM, text);
}

static void name_sender(struct yz_ui *ui, void *state, const char *answer) {
    struct import *p = state;
    (void)ui;
    yz_copy(p->sender, sizeof p->sender, answer);
    look(p);
}

static void name_consent(struct yz_ui *ui, void *state, const char *answer) {
    struct import *p = state;
    (void)ui;
    yz_copy(p->consent, sizeof p->consent, answer);
    look(p);
}

static bool ask_consent(struct import *p) {
    if (p->bulk || p->done) return true;
    yz_ui_ask_line(p->ui, _("不满 14 周岁的，哪位监护人同意登记（行里写了监护人、母亲的写“是”）"), p->consent,
                   name_consent);
    return true;
}

static void write_rejects(struct yz_ui *ui, void *state, const char *answer) {
    struct import *p = state;
    yz_copy(p->rejects, sizeof p->rejects, answer);
    look(p);
    p->rejects[0] = '\0';
    if (readable(p)) yz_ui_say(ui, YZ_ROLE_GOOD, _("退回的行已写到 %s；改好可以直接导入"), answer);
}

/* --- headers that are not known --- */

static void ask_header(struct import *p);

/* Into the map, unless nothing answers to it; then the next one. */
static void take_header(struct yz_ui *ui, void *state, const char *answer) {
    struct import *p = state;
    size_t before = strlen(p->map);
    char why[sizeof p->message];
    const char *column = strcmp(answer, _("不要")) == 0 ? "ignore" : answer;
    if (!*answer) return;
    snprintf(p->map + before, sizeof p->map - before, "%s%s=%s", before ? "\n" : "", p->header, column);
    look(p);
    if (readable(p)) {
        if (*p->report.unknown_headers) ask_header(p);
        return;
    }
    yz_copy(why, sizeof why, p->message);
    p->map[before] = '\0';
    look(p);
    yz_ui_say(ui, YZ_ROLE_ERROR, "%s", why);
}

static void ask_header(struct import *p) {
    const char *all = p->report.unknown_headers;
    char question[sizeof p->header + 128];
    snprintf(p->header, sizeof p->header, "%.*s", (int)strcspn(all, "|"), all);
    snprintf(question, sizeof question, _("“%s”是哪一栏（不用的写 不要）"), p->header);
    if (*p->header) yz_ui_ask_line(p->ui, question, "", take_header);
}

/* --- choices --- */

/* The one after that which was read, in the order of the workbook. */
static void next_sheet(struct import *p) {
    const struct yz_import_report *r = &p->report;
    const char *at = r->sheet_names;
    while (*at && (strncmp(at, r->sheet, strcspn(at, "|")) != 0 || r->sheet[strcspn(at, "|")]))
        at += strcspn(at, "|"), at += *at == '|';
    at += strcspn(at, "|");
    at = *at ? at + 1 : r->sheet_names;
    snprintf(p->sheet, sizeof p->sheet, "%.*s", (int)strcspn(at, "|"), at);
    guess(p);
}

static bool pick(struct import *p, int number) {
    char path[YZ_PICK_PATH + 16];
    if (number == SHEET) return p->report.sheets > 1 && !p->done ? next_sheet(p), true : true;
    if (p->bulk && number <= PLACES) return true; /* what it is about is known, and it makes no places */
    if (number >= 1 && number <= DIGITS) {
        p->kind = (size_t)number - 1;
    } else if (number == PLACES) {
        p->places = !p->places;
    } else if (number == WHOLE) {
        p->whole = !p->whole;
    } else if (number == SENDER) {
        return yz_ui_ask_line(p->ui, _("台账从哪里来（按它记下的表头对应读）"), p->sender, name_sender), true;
    } else if (number == REJECTS && p->report.rejected) {
        snprintf(path, sizeof path, _("%s.退回.csv"), p->path);
        return yz_ui_suggest(p->ui, _("退回的行写到哪个文件"), path, write_rejects), true;
    } else {
        return true;
    }
    look(p);
    return true;
}

static bool turn(struct import *p, size_t by) {
    p->kind = (p->kind + by) % KINDS;
    look(p);
    return true;
}

static bool written(const struct import *p) {
    return p->done && p->report.act;
}

/* Only this import: what was done before it is taken back elsewhere. */
static bool undo(struct import *p) {
    if (!written(p)) return yz_ui_say(p->ui, YZ_ROLE_WARNING, "%s", _("这个文件没有写入什么，没有要撤销的")), true;
    p->done = false; /* to be imported again, or not */
    return false;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct import *p = state;
    (void)ui;
    if (!p->chosen) {
        if (!yz_file_pick_input(&p->pick, in, p->path)) return false;
        if (*p->path) {
            p->chosen = true;
            p->sheet[0] = p->map[0] = '\0';
            guess(p);
        }
        return true;
    }
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    if (in->request == YZ_REQ_BACK) return p->chosen = false, true;
    if (in->request == YZ_REQ_PICK) return pick(p, in->number);
    if (in->request == YZ_REQ_EDIT && !p->done && *p->report.unknown_headers) return ask_header(p), true;
    if (in->request == YZ_REQ_NEW) return ask_consent(p);
    if (in->request == YZ_REQ_LEFT && !p->bulk) return turn(p, KINDS - 1);
    if (in->request == YZ_REQ_RIGHT && !p->bulk) return turn(p, 1);
    if (in->request == YZ_REQ_OPEN || in->request == YZ_REQ_SAVE) return import(p);
    if (in->request == YZ_REQ_UNDO) return undo(p);
    return yz_list_input(&p->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct import *p = state;
    (void)ui;
    return !p->chosen || yz_list_editing(&p->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct import *p = state;
    (void)ui;
    return p->chosen ? yz_list_cursor(&p->list, y, x) : yz_prompt_cursor(&p->pick.prompt, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct import *p = state;
    (void)ui;
    if (!p->chosen) yz_copy(out, room, _("打文件名，Tab 补全，Enter 打开文件夹或试读文件；.xlsx 和 CSV 都行"));
    else if (p->bulk)
        snprintf(out, room, _("7 有错全不导入：%1$s   8 来源：%2$s   9 退回写文件"), p->whole ? _("是") : _("否"),
                 *p->sender ? p->sender : _("无"));
    else
        snprintf(out, room, _("6 建小区楼栋：%1$s   7 有错全不导入：%2$s   8 来源：%3$s   9 退回写文件"),
                 p->places ? _("是") : _("否"), p->whole ? _("是") : _("否"), *p->sender ? p->sender : _("无"));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("导入")},
                                       {YZ_REQ_EDIT, N_("认表头")},
                                       {YZ_REQ_UNDO, N_("撤销导入")},
                                       {YZ_REQ_NEW, N_("监护人同意")},
                                       {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint choosing[] = {
        {YZ_REQ_OPEN, N_("试读")}, {YZ_REQ_DOWN, N_("挑选")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint reading[][6] = {{{YZ_REQ_OPEN, N_("导入")},
                                                 {YZ_REQ_EDIT, N_("认表头")},
                                                 {YZ_REQ_NEW, N_("监护人同意")},
                                                 {YZ_REQ_FILTER, NULL},
                                                 {YZ_REQ_BACK, NULL},
                                                 {YZ_REQ_NONE, NULL}},
                                                {{YZ_REQ_OPEN, N_("导入")},
                                                 {YZ_REQ_EDIT, N_("认表头")},
                                                 {YZ_REQ_FILTER, NULL},
                                                 {YZ_REQ_BACK, NULL},
                                                 {YZ_REQ_NONE, NULL}}};
    static const struct yz_hint done[] = {{YZ_REQ_UNDO, N_("撤销导入")}, {YZ_REQ_OPEN, N_("导入")},
                                          {YZ_REQ_EDIT, N_("认表头")},   {YZ_REQ_FILTER, NULL},
                                          {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};
    const struct import *p = state;
    (void)ui;
    if (!p->chosen) return choosing;
    return written(p) ? done : reading[p->bulk != NULL];
}

const struct yz_screen yz_import_screen = {
    .name = "import",
    .title = N_("导入"),
    .help = N_("居民、房屋、户、楼栋、工作人员、需求、资源的台账：打文件名（Tab "
               "补全），先试读，一行一行列出每一处错误，不写入。\n"
               "Enter 导入好的行，是一次办理：Ctrl-Z 撤销整次。再导入一遍什么也不变。\n"
               "1 到 5 和左右键换台账的种类，6 没有的小区、楼栋、提供方就建立，7 有一行错就全部不导入，8 "
               "按来源记下的表头对应读，"
               "9 把退回的行连同原因写成文件，改好直接导入。工作簿有几张工作表的，0 换一张。\n"
               "新的不满 14 周岁的居民要有监护人同意（“监护人同意”一栏）；行里没有的，Ctrl-N 写一次，整个文件按它记。\n"
               "有不认识的表头，Ctrl-E 一个一个说是哪一栏；写了来源（8）的，导入时记下，下次自己认得。\n"),
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_LINE | YZ_PART_CHOICES,
    .size = sizeof(struct import),
    .open = open_import,
    .close = close_import,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
