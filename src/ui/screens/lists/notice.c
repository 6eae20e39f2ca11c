/* 一份公示: its lines as they were published, the A4 pages, and what came in about it. */
#include "base/buffer.h"
#include "base/text.h"
#include "ui/screens/lists/notice_view.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/session.h>

enum part { LINES, PAPER, FEEDBACK, PARTS };
enum { MOST = 1024 };

struct notice {
    struct yz_ui *ui;
    enum part part;
    struct yz_notice_view view;
    struct yz_feedback *feedback;
    size_t count;
    int64_t becomes;     /* the feedback that is to become a need */
    struct yz_list list; /* of the part shown, when it is feedback */
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 3, YZ_LEFT}, {N_("第几条"), 4, 6, 2, YZ_RIGHT},   {N_("反馈"), 20, 0, 1, YZ_LEFT},
    {N_("答复"), 12, 30, 4, YZ_LEFT}, {N_("转为需求"), 8, 10, 5, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_feedback *b = row;
    char at[YZ_MOMENT_TEXT], line[24] = "", need[32] = "";
    (void)ctx;
    if (b->line) snprintf(line, sizeof line, "%lld", (long long)b->line);
    if (b->need) yz_ref_text(YZ_NEED, b->need, need);
    const char *texts[] = {yz_moment_text(b->at, at), line, b->text, b->answer, need};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_feedback), .cell = cell};

static enum yz_status read_all(struct notice *p, int64_t id) {
    struct yz_notice_draft d;
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_status status = yz_notice_load(s, id, &d);
    if (status == YZ_OK) status = yz_notice_view_show(&p->view, &d, p->part == PAPER);
    if (status == YZ_OK) status = yz_feedback_page(s, id, 0, p->feedback, MOST, &p->count);
    yz_list_array(&p->list, p->feedback, p->count);
    return status;
}

static void close_notice(struct yz_ui *ui, void *state) {
    struct notice *p = state;
    (void)ui;
    yz_notice_view_close(&p->view);
    yz_list_close(&p->list);
    free(p->feedback);
}

static enum yz_status open_notice(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct notice *p = state;
    p->ui = ui;
    p->feedback = calloc(MOST, sizeof *p->feedback);
    if (!p->feedback) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有收到反馈，Ctrl-N 登记一条");
    enum yz_status status = read_all(p, target->id);
    if (status != YZ_OK) close_notice(ui, state);
    return status;
}

static struct yz_list *list_of(struct notice *p) {
    return p->part == FEEDBACK ? &p->list : &p->view.list;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_notice *n = &((struct notice *)state)->view.draft.notice;
    snprintf(out, room, _("公示 %1$s %2$s"), n->number,
             yz_code_label("notice_state", yz_notice_state(yz_ui_session(ui), n)));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    static const char *const names[PARTS] = {N_("清单"), N_("纸面"), N_("反馈")};
    struct notice *p = state;
    const struct yz_notice *n = &p->view.draft.notice;
    char from[YZ_DATE_TEXT], to[YZ_DATE_TEXT], line[320];
    int x = 1;
    (void)ui;
    snprintf(line, sizeof line, "%s  %s – %s  %s%s%s", n->title, yz_date_text(n->begins, from),
             yz_date_text(n->ends, to), n->scope, *n->replaced ? _("  替换 ") : "", n->replaced);
    yz_paint(area, 0, 1, area.columns - 1, YZ_ROLE_TEXT, line);
    for (int i = 0; i < PARTS; i++)
        x += 1 + yz_paintf(area, 1, x, i == (int)p->part ? YZ_ROLE_HEADER : YZ_ROLE_DIM,
                           i == PAPER ? _(" %1$s %2$zu 页 ") : " %1$s %2$zu ", yz_tr(names[i]),
                           i == FEEDBACK ? p->count
                           : i == PAPER  ? p->view.pages
                                         : p->view.draft.count);
    yz_list_paint(list_of(p), yz_area_below(area, 2), true);
}

static bool turn(struct notice *p, int by) {
    p->part = (enum part)(((int)p->part + by + PARTS) % PARTS);
    if (p->part != FEEDBACK) yz_notice_view_turn(&p->view, p->part == PAPER);
    return true;
}

/* --- once more, on paper, replaced --- */

static void print(struct yz_ui *ui, void *state, const char *answer) {
    const struct notice *p = state;
    struct yz_print way;
    struct yz_buffer text = {0};
    enum yz_status status = yz_print_parse(answer, &way);
    if (status == YZ_OK) status = yz_notice_render(&p->view.draft, YZ_NOTICE_TEXT, &text);
    if (status == YZ_OK)
        status = yz_print_text(yz_ui_session(ui), YZ_PAPER_PUBLIC, p->view.draft.notice.number, yz_buffer_string(&text),
                               &way);
    yz_buffer_free(&text);
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), _("公示"));
}

