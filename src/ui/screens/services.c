/* Shortcuts to the services in force. */
#include "ui/screens/services.h"

#include "base/text.h"

#include <string.h>
#include <yizhan/i18n.h>

enum yz_status yz_services_read(struct yz_services *all, struct yz_session *s) {
    return yz_catalogue_list(s, 0, all->lines, YZ_SHORTCUTS, &all->count);
}

static const char *name_of(const struct yz_service_line *line) {
    return strcmp(yz_language_name(), "en") == 0 && *line->name_en ? line->name_en : line->short_name;
}

int yz_services_paint(const struct yz_services *all, struct yz_rect a, int row, int column) {
    for (size_t i = 0; i < all->count && column < a.columns - 4; i++) {
        const char number[] = {(char)('1' + i), '\0'};
        column += yz_paint(a, row, column, 2, YZ_ROLE_KEY, number) + 1;
        column += yz_paint(a, row, column, a.columns - column, YZ_ROLE_TEXT, name_of(&all->lines[i])) + 2;
    }
    return column;
}

bool yz_services_pick(const struct yz_services *all, struct yz_ui *ui, int n, int64_t household) {
    if (n < 1 || (size_t)n > all->count) return false;
    struct yz_target target = {.screen = "service", .kind = household ? YZ_HOUSEHOLD : YZ_NO_KIND, .id = household};
    yz_copy(target.key, sizeof target.key, all->lines[n - 1].key);
    yz_ui_open(ui, &target);
    return true;
}
