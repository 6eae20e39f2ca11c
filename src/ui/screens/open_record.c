/* The screen that shows a record, for whatever lists records of all kinds. */
#include "base/text.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

bool yz_open_record(struct yz_ui *ui, enum yz_kind_id kind, int64_t id) {
    bool listed = kind == YZ_NEED || kind == YZ_OFFER || kind == YZ_PROVIDER;
    const char *screen = listed ? "list-entry" : kind == YZ_MATCH ? "match-entry" : yz_kinds[kind]->name;
    struct yz_target target = {.kind = kind, .id = id};
    if (kind == YZ_SERVICE || !yz_ui_screen_named(ui, screen)) return false;
    yz_copy(target.screen, sizeof target.screen, screen);
    yz_ui_open(ui, &target);
    return true;
}
