/* 不再开具的证明: the list, and below it why and where to go instead. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>

enum { MOST = 64, ENTRY_ROWS = 9 };

struct line {
    int64_t number;
    const struct yz_certificate *c;
    int64_t asked; /* this year */
};

struct certificates {
    struct yz_ui *ui;
    struct line lines[MOST];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("序号"), 4, 4, 3, true},
                                           {N_("证明"), 20, 34, 1, false},
                                           {N_("今年来问"), 8, 8, 4, true},
                                           {N_("去处"), 20, 0, 2, false}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char number[24], asked[24] = "";
    (void)ctx;
    snprintf(number, sizeof number, "%d", (int)l->number);
    if (l->asked) snprintf(asked, sizeof asked, "%d", (int)l->asked);
    const char *texts[] = {number, yz_certificate_name(l->c), asked, yz_certificate_where(l->c)};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static enum yz_status read_all(struct certificates *p) {
    const struct yz_certificate *all = yz_certificates(&p->count);
    enum yz_status status = all ? YZ_OK : YZ_REFUSED;
    for (size_t i = 0; status == YZ_OK && i < p->count; i++) {
        p->lines[i] = (struct line){.number = all[i].number, .c = &all[i]};
        status =
            yz_certificate_count(yz_ui_session(p->ui), &all[i], yz_today() / 10000 * 10000 + 101, &p->lines[i].asked);
    }
    yz_list_array(&p->list, p->lines, p->count);
    return status;
}

static enum yz_status open_certificates(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct certificates *p = state;
    const struct yz_certificate *c = *target->key ? yz_certificate_named(target->key) : NULL;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_all(p);
    if (status != YZ_OK) yz_list_close(&p->list);
    else if (c) yz_list_select(&p->list, c->number);
    return status;
}

static void close_certificates(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct certificates *)state)->list);
}

static void paint_entry(const struct yz_certificate *c, struct yz_rect a) {
    char text[700], source_text[400];
    yz_paint_rule(a, 0);
    yz_paint(a, 1, 1, a.columns - 1, YZ_ROLE_HEADER, yz_certificate_name(c));
    struct yz_rect body = yz_area_part(yz_area_below(a, 2), 1, a.columns - 2);
    snprintf(text, sizeof text, _("为什么：%s"), yz_certificate_why(c));
    int row = yz_paint_wrap(body, 0, 0, YZ_ROLE_TEXT, text);
    snprintf(text, sizeof text, _("去处：%s"), yz_certificate_where(c));
    row += yz_paint_wrap(yz_area_below(body, row), 0, 0, YZ_ROLE_TEXT, text);
    snprintf(text, sizeof text, _("依据：%s"), yz_certificate_source(c, source_text, sizeof source_text));
    yz_paint_wrap(yz_area_below(body, row), 0, 0, YZ_ROLE_DIM, text);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct certificates *p = state;
    (void)ui;
    struct yz_rect list = area;
    list.rows = area.rows > 2 * ENTRY_ROWS ? area.rows - ENTRY_ROWS : area.rows / 2;
    yz_list_paint(&p->list, list, true);
    const struct line *l = yz_list_selected(&p->list);
    if (l) paint_entry(l->c, yz_area_below(area, list.rows));
}

static void asked(struct yz_ui *ui, void *state, const char *answer) {
    struct certificates *p = state;
    const struct line *l = yz_list_selected(&p->list);
    const char *name = strcmp(answer, "-") == 0 ? "" : answer;
    if (!l || !yz_ui_ok(ui, yz_certificate_asked(yz_ui_session(ui), l->c, name))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("已记下有人来问%s"), yz_certificate_name(l->c));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct certificates *p = state;
    const struct line *l = yz_list_selected(&p->list);
    if (l && (in->request == YZ_REQ_PRINT || in->request == YZ_REQ_OPEN)) {
        struct yz_target target = YZ_TARGET("receipt", YZ_NO_KIND, l->number);
        yz_copy(target.key, sizeof target.key, "certificate");
        yz_ui_open(ui, &target);
        return true;
    }
    if (l && in->request == YZ_REQ_NEW)
        return yz_ui_suggest(ui, _("谁来问（姓名遮盖后才记，不记就打 -）"), "-", asked), true;
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看告知单")},
                                       {YZ_REQ_NEW, N_("记一次来问")},
                                       {YZ_REQ_FILTER, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_certificate_screen = {
    .name = "certificate",
    .title = N_("不再开具的证明"),
    .help = N_("社区不再开具的证明：下面是为什么、可以去哪里办。Ctrl-P 看告知单，再 Ctrl-P 打印给来办事的人。\n"
               "Ctrl-N 记一次有人来问；打印告知单也算一次。\n"),
    .size = sizeof(struct certificates),
    .list = YZ_WHERE(struct certificates, list),
    .open = open_certificates,
    .close = close_certificates,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
