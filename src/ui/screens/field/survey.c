/* One questionnaire: results as bars, how far each grid is, the replies; from here it is filled in, keyed in, printed. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/screens/field/survey_lines.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>
#include <yizhan/registry.h>

enum { BAR = 16 };

struct survey {
    struct yz_ui *ui;
    struct yz_survey_form form;
    struct yz_survey_seen seen;
    char grid_name[64];
    struct yz_survey_lines lines;
    struct yz_list list;
    int64_t answer; /* that is to become a need */
    int64_t number; /* of the paper that is to be keyed in */
};

static const struct yz_column columns[] = {{N_("内容"), 30, 0, 1, YZ_LEFT},
                                           {N_("份数"), 5, 6, 2, YZ_RIGHT},
                                           {N_("比例"), 5, 6, 3, YZ_RIGHT},
                                           {"", BAR, BAR, 4, YZ_LEFT}};

static void bar(char *out, size_t room, int64_t n, int64_t of) {
    int length = of ? (int)(n * BAR / of) : 0;
    size_t used = 0;
    *out = '\0';
    for (int i = 0; i < length && i < BAR && used + 4 < room; i++)
        used += (size_t)snprintf(out + used, room - used, "%s", yz_theme_box() ? "█" : "#");
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_survey_line *l = row;
    bool counted = l->what != YZ_LINE_TEXT && l->what != YZ_LINE_REPLY;
    (void)ctx;
    if (column == 0) yz_copy(out, room, l->text);
    else if (column == 1 && counted) snprintf(out, room, "%lld", (long long)l->n);
    else if (column == 2 && counted && l->of) snprintf(out, room, "%d%%", (int)yz_survey_percent(l->n, l->of));
    else if (column == 3 && (l->what == YZ_LINE_BAR || l->what == YZ_LINE_GRID)) bar(out, room, l->n, l->of);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct yz_survey_line *l = row;
    (void)ctx;
    return l->what == YZ_LINE_HEAD ? YZ_ROLE_HEADER
           : l->number             ? YZ_ROLE_WARNING
           : l->need               ? YZ_ROLE_DIM
                                   : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_survey_line), .cell = cell, .role = role};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct survey *p = state;
    struct yz_survey_form form = {0}; /* its questions may have been changed */
    struct yz_survey_lines fresh = {0};
    enum yz_status status = yz_survey_load(yz_ui_session(ui), p->form.survey.id, &form);
    if (status == YZ_OK) status = yz_survey_lines_read(yz_ui_session(ui), &form, &p->seen, &fresh);
    if (status != YZ_OK) {
        yz_survey_lines_free(&fresh);
        yz_survey_form_free(&form);
        return status;
    }
    yz_list_array(&p->list, fresh.all, fresh.count);
    yz_survey_lines_free(&p->lines);
    yz_survey_form_free(&p->form);
    p->lines = fresh;
    p->form = form;
    return YZ_OK;
}

static enum yz_status open_survey(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct survey *p = state;
    p->ui = ui;
    p->form.survey.id = target->id;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有答卷");
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_survey(struct yz_ui *ui, void *state) {
    struct survey *p = state;
    (void)ui;
    yz_list_close(&p->list);
    yz_survey_lines_free(&p->lines);
    yz_survey_form_free(&p->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    static const char *const views[] = {N_("结果"), N_("各网格"), N_("答卷"), "", N_("一份答卷")};
    const struct survey *p = state;
    (void)ui;
    snprintf(out, room, "%s %s  %s%s%s", _("问卷"), p->form.survey.title, yz_tr(views[p->seen.view]),
             p->seen.grid ? " " : "", p->seen.grid ? p->grid_name : "");
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct survey *)state)->list, area, true);
}

/* --- filling in and keying in --- */

static void go(struct survey *p, enum yz_kind_id kind, int64_t id) {
    struct yz_target t = YZ_TARGET("survey-fill", kind, id);
    yz_copy(t.key, sizeof t.key, p->form.survey.key);
    if (p->number) snprintf(t.extra, sizeof t.extra, "%lld", (long long)p->number);
    yz_ui_open(p->ui, &t);
}

static void whose(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    enum yz_kind_id kind;
    int64_t id;
    unsigned kinds = p->form.survey.anonymous ? 1u << YZ_GRID : 1u << YZ_HOUSEHOLD | 1u << YZ_GRID;
    if (yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), answer, kinds, &kind, &id))) go(p, kind, id);
}

static void ask_whose(struct survey *p) {
    char own[64] = "";
    int64_t grid = yz_session_staff(yz_ui_session(p->ui))->grid;
    if (grid) yz_record_title(yz_ui_session(p->ui), YZ_GRID, grid, false, own, sizeof own);
    if (p->form.survey.anonymous) yz_ui_suggest(p->ui, _("哪个网格（不记名）"), own, whose);
    else yz_ui_ask_line(p->ui, _("哪一户（地址）；不记名的写网格"), NULL, whose);
}

