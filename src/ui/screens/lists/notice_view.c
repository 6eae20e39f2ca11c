/* The lines of a notice on a screen. */
#include "ui/screens/lists/notice_view.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

static const struct yz_column line_columns[] = {
    {N_("第几条"), 4, 5, 2, YZ_RIGHT}, {N_("清单"), 8, 8, 3, YZ_LEFT},     {N_("内容"), 18, 0, 1, YZ_LEFT},
    {N_("地点"), 12, 20, 4, YZ_LEFT},  {N_("提供方"), 10, 20, 6, YZ_LEFT}, {N_("能不能公开"), 22, 26, 2, YZ_LEFT},
};

enum { COLUMNS = sizeof line_columns / sizeof *line_columns };

static const char *problem_of(const struct yz_notice_view *v, const struct yz_posting *l) {
    for (size_t i = 0; i < v->draft.problem_count; i++)
        if (l->line && v->draft.problems[i].line + 1 == (size_t)l->line)
            return yz_public_rule_name(v->draft.problems[i].rule);
    return NULL;
}

static void line_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_notice_view *v = ctx;
    const struct yz_posting *l = row;
    const char *problem = problem_of(v, l), *fine = !l->line ? _("不公开，1 放回") : l->reworded ? _("公开措辞") : "";
    char line[24] = "";
    if (l->line) snprintf(line, sizeof line, "%lld", (long long)l->line);
    const char *texts[] = {line,
                           yz_code_label("notice_list", l->list),
                           *l->text ? l->text : l->field,
                           l->place,
                           l->who,
                           problem ? problem : fine};
    yz_copy(out, room, texts[column]);
}

static enum yz_role line_role(void *ctx, const void *row) {
    if (!((const struct yz_posting *)row)->line) return YZ_ROLE_DIM;
    return problem_of(ctx, row) ? YZ_ROLE_ERROR : YZ_ROLE_TEXT;
}

static const struct yz_column paper_columns[] = {{"", 20, 0, 1, YZ_LEFT}};

static void paper_cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    (void)ctx;
    (void)column;
    yz_copy(out, room, ((const struct yz_notice_row *)row)->text);
}

/* Whether the last column has anything in it. */
static bool anything_to_say(const struct yz_notice_view *v) {
    for (size_t i = 0; i < v->draft.count; i++)
        if (v->draft.lines[i].reworded) return true;
    return v->draft.problem_count > 0 || v->draft.left_count > 0;
}

static const struct yz_list_source lines = {
    .row_size = sizeof(struct yz_posting), .cell = line_cell, .role = line_role};
static const struct yz_list_source pages = {.row_size = sizeof(struct yz_notice_row), .cell = paper_cell};

static enum yz_status lay(struct yz_notice_view *v) {
    struct yz_buffer text = {0};
    size_t room = 1;
    enum yz_status status = yz_notice_render(&v->draft, YZ_NOTICE_TEXT, &text);
    for (size_t i = 0; i < text.length; i++) room += text.data[i] == '\n';
    v->rows = status == YZ_OK ? calloc(room, sizeof *v->rows) : NULL;
    if (status == YZ_OK && !v->rows) status = yz_fail(YZ_BUSY, _("内存不足"));
    v->pages = 1;
    for (const char *p = yz_buffer_string(&text); v->rows && *p; p += *p == '\n') {
        struct yz_notice_row *r = &v->rows[v->row_count++];
        size_t n = strcspn(p, "\n");
        r->id = (int64_t)v->row_count;
        if (*p == '\f') p++, n--, v->pages++;
        snprintf(r->text, sizeof r->text, "%.*s", (int)n, p);
        p += n;
    }
    yz_buffer_free(&text);
    return status;
}

void yz_notice_view_turn(struct yz_notice_view *v, bool paper) {
    v->paper = paper;
    yz_list_close(&v->list);
    if (paper) yz_list_open(&v->list, &pages, v, paper_columns, 1);
    else yz_list_open(&v->list, &lines, v, line_columns, COLUMNS - !anything_to_say(v));
    if (paper) yz_list_array(&v->list, v->rows, v->row_count);
    else yz_list_array(&v->list, v->lines, v->draft.count + v->draft.left_count);
}

static enum yz_status put_lines(struct yz_notice_view *v) {
    const struct yz_notice_draft *d = &v->draft;
    v->lines = calloc(d->count + d->left_count + 1, sizeof *v->lines);
    if (!v->lines) {
        v->draft.count = v->draft.left_count = 0;
        return yz_fail(YZ_BUSY, _("内存不足"));
    }
    if (d->count) memcpy(v->lines, d->lines, d->count * sizeof *v->lines);
    if (d->left_count) memcpy(v->lines + d->count, d->left, d->left_count * sizeof *v->lines);
    for (size_t i = 0; i < d->count + d->left_count; i++) v->lines[i].id = (int64_t)i + 1;
    return YZ_OK;
}

enum yz_status yz_notice_view_show(struct yz_notice_view *v, struct yz_notice_draft *draft, bool paper) {
    const struct yz_record *before = v->paper ? NULL : yz_list_selected(&v->list);
    int64_t selected = before ? before->id : 0;
    yz_notice_view_close(v);
    v->draft = *draft;
    *draft = (struct yz_notice_draft){0};
    enum yz_status status = put_lines(v);
    if (status == YZ_OK) status = lay(v);
    yz_notice_view_turn(v, paper);
    bool marked = v->draft.problem_count && v->draft.problems[0].line != SIZE_MAX;
    if (marked) selected = (int64_t)v->draft.problems[0].line + 1;
    if (!paper && selected) yz_list_select(&v->list, selected);
    return status;
}

void yz_notice_view_close(struct yz_notice_view *v) {
    yz_list_close(&v->list);
    yz_notice_draft_free(&v->draft);
    free(v->lines);
    free(v->rows);
    v->lines = NULL;
    v->rows = NULL;
    v->row_count = 0;
}

bool yz_notice_view_left(const struct yz_notice_view *v) {
    const struct yz_posting *l = v->paper ? NULL : yz_list_selected(&v->list);
    return l && !l->line;
}

bool yz_notice_view_about(const struct yz_notice_view *v, enum yz_kind_id *kind, int64_t *id, const char **text) {
    const struct yz_posting *l = v->paper ? NULL : yz_list_selected(&v->list);
    if (!l) return false;
    *kind = l->need ? YZ_NEED : YZ_OFFER;
    *id = l->need ? l->need : l->offer;
    *text = l->text;
    return true;
}
