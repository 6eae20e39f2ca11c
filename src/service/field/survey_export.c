/* Answers going out: one row a reply, masked unless a reason was given; and the public table, in which no group is smaller than
 * three. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/mask.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"
#include "service/field/survey_private.h"
#include "service/ledger/out.h"
#include "service/session.h"

enum { GRIDS = 256, PAGE = 64 };

struct going {
    struct yz_session *s;
    const struct yz_survey_form *form;
    const struct yz_survey_out *o;
    FILE *file;
    bool json;
    struct yz_out table;
    struct yz_buffer line;
    struct yz_json j;
    struct yz_survey_grid grids[GRIDS];
    size_t n_grids, rows;
};

/* --- a row, in either form --- */

static void begin_row(struct going *g) {
    if (!g->json) return;
    yz_buffer_clear(&g->line);
    yz_json_open(&g->j, &g->line);
    yz_json_object(&g->j, NULL);
}

static void put(struct going *g, const char *key, const char *text) {
    if (g->json) yz_json_text(&g->j, key, text);
    else yz_out_text(&g->table, text);
}

/* A number; -1: kept back. */
static void put_count(struct going *g, const char *key, int64_t n) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)n);
    if (n < 0) {
        if (g->json) yz_json_null(&g->j, key);
        else yz_out_text(&g->table, _("不公开"));
    } else if (g->json) {
        yz_json_int(&g->j, key, n);
    } else if (g->table.xlsx) {
        yz_xlsx_amount(g->table.xlsx, text);
    } else {
        yz_out_text(&g->table, text);
    }
}

static enum yz_status end_row(struct going *g) {
    g->rows++;
    if (!g->json) return yz_out_end_row(&g->table), yz_out_status(&g->table);
    yz_json_end(&g->j);
    yz_buffer_byte(&g->line, '\n');
    if (g->line.failed) return yz_fail(YZ_BUSY, _("内存不足"));
    if (fwrite(g->line.data, 1, g->line.length, g->file) == g->line.length) return YZ_OK;
    return yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
}

static void header(struct going *g, const char *const *names, size_t count) {
    for (size_t i = 0; !g->json && i < count; i++) yz_out_header(&g->table, yz_tr(names[i]));
}

/* --- one row a reply --- */

static const struct yz_survey_grid *grid_of(const struct going *g, int64_t id) {
    for (size_t i = 0; i < g->n_grids; i++)
        if (g->grids[i].id == id) return &g->grids[i];
    return NULL;
}

/* Masked, a grid with few replies is not named, and nobody closer than by the building. */
static void put_place(struct going *g, const struct yz_reply *r) {
    const struct yz_survey_grid *grid = grid_of(g, r->grid);
    struct yz_household h = {0};
    char place[160] = "";
    bool few = grid && grid->hidden && (r->anonymous || !g->o->revealed);
    put(g, "grid", few ? _("不足三份的网格") : grid ? grid->name : "");
    if (r->household && !few) yz_record_get(g->s, YZ_HOUSEHOLD, r->household, &h);
    if (h.dwelling && g->o->revealed) yz_dwelling_short(g->s, h.dwelling, place, sizeof place);
    else if (h.dwelling) yz_building_address(g->s, yz_household_building(g->s, h.id), place, sizeof place);
    put(g, "place", place);
}

static void put_answers(struct going *g, char (*values)[YZ_ANSWER_ROOM]) {
    char text[2048], shown[2048];
    if (g->json) yz_json_object(&g->j, "answers");
    for (size_t i = 0; i < g->form->count; i++) {
        const struct yz_question *q = &g->form->questions[i];
        if (q->type == YZ_ASK_NOTE) continue;
        yz_answer_text(q, values[i], text, sizeof text);
        yz_mask_numbers(shown, sizeof shown, text);
        const char *told = g->o->revealed || q->type != YZ_ASK_TEXT ? text : shown;
        if (!g->json && g->table.xlsx && yz_question_counts(q)) yz_xlsx_amount(g->table.xlsx, told);
        else put(g, q->name, told);
    }
    if (g->json) yz_json_end(&g->j);
}