static void numbered(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    struct yz_reply r;
    p->number = strtoll(answer, NULL, 10);
    if (p->number < 1) return yz_ui_say(ui, YZ_ROLE_ERROR, _("纸上编号要从 1 起"));
    if (!yz_ui_ok(ui, yz_reply_numbered(yz_ui_session(ui), p->form.survey.id, p->number, &r))) return;
    if (r.state == YZ_REPLY_WHOLE) return yz_ui_say(ui, YZ_ROLE_ERROR, _("%d 号答卷两遍都录过了"), (int)r.number);
    if (r.id) go(p, r.household ? YZ_HOUSEHOLD : YZ_GRID, r.household ? r.household : r.grid);
    else ask_whose(p);
}

/* --- what is done with a line --- */

static void to_need(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    struct yz_need need = {0};
    struct yz_findings f = {0};
    int32_t field;
    if (!yz_code_parse("need_field", answer, &field))
        return yz_ui_ask_code(ui, _("没有这个领域："), "need_field", 6, to_need);
    if (yz_ui_ok(ui, yz_answer_need(yz_ui_session(ui), p->answer, field, &need, &f))) {
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已转成需求，来源是问卷"));
    }
    yz_findings_free(&f);
}

static void set_target(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    const struct yz_survey_line *l = yz_list_selected(&p->list);
    char *end;
    long long n = strtoll(answer, &end, 10);
    if (*end || n < 0 || !l) return yz_ui_say(ui, YZ_ROLE_ERROR, _("目标户数是整数，如 30"));
    if (yz_ui_ok(ui, yz_quota_set(yz_ui_session(ui), p->form.survey.id, l->record, n))) yz_ui_changed(ui);
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    struct yz_print way;
    enum yz_status status = yz_print_parse(answer, &way);
    if (status == YZ_OK) status = yz_survey_print(yz_ui_session(ui), &p->form, &way);
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), _("问卷"));
}

/* --- the end, and what came of it --- */

static void end_it(struct yz_ui *ui, void *state, const char *answer) {
    struct survey *p = state;
    struct yz_findings f = {0};
    if (yz_ui_ok(ui, yz_survey_end(yz_ui_session(ui), p->form.survey.id, answer, &f))) {
        yz_ui_changed(ui);
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已提前结束，不再收答卷；Ctrl-Z 可以撤销"));
    }
    yz_findings_free(&f);
}

/* The format goes by the file's name; an existing file is never written over. */
static void export_to(struct yz_ui *ui, struct survey *p, const char *path, bool open) {
    const char *dot = strrchr(path, '.');
    struct yz_survey_out o = {.open = open, .format = dot && strcmp(dot, ".xlsx") == 0 ? "xlsx" : "csv"};
    size_t rows = 0;
    FILE *file;
    enum yz_status status = yz_new_file(path, &file);
    if (status == YZ_OK)
        status = yz_new_file_done(path, file, yz_survey_export(yz_ui_session(ui), &p->form, &o, file, &rows));
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已导出 %1$zu 行到 %2$s"), rows, path);
}

static void export_replies(struct yz_ui *ui, void *state, const char *answer) {
    export_to(ui, state, answer, false);
}

static void export_public(struct yz_ui *ui, void *state, const char *answer) {
    export_to(ui, state, answer, true);
}

static bool ask_file(struct survey *p, bool open) {
    char name[96], day[YZ_DATE_TEXT];
    snprintf(name, sizeof name, "%s-%s%s.xlsx", p->form.survey.key, yz_date_text(yz_today(), day),
             open ? _("-公开") : "");
    if (open) yz_ui_suggest(p->ui, _("公开表写到（.xlsx、.csv；少于三份的不列）"), name, export_public);
    else yz_ui_suggest(p->ui, _("答卷导出到（.xlsx、.csv；个人信息遮盖）"), name, export_replies);
    return true;
}

/* Shows something else; what cannot be shown leaves it as it is. */
static bool show(struct survey *p, const struct yz_survey_seen *seen) {
    struct yz_survey_seen before = p->seen;
    p->seen = *seen;
    if (seen->grid)
        yz_record_title(yz_ui_session(p->ui), YZ_GRID, seen->grid, false, p->grid_name, sizeof p->grid_name);
    if (yz_ui_ok(p->ui, refresh(p->ui, p))) return yz_list_restart(&p->list), true;
    p->seen = before;
    return true;
}

static bool turn(struct survey *p, int by) {
    unsigned now = p->seen.view == YZ_VIEW_ONE ? YZ_VIEW_REPLIES : p->seen.view;
    return show(p, &(struct yz_survey_seen){
                       .view = (enum yz_survey_view)((now + YZ_SURVEY_VIEWS + (unsigned)by) % YZ_SURVEY_VIEWS)});
}

