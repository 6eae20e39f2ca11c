/* 今日: home: what matters to the role first, each number with the rows behind it, drafts, and the services by number. Three columns
 * where there is room, else one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/draft_list.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"
#include "ui/screens/today_parts.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/backup.h>
#include <yizhan/deadline.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

enum { DRAFTS = 9, NEWEST_DRAFT = 9, WIDE = 104, COLUMNS = YZ_AGENDA_COLUMNS, GAP = 2 };
enum { LINES = YZ_AGENDA_PARTS * (YZ_TODAY_ROWS + 1), FIRST_ROWS = 3, NONE_ROWS = 3, MARGIN = 3, INDENT = 2 };

struct line { /* a heading, or a row of its part */
    int64_t id;
    enum yz_agenda_part part;
    int row; /* -1: the heading */
};

struct column {
    struct yz_list list;
    struct line lines[LINES];
    size_t count;
    char none[512]; /* the parts with nothing in them, in one line */
    int none_rows;
};

struct today {
    struct yz_ui *ui;
    struct yz_today all;
    struct column columns[COLUMNS];
    size_t column_count, focus; /* columns on the screen: 0 before the first paint */
    int rows, width;            /* that they have; width: of the text of a row */
    bool stale;                 /* what was read is not laid out yet */
    bool touched;               /* a key came: the cursor stays where it is, whatever is read meanwhile */
    struct yz_services services;
    struct yz_draft_entry drafts[DRAFTS];
    size_t draft_count;
    char backup[160];   /* that one is overdue */
    char district[160]; /* that it is not reached, or wants something */
};

/* --- lines --- */

static const struct yz_today_row *row_of(const struct today *t, const struct line *l) {
    return l->row < 0 ? NULL : &t->all.parts[l->part].rows[l->row];
}

/* "已超期 4  最久等了 20 分"; without a number while it is not counted, or where there is none. */
static void heading(const struct today *t, enum yz_agenda_part part, char *out, size_t room) {
    const struct yz_today_part *p = &t->all.parts[part];
    int n = snprintf(out, room, "%s", yz_today_part_name(part));
    if (p->count >= 0) n += snprintf(out + n, room - (size_t)n, " %lld", (long long)p->count);
    if (*p->note) snprintf(out + n, room - (size_t)n, "  %s", p->note);
}

static void cell(void *ctx, const void *line, size_t column, char *out, size_t room) {
    const struct today *t = ctx;
    const struct line *l = line;
    char text[384];
    (void)column;
    if (l->row < 0) heading(t, l->part, out, room);
    else snprintf(out, room, " %s", yz_today_row_text(l->part, row_of(t, l), t->width, text, sizeof text));
}

static enum yz_role role(void *ctx, const void *line) {
    const struct yz_today_row *row = row_of(ctx, line);
    return row ? row->role : YZ_ROLE_HEADER;
}

static const struct yz_column text[] = {{"", 1, 0, 1, YZ_LEFT}};
static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* --- laying out --- */

/* The parts of a column: of the one column all, in the same order. */
static size_t parts_of(const struct today *t, size_t column, enum yz_agenda_part out[YZ_AGENDA_PARTS]) {
    size_t n = 0;
    for (size_t c = 0; c < COLUMNS; c++)
        for (size_t i = 0; (t->column_count == 1 || c == column) && i < t->all.agenda->columns[c].count; i++)
            out[n++] = t->all.agenda->columns[c].parts[i];
    return n;
}

/* The parts without anything, side by side in as few lines as they take. */
static void say_none(const struct today *t, struct column *c, const enum yz_agenda_part *parts, size_t n, int width) {
    char one[128];
    int used = 0;
    *c->none = '\0';
    c->none_rows = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = strlen(c->none);
        if (t->all.parts[parts[i]].count) continue;
        heading(t, parts[i], one, sizeof one);
        bool fits = at && used + INDENT + yz_text_width(one) <= width;
        if (!fits && c->none_rows == NONE_ROWS) break;
        snprintf(c->none + at, sizeof c->none - at, "%s%s", fits ? "  " : at ? "\n" : "", one);
        used = (fits ? used + INDENT : 0) + yz_text_width(one);
        c->none_rows += !fits;
    }
}

