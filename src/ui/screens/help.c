/* 帮助: what one does on the screen below, and all keys, from the table of keys. Typing filters. */
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

static const struct yz_column columns[] = {{N_("按键"), 12, 16, 1, false}, {N_("作用"), 20, 0, 2, false}};
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

/* The row of the table, all its keys in the first column; a screen's own word for the key where it has one. */
static void add_key(struct help *h, const struct yz_key_row *row) {
    char key[24], text[256];
    const char *own = NULL;
    for (const struct yz_hint *hint = h->screen ? h->screen->hints : NULL; hint && hint->request != YZ_REQ_NONE;
         hint++) {
        if (hint->request == row->request && hint->label) own = yz_tr(hint->label);
    }
    yz_key_label(row->request, row->where, key);
    if (!row->help) yz_copy(key, sizeof key, row->keys);
    const char *meaning = row->help ? yz_tr(row->help) : yz_tr(row->label);
    if (own) {
        snprintf(text, sizeof text, "%s · %s", own, meaning);
    } else {
        yz_copy(text, sizeof text, meaning);
    }
    add(h, key, text, strlen(text));
}

static bool has_screen(struct yz_ui *ui, const struct yz_key_row *row) {
    if (row->request < YZ_REQ_CASES || row->request > YZ_REQ_SYSTEM) return true;
    for (const struct yz_screen *const *s = yz_ui_screens(ui); *s; s++) {
        if ((*s)->function_key == row->request) return true;
    }
    return false;
}

/* The lines, broken for a screen of so many columns. */
static void make_lines(struct yz_ui *ui, struct help *h, int width) {
    h->columns = width;
    h->count = 0;
    if (h->screen) add_screen(h, width > 2 * KEYS ? width - KEYS : KEYS);
    for (size_t i = 0; i < yz_key_rows; i++) {
        if (has_screen(ui, &yz_key_table[i])) add_key(h, &yz_key_table[i]);
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
    (void)ui;
    return yz_list_input(&((struct help *)state)->list, in);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_list_editing(&((struct help *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_list_cursor(&((struct help *)state)->list, y, x);
}

static const struct yz_hint hints[] = {{YZ_REQ_FILTER, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_help_screen = {
    .name = "help",
    .title = N_("帮助"),
    .help = N_("所有按键。Ctrl-T 筛选，Esc 返回。\n"),
    .size = sizeof(struct help),
    .open = open_help,
    .close = close_help,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .hints = hints,
};
