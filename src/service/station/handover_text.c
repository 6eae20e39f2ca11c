/* A handover on paper: who gave what to whom, and the sheet's lines, broken to the width. */
#include <yizhan/handover.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/buffer.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

/* Bytes of a line that fit into the columns, at least one character. */
static size_t fitting(const char *text, size_t left, int columns) {
    size_t n = 0;
    for (int used = 0; n < left;) {
        int width = 0;
        size_t one = yz_grapheme(text + n, &width);
        if (n && used + width > columns) break;
        used += width;
        n += one;
    }
    return n < left ? n : left;
}

/* The text's lines, each broken where it gets too wide; what goes on is set in by two columns. */
static void wrap(struct yz_buffer *out, const char *text, int columns) {
    while (*text) {
        const char *end = strchr(text, '\n');
        size_t left = end ? (size_t)(end - text) : strlen(text);
        for (int indent = 0; left; indent = 2) {
            size_t n = fitting(text, left, columns - indent);
            yz_buffer_printf(out, "%*s%.*s\n", indent, "", (int)n, text);
            text += n;
            left -= n;
        }
        text += *text == '\n';
    }
}

static void rule(struct yz_buffer *out, int columns) {
    for (int i = 0; i < columns; i++) yz_buffer_byte(out, '-');
    yz_buffer_byte(out, '\n');
}

static void pair(struct yz_buffer *out, const char *label, const char *value, int columns) {
    char line[1200];
    if (!*value) return;
    snprintf(line, sizeof line, "%s：%s", label, value);
    wrap(out, line, columns);
}

/* Who, and when. */
static void signature(struct yz_session *s, struct yz_buffer *out, const char *label, int64_t staff, yz_moment at,
                      int columns) {
    char text[160], when[YZ_MOMENT_TEXT];
    if (staff) snprintf(text, sizeof text, "%s  %s", yz_known_name(s, &yz_staff_kind, staff), yz_moment_text(at, when));
    pair(out, label, staff ? text : "____________", columns);
}

static void said(struct yz_buffer *out, const char *label, const char *note, int columns) {
    char text[512];
    yz_mask_numbers(text, sizeof text, note);
    pair(out, label, text, columns);
}

enum yz_status yz_handover_text(struct yz_session *s, const struct yz_handover *h, int columns, struct yz_buffer *out) {
    char text[64];
    pair(out, _("交接班单"), yz_known_name(s, &yz_station_kind, h->station), columns);
    signature(s, out, _("交班"), h->given_by, h->given_at, columns);
    signature(s, out, _("接班"), h->taken_by, h->taken_at, columns);
    snprintf(text, sizeof text, _("%1$lld.%2$02d 元"), (long long)(h->cash / 100), (int)(h->cash % 100));
    pair(out, _("现金"), h->cash < 0 ? "" : text, columns);
    snprintf(text, sizeof text, _("%lld 份"), (long long)h->papers);
    pair(out, _("代管原件"), h->papers < 0 ? "" : text, columns);
    rule(out, columns);
    wrap(out, h->sheet, columns);
    rule(out, columns);
    said(out, _("交班说明"), h->note, columns);
    said(out, _("接班说明"), h->taken_note, columns);
    pair(out, _("日志"), h->head, columns);
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}
