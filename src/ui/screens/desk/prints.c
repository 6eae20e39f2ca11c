/* 打印记录: who printed what for whom, when and where to. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/prints.h>

enum { KEPT = 2000, STRETCH = 50 };

struct prints {
    struct yz_ui *ui;
    struct yz_print_line *all;
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 1, false},    {N_("文书"), 12, 18, 2, false}, {N_("对象"), 12, 16, 3, false},
    {N_("给谁"), 6, 10, 6, false},     {N_("经手"), 6, 10, 4, false},  {"", 4, 6, 5, false},
    {N_("打到哪里"), 10, 0, 7, false}, {N_("行数"), 4, 4, 8, true},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_print_line *l = row;
    char time[YZ_MOMENT_TEXT], lines[24];
    (void)ctx;
    snprintf(lines, sizeof lines, "%lld", (long long)l->lines);
    const char *texts[] = {yz_moment_text(l->at, time),
                           yz_paper_name(l->paper),
                           l->subject,
                           l->whom,
                           l->staff,
                           l->again ? _("补打") : "",
                           l->to,
                           lines};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_print_line), .cell = cell};

static enum yz_status read_all(struct prints *p) {
    struct yz_print_filter filter = {0};
    size_t n = STRETCH;
    enum yz_status status = YZ_OK;
    for (p->count = 0; status == YZ_OK && n == STRETCH && p->count + STRETCH <= KEPT; p->count += n) {
        status = yz_prints(yz_ui_session(p->ui), &filter, p->all + p->count, STRETCH, &n);
        if (n) filter.before_seq = p->all[p->count + n - 1].seq;
    }
    yz_list_array(&p->list, p->all, p->count);
    return status;
}

static void close_prints(struct yz_ui *ui, void *state) {
    struct prints *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->all);
}

static enum yz_status open_prints(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct prints *p = state;
    (void)target;
    p->ui = ui;
    p->all = malloc(KEPT * sizeof *p->all);
    if (!p->all) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有打印过");
    enum yz_status status = read_all(p);
    if (status != YZ_OK) close_prints(ui, p);
    return status;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct prints *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct prints *p = state;
    const struct yz_print_line *l = yz_list_selected(&p->list);
    if (in->request != YZ_REQ_OPEN || !l) return yz_list_input(&p->list, in);
    struct yz_target target = YZ_TARGET("receipt", l->kind, l->id);
    yz_copy(target.key, sizeof target.key, yz_paper_key(l->paper));
    yz_ui_open(ui, &target);
    return true;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看文书")}, {YZ_REQ_FILTER, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_prints_screen = {
    .name = "prints",
    .title = N_("打印记录"),
    .help = N_("谁在什么时候给谁打印了什么、打到哪里，最近的 2000 次；Ctrl-T 只看有这些字的，Enter 看那份文书。\n"),
    .size = sizeof(struct prints),
    .list = YZ_WHERE(struct prints, list),
    .open = open_prints,
    .close = close_prints,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
