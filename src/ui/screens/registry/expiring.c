/* 租约、居住证到期: whose lease or residence permit ends soon, or has ended while they still live here. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/agenda.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>

enum { TERMS = 500, TABS = 3 };

struct expiring {
    struct yz_ui *ui;
    yz_date by;
    unsigned which; /* 0 = both, YZ_TERM_LEASE, YZ_TERM_PERMIT */
    struct yz_term terms[TERMS];
    size_t count; /* of all, shown or not */
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("姓名"), 8, 12, 1, YZ_LEFT},
                                           {N_("住处"), 18, 28, 2, YZ_LEFT},
                                           {N_("种类"), YZ_LEAST(8, 16), 8, 3, YZ_LEFT},
                                           {N_("到期"), 10, 10, 1, YZ_LEFT},
                                           {N_("还有"), 10, 12, 4, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct expiring *e = ctx;
    const struct yz_term *t = row;
    int days = yz_days_between(yz_today(), t->until);
    switch (column) {
    case 0: yz_mask_name(out, room, t->name); break;
    case 1: yz_dwelling_short(yz_ui_session(e->ui), t->dwelling, out, room); break;
    case 2: yz_copy(out, room, t->permit ? _("居住证") : _("租约")); break;
    case 3: yz_date_text(t->until, out); break;
    default:
        if (days < 0) snprintf(out, room, _("过了 %d 天"), -days);
        else snprintf(out, room, _("%d 天"), days);
    }
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_term *)row)->until < yz_today() ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_term), .cell = cell, .role = role};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct expiring *e = state;
    enum yz_status status = yz_terms(yz_ui_session(ui), e->by, e->which, e->terms, TERMS, &e->count);
    yz_list_array(&e->list, e->terms, e->count < TERMS ? e->count : TERMS);
    return status;
}

static enum yz_status open_expiring(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct expiring *e = state;
    (void)target;
    e->ui = ui;
    e->by = yz_date_add(yz_today(), (int)yz_agenda_term_days());
    yz_list_open(&e->list, &source, e, columns, sizeof columns / sizeof *columns);
    e->list.empty = N_("到那天为止没有到期的");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&e->list);
    return status;
}

static void close_expiring(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct expiring *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct expiring *e = state;
    char day[YZ_DATE_TEXT];
    (void)ui;
    const char *const names[TABS] = {_("全部"), _("租约"), _("居住证")};
    int x = 1;
    for (unsigned i = 0; i < TABS; i++)
        x += yz_paintf(area, 0, x, i == e->which ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, " %s ", names[i]) + 1;
    yz_paintf(area, 0, x + 2, YZ_ROLE_DIM, _("%1$s 以前到期的 %2$zu 条"), yz_date_text(e->by, day), e->count);
    yz_list_paint(&e->list, yz_area_below(area, 2), true);
}

static void until(struct yz_ui *ui, void *state, const char *answer) {
    struct expiring *e = state;
    if (!yz_date_parse(answer, yz_today(), false, &e->by))
        yz_ui_say(ui, YZ_ROLE_ERROR, _("“%s”不是日期，例如 2026-06-30"), answer);
    yz_ui_ok(ui, refresh(ui, state));
}

/* The move screen of that person, the cursor on what ends. */
static void renew(struct yz_ui *ui, const struct yz_term *t) {
    struct yz_target target = YZ_TARGET("move", YZ_PERSON, t->person);
    yz_copy(target.key, sizeof target.key, yz_move_verb(YZ_MOVE_RENEW));
    yz_copy(target.extra, sizeof target.extra, t->permit ? "permit_until" : "lease_until");
    yz_ui_open(ui, &target);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct expiring *e = state;
    const struct yz_term *t = yz_list_selected(&e->list);
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) {
        e->which = (e->which + (in->request == YZ_REQ_NEXT ? 1 : TABS - 1)) % TABS;
        yz_ui_ok(ui, refresh(ui, state));
        return yz_list_restart(&e->list), true;
    }
    if (in->request == YZ_REQ_DAY) return yz_ui_ask_line(ui, _("到哪天为止（如 +3m、2026-12-31）"), NULL, until), true;
    if (in->request == YZ_REQ_OPEN && t) return yz_ui_open(ui, &YZ_TARGET("person", YZ_PERSON, t->person)), true;
    if (in->request == YZ_REQ_MOVE && t) return renew(ui, t), true;
    return yz_list_input(&e->list, in);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看居民")}, {YZ_REQ_MOVE, N_("续租续证")},
                                       {YZ_REQ_DAY, N_("到哪天")},  {YZ_REQ_NEXT, N_("换一类")},
                                       {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_expiring_screen = {
    .name = "expiring",
    .title = N_("租约、居住证到期"),
    .help = N_("住在这里的人，租约或者居住证快到期、已经到期的，最早的在前。Tab 换全部、租约、居住证；\n"
               "Ctrl-Y 换到哪天为止，不换是 30 天。F12 登记续租续证，人走了的也从那里办迁出。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct expiring),
    .list = YZ_WHERE(struct expiring, list),
    .open = open_expiring,
    .close = close_expiring,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
