/* The table of screens, made from its rows in screens.h. */
#include "ui/screens/screens.h"

#include <stddef.h>

#define ROW(name) &yz_##name##_screen,
const struct yz_screen *const yz_screens[] = {YZ_SCREENS(ROW) NULL};
