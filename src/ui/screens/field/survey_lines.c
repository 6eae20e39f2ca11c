/* The rows of a questionnaire's views. */
#include "ui/screens/field/survey_lines.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { GRIDS = 256, PAGE = 64, TEXTS = 500, REPLIES = 2000 };

void yz_survey_lines_free(struct yz_survey_lines *l) {
    free(l->all);
    *l = (struct yz_survey_lines){0};
}

static struct yz_survey_line *line(struct yz_survey_lines *l, int what) {
    static struct yz_survey_line lost; /* without memory the rest is not shown */
    if (l->count == l->room) {
        size_t room = l->room ? 2 * l->room : 64;
        struct yz_survey_line *more = realloc(l->all, room * sizeof *more);
        if (!more) return &lost;
        l->all = more;
        l->room = room;
    }
    struct yz_survey_line *new = &l->all[l->count++];
    *new = (struct yz_survey_line){.id = (int64_t)l->count, .what = what};
    return new;
}

static void add_bars(const struct yz_question *q, const struct yz_survey_figures *g, struct yz_survey_lines *out) {
    char name[48], label[192];
    bool choices = q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY;
    for (int64_t i = 0; i < YZ_CHOICES; i++) {
        if (choices && !yz_question_choice(q, (size_t)i, name, label)) return;
        if (!choices && (q->type != YZ_ASK_SCALE || q->low + i > q->high)) return;
        if (!choices) snprintf(label, sizeof label, "%lld", (long long)q->low + i);
        struct yz_survey_line *l = line(out, YZ_LINE_BAR);
        snprintf(l->text, sizeof l->text, "   %s", label);
        l->question = q->id;
        if (choices) yz_copy(l->choice, sizeof l->choice, name);
        else yz_copy(l->choice, sizeof l->choice, label);
        l->n = g->per[i];
        l->of = g->answered;
    }
}

static enum yz_status add_texts(struct yz_session *s, const struct yz_question *q, int64_t grid,
                                struct yz_survey_lines *out) {
    struct yz_survey_text page[PAGE];
    size_t count = PAGE, told = 0;
    int64_t before = 0;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && count == PAGE && told < TEXTS) {
        status = yz_survey_texts(s, q->id, grid, before, page, PAGE, &count);
        for (size_t i = 0; status == YZ_OK && i < count; i++, told++) {
            struct yz_survey_line *l = line(out, YZ_LINE_TEXT);
            snprintf(l->text, sizeof l->text, "   %s%.480s", page[i].need ? _("（已转需求）") : "", page[i].text);
            yz_text_line(l->text, sizeof l->text, l->text);
            l->record = before = page[i].id;
            l->need = page[i].need;
        }
    }
    return status;
}

static enum yz_status results(struct yz_session *s, const struct yz_survey_form *form, int64_t grid,
                              struct yz_survey_lines *out) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < form->count; i++) {
        const struct yz_question *q = &form->questions[i];
        struct yz_survey_figures g;
        if (q->type == YZ_ASK_NOTE) continue;
        status = yz_survey_figures(s, form, i, grid, &g);
        if (status != YZ_OK) return status;
        struct yz_survey_line *head = line(out, YZ_LINE_HEAD);
        int used = snprintf(head->text, sizeof head->text, "%d %s", yz_question_number(form, i), q->label);
        head->n = g.answered;
        head->of = g.replies;
        if (yz_question_counts(q) && g.answered)
            snprintf(head->text + used, sizeof head->text - (size_t)used, _("  平均 %1$.1f（%2$.10g–%3$.10g）"),
                     g.sum / (double)g.answered, g.least, g.most);
        add_bars(q, &g, out);
        if (q->type == YZ_ASK_TEXT) status = add_texts(s, q, grid, out);
    }
    return status;
}

static enum yz_status grids(struct yz_session *s, const struct yz_survey_form *form, struct yz_survey_lines *out) {
    struct yz_survey_grid *all = calloc(GRIDS, sizeof *all);
    size_t count = 0;
    enum yz_status status =
        all ? yz_survey_grids(s, &form->survey, all, GRIDS, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        struct yz_survey_line *l = line(out, YZ_LINE_GRID);
        snprintf(l->text, sizeof l->text,
                 all[i].once ? _("%1$s  目标 %2$d / 住户 %3$d  待第二遍 %4$d") : _("%1$s  目标 %2$d / 住户 %3$d"),
                 all[i].name, (int)all[i].wanted, (int)all[i].households, (int)all[i].once);
        l->n = all[i].replies;
        l->of = all[i].wanted;
        l->record = all[i].id;
    }
    free(all);
    return status;
}

static void reply_line(struct yz_session *s, const struct yz_reply *r, struct yz_survey_lines *out) {
    char place[96] = "", number[32] = "", when[YZ_DATE_TEXT];
    struct yz_household h;
    struct yz_survey_line *l = line(out, YZ_LINE_REPLY);
    if (r->household && yz_record_get(s, YZ_HOUSEHOLD, r->household, &h) == YZ_OK)
        yz_dwelling_short(s, h.dwelling, place, sizeof place);
    else yz_record_title(s, YZ_GRID, r->grid, false, place, sizeof place);
    if (r->number) snprintf(number, sizeof number, _("%d 号  "), (int)r->number);
    snprintf(l->text, sizeof l->text, "%s  %s  %s%s%s", yz_date_text(yz_moment_date(r->at), when),
             yz_code_label("reply_state", r->state), number, place, r->anonymous ? _("  不记名") : "");
    l->record = r->id;
    if (r->state == YZ_REPLY_ONCE) l->number = r->number;
}

static enum yz_status replies(struct yz_session *s, const struct yz_survey_form *form, const struct yz_chosen *chosen,
                              struct yz_survey_lines *out) {
    struct yz_reply page[PAGE];
    size_t count = PAGE;
    int64_t before = 0;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && count == PAGE && out->count < REPLIES) {
        status = yz_reply_page(s, &form->survey, chosen, before, page, PAGE, &count);
        for (size_t i = 0; status == YZ_OK && i < count; i++) reply_line(s, &page[i], out);
        if (count) before = page[count - 1].id;
    }
    return status;
}

/* Question and answer of one reply. */
static enum yz_status one(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                          struct yz_survey_lines *out) {
    char(*values)[YZ_ANSWER_ROOM] = calloc(YZ_QUESTIONS, sizeof *values), text[YZ_ANSWER_ROOM];
    enum yz_status status = values ? yz_reply_shown(s, form, reply, values) : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < form->count; i++) {
        if (!*values[i]) continue;
        struct yz_survey_line *head = line(out, YZ_LINE_TEXT);
        snprintf(head->text, sizeof head->text, "%d %s", yz_question_number(form, i), form->questions[i].label);
        head->need = 1; /* dim, and nothing to be made of it */
        struct yz_survey_line *l = line(out, YZ_LINE_TEXT);
        yz_answer_text(&form->questions[i], values[i], text, sizeof text);
        snprintf(l->text, sizeof l->text, "   %.480s", text);
        yz_text_line(l->text, sizeof l->text, l->text);
    }
    free(values);
    return status;
}

enum yz_status yz_survey_lines_read(struct yz_session *s, const struct yz_survey_form *form,
                                    const struct yz_survey_seen *seen, struct yz_survey_lines *out) {
    if (seen->view == YZ_VIEW_GRIDS) return grids(s, form, out);
    if (seen->view == YZ_VIEW_ONE) return one(s, form, seen->reply, out);
    return seen->view == YZ_VIEW_REPLIES ? replies(s, form, &seen->chosen, out) : results(s, form, seen->grid, out);
}
