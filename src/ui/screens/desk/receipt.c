/* 文书: the papers of a record as they will be printed, and the printing. The target's key names the paper to begin with. */
#include "base/buffer.h"
#include "base/text.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

struct receipt {
    struct yz_ui *ui;
    enum yz_kind_id kind; /* YZ_NO_KIND: a certificate, by its number */
    int64_t id;
    enum yz_paper papers[YZ_PAPERS]; /* those that can be printed now */
    size_t count, shown;
    char subject[96]; /* "2026-000123" */
    struct yz_buffer text;
    char refused[512]; /* why there is no text; "" = there is one */
    int lines, top, height;
};

static enum yz_paper paper_of(const struct receipt *r) {
    return r->papers[r->shown];
}

static enum yz_status read_text(struct receipt *r) {
    yz_buffer_clear(&r->text);
    enum yz_status status =
        yz_paper_text_of(yz_ui_session(r->ui), r->kind, r->id, paper_of(r), YZ_COLUMNS_A4, &r->text);
    yz_copy(r->refused, sizeof r->refused, status == YZ_REFUSED ? yz_message() : "");
    r->lines = 0;
    for (const char *p = yz_buffer_string(&r->text); *p; p++) r->lines += *p == '\n';
    return status;
}

/* Goes to a paper, when it can be printed. */
static bool show(struct receipt *r, enum yz_paper paper) {
    for (size_t i = 0; i < r->count; i++) {
        if (r->papers[i] == paper) return r->shown = i, true;
    }
    return false;
}

/* What can be printed may have changed: the paper shown stays when it still can, else the first one comes. */
static enum yz_status read_all(struct receipt *r, enum yz_paper wanted) {
    struct yz_session *s = yz_ui_session(r->ui);
    enum yz_status status = yz_papers_of(s, r->kind, r->id, r->papers, &r->count);
    if (status == YZ_OK && !r->count) status = yz_fail(YZ_REFUSED, _("现在没有可以打印的文书"));
    if (status != YZ_OK) return status;
    r->shown = 0;
    show(r, wanted);
    return read_text(r);
}

static enum yz_status open_receipt(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct receipt *r = state;
    enum yz_paper paper = YZ_PAPER_RECEIPT;
    r->ui = ui;
    r->kind = target->kind;
    r->id = target->id;
    if (*target->key) yz_paper_from_key(target->key, &paper);
    if (r->kind != YZ_NO_KIND) yz_record_title(yz_ui_session(ui), r->kind, r->id, true, r->subject, sizeof r->subject);
    enum yz_status status = read_all(r, paper);
    if (status != YZ_OK) yz_buffer_free(&r->text);
    return status;
}

static void close_receipt(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_buffer_free(&((struct receipt *)state)->text);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct receipt *r = state;
    (void)ui;
    snprintf(out, room, "%s %s", yz_paper_name(paper_of(r)), r->subject);
}

static void scroll(struct receipt *r, int by) {
    int last = r->lines > r->height ? r->lines - r->height : 0;
    r->top += by;
    r->top = r->top > last ? last : r->top < 0 ? 0 : r->top;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct receipt *r = state;
    const char *p = yz_buffer_string(&r->text);
    (void)ui;
    r->height = area.rows;
    scroll(r, 0);
    if (*r->refused) yz_paint_wrap(area, 0, 0, YZ_ROLE_ERROR, r->refused);
    for (int row = -r->top; *p && row < area.rows; row++) {
        size_t length = strcspn(p, "\n");
        if (row >= 0) yz_paint_n(area, row, 0, area.columns, YZ_ROLE_TEXT, p, length);
        p += length + (p[length] == '\n');
    }
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct receipt *r = state;
    struct yz_print to;
    if (yz_ui_ok(ui, yz_print_parse(answer, &to)) &&
        yz_ui_ok(ui, yz_paper_print_of(yz_ui_session(ui), r->kind, r->id, paper_of(r), &to))) {
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), yz_paper_name(paper_of(r)));
    }
}

static void turn(struct receipt *r, size_t by) {
    if (r->count == 1) yz_ui_say(r->ui, YZ_ROLE_TEXT, _("现在只有这一份可以打印"));
    r->shown = (r->shown + by) % r->count;
    r->top = 0;
    yz_ui_ok(r->ui, read_text(r));
}

/* The case itself, from its paper; another record stands in the list behind. */
static void look(struct yz_ui *ui, const struct receipt *r) {
    if (r->kind == YZ_CASE) yz_ui_replace(ui, &YZ_TARGET("case", YZ_CASE, r->id));
    else yz_ui_back(ui);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct receipt *r = state;
    switch (in->request) {
    case YZ_REQ_PRINT: yz_ui_suggest(ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print); return true;
    case YZ_REQ_NEXT: turn(r, 1); return true;
    case YZ_REQ_PREVIOUS: turn(r, r->count - 1); return true;
    case YZ_REQ_UP: scroll(r, -1); return true;
    case YZ_REQ_DOWN: scroll(r, 1); return true;
    case YZ_REQ_PAGE_UP: scroll(r, -r->height); return true;
    case YZ_REQ_PAGE_DOWN: scroll(r, r->height); return true;
    case YZ_REQ_HOME: scroll(r, -r->lines); return true;
    case YZ_REQ_END: scroll(r, r->lines); return true;
    case YZ_REQ_OPEN: look(ui, r); return true;
    default: return false;
    }
}

/* The other papers by name: what Tab leads to. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct receipt *r = state;
    size_t used = 0;
    (void)ui;
    if (r->lines > r->height)
        used =
            (size_t)snprintf(out, room, _("第 %1$d–%2$d 行，共 %3$d 行   "), r->top + 1, r->top + r->height, r->lines);
    for (size_t i = 1; i < r->count && used < room; i++) {
        enum yz_paper other = r->papers[(r->shown + i) % r->count];
        used += (size_t)snprintf(out + used, room - used, "%s%s", i > 1 ? " · " : "Tab ", yz_paper_name(other));
    }
    out[yz_utf8_cut(out, room - 1)] = '\0';
}

/* On the first line shown: a screen reader reads on from there. */
static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    (void)state;
    *y = 1;
    *x = 0;
    return true;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct receipt *r = state;
    (void)ui;
    return read_all(r, paper_of(r));
}

static const struct yz_hint hints[] = {{YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_NEXT, N_("另一份")},
                                       {YZ_REQ_OPEN, N_("看记录")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint only[] = {
        {YZ_REQ_PRINT, NULL}, {YZ_REQ_OPEN, N_("看记录")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    (void)ui;
    return ((const struct receipt *)state)->count > 1 ? hints : only;
}

const struct yz_screen yz_receipt_screen = {
    .name = "receipt",
    .title = N_("文书"),
    .help = N_("文书和印出来的一样；Tab 换现在能打印的另一份，Ctrl-P 打印（每次打印记入日志，再打印的印上补打）。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_PAGES,
    .size = sizeof(struct receipt),
    .open = open_receipt,
    .close = close_receipt,
    .headline = headline,
    .paint = paint,
    .input = input,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
