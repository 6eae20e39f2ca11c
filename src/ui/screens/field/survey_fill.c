/* Filling in a questionnaire, one question after another, at the door or from paper. What is answered goes into the draft as
 * each question is left; at the end all of it is shown, and of a second keying where it differs from the first. */
#include "base/text.h"
#include "ui/edit_line.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/surveys.h>

struct row {    /* of the end: a question that was asked */
    int64_t id; /* place from 1 */
    bool differs;
};

struct fill {
    struct yz_ui *ui;
    struct yz_survey_form form;
    struct yz_reply reply;
    bool second; /* the paper was keyed in before */
    char draft[80];
    int64_t record; /* of the draft: the household or grid */
    char (*values)[YZ_ANSWER_ROOM], (*first)[YZ_ANSWER_ROOM];
    bool settled[YZ_QUESTIONS]; /* of differences */
    size_t at;                  /* the question; form.count: the end */
    size_t choice;              /* that the cursor is on */
    char text[YZ_ANSWER_ROOM];
    struct yz_line_edit line;
    struct row rows[YZ_QUESTIONS];
    struct yz_list list;
    int cursor_y, cursor_x;
};

static const struct yz_question *now(const struct fill *p) {
    return &p->form.questions[p->at];
}

static bool typed(const struct fill *p) {
    if (p->at == p->form.count) return false;
    return now(p)->type == YZ_ASK_TEXT || now(p)->type == YZ_ASK_NUMBER || now(p)->type == YZ_ASK_DECIMAL;
}

/* An option to be chosen: a choice, or a step of a scale. */
static bool option(const struct yz_question *q, size_t i, char name[48], char label[192]) {
    if (q->type != YZ_ASK_SCALE) return yz_question_choice(q, i, name, label);
    snprintf(name, 48, "%lld", (long long)q->low + (long long)i);
    snprintf(label, 192, "%s", name);
    return q->low + (int64_t)i <= q->high;
}

static bool chosen(const struct fill *p, const char *name) {
    return yz_lists(p->values[p->at], name);
}

/* --- the draft --- */

static void keep(struct fill *p) {
    struct yz_draft_pair pairs[YZ_QUESTIONS];
    size_t n = 0;
    for (size_t i = 0; i < p->form.count; i++)
        if (*p->values[i]) pairs[n++] = (struct yz_draft_pair){p->form.questions[i].name, p->values[i]};
    yz_ui_ok(p->ui, yz_drafts_write(yz_ui_session(p->ui), p->draft, p->record, 0, pairs, n));
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct fill *p = ctx;
    for (size_t i = 0; i < p->form.count; i++)
        if (strcmp(p->form.questions[i].name, name) == 0) yz_copy(p->values[i], YZ_ANSWER_ROOM, value);
}

/* --- from question to question --- */

/* What is typed becomes the answer; false when it cannot be one. */
static bool take_text(struct fill *p) {
    struct yz_findings f = {0};
    if (!typed(p)) return true;
    bool good = yz_answer_set(now(p), p->text, p->values[p->at], &f);
    if (!good && f.count)
        yz_ui_say(p->ui, YZ_ROLE_ERROR, "%s%s%s", f.all[0].rule, *f.all[0].mend ? "；" : "", f.all[0].mend);
    yz_findings_free(&f);
    return good;
}

static bool open_at(const struct fill *p, size_t i) {
    return p->second && !p->settled[i] && strcmp(p->first[i], p->values[i]) != 0;
}

/* All that was asked, on the first difference that nobody has settled. */
static void fill_rows(struct fill *p) {
    size_t n = 0, i = 0;
    for (; i < p->form.count; i++) {
        bool asked = yz_question_asked(&p->form, p->values, i);
        if (!asked) *p->values[i] = '\0';
        bool differs = p->second && strcmp(p->first[i], p->values[i]) != 0;
        if ((asked && p->form.questions[i].type != YZ_ASK_NOTE) || differs)
            p->rows[n++] = (struct row){(int64_t)i + 1, differs};
    }
    yz_list_array(&p->list, p->rows, n);
    for (i = 0; i < p->form.count && !open_at(p, i);) i++;
    if (i < p->form.count) yz_list_select(&p->list, (int64_t)i + 1);
}

static void arrive(struct fill *p, size_t at) {
    char name[48], label[192];
    p->at = at;
    p->choice = 0;
    if (at == p->form.count) return fill_rows(p);
    if (typed(p)) {
        yz_copy(p->text, sizeof p->text, p->values[at]);
        yz_line_open(&p->line, p->text, sizeof p->text);
        return;
    }
    for (size_t i = 0; option(now(p), i, name, label); i++)
        if (chosen(p, name)) p->choice = i;
}

