/* How a role looks, for paint.c. */
#ifndef YZ_UI_THEME_H
#define YZ_UI_THEME_H

#include "ui/curses_wide.h"
#include "ui/paint.h"

/* Attributes of a role, and its colour pair (0 = the terminal's own colours). */
attr_t yz_theme_attributes(enum yz_role role, short *pair);

#endif
