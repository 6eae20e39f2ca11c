/* 交接班: what is open at the end of a shift, given to the next; or the one that waits to be taken on. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/screens/list_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/handover.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { LINES = 256 };

struct row { /* a line of the sheet: of what is open now, or of the record as it was given */
    int64_t id;
    enum yz_kind_id kind;
    int64_t record;
    char part[40], label[24], by[24], text[240];
};

struct handover {
    struct yz_list_form l; /* giving or taking */
    int64_t station;
    char place[96];
    bool pending; /* `given` waits to be taken */
    struct yz_handover given;
    struct yz_handover_sheet sheet;
    struct row rows[LINES];
    size_t count;
};

static const struct yz_column columns[] = {{N_("编号"), 11, 11, 1, YZ_LEFT},
                                           {N_("要交的"), 10, 12, 2, YZ_LEFT},
                                           {N_("时间"), 11, 11, 3, YZ_LEFT},
                                           {N_("内容"), 20, 0, 4, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct row *r = row;
    const char *const texts[] = {r->label, r->part, r->by, r->text};
    (void)ctx;
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return *((const struct row *)row)->label ? YZ_ROLE_TEXT : YZ_ROLE_HEADER;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

/* --- rows --- */

static void rows_of_now(struct handover *h) {
    char at[YZ_MOMENT_TEXT];
    h->count = 0;
    for (size_t i = 0; i < h->sheet.count && h->count < LINES; i++) {
        const struct yz_handover_line *l = &h->sheet.lines[i];
        struct row *r = &h->rows[h->count++];
        *r = (struct row){.id = (int64_t)h->count, .kind = l->kind, .record = l->id};
        yz_copy(r->part, sizeof r->part, yz_handover_part_name(l->part));
        yz_copy(r->label, sizeof r->label, l->label);
        yz_copy(r->by, sizeof r->by, yz_moment_text(l->by, at) + 5);
        yz_copy(r->text, sizeof r->text, l->text);
    }
}

/* "【排队 2】" → "排队" for the lines below it. */
static bool read_heading(const char *line, char *part, size_t room) {
    size_t open = strlen("【");
    if (strncmp(line, "【", open) != 0 && *line != '[') return false;
    line += *line == '[' ? 1 : open;
    yz_copy(part, room, line);
    part[strcspn(part, "0123456789")] = '\0';
    for (size_t n = strlen(part); n && part[n - 1] == ' '; n--) part[n - 1] = '\0';
    return true;
}

/* The sheet as it was given: "A012  18:02  …", headings between. */
static void rows_of_given(struct handover *h) {
    char part[40] = "";
    h->count = 0;
    for (const char *p = h->given.sheet; *p && h->count < LINES;) {
        size_t n = strcspn(p, "\n");
        char line[320];
        snprintf(line, sizeof line, "%.*s", (int)n, p);
        p += n + (p[n] == '\n');
        if (read_heading(line, part, sizeof part)) continue;
        struct row *r = &h->rows[h->count++];
        *r = (struct row){.id = (int64_t)h->count};
        yz_copy(r->part, sizeof r->part, yz_tr(part)); /* written in the language of whoever gave it */
        char *by = strstr(line, "  "), *text = by ? strstr(by + 2, "  ") : NULL;
        if (text) {
            *by = *text = '\0';
            yz_copy(r->label, sizeof r->label, line);
            yz_copy(r->by, sizeof r->by, by + 2);
            yz_copy(r->text, sizeof r->text, text + 2);
        } else {
            yz_copy(r->text, sizeof r->text, line);
        }
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct handover *h = state;
    struct yz_session *s = yz_ui_session(ui);
    enum yz_status status = yz_handover_pending(s, h->station, &h->given, &h->pending);
    if (status == YZ_OK) status = yz_handover_sheet(s, h->station, &h->sheet);
    if (h->pending) rows_of_given(h);
    else rows_of_now(h);
    yz_list_array(&h->l.list, h->rows, h->count);
    return status;
}

static bool own(const struct handover *h) {
    return h->pending && h->given.given_by == yz_session_staff(yz_ui_session(h->l.ui))->id;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("交接班"), ((struct handover *)state)->place);
}

/* --- giving and taking --- */

static const struct yz_form_field give_fields[] = {
    {.name = "cash", .label = N_("现金"), .editor = YZ_EDIT_MONEY, .help = N_("例如 150.00；本站不收现金就空着")},
    {.name = "papers", .label = N_("代管原件"), .editor = YZ_EDIT_NUMBER, .help = N_("例如 3；没有清点就空着")},
    {.name = "note", .label = N_("交班说明"), .room = YZ_FORM_TEXT, .help = N_("下一班要知道的，例如 钥匙在抽屉里")},
};
static const struct yz_form_field take_fields[] = {
    {.name = "taken_note",
     .label = N_("接班说明"),
     .room = YZ_FORM_TEXT,
     .help = N_("与交接单不同的写在这里，例如 少一份原件；都对就空着，Enter 接班")},
};

static const struct yz_form_events events = {.left = yz_list_form_left};

static void begin(struct handover *h) {
    const struct yz_form_field *fields = h->pending ? take_fields : give_fields;
    size_t count = h->pending ? sizeof take_fields / sizeof *take_fields : sizeof give_fields / sizeof *give_fields;
    h->l.draft = h->pending ? "handover:take" : "handover";
    yz_list_form_begin(&h->l, fields, count, &events);
}

/* With a key, give or take: to go on with that form. */
static enum yz_status open_handover(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct handover *h = state;
    h->l.ui = ui;
    h->station = h->l.draft_of =
        target->kind == YZ_STATION && target->id ? target->id : yz_session_station(yz_ui_session(ui))->id;
    yz_record_title(yz_ui_session(ui), YZ_STATION, h->station, false, h->place, sizeof h->place);
    yz_list_open(&h->l.list, &source, h, columns, sizeof columns / sizeof *columns);
    h->l.list.empty = N_("没有要交的");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&h->l.list);
    else if (*target->key && (strcmp(target->key, "take") == 0) == h->pending) begin(h);
    return status;
}

static void set(struct handover *h, struct yz_handover *record, const char *field, struct yz_findings *f) {
    yz_handover_set(record, field, yz_form_get(&h->l.form, field), f);
}

static enum yz_status give(struct handover *h, struct yz_findings *f) {
    static struct yz_handover record; /* large */
    record = (struct yz_handover){0};
    set(h, &record, "cash", f);
    set(h, &record, "papers", f);
    set(h, &record, "note", f);
    return yz_handover_give(yz_ui_session(h->l.ui), h->station, &record, f);
}

static void save(void *state) {
    struct handover *h = state;
    struct yz_findings f = {0};
    bool taking = h->pending;
    enum yz_status status =
        taking ? yz_handover_take(yz_ui_session(h->l.ui), &h->given, yz_form_get(&h->l.form, "taken_note"), &f)
               : give(h, &f);
    if (yz_ui_ok(h->l.ui, status)) {
        yz_list_form_saved(&h->l);
        yz_ui_changed(h->l.ui);
        yz_ui_say(h->l.ui, YZ_ROLE_GOOD,
                  taking ? _("已接班，交接单留在记录里") : _("已交班，等下一班的人接；Ctrl-P 打印交接单"));
    } else {
        yz_form_show_findings(&h->l.form, &f);
    }
    yz_findings_free(&f);
}

/* --- painting and input --- */

static void pair(struct yz_rect a, int *x, const char *label, int64_t value) {
    *x += yz_paint(a, 0, *x, a.columns - *x, YZ_ROLE_LABEL, label) + 1;
    *x += yz_paintf(a, 0, *x, YZ_ROLE_TEXT, "%lld", (long long)value) + 2;
}

static void paint_head(const struct handover *h, struct yz_rect a) {
    const struct yz_handover *g = &h->given;
    char name[96], at[YZ_MOMENT_TEXT], cash[32], note[sizeof g->note];
    int x = 1;
    if (h->pending)
        yz_paintf(a, 1, 1, YZ_ROLE_WARNING, _("%1$s 在 %2$s 交的班，等着接  %3$s"),
                  yz_record_title(yz_ui_session(h->l.ui), YZ_STAFF, g->given_by, false, name, sizeof name),
                  yz_moment_text(g->given_at, at),
                  yz_field_text(yz_field_named(&yz_handover_kind, "note"), g, true, note, sizeof note));
    else yz_paint(a, 1, 1, a.columns - 1, YZ_ROLE_DIM, _("现在要交给下一班的；Ctrl-S 交班"));
    for (int p = 0; p < YZ_HANDOVER_PARTS; p++) {
        const int64_t then[] = {g->tickets, g->calls, g->waiting, g->due};
        pair(a, &x, yz_handover_part_name((enum yz_handover_part)p), h->pending ? then[p] : h->sheet.counts[p]);
    }
    if (h->pending && g->cash >= 0) {
        x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_LABEL, _("现金")) + 1;
        x += yz_paint(a, 0, x, a.columns - x, YZ_ROLE_TEXT,
                      yz_field_text(yz_field_named(&yz_handover_kind, "cash"), g, false, cash, sizeof cash)) +
             2;
    }
    if (h->pending && g->papers >= 0) pair(a, &x, _("代管原件"), g->papers);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct handover *h = state;
    (void)ui;
    paint_head(h, area);
    struct yz_rect body = yz_area_below(area, 3);
    int rows = h->l.typing ? (int)h->l.form.count * 2 + 1 : 0;
    if (rows > body.rows - 3) rows = body.rows - 3;
    struct yz_rect form = yz_area_below(body, body.rows - rows);
    body.rows -= rows;
    yz_list_paint(&h->l.list, body, !h->l.typing);
    if (!h->l.typing) return;
    yz_paint_rule(form, 0);
    yz_form_paint(&h->l.form, yz_area_below(form, 1), true);
}