static bool next(struct fill *p) {
    size_t at = p->at;
    if (!take_text(p)) return true;
    if (at < p->form.count) at++;
    while (at < p->form.count && !yz_question_asked(&p->form, p->values, at)) at++;
    keep(p);
    arrive(p, at);
    return true;
}

static bool previous(struct fill *p) {
    size_t at = p->at;
    if (!take_text(p)) return true;
    keep(p);
    do {
        if (!at) return yz_ui_back(p->ui), true;
        at--;
    } while (!yz_question_asked(&p->form, p->values, at));
    arrive(p, at);
    return true;
}

/* Takes an option, of several puts it in or out. */
static bool choose(struct fill *p, size_t i) {
    const struct yz_question *q = now(p);
    char name[48], label[192], *value = p->values[p->at], several[YZ_ANSWER_ROOM] = "";
    size_t n = 0;
    if (!option(q, i, name, label)) return false;
    p->choice = i;
    if (q->type != YZ_ASK_MANY) return yz_copy(value, YZ_ANSWER_ROOM, name);
    for (size_t k = 0; option(q, k, name, label); k++)
        if (chosen(p, name) != (k == i) && n < sizeof several)
            n += (size_t)snprintf(several + n, sizeof several - n, "%s%s", n ? " " : "", name);
    yz_copy(value, YZ_ANSWER_ROOM, several);
    keep(p);
    return true;
}

/* --- opening --- */

static enum yz_status read_survey(struct fill *p, const struct yz_target *target) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_survey v;
    char key[64]; /* a draft's names the number of the paper behind @ */
    yz_copy(key, sizeof key, target->key);
    char *at = strrchr(key, '@');
    if (at) *at++ = '\0';
    enum yz_status status = yz_survey_find(s, key, &v);
    if (status == YZ_OK) status = yz_survey_load(s, v.id, &p->form);
    if (status != YZ_OK) return status;
    int64_t number = strtoll(at ? at : target->extra, NULL, 10);
    if (number) status = yz_reply_numbered(s, v.id, number, &p->reply);
    p->second = p->reply.id != 0;
    if (p->second && status == YZ_OK) status = yz_reply_values(s, &p->form, p->reply.id, p->first);
    if (p->second) return status;
    p->reply = (struct yz_reply){.number = number, .anonymous = target->kind == YZ_GRID};
    if (target->kind == YZ_GRID) p->reply.grid = target->id;
    else p->reply.household = target->id;
    return status == YZ_OK ? yz_reply_may(s, &p->form, &p->reply) : status;
}

