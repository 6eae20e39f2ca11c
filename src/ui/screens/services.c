/* Shortcuts to the services in force. */
#include "ui/screens/services.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum yz_status yz_services_read(struct yz_services *all, struct yz_session *s) {
    all->none = !yz_may(s, YZ_RIGHT_WRITE);
    enum yz_status status = yz_catalogue_list(s, 0, all->lines, YZ_SHORTCUTS, &all->count);
    while (all->count && all->lines[all->count - 1].internal) all->count--; /* they come last */
    return status;
}

const char *yz_service_short_name(const struct yz_service_line *line) {
    return strcmp(yz_language_name(), "en") == 0 && *line->name_en ? line->name_en : line->short_name;
}

struct pen { /* where the next one goes */
    struct yz_rect area;
    int row, column, margin;
};

/* False when there is no room for it, also not in a further row. `last` keeps room for what must come after it. */
static bool put(struct pen *p, const char *number, const char *name, int last) {
    int width = 2 + yz_text_width(name);
    bool lowest = p->row + 1 >= p->area.rows;
    if (p->column + width + (lowest ? last : 0) > p->area.columns - 1) {
        if (lowest) return false;
        p->row++;
        p->column = p->margin;
    }
    p->column += yz_paint(p->area, p->row, p->column, 2, YZ_ROLE_KEY, number) + 1;
    p->column += yz_paint(p->area, p->row, p->column, p->area.columns - p->column, YZ_ROLE_TEXT, name) + 2;
    return true;
}

void yz_services_paint(const struct yz_services *all, struct yz_rect a, int column) {
    struct pen pen = {a, 0, column, column};
    if (all->none) return;
    int last = 2 + yz_text_width(_("全部")) + 2;
    for (size_t i = 0; i < all->count; i++) {
        const char number[] = {(char)('1' + i), '\0'};
        if (!put(&pen, number, yz_service_short_name(&all->lines[i]), last)) break;
    }
    put(&pen, "0", _("全部"), 0);
}

bool yz_services_pick(const struct yz_services *all, struct yz_ui *ui, int n, int64_t household) {
    if (all->none || n < 0 || (size_t)n > all->count) return false;
    struct yz_target target = {.screen = "service", .kind = household ? YZ_HOUSEHOLD : YZ_NO_KIND, .id = household};
    if (n) yz_copy(target.key, sizeof target.key, all->lines[n - 1].key);
    else yz_copy(target.screen, sizeof target.screen, "services");
    yz_ui_open(ui, &target);
    return true;
}
