/* The questions of a questionnaire: added, changed, moved, taken out as long as nobody has replied. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/surveys.h>

struct survey_build {
    struct yz_ui *ui;
    struct yz_survey_form form;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("题号"), 4, 4, 1, YZ_RIGHT},
                                           {N_("题目"), 20, 0, 1, YZ_LEFT},
                                           {N_("题型"), YZ_LEAST(4, 12), 6, 2, YZ_LEFT},
                                           {N_("必答"), 4, 4, 3, YZ_LEFT},
                                           {N_("什么时候才问"), 12, 24, 4, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct survey_build *p = ctx;
    const struct yz_question *q = row;
    int number = yz_question_number(&p->form, (size_t)q->place - 1);
    if (column == 0 && number) snprintf(out, room, "%d", number);
    else if (column == 1) yz_copy(out, room, q->label);
    else if (column == 2) yz_copy(out, room, yz_code_label("question_type", q->type));
    else if (column == 3) yz_copy(out, room, q->required ? _("是") : "");
    else if (column == 4) yz_question_when(&p->form, q, out, room);
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_question), .cell = cell};

static int64_t newest(const struct yz_survey_form *form) {
    int64_t id = 0;
    for (size_t i = 0; i < form->count; i++) id = form->questions[i].id > id ? form->questions[i].id : id;
    return id;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct survey_build *p = state;
    struct yz_survey_form fresh = {0};
    enum yz_status status = yz_survey_load(yz_ui_session(ui), p->form.survey.id, &fresh);
    if (status != YZ_OK) return status;
    int64_t before = newest(&p->form), now = newest(&fresh);
    yz_list_array(&p->list, fresh.questions, fresh.count);
    yz_survey_form_free(&p->form);
    p->form = fresh;
    if (now > before) yz_list_select(&p->list, now); /* the one just added, so that the next goes below it */
    return YZ_OK;
}

static enum yz_status open_build(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct survey_build *p = state;
    p->ui = ui;
    p->form.survey.id = target->id;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有题目：Ctrl-N 加第一题");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_build(struct yz_ui *ui, void *state) {
    struct survey_build *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_survey_form_free(&p->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct survey_build *p = state;
    (void)ui;
    snprintf(out, room, _("题目 %1$s  %2$d 题"), p->form.survey.title, yz_survey_questions(&p->form));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct survey_build *)state)->list, area, true);
}

/* A new one goes below the one that the cursor is on. */
static bool add(struct survey_build *p, const struct yz_question *after) {
    struct yz_target t = YZ_TARGET("survey-edit", YZ_SURVEY, p->form.survey.id);
    yz_copy(t.key, sizeof t.key, "question");
    if (after) snprintf(t.extra, sizeof t.extra, "%lld", (long long)after->place + 1);
    if (yz_ui_ok(p->ui, yz_survey_may_build(yz_ui_session(p->ui), p->form.survey.id))) yz_ui_open(p->ui, &t);
    return true;
}

static bool act(struct survey_build *p, const struct yz_question *q, int what) {
    struct yz_session *s = yz_ui_session(p->ui);
    if (what == 4) return yz_ui_open(p->ui, &YZ_TARGET("survey-edit", YZ_SURVEY, p->form.survey.id)), true;
    if (!q || what < 1 || what > 4) return false;
    if (!yz_ui_ok(p->ui, what == 3 ? yz_survey_question_drop(s, q->id)
                                   : yz_survey_question_move(s, q->id, what == 1 ? -1 : 1)))
        return true;
    yz_ui_changed(p->ui);
    if (what == 3) yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已删去这道题；Ctrl-Z 可以撤销"));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct survey_build *p = state;
    const struct yz_question *q = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEW: return add(p, q);
    case YZ_REQ_PICK: return act(p, q, (int)in->number);
    case YZ_REQ_OPEN:
        if (q && yz_ui_ok(ui, yz_survey_may_build(yz_ui_session(ui), q->survey)))
            yz_ui_open(ui, &YZ_TARGET("survey-edit", YZ_QUESTION, q->id));
        return true;
    default: return yz_list_input(&p->list, in);
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui, (void)state;
    yz_copy(out, room, _("1 上移  2 下移  3 删去  4 名称、日期、目标"));
}

static const struct yz_hint hints[] = {{YZ_REQ_NEW, N_("加一题")},
                                       {YZ_REQ_OPEN, N_("修改")},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_survey_build_screen = {
    .name = "survey-build",
    .title = N_("问卷的题目"),
    .help = N_("还没有答卷的问卷在这里改：Ctrl-N 在光标下面加一题，Enter 修改，1 上移，2 下移，3 删去。\n"
               "4 改名称、代号、日期、目标和不记名。跳题规则只能看前面的题，挪动、删去后不成立的不让做。\n"
               "有了答卷，题目就不能再改。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct survey_build),
    .list = YZ_WHERE(struct survey_build, list),
    .open = open_build,
    .close = close_build,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
