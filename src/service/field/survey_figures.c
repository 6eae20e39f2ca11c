/* Figures of a survey: how far each grid is, and the answers counted. Small groups stay hidden. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"
#include "service/field/survey_private.h"
#include "service/session.h"

int64_t yz_survey_percent(int64_t n, int64_t of) {
    return of > 0 ? (200 * n + of) / (2 * of) : 0;
}

enum { GRIDS = 256 };

/* Fewer than three replies are told to nobody. If the sum of those hidden were fewer than three itself, the whole less the
 * rest would tell them: then the smallest of the rest is hidden too. */
static void hide_few(struct yz_survey_grid *g, size_t count) {
    int64_t hidden = 0;
    for (size_t i = 0; i < count; i++) {
        g[i].hidden = g[i].replies < YZ_FEW;
        hidden += g[i].hidden ? g[i].replies : 0;
    }
    if (!hidden || hidden >= YZ_FEW) return;
    struct yz_survey_grid *least = NULL;
    for (size_t i = 0; i < count; i++)
        if (!g[i].hidden && (!least || g[i].replies < least->replies)) least = &g[i];
    if (least) least->hidden = true;
}

enum yz_status yz_survey_grids(struct yz_session *s, const struct yz_survey *survey, struct yz_survey_grid *out,
                               size_t max, size_t *count) {
    struct yz_query *q =
        yz_sql(s->store,
               "SELECT g.id,g.name,(SELECT count(*) FROM building b JOIN dwelling d ON d.building=b.id JOIN household h"
               " ON h.dwelling=d.id WHERE b.grid=g.id AND h.until=0),"
               "(SELECT households FROM quota WHERE survey=?1 AND grid=g.id),"
               "(SELECT count(*) FROM reply WHERE survey=?1 AND grid=g.id AND state=2),"
               "(SELECT count(*) FROM reply WHERE survey=?1 AND grid=g.id AND state=1) FROM grid g ORDER BY g.id");
    yz_bind(q, 1, survey->id);
    for (*count = 0; *count < max && yz_next(q); ++*count) {
        struct yz_survey_grid *g = &out[*count];
        *g = (struct yz_survey_grid){.id = yz_int(q, 0), .households = yz_int(q, 2), .wanted = yz_int(q, 3)};
        g->replies = yz_int(q, 4);
        g->once = yz_int(q, 5);
        if (!g->wanted) g->wanted = (g->households * survey->target + 99) / 100;
        yz_copy(g->name, sizeof g->name, yz_text(q, 1));
    }
    hide_few(out, *count);
    return yz_done(q);
}

enum yz_status yz_survey_may_see(struct yz_session *s, const struct yz_survey *v, int64_t grid) {
    struct yz_survey_grid *all = calloc(GRIDS, sizeof *all);
    size_t count = 0;
    enum yz_status status = all ? yz_survey_grids(s, v, all, GRIDS, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < count; i++)
        if (all[i].id == grid && all[i].hidden)
            status = yz_fail(YZ_REFUSED, _("%s的答卷太少，不单独列出"), all[i].name);
    free(all);
    return status;
}

bool yz_question_counts(const struct yz_question *q) {
    return q->type == YZ_ASK_SCALE || q->type == YZ_ASK_NUMBER || q->type == YZ_ASK_DECIMAL;
}

static void count_value(const struct yz_question *q, const char *value, int64_t times, struct yz_survey_figures *out) {
    char name[48], label[192];
    double n = strtod(value, NULL);
    out->answered += times;
    if (q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY)
        for (size_t i = 0; i < YZ_CHOICES && yz_question_choice(q, i, name, label); i++)
            out->per[i] += yz_lists(value, name) ? times : 0;
    if (!yz_question_counts(q)) return;
    int64_t step = (int64_t)n - q->low;
    if (q->type == YZ_ASK_SCALE && step >= 0 && step < YZ_CHOICES) out->per[step] += times;
    out->least = out->answered == times || n < out->least ? n : out->least;
    out->most = out->answered == times || n > out->most ? n : out->most;
    out->sum += n * (double)times;
}

enum yz_status yz_survey_figures(struct yz_session *s, const struct yz_survey_form *form, size_t question, int64_t grid,
                                 struct yz_survey_figures *out) {
    enum yz_status status = grid ? yz_survey_may_see(s, &form->survey, grid) : YZ_OK;
    *out = (struct yz_survey_figures){0};
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s->store, "SELECT a.value,count(*) FROM answer a JOIN reply r ON r.id=a.reply WHERE"
                                          " a.question=?1 AND r.state=2 AND (?2=0 OR r.grid=?2) GROUP BY a.value");
    out->replies = yz_sql_int(s->store, "SELECT count(*) FROM reply WHERE survey=?1 AND state=2 AND (?2=0 OR grid=?2)",
                              form->survey.id, grid);
    yz_bind(q, 1, form->questions[question].id);
    yz_bind(q, 2, grid);
    while (yz_next(q)) count_value(&form->questions[question], yz_text(q, 0), yz_int(q, 1), out);
    return yz_done(q);
}

enum yz_status yz_survey_texts(struct yz_session *s, int64_t question, int64_t grid, int64_t before,
                               struct yz_survey_text *out, size_t max, size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT a.id,a.need,a.value FROM answer a JOIN reply r ON r.id=a.reply WHERE"
                                          " a.question=?1 AND r.state=2 AND (?2=0 OR r.grid=?2) AND (?3=0 OR a.id<?3)"
                                          " ORDER BY a.id DESC LIMIT ?4");
    yz_bind(q, 1, question);
    yz_bind(q, 2, grid);
    yz_bind(q, 3, before);
    yz_bind(q, 4, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) {
        out[*count].id = yz_int(q, 0);
        out[*count].need = yz_int(q, 1);
        yz_mask_numbers(out[*count].text, sizeof out->text, yz_text(q, 2));
    }
    return yz_done(q);
}