static void write_again(struct yz_ui *ui, void *state, const char *answer) {
    const struct notice *p = state;
    if (yz_ui_ok(ui, yz_notice_write(yz_ui_session(ui), p->view.draft.notice.id, answer)))
        yz_ui_say(ui, YZ_ROLE_GOOD, _("文件在 %s，和当时的一字不差"), answer);
}

static bool pick(struct notice *p, int number) {
    if (number == 1) return yz_ui_open(p->ui, &YZ_TARGET("notice-edit", YZ_NOTICE, p->view.draft.notice.id)), true;
    if (number == 2) return yz_ui_ask_line(p->ui, _("放到哪个文件夹"), "", write_again), true;
    return false;
}

/* --- feedback --- */

static bool new_feedback(struct notice *p) {
    struct yz_target t = YZ_TARGET("notice-edit", YZ_NOTICE, p->view.draft.notice.id);
    yz_copy(t.key, sizeof t.key, "feedback");
    return yz_ui_open(p->ui, &t), true;
}

static void to_need(struct yz_ui *ui, void *state, const char *answer) {
    const struct notice *p = state;
    int32_t field;
    int64_t need;
    if (!yz_code_parse("need_field", answer, &field))
        return yz_ui_ask_code(ui, _("没有这个领域："), "need_field", 6, to_need);
    if (!yz_ui_ok(ui, yz_feedback_need(yz_ui_session(ui), p->becomes, field, &need))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("已列入需求清单"));
}

static bool becomes_need(struct notice *p) {
    const struct yz_feedback *b = p->part == FEEDBACK ? yz_list_selected(&p->list) : NULL;
    if (!b) return false;
    p->becomes = b->id;
    yz_ui_ask_code(p->ui, _("需求领域："), "need_field", 6, to_need);
    return true;
}

static bool open_row(struct notice *p) {
    const struct yz_feedback *b = p->part == FEEDBACK ? yz_list_selected(&p->list) : NULL;
    enum yz_kind_id kind;
    int64_t id;
    const char *text;
    if (b) return yz_ui_open(p->ui, &YZ_TARGET("notice-edit", YZ_FEEDBACK, b->id)), true;
    if (p->part == FEEDBACK || !yz_notice_view_about(&p->view, &kind, &id, &text)) return false;
    return yz_ui_open(p->ui, &YZ_TARGET("list-entry", kind, id)), true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct notice *p = state;
    if (yz_list_editing(list_of(p))) return yz_list_input(list_of(p), in);
    switch (in->request) {
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    case YZ_REQ_NEW: return new_feedback(p);
    case YZ_REQ_ACT: return becomes_need(p);
    case YZ_REQ_OPEN: return open_row(p);
    case YZ_REQ_PICK: return pick(p, in->number);
    case YZ_REQ_PRINT: return yz_ui_suggest(ui, _("打印到（lp、lp:队列、file:文件）"), "lp", print), true;
    default: return yz_list_input(list_of(p), in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct notice *p = state;
    (void)ui;
    return read_all(p, p->view.draft.notice.id);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(list_of(state));
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(list_of(state), y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 替换  2 再写出文件"));
}

static const struct yz_hint hints[] = {{YZ_REQ_NEXT, N_("换一部分")}, {YZ_REQ_NEW, N_("登记反馈")}, {YZ_REQ_OPEN, NULL},
                                       {YZ_REQ_ACT, N_("转为需求")},  {YZ_REQ_PRINT, NULL},         {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};
static const struct yz_hint line_hints[] = {{YZ_REQ_NEXT, N_("换一部分")}, {YZ_REQ_NEW, N_("登记反馈")},
                                            {YZ_REQ_OPEN, NULL},           {YZ_REQ_PRINT, NULL},
                                            {YZ_REQ_BACK, NULL},           {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return ((const struct notice *)state)->part == FEEDBACK ? hints : line_hints;
}

const struct yz_screen yz_notice_screen = {
    .name = "notice",
    .title = N_("一份公示"),
    .help = N_("发过的一份，和当时一字不差。Tab 换：清单、A4 纸面、反馈；Enter 看这一条原来的记录。\n"
               "Ctrl-N 登记收到的反馈，Enter 写答复，Ctrl-G 转为需求。Ctrl-P 打印 A4 文本。\n"
               "1 用新的编号替换这一份，2 把三个文件再写一遍。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct notice),
    .open = open_notice,
    .close = close_notice,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
