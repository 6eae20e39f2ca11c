/* The log as a list, under a filter, and what the selected line changed. */
#include "ui/screens/trust/log_list.h"

#include "base/text.h"
#include "ui/screens/history.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { PAGE = 64 };

static const struct yz_column columns[] = {
    {N_("序号"), 6, 8, 6, YZ_RIGHT}, {N_("时间"), 16, 16, 1, YZ_LEFT}, {N_("办理"), 17, 24, 3, YZ_LEFT},
    {N_("经手"), 6, 12, 4, YZ_LEFT}, {N_("记录"), 24, 0, 2, YZ_LEFT},
};

struct row {
    struct yz_history_line h;
    char about[192]; /* the record, in the words of its kind */
};

static void describe(struct yz_session *s, struct row *r) {
    char title[128] = "";
    yz_history_name(s, &r->h);
    yz_history_note(s, &r->h);
    const struct yz_kind *k = yz_kind_named(r->h.line.kind);
    if (k) yz_record_title(s, k->id, r->h.line.id, true, title, sizeof title);
    snprintf(r->about, sizeof r->about, "%s %s%s", k ? yz_tr(k->label) : "", title,
             r->h.line.gone ? _("（已删）") : "");
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct row *r = row;
    const struct yz_log_line *l = &r->h.line;
    char time[YZ_MOMENT_TEXT];
    (void)ctx;
    switch (column) {
    case 0: snprintf(out, room, "%lld", (long long)l->seq); break;
    case 1: yz_copy(out, room, yz_moment_text(l->at, time)); break;
    case 2: yz_copy(out, room, yz_verb_label(l->verb)); break;
    case 3: yz_copy(out, room, r->h.staff); break;
    default: yz_copy(out, room, r->about); break;
    }
}

static int64_t seq(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct row *)row)->h.line.seq;
}

/* The lines after `at`, oldest first: what is hidden or filtered out leaves gaps, so stretches of seq are looked through up to
 * the newest line, longer ones while there is nothing in them. */
static enum yz_status fetch_newer(struct yz_session *s, const struct yz_log_filter *f, int64_t at,
                                  struct yz_log_line *out, size_t want, size_t *count) {
    struct yz_log_line page[PAGE], newest;
    struct yz_log_filter filter = *f;
    const struct yz_log_filter any = {0};
    size_t n = 0;
    *count = 0;
    enum yz_status status = yz_log(s, &any, &newest, 1, &n);
    int64_t head = n ? newest.seq : 0, stretch = PAGE;
    while (status == YZ_OK && *count < want && at < head) {
        filter.before_seq = at + stretch + 1;
        status = yz_log(s, &filter, page, PAGE, &n);
        if (n == PAGE && page[PAGE - 1].seq > at + 1 && stretch > PAGE) {
            stretch = PAGE; /* more than a page: the oldest are not among them */
            continue;
        }
        while (status == YZ_OK && n && *count < want)
            if (page[--n].seq > at) out[(*count)++] = page[n];
        at += stretch;
        stretch *= 2;
    }
    return status;
}

/* Older lines come after. */
static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    struct yz_log_list *y = ctx;
    struct yz_session *s = yz_ui_session(y->ui);
    struct row *lines = out;
    struct yz_log_line page[PAGE];
    int64_t at = from ? ((const struct row *)from)->h.line.seq : 0;
    size_t want = max < PAGE ? max : PAGE;
    struct yz_log_filter filter = y->filter;
    filter.before_seq = at;
    yz_session_read_begin(s);
    enum yz_status status =
        direction > 0 ? yz_log(s, &filter, page, want, count) : fetch_newer(s, &y->filter, at, page, want, count);
    for (size_t i = 0; status == YZ_OK && i < *count; i++) {
        lines[i] = (struct row){.h.line = page[i]};
        describe(s, &lines[i]);
    }
    yz_session_read_end(s);
    return status;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .fetch = fetch, .cell = cell, .id = seq};

static void note_change(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_log_list *y = ctx;
    if (y->count < YZ_LOG_CHANGES)
        snprintf(y->changes[y->count++], sizeof *y->changes, "%s: %s → %s", yz_tr(f->label),
                 *before ? before : _("（空）"), *after ? after : _("（空）"));
}

/* The changes of the selected line, read once. */
static void read_changes(struct yz_log_list *y) {
    const struct row *r = yz_list_selected(&y->list);
    if (!r || r->h.line.seq == y->shown) return;
    y->shown = r->h.line.seq;
    y->count = 0;
    if (*r->h.what) yz_copy(y->changes[y->count++], sizeof *y->changes, r->h.what);
    else yz_log_changes(yz_ui_session(y->ui), &r->h.line, false, note_change, y);
}

/* Opens the record of the selected line, when it has a screen. */
void yz_log_list_go(struct yz_log_list *y) {
    const struct row *r = yz_list_selected(&y->list);
    const struct yz_kind *k = r ? yz_kind_named(r->h.line.kind) : NULL;
    if (r && !(k && yz_open_record(y->ui, k->id, r->h.line.id)))
        yz_ui_say(y->ui, YZ_ROLE_TEXT, _("这一条没有自己的界面，改了什么写在下面"));
}

void yz_log_list_open(struct yz_log_list *y, struct yz_ui *ui) {
    y->ui = ui;
    yz_list_open(&y->list, &source, y, columns, sizeof columns / sizeof *columns);
    y->list.empty = N_("没有这样的记录");
}

void yz_log_list_paint(struct yz_log_list *y, struct yz_rect area) {
    int changes = area.rows / 3 < YZ_LOG_CHANGES ? area.rows / 3 : YZ_LOG_CHANGES;
    struct yz_rect list = area, below = yz_area_below(area, area.rows - changes);
    list.rows -= changes + 1;
    yz_list_paint(&y->list, list, true);
    read_changes(y);
    for (size_t i = 0; i < y->count && (int)i < changes; i++)
        yz_paint(below, (int)i, 2, below.columns - 2, YZ_ROLE_TEXT, y->changes[i]);
}

void yz_log_list_reload(struct yz_log_list *y) {
    y->shown = 0;
    yz_list_reload(&y->list);
}
