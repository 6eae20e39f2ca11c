/* The services in force as a row of shortcuts: "1 新生儿医保  2 …"; a digit opens the form. Part of several screens. */
#ifndef YZ_UI_SCREENS_SERVICES_H
#define YZ_UI_SCREENS_SERVICES_H

#include "ui/ui.h"

#include <yizhan/catalogue.h>

enum { YZ_SHORTCUTS = 9 };

struct yz_services {
    struct yz_service_line lines[YZ_SHORTCUTS];
    size_t count;
};

enum yz_status yz_services_read(struct yz_services *all, struct yz_session *s);
/* Answers the column after them. */
int yz_services_paint(const struct yz_services *all, struct yz_rect a, int row, int column);
/* Opens the n-th (from 1) for a household (0: asked there). True when there is one. */
bool yz_services_pick(const struct yz_services *all, struct yz_ui *ui, int n, int64_t household);

#endif
