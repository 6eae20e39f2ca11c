/* The log as a list: shared by the screens 系统 and 日志. */
#ifndef YZ_UI_SCREENS_LOG_LIST_H
#define YZ_UI_SCREENS_LOG_LIST_H

#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <yizhan/journal.h>

enum { YZ_LOG_CHANGES = 12 };

struct yz_log_list {
    struct yz_ui *ui;
    struct yz_list list;
    struct yz_log_filter filter; /* set, then yz_list_restart */
    int64_t shown;               /* seq whose changes are in `changes` */
    char changes[YZ_LOG_CHANGES][200];
    size_t count;
};

void yz_log_list_open(struct yz_log_list *y, struct yz_ui *ui); /* closed by yz_list_close */
void yz_log_list_paint(struct yz_log_list *y, struct yz_rect area);
void yz_log_list_reload(struct yz_log_list *y);
void yz_log_list_go(struct yz_log_list *y); /* opens the record of the selected line */

#endif
