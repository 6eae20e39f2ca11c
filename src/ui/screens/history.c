/* The history of one record. */
#include "ui/screens/history.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

static const struct yz_column columns[] = {
    {N_("时间"), 16, 16, 1, YZ_LEFT},
    {N_("办理"), 12, 24, 2, YZ_LEFT},
    {N_("经手"), 8, 10, 3, YZ_LEFT},
    {N_("变动"), 10, 0, 4, YZ_LEFT},
};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_history_line *l = row;
    char time[YZ_MOMENT_TEXT];
    (void)ctx;
    const char *texts[] = {yz_moment_text(l->line.at, time), yz_verb_label(l->line.verb), l->staff, l->what};
    yz_copy(out, room, texts[column]);
}

static int64_t seq(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_history_line *)row)->line.seq;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_history_line), .cell = cell, .id = seq};

static void changed(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_history_line *l = ctx;
    size_t used = strlen(l->what);
    (void)before;
    (void)after;
    if (used) yz_copy(l->what + used, sizeof l->what - used, _("、"));
    used = strlen(l->what);
    yz_copy(l->what + used, sizeof l->what - used, yz_tr(f->label));
}

/* Of a record that is new. */
static void begun(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_history_line *l = ctx;
    size_t used = strlen(l->what);
    (void)before;
    if (f->flags & YZ_TOLD_NEW)
        snprintf(l->what + used, sizeof l->what - used, "%s%s %s", _("；"), yz_tr(f->label), after);
    l->what[yz_utf8_cut(l->what, sizeof l->what - 1)] = '\0';
}

void yz_history_name(struct yz_session *s, struct yz_history_line *line) {
    struct yz_staff staff;
    bool known = line->line.staff && yz_record_get(s, YZ_STAFF, line->line.staff, &staff) == YZ_OK;
    yz_copy(line->staff, sizeof line->staff, known ? staff.name : _("系统"));
}

static void note_member(void *ctx, const char *name, const char *value) {
    struct yz_history_line *l = ctx;
    enum yz_paper paper;
    size_t used = strlen(l->what);
    if (strcmp(name, "step") == 0) return; /* the verb says it */
    if (strcmp(name, "kind") == 0 && yz_kind_named(value)) {
        yz_copy(l->line.kind, sizeof l->line.kind, value);
        return;
    }
    if (strcmp(name, "paper") == 0 && yz_paper_from_key(value, &paper)) value = yz_paper_name(paper);
    snprintf(l->what + used, sizeof l->what - used, "%s%s", used ? "  " : "", value);
    l->what[yz_utf8_cut(l->what, sizeof l->what - 1)] = '\0';
}

void yz_history_note(struct yz_session *s, struct yz_history_line *line) {
    line->what[0] = '\0';
    if (!line->line.version) yz_log_note(s, &line->line, note_member, line);
}

static void describe(struct yz_session *s, struct yz_history_line *line) {
    yz_history_name(s, line);
    yz_history_note(s, line);
    if (line->line.version > 1) yz_log_changes(s, &line->line, false, changed, line);
    if (line->line.version != 1) return;
    yz_copy(line->what, sizeof line->what, _("新建"));
    yz_log_changes(s, &line->line, false, begun, line);
}

/* Of a household's member: whose line it is stands before what changed. */
static void tell_whom(const struct yz_history *h, struct yz_history_line *l) {
    const struct yz_kind *k = yz_kind_named(l->line.kind);
    char title[96], what[sizeof l->what];
    if (!k || k->id == h->kind) return;
    yz_copy(what, sizeof what, l->what);
    yz_record_title(yz_ui_session(h->ui), k->id, l->line.id, true, title, sizeof title);
    snprintf(l->what, sizeof l->what, _("%1$s %2$s：%3$s"), yz_tr(k->label), title, what);
    l->what[yz_utf8_cut(l->what, sizeof l->what - 1)] = '\0';
}

static void read_lines(struct yz_history *h) {
    struct yz_session *s = yz_ui_session(h->ui);
    static struct yz_log_line lines[YZ_HISTORY];
    h->count = 0;
    if (yz_record_history(s, h->kind, h->id, h->day, lines, YZ_HISTORY, &h->count) != YZ_OK) h->count = 0;
    for (size_t i = 0; i < h->count; i++) {
        h->lines[i].line = lines[i];
        describe(s, &h->lines[i]);
        tell_whom(h, &h->lines[i]);
    }
    yz_list_array(&h->list, h->lines, h->count);
    h->read = true;
}

void yz_history_open(struct yz_history *h, struct yz_ui *ui, enum yz_kind_id kind, int64_t id, yz_date day) {
    h->ui = ui;
    h->kind = kind;
    h->id = id;
    h->day = day;
    yz_list_open(&h->list, &source, h, columns, sizeof columns / sizeof *columns);
    h->list.empty = N_("还没有经过");
}

void yz_history_close(struct yz_history *h) {
    yz_list_close(&h->list);
}

void yz_history_reload(struct yz_history *h) {
    if (h->read) read_lines(h);
}

void yz_history_paint(struct yz_history *h, struct yz_rect area) {
    if (!h->read) read_lines(h);
    yz_list_paint(&h->list, area, true);
}

bool yz_history_input(struct yz_history *h, const struct yz_input *in) {
    return yz_list_input(&h->list, in);
}

bool yz_history_cursor(const struct yz_history *h, int *y, int *x) {
    return yz_list_cursor(&h->list, y, x);
}

static int tab(struct yz_rect line, int at, const char *text, bool shown) {
    char marked[96];
    snprintf(marked, sizeof marked, shown ? "[%s]" : " %s ", text);
    return at + yz_paint(line, 0, at, line.columns - at, shown ? YZ_ROLE_HEADER : YZ_ROLE_TEXT, marked) + 1;
}

int yz_history_tabs(struct yz_rect line, const char *label, size_t count, bool on_history) {
    char text[64];
    snprintf(text, sizeof text, "%s %zu", label, count);
    return tab(line, tab(line, 1, text, !on_history), _("经过"), on_history);
}
