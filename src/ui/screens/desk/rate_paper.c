/* 录入评价表: paper forms keyed in one after another: which case, which mark, what was written. After saving the form is empty
 * again, so the mark is not seen a second time. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/ratings.h>

struct rate_paper {
    struct yz_ui *ui;
    struct yz_form form;
};

static void check_number(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct rate_paper *p = ctx;
    struct yz_case c;
    if (yz_case_by_number(yz_ui_session(p->ui), text, &c) == YZ_OK) yz_copy(text, room, c.number);
    else yz_find_error(f, name, text, yz_message(), _("编号在评价表和回执上，如 2026-000123"));
}

static const struct yz_form_field fields[] = {
    {.name = "number", .label = N_("办件编号"), .flags = YZ_FORM_REQUIRED, .check = check_number},
    {.name = "mark", .label = N_("评价"), .editor = YZ_EDIT_CHOICE, .of = "rating", .flags = YZ_FORM_REQUIRED},
    {.name = "note", .label = N_("意见"), .room = YZ_FORM_TEXT, .help = N_("居民写的话照录，没有就空着")},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct yz_form_events events = {.options = NULL};

static enum yz_status open_paper(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct rate_paper *p = state;
    (void)target;
    p->ui = ui;
    enum yz_status status = yz_rate_paper_allowed(yz_ui_session(ui));
    return status != YZ_OK ? status : yz_form_open(&p->form, fields, FIELDS, &events, p);
}

static void close_paper(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct rate_paper *)state)->form);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct rate_paper *)state)->form, area, true);
}

static void empty(struct rate_paper *p) {
    for (size_t i = 0; i < FIELDS; i++) yz_form_set(&p->form, fields[i].name, "");
    yz_form_focus(&p->form, fields[0].name);
    yz_form_saved(&p->form);
}

static bool save(struct rate_paper *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_findings f = {0};
    struct yz_case c;
    int32_t mark = 0;
    if (!yz_form_check(&p->form)) return true;
    enum yz_status status = yz_case_by_number(s, yz_form_get(&p->form, "number"), &c);
    yz_code_parse("rating", yz_form_get(&p->form, "mark"), &mark);
    if (status == YZ_OK) status = yz_rate(s, &c, mark, true, yz_form_get(&p->form, "note"), &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    if (yz_ui_ok(p->ui, status)) {
        empty(p);
        yz_ui_changed(p->ui);
        yz_ui_say(p->ui, YZ_ROLE_GOOD, _("办件 %s 已评价；可以录下一张"), c.number);
    }
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct rate_paper *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_SAVE, NULL}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_rate_paper_screen = {
    .name = "rate-paper",
    .title = N_("录入评价表"),
    .help = N_("居民填的纸质评价表，一张一张录：办件编号、评价、意见，Ctrl-S 保存后接着录下一张。\n"
               "一件只评一次；录过的评价不再显示。\n"),
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct rate_paper),
    .form = YZ_WHERE(struct rate_paper, form),
    .open = open_paper,
    .close = close_paper,
    .paint = paint,
    .input = input,
    .hints = hints,
};
