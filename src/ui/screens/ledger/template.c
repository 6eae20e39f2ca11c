/* One template: its columns, and what each is filled with and how it is written. A new one begins with the empty table that
 * a superior sent. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/ledger/file_pick.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/templates.h>

#define FORM "template"
enum { SOURCES = 96 };

static const char *const kinds[] = {"residents", "dwellings", "households", "buildings", "staff"};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct line {
    int64_t id;
    struct yz_template_column c;
};

struct template {
    struct yz_ui *ui;
    struct yz_file_pick pick;
    bool chosen, changed;
    char path[YZ_PICK_PATH];
    struct yz_template t;
    struct line lines[YZ_TEMPLATE_COLUMNS];
    size_t count;
    struct yz_template_source sources[SOURCES];
    size_t source_count;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("表头"), 16, 28, 1, YZ_LEFT},
                                           {N_("填什么"), 14, 24, 2, YZ_LEFT},
                                           {N_("字段"), 12, 20, 4, YZ_LEFT},
                                           {N_("写法"), 10, 0, 3, YZ_LEFT}};

static const char *label_of(const struct template *p, const char *source) {
    for (size_t i = 0; i < p->source_count; i++)
        if (strcmp(p->sources[i].name, source) == 0) return p->sources[i].label;
    return strncmp(source, "text:", 5) == 0 ? source + 5 : _("（还不知道，Enter 写明）");
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct template *p = ctx;
    const struct line *l = row;
    const char *texts[] = {l->c.header, label_of(p, l->c.source), l->c.source, l->c.form};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return *((const struct line *)row)->c.source ? YZ_ROLE_TEXT : YZ_ROLE_WARNING;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

static void show(struct template *p) {
    struct yz_template_column all[YZ_TEMPLATE_COLUMNS];
    p->count = yz_template_columns(&p->t, all, YZ_TEMPLATE_COLUMNS);
    for (size_t i = 0; i < p->count; i++) p->lines[i] = (struct line){(int64_t)i + 1, all[i]};
    p->source_count = yz_template_sources(yz_ui_session(p->ui), p->t.kind, p->sources, SOURCES);
    yz_list_array(&p->list, p->lines, p->count);
}

/* --- the draft: what a new or changed template is so far --- */

static void keep_draft(struct template *p) {
    const struct yz_draft_pair pairs[] = {{"name", p->t.name},     {"kind", p->t.kind},
                                          {"title", p->t.title},   {"columns", p->t.columns},
                                          {"format", p->t.format}, {"encoding", p->t.encoding}};
    p->changed = true;
    yz_ui_ok(p->ui,
             yz_drafts_write(yz_ui_session(p->ui), FORM, p->t.id, p->t.version, pairs, sizeof pairs / sizeof *pairs));
}

static void drop_draft(struct template *p) {
    yz_drafts_drop(yz_ui_session(p->ui), FORM, p->t.id);
    p->changed = false;
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct template *p = ctx;
    const struct yz_field *f = yz_field_named(&yz_template_kind, name);
    if (f) yz_copy((char *)&p->t + f->offset, f->size, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct template *p = state;
    yz_moment at;
    (void)answer;
    if (!yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), FORM, p->t.id, take_pair, p, &at))) return;
    p->chosen = p->changed = true;
    show(p);
}

static void offer_draft(struct template *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[128];
    yz_drafts_read(yz_ui_session(p->ui), FORM, p->t.id, NULL, NULL, &at);
    if (!at) return;
    snprintf(question, sizeof question, _("有 %s 没改完的模板"), yz_moment_text(at, when));
    yz_ui_offer(p->ui, question, _("接着改"), take_draft);
}

static enum yz_status open_template(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct template *p = state;
    p->ui = ui;
    p->chosen = target->id != 0;
    enum yz_status status = target->id ? yz_record_get(yz_ui_session(ui), YZ_TEMPLATE, target->id, &p->t) : YZ_OK;
    if (status != YZ_OK) return status;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    if (p->chosen) show(p);
    else yz_file_pick_open(&p->pick, N_("上级发来的空表"), "");
    offer_draft(p);
    return YZ_OK;
}

static void close_template(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct template *)state)->list);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("上报模板"), ((struct template *)state)->t.name);
}

/* --- a new one --- */

/* Which list it is of: the one that knows most of the headers. */
static enum yz_status read_file(struct template *p, const char *name) {
    struct yz_template *t = calloc(1, sizeof *t);
    size_t least = SIZE_MAX, unknown;
    enum yz_status first = YZ_REFUSED;
    if (!t) return yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = KINDS; i-- > 0;) {
        first = yz_template_from_file(yz_ui_session(p->ui), name, kinds[i], p->path, NULL, t, &unknown);
        if (first != YZ_OK || unknown > least) continue;
        least = unknown;
        p->t = *t;
    }
    free(t);
    return least < SIZE_MAX ? YZ_OK : first;
}

