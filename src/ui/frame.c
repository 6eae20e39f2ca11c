/* The frame around every screen, and the phases of painting: layout, content, frame, cursor, refresh. */
#include "ui/ui_private.h"

#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/canvas.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

static struct yz_rect row_area(const struct yz_ui *ui, int row) {
    return (struct yz_rect){row, 0, 1, ui->columns};
}

/* --- Title ------------------------------------------------------------------------------------------------------------ */

/* How long what is revealed stays; "" when nothing is. */
static void countdown(const struct yz_ui *ui, char *out, size_t size) {
    int64_t left = 0;
    yz_moment now = yz_now();
    for (size_t i = 0; i < ui->depth; i++)
        if (ui->stack[i].revealed != YZ_NO_KIND && ui->stack[i].revealed_until - now > left)
            left = ui->stack[i].revealed_until - now;
    out[0] = '\0';
    if (left > 0) snprintf(out, size, _("显示 %lld 秒"), (long long)((left + 999) / 1000));
}

/* Station, staff and clock, as many of them as leave room for the title. */
static void right_side(const struct yz_ui *ui, int room, char *out, size_t size) {
    char clock[8];
    snprintf(clock, sizeof clock, "%02d:%02d", ui->clock_minute / 60 % 24, ui->clock_minute % 60);
    if (ui->session) {
        const char *station = yz_session_station(ui->session)->name, *staff = yz_session_staff(ui->session)->name;
        snprintf(out, size, "%s  %s  %s", station, staff, clock);
        if (yz_text_width(out) <= room) return;
        snprintf(out, size, "%s  %s", staff, clock);
        if (yz_text_width(out) <= room) return;
    }
    snprintf(out, size, "%s", (int)strlen(clock) <= room ? clock : "");
}

static void paint_title(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    struct yz_rect line = row_area(ui, 0);
    char title[256], right[320], shown[48];
    yz_copy(title, sizeof title, yz_tr(top->screen->title));
    if (top->screen->headline) top->screen->headline(ui, top->state, title, sizeof title);
    right[0] = '\0';
    ui->clock_minute = yz_moment_minute(yz_now());
    countdown(ui, shown, sizeof shown);
    int left = *shown ? yz_text_width(shown) + 2 : 0;
    if (!(top->screen->flags & YZ_SCREEN_BARE))
        right_side(ui, ui->columns - yz_text_width(title) - 2 - left, right, sizeof right);
    int width = yz_text_width(right) + left;
    yz_paint(line, 0, 0, ui->columns - (width ? width + 2 : 0), YZ_ROLE_TITLE, title);
    if (left) yz_paint(line, 0, ui->columns - width, left, YZ_ROLE_WARNING, shown);
    yz_paint_right(line, 0, 0, ui->columns, YZ_ROLE_DIM, right);
}

/* --- Hints -------------------------------------------------------------------------------------------------------------- */

struct hint_line {
    struct yz_rect line;
    unsigned where;
    int at, end; /* the next free column, and where the help begins */
    bool given[YZ_REQ_COUNT];
};

static int hint_width(const char *key, const char *label) {
    return yz_text_width(key) + 1 + yz_text_width(label);
}

static void paint_hint_at(struct yz_rect line, int at, const char *key, const char *label) {
    int used = yz_paint(line, 0, at, line.columns, YZ_ROLE_KEY, key);
    yz_paint(line, 0, at + used + 1, line.columns, YZ_ROLE_HINT, label);
}

/* Whole or not at all. */
static void add_hint(struct hint_line *h, enum yz_request request, const char *text) {
    char key[24], label[96];
    const enum yz_request bare = request & 0xff;
    const struct yz_key_row *row = yz_key_row_of(bare, h->where);
    if (!row || h->given[bare]) return;
    yz_key_label(request, h->where, key);
    yz_copy(label, sizeof label, text ? yz_tr(text) : yz_many(row->label));
    yz_sentence(label);
    int width = hint_width(key, label);
    h->given[bare] = true;
    if (h->at + width + 2 > h->end) return;
    paint_hint_at(h->line, h->at, key, label);
    h->at += width + 2;
}

/* A function key is hinted only where there is a screen behind it, and not on that screen. */
static bool leads_somewhere(struct yz_ui *ui, const struct yz_key_row *row) {
    const char *own = row->request == YZ_REQ_FIND ? "find" : row->request == YZ_REQ_LOCK ? "lock" : NULL;
    const struct yz_screen *top = yz_ui_top(ui)->screen;
    if (own) return yz_ui_screen_named(ui, own) != NULL && strcmp(top->name, own) != 0;
    if (row->request == YZ_REQ_BACK) return ui->depth > 1;
    if (row->request < YZ_REQ_CASES || row->request > YZ_REQ_SYSTEM) return true;
    for (const struct yz_screen *const *s = ui->screens; *s; s++) {
        if ((*s)->function_key == row->request) return *s != top;
    }
    return false;
}

