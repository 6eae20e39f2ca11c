/* The two lists of a sitting: who lives there and how each stands, and what became of those chosen. Part of 批量办理. */
#ifndef YZ_UI_SCREENS_BULK_LIST_H
#define YZ_UI_SCREENS_BULK_LIST_H

#include "ui/list.h"
#include "ui/ui.h"

#include <yizhan/bulk.h>

struct yz_bulk_list { /* zero-initialise */
    struct yz_ui *ui;
    enum yz_kind_id kind; /* the place: whose mask the names are under */
    int64_t place;
    struct yz_list people, result;
    struct yz_bulk_line *rows; /* of the result: done first, then those left out */
    size_t count;
    bool open;
};

void yz_bulk_list_open(struct yz_bulk_list *v); /* when the place is known */
void yz_bulk_list_close(struct yz_bulk_list *v);
/* Shows the lines of the sitting as they stand now; the same one stays selected. */
void yz_bulk_list_show(struct yz_bulk_list *v, const struct yz_bulk *b);
enum yz_status yz_bulk_list_show_result(struct yz_bulk_list *v, const struct yz_bulk *b);
/* The selected one's place among the lines; false when there is none. */
bool yz_bulk_list_at(const struct yz_bulk_list *v, const struct yz_bulk *b, size_t *line);
/* The name of a line, masked as the list has it. */
void yz_bulk_list_name(const struct yz_bulk_list *v, const struct yz_bulk *b, size_t line, char *out, size_t room);
/* All that are shown and fit; when they all are already, none. Answers how many are chosen now, of those shown. */
size_t yz_bulk_list_choose_all(struct yz_bulk_list *v, struct yz_bulk *b);

#endif