static void release(struct fill *p) {
    yz_survey_form_free(&p->form);
    free(p->values);
    free(p->first);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct fill *p = ctx;
    size_t i = (size_t)((const struct row *)row)->id - 1;
    const struct yz_question *q = &p->form.questions[i];
    if (column == 0) snprintf(out, room, "%d %s%s", yz_question_number(&p->form, i), q->label, q->required ? " *" : "");
    else yz_answer_text(q, column == 1 ? p->values[i] : p->first[i], out, room);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct fill *p = ctx;
    const struct row *r = row;
    if (r->differs) return p->settled[r->id - 1] ? YZ_ROLE_GOOD : YZ_ROLE_ERROR;
    bool missing = p->form.questions[r->id - 1].required && !*p->values[r->id - 1];
    return missing ? YZ_ROLE_ERROR : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

static const struct yz_column columns[] = {
    {N_("题目"), 20, 40, 1, YZ_LEFT}, {N_("回答"), 16, 0, 2, YZ_LEFT}, {N_("第一遍"), 10, 24, 3, YZ_LEFT}};

static enum yz_status open_fill(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct fill *p = state;
    yz_moment at = 0;
    p->ui = ui;
    p->values = calloc(YZ_QUESTIONS, sizeof *p->values);
    p->first = calloc(YZ_QUESTIONS, sizeof *p->first);
    enum yz_status status = p->values && p->first ? read_survey(p, target) : yz_fail(YZ_BUSY, _("内存不足"));
    if (status != YZ_OK) return release(p), status;
    p->record = target->id;
    snprintf(p->draft, sizeof p->draft, "survey:%c:%s@%d%s", target->kind == YZ_GRID ? 'g' : 'h', p->form.survey.key,
             (int)p->reply.number, p->second ? "b" : "");
    yz_list_open(&p->list, &source, p, columns, p->second ? 3 : 2);
    yz_drafts_read(yz_ui_session(ui), p->draft, p->record, take_pair, p, &at);
    if (at) yz_ui_say(ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
    arrive(p, 0);
    while (at && p->at < p->form.count && *p->values[p->at]) next(p);
    return YZ_OK;
}

static void close_fill(struct yz_ui *ui, void *state) {
    struct fill *p = state;
    (void)ui;
    yz_list_close(&p->list);
    release(p);
}

/* --- the end --- */

static size_t unsettled(const struct fill *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->form.count; i++) n += open_at(p, i);
    return n;
}

/* 1: the first keying holds, 2: the second. */
static bool settle(struct fill *p, int which) {
    const struct row *r = yz_list_selected(&p->list);
    if (!p->second || !r || !r->differs || which < 1 || which > 2) return false;
    size_t i = (size_t)r->id - 1;
    if (which == 1) memcpy(p->values[i], p->first[i], YZ_ANSWER_ROOM);
    p->settled[i] = true;
    keep(p);
    fill_rows(p);
    return true;
}

static bool save(struct fill *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_findings f = {0};
    if (!take_text(p)) return true;
    keep(p);
    if (p->at < p->form.count) arrive(p, p->form.count);
    else fill_rows(p);
    if (unsettled(p)) {
        yz_ui_say(p->ui, YZ_ROLE_ERROR, _("两遍有 %zu 处不同：看纸，1 以第一遍为准，2 以第二遍为准"), unsettled(p));
        return true;
    }
    enum yz_status status = p->second ? yz_reply_second(s, &p->form, &p->reply, p->values, &f)
                                      : yz_reply_add(s, &p->form, &p->reply, p->values, &f);
    if (f.errors) yz_ui_say(p->ui, YZ_ROLE_ERROR, "%s：%s", f.all[0].rule, f.all[0].mend);
    else if (yz_ui_ok(p->ui, status)) {
        yz_drafts_drop(s, p->draft, p->record);
        yz_ui_back(p->ui);
        yz_ui_changed(p->ui);
        yz_ui_say(p->ui, YZ_ROLE_GOOD,
                  p->reply.state == YZ_REPLY_WHOLE ? _("已收下这份答卷") : _("已录第一遍；再录一遍同一个编号来核对"));
    }
    yz_findings_free(&f);
    return true;
}

/* --- the screen --- */

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct fill *p = state;
    char whose[96] = "", number[32] = "";
    struct yz_household h;
    if (p->reply.household && yz_record_get(yz_ui_session(ui), YZ_HOUSEHOLD, p->reply.household, &h) == YZ_OK)
        yz_dwelling_short(yz_ui_session(ui), h.dwelling, whose, sizeof whose);
    else yz_copy(whose, sizeof whose, _("不记名"));
    if (p->reply.number)
        snprintf(number, sizeof number, p->second ? _("  %d 号第二遍") : _("  %d 号第一遍"), (int)p->reply.number);
    snprintf(out, room, "%s  %s%s", p->form.survey.title, whose, number);
}

static void paint_options(struct fill *p, struct yz_rect area, int row) {
    char name[48], label[192], line[256];
    const struct yz_question *q = now(p);
    int top = (int)p->choice >= area.rows - row ? (int)p->choice - (area.rows - row) + 1 : 0;
    for (size_t i = (size_t)top; option(q, i, name, label) && row < area.rows; i++, row++) {
        bool here = i == p->choice;
        const char *mark = q->type == YZ_ASK_MANY ? (chosen(p, name) ? "[x]" : "[ ]") : chosen(p, name) ? "(x)" : "( )";
        if (q->type == YZ_ASK_SCALE) snprintf(line, sizeof line, "%s %s", mark, label);
        else snprintf(line, sizeof line, "%s %zu %s", mark, i + 1, label);
        yz_paint(area, row, 2, area.columns - 3, here ? YZ_ROLE_SELECTED : YZ_ROLE_TEXT, line);
        if (here) p->cursor_y = area.y + row, p->cursor_x = area.x + 2;
    }
}

static void paint_question(struct fill *p, struct yz_rect area) {
    const struct yz_question *q = now(p);
    char line[512];
    int row = 2, at = yz_question_number(&p->form, p->at);
    if (at) row = yz_paintf(area, 0, 0, YZ_ROLE_DIM, _("第 %1$d 题，共 %2$d 题"), at, yz_survey_questions(&p->form));
    else row = yz_paint(area, 0, 0, area.columns, YZ_ROLE_DIM, _("说明"));
    if (*q->section) yz_paintf(area, 0, row + 2, YZ_ROLE_DIM, "%s", q->section);
    row = 2;
    snprintf(line, sizeof line, "%s%s", q->label, q->required ? " *" : "");
    row += yz_paint_wrap(area, row, 0, YZ_ROLE_TITLE, line);
    if (*q->hint) row += yz_paint_wrap(area, row, 0, YZ_ROLE_DIM, q->hint);
    row++;
    p->cursor_y = area.y, p->cursor_x = area.x;
    if (q->type == YZ_ASK_NOTE) return;
    if (!typed(p)) return paint_options(p, area, row);
    p->cursor_x = area.x + yz_edit_line_paint(&p->line, area, row, 2, area.columns - 4, YZ_ROLE_FIELD);
    p->cursor_y = area.y + row;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct fill *p = state;
    struct yz_rect inner = yz_area_part(area, 1, area.columns - 2);
    (void)ui;
    if (p->at < p->form.count) return paint_question(p, inner);
    size_t open = unsettled(p);
    if (open) yz_paintf(inner, 0, 0, YZ_ROLE_ERROR, _("两遍有 %zu 处不同：看纸，1 以第一遍为准，2 以第二遍为准"), open);
    else yz_paint(inner, 0, 0, inner.columns, YZ_ROLE_GOOD, _("都答完了：核对一遍，Ctrl-S 收下"));
    yz_list_paint(&p->list, yz_area_below(area, 1), true);
}

