/* 问卷: the questionnaires of this station, with how many replies came of how many wanted. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/surveys.h>

enum { MOST = 200, GRIDS = 256 };

struct line {
    int64_t id, replies, wanted;
    struct yz_survey survey;
};

struct surveys {
    struct yz_ui *ui;
    struct line lines[MOST];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {{N_("问卷名称"), 18, 0, 1, YZ_LEFT},  {N_("代号"), 10, 16, 5, YZ_LEFT},
                                           {N_("答卷"), 6, 6, 2, YZ_RIGHT},      {N_("目标"), 6, 6, 3, YZ_RIGHT},
                                           {N_("截止日期"), 10, 10, 4, YZ_LEFT}, {N_("不记名"), 6, 9, 6, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char replies[24], wanted[24], day[YZ_DATE_TEXT];
    (void)ctx;
    snprintf(replies, sizeof replies, "%lld", (long long)l->replies);
    snprintf(wanted, sizeof wanted, "%lld", (long long)l->wanted);
    const char *texts[] = {l->survey.title,
                           l->survey.key,
                           replies,
                           wanted,
                           l->survey.ended_at ? _("已结束") : yz_date_text(l->survey.until, day),
                           l->survey.anonymous ? _("是") : ""};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static enum yz_status count(struct surveys *p, struct line *l) {
    struct yz_survey_grid *all = calloc(GRIDS, sizeof *all);
    size_t n = 0;
    enum yz_status status =
        all ? yz_survey_grids(yz_ui_session(p->ui), &l->survey, all, GRIDS, &n) : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; i < n; i++) l->replies += all[i].replies, l->wanted += all[i].wanted;
    free(all);
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    const struct yz_record_filter any = {0};
    struct surveys *p = state;
    struct yz_survey *page = calloc(MOST, sizeof *page);
    if (!page) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_page(yz_ui_session(ui), YZ_SURVEY, &any, 0, page, MOST, &p->count);
    for (size_t i = 0; status == YZ_OK && i < p->count; i++) {
        const struct yz_survey *v = &page[p->count - 1 - i]; /* the newest first */
        p->lines[i] = (struct line){.id = v->id, .survey = *v};
        status = count(p, &p->lines[i]);
    }
    free(page);
    if (status == YZ_OK) yz_list_array(&p->list, p->lines, p->count);
    return status;
}

static enum yz_status open_surveys(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct surveys *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有问卷：Ctrl-N，写名称再加题，或选写好的文件");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_surveys(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct surveys *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct surveys *)state)->list, area, true);
}

static bool is_file(const char *text) {
    const char *dot = strrchr(text, '.');
    return strchr(text, '/') || (dot && (strcasecmp(dot, ".csv") == 0 || strcasecmp(dot, ".xlsx") == 0));
}

/* One without questions yet; they are added next. */
static void begin(struct yz_ui *ui, const char *title) {
    struct yz_survey_form form = {0};
    struct yz_findings f = {0};
    if (!yz_field_set(yz_field_named(&yz_survey_kind, "title"), &form.survey, title, false, &f))
        yz_ui_say(ui, YZ_ROLE_ERROR, "%s", f.count ? f.all[0].rule : "");
    else if (yz_ui_ok(ui, yz_survey_add(yz_ui_session(ui), &form))) {
        yz_ui_changed(ui);
        yz_ui_open(ui, &YZ_TARGET("survey-build", YZ_SURVEY, form.survey.id));
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已建立问卷“%s”；Ctrl-N 加题"), form.survey.title);
    }
    yz_findings_free(&f);
}

static void add(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_survey_form form = {0};
    struct yz_findings f = {0};
    (void)state;
    if (!is_file(answer)) return begin(ui, answer);
    enum yz_status status = yz_survey_read(answer, &form, &f);
    if (f.errors)
        status = yz_fail(YZ_REFUSED, _("%1$s；共 %2$zu 处错误，全部见 yizhan survey check"), f.all[0].rule, f.errors);
    if (status == YZ_OK) status = yz_survey_add(yz_ui_session(ui), &form);
    if (yz_ui_ok(ui, status)) {
        yz_ui_changed(ui);
        yz_ui_open(ui, &YZ_TARGET("survey", YZ_SURVEY, form.survey.id));
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已建立问卷“%1$s”，%2$d 题"), form.survey.title, yz_survey_questions(&form));
    }
    yz_findings_free(&f);
    yz_survey_form_free(&form);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct surveys *p = state;
    const struct line *l = yz_list_selected(&p->list);
    if (in->request == YZ_REQ_NEW)
        return yz_ui_ask_line(ui, _("问卷名称；或写好的文件（.xlsx、CSV）"), NULL, add), true;
    if (in->request == YZ_REQ_OPEN && l) return yz_ui_open(ui, &YZ_TARGET("survey", YZ_SURVEY, l->id)), true;
    return yz_list_input(&p->list, in);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("结果、录入")},
                                       {YZ_REQ_NEW, N_("建立问卷")},
                                       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_surveys_screen = {
    .name = "surveys",
    .title = N_("问卷"),
    .help = N_("每份问卷收到多少答卷、要收多少。Enter 看结果、上门填、录入纸上的；Ctrl-N 建立一份：写名称，\n"
               "接着一题一题加；写好的 XLSForm 文件就打文件名。怎么写文件见 docs/surveys.md，例子在 data/surveys。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct surveys),
    .list = YZ_WHERE(struct surveys, list),
    .open = open_surveys,
    .close = close_surveys,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
