/* 交给谁: an account is about to be disabled and has open work; who takes it over is chosen, and told what, before it is done. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/accounts.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

enum { MOST = 256 };

struct heir {
    struct yz_ui *ui;
    struct yz_list list;
    struct yz_staff from, lines[MOST];
    size_t count;
    struct yz_handing_over work;
    int64_t to;
};

static const struct yz_column columns[] = {
    {N_("姓名"), 8, 14, 1, YZ_LEFT}, {N_("登录名"), 8, 16, 3, YZ_LEFT}, {N_("岗位"), 8, 0, 2, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_staff *s = row;
    (void)ctx;
    const char *texts[] = {s->name, s->login, yz_code_label("staff_role", s->role)};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_staff), .cell = cell};

/* Cases stay in their station, so whoever works there comes first; the others can take the rest. */
static enum yz_status read_all(struct heir *p) {
    size_t count = 0;
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_status status = yz_staff_list(s, p->lines, MOST, &count);
    p->count = 0;
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        const struct yz_staff *one = &p->lines[i];
        bool fits = one->id != p->from.id && yz_account_open(one) && yz_role_may(one->role, YZ_RIGHT_WRITE) &&
                    (!p->work.cases || one->station == p->from.station);
        if (fits) p->lines[p->count++] = *one;
    }
    if (status == YZ_OK) yz_list_array(&p->list, p->lines, p->count);
    return status;
}

static enum yz_status open_heir(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct heir *p = state;
    struct yz_session *s = yz_ui_session(ui);
    p->ui = ui;
    enum yz_status status = yz_must(s, YZ_RIGHT_STAFF);
    if (status == YZ_OK) status = yz_record_get(s, YZ_STAFF, target->id, &p->from);
    if (status == YZ_OK) status = yz_staff_open_work(s, target->id, &p->work);
    if (status != YZ_OK) return status;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("没有人能接手：同一驿站里要有另一个在岗、能办件的人");
    status = read_all(p);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_heir(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct heir *)state)->list);
}

static void say_work(const struct heir *p, char *out, size_t room) {
    snprintf(out, room, _("办件 %1$lld 件，决议 %2$lld 条，草稿 %3$lld 份"), (long long)p->work.cases,
             (long long)p->work.resolutions, (long long)p->work.drafts);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct heir *p = state;
    char work[160];
    (void)ui;
    say_work(p, work, sizeof work);
    const char *label = _("没办完的");
    yz_paint_pair(yz_area_part(area, 1, area.columns - 1), 0, 0, yz_text_width(label) + 2, label, work);
    yz_list_paint(&p->list, yz_area_below(area, 2), true);
}

static void disable(struct yz_ui *ui, void *state, const char *answer) {
    struct heir *p = state;
    struct yz_handing_over done;
    (void)answer;
    if (!yz_ui_ok(ui, yz_staff_disable(yz_ui_session(ui), p->from.id, p->to, &done))) return;
    yz_ui_back(ui);
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("%s 的账号已停用"), p->from.name);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct heir *p = state;
    const struct yz_staff *to = yz_list_selected(&p->list);
    char question[320], work[160];
    if (in->request != YZ_REQ_OPEN || !to || yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    p->to = to->id;
    say_work(p, work, sizeof work);
    snprintf(question, sizeof question, _("停用 %1$s，%2$s，都交给 %3$s"), p->from.name, work, to->name);
    yz_ui_ask(ui, question, _("停用"), disable);
    return true;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct heir *p = state;
    enum yz_status status = yz_staff_open_work(yz_ui_session(ui), p->from.id, &p->work);
    return status == YZ_OK ? read_all(p) : status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, _("停用 %s 的账号，交给谁"), ((const struct heir *)state)->from.name);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("交给他")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_heir_screen = {
    .name = "heir",
    .title = N_("交给谁"),
    .help = N_("要停用的账号手上还有没办完的：选一个接手的人，Enter 停用并交接，是一次办理，Ctrl-Z 能整个撤回。\n"
               "办件留在原来的驿站，所以有办件时只列同一驿站的人。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct heir),
    .list = YZ_WHERE(struct heir, list),
    .open = open_heir,
    .close = close_heir,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
