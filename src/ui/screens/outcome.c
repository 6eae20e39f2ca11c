/* The consequences of a form: days left, cover, years, amount, papers missing, who may be the same, and the sources. */
#include "ui/screens/outcome.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct lines { /* where the next line goes */
    struct yz_rect area;
    int row;
};

static void line(struct lines *l, enum yz_role role, const char *text) {
    if (*text && l->row < l->area.rows) l->row += yz_paint_wrap(yz_area_below(l->area, l->row), 0, 0, role, text);
}

/* One line where both fit, else two. */
static void pair_of_lines(struct lines *l, enum yz_role role, const char *first, const char *second) {
    int used = yz_text_width(first), width = yz_text_width(second);
    if (used + 2 + width > l->area.columns || l->row >= l->area.rows) {
        line(l, role, first);
        line(l, YZ_ROLE_TEXT, second);
        return;
    }
    yz_paint(l->area, l->row, 0, l->area.columns, role, first);
    yz_paint(l->area, l->row++, used + 2, width, YZ_ROLE_TEXT, second);
}

static void window_line(struct lines *l, const struct yz_outcome *o) {
    char text[192], cover[192] = "", day[YZ_DATE_TEXT];
    if (!o->window_known) return;
    yz_date_text(o->window_ends, day);
    if (o->in_window)
        snprintf(text, sizeof text, _("期限 %1$d 天，还剩 %2$d 天（到 %3$s）"), o->window_days, o->window_days_left,
                 day);
    else
        snprintf(text, sizeof text, _("期限 %1$d 天，已过 %2$d 天（%3$s 止）"), o->window_days, -o->window_days_left,
                 day);
    if (*o->cover_text) snprintf(cover, sizeof cover, _("待遇：%s"), o->cover_text);
    pair_of_lines(l, o->in_window ? YZ_ROLE_GOOD : YZ_ROLE_WARNING, text, cover);
}

static void money_line(struct lines *l, const struct yz_outcome *o) {
    char text[192] = "";
    size_t used = 0;
    for (size_t i = 0; i < o->year_count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%d", i ? _("、") : "", o->years[i]);
    if (!used) return;
    if (o->amount >= 0)
        snprintf(text + used, sizeof text - used, _(" 年度，应缴 %1$lld.%2$02d 元"), (long long)(o->amount / 100),
                 (int)(o->amount % 100));
    else snprintf(text + used, sizeof text - used, "%s", _(" 年度，没有公布的标准"));
    line(l, YZ_ROLE_TEXT, text);
}

static void missing_line(struct lines *l, const struct yz_outcome *o, const struct yz_item *item) {
    char text[512] = "", keys[512];
    if (!o->missing_count) return;
    yz_copy(text, sizeof text, _("还缺："));
    yz_copy(keys, sizeof keys, o->missing);
    for (char *next = NULL, *key = strtok_r(keys, ",", &next); key; key = strtok_r(NULL, ",", &next)) {
        const struct yz_item_paper *p = yz_item_paper(item, key);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", key == keys ? "" : _("、"), p ? yz_item_paper_name(p) : key);
    }
    line(l, YZ_ROLE_WARNING, text);
}

static void source_line(struct lines *l, const struct yz_outcome *o) {
    char text[1024];
    if (!*o->rule_source && !*o->price_source) return;
    snprintf(text, sizeof text, _("依据：%1$s%2$s%3$s"), o->rule_source,
             *o->rule_source && *o->price_source ? "；" : "", o->price_source);
    line(l, YZ_ROLE_DIM, text);
}

void yz_outcome_paint(const struct yz_outcome *o, const struct yz_item *item, struct yz_rect area) {
    struct lines l = {.area = yz_area_part(area, 1, area.columns - 1)};
    char text[320];
    for (size_t i = 0; i < o->twin_count; i++) {
        snprintf(text, sizeof text, _("可能已登记：%1$s（%2$s）"), o->twins[i].name, o->twins[i].why);
        line(&l, YZ_ROLE_WARNING, text);
    }
    window_line(&l, o);
    money_line(&l, o);
    missing_line(&l, o, item);
    source_line(&l, o);
}
