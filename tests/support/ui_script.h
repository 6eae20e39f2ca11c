/* Runs a script of keys over screens of a test, without a terminal. */
#ifndef YZ_TESTS_UI_SCRIPT_H
#define YZ_TESTS_UI_SCRIPT_H

#include "ui/ui.h"

/* Chinese, UTF-8 and a clock that stands still: once, before the tests. */
void ui_script_begin(void);

/* The first of `screens` is home; `user` is yz_ui_user. Fails the test, with line and screen, when the script does. */
void ui_script(const struct yz_screen *const *screens, void *user, const char *script);
/* The same, and answers the status instead. */
enum yz_status ui_script_status(const struct yz_screen *const *screens, void *user, const char *script);

#endif