static enum yz_status put_reply(struct going *g, const struct yz_reply *r, char (*values)[YZ_ANSWER_ROOM]) {
    char text[64];
    enum yz_status status = yz_reply_values(g->s, g->form, r->id, values);
    if (status != YZ_OK) return status;
    begin_row(g);
    put(g, "reply", yz_ref_text(YZ_REPLY, r->id, text));
    snprintf(text, sizeof text, "%lld", (long long)r->number);
    put(g, "number", r->number ? text : "");
    put(g, "date", yz_date_text(yz_moment_date(r->at), text));
    put(g, "state", yz_code_label("reply_state", r->state));
    put_place(g, r);
    put_answers(g, values);
    return end_row(g);
}

static enum yz_status replies(struct going *g) {
    static const char *const names[] = {N_("编号"), N_("纸上编号"), N_("日期"), N_("状态"), N_("网格"), N_("地址")};
    struct yz_reply page[PAGE];
    size_t count = PAGE;
    int64_t before = 0;
    char label[300];
    char(*values)[YZ_ANSWER_ROOM] = calloc(YZ_QUESTIONS, sizeof *values);
    enum yz_status status = values ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    header(g, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < g->form->count && !g->json; i++) {
        snprintf(label, sizeof label, "%d %s", yz_question_number(g->form, i), g->form->questions[i].label);
        if (g->form->questions[i].type != YZ_ASK_NOTE) yz_out_header(&g->table, label);
    }
    if (!g->json) yz_out_end_row(&g->table);
    while (status == YZ_OK && count == PAGE) {
        status = yz_reply_page(g->s, &g->form->survey, NULL, before, page, PAGE, &count);
        for (size_t i = 0; i < count && status == YZ_OK; i++) status = put_reply(g, &page[i], values);
        if (count) before = page[count - 1].id;
    }
    free(values);
    return status;
}

/* --- the public table --- */

void yz_survey_suppress(int64_t *n, size_t count) {
    int64_t hidden = 0;
    for (size_t i = 0; i < count; i++)
        if (n[i] > 0 && n[i] < YZ_FEW) hidden += n[i], n[i] = -1;
    while (hidden && hidden < YZ_FEW) { /* the whole less the rest would tell them: the next smallest goes with them */
        size_t least = count;
        for (size_t i = 0; i < count; i++)
            if (n[i] > 0 && (least == count || n[i] < n[least])) least = i;
        if (least == count) return;
        hidden += n[least];
        n[least] = -1;
    }
}

static enum yz_status put_group(struct going *g, int number, const char *question, const char *choice, int64_t n,
                                int64_t of) {
    char text[24] = "";
    begin_row(g);
    if (number) snprintf(text, sizeof text, "%d", number);
    put(g, "number", text);
    put(g, "question", question);
    put(g, "choice", choice);
    put_count(g, "count", n);
    snprintf(text, sizeof text, "%.1f%%", of > 0 ? (double)n * 100 / (double)of : 0);
    put(g, "share", n < 0 || of <= 0 ? "" : text);
    return end_row(g);
}

static enum yz_status put_grids(struct going *g) {
    int64_t n[GRIDS] = {0}, all = 0;
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < g->n_grids; i++) all += n[i] = g->grids[i].replies;
    yz_survey_suppress(n, g->n_grids);
    status = put_group(g, 0, _("答卷"), _("全社区"), all > 0 && all < YZ_FEW ? -1 : all, 0);
    for (size_t i = 0; i < g->n_grids && status == YZ_OK; i++)
        status = put_group(g, 0, _("答卷，占目标"), g->grids[i].name, n[i], g->grids[i].wanted);
    return status;
}