/* The least priority of a hint that is more than `last`; INT_MAX when none is. */
static int next_priority(int last) {
    int next = INT_MAX;
    for (size_t i = 0; i < yz_key_rows; i++)
        if (yz_key_table[i].hint > last && yz_key_table[i].hint < next) next = yz_key_table[i].hint;
    return next;
}

static void add_general(struct yz_ui *ui, struct hint_line *h) {
    for (int priority = 0; (priority = next_priority(priority)) < INT_MAX;) {
        for (size_t i = 0; i < yz_key_rows; i++) {
            const struct yz_key_row *row = &yz_key_table[i];
            if (row->hint == priority && leads_somewhere(ui, row)) add_hint(h, row->request, NULL);
        }
    }
}

static void paint_hints(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    struct hint_line h = {.line = row_area(ui, ui->rows - 1), .where = yz_ui_editing(ui) ? YZ_IN_FIELD : YZ_IN_LIST};
    const char *help = _("帮助");
    bool bare = top->screen->flags & YZ_SCREEN_BARE;
    h.end = bare ? ui->columns + 2 : ui->columns - hint_width("F1", help);
    const struct yz_hint *hint = top->screen->hints_now ? top->screen->hints_now(ui, top->state) : top->screen->hints;
    if (ui->question.open) { /* the screen's keys rest; yes and no stand in the question itself */
        if (ui->question.line) {
            add_hint(&h, YZ_REQ_OPEN, _("确定"));
            add_hint(&h, YZ_REQ_BACK, _("取消"));
        }
        return;
    }
    for (; hint && hint->request != YZ_REQ_NONE; hint++) add_hint(&h, hint->request, hint->label);
    if (bare) return;
    h.given[YZ_REQ_HELP] = true;
    add_general(ui, &h);
    paint_hint_at(h.line, h.at < h.end ? h.at : h.end, "F1", help);
}

/* --- Status ------------------------------------------------------------------------------------------------------------- */

static void paint_status(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    struct yz_rect line = row_area(ui, ui->rows - 2);
    char text[512] = "";
    if (ui->question.open) {
        yz_question_paint(ui, line);
    } else if (*ui->message) {
        yz_paint(line, 0, 0, ui->columns, ui->message_role, ui->message);
    } else {
        if (top->screen->status) top->screen->status(ui, top->state, text, sizeof text);
        else if (top->screen->form) yz_form_status(yz_level_part(top, top->screen->form), text, sizeof text);
        if (!*text && top->screen->list) yz_list_status(yz_level_part(top, top->screen->list), text, sizeof text);
        yz_paint(line, 0, 0, ui->columns, YZ_ROLE_DIM, yz_sentence(text));
    }
}

/* --- All of it ------------------------------------------------------------------------------------------------------------ */

static bool cursor_of(struct yz_ui *ui, const struct yz_level *top, int *y, int *x) {
    const struct yz_screen *s = top->screen;
    if (s->cursor) return s->cursor(ui, top->state, y, x);
    if (s->list) return yz_list_cursor(yz_level_part(top, s->list), y, x);
    return s->form && yz_form_cursor(yz_level_part(top, s->form), y, x);
}

static void place_cursor(struct yz_ui *ui) {
    if (ui->question.open) return; /* it stands in the question */
    ui->cursor_y = ui->cursor_x = 0;
    if (!cursor_of(ui, yz_ui_top(ui), &ui->cursor_y, &ui->cursor_x)) ui->cursor_y = ui->cursor_x = 0;
}

static void paint_all(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    int tour = yz_tour_rows(ui);
    struct yz_rect content = {1, 0, ui->rows - 3 - tour, ui->columns};
    yz_canvas_begin(0, ui->rows);
    if (ui->rows < YZ_LEAST_ROWS || ui->columns < YZ_LEAST_COLUMNS) {
        yz_paint(row_area(ui, 0), 0, 0, ui->columns, YZ_ROLE_WARNING, _("窗口太小"));
        ui->cursor_y = ui->cursor_x = 0;
        return;
    }
    if (ui->session) yz_session_read_begin(ui->session);
    top->screen->paint(ui, top->state, content);
    if (ui->session) yz_session_read_end(ui->session);
    paint_title(ui);
    if (tour) yz_tour_paint(ui, (struct yz_rect){ui->rows - 2 - tour, 0, tour, ui->columns});
    paint_status(ui);
    paint_hints(ui);
    place_cursor(ui);
}

void yz_frame_paint(struct yz_ui *ui) {
    yz_terminal_size(&ui->rows, &ui->columns);
    if (ui->dirty & YZ_DIRTY_ALL) {
        paint_all(ui);
    } else if (ui->rows >= YZ_LEAST_ROWS && ui->columns >= YZ_LEAST_COLUMNS) {
        yz_canvas_begin(0, 1);
        paint_title(ui);
    }
    ui->dirty = 0;
    yz_terminal_update(ui->cursor_y, ui->cursor_x, ui->painted == yz_ui_top(ui)->state && yz_ui_editing(ui));
    ui->painted = yz_ui_top(ui)->state;
}
