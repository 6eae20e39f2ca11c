/* The diary in words, and on paper. */
#include <yizhan/diary.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

#include "base/buffer.h"
#include "base/text.h"
#include "service/desk/paper_layout.h"
#include "service/session.h"

char *yz_diary_total(const struct yz_diary *d, char *out, size_t room) {
    snprintf(out, room, _("走访 %1$d 户（见到 %2$d），需求 %3$d，受理 %4$d 件，办件步骤 %5$d，登记变动 %6$d"),
             (int)d->visits, (int)d->met, (int)d->needs, (int)d->opened, (int)d->steps, (int)d->registry);
    return out;
}

char *yz_diary_title(struct yz_session *s, const struct yz_diary *d, char *out, size_t room) {
    const struct yz_diary_filter *f = &d->filter;
    char grid[96] = "", who[96] = "", from[YZ_DATE_TEXT], to[YZ_DATE_TEXT];
    if (f->grid) yz_record_title(s, YZ_GRID, f->grid, false, grid, sizeof grid);
    if (f->staff) yz_record_title(s, YZ_STAFF, f->staff, false, who, sizeof who);
    bool one = f->from == f->to;
    snprintf(out, room, "%s%s%s %s%s%s", grid, *grid && *who ? " " : "", *grid || *who ? who : _("全社区"),
             yz_date_text(f->from, from), one ? "" : _(" 至 "), one ? "" : yz_date_text(f->to, to));
    return out;
}

static void rule(int columns, struct yz_buffer *out) {
    for (int i = 0; i < columns; i++) yz_buffer_byte(out, '-');
    yz_buffer_byte(out, '\n');
}

static void lay_out(struct yz_session *s, const struct yz_diary *d, int columns, struct yz_buffer *out) {
    char text[512], when[YZ_MOMENT_TEXT], title[256];
    bool days = d->filter.from != d->filter.to;
    snprintf(text, sizeof text, "%s %s", _("网格日志"), yz_diary_title(s, d, title, sizeof title));
    yz_paper_wrap(text, columns, 0, out);
    yz_paper_wrap(yz_diary_total(d, text, sizeof text), columns, 0, out);
    rule(columns, out);
    for (size_t i = 0; i < d->count; i++) {
        const struct yz_diary_line *l = &d->all[i];
        yz_moment_text(l->at, when);
        snprintf(text, sizeof text, "%s %s %s", days ? when : when + 11, l->who, l->text);
        yz_paper_wrap(text, columns, days ? 17 : 6, out);
    }
    if (d->cut) yz_paper_wrap(_("太多，后面的没有列出"), columns, 0, out);
    rule(columns, out);
    snprintf(text, sizeof text, _("打印：%1$s %2$s"), yz_session_staff(s)->name, yz_moment_text(yz_now(), when));
    yz_paper_wrap(text, columns, 0, out);
}

enum yz_status yz_diary_print(struct yz_session *s, const struct yz_diary *d, const struct yz_print *to) {
    struct yz_buffer text = {0};
    char title[256];
    lay_out(s, d, to->columns ? to->columns : YZ_COLUMNS_A4, &text);
    enum yz_status status = text.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    yz_diary_title(s, d, title, sizeof title);
    if (status == YZ_OK) status = yz_print_text(s, YZ_PAPER_DIARY, title, yz_buffer_string(&text), to);
    yz_buffer_free(&text);
    return status;
}
