/* Runs a script of keys over screens of a test. */
#include "support/ui_script.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include <cmocka.h>

void ui_script_begin(void) {
    setenv("YIZHAN_NOW", "2026-11-23T09:30:00+08:00", 1);
    unsetenv("YIZHAN_THEME");
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm-256color", 1);
    if (!setlocale(LC_ALL, "C.UTF-8")) setlocale(LC_ALL, "en_US.UTF-8");
    yz_language("zh");
}

enum yz_status ui_script_status(const struct yz_screen *const *screens, void *user, const char *script) {
    char path[] = "/tmp/yizhan-script-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, script, strlen(script)), strlen(script));
    close(fd);
    struct yz_ui_options options = {.script = path, .screens = screens, .user = user};
    enum yz_status status = yz_ui_run(NULL, &options);
    unlink(path);
    return status;
}

void ui_script(const struct yz_screen *const *screens, void *user, const char *script) {
    enum yz_status status = ui_script_status(screens, user, script);
    if (status != YZ_OK) fail_msg("%s", yz_message());
}
