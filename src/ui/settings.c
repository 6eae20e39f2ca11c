/* What the environment says of the interface, where it says what nobody knows: told once, on the first screen. */
#include "ui/ui_private.h"

#include "base/text.h"
#include <stdlib.h>
#include <yizhan/i18n.h>

void yz_ui_tell_settings(struct yz_ui *ui) {
    static const struct {
        const char *name, *words;
    } settings[] = {{"YIZHAN_THEME", "default, high-contrast, mono"}, {"YIZHAN_AMBIGUOUS", "narrow, wide"}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const char *value = getenv(settings[i].name);
        if (value && *value && !yz_lists(settings[i].words, value))
            yz_ui_say(ui, YZ_ROLE_WARNING, _("环境变量 %1$s 只认 %2$s，别的不管"), settings[i].name, settings[i].words);
    }
}
