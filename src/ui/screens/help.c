/* 帮助: what one does on the screen below, and the keys that do something there, from the table of keys. Typing filters. */
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include "base/text.h"
#include "ui/list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

struct line {
    int64_t id;
    char key[32], text[256];
};

struct help {
    struct yz_list list;
    struct line *lines;
    size_t count;
    int columns;                    /* the lines are broken for */
    const struct yz_screen *screen; /* the one explained, may be NULL */
};

enum { TEXT_LINES = 64, KEYS = 20 /* columns before the text */ };

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    (void)ctx;
    const struct line *l = row;
    yz_copy(out, room, column == 0 ? l->key : l->text);
}

static const struct yz_column columns[] = {{N_("按键"), 12, 16, 1, YZ_LEFT}, {N_("作用"), 20, 0, 2, YZ_LEFT}};
static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static void add(struct help *h, const char *key, const char *text, size_t bytes) {
    struct line *l = &h->lines[h->count++];
    l->id = (int64_t)h->count;
    yz_copy(l->key, sizeof l->key, key);
    char whole[1024];
    if (bytes >= sizeof whole) bytes = yz_utf8_cut(text, sizeof whole - 1);
    memcpy(whole, text, bytes);
    whole[bytes] = '\0';
    yz_copy(l->text, sizeof l->text, whole);
}

/* The lines of the screen's own help. */
static void add_screen(struct help *h, int width) {
    const char *title = yz_tr(h->screen->title), *text = h->screen->help ? yz_tr(h->screen->help) : "";
    for (int n = 0; *text && n < TEXT_LINES; n++) {
        size_t bytes = yz_paint_break(text, width);
        add(h, n == 0 ? title : "", text, bytes);
        text += bytes;
        text += *text == '\n' ? 1 : strspn(text, " ");
    }
}

static const struct yz_hint *hint_of(const struct yz_screen *screen, enum yz_request request) {
    for (const struct yz_hint *hint = screen->hints; hint && hint->request != YZ_REQ_NONE; hint++)
        if ((hint->request & 0xff) == request) return hint;
    return NULL;
}

/* The row of the table, all its keys in the first column; a screen's own word for the key where it has one. */
static void add_key(struct help *h, const struct yz_key_row *row) {
    char key[24], text[256];
    const struct yz_hint *hint = h->screen ? hint_of(h->screen, row->request) : NULL;
    const char *own = hint && hint->label ? yz_tr(hint->label) : NULL;
    yz_key_label(hint ? hint->request : row->request, row->where, key);
    if (!row->help) yz_copy(key, sizeof key, row->keys);
    const char *meaning = row->help ? yz_tr(row->help) : yz_tr(row->label);
    if (own) {
        snprintf(text, sizeof text, "%s · %s", own, meaning);
    } else {
        yz_copy(text, sizeof text, meaning);
    }
    add(h, key, text, strlen(text));
}

/* A function key, on another screen than its own. */
static bool leads_away(struct yz_ui *ui, const struct help *h, enum yz_request request) {
    for (const struct yz_screen *const *s = yz_ui_screens(ui); *s; s++) {
        if ((*s)->function_key == request) return *s != h->screen;
    }
    return false;
}

/* The parts of a screen that take a request. */
static unsigned takers(enum yz_request request) {
    switch (request) {
    case YZ_REQ_UP:
    case YZ_REQ_DOWN:
    case YZ_REQ_HOME:
    case YZ_REQ_END: return YZ_PART_LIST | YZ_PART_FORM | YZ_PART_LINE | YZ_PART_PAGES;
    case YZ_REQ_PAGE_UP:
    case YZ_REQ_PAGE_DOWN: return YZ_PART_LIST | YZ_PART_LINE | YZ_PART_PAGES;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: return YZ_PART_FORM | YZ_PART_LINE;
    case YZ_REQ_MARK: return YZ_PART_LIST | YZ_PART_FORM;
    case YZ_REQ_PICK: return YZ_PART_FORM | YZ_PART_CHOICES;
    case YZ_REQ_OPEN: return YZ_PART_FORM;
    case YZ_REQ_SEARCH:
    case YZ_REQ_SEARCH_NEXT:
    case YZ_REQ_FILTER: return YZ_PART_LIST;
    case YZ_REQ_LEFT:
    case YZ_REQ_RIGHT: return YZ_PART_FORM | YZ_PART_LINE;
    default: return request >= YZ_REQ_RUBOUT ? YZ_PART_FORM | YZ_PART_LINE : 0;
    }
}