static bool has(const struct today *t, enum yz_agenda_part part) {
    int64_t count = t->all.parts[part].count;
    return count && count != YZ_TODAY_ABSENT;
}

/* How many rows each part shows: some of each, then more of those that come first, as far as the screen goes. */
static void share(const struct today *t, const enum yz_agenda_part *parts, size_t n, int room, int shown[]) {
    for (size_t i = 0; i < n; i++) shown[i] = 0, room -= has(t, parts[i]);
    for (int most = FIRST_ROWS; most <= YZ_TODAY_ROWS; most += YZ_TODAY_ROWS - FIRST_ROWS)
        for (size_t i = 0; i < n; i++)
            for (; shown[i] < most && shown[i] < (int)t->all.parts[parts[i]].row_count && room > 0; room--) shown[i]++;
}

static void add_line(struct column *c, enum yz_agenda_part part, int row, int64_t id) {
    c->lines[c->count++] = (struct line){.id = id, .part = part, .row = row};
}

static void lay_out_column(struct today *t, size_t column, int rows, int width) {
    struct column *c = &t->columns[column];
    enum yz_agenda_part parts[YZ_AGENDA_PARTS];
    int shown[YZ_AGENDA_PARTS];
    size_t n = parts_of(t, column, parts);
    say_none(t, c, parts, n, width - INDENT);
    share(t, parts, n, rows - c->none_rows, shown);
    c->count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct yz_today_part *p = &t->all.parts[parts[i]];
        if (!has(t, parts[i])) continue;
        int64_t base = (int64_t)(parts[i] + 1) << 56;
        add_line(c, parts[i], -1, base);
        for (int k = 0; k < shown[i]; k++) add_line(c, parts[i], k, base ^ (p->rows[k].id << 1 | 1));
    }
    yz_list_array(&c->list, c->lines, c->count);
}

/* The line that the cursor is on; NULL when there is none. */
static const struct line *here(const struct today *t) {
    return yz_list_selected(&t->columns[t->focus].list);
}

/* To the first row of a part that has one, else to its heading. */
static void go_to(struct today *t, size_t column, size_t line) {
    const struct column *c = &t->columns[column];
    if (line + 1 < c->count && c->lines[line + 1].row == 0) line++;
    t->focus = column;
    yz_list_select(&t->columns[column].list, c->lines[line].id);
}

/* To the part after or before the one that the cursor is in, round about. */
static void turn(struct today *t, int by) {
    struct {
        size_t column, line;
    } heads[YZ_AGENDA_PARTS];
    const struct line *at = here(t);
    size_t n = 0, now = 0;
    for (size_t c = 0; c < t->column_count; c++)
        for (size_t i = 0; i < t->columns[c].count; i++) {
            if (t->columns[c].lines[i].row >= 0) continue;
            if (at && t->columns[c].lines[i].part == at->part) now = n;
            heads[n].column = c, heads[n++].line = i;
        }
    if (!n) return;
    now = (now + (size_t)((int)n + by)) % n;
    go_to(t, heads[now].column, heads[now].line);
}

/* The cursor stays on its line, wherever that is now; what it was on being gone, it is where the list left it. Without a line, or
 * as long as no key came, it is on what comes first. */
static void keep_place(struct today *t, const struct line *was) {
    for (size_t c = 0; was && c < t->column_count; c++)
        if (yz_list_select(&t->columns[c].list, was->id)) {
            t->focus = c;
            return;
        }
    for (size_t c = t->column_count; !was && c-- > 0;)
        if (t->columns[c].count) go_to(t, c, 0);
    for (size_t c = 0; c < t->column_count && !here(t); c++) t->focus = c;
}

static int gap_of(size_t columns) {
    return columns > 1 ? GAP : 0;
}

