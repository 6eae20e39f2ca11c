/* 公示预览: what the form of a notice asks for, line by line or page by page; what tells who is marked and mended here; then it
 * goes out. The form is read from its draft, so it is there again after Esc. */
#include "base/text.h"
#include "ui/screens/lists/notice_view.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/session.h>

struct preview {
    struct yz_ui *ui;
    struct yz_notice want;
    struct yz_notice_view view;
};

static void take(void *ctx, const char *name, const char *value) {
    struct preview *p = ctx;
    struct yz_findings f = {0};
    const struct yz_field *field = yz_field_named(&yz_notice_kind, name);
    if (field) yz_field_set(field, &p->want, value, false, &f);
    yz_findings_free(&f);
}

static enum yz_status read_all(struct preview *p) {
    struct yz_notice_draft d;
    struct yz_findings f = {0};
    enum yz_status status = yz_notice_prepare(yz_ui_session(p->ui), &p->want, &d, &f);
    yz_findings_free(&f);
    return status == YZ_OK ? yz_notice_view_show(&p->view, &d, p->view.paper) : status;
}

static enum yz_status open_preview(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct preview *p = state;
    yz_moment at;
    p->ui = ui;
    enum yz_status status = yz_drafts_read(yz_ui_session(ui), "notice", target->id, take, p, &at);
    p->want.replaces = target->id;
    if (status == YZ_OK) status = read_all(p);
    if (status != YZ_OK) yz_notice_view_close(&p->view);
    return status;
}

static void close_preview(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_notice_view_close(&((struct preview *)state)->view);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_notice *n = &((struct preview *)state)->view.draft.notice;
    (void)ui;
    snprintf(out, room, _("公示预览 %1$s %2$s"), n->number, n->title);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct preview *p = state;
    const struct yz_notice_draft *d = &p->view.draft;
    (void)ui;
    if (d->problem_count)
        yz_paintf(area, 0, 1, YZ_ROLE_ERROR, _("%1$zu 条里有 %2$zu 条不能公开：Ctrl-E 写一句公开的话，1 不公开这一条"),
                  d->count, d->problem_count);
    else if (!d->count) yz_paint(area, 0, 1, area.columns, YZ_ROLE_WARNING, _("都不公开：没有可以发出的"));
    else yz_paintf(area, 0, 1, YZ_ROLE_GOOD, _("%zu 条都可以公开，Ctrl-S 发出"), d->count);
    yz_list_paint(&p->view.list, yz_area_below(area, 1), true);
}

/* --- mending --- */

/* `text` NULL: left out, or what is left out comes back with the words that it had. */
static bool word(struct preview *p, const char *text) {
    enum yz_kind_id kind;
    int64_t id;
    const char *shown;
    bool back = !text && yz_notice_view_left(&p->view);
    if (!yz_notice_view_about(&p->view, &kind, &id, &shown)) return true;
    enum yz_status status = yz_notice_word(yz_ui_session(p->ui), kind, id,
                                           text   ? text
                                           : back ? shown
                                                  : "",
                                           !text && !back);
    if (status != YZ_OK) return false;
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, "%s", text ? _("公开时用这句话") : back ? _("放回来了") : _("这一条不公开"));
    return true;
}

/* What was refused is there to be mended, with what is wrong with it. */
static void worded(struct yz_ui *ui, void *state, const char *answer) {
    char why[256];
    if (word(state, answer)) return;
    snprintf(why, sizeof why, "%s", yz_message());
    yz_ui_ask_line(ui, why, answer, worded);
}

/* The text to begin with is what is left of its own. */
static bool ask_word(struct preview *p) {
    enum yz_kind_id kind;
    int64_t id;
    const char *shown;
    if (!yz_notice_view_about(&p->view, &kind, &id, &shown)) return false;
    yz_ui_ask_line(p->ui, _("公开的话"), shown, worded);
    return true;
}

static bool open_record(struct preview *p) {
    enum yz_kind_id kind;
    int64_t id;
    const char *shown;
    if (!yz_notice_view_about(&p->view, &kind, &id, &shown)) return false;
    return yz_ui_open(p->ui, &YZ_TARGET("list-entry", kind, id)), true;
}

/* --- out --- */

static void publish(struct yz_ui *ui, void *state, const char *answer) {
    struct preview *p = state;
    struct yz_notice made;
    struct yz_findings f = {0};
    char folder[4096];
    yz_copy(folder, sizeof folder, answer);
    enum yz_status status = yz_notice_publish(yz_ui_session(ui), &p->want, folder, &made, &f);
    yz_findings_free(&f);
    if (!yz_ui_ok(ui, status)) return;
    yz_drafts_drop(yz_ui_session(ui), "notice", p->want.replaces);
    yz_ui_back(ui); /* from here, and out of the form */
    yz_ui_replace(ui, &YZ_TARGET("notice", YZ_NOTICE, made.id));
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("已公示 %1$s，文件在 %2$s"), made.number, folder);
}

/* Beside the station file, unless another one is said. */
static bool ask_folder(struct preview *p) {
    char folder[4096];
    yz_copy(folder, sizeof folder, yz_session_path(yz_ui_session(p->ui)));
    char *slash = strrchr(folder, '/');
    if (slash) slash[slash == folder] = '\0';
    else yz_copy(folder, sizeof folder, ".");
    if (p->view.draft.problem_count)
        yz_ui_say(p->ui, YZ_ROLE_ERROR, _("有 %zu 条不能公开，什么也没有发出"), p->view.draft.problem_count);
    else yz_ui_ask_line(p->ui, _("放到哪个文件夹"), folder, publish);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct preview *p = state;
    (void)ui;
    if (yz_list_editing(&p->view.list)) return yz_list_input(&p->view.list, in);
    switch (in->request) {
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: return yz_notice_view_turn(&p->view, !p->view.paper), true;
    case YZ_REQ_SAVE: return ask_folder(p);
    case YZ_REQ_EDIT: return ask_word(p);
    case YZ_REQ_OPEN: return open_record(p);
    case YZ_REQ_PICK:
        if (in->number != 1 || p->view.paper) return false;
        return yz_ui_ok(ui, word(p, NULL) ? YZ_OK : YZ_REFUSED), true;
    default: return yz_list_input(&p->view.list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("发出")},
                                       {YZ_REQ_NEXT, N_("清单或纸面")},
                                       {YZ_REQ_EDIT, N_("公开措辞")},
                                       {YZ_REQ_OPEN, NULL},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_notice_preview_screen = {
    .name = "notice-preview",
    .title = N_("公示预览"),
    .help = N_("发出以前先看：一条一行，Tab 换成贴出去的 A4 纸面。看得出是谁的标出来，有一条就都不发。\n"
               "Ctrl-E 写一句公开的话代替原文，1 这一条不公开，再按 1 放回；Enter 看原来的记录；下次公示还用。\n"
               "Ctrl-S 问放到哪个文件夹，写出网页、A4 文本和表格，编号接着上一份。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct preview),
    .list = YZ_WHERE(struct preview, view.list),
    .open = open_preview,
    .close = close_preview,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
