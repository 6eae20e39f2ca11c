/* 用印登记: the register of the seal, the newest use first. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/seals.h>

struct seals {
    struct yz_ui *ui;
    struct yz_seal_filter filter;
    struct yz_list list;
    int64_t newest; /* the highest id read so far */
    bool adding;    /* one is being entered: it is selected when it is there */
};

static const struct yz_column columns[] = {
    {N_("编号"), 12, 14, 1, false},     {N_("时间"), 16, 16, 3, false},  {N_("文件名称"), 18, 0, 2, false},
    {N_("份数"), 4, 4, 5, true},        {N_("申请人"), 6, 10, 4, false}, {N_("批准人"), 6, 10, 6, false},
    {N_("用印事由"), 12, 24, 7, false}, {N_("经手人"), 6, 10, 8, false},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct seals *p = ctx;
    const struct yz_seal *u = row;
    struct yz_session *s = yz_ui_session(p->ui);
    char time[YZ_MOMENT_TEXT], copies[24], name[96], approved[96], handled[96];
    snprintf(copies, sizeof copies, "%d", (int)u->copies);
    yz_field_text(yz_field_named(&yz_seal_kind, "applicant"), u, yz_ui_masked(p->ui, YZ_SEAL, u->id), name,
                  sizeof name);
    const char *texts[] = {u->number,   yz_moment_text(u->at, time),
                           u->document, copies,
                           name,        yz_record_title(s, YZ_STAFF, u->approved_by, false, approved, sizeof approved),
                           u->matter,   yz_record_title(s, YZ_STAFF, u->handled_by, false, handled, sizeof handled)};
    yz_copy(out, room, texts[column]);
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    struct seals *p = ctx;
    const struct yz_seal *read = out;
    enum yz_status status = yz_seal_page(yz_ui_session(p->ui), &p->filter, from, direction, out, max, count);
    for (size_t i = 0; status == YZ_OK && i < *count; i++)
        if (read[i].id > p->newest) p->newest = read[i].id;
    return status;
}

static enum yz_status filter(void *ctx, const char *text) {
    struct seals *p = ctx;
    yz_copy(p->filter.text, sizeof p->filter.text, text);
    return YZ_OK;
}

static const struct yz_list_source source = {
    .row_size = sizeof(struct yz_seal), .fetch = fetch, .cell = cell, .filter = filter};

static enum yz_status open_seals(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct seals *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有登记过用印，Ctrl-N 登记一次");
    return YZ_OK;
}

static void close_seals(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct seals *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct seals *)state)->list, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct seals *p = state;
    const struct yz_seal *u = yz_list_selected(&p->list);
    p->adding = in->request == YZ_REQ_NEW;
    if (in->request == YZ_REQ_PICK && in->number == 6 && !yz_list_editing(&p->list))
        return yz_ui_open(ui, &(struct yz_target){.screen = "export", .key = "seals"}), true;
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &(struct yz_target){.screen = "seal-new"}), true;
    if (u && (in->request == YZ_REQ_OPEN || in->request == YZ_REQ_PRINT)) {
        struct yz_target target = YZ_TARGET("receipt", YZ_SEAL, u->id);
        yz_copy(target.key, sizeof target.key, "seal");
        yz_ui_open(ui, &target);
        return true;
    }
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct seals *p = state;
    (void)ui;
    if (p->adding) yz_list_restart(&p->list);
    else yz_list_reload(&p->list);
    if (p->adding) yz_list_select(&p->list, p->newest);
    return YZ_OK;
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct yz_seal *u = yz_list_selected(&((struct seals *)state)->list);
    (void)ui;
    *kind = YZ_SEAL;
    *id = u ? u->id : 0;
    return u != NULL;
}

static const struct yz_hint hints[] = {{YZ_REQ_NEW, N_("登记用印")}, {YZ_REQ_OPEN, N_("登记单和打印")},
                                       {YZ_REQ_FILTER, NULL},        {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_seals_screen = {
    .name = "seals",
    .title = N_("用印登记"),
    .help = N_("社区公章用了几次、用在什么文件上、谁批准的；新的在上面。Ctrl-N 登记一次，Ctrl-T 找有这些字的。\n"
               "Ctrl-P 看登记单，Tab 换那个月的登记册，再 Ctrl-P 打印。Ctrl-Z 撤销自己刚登记的。\n"
               "6 导出登记册。\n"),
    .size = sizeof(struct seals),
    .list = YZ_WHERE(struct seals, list),
    .open = open_seals,
    .close = close_seals,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
};