/* For a screen of that size: when it has another one, or something was read. */
static void lay_out(struct today *t, struct yz_rect a) {
    size_t columns = a.columns < WIDE ? 1 : COLUMNS;
    int width = a.columns / (int)columns - gap_of(columns);
    if (!t->stale && columns == t->column_count && a.rows == t->rows && width == t->width + MARGIN) return;
    const struct line *at = t->column_count ? here(t) : NULL;
    struct line was = at ? *at : (struct line){0};
    t->column_count = columns;
    t->rows = a.rows;
    t->width = width - MARGIN;
    t->stale = false;
    if (t->focus >= columns) t->focus = 0;
    for (size_t c = 0; c < columns; c++) lay_out_column(t, c, a.rows, width);
    keep_place(t, at && t->touched ? &was : NULL);
}

/* --- reading --- */

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct today *t = state;
    struct yz_session *s = yz_ui_session(ui);
    yz_backup_warning(s, t->backup, sizeof t->backup);
    yz_hub_warning(s, t->district, sizeof t->district);
    enum yz_status status = yz_today_read(&t->all, s);
    t->stale = true;
    if (status == YZ_OK) status = yz_services_read(&t->services, s);
    return status == YZ_OK ? yz_draft_entries(s, t->drafts, DRAFTS, &t->draft_count) : status;
}

static void close_today(struct yz_ui *ui, void *state) {
    struct today *t = state;
    (void)ui;
    for (size_t c = 0; c < COLUMNS; c++) yz_list_close(&t->columns[c].list);
    yz_today_free(&t->all);
}

static enum yz_status open_today(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct today *t = state;
    (void)target;
    t->ui = ui;
    for (size_t c = 0; c < COLUMNS; c++) {
        yz_list_open(&t->columns[c].list, &source, t, text, 1);
        t->columns[c].list.no_header = true;
        t->columns[c].list.empty = N_("这里现在没有要办的");
    }
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) close_today(ui, state);
    return status;
}

static bool idle(struct yz_ui *ui, void *state) {
    struct today *t = state;
    bool news, more = yz_today_more(&t->all, &news);
    t->stale |= news;
    if (news) yz_ui_repaint(ui);
    return more;
}

/* --- painting --- */

/* How many rows the shortcuts take: narrow screens need two for the services; the newest draft has one when there is one. */
static int shortcut_rows(const struct today *t, struct yz_rect a) {
    int services = t->services.none ? 0 : a.columns < WIDE ? 2 : 1;
    return services + (t->draft_count > 0);
}

static void paint_draft(const struct today *t, struct yz_rect a, int row) {
    char more[64] = "";
    int x = 1 + yz_paint(a, row, 1, 2, YZ_ROLE_KEY, "9") + 1;
    x += yz_paint(a, row, x, a.columns - x, YZ_ROLE_WARNING, t->drafts[0].text) + 2;
    if (t->draft_count > 1) snprintf(more, sizeof more, _("还有 %zu 份，按 0 看"), t->draft_count - 1);
    yz_paint(a, row, x, a.columns - x, YZ_ROLE_DIM, more);
}

static void paint_shortcuts(const struct today *t, struct yz_rect a) {
    struct yz_rect services = a;
    services.rows -= t->draft_count > 0;
    if (!t->services.none)
        yz_services_paint(&t->services, services, 1 + yz_paint(a, 0, 1, 12, YZ_ROLE_LABEL, _("办理")) + 2);
    if (t->draft_count) paint_draft(t, a, a.rows - 1);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct today *t = state;
    (void)ui;
    int shortcuts = shortcut_rows(t, area);
    struct yz_rect all = area;
    all.rows -= shortcuts + 1;
    lay_out(t, all);
    int width = t->width + MARGIN;
    for (size_t c = 0; c < t->column_count; c++) {
        struct column *column = &t->columns[c];
        struct yz_rect part = yz_area_part(all, (int)c * (width + gap_of(t->column_count)), width), none = part;
        part.rows -= column->none_rows;
        yz_list_paint(&column->list, part, c == t->focus);
        none = yz_area_part(yz_area_below(none, part.rows), INDENT, width - INDENT);
        yz_paint_wrap(none, 0, 0, YZ_ROLE_DIM, column->none);
    }
    paint_shortcuts(t, yz_area_below(area, area.rows - shortcuts));
}

