/* 口令: a new one, typed twice where nobody sees it; the own one after the present one. Nothing of it is kept as a draft. */
#include "base/text.h"
#include "ui/edit_line.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { NOW, FRESH, AGAIN, LINES, WIDTH = 32, SAID = 4 };

struct password {
    struct yz_staff staff;
    int first, at; /* NOW is asked only where there is one */
    char text[LINES][256];
    struct yz_line_edit line[LINES];
    char said[SAID][800]; /* what is wrong with it */
    size_t said_count;
    int y, x;
};

static const char *const labels[LINES] = {N_("现在的口令"), N_("新口令"), N_("再写一遍")};

/* What was typed is in the editors as well. */
static void wipe(struct password *p) {
    for (int i = 0; i < LINES; i++) {
        explicit_bzero(p->text[i], sizeof p->text[i]);
        explicit_bzero(&p->line[i], sizeof p->line[i]);
        yz_line_open(&p->line[i], p->text[i], sizeof p->text[i]);
    }
    p->at = p->first;
}

static enum yz_status open_password(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct password *p = state;
    struct yz_session *s = yz_ui_session(ui);
    int64_t me = yz_session_staff(s)->id, who = target->id ? target->id : me;
    enum yz_status status = yz_record_get(s, YZ_STAFF, who, &p->staff);
    if (status != YZ_OK) return status;
    p->first = who == me && yz_account_has_password(s, who) ? NOW : FRESH;
    wipe(p);
    return YZ_OK;
}

static void close_password(struct yz_ui *ui, void *state) {
    (void)ui;
    wipe(state);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct password *p = state;
    int label = 0;
    (void)ui;
    for (int i = 0; i < LINES; i++) {
        int width = yz_text_width(yz_tr(labels[i])) + 2;
        label = width > label ? width : label;
    }
    struct yz_rect body = yz_area_part(area, 1, area.columns - 1);
    for (int i = p->first; i < LINES; i++) {
        int row = 1 + i - p->first;
        yz_paint(body, row, 0, label, YZ_ROLE_LABEL, yz_tr(labels[i]));
        int at = yz_edit_line_paint_hidden(&p->line[i], body, row, label, WIDTH, YZ_ROLE_FIELD);
        if (i != p->at) continue;
        p->y = body.y + row;
        p->x = body.x + at;
    }
    for (size_t i = 0; i < p->said_count; i++) yz_paint(body, 6 + (int)i, 0, body.columns, YZ_ROLE_ERROR, p->said[i]);
}

static void show_findings(struct password *p, const struct yz_findings *f) {
    p->said_count = 0;
    for (size_t i = 0; i < f->count && p->said_count < SAID; i++) {
        const struct yz_finding *one = &f->all[i];
        snprintf(p->said[p->said_count++], sizeof *p->said, "%s%s%s", one->rule, *one->mend ? "  " : "", one->mend);
    }
}

static void set(struct yz_ui *ui, struct password *p) {
    struct yz_findings f = {0};
    bool same = strcmp(p->text[FRESH], p->text[AGAIN]) == 0;
    enum yz_status status = !*p->text[FRESH] ? yz_fail(YZ_REFUSED, _("请写口令"))
                            : !same          ? yz_fail(YZ_REFUSED, _("两遍不一样，没有改"))
                                    : yz_password_set(yz_ui_session(ui), p->staff.id, p->text[NOW], p->text[FRESH], &f);
    show_findings(p, &f);
    wipe(p);
    if (f.count) yz_ui_say(ui, YZ_ROLE_ERROR, "%s", f.all[0].rule);
    else if (yz_ui_ok(ui, status)) {
        yz_ui_back(ui);
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("口令已设"));
    }
    yz_findings_free(&f);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct password *p = state;
    switch (in->request) {
    case YZ_REQ_NEXT:
    case YZ_REQ_DOWN: p->at = p->at + 1 < LINES ? p->at + 1 : p->first; return true;
    case YZ_REQ_PREVIOUS:
    case YZ_REQ_UP: p->at = p->at > p->first ? p->at - 1 : AGAIN; return true;
    case YZ_REQ_OPEN:
        if (p->at < AGAIN) p->at++;
        else set(ui, p);
        return true;
    case YZ_REQ_SAVE: set(ui, p); return true;
    default: return yz_edit_line_input(&p->line[p->at], in, NULL);
    }
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    (void)state;
    return true;
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct password *p = state;
    (void)ui;
    *y = p->y;
    *x = p->x;
    return true;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, _("%s 的口令"), ((const struct password *)state)->staff.name);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_account_rules *r = yz_account_rules();
    (void)ui;
    (void)state;
    if (r)
        snprintf(out, room, _("至少 %1$lld 个字符；大写、小写、数字、其他里至少 %2$lld 种"), (long long)r->length,
                 (long long)r->classes);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_SAVE, N_("设口令")}, {YZ_REQ_NEXT, N_("换一栏")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_password_screen = {
    .name = "password",
    .title = N_("改口令"),
    .help = N_("口令写两遍，不显示；改自己的先写现在的。Enter 到下一栏，最后一栏的 Enter 或 Ctrl-S 就设好。\n"),
    .parts = YZ_PART_LINE,
    .size = sizeof(struct password),
    .open = open_password,
    .close = close_password,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .status = status,
    .hints = hints,
};
