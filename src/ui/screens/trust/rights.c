/* 权限表: which role may what, as the table in force has it, and where that table comes from. */
#include "base/data.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { ROLES = YZ_COLUMNS - 1 };

struct rights {
    struct yz_list list;
    struct yz_column columns[YZ_COLUMNS];
    int32_t roles[ROLES];
    size_t role_count;
    int64_t lines[YZ_RIGHT_COUNT]; /* a right each */
    char from[512];
};

/* At the own station only: the right holds for somebody of station 1 there, not elsewhere. */
static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct rights *p = ctx;
    enum yz_right right = (enum yz_right)(*(const int64_t *)row - 1);
    if (column == 0) {
        yz_copy(out, room, yz_right_name(right));
        return;
    }
    const struct yz_staff one = {.role = p->roles[column - 1], .station = 1};
    bool all = yz_role_may(one.role, right), own = yz_staff_may_at(&one, right, 1);
    yz_copy(out, room, all ? _("可以") : own ? _("本站") : "-");
}

static const struct yz_list_source source = {.row_size = sizeof(int64_t), .cell = cell};

static enum yz_status open_rights(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct rights *p = state;
    size_t count = 0;
    char path[400];
    const struct yz_code *all = yz_codes("staff_role", &count);
    (void)ui;
    (void)target;
    enum yz_status status = yz_rights_ready();
    if (status != YZ_OK) return status;
    p->columns[0] = (struct yz_column){N_("权利"), 16, 0, 1, YZ_LEFT};
    for (size_t i = 0; i < count && i < ROLES; i++) {
        p->roles[p->role_count++] = all[i].code;
        p->columns[i + 1] = (struct yz_column){yz_code_label("staff_role", all[i].code), 6, 8, 1, YZ_LEFT};
    }
    for (int i = 0; i < YZ_RIGHT_COUNT; i++) p->lines[i] = i + 1;
    if (yz_data_outside("trust/rights.conf", path, sizeof path)) yz_copy(p->from, sizeof p->from, path);
    else yz_copy(p->from, sizeof p->from, _("程序自带（GB/T 22239-2019 第二级 7.1.4.2：所需的最小权限）"));
    yz_list_open(&p->list, &source, p, p->columns, p->role_count + 1);
    yz_list_array(&p->list, p->lines, YZ_RIGHT_COUNT);
    return YZ_OK;
}

static void close_rights(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct rights *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct rights *p = state;
    const char *label = _("来源");
    (void)ui;
    yz_paint_pair(yz_area_part(area, 1, area.columns - 1), 0, 0, yz_text_width(label) + 2, label, p->from);
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)ui;
    return yz_list_input(&((struct rights *)state)->list, in);
}

/* Whole, where its column is too narrow for it. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const int64_t *row = yz_list_selected(&((struct rights *)state)->list);
    (void)ui;
    if (row) yz_copy(out, room, yz_right_name((enum yz_right)(*row - 1)));
}

static const struct yz_hint hints[] = {{YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_rights_screen = {
    .name = "rights",
    .title = N_("权限表"),
    .help = N_(
        "每种岗位可以做什么。“本站”：只在自己的驿站。一处要改，管理员放一个文件在 /etc/yizhan/trust/rights.conf。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct rights),
    .list = YZ_WHERE(struct rights, list),
    .open = open_rights,
    .close = close_rights,
    .paint = paint,
    .input = input,
    .status = status,
    .hints = hints,
};
