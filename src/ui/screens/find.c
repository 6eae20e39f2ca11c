/* 查找: the one line. What is found opens by Enter; the line stays as it was for Esc back. */
#include "base/text.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

/* Also the help: shown until something is typed. */
static const char clues[] = N_("打任何线索：姓名的汉字、全拼、首字母或混打（张xm），电话、证件号的任何一段，"
                               "地址（3-2-501、星体花园南区3-2-501），事项（xse），办件编号，屏幕名。\n"
                               "上下键挑选，Enter 打开。姓名打全了才显示全名。\n");

struct find {
    struct yz_ui *ui;
    struct yz_prompt prompt;
    int columns;
    bool district; /* there is one to ask */
};

static enum yz_status source(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct find *f = ctx;
    return yz_search(yz_ui_session(f->ui), text, 0, out, max, count);
}

static enum yz_status open_find(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct find *f = state;
    struct yz_hub_rules rules;
    f->ui = ui;
    f->district = yz_hub_built() && yz_hub_rules(&rules) == YZ_OK && *rules.url;
    yz_prompt_open(&f->prompt, N_("查找"), source, f, target->key);
    return YZ_OK;
}

/* Somebody is looked for, rather than a case or a door. */
static bool names_somebody(const char *text) {
    size_t digits = strspn(text, "0123456789");
    return !strchr(text, '-') && (text[digits] ? digits == 0 || digits == 17 : digits >= 11);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct find *f = state;
    (void)ui;
    f->columns = area.columns;
    yz_prompt_paint(&f->prompt, area);
    if (f->prompt.count == 0 && !f->prompt.failed && *f->prompt.text && names_somebody(f->prompt.text))
        yz_paint_wrap(yz_area_part(area, 2, area.columns - 4), 2, 0, YZ_ROLE_DIM,
                      f->district
                          ? _("还不在册的人：打地址找到那一户，在户上按 Ctrl-X 登记；登记在别的站的，Ctrl-N 问区县。")
                          : _("还不在册的人：打地址找到那一户，在户上按 Ctrl-X 登记。"));
    if (!*f->prompt.text) yz_paint_wrap(yz_area_part(area, 2, area.columns - 4), 1, 0, YZ_ROLE_DIM, yz_tr(clues));
}

/* The screen that shows a hit. */
static void go(struct yz_ui *ui, const struct yz_hit *hit) {
    static const struct {
        const char *screen;
        enum yz_kind_id kind;
    } way[] = {[YZ_HIT_PERSON] = {"person", YZ_PERSON},           [YZ_HIT_HOUSEHOLD] = {"household", YZ_HOUSEHOLD},
               [YZ_HIT_BUILDING] = {"building", YZ_BUILDING},     [YZ_HIT_CASE] = {"case", YZ_CASE},
               [YZ_HIT_SERVICE] = {"service", YZ_SERVICE},        [YZ_HIT_SCREEN] = {NULL, YZ_NO_KIND},
               [YZ_HIT_NEED] = {"list-entry", YZ_NEED},           [YZ_HIT_RESOURCE] = {"list-entry", YZ_OFFER},
               [YZ_HIT_CERTIFICATE] = {"certificate", YZ_NO_KIND}}; /* never a dwelling: not asked for */
    struct yz_target target = {.kind = way[hit->kind].kind, .id = hit->id};
    const char *screen = way[hit->kind].screen;
    yz_copy(target.screen, sizeof target.screen, screen ? screen : hit->key);
    yz_copy(target.key, sizeof target.key, screen ? hit->key : "");
    yz_ui_open(ui, &target);
}

/* In the district, by the number if that is what was typed. */
static void look_elsewhere(struct find *f) {
    struct yz_target target = {.screen = "elsewhere"};
    char typed[sizeof f->prompt.text];
    yz_text_fold(typed, sizeof typed, f->prompt.text);
    if (strlen(typed) == 18 && strspn(typed, "0123456789") >= 17) yz_copy(target.key, sizeof target.key, typed);
    yz_ui_open(f->ui, &target);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct find *f = state;
    const struct yz_hit *hit = yz_prompt_selected(&f->prompt);
    /* A hit was opened, or F2 pressed again: what is typed next is another clue. */
    if (in->request == YZ_REQ_FIND || (in->request == YZ_REQ_OPEN && hit)) yz_line_offer(&f->prompt.line);
    if (in->request == YZ_REQ_OPEN) {
        if (hit) go(ui, hit);
        return true;
    }
    if (in->request == YZ_REQ_NEW) return look_elsewhere(f), true;
    if (f->prompt.line.offered && in->request == YZ_REQ_UNDO) return false; /* what was done on what was opened */
    return yz_prompt_input(&f->prompt, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    (void)state;
    return true;
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_prompt_cursor(&((struct find *)state)->prompt, y, x);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_prompt_reload(&((struct find *)state)->prompt);
    return YZ_OK;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct find *f = state;
    const struct yz_hit *hit = yz_prompt_selected(&f->prompt);
    (void)ui;
    *out = '\0';
    if (!hit) return;
    snprintf(out, room, "%s  %s  %s", hit->title, hit->subtitle, hit->why);
    /* The row itself says it all where it has the room. */
    if (yz_text_width(hit->subtitle) + yz_text_width(hit->why) + 4 <= f->columns * 2 / 3) *out = '\0';
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, NULL}, {YZ_REQ_DOWN, N_("挑选")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_find_screen = {
    .name = "find",
    .title = N_("查找"),
    .help = clues,
    .function_key = YZ_REQ_FIND,
    .parts = YZ_PART_LINE,
    .size = sizeof(struct find),
    .open = open_find,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
