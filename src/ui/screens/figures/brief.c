/* 简报: the week, month or year as text with figures; each marked one opens its rows. */
#include "base/buffer.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/figures/figures_lines.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>

enum { WIDE = 76, LINES = 1024 };

struct line {
    int64_t id;
    size_t mark; /* the first that stands in it; 0 = none */
    char text[384];
};

struct brief {
    struct yz_ui *ui;
    struct yz_brief brief;
    struct line *lines;
    size_t count;
    size_t mark; /* of the selected line */
    int64_t of;  /* which line that is */
    struct yz_list list;
};

static const struct yz_column columns[] = {{"", 40, 0, 1, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    (void)ctx;
    (void)column;
    yz_copy(out, room, ((const struct line *)row)->text);
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static size_t first_mark(const char *text) {
    for (const char *at = text; (at = strchr(at, '[')); at++)
        if (at[1] >= '1' && at[1] <= '9') return (size_t)strtoul(at + 1, NULL, 10);
    return 0;
}

static enum yz_status read_lines(struct brief *b) {
    struct yz_buffer text = {0};
    yz_brief_lay(yz_ui_session(b->ui), &b->brief, WIDE, &text);
    b->count = 0;
    if (!b->lines) b->lines = calloc(LINES, sizeof *b->lines);
    if (text.failed || !b->lines) return yz_buffer_free(&text), yz_fail(YZ_BUSY, "%s", _("内存不足"));
    for (const char *at = yz_buffer_string(&text); *at && b->count < LINES; at += strcspn(at, "\n") + 1) {
        struct line *l = &b->lines[b->count++];
        *l = (struct line){.id = (int64_t)b->count};
        snprintf(l->text, sizeof l->text, "%.*s", (int)strcspn(at, "\n"), at);
        l->mark = first_mark(l->text);
    }
    yz_buffer_free(&text);
    yz_list_array(&b->list, b->lines, b->count);
    return YZ_OK;
}

static enum yz_status make(struct brief *b, const char *kind, yz_date from, yz_date to) {
    struct yz_brief fresh;
    enum yz_status status = yz_brief_make(yz_ui_session(b->ui), kind, from, to, 0, &fresh);
    if (status != YZ_OK) return status;
    yz_brief_free(&b->brief);
    b->brief = fresh;
    return read_lines(b);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct brief *b = state;
    char kind[16];
    (void)ui;
    yz_copy(kind, sizeof kind, b->brief.kind);
    return make(b, kind, b->brief.from, b->brief.to);
}

static enum yz_status open_brief(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct brief *b = state;
    b->ui = ui;
    yz_list_open(&b->list, &source, b, columns, 1);
    b->list.no_header = true;
    enum yz_status status = make(b, *target->key ? target->key : "week", 0, 0);
    if (status != YZ_OK) yz_list_close(&b->list);
    return status;
}

static void close_brief(struct yz_ui *ui, void *state) {
    struct brief *b = state;
    (void)ui;
    yz_list_close(&b->list);
    yz_brief_free(&b->brief);
    free(b->lines);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct brief *)state)->list, area, true);
}

/* The mark of the selected line that is chosen: its first, or the one that Right went on to. */
static size_t chosen(const struct brief *b) {
    const struct line *l = yz_list_selected(&b->list);
    return !l ? 0 : l->id == b->of && b->mark ? b->mark : l->mark;
}

static bool choose(struct brief *b, int by) {
    const struct line *l = yz_list_selected(&b->list);
    char mark[24];
    size_t next = chosen(b) + (size_t)by;
    snprintf(mark, sizeof mark, "[%zu]", next);
    if (!l || !next || !strstr(l->text, mark)) return true;
    b->of = l->id;
    b->mark = next;
    return true;
}

static bool open_mark(struct brief *b) {
    size_t mark = chosen(b);
    struct yz_target t = {0};
    if (!mark || mark > b->brief.mark_count) return true;
    if (yz_figure_rows_target(b->brief.marks[mark - 1], &t)) yz_ui_open(b->ui, &t);
    return true;
}

static bool turn(struct brief *b, int by) {
    static const char *const kinds[] = {"week", "month", "year"};
    int at = 0;
    while (at < 2 && strcmp(kinds[at], b->brief.kind) != 0) at++;
    if (yz_ui_ok(b->ui, make(b, kinds[(at + 3 + by) % 3], 0, 0))) yz_list_restart(&b->list);
    return true;
}

/* The week, month or year before that of the day, or the day itself; up to today. */
static void day_answered(struct yz_ui *ui, void *state, const char *answer) {
    struct brief *b = state;
    char kind[16];
    yz_date day;
    yz_copy(kind, sizeof kind, b->brief.kind);
    if (!yz_date_parse(answer, yz_today(), false, &day) || day > yz_today())
        return yz_ui_ask_line(ui, _("看不懂这个日期，例如 昨天、-2、20261120"), answer, day_answered);
    if (yz_ui_ok(ui, make(b, kind, 0, day))) yz_list_restart(&b->list);
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct brief *b = state;
    struct yz_print way;
    enum yz_status status = yz_print_parse(answer, &way);
    if (status == YZ_OK) status = yz_brief_print(yz_ui_session(ui), &b->brief, &way);
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), _("简报"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct brief *b = state;
    if (yz_list_editing(&b->list)) return yz_list_input(&b->list, in);
    switch (in->request) {
    case YZ_REQ_OPEN: return open_mark(b);
    case YZ_REQ_LEFT: return choose(b, -1);
    case YZ_REQ_RIGHT: return choose(b, 1);
    case YZ_REQ_NEXT: return turn(b, 1);
    case YZ_REQ_PREVIOUS: return turn(b, -1);
    case YZ_REQ_DAY: return yz_ui_ask_line(ui, _("到哪一天为止的一周、一月、一年"), NULL, day_answered), true;
    case YZ_REQ_PRINT:
        return yz_ui_ask_line(ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print), true;
    default: return yz_list_input(&b->list, in);
    }
}

/* Where the chosen figure comes from. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct brief *b = state;
    size_t mark = chosen(b);
    (void)ui;
    if (mark && mark <= b->brief.mark_count) yz_brief_source(&b->brief, mark, out, room);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看这些行")},
                                       {YZ_REQ_RIGHT, N_("下一个数")},
                                       {YZ_REQ_NEXT, N_("周、月、年")},
                                       {YZ_REQ_DAY, N_("到哪天")},
                                       {YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_brief_screen = {
    .name = "brief",
    .title = N_("简报"),
    .help = N_("一周、一月、一年的文字和数，从模板来，每个数后面有记号 [3]，下面写着出处。Tab 换周、月、年，Ctrl-Y "
               "到哪一天为止。\n"
               "Enter 打开光标那一行记号的每一行；一行有几个，左右键挑，提示行上写着挑了哪个。Ctrl-P 打印。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct brief),
    .list = YZ_WHERE(struct brief, list),
    .open = open_brief,
    .close = close_brief,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
