/* Cards, the tree and lists of a past day. */
#include "ui/screens/as_of.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct yz_target yz_as_of_target(const char *screen, enum yz_kind_id kind, int64_t id, yz_date day) {
    struct yz_target t = {.kind = kind, .id = id, .day = day};
    yz_copy(t.screen, sizeof t.screen, screen);
    return t;
}

void yz_as_of_ask(struct yz_ui *ui, yz_ui_answered *answered) {
    yz_ui_ask_line(ui, _("看截至哪天的（如 2026-06-30、-30；今天 回到现在）"), NULL, answered);
}

void yz_as_of_go(struct yz_ui *ui, const struct yz_target *present, const char *answer) {
    struct yz_target then = *present;
    if (!yz_date_parse(answer, yz_today(), false, &then.day)) {
        yz_ui_say(ui, YZ_ROLE_ERROR, _("“%s”不是日期，例如 2026-06-30"), answer);
    } else if (then.day > yz_today()) {
        yz_ui_say(ui, YZ_ROLE_ERROR, _("要看的日子在今天之后"));
    } else {
        if (then.day == yz_today()) then.day = 0;
        if (then.day == present->day) return;
        if (present->day) yz_ui_replace(ui, &then);
        else yz_ui_open(ui, &then);
    }
}

bool yz_as_of_refuses(struct yz_ui *ui, yz_date day, const struct yz_input *in) {
    bool changes = in->request == YZ_REQ_EDIT || in->request == YZ_REQ_MOVE || in->request == YZ_REQ_NEW ||
                   in->request == YZ_REQ_PICK || in->request == YZ_REQ_UNDO || in->request == YZ_REQ_PERSON ||
                   in->request == YZ_REQ_ACT;
    if (!day || !changes) return false;
    yz_ui_say(ui, YZ_ROLE_WARNING, _("这是过去的样子，只能看；Esc 回到现在"));
    return true;
}

void yz_as_of_headline(yz_date day, char *out, size_t room) {
    char text[YZ_DATE_TEXT];
    size_t used = strlen(out);
    if (day) snprintf(out + used, room - used, _("  截至 %s"), yz_date_text(day, text));
}