/* Whether the keys of a row do something on the screen explained. */
static bool useful(struct yz_ui *ui, const struct help *h, const struct yz_key_row *row) {
    enum yz_request request = row->request, hinted = request == YZ_REQ_PREVIOUS ? YZ_REQ_NEXT : request;
    const struct yz_screen *s = h->screen;
    if (request >= YZ_REQ_CASES && request <= YZ_REQ_SYSTEM) return leads_away(ui, h, request);
    if (!s) return true;
    bool typing = s->parts & (YZ_PART_FORM | YZ_PART_LINE);
    if (!row->help && typing) return false; /* letters and signs that are text there */
    switch (request) {
    case YZ_REQ_HELP:
    case YZ_REQ_FIND:
    case YZ_REQ_LOCK:
    case YZ_REQ_BACK:
    case YZ_REQ_UNDO:
    case YZ_REQ_REDRAW: return true;
    case YZ_REQ_REVEAL: return s->subject != NULL;
    default: return hint_of(s, hinted) || (s->parts & takers(request));
    }
}

/* The lines, broken for a screen of so many columns. */
static void make_lines(struct yz_ui *ui, struct help *h, int width) {
    h->columns = width;
    h->count = 0;
    if (h->screen) add_screen(h, width > 2 * KEYS ? width - KEYS : KEYS);
    for (size_t i = 0; i < yz_key_rows; i++) {
        if (useful(ui, h, &yz_key_table[i])) add_key(h, &yz_key_table[i]);
    }
    yz_list_array(&h->list, h->lines, h->count);
}

static enum yz_status open_help(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct help *h = state;
    (void)target;
    h->screen = yz_ui_present(ui);
    h->lines = calloc(yz_key_rows + TEXT_LINES, sizeof *h->lines);
    if (!h->lines) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&h->list, &source, h, columns, sizeof columns / sizeof *columns);
    return YZ_OK;
}

static void close_help(struct yz_ui *ui, void *state) {
    struct help *h = state;
    (void)ui;
    yz_list_close(&h->list);
    free(h->lines);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct help *h = state;
    (void)ui;
    snprintf(out, room, "%s  %s", _("帮助"), h->screen ? yz_tr(h->screen->title) : "");
    out[yz_utf8_cut(out, room - 1)] = '\0';
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct help *h = state;
    if (area.columns != h->columns) make_lines(ui, h, area.columns);
    yz_list_paint(&h->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct yz_session *s = yz_ui_session(ui);
    if (in->request == YZ_REQ_OPEN && s && !yz_list_editing(&((struct help *)state)->list)) {
        if (!yz_ui_ok(ui, yz_ui_tour(ui))) return true;
        yz_ui_open(ui, &(struct yz_target){.screen = "today"});
        return true;
    }
    return yz_list_input(&((struct help *)state)->list, in);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_FILTER, NULL}, {YZ_REQ_OPEN, N_("导览")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

/* Only where the people are invented. */
static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint none[] = {{YZ_REQ_FILTER, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    struct yz_session *s = yz_ui_session(ui);
    (void)state;
    return s && yz_session_station(s)->invented ? hints : none;
}

const struct yz_screen yz_help_screen = {
    .name = "help",
    .title = N_("帮助"),
    .help = N_("这里有用的按键。Ctrl-T 筛选，Esc 返回；在演示文件上 Enter 从头走一遍导览。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct help),
    .list = YZ_WHERE(struct help, list),
    .open = open_help,
    .close = close_help,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
    .hints_now = hints_now,
};
