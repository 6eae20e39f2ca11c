/* 依法删除: who asks and why, what would go and what must stay, and then it is done. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/erase.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

struct erase {
    struct yz_ui *ui;
    struct yz_list list;
    int64_t person;
    char name[64], who[256], why[256], refused[256];
    struct yz_erasure found; /* by a trial, or done */
};

static const struct yz_column columns[] = {
    {N_("记录"), 22, 30, 1, YZ_LEFT}, {N_("怎么办"), 8, 16, 2, YZ_LEFT}, {N_("留下什么、凭什么"), 20, 0, 3, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_erased *x = row;
    char ref[32];
    (void)ctx;
    if (column == 0) snprintf(out, room, "%s %s", yz_tr(yz_kinds[x->kind]->label), yz_ref_text(x->kind, x->id, ref));
    else yz_copy(out, room, column == 1 ? yz_erasing_name(x->how) : x->why);
}

static int64_t id_of(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_erased *)row)->id;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_erased), .cell = cell, .id = id_of};

/* What would happen, by a trial; what stands in the way is said in its place. */
static void look(struct erase *e) {
    yz_erasure_free(&e->found);
    *e->refused = '\0';
    if (!*e->who || !*e->why) return;
    enum yz_status status = yz_person_erase(yz_ui_session(e->ui), e->person, e->who, e->why, true, &e->found);
    if (status != YZ_OK) yz_copy(e->refused, sizeof e->refused, yz_message());
    yz_list_array(&e->list, e->found.all, status == YZ_OK ? e->found.count : 0);
}

static enum yz_status open_erase(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct erase *e = state;
    e->ui = ui;
    e->person = target->id;
    yz_record_title(yz_ui_session(ui), YZ_PERSON, e->person, true, e->name, sizeof e->name);
    yz_list_open(&e->list, &source, e, columns, sizeof columns / sizeof *columns);
    e->list.empty = N_("写明谁申请的、为什么，就列出会删去什么、留下什么");
    return YZ_OK;
}

static void close_erase(struct yz_ui *ui, void *state) {
    struct erase *e = state;
    (void)ui;
    yz_list_close(&e->list);
    yz_erasure_free(&e->found);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("依法删除"), ((struct erase *)state)->name);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct erase *e = state;
    const char *who = _("谁申请"), *why = _("为什么");
    int width = 2 + (yz_text_width(who) > yz_text_width(why) ? yz_text_width(who) : yz_text_width(why));
    (void)ui;
    yz_paint_pair(area, 0, 1, width, who, e->who);
    yz_paint_pair(area, 1, 1, width, why, e->why);
    int rows =
        *e->refused ? yz_paint_wrap(yz_area_part(area, 1, area.columns - 2), 2, 0, YZ_ROLE_ERROR, e->refused) : 1;
    yz_list_paint(&e->list, yz_area_below(area, 3 + rows), true);
}

static void take_why(struct yz_ui *ui, void *state, const char *answer) {
    struct erase *e = state;
    (void)ui;
    yz_copy(e->why, sizeof e->why, answer);
    look(e);
}

static void take_who(struct yz_ui *ui, void *state, const char *answer) {
    struct erase *e = state;
    yz_copy(e->who, sizeof e->who, answer);
    if (*e->why) look(e);
    else yz_ui_ask_line(ui, _("为什么删除，例如 本人撤回同意"), "", take_why);
}

static void do_it(struct yz_ui *ui, void *state, const char *answer) {
    struct erase *e = state;
    struct yz_erasure done = {0};
    (void)answer;
    yz_ui_busy(ui, _("正在删除…"));
    if (yz_ui_ok(ui, yz_person_erase(yz_ui_session(ui), e->person, e->who, e->why, false, &done))) {
        bool purged = done.purged;
        yz_ui_back(ui);
        yz_ui_changed(ui);
        yz_ui_say(ui, purged ? YZ_ROLE_GOOD : YZ_ROLE_WARNING, "%s",
                  purged ? _("已依法删除；此前的备份到轮换时消失")
                         : _("依法删除的内容在文件的空处还有残留：关掉别的终端，运行 yizhan doctor --repair"));
    }
    yz_erasure_free(&done);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct erase *e = state;
    if (in->request == YZ_REQ_PICK && in->number == 1)
        return yz_ui_ask_line(ui, _("谁申请的，例如 本人、监护人、法院"), e->who, take_who), true;
    if (in->request == YZ_REQ_PICK && in->number == 2)
        return yz_ui_ask_line(ui, _("为什么删除，例如 本人撤回同意"), e->why, take_why), true;
    if (in->request != YZ_REQ_SAVE) return yz_list_input(&e->list, in);
    if (e->found.count) yz_ui_ask(ui, _("删除以后不能撤销，确实要删除吗？"), _("删除"), do_it);
    else if (*e->refused) yz_ui_say(ui, YZ_ROLE_ERROR, "%s", e->refused);
    else yz_ui_ask_line(ui, _("谁申请的，例如 本人、监护人、法院"), e->who, take_who);
    return true;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 谁申请   2 为什么"));
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("删除")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_erase_screen = {
    .name = "erase",
    .title = N_("依法删除"),
    .help =
        N_("居民依法要求删除个人信息时用（个人信息保护法第四十七条）：1 写明谁申请的，2 写明为什么，就列出会删去什么、"
           "留下什么、凭什么；Ctrl-S 再问一次，就从记录、日志内容、检索、草稿里删去，不能撤销。\n"
           "还有没办完的事，或是别人的户主，先办完、变更了再来。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct erase),
    .list = YZ_WHERE(struct erase, list),
    .open = open_erase,
    .close = close_erase,
    .headline = headline,
    .paint = paint,
    .input = input,
    .status = status,
    .hints = hints,
};
