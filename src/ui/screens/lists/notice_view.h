/* The lines of a notice on a screen, as a list or as the A4 pages. Part of several screens. */
#ifndef YZ_UI_SCREENS_NOTICE_VIEW_H
#define YZ_UI_SCREENS_NOTICE_VIEW_H

#include "ui/list.h"
#include "ui/ui.h"

#include <yizhan/notices.h>

struct yz_notice_row { /* a line of the A4 text */
    int64_t id;
    char text[264];
};

struct yz_notice_view { /* zero-initialise; release with yz_notice_view_close */
    struct yz_notice_draft draft;
    struct yz_posting *lines; /* those of the draft, and below them what is left out */
    struct yz_notice_row *rows;
    size_t row_count, pages;
    bool paper;
    struct yz_list list;
};

/* Takes the draft over and shows it from the top, as lines or, `paper`, as pages. */
enum yz_status yz_notice_view_show(struct yz_notice_view *v, struct yz_notice_draft *draft, bool paper);
void yz_notice_view_turn(struct yz_notice_view *v, bool paper);
void yz_notice_view_close(struct yz_notice_view *v);
/* Whether the selected line is one that is left out. */
bool yz_notice_view_left(const struct yz_notice_view *v);
/* What the selected line is about; false: none is, or the pages are shown. */
bool yz_notice_view_about(const struct yz_notice_view *v, enum yz_kind_id *kind, int64_t *id, const char **text);

#endif
