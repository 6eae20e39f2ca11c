/* 导览: what a step says stands above the message line while the real screens work; a step is done when what it waits for is so. */
#include "ui/ui_private.h"

#include "base/text.h"
#include "ui/form.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/tour.h>

enum { ROWS = 3, LOW = 16, TEXT = 1024 };

enum yz_status yz_ui_tour(struct yz_ui *ui) {
    size_t count;
    if (!ui->session) return yz_fail(YZ_REFUSED, _("这里没有导览"));
    if (!yz_tour_steps(&count)) return YZ_REFUSED;
    enum yz_status status = yz_tour_begin(ui->session, &ui->tour.from);
    if (status != YZ_OK) return status;
    ui->tour.on = true;
    ui->tour.at = 0;
    ui->tour.since = yz_tour_now(ui->session);
    yz_ui_repaint(ui);
    return YZ_OK;
}

static const struct yz_tour_step *step(const struct yz_ui *ui, size_t *count) {
    const struct yz_tour_step *all = ui->tour.on ? yz_tour_steps(count) : NULL;
    return all && ui->tour.at < *count ? &all[ui->tour.at] : NULL;
}

/* Where the keys are hidden from whoever comes by, so is this. */
static bool shown(const struct yz_ui *ui) {
    return ui->tour.on && !(yz_ui_present(ui)->flags & YZ_SCREEN_BARE);
}

int yz_tour_rows(const struct yz_ui *ui) {
    return !shown(ui) ? 0 : ui->rows < LOW ? 1 : ROWS;
}

void yz_tour_paint(const struct yz_ui *ui, struct yz_rect area) {
    char say[TEXT], text[TEXT + 96];
    size_t count;
    const struct yz_tour_step *s = step(ui, &count);
    if (!s || !shown(ui)) return;
    snprintf(text, sizeof text, _("导览 %1$zu/%2$zu（Esc 离开）：%3$s"), ui->tour.at + 1, count,
             yz_tour_text(s, &ui->tour.from, say, sizeof say));
    yz_paint_wrap(area, 0, 0, YZ_ROLE_MATCH, text);
}

static void end(struct yz_ui *ui) {
    ui->tour.on = false;
    yz_ui_say(ui, YZ_ROLE_GOOD, _("导览结束；F1 再按 Enter 从头再走，刚才做的可以按 Ctrl-Z 撤销"));
}

static bool reached(struct yz_ui *ui, const struct yz_tour_step *s) {
    struct yz_level *top = yz_ui_top(ui);
    const struct yz_form *form = top->screen->form ? yz_level_part(top, top->screen->form) : NULL;
    const char *field;
    switch (s->until) {
    case YZ_TOUR_SCREEN: return strcmp(top->screen->name, s->what) == 0;
    case YZ_TOUR_FORM: return form && form->count;
    case YZ_TOUR_FIELD:
        field = form && form->count ? yz_form_focused(form) : NULL;
        return field && strcmp(field, s->what) == 0;
    case YZ_TOUR_ACT: return yz_tour_done(ui->session, s->what, ui->tour.since);
    default: return false;
    }
}

static void go_on(struct yz_ui *ui) {
    ui->tour.at++;
    ui->tour.since = yz_tour_now(ui->session);
    yz_ui_repaint(ui);
}

void yz_tour_follow(struct yz_ui *ui) {
    size_t count;
    const struct yz_tour_step *s = step(ui, &count);
    if (s && shown(ui) && reached(ui, s)) go_on(ui);
}

bool yz_tour_input(struct yz_ui *ui, const struct yz_input *in) {
    size_t count;
    const struct yz_tour_step *s = step(ui, &count);
    if (!s || !shown(ui) || ui->question.open) return false;
    if (in->request == YZ_REQ_BACK) return end(ui), true;
    if (in->request != YZ_REQ_OPEN || s->until != YZ_TOUR_ENTER) return false;
    go_on(ui);
    return true;
}
