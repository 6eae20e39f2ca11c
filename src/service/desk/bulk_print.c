/* The list of a sitting on paper: who has which number, and who was left out and why. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/bulk_private.h"

enum { NUMBER = 13, NAME = 12, PLACE = 26 };

static void cell(struct yz_buffer *out, const char *text, int columns) {
    char padded[400];
    yz_text_pad(padded, sizeof padded, text, columns);
    yz_buffer_printf(out, "%s ", padded);
}

static void write_line(struct yz_buffer *out, const struct yz_bulk_line *l, int columns) {
    char name[96], amount[32] = "", rest[640];
    bool wide = columns >= YZ_COLUMNS_A4;
    yz_mask_name(name, sizeof name, l->name);
    cell(out, l->state == YZ_BULK_DONE ? l->number : "", NUMBER);
    cell(out, name, NAME);
    if (wide) cell(out, l->place, PLACE);
    if (l->state == YZ_BULK_DONE) yz_money_text(l->amount, amount);
    if (!wide && l->state != YZ_BULK_DONE)
        yz_buffer_text(out, "\n  "); /* a receipt printer's line is too short for why */
    yz_text_fit(rest, sizeof rest, l->state == YZ_BULK_DONE ? amount : l->why,
                wide ? columns - NUMBER - NAME - PLACE - 3 : columns - 2);
    yz_buffer_printf(out, "%s\n", rest);
    if (l->state == YZ_BULK_DONE && *l->missing) yz_buffer_printf(out, _("  缺：%s\n"), l->missing);
}

static void write_part(struct yz_buffer *out, const struct yz_bulk *b, bool done, const char *heading, int columns) {
    size_t n = 0;
    for (size_t i = 0; i < b->count; i++) {
        const struct yz_bulk_line *l = &b->lines[i];
        bool left_out = l->state == YZ_BULK_UNFIT || l->state == YZ_BULK_KNOWN;
        if (done ? l->state != YZ_BULK_DONE : !left_out) continue;
        if (!n++) yz_buffer_printf(out, "\n%s\n", heading);
        write_line(out, l, columns);
    }
}

enum yz_status yz_bulk_print(struct yz_bulk *b, const char *title, const struct yz_print *to) {
    struct yz_buffer out = {0};
    struct yz_bulk_sums n = yz_bulk_count(b);
    char at[YZ_MOMENT_TEXT], amount[32], subject[128];
    int columns = to->columns ? to->columns : to->way == YZ_PRINT_DEVICE ? YZ_COLUMNS_80MM : YZ_COLUMNS_A4;
    yz_buffer_printf(&out, "%s  %s\n%s  %s  %s\n", yz_item_name(&b->in->item), title, b->s->station.name,
                     b->s->staff.name, yz_moment_text(b->in->received, at));
    yz_buffer_printf(&out, _("办成 %1$zu 人，合计 %2$s 元；没有办 %3$zu 人\n"), n.done,
                     yz_money_text(n.done_amount, amount), n.unfit + n.known);
    write_part(&out, b, true, _("办成的"), columns);
    write_part(&out, b, false, _("没有办的，和原因"), columns);
    enum yz_status status = out.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    snprintf(subject, sizeof subject, "%s %s", *b->in->item.short_name ? b->in->item.short_name : b->in->item.name,
             title);
    if (status == YZ_OK) status = yz_print_text(b->s, YZ_PAPER_BULK, subject, yz_buffer_string(&out), to);
    yz_buffer_free(&out);
    return status;
}