/* A number opens its rows: a grid its results, a bar the replies that chose it, a reply what it says. */
static bool open_line(struct survey *p, const struct yz_survey_line *l) {
    struct yz_survey_seen to = {.view = YZ_VIEW_RESULTS};
    char number[24];
    if (!l) return false;
    if (l->number)
        return snprintf(number, sizeof number, "%lld", (long long)l->number), numbered(p->ui, p, number), true;
    if (l->what == YZ_LINE_GRID) {
        to.grid = l->record;
    } else if (l->what == YZ_LINE_BAR) {
        to.view = YZ_VIEW_REPLIES;
        to.chosen.question = l->question;
        to.chosen.grid = p->seen.grid;
        yz_copy(to.chosen.value, sizeof to.chosen.value, l->choice);
    } else if (l->what == YZ_LINE_REPLY) {
        to = (struct yz_survey_seen){.view = YZ_VIEW_ONE, .chosen = p->seen.chosen, .reply = l->record};
    } else {
        return true;
    }
    return show(p, &to);
}

/* From a reply to the replies, from the replies of a bar to the results; else out. */
static bool go_back(struct survey *p) {
    struct yz_survey_seen to = {.view = YZ_VIEW_RESULTS};
    if (p->seen.view == YZ_VIEW_ONE) to = (struct yz_survey_seen){.view = YZ_VIEW_REPLIES, .chosen = p->seen.chosen};
    else if (!p->seen.chosen.question) return false;
    return show(p, &to);
}

static bool on_line(struct survey *p, const struct yz_survey_line *l) {
    if (l && l->what == YZ_LINE_TEXT && l->record && !l->need) {
        p->answer = l->record;
        yz_ui_ask_code(p->ui, _("需求领域："), "need_field", 6, to_need);
    } else if (l && l->what == YZ_LINE_GRID) {
        char now[24];
        snprintf(now, sizeof now, "%lld", (long long)l->of);
        yz_ui_suggest(p->ui, _("这个网格要问多少户"), now, set_target);
    } else {
        yz_ui_say(p->ui, YZ_ROLE_TEXT, _("Ctrl-N 用在文字回答上（转成需求）和网格上（定目标）"));
    }
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct survey *p = state;
    const struct yz_survey_line *l = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    case YZ_REQ_OPEN: return open_line(p, l);
    case YZ_REQ_BACK: return go_back(p);
    case YZ_REQ_NEW: return on_line(p, l);
    case YZ_REQ_PICK:
        if (in->number == 1) return p->number = 0, ask_whose(p), true;
        if (in->number == 2) return yz_ui_ask_line(ui, _("纸上的编号"), NULL, numbered), true;
        if (in->number == 3) return yz_ui_ask_line(ui, _("为什么提前结束（不再收答卷）"), NULL, end_it), true;
        if (in->number == 4 || in->number == 5) return ask_file(p, in->number == 5);
        if (in->number == 6) return yz_ui_open(ui, &YZ_TARGET("survey-build", YZ_SURVEY, p->form.survey.id)), true;
        return false;
    case YZ_REQ_PRINT: return yz_ui_suggest(ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print), true;
    default: return yz_list_input(&p->list, in);
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_survey *v = &((const struct survey *)state)->form.survey;
    char who[96] = "", when[YZ_DATE_TEXT];
    if (!v->ended_at) return (void)yz_copy(out, room, _("1 上门填  2 录纸上的  3 结束  4 导出  5 公开表  6 题目"));
    yz_record_title(yz_ui_session(ui), YZ_STAFF, v->ended_by, false, who, sizeof who);
    snprintf(out, room, _("4 导出  5 公开表  6 题目  %1$s %2$s 提前结束：%3$s"),
             yz_date_text(yz_moment_date(v->ended_at), when), who, v->ended_why);
}

static const struct yz_hint hints[] = {{YZ_REQ_NEXT, N_("结果、网格、答卷")},
                                       {YZ_REQ_NEW, N_("转需求、定目标")},
                                       {YZ_REQ_OPEN, N_("打开")},
                                       {YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_survey_screen = {
    .name = "survey",
    .title = N_("一份问卷"),
    .help = N_("Tab 在结果、各网格、答卷之间换。1 上门填一份，2 录入纸上的：同一个编号录两遍，不同的列出来定。\n"
               "文字回答上 Ctrl-N 转成需求；网格上 Ctrl-N 定目标、Enter 只看这个网格，少于三份的不单独列出。\n"
               "条形上 Enter 看是哪些答卷，答卷上 Enter 看它答了什么，或录第二遍。3 提前结束，要写原因；4 导出答卷，5 "
               "写公开的统计表。6 看题目，没有答卷时可以改。Ctrl-P 打印空白问卷，Ctrl-Z "
               "撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct survey),
    .list = YZ_WHERE(struct survey, list),
    .open = open_survey,
    .close = close_survey,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
