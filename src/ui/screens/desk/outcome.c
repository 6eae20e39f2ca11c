/* The consequences of a form: days left, cover, years, amount, papers missing, who may be the same, and the sources. */
#include "ui/screens/desk/outcome.h"

#include "base/mask.h"
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

/* --- conditions --- */

static void condition_line(struct lines *l, const struct yz_condition_result *r, bool source) {
    static const enum yz_role roles[] = {
        [YZ_UNKNOWN] = YZ_ROLE_WARNING, [YZ_TRUE] = YZ_ROLE_GOOD, [YZ_FALSE] = YZ_ROLE_ERROR};
    const char *const words[] = {[YZ_UNKNOWN] = _("待核对"), [YZ_TRUE] = _("符合"), [YZ_FALSE] = _("不符合")};
    bool warn = r->truth == YZ_FALSE && r->condition->severity == YZ_CONDITION_WARN;
    char text[640], from[400];
    yz_condition_source(r->condition, from, sizeof from);
    snprintf(text, sizeof text, source ? _("%1$s：%2$s（%3$s）") : _("%1$s：%2$s"),
             warn ? _("提醒，不符合") : words[r->truth], yz_item_condition_label(r->condition), from);
    line(l, warn ? YZ_ROLE_WARNING : roles[r->truth], text);
}

/* What stands against it first, then what is not known, then the rest; where room is short the rest is only counted. */
static void conditions(struct lines *l, const struct yz_outcome *o, bool roomy) {
    static const enum yz_truth order[] = {YZ_FALSE, YZ_UNKNOWN, YZ_TRUE};
    char text[96];
    size_t good = 0;
    for (size_t turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < o->condition_count; i++) {
            bool mine = o->conditions[i].truth == order[turn];
            if (mine && order[turn] == YZ_TRUE && !roomy) good++;
            else if (mine) condition_line(l, &o->conditions[i], roomy || order[turn] == YZ_FALSE);
        }
    }
    snprintf(text, sizeof text, _("符合的条件 %zu 条"), good);
    if (good) line(l, YZ_ROLE_GOOD, text);
}

static void chain_line(struct lines *l, const struct yz_outcome *o) {
    char text[160];
    if (!*o->after) return;
    snprintf(text, sizeof text, o->after_done == YZ_TRUE ? _("已办：%s") : _("先要办完：%s"), o->after);
    line(l, o->after_done == YZ_TRUE ? YZ_ROLE_GOOD : YZ_ROLE_ERROR, text);
}

/* --- what is worked out --- */

static const char *shown(const struct yz_item_field *f, const char *value) {
    for (size_t i = 0; i < YZ_ITEM_OPTIONS && *f->options[i].key; i++)
        if (strcmp(f->options[i].key, value) == 0) return yz_item_option_label(&f->options[i]);
    return value;
}

static void worked_lines(struct lines *l, const struct yz_outcome *o, const struct yz_item *item) {
    for (size_t i = 0; i < item->field_count; i++) {
        char text[256];
        const struct yz_item_field *f = &item->fields[i];
        if (!*o->worked[i]) continue;
        snprintf(text, sizeof text, _("%1$s：%2$s"), yz_item_field_label(f), shown(f, o->worked[i]));
        line(l, YZ_ROLE_TEXT, text);
    }
}

static void due_line(struct lines *l, const struct yz_outcome *o, const struct yz_item *item) {
    char text[256], when[YZ_MOMENT_TEXT], legal[YZ_MOMENT_TEXT], limit[YZ_LIMIT_TEXT];
    if (!o->due || !item->promised.amount) return;
    snprintf(text, sizeof text, _("期限：%1$s（%2$s）"), yz_moment_text(o->due, when),
             yz_limit_text(item->promised, limit));
    size_t n = strlen(text);
    const char *assumed = _("（推定）");
    if (o->due_assumed) yz_copy(text + n, sizeof text - n, assumed);
    if (o->legal_due) {
        n = strlen(text);
        snprintf(text + n, sizeof text - n, _("，法定 %s"), yz_moment_text(o->legal_due, legal));
        n = strlen(text);
        if (o->legal_assumed) yz_copy(text + n, sizeof text - n, assumed);
    }
    line(l, YZ_ROLE_DIM, text);
}

void yz_outcome_paint(const struct yz_outcome *o, const struct yz_intake *in, struct yz_rect area) {
    struct lines l = {.area = yz_area_part(area, 1, area.columns - 1)};
    const struct yz_item *item = yz_intake_item(in);
    char text[320], name[96];
    for (size_t i = 0; i < o->twin_count; i++) {
        yz_mask_name(name, sizeof name, o->twins[i].name);
        snprintf(text, sizeof text, i ? _("可能已登记：%1$s（%2$s）") : _("可能已登记：%1$s（%2$s），Ctrl-O 打开"),
                 name, o->twins[i].why);
        line(&l, YZ_ROLE_WARNING, text);
    }
    window_line(&l, o);
    money_line(&l, o);
    if (*o->open_case) {
        snprintf(text, sizeof text, _("已有在办的：办件 %s"), o->open_case);
        line(&l, item->once ? YZ_ROLE_ERROR : YZ_ROLE_WARNING, text);
    }
    chain_line(&l, o);
    conditions(&l, o, area.rows > 16);
    missing_line(&l, o, item);
    worked_lines(&l, o, item);
    source_line(&l, o);
    due_line(&l, o, item);
}