static enum yz_status put_question(struct going *g, size_t at) {
    const struct yz_question *q = &g->form->questions[at];
    struct yz_survey_figures f;
    char name[48], label[192];
    bool choices = q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY;
    int number = yz_question_number(g->form, at);
    enum yz_status status = yz_survey_figures(g->s, g->form, at, 0, &f);
    bool few = f.answered > 0 && f.answered < YZ_FEW;
    if (few) memset(f.per, 0xff, sizeof f.per); /* -1 each */
    else yz_survey_suppress(f.per, YZ_CHOICES);
    if (status == YZ_OK) status = put_group(g, number, q->label, _("答了的"), few ? -1 : f.answered, f.replies);
    for (int64_t i = 0; status == YZ_OK && i < YZ_CHOICES; i++) {
        if (choices && !yz_question_choice(q, (size_t)i, name, label)) break;
        if (!choices && (q->type != YZ_ASK_SCALE || q->low + i > q->high)) break;
        if (!choices) snprintf(label, sizeof label, "%lld", (long long)q->low + i);
        status = put_group(g, number, q->label, label, f.per[i], f.answered);
    }
    if (status != YZ_OK || few || !f.answered || !yz_question_counts(q)) return status;
    snprintf(label, sizeof label, _("平均 %.2f"), f.sum / (double)f.answered);
    return put_group(g, number, q->label, label, f.answered, 0);
}

static enum yz_status public_table(struct going *g) {
    static const char *const names[] = {N_("题号"), N_("题目"), N_("选项"), N_("份数"), N_("比例")};
    header(g, names, sizeof names / sizeof *names);
    if (!g->json) yz_out_end_row(&g->table);
    enum yz_status status = put_grids(g);
    for (size_t i = 0; i < g->form->count && status == YZ_OK; i++)
        if (g->form->questions[i].type != YZ_ASK_NOTE) status = put_question(g, i);
    return status;
}

/* --- all of it --- */

/* Who took the answers out, and whether they were masked. */
static enum yz_status note(const struct going *g) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", g->o->open ? "survey-public" : "survey");
    yz_json_text(&j, "survey", g->form->survey.key);
    yz_json_bool(&j, "revealed", g->o->revealed);
    yz_json_text(&j, "of", yz_survey_kind.name);
    yz_json_end(&j);
    enum yz_status status = body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_act_begin(g->s->store, "export", g->s->staff.id);
    if (status == YZ_OK) {
        status = yz_note(g->s->store, "export", g->form->survey.id, yz_buffer_string(&body));
        if (status == YZ_OK) status = yz_act_commit(g->s->store, NULL);
        else yz_act_abort(g->s->store);
    }
    yz_buffer_free(&body);
    return status;
}

static enum yz_status open_out(struct going *g) {
    enum yz_encoding encoding = YZ_UTF8;
    const char *format = g->o->format ? g->o->format : "csv";
    bool xlsx = strcmp(format, "xlsx") == 0;
    g->json = strcmp(format, "json") == 0;
    if (!g->json && !xlsx && strcmp(format, "csv") != 0)
        return yz_fail(YZ_USAGE, _("不认识格式 %s；有 csv xlsx json"), format);
    if (g->o->encoding && !yz_encoding_parse(g->o->encoding, &encoding))
        return yz_fail(YZ_USAGE, _("不认识编码 %s；有 utf-8 gb18030 utf-16le"), g->o->encoding);
    return g->json ? YZ_OK : yz_out_open(&g->table, g->file, xlsx, g->form->survey.key, encoding);
}

enum yz_status yz_survey_export(struct yz_session *s, const struct yz_survey_form *form, const struct yz_survey_out *o,
                                FILE *file, size_t *rows) {
    struct going *g = calloc(1, sizeof *g);
    if (!g) return yz_fail(YZ_BUSY, _("内存不足"));
    *g = (struct going){.s = s, .form = form, .o = o, .file = file};
    enum yz_status status = yz_survey_grids(s, &form->survey, g->grids, GRIDS, &g->n_grids);
    if (status == YZ_OK) status = open_out(g);
    if (status != YZ_OK) return free(g), status;
    status = note(g);
    if (status == YZ_OK) status = o->open ? public_table(g) : replies(g);
    if (!g->json) {
        enum yz_status closed = yz_out_close(&g->table, status == YZ_OK);
        if (status == YZ_OK) status = closed;
    } else if (fflush(file) != 0 && status == YZ_OK) {
        status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
    }
    *rows = g->rows;
    yz_buffer_free(&g->line);
    free(g);
    return status;
}
