/* The services in force as a row of shortcuts: "1 新生儿医保  2 …"; a digit opens the form. Part of several screens. */
#ifndef YZ_UI_SCREENS_SERVICES_H
#define YZ_UI_SCREENS_SERVICES_H

#include "ui/ui.h"

#include <yizhan/catalogue.h>

enum { YZ_SHORTCUTS = 8 };

struct yz_services {
    struct yz_service_line lines[YZ_SHORTCUTS];
    size_t count;
    bool none; /* whoever is signed in begins no case: nothing is shown, no digit taken */
};

/* The first ones by their order; internal ones are none. */
enum yz_status yz_services_read(struct yz_services *all, struct yz_session *s);
/* From the first row of `a` at `column` on into further rows as far as there are any, and last "0 全部"; what does not fit
 * is left out, since 0 has it. */
void yz_services_paint(const struct yz_services *all, struct yz_rect a, int column);
/* Opens the n-th (from 1) for a household (0: asked there), or for 0 the list of all. True when there is one. */
bool yz_services_pick(const struct yz_services *all, struct yz_ui *ui, int n, int64_t household);

/* In the language in force: the short name, the English one. */
const char *yz_service_short_name(const struct yz_service_line *line);

#endif