static void name_it(struct yz_ui *ui, void *state, const char *name) {
    struct template *p = state;
    if (!yz_ui_ok(ui, read_file(p, name))) return;
    p->chosen = true;
    keep_draft(p);
    show(p);
    yz_list_restart(&p->list);
}

/* --- a column --- */

static void set_column(struct yz_ui *ui, void *state, const char *text) {
    struct template *p = state;
    struct yz_template_column all[YZ_TEMPLATE_COLUMNS];
    const struct line *l = yz_list_selected(&p->list);
    size_t at = l ? (size_t)l->id - 1 : 0;
    if (!l || !yz_ui_ok(ui, yz_template_column_set(&p->t, &p->lines[at].c, text))) return;
    for (size_t i = 0; i < p->count; i++) all[i] = p->lines[i].c;
    if (!yz_ui_ok(ui, yz_template_set_columns(&p->t, all, p->count))) return;
    keep_draft(p);
    show(p);
}

static bool ask_column(struct template *p) {
    const struct line *l = yz_list_selected(&p->list);
    char text[256], question[128];
    if (!l) return true;
    snprintf(text, sizeof text, "%s%s%s", l->c.source, *l->c.form ? " @ " : "", l->c.form);
    snprintf(question, sizeof question, _("“%s”填什么 @ 写法"), l->c.header);
    yz_ui_ask_line(p->ui, question, text, set_column);
    return true;
}

static void set_title(struct yz_ui *ui, void *state, const char *text) {
    struct template *p = state;
    (void)ui;
    yz_copy(p->t.title, sizeof p->t.title, text);
    keep_draft(p);
}

static bool save(struct template *p) {
    int64_t draft = p->t.id; /* it gets an id */
    if (!yz_ui_ok(p->ui, yz_template_save(yz_ui_session(p->ui), &p->t))) return true;
    yz_drafts_drop(yz_ui_session(p->ui), FORM, draft);
    yz_ui_back(p->ui);
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已保存上报模板“%s”"), p->t.name);
    return true;
}

static void leave(struct yz_ui *ui, void *state, const char *answer) {
    (void)answer;
    drop_draft(state);
    yz_ui_back(ui);
}

static bool pick(struct template *p, int number) {
    if (number == 1) yz_ui_ask_line(p->ui, _("表头上方的标题（{date} 换成当天）"), p->t.title, set_title);
    if (number == 2) {
        yz_copy(p->t.format, sizeof p->t.format, strcmp(p->t.format, "xlsx") == 0 ? "csv" : "xlsx");
        keep_draft(p);
    }
    return true;
}

static bool choose(struct template *p, const struct yz_input *in) {
    const char *slash;
    char name[96];
    if (!yz_file_pick_input(&p->pick, in, p->path)) return false;
    if (!*p->path) return true;
    slash = strrchr(p->path, '/');
    yz_copy(name, sizeof name, slash ? slash + 1 : p->path);
    name[strcspn(name, ".")] = '\0';
    yz_ui_suggest(p->ui, _("模板叫什么"), name, name_it);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct template *p = state;
    if (!p->chosen) return choose(p, in);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    if (in->request == YZ_REQ_BACK && p->changed) return yz_ui_ask(ui, _("改了还没有保存"), _("不要了"), leave), true;
    if (in->request == YZ_REQ_OPEN) return ask_column(p);
    if (in->request == YZ_REQ_SAVE) return save(p);
    if (in->request == YZ_REQ_PICK) return pick(p, in->number);
    return yz_list_input(&p->list, in);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct template *p = state;
    char title[sizeof p->t.title];
    (void)ui;
    if (!p->chosen) {
        yz_prompt_paint(&p->pick.prompt, area);
        return;
    }
    yz_text_line(title, sizeof title, p->t.title);
    yz_paintf(area, 0, 1, YZ_ROLE_VALUE, "%s  %s  %s", p->t.kind, p->t.format, title);
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct template *p = state;
    (void)ui;
    return !p->chosen || yz_list_editing(&p->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct template *p = state;
    (void)ui;
    return p->chosen ? yz_list_cursor(&p->list, y, x) : yz_prompt_cursor(&p->pick.prompt, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct template *p = state;
    (void)ui;
    yz_copy(out, room,
            p->chosen ? _("Enter 改这一列：字段或名称 @ 写法，空着写 blank   1 标题   2 换 csv/xlsx")
                      : _("打文件名，Tab 补全，Enter 选上级发来的空表"));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("改这一列")},
                                       {YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_template_screen = {
    .name = "template",
    .title = N_("上报模板的列"),
    .help = N_("上级空表的每一列填什么：认得的表头已经对上，不认得的标出来，Enter 写明；空着的列写 blank，固定的字写 "
               "text:字。\n"
               "@ 后面是写法：代码写 code（数字）、code2（两位）、label（文字）、key，或 男:1|女:2；日期写 "
               "yyyymmdd、yyyy年m月d日；\n"
               "是否写 1/0。Ctrl-S 保存。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_LINE | YZ_PART_CHOICES,
    .size = sizeof(struct template),
    .open = open_template,
    .close = close_template,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .status = status,
    .hints = hints,
};