static bool editing(struct yz_ui *ui, void *state) {
    const struct today *t = state;
    (void)ui;
    return yz_list_editing(&t->columns[t->focus].list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct today *t = state;
    (void)ui;
    return yz_list_cursor(&t->columns[t->focus].list, y, x);
}

/* --- keys --- */

static bool pick(struct today *t, int number) {
    if (number != NEWEST_DRAFT) return yz_services_pick(&t->services, t->ui, number, 0);
    if (t->draft_count) yz_ui_open(t->ui, &t->drafts[0].target);
    return t->draft_count > 0;
}

/* Right and left: the next column with something in it. */
static bool step(struct today *t, int by) {
    for (size_t c = t->focus + (size_t)by; c < t->column_count; c += (size_t)by)
        if (t->columns[c].count) return t->focus = c, true;
    return t->column_count > 1;
}

static bool open_line(struct today *t) {
    const struct line *l = here(t);
    if (!l) return false;
    yz_ui_open(t->ui, l->row < 0 ? &t->all.parts[l->part].target : &row_of(t, l)->target);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct today *t = state;
    (void)ui;
    t->touched = true;
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS)
        return turn(t, in->request == YZ_REQ_NEXT ? 1 : -1), true;
    if (in->request == YZ_REQ_PICK) return pick(t, in->number);
    if (in->request == YZ_REQ_OPEN && !editing(ui, state)) return open_line(t);
    if ((in->request == YZ_REQ_LEFT || in->request == YZ_REQ_RIGHT) && !editing(ui, state))
        return step(t, in->request == YZ_REQ_RIGHT ? 1 : -1);
    return yz_list_input(&t->columns[t->focus].list, in);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct today *t = state;
    struct yz_session *s = yz_ui_session(ui);
    if (*yz_session_warning(s, out, room)) return;
    if (!*yz_calendar_news(s, out, room))
        snprintf(out, room, "%s%s%s", t->district, *t->district && *t->backup ? "  " : "", t->backup);
}

#define REST                                                                                                           \
    {YZ_REQ_CASES, NULL}, {YZ_REQ_VISITS, NULL}, {YZ_REQ_LISTS, NULL}, {YZ_REQ_GRIDS, NULL}, {YZ_REQ_MEETINGS, NULL},  \
        {YZ_REQ_FIGURES, NULL}, {YZ_REQ_SYSTEM, NULL}, {                                                               \
        YZ_REQ_NONE, NULL                                                                                              \
    }

static const struct yz_hint hints[] = {
    {YZ_REQ_FIND, NULL}, {YZ_REQ_PICK, N_("办理")}, {YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换一类")}, REST};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint none[] = {{YZ_REQ_FIND, NULL}, {YZ_REQ_PICK, N_("办理")}, REST};
    static const struct yz_hint looks[] = {{YZ_REQ_FIND, NULL}, {YZ_REQ_OPEN, NULL}, {YZ_REQ_NEXT, N_("换一类")}, REST};
    const struct today *t = state;
    (void)ui;
    return t->services.none ? looks : here(t) ? hints : none;
}

const struct yz_screen yz_today_screen = {
    .name = "today",
    .title = N_("今日"),
    .help = N_(
        "您的岗位今天先要看的：办件、排队、值班、走访、政策找人、备份……一项一个数，下面是最要紧的几行；没有东西的合成"
        "一行。Tab 换一项，左右键换一栏，Enter 打开这一行；停在名称上是全部。看哪些、先后怎样由 today/roles.conf 定。\n"
        "数字键办理下面列出的事项，0 是全部，9 接着填最近的草稿；F2 用任何线索找人、户、地址、事项、办件。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct today),
    .open = open_today,
    .close = close_today,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .idle = idle,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