static bool go(struct handover *h) {
    const struct row *r = yz_list_selected(&h->l.list);
    if (r && r->kind == YZ_CASE) yz_ui_open(h->l.ui, &YZ_TARGET("case", YZ_CASE, r->record));
    else if (r && r->kind == YZ_TICKET) yz_ui_open(h->l.ui, &YZ_TARGET("tickets", YZ_STATION, h->station));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct handover *h = state;
    if (h->l.typing) return yz_list_form_input(h, in, save);
    if (yz_list_editing(&h->l.list)) return yz_list_input(&h->l.list, in);
    switch (in->request) {
    case YZ_REQ_SAVE:
        if (own(h)) yz_ui_say(ui, YZ_ROLE_WARNING, _("交班和接班要是两个人；请下一班的人来接"));
        else begin(h);
        return true;
    case YZ_REQ_OPEN: return go(h);
    case YZ_REQ_PRINT:
        if (h->pending) yz_ui_open(ui, &YZ_TARGET("receipt", YZ_HANDOVER, h->given.id));
        else yz_ui_say(ui, YZ_ROLE_WARNING, _("先交班，再打印交接单"));
        return true;
    default: return yz_list_input(&h->l.list, in);
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct handover *h = state;
    (void)ui;
    if (h->l.typing) yz_form_status(&h->l.form, out, room);
    else if (own(h)) yz_copy(out, room, _("等下一班的人接班（交班的人自己不能接）"));
    else if (h->pending) yz_copy(out, room, _("等人接班：Ctrl-S 接"));
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("交班、接班")},
                                       {YZ_REQ_OPEN, N_("看办件")},
                                       {YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint now[][4] = {
        {{YZ_REQ_SAVE, N_("交这一班")}, {YZ_REQ_OPEN, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}},
        {{YZ_REQ_SAVE, N_("接这一班")}, {YZ_REQ_PRINT, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}}};
    static const struct yz_hint typing[] = {
        {YZ_REQ_SAVE, NULL}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    const struct handover *h = state;
    (void)ui;
    return h->l.typing ? typing : now[h->pending] + own(h);
}

const struct yz_screen yz_handover_screen = {
    .name = "handover",
    .title = N_("交接班"),
    .help = N_("收班时一张单子：没有办完的排队号、约定的回电、等补的材料、下一个开门日下班前到期的办件。\n"
               "Ctrl-S 交班：记下现金、原件和说明，连同这张单子和日志的链头；下一班的人 Ctrl-S 接班，写明不同之处。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct handover),
    .open = open_handover,
    .close = yz_list_form_close,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = yz_list_form_editing,
    .cursor = yz_list_form_cursor,
    .refresh = refresh,
    .suspend = yz_list_form_suspend,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