static bool at_end(struct fill *p, const struct yz_input *in) {
    const struct row *r = yz_list_selected(&p->list);
    switch (in->request) {
    case YZ_REQ_OPEN:
        if (r) arrive(p, (size_t)r->id - 1);
        return true;
    case YZ_REQ_PICK: return settle(p, in->number);
    case YZ_REQ_BACK:
    case YZ_REQ_PREVIOUS: return previous(p);
    default: return yz_list_input(&p->list, in);
    }
}

static bool at_options(struct fill *p, const struct yz_input *in) {
    const struct yz_question *q = now(p);
    char name[48], label[192];
    switch (in->request) {
    case YZ_REQ_UP: return p->choice -= p->choice > 0, true;
    case YZ_REQ_DOWN: return p->choice += option(q, p->choice + 1, name, label), true;
    case YZ_REQ_MARK: return choose(p, p->choice), true;
    case YZ_REQ_OPEN: return (q->type == YZ_ASK_NOTE || q->type == YZ_ASK_MANY || choose(p, p->choice)) && next(p);
    case YZ_REQ_PICK: {
        int64_t i = q->type == YZ_ASK_SCALE ? in->number - q->low : in->number - 1;
        bool good = i >= 0 && choose(p, (size_t)i);
        return good && q->type != YZ_ASK_MANY ? next(p) : true;
    }
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct fill *p = state;
    (void)ui;
    if (in->request == YZ_REQ_SAVE) return save(p);
    if (p->at == p->form.count) return at_end(p, in);
    if (in->request == YZ_REQ_NEXT) return next(p);
    if (in->request == YZ_REQ_BACK || in->request == YZ_REQ_PREVIOUS) return previous(p);
    if (!typed(p)) return at_options(p, in);
    if (in->request == YZ_REQ_OPEN || in->request == YZ_REQ_DOWN) return next(p);
    if (in->request == YZ_REQ_UP) return previous(p);
    return yz_edit_line_input(&p->line, in, NULL);
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    return typed(state) || yz_list_editing(&((struct fill *)state)->list);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    const struct fill *p = state;
    (void)ui;
    if (p->at == p->form.count) return yz_list_cursor(&p->list, y, x);
    *y = p->cursor_y;
    *x = p->cursor_x;
    return true;
}

static void suspend(struct yz_ui *ui, void *state) {
    struct fill *p = state;
    (void)ui;
    if (typed(p)) yz_copy(p->values[p->at], YZ_ANSWER_ROOM, p->text);
    keep(p);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("下一题")},       {YZ_REQ_MARK, N_("勾选")},
                                       {YZ_REQ_NEXT, N_("不答，下一题")}, {YZ_REQ_BACK, N_("上一题")},
                                       {YZ_REQ_SAVE, N_("收下")},         {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint end[] = {
        {YZ_REQ_SAVE, N_("收下")}, {YZ_REQ_OPEN, N_("回去改这一题")}, {YZ_REQ_BACK, N_("上一题")}, {YZ_REQ_NONE, NULL}};
    const struct fill *p = state;
    (void)ui;
    return p->at == p->form.count ? end : hints;
}

const struct yz_screen yz_survey_fill_screen = {
    .name = "survey-fill",
    .title = N_("填问卷"),
    .help = N_("一题一题地问：数字或上下键、空格选，Enter 下一题，Esc 上一题，Tab 跳过不答；该跳的题自己跳过。\n"
               "答了的随时记在草稿里，断电也不丢。答完列出全部回答，Enter 回去改一题，Ctrl-S 收下。\n"
               "录第二遍时列出两遍不同的地方：看纸，1 以第一遍为准，2 以第二遍为准，都定了才能收下。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct fill),
    .list = YZ_WHERE(struct fill, list),
    .open = open_fill,
    .close = close_fill,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .suspend = suspend,
    .hints = hints,
    .hints_now = hints_now,
};
