/* What happened to one record, newest first, as a list: part of the screens of records. */
#ifndef YZ_UI_SCREENS_HISTORY_H
#define YZ_UI_SCREENS_HISTORY_H

#include "ui/list.h"
#include "ui/ui.h"

#include <yizhan/journal.h>

enum { YZ_HISTORY = 64 };

struct yz_history_line {
    struct yz_log_line line;
    char staff[96];
    char what[160]; /* which fields changed; what a note says */
};

struct yz_history {
    struct yz_ui *ui;
    enum yz_kind_id kind;
    int64_t id;
    yz_date day;
    struct yz_history_line lines[YZ_HISTORY];
    size_t count;
    bool read; /* only when first shown */
    struct yz_list list;
};

/* Of a past day: what had happened by that evening; 0 = all. */
void yz_history_open(struct yz_history *h, struct yz_ui *ui, enum yz_kind_id kind, int64_t id, yz_date day);
void yz_history_close(struct yz_history *h);
void yz_history_reload(struct yz_history *h);
void yz_history_paint(struct yz_history *h, struct yz_rect area);
bool yz_history_input(struct yz_history *h, const struct yz_input *in);
bool yz_history_cursor(const struct yz_history *h, int *y, int *x);

/* "[成员 3]  经过": the one shown stands in brackets. Answers the column after them. */
int yz_history_tabs(struct yz_rect line, const char *label, size_t count, bool on_history);

/* Fills `staff`. */
void yz_history_name(struct yz_session *s, struct yz_history_line *line);
/* Of a note (version 0): fills `what`, and `line.kind` where the note names the kind of record it is about. */
void yz_history_note(struct yz_session *s, struct yz_history_line *line);

#endif
